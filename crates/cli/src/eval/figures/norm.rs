//! Whether the value that was found is the gold's: numbers within rounding and across units, money by currency,
//! lengths of time by their seconds; dates are left to `dates`. Both values are plain JSON objects, as in the files.

use serde_json::{Map, Value};

use super::{dates, units};

/// What a figure says, as data.
pub(super) type Norm = Map<String, Value>;

/// How far two numbers may be apart for their size; more where units were converted.
const ROUNDING: f64 = 1e-9;
const CONVERTED: f64 = 1e-6;

/// Whether `found` is what `gold` says, for a figure with this label.
pub(super) fn agree(label: &str, gold: &Norm, found: &Norm) -> bool {
    match label {
        "DATE" | "TIME" | "SET" => dates::agree(gold, found),
        "DURATION" => durations_agree(gold, found),
        _ => numbers_agree(label, gold, found),
    }
}

/// The comparator as a sign; none when the figure is said to be exact.
pub(super) fn comparator(norm: &Norm) -> Option<&str> {
    match norm.get("comparator").and_then(Value::as_str)? {
        "" | "=" => None,
        "more than" | "gt" | "over" => Some(">"),
        "less than" | "lt" | "under" => Some("<"),
        "gte" | "at least" | "≥" => Some(">="),
        "lte" | "at most" | "up to" | "≤" => Some("<="),
        "approx" | "about" | "≈" => Some("~"),
        other => Some(other),
    }
}

/// A value as text; `None` for null.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// One text or a list of them.
pub(super) fn texts(norm: &Norm, key: &str) -> Vec<String> {
    match norm.get(key) {
        Some(Value::Array(list)) => list.iter().filter_map(text).collect(),
        Some(value) => text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn number(norm: &Norm, key: &str) -> Option<f64> {
    match norm.get(key)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn low_high(norm: &Norm) -> Option<(f64, f64)> {
    Some((number(norm, "low")?, number(norm, "high")?))
}

fn unit(norm: &Norm) -> Option<String> {
    norm.get("unit").and_then(text).map(|it| units::unit(&it)).filter(|it| !it.is_empty())
}

fn close(a: f64, b: f64, apart: f64) -> bool {
    a == b || (a - b).abs() <= apart * a.abs().max(b.abs())
}

fn both_close(a: Option<f64>, b: Option<f64>) -> bool {
    a.zip(b).is_some_and(|(a, b)| close(a, b, ROUNDING))
}

fn numbers_agree(label: &str, gold: &Norm, found: &Norm) -> bool {
    let scales = match label {
        "MONEY" => money_scales(gold, found),
        "PERCENT" | "QUANTITY" | "TEMPERATURE" | "AGE" => unit_scales(label, gold, found),
        _ => Some((1.0, 1.0, ROUNDING)),
    };
    let Some((gold_size, found_size, apart)) = scales else { return false };
    let same = |gold: f64, found: f64| close(gold * gold_size, found * found_size, apart);
    let is_vague = |norm: &Norm| norm.get("sub").and_then(Value::as_str) == Some("vague");
    if is_vague(gold) {
        let key = if found.contains_key("magnitude") { "magnitude" } else { "value" };
        return is_vague(found) && both_close(number(gold, "magnitude"), number(found, key));
    }
    match (low_high(gold), low_high(found), number(gold, "value")) {
        (Some(gold), Some(found), _) => same(gold.0, found.0) && same(gold.1, found.1),
        (Some(_), None, _) => false,
        (None, _, None) => true,
        (None, Some(_), Some(_)) => false,
        (None, None, Some(gold)) => number(found, "value").is_some_and(|found| same(gold, found)),
    }
}

/// What to multiply the two amounts with, and how far they may be apart; `None` when the currencies differ.
fn money_scales(gold: &Norm, found: &Norm) -> Option<(f64, f64, f64)> {
    let is_minor = |unit: &Option<String>| matches!(unit.as_deref(), Some("cent" | "penny" | "sen"));
    let (gold_unit, found_unit) = (unit(gold), unit(found));
    let (gold_minor, found_minor) = (is_minor(&gold_unit), is_minor(&found_unit));
    let (gold_currencies, found_currencies) = (texts(gold, "currency"), texts(found, "currency"));
    if gold_currencies.is_empty() {
        let named = || found_currencies.first().map(|it| units::unit(it));
        if !gold_minor && gold_unit.is_some() && gold_unit != found_unit && gold_unit != named() {
            return None;
        }
    } else {
        // Cents alone leave open whose they are.
        let open = found_minor && found_currencies.is_empty();
        let same = |a: &String| found_currencies.iter().any(|b| units::same_currency(a, b));
        if !open && !gold_currencies.iter().any(same) {
            return None;
        }
    }
    let scale = |minor| if minor { 0.01 } else { 1.0 };
    Some((scale(gold_minor), scale(found_minor), ROUNDING))
}

/// The same for units; `None` when one cannot be converted to the other.
fn unit_scales(label: &str, gold: &Norm, found: &Norm) -> Option<(f64, f64, f64)> {
    let usual = match label {
        "PERCENT" => Some("%"),
        "AGE" => Some("year"),
        _ => None,
    };
    let unit = |norm: &Norm| unit(norm).or_else(|| usual.map(str::to_owned));
    let (gold, found) = (unit(gold), unit(found));
    if gold.is_none() || gold == found {
        return Some((1.0, 1.0, ROUNDING));
    }
    let (gold, found) = (units::size(&gold?)?, units::size(&found?)?);
    (gold.0 == found.0).then_some((gold.1, found.1, CONVERTED))
}

fn durations_agree(gold: &Norm, found: &Norm) -> bool {
    let timex =
        |norm: &Norm| -> Vec<String> { texts(norm, "timex").iter().map(|it| it.trim().to_uppercase()).collect() };
    let found_timex = timex(found);
    if timex(gold).iter().any(|it| found_timex.contains(it)) {
        return true;
    }
    let same_unit = unit(gold) == unit(found);
    if let Some(gold) = low_high(gold) {
        let same = |found: (f64, f64)| close(gold.0, found.0, ROUNDING) && close(gold.1, found.1, ROUNDING);
        return same_unit && low_high(found).is_some_and(same);
    }
    match (number(gold, "value"), number(found, "value")) {
        (Some(gold), Some(found)) if same_unit => close(gold, found, ROUNDING),
        _ => both_close(seconds(gold), seconds(found)),
    }
}

/// A length of time in seconds: stated, from a TIMEX, or from value and unit.
fn seconds(norm: &Norm) -> Option<f64> {
    if norm.get("seconds").is_some_and(|it| !it.is_null()) {
        return number(norm, "seconds");
    }
    let timex = || texts(norm, "timex").iter().find_map(|it| timex_seconds(&it.trim().to_uppercase()));
    timex().or_else(|| {
        let (dimension, size) = units::size(&unit(norm)?)?;
        if dimension == "T" { Some(number(norm, "value")? * size) } else { None }
    })
}

/// The seconds of `P1Y2M3W4DT5H6M7S` or some of its parts; months have 30 days and years 365.
fn timex_seconds(timex: &str) -> Option<f64> {
    let rest = timex.strip_prefix('P')?;
    let (days, clock) = rest.split_once('T').unwrap_or((rest, ""));
    let parts = [
        (days, [('Y', 31_536_000.0), ('M', 2_592_000.0), ('W', 604_800.0), ('D', 86_400.0)].as_slice()),
        (clock, [('H', 3_600.0), ('M', 60.0), ('S', 1.0)].as_slice()),
    ];
    let (mut total, mut any) = (0.0, false);
    for (mut text, sizes) in parts {
        for (letter, size) in sizes {
            if let Some((count, after)) = text.split_once(*letter)
                && let Ok(count) = count.parse::<f64>()
            {
                (total, any, text) = (total + count * size, true, after);
            }
        }
        if !text.is_empty() {
            return None;
        }
    }
    any.then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_agree_across_spellings_and_units() {
        for (label, gold, found, same) in [
            (
                "MONEY",
                json!({"value": 1.2e9, "currency": "USD"}),
                json!({"value": 1_200_000_000, "currency": "$"}),
                true,
            ),
            ("MONEY", json!({"value": 1.2e9, "currency": "USD"}), json!({"value": 1.2, "currency": "USD"}), false),
            ("MONEY", json!({"value": 5, "currency": "GBP"}), json!({"value": 5, "currency": "EUR"}), false),
            ("MONEY", json!({"value": 0.87, "currency": "USD"}), json!({"value": 87, "unit": "cent"}), true),
            ("MONEY", json!({"value": 2, "currency": ["AUD", "USD"]}), json!({"value": 2, "currency": "AUD"}), true),
            ("MONEY", json!({"value": 30, "unit": "shilling"}), json!({"value": 30, "unit": "shillings"}), true),
            ("PERCENT", json!({"value": 14, "unit": "%"}), json!({"value": 14}), true),
            ("PERCENT", json!({"value": 14, "unit": "%"}), json!({"value": 0.14}), false),
            ("PERCENT", json!({"value": 25, "unit": "bp"}), json!({"value": 0.25, "unit": "pp"}), true),
            ("PERCENT", json!({"low": 5, "high": 7, "unit": "%"}), json!({"low": 5.0, "high": 7}), true),
            ("PERCENT", json!({"low": 5, "high": 7}), json!({"value": 5}), false),
            ("CARDINAL", json!({"value": 27_000}), json!({"value": 27_001}), false),
            ("CARDINAL", json!({"value": 3}), json!({}), false),
            ("CARDINAL", json!({"sub": "vague", "magnitude": 100}), json!({"sub": "vague", "magnitude": 100}), true),
            ("CARDINAL", json!({"sub": "vague", "magnitude": 100}), json!({"value": 100}), false),
            ("QUANTITY", json!({"value": 1.5, "unit": "kilometer"}), json!({"value": 1500, "unit": "metres"}), true),
            ("QUANTITY", json!({"value": 2, "unit": "mile"}), json!({"value": 2, "unit": "kilometer"}), false),
            ("QUANTITY", json!({"value": 2, "unit": "mile"}), json!({"value": 2, "unit": "kilogram"}), false),
            ("TEMPERATURE", json!({"value": 9, "unit": "degree celsius"}), json!({"value": 9, "unit": "Cel"}), true),
            ("AGE", json!({"value": 45, "unit": "year"}), json!({"value": 45}), true),
            ("DURATION", json!({"timex": ["PT1H30M"]}), json!({"value": 90, "unit": "minute"}), true),
            ("DURATION", json!({"timex": ["P3D"]}), json!({"seconds": 259_200}), true),
            ("DURATION", json!({"timex": ["P3D"]}), json!({"timex": "P3W"}), false),
            (
                "DURATION",
                json!({"low": 2, "high": 3, "unit": "day"}),
                json!({"low": 2, "high": 3, "unit": "days"}),
                true,
            ),
        ] {
            let same_as = agree(label, gold.as_object().unwrap(), found.as_object().unwrap());
            assert_eq!(same_as, same, "{label} {gold} {found}");
        }
    }

    #[test]
    fn comparators_are_signs() {
        for (written, sign) in [("more than", Some(">")), ("=", None), (">=", Some(">=")), ("about", Some("~"))] {
            let norm = json!({ "comparator": written });
            assert_eq!(comparator(norm.as_object().unwrap()), sign, "{written}");
        }
    }
}
