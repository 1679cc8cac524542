//! Points that lie so many days, weeks, months, quarters, years from the article's own date, each at its own
//! precision: a week from now is a week, not a day.

use chrono::{Datelike, NaiveDate};

use super::calendar::{Field, Grain, Point, year};
use super::days::{add_days, add_months};

/// The point `n` grains from the article's date; unsettled without one.
pub(super) fn shifted(today: Option<NaiveDate>, grain: Grain, n: i32) -> Point {
    let unsettled = Point::new(None, Field::Unsettled(grain));
    let Some(today) = today else { return unsettled };
    let per_grain = match grain {
        Grain::Day | Grain::Month => 1,
        Grain::Week | Grain::Weekend => 7,
        Grain::Quarter => 3,
        Grain::Year => 12,
        Grain::Decade => 120,
        Grain::Century => 1200,
    };
    let n = n.saturating_mul(per_grain);
    let moved = match grain {
        Grain::Day | Grain::Week | Grain::Weekend => add_days(today, n),
        Grain::Month | Grain::Quarter | Grain::Year | Grain::Decade | Grain::Century => add_months(today, n),
    };
    let Some(date) = moved else { return unsettled };
    let (year, month) = (year(date), date.month() as u8);
    let week = || (date.iso_week().year() as i16, date.iso_week().week() as u8);
    match grain {
        Grain::Day => Point::of(date),
        Grain::Week => Point::new(week().0, Field::Week(week().1)),
        Grain::Weekend => Point::new(week().0, Field::Weekend(week().1)),
        Grain::Month => Point::new(year, Field::Month(month)),
        Grain::Quarter => Point::new(year, Field::Quarter(month.div_ceil(3))),
        Grain::Year => Point::new(year, Field::Year),
        Grain::Decade => Point::new(year / 10 * 10, Field::Decade),
        Grain::Century => Point::new(year / 100 * 100, Field::Century),
    }
}
