//! Figures: money, percentages, counts, ordinals, quantities, ages, temperatures, dates, times, durations and
//! recurrences, with their normal form.
//!
//! One pass over the tokens. At each token that can open a figure the readers of dates, clock times, ordinals and
//! amounts try, and the longest reading wins. A reader looks a bounded number of tokens ahead and back, so the whole
//! is linear in the text.

mod age;
mod amount;
pub(crate) mod assumed;
mod attach;
mod calendar;
mod cardinal;
mod clock;
mod compare;
mod counted;
mod currency;
mod currency_table;
mod dates;
mod day;
mod daypart;
mod days;
mod digits;
mod feasts;
mod fraction;
mod guard;
mod instant;
mod joined;
mod lasting;
mod lean;
mod marks;
mod measure;
mod moment;
mod moving;
mod nth;
mod number;
mod numeric;
mod offset;
mod ordinal;
mod pair;
mod period;
mod power;
mod ranges;
mod recur;
mod relative;
mod scan;
mod share;
mod shift;
mod spoken;
mod tokens;
mod told;
mod unit_table;
mod units;
mod vague;
mod words;

use std::ops::Range;

use chrono::NaiveDate;

use self::tokens::{Kind, Tokens};
use self::words::Role;
use crate::detect::{Found, Options};
use crate::label::Label;
use crate::text::Span;
use crate::value::Value;

/// A figure read from a token on.
struct Hit {
    /// One past its last token.
    end: usize,
    label: Label,
    /// In a box, since readings are handed on and compared, and a value is large.
    value: Box<Value>,
    rule: &'static str,
    confidence: f32,
}

/// What a reader makes of the tokens from some point on.
enum Outcome {
    Figure(Hit),
    /// The tokens up to here are no figure, whatever they look like: a score, a telephone number.
    Skip(usize),
}

fn hit(end: usize, label: Label, value: Value, rule: &'static str, confidence: f32) -> Hit {
    Hit { end, label, value: Box::new(value), rule, confidence }
}

/// The figures in `text[range]`, sorted and not overlapping; offsets are of the whole text. Linear in the range.
pub(crate) fn find(text: &str, range: Range<usize>, options: &Options) -> Vec<Found> {
    let mut t = Tokens::new(text, range);
    let today = options.ref_date.filter(calendar::covers);
    t.now = today.zip(options.ref_time).map(|(day, time)| day.and_time(time));
    let mut found = Vec::new();
    let mut i = 0;
    let mut last = None;
    while i < t.len() {
        let outcome = if opens(&t, i) { at(&t, i, last == Some(i), today) } else { None };
        i = match outcome {
            Some(Outcome::Figure(hit)) => {
                last = Some(hit.end).filter(|_| !matches!(hit.label, Label::Date | Label::Time));
                let end = hit.end.max(i + 1);
                found.extend(mark(text, &t, i, hit));
                end
            }
            Some(Outcome::Skip(end)) => end.max(i + 1),
            None => i + 1,
        };
    }
    found
}

/// Whether a figure can start at the token.
fn opens(t: &Tokens, i: usize) -> bool {
    match t.get(i).map(|token| (token.kind, token.role)) {
        Some((Kind::Word, Role::None)) => {
            t.is_digits(i + 1)
                || (t.is_digits(i + 2) || t.is_digits(i + 3)) && currency::country_first(t, i).is_some()
                || t.symbol(i + 1, '$')
                || t.symbol(i + 1, '.') && (t.is_digits(i + 2) || t.is(i, "u"))
        }
        Some((Kind::Word | Kind::Digits, _)) => true,
        Some((Kind::Symbol(ch), _)) => !ch.is_ascii() || matches!(ch, '$' | '-' | '\'' | '+' | '(' | '.'),
        Some((Kind::Opaque, _)) | None => false,
    }
}

/// The figure that starts at token `i`. `adjacent` says that another one ends just before it.
fn at(t: &Tokens, i: usize, adjacent: bool, today: Option<NaiveDate>) -> Option<Outcome> {
    if let Some(end) = guard::skip(t, i, adjacent) {
        return Some(Outcome::Skip(end));
    }
    let mut best: Option<Outcome> = None;
    let can = Readers::of(t, i);
    let readings = [
        can.recur
            .then(|| recur::read(t, i).filter(|_| !adjacent || t.role(i) == Role::Every))
            .flatten()
            .map(Outcome::Figure),
        can.date.then(|| offset::read(t, i, today).or_else(|| dates::read(t, i, today))).flatten().map(Outcome::Figure),
        can.time
            .then(|| {
                elapsed(t, i)
                    .or_else(|| lasting::clock_first(t, i))
                    .or_else(|| moment::clock_first(t, i, today))
                    .or_else(|| moment::part_first(t, i, today))
            })
            .flatten()
            .map(Outcome::Figure),
        can.ordinal.then(|| ordinal::read(t, i)).flatten().map(Outcome::Figure),
        can.amount.then(|| joined::read(t, i, today)).flatten(),
    ];
    for reading in readings.into_iter().flatten() {
        if best.as_ref().is_none_or(|best| end(&reading) > end(best)) {
            best = Some(reading);
        }
    }
    best
}

/// The readers whose figures can start with a token, so that the others need not try.
#[derive(Default)]
struct Readers {
    recur: bool,
    date: bool,
    time: bool,
    ordinal: bool,
    amount: bool,
}

impl Readers {
    fn of(t: &Tokens, i: usize) -> Self {
        let amount = Self { amount: true, ..Self::default() };
        let date = Self { date: true, ..Self::default() };
        let any = Self { recur: true, date: true, time: true, ordinal: true, amount: true };
        match t.role(i) {
            Role::None if t.is_digits(i) => any,
            Role::None => Self { date: t.is_word(i) || t.symbol(i, '\''), ..amount },
            Role::Small(_) | Role::Tens(_) => any,
            Role::Ordinal(_) => Self { recur: true, ordinal: true, ..date },
            Role::OrdinalTens(_) | Role::OrdinalScale(_) => Self { ordinal: true, ..date },
            Role::Hundred => Self { ordinal: true, ..amount },
            Role::Half | Role::Quarter | Role::Article => Self { time: true, ..amount },
            Role::Plural(_) => amount,
            Role::Multiple(_) => Self { recur: true, ..amount },
            Role::Few | Role::Several | Role::Couple | Role::Minus | Role::Magnitude => amount,
            Role::Month(_) | Role::ShortMonth(_) | Role::Weekday(_) | Role::ShortWeekday(_) | Role::Season(_) => date,
            Role::Day(_) | Role::Shift(_) | Role::Edge(_) | Role::Fiscal | Role::Decade(_) | Role::Feast => date,
            Role::Opener => Self { recur: true, ..date },
            Role::Clock(_) | Role::DayPart(_) | Role::Phase(_) => Self { time: true, ..date },
            Role::Every | Role::Weekdays(_) | Role::Often(_) => Self { recur: true, ..Self::default() },
            Role::Scale(_) => amount,
            Role::Dozen | Role::Parts(_) | Role::Per => Self::default(),
        }
    }
}

fn end(outcome: &Outcome) -> usize {
    match outcome {
        Outcome::Figure(hit) => hit.end,
        Outcome::Skip(end) => *end,
    }
}

/// A stretch of time as a clock shows it.
fn elapsed(t: &Tokens, i: usize) -> Option<Hit> {
    let (seconds, end) = clock::elapsed(t, i)?;
    let (hours, minutes, rest) = ((seconds / 3600.0).floor(), (seconds / 60.0).floor() % 60.0, seconds % 60.0);
    let parts = [(hours, &unit_table::HOUR), (minutes, &unit_table::MINUTE), (rest, &unit_table::SECOND)];
    let timex = amount::timex(parts.into_iter().filter(|(n, _)| *n > 0.0));
    Some(hit(end, Label::Duration, Value { timex, seconds: Some(seconds), ..Value::default() }, "elapsed", 0.85))
}

fn mark(text: &str, t: &Tokens, first: usize, hit: Hit) -> Option<Found> {
    let (start, end) = (t.get(first)?.start, t.get(hit.end.wrapping_sub(1))?.end);
    Some(Found {
        span: Span::new(text, start, end)?,
        label: hit.label,
        confidence: hit.confidence,
        rule: hit.rule,
        value: Some(*hit.value),
        entity: None,
    })
}
