//! Builds the page: cargo for the module, wasm-bindgen's library for its script, wasm-opt when it is there.
//!
//! `wasm-bindgen-cli-support` is called directly. `xtask-wasm` wraps the same library, but it knows only cargo's own
//! two profiles, links anew each time, and leaves file names and `index.html` alone; what it would save is a few lines.
//! The library always fits the app: both need the same `wasm-bindgen-shared`, of which Cargo.lock can hold one only.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Instant, SystemTime};
use std::{env, fs};

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::{assets, cargo, offline, shorten, single, sizes, tools};

/// How the page is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// What is published: small and fast.
    Release,
    /// What `cargo xtask serve` shows: quick to rebuild.
    Serve,
}

impl Profile {
    /// The profile's name in Cargo.toml.
    fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Serve => "serve",
        }
    }
}

/// Builds the page into `out` and prints its sizes; a published page over the budget is an error. With `single`, the page as
/// one file is there too.
pub(crate) fn dist(profile: Profile, out: &Path, single: bool) -> Result<()> {
    let out = cargo::root().join(out);
    let [bindings, worker] = page(profile, true, &out)?;
    if single {
        single::write(&cargo::root(), &bindings, &worker, &out)?;
    }
    no_folders(&out)?;
    offline::checksums(&out)?;
    let total = sizes::report(&out)?;
    println!("Wrote {}", out.display());
    match profile {
        // The budgets are for what is published; without wasm-opt the page is larger and still right.
        Profile::Release if tools::wasm_opt().is_some() => sizes::check_budgets(total),
        Profile::Release | Profile::Serve => Ok(()),
    }
}

/// An error when a file of the page says where it was built: that is nobody's business, and makes two builds differ.
fn no_folders(dir: &Path) -> Result<()> {
    let folders = [Some(cargo::root()), env::home_dir()];
    let folders: Vec<_> = folders.into_iter().flatten().map(|folder| folder.display().to_string()).collect();
    for file in assets::files(dir)? {
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        if let Some(folder) = named(&content, &folders) {
            bail!("{} names the folder {folder}; cargo.rs has to map it away", file.display());
        }
    }
    Ok(())
}

/// The first of the folders that the content names a file in.
fn named<'a>(content: &[u8], folders: &'a [String]) -> Option<&'a String> {
    folders.iter().find(|folder| {
        let inside = format!("{}/", folder.trim_end_matches('/'));
        // The root folder's name is in every text.
        inside.len() > 1 && content.windows(inside.len()).any(|window| window == inside.as_bytes())
    })
}

/// Builds the `postil` command with the page that is in `out`.
pub(crate) fn command(out: &Path) -> Result<()> {
    println!("Building the command with the page in it ...");
    let profile = "native";
    let mut command = cargo::cargo(&["build", "--package", "postil-cli", "--profile", profile]);
    cargo::run(command.env("POSTIL_PAGE", cargo::root().join(out)), "building the command")?;
    println!(
        "Wrote {}",
        cargo::target_dir().join(profile).join(format!("postil{}", env::consts::EXE_SUFFIX)).display()
    );
    Ok(())
}

/// Builds the page into the folder `out`, which is replaced when all is well and left alone otherwise. `offline` says whether
/// browsers are to keep it. Returns the folders of the page's module and of the worker's.
pub(crate) fn page(profile: Profile, offline: bool, out: &Path) -> Result<[PathBuf; 2]> {
    let started = Instant::now();
    println!("Building the page ({} profile) ...", profile.name());
    let module = |package: &str, published: &str| match profile {
        Profile::Release => cargo::build_published_wasm(package, published),
        Profile::Serve => cargo::build_wasm(package, profile.name()),
    };
    let page = bindings(profile, "postil", &module("postil", profile.name())?)?;
    let worker = bindings(profile, "exchange", &module("postil-worker", "worker")?)?;
    assets::assemble(&cargo::root(), &page, &worker, offline, out)?;
    println!("Built in {:.1} s", started.elapsed().as_secs_f32());
    Ok([page, worker])
}

/// Builds what tries the engine as the page is published, with a bare page for it, and returns the folder.
pub(crate) fn trials() -> Result<PathBuf> {
    println!("Building the engine's trials ...");
    let module = cargo::build_published_wasm("postil-trials", Profile::Release.name())?;
    let dir = bindings(Profile::Release, "trials", &module)?;
    fs::write(dir.join("index.html"), "<!doctype html><title>Trials</title>")?;
    fs::copy(cargo::root().join("crates/engine/data/names.txt"), dir.join("names.txt"))?;
    fs::copy(cargo::root().join("model/en.model"), dir.join("en.model"))?;
    Ok(dir)
}

/// Writes the module and its script `name`, ready for the web, into a folder under `target/` and returns the folder.
/// Does nothing when they are newer than the module.
fn bindings(profile: Profile, name: &str, module: &Path) -> Result<PathBuf> {
    let dir = cargo::target_dir().join(if name == "postil" { "page" } else { name }).join(profile.name());
    let (script, wasm) = (dir.join(format!("{name}.js")), dir.join(format!("{name}_bg.wasm")));
    if modified(&wasm).is_some_and(|done| modified(module).is_some_and(|built| done > built)) {
        return Ok(dir);
    }
    if dir.exists() {
        fs::remove_dir_all(&dir).with_context(|| format!("cannot replace {}", dir.display()))?;
    }
    println!("Writing the module's script ...");
    let published = profile == Profile::Release;
    let optimiser = published.then(tools::wasm_opt).flatten();
    let mut output = Bindgen::new()
        .input_path(module)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // wasm-opt sorts functions by their names, and drops them then.
        .remove_name_section(published && optimiser.is_none())
        .remove_producers_section(published)
        .generate_output()
        .context("wasm-bindgen could not read the module")?;
    // The page's policy forbids making code from text, so a script that does would fail in the browser only.
    for forbidden in ["new Function(", "eval("] {
        ensure!(
            !output.js().contains(forbidden),
            "the module's script holds `{forbidden}`, which the page's policy forbids"
        );
    }
    let short = published.then(|| shorten::imports(&mut output)).transpose()?;
    output.emit(&dir)?;
    ensure!(script.is_file() && wasm.is_file(), "wasm-bindgen did not write {name}.js and {name}_bg.wasm");
    if let Some(short) = short {
        fs::write(&script, short).with_context(|| format!("cannot write {}", script.display()))?;
    }
    match optimiser {
        Some(program) => optimise(&program, &wasm)?,
        None if published => {
            println!("There is no wasm-opt, and no npm to fetch it: the page stays larger");
        }
        None => {}
    }
    Ok(dir)
}

/// Shrinks the module with wasm-opt. The passes are chosen for the size after compression: `-Oz` takes off more
/// before it and less after it. Functions that are alike get similar names from the compiler, so by name they stand
/// next to each other.
fn optimise(program: &Path, wasm: &Path) -> Result<()> {
    println!("Shrinking the module with wasm-opt ...");
    let small = wasm.with_extension("small");
    // The features that rustc turns on for this target; wasm-bindgen drops the section that would say so.
    let features =
        ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];
    let mut command = Command::new(program);
    command.args(["-O1", "--dae-optimizing", "--duplicate-function-elimination", "-O1", "--reorder-functions-by-name"]);
    command.args(features.map(|feature| format!("--enable-{feature}"))).arg(wasm).arg("-o").arg(&small);
    let status = command.status().context("could not start wasm-opt")?;
    if !status.success() {
        bail!("wasm-opt failed ({status}); a version of the last two years is needed, or none on PATH");
    }
    fs::rename(&small, wasm).context("cannot replace the module by the smaller one")
}

/// When a file was last written; `None` when it is not there.
fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|data| data.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_this_machine_is_seen() {
        let folders = ["/home/ana/postil".to_owned(), "/root".to_owned(), "/".to_owned()];
        let cases = [
            ("at /home/ana/postil/src/lib.rs", Some("/home/ana/postil")),
            ("/root/.cargo/registry", Some("/root")),
            ("postil/src/lib.rs, cargo/registry, /rootless", None),
        ];
        for (content, folder) in cases {
            assert_eq!(named(content.as_bytes(), &folders).map(String::as_str), folder, "{content}");
        }
    }
}
