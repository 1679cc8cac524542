//! Whether a span covers the words that its file quotes, and where else those words stand.

use postil_engine::{Span, Text};
use unicode_segmentation::UnicodeSegmentation;

/// How far from its place the words of a span are looked for, in bytes to either side.
pub(crate) const WINDOW: usize = 400;

/// How well words and a quote agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Match {
    /// To the letter.
    Exact,
    /// But for white space: a line end that is written as backslash and n, spaces that were joined.
    Spaces,
    /// But for accents: a letter with its accent as one character on one side and as two on the other.
    Accents,
}

/// How the words of a place agree with a quote, if they do. Linear in both.
pub(crate) fn agree(text: &Text, place: &[Span], quote: &str) -> Option<Match> {
    match place {
        [one] => alike(text.slice(*one), quote),
        pieces => alike(&pieces.iter().map(|piece| text.slice(*piece)).collect::<Vec<_>>().join(" "), quote),
    }
}

fn alike(words: &str, quote: &str) -> Option<Match> {
    if words == quote {
        return Some(Match::Exact);
    }
    // Different first letters are by far the most common case.
    let plain = |text: &str| text.bytes().next().filter(u8::is_ascii_alphanumeric);
    if let (Some(a), Some(b)) = (plain(words), plain(quote))
        && a != b
    {
        return None;
    }
    let (mut words, mut quote) = (words, quote);
    let mut found = Match::Exact;
    loop {
        match (words.graphemes(true).next(), quote.graphemes(true).next()) {
            (None, None) => return Some(found),
            (Some(a), Some(b)) if a == b && !is_blank(a) => {
                words = words.get(a.len()..)?;
                quote = quote.get(b.len()..)?;
            }
            (Some(a), Some(_)) if is_blank(a) => {
                let (run, rest) = (blank(words, false), blank(quote, true));
                if rest == 0 {
                    return None;
                }
                found = if words.get(..run) == quote.get(..rest) { found } else { found.max(Match::Spaces) };
                words = words.get(run..)?;
                quote = quote.get(rest..)?;
            }
            (Some(a), Some(b)) if are_forms(a, b) => {
                found = Match::Accents;
                words = words.get(a.len()..)?;
                quote = quote.get(b.len()..)?;
            }
            _ => return None,
        }
    }
}

fn is_blank(cluster: &str) -> bool {
    cluster.chars().all(char::is_whitespace)
}

/// The bytes of white space with which `text` begins; with `escaped`, line ends and tabs may be written out.
fn blank(text: &str, escaped: bool) -> usize {
    let mut rest = text;
    loop {
        let next = rest.trim_start();
        let written = ["\\n", "\\r", "\\t"].iter().find_map(|escape| next.strip_prefix(escape)).filter(|_| escaped);
        let next = written.unwrap_or(next);
        if next.len() == rest.len() {
            return text.len() - rest.len();
        }
        rest = next;
    }
}

/// Whether two clusters can be one letter in composed and in decomposed form: both letters, one with more characters, the
/// composed one not of ASCII. What they decompose to is not looked up, for the place of the span speaks as well.
fn are_forms(a: &str, b: &str) -> bool {
    let (short, long) = if a.chars().count() < b.chars().count() { (a, b) } else { (b, a) };
    short.chars().count() < long.chars().count()
        && !short.is_ascii()
        && short.chars().chain(long.chars().take(1)).all(char::is_alphabetic)
        && long.chars().skip(1).all(|ch| !ch.is_ascii() && ch != '\u{200d}')
}

/// What a search may still cost, in bytes that are looked at: hostile files run out of it, others never.
#[derive(Debug)]
pub(crate) struct Budget(pub(crate) usize);

impl Budget {
    fn spend(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.checked_sub(bytes)?;
        Some(())
    }
}

/// Why the words of a span were not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// They stand nowhere near, and not once in the text.
    Absent,
    /// They stand in several places that are as near.
    Ambiguous,
}

/// The nearest place to byte `near` where `quote` stands as whole words: within [`WINDOW`], no other place less than twice
/// as far; or the one place in the text.
pub(crate) fn nearest(text: &Text, near: usize, quote: &str, budget: &mut Budget) -> Result<Span, Lost> {
    let str = text.as_str();
    let quote = quote.trim();
    if quote.is_empty() {
        return Err(Lost::Absent);
    }
    let from = str.floor_char_boundary(near.saturating_sub(WINDOW));
    let to = str.ceil_char_boundary((near + WINDOW + quote.len()).min(str.len()));
    let window = str.get(from..to).unwrap_or_default();
    budget.spend(window.len()).ok_or(Lost::Absent)?;
    let exact = window.match_indices(quote).map(|(at, _)| (from + at, from + at + quote.len()));
    let mut found: Vec<_> = exact.filter(|&(start, end)| is_whole(str, start, end)).collect();
    if found.is_empty() {
        found = loosely(str, from..to, quote, budget);
    }
    found.sort_unstable_by_key(|&(start, _)| (start.abs_diff(near), start));
    match found[..] {
        [(start, end)] => return text.span(start, end).ok_or(Lost::Absent),
        [(start, end), (next, _), ..] if next.abs_diff(near) > 2 * start.abs_diff(near) => {
            return text.span(start, end).ok_or(Lost::Absent);
        }
        [_, _, ..] => return Err(Lost::Ambiguous),
        [] => {}
    }
    budget.spend(str.len()).ok_or(Lost::Absent)?;
    let mut all = str.match_indices(quote).filter(|(at, _)| is_whole(str, *at, at + quote.len()));
    match (all.next(), all.next()) {
        (Some((at, _)), None) => text.span(at, at + quote.len()).ok_or(Lost::Absent),
        (Some(_), Some(_)) => Err(Lost::Ambiguous),
        (None, _) => Err(Lost::Absent),
    }
}

/// Where a quote stands but for white space and accents. Costs the window times what of the quote agrees.
fn loosely(str: &str, window: std::ops::Range<usize>, quote: &str, budget: &mut Budget) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let ends: Vec<usize> = str.get(window.clone()).unwrap_or_default().char_indices().map(|(at, _)| at).collect();
    let first = quote.chars().next().filter(char::is_ascii);
    for at in ends.into_iter().map(|at| window.start + at) {
        let rest = str.get(at..window.end).unwrap_or_default();
        if first.is_some_and(|first| !rest.starts_with(first)) {
            continue;
        }
        if budget.spend(quote.len()).is_none() {
            break;
        }
        if let Some(len) = prefix(rest, quote)
            && is_whole(str, at, at + len)
        {
            found.push((at, at + len));
        }
    }
    found
}

/// How many bytes at the start of `text` agree with the whole quote.
fn prefix(text: &str, quote: &str) -> Option<usize> {
    let (mut rest, mut quote) = (text, quote);
    while let Some(wanted) = quote.graphemes(true).next() {
        let cluster = rest.graphemes(true).next()?;
        if is_blank(cluster) {
            let run = blank(quote, true);
            if run == 0 {
                return None;
            }
            quote = quote.get(run..)?;
            rest = rest.get(blank(rest, false)..)?;
        } else if cluster == wanted || are_forms(cluster, wanted) {
            quote = quote.get(wanted.len()..)?;
            rest = rest.get(cluster.len()..)?;
        } else {
            return None;
        }
    }
    Some(text.len() - rest.len())
}

/// Whether a stretch starts and ends where words do.
pub(crate) fn is_whole(text: &str, start: usize, end: usize) -> bool {
    !splits(text, start) && !splits(text, end)
}

/// Whether byte `at` lies inside a word, or between a character and what modifies it.
pub(crate) fn splits(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return true };
    match (before.chars().next_back(), after.chars().next()) {
        (Some(left), Some(right)) => {
            modifies(right)
                || left == '\u{200d}'
                || (left.is_alphanumeric() && right.is_alphanumeric() && spaced(left, right))
        }
        _ => false,
    }
}

/// Accents, joiners, variants, skin tones.
fn modifies(ch: char) -> bool {
    matches!(ch, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe0e}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}')
}

/// Whether both are of scripts that put spaces between words.
fn spaced(left: char, right: char) -> bool {
    !is_unspaced(left) && !is_unspaced(right)
}

/// Scripts without spaces between words, or whose words take endings without a space.
pub(crate) fn is_unspaced(ch: char) -> bool {
    matches!(ch, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}
