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

/// The context of a span, with about `chars` characters on each side; nothing for a span of another text.
#[must_use]
pub fn context(text: &str, span: Span, chars: usize) -> Context {
    let Some(((head, words), tail)) = text.get(..span.start()).zip(text.get(span.range())).zip(text.get(span.end()..))
    else {
        return Context::default();
    };
    let line_start = head.rfind('\n').map_or(0, |at| at + 1);
    let line_end = tail.find('\n').map_or(text.len(), |at| span.end() + at);
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
    Context { before, words: words.to_owned(), after }
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

    #[test]
    fn a_place_of_another_text_has_no_context() {
        let span = Span::new("a long text", 2, 6).unwrap();
        for other in ["", "a", "a lo", "é ééé"] {
            assert_eq!(context(other, span, 9), Context::default(), "{other}");
        }
    }
}
