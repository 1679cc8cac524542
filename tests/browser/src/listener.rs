//! Who waits for what the page must not send: a listener for TCP and UDP, and a proxy that all of a browser's HTTP goes
//! through. Both keep what reaches them, and answer nothing.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use tokio::task::JoinHandle;

/// The start of what was sent, one entry for each connection or datagram.
type Seen = Arc<Mutex<Vec<String>>>;

/// How much of a request is kept.
const HEAD: usize = 16 * 1024;

/// Listens on one port for TCP and UDP; stops when dropped.
#[derive(Debug)]
pub struct Listener {
    seen: Seen,
    port: u16,
    tasks: [JoinHandle<()>; 2],
}

impl Listener {
    /// Listens on `address`; port 0 is a free one.
    ///
    /// # Errors
    /// The port cannot be had for both protocols.
    pub async fn start(address: SocketAddr) -> Result<Self> {
        let tcp = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
        let address = tcp.local_addr()?;
        let udp = UdpSocket::bind(address).await.with_context(|| format!("cannot listen on {address} for UDP"))?;
        let seen = Seen::default();
        let tasks =
            [tokio::spawn(connections(tcp, Arc::clone(&seen))), tokio::spawn(datagrams(udp, Arc::clone(&seen)))];
        Ok(Self { seen, port: address.port(), tasks })
    }

    /// Where it listens.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Takes what came since the last call.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        take(&self.seen)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

/// A proxy that hands on what is for a few addresses, and refuses all else; stops when dropped.
#[derive(Debug)]
pub struct Proxy {
    seen: Seen,
    port: u16,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Starts a proxy on a free port of the loopback address, for the sites at `sites` (`127.0.0.1:8000`).
    ///
    /// # Errors
    /// It cannot listen.
    pub async fn start(sites: &[&str]) -> Result<Self> {
        let sites: Arc<[String]> = sites.iter().map(|site| (*site).to_owned()).collect();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let seen = Seen::default();
        let task = tokio::spawn(proxy(listener, sites, Arc::clone(&seen)));
        Ok(Self { seen, port, task })
    }

    /// Where it listens.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Takes the first lines of the requests that came since the last call: `GET http://host/path HTTP/1.1`.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        take(&self.seen)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn take(seen: &Seen) -> Vec<String> {
    std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner))
}

fn keep(seen: &Seen, what: String) {
    seen.lock().unwrap_or_else(PoisonError::into_inner).push(what);
}

async fn connections(listener: TcpListener, seen: Seen) {
    while let Ok((mut stream, _)) = listener.accept().await {
        let seen = Arc::clone(&seen);
        tokio::spawn(async move {
            // A connection without a word, as a browser makes it ahead, counts too.
            let mut start = vec![0; HEAD];
            let length = stream.read(&mut start).await.unwrap_or_default();
            let text = String::from_utf8_lossy(&start[..length]);
            keep(&seen, format!("TCP {}", text.lines().next().unwrap_or_default()));
        });
    }
}

async fn datagrams(socket: UdpSocket, seen: Seen) {
    let mut bytes = vec![0; HEAD];
    while let Ok((length, _)) = socket.recv_from(&mut bytes).await {
        // Names in a question to a name server are readable, but for the lengths between their parts.
        let text = bytes[..length].iter().map(|byte| if byte.is_ascii_graphic() { char::from(*byte) } else { '.' });
        keep(&seen, format!("UDP {}", text.collect::<String>()));
    }
}

async fn proxy(listener: TcpListener, sites: Arc<[String]>, seen: Seen) {
    while let Ok((stream, _)) = listener.accept().await {
        let (sites, seen) = (Arc::clone(&sites), Arc::clone(&seen));
        // A connection that breaks is the browser's to repeat.
        tokio::spawn(async move { hand_on(stream, &sites, &seen).await.ok() });
    }
}

/// Reads the head of one request, keeps its first line, and hands it on or refuses it. One request a connection.
async fn hand_on(mut stream: TcpStream, sites: &[String], seen: &Seen) -> Result<()> {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut more = [0; 1024];
        let length = stream.read(&mut more).await?;
        if length == 0 || head.len() > HEAD {
            return Ok(());
        }
        head.extend_from_slice(&more[..length]);
    }
    let text = String::from_utf8_lossy(&head).into_owned();
    let first = text.lines().next().unwrap_or_default().to_owned();
    keep(seen, first.clone());
    let url = first.split(' ').nth(1).unwrap_or_default();
    let Some(site) = sites.iter().find(|site| url.starts_with(&format!("http://{site}/"))) else {
        stream.write_all(b"HTTP/1.1 502 Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await?;
        return Ok(());
    };
    let mut there = TcpStream::connect(site).await?;
    // As one asks a host itself, not a proxy.
    let text = text.replacen(&format!(" http://{site}/"), " /", 1);
    let kept = text.lines().filter(|line| !line.to_ascii_lowercase().contains("connection:") && !line.is_empty());
    let head = kept.chain(["Connection: close", "", ""]).collect::<Vec<_>>().join("\r\n");
    there.write_all(head.as_bytes()).await?;
    copy_bidirectional(&mut stream, &mut there).await?;
    Ok(())
}
