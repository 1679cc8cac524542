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
    let near = matches!(point.field, Field::Day(..) | Field::MonthDay(_) | Field::Moving(_));
    let line = matches!(point.field, Field::Day(..)) && !joined(t, i); // the date of an article, above it
    match alone(t, i) {
        true if !line => Lean::Future,
        _ if near => Lean::Near,
        _ => Lean::Past,
    }
}

#[rustfmt::skip]
const AHEAD: &[&str] = &[
    "will", "due", "next", "scheduled", "forecast", "forecasts", "plans", "planned", "expected", "expects",
    "upcoming", "coming", "begin", "begins", "ll", "shall", "let", "lets", "remind",
];

/// Verbs whose present tells of a time to come, when a time stands close behind them: "debate resumes on Wednesday".
const PRESENT: &[&str] =
    &["resumes", "opens", "reopens", "starts", "meets", "launches", "expires", "returns", "leaves", "arrives", "airs"];

/// Whether "to" or a dash joins two dates in the tokens from `i` on.
fn joined(t: &Tokens, i: usize) -> bool {
    (i..i + 6).any(|j| {
        t.any(j, &["to", "through", "until", "and"]) || (t.symbol(j, '-') || t.symbol(j, '–')) && t.is_digits(j + 1)
    })
}

/// Whether nothing but words of time stands in the stretch from token `i` on, which opens it; it is short.
fn alone(t: &Tokens, i: usize) -> bool {
    const LINKS: &[&str] = &["at", "on", "the", "of", "to", "from", "and", "am", "pm", "a", "p", "m", "st", "nd", "rd"];
    let timely = |j: usize| match t.get(j).map(|token| (token.kind, token.role)) {
        Some((Kind::Word, Role::None)) => {
            t.any(j, LINKS) || t.any(j, &["th", "o", "clock", "oclock", "GMT", "s", "qtr", "for", "by"])
        }
        Some((Kind::Opaque, _)) => false,
        _ => true,
    };
    let first = if t.any(i.wrapping_sub(1), &["on", "at", "in", "the", "from"]) { i.wrapping_sub(1) } else { i };
    !t.near(first) && (i..i + 16).take_while(|&j| j == i || t.near(j)).all(timely) && !t.near(i + 16)
}
