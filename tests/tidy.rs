//! Guards the house: which part may use what (ARCHITECTURE.md), and what holds for every source file.
//!
//! It reads the sources as text, without comments and test modules. That is enough, since names are always written out
//! here; what the compiler can guard (a crate that is not in Cargo.toml) is left to the compiler.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

use std::fs;
use std::path::{Path, PathBuf};

/// The longest source file that is still read in one go, in lines.
const MOST_LINES: usize = 400;

/// A folder or file, and what must not appear in it.
struct Rule {
    place: &'static str,
    /// Files and folders below `place` that are free of it.
    except: &'static [&'static str],
    /// Paths or names; they match whole names only.
    banned: &'static [&'static str],
    reason: &'static str,
}

const WEB: &[&str] = &["web_sys", "js_sys", "wasm_bindgen", "gloo", "yew"];
const OUTSIDE: &[&str] =
    &["std::fs", "std::env", "std::net", "std::process", "std::time", "std::thread", "println", "eprintln"];
const RAW_HTML: &[&str] = &[
    "from_html_unchecked",
    "inner_html",
    "set_inner_html",
    "outer_html",
    "set_outer_html",
    "insert_adjacent_html",
    "VRaw",
    "create_contextual_fragment",
    "document_write",
];

const RULES: &[Rule] = &[
    Rule { place: "crates/engine/src", except: &[], banned: WEB, reason: "the engine runs everywhere: no web" },
    Rule {
        place: "crates/engine/src",
        except: &[],
        banned: OUTSIDE,
        reason: "the engine is pure: no files, clock, output",
    },
    Rule { place: "crates/formats/src", except: &[], banned: WEB, reason: "formats run everywhere: no web" },
    Rule {
        place: "crates/formats/src",
        except: &[],
        banned: OUTSIDE,
        reason: "formats are pure: no files, clock, output",
    },
    Rule { place: "crates/exchange/src", except: &[], banned: WEB, reason: "formats run everywhere: no web" },
    Rule {
        place: "crates/exchange/src",
        except: &[],
        banned: OUTSIDE,
        reason: "formats are pure: no files, clock, output",
    },
    Rule {
        place: "crates/worker/src",
        except: &[],
        banned: OUTSIDE,
        reason: "the worker knows what it is handed: no files, clock, output",
    },
    Rule { place: "src/state", except: &["src/state/store.rs"], banned: WEB, reason: "state is plain Rust" },
    Rule {
        place: "src/state/store.rs",
        except: &[],
        banned: &["web_sys", "js_sys", "wasm_bindgen", "gloo"],
        reason: "the store knows Yew, not the browser",
    },
    Rule {
        place: "src/state",
        except: &[],
        banned: &["crate::effects", "crate::ui"],
        reason: "state lies below effects and ui",
    },
    Rule { place: "src/journal", except: &[], banned: WEB, reason: "what is stored is decided in plain Rust" },
    Rule {
        place: "src/journal",
        except: &[],
        banned: &["crate::effects", "crate::ui"],
        reason: "the journal lies below effects and ui",
    },
    Rule {
        place: "src/state",
        except: &[],
        banned: &["crate::journal"],
        reason: "the state does not know how it is stored",
    },
    Rule { place: "src/effects", except: &[], banned: &["crate::ui"], reason: "effects lie below ui" },
    Rule {
        place: "src/effects",
        except: &["src/effects/hooks.rs"],
        banned: &["yew"],
        reason: "effects are functions; hooks over them are in one file",
    },
    Rule {
        place: "src/ui",
        except: &[],
        banned: &["postil_engine::detect", "indexed_db_futures", "js_sys", "web_sys::window", "gloo::utils::window"],
        reason: "components draw and dispatch; the browser is the effects' business",
    },
    Rule { place: "src", except: &[], banned: RAW_HTML, reason: "an article's text reaches the page as text only" },
];

#[test]
fn each_part_uses_only_what_it_may() {
    let mut broken = Vec::new();
    for rule in RULES {
        let files = sources(&root().join(rule.place));
        assert!(!files.is_empty(), "{} holds no source: the rule \"{}\" guards nothing", rule.place, rule.reason);
        for file in files {
            let name = relative(&file);
            if rule.except.iter().any(|except| name == *except || name.starts_with(&format!("{except}/"))) {
                continue;
            }
            let code = code_of(&read(&file));
            let used = rule.banned.iter().filter(|banned| uses(&code, banned));
            broken.extend(used.map(|banned| format!("{name} uses {banned}: {}", rule.reason)));
        }
    }
    assert_none(&broken);
}

#[test]
fn components_know_only_events_and_elements_of_the_browser() {
    let known =
        |name: &str| name.ends_with("Event") || name.ends_with("Element") || name == "EventTarget" || name == "Node";
    let mut broken = Vec::new();
    for file in sources(&root().join("src/ui")) {
        let code = code_of(&read(&file));
        let strange = web_sys_names(&code).into_iter().filter(|name| !known(name));
        broken.extend(strange.map(|name| format!("{} uses web_sys::{name}", relative(&file))));
    }
    assert_none(&broken);
}

/// The policy refuses style attributes, in the browser and without a word to the compiler.
#[test]
fn no_element_has_a_style_attribute() {
    let mut broken = Vec::new();
    for file in sources(&root().join("src")) {
        let code = code_of(&read(&file));
        if code.contains(" style=") || code.contains("(\"style\",") {
            broken.push(format!("{} sets a style attribute; use a class or a custom property", relative(&file)));
        }
    }
    let page = read(&root().join("index.html"));
    for banned in [" style=", "<style", "<script>", "javascript:", " onclick=", " onload="] {
        if page.contains(banned) {
            broken.push(format!("index.html holds {banned}, which its policy refuses"));
        }
    }
    assert_none(&broken);
}

#[test]
fn the_policy_comes_first_in_the_page() {
    let page = read(&root().join("index.html"));
    let head = page.split_once("<head>").map(|(_, head)| head.trim_start()).unwrap_or_default();
    assert!(
        head.starts_with("<meta http-equiv=\"Content-Security-Policy\""),
        "what comes before the policy escapes it"
    );
}

#[test]
fn every_source_file_opens_with_its_duty_and_is_short() {
    let mut broken = Vec::new();
    for file in ["src", "crates", "tests", "xtask"].iter().flat_map(|folder| sources(&root().join(folder))) {
        let (name, text) = (relative(&file), read(&file));
        if !text.starts_with("//!") {
            broken.push(format!("{name} does not open with `//!`"));
        }
        let lines = text.lines().count();
        if lines > MOST_LINES {
            broken.push(format!("{name} has {lines} lines; split it by duty (the limit is {MOST_LINES})"));
        }
    }
    assert_none(&broken);
}

/// ARCHITECTURE.md states what always holds, each with the tests that guard it. This keeps it from naming tests that
/// are gone or were renamed.
#[test]
fn the_tests_that_the_architecture_names_exist() {
    let page = read(&root().join("ARCHITECTURE.md"));
    let code: String = ["src", "crates", "tests", "xtask"]
        .iter()
        .flat_map(|folder| sources(&root().join(folder)))
        .map(|file| read(&file))
        .collect();
    let mut broken = Vec::new();
    let mut found = 0;
    for row in page.lines().filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit()) {
        let guards = row.trim_end_matches(['|', ' ']).rsplit('|').next().unwrap_or_default();
        for name in guards.split('`').skip(1).step_by(2).filter(|name| !name.contains(' ')) {
            found += 1;
            if whole_names(&code, &format!("fn {name}")).next().is_none() {
                broken.push(format!("ARCHITECTURE.md names the test `{name}`, which is not there"));
            }
        }
    }
    assert!(found > 0, "ARCHITECTURE.md names no test");
    assert_none(&broken);
}

#[test]
fn the_rules_see_what_they_ban() {
    let cases = [
        ("use web_sys::Window;", "web_sys", true),
        ("let x = yew::html! {};", "yew", true),
        ("use std::{fs, io};", "std::fs", true),
        ("use std::{\n    io,\n    fs::File,\n};", "std::fs", true),
        ("use std::{io, fmt};", "std::fs", false),
        ("let fs = 1; use std::io;", "std::fs", false),
        ("window.inner_height()", "inner_html", false),
        ("element.set_inner_html(text)", "inner_html", false),
        ("element.inner_html()", "inner_html", true),
        ("// yew", "yew", false),
        ("let url = \"https://yew.rs\"; // yew", "yew::", false),
        ("fn f() {}\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}", "std::fs", false),
        ("use crate::{state, ui::App};", "crate::ui", true),
    ];
    for (code, banned, expected) in cases {
        assert_eq!(uses(&code_of(code), banned), expected, "{banned} in {code:?}");
    }
    let code = "use web_sys::{MouseEvent, Window};\nfn f(x: web_sys::HtmlElement) {}";
    assert_eq!(web_sys_names(code), ["MouseEvent", "Window", "HtmlElement"]);
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn assert_none(broken: &[String]) {
    assert!(broken.is_empty(), "\n  {}\n", broken.join("\n  "));
}

/// The Rust files below a folder, or the file itself, sorted.
fn sources(place: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![place.to_path_buf()];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") && path.exists() {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A file's text without lines that are comments and without its test module.
fn code_of(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// True when `code` uses the path or name `banned`, also as `use parent::{..., child, ...}`.
fn uses(code: &str, banned: &str) -> bool {
    if whole_names(code, banned).next().is_some() {
        return true;
    }
    let Some((parent, child)) = banned.rsplit_once("::") else { return false };
    let group = format!("{parent}::{{");
    code.split(&group).skip(1).any(|rest| {
        let inside = rest.split(';').next().unwrap_or_default();
        whole_names(inside, child).any(|at| inside[..at].trim_end().ends_with(',') || inside[..at].trim().is_empty())
    })
}

/// Places where `name` stands as a whole name in `code`.
fn whole_names<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part_of_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.match_indices(name)
        .map(|(at, _)| at)
        .filter(move |&at| !code[..at].ends_with(part_of_name) && !code[at + name.len()..].starts_with(part_of_name))
}

/// The names taken from `web_sys`, one by one or in a list.
fn web_sys_names(code: &str) -> Vec<&str> {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let lists = code.split("web_sys::").skip(1).map(|rest| match rest.strip_prefix('{') {
        Some(list) => list.split('}').next().unwrap_or_default(),
        None => &rest[..rest.find(|letter| !is_name(letter)).unwrap_or(rest.len())],
    });
    lists.flat_map(|list| list.split(',')).map(str::trim).filter(|name| !name.is_empty()).collect()
}
