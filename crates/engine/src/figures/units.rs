//! Units behind numbers: single words and symbols, squares and cubes, and rates such as "miles per hour".

use super::tokens::Tokens;
use super::unit_table::{self as table, FORMS, Form, Unit, named};
use super::words::{Role, lowered};

/// The longest word for a unit.
const LONGEST: usize = 14;

/// The unit that starts at token `i`, and one past its last token.
pub(super) fn at(t: &Tokens, i: usize) -> Option<(&'static Unit, usize)> {
    if !t.near(i) {
        return None;
    }
    if t.symbol(i, '°') || t.symbol(i, 'º') {
        return Some(degree(t, i + 1));
    }
    if t.any(i, &["degree", "degrees", "deg"]) {
        return Some(degree(t, i + 1));
    }
    if let Some(open) = ["[", "<", "{"].iter().position(|&open| t.is(i, open)) {
        let close = [']', '>', '}'].get(open).copied().unwrap_or(']');
        return word(t, i + 1, false).filter(|_| t.symbol(i + 2, close)).map(|unit| (unit, i + 3)); // 20 [kg]
    }
    if let Some(found) = powered(t, i) {
        return Some(rate(t, found.0, found.1));
    }
    let unit = word(t, i, t.glued(i) && t.is_digits(i.wrapping_sub(1)))?;
    if t.glued(i + 1) && t.is_digits(i + 1) && !t.is_digits(i.wrapping_sub(1)) {
        return None; // a word of an identifier
    }
    let (unit, end) = match (t.str(i + 1), t.glued(i + 1)) {
        ("²", true) => (named(&format!("square {}", unit.name))?, i + 2),
        ("³", true) => (named(&format!("cubic {}", unit.name))?, i + 2),
        ("2", true) if unit.name.ends_with("meter") => (named(&format!("square {}", unit.name))?, i + 2),
        _ => (unit, i + 1),
    };
    let next = t.past_hyphen(end);
    if t.near(next) {
        let hours = t.any(next, &["hour", "hours"]);
        if let Some(energy) = hours.then(|| named(&format!("{} hour", unit.name))).flatten() {
            return Some((energy, next + 1));
        }
        if *unit == table::ACRE && t.any(next, &["foot", "feet"]) {
            return Some((&table::ACRE_FOOT, next + 1));
        }
    }
    Some(rate(t, unit, end))
}

/// The unit that token `i` names by itself.
pub(super) fn word(t: &Tokens, i: usize, glued: bool) -> Option<&'static Unit> {
    if !t.is_word(i) {
        return None;
    }
    let written = t.str(i);
    match written {
        "μg" | "µg" => return Some(&table::MICROGRAM),
        "μm" | "µm" => return Some(&table::MICROMETER),
        _ => {}
    }
    let mut buffer = [0; LONGEST];
    let lower = lowered(written, &mut buffer)?;
    let row = FORMS.binary_search_by(|row| row.0.as_bytes().cmp(lower)).ok().and_then(|at| FORMS.get(at))?;
    let fits = match row.2 {
        Form::Any => true,
        Form::Exact(form) => written == form,
        Form::Glued => glued,
        Form::GluedExact(form) => glued && written == form,
    };
    fits.then_some(row.1)
}

/// The unit of time that token `i` names.
pub(super) fn time(t: &Tokens, i: usize) -> Option<&'static Unit> {
    word(t, i, false).filter(|unit| unit.label == crate::label::Label::Duration)
}

/// "square feet", "sq km", "cubic metres", "nautical miles", "metric tons", "light years".
fn powered(t: &Tokens, i: usize) -> Option<(&'static Unit, usize)> {
    let prefix = t.str(i);
    let dot = usize::from(t.symbol(i + 1, '.'));
    let next = t.past_hyphen(i + 1 + dot);
    if !t.near(next) {
        return None;
    }
    let base = || word(t, next, false);
    let unit = if prefix.eq_ignore_ascii_case("square") || prefix.eq_ignore_ascii_case("sq") {
        named(&format!("square {}", base()?.name))?
    } else if prefix.eq_ignore_ascii_case("cubic") || prefix.eq_ignore_ascii_case("cu") {
        named(&format!("cubic {}", base()?.name))?
    } else if prefix.eq_ignore_ascii_case("sqft") {
        return Some((&table::SQUARE_FOOT, i + 1));
    } else if prefix.eq_ignore_ascii_case("nautical") {
        base().filter(|unit| **unit == table::MILE).map(|_| &table::NAUTICAL_MILE)?
    } else if prefix.eq_ignore_ascii_case("metric") {
        base().filter(|unit| **unit == table::TON || **unit == table::TONNE).map(|_| &table::TONNE)?
    } else if prefix.eq_ignore_ascii_case("light") {
        base().filter(|unit| **unit == table::YEAR).map(|_| &table::LIGHT_YEAR)?
    } else {
        return None;
    };
    Some((unit, next + 1))
}

/// The unit with "per hour", "/h", "an hour" behind it where that is a unit of its own; else the unit alone.
fn rate(t: &Tokens, unit: &'static Unit, end: usize) -> (&'static Unit, usize) {
    let joins = t.role(end) == Role::Per || t.role(end) == Role::Article || t.symbol(end, '/') || t.hyphen(end);
    if !joins || !t.near(end) {
        return (unit, end);
    }
    let mut next = end + 1;
    if t.hyphen(end) {
        if t.role(next) != Role::Per && t.role(next) != Role::Article {
            return (unit, end);
        }
        next = t.past_hyphen(next + 1);
    }
    let Some(time) = word(t, next, true).filter(|_| t.near(next)) else { return (unit, end) };
    match named(&format!("{} per {}", unit.name, time.name)) {
        Some(rate) => (rate, next + 1),
        None => (unit, end),
    }
}

/// The scale behind a degree sign or the word "degrees".
fn degree(t: &Tokens, i: usize) -> (&'static Unit, usize) {
    let glued = t.glued(i);
    match t.str(i) {
        _ if !t.near(i) => (&table::DEGREE, i),
        "C" => (&table::DEGREE_CELSIUS, i + 1),
        "F" => (&table::DEGREE_FAHRENHEIT, i + 1),
        "c" if glued || t.near(i) => (&table::DEGREE_CELSIUS, i + 1),
        "f" if glued || t.near(i) => (&table::DEGREE_FAHRENHEIT, i + 1),
        _ => match word(t, i, false) {
            Some(unit) if unit.label == crate::label::Label::Temperature => (unit, i + 1),
            _ => (&table::DEGREE, i),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_in_lower_case_and_fits_the_buffer() {
        assert!(FORMS.is_sorted_by(|a, b| a.0 < b.0));
        assert!(FORMS.iter().all(|row| row.0.len() <= LONGEST && row.0 == row.0.to_ascii_lowercase()));
    }
}
