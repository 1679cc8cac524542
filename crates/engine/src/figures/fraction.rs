//! Numbers that are not whole: fractions ("two-thirds", "one in five", "2½", "half a million") and mixed numbers. The
//! words that open vague numbers and multiples are passed on to their own file.

use super::cardinal::words;
use super::digits;
use super::number::{Form, Number, scale_after};
use super::share::share;
use super::tokens::Tokens;
use super::units;
use super::vague::{multiple, plural, vague};
use super::words::Role;

/// A fraction, multiple or vague number in words from `i` on, or a number in words that a fraction follows.
pub(super) fn read(t: &Tokens, i: usize) -> Option<Number> {
    match t.role(i) {
        Role::Half => half(t, i),
        Role::Article => article(t, i),
        Role::Quarter if t.near(i + 1) => match t.role(i + 1) {
            Role::Scale(scale) => Some(Number::words(i + 2, 0.25 * scale)), // "quarter million"
            _ => None,
        },
        Role::Few | Role::Several | Role::Couple => vague(t, i, i),
        Role::Plural(_) => plural(t, i),
        Role::Multiple(value) => multiple(t, i, value),
        Role::Quarter if t.is(i + 1, "of") && t.role(i + 2) == Role::Article && units::time(t, i + 3).is_some() => {
            Some(fraction(1.0, 4.0, i + 1)) // "quarter of an hour"
        }
        Role::Small(_) | Role::Tens(_) | Role::Hundred | Role::Scale(_) => after_words(t, words(t, i)?),
        _ => glyph(t, i),
    }
}

/// The number in digits `number`, or the fraction or mixed number that it opens: "1/2", "10 1/2", "2½", "9 out of 10".
pub(super) fn after_digits(t: &Tokens, i: usize, number: Option<Number>) -> Option<Number> {
    let number = number?;
    let Some(whole) = number.plain().map(f64::from).filter(|_| number.end == i + 1) else { return Some(number) };
    if let Some((den, end)) = slash(t, i) {
        return Some(fraction(whole, den, end));
    }
    if let Some(part) = glyph(t, i + 1).filter(|_| t.near(i + 1)) {
        return Some(scale_after(t, Number { value: whole + part.value, ..Number::words(part.end, 0.0) }, false));
    }
    if t.near(i + 1)
        && t.is_digits(i + 1)
        && whole < 1000.0
        && let (Some(num), Some((den, end))) = (digits::read(t.str(i + 1)), slash(t, i + 1))
        && num.value < den
    {
        return Some(Number::words(end, whole + num.value / den));
    }
    if let Some(mixed) = and_part(t, number) {
        return Some(mixed);
    }
    if let Role::Parts(den) = t.role(i + 1)
        && t.near(i + 1)
        && (den == 3.0 || (5.0..=1e3).contains(&den))
    {
        return Some(fraction(whole, den, i + 2)); // "5 thousandths", but "3 quarters"
    }
    let j = t.past_hyphen(i + 1);
    if t.is(j, "fold") && (j > i + 1 || t.glued(j)) || t.is(i + 1, "x") && t.glued(i + 1) && !t.is_digits(i + 2) {
        return Some(Number { end: j.max(i + 1) + 1, form: Form::Multiple, ..number });
    }
    Some(share(t, number).unwrap_or(number))
}

pub(super) fn fraction(num: f64, den: f64, end: usize) -> Number {
    Number { end, value: num / den, scale: 1.0, form: Form::Fraction(num, den) }
}

/// Denominator and end of "1/2": small parts only, since "10/25" may be a date and "24/7" is a saying.
fn slash(t: &Tokens, i: usize) -> Option<(f64, usize)> {
    let num = digits::read(t.str(i)).filter(|d| !d.padded && !d.decimal)?;
    let bar = t.glued(i + 1) && (t.symbol(i + 1, '/') || t.symbol(i + 1, '⁄')) && t.glued(i + 2) && t.is_digits(i + 2);
    let den = digits::read(t.str(i + 2)).filter(|d| bar && !d.padded && !d.decimal)?;
    let free = !(t.glued(i + 3) && (t.symbol(i + 3, '/') || t.is_word(i + 3) && !t.is(i + 3, "th")));
    (free && num.value < den.value && DENOMINATORS.contains(&den.value)).then_some((den.value, i + 3))
}

/// What fractions are written in; 10/25 is a date.
const DENOMINATORS: &[f64] = &[2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 16.0, 32.0, 64.0, 100.0];

/// "½", "⅔".
fn glyph(t: &Tokens, i: usize) -> Option<Number> {
    let (num, den) = match t.str(i) {
        "½" => (1.0, 2.0),
        "⅓" => (1.0, 3.0),
        "⅔" => (2.0, 3.0),
        "¼" => (1.0, 4.0),
        "¾" => (3.0, 4.0),
        "⅕" => (1.0, 5.0),
        "⅖" => (2.0, 5.0),
        "⅗" => (3.0, 5.0),
        "⅘" => (4.0, 5.0),
        "⅙" => (1.0, 6.0),
        "⅚" => (5.0, 6.0),
        "⅛" => (1.0, 8.0),
        "⅜" => (3.0, 8.0),
        "⅝" => (5.0, 8.0),
        "⅞" => (7.0, 8.0),
        _ => return None,
    };
    Some(fraction(num, den, i + 1))
}

/// "half", "half a million", "half a dozen", "half million".
fn half(t: &Tokens, i: usize) -> Option<Number> {
    let j = if t.role(i + 1) == Role::Article && t.near(i + 1) { i + 2 } else { i + 1 };
    if t.near(j) {
        match t.role(j) {
            Role::Scale(scale) => return Some(Number::words(j + 1, 0.5 * scale)),
            Role::Dozen => return Some(Number::words(j + 1, 6.0)),
            _ => {}
        }
    }
    Some(fraction(1.0, 2.0, i + 1))
}

/// What an article can open: "a few hundred", "a couple of thousand", "a quarter of a million", "a third", "a half".
fn article(t: &Tokens, i: usize) -> Option<Number> {
    if !t.near(i + 1) {
        return None;
    }
    match t.role(i + 1) {
        Role::Few | Role::Couple => vague(t, i, i + 1),
        Role::Half | Role::Quarter => {
            let value = if t.role(i + 1) == Role::Half { 0.5 } else { 0.25 };
            let of_a = t.is(i + 2, "of") && t.role(i + 3) == Role::Article && t.near(i + 4);
            match (t.role(i + 2), t.role(i + 4)) {
                (Role::Scale(scale), _) if t.near(i + 2) => Some(Number::words(i + 3, value * scale)),
                (_, Role::Scale(scale)) if of_a => Some(Number::words(i + 5, value * scale)),
                _ => Some(fraction(1.0, 1.0 / value, i + 2)),
            }
        }
        Role::Ordinal(den @ 3..) if part_follows(t, i + 2) => Some(fraction(1.0, f64::from(den), i + 2)),
        Role::OrdinalTens(den) if part_follows(t, i + 2) => Some(fraction(1.0, f64::from(den), i + 2)),
        Role::OrdinalScale(den) if part_follows(t, i + 2) => Some(fraction(1.0, den, i + 2)),
        _ => after_words(t, words(t, i)?),
    }
}

/// Whether "a third" before `i` is a part ("a third of", "by a third.") and not a number in a row ("a third man").
fn part_follows(t: &Tokens, i: usize) -> bool {
    !t.is_word(i) && !t.hyphen(i) || !t.near(i) || t.any(i, PART_FOLLOWED_BY)
}

#[rustfmt::skip]
const PART_FOLLOWED_BY: &[&str] = &[
    "of", "to", "in", "since", "from", "over", "more", "less", "on", "and", "or", "at", "by", "were", "was", "are",
    "is", "said", "have", "had", "compared", "when", "while", "but", "as", "larger", "smaller", "higher", "lower",
    "faster", "during",
];

/// A number in words with the part behind it: "two-thirds", "one fifth", "two and a half million", "one in five".
fn after_words(t: &Tokens, number: Number) -> Option<Number> {
    let j = t.past_hyphen(number.end);
    if t.near(j) {
        if let Some(mixed) = parts_within(t, number, j) {
            return Some(mixed);
        }
        let den = match t.role(j) {
            Role::Parts(den) => Some(den),
            Role::Half if number.value == 1.0 => Some(2.0),
            Role::Quarter if number.value == 1.0 => Some(4.0),
            Role::Ordinal(den @ 3..) if number.value == 1.0 => Some(f64::from(den)),
            Role::OrdinalTens(den) if number.value == 1.0 => Some(f64::from(den)),
            Role::OrdinalScale(den) if number.value == 1.0 => Some(den),
            Role::Tens(_) | Role::Small(_) => {
                if let Some((den, end)) = denominator(t, j, number.value == 1.0) {
                    return Some(fraction(number.value, den, end));
                }
                None
            }
            _ => None,
        };
        if let Some(den) = den.filter(|_| number.value > 0.0) {
            let part = fraction(number.value, den, j + 1);
            return match t.role(j + 1) {
                Role::Scale(scale) if t.near(j + 1) => Some(part.times(scale, j + 2)),
                _ => match t.role(j + 3) {
                    Role::Scale(scale) if t.is(j + 1, "of") && t.role(j + 2) == Role::Article => {
                        Some(part.times(scale, j + 4)) // "three quarters of a million"
                    }
                    _ => Some(part),
                },
            };
        }
        if t.is(j, "fold") && j > number.end {
            return Some(Number { end: j + 1, form: Form::Multiple, ..number });
        }
    }
    Some(and_part(t, number).or_else(|| share(t, number)).unwrap_or(number))
}

/// "two hundred thirty-fifths" and "two million and three fifths", where the number before the parts at `j` has taken
/// in a word that belongs to them.
fn parts_within(t: &Tokens, number: Number, j: usize) -> Option<Number> {
    let Role::Parts(den) = t.role(j) else { return None };
    let last = number.end.wrapping_sub(1);
    match t.role(last) {
        Role::Tens(tens) if den < 10.0 && number.value > f64::from(tens) && !t.is(last.wrapping_sub(1), "and") => {
            let tens = f64::from(tens);
            Some(fraction(number.value - tens, tens + den, j + 1))
        }
        Role::Small(n) if t.is(last.wrapping_sub(1), "and") && number.value >= 100.0 => {
            let (whole, part) = (number.value - f64::from(n), f64::from(n) / den);
            let scale = [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| whole % scale == 0.0).unwrap_or(1.0);
            Some(Number::words(j + 1, whole + part * scale))
        }
        _ => None,
    }
}

/// "twenty-fifths", "one hundred and fifths", behind a numerator; "twenty-fifth" where that is `one`.
fn denominator(t: &Tokens, i: usize, one: bool) -> Option<(f64, usize)> {
    let head = words(t, i)?;
    let j = t.past_hyphen(head.end);
    let den = match t.role(j) {
        Role::Parts(n) => n,
        Role::Ordinal(n) if one => f64::from(n),
        _ if t.is(j, "firsts") => 1.0,
        _ => return None,
    };
    let fits = head.value % 100.0 == 0.0 && den < 20.0 || head.value % 10.0 == 0.0 && den < 10.0;
    (t.near(j) && fits && head.value > 0.0).then_some((head.value + den, j + 1))
}

/// "two and a half", "three and three quarters", with a scale word behind.
fn and_part(t: &Tokens, number: Number) -> Option<Number> {
    let j = t.past_hyphen(number.end);
    let k = if t.is(j, "and") && t.near(j) { t.past_hyphen(j + 1) } else { return None };
    if !t.near(k) || number.value < 1.0 {
        return None;
    }
    if let (Some(num), Some((den, end))) = (digits::read(t.str(k)), slash(t, k)) {
        return Some(Number::words(end, number.value + num.value / den * number.scale));
    }
    let (value, end) = match (t.role(k), t.role(t.past_hyphen(k + 1))) {
        (Role::Article, Role::Half) => (0.5, t.past_hyphen(k + 1) + 1),
        (Role::Article, Role::Quarter) => (0.25, k + 2),
        (Role::Article, Role::Ordinal(den @ 3..)) => (1.0 / f64::from(den), k + 2),
        (Role::Half, _) if !t.any(k + 1, &["of", "the", "past"]) && !t.hyphen(k + 1) => (0.5, k + 1),
        (Role::Quarter, _) => (0.25, k + 1),
        (Role::Small(num), Role::Parts(den)) => (f64::from(num) / den, t.past_hyphen(k + 1) + 1),
        (Role::Small(num @ 1..=3), Role::Quarter) => (f64::from(num) / 4.0, t.past_hyphen(k + 1) + 1),
        (Role::Small(1), Role::Half) => (0.5, t.past_hyphen(k + 1) + 1),
        (Role::Tens(_) | Role::Small(_), _) => {
            let num = words(t, k)?;
            let parts = t.past_hyphen(num.end);
            match t.role(parts) {
                Role::Parts(den) if t.near(parts) && num.value < den => (num.value / den, parts + 1),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(match (t.role(end), t.role(end + 1)) {
        (Role::Hundred, _) if t.near(end) && number.value < 100.0 => {
            Number::words(end + 1, (number.value + value) * 100.0)
        }
        (Role::Scale(scale), _) if t.near(end) && number.scale == 1.0 => {
            Number::words(end + 1, (number.value + value) * scale)
        }
        (Role::Scale(scale), _) if t.near(end) && scale < number.scale => {
            Number::words(end + 1, number.value + value * scale)
        }
        (_, Role::Scale(scale)) if scale < number.scale => Number::words(end + 2, number.value + value * scale),
        _ => Number::words(end, number.value + value * number.scale),
    })
}
