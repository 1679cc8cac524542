//! Calendar points at the precision stated, and how they are settled against the article's date: ISO 8601 where the
//! year is known, TIMEX3 with X where it is not. Nothing is made more precise than the words are.

use jiff::Span;
use jiff::civil::Date;

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
    pub(super) fn day(year: Option<i16>, month: u8, day: u8) -> Option<Self> {
        Date::new(year.unwrap_or(2000), month as i8, day as i8).ok()?;
        Some(Self::new(year, Field::Day(month, day)))
    }

    pub(super) fn of(date: Date) -> Self {
        Self::new(date.year(), Field::Day(date.month() as u8, date.day() as u8))
    }

    /// Whether the point is one day.
    pub(super) fn is_day(&self) -> bool {
        matches!(self.field, Field::Day(..) | Field::Weekday(_) | Field::Unsettled(Grain::Day))
    }

    /// The TIMEX3 value; the ISO string when the year is known.
    pub(super) fn timex(&self) -> String {
        let year = self.year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
        match self.field {
            Field::Year => year,
            Field::Month(month) => format!("{year}-{month:02}"),
            Field::Day(month, day) => format!("{year}-{month:02}-{day:02}"),
            Field::Weekday(day) => format!("XXXX-WXX-{day}"),
            Field::Quarter(quarter) => format!("{year}-Q{quarter}"),
            Field::Half(half) => format!("{year}-H{half}"),
            Field::Season(season) => format!("{year}-{}", season.code()),
            Field::Week(week) => format!("{year}-W{week:02}"),
            Field::Weekend(week) => format!("{year}-W{week:02}-WE"),
            Field::Decade => format!("{}X", year.get(..3).unwrap_or("XXX")),
            Field::Century => format!("{}XX", year.get(..2).unwrap_or("XX")),
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
        let settled = self.year.is_some() && !matches!(self.field, Field::Weekday(_) | Field::Unsettled(_));
        settled.then(|| self.timex())
    }

    /// First day and the day after the last, when the year is known and the calendar fixes them.
    pub(super) fn bounds(&self) -> Option<(Date, Date)> {
        let year = self.year?;
        let from = |month: u8, day: u8| Date::new(year, month as i8, day as i8).ok();
        let (start, length) = match self.field {
            Field::Year => (from(1, 1)?, Span::new().years(1)),
            Field::Month(month) => (from(month, 1)?, Span::new().months(1)),
            Field::Day(month, day) => (from(month, day)?, Span::new().days(1)),
            Field::Quarter(quarter @ 1..=4) => (from(quarter * 3 - 2, 1)?, Span::new().months(3)),
            Field::Half(half @ 1..=2) => (from(half * 6 - 5, 1)?, Span::new().months(6)),
            Field::Week(week) => (monday(year, week)?, Span::new().days(7)),
            Field::Weekend(week) => (monday(year, week)?.checked_add(Span::new().days(5)).ok()?, Span::new().days(2)),
            Field::Decade => (from(1, 1)?, Span::new().years(10)),
            Field::Century => (from(1, 1)?, Span::new().years(100)),
            Field::Quarter(_) | Field::Half(_) | Field::Season(_) | Field::Weekday(_) | Field::Unsettled(_) => {
                return None;
            }
        };
        Some((start, start.checked_add(length).ok()?))
    }

    /// The point with its year filled in from the article's date, where it has one and needs one.
    pub(super) fn settle(self, today: Option<Date>, lean: Lean) -> Self {
        let Some(today) = today.filter(|_| self.year.is_none()) else { return self };
        if let Field::Weekday(day) = self.field {
            let back = (today.weekday().to_monday_one_offset() - day as i8).rem_euclid(7);
            let days = if lean == Lean::Future { (7 - back) % 7 } else { -back };
            return today.checked_add(Span::new().days(days)).map_or(self, Self::of);
        }
        let around = |shift: i16| Self { year: Some(today.year() + shift), ..self };
        let start = |point: &Self| point.bounds().map(|(start, _)| start).or_else(|| season_start(point));
        let Some(this) = start(&around(0)) else {
            return match self.field {
                Field::Day(2, 29) => (0..8).map(|n| around(-n)).find(|p| p.bounds().is_some()).unwrap_or(self),
                _ => self,
            };
        };
        match lean {
            Lean::Past if this > today => around(-1),
            Lean::Future if around(0).bounds().is_some_and(|(_, end)| end <= today) => around(1),
            Lean::Past | Lean::Future => around(0),
            Lean::Near => [around(-1), around(0), around(1)]
                .into_iter()
                .filter_map(|point| Some((days_between(start(&point)?, today), point)))
                .min_by_key(|(days, _)| *days)
                .map_or(self, |(_, point)| point),
        }
    }

    /// Its normal form: the TIMEX3 value as stated, the ISO value as settled.
    pub(super) fn normal(self, today: Option<Date>, lean: Lean) -> Value {
        let settled = self.settle(today, lean);
        let spans = matches!(
            settled.field,
            Field::Quarter(_) | Field::Half(_) | Field::Decade | Field::Century | Field::Week(_) | Field::Weekend(_)
        );
        let bounds = settled.bounds().filter(|_| spans);
        let sub = if matches!(self.field, Field::Unsettled(_)) { Sub::Relative } else { Sub::Date };
        Value {
            sub: Some(sub),
            timex: Some(self.timex()),
            value: settled.iso().map(Scalar::Text),
            start: bounds.map(|(start, _)| start.to_string()),
            end: bounds.map(|(_, end)| end.to_string()),
            ..Value::default()
        }
    }
}

/// The point `n` grains from the article's date; unsettled without one.
pub(super) fn shifted(today: Option<Date>, grain: Grain, n: i32) -> Point {
    let unsettled = Point::new(None, Field::Unsettled(grain));
    let Some(today) = today else { return unsettled };
    let moved = |span: Span| today.checked_add(span).ok();
    let small = n.clamp(-9000, 9000);
    let point = match grain {
        Grain::Day => moved(Span::new().days(n.clamp(-900_000, 900_000))).map(Point::of),
        Grain::Week | Grain::Weekend => moved(Span::new().weeks(n.clamp(-100_000, 100_000))).map(|date| {
            let week = date.iso_week_date();
            let number = week.week() as u8;
            Point::new(week.year(), if grain == Grain::Week { Field::Week(number) } else { Field::Weekend(number) })
        }),
        Grain::Month => moved(Span::new().months(n.clamp(-90_000, 90_000)))
            .map(|date| Point::new(date.year(), Field::Month(date.month() as u8))),
        Grain::Quarter => moved(Span::new().months(small * 3))
            .map(|date| Point::new(date.year(), Field::Quarter((date.month() as u8).div_ceil(3)))),
        Grain::Year => moved(Span::new().years(small)).map(|date| Point::new(date.year(), Field::Year)),
        Grain::Decade => moved(Span::new().years(small.clamp(-900, 900) * 10))
            .map(|date| Point::new(date.year() / 10 * 10, Field::Decade)),
        Grain::Century => moved(Span::new().years(small.clamp(-90, 90) * 100))
            .map(|date| Point::new(date.year() / 100 * 100, Field::Century)),
    };
    point.unwrap_or(unsettled)
}

fn days_between(a: Date, b: Date) -> i32 {
    a.since(b).map_or(i32::MAX, |span| span.get_days().abs())
}

fn monday(year: i16, week: u8) -> Option<Date> {
    jiff::civil::ISOWeekDate::new(year, week as i8, jiff::civil::Weekday::Monday).ok().map(Date::from)
}

/// Roughly when a season starts, to tell past from future.
fn season_start(point: &Point) -> Option<Date> {
    let Field::Season(season) = point.field else { return None };
    let month = match season {
        Season::Winter => 1,
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
    };
    Date::new(point.year?, month, 1).ok()
}
