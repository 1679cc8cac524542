//! Why a file was not read or not written: short sentences that a page can show as they are, with the place.

use std::fmt;

/// Why a file could not be read. Nothing of it was taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError(String);

impl ReadError {
    /// `message` is a whole sentence.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// `place` is a line ("line 3"), a JSON path ("[2].entities[0]") or both; `message` says what is wrong there.
    pub(crate) fn at(place: impl fmt::Display, message: impl fmt::Display) -> Self {
        Self(format!("At {place}: {message}."))
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ReadError {}

impl From<postil_formats::ReadError> for ReadError {
    fn from(error: postil_formats::ReadError) -> Self {
        Self(error.to_string())
    }
}

/// Why no file was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError(String);

impl WriteError {
    /// `message` is a whole sentence.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nothing was saved: {}", self.0)
    }
}

impl std::error::Error for WriteError {}

impl From<serde_json::Error> for WriteError {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("the file could not be made ({error})."))
    }
}
