//! The browser, its driver, wasm-opt and Python: found, or installed where that is one's to do, or named.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::cargo::{self, find_program, run};

/// What the browser goes by.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The path of chromedriver, with a browser for it on the machine.
///
/// On a Debian-like machine both are installed when one lacks and this is root.
///
/// # Errors
/// Something is missing and not ours to install; the message names it and how to get it.
pub(crate) fn browser_driver() -> Result<PathBuf> {
    if let Some(driver) = installed() {
        return Ok(driver);
    }
    let missing = "The browser tests need Chromium and chromedriver of the same version on PATH";
    if !Path::new("/etc/debian_version").exists() || find_program(&["apt-get"]).is_none() {
        bail!("{missing}. Install them with your system's packages (they are often called chromium and chromedriver)");
    }
    if !is_root() {
        bail!("{missing}. Install them with: sudo apt-get update && sudo apt-get install chromium chromium-driver");
    }
    println!("Installing Chromium and its driver with apt-get (a few minutes) ...");
    apt_get(&["update"])?;
    apt_get(&["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver", "fonts-dejavu-core"])?;
    installed().with_context(|| format!("{missing}; apt-get did not bring them"))
}

/// The release of binaryen that is fetched where the machine has no wasm-opt.
const BINARYEN: &str = "binaryen@132.0.0";

/// The path of wasm-opt: on `PATH`, or brought by npm into `target/` where there is one. The page can do without.
pub(crate) fn wasm_opt() -> Option<PathBuf> {
    if let Some(program) = find_program(&["wasm-opt"]) {
        return Some(program);
    }
    let dir = cargo::target_dir().join("binaryen");
    let program = dir.join("node_modules/.bin").join(format!("wasm-opt{}", if cfg!(windows) { ".cmd" } else { "" }));
    if !program.is_file() {
        let npm = find_program(&["npm", "npm.cmd"])?;
        println!("Fetching wasm-opt with npm ...");
        let mut command = Command::new(npm);
        command
            .args(["install", "--silent", "--no-save", "--no-audit", "--no-fund", "--prefix"])
            .arg(&dir)
            .arg(BINARYEN);
        if let Err(error) = run(command.stdin(Stdio::null()), "npm install") {
            println!("{error:#}");
            return None;
        }
    }
    Some(program).filter(|program| program.is_file())
}

/// Makes an environment of its own for Python libraries in `venv`, anew where there is one.
///
/// # Errors
/// Something is missing and not ours to install; the message names it and how to get it.
pub(crate) fn python_venv(venv: &Path) -> Result<()> {
    let make = || {
        let python = find_program(&["python3", "python"])?;
        let mut command = Command::new(python);
        command.args(["-m", "venv", "--clear"]).arg(venv).stdin(Stdio::null());
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().ok().filter(|status| status.success())
    };
    if make().is_some() {
        return Ok(());
    }
    let missing = "The checks with other tools' libraries need Python 3.10 or newer with its venv module on PATH";
    if !Path::new("/etc/debian_version").exists() || find_program(&["apt-get"]).is_none() {
        bail!("{missing}. Install it from your system's packages or from python.org");
    }
    if !is_root() {
        bail!("{missing}. Install them with: sudo apt-get update && sudo apt-get install python3 python3-venv");
    }
    println!("Installing Python with apt-get ...");
    apt_get(&["update"])?;
    apt_get(&["install", "--yes", "--no-install-recommends", "python3", "python3-venv"])?;
    make().map(drop).with_context(|| format!("{missing}; apt-get did not bring them"))
}

fn installed() -> Option<PathBuf> {
    find_program(&BROWSERS).and_then(|_| find_program(&["chromedriver"]))
}

fn apt_get(args: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").args(args).env("DEBIAN_FRONTEND", "noninteractive");
    run(command.stdin(Stdio::null()).current_dir(cargo::root()), &format!("apt-get {}", args[0]))
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
