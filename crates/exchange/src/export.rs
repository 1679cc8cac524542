//! Writing, for every format alike: choose and name, write, read back, report.

use postil_engine::{Document, LabelDef};
use postil_formats::file_stem;
use serde::Serialize;

use crate::error::WriteError;
use crate::format::{Format, Job};
use crate::losses::{Loss, losses};
use crate::options::Options;
use crate::part::Part;
use crate::prepare::prepare;
use crate::proof::{prove, total};
use crate::tokens::{Fitting, tokenised};
use crate::unit::Unit;

/// Files that were written and proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The files, the main one first.
    pub files: Vec<Part>,
    /// What was done.
    pub report: Report,
}

/// What was done, for the line before saving and for `--report`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Documents in the files.
    pub documents: usize,
    /// Spans that were read back and cover the words that they should.
    pub verified: usize,
    /// Spans in the files; equal to `verified` in all that is handed out.
    pub total: usize,
    /// What the format does not say.
    pub losses: Vec<Loss>,
    /// What became of marks that do not start and end where tokens do, in a format of tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fitting: Option<Fitting>,
}

impl Report {
    /// What was done, together with what was done to other documents.
    pub fn add(&mut self, other: Self) {
        let Self { documents, verified, total, losses, fitting } = other;
        if let Some(fitting) = fitting {
            self.fitting.get_or_insert_default().add(fitting, self.documents);
        }
        self.documents += documents;
        self.verified += verified;
        self.total += total;
        for loss in losses {
            match self.losses.iter_mut().find(|known| known.what == loss.what) {
                Some(known) => known.count += loss.count,
                None => self.losses.push(loss),
            }
        }
    }
}

/// Writes documents in a format and proves the files. Linear in text and annotations (times the logarithm of the
/// text's length for offsets).
///
/// # Errors
/// When the format is only read, an option does not suit it, or the files fail their proof.
pub fn export(
    format: &Format,
    documents: &[Document],
    labels: &[LabelDef],
    options: &Options,
) -> Result<Export, WriteError> {
    let Some(write) = format.write else {
        return Err(WriteError::new(format!("{} files can be read, not written.", format.name)));
    };
    let unit = unit(format, options)?;
    let (chosen, labels) = prepare(format, documents, labels, options);
    let stem = match documents {
        [document] => file_stem(&document.title),
        _ => format!("{}-articles", documents.len()),
    };
    let mut fitting = Fitting::default();
    let mut cut = |(nth, document), tokens| tokenised(document, nth, tokens, format.says, options, &mut fitting);
    let tokenised: Vec<_> = match format.tokens {
        Some(tokens) => chosen.iter().enumerate().map(|each| cut(each, tokens)).collect(),
        None => Vec::new(),
    };
    let job = Job { tokenised: &tokenised, documents: &chosen, labels: &labels, options, unit, stem: &stem };
    let files = write(&job)?;
    let verified = prove(format, &job, &files)?;
    let total = match format.tokens {
        Some(_) => tokenised.iter().map(|tokenised| tokenised.marks.len()).sum(),
        None => total(&chosen),
    };
    let losses = losses(format, &chosen);
    let report = Report { documents: chosen.len(), verified, total, losses, fitting: format.tokens.map(|_| fitting) };
    Ok(Export { files, report })
}

fn unit(format: &Format, options: &Options) -> Result<Unit, WriteError> {
    match (options.unit, format.units.first()) {
        (Some(unit), Some(_)) if !format.units.contains(&unit) => {
            let words = format.units.iter().map(|unit| unit.words()).collect::<Vec<_>>().join(" or ");
            Err(WriteError::new(format!("offsets of {} files count {words}, not {}.", format.name, unit.words())))
        }
        (Some(unit), Some(_)) => Ok(unit),
        (_, first) => Ok(first.copied().unwrap_or(Unit::CodePoint)),
    }
}
