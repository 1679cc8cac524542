//! A place of the article with a few words around it, as lists show it.

use postil_engine::Span;

/// The words under a span with a few before and after, within the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// What stands before, at most so many characters, from a word's start.
    pub before: String,
    /// The words themselves.
    pub words: String,
    /// What stands after.
    pub after: String,
}

/// The context of a span, with about `chars` characters on each side.
#[must_use]
pub fn context(text: &str, span: Span, chars: usize) -> Context {
    let line_start = text[..span.start()].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[span.end()..].find('\n').map_or(text.len(), |at| span.end() + at);
    let (before, after) = (&text[line_start..span.start()], &text[span.end()..line_end]);
    let from = before.char_indices().rev().nth(chars).map(|(at, _)| at);
    let before = match from {
        // From the next word on.
        Some(from) => format!(
            "… {}",
            before[from..]
                .split_once(' ')
                .filter(|(_, rest)| !rest.is_empty())
                .map_or(&before[from..], |(_, rest)| rest)
        ),
        None => before.to_owned(),
    };
    let after = match after.char_indices().nth(chars) {
        Some((to, _)) => format!(
            "{} …",
            after[..to].rsplit_once(' ').filter(|(kept, _)| !kept.is_empty()).map_or(&after[..to], |(kept, _)| kept)
        ),
        None => after.to_owned(),
    };
    Context { before, words: text[span.range()].to_owned(), after }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_ends_at_words_and_lines() {
        for (text, words, chars, wanted) in [
            ("a b c", "b", 9, ["a ", "b", " c"]),
            ("one two three four five", "three", 6, ["… two ", "three", " four …"]),
            ("one\ntwo\nthree", "two", 9, ["", "two", ""]),
            ("éééééééé b éééééééé", "b", 3, ["… ééé ", "b", " éé …"]),
        ] {
            let start = text.find(words).unwrap();
            let span = Span::new(text, start, start + words.len()).unwrap();
            let Context { before, words, after } = context(text, span, chars);
            assert_eq!([before.as_str(), words.as_str(), after.as_str()], wanted, "{text}");
        }
    }
}
