//! Shortens what module and script call each other by.
//!
//! wasm-bindgen names each function that the module imports after what it does, with a hash. The names stand in both
//! files and hashes do not compress, so the published page has short ones in their place.

use std::collections::HashMap;

use anyhow::{Result, ensure};
use wasm_bindgen_cli_support::Output;

/// Gives the module's imports short names, and returns the script with the same ones and without indents.
pub(crate) fn imports(output: &mut Output) -> Result<String> {
    let mut names = HashMap::new();
    for import in output.wasm_mut().imports.iter_mut() {
        let count = names.len();
        // One function may be imported several times.
        let short = names.entry(import.name.clone()).or_insert_with(|| short_name(count));
        import.name.clone_from(short);
    }
    renamed(output.js(), &names)
}

/// The script with the keys of its object of imports renamed. Each stands at the start of a line.
fn renamed(script: &str, names: &HashMap<String, String>) -> Result<String> {
    let mut done = 0;
    let mut out = String::with_capacity(script.len());
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.split_once(": ").and_then(|(key, rest)| Some((names.get(key)?, rest))) {
            Some((short, rest)) => {
                done += 1;
                out.extend([short, ": ", rest]);
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    ensure!(
        done == names.len(),
        "wasm-bindgen's script names {done} of {} imports at the start of a line; shorten.rs no longer fits it",
        names.len()
    );
    Ok(out)
}

/// `a` to `z`, `aa` and so on: one name for each index.
fn short_name(index: usize) -> String {
    let (rest, last) = (index / 26, index % 26);
    let mut name = if rest == 0 { String::new() } else { short_name(rest - 1) };
    name.extend(('a'..='z').nth(last));
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ() {
        let names: Vec<String> = (0..1_000).map(short_name).collect();
        assert_eq!([&*names[0], &*names[25], &*names[26], &*names[702]], ["a", "z", "aa", "aaa"]);
        let mut unique = names.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), names.len());
    }

    #[test]
    fn keys_are_renamed_and_nothing_else() {
        let script = "const import0 = {\n  __wbg_a_1: f,\n__wbg_a_12: g,\n};\n\nwasm.__wbg_a_1();\n";
        let names = |names: &[&str]| names.iter().map(|&name| (name.to_owned(), "b".to_owned())).collect();
        let wanted = "const import0 = {\nb: f,\n__wbg_a_12: g,\n};\nwasm.__wbg_a_1();\n";
        assert_eq!(renamed(script, &names(&["__wbg_a_1"])).unwrap(), wanted);
        assert!(renamed(script, &names(&["__wbg_c_1"])).is_err());
        assert!(renamed(&script.repeat(2), &names(&["__wbg_a_1"])).is_err());
    }
}
