//! Which way a date without a year looks from the article's own: on behind words of what is to come, back in reports,
//! and on where it stands alone, as the days of a programme do.

use super::calendar::{Field, Lean, Point};
use super::tokens::{Kind, Tokens};
use super::words::Role;

/// How the point that a figure at token `i` names is settled.
pub(super) fn lean(t: &Tokens, i: usize, point: &Point) -> Lean {
    let bound = t.before(i, 3).any(|j| t.any(j, &["by", "until", "till"]));
    let planned = t.before(i, 12).any(|j| t.any(j, AHEAD)) || t.before(i, 5).any(|j| t.any(j, PRESENT));
    if bound || planned {
        return Lean::Future;
    }
    if matches!(point.field, Field::Day(..) | Field::MonthDay(_) | Field::Moving(_)) {
        return Lean::Near;
    }
    if alone(t, i) { Lean::Future } else { Lean::Past }
}

#[rustfmt::skip]
const AHEAD: &[&str] = &[
    "will", "due", "next", "scheduled", "forecast", "forecasts", "plans", "planned", "expected", "expects",
    "upcoming", "coming", "begin", "begins", "ll", "shall", "let", "lets", "schedule", "book", "remind", "meet",
];

/// Verbs whose present tells of a time to come, when a time stands close behind them: "debate resumes on Wednesday".
const PRESENT: &[&str] =
    &["resumes", "opens", "reopens", "starts", "meets", "launches", "expires", "returns", "leaves", "arrives", "airs"];

/// Whether nothing but words of time stands in the stretch from token `i` on, which opens it; it is short.
fn alone(t: &Tokens, i: usize) -> bool {
    const LINKS: &[&str] = &["at", "on", "the", "of", "to", "from", "and", "am", "pm", "a", "p", "m", "st", "nd", "rd"];
    let timely = |j: usize| match t.get(j).map(|token| (token.kind, token.role)) {
        Some((Kind::Word, Role::None)) => t.any(j, LINKS) || t.any(j, &["th", "o", "clock", "oclock", "GMT", "s"]),
        Some((Kind::Opaque, _)) => false,
        _ => true,
    };
    let first = if t.any(i.wrapping_sub(1), &["on", "at", "in", "the", "from"]) { i.wrapping_sub(1) } else { i };
    !t.near(first) && (i..i + 16).take_while(|&j| j == i || t.near(j)).all(timely) && !t.near(i + 16)
}
