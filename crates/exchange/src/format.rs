//! The registry: every format as a value that says what it is, what it can say, and has its writer and its reader.
//!
//! To add one: write its file under `kinds`, whose head shows the file's shape and unit, with a [`Format`] constant; name
//! that in [`FORMATS`]. Menus, help texts, the README's table and the tests of all formats follow.

use postil_engine::{Document, LabelDef};
use postil_formats::file_stem;

use crate::draft::Drafts;
use crate::error::{ReadError, WriteError};
use crate::import::Peek;
use crate::join::Joins;
use crate::json::Item;
use crate::kinds;
use crate::options::Options;
use crate::part::Part;
use crate::tokens::scheme::Scheme;
use crate::tokens::{Tokenised, Tokenizer};
use crate::unit::Unit;
use crate::workers::Workers;

/// Every format, in the order of menus. Where several may be meant by a file, [`crate::recognise`] takes the first that
/// knows it.
pub static FORMATS: &[&Format] = &[
    &kinds::native::FORMAT,
    &kinds::postil_lines::FORMAT,
    &kinds::label_studio::FORMAT,
    &kinds::prodigy::FORMAT,
    &kinds::doccano::FORMAT,
    &kinds::ner_annotator::FORMAT,
    &kinds::pubannotation::FORMAT,
    &kinds::web_annotation::FORMAT,
    &kinds::predictions::FORMAT,
    &kinds::spacy_tuples::FORMAT,
    &kinds::docbin::FORMAT,
    &kinds::conll2003::FORMAT,
    &kinds::iob2::FORMAT,
    &kinds::bioes::FORMAT,
    &kinds::hf_tokens::FORMAT,
    &kinds::gliner::FORMAT,
    &kinds::brat::FORMAT,
    &kinds::cas::JSON,
    &kinds::cas::XMI,
    &kinds::cas::TSV,
    &kinds::table::CSV,
    &kinds::table::TSV,
    &kinds::page::FORMAT,
    &kinds::figures::FORMAT,
];

/// A kind of file.
#[derive(Debug)]
pub struct Format {
    /// Name on the command line: lower case, with hyphens.
    pub id: &'static str,
    /// Name in menus.
    pub name: &'static str,
    /// Who reads it and what it holds, in a line.
    pub description: &'static str,
    /// The end of its file names, with the dot.
    pub extension: &'static str,
    /// Media type.
    pub mime: &'static str,
    /// The heading of menus that it stands under.
    pub group: Group,
    /// Whether a byte order mark helps those who open it: a spreadsheet takes a table without one for Latin.
    pub takes_mark: bool,
    /// What its offsets may count, first what its readers count; empty where a file has no offsets.
    pub units: &'static [Unit],
    /// What it can say beyond labelled stretches of a text that lie apart.
    pub says: &'static [Says],
    /// For a file of tokens instead of offsets: how its texts may be cut.
    pub tokens: Option<TokenUse>,
    /// Whether the files of two lots of documents, one after the other, are the file of both, whatever is in them: long
    /// files are read and written in pieces.
    pub streams: bool,
    /// How the files of several lots of documents become those of all.
    pub joins: Joins,
    pub(crate) write: Option<Write>,
    pub(crate) read: Option<Read>,
    /// For a format that is only written: what proves its files instead of reading them back.
    pub(crate) check: Option<Check>,
    /// Whether a file looks like one of this format, by the start of its content and by its name.
    pub(crate) knows: fn(&Peek<'_>) -> bool,
}

/// Makes the files of one lot of documents. The first is the main one; its name is the job's stem and the format's
/// extension ([`Job::name`]).
pub(crate) type Write = fn(&Job<'_>) -> Result<Vec<Part>, WriteError>;

/// Reads one file, or those that belong together.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read {
    /// Files as they are, with those who share the work where there is much.
    Files(fn(&[Part], &dyn Workers) -> Result<Drafts, ReadError>),
    /// JSON in which each thing is documents by itself: what one adds to the drafts.
    Items(fn(&Item<'_>, &mut Drafts) -> Result<(), ReadError>),
    /// Our own file.
    Native,
}

/// Reads what was written as far as it says the marks; how many are right, or what is not.
pub(crate) type Check = fn(&Job<'_>, &[Part]) -> Result<usize, String>;

/// What is to be written: the choice is made, labels have the names that they get in the file.
#[derive(Debug)]
pub(crate) struct Job<'a> {
    /// The documents of this lot.
    pub(crate) documents: &'a [Document],
    /// Those of all lots, of which those of this one are some.
    pub(crate) all: &'a [Document],
    /// How many come before this lot.
    pub(crate) before: usize,
    /// The labels that may occur, under their names in the file, in the order of the set.
    pub(crate) labels: &'a [LabelDef],
    /// What was chosen.
    pub(crate) options: &'a Options,
    /// The documents' tokens and what is marked of them, one for each document, where the format is of tokens.
    pub(crate) tokenised: &'a [Tokenised],
    /// What offsets count, where the file has any.
    pub(crate) unit: Unit,
    /// The start of the files' names.
    pub(crate) stem: &'a str,
    /// Who shares the work on this lot.
    pub(crate) workers: &'a dyn Workers,
}

impl Job<'_> {
    /// Room for a main file that takes so many bytes for each of text, and so many for each mark, about.
    pub(crate) fn room(&self, text: usize, mark: usize) -> Vec<u8> {
        let of = |it: &Document| it.text.as_str().len() * text + it.annotations.len() * mark;
        Vec::with_capacity(self.documents.iter().map(of).sum())
    }

    /// The main file's name.
    pub(crate) fn name(&self, format: &Format) -> String {
        format!("{}{}", self.stem, format.extension)
    }

    /// The names, without extension, of files that hold one document each: the job's stem for one, numbers and titles for
    /// several, in a folder of their own where documents are shared out.
    pub(crate) fn stems(&self) -> Vec<String> {
        if let [_] = self.all {
            return vec![self.stem.to_owned()];
        }
        let folder = self.options.split.map(|_| format!("{}/", self.stem)).unwrap_or_default();
        let digits = self.all.len().to_string().len();
        let numbered = self.documents.iter().zip(self.before + 1..);
        numbered.map(|(document, at)| format!("{folder}{at:0digits$}-{}", file_stem(&document.title))).collect()
    }
}

/// How a format of tokens cuts texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenUse {
    /// The tokenizers that its readers understand, first the usual one.
    pub tokenizers: &'static [Tokenizer],
    /// Whether texts are cut into sentences where nothing else is said.
    pub sentences: bool,
    /// Whether white space that is a token of its own goes into the file.
    pub blanks: bool,
    /// The schemes of tags that its readers understand, first the usual one; none where marks are no tags.
    pub schemes: &'static [Scheme],
}

/// What a format is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// To keep the work and to open it again.
    Keep,
    /// To train a model.
    Train,
    /// For another annotator.
    Annotate,
    /// For people's eyes and for spreadsheets.
    Read,
}

impl Group {
    /// The heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Keep => "Keep",
            Self::Train => "Train",
            Self::Annotate => "Other annotators",
            Self::Read => "Read and print",
        }
    }
}

/// What a format may be able to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Says {
    /// Annotations that share text.
    Overlaps,
    /// Annotations in several pieces.
    Fragments,
    /// Suggested, accepted, rejected.
    Status,
    /// How sure the detector was.
    Confidence,
    /// Remarks.
    Notes,
    /// Attributes.
    Attributes,
    /// Relations between annotations.
    Relations,
    /// Which annotations mention one entity.
    Entities,
    /// What an entity is elsewhere.
    Links,
    /// Figures' values.
    Values,
    /// The parts of the article.
    Blocks,
    /// Date and source of the article.
    Origin,
    /// Titles.
    Titles,
    /// Ids of documents.
    Ids,
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
        self.write.is_some()
    }

    /// Whether files can be read.
    #[must_use]
    pub fn reads(&self) -> bool {
        self.read.is_some()
    }

    /// Whether it holds all of a document, so that there is nothing to choose.
    #[must_use]
    pub fn is_own(&self) -> bool {
        matches!(self.read, Some(Read::Native))
    }

    /// Whether the format can say it.
    #[must_use]
    pub fn can_say(&self, what: Says) -> bool {
        self.says.contains(&what)
    }
}
