//! Units behind numbers: single words and symbols, squares and cubes, and rates such as "miles per hour".

use super::counted::LABELLED;
use super::measure::Measure;
use super::tokens::Tokens;
use super::told;
use super::unit_table::{self as table, PREFIXES, SHORTHAND, SYMBOLS, Stand, Takes, Unit, WORDS};
use super::words::{Role, lowered};
use crate::label::Label;

/// The longest word for a unit.
const LONGEST: usize = 16;

/// The unit that starts at token `i`, and one past its last token.
pub(super) fn at(t: &Tokens, i: usize) -> Option<(Measure, usize)> {
    if !t.near(i) {
        return None;
    }
    if t.symbol(i, '°') || t.any(i, &["degree", "degrees", "deg"]) {
        return Some(degree(t, i + 1));
    }
    match t.str(i) {
        "ºC" => return Some(((&table::CELSIUS).into(), i + 1)),
        "ºF" => return Some(((&table::FAHRENHEIT).into(), i + 1)),
        "º" => return Some(degree(t, i + 1)),
        _ => {}
    }
    if let Some(open) = ["[", "<", "{"].iter().position(|&open| t.is(i, open)) {
        let close = [']', '>', '}'].get(open).copied().unwrap_or(']');
        return word(t, i + 1, false).filter(|_| t.symbol(i + 2, close)).map(|unit| (unit, i + 3)); // 20 [kg]
    }
    let (unit, end) = plain(t, i, t.glued(i) && t.is_digits(i.wrapping_sub(1)))?;
    Some(rate(t, unit, end))
}

/// The unit from token `i` on without what it is per.
fn plain(t: &Tokens, i: usize, glued: bool) -> Option<(Measure, usize)> {
    if let Some(found) = phrase(t, i) {
        return Some(found);
    }
    let mut unit = word(t, i, glued)?;
    if t.glued(i + 1) && t.is_digits(i + 1) && (!t.is_digits(i.wrapping_sub(1)) && !glued || t.str(i + 1).len() > 2) {
        return None; // a word of an identifier
    }
    let mut end = i + 1;
    if let Some((power, next)) = power(t, &unit, end) {
        (unit.power, end) = (power, next);
    }
    let next = t.past_hyphen(end);
    if t.near(next) {
        let hours = t.any(next, &["hour", "hours"]);
        for (of, product) in [(&table::WATT, &table::WATT_HOUR), (&table::AMP, &table::AMP_HOUR)] {
            if hours && unit.unit == of {
                return Some((Measure { unit: product, ..unit }, next + 1));
            }
        }
        if unit.is(&table::ACRE) && t.any(next, &["foot", "feet"]) {
            return Some(((&table::ACRE_FOOT).into(), next + 1));
        }
    }
    Some((unit, end))
}

/// The power behind a unit of length or a second, and one past it: "m²", "m2", "ft^2", "metres squared".
fn power(t: &Tokens, unit: &Measure, i: usize) -> Option<(u8, usize)> {
    if !matches!(unit.family, 'm' | 'i') && *unit.unit != table::SECOND || unit.power > 1 {
        return None;
    }
    let caret = usize::from(t.symbol(i, '^') && t.glued(i));
    match t.str(i + caret) {
        "²" | "2" if t.glued(i + caret) => Some((2, i + caret + 1)),
        "³" | "3" if t.glued(i + caret) => Some((3, i + caret + 1)),
        "squared" if t.near(i) => Some((2, i + 1)),
        "cubed" if t.near(i) => Some((3, i + 1)),
        _ => None,
    }
}

/// The unit that token `i` names by itself.
pub(super) fn word(t: &Tokens, i: usize, glued: bool) -> Option<Measure> {
    if !t.is_word(i) {
        return None;
    }
    let written = t.str(i);
    if written == "st" && (t.is_digits(i + 1) && t.any(i + 2, &["lb", "lbs"]) || glued && !told::ends_ordinal(t, i)) {
        return Some((&table::STONE).into());
    }
    if told::kelvins(t, i) {
        return Some((&table::KELVIN).into());
    }
    if let Some(unit) = symbol(t, i, written, glued) {
        return Some(unit);
    }
    if t.is(i, "in") && !glued && !inches(t, i) {
        return None;
    }
    let mut buffer = [0; LONGEST];
    let lower = std::str::from_utf8(lowered(written, &mut buffer)?).ok()?;
    let singular = lower.strip_suffix('s').unwrap_or(lower);
    named(lower).or_else(|| named(singular)).or_else(|| {
        let stem = singular.strip_suffix("re")?; // metre, litre
        named(&format!("{stem}er"))
    })
}

/// The unit of a word in lower case, with a prefix or without.
fn named(word: &str) -> Option<Measure> {
    let row = |word: &str| WORDS.binary_search_by(|row| row.0.cmp(word)).ok().and_then(|at| WORDS.get(at));
    if let Some(found) = row(word) {
        return (found.2 != Takes::Prefixed).then(|| found.1.into());
    }
    if let Some((_, prefix, unit, per)) = SHORTHAND.iter().find(|short| short.0 == word) {
        return Some(Measure { unit, prefix: *prefix, power: 1, per: per.map(|per| (per, 0, 1)) });
    }
    PREFIXES.iter().zip(0..).skip(1).find_map(|(prefix, n)| {
        let found = row(word.strip_prefix(prefix.0)?).filter(|row| row.2 != Takes::Plain)?;
        Some(Measure { prefix: n, ..found.1.into() })
    })
}

/// The unit of a symbol: in its own case, or in any where no other unit is written so.
fn symbol(t: &Tokens, i: usize, written: &str, glued: bool) -> Option<Measure> {
    if written.len() > 5 {
        return None;
    }
    if written == "s"
        && (t.is(i + 1, "of") || !glued && (decade(t.str(i.wrapping_sub(1))) || t.symbol(i.wrapping_sub(2), '-')))
    {
        return None;
    }
    if let Some(found) = SYMBOLS.iter().find(|row| row.0 == written) {
        return stands(t, i, found.3, glued).then(|| found.1.into());
    }
    let lower = !written.bytes().any(|byte| byte.is_ascii_uppercase());
    let mut any_case = None;
    for form in [written, written.strip_suffix('s').filter(|form| form.len() > 1).unwrap_or_default()] {
        let Some(first) = form.chars().next() else { continue };
        let first = if first == 'μ' { 'µ' } else { first };
        let rest = form.get(form.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        for (symbol, unit, prefixes, _) in SYMBOLS {
            if !symbol.eq_ignore_ascii_case(rest) {
                continue;
            }
            let found = |ch: char| {
                let ch = if ch == 'K' { 'k' } else { ch };
                let n = PREFIXES.iter().position(|row| row.1.starts_with(ch) && row.1.len() == ch.len_utf8())?;
                Some(Measure { prefix: u8::try_from(n).ok()?, ..(*unit).into() })
            };
            if *symbol == rest && prefixes.chars().any(|ch| ch == first) {
                return found(first);
            }
            let loose = matches!(*symbol, "Hz" | "Wh" | "bit")
                || (lower || first == 'K') && (symbol.len() > 1 || matches!(*symbol, "m" | "g" | "W" | "B" | "L"));
            let like = prefixes.chars().find(|ch| ch.eq_ignore_ascii_case(&first));
            any_case = any_case.or_else(|| like.filter(|_| loose).and_then(found));
        }
    }
    any_case
}

/// Whether an "s" apart from the digits makes a decade of them, as newswire is split: "1980 s", "20 s".
fn decade(digits: &str) -> bool {
    matches!(digits.len(), 2 | 4) && digits.ends_with('0')
}

/// Whether a symbol without prefix stands as it has to.
fn stands(t: &Tokens, i: usize, stand: Stand, glued: bool) -> bool {
    let apart = || {
        let name = t.near(i + 1) && (t.capital(i + 1) || t.is_digits(i + 1))
            || t.glued(i + 1) && ["-", "&", "'", "$"].contains(&t.str(i + 1))
            || t.symbol(i + 1, '/') && (t.capital(i + 2) || !t.glued(i + 2))
            || t.symbol(i + 1, '.') && t.glued(i + 1) && t.capital(i + 2);
        let label = i.wrapping_sub(2); // Figure 2 A, Fig. 3 C
        let label = if t.symbol(label, '.') { label.wrapping_sub(1) } else { label };
        t.is_digits(i.wrapping_sub(1))
            && !t.glued(i)
            && !name
            && !t.is_digits(label)
            && !t.any(label, LABELLED)
            && !t.any(label, &["fig", "figs", "figures"])
    };
    match stand {
        Stand::Free => true,
        Stand::Glued => glued,
        Stand::Apart => apart() && (!t.lower(i + 1) || t.any(i + 1, &["of", "at", "to", "and", "or", "is", "was"])),
        Stand::Careful => glued && (t.glued(i + 2) || !t.symbol(i + 1, '/')) || apart(),
        Stand::Never => false,
    }
}

/// Whether "in" behind a number means inches: a measure ends with it, or goes on as one.
fn inches(t: &Tokens, i: usize) -> bool {
    let before = i.wrapping_sub(1);
    let year = t.is_digits(before) && t.str(before).len() == 4;
    let compound = t.any(before.wrapping_sub(1), &["ft", "foot", "feet"]);
    let further = ["thick", "wide", "long", "tall", "high", "deep", "across", "diameter", "x", "by"];
    let shut = !t.near(i + 1) || !t.is_word(i + 1) && !t.is_digits(i + 1) && !t.symbol(i + 1, '-');
    let goes_on = t.any(i + 1, &further) && (!t.lower(i + 2) || t.any(i + 2, &["and", "with", "by"]))
        || compound && t.any(i + 1, &["or", "more", "and", "with"]);
    t.is_digits(before) && !year && (shut || goes_on)
}

/// The unit of time that token `i` names.
pub(super) fn time(t: &Tokens, i: usize) -> Option<&'static Unit> {
    word(t, i, false).filter(|unit| unit.label == Label::Duration && unit.prefix == 0).map(|unit| unit.unit)
}

/// "square feet", "sq km", "cubic metres", "nautical miles", "metric tons", "light years", "fluid ounces".
fn phrase(t: &Tokens, i: usize) -> Option<(Measure, usize)> {
    let prefix = t.str(i);
    let power = match prefix.as_bytes().first()?.to_ascii_lowercase() {
        b's' if t.any(i, &["square", "sq"]) => 2,
        b's' if t.any(i, &["sqft", "sqm", "sqkm"]) => {
            let unit = named(if t.is(i, "sqft") { "ft" } else { "meter" })?;
            return Some((Measure { power: 2, prefix: u8::from(t.is(i, "sqkm")), ..unit }, i + 1));
        }
        b'c' if t.any(i, &["cubic", "cu"]) => 3,
        b'c' if prefix == "cc" => return Some((Measure { prefix: 9, power: 3, ..(&table::METER).into() }, i + 1)),
        b'b' if t.is(i, "british") && t.is(i + 1, "thermal") && t.any(i + 2, &["unit", "units"]) => {
            return Some(((&table::BTU).into(), i + 3));
        }
        b'n' | b'm' | b'l' | b'f' => 1,
        _ => return None,
    };
    let dot = usize::from(t.symbol(i + 1, '.'));
    let next = t.past_hyphen(i + 1 + dot);
    if !t.near(next) {
        return None;
    }
    let base = word(t, next, false)?;
    let renamed = |from: &Unit, to: &'static Unit| base.is(from).then_some(to);
    let unit = match prefix.as_bytes().first()?.to_ascii_lowercase() {
        _ if power > 1 => return (base.family != '-').then_some((Measure { power, ..base }, next + 1)),
        b'n' if t.is(i, "nautical") => renamed(&table::MILE, &table::NAUTICAL_MILE),
        b'm' if t.is(i, "metric") => renamed(&table::TON, &table::TONNE).or(renamed(&table::TONNE, &table::TONNE)),
        b'l' if t.is(i, "light") => renamed(&table::YEAR, &table::LIGHT_YEAR),
        b'f' if t.any(i, &["fluid", "fl"]) => renamed(&table::OUNCE, &table::FLUID_OUNCE),
        _ => None,
    };
    Some((unit?.into(), next + 1))
}

/// The unit with "per hour", "/h", "an hour" behind it; else the unit alone. An article makes rates of motion and flow
/// only: "two litres a day" is an amount.
fn rate(t: &Tokens, unit: Measure, end: usize) -> (Measure, usize) {
    let article = |at: usize| t.role(at) == Role::Article;
    let joins = t.role(end) == Role::Per || article(end) || t.symbol(end, '/') || t.hyphen(end);
    if !joins || !t.near(end) || unit.label != Label::Quantity || unit.per.is_some() {
        return (unit, end);
    }
    let mut next = end + 1;
    let mut loose = article(end);
    if t.hyphen(end) {
        loose = article(next);
        if t.role(next) != Role::Per && !loose {
            return (unit, end);
        }
        next = t.past_hyphen(next + 1);
    }
    let Some((below, past)) = plain(t, next, true).filter(|_| t.near(next)) else { return (unit, end) };
    let moves = matches!(unit.family, 'm' | 'i' | 'l' | 'v')
        && [&table::HOUR, &table::MINUTE, &table::SECOND].iter().any(|time| below.is(time));
    let flows = unit.is(&table::BARREL) && below.is(&table::DAY) || unit.is(&table::MILE) && below.is(&table::GALLON);
    if loose && !moves && !flows || below.per.is_some() {
        return (unit, end);
    }
    let bits = *unit.unit == table::BYTE && t.str(end.wrapping_sub(1)).ends_with('b') && below.is(&table::SECOND);
    let base = if bits { &table::BIT } else { unit.unit }; // a byte is a capital B
    (Measure { unit: base, per: Some((below.unit, below.prefix, below.power)), ..unit }, past)
}

/// The scale behind a degree sign or the word "degrees".
fn degree(t: &Tokens, i: usize) -> (Measure, usize) {
    let (unit, end): (&'static Unit, usize) = match t.str(i) {
        _ if !t.near(i) => (&table::DEGREE, i),
        "C" | "c" => (&table::CELSIUS, i + 1),
        "F" | "f" => (&table::FAHRENHEIT, i + 1),
        _ => match word(t, i, false) {
            Some(unit) if unit.label == Label::Temperature => (unit.unit, i + 1),
            _ => (&table::DEGREE, i),
        },
    };
    (unit.into(), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted_in_lower_case_and_fit_the_buffer() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(WORDS.iter().all(|row| row.0.len() <= LONGEST && row.0 == row.0.to_ascii_lowercase()));
    }
}
