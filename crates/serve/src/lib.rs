//! A small server of static files for this machine: `postil serve`, the chores, the browser tests.
//!
//! It serves the page's files under one path and nothing else. It is not meant for the open network: no TLS, no limits.

mod files;
mod headers;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, REFRESH, X_CONTENT_TYPE_OPTIONS};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::runtime::Runtime;

pub use files::Files;

use crate::files::{content_type, file_of, is_hashed};

type Answer = Response<Full<Bytes>>;

/// Which headers go with the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headers {
    /// As few as possible: the page's own policy has to do.
    Few,
    /// All that a host should send: the page's policy again, and what only a header can say.
    All,
}

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct Server {
    runtime: Option<Runtime>,
    /// Where the page is, for a browser.
    pub url: String,
}

struct Site {
    files: Files,
    path: String,
    headers: Headers,
}

impl Server {
    /// Serves `files` under `path` (`/` or `/some/path/`). Port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened on; `io::ErrorKind::AddrInUse` when somebody else does.
    pub fn start(files: Files, address: SocketAddr, path: &str, headers: Headers) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let url = format!("http://{}{path}", listener.local_addr()?);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        runtime.spawn(accept(listener, Arc::new(Site { files, path: path.to_owned(), headers })));
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

/// Answers every connection until the runtime ends.
async fn accept(listener: tokio::net::TcpListener, site: Arc<Site>) {
    loop {
        // A connection that failed before it was taken is the browser's to repeat.
        let Ok((stream, _)) = listener.accept().await else { continue };
        let site = Arc::clone(&site);
        tokio::spawn(async move {
            let service = service_fn(|request: Request<Incoming>| {
                let answer = site.answer(request.method(), request.uri().path());
                async move { answer.map_err(io::Error::other) }
            });
            // An error here is a browser that went away; there is nobody left to tell.
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

impl Site {
    fn answer(&self, method: &Method, url: &str) -> hyper::http::Result<Answer> {
        let message = |status: StatusCode, text: &'static str| Response::builder().status(status).body(text.into());
        if !matches!(*method, Method::GET | Method::HEAD) {
            return message(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
        }
        let Some(page) = self.files.read("index.html") else {
            let waiting = Response::builder().status(StatusCode::SERVICE_UNAVAILABLE).header(REFRESH, "1");
            return waiting.body("Postil is being built ...".into());
        };
        let found = file_of(url, &self.path).and_then(|name| Some((self.files.read(name)?, name)));
        let Some((content, name)) = found else {
            return message(StatusCode::NOT_FOUND, "not found");
        };
        let mut answer =
            Response::builder().header(CONTENT_TYPE, content_type(name)).header(X_CONTENT_TYPE_OPTIONS, "nosniff");
        let keeps = self.headers == Headers::All && is_hashed(name);
        answer = answer.header(CACHE_CONTROL, if keeps { "max-age=31536000, immutable" } else { "no-cache" });
        if self.headers == Headers::All {
            for (name, value) in headers::all(&String::from_utf8_lossy(&page)) {
                answer = answer.header(name, value);
            }
        }
        answer.body(content.into_owned().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSIDE: &[(&str, &[u8])] =
        &[("index.html", b"<meta content=\"default-src 'none'\">"), ("a-0123456789.js", b"f();"), ("b.js", b"g();")];

    #[test]
    fn all_headers_go_with_every_file_and_hashed_ones_may_be_kept() {
        let site = |headers| Site { files: Files::Inside(INSIDE), path: "/".to_owned(), headers };
        let cases = [("/", "no-cache"), ("/b.js", "no-cache"), ("/a-0123456789.js", "max-age=31536000, immutable")];
        for (url, keeping) in cases {
            let answer = site(Headers::All).answer(&Method::GET, url).unwrap();
            assert_eq!(answer.status(), StatusCode::OK, "{url}");
            assert_eq!(answer.headers()[CACHE_CONTROL], keeping, "{url}");
            assert_eq!(
                answer.headers()["content-security-policy"],
                "default-src 'none'; frame-ancestors 'none'",
                "{url}"
            );
            assert_eq!(answer.headers()["connection-allowlist"], "(response-origin)", "{url}");
            let answer = site(Headers::Few).answer(&Method::GET, url).unwrap();
            assert!(!answer.headers().contains_key("content-security-policy"), "{url}");
        }
        for (method, url, status) in
            [(Method::GET, "/c.js", StatusCode::NOT_FOUND), (Method::POST, "/", StatusCode::METHOD_NOT_ALLOWED)]
        {
            assert_eq!(site(Headers::All).answer(&method, url).unwrap().status(), status, "{method} {url}");
        }
    }
}
