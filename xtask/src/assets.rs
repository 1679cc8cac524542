//! Puts the page's files together: module, scripts, styles, name lists, model, sample, `index.html`, icons.
//!
//! Scripts, styles, lists and the module get names that carry a hash of their content, so a host may let browsers keep them
//! for ever and a new version is still seen at once. All addresses are relative; a check at the end holds that.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};

use crate::offline;

/// Writes the page into `out`. `root` is the project's folder, `bindings` holds the module and its script, `worker` those of
/// the worker. `offline` says whether browsers are to keep it for use without network.
pub(crate) fn assemble(root: &Path, bindings: &Path, worker: &Path, offline: bool, out: &Path) -> Result<()> {
    let fresh = out.with_extension("new");
    remove(&fresh)?;
    fs::create_dir_all(&fresh)?;

    // In this order, because the later ones name the earlier ones.
    let mut of_worker = BTreeMap::new();
    hashed(worker, "exchange_bg.wasm", &fresh, &mut of_worker)?;
    hashed(worker, "exchange.js", &fresh, &mut of_worker)?;
    let mut names = BTreeMap::new();
    script(root, "worker.js", &of_worker, &fresh, &mut names)?;
    hashed(bindings, "postil_bg.wasm", &fresh, &mut names)?;
    hashed(bindings, "postil.js", &fresh, &mut names)?;
    hashed(&root.join("crates/engine/data"), "names.txt", &fresh, &mut names)?;
    hashed(&root.join("model"), "en.model", &fresh, &mut names)?;
    hashed(&root.join("src"), "sample.txt", &fresh, &mut names)?;
    let page = read(&root.join("index.html"))?;
    let style = styles(root, &page)?;
    let style_name = hashed_name("styles.css", style.as_bytes());
    write(&fresh.join(&style_name), style.as_bytes())?;
    let mut inside = names.clone();
    if !offline {
        inside.insert(offline::WORKER.to_owned(), String::new());
    }
    script(root, "start.js", &inside, &fresh, &mut names)?;

    for name in names.keys() {
        ensure!(page.contains(&format!("\"{name}\"")), "index.html does not name \"{name}\"");
    }
    let page = with_one_style(&with_hashed_names(&page, &names), &style_name);
    fs::write(fresh.join("index.html"), &page)?;

    copy(root, "assets", &fresh)?;
    copy(bindings, "snippets", &fresh)?;
    copy(worker, "snippets", &fresh)?;
    fs::copy(root.join("manifest.webmanifest"), fresh.join("manifest.webmanifest"))?;
    check_addresses(&page, &fresh)?;
    if offline {
        offline::write(&fresh, &plain(&read(&root.join(offline::WORKER))?))?;
    } else {
        offline::write_none(&fresh)?;
    }
    remove(out)?;
    fs::rename(&fresh, out).with_context(|| format!("cannot write {}", out.display()))
}

/// Writes a script of ours that names the files in `inside`, under its hashed name, and notes that name.
fn script(
    root: &Path,
    name: &str,
    inside: &BTreeMap<String, String>,
    out: &Path,
    names: &mut BTreeMap<String, String>,
) -> Result<()> {
    let content = with_hashed_names(&plain(&read(&root.join(name))?), inside);
    let hashed = hashed_name(name, content.as_bytes());
    write(&out.join(&hashed), content.as_bytes())?;
    names.insert(name.to_owned(), hashed);
    Ok(())
}

/// Copies a file to `out` under its hashed name, and notes that name.
fn hashed(from: &Path, name: &str, out: &Path, names: &mut BTreeMap<String, String>) -> Result<()> {
    let path = from.join(name);
    let content = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let hashed = hashed_name(name, &content);
    write(&out.join(&hashed), &content)?;
    names.insert(name.to_owned(), hashed);
    Ok(())
}

/// The page's styles as one file, in the page's order: it decides which of two rules wins.
pub(crate) fn styles(root: &Path, page: &str) -> Result<String> {
    let linked: Vec<_> = page.lines().filter_map(style_in).collect();
    for file in files(&root.join("styles"))? {
        let name = relative(root, &file)?;
        ensure!(linked.contains(&&*name), "index.html does not name \"{name}\"");
    }
    linked.iter().map(|name| Ok(plain(&read(&root.join(name))?))).collect()
}

/// The page with that style in the place of all others.
fn with_one_style(page: &str, name: &str) -> String {
    let mut is_first = true;
    let lines = page.split_inclusive('\n').filter_map(|line| match style_in(line) {
        None => Some(line.to_owned()),
        Some(style) => std::mem::take(&mut is_first).then(|| line.replace(style, name)),
    });
    lines.collect()
}

/// The style that a line of the page names.
fn style_in(line: &str) -> Option<&str> {
    line.trim().strip_prefix("<link rel=\"stylesheet\" href=\"")?.split('"').next()
}

/// A style or script of ours without comments and indents. Comments stand on lines of their own, and no string in
/// these files goes over a line's end.
pub(crate) fn plain(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut inside = false;
    for line in content.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let opens = line.starts_with("/*");
        if !inside && !opens && !line.starts_with("//") {
            out.extend([line, "\n"]);
        }
        inside = (inside || opens) && !line.ends_with("*/");
    }
    out
}

/// `styles.css` becomes `styles-0123456789.css`.
fn hashed_name(name: &str, content: &[u8]) -> String {
    let hash: String = Sha256::digest(content).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}-{hash}.{extension}"),
        None => format!("{name}-{hash}"),
    }
}

/// Replaces each quoted name, with or without a leading `./`, by its hashed one.
fn with_hashed_names(text: &str, names: &BTreeMap<String, String>) -> String {
    names.iter().fold(text.to_owned(), |text, (name, hashed)| {
        text.replace(&format!("\"{name}\""), &format!("\"{hashed}\""))
            .replace(&format!("\"./{name}\""), &format!("\"./{hashed}\""))
    })
}

/// Every address in `index.html` is relative and its file is there.
fn check_addresses(page: &str, out: &Path) -> Result<()> {
    for attribute in [" href=\"", " src=\""] {
        for rest in page.split(attribute).skip(1) {
            let address = rest.split('"').next().unwrap_or_default();
            if address.starts_with('/') || address.contains(':') {
                bail!(
                    "index.html names \"{address}\"; addresses must be relative, so that the page works under any path"
                );
            }
            ensure!(out.join(address).is_file(), "index.html names \"{address}\", which is not among the page's files");
        }
    }
    Ok(())
}

/// Copies the folder `name` with all that is in it, when it is there.
fn copy(from: &Path, name: &str, out: &Path) -> Result<()> {
    if !from.join(name).is_dir() {
        return Ok(());
    }
    for file in files(&from.join(name))? {
        write(&out.join(relative(from, &file)?), &fs::read(&file)?)?;
    }
    Ok(())
}

/// All files under a folder, sorted by path.
pub(crate) fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut pending = vec![dir.to_path_buf()];
    while let Some(dir) = pending.pop() {
        let entries = fs::read_dir(&dir).with_context(|| format!("cannot read the folder {}", dir.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() { pending.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// The path below `root`, with `/` between its parts.
pub(crate) fn relative(root: &Path, path: &Path) -> Result<String> {
    let parts = path.strip_prefix(root)?.components().map(|part| part.as_os_str().to_string_lossy());
    Ok(parts.collect::<Vec<_>>().join("/"))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

fn remove(dir: &Path) -> Result<()> {
    if !dir.exists() {
        return Ok(());
    }
    fs::remove_dir_all(dir).with_context(|| format!("cannot remove {}", dir.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_the_content() {
        assert_eq!(hashed_name("a/base.css", b""), "a/base-e3b0c44298.css");
        assert_ne!(hashed_name("a.js", b"1"), hashed_name("a.js", b"2"));
    }

    #[test]
    fn comments_and_indents_go() {
        let css = "/* One. */\n@layer base {\n  /* Two\n     lines. */\n  a { color: red; }\n\n}\n";
        assert_eq!(plain(css), "@layer base {\na { color: red; }\n}\n");
        assert_eq!(plain("// Why.\nf(\"http://a\");\n"), "f(\"http://a\");\n");
    }

    #[test]
    fn styles_become_one() {
        let link = |name: &str| format!("  <link rel=\"stylesheet\" href=\"{name}\">\n");
        let page = format!("<head>\n{}{}</head>\n", link("styles/a.css"), link("styles/b.css"));
        assert_eq!(with_one_style(&page, "styles-1.css"), format!("<head>\n{}</head>\n", link("styles-1.css")));
    }

    #[test]
    fn names_are_replaced_only_where_they_are_quoted() {
        let names = BTreeMap::from([("a.js".to_owned(), "a-1.js".to_owned())]);
        let text = r#"import("./a.js"); "a.js"; "ba.js"; a.js"#;
        assert_eq!(with_hashed_names(text, &names), r#"import("./a-1.js"); "a-1.js"; "ba.js"; a.js"#);
    }

    #[test]
    fn addresses_that_break_under_a_sub_path_are_refused() {
        for address in ["/a.js", "https://example.org/a.js", "missing.js"] {
            assert!(
                check_addresses(&format!("<script src=\"{address}\">"), Path::new("/nowhere")).is_err(),
                "{address}"
            );
        }
    }
}
