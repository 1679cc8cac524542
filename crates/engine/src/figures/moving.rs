//! Days that have another date every year: Easter and the days that count from it, the first Monday of September, the
//! last week of July; and the holidays that newspapers name, fixed ones among them.

use chrono::{Datelike, NaiveDate};

use super::calendar::{Field, Point, add_days, add_months};
use super::feasts::{self, Lunar};
use super::tokens::Tokens;

/// How a day is found in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Moving {
    /// Month and day.
    Fixed(u8, u8),
    /// The n-th weekday of a month, counted from its end when n is negative; and days from there.
    Nth(u8, u8, i8, i8),
    /// The n-th week of a month: the one with its n-th Thursday, as ISO 8601 counts weeks in years.
    Week(u8, i8),
    /// The n-th weekend of a month.
    Weekend(u8, i8),
    /// Days from Easter Sunday.
    Easter(i8),
    /// A feast of a lunar calendar.
    Lunar(Lunar),
}

impl Moving {
    pub(super) fn in_year(self, year: i16) -> Option<Point> {
        let day = |date: Option<NaiveDate>| date.map(Point::of);
        match self {
            Self::Fixed(month, day) => Point::day(year, month, day),
            Self::Nth(month, weekday, n, plus) => {
                day(nth(year, month, weekday, n).and_then(|date| add_days(date, plus.into())))
            }
            Self::Week(month, n) => {
                let week = nth(year, month, 4, n)?.iso_week();
                Some(Point::new(week.year() as i16, Field::Week(week.week() as u8)))
            }
            Self::Weekend(month, n) => {
                let week = nth(year, month, 6, n)?.iso_week();
                Some(Point::new(week.year() as i16, Field::Weekend(week.week() as u8)))
            }
            Self::Lunar(feast) => feast.in_year(year),
            Self::Easter(plus) => day(easter(i32::from(year)).and_then(|date| add_days(date, plus.into()))),
        }
    }

    /// Whether it is one day.
    pub(super) fn is_day(self) -> bool {
        match self {
            Self::Week(..) | Self::Weekend(..) => false,
            Self::Lunar(feast) => feast.is_day(),
            Self::Fixed(..) | Self::Nth(..) | Self::Easter(_) => true,
        }
    }

    /// Its TIMEX3 value without a year; `#` counts, since TIMEX3 has no way to.
    pub(super) fn timex(self) -> String {
        match self {
            Self::Fixed(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Self::Nth(month, weekday, n, 0) => format!("XXXX-{month:02}-WXX-{weekday}-#{n}"),
            Self::Week(month, n) => format!("XXXX-{month:02}-W{}", if n < 0 { "XX".into() } else { format!("{n:02}") }),
            Self::Weekend(month, _) => format!("XXXX-{month:02}-WE"),
            Self::Nth(..) | Self::Easter(_) | Self::Lunar(_) => "XXXX-XX-XX".to_owned(),
        }
    }
}

fn nth(year: i16, month: u8, weekday: u8, n: i8) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year.into(), month.into(), 1)?;
    let next = add_months(first, 1)?;
    let base = if n < 0 { next } else { first };
    let ahead = (i32::from(weekday) - base.weekday().number_from_monday() as i32).rem_euclid(7);
    let weeks = if n < 0 { i32::from(n) } else { i32::from(n) - 1 };
    add_days(base, ahead + 7 * weeks).filter(|date| *date >= first && *date < next)
}

/// Easter Sunday of the Gregorian calendar, after Butcher.
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

/// The holiday that token `i` opens, and one past it: "Christmas Eve", "Mother's Day", "Good Friday".
pub(super) fn holiday(t: &Tokens, i: usize) -> Option<(Moving, usize)> {
    if let Some(feast) = feasts::holiday(t, i) {
        return Some(feast);
    }
    let (words, day, bare, long) = HOLIDAYS
        .iter()
        .filter_map(|(words, day)| phrase(t, i, words).map(|(bare, long)| (*words, *day, bare, long)))
        .max_by_key(|row| row.3)?;
    let near = t.near(long);
    let (eve, suffix) = (near && t.is(long, "eve"), near && t.is(long, "day"));
    let end = if eve || suffix { long + 1 } else { bare };
    let sure = eve || suffix || words.contains(' ') && words != "new year";
    let plain = ["christmas", "xmas", "easter", "halloween", "juneteenth", "mardi gras"].contains(&words);
    let thing = t.any(end, &["Island", "Agreement", "egg", "eggs", "bunny", "tree", "trees", "card", "cards"]);
    let timely =
        t.any(i.wrapping_sub(1), &["before", "after", "by", "until", "since", "on", "for", "of", "last", "next"]);
    if thing
        || !(sure || plain || timely) && (!t.capital(i) || t.lower(end - 1))
        || NEED_DAY.contains(&words) && !suffix
    {
        return None;
    }
    let day = match day {
        Moving::Fixed(1, 1) if eve => Moving::Fixed(12, 31),
        Moving::Fixed(month, day) if eve => Moving::Fixed(month, day.max(2) - 1),
        Moving::Nth(month, weekday, n, plus) if eve => Moving::Nth(month, weekday, n, plus - 1),
        Moving::Easter(plus) if eve => Moving::Easter(plus - 1),
        other => other,
    };
    Some((day, end))
}

/// One past the words at `i`, without and with the genitive ending of the last: "mother's", "presidents'".
fn phrase(t: &Tokens, i: usize, words: &str) -> Option<(usize, usize)> {
    let (mut bare, mut j) = (i, i);
    for word in words.split(' ') {
        let token = t.str(j);
        let (stem, rest) = (token.get(..word.len())?, token.get(word.len()..)?);
        if j > i && !t.near(j) || !stem.eq_ignore_ascii_case(word) || !matches!(rest, "" | "s" | "S") {
            return None;
        }
        j += 1;
        bare = j;
        if t.symbol(j, '\'') && t.glued(j) {
            j += 1 + usize::from(t.is(j + 1, "s") && t.glued(j + 1));
        }
    }
    Some((bare, j))
}

/// Names that are a holiday only with "day" behind them.
const NEED_DAY: &[&str] =
    &["mother", "father", "president", "valentine", "martin luther king", "st patrick", "veteran"];

#[rustfmt::skip]
const HOLIDAYS: &[(&str, Moving)] = &[
    ("christmas", Moving::Fixed(12, 25)), ("xmas", Moving::Fixed(12, 25)), ("halloween", Moving::Fixed(10, 31)),
    ("new year", Moving::Fixed(1, 1)), ("boxing day", Moving::Fixed(12, 26)), ("valentine", Moving::Fixed(2, 14)),
    ("st patrick", Moving::Fixed(3, 17)), ("saint patrick day", Moving::Fixed(3, 17)),
    ("independence day", Moving::Fixed(7, 4)), ("veteran", Moving::Fixed(11, 11)),
    ("armistice day", Moving::Fixed(11, 11)), ("remembrance day", Moving::Fixed(11, 11)),
    ("juneteenth", Moving::Fixed(6, 19)), ("april fool day", Moving::Fixed(4, 1)),
    ("groundhog day", Moving::Fixed(2, 2)), ("earth day", Moving::Fixed(4, 22)), ("may day", Moving::Fixed(5, 1)),
    ("bastille day", Moving::Fixed(7, 14)), ("canada day", Moving::Fixed(7, 1)),
    ("australia day", Moving::Fixed(1, 26)), ("anzac day", Moving::Fixed(4, 25)),
    ("inauguration day", Moving::Fixed(1, 20)), ("all saints day", Moving::Fixed(11, 1)),
    ("all souls day", Moving::Fixed(11, 2)), ("women day", Moving::Fixed(3, 8)),
    ("cinco de mayo", Moving::Fixed(5, 5)), ("labor day", Moving::Nth(9, 1, 1, 0)),
    ("labour day", Moving::Nth(9, 1, 1, 0)), ("memorial day", Moving::Nth(5, 1, -1, 0)),
    ("thanksgiving", Moving::Nth(11, 4, 4, 0)), ("black friday", Moving::Nth(11, 4, 4, 1)),
    ("cyber monday", Moving::Nth(11, 4, 4, 4)), ("martin luther king", Moving::Nth(1, 1, 3, 0)),
    ("mlk day", Moving::Nth(1, 1, 3, 0)), ("president", Moving::Nth(2, 1, 3, 0)),
    ("columbus day", Moving::Nth(10, 1, 2, 0)), ("election day", Moving::Nth(11, 1, 1, 1)),
    ("mother", Moving::Nth(5, 7, 2, 0)), ("father", Moving::Nth(6, 7, 3, 0)), ("easter", Moving::Easter(0)),
    ("easter sunday", Moving::Easter(0)), ("easter monday", Moving::Easter(1)), ("good friday", Moving::Easter(-2)),
    ("maundy thursday", Moving::Easter(-3)), ("ash wednesday", Moving::Easter(-46)),
    ("shrove tuesday", Moving::Easter(-47)), ("mardi gras", Moving::Easter(-47)),
    ("palm sunday", Moving::Easter(-7)), ("ascension day", Moving::Easter(39)), ("pentecost", Moving::Easter(49)),
    ("whit monday", Moving::Easter(50)), ("trinity sunday", Moving::Easter(56)),
];
