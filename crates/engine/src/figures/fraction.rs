//! Numbers that are not whole or not exact: fractions ("two-thirds", "one in five", "2½", "half a million"), mixed
//! numbers, multiples ("twice", "tenfold") and vague numbers ("a few hundred", "tens of thousands").

use super::cardinal::words;
use super::digits;
use super::number::{Form, Number, scale_after};
use super::tokens::Tokens;
use super::units;
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
        Role::Small(_) | Role::Tens(_) | Role::Hundred => after_words(t, words(t, i)?),
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
    let j = t.past_hyphen(i + 1);
    if t.is(j, "fold") && (j > i + 1 || t.glued(j)) || t.is(i + 1, "x") && t.glued(i + 1) && !t.is_digits(i + 2) {
        return Some(Number { end: j.max(i + 1) + 1, form: Form::Multiple, ..number });
    }
    Some(share(t, number).unwrap_or(number))
}

fn fraction(num: f64, den: f64, end: usize) -> Number {
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
        let den = match t.role(j) {
            Role::Parts(den) => Some(den),
            Role::Half if number.value == 1.0 => Some(2.0),
            Role::Quarter if number.value == 1.0 => Some(4.0),
            Role::Ordinal(den @ 3..) if number.value == 1.0 => Some(f64::from(den)),
            Role::OrdinalTens(den) if number.value == 1.0 => Some(f64::from(den)),
            Role::Tens(tens) if number.value < 20.0 => {
                let unit = t.past_hyphen(j + 1);
                let den = match t.role(unit) {
                    Role::Ordinal(n @ 1..=9) if number.value == 1.0 => f64::from(n),
                    Role::Parts(n) if n < 10.0 => n,
                    _ => 0.0,
                };
                if den > 0.0 && t.near(unit) {
                    return Some(fraction(number.value, f64::from(tens) + den, unit + 1));
                }
                None
            }
            _ => None,
        };
        if let Some(den) = den.filter(|_| number.value > 0.0) {
            let part = fraction(number.value, den, j + 1);
            return match t.role(j + 1) {
                Role::Scale(scale) if t.near(j + 1) => Some(part.times(scale, j + 2)),
                _ => Some(part),
            };
        }
        if t.is(j, "fold") && j > number.end {
            return Some(Number { end: j + 1, form: Form::Multiple, ..number });
        }
    }
    Some(and_part(t, number).or_else(|| share(t, number)).unwrap_or(number))
}

/// "two and a half", "three and three quarters", with a scale word behind.
fn and_part(t: &Tokens, number: Number) -> Option<Number> {
    let j = t.past_hyphen(number.end);
    let k = if t.is(j, "and") && t.near(j) { t.past_hyphen(j + 1) } else { return None };
    if !t.near(k) || number.value < 1.0 {
        return None;
    }
    let (value, end) = match (t.role(k), t.role(t.past_hyphen(k + 1))) {
        (Role::Article, Role::Half) => (0.5, t.past_hyphen(k + 1) + 1),
        (Role::Article, Role::Quarter) => (0.25, k + 2),
        (Role::Article, Role::Ordinal(den @ 3..)) => (1.0 / f64::from(den), k + 2),
        (Role::Small(num), Role::Parts(den)) => (f64::from(num) / den, t.past_hyphen(k + 1) + 1),
        (Role::Small(1), Role::Half) => (0.5, t.past_hyphen(k + 1) + 1),
        (Role::Small(1), Role::Quarter) => (0.25, t.past_hyphen(k + 1) + 1),
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
        (Role::Scale(scale), _) if t.near(end) && number.scale == 1.0 => {
            Number::words(end + 1, (number.value + value) * scale)
        }
        (_, Role::Scale(scale)) if number.scale >= 1e3 && scale < number.scale => {
            Number::words(end + 2, number.value + value * scale)
        }
        _ => Number::words(end, number.value + value * if number.scale > 1.0 { 0.0 } else { 1.0 }),
    })
}

/// "one in five", "nine out of ten".
fn share(t: &Tokens, number: Number) -> Option<Number> {
    let whole = number.whole().filter(|&n| (1..100).contains(&n))?;
    let j = number.end;
    let out_of = t.phrase(j, &["out", "of"]) && t.near(j);
    if whole == 1 && t.is(j, "over") && t.near(j) && t.near(j + 1) {
        let den = if t.is_digits(j + 1) {
            digits::read(t.str(j + 1)).map(|d| (d.value, j + 2))
        } else {
            words(t, j + 1).map(|n| (n.value, n.end))
        };
        return den
            .filter(|(den, end)| *den > 1.0 && units::at(t, *end).is_none())
            .map(|(den, end)| fraction(1.0, den, end));
    }
    let k = if out_of {
        j + 2
    } else if t.is(j, "in") && t.near(j) {
        j + 1
    } else {
        return None;
    };
    if !t.near(k) {
        return None;
    }
    let den = match t.role(k) {
        Role::Article => words(t, k)?,
        _ if t.is_digits(k) => {
            let digits = digits::read(t.str(k)).filter(|d| !d.decimal && !d.padded)?;
            let year = !digits.grouped && digits.count == 4;
            (!year || out_of).then(|| Number {
                end: k + 1,
                value: digits.value,
                scale: 1.0,
                form: Form::Digits(digits),
            })?
        }
        _ => words(t, k)?,
    };
    let free = out_of || units::at(t, den.end).is_none() && !t.hyphen(den.end) && (whole <= 10 || t.is(den.end, "of"));
    (free && den.value > f64::from(whole)).then(|| fraction(f64::from(whole), den.value, den.end))
}

/// "a few hundred", "several thousand", "a couple of hundred", "a few dozen": `i` opens the span, `j` is the vague word.
fn vague(t: &Tokens, i: usize, j: usize) -> Option<Number> {
    let of = t.role(j) == Role::Couple && t.is(j + 1, "of");
    let k = if of { j + 2 } else { j + 1 };
    if !t.near(k) || t.role(j) == Role::Couple && i == j {
        return None;
    }
    let magnitude = match t.role(k) {
        Role::Hundred => 100.0,
        Role::Scale(scale) => scale,
        Role::Dozen => 12.0,
        Role::Plural(scale) => scale,
        _ => return units::time(t, k).map(|_| loose(k, 1.0)), // "a few minutes": the unit says what is vague
    };
    match t.role(k + 1) {
        Role::Scale(scale) if t.near(k + 1) => Some(loose(k + 2, magnitude * scale)),
        _ => Some(loose(k + 1, magnitude)),
    }
}

fn loose(end: usize, magnitude: f64) -> Number {
    Number { end, value: magnitude, scale: 1.0, form: Form::Vague }
}

/// "thousands", "dozens", "tens of thousands", "hundreds of millions".
fn plural(t: &Tokens, i: usize) -> Option<Number> {
    let Role::Plural(magnitude) = t.role(i) else { return None };
    if t.is(i + 1, "of")
        && t.near(i + 2)
        && let Role::Plural(more) = t.role(i + 2)
    {
        return Some(loose(i + 3, magnitude * more));
    }
    (magnitude != 10.0 && (magnitude != 20.0 || t.is(i + 1, "of"))).then(|| loose(i + 1, magnitude))
}

/// "twice", "threefold"; "double" and its like only where a thing to be compared with follows.
fn multiple(t: &Tokens, i: usize, value: f64) -> Option<Number> {
    let sure =
        t.is(i, "twice") || t.is(i, "thrice") || t.str(i).len() > 4 && t.str(i).to_ascii_lowercase().ends_with("fold");
    let compared = t.near(i + 1) && (t.any(i + 1, COMPARED_WITH) || t.is_digits(i + 1));
    (sure || compared).then_some(Number { end: i + 1, value, scale: 1.0, form: Form::Multiple })
}

const COMPARED_WITH: &[&str] = &["the", "that", "what", "its", "their", "his", "her", "last", "this", "those", "from"];
