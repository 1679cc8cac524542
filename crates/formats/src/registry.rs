//! The list of formats, and what is the same for all: the choice of annotations, the proof, the file's name.
//!
//! To add a format: write its module with a [`Format`] constant, whose header says the file's shape and offset unit;
//! add it to [`FORMATS`]. Menus, the command line's help, tables and tests follow.

use postil_engine::{Document, LabelDef, Text};

use crate::error::{ReadError, WriteError, WriteKind};
use crate::file_name::file_stem;
use crate::native::Library;
use crate::options::WriteOptions;
use crate::proof::{Reread, Verified, prove};

/// Every format, in the order of menus.
pub static FORMATS: &[&Format] = &[&crate::native::FORMAT, &crate::lines::FORMAT];

/// A kind of file.
#[derive(Debug)]
pub struct Format {
    /// Name on the command line and in addresses: lower case, with hyphens.
    pub id: &'static str,
    /// Name in menus.
    pub name: &'static str,
    /// Who reads it and what it holds, in a line.
    pub description: &'static str,
    /// The end of its file names, with the dot.
    pub extension: &'static str,
    /// Media type.
    pub mime: &'static str,
    /// What its offsets count.
    pub unit: OffsetUnit,
    /// Whether it can say that an annotation was rejected; elsewhere rejected ones are left out.
    pub says_status: bool,
    pub(crate) writer: Option<Writer>,
    pub(crate) reader: Option<Read>,
}

type Read = fn(&[u8]) -> Result<Library, ReadError>;
type Write = fn(&[Document], &[LabelDef], &WriteOptions) -> Result<Vec<u8>, WriteError>;

/// The two halves of writing.
#[derive(Debug)]
pub(crate) struct Writer {
    /// Makes the file of documents from which the choice is already made.
    pub(crate) write: Write,
    /// Parses such a file anew, for the proof.
    pub(crate) reread: for<'a> fn(&'a str) -> Result<Vec<Reread<'a>>, WriteError>,
}

/// What offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points, as Python strings do.
    CodePoint,
    /// UTF-16 units, as JavaScript and Java strings do.
    Utf16,
    /// Bytes of UTF-8.
    Byte,
}

/// A file that was written and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Safe on every system; made of the title.
    pub file_name: String,
    /// Media type.
    pub mime: &'static str,
    /// The file.
    pub body: Vec<u8>,
    /// The proof.
    pub verified: Verified,
}

impl Format {
    /// The format of that id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        FORMATS.iter().copied().find(|format| format.id == id)
    }

    /// Whether files can be written.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.writer.is_some()
    }

    /// Whether files can be read.
    #[must_use]
    pub fn reads(&self) -> bool {
        self.reader.is_some()
    }

    /// Writes the documents into one file and proves it. Linear in text and annotations (times the logarithm of the
    /// text's length for offsets).
    ///
    /// # Errors
    /// When an annotation does not fit its text or names an entity that is not there, or the file fails its proof.
    pub fn write(
        &self,
        documents: &[Document],
        labels: &[LabelDef],
        options: &WriteOptions,
    ) -> Result<Output, WriteError> {
        let Some(writer) = &self.writer else { return Err(WriteKind::ReadOnly { format: self.name }.into()) };
        let chosen: Vec<Document> = documents.iter().map(|d| options.select(d, self.says_status)).collect();
        chosen.iter().try_for_each(sound)?;
        let body = (writer.write)(&chosen, labels, options)?;
        let total = chosen.iter().map(|document| document.annotations.len()).sum();
        let text = std::str::from_utf8(&body).map_err(|error| WriteError::proof(error.to_string()))?;
        let verified = prove(&(writer.reread)(text)?, self.unit, total)?;
        Ok(Output { file_name: name_of(documents, self.extension), mime: self.mime, body, verified })
    }

    /// Reads a file of this format; `None` when the format is only written. Linear in the file.
    ///
    /// # Errors
    /// When the file is not of this format or does not hold together; the message says where.
    pub fn read(&self, bytes: &[u8]) -> Option<Result<Library, ReadError>> {
        self.reader.map(|read| read(bytes))
    }
}

/// What a file of these documents is called.
pub(crate) fn name_of(documents: &[Document], extension: &str) -> String {
    match documents {
        [document] => file_stem(&document.title) + extension,
        _ => format!("{}-articles{extension}", documents.len()),
    }
}

impl OffsetUnit {
    /// The unit's name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CodePoint => "code_point",
            Self::Utf16 => "utf16",
            Self::Byte => "byte",
        }
    }

    /// `text[start..end]` in this unit; `None` when that is reversed, past the end or inside a character.
    pub(crate) fn slice(self, text: &Text, start: usize, end: usize) -> Option<&str> {
        let byte = |at| match self {
            Self::CodePoint => text.byte_from_char(at),
            Self::Utf16 => text.byte_from_utf16(at),
            Self::Byte => Some(at),
        };
        text.as_str().get(byte(start)?..byte(end)?)
    }
}

/// Every annotation covers something of the document's own text and mentions an entity that is there.
pub(crate) fn sound(document: &Document) -> Result<(), WriteError> {
    for annotation in document.annotations.iter() {
        let name = || document.title.to_string();
        if document.text.slice(annotation.span).is_empty() {
            return Err(WriteKind::Span { document: name(), annotation: annotation.id }.into());
        }
        if let Some(entity) = annotation.entity.filter(|&id| document.entity(id).is_none()) {
            return Err(WriteKind::Entity { document: name(), annotation: annotation.id, entity }.into());
        }
    }
    Ok(())
}
