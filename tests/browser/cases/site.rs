//! The page from servers of a test's own, which can go or change; and copies of it, to be changed.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use anyhow::{Context, Result, ensure};
use postil_browser::{DIST_VARIABLE, FOLDER_VARIABLE};
use postil_serve::{Files, Headers, Server};

/// The folder of the built page.
pub(crate) fn dist() -> Result<PathBuf> {
    env::var(DIST_VARIABLE).map(PathBuf::from).with_context(|| format!("{DIST_VARIABLE} is not set"))
}

/// The page in `dir` from a server of its own.
pub(crate) fn serve(dir: &Path, headers: Headers) -> Result<Server> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    Ok(Server::start(Files::Folder(dir.to_path_buf()), address, "/some/path/", headers)?)
}

/// A copy of the built page, to be changed. Who made it removes it, or it goes with the browser's folder.
pub(crate) fn copy() -> Result<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("copy-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let to = PathBuf::from(env::var(FOLDER_VARIABLE)?).join(name);
    let mut pending = vec![dist()?];
    while let Some(from) = pending.pop() {
        let below = to.join(from.strip_prefix(dist()?)?);
        fs::create_dir_all(&below)?;
        for entry in fs::read_dir(&from)? {
            let path = entry?.path();
            if path.is_dir() {
                pending.push(path);
            } else if let Some(name) = path.file_name() {
                fs::copy(&path, below.join(name))?;
            }
        }
    }
    Ok(to)
}

/// The page with its policy set aside: what a policy stops goes through there.
pub(crate) fn without_policy() -> Result<Server> {
    let dir = copy()?;
    let index = dir.join("index.html");
    let page = fs::read_to_string(&index)?;
    let others: Vec<&str> = page.lines().filter(|line| !line.contains("Content-Security-Policy")).collect();
    ensure!(others.len() + 1 == page.lines().count(), "the page has no policy, or two");
    fs::write(&index, others.join("\n"))?;
    serve(&dir, Headers::Few)
}
