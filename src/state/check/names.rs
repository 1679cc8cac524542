//! Capitalised words in a row, inside a sentence, that nobody has marked. Headings and lines in title case are silent,
//! and so is what stands at the start of a sentence.

use std::collections::HashMap;
use std::sync::Arc;

use postil_engine::BlockKind;

use super::{Covered, Fix, Issue, Kind, View};

/// Capitalised in English without being names of what the labels are for.
#[rustfmt::skip]
const SILENT: &[&str] = &[
    "I", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December", "Mr", "Mrs", "Ms", "Dr",
    "Prof", "Sir", "Prime", "Minister", "President", "Vice", "Chief", "Executive", "Secretary", "Finance", "Foreign",
    "Governor", "English", "AM", "PM", "GMT", "Chapter", "Figure",
];

/// Begin a sentence before a name.
const FUNCTION: [&str; 36] = [
    "The", "A", "An", "In", "At", "On", "But", "And", "For", "From", "With", "When", "While", "As", "By", "If",
    "After", "Before", "Since", "Then", "That", "This", "It", "Its", "He", "She", "They", "We", "His", "Her", "Their",
    "Our", "To", "Of", "Although", "Because",
];

const JOINS: [&str; 6] = ["of", "de", "von", "van", "du", "&"];

/// Bytes of text that are looked at as long as one mark is.
pub(super) const WORDS: usize = 32;

/// A word of the text without the punctuation around it.
struct Word<'a> {
    at: usize,
    words: &'a str,
    /// Whether it begins a sentence or a quotation.
    begins: bool,
    /// Whether punctuation follows.
    ends: bool,
    is_name: bool,
}

/// Runs of two or more names, one issue for all places of a run.
pub(super) async fn unmarked(view: &View<'_>, found: &mut Vec<Issue>) {
    let first = found.len();
    let mut covered = Covered::new(view.document);
    let mut known: HashMap<&str, usize> = HashMap::new();
    for block in view.document.blocks.iter() {
        // A block has many words.
        for _ in 0..=block.span.len() / WORDS {
            view.turns.item().await;
        }
        let is_running =
            matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Other | BlockKind::Caption);
        if !is_running {
            continue;
        }
        let words = words(view.text, block.span.start(), view.document.text.slice(block.span));
        let names = words.iter().filter(|word| word.is_name).count();
        if words.len() >= 4 && names * 3 > words.len() * 2 {
            continue;
        }
        let mut run: Vec<&Word<'_>> = Vec::new();
        for word in &words {
            // Names are rare, so little is looked up.
            let is_free = word.is_name && !covered.overlaps(word.at, word.at + word.words.len());
            let joins = !run.is_empty() && JOINS.contains(&word.words) && !word.ends;
            if !is_free && !joins || is_free && word.begins {
                close(view, &mut run, &mut known, found, first);
            }
            if is_free || joins {
                run.push(word);
            }
            if word.ends {
                close(view, &mut run, &mut known, found, first);
            }
        }
        close(view, &mut run, &mut known, found, first);
    }
    guess(view, &mut found[first..]).await;
}

/// Ends a run; it counts when enough of it is left.
fn close<'a>(
    view: &View<'a>,
    run: &mut Vec<&Word<'a>>,
    known: &mut HashMap<&'a str, usize>,
    found: &mut Vec<Issue>,
    first: usize,
) {
    while run.last().is_some_and(|word| !word.is_name) {
        run.pop();
    }
    let skip = usize::from(run.first().is_some_and(|word| word.begins));
    let is_open = skip == 0 || run.first().is_some_and(|word| FUNCTION.contains(&word.words));
    let names = run.iter().skip(skip).filter(|word| word.is_name).count();
    let says = |word: &&&Word<'_>| word.words.contains(char::is_lowercase) && !SILENT.contains(&word.words);
    let has_lower = run.iter().skip(skip).filter(|word| word.is_name).any(|word| says(&word));
    if let (Some(from), Some(to), true, true, true) = (run.get(skip), run.last(), is_open, names >= 2, has_lower)
        && from.is_name
        && let Some(span) = view.document.text.span(from.at, to.at + to.words.len())
    {
        let words = &view.text[span.range()];
        match known.get(words).and_then(|at| found.get_mut(first + at)) {
            Some(Issue { fix: Some(Fix::Mark(spans, _)), .. }) => spans.push(span),
            _ => {
                known.insert(words, found.len() - first);
                let fix = Some(Fix::Mark(vec![span], Arc::default()));
                found.push(Issue { kind: Kind::Name, span, id: None, fix, ignored: false });
            }
        }
    }
    run.clear();
}

/// The label of marks that share the run's last word; where there is none, nothing can be said.
async fn guess(view: &View<'_>, found: &mut [Issue]) {
    if found.is_empty() {
        return;
    }
    let last = |words: &str| words.rsplit(' ').next().unwrap_or_default().to_owned();
    let mut labels: HashMap<String, Option<&Arc<str>>> = HashMap::new();
    for mark in view.marks.iter().filter(|mark| !view.is_figure(&mark.label)) {
        view.turns.item().await;
        let known = labels.entry(last(view.words(mark))).or_insert(Some(&mark.label));
        *known = known.filter(|label| **label == mark.label);
    }
    for issue in found {
        let label = labels.get(&last(&view.text[issue.span.range()])).copied().flatten();
        issue.fix = match (issue.fix.take(), label) {
            (Some(Fix::Mark(spans, _)), Some(label)) => Some(Fix::Mark(spans, Arc::clone(label))),
            _ => None,
        };
    }
}

/// The words of a block.
fn words<'a>(text: &'a str, start: usize, block: &'a str) -> Vec<Word<'a>> {
    let mut begins = true;
    let mut found = Vec::with_capacity(block.len() / 6);
    for chunk in block.split_ascii_whitespace() {
        let at = start + (chunk.as_ptr() as usize - block.as_ptr() as usize);
        let bytes = chunk.as_bytes();
        let is_plain =
            bytes.first().is_some_and(u8::is_ascii_lowercase) && bytes.last().is_some_and(u8::is_ascii_lowercase);
        if is_plain {
            // Most words; they end no run of their own, being no names.
            found.push(Word { at, words: chunk, begins, ends: false, is_name: false });
            begins = false;
            continue;
        }
        let is_edge = |ch: char| !ch.is_alphanumeric() && ch != '&';
        let head = chunk.trim_start_matches(is_edge);
        let core = head.trim_end_matches(is_edge);
        let core = core.strip_suffix("'s").or_else(|| core.strip_suffix("’s")).unwrap_or(core);
        let before = chunk.len() - head.len();
        let after = &head[core.len()..];
        let is_name =
            core.starts_with(char::is_uppercase) && core != "I" && !core.starts_with("I'") && !core.starts_with("I’");
        let is_title =
            ["Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Gov", "Rep", "Gen", "St"].contains(&core) || core.len() == 1;
        let stops = after.contains(['.', '!', '?', ':', '…']) && !(is_title && after == ".");
        let opens = chunk[..before].contains(['"', '“', '‘', '\'', '(', '«', '•']);
        let word = Word {
            at: at + before,
            words: &text[at + before..at + before + core.len()],
            begins: begins || opens,
            ends: !(after.is_empty() || is_title && after == "."),
            is_name,
        };
        begins = stops || core.is_empty() && begins;
        found.push(word);
    }
    found
}
