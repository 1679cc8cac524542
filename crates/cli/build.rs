//! Puts the built page into the command where `POSTIL_PAGE` names its folder, as `cargo xtask dist --command` does; else the
//! command has none and says so.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What is beside the page and no part of it.
const BESIDE: [&str; 2] = ["postil.html", "checksums.txt"];

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed=POSTIL_PAGE");
    println!("cargo:rerun-if-changed=build.rs");
    let page = match env::var_os("POSTIL_PAGE").map(PathBuf::from) {
        Some(dir) => {
            println!("cargo:rerun-if-changed={}", dir.display());
            let mut files = Vec::new();
            list(&dir, &dir, &mut files)?;
            files.sort();
            format!("Some(&[{}])", files.join(","))
        }
        None => "None".to_owned(),
    };
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(out.join("page.rs"), page)
}

/// Adds a pair of path and content for each file below `dir`.
fn list(root: &Path, dir: &Path, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            list(root, &path, files)?;
            continue;
        }
        let parts: Vec<_> =
            path.strip_prefix(root).unwrap_or(&path).iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        if !BESIDE.contains(&name.as_str()) {
            files.push(format!("({name:?},include_bytes!({:?}).as_slice())", path.display().to_string()));
        }
    }
    Ok(())
}
