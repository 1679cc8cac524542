//! Why a file was not read or not written: short sentences that a page can show as they are, with the place.

use std::fmt;

/// Why a file could not be read. Nothing of it was taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    place: Option<String>,
    /// A whole sentence; with a place before it, what is wrong there.
    message: String,
}

impl ReadError {
    /// `message` is a whole sentence.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { place: None, message: message.into() }
    }

    /// `place` is a line ("line 3"), a JSON path ("[2].entities[0]") or both; `message` says what is wrong there.
    pub(crate) fn at(place: impl fmt::Display, message: impl fmt::Display) -> Self {
        Self { place: Some(place.to_string()), message: message.to_string() }
    }

    /// What is wrong, without the place and without a full stop.
    pub(crate) fn wrong(&self) -> &str {
        self.message.trim_end_matches('.')
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "At {place}: {}.", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<postil_formats::ReadError> for ReadError {
    fn from(error: postil_formats::ReadError) -> Self {
        Self::new(error.to_string())
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
