//! A small server of static files for this machine: for trying the page and for the browser tests.
//!
//! It serves one folder under one path and nothing else; it is not meant for the open network.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, REFRESH, X_CONTENT_TYPE_OPTIONS};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::runtime::Runtime;

type Answer = Response<Full<Bytes>>;

/// A running server; it stops when dropped.
pub(crate) struct Server {
    runtime: Option<Runtime>,
    /// Where the page is, for a browser.
    pub(crate) url: String,
}

impl Server {
    /// Serves the folder `dir` under `path` (`/` or `/some/path/`). Port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened on; `io::ErrorKind::AddrInUse` when somebody else does.
    pub(crate) fn start(dir: &Path, address: SocketAddr, path: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let url = format!("http://{}{path}", listener.local_addr()?);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        runtime.spawn(accept(listener, Arc::new((dir.to_path_buf(), path.to_owned()))));
        Ok(Self { runtime: Some(runtime), url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // In the background: a browser may hold a connection open for as long as it likes.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Answers every connection until the runtime ends. `site` is the folder and the path that it is served under.
async fn accept(listener: tokio::net::TcpListener, site: Arc<(PathBuf, String)>) {
    loop {
        // A connection that failed before it was taken is the browser's to repeat.
        let Ok((stream, _)) = listener.accept().await else { continue };
        let site = Arc::clone(&site);
        tokio::spawn(async move {
            let service = service_fn(|request: Request<Incoming>| {
                let answer = answer(request.method(), request.uri().path(), &site.0, &site.1);
                async move { answer.map_err(io::Error::other) }
            });
            // An error here is a browser that went away; there is nobody left to tell.
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn answer(method: &Method, url: &str, dir: &Path, path: &str) -> hyper::http::Result<Answer> {
    let message = |status: StatusCode, text: &'static str| Response::builder().status(status).body(text.into());
    if !matches!(*method, Method::GET | Method::HEAD) {
        return message(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
    }
    if !dir.join("index.html").exists() {
        let waiting = Response::builder().status(StatusCode::SERVICE_UNAVAILABLE).header(REFRESH, "1");
        return waiting.body("Postil is being built ...".into());
    }
    let found = file_of(url, path).and_then(|name| Some((fs::read(dir.join(&name)).ok()?, content_type(&name))));
    let Some((content, kind)) = found else {
        return message(StatusCode::NOT_FOUND, "not found");
    };
    Response::builder()
        .header(CONTENT_TYPE, kind)
        .header(CACHE_CONTROL, "no-cache")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(content.into())
}

/// The file that an address stands for, below the served folder; `None` for what lies outside `path` or climbs out.
fn file_of(url: &str, path: &str) -> Option<PathBuf> {
    let name = url.strip_prefix(path)?;
    let name = if name.is_empty() { "index.html" } else { name };
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '%']);
    name.split('/').all(plain).then(|| PathBuf::from(name))
}

fn content_type(name: &Path) -> &'static str {
    match name.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_for_a_file_below_the_folder_or_for_nothing() {
        let cases = [
            ("/", "/", Some("index.html")),
            ("/a.js", "/", Some("a.js")),
            ("/some/path/", "/some/path/", Some("index.html")),
            ("/some/path/styles/a.css", "/some/path/", Some("styles/a.css")),
            ("/a.js", "/some/path/", None),
            ("/../Cargo.toml", "/", None),
            ("/%2e%2e/Cargo.toml", "/", None),
            ("/.git/config", "/", None),
            ("//etc/passwd", "/", None),
            ("/C:/x", "/", None),
        ];
        for (url, path, file) in cases {
            assert_eq!(file_of(url, path), file.map(PathBuf::from), "{url} under {path}");
        }
    }
}
