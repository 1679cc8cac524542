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

/// Builds the library of `package` for the web as a debugger likes it and returns the path of the module.
pub(crate) fn build_wasm(package: &str, profile: &str) -> Result<PathBuf> {
    ensure_installed(&format!("lib/rustlib/{WASM_TARGET}"), &["target", "add", WASM_TARGET])?;
    let target_dir = target_dir();
    run(&mut wasm_command(package, profile, &target_dir), &format!("building {package}"))?;
    Ok(module(&target_dir, package, profile))
}

/// Builds the library of `package` (the page's is `postil`) for the web as the page is published and returns the path of the module.
///
/// The standard library is built with it, so that both can be told to be small, and to stop at a panic instead of
/// wording a message. That takes a tenth off the page. What a panic said is lost; `cargo xtask serve` still shows it.
/// The flags are unstable, hence `RUSTC_BOOTSTRAP`: the toolchain is pinned, so they mean the same on every machine.
/// A folder of its own keeps these builds and the usual ones from undoing each other.
pub(crate) fn build_published_wasm(package: &str, profile: &str) -> Result<PathBuf> {
    const FLAGS: [&str; 4] =
        ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];
    ready_to_publish()?;
    let target_dir = target_dir().join("published");
    let mut command = wasm_command(package, profile, &target_dir);
    command
        .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
        .env("RUSTC_BOOTSTRAP", "1")
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            FLAGS.map(str::to_owned).into_iter().chain(remapped()?).collect::<Vec<_>>().join("\x1f"),
        );
    run(&mut command, &format!("building {package}"))?;
    Ok(module(&target_dir, package, profile))
}

/// Installs what the published page is built with, where it is missing.
pub(crate) fn ready_to_publish() -> Result<()> {
    ensure_installed("lib/rustlib/src/rust/library", &["component", "add", "rust-src"])
}

/// Flags by which no folder of this machine gets into what is built: it is the same wherever it is built.
fn remapped() -> Result<[String; 4]> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo"))).context("found no home folder of cargo")?;
    let flag = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    // Where several fit, the last one counts.
    Ok([flag(&root(), "postil"), flag(&target_dir(), "target"), flag(&home, "cargo"), flag(&sysroot()?, "rust")])
}

/// The folder of the toolchain in use.
fn sysroot() -> Result<PathBuf> {
    let output = Command::new("rustc").current_dir(root()).args(["--print", "sysroot"]).output();
    let sysroot = output.context("could not start rustc; is rustup installed?")?.stdout;
    Ok(PathBuf::from(String::from_utf8_lossy(&sysroot).trim()))
}

fn wasm_command(package: &str, profile: &str, target_dir: &Path) -> Command {
    let args = ["build", "--package", package, "--lib", "--target", WASM_TARGET, "--profile", profile];
    let mut command = cargo(&args);
    command.arg("--target-dir").arg(target_dir);
    command
}

/// Where a build leaves the module.
fn module(target_dir: &Path, package: &str, profile: &str) -> PathBuf {
    target_dir.join(WASM_TARGET).join(profile).join(format!("{}.wasm", package.replace('-', "_")))
}

/// Makes sure that the toolchain in use has what lies at `path` in its folder, else lets rustup bring it. rustup may
/// be told not to install what `rust-toolchain.toml` names (`RUSTUP_AUTO_INSTALL=0`), so it is asked here.
fn ensure_installed(path: &str, rustup: &[&str]) -> Result<()> {
    if fs::exists(sysroot()?.join(path)).unwrap_or(false) {
        return Ok(());
    }
    let what = format!("rustup {}", rustup.join(" "));
    println!("{what} ...");
    run(Command::new("rustup").current_dir(root()).args(rustup), &what)
        .with_context(|| format!("the toolchain lacks something: run `{what}`"))
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
