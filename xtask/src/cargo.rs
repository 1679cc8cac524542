//! Calls of cargo and rustup, and where things are on this machine.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};

/// The target that the page is built for.
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Cargo's folder for what it builds.
pub(crate) fn target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// A cargo command in the project's folder.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(args).stdin(Stdio::null());
    command
}

/// Runs a command to its end; its output goes to the terminal.
pub(crate) fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().with_context(|| format!("could not start {:?}", command.get_program()))?;
    ensure!(status.success(), "{what} failed ({status})");
    Ok(())
}

/// The folder of a wasm build's results for a cargo profile.
pub(crate) fn wasm_dir(profile: &str) -> PathBuf {
    target_dir().join(WASM_TARGET).join(profile)
}

/// Builds the page's library for the web and returns the path of the module.
pub(crate) fn build_wasm(profile: &str) -> Result<PathBuf> {
    ensure_wasm_target()?;
    let args = ["build", "--package", "postil", "--lib", "--target", WASM_TARGET, "--profile", profile];
    run(&mut cargo(&args), "building the page")?;
    Ok(wasm_dir(profile).join("postil.wasm"))
}

/// Makes sure that the toolchain in use can build for the web. rustup may be told not to install what
/// `rust-toolchain.toml` names (`RUSTUP_AUTO_INSTALL=0`), so it is asked here.
fn ensure_wasm_target() -> Result<()> {
    let output = Command::new("rustc").current_dir(root()).args(["--print", "sysroot"]).output();
    let sysroot = output.context("could not start rustc; is rustup installed?")?.stdout;
    let sysroot = String::from_utf8_lossy(&sysroot);
    if fs::exists(Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET)).unwrap_or(false) {
        return Ok(());
    }
    println!("Adding the target {WASM_TARGET} ...");
    run(Command::new("rustup").current_dir(root()).args(["target", "add", WASM_TARGET]), "rustup target add")
        .with_context(|| format!("the Rust target {WASM_TARGET} is missing: run `rustup target add {WASM_TARGET}`"))
}

/// The first of the named programs that is on `PATH`.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let dirs: Vec<PathBuf> = env::split_paths(&path).collect();
    let candidates = names.iter().flat_map(|name| {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        dirs.iter().map(move |dir| dir.join(&file))
    });
    candidates.into_iter().find(|file| file.is_file())
}

/// Opens an address in the default browser.
pub(crate) fn open_in_browser(url: &str) -> Result<()> {
    let Some(program) = find_program(&["xdg-open", "open", "explorer"]) else {
        bail!("found no program that opens a browser; open {url} yourself");
    };
    Command::new(program).arg(url).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    Ok(())
}
