//! What a person chooses when saving. One value for all formats; each uses what it has a use for ([`crate::Format::uses`]).
//! It is plain data, so that the page, the command line and tests say it in the same JSON.

use std::borrow::Cow;
use std::sync::Arc;

use postil_engine::BlockKind;
use serde::{Deserialize, Serialize};

use crate::error::WriteError;
use crate::format::Format;
use crate::tokens::scheme::Scheme;
use crate::tokens::{Fit, Tokenizer};
use crate::unit::Unit;

/// What goes into the files, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Which annotations by what was decided about them.
    pub statuses: Statuses,
    /// The labels that go in, by their own names; `None` for all.
    pub labels: Option<Vec<Arc<str>>>,
    /// The kinds of blocks whose annotations go in; `None` for all. The text stays whole, so that offsets hold.
    pub blocks: Option<Vec<BlockKind>>,
    /// The names that labels have in the file.
    pub profile: Profile,
    /// Names that differ from the profile's: a label's own name and the name in the file.
    pub rename: Vec<(Arc<str>, Arc<str>)>,
    /// What offsets count; `None` for what the format's readers expect.
    pub unit: Option<Unit>,
    /// How texts are cut into tokens; `None` for what the format's readers expect.
    pub tokenizer: Option<Tokenizer>,
    /// What happens to a mark that does not end where tokens do.
    pub fit: Fit,
    /// How tags say marks, in the formats of tags; `None` for what the format's readers expect.
    pub scheme: Option<Scheme>,
    /// Whether texts are cut into sentences; `None` for what the format's readers expect.
    pub sentences: Option<bool>,
    /// Whether tables begin with a byte order mark, by which Excel knows that they are UTF-8.
    pub bom: bool,
    /// The files are written three times over, for documents to train, to develop and to test with; `None` for one lot.
    pub split: Option<Split>,
    /// Names are replaced by invented ones, by this seed; `None` for the names as they are.
    pub pseudonyms: Option<u64>,
    /// Suggestions that the detector is less sure of stay out, 0 to 1; those that say nothing of it go in.
    pub min_confidence: Option<f32>,
    /// The program that writes.
    pub generator: Cow<'static, str>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            statuses: Statuses::All,
            labels: None,
            blocks: None,
            profile: Profile::Own,
            rename: Vec::new(),
            unit: None,
            tokenizer: None,
            fit: Fit::Widen,
            scheme: None,
            sentences: None,
            bom: false,
            split: None,
            pseudonyms: None,
            min_confidence: None,
            generator: concat!("postil ", env!("CARGO_PKG_VERSION")).into(),
        }
    }
}

/// How documents are shared out, in percent that make a hundred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// To train with.
    pub train: u8,
    /// To choose between models.
    pub dev: u8,
    /// To measure with, once.
    pub test: u8,
    /// Another seed shares out otherwise; the same one always alike.
    #[serde(default)]
    pub seed: u64,
}

impl Split {
    /// The parts' names, as they stand in file names, with their percent.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, u8); 3] {
        [("train", self.train), ("dev", self.dev), ("test", self.test)]
    }
}

/// Which annotations are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statuses {
    /// Suggested and accepted ones; rejected ones only where the format can say that they are.
    #[default]
    All,
    /// Accepted ones.
    Accepted,
}

/// The names of labels in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// As they are in the label set.
    #[default]
    Own,
    /// The eighteen of OntoNotes, as spaCy's models use them; labels without one keep their names.
    Ontonotes,
    /// PER, ORG, LOC and MISC; labels that are none of these are left out.
    Conll,
    /// Words in lower case, as GLiNER's models are asked: `work of art`.
    Words,
}

impl Options {
    /// Whether they mean something.
    pub(crate) fn check(&self) -> Result<(), WriteError> {
        if let Some(split) = self.split {
            let sum: u32 = split.parts().iter().map(|(_, percent)| u32::from(*percent)).sum();
            if sum != 100 {
                let words = format!("train, dev and test make {sum} percent. Give three numbers that make 100.");
                return Err(WriteError::new(words));
            }
        }
        match self.min_confidence {
            Some(least) if !(0.0..=1.0).contains(&least) => {
                Err(WriteError::new(format!("the least confidence is {least}. Give a number from 0 to 1.")))
            }
            _ => Ok(()),
        }
    }

    /// What offsets are to count in files of a format.
    pub(crate) fn unit_for(&self, format: &Format) -> Result<Unit, WriteError> {
        match (self.unit, format.units.first()) {
            (Some(unit), Some(_)) if !format.units.contains(&unit) => {
                let words = format.units.iter().map(|unit| unit.words()).collect::<Vec<_>>().join(" or ");
                Err(WriteError::new(format!("offsets of {} files count {words}, not {}.", format.name, unit.words())))
            }
            (Some(unit), Some(_)) => Ok(unit),
            (_, first) => Ok(first.copied().unwrap_or(Unit::CodePoint)),
        }
    }

    /// Whether the format's readers understand the tokens that are asked for.
    pub(crate) fn suit(&self, format: &Format) -> Result<(), WriteError> {
        match (format.tokens, self.tokenizer) {
            (Some(tokens), Some(wanted)) if !tokens.tokenizers.contains(&wanted) => {
                let words = tokens.tokenizers.iter().map(|it| it.words()).collect::<Vec<_>>().join(" or ");
                Err(WriteError::new(format!("texts of {} files are cut {words}, not {}.", format.name, wanted.words())))
            }
            _ => Ok(()),
        }
    }
}
