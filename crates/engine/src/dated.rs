//! The day on which an article says that it appeared: in its dateline ("ROTTERDAM, 14 May 2025 —"), beside its byline, or
//! on a line of its own ("Published 14 May 2025"). Relative dates in the text count from there.
//!
//! Only days with their year are taken, and only from the article's first and last lines: a day that the story merely
//! tells of is none of its own.

use std::ops::Range;

use crate::detect::Options;
use crate::figures;
use crate::label::Label;
use crate::model::{Block, BlockKind};
use crate::text::{Span, Text};
use crate::value::Scalar;

/// Blocks looked at from the top and from the end.
const NEAR: usize = 10;

/// Bytes looked at in a block; a date of publication stands at its start.
const HEAD: usize = 200;

/// Bytes of a line that is about the day and nothing else.
const LINE: usize = 90;

/// Words before the day on such a line.
const STAMP: &str = " published posted updated released issued created modified dated date first last originally on at in \
                     by of the publication ";

/// The article's own date as an ISO 8601 day (`2025-05-14`); nothing when it does not say one. `blocks` as
/// [`structure`](crate::structure()) gives them. Costs no more than a few thousand bytes of any text.
#[must_use]
pub fn article_date(text: &Text, blocks: &[Block]) -> Option<String> {
    article_date_at(text, blocks).map(|(day, _)| day)
}

/// The same with the words that say it.
#[must_use]
pub fn article_date_at(text: &Text, blocks: &[Block]) -> Option<(String, Span)> {
    let is_story = |block: &Block| block.kind == BlockKind::Paragraph && block.span.len() > HEAD;
    let story = blocks.iter().position(is_story).map_or(blocks.len(), |first| first + 1);
    let (top, rest) = blocks.split_at(story.min(NEAR));
    let end = rest.len().saturating_sub(NEAR);
    top.iter().find_map(|block| said(text, block)).or_else(|| rest[end..].iter().find_map(|block| said(text, block)))
}

/// The day of publication that a block says.
fn said(text: &Text, block: &Block) -> Option<(String, Span)> {
    if block.kind == BlockKind::Headline || block.kind == BlockKind::Promo {
        return None;
    }
    let whole = text.as_str();
    let range = block.span.start()..whole.floor_char_boundary(block.span.end().min(block.span.start() + HEAD));
    let found = figures::find(whole, range.clone(), &Options::default());
    let mut days = found.iter().filter(|found| found.label == Label::Date);
    days.find_map(|found| {
        let Some(Scalar::Text(value)) = found.value.as_ref()?.value.as_ref() else { return None };
        let day = value.get(..10).filter(|_| value.len() == 10 || value.get(10..11) == Some("T"))?;
        let around = around(whole, &range, found.span.range());
        let is_own = match block.kind {
            BlockKind::Dateline | BlockKind::Byline => true,
            _ => opens_story(around) || stands_alone(block.span.len(), around),
        };
        is_own.then(|| (day.to_owned(), found.span))
    })
}

/// What stands before and after `inner` in `outer`.
fn around<'a>(text: &'a str, outer: &Range<usize>, inner: Range<usize>) -> (&'a str, &'a str) {
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    (part(outer.start..inner.start), part(inner.end..outer.end))
}

/// "ROTTERDAM, 14 May 2025 (Agency) — ": a place, the day, a dash.
fn opens_story((before, after): (&str, &str)) -> bool {
    let after = after.trim_start();
    let after = match after.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
        Some((_, after)) => after.trim_start(),
        None => after,
    };
    let is_place = before.len() <= 40 && before.starts_with(char::is_uppercase) && !before.contains(['.', ':', ';']);
    is_place && after.starts_with(['—', '–', '-'])
}

/// A line that is about the day and nothing else: "Published: 14 May 2025, 9:30 GMT".
fn stands_alone(len: usize, (before, after): (&str, &str)) -> bool {
    let is_stamp = |word: &str| STAMP.split_ascii_whitespace().any(|known| word.eq_ignore_ascii_case(known));
    let mut words = before.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_short = len <= LINE && !after.contains(". ");
    is_short && words.all(is_stamp) && (!before.is_empty() || after.trim().len() <= 30)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::structure;

    const STORY: &str = "The council met on 3 March 2019 to hear what the builders had to say about the bridge, which has \
                         been closed to cars since a barge struck it, and then put off its vote until the river falls \
                         and divers can look at the piers.";

    #[track_caller]
    fn check(head: &str, wanted: Option<&str>) {
        let text = Text::new(format!("Council puts off bridge vote\n\n{head}\n\n{STORY}\n"));
        assert_eq!(article_date(&text, &structure(text.as_str())).as_deref(), wanted, "{head}");
    }

    #[test]
    fn an_article_says_its_day() {
        check("ROTTERDAM, 14 May 2025 — The port said so.", Some("2025-05-14"));
        check("NAIROBI, March 26, 2024 (Agency) - The port said so.", Some("2024-03-26"));
        check("Published 14 May 2025", Some("2025-05-14"));
        check("Published: 2025-05-14", Some("2025-05-14"));
        check("First published on 14 May 2025 at 9:30 GMT", Some("2025-05-14"));
        check("Last updated May 14, 2025", Some("2025-05-14"));
        check("14 May 2025", Some("2025-05-14"));
        check("By Ada Brandt, 14 May 2025", Some("2025-05-14"));
        check("By Ada Brandt\n14 May 2025", Some("2025-05-14"));
    }

    #[test]
    fn a_day_of_the_story_is_not_its_own() {
        check("By Ada Brandt", None);
        check("May 2025", None);
        check("ROTTERDAM, March 26 — The port said so.", None);
        check("The bridge opened on 14 May 1931 and carried trams.", None);
        check("READ ALSO: What happened on 14 May 1931", None);
        check("Built 14 May 1931", None);
    }

    #[test]
    fn it_may_stand_at_the_end() {
        let text = Text::new(format!("Council puts off bridge vote\n\n{STORY}\n\nPublished 14 May 2025\n"));
        assert_eq!(article_date(&text, &structure(text.as_str())).as_deref(), Some("2025-05-14"));
    }
}
