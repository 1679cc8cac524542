//! Calendar points at the precision stated, and how they are settled against the article's date: ISO 8601 where the
//! year is known, TIMEX3 with X where it is not. Nothing is made more precise than the words are.

use chrono::{Datelike, NaiveDate};

pub(super) use super::days::{add_days, add_months, covers};
use super::days::{monday, on_weekday};
use super::moving::Moving;
pub(super) use super::shift::shifted;
use super::words::Season;
use crate::value::{Scalar, Sub, Value};

/// A point as stated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) year: Option<i16>,
    pub(super) field: Field,
}

/// The part of the year, or the span of years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Field {
    Year,
    Month(u8),
    /// Month and day.
    Day(u8, u8),
    /// Monday is 1.
    Weekday(u8),
    /// Month and day, and the weekday that it is.
    DayOn(u8, u8, u8),
    /// So many days from a month and day on.
    Span(u8, u8, u8),
    /// A weekday that is this day of a month: Monday the 21st.
    WeekdayOf(u8, u8),
    /// A day of some month.
    MonthDay(u8),
    Quarter(u8),
    Half(u8),
    Season(Season),
    /// ISO week.
    Week(u8),
    /// Weekend of that ISO week.
    Weekend(u8),
    /// The ten years from `year` on.
    Decade,
    /// The hundred years from `year` on.
    Century,
    /// A day or week that has another date every year.
    Moving(Moving),
    /// A point that only the article's date can settle, which is not known.
    Unsettled(Grain),
}

/// Lengths that relative dates count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Which way a point without a year is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    Past,
    Future,
    /// The nearer of the two.
    Near,
}

impl Point {
    pub(super) fn new(year: impl Into<Option<i16>>, field: Field) -> Self {
        Self { year: year.into(), field }
    }

    /// A day, if the calendar has it; 29 February passes without a year.
    pub(super) fn day(year: impl Into<Option<i16>>, month: u8, day: u8) -> Option<Self> {
        let year = year.into();
        date(year.unwrap_or(2000), month, day)?;
        Some(Self::new(year, Field::Day(month, day)))
    }

    /// A day that has to be worked out for its year, worked out when that is known.
    pub(super) fn moving(year: Option<i16>, day: Moving) -> Self {
        Self::new(year, Field::Moving(day)).fixed()
    }

    fn fixed(self) -> Self {
        match (self.field, self.year) {
            (Field::Moving(day), Some(year)) => day.in_year(year).unwrap_or(self),
            (Field::Moving(Moving::Fixed(month, day)), None) => Self::new(None, Field::Day(month, day)),
            _ => self,
        }
    }

    pub(super) fn of(date: NaiveDate) -> Self {
        Self::new(year(date), Field::Day(date.month() as u8, date.day() as u8))
    }

    /// Whether the point is one day.
    pub(super) fn is_day(&self) -> bool {
        match self.field {
            Field::Moving(day) => day.is_day(),
            field => matches!(
                field,
                Field::Day(..)
                    | Field::DayOn(..)
                    | Field::Weekday(_)
                    | Field::WeekdayOf(..)
                    | Field::MonthDay(_)
                    | Field::Unsettled(Grain::Day)
            ),
        }
    }

    /// The TIMEX3 value; the ISO string when the year is known.
    pub(super) fn timex(&self) -> String {
        let year = self.year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
        match self.field {
            Field::Year => year,
            Field::Month(month) => format!("{year}-{month:02}"),
            Field::Day(month, day) | Field::DayOn(month, day, _) => format!("{year}-{month:02}-{day:02}"),
            Field::Span(month, day, n) => format!("{year}-{month:02}-{day:02}/P{n}D"),
            Field::Weekday(day) | Field::WeekdayOf(day, _) => format!("XXXX-WXX-{day}"),
            Field::MonthDay(day) => format!("XXXX-XX-{day:02}"),
            Field::Quarter(quarter) => format!("{year}-Q{quarter}"),
            Field::Half(half) => format!("{year}-H{half}"),
            Field::Season(season) => format!("{year}-{}", season.code()),
            Field::Week(week) => format!("{year}-W{week:02}"),
            Field::Weekend(week) => format!("{year}-W{week:02}-WE"),
            Field::Decade => format!("{}X", year.get(..3).unwrap_or("XXX")),
            Field::Century => format!("{}XX", year.get(..2).unwrap_or("XX")),
            Field::Moving(day) => day.timex(),
            Field::Unsettled(grain) => match grain {
                Grain::Day => "XXXX-XX-XX",
                Grain::Week => "XXXX-WXX",
                Grain::Weekend => "XXXX-WXX-WE",
                Grain::Month => "XXXX-XX",
                Grain::Quarter => "XXXX-QX",
                Grain::Year => "XXXX",
                Grain::Decade => "XXX",
                Grain::Century => "XX",
            }
            .to_owned(),
        }
    }

    /// The ISO string, when the year is known.
    pub(super) fn iso(&self) -> Option<String> {
        let settled =
            self.year.is_some() && !matches!(self.field, Field::Weekday(_) | Field::Moving(_) | Field::Unsettled(_));
        let settled = settled && !matches!(self.field, Field::Span(..));
        settled.then(|| self.timex())
    }

    /// First day and the day after the last, when the year is known and the calendar fixes them.
    pub(super) fn bounds(&self) -> Option<(NaiveDate, NaiveDate)> {
        let year = self.year?;
        let months = |first: u8, n: i32| {
            let start = date(year, first, 1)?;
            Some((start, add_months(start, n)?))
        };
        let days = |start: NaiveDate, n: i32| Some((start, add_days(start, n)?));
        match self.field {
            Field::Year => months(1, 12),
            Field::Month(month) => months(month, 1),
            Field::Day(month, day) => days(date(year, month, day)?, 1),
            Field::Span(month, day, n) => days(date(year, month, day)?, n.into()),
            Field::Quarter(quarter @ 1..=4) => months(quarter * 3 - 2, 3),
            Field::Half(half @ 1..=2) => months(half * 6 - 5, 6),
            Field::Week(week) => days(monday(year, week)?, 7),
            Field::Weekend(week) => days(add_days(monday(year, week)?, 5)?, 2),
            Field::Decade => months(1, 120),
            Field::Century => months(1, 1200),
            Field::Quarter(_)
            | Field::Half(_)
            | Field::Season(_)
            | Field::DayOn(..)
            | Field::Weekday(_)
            | Field::WeekdayOf(..)
            | Field::MonthDay(_)
            | Field::Moving(_)
            | Field::Unsettled(_) => None,
        }
    }

    /// The point with its year filled in from the article's date, where it has one and needs one.
    pub(super) fn settle(self, today: Option<NaiveDate>, lean: Lean) -> Self {
        let Some(today) = today.filter(|_| self.year.is_none()) else { return self };
        if let Field::Weekday(day) = self.field {
            let back = (today.weekday().number_from_monday() as i32 - i32::from(day)).rem_euclid(7);
            let days = if lean == Lean::Future { (7 - back) % 7 } else { -back };
            return add_days(today, days).map_or(self, Self::of);
        }
        if let Field::DayOn(month, day, weekday) = self.field {
            let nearest = on_weekday(today, (month, day), weekday).map(Self::of);
            return nearest.unwrap_or_else(|| Self::new(None, Field::Day(month, day)).settle(Some(today), Lean::Near));
        }
        if let Field::WeekdayOf(_, number) | Field::MonthDay(number) = self.field {
            let fits = |date: &NaiveDate| match self.field {
                Field::WeekdayOf(day, _) => date.weekday().number_from_monday() == u32::from(day),
                _ => lean == Lean::Near || (*date > today) == (lean == Lean::Future),
            };
            let month = |n: i32| add_months(today, n)?.with_day(number.into()).filter(fits);
            return (0..12).flat_map(|n| [n, -n]).find_map(month).map_or(self, Self::of);
        }
        let around = |shift: i16| Self { year: Some(year(today) + shift), ..self }.fixed();
        let start = |point: &Self| point.bounds().map(|(start, _)| start).or_else(|| season_start(point));
        let Some(this) = start(&around(0)) else {
            return match self.field {
                Field::Day(2, 29) => (0..8).map(|n| around(-n)).find(|p| p.bounds().is_some()).unwrap_or(self),
                _ => self,
            };
        };
        match lean {
            Lean::Past if this > today => around(-1),
            Lean::Future if around(0).bounds().map_or(this < today, |(_, end)| end <= today) => around(1),
            Lean::Past | Lean::Future => around(0),
            Lean::Near => [around(-1), around(0), around(1)]
                .into_iter()
                .filter_map(|point| Some((start(&point)?.signed_duration_since(today).num_days().abs(), point)))
                .min_by_key(|(days, _)| *days)
                .map_or(self, |(_, point)| point),
        }
    }

    /// Its normal form: the TIMEX3 value as stated, the ISO value as settled.
    pub(super) fn normal(self, today: Option<NaiveDate>, lean: Lean) -> Value {
        let settled = self.settle(today, lean);
        let spans = matches!(
            settled.field,
            Field::Span(..)
                | Field::Quarter(_)
                | Field::Half(_)
                | Field::Decade
                | Field::Century
                | Field::Week(_)
                | Field::Weekend(_)
        );
        let bounds = settled.bounds().filter(|_| spans);
        let sub = if matches!(self.field, Field::Unsettled(_)) { Sub::Relative } else { Sub::Date };
        let (start, end) = (bounds.map(|b| b.0.to_string()), bounds.map(|b| b.1.to_string()));
        timed(sub, self.timex(), [settled.iso(), start, end, None])
    }
}

/// A value of time with its TIMEX3 string, and what is known of its ISO string, start, end and zone.
#[inline(never)] // a value is large, and so is the code that makes one
pub(super) fn timed(sub: Sub, timex: String, [value, start, end, tz]: [Option<String>; 4]) -> Value {
    let value = value.map(Scalar::Text);
    Value { sub: Some(sub), timex: Some(timex), value, start, end, tz, ..Value::default() }
}

/// The range from one point to another, with its first day and the day after its last.
pub(super) fn days(low: &Point, high: &Point, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Value {
    let ends = [None, from.map(|date| date.to_string()), to.map(|date| date.to_string()), None];
    timed(Sub::Range, format!("{}/{}", low.timex(), high.timex()), ends)
}

fn date(year: i16, month: u8, day: u8) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
}

pub(super) fn year(date: NaiveDate) -> i16 {
    date.year() as i16
}

/// Roughly when a season starts, to tell past from future.
fn season_start(point: &Point) -> Option<NaiveDate> {
    let Field::Season(season) = point.field else { return None };
    let month = match season {
        Season::Winter => 1,
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
    };
    date(point.year?, month, 1)
}
