//! A unit as it is written: a base unit with its prefix and power, and what it is per: "square kilometers",
//! "grams per liter". Names and UCUM codes are put together here.

use std::ops::Deref;

use super::unit_table::{PREFIXES, Unit};

/// A unit with prefix and power, per another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    pub(super) unit: &'static Unit,
    /// Its place in [`PREFIXES`].
    pub(super) prefix: u8,
    /// 2 for squares, 3 for cubes.
    pub(super) power: u8,
    /// The unit below the line, with prefix and power.
    pub(super) per: Option<(&'static Unit, u8, u8)>,
}

impl From<&'static Unit> for Measure {
    fn from(unit: &'static Unit) -> Self {
        Self { unit, prefix: 0, power: 1, per: None }
    }
}

impl Deref for Measure {
    type Target = Unit;

    fn deref(&self) -> &Unit {
        self.unit
    }
}

impl Measure {
    pub(super) fn is(&self, unit: &Unit) -> bool {
        self.unit == unit && self.prefix == 0 && self.simple()
    }

    fn simple(&self) -> bool {
        self.power == 1 && self.per.is_none()
    }

    /// How many of its base unit one is.
    pub(super) fn factor(&self) -> f64 {
        PREFIXES.get(usize::from(self.prefix)).map_or(1.0, |prefix| prefix.2)
    }

    /// How many of `self` one `part` is, where the two make a compound; else 0.
    pub(super) fn ratio(&self, part: &Self) -> f64 {
        let fits = self.family == part.family && self.family != '-' && self.simple() && part.simple();
        if fits { part.factor() * f64::from(part.size) / (self.factor() * f64::from(self.size)) } else { 0.0 }
    }

    /// Its name in US spelling: "kilometer per hour".
    pub(super) fn long_name(&self) -> String {
        let mut out = String::new();
        name(&mut out, (self.unit, self.prefix, self.power));
        if let Some(per) = self.per {
            out.push_str(" per ");
            name(&mut out, per);
        }
        out
    }

    /// Its UCUM code; empty where there is none.
    pub(super) fn code(&self) -> String {
        let mut out = String::new();
        let mut whole = code(&mut out, (self.unit, self.prefix, self.power));
        if let Some(per) = self.per {
            out.push('/');
            whole &= code(&mut out, per);
        }
        if whole { out } else { String::new() }
    }
}

fn name(out: &mut String, (unit, prefix, power): (&Unit, u8, u8)) {
    out.push_str(match power {
        2 => "square ",
        3 => "cubic ",
        _ => "",
    });
    out.push_str(PREFIXES.get(usize::from(prefix)).map_or("", |prefix| prefix.0));
    out.push_str(unit.name);
}

/// Adds the code; whether there is one. Customary units, in brackets, take no prefix.
fn code(out: &mut String, (unit, prefix, power): (&Unit, u8, u8)) -> bool {
    let symbol = PREFIXES.get(usize::from(prefix)).map_or("", |prefix| prefix.1);
    out.push_str(if symbol == "µ" { "u" } else { symbol });
    out.push_str(unit.ucum);
    if power > 1 {
        out.push(char::from(b'0' + power));
    }
    !unit.ucum.is_empty() && (prefix == 0 || !unit.ucum.starts_with('['))
}
