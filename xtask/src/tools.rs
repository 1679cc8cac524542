//! The browsers, their drivers, wasm-opt and Python: found, or installed where that is one's to do, or named.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use postil_browser::Kind;

use crate::cargo::{self, find_program, run};

/// What Chromium goes by.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// What Firefox goes by. The release with long support first: it changes least.
const FIREFOXES: [&str; 2] = ["firefox-esr", "firefox"];

/// A driver, and what it needs to be told.
pub(crate) enum Tool {
    /// chromedriver, which finds Chromium by itself.
    Chromium { driver: PathBuf },
    /// geckodriver and Firefox.
    Firefox { driver: PathBuf, browser: PathBuf },
}

/// The driver of that browser, found or installed.
///
/// # Errors
/// As for [`browser_driver`].
pub(crate) fn driver_of(kind: Kind) -> Result<Tool> {
    match kind {
        Kind::Chromium => Ok(Tool::Chromium { driver: browser_driver()? }),
        Kind::Firefox => {
            let browser = firefox()?;
            Ok(Tool::Firefox { driver: geckodriver()?, browser })
        }
    }
}

fn firefox() -> Result<PathBuf> {
    if let Some(browser) = find_program(&FIREFOXES) {
        return Ok(browser);
    }
    let missing = "These tests need Firefox on PATH";
    if !Path::new("/etc/debian_version").exists() || find_program(&["apt-get"]).is_none() {
        bail!("{missing}. Install it with your system's packages, or from mozilla.org");
    }
    if !is_root() {
        bail!("{missing}. Install it with: sudo apt-get update && sudo apt-get install firefox-esr");
    }
    println!("Installing Firefox with apt-get ...");
    apt_get(&["update"])?;
    apt_get(&["install", "--yes", "--no-install-recommends", "firefox-esr"])?;
    find_program(&FIREFOXES).with_context(|| format!("{missing}; apt-get did not bring it"))
}

/// The release of geckodriver that is built where the machine has none.
const GECKODRIVER: &str = "geckodriver@0.37.1";

/// geckodriver: on `PATH`, or built into `target/tools`, once.
fn geckodriver() -> Result<PathBuf> {
    if let Some(program) = find_program(&["geckodriver"]) {
        return Ok(program);
    }
    let root = cargo::target_dir().join("tools");
    let program = root.join("bin").join(format!("geckodriver{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        println!("Building geckodriver with cargo (a minute or two, once) ...");
        // As quickly as may be: it waits for the browser nearly all of its time.
        let mut command = cargo::cargo(&["install", GECKODRIVER, "--debug", "--quiet", "--root"]);
        command.arg(&root).current_dir(std::env::temp_dir());
        command.env("CARGO_TARGET_DIR", root.join("build")).env("CARGO_PROFILE_DEV_DEBUG", "0");
        run(&mut command, "cargo install geckodriver")?;
        std::fs::remove_dir_all(root.join("build")).context("cannot remove what geckodriver was built in")?;
    }
    Ok(program)
}

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

/// One at a time, as apt-get refuses to work beside another.
fn apt_get(args: &[&str]) -> Result<()> {
    let folder = cargo::target_dir().join("tools");
    std::fs::create_dir_all(&folder).context("cannot make a folder for tools")?;
    let lock = std::fs::File::create(folder.join("apt.lock")).context("cannot make a lock")?;
    lock.lock().context("cannot wait for another apt-get")?;
    let mut command = Command::new("apt-get");
    command.arg("--quiet").args(args).env("DEBIAN_FRONTEND", "noninteractive");
    run(command.stdin(Stdio::null()).current_dir(cargo::root()), &format!("apt-get {}", args[0]))
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
