//! Which text the offsets of a file are of.

use std::borrow::Cow;

use postil_engine::Text;

use super::ends_line;
use crate::draft::DraftSpan;
use crate::unit::{Ruler, Unit};

/// The text that the offsets are of, and by how many characters they are to be moved back. brat reads a CRLF as one
/// character and a byte order mark as another; who writes its files may count them otherwise, which the quotes tell.
pub(super) fn settled<'a>(text: Cow<'a, str>, spans: &[DraftSpan], has_mark: bool) -> (Cow<'a, str>, u64) {
    let lf = match postil_engine::text::lf(&text) {
        Cow::Owned(lf) => Some(lf),
        Cow::Borrowed(_) => None,
    };
    if lf.is_none() && !has_mark {
        return (text, 0);
    }
    let raw = lf.is_some().then(|| Text::new(text.as_ref()));
    let plain = Text::new(lf.as_deref().unwrap_or(&text));
    let all = [(Some(&plain), 0), (raw.as_ref(), 0), (Some(&plain), 1), (raw.as_ref(), 1)];
    let tried = all.iter().enumerate().filter(|(_, (_, shift))| *shift == 0 || has_mark);
    let scored = tried.filter_map(|(at, &(text, shift))| Some((agreement(text?, spans, shift), std::cmp::Reverse(at))));
    let best = scored.max().map_or(0, |(_, std::cmp::Reverse(at))| at);
    let shift = u64::from(best >= 2);
    if best % 2 == 1 { (text, shift) } else { (lf.map_or(text, Cow::Owned), shift) }
}

/// How many spans cover the words that they say.
fn agreement(text: &Text, spans: &[DraftSpan], shift: u64) -> usize {
    let ruler = Ruler::new(text, Unit::CodePoint);
    let agrees = |span: &&DraftSpan| {
        let pieces = span.pieces.iter().map(|&(start, end)| {
            let piece = ruler.span(start.checked_sub(shift)?, end.checked_sub(shift)?)?;
            Some(text.slice(piece))
        });
        let words = pieces.collect::<Option<Vec<_>>>().map(|words| words.join(" ").replace(ends_line, " "));
        words.is_some() && words == span.quote
    };
    spans.iter().filter(agrees).count()
}
