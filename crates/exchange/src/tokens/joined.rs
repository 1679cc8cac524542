//! A text out of tokens, for files that do not say where white space was: tokens with a space between, a line for each
//! sentence. That is what spaCy's converter and other readers of such files make of them, and the tokens come out the same
//! when the text is cut at white space again; a guess at where no space was ("do n't", "( 5 )") would be wrong at times.

use std::ops::Range;

use postil_engine::Status;

use crate::draft::{Draft, DraftSpan};
use crate::spot::Spot;

/// A document as it grows. Its offsets are bytes.
#[derive(Default)]
pub(crate) struct Joined {
    /// What is there so far.
    pub(crate) draft: Draft,
    /// The tokens of the last sentence.
    places: Vec<(u64, u64)>,
}

impl Joined {
    /// Adds a sentence.
    pub(crate) fn sentence<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        let text = &mut self.draft.text;
        if !text.is_empty() {
            text.push('\n');
        }
        self.places.clear();
        for (at, word) in words.enumerate() {
            if at > 0 {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(word);
            self.places.push((start as u64, text.len() as u64));
        }
    }

    /// Marks tokens of the last sentence; `false` when it has no such tokens.
    pub(crate) fn mark(&mut self, tokens: Range<usize>, label: &str, place: Spot, id: Option<String>) -> bool {
        let first = self.places.get(tokens.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.places.get(last));
        let (Some(&(start, _)), Some(&(_, end)), false) = (first, last, tokens.is_empty()) else { return false };
        self.draft.spans.push(DraftSpan {
            place,
            id,
            pieces: vec![(start, end)],
            label: label.to_owned(),
            status: Status::Accepted,
            ..DraftSpan::default()
        });
        true
    }
}
