//! `cargo xtask serve`: the page on this machine, rebuilt when a file changes.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use notify::{Event, EventKind, RecursiveMode, Watcher};
use postil_serve::{Files, Headers, Server};

use crate::build::{self, Profile};
use crate::cargo;

/// What the page is made of. Anything else (results, tests, documents) is not watched.
const FOLDERS: [&str; 8] =
    ["src", "crates/engine", "crates/exchange", "crates/formats", "crates/worker", "styles", "assets", "model"];
const FILES: [&str; 7] =
    ["index.html", "start.js", "worker.js", "service-worker.js", "manifest.webmanifest", "Cargo.toml", "Cargo.lock"];

/// Editors write a file in several steps; a change counts when nothing more has happened for this long.
const QUIET: Duration = Duration::from_millis(150);

/// Serves the page until the process is stopped.
pub(crate) fn serve(host: IpAddr, port: u16, open: bool, offline: bool) -> Result<()> {
    let root = cargo::root();
    let dir = cargo::target_dir().join("page/served");
    // First the port: nobody should wait for a build to learn that it is taken.
    let server =
        Server::start(Files::Folder(dir.clone()), SocketAddr::new(host, port), "/", Headers::Few).map_err(|error| {
            match error.kind() {
                io::ErrorKind::AddrInUse => {
                    anyhow!("port {port} is taken; try `cargo xtask serve --port {}`", port.wrapping_add(1))
                }
                _ => anyhow!("cannot listen on {host}:{port}: {error}"),
            }
        })?;
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.as_ref().is_ok_and(is_change) {
            // Fails only when the receiver is gone, which is when the process ends.
            let _ = sender.send(());
        }
    })?;
    watch(&mut watcher, &root)?;

    rebuild(&dir, offline);
    println!("Postil is at {}  (Ctrl+C stops it)", server.url);
    if open && let Err(error) = cargo::open_in_browser(&server.url) {
        println!("{error}");
    }
    while wait_for_change(&changes) {
        println!("A file changed.");
        rebuild(&dir, offline);
    }
    Ok(())
}

/// Builds anew. An error is shown and the last good page stays.
fn rebuild(dir: &Path, offline: bool) {
    match build::page(Profile::Serve, offline, dir) {
        Ok(_) => println!("Ready. Reload the page to see it; waiting for changes ..."),
        Err(error) => println!("Not built: {error:#}. Waiting for changes ..."),
    }
}

fn watch(watcher: &mut impl Watcher, root: &Path) -> Result<()> {
    for folder in FOLDERS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir()) {
        watcher
            .watch(&folder, RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch {}", folder.display()))?;
    }
    // The folder and not the files: editors replace a file by a new one, and a watch would stay with the old.
    watcher.watch(root, RecursiveMode::NonRecursive).context("cannot watch the project's folder")
}

/// True when an event is about the content of the page's files.
fn is_change(event: &Event) -> bool {
    let root = cargo::root();
    let ours = |path: &Path| {
        FOLDERS.iter().any(|folder| path.starts_with(root.join(folder)))
            || FILES.iter().any(|file| path == root.join(file))
    };
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| ours(path))
}

/// Waits for a change and for the quiet after it; false when there will be none.
fn wait_for_change(changes: &Receiver<()>) -> bool {
    if changes.recv().is_err() {
        return false;
    }
    while changes.recv_timeout(QUIET).is_ok() {}
    true
}
