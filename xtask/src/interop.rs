//! `cargo xtask interop`: files that Postil writes are loaded by the libraries that they are for, and files that those
//! write are read. The checks are in `xtask/interop`, one file a library; the libraries go into `target/interop`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::assets;
use crate::cargo::{self, cargo, run};
use crate::tools;

/// What the checks import from each other.
const SHARED: [&str; 3] = ["common", "documents", "web_model"];

/// Runs the checks whose names contain one of `filters`; none means all of them.
pub(crate) fn interop(filters: &[String]) -> Result<()> {
    let here = cargo::root().join("xtask/interop");
    let work = cargo::target_dir().join("interop");
    fs::create_dir_all(&work)?;
    let python = environment(&here.join("requirements.txt"), &work.join("venv"))?;
    run(&mut cargo(&["build", "--package", "postil-cli"]), "building the command")?;
    let postil = cargo::target_dir().join("debug").join(format!("postil{}", std::env::consts::EXE_SUFFIX));
    let checks = checks(&here)?;
    let chosen = checks.iter().filter(|(name, _)| filters.is_empty() || filters.iter().any(|it| name.contains(it)));
    let mut failed = Vec::new();
    let mut count = 0;
    for (name, path) in chosen {
        count += 1;
        let place = work.join(name);
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(&place)?;
        let start = Instant::now();
        let mut command = Command::new(&python);
        command.arg(path).env("POSTIL", &postil).env("WORK", &place).env("PYTHONUTF8", "1").stdin(Stdio::null());
        // Nothing is asked of the network once the libraries are there.
        command.env("HF_HUB_OFFLINE", "1").env("HF_HOME", work.join("huggingface"));
        let status = command.status().with_context(|| format!("could not start {}", python.display()))?;
        println!("{name}: {} ({:.1} s)", if status.success() { "ok" } else { "FAILED" }, start.elapsed().as_secs_f64());
        if !status.success() {
            failed.push(name.as_str());
        }
    }
    ensure!(count > 0, "no check has such a name");
    ensure!(failed.is_empty(), "these checks failed: {}", failed.join(", "));
    Ok(())
}

/// The checks by name, sorted.
fn checks(here: &Path) -> Result<Vec<(String, PathBuf)>> {
    let files = assets::files(here)?.into_iter().filter(|file| file.extension().is_some_and(|it| it == "py"));
    let named = files.filter_map(|file| Some((file.file_stem()?.to_str()?.to_owned(), file)));
    let mut checks: Vec<_> = named.filter(|(name, _)| !SHARED.contains(&name.as_str())).collect();
    checks.sort();
    Ok(checks)
}

/// A Python with the libraries of `requirements` in it, in `venv`; made anew when those change.
fn environment(requirements: &Path, venv: &Path) -> Result<PathBuf> {
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let (wanted, stamp) = (fs::read(requirements)?, venv.join("requirements.txt"));
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    println!("Installing the libraries that files are checked with (a few minutes at first) ...");
    tools::python_venv(venv)?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(requirements);
    if let Err(error) = run(pip.stdin(Stdio::null()), "pip install") {
        bail!("{error}. The checks need the network once, for the libraries in {}", requirements.display());
    }
    fs::write(stamp, wanted)?;
    Ok(python)
}
