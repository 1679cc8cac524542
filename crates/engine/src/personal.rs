//! The person's own list: words that are always a certain label, or never a name. It wins over the model and the rules.
//! Its file is plain text, a line an entry, so that a spreadsheet can make it.
//!
//! ```text
//! postil personal 1
//! Zelkor Foods<TAB>ORG<TAB>any
//! May<TAB>-<TAB>exact
//! ```

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::detect::Found;
use crate::entities::phrases::Phrases;
use crate::label::Label;

/// The rule of what the list marks.
pub const PERSONAL: &str = "personal";
/// The first line of a file.
const MAGIC: &str = "postil personal 1";
/// What stands for a label where the words are no name.
const NEVER: &str = "-";
/// Bytes of the words of an entry, at most.
const MOST_BYTES: usize = 200;

/// Words and what they are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonalEntry {
    /// The words, in one line without white space at the ends.
    pub words: Arc<str>,
    /// The name of their label; without one they are never a name.
    pub label: Option<Arc<str>>,
    /// Whether letters may be large or small.
    pub any_case: bool,
}

impl PersonalEntry {
    /// An entry, or what is wrong with it.
    ///
    /// # Errors
    /// When there are no words, or too many.
    pub fn new(words: &str, label: Option<&str>, any_case: bool) -> Result<Self, String> {
        let words: Vec<&str> = words.split_whitespace().collect();
        let words = words.join(" ");
        if Phrases::new([(words.as_str(), true)]).is_empty() {
            return Err(if words.is_empty() { "there are no words" } else { "there are too many words" }.to_owned());
        }
        if words.len() > MOST_BYTES {
            return Err(format!("there are more than {MOST_BYTES} bytes of words"));
        }
        Ok(Self { words: words.into(), label: label.map(Into::into), any_case })
    }
}

/// The list as detection uses it. Cloning is a reference count.
#[derive(Clone, Debug, Default)]
pub struct Personal(Option<Arc<List>>);

#[derive(Debug)]
struct List {
    entries: Vec<PersonalEntry>,
    /// Those with a label, by number, and those without.
    named: Phrases,
    never: Phrases,
}

/// The same list in memory.
impl PartialEq for Personal {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }
}

impl Personal {
    /// Takes the entries. Linear.
    #[must_use]
    pub fn new(mut entries: Vec<PersonalEntry>) -> Self {
        if entries.is_empty() {
            return Self::default();
        }
        entries.sort_by_key(|entry| entry.label.is_none());
        let split = entries.partition_point(|entry| entry.label.is_some());
        let phrases =
            |entries: &[PersonalEntry]| Phrases::new(entries.iter().map(|entry| (&*entry.words, entry.any_case)));
        let (named, never) = (phrases(&entries[..split]), phrases(&entries[split..]));
        Self(Some(Arc::new(List { entries, named, never })))
    }

    /// The name of the label of a mark: its own, or that of the list, whose labels need not be built in.
    #[must_use]
    pub fn label<'a>(&'a self, words: &str, found: &Found) -> &'a str {
        let list = self.0.as_ref().filter(|_| found.rule == PERSONAL);
        let entry = list.and_then(|list| list.entries.get(list.named.get(words)?));
        entry.and_then(|entry| entry.label.as_deref()).unwrap_or_else(|| found.label.name())
    }

    /// Puts the list's marks among what was `found` in a piece of `text`: they take the place of what they overlap. What
    /// is never a name goes. `taken` is where the last mark of the list ended, and is moved on. Linear in the piece.
    pub(crate) fn apply(&self, text: &str, piece: Range<usize>, found: Vec<Found>, taken: &mut usize) -> Vec<Found> {
        let Some(list) = &self.0 else { return found };
        let words = |found: &Found| text.get(found.span.range()).unwrap_or_default();
        let before = *taken;
        let stays = |found: &Found| found.span.start() >= before && list.never.get(words(found)).is_none();
        let found: Vec<Found> = found.into_iter().filter(stays).collect();
        let mut merged: Vec<Found> = Vec::with_capacity(found.len());
        let mut rest = found.into_iter().peekable();
        for (span, number) in list.named.find(text, before.max(piece.start)..piece.end) {
            *taken = span.end();
            while let Some(found) = rest.next_if(|found| found.span.end() <= span.start()) {
                merged.push(found);
            }
            let label = list.entries.get(number).and_then(|entry| Label::from_name(entry.label.as_deref()?));
            let mut mark = Found {
                span,
                // A label of the person's own is told by `label`.
                label: label.unwrap_or(Label::Org),
                confidence: 1.0,
                rule: PERSONAL,
                value: None,
                entity: None,
            };
            while let Some(found) = rest.next_if(|found| found.span.start() < span.end()) {
                if found.span == span && Some(found.label) == label {
                    // The same all the same: it keeps what else is known.
                    (mark.value, mark.entity) = (found.value, found.entity);
                }
            }
            merged.push(mark);
        }
        merged.extend(rest);
        merged
    }
}

/// Why a file of a list was not read, with the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonalError {
    line: usize,
    what: String,
}

impl fmt::Display for PersonalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for PersonalError {}

/// Reads a file of a list: see the module. Empty lines do not count; of two entries for the same words the last counts.
///
/// # Errors
/// When it is no such file, or a line is not as it should be.
pub fn read_personal(file: &str) -> Result<Vec<PersonalEntry>, PersonalError> {
    let mut lines = file.strip_prefix('\u{feff}').unwrap_or(file).lines().map(str::trim_end).zip(1..);
    let wrong = |line, what: &str| Err(PersonalError { line, what: what.to_owned() });
    if lines.next().map(|(line, _)| line) != Some(MAGIC) {
        return wrong(1, "a personal list begins with “postil personal 1”");
    }
    let mut entries: Vec<PersonalEntry> = Vec::new();
    for (text, line) in lines.filter(|(line, _)| !line.is_empty()) {
        let mut cells = text.split('\t').map(str::trim);
        let (Some(words), Some(label), case, None) = (cells.next(), cells.next(), cells.next(), cells.next()) else {
            return wrong(line, "an entry is words, a label and “exact” or “any”, with a tab between them");
        };
        let any_case = match case {
            Some("exact") | None => false,
            Some("any") => true,
            Some(_) => return wrong(line, "the third part is “exact” or “any”"),
        };
        if label.is_empty() {
            return wrong(line, "the label is missing; “-” says that the words are never a name");
        }
        let entry = PersonalEntry::new(words, Some(label).filter(|label| *label != NEVER), any_case);
        entries.push(entry.map_err(|what| PersonalError { line, what })?);
    }
    // The last one of the same words stays.
    entries.reverse();
    entries.sort_by(|a, b| a.words.cmp(&b.words));
    entries.dedup_by(|a, b| a.words == b.words);
    Ok(entries)
}

/// The file of a list.
#[must_use]
pub fn write_personal<'a>(entries: impl IntoIterator<Item = &'a PersonalEntry>) -> String {
    let mut file = format!("{MAGIC}\n");
    for PersonalEntry { words, label, any_case } in entries {
        let (label, case) = (label.as_deref().unwrap_or(NEVER), if *any_case { "any" } else { "exact" });
        file += &format!("{words}\t{label}\t{case}\n");
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, detect};

    fn options(entries: &[(&str, &str, bool)]) -> Options {
        let entry = |(words, label, any): &(&str, &str, bool)| {
            PersonalEntry::new(words, Some(*label).filter(|label| *label != NEVER), *any).unwrap()
        };
        Options { personal: Personal::new(entries.iter().map(entry).collect()), ..Options::default() }
    }

    #[track_caller]
    fn check(entries: &[(&str, &str, bool)], text: &str, wanted: &[&str]) {
        let options = options(entries);
        let found = detect(text, &options).spans;
        let shown = found.iter().map(|found| {
            let words = &text[found.span.range()];
            let sure = if found.rule == PERSONAL && found.confidence > 0.999 { "!" } else { "" };
            format!("{sure}{words}|{}", options.personal.label(words, found))
        });
        assert_eq!(shown.collect::<Vec<_>>(), wanted, "{text}");
    }

    #[test]
    fn the_list_wins_over_the_rules() {
        let text = "Acme Corp paid Zelkor $3 million in May. ZELKOR said so.";
        check(&[], text, &["Acme Corp|ORG", "$3 million|MONEY", "May|DATE"]);
        check(&[("Zelkor", "ORG", false)], text, &["Acme Corp|ORG", "!Zelkor|ORG", "$3 million|MONEY", "May|DATE"]);
        check(
            &[
                ("zelkor", "mine", true),
                ("Corp paid", "LOC", false),
                ("May", "-", false),
                ("3 million", "CARDINAL", false),
            ],
            text,
            &["!Corp paid|LOC", "!Zelkor|mine", "!3 million|CARDINAL", "!ZELKOR|mine"],
        );
        check(
            &[("Acme Corp", "-", false), ("ACME", "GPE", true), ("$3 million", "-", true)],
            text,
            &["!Acme|GPE", "May|DATE"],
        );
        check(
            &[("Acme", "PERSON", false), ("Acme Corp paid", "EVENT", false)],
            "Acme Corp paid Acme.",
            &["!Acme Corp paid|EVENT", "!Acme|PERSON"],
        );
        check(&[("Acm", "ORG", true)], "Acme.", &[]);
    }

    #[test]
    fn a_long_block_is_cut_between_words_of_the_list_too() {
        let text = "Zelkor Foods ate it. ".repeat(1_000);
        let found = detect(&text, &options(&[("Zelkor Foods", "ORG", false)])).spans;
        assert_eq!(found.iter().filter(|found| found.rule == PERSONAL && found.span.len() == 12).count(), 1_000);
        assert!(found.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let file = "postil personal 1\nMay\t-\texact\nZelkor Foods\tORG\tany\n";
        let entries = read_personal(file).unwrap();
        assert_eq!(write_personal(&entries), file);
        let same =
            "\u{feff}postil personal 1\r\n\r\nZelkor  Foods\tPERSON\texact\r\nMay\t-\r\nZelkor Foods\tORG\tany\r\n";
        assert_eq!(read_personal(same).unwrap(), entries);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_with_the_line() {
        for (file, wanted) in [
            ("", "line 1: a personal list begins with “postil personal 1”"),
            ("Zelkor\tORG\tany", "line 1: a personal list begins"),
            ("postil personal 1\n\nZelkor", "line 3: an entry is words, a label"),
            ("postil personal 1\na\tORG\tany\tx", "line 2: an entry is words, a label"),
            ("postil personal 1\na\tORG\tsome", "line 2: the third part is"),
            ("postil personal 1\na\t\tany", "line 2: the label is missing"),
            ("postil personal 1\n\tORG\tany", "line 2: there are no words"),
            (&format!("postil personal 1\n{}\tORG\tany", "a ".repeat(25)), "line 2: there are too many words"),
            (&format!("postil personal 1\n{}\tORG\tany", "a".repeat(201)), "line 2: there are more than 200 bytes"),
        ] {
            let error = read_personal(file).unwrap_err().to_string();
            assert!(error.starts_with(wanted), "{error}");
        }
    }
}
