//! Holidays of lunar calendars, which wander through ours: Islamic months after the calendar of Umm al-Qura, Jewish
//! feasts by their arithmetic, Orthodox Easter, the Lunar New Year, Diwali and Holi. Tables reach from 1950 to 2050;
//! where the new moon is sighted, a feast may begin a day later than here.

use chrono::{Datelike, NaiveDate};

use super::calendar::{Field, Point, add_days};
use super::moving::Moving;
use super::spoken;
use super::tokens::Tokens;
use super::words::Role;

/// How the day or days are found in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lunar {
    /// Month and day of the Islamic calendar.
    Islamic(u8, u8),
    /// The month of Ramadan.
    Ramadan,
    /// Days from Passover's first, and how many with the eve before them.
    Spring(i16, u8),
    /// Days from the Jewish new year, and how many with the eve before them.
    Autumn(i16, u8),
    Hanukkah,
    /// Days from Easter Sunday of the Julian calendar.
    Orthodox(i8),
    NewYear,
    Diwali,
    Holi,
}

impl Lunar {
    /// Whether it is one day.
    pub(super) fn is_day(self) -> bool {
        !matches!(self, Self::Ramadan | Self::Hanukkah | Self::Spring(_, 2..) | Self::Autumn(_, 2..))
    }

    pub(super) fn in_year(self, year: i16) -> Option<Point> {
        let year = i32::from(year);
        let (date, length) = match self {
            Self::Islamic(month, day) => (islamic(year, month, day)?, 1),
            Self::Ramadan => {
                let first = islamic(year, 9, 1)?;
                let next = islamic(year, 10, 1).filter(|next| *next > first);
                (first, next.map_or(30, |next| next.signed_duration_since(first).num_days() as u8))
            }
            Self::Spring(plus, length) => (add_days(new_year(year)?, i32::from(plus) - 163)?, length),
            Self::Autumn(plus, length) => (add_days(new_year(year)?, plus.into())?, length),
            Self::Hanukkah => {
                let (first, next) = (new_year(year)?, new_year(year + 1)?);
                let long = next.signed_duration_since(first).num_days() % 30 == 25; // 355 or 385 days
                (add_days(first, if long { 83 } else { 82 })?, 9)
            }
            Self::Orthodox(plus) => (orthodox(year).and_then(|date| add_days(date, plus.into()))?, 1),
            Self::NewYear => (listed(NEW_YEAR, year, (1, 21))?, 1),
            Self::Diwali => (listed(DIWALI, year, (10, 13))?, 1),
            Self::Holi => (listed(HOLI, year, (2, 26))?, 1),
        };
        let eve =
            if length > 1 && self != Self::Ramadan && self != Self::Hanukkah { add_days(date, -1)? } else { date };
        let point = Point::of(eve);
        match (length, point.field) {
            (2.., Field::Day(month, day)) => Some(Point::new(point.year, Field::Span(month, day, length))),
            _ => Some(point),
        }
    }
}

/// The day of a year that a table of offsets from some day names.
fn listed(table: &[u8], year: i32, (month, day): (u32, u32)) -> Option<NaiveDate> {
    let letter = *table.get(usize::try_from(year - 1950).ok()?)?;
    let plus = if letter.is_ascii_lowercase() { letter - b'a' + 26 } else { letter.checked_sub(b'A')? };
    add_days(NaiveDate::from_ymd_opt(year, month, day)?, plus.into())
}

/// The first such day of the Islamic calendar in the year.
fn islamic(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    let near = (year - 622) * 33 / 32;
    (near - 1..near + 3).filter_map(|hijri| hijri_day(hijri, month, day)).find(|date| date.year() == year)
}

/// The tabular calendar, and how far that of Umm al-Qura is from it in the months that have feasts.
fn hijri_day(year: i32, month: u8, day: u8) -> Option<NaiveDate> {
    let code = *DEVIATIONS.get(usize::try_from(year - 1369).ok()?)?;
    let place = [1, 3, 9, 10, 12].iter().position(|&m| m == month)?;
    let off = i32::from(code >> (2 * place) & 3) - 2;
    let month = i32::from(month);
    let days = i32::from(day) + 29 * (month - 1) + month / 2 + (year - 1) * 354 + (3 + 11 * year) / 30 + 227_014;
    NaiveDate::from_num_days_from_ce_opt(days + off)
}

/// The Jewish new year in the autumn of the year.
fn new_year(year: i32) -> Option<NaiveDate> {
    if !(1..4000).contains(&year) {
        return None;
    }
    let delay = |jewish: i32| {
        let months = i64::from(235 * jewish - 234) / 19;
        let days = 29 * months + (12_084 + 13_753 * months) / 25_920;
        if 3 * (days + 1) % 7 < 3 { days + 1 } else { days }
    };
    let jewish = year + 3761;
    let (last, this, next) = (delay(jewish - 1), delay(jewish), delay(jewish + 1));
    let plus = if next - this == 356 { 2 } else { i64::from(this - last == 382) };
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(this + plus).ok()? - 1_373_427)
}

/// Easter Sunday of the Julian calendar, after Meeus, as our calendar has it from 1900 to 2099.
fn orthodox(year: i32) -> Option<NaiveDate> {
    let d = (19 * (year % 19) + 15) % 30;
    let n = d + (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7 + 114;
    let julian = NaiveDate::from_ymd_opt(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)?;
    add_days(julian, 13).filter(|_| (1900..2100).contains(&year))
}

/// The holiday that token `i` opens, and one past it: "Eid al-Fitr", "Rosh Hashanah", "Lunar New Year".
pub(super) fn holiday(t: &Tokens, i: usize) -> Option<(Moving, usize)> {
    FEASTS.iter().filter_map(|(words, day)| Some((Moving::Lunar(*day), phrase(t, i, words)?))).max_by_key(|row| row.1)
}

/// One past the words at `i`, with hyphens and the Arabic article between them.
fn phrase(t: &Tokens, i: usize, words: &str) -> Option<usize> {
    let mut j = i;
    for word in words.split(' ') {
        if j > i {
            j = t.past_hyphen(j);
            j = t.past_hyphen(j + usize::from(t.any(j, &["al", "ul", "el"])));
        }
        if !t.is(j, word) || j > i && !t.near(j) {
            return None;
        }
        j += 1;
    }
    let day = t.any(j, &["day", "eve"]) && t.near(j);
    let before = i.wrapping_sub(1); // "a Diwali party" is no day
    let thing = t.lower(j) && t.role(before) == Role::Article && !spoken::free(t, j);
    (!day && !thing && !t.hyphen(j) && !t.symbol(j, '\'')).then_some(j)
}

#[rustfmt::skip]
const FEASTS: &[(&str, Lunar)] = &[
    ("ramadan", Lunar::Ramadan), ("ramzan", Lunar::Ramadan), ("eid fitr", Lunar::Islamic(10, 1)),
    ("eid adha", Lunar::Islamic(12, 10)), ("ashura", Lunar::Islamic(1, 10)), ("mawlid", Lunar::Islamic(3, 12)),
    ("mawlid nabi", Lunar::Islamic(3, 12)), ("mawlid nabawi", Lunar::Islamic(3, 12)),
    ("islamic new year", Lunar::Islamic(1, 1)), ("laylat qadr", Lunar::Islamic(9, 27)),
    ("passover", Lunar::Spring(0, 9)), ("pesach", Lunar::Spring(0, 9)), ("purim", Lunar::Spring(-30, 1)),
    ("shavuot", Lunar::Spring(50, 3)), ("rosh hashanah", Lunar::Autumn(0, 3)), ("rosh hashana", Lunar::Autumn(0, 3)),
    ("yom kippur", Lunar::Autumn(9, 1)), ("sukkot", Lunar::Autumn(14, 8)), ("simchat torah", Lunar::Autumn(22, 1)),
    ("hanukkah", Lunar::Hanukkah), ("chanukah", Lunar::Hanukkah), ("hanukah", Lunar::Hanukkah),
    ("orthodox easter", Lunar::Orthodox(0)), ("orthodox easter sunday", Lunar::Orthodox(0)),
    ("orthodox good friday", Lunar::Orthodox(-2)), ("orthodox easter monday", Lunar::Orthodox(1)),
    ("chinese new year", Lunar::NewYear), ("lunar new year", Lunar::NewYear), ("diwali", Lunar::Diwali),
    ("chinese lunar new year", Lunar::NewYear), ("deepavali", Lunar::Diwali), ("holi", Lunar::Holi),
];

/// Days from 21 January, A to Z and on from a.
const NEW_YEAR: &[u8] =
    b"bQGYNDWKcSHZPEXMATJbQGZNCVKcRHaPEXMeTIbQGZOCUKdRHaPDWLBTIcRFYNCUKdSHaPEWLBUIbQFXNCVKdSHZODWLBUJbQFYMC";

/// Days from 13 October.
const DIWALI: &[u8] =
    b"bRFYNfUJcSGZODVLeTIbQFXMfUJcSHZOhWKeTJbQFXMfVKcRGZNgWLeTIbPEXNfUKdRGZOgWLeSHaQEXNgUJcRFYOEWLeTHaPFXNg";

/// Days from 26 February.
const HOLI: &[u8] =
    b"GZPDWLeSIbQFXMfTJcSGZODVKdTIbQFXMfUJcSHYNDWKdTIaPEXMfUKcRGZNDWLdTIbPEXNfUKcQGYODWLeSHaPEXNgUJcRFYOEWL";

/// For the Islamic years from 1369 on, two bits a month, less two: days from the tabular calendar in months 1, 3, 9,
/// 10 and 12.
#[rustfmt::skip]
static DEVIATIONS: [u16; 105] = [
    613, 682, 618, 346, 362, 698, 618, 682, 341, 682, 362, 341, 341, 357, 341, 341, 597, 345, 342, 341, 341, 698, 341,
    342, 346, 277, 341, 357, 341, 357, 277, 345, 346, 20, 357, 421, 337, 341, 21, 21, 357, 80, 357, 677, 341, 342,
    346, 21, 357, 336, 341, 682, 342, 346, 362, 341, 677, 682, 614, 682, 346, 362, 426, 357, 677, 682, 341, 362, 85,
    357, 421, 357, 677, 682, 341, 362, 426, 357, 677, 357, 614, 618, 345, 361, 682, 357, 678, 682, 346, 346, 281, 361,
    682, 341, 618, 618, 282, 362, 341, 357, 678, 597, 618, 618, 341,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_on_their_days() {
        for (year, feast, wanted) in [
            (2024, Lunar::Islamic(10, 1), "2024-04-10"),
            (2018, Lunar::Islamic(12, 10), "2018-08-21"),
            (2023, Lunar::Autumn(9, 1), "2023-09-25"),
            (2024, Lunar::Spring(-30, 1), "2024-03-24"),
            (2024, Lunar::NewYear, "2024-02-10"),
            (2023, Lunar::Diwali, "2023-11-12"),
            (2019, Lunar::Holi, "2019-03-21"),
            (2020, Lunar::Orthodox(0), "2020-04-19"),
        ] {
            let found = feast.in_year(year).and_then(|point| point.bounds());
            assert_eq!(found.map(|bounds| bounds.0.to_string()).as_deref(), Some(wanted), "{feast:?} {year}");
        }
        for (year, feast, wanted) in [
            (2018, Lunar::Ramadan, ("2018-05-16", "2018-06-15")),
            (2023, Lunar::Autumn(0, 3), ("2023-09-15", "2023-09-18")),
            (2024, Lunar::Spring(0, 9), ("2024-04-22", "2024-05-01")),
            (2023, Lunar::Hanukkah, ("2023-12-07", "2023-12-16")),
        ] {
            let found = feast.in_year(year).and_then(|point| point.bounds());
            let found = found.map(|bounds| (bounds.0.to_string(), bounds.1.to_string()));
            assert_eq!(found, Some((wanted.0.to_owned(), wanted.1.to_owned())), "{feast:?} {year}");
        }
    }
}
