//! Writing, for every format alike: replace names, choose and name, share out, write, read back, report.

use std::collections::{BTreeMap, BTreeSet};

use postil_engine::{Document, LabelDef};
use postil_formats::file_stem;

use crate::error::WriteError;
use crate::format::{Format, Job};
use crate::join::{Joiner, Joins, Take};
use crate::losses::{Loss, losses};
use crate::options::Options;
use crate::part::Part;
use crate::prepare::{Prepared, prepare};
use crate::proof::{prove, total};
use crate::pseudonyms::pseudonymised;
use crate::report::{LabelCount, PartReport, Report};
use crate::stratify::stratified;
use crate::tokens::{Fitting, Tokenised, tokenised};
use crate::workers::{Alone, Workers, in_order, map, runs};

/// Files that were written and proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The files, the main one first.
    pub files: Vec<Part>,
    /// What was done.
    pub report: Report,
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
    export_with(format, documents, labels, options, &Alone)
}

/// The same, with the work shared out. What comes out is the same to the byte.
///
/// # Errors
/// As [`export`].
pub fn export_with(
    format: &Format,
    documents: &[Document],
    labels: &[LabelDef],
    options: &Options,
    workers: &dyn Workers,
) -> Result<Export, WriteError> {
    let mut mains: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut export = export_to(format, documents, labels, options, workers, &mut |name, bytes| {
        mains.entry(name.to_owned()).or_default().extend_from_slice(bytes);
        Ok(())
    })?;
    for file in &mut export.files {
        if let Some(bytes) = mains.remove(&file.name) {
            file.bytes = bytes;
        }
    }
    Ok(export)
}

/// The same; what is long of a file that holds all documents goes to `take`, piece by piece, as soon as it is proved, and the
/// file itself is empty in what is returned. Only when that is no error is what was taken a file.
///
/// # Errors
/// As [`export`], and when `take` gives one.
pub fn export_to(
    format: &Format,
    documents: &[Document],
    labels: &[LabelDef],
    options: &Options,
    workers: &dyn Workers,
    take: &mut Take<'_>,
) -> Result<Export, WriteError> {
    let Some(write) = format.write else {
        return Err(WriteError::new(format!("{} files can be read, not written.", format.name)));
    };
    let unit = options.unit_for(format)?;
    options.check()?;
    options.suit(format)?;
    let (replaced, new_names) = match options.pseudonyms {
        Some(seed) => {
            let done = pseudonymised(documents, labels, seed);
            (Some(done.documents), Some((done.labels, done.replaced)))
        }
        None => (None, None),
    };
    let documents = replaced.as_deref().unwrap_or(documents);
    let labels = new_names.as_ref().map_or(labels, |(labels, _)| labels);
    let Prepared { documents: chosen, labels, losses: left } = prepare(format, documents, labels, options);
    let stem = match documents {
        [document] => file_stem(&document.title),
        _ => format!("{}-articles", documents.len()),
    };
    let mut report = Report {
        documents: chosen.len(),
        losses: left.into_iter().chain(losses(format, &chosen)).collect(),
        replaced: new_names.as_ref().map(|(_, replaced)| *replaced),
        ..Report::default()
    };
    let mut files = Vec::new();
    let mut fitting = format.tokens.map(|_| Fitting::default());
    let mut done = 0;
    for Lot { part, documents } in lots(chosen, options) {
        report.parts.extend(part.map(|part| of_part(part, &documents, &labels)));
        if part.is_some() && documents.is_empty() && report.documents > 0 {
            continue;
        }
        let stem = part.map_or_else(|| stem.clone(), |part| format!("{stem}-{part}"));
        let of = |document: &Document| document.text.as_str().len();
        let pieces = match format.joins {
            Joins::Not => vec![documents.as_slice()],
            _ if documents.is_empty() => vec![&[][..]],
            _ => runs(&documents, workers.piece(), of),
        };
        // What is in pieces is enough work for all.
        let within: &dyn Workers = if pieces.len() > 1 { &Alone } else { workers };
        let mut before = 0;
        let numbered: Vec<_> = pieces
            .into_iter()
            .map(|piece| {
                before += piece.len();
                (before - piece.len(), piece)
            })
            .collect();
        let main = format!("{stem}{}", format.extension);
        let mut joiner = (numbered.len() > 1).then(|| Joiner::new(format.joins, &main, &mut *take));
        let mut alone = Vec::new();
        let mut failed = None;
        let write = |(before, piece)| {
            let (tokenised, fitting) = cut(piece, format, options, within);
            let job = Job {
                documents: piece,
                all: &documents,
                before,
                tokenised: &tokenised,
                labels: &labels,
                options,
                unit,
                stem: &stem,
                workers: within,
            };
            let total = match format.tokens {
                Some(_) => tokenised.iter().map(|tokenised| tokenised.marks.len()).sum(),
                None => total(piece),
            };
            let files = write(&job)?;
            let verified = prove(format, &job, &files)?;
            Ok(Written { files, total, verified, fitting: fitting.map(|fitting| (fitting, before)) })
        };
        in_order(workers, numbered, write, |written| {
            let added = written.and_then(|written: Written| {
                report.total += written.total;
                report.verified += written.verified;
                if let Some((own, before)) = written.fitting {
                    fitting.get_or_insert_default().add(own, done + before);
                }
                match &mut joiner {
                    Some(joiner) if failed.is_none() => joiner.add(written.files),
                    Some(_) => Ok(()),
                    None => {
                        alone = written.files;
                        Ok(())
                    }
                }
            });
            failed = failed.take().or(added.err());
        });
        if let Some(failed) = failed {
            return Err(failed);
        }
        done += documents.len();
        add(&mut files, joiner.map_or(Ok(alone), Joiner::end)?, part);
    }
    report.fitting = fitting;
    // Only a format with a proof of its own may leave some out.
    if report.verified < report.total {
        let count = report.total - report.verified;
        report.losses.insert(0, Loss { what: "marks that such a file leaves out", count });
        report.total = report.verified;
    }
    let in_any: BTreeSet<String> = report
        .parts
        .iter()
        .flat_map(|part| &part.labels)
        .filter(|it| it.count > 0)
        .map(|it| it.label.clone())
        .collect();
    report.parts.iter_mut().for_each(|part| part.labels.retain(|it| in_any.contains(&it.label)));
    Ok(Export { files, report })
}

/// Files that were written and proved.
struct Written {
    files: Vec<Part>,
    total: usize,
    verified: usize,
    /// What became of marks, and how many documents come before.
    fitting: Option<(Fitting, usize)>,
}

/// The documents as tokens, where the format is of those.
fn cut(
    documents: &[Document],
    format: &Format,
    options: &Options,
    workers: &dyn Workers,
) -> (Vec<Tokenised>, Option<Fitting>) {
    let Some(tokens) = format.tokens else { return (Vec::new(), None) };
    let documents: Vec<_> = documents.iter().enumerate().collect();
    let cut = map(workers, documents, |(nth, document)| {
        let mut fitting = Fitting::default();
        (tokenised(document, nth, tokens, format.says, options, &mut fitting), fitting)
    });
    let mut all = Fitting::default();
    let cut = cut.into_iter().map(|(tokenised, fitting)| {
        all.add(fitting, 0);
        tokenised
    });
    (cut.collect(), Some(all))
}

/// Documents whose files are written together.
struct Lot {
    part: Option<&'static str>,
    documents: Vec<Document>,
}

/// The documents as they are shared out, in their order.
fn lots(documents: Vec<Document>, options: &Options) -> Vec<Lot> {
    let Some(split) = options.split else { return vec![Lot { part: None, documents }] };
    let places = stratified(&documents, split);
    let mut lots: Vec<_> =
        split.parts().iter().map(|(part, _)| Lot { part: Some(*part), documents: Vec::new() }).collect();
    for (document, place) in documents.into_iter().zip(places) {
        if let Some(lot) = lots.get_mut(place) {
            lot.documents.push(document);
        }
    }
    lots.retain(|lot| split.parts().iter().any(|(part, percent)| lot.part == Some(*part) && *percent > 0));
    lots
}

fn of_part(part: &'static str, documents: &[Document], labels: &[LabelDef]) -> PartReport {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for annotation in documents.iter().flat_map(|document| document.annotations.iter()) {
        *counts.entry(&annotation.label).or_default() += 1;
    }
    let spans = counts.values().sum();
    let count = |label: &LabelDef| counts.get(&*label.name).copied().unwrap_or_default();
    let labels = labels.iter().map(|label| LabelCount { label: label.name.to_string(), count: count(label) }).collect();
    PartReport { part, documents: documents.len(), spans, labels }
}

/// Adds the files of a part. A name that another lot has as well (a file that is the same for all documents, say) goes into
/// a folder of its part.
fn add(files: &mut Vec<Part>, written: Vec<Part>, part: Option<&'static str>) {
    let taken: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
    files.extend(written.into_iter().map(|file| match part {
        Some(part) if taken.contains(&file.name) => Part { name: format!("{part}/{}", file.name), ..file },
        _ => file,
    }));
}
