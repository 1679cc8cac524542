//! Where the files come from, which of them an address stands for, and of what kind they are.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

/// The page's files.
#[derive(Clone, Debug)]
pub enum Files {
    /// In a folder, read each time: what changes there is seen at once.
    Folder(PathBuf),
    /// In the program: path and content.
    Inside(&'static [(&'static str, &'static [u8])]),
}

impl Files {
    /// The content of a file; `None` when there is none of that name.
    pub(crate) fn read(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::Folder(dir) => fs::read(dir.join(name)).ok().map(Cow::Owned),
            Self::Inside(files) => {
                files.iter().find(|(other, _)| *other == name).map(|(_, content)| Cow::Borrowed(*content))
            }
        }
    }
}

/// The file that an address stands for, below the served folder; `None` for what lies outside `path` or climbs out.
pub(crate) fn file_of<'a>(url: &'a str, path: &str) -> Option<&'a str> {
    let name = url.strip_prefix(path)?;
    let name = if name.is_empty() { "index.html" } else { name };
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '%']);
    name.split('/').all(plain).then_some(name)
}

/// Whether a file's name says its content, so that it never changes.
pub(crate) fn is_hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

pub(crate) fn content_type(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_for_a_file_below_the_folder_or_for_nothing() {
        let cases = [
            ("/", "/", Some("index.html")),
            ("/a.js", "/", Some("a.js")),
            ("/some/path/", "/some/path/", Some("index.html")),
            ("/some/path/styles/a.css", "/some/path/", Some("styles/a.css")),
            ("/a.js", "/some/path/", None),
            ("/../Cargo.toml", "/", None),
            ("/%2e%2e/Cargo.toml", "/", None),
            ("/.git/config", "/", None),
            ("//etc/passwd", "/", None),
            ("/C:/x", "/", None),
        ];
        for (url, path, file) in cases {
            assert_eq!(file_of(url, path), file, "{url} under {path}");
        }
    }

    #[test]
    fn a_name_with_its_content_is_known() {
        let cases = [
            ("styles/a-0123456789.css", true),
            ("a-0123456789.js", true),
            ("index.html", false),
            ("icon-192.png", false),
        ];
        for (name, hashed) in cases {
            assert_eq!(is_hashed(name), hashed, "{name}");
        }
    }
}
