//! Whole numbers in words, and decimals in words behind them: "twenty-three", "one hundred and fifty", "a million",
//! "five point five". A number has at most [`WORDS`] tokens, so reading is O(1).

use super::number::Number;
use super::tokens::Tokens;
use super::words::Role;

/// The most tokens in one number.
const WORDS: usize = 24;

/// What the word before was.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Start,
    Small,
    Tens,
    Hundred,
    Scale,
}

/// A whole number in words: "twenty-three", "one hundred and fifty", "a million", "two dozen".
pub(super) fn words(t: &Tokens, i: usize) -> Option<Number> {
    let mut total = 0.0;
    let mut part = 0.0;
    let mut smallest = f64::INFINITY;
    let mut last = Last::Start;
    let mut j = i;
    let no_and = t.is(i.wrapping_sub(1), "between");
    if t.role(i) == Role::Article {
        if !t.near(i + 1) || !matches!(t.role(i + 1), Role::Hundred | Role::Scale(_) | Role::Dozen) {
            return None;
        }
        (part, last, j) = (1.0, Last::Small, i + 1);
    }
    if matches!(t.role(i), Role::Hundred | Role::Scale(1e3)) && !t.near(i) && t.lower(i) {
        (part, last) = (1.0, Last::Small); // "hundred dollars" that opens a stretch
    }
    let mut scale = 1.0;
    while j < i + WORDS {
        let mut at = if last == Last::Start { j } else { t.past_hyphen(j) };
        if j > i && !t.near(at) {
            break;
        }
        let and = (t.is(at, "and") || t.symbol(at, '&')) && !no_and;
        // "three million, two hundred" is one number, "three million, forty" may be two
        let comma = t.symbol(at, ',')
            && last == Last::Scale
            && t.role(at + 2) == Role::Hundred
            && !matches!(t.role(at + 3), Role::Scale(s) if s >= smallest);
        let joined = matches!(last, Last::Hundred | Last::Scale) && (and || comma) && t.near(at + 1);
        if joined {
            at += 1;
        }
        match (t.role(at), last) {
            (Role::Small(n), Last::Start | Last::Hundred | Last::Scale) => {
                part += f64::from(n);
                last = Last::Small;
            }
            (Role::Small(n @ 1..=9), Last::Tens) => {
                part += f64::from(n);
                last = Last::Small;
            }
            (Role::Tens(n), Last::Start | Last::Hundred | Last::Scale) => {
                part += f64::from(n);
                last = Last::Tens;
            }
            (Role::Hundred, Last::Small | Last::Tens) if !joined && part < 100.0 => {
                part *= 100.0;
                last = Last::Hundred;
            }
            (Role::Scale(s) | Role::Plural(s), Last::Small | Last::Tens | Last::Hundred)
                if s >= 1e3 && s < smallest =>
            {
                total += part * s;
                (part, smallest, last) = (0.0, s, Last::Scale);
                scale = s;
            }
            (Role::Scale(s), Last::Scale) if !joined && part == 0.0 && s >= smallest => {
                total *= s;
                smallest = s;
                scale = s;
            }
            (Role::Dozen | Role::Plural(12.0), Last::Small) if total == 0.0 && part < 20.0 => {
                return Some(Number { scale: 12.0, ..Number::words(at + 1, part * 12.0) });
            }
            (Role::None, Last::Small) if total == 0.0 && part < 10.0 && t.is(at, "score") => {
                let score = Number::words(at + 1, part * 20.0);
                let counts = !t.is_word(at + 1) || t.any(at + 1, &["of", "years", "or"]);
                return match t.role(at + 2) {
                    Role::Small(n) if t.is(at + 1, "and") => Some(Number::words(at + 3, score.value + f64::from(n))),
                    _ if counts => Some(score),
                    _ => Some(Number::words(j, part)),
                };
            }
            _ => break,
        }
        j = at + 1;
    }
    let ends_with_scale = last == Last::Scale;
    if let Some((decimals, end)) = decimals(t, j).filter(|_| last != Last::Start && !ends_with_scale) {
        let number = Number::words(end, total + part + decimals);
        return Some(match t.role(end) {
            Role::Scale(scale) if t.near(end) => number.times(scale, end + 1),
            _ => number,
        });
    }
    (last != Last::Start)
        .then(|| Number { scale: if ends_with_scale { scale } else { 1.0 }, ..Number::words(j, total + part) })
}

/// "point five", "point zero eight": decimals in words, and one past them.
fn decimals(t: &Tokens, i: usize) -> Option<(f64, usize)> {
    if !t.is(i, "point") || !t.near(i) {
        return None;
    }
    let mut value = 0.0;
    let mut place = 1.0;
    let mut j = i + 1;
    while t.near(j) && j < i + WORDS {
        let (digit, places) = match t.role(j) {
            Role::Small(n @ 0..=9) => (f64::from(n), 10.0),
            Role::Small(n) | Role::Tens(n) => (f64::from(n), 100.0),
            _ => break,
        };
        let tens = matches!(t.role(j), Role::Tens(_));
        place *= places;
        value += digit / place;
        j += 1;
        let unit = t.past_hyphen(j);
        if let (true, Role::Small(n @ 1..=9)) = (tens, t.role(unit)) {
            value += f64::from(n) / place;
            j = unit + 1;
        }
    }
    (j > i + 1).then(|| ((value * 1e12).round() / 1e12, j))
}
