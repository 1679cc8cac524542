//! The laws that every text is checked against, and the cutting down of one that breaks a law.

use std::cell::RefCell;
use std::panic;
use std::time::{Duration, Instant};

use postil_engine::{Detection, Found, Options, Value, detect, figures};

use crate::pace::Pace;

/// How long one text is cut down.
const PATIENCE: Duration = Duration::from_secs(10);

/// A law that was broken.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Which; the same for all texts that break it.
    pub(crate) kind: String,
    /// How.
    pub(crate) detail: String,
}

pub(crate) fn failure(kind: &str, detail: impl Into<String>) -> Failure {
    Failure { kind: kind.to_owned(), detail: detail.into() }
}

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

pub(crate) fn note_panic(message: &str) {
    PANIC.with(|place| message.clone_into(&mut place.borrow_mut()));
}

/// Checks all laws on `text`.
pub(crate) fn check(text: &str) -> Result<(), Failure> {
    panic::catch_unwind(|| lawful(text)).unwrap_or_else(|_| {
        let message = PANIC.with(|place| place.borrow().clone());
        let place = message.lines().next().unwrap_or_default().to_owned();
        Err(Failure { kind: place, detail: message })
    })
}

fn lawful(text: &str) -> Result<(), Failure> {
    let dated = Options::dated(Some("2024-02-29"));
    for options in [Options::default(), dated] {
        let detection = detect(text, &options);
        in_order(text, &detection.spans)?;
        members(&detection)?;
        if detect(text, &options) != detection {
            return Err(failure("another result for the same text", ""));
        }
        let alone = figures(text, &options);
        in_order(text, &alone)?;
        alone.iter().try_for_each(|found| value(text, found))?;
    }
    apart(text)
}

/// Spans are sorted, apart, on boundaries, hold something, and have no white space at their ends.
fn in_order(text: &str, spans: &[Found]) -> Result<(), Failure> {
    let mut end = 0;
    for found in spans {
        let words = text.get(found.span.range());
        if found.span.start() < end || !words.is_some_and(|words| !words.is_empty() && words.trim() == words) {
            return Err(failure("a span out of order", format!("{found:?} is {words:?}")));
        }
        if !(0.0..=1.0).contains(&found.confidence) {
            return Err(failure("a confidence out of range", format!("{found:?}")));
        }
        end = found.span.end();
    }
    Ok(())
}

fn members(detection: &Detection) -> Result<(), Failure> {
    for found in &detection.spans {
        let Some(index) = found.entity else { continue };
        if detection.entities.get(index as usize).is_none_or(|entity| entity.label != found.label) {
            return Err(failure("a mark of no entity", format!("{found:?}")));
        }
    }
    Ok(())
}

/// A figure has a value that JSON can carry, with numbers that are numbers and ranges that rise.
fn value(text: &str, found: &Found) -> Result<(), Failure> {
    let words = text.get(found.span.range()).unwrap_or_default();
    let Some(value) = &found.value else { return Err(failure("a figure without value", words)) };
    let written =
        serde_json::to_string(value).map_err(|error| failure("a value that JSON cannot hold", error.to_string()))?;
    if serde_json::from_str::<Value>(&written).ok().as_ref() != Some(value) {
        return Err(failure("a value that does not come back", format!("{words:?}: {written}")));
    }
    if let (Some(low), Some(high)) = (value.low, value.high)
        && low > high
    {
        return Err(failure("a range that falls", format!("{words:?}: {written}")));
    }
    Ok(())
}

/// A paragraph's figures are its own: they are the same with another paragraph before it.
fn apart(text: &str) -> Result<(), Failure> {
    const OTHER: &str = "It cost $5 million in May.\n\n";
    let options = Options::default();
    let alone = figures(text, &options);
    let together = figures(&format!("{OTHER}{text}"), &options);
    let later = together.iter().filter(|found| found.span.start() >= OTHER.len());
    let here = |found: &Found| (found.span.start() - OTHER.len(), found.span.end() - OTHER.len(), found.label);
    let (alone, later): (Vec<_>, Vec<_>) = (
        alone.iter().map(|found| (found.span.start(), found.span.end(), found.label)).collect(),
        later.map(here).collect(),
    );
    if alone == later {
        return Ok(());
    }
    let other = alone.iter().zip(&later).find(|(a, b)| a != b);
    Err(failure("other figures behind another paragraph", format!("{other:?} of {} and {}", alone.len(), later.len())))
}

/// The text without what can be left out so that the same law is still broken; the search ends after a while.
pub(crate) fn smaller(mut text: String, kind: &str, pace: &mut Pace) -> String {
    let end = Instant::now() + PATIENCE;
    let mut size = text.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < text.len() && Instant::now() < end {
            let (from, to) = (text.floor_char_boundary(at), text.ceil_char_boundary(at + size));
            let rest = format!("{}{}", &text[..from], &text[to..]);
            if check(&rest).err().or_else(|| pace.check(&rest)).is_some_and(|failure| failure.kind == kind) {
                text = rest;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    text
}
