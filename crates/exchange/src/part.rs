//! A file in memory: what is read and what is written. Formats of several files (brat's text and annotations) are several
//! parts whose names go together.

use std::borrow::Cow;

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name, with folders before slashes where it came out of an archive or goes into one.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Part {
    /// A file of that name.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// Makes a text in UTF-16 that says so one in UTF-8, so that it is known as what it is. One that is broken stays, and is
    /// refused with its place.
    pub(crate) fn as_utf8(&mut self) {
        let says = |mark: &[u8]| self.bytes.starts_with(mark);
        if (says(b"\xFF\xFE") || says(b"\xFE\xFF"))
            && let Ok(Cow::Owned(text)) = postil_formats::decode(&self.bytes)
        {
            self.bytes = text.into();
        }
    }

    /// The name without folders and without its last extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The last extension in lower case, without the dot; empty when there is none.
    #[must_use]
    pub fn extension(&self) -> String {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default()
    }
}
