//! The ways in which a browser ends, and waiting until it is gone.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Result, bail, ensure};

use super::Chance;
use crate::browser::{Kind, profile_in};
use crate::driver::users_of;

/// How the browser ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All of its processes are killed.
    Kill,
    /// The process that runs the page dies; the browser lives on.
    Page,
    /// It is asked to end.
    Terminate,
    /// The tab is closed.
    Close,
    /// The page is loaded again.
    Reload,
}

impl End {
    /// One of them by chance; most often a kill.
    pub(super) fn by(chance: &mut Chance, kind: Kind) -> Self {
        match chance.below(20) {
            0..11 => Self::Kill,
            // With its page's process Firefox ends the driver's session.
            11..14 if kind == Kind::Firefox => Self::Terminate,
            11..14 => Self::Page,
            14..16 => Self::Terminate,
            16..18 => Self::Close,
            _ => Self::Reload,
        }
    }
}

/// Sends a signal to the browser of that folder: to all of its processes, or to the first one, which ends the others.
pub(super) fn stop(folder: &Path, signal: &str) -> Result<()> {
    let mut processes = users_of(folder);
    ensure!(!processes.is_empty(), "no browser runs in {}", folder.display());
    if signal != "-9" {
        processes.sort_unstable();
        processes.truncate(1);
    }
    let ids = processes.iter().map(ToString::to_string);
    let mut command = Command::new("kill");
    // Some of them may have ended with the others.
    command.arg(signal).args(ids).stderr(Stdio::null()).status()?;
    Ok(())
}

/// Waits until no process uses the folder any more.
pub(super) async fn wait_until_gone(folder: &Path, end: End) -> Result<()> {
    if matches!(end, End::Page | End::Reload) {
        return Ok(());
    }
    for _ in 0..1_000 {
        if users_of(folder).is_empty() {
            for name in ["SingletonLock", "SingletonCookie", "SingletonSocket", "MarionetteActivePort"] {
                let _ = fs::remove_file(profile_in(folder).join(name));
            }
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    bail!("the browser did not end within 20 s")
}
