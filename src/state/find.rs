//! Finding in the open article: in its text, and in the labels and notes of its marks. The work is done a paragraph at a
//! time, so that the caller can stop in between. Linear in the text, for a regular expression times its size.
//!
//! Limits: a paragraph of more than 32 kB is gone through in parts, and what lies across two of them is not found.

use std::rc::Rc;

use postil_engine::{Document, Span};

use super::matching::Matcher;

/// Results, at most.
pub const MOST: usize = 10_000;
/// Bytes gone through in one step, at most.
const PIECE: usize = 1 << 15;

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

/// A search under way.
pub struct Search {
    document: Rc<Document>,
    matcher: Matcher,
    marked: bool,
    /// The next paragraph, where in it, and the next mark.
    block: usize,
    at: usize,
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
        let matcher = Matcher::new(query)?;
        let is_full = query.words.trim().is_empty();
        let (document, marked) = (Rc::clone(document), query.marked);
        Ok(Self { document, matcher, marked, block: 0, at: 0, annotation: 0, hits: Vec::new(), is_full })
    }

    /// Goes through the next paragraph, or a part of one; whether there is more to do.
    pub fn step(&mut self) -> bool {
        let document = Rc::clone(&self.document);
        let Some(block) = document.blocks.get(self.block).filter(|_| !self.is_full) else { return false };
        let text = document.text.as_str();
        let from = self.at.max(block.span.start());
        let rest = &text[from..block.span.end()];
        let cut = rest.get(..rest.floor_char_boundary(PIECE)).filter(|piece| piece.len() < rest.len());
        let len = cut.map_or(rest.len(), |piece| piece.rfind(' ').map_or(piece.len(), |at| at + 1));
        self.at = from + len;
        self.block += usize::from(cut.is_none());
        let end = if cut.is_some() {
            self.at
        } else {
            document.blocks.get(self.block).map_or(usize::MAX, |next| next.span.start())
        };
        let left = document.annotations.get(self.annotation..).unwrap_or_default();
        let marks = &left[..left.partition_point(|a| a.span.start() < end)];
        self.annotation += marks.len();
        let is_marked = |span: Span| {
            let first = marks.partition_point(|a| a.span.start() < span.start());
            marks[first..].iter().take_while(|a| a.span.start() == span.start()).any(|a| a.span == span)
        };
        let mut hits = Vec::new();
        self.matcher.find(&rest[..len], &mut |start, len| {
            let span = document.text.span(from + start, from + start + len).and_then(|span| span.trimmed(text));
            let span = span.filter(|span| !self.marked || is_marked(*span));
            hits.extend(span.map(|span| Hit { span, place: Place::Text }));
            hits.len() <= MOST
        });
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

#[cfg(test)]
mod tests {
    use super::super::matching::folded;
    use super::*;
    use postil_engine::{Annotation, Source, Status, Text, structure};
    use proptest::prelude::*;
    use std::sync::Arc;

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
                fragments: Vec::new(),
                attributes: Vec::new(),
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
    fn a_long_paragraph_is_gone_through_in_parts() {
        let text = "Acme é paid it. ".repeat(9_000);
        let hits = found(&text, &Query { words: "ACME".into(), ..Query::default() }).unwrap();
        assert_eq!(hits.len(), 9_000);
        assert!(hits.windows(2).all(|pair| pair[0] < pair[1]));
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
