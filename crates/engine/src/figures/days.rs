//! Plain arithmetic of days, inside the years that ISO 8601 writes with four digits. Nothing here panics: what lies
//! outside is nothing.

use chrono::{Datelike, Months, NaiveDate, Weekday};

/// The day `n` days after `date`, or before it when `n` is negative.
pub(super) fn add_days(date: NaiveDate, n: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(date.num_days_from_ce().checked_add(n)?).filter(covers)
}

/// The day `n` months after `date`, or before it when `n` is negative; the month's last when it is too short.
pub(super) fn add_months(date: NaiveDate, n: i32) -> Option<NaiveDate> {
    let months = Months::new(n.unsigned_abs());
    if n < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }.filter(covers)
}

/// Whether the year has four digits at most, as ISO 8601 and TIMEX3 write it.
pub(super) fn covers(date: &NaiveDate) -> bool {
    (-9999..=9999).contains(&date.year())
}

/// The Monday of an ISO week.
pub(super) fn monday(year: i16, week: u8) -> Option<NaiveDate> {
    NaiveDate::from_isoywd_opt(year.into(), week.into(), Weekday::Mon)
}

/// The nearest day with that month and number that is the weekday, within three years; Monday is 1.
pub(super) fn on_weekday(date: NaiveDate, (month, day): (u8, u8), weekday: u8) -> Option<NaiveDate> {
    (-3..=3)
        .filter_map(|n| NaiveDate::from_ymd_opt(date.year() + n, month.into(), day.into()))
        .filter(|other| other.weekday().number_from_monday() == u32::from(weekday))
        .min_by_key(|other| other.signed_duration_since(date).num_days().abs())
}
