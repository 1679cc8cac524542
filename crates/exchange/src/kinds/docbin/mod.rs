//! `spacy`: spaCy's own file of documents (a DocBin, `.spacy`), which `spacy train` reads.
//!
//! zlib over MessagePack: `version`, `attrs` (which numbers each token has), `tokens` (those numbers, 64 bits each, little
//! end first), `spaces` (whether a space follows, a byte each), `lengths` (tokens of each document, 32 bits), `strings`, and
//! for each document `cats`, `flags` and `span_groups`. Here a token has its string (ORTH), ENT_IOB (3 begins, 1 goes on, 2
//! outside) and ENT_TYPE, ENT_KB_ID where an entity has a link, SENT_START where sentences are asked for.
//!
//! Tokens are spaCy's, so that the text is exactly there. Entities cannot share tokens: where marks do, in any document of
//! the file, all marks are in the span group `sc` as well, and of those that share tokens the longest are entities.

mod read;
mod strings;
mod write;

use serde::{Serialize, Serializer};

use crate::format::{Format, Group, Read, Says, TokenUse};
use crate::import::Peek;
use crate::join::Joins;
use crate::tokens::Tokenizer;

pub(crate) static FORMAT: Format = Format {
    id: "spacy",
    name: "spaCy DocBin",
    description: "spaCy's binary file of documents, for spacy train",
    extension: ".spacy",
    mime: "application/octet-stream",
    group: Group::Train,
    takes_mark: false,
    units: &[],
    says: &[Says::Overlaps, Says::Links],
    tokens: Some(TokenUse { tokenizers: &[Tokenizer::Spacy], sentences: false, blanks: true, schemes: &[] }),
    streams: false,
    joins: Joins::Not,
    write: Some(write::write),
    read: Some(Read::Files(read::read)),
    check: None,
    knows,
};

/// The numbers of attributes.
mod attr {
    pub(super) const ORTH: u64 = 65;
    pub(super) const ENT_IOB: u64 = 77;
    pub(super) const ENT_TYPE: u64 = 78;
    pub(super) const SENT_START: u64 = 80;
    pub(super) const ENT_KB_ID: u64 = 452;
}

/// The span group that spaCy's span categoriser reads.
const GROUP: &str = "sc";

/// Bytes, which serde would otherwise write as a list of numbers.
struct Bytes<'a>(&'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

fn knows(peek: &Peek<'_>) -> bool {
    // One that is damaged is told so by its reader.
    let is_named = peek.extension == "spacy" && !peek.bytes.is_empty();
    is_named
        || read::starts(peek.bytes).is_some_and(|start| {
            let has = |key: &[u8]| start.windows(key.len()).any(|bytes| bytes == key);
            has(b"version") || has(b"attrs")
        })
}
