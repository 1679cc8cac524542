//! `cargo xtask dist --single-file`: the page as one HTML file that opens from disk.
//!
//! Its parts stand in the file packed, as data that the browser does not run; one script and one style are what it does
//! run and apply, and the policy names both by their digests. Nothing is asked for: the policy lets nothing be.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

use crate::assets;

/// The file's name.
pub(crate) const NAME: &str = "postil.html";

/// What it may weigh, in bytes: most of it is the model (2.5 MB before packing), the two modules and the lists of names;
/// a third is what base64 adds.
const BUDGET: usize = 4_390_000;

/// The directives that are other than in the page of many files. What is not named here is as there.
const DIRECTIVES: [(&str, &str); 6] = [
    ("script-src", "'sha256-SCRIPT' 'wasm-unsafe-eval'"),
    ("style-src", "'sha256-STYLE'"),
    ("img-src", "data: blob:"),
    ("font-src", "'none'"),
    ("connect-src", "'none'"),
    ("manifest-src", "'none'"),
];

/// Where the script of the worker stands in the file; the rest of its parts are named in `single.js`.
const WORKER: &str = "worker-script";

/// Lines of `worker.js` that load what is beside it, and what does so here: the module comes in a message.
const LOADS: [(&str, &str); 2] = [
    ("import start, { answer } from \"./exchange.js\";", "let begin;"),
    (
        "const started = start({ module_or_path: new URL(\"exchange_bg.wasm\", import.meta.url) });",
        "const started = new Promise((resolve, reject) => {
  begin = ({ module, failed }) => (module ? resolve(__wbg_init({ module_or_path: module })) : reject(new Error(failed)));
});",
    ),
];
const AFTER: &str = "
const serve = self.onmessage;
self.onmessage = (event) => (event.data.module || event.data.failed ? begin(event.data) : serve(event));
";

/// Writes the file into `out`. `root` is the project's folder, `bindings` holds the module and its script, `worker` those of
/// the worker.
///
/// # Errors
/// When it weighs more than it may, or a part is not as it is expected.
pub(crate) fn write(root: &Path, bindings: &Path, worker: &Path, out: &Path) -> Result<()> {
    let read = |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    let text = |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let mut parts = String::new();
    for (id, path) in [
        ("postil", bindings.join("postil_bg.wasm")),
        ("exchange", worker.join("exchange_bg.wasm")),
        ("names", root.join("crates/engine/data/names.txt")),
        ("model", root.join("model/en.model")),
        ("sample", root.join("src/sample.txt")),
    ] {
        parts.extend([
            "<script type=\"application/gzip\" id=\"file-",
            id,
            "\">",
            &packed(&read(&path)?)?,
            "</script>\n",
        ]);
    }
    let of_worker = worker_script(&text(&worker.join("exchange.js"))?, &text(&root.join("worker.js"))?)?;
    parts.extend(["<script type=\"text/plain\" id=\"", WORKER, "\">", &of_worker, "</script>\n"]);

    let page = text(&root.join("index.html"))?;
    let style = assets::styles(root, &page)?;
    let start = assets::plain(&text(&root.join("single.js"))?);
    let script =
        format!("(function () {{\n\"use strict\";\n{}{start}}})();\n", classic(&text(&bindings.join("postil.js"))?)?);
    let icon = STANDARD.encode(read(&root.join("assets/icon.svg"))?);
    let html = html(&page, &style, &script, &parts, &icon)?;

    let path = out.join(NAME);
    fs::write(&path, &html).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{NAME}: {} of {BUDGET} bytes", html.len());
    ensure!(
        html.len() <= BUDGET,
        "{NAME} weighs {} bytes, {} over its budget; make it smaller, or raise BUDGET in xtask/src/single.rs and say why",
        html.len(),
        html.len() - BUDGET
    );
    Ok(())
}

/// The page with everything in it.
fn html(page: &str, style: &str, script: &str, parts: &str, icon: &str) -> Result<String> {
    for (what, content) in [("style", style), ("script", script)] {
        ensure!(
            !content.contains("</") && !content.contains("<!--"),
            "the {what} holds `</` or `<!--`, which would end it too early"
        );
    }
    let mut out = String::with_capacity(parts.len() + page.len() + style.len() + script.len() + icon.len());
    for line in page.lines() {
        let bare = line.trim();
        if bare.contains("Content-Security-Policy") {
            let policy = between(bare, "content=\"", "\"").context("index.html has no policy")?;
            out.push_str(&line.replace(policy, &policy_of(policy, script, style)));
        } else if bare.starts_with("<link rel=\"icon\"") {
            out.extend([
                "    <link rel=\"icon\" href=\"data:image/svg+xml;base64,",
                icon,
                "\">\n    <style>",
                style,
                "</style>",
            ]);
        } else if bare.starts_with("<link ") || bare.starts_with("<script ") {
            continue;
        } else if bare == "</body>" {
            out.extend([parts, "<script>", script, "</script>\n", line]);
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    ensure!(out.contains(parts) && out.contains(style), "index.html lacks its icon or the end of its body");
    Ok(out)
}

/// The page's policy for one file.
fn policy_of(policy: &str, script: &str, style: &str) -> String {
    let digest = |content: &str| STANDARD.encode(Sha256::digest(content));
    let directives = policy.split(';').map(str::trim).map(|directive| {
        let name = directive.split(' ').next().unwrap_or_default();
        match DIRECTIVES.iter().find(|(other, _)| *other == name) {
            Some((_, value)) => format!("{name} {value}"),
            None if name == "worker-src" => "worker-src blob:".to_owned(),
            None => directive.to_owned(),
        }
    });
    let policy = directives.collect::<Vec<_>>().join("; ");
    policy.replace("SCRIPT", &digest(script)).replace("STYLE", &digest(style))
}

/// The worker's script without what is beside it.
fn worker_script(glue: &str, worker: &str) -> Result<String> {
    let mut worker = assets::plain(worker);
    for (line, instead) in LOADS {
        ensure!(worker.matches(line).count() == 1, "worker.js lacks the line `{line}`; single.rs no longer fits it");
        worker = worker.replace(line, instead);
    }
    let script = format!("\"use strict\";\n{}{worker}{AFTER}", classic(glue)?);
    ensure!(!script.contains("</") && !script.contains("<!--"), "the worker's script would end too early");
    Ok(script)
}

/// A module's script as one that is none: what it exports is plainly there.
fn classic(glue: &str) -> Result<String> {
    let mut out = String::with_capacity(glue.len());
    for line in glue.lines().filter(|line| !line.starts_with("export {")) {
        out.extend([line.strip_prefix("export ").unwrap_or(line), "\n"]);
    }
    let odd = out
        .lines()
        .find(|line| line.starts_with("import ") || line.starts_with("export ") || line.contains("import.meta"));
    ensure!(odd.is_none(), "the module's script cannot be put into a file: {}", odd.unwrap_or_default());
    Ok(out)
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(inside, _)| inside)
}

/// Packed, in letters. No time is noted, so that it is the same each time.
fn packed(content: &[u8]) -> Result<String> {
    let mut packer: GzEncoder<Vec<u8>> = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    packer.write_all(content)?;
    Ok(STANDARD.encode(packer.finish()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_page_s_own_with_digests() {
        let page = fs::read_to_string(crate::cargo::root().join("index.html")).unwrap();
        let html = html(&page, "a{}", "f();", "<script type=\"x\"></script>", "AA==").unwrap();
        let policy = between(&html, "content=\"", "\"").unwrap();
        let digest = |content: &str| STANDARD.encode(Sha256::digest(content));
        for directive in [
            "default-src 'none'".to_owned(),
            format!("script-src 'sha256-{}' 'wasm-unsafe-eval'", digest("f();")),
            format!("style-src 'sha256-{}'", digest("a{}")),
            "connect-src 'none'".to_owned(),
            "worker-src blob:".to_owned(),
            "form-action 'none'".to_owned(),
            "require-trusted-types-for 'script'".to_owned(),
            "trusted-types postil-url postil-html".to_owned(),
        ] {
            assert!(policy.split("; ").any(|own| own == directive), "{directive} is not in {policy}");
        }
        assert!(!policy.contains("'self'"), "{policy}");
        assert!(!html.contains("href=\"styles/") && !html.contains(" src=\""), "{html}");
    }

    #[test]
    fn the_worker_s_own_script_fits() {
        let worker = fs::read_to_string(crate::cargo::root().join("worker.js")).unwrap();
        let script =
            worker_script("export function answer() {}\nexport { initSync, __wbg_init as default };\n", &worker)
                .unwrap();
        assert!(!script.contains("export") && !script.contains("import"), "{script}");
    }

    #[test]
    fn what_would_end_a_part_too_early_is_refused() {
        let page = "<link rel=\"icon\" href=\"a\">\n</body>\n";
        assert!(html(page, "", "", "", "").is_ok());
        for (style, script) in [("</style>", ""), ("", "'<!--'")] {
            assert!(html(page, style, script, "", "").is_err(), "{style}{script}");
        }
        assert!(classic("import { a } from \"b\";\n").is_err());
    }
}
