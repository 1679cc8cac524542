//! Dates, times, durations and recurrences out of ISO 8601 and TIMEX3 into words: "the second quarter of 2023",
//! "eighteen months", "every Monday". What has no day without the article's date says so.

use postil_engine::decimal;

use super::spoken;
use super::words::plural_of;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Said of a date that only the article's date can settle.
pub const OPEN: &str = "which one is open without the article’s date";

/// A date or time in words; nothing for what is in no form known here.
#[must_use]
pub fn day(iso: &str) -> Option<String> {
    match iso {
        "PRESENT_REF" => return Some("now".into()),
        "PAST_REF" => return Some("some time ago".into()),
        "FUTURE_REF" => return Some("some time to come".into()),
        _ => {}
    }
    if let Some(time) = iso.strip_prefix('T').or_else(|| Some(iso).filter(|iso| iso.get(2..3) == Some(":"))) {
        return clock(time);
    }
    let (date, time) = iso.split_once('T').map_or((iso, None), |(date, time)| (date, Some(time)));
    let mut words = date_words(date)?;
    if let Some(time) = time {
        words = format!("{words}, {}", clock(time)?);
    }
    Some(words)
}

fn date_words(date: &str) -> Option<String> {
    let mut parts = date.split('-');
    let year = parts.next()?;
    let open = year == "XXXX";
    let known = |words: String| if open { format!("{words}; {OPEN}") } else { format!("{words} {year}") };
    let of = |words: String| if open { format!("{words}; {OPEN}") } else { format!("{words} of {year}") };
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => year_words(year),
        (Some("XX"), day, None) => Some(format!("a {}; {OPEN}", if day.is_some() { "day" } else { "month" })),
        (Some(week), weekday, None) if week.starts_with('W') => match (week, weekday) {
            ("WXX", Some("WE")) => Some(format!("a weekend; {OPEN}")),
            ("WXX", Some(day)) => Some(format!("a {}; {OPEN}", DAYS.get(index(day)?)?)),
            ("WXX", None) => Some(format!("a week; {OPEN}")),
            (_, Some("WE")) => Some(of(format!("the weekend of week {}", number(week.get(1..)?)?))),
            (_, None) => Some(of(format!("week {}", number(week.get(1..)?)?))),
            (_, Some(day)) => Some(of(format!("{} of week {}", DAYS.get(index(day)?)?, number(week.get(1..)?)?))),
        },
        (Some(part), None, None) => match part {
            "SP" => Some(known("spring".into())),
            "SU" => Some(known("summer".into())),
            "FA" | "AU" => Some(known("autumn".into())),
            "WI" => Some(known("winter".into())),
            _ if part.starts_with(['Q', 'H']) => {
                let name = if part.starts_with('Q') { "quarter" } else { "half" };
                Some(of(format!("the {} {name}", spoken::ordinal(f64::from(number(part.get(1..)?)?)))))
            }
            _ => Some(known((*MONTHS.get(index(part)?)?).to_owned())),
        },
        (Some(month), Some(day), None) => Some(known(format!("{} {}", number(day)?, MONTHS.get(index(month)?)?))),
        _ => None,
    }
}

fn year_words(year: &str) -> Option<String> {
    if year == "XXXX" {
        return Some(format!("a year; {OPEN}"));
    }
    if let Some(decade) = year.strip_suffix('X').filter(|rest| number(rest).is_some()) {
        return Some(format!("the {decade}0s"));
    }
    if let Some(century) = year.strip_suffix("XX") {
        return Some(format!("the {} century", spoken::nth(f64::from(number(century)? + 1))));
    }
    let digits = year.trim_start_matches('0');
    number(year).map(|_| digits.to_owned())
}

fn clock(time: &str) -> Option<String> {
    match time {
        "MO" => return Some("in the morning".into()),
        "MI" => return Some("around midday".into()),
        "AF" => return Some("in the afternoon".into()),
        "EV" => return Some("in the evening".into()),
        "NI" => return Some("at night".into()),
        "12:00" => return Some("noon".into()),
        "00:00" | "24:00" => return Some("midnight".into()),
        _ => {}
    }
    let (hour, rest) = time.get(..2).map(|hour| (number(hour), &time[2..]))?;
    let hour = hour.filter(|hour| *hour < 24)?;
    let half = if hour < 12 { "am" } else { "pm" };
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    let minutes = if rest == ":00" { "" } else { rest };
    Some(format!("{twelve}{minutes} {half}"))
}

/// "eighteen months", "two years and three months", "some days" out of `P18M`, `P2Y3M`, `PXD`; numbers as `spell` has
/// them.
#[must_use]
pub fn duration(timex: &str, spell: &dyn Fn(f64) -> String) -> Option<String> {
    let mut rest = timex.strip_prefix('P')?;
    let mut in_time = false;
    let mut parts: Vec<String> = Vec::new();
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T') {
            (rest, in_time) = (time, true);
            continue;
        }
        let at = rest.find(|ch: char| !ch.is_ascii_digit() && ch != '.' && ch != 'X')?;
        let (count, tail) = rest.split_at(at);
        let unit = match (tail.chars().next()?, in_time) {
            ('Y', false) => "year",
            ('M', false) => "month",
            ('W', false) => "week",
            ('D', false) => "day",
            ('H', true) => "hour",
            ('M', true) => "minute",
            ('S', true) => "second",
            _ => return None,
        };
        parts.push(match count {
            "X" => format!("some {unit}s"),
            _ => {
                let n = decimal(count)?;
                format!("{} {}", spell(n), plural_of(unit, n == 1.0))
            }
        });
        rest = tail.get(1..)?;
    }
    let last = parts.pop()?;
    Some(if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) })
}

/// "every two weeks", "every Monday", "every day" out of `P2W`, `XXXX-WXX-1`, `P1D`.
#[must_use]
pub fn every(timex: &str) -> Option<String> {
    if let Some(words) = duration(timex, &spoken::number) {
        return Some(format!("every {}", words.strip_prefix("one ").unwrap_or(&words)));
    }
    let words = day(timex)?;
    let words = words.split(';').next().unwrap_or_default();
    Some(format!("every {}", words.strip_prefix("a ").unwrap_or(words)))
}

fn number(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

/// The place of a month or weekday that is numbered from 1.
fn index(digits: &str) -> Option<usize> {
    (number(digits)? as usize).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_said() {
        for (iso, wanted) in [
            ("2024-04-04", "4 April 2024"),
            ("2020-05", "May 2020"),
            ("2022", "2022"),
            ("199X", "the 1990s"),
            ("18XX", "the 19th century"),
            ("2023-Q2", "the second quarter of 2023"),
            ("2024-H1", "the first half of 2024"),
            ("2021-SU", "summer 2021"),
            ("2024-W14", "week 14 of 2024"),
            ("2024-W14-WE", "the weekend of week 14 of 2024"),
            ("2025-05-13TMO", "13 May 2025, in the morning"),
            ("2024-04-04T17:20", "4 April 2024, 5:20 pm"),
            ("17:20", "5:20 pm"),
            ("T09:00", "9 am"),
            ("12:00", "noon"),
            ("XXXX-WXX-2", "a Tuesday; which one is open without the article’s date"),
            ("XXXX-XX-XX", "a day; which one is open without the article’s date"),
            ("XXXX-04-04", "4 April; which one is open without the article’s date"),
            ("XXXX", "a year; which one is open without the article’s date"),
            ("PAST_REF", "some time ago"),
        ] {
            assert_eq!(day(iso).as_deref(), Some(wanted), "{iso}");
        }
        for iso in ["", "soon", "2024-99", "2024-01-01-01", "é1:00", "T"] {
            assert_eq!(day(iso), None, "{iso}");
        }
    }

    #[test]
    fn durations_and_recurrences_are_said() {
        for (timex, wanted) in [
            ("P18M", "eighteen months"),
            ("P2Y3M", "two years and three months"),
            ("PT2H30M", "two hours and thirty minutes"),
            ("P1D", "one day"),
            ("PXY", "some years"),
        ] {
            assert_eq!(duration(timex, &spoken::number).as_deref(), Some(wanted), "{timex}");
        }
        for (timex, wanted) in [("P1D", "every day"), ("P2W", "every two weeks"), ("XXXX-WXX-1", "every Monday")] {
            assert_eq!(every(timex).as_deref(), Some(wanted), "{timex}");
        }
        assert_eq!(duration("P", &spoken::number), None);
        assert_eq!(every("often"), None);
    }
}
