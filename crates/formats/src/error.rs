//! What can go wrong with a file. The kinds are private; the messages say what is wrong, where, and what to do,
//! in short sentences that a page can show as they are.

use std::fmt;

/// Why a file could not be read. Nothing of it was taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    TooLarge {
        bytes: usize,
    },
    LongText {
        bytes: usize,
    },
    ManyLines {
        lines: usize,
    },
    Empty,
    NoText,
    NotUtf8 {
        byte: u8,
        position: usize,
        line: usize,
    },
    NotUtf16 {
        position: usize,
    },
    Binary {
        what: &'static str,
        advice: &'static str,
    },
    CutShort {
        line: usize,
        column: usize,
    },
    Trailing {
        line: usize,
        column: usize,
    },
    Syntax {
        line: usize,
        column: usize,
        message: String,
    },
    Foreign {
        what: String,
    },
    Newer {
        version: u64,
    },
    Unit {
        unit: String,
    },
    /// The JSON path, such as `documents[0].labels[3].hue`, and what is wrong there.
    Content {
        path: String,
        message: String,
    },
}

impl From<Kind> for ReadError {
    fn from(kind: Kind) -> Self {
        Self(kind)
    }
}

impl ReadError {
    pub(crate) fn content(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self(Kind::Content { path: path.into(), message: message.into() })
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::TooLarge { bytes } => {
                let (mib, limit) = (bytes >> 20, crate::MAX_FILE_BYTES >> 20);
                write!(f, "The file has {mib} MiB; at most {limit} MiB are read. Split it.")
            }
            Kind::LongText { bytes } => {
                let (megabytes, limit) = (bytes.div_ceil(1_000_000), crate::MAX_TEXT_BYTES / 1_000_000);
                write!(f, "The text has {megabytes} MB; an article may have {limit} MB. Split it.")
            }
            Kind::ManyLines { lines } => {
                let limit = crate::MAX_LINES;
                write!(f, "The text has {lines} lines; an article may have {limit}. Split it.")
            }
            Kind::Empty => f.write_str("The file is empty."),
            Kind::NoText => f.write_str("There is no text in the file."),
            Kind::NotUtf8 { byte, position, line } => {
                write!(f, "Not UTF-8: byte 0x{byte:02X} at position {position}, line {line}. Save the file as UTF-8.")
            }
            Kind::NotUtf16 { position } => {
                write!(f, "Not UTF-16: half a character at byte {position}. Save the file as UTF-8.")
            }
            Kind::Binary { what, advice } => write!(f, "This is {what}; {advice}."),
            Kind::CutShort { line, column } => {
                write!(f, "The file ends early, at line {line}, column {column}. Was the download complete?")
            }
            Kind::Trailing { line, column } => {
                write!(f, "Unexpected text after the end, at line {line}, column {column}. Remove it.")
            }
            Kind::Syntax { line, column, message } => {
                write!(f, "Not JSON, at line {line}, column {column}: {message}.")
            }
            Kind::Foreign { what } => write!(f, "This is not a Postil file: it looks like {what}."),
            Kind::Newer { version } => write!(
                f,
                "Made by a newer version of Postil (file version {version}; this one reads {}). Update the page.",
                crate::native::VERSION
            ),
            Kind::Unit { unit } => write!(
                f,
                "offset_unit is \"{unit}\", but Postil files count in code points (\"code_point\"). Convert the offsets."
            ),
            Kind::Content { path, message } if path == "." => write!(f, "At the top: {message}."),
            Kind::Content { path, message } => write!(f, "At {path}: {message}."),
        }
    }
}

impl std::error::Error for ReadError {}

/// Why no file was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError(WriteKind);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WriteKind {
    /// An annotation whose span is empty or was made for another text.
    Span { document: String, annotation: u32 },
    /// An annotation that mentions an entity which the document does not have.
    Entity { document: String, annotation: u32, entity: u32 },
    /// The file, read back, does not say what was to be written.
    Proof { message: String },
    /// The format cannot be written.
    ReadOnly { format: &'static str },
}

impl From<WriteKind> for WriteError {
    fn from(kind: WriteKind) -> Self {
        Self(kind)
    }
}

impl WriteError {
    pub(crate) fn proof(message: impl Into<String>) -> Self {
        Self(WriteKind::Proof { message: message.into() })
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            WriteKind::Span { document, annotation } => {
                write!(f, "Nothing was saved: annotation a{annotation} of \"{document}\" does not fit its text.")
            }
            WriteKind::Entity { document, annotation, entity } => write!(
                f,
                "Nothing was saved: annotation a{annotation} of \"{document}\" mentions entity e{entity}, which is not there."
            ),
            WriteKind::Proof { message } => write!(f, "Nothing was saved: the file failed its check. {message}."),
            WriteKind::ReadOnly { format } => write!(f, "{format} files can be read, not written."),
        }
    }
}

impl std::error::Error for WriteError {}
