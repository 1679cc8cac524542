//! Clock times and years as people say them: "half past seven", "a quarter to five", "ten minutes past three", "seven
//! thirty", "nineteen ninety-six".

use super::cardinal;
use super::clock::Time;
use super::tokens::Tokens;
use super::words::Role;

/// "noon", "midnight", "12 noon", "mid-day".
pub(super) fn named_hour(t: &Tokens, i: usize) -> Option<Time> {
    let mid = t.past_hyphen(i + 1);
    if t.is(i, "mid") && t.any(mid, &["day", "night"]) && t.near(mid) && !t.hyphen(mid + 1) && free(t, mid + 1) {
        return Some(Time::new(mid + 1, if t.is(mid, "day") { 12 } else { 0 }, None));
    }
    let j = i + usize::from(t.is(i, "12") && t.near(i + 1));
    let Role::Clock(hour) = t.role(j) else { return None };
    (!t.hyphen(j + 1) && !t.named(j)).then(|| Time::new(j + 1, hour, None))
}

/// "half past seven", "quarter to five", "20 minutes past 3", "ten past nine".
pub(super) fn past(t: &Tokens, i: usize) -> Option<Time> {
    let i = i + usize::from(t.role(i) == Role::Article && t.role(i + 1) == Role::Quarter);
    let (minutes, j) = match t.role(i) {
        Role::Half => (30, i + 1),
        Role::Quarter => (15, i + 1),
        _ => minutes(t, i)?,
    };
    let named = t.any(j, &["minutes", "minute", "mins", "min"]) && t.near(j);
    let k = j + usize::from(named);
    let late = t.any(k, &["past", "after"]);
    let surely = named || t.role(i) == Role::Quarter;
    let fits = match t.str(k).to_ascii_lowercase().as_str() {
        "past" => true,
        "to" | "before" => surely,
        "after" => (surely || t.any(k + 2, &["am", "pm"])) && t.role(i) != Role::Half,
        "of" | "till" => t.role(i) == Role::Quarter,
        _ => false,
    };
    if !fits || !t.near(k) || !t.near(k + 1) {
        return None;
    }
    let (hour, end) = match t.role(k + 1) {
        Role::Clock(hour) => (hour, k + 2),
        Role::Small(hour @ 1..=12) => (hour, k + 2),
        _ if t.is_digits(k + 1) => (t.str(k + 1).parse().ok().filter(|hour| (1..=12).contains(hour))?, k + 2),
        _ => return None,
    };
    if !(free(t, end) || t.near(end) && t.any(end, &["am", "pm", "a", "p"])) {
        return None;
    }
    let early = if hour <= 1 { hour + 11 } else { hour - 1 };
    let time = if late { Time::new(end, hour, Some(minutes)) } else { Time::new(end, early, Some(60 - minutes)) };
    Some(time)
}

/// "seven", "seven thirty", "eight forty-five", "nine oh five": whether it is a time is for the words around to say.
pub(super) fn hour(t: &Tokens, i: usize) -> Option<Time> {
    let Role::Small(hour @ 1..=12) = t.role(i) else { return None };
    let zero = t.any(i + 1, &["oh", "o"]) && t.near(i + 1) && matches!(t.role(i + 2), Role::Small(1..=9));
    let minute = minutes(t, i + 1 + usize::from(zero)).filter(|(n, _)| t.near(i + 1) && (zero || *n >= 10));
    Some(match minute {
        Some((minute, end)) => Time::new(end, hour, Some(minute)),
        None => Time::new(i + 1, hour, None),
    })
}

/// Minutes, 1 to 59, in words or digits.
fn minutes(t: &Tokens, i: usize) -> Option<(u8, usize)> {
    match t.role(i) {
        Role::Small(n @ 1..) => Some((n, i + 1)),
        Role::Tens(tens @ 20..=50) => match t.role(t.past_hyphen(i + 1)) {
            Role::Small(n @ 1..=9) if t.near(i + 1) => Some((tens + n, t.past_hyphen(i + 1) + 1)),
            _ => Some((tens, i + 1)),
        },
        _ if t.is_digits(i) => Some((t.str(i).parse().ok().filter(|n| (1..60).contains(n))?, i + 1)),
        _ => None,
    }
}

/// The number of a year in words, and one past it.
pub(super) fn year(t: &Tokens, i: usize) -> Option<(i16, usize)> {
    let whole = |i: usize| cardinal::words(t, i).map(|number| (number.value as i16, number.end));
    let head = match t.role(i) {
        Role::Small(n @ 15..=19) | Role::Tens(n @ 20) => i16::from(n) * 100,
        Role::Small(2) if t.is(i + 1, "thousand") => {
            return whole(i).filter(|(year, end)| (2000..2100).contains(year) && *end > i + 2);
        }
        _ => return None,
    };
    if t.role(i + 1) == Role::Hundred {
        return whole(i).filter(|(year, _)| (1500..2000).contains(year)); // "seventeen hundred thirty-three"
    }
    if let (true, Role::Small(n @ 1..=9)) = (t.any(i + 1, &["oh", "o", "zero"]), t.role(i + 2)) {
        return (t.near(i + 1) && t.near(i + 2)).then_some((head + i16::from(n), i + 3)); // "nineteen oh one"
    }
    let (tail, end) = whole(i + 1).filter(|(tail, _)| t.near(i + 1) && (10..100).contains(tail))?;
    Some((head + tail, end))
}

/// The first year of "nineteen seventies", "twenty-tens", and one past it.
pub(super) fn decade(t: &Tokens, i: usize) -> Option<(i16, usize)> {
    let century = match t.role(i) {
        Role::Small(n @ 15..=19) | Role::Tens(n @ 20) => i16::from(n) * 100,
        _ => return None,
    };
    let j = t.past_hyphen(i + 1);
    let tens = match t.role(j) {
        Role::Decade(first) => first as i16 % 100,
        _ if t.is(j, "tens") => 10,
        _ => return None,
    };
    t.near(j).then_some((century + tens, j + 1))
}

/// Whether a number that ends before `i` counts no thing: it stands alone, or words of time and place follow.
pub(super) fn free(t: &Tokens, i: usize) -> bool {
    const FOLLOW: &[&str] = &[
        "in",
        "at",
        "on",
        "and",
        "or",
        "to",
        "am",
        "pm",
        "a",
        "p",
        "this",
        "tonight",
        "today",
        "tomorrow",
        "yesterday",
        "every",
        "each",
        "for",
        "with",
        "when",
        "but",
        "o",
        "oclock",
        "until",
        "till",
        "sharp",
        "is",
        "was",
        "the",
        "as",
        "around",
        "about",
        "starting",
        "next",
        "last",
        "from",
        "by",
        "if",
        "so",
        "before",
        "after",
    ];
    if t.glued(i) && (t.is_word(i) || t.symbol(i, '-') || t.symbol(i, '/')) || t.symbol(i, '%') || t.symbol(i, '°') {
        return false;
    }
    let colon = t.symbol(i, ':') && t.is_digits(i + 1);
    let decimal = t.glued(i) && (colon || (t.symbol(i, '.') || t.symbol(i, ',')) && t.glued(i + 1));
    !(decimal || t.is_digits(i))
        && (!t.lower(i) || !t.near(i) || t.any(i, FOLLOW) || matches!(t.role(i), Role::DayPart(_)))
}
