//! A small server of static files for this machine: for trying the page and for the browser tests.
//!
//! It serves one folder under one path and nothing else; it is not meant for the open network.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::{fs, io};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Method, Request, Response};

/// Browsers open up to six connections to a host.
const WORKERS: usize = 6;

/// A running server; it stops when dropped.
pub(crate) struct Server {
    http: Arc<tiny_http::Server>,
    workers: Vec<JoinHandle<()>>,
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
        let url = format!("http://{}{path}", listener.local_addr()?);
        let http = tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?;
        let http = Arc::new(http);
        let workers = (0..WORKERS).map(|_| {
            let (http, dir, path) = (Arc::clone(&http), dir.to_path_buf(), path.to_owned());
            thread::spawn(move || {
                while let Ok(request) = http.recv() {
                    // An error here is a browser that went away; there is nobody left to tell.
                    let _ = answer(request, &dir, &path);
                }
            })
        });
        Ok(Self { workers: workers.collect(), http, url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in &self.workers {
            self.http.unblock();
        }
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

fn answer(request: Request, dir: &Path, path: &str) -> Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Ok(request.respond(Response::empty(405))?);
    }
    if !dir.join("index.html").exists() {
        let wait = Response::from_string("Postil is being built ...").with_status_code(503);
        return Ok(request.respond(wait.with_header(header("Refresh", "1")?))?);
    }
    let content = file_of(request.url(), path).and_then(|name| {
        let kind = content_type(&name);
        fs::read(dir.join(name)).ok().map(|content| (content, kind))
    });
    let Some((content, kind)) = content else {
        return Ok(request.respond(Response::from_string("not found").with_status_code(404))?);
    };
    let response = Response::from_data(content)
        .with_header(header("Content-Type", kind)?)
        .with_header(header("Cache-Control", "no-cache")?)
        .with_header(header("X-Content-Type-Options", "nosniff")?);
    Ok(request.respond(response)?)
}

fn header(name: &str, value: &str) -> Result<Header> {
    Header::from_bytes(name, value).map_err(|()| anyhow!("not a header: {name}: {value}"))
}

/// The file that an address stands for, below the served folder; `None` for what lies outside `path` or climbs out.
fn file_of(url: &str, path: &str) -> Option<PathBuf> {
    let url = url.split(['?', '#']).next()?;
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
            ("/a.js?x=1", "/", Some("a.js")),
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
