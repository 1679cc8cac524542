//! Moments that lie hours, minutes or seconds from the article's time: "in ten minutes", "two hours ago". They have a
//! value only where the article's time of day is known.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use super::amount::{Amount, Kind};
use super::calendar::{self, add_days, add_months, timed};
use super::number::Form;
use super::tokens::Tokens;
use crate::value::{Sub, Value};

/// Seconds of the shortest unit that the calendar counts.
const DAY: f32 = 86_400.0;

/// The article's time moved by the length, where that counts hours or less; `sign` is -1 for back in time.
pub(super) fn moved(t: &Tokens, length: &Amount, sign: i32) -> Option<NaiveDateTime> {
    let (now, Kind::Measure(unit)) = (t.now?, length.kind) else { return None };
    if length.number.form == Form::Vague {
        return None;
    }
    let (mut day, mut seconds, mut clock) = (now.date(), 0.0, false);
    for (n, unit) in std::iter::once((length.number.value, unit)).chain(length.parts.iter().copied()) {
        if unit.size < DAY {
            seconds += n * f64::from(unit.size) * unit.factor();
            clock = true;
        } else {
            let whole = Some(n).filter(|n| n.fract() == 0.0 && n.abs() < 100_000.0)?;
            day = shift(day, whole as i32 * sign, unit.name)?;
        }
    }
    let step = TimeDelta::try_seconds(seconds as i64 * i64::from(sign)).filter(|_| clock)?;
    day.and_time(now.time()).checked_add_signed(step).filter(|moment| calendar::covers(&moment.date()))
}

/// The day `n` of these units away.
pub(super) fn shift(date: NaiveDate, n: i32, unit: &str) -> Option<NaiveDate> {
    match unit {
        "day" => add_days(date, n),
        "week" => add_days(date, n.saturating_mul(7)),
        "month" => add_months(date, n),
        "year" => add_months(date, n.saturating_mul(12)),
        _ => None,
    }
}

/// Its ISO string, with seconds where it has some.
pub(super) fn iso(moment: NaiveDateTime) -> String {
    let second = if moment.second() == 0 { String::new() } else { format!(":{:02}", moment.second()) };
    format!("{}T{:02}:{:02}{second}", moment.date(), moment.hour(), moment.minute())
}

/// The normal form of the moment.
pub(super) fn normal(moment: NaiveDateTime) -> Value {
    timed(Sub::Datetime, iso(moment), [Some(iso(moment)), None, None, None])
}

/// The normal form of the stretch between the moment and the article's time, forward or back.
pub(super) fn stretch(t: &Tokens, moment: NaiveDateTime) -> Option<Value> {
    let (from, to) = t.now.map(|now| if moment < now { (moment, now) } else { (now, moment) })?;
    let ends = [None, Some(iso(from)), Some(iso(to)), None];
    Some(timed(Sub::DatetimeRange, format!("{}/{}", iso(from), iso(to)), ends))
}
