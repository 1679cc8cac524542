//! Labelled documents from JSON Lines, and what a corpus does and does not annotate.

use std::collections::HashMap;
use std::fs;

use anyhow::{Context, Result, bail};
use postil_engine::training::{KINDS, NameKind};
use serde::Deserialize;

use crate::Folders;

/// A corpus as the recipe names it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    /// The file, relative to the data's folder.
    pub(crate) file: String,
    /// Labels that the corpus annotates: what it leaves out is no evidence against them.
    pub(crate) labels: Vec<String>,
    /// Labels that stand under its MISC.
    #[serde(default)]
    pub(crate) misc: Vec<String>,
    /// How often the corpus is gone through in a round.
    #[serde(default = "once")]
    pub(crate) times: u32,
}

fn once() -> u32 {
    1
}

/// A document with its names.
pub(crate) struct Document {
    pub(crate) text: String,
    pub(crate) spans: Vec<Gold>,
}

/// A name of the gold: bytes, and the kinds that it may be of (all, where the corpus's label says nothing of use).
pub(crate) struct Gold {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kinds: Kinds,
    /// Not to be learned from and not counted.
    pub(crate) ignored: bool,
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(pub(crate) u8);

impl Kinds {
    pub(crate) const ALL: Self = Self(u8::MAX);

    pub(crate) fn has(self, kind: usize) -> bool {
        self.0 >> kind & 1 == 1
    }

    fn of(labels: &[String]) -> Result<Self> {
        labels.iter().try_fold(Self(0), |kinds, label| {
            let kind =
                kind_of(label).with_context(|| format!("the recipe names the label {label}, which is unknown"))?;
            Ok(Self(kinds.0 | 1 << kind as u8))
        })
    }

    /// The only kind in the set.
    pub(crate) fn single(self) -> Option<usize> {
        (self.0.count_ones() == 1).then(|| self.0.trailing_zeros() as usize)
    }
}

/// A corpus read.
pub(crate) struct Corpus {
    pub(crate) name: String,
    pub(crate) documents: Vec<Document>,
    /// Kinds that it annotates.
    pub(crate) annotated: Kinds,
    pub(crate) times: u32,
}

/// The kind that a label means; CONCEPT and other labels that are no names mean none.
pub(crate) fn kind_of(label: &str) -> Option<NameKind> {
    Some(match label {
        "PERSON" | "PER" => NameKind::Person,
        "ORG" => NameKind::Org,
        "LOC" | "GPE" | "FAC" => NameKind::Place,
        "GROUP" | "NORP" => NameKind::Norp,
        "EVENT" => NameKind::Event,
        "WORK" | "WORK_OF_ART" => NameKind::Work,
        "PRODUCT" => NameKind::Product,
        "MISC" | "LAW" | "LANGUAGE" => NameKind::Misc,
        _ => return None,
    })
}

#[derive(Deserialize)]
struct Line {
    text: String,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    start: usize,
    end: usize,
    label: String,
}

/// Reads a corpus. `demonyms` are names of nationalities and groups, which some corpora have under MISC.
pub(crate) fn read(folders: &Folders, source: &Source, demonyms: &dyn Fn(&str) -> bool) -> Result<Corpus> {
    let path = folders.find(&source.file);
    let content = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let annotated = Kinds::of(&source.labels)?;
    let misc = Kinds(Kinds::of(&source.misc)?.0 | 1 << NameKind::Misc as u8);
    let mut documents = Vec::new();
    for (number, line) in content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = || format!("{}, line {}", path.display(), number + 1);
        let line: Line = serde_json::from_str(line).with_context(place)?;
        let offsets: Vec<usize> = line.text.char_indices().map(|(at, _)| at).chain([line.text.len()]).collect();
        let mut spans = Vec::new();
        for span in line.spans {
            let (Some(&start), Some(&end)) = (offsets.get(span.start), offsets.get(span.end)) else {
                bail!("{}: a span reaches beyond the text", place());
            };
            let kind = kind_of(&span.label);
            let kinds = match kind {
                Some(NameKind::Misc) if demonyms(&line.text[start..end]) => Kinds(1 << NameKind::Norp as u8),
                Some(NameKind::Misc) => misc,
                Some(kind) => Kinds(1 << kind as u8),
                None => Kinds::ALL,
            };
            spans.push(Gold { start, end, kinds, ignored: kind.is_none() });
        }
        spans.sort_by_key(|span| span.start);
        documents.push(Document { text: line.text, spans });
    }
    let name = source.file.trim_end_matches(".jsonl").to_owned();
    Ok(Corpus { name, documents, annotated, times: source.times })
}

/// True positives, found and gold, by kind.
#[derive(Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) hit: [u32; KINDS],
    pub(crate) found: [u32; KINDS],
    pub(crate) gold: [u32; KINDS],
}

impl Score {
    /// Compares what was found in a document with its gold, over kinds that are annotated; exact spans count.
    pub(crate) fn add(&mut self, document: &Document, annotated: Kinds, found: &[(usize, usize, usize)]) {
        let gold: HashMap<(usize, usize), Kinds> =
            document.spans.iter().map(|span| ((span.start, span.end), span.kinds)).collect();
        let ignored: Vec<_> = document.spans.iter().filter(|span| span.ignored).collect();
        for span in &document.spans {
            if let Some(kind) = span.kinds.single().filter(|kind| annotated.has(*kind)) {
                self.gold[kind] += 1;
            }
        }
        for (start, end, kind) in found {
            if !annotated.has(*kind) || ignored.iter().any(|span| *start < span.end && span.start < *end) {
                continue;
            }
            self.found[*kind] += 1;
            let right = gold.get(&(*start, *end)).is_some_and(|kinds| kinds.single() == Some(*kind));
            self.hit[*kind] += u32::from(right);
        }
    }

    /// Precision, recall and F1 in percent over some kinds.
    pub(crate) fn over(&self, kinds: &[NameKind]) -> (f64, f64, f64) {
        let sum = |counts: &[u32; KINDS]| kinds.iter().map(|kind| f64::from(counts[*kind as usize])).sum::<f64>();
        let (hit, found, gold) = (sum(&self.hit), sum(&self.found), sum(&self.gold));
        let share = |part: f64, whole: f64| if whole > 0.0 { 100.0 * part / whole } else { 0.0 };
        (share(hit, found), share(hit, gold), share(2.0 * hit, found + gold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_names_of_annotated_kinds_count() {
        let gold = |start, end, kind: Option<NameKind>| Gold {
            start,
            end,
            kinds: kind.map_or(Kinds::ALL, |kind| Kinds(1 << kind as u8)),
            ignored: kind.is_none(),
        };
        let spans = vec![gold(0, 3, Some(NameKind::Person)), gold(4, 8, Some(NameKind::Org)), gold(9, 12, None)];
        let document = Document { text: "Ann Acme Zug x".to_owned(), spans };
        let (person, org, place) = (NameKind::Person as usize, NameKind::Org as usize, NameKind::Place as usize);
        let mut score = Score::default();
        // Right; right words of the wrong kind; where nothing counts; a kind that is not annotated.
        score.add(&document, Kinds(0b111), &[(0, 3, person), (4, 8, place), (9, 12, org), (13, 14, 7)]);
        let (precision, recall, f1) = score.over(&NameKind::ALL);
        assert_eq!((precision, recall, f1), (50.0, 50.0, 50.0));
    }

    #[test]
    fn labels_of_corpora_are_kinds() {
        for (label, kind) in [
            ("PER", Some(NameKind::Person)),
            ("FAC", Some(NameKind::Place)),
            ("GROUP", Some(NameKind::Norp)),
            ("LAW", Some(NameKind::Misc)),
            ("CONCEPT", None),
        ] {
            assert_eq!(kind_of(label), kind, "{label}");
        }
    }
}
