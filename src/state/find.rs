//! Finding in the open article: in its text, and in the labels and notes of its marks. The work is done a paragraph at a
//! time, so that the caller can stop in between. Linear in the text, for a regular expression times its size.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Span};
use regex_lite::{Regex, RegexBuilder};

/// Results, at most.
pub const MOST: usize = 10_000;
/// Bytes that a regular expression may take, at most: what bounds the time for a character.
const MOST_BYTES: usize = 1 << 16;

/// What is looked for, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, or a regular expression.
    pub words: String,
    /// Whether capitals matter.
    pub case: bool,
    /// Whether only whole words count.
    pub whole: bool,
    /// Whether it is a regular expression.
    pub regex: bool,
    /// Whether only what is marked counts.
    pub marked: bool,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Where; in the order of the text.
    pub span: Span,
    /// In what.
    pub place: Place,
}

/// What a result was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The words themselves.
    Text,
    /// The label of the mark.
    Label,
    /// The note on the mark.
    Note,
}

enum Matcher {
    Plain(Vec<char>, Query),
    Regex(Regex, Query),
}

/// A search under way.
pub struct Search {
    document: Rc<Document>,
    matcher: Matcher,
    block: usize,
    annotation: usize,
    hits: Vec<Hit>,
    is_full: bool,
}

impl Search {
    /// Prepares a search.
    ///
    /// # Errors
    /// When a regular expression is not one, or too large; in words.
    pub fn new(document: &Rc<Document>, query: &Query) -> Result<Self, String> {
        let matcher = if query.regex {
            let mut builder = RegexBuilder::new(&query.words);
            let regex = builder.case_insensitive(!query.case).multi_line(true).size_limit(MOST_BYTES).build();
            Matcher::Regex(regex.map_err(|error| error.to_string())?, query.clone())
        } else {
            Matcher::Plain(query.words.chars().map(|ch| folded(ch, query.case)).collect(), query.clone())
        };
        let is_full = query.words.trim().is_empty();
        Ok(Self { document: Rc::clone(document), matcher, block: 0, annotation: 0, hits: Vec::new(), is_full })
    }

    /// Goes through the next paragraph; whether there is more to do.
    pub fn step(&mut self) -> bool {
        let document = Rc::clone(&self.document);
        let Some(block) = document.blocks.get(self.block).filter(|_| !self.is_full) else { return false };
        self.block += 1;
        let end = document.blocks.get(self.block).map_or(usize::MAX, |next| next.span.start());
        let rest = document.annotations.get(self.annotation..).unwrap_or_default();
        let marks = &rest[..rest.partition_point(|a| a.span.start() < end)];
        self.annotation += marks.len();
        let mut hits = Vec::new();
        let text = document.text.slice(block.span);
        let mut add = |start: usize, len: usize| {
            let at = block.span.start() + start;
            let span = document.text.span(at, at + len).and_then(|span| span.trimmed(document.text.as_str()));
            hits.extend(span.map(|span| Hit { span, place: Place::Text }));
            hits.len() <= MOST
        };
        match &self.matcher {
            Matcher::Plain(needle, query) => plain(text, needle, query, &mut add),
            Matcher::Regex(regex, query) => {
                let found = regex.find_iter(text).filter(|found| !query.whole || is_whole(text, found.range()));
                let _ = found.map(|found| add(found.start(), found.len())).all(|more| more);
            }
        }
        let query = self.matcher.query();
        if query.marked {
            hits.retain(|hit| marks.iter().any(|a| a.span == hit.span));
        }
        hits.extend(marks.iter().filter_map(|a| self.matcher.mark(a)));
        hits.sort_unstable();
        hits.dedup_by_key(|hit| hit.span);
        self.hits.extend(hits);
        if self.hits.len() > MOST {
            self.hits.truncate(MOST);
            self.is_full = true;
        }
        !self.is_full && self.block < document.blocks.len()
    }

    /// What was found, and whether there is more than is listed.
    #[must_use]
    pub fn finish(self) -> (Vec<Hit>, bool) {
        let is_cut = self.hits.len() == MOST && self.is_full;
        (self.hits, is_cut)
    }
}

impl Matcher {
    fn query(&self) -> &Query {
        match self {
            Self::Plain(_, query) | Self::Regex(_, query) => query,
        }
    }

    /// A mark whose label is what is looked for, or whose note holds it.
    fn mark(&self, a: &Arc<Annotation>) -> Option<Hit> {
        let holds = |text: &str| match self {
            Self::Plain(needle, query) => {
                let mut found = false;
                plain(text, needle, query, &mut |_, _| {
                    found = true;
                    false
                });
                found
            }
            Self::Regex(regex, _) => regex.find(text).is_some_and(|found| !found.is_empty()),
        };
        let is_label = match self {
            Self::Plain(needle, _) => {
                a.label.chars().map(|ch| folded(ch, false)).eq(needle.iter().map(|ch| folded(*ch, false)))
            }
            Self::Regex(regex, _) => regex.find(&a.label).is_some_and(|found| found.len() == a.label.len()),
        };
        let place = if is_label {
            Place::Label
        } else if a.note.as_deref().is_some_and(holds) {
            Place::Note
        } else {
            return None;
        };
        Some(Hit { span: a.span, place })
    }
}

/// As it is compared: apostrophes and spaces are alike, and letters in any case unless it matters.
fn folded(ch: char, case: bool) -> char {
    match ch {
        '’' => '\'',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        ch if case => ch,
        ch if ch.is_ascii() => ch.to_ascii_lowercase(),
        // Where that is more than one letter, only itself is alike.
        ch => Some(ch.to_lowercase()).filter(|lower| lower.len() == 1).and_then(|mut lower| lower.next()).unwrap_or(ch),
    }
}

/// Calls `add` with start and length of each place that says `needle`, from left to right without overlaps, until that
/// says no.
fn plain(text: &str, needle: &[char], query: &Query, add: &mut dyn FnMut(usize, usize) -> bool) {
    let Some((first, others)) = needle.split_first() else { return };
    let mut free = 0;
    for (start, ch) in text.char_indices() {
        if folded(ch, query.case) != *first || start < free {
            continue;
        }
        let mut end = start + ch.len_utf8();
        let mut rest = text[end..].chars();
        let is_it = others.iter().all(|wanted| {
            rest.next().is_some_and(|ch| {
                end += ch.len_utf8();
                folded(ch, query.case) == *wanted
            })
        });
        if is_it && (!query.whole || is_whole(text, start..end)) {
            free = end;
            if !add(start, end - start) {
                return;
            }
        }
    }
}

/// Whether no word goes on at either end.
fn is_whole(text: &str, range: std::ops::Range<usize>) -> bool {
    let joins = |a: Option<char>, b: Option<char>| {
        let is_letter = |ch: Option<char>| ch.is_some_and(|ch| ch.is_alphanumeric() || ch == '_');
        is_letter(a) && is_letter(b)
    };
    let (before, inside, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    !joins(before.chars().next_back(), inside.chars().next())
        && !joins(inside.chars().next_back(), after.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_engine::{Source, Status, Text, structure};
    use proptest::prelude::*;

    const TEXT: &str = "Acme Corp paid $3m.\n\nIt’s the ACME of it, acmes and É. Straße 3 on 4 May.";

    fn document(text: &str) -> Rc<Document> {
        let mark = |id, words: &str, label: &str, note: Option<&str>| {
            let start = text.find(words)?;
            let annotation = Annotation {
                id,
                span: Span::new(text, start, start + words.len())?,
                label: label.into(),
                status: Status::Suggested,
                source: Source::Human,
                confidence: None,
                entity: None,
                value: None,
                note: note.map(Into::into),
            };
            Some(Arc::new(annotation))
        };
        let marks = [
            mark(1, "Acme Corp", "ORG", None),
            mark(2, "$3m", "MONEY", Some("the paper says 4m")),
            mark(3, "ACME", "ORG", None),
        ];
        let annotations = Arc::new(marks.into_iter().flatten().collect());
        Rc::new(Document { annotations, ..Document::new("d", "t", Text::new(text), structure(text).into()) })
    }

    fn found(text: &str, query: &Query) -> Result<Vec<Hit>, String> {
        let mut search = Search::new(&document(text), query)?;
        while search.step() {}
        Ok(search.finish().0)
    }

    /// Words to look for with "c" (case), "w" (whole words), "r" (regular expression), "m" (marked).
    #[track_caller]
    fn check(words: &str, how: &str, wanted: &[&str]) {
        let has = |ch| how.contains(ch);
        let query = Query { words: words.into(), case: has('c'), whole: has('w'), regex: has('r'), marked: has('m') };
        let shown = found(TEXT, &query).map(|hits| hits.iter().map(|hit| &TEXT[hit.span.range()]).collect::<Vec<_>>());
        assert_eq!(shown.as_deref(), Ok(wanted), "{query:?}");
    }

    #[test]
    fn words_are_found_as_the_options_say() {
        check("acme", "", &["Acme", "ACME", "acme"]);
        check("acme", "c", &["acme"]);
        check("acme", "w", &["Acme", "ACME"]);
        check("Acme", "m", &["ACME"]);
        check("it's", "", &["It’s"]);
        check("é", "", &["É"]);
        check("STRASSE", "", &[]);
        check("", "", &[]);
        check(" ", "", &[]);
        check("4", "", &["$3m", "4"]);
    }

    #[test]
    fn labels_and_notes_are_found() {
        check("org", "", &["Acme Corp", "ACME"]);
        check("money", "", &["$3m"]);
        check("paper says", "", &["$3m"]);
        check("mon", "", &[]);
        check("ORG|MONEY", "r", &["Acme Corp", "$3m", "ACME"]);
    }

    #[test]
    fn regular_expressions_are_found_or_refused() {
        check(r"\d+ (on|May)", "r", &["3 on", "4 May"]);
        check(r"acme\w*", "rw", &["Acme", "ACME", "acmes"]);
        check(r"^it", "r", &["It"]);
        check(r"x*", "r", &[]);
        check(r"\n", "r", &[]);
        for (words, why) in [("(a", "open group"), ("a{9999}{9999}", ""), ("[z-a]", "")] {
            let error = found(TEXT, &Query { words: words.into(), regex: true, ..Query::default() }).unwrap_err();
            assert!(!error.is_empty() && error.contains(why), "{words}: {error}");
        }
    }

    #[test]
    fn there_is_an_end_to_results() {
        let text = "a b\n\n".repeat(MOST + 5);
        let mut search = Search::new(&document(&text), &Query { words: "a".into(), ..Query::default() }).unwrap();
        while search.step() {}
        let (hits, is_cut) = search.finish();
        assert_eq!((hits.len(), is_cut), (MOST, true));
    }

    proptest! {
        #[test]
        fn what_is_found_is_apart_and_says_so(text in "[aAb’' \n.é]{0,40}", words in "[aAb'é]{1,2}", case in any::<bool>(), whole in any::<bool>()) {
            let query = Query { words: words.clone(), case, whole, ..Query::default() };
            let hits = found(&text, &query).unwrap();
            let mut at = 0;
            for hit in hits {
                prop_assert!(hit.span.start() >= at);
                at = hit.span.end();
                let same = |text: &str| text.chars().map(|ch| folded(ch, case)).collect::<String>();
                prop_assert_eq!(same(&text[hit.span.range()]), same(&words));
            }
        }
    }
}
