//! What was done on writing, as data and in words: the line before saving, and what the files do not say.

use serde::Serialize;

use crate::finding::counted;
use crate::losses::Loss;
use crate::tokens::Fitting;

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
    /// What is in each part of a split; empty without one.
    pub parts: Vec<PartReport>,
    /// What was replaced by invented names, where that was asked for.
    pub replaced: Option<Replaced>,
}

/// What is in one part of a split.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartReport {
    /// `train`, `dev` or `test`.
    pub part: &'static str,
    /// Documents; where there are none, no file was written.
    pub documents: usize,
    /// Spans.
    pub spans: usize,
    /// Spans of each label that occurs in any part, by name in the file, in the order of the set.
    pub labels: Vec<LabelCount>,
}

/// How often a label occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LabelCount {
    /// The label's name in the file.
    pub label: String,
    /// Its spans.
    pub count: usize,
}

/// What was replaced by invented names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Replaced {
    /// Different words and phrases.
    pub names: usize,
    /// Occurrences in marks of names.
    pub marked: usize,
    /// Occurrences of the same words outside of such marks.
    pub unmarked: usize,
    /// Occurrences in titles, ids, notes and attributes.
    pub beside: usize,
    /// Links and sources that were left out, since they lead to what was replaced.
    pub links: usize,
}

impl Report {
    /// What was done, together with what was done to other documents in the same way. Parts of a split and replaced names
    /// are of one lot of documents and stay what they are here.
    pub fn add(&mut self, other: Self) {
        let Self { documents, verified, total, losses, fitting, parts: _, replaced: _ } = other;
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

    /// The line before saving: `312 of 312 spans verified; 40 names replaced`.
    #[must_use]
    pub fn line(&self) -> String {
        let mut said = vec![format!("{} of {} verified", self.verified, counted(self.total, "span", "spans"))];
        if let Some(fitting) = &self.fitting {
            let counts = [
                (fitting.widened, "widened to tokens"),
                (fitting.narrowed, "narrowed to tokens"),
                (fitting.dropped, "left out"),
            ];
            said.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")));
        }
        said.extend(self.replaced.map(|replaced| format!("{} replaced", counted(replaced.names, "name", "names"))));
        said.join("; ")
    }

    /// What the files do not say, and what was done beside, in whole sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut said = Vec::new();
        if !self.losses.is_empty() {
            let losses = self.losses.iter().map(Loss::words).collect::<Vec<_>>();
            said.push(format!("The format does not say: {}.", losses.join("; ")));
        }
        said.extend(self.replaced.map(|it| {
            let links = counted(it.links, "link or source", "links and sources");
            format!(
                "{} replaced by invented ones: {} in marks, {} unmarked, {} in titles, ids and notes; {links} left out.",
                counted(it.names, "name was", "names were"),
                it.marked,
                it.unmarked,
                it.beside
            )
        }));
        for part in &self.parts {
            let labels = part.labels.iter().map(|it| format!("{} {}", it.label, it.count)).collect::<Vec<_>>();
            let spans = counted(part.spans, "span", "spans");
            let labels = if labels.is_empty() { String::new() } else { format!(" ({})", labels.join(", ")) };
            said.push(format!("{}: {}, {spans}{labels}.", part.part, counted(part.documents, "document", "documents")));
        }
        said
    }
}
