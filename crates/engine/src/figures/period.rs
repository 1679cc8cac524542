//! Periods longer than a month: years, quarters, halves, seasons, decades, centuries, fiscal years.

use chrono::NaiveDate;

use super::calendar::{Field, Point, shifted, timed};
use super::dates::Read;
use super::digits;
use super::relative;
use super::spoken;
use super::tokens::Tokens;
use super::words::Role;
use crate::value::{Modifier, Sub, Value};

/// The year in digits at token `i`: four digits, from 1000 to 2199, and nothing glued on.
pub(super) fn year(t: &Tokens, i: usize) -> Option<i16> {
    let token = t.str(i);
    if token.len() != 4 || !t.is_digits(i) {
        return None;
    }
    token.parse::<i16>().ok().filter(|year| (1000..2200).contains(year))
}

/// The period that starts at token `i`; `expected` says that the words before it want a date.
pub(super) fn read(t: &Tokens, i: usize, today: Option<NaiveDate>, expected: bool) -> Option<Read> {
    match t.role(i) {
        Role::Fiscal => fiscal(t, i),
        Role::Season(season) => {
            let of = usize::from(t.is(i + 1, "of"));
            if let Some(year) = year(t, i + 1 + of).filter(|_| t.near(i + 1)) {
                return Some(Read::new(i + 2 + of, Point::new(year, Field::Season(season)), "season", 0.95));
            }
            let plain = !t.any(i, &["spring", "fall"]) || expected;
            let before = i.wrapping_sub(1);
            let introduced = expected
                || t.is(before, "in")
                || t.is(before, "the") && t.any(i.wrapping_sub(2), &["in", "during", "over", "of", "this"]);
            (plain && introduced).then(|| Read::new(i + 1, Point::new(None, Field::Season(season)), "season", 0.7))
        }
        Role::Decade(first) if t.is(i.wrapping_sub(1), "the") || expected => {
            Some(Read::new(i + 1, Point::new(first as i16, Field::Decade), "decade", 0.8))
        }
        Role::Ordinal(n) => ordinal(t, i + 1, u16::from(n), today),
        Role::Tens(tens) => match t.role(t.past_hyphen(i + 1)) {
            Role::Ordinal(n @ 1..=9) => ordinal(t, t.past_hyphen(i + 1) + 1, u16::from(tens + n), today),
            _ => said(t, i, expected),
        },
        Role::Small(_) => said(t, i, expected),
        Role::None if t.is_digits(i) => in_digits(t, i, today, expected),
        Role::None if t.symbol(i, '\'') && t.glued(i + 1) => decade(t, i + 1),
        Role::None => labelled(t, i, false),
        _ => None,
    }
}

/// A year in words: "nineteen ninety-six", "two thousand and fifteen".
fn said(t: &Tokens, i: usize, expected: bool) -> Option<Read> {
    let told =
        expected || t.any(i.wrapping_sub(1), &["in", "since", "of", "by", "year", "until"]) || before_month(t, i);
    if let Some((first, end)) = spoken::decade(t, i).filter(|_| expected || t.is(i.wrapping_sub(1), "the")) {
        return Some(Read::new(end, Point::new(first, Field::Decade), "decade", 0.85));
    }
    let (year, end) = spoken::year(t, i)?;
    (told && (spoken::free(t, end) || t.lower(end) && !t.str(end).ends_with('s')) && !t.hyphen(end))
        .then(|| Read::new(end, Point::new(year, Field::Year), "year", 0.85))
}

fn before_month(t: &Tokens, i: usize) -> bool {
    matches!(t.role(i.wrapping_sub(1)), Role::Month(_))
}

fn in_digits(t: &Tokens, i: usize, today: Option<NaiveDate>, expected: bool) -> Option<Read> {
    if let Some(read) = decade(t, i) {
        return Some(read);
    }
    if t.glued(i + 1) && t.any(i + 1, &["st", "nd", "rd", "th"]) {
        let n = digits::read(t.str(i)).filter(|d| d.count <= 2 && !d.decimal)?.value as u16;
        return ordinal(t, i + 2, n, today);
    }
    let label = t.any(i + 1, &["Q", "H"]) && t.is_digits(i + 2);
    let glued_word = t.glued(i + 1)
        && (t.is_word(i + 1) && !label || t.symbol(i + 1, '%') || t.symbol(i + 1, ':') && t.glued(i + 2));
    let year = year(t, i).filter(|_| !glued_word)?;
    if t.glued(i + 1) && t.symbol(i + 1, '/') && t.glued(i + 2) && t.str(i + 2).len() != 2 {
        return None;
    }
    let label = t.past_hyphen(i + 1);
    if t.near(label) && t.any(label, &["Q", "H"]) && t.glued(label + 1) {
        return labelled(t, label, true).map(|read| Read { point: Point { year: Some(year), ..read.point }, ..read });
    }
    let confidence = year_confidence(t, i, year, expected)?;
    Some(Read::new(i + 1, Point::new(year, Field::Year), "year", confidence))
}

/// How surely a bare number of four digits is a year; nothing when it is a count.
fn year_confidence(t: &Tokens, i: usize, year: i16, expected: bool) -> Option<f32> {
    const INTRODUCES: &[&str] = &[
        "in", "since", "by", "until", "till", "of", "from", "to", "during", "before", "after", "between", "and",
        "late", "early", "mid", "year", "for", "circa", "through", "around", "back",
    ];
    const COMPARES: &[&str] =
        &["than", "about", "nearly", "almost", "least", "over", "some", "roughly", "approximately", "only", "just"];
    const DETERMINES: &[&str] = &["the", "its", "their", "his", "her", "this", "our", "my", "s"];
    let before = i.wrapping_sub(1);
    if expected {
        return Some(0.95);
    }
    let modern = (1900..2100).contains(&year);
    let counted = t.lower(i + 1)
        && t.near(i + 1)
        && t.str(i + 1).ends_with('s')
        && !t.any(i + 1, &["is", "was", "has", "as", "its", "this", "plus"])
        || t.any(i + 1, &["people", "men", "women", "children", "staff", "percent", "feet", "more", "miles"]);
    let quantity = super::units::at(t, i + 1)
        .is_some_and(|(unit, _)| !t.glued(i + 1) && unit.label != crate::label::Label::Duration || unit.name.len() > 2);
    let circa = t.any(before, &["about", "around"]) && t.any(before.wrapping_sub(1), &["in", "since"]);
    let later = t.is(before, "than") && t.any(before.wrapping_sub(1), &["later", "earlier"]);
    if quantity || t.any(before, COMPARES) && !circa && !later {
        return None;
    }
    if circa {
        return Some(0.9);
    }
    if t.any(before, INTRODUCES) {
        return (modern && !t.any(i + 1, &["people", "men", "women"]) || !counted).then_some(if modern {
            0.95
        } else {
            0.8
        });
    }
    if t.any(before, DETERMINES) {
        return modern.then_some(0.9);
    }
    let alone =
        t.symbol(before, '(') || t.symbol(before, ',') || matches!(t.role(before), Role::Month(_) | Role::Season(_));
    match (modern, counted, alone) {
        (true, false, _) => Some(0.75),
        (true, true, true) => Some(0.6),
        (true, true, false) => (1980..2050).contains(&year).then_some(0.5),
        (false, _, _) => None,
    }
}

/// "1990s", "1970's", "90s" and "'90s"; a number of two digits only after an apostrophe or "the".
fn decade(t: &Tokens, i: usize) -> Option<Read> {
    let token = t.str(i);
    let apostrophe = usize::from(t.symbol(i + 1, '\'') && t.glued(i + 1));
    let s = i + 1 + apostrophe;
    if !t.is_digits(i) || !t.glued(s) || !t.is(s, "s") || !token.ends_with('0') {
        return None;
    }
    let first = match token.len() {
        4 => year(t, i)?,
        2 if t.symbol(i.wrapping_sub(1), '\'')
            || t.is(i.wrapping_sub(1), "the")
            || matches!(t.role(i.wrapping_sub(1)), Role::Phase(_)) =>
        {
            1900 + token.parse::<i16>().ok().filter(|&n| n >= 20)?
        }
        _ => return None,
    };
    let field = if first % 100 == 0 && first < 1900 { Field::Century } else { Field::Decade };
    Some(Read::new(s + 1, Point::new(first, field), "decade", 0.95))
}

/// "Q2 2023", "H1 2024", "Q2".
fn labelled(t: &Tokens, i: usize, dated: bool) -> Option<Read> {
    let quarter = t.is(i, "Q");
    if !(quarter || t.is(i, "H")) || !t.glued(i + 1) || t.str(i + 1).len() != 1 {
        return None;
    }
    let n = t.str(i + 1).parse::<u8>().ok().filter(|n| (1..=if quarter { 4 } else { 2 }).contains(n))?;
    let field = if quarter { Field::Quarter(n) } else { Field::Half(n) };
    let j = i + 2 + usize::from(t.is(i + 2, "of") || t.symbol(i + 2, '\'') || t.hyphen(i + 2));
    let year = year(t, j).filter(|_| t.near(i + 2));
    if !quarter && year.is_none() && !dated {
        return None;
    }
    Some(Read::new(if year.is_some() { j + 1 } else { i + 2 }, Point::new(year, field), "quarter", 0.93))
}

/// What "second", "2nd" before token `i` counts: "second quarter of 2023", "21st century", "first half of last year".
fn ordinal(t: &Tokens, i: usize, n: u16, today: Option<NaiveDate>) -> Option<Read> {
    let dash = t.hyphen(i);
    let i = t.past_hyphen(i);
    if !t.near(i) {
        return None;
    }
    if t.is(i, "century") {
        let first = i16::try_from(n).ok().filter(|n| (1..=30).contains(n))?;
        return Some(Read::new(i + 1, Point::new((first - 1) * 100, Field::Century), "century", 0.95));
    }
    let half = t.is(i, "half");
    let field = match (t.any(i, &["quarter", "qtr"]), n) {
        (true, 1..=4) => Field::Quarter(n as u8),
        (false, 1..=2) if half => Field::Half(n as u8),
        _ => return None,
    };
    let of = usize::from(t.any(i + 1, &["of", "in"]));
    let the = usize::from(of == 1 && t.is(i + 2, "the"));
    let j = i + 1 + of + the;
    let fiscal = fiscal(t, j).filter(|read| t.near(j) && read.point.field == Field::Year);
    let named = year(t, j).map(|year| (year, j + 1)).or_else(|| spoken::year(t, j)).filter(|_| t.near(j));
    let (year, end, modifier) = match (fiscal, named) {
        (Some(read), _) => (read.point.year, read.end, Some(Modifier::Fiscal)),
        (None, Some((year, end))) => (Some(year), end, None),
        (None, None) if of == 1 => match relative_year(t, j, the == 1, today) {
            Some(read) => (read.point.year, read.end, None),
            None => (None, i + 1, None),
        },
        (None, None) => match relative_year(t, i + 1, false, today).filter(|_| !t.is(i + 1, "year")) {
            Some(read) => (read.point.year, read.end, None), // "the third quarter this year"
            None => (None, i + 1, None),
        },
    };
    let sure = year.is_some()
        || end > i + 1
        || dash && !t.any(i + 1, &["time", "goal", "goals", "finals", "final"])
        || !half && !SPORT.iter().any(|word| t.is(i + 1, word));
    let modifier_read = Read { modifier, ..Read::new(end, Point::new(year, field), "quarter", 0.9) };
    sure.then_some(modifier_read)
}

const SPORT: &[&str] = &["goal", "goals", "touchdown", "lead", "score", "final", "mile"];

/// "last year", "this year", "the year".
fn relative_year(t: &Tokens, i: usize, the: bool, today: Option<NaiveDate>) -> Option<Read> {
    if the || t.is(i, "year") {
        return t
            .is(i, "year")
            .then(|| Read::new(i + 1, shifted(today, super::calendar::Grain::Year, 0), "relative-date", 0.9));
    }
    // "last year's second quarter of last year's ..." could go on for ever
    let plain = !t.symbol(i + 2, '\'');
    plain
        .then(|| relative::relative(t, i, today))
        .flatten()
        .filter(|read| matches!(read.point.field, Field::Year | Field::Unsettled(super::calendar::Grain::Year)))
}

/// "fiscal 2026", "fiscal year 2025", "FY26", "financial year 2025-26".
fn fiscal(t: &Tokens, i: usize) -> Option<Read> {
    if t.role(i) != Role::Fiscal {
        return None;
    }
    let j = if t.is(i + 1, "year") && t.near(i + 1) { i + 2 } else { i + 1 };
    if t.is(i, "fy") && t.str(j).len() == 2 && t.is_digits(j) {
        let short = t.str(j).parse::<i16>().ok()?;
        return Some(Read {
            modifier: Some(Modifier::Fiscal),
            ..Read::new(j + 1, Point::new(2000 + short, Field::Year), "fiscal", 0.9)
        });
    }
    let year = year(t, j).filter(|_| t.near(j))?;
    Some(Read { modifier: Some(Modifier::Fiscal), ..Read::new(j + 1, Point::new(year, Field::Year), "fiscal", 0.95) })
}

/// "2029-30", "1914-18", "2024/25": a year and the last two digits of a later one.
pub(super) fn split_year(t: &Tokens, i: usize) -> Option<(usize, Value)> {
    let first = year(t, i)?;
    let dash = t.symbol(i + 1, '-') || t.symbol(i + 1, '–') || t.symbol(i + 1, '~');
    if let Some(last) = year(t, i + 2).filter(|&last| dash && first < last && t.near(i + 2) && first > 1200) {
        let loose = t.glued(i + 1) != t.glued(i + 2) || t.glued(i + 3) && (t.is_word(i + 3) || t.symbol(i + 3, '-'));
        return (!loose && !t.glued(i))
            .then(|| (i + 3, years(first, last)))
            .or_else(|| t.symbol(i.wrapping_sub(1), '(').then(|| (i + 3, years(first, last))));
    }
    let joined = (dash || t.symbol(i + 1, '/')) && t.glued(i + 1) && t.glued(i + 2);
    if !joined
        || t.str(i + 2).len() != 2
        || t.glued(i + 3) && (t.symbol(i + 3, '-') || t.symbol(i + 3, '/') || t.is_word(i + 3))
    {
        return None;
    }
    let short = t.str(i + 2).parse::<i16>().ok()?;
    let last = first - first % 100 + short + if short == 0 { 100 } else { 0 };
    let slash = t.symbol(i + 1, '/');
    if last <= first
        || slash && last != first + 1
        || last == first + 1 && !(1900..2100).contains(&first)
        || short <= 12 && last != first + 1
    {
        return None;
    }
    let modifier = (last == first + 1).then_some(Modifier::Fiscal);
    Some((i + 3, Value { modifier, ..years(first, last) }))
}

/// The years from `first` to `last`, both in.
fn years(first: i16, last: i16) -> Value {
    let start = |year: i16| Some(format!("{year}-01-01"));
    timed(Sub::Range, format!("{first}/{last}"), [None, start(first), start(last + 1), None])
}
