//! Whether two dates, times or recurrences say the same. What is written in several ways (a day, a week, a range with
//! either kind of end) is brought to common forms first; any form in common is agreement.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, Weekday};
use serde_json::Value;

use super::norm::{Norm, text, texts};

/// Start and end as ISO 8601, end exclusive; `None` is open.
type Range = (Option<String>, Option<String>);

/// Whether `found` says what `gold` says, or at least as much.
pub(super) fn agree(gold: &Norm, found: &Norm) -> bool {
    let (gold_timex, found_timex) = (timex(gold), timex(found));
    if !gold_timex.is_disjoint(&found_timex) {
        return true;
    }
    let (gold_values, found_values) = (values(gold, &gold_timex), values(found, &found_timex));
    let finer = |a: &String, b: &String| {
        let rest = if a.len() >= 4 { b.strip_prefix(a.as_str()) } else { None };
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', 'T', ':']))
    };
    if !gold_values.is_disjoint(&found_values) || gold_values.iter().any(|a| found_values.iter().any(|b| finer(a, b))) {
        return true;
    }
    let (gold_ranges, found_ranges) = (ranges(gold, &gold_values), ranges(found, &found_values));
    if !gold_ranges.is_disjoint(&found_ranges) {
        return true;
    }
    // What is found may name its last day rather than the day after.
    let longer = |(start, end): &Range| Some((start.clone(), day_after(end.as_deref()?)));
    if found_ranges.iter().filter_map(longer).any(|range| gold_ranges.contains(&range)) {
        return true;
    }
    if gold_values.is_empty() && gold_ranges.is_empty() {
        return gold_timex.is_empty();
    }
    // "late 2022" may be found as its last months.
    let vague = gold.get("mod").and_then(Value::as_str).is_some_and(|it| !it.is_empty());
    let inside = |outer: &(String, String)| {
        found_ranges.iter().any(|(start, end)| match (start, end) {
            (Some(start), Some(end)) => outer.0 <= *start && *end <= outer.1,
            _ => false,
        })
    };
    vague && gold_values.iter().filter_map(|value| interval(value)).any(|outer| inside(&outer))
}

fn timex(norm: &Norm) -> BTreeSet<String> {
    let all: Vec<String> = texts(norm, "timex").iter().map(|it| it.trim().to_uppercase()).collect();
    let bare = all.iter().filter_map(|it| it.strip_prefix('T').filter(|rest| digits(rest, 1)).map(str::to_owned));
    let bare: Vec<String> = bare.collect();
    all.into_iter().chain(bare).collect()
}

fn values(norm: &Norm, timex: &BTreeSet<String>) -> BTreeSet<String> {
    let stated = texts(norm, "values").into_iter().chain(texts(norm, "value"));
    stated.chain(timex.iter().filter(|it| digits(it, 4)).cloned()).map(|it| canonical(&it)).collect()
}

fn ranges(norm: &Norm, values: &BTreeSet<String>) -> BTreeSet<Range> {
    let item = |pair: &Value, index: usize| pair.get(index).and_then(text);
    let listed = norm.get("ranges").and_then(Value::as_array).into_iter().flatten();
    let mut all: BTreeSet<Range> =
        listed.map(|pair| (item(pair, 0).map(|it| point(&it)), item(pair, 1).map(|it| point(&it)))).collect();
    let (start, end) = (norm.get("start").and_then(text), norm.get("end").and_then(text));
    if start.is_some() || end.is_some() {
        all.insert((start.map(|it| point(&it)), end.map(|it| point(&it))));
    }
    all.extend(values.iter().filter_map(|it| interval(it)).map(|(start, end)| (Some(start), Some(end))));
    all
}

/// Whether `text` begins with so many digits.
fn digits(text: &str, count: usize) -> bool {
    text.len() >= count && text.bytes().take(count).all(|byte| byte.is_ascii_digit())
}

/// One way of writing for all: capitals, no zone, no leading T, minutes always and seconds when there are any.
fn canonical(written: &str) -> String {
    let mut value = written.trim().to_uppercase().replace(' ', "T");
    if value.contains('T') && value.contains(':') {
        value = without_zone(&value).to_owned();
    }
    if let Some(rest) = value.strip_prefix('T').filter(|rest| digits(rest, 1)) {
        value = rest.to_owned();
    }
    if let Some((head, zeros)) = value.rsplit_once('.')
        && !zeros.is_empty()
        && zeros.bytes().all(|byte| byte == b'0')
    {
        value = head.to_owned();
    }
    clock(&value).unwrap_or(value)
}

fn without_zone(value: &str) -> &str {
    if let Some(rest) = value.strip_suffix('Z') {
        return rest;
    }
    let two = |part: &str| part.len() == 2 && digits(part, 2);
    value.rfind(['+', '-']).map_or(value, |at| {
        let (head, zone) = value.split_at(at);
        let zone = zone.get(1..).unwrap_or_default();
        let apart = zone.split_once(':').is_some_and(|(hours, minutes)| two(hours) && two(minutes));
        if apart || (zone.len() == 4 && digits(zone, 4)) { head } else { value }
    })
}

/// A time of day, alone or after a date, with its minutes.
fn clock(value: &str) -> Option<String> {
    let (date, time) = match value.split_once('T') {
        Some((date, time)) => (Some(date), time),
        None => (None, value),
    };
    if date.is_none() && !time.contains(':') || date.is_some_and(|date| shape(date) != "0000-00-00") {
        return None;
    }
    let parts: Vec<&str> = time.split(':').collect();
    if parts.len() > 3 || parts.iter().any(|part| shape(part) != "00") {
        return None;
    }
    let hour = date.map_or_else(|| parts[0].to_owned(), |date| format!("{date}T{}", parts[0]));
    let minute = parts.get(1).copied().unwrap_or("00");
    let second = parts.get(2).filter(|it| **it != "00").map(|it| format!(":{it}")).unwrap_or_default();
    Some(format!("{hour}:{minute}{second}"))
}

/// The text with each digit as 0.
fn shape(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// The days of a year, decade, month, quarter, half, week or day.
fn interval(value: &str) -> Option<(String, String)> {
    let value = canonical(value);
    let number = |from: usize, to: usize| value.get(from..to).and_then(|it| it.parse::<i32>().ok());
    let day = |year: i32, month: i32| {
        let date = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, 1)?;
        (1..=9999).contains(&year).then_some(date)
    };
    let months = |month: i32, count: i32| {
        let year = number(0, 4)?;
        let next = month + count;
        Some((day(year, month)?, if next > 12 { day(year + 1, next - 12)? } else { day(year, next)? }))
    };
    let (start, end) = match shape(&value).as_str() {
        "0000" => months(1, 12)?,
        "000X" => (day(number(0, 3)? * 10, 1)?, day(number(0, 3)? * 10 + 10, 1)?),
        "0000-00" => months(number(5, 7)?, 1)?,
        "0000-Q0" => months(3 * number(6, 7).filter(|it| (1..=4).contains(it))? - 2, 3)?,
        "0000-H0" => months(6 * number(6, 7).filter(|it| (1..=2).contains(it))? - 5, 6)?,
        "0000-W00" => {
            let monday = NaiveDate::from_isoywd_opt(number(0, 4)?, u32::try_from(number(6, 8)?).ok()?, Weekday::Mon)?;
            (monday, monday.checked_add_days(Days::new(7))?)
        }
        "0000-00-00" => {
            let date: NaiveDate = value.parse().ok()?;
            (date, date.succ_opt()?)
        }
        _ => return None,
    };
    Some((start.to_string(), end.to_string()))
}

/// An end of a range: the first day of what is written, without the clock where that says midnight.
fn point(written: &str) -> String {
    let value = canonical(written);
    let value = interval(&value).map_or(value, |(start, _)| start);
    value.strip_suffix("T00:00").map_or(value.clone(), str::to_owned)
}

fn day_after(day: &str) -> Option<String> {
    Some(day.parse::<NaiveDate>().ok()?.succ_opt()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dates_agree_when_any_form_of_them_does() {
        for (gold, found, same) in [
            (json!({"values": ["2022"]}), json!({"value": "2022-01-01T00:00:00"}), true),
            (json!({"values": ["2022-03-04"]}), json!({"value": "2022"}), false),
            (json!({"values": ["2022-03-04"]}), json!({"values": ["2022-03-04"]}), true),
            (json!({"values": ["2023-Q2"]}), json!({"start": "2023-04-01", "end": "2023-07-01"}), true),
            (json!({"values": ["2023-H2"]}), json!({"start": "2023-07-01", "end": "2024-01-01"}), true),
            (json!({"values": ["199X"]}), json!({"start": "1990", "end": "2000"}), true),
            (json!({"ranges": [["2009", "2016"]]}), json!({"start": "2009-01-01", "end": "2016-01-01"}), true),
            (
                json!({"ranges": [["2024-05-01", "2024-05-04"]]}),
                json!({"start": "2024-05-01", "end": "2024-05-03"}),
                true,
            ),
            (json!({"ranges": [["2024", null]]}), json!({"start": "2024"}), true),
            (json!({"timex": ["XXXX-WXX-2"], "values": ["2024-01-02"]}), json!({"timex": "XXXX-WXX-2"}), true),
            (json!({"values": ["2022"], "mod": "end"}), json!({"start": "2022-09-01", "end": "2023-01-01"}), true),
            (json!({"values": ["2022"]}), json!({"start": "2022-09-01", "end": "2023-01-01"}), false),
            (json!({"values": ["2024-W18"]}), json!({"start": "2024-04-29", "end": "2024-05-06"}), true),
            (json!({"timex": ["17:20"]}), json!({"timex": "T17:20"}), true),
            (json!({"values": ["17:20"]}), json!({"value": "17:20:00"}), true),
            (json!({"values": ["17:20"]}), json!({"value": "05:20"}), false),
            (json!({"values": ["2024-11-08T17:00"]}), json!({"value": "2024-11-08 17:00:00+01:00"}), true),
            (json!({"timex": ["P4W"]}), json!({"timex": "P4W"}), true),
            (json!({"timex": ["P4W"]}), json!({}), false),
            (json!({}), json!({"value": "2022"}), true),
        ] {
            assert_eq!(agree(gold.as_object().unwrap(), found.as_object().unwrap()), same, "{gold} {found}");
        }
    }
}
