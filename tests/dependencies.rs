//! docs/dependencies.md explains every direct dependency and no other, by cargo's own account of the manifests; and none
//! comes from anywhere but the registry or this folder.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn manifests() -> Value {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--no-deps", "--locked", "--offline", "--format-version", "1"]);
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The names of the first column of each table.
fn explained() -> BTreeSet<String> {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/dependencies.md")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let names = rows.flat_map(|row| row.split('|').next().unwrap_or_default().split('`').step_by(2));
    names.filter(|name| !name.trim().is_empty()).map(str::to_owned).collect()
}

#[test]
fn every_dependency_is_explained_and_comes_from_the_registry() {
    let manifests = manifests();
    let dependencies = manifests["packages"].as_array().unwrap().iter().flat_map(|package| {
        let of = package["dependencies"].as_array().unwrap();
        of.iter().filter(|dependency| dependency["path"].is_null())
    });
    let mut used = BTreeSet::new();
    for dependency in dependencies {
        let name = dependency["name"].as_str().unwrap();
        let source = dependency["source"].as_str().unwrap_or_default();
        assert_eq!(source, "registry+https://github.com/rust-lang/crates.io-index", "{name}");
        used.insert(name.to_owned());
    }
    let explained = explained();
    let missing: Vec<_> = used.difference(&explained).collect();
    let gone: Vec<_> = explained.difference(&used).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not explained: {missing:?}; not used any more: {gone:?}");
}
