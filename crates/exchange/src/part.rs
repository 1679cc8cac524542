//! A file in memory: what is read and what is written. Formats of several files (brat's text and annotations) are several
//! parts whose names go together.

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
