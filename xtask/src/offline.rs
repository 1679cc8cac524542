//! What keeps the page for use without network: the service worker with its list of files, and the list of checksums.
//!
//! The worker's version is a digest of all that it keeps, so it changes when any file does, and only then.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use crate::assets;

/// The service worker's file. Its name never changes: browsers look for a new version under it.
pub(crate) const WORKER: &str = "service-worker.js";
/// The list of checksums.
const CHECKSUMS: &str = "checksums.txt";

/// The lines of the worker that are filled in.
const BLANKS: [&str; 2] = ["const VERSION = \"none\";", "const FILES = {};"];

/// A worker that takes itself and all that is kept away: what a browser has of another day's page would hide the one that is
/// being worked on.
const NO_WORKER: &str = r#""use strict";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));
async function leave() {
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  await self.registration.unregister();
  for (const page of await self.clients.matchAll({ type: "window" })) await page.navigate(page.url);
}
"#;

/// Writes the worker for the page in `dir`, out of the `script` that has blanks for the version and the files.
pub(crate) fn write(dir: &Path, script: &str) -> Result<()> {
    let mut listed = Vec::new();
    let mut all = Sha256::new_with_prefix(script);
    for file in assets::files(dir)? {
        let name = assets::relative(dir, &file)?;
        // Hosts serve the page under its folder's address; some send its file's own address there.
        let path = if name == "index.html" { "./" } else { &name };
        listed.push(format!("{}: \"{}\"", serde_json::to_string(path)?, digest(&read(&file)?)));
    }
    all.update(listed.join("\n"));
    let version = hex(&all.finalize()[..8]);
    fs::write(dir.join(WORKER), filled(script, &version, &listed)?)?;
    Ok(())
}

/// Writes the worker that leaves.
pub(crate) fn write_none(dir: &Path) -> Result<()> {
    Ok(fs::write(dir.join(WORKER), NO_WORKER)?)
}

fn filled(script: &str, version: &str, files: &[String]) -> Result<String> {
    for blank in BLANKS {
        ensure!(script.matches(blank).count() == 1, "{WORKER} lacks the line `{blank}`");
    }
    let version = format!("const VERSION = \"{version}\";");
    let files = format!("const FILES = {{\n{}\n}};", files.join(",\n"));
    Ok(script.replace(BLANKS[0], &version).replace(BLANKS[1], &files))
}

/// Writes the SHA-256 of each file in `dir`, as `sha256sum --check` reads them.
pub(crate) fn checksums(dir: &Path) -> Result<()> {
    let mut lines = String::new();
    for file in assets::files(dir)? {
        let name = assets::relative(dir, &file)?;
        if name != CHECKSUMS {
            lines.extend([&digest(&read(&file)?), "  ", &name, "\n"]);
        }
    }
    let list = dir.join(CHECKSUMS);
    fs::write(&list, lines).with_context(|| format!("cannot write {}", list.display()))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

fn digest(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_names_its_version_and_files() {
        let script = fs::read_to_string(crate::cargo::root().join(WORKER)).unwrap();
        let filled = filled(&script, "v1", &["\"./\": \"00\"".to_owned()]).unwrap();
        assert!(filled.contains("const VERSION = \"v1\";\n") && filled.contains("{\n\"./\": \"00\"\n}"), "{filled}");
        assert!(super::filled("nothing", "v1", &[]).is_err());
    }

    #[test]
    fn checksums_are_as_sha256sum_has_them() {
        assert_eq!(digest(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
