//! Parts of the day: morning, afternoon, evening, night, with early and late, with the day that "tonight" names; and
//! whether a bare number can be an hour.

use super::tokens::Tokens;
use super::words::Role;

/// TIMEX3's name for the part of the day from `hour` on.
pub(super) fn code(hour: u8) -> &'static str {
    match hour {
        0..12 => "MO",
        12..18 => "AF",
        18..21 => "EV",
        _ => "NI",
    }
}

/// The part of the day that "tonight", "last night" and "this morning" name along with the day.
pub(super) fn today_part(t: &Tokens, i: usize) -> Option<u8> {
    let i = if matches!(t.role(i), Role::Phase(_)) { t.past_hyphen(i + 1) } else { i };
    match (t.role(i), t.role(i + 1)) {
        (Role::Day(0), _) if t.any(i, &["tonight", "tonite"]) => Some(21),
        (Role::Shift(n), Role::DayPart(hour)) if n == 0 || hour == 21 => Some(hour),
        _ => None,
    }
}

/// The word for a part of the day at `i`, or behind early, mid and late.
pub(super) fn part_word(t: &Tokens, i: usize) -> Option<usize> {
    let j = if matches!(t.role(i), Role::Phase(_)) { t.past_hyphen(i + 1) } else { i };
    let in_the = t.is(j, "in") && t.is(j + 1, "the") && j > i;
    let j = if in_the { j + 2 } else { j };
    (matches!(t.role(j), Role::DayPart(_)) && (j == i || t.near(j))).then_some(j)
}

/// Whether the words before "at" tell of meeting, waking and their like, which have an hour behind them.
pub(super) fn keeps_hours(t: &Tokens, i: usize) -> bool {
    const HOURS: &[&str] = &[
        "back",
        "meet",
        "meets",
        "woke",
        "wake",
        "arrive",
        "arrived",
        "arrives",
        "dinner",
        "breakfast",
        "lunch",
        "opens",
        "closes",
        "alarm",
        "bed",
    ];
    t.before(i.wrapping_sub(1), 4).any(|j| t.any(j, HOURS))
}

/// Whether a bare number at `i` can be an hour: words of time before it, or the start of a sentence.
pub(super) fn may_be_hour(t: &Tokens, i: usize, end: usize) -> bool {
    let before = i.wrapping_sub(1);
    const BEFORE: &[&str] =
        &["at", "by", "until", "till", "from", "around", "about", "since", "after", "before", "is", "s", "for"];
    if t.is(before, "at") && keeps_hours(t, i) {
        return true;
    }
    let part =
        t.any(end, &["in", "at"]) || matches!(t.role(end), Role::Day(_)) || t.is(end, "on") && t.is(before, "at");
    part && (t.any(before, BEFORE) || t.opens(i))
}

/// Whether "in the morning" and its like stand at `i`.
pub(super) fn in_part(t: &Tokens, i: usize) -> bool {
    t.is(i, "in") && t.is(i + 1, "the") && matches!(t.role(i + 2), Role::DayPart(_)) && t.near(i)
}
