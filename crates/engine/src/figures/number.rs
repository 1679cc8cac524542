//! The number core: digits, number words, scale words and their mixtures, read from one token on. Fractions and
//! vague numbers build on it in their own files. A number has a bounded number of tokens, so reading is O(1).

use super::cardinal::words;
use super::digits::{self, Digits};
use super::fraction;
use super::marks;
use super::power;
use super::tokens::{Kind, Tokens};
use super::told;
use super::words::Role;
use crate::decimal::decimal;
use crate::value::{Sub, Value};

/// A number in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// One past its last token.
    pub(super) end: usize,
    pub(super) value: f64,
    /// What a scale word or letter has multiplied it by; 1 without one.
    pub(super) scale: f64,
    pub(super) form: Form,
}

/// How a number is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    /// Digits, perhaps with a scale.
    Digits(Digits),
    /// Words alone.
    Words,
    /// Numerator and denominator.
    Fraction(f64, f64),
    /// "several thousand": the value is the order of magnitude.
    Vague,
    /// "twice", "threefold".
    Multiple,
}

impl Number {
    pub(super) fn words(end: usize, value: f64) -> Self {
        Self { end, value, scale: 1.0, form: Form::Words }
    }

    pub(super) fn times(self, scale: f64, end: usize) -> Self {
        let form = match self.form {
            Form::Fraction(..) => Form::Words,
            form => form,
        };
        Self { end, value: scaled(self.value, scale), scale: self.scale * scale, form }
    }

    /// The digits of a number written so.
    pub(super) fn digits(&self) -> Option<Digits> {
        match self.form {
            Form::Digits(digits) => Some(digits),
            Form::Words | Form::Fraction(..) | Form::Vague | Form::Multiple => None,
        }
    }

    /// A whole number in plain digits without separators or scale: what a year, an age or a day can be.
    pub(super) fn plain(&self) -> Option<u32> {
        let digits = self.digits().filter(|d| !d.grouped && !d.decimal && !d.padded)?;
        (self.scale == 1.0 && digits.count <= 9 && self.value >= 0.0).then_some(self.value as u32)
    }

    /// A whole number, however it is written.
    pub(super) fn whole(&self) -> Option<u32> {
        let exact = matches!(self.form, Form::Digits(_) | Form::Words);
        (exact && self.value.fract() == 0.0 && (0.0..1e9).contains(&self.value)).then_some(self.value as u32)
    }

    /// Its normal form without unit.
    pub(super) fn normal(&self) -> Value {
        match self.form {
            Form::Digits(_) | Form::Words => Value::number(self.value),
            Form::Fraction(num, den) => {
                Value { sub: Some(Sub::Fraction), num: Some(num), den: Some(den), ..Value::number(self.value) }
            }
            Form::Vague => Value { sub: Some(Sub::Vague), magnitude: Some(self.value), ..Value::default() },
            Form::Multiple => Value { sub: Some(Sub::Multiple), ..Value::number(self.value) },
        }
    }
}

/// `value * scale` without the dust of binary fractions: 1.1 billion is 1,100,000,000.
pub(super) fn scaled(value: f64, scale: f64) -> f64 {
    if scale < 1.0 {
        return value / (1.0 / scale).round(); // a hundredth has no exact form, a hundred has
    }
    let product = value * scale;
    if product.abs() >= 1e15 {
        return product;
    }
    (product * 1e3).round() / 1e3
}

/// The number that starts at token `i`. `money` allows the scale letters that are units elsewhere: "£184m".
pub(super) fn read(t: &Tokens, i: usize, money: bool) -> Option<Number> {
    let negative = match t.get(i)?.kind {
        Kind::Symbol('-' | '−') => {
            let before = i.wrapping_sub(1);
            let free =
                !t.glued(i) && !t.is_digits(before) || ['(', '<', '>', '=', '~'].iter().any(|&ch| t.symbol(before, ch));
            let apart = !t.near(i) && t.is_digits(i + 1) && alone(t, i + 1, money);
            let point = t.symbol(i + 1, '.') && t.is_digits(i + 2);
            (free && t.glued(i + 1) && (t.is_digits(i + 1) || point) || t.symbol(i, '−') && t.is_digits(i + 1) || apart)
                .then_some(true)?
        }
        Kind::Word if t.role(i) == Role::Minus && !t.is(i.wrapping_sub(1), "or") => true,
        Kind::Symbol('.') => return point(t, i),
        Kind::Word | Kind::Digits | Kind::Symbol(_) => false,
        Kind::Opaque => return None,
    };
    if negative {
        let number = unsigned(t, i + 1, money).filter(|_| t.near(i + 1))?;
        return match number.form {
            Form::Digits(_) | Form::Words => Some(Number { value: -number.value, ..number }),
            Form::Fraction(num, den) => {
                Some(Number { value: -number.value, form: Form::Fraction(-num, den), ..number })
            }
            Form::Vague | Form::Multiple => None,
        };
    }
    unsigned(t, i, money)
}

/// Whether a stretch of text, such as a cell of a table, ends with the number at `i`.
fn alone(t: &Tokens, i: usize, money: bool) -> bool {
    unsigned(t, i, money).is_some_and(|number| !t.near(number.end))
}

fn unsigned(t: &Tokens, i: usize, money: bool) -> Option<Number> {
    if t.symbol(i, '.') {
        return point(t, i);
    }
    if t.is_digits(i) {
        return fraction::after_digits(t, i, from_digits(t, i, money));
    }
    fraction::read(t, i).or_else(|| words(t, i))
}

/// ".5" where nothing is glued before the point.
fn point(t: &Tokens, i: usize) -> Option<Number> {
    let digits = digits::read(t.str(i + 1))
        .filter(|d| t.glued(i + 1) && (!t.glued(i) || t.symbol(i.wrapping_sub(1), '-')) && !d.decimal && !d.grouped)?;
    let value = digits.value / 10_f64.powi(i32::try_from(digits.count).ok()?);
    let form = Form::Digits(Digits { value, decimal: true, padded: false, ..digits });
    Some(scale_after(t, Number { end: i + 2, value, scale: 1.0, form }, false))
}

fn from_digits(t: &Tokens, i: usize, money: bool) -> Option<Number> {
    let digits = digits::read(t.str(i))?;
    if let Some((power, end)) = power::exponent(t, i) {
        let value = decimal(&format!("{}e{power}", digits.value))?;
        return Some(Number { end, value, scale: 1.0, form: Form::Digits(Digits { decimal: true, ..digits }) });
    }
    if let Some((value, end)) = power::power(t, i, digits.value) {
        return Some(Number { end, value, scale: 1.0, form: Form::Digits(Digits { decimal: true, ..digits }) });
    }
    let number = marks::comma(t, i, digits).unwrap_or_else(|| spaced(t, i, digits));
    Some(and_smaller(t, scale_after(t, number, money)))
}

/// The number of the digits at `i` and of the groups of three behind them: "1 234 567", "25 000".
fn spaced(t: &Tokens, i: usize, digits: Digits) -> Number {
    let number = Number { end: i + 1, value: digits.value, scale: 1.0, form: Form::Digits(digits) };
    let mut spaced = number;
    let mut decimal = false;
    while t.is_digits(spaced.end) && t.near(spaced.end) && spaced.value < 1e12 && !decimal {
        let token = t.str(spaced.end);
        decimal = token.as_bytes().get(3) == Some(&b'.');
        let whole = if decimal { token.find('.') } else { Some(token.len()) };
        let Some(group) = digits::read(token).filter(|group| whole == Some(3) && group.decimal == decimal) else {
            break;
        };
        spaced.value = spaced.value * 1e3 + group.value;
        spaced.end += 1;
    }
    let plain = digits.count <= 3 && !digits.padded && !digits.decimal && !digits.grouped && digits.value > 0.0;
    let sure = spaced.end > i + 2 || t.str(i + 1) == "000";
    let after = t.is_digits(i.wrapping_sub(1)) && t.near(i) || t.is_digits(spaced.end) && t.near(spaced.end);
    let dashed = ['-', '–'].iter().any(|&dash| t.symbol(spaced.end, dash)) && t.is_digits(spaced.end + 1);
    if !plain || !sure || after || dashed {
        return number;
    }
    let form = Form::Digits(Digits { grouped: true, ..digits });
    Number { form, ..spaced }
}

/// The number with a smaller scaled one behind it: "4 thousand 3 hundred", "6 crore and two hundred".
fn and_smaller(t: &Tokens, number: Number) -> Number {
    let i = number.end + usize::from(t.is(number.end, "and"));
    if number.scale < 1e3 || !t.near(number.end) || !t.near(i) || t.is(number.end.wrapping_sub(3), "between") {
        return number;
    }
    let next = if t.is_digits(i) {
        digits::read(t.str(i)).map(|digits| {
            scale_after(t, Number { end: i + 1, value: digits.value, scale: 1.0, form: Form::Digits(digits) }, false)
        })
    } else {
        words(t, i)
    };
    let further = next.filter(|next| next.value >= 100.0 && next.end > i + 1 && next.value < number.scale);
    further.map_or(number, |next| Number { end: next.end, value: number.value + next.value, ..number })
}

/// The number with a scale letter glued to it or a scale word behind it: "5k", "3.6bn", "1.5 million", "3 hundred and one".
pub(super) fn scale_after(t: &Tokens, number: Number, money: bool) -> Number {
    let j = number.end;
    if t.glued(j) && t.is_word(j) || money && t.near(j) && t.is_word(j) {
        let letter = scale_letter(t.str(j), money, t.glued(j)).filter(|_| money || !told::kelvins(t, j));
        if let Some(scale) = letter {
            return number.times(scale, j + 1);
        }
        let million = t.is(j, "m")
            && (t.any(j + 1, COUNTED) || t.is(j, "M") && number.digits().is_some_and(|d| d.decimal) && t.str(j) == "M");
        if million {
            return number.times(1e6, j + 1);
        }
        // "2M users", "7B parameters"; 3M is a company
        let counted = t.lower(j + 1) && t.near(j + 1) && t.str(j + 1).ends_with('s') && t.str(j + 1).len() > 3;
        match t.str(j) {
            "M" if counted && number.value != 3.0 => return number.times(1e6, j + 1),
            "B" if counted => return number.times(1e9, j + 1),
            _ => {}
        }
        if t.glued(j) && !matches!(t.role(j), Role::Scale(_)) {
            return number;
        }
    }
    let j = t.past_hyphen(j);
    if !t.near(j) {
        return number;
    }
    if t.str(j) == "k" && (!t.is_word(j + 1) || !t.near(j + 1)) {
        return number.times(1e3, j + 1);
    }
    match t.role(j) {
        Role::Scale(scale) | Role::Plural(scale) if scale >= 1e3 => {
            let number = number.times(scale, j + 1);
            match t.role(j + 1) {
                Role::Scale(more) if t.near(j + 1) && more > scale => number.times(more, j + 2),
                _ => number,
            }
        }
        Role::Dozen => number.times(12.0, j + 1),
        Role::Plural(12.0) => number.times(12.0, j + 1),
        Role::Hundred if number.value < 100.0 => {
            let hundreds = number.times(100.0, j + 1);
            match t.role(j + 2) {
                Role::Small(n) if t.is(j + 1, "and") && t.near(j + 2) => {
                    Number { end: j + 3, value: hundreds.value + f64::from(n), ..hundreds }
                }
                Role::Scale(scale) if t.near(j + 1) => hundreds.times(scale, j + 2),
                _ => match t.role(j + 1) {
                    Role::Scale(scale) if t.near(j + 1) => hundreds.times(scale, j + 2),
                    _ => hundreds,
                },
            }
        }
        _ => number,
    }
}

/// What people count in millions and do not measure in metres: "5m people".
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "people", "users", "customers", "shares", "jobs", "homes", "households", "tonnes", "tons", "barrels", "doses",
    "copies", "viewers", "followers", "subscribers", "workers", "children", "voters", "votes", "cars", "vehicles",
    "patients", "passengers", "tourists", "visitors", "downloads", "streams", "views", "years", "students", "pupils",
    "families", "Americans", "Britons", "pounds", "items",
];

/// The scale that letters after digits stand for. "m" is metres unless an amount of money is read.
fn scale_letter(letters: &str, money: bool, glued: bool) -> Option<f64> {
    match letters {
        "k" | "K" if glued => Some(1e3),
        "bn" | "Bn" | "BN" | "bln" => Some(1e9),
        "tn" | "trn" | "tln" => Some(1e12),
        "mn" | "mln" | "Mn" => Some(1e6),
        "m" | "M" | "mm" | "MM" | "mil" if money => Some(1e6),
        "b" | "B" if money || glued && letters == "b" => Some(1e9),
        "t" | "T" if money && glued => Some(1e12),
        "cr" | "Cr" if money => Some(1e7),
        _ => None,
    }
}

/// Whether the scale letters stand after the digits at `i` for an amount whose currency follows: "5m euros".
pub(super) fn letters_before_name(t: &Tokens, j: usize) -> Option<f64> {
    t.glued(j).then(|| scale_letter(t.str(j), true, true)).flatten()
}
