//! A figure's value in a few words, as the margin and the lists show it.

use postil_engine::{Comparator, Modifier, Scalar, Sub, Value};

/// The value in a line, such as `> 27,000`, `USD 3,000,000`, `5–7 %`, `2022, end`. Empty when it says nothing.
#[must_use]
pub fn short(value: &Value) -> String {
    let mut words = core(value);
    if words.is_empty() {
        return words;
    }
    if let Some(currency) = &value.currency {
        words = format!("{currency} {words}");
    } else if let Some(unit) = &value.unit {
        let one = value.as_number().is_some_and(|n| n.abs() == 1.0);
        words = if unit == "%" { format!("{words} %") } else { format!("{words} {}", plural_of(unit, one)) };
    }
    if let Some(tz) = &value.tz {
        words = format!("{words} {tz}");
    }
    if let Some(modifier) = value.modifier {
        words = format!("{words}, {}", modifier_word(modifier));
    }
    match value.comparator {
        Some(comparator) => format!("{} {words}", comparator_sign(comparator)),
        None => words,
    }
}

fn core(value: &Value) -> String {
    if let (Some(num), Some(den)) = (value.num, value.den) {
        return format!("{}/{}", number(num), number(den));
    }
    if let Some(magnitude) = value.magnitude {
        if magnitude == 1.0 {
            return "some".to_owned();
        }
        return format!("some {}s", number(magnitude));
    }
    if value.low.is_some() || value.high.is_some() {
        let end = |n: Option<f64>| n.map_or_else(|| "…".to_owned(), number);
        return format!("{}–{}", end(value.low), end(value.high));
    }
    match &value.value {
        Some(Scalar::Number(n)) if value.sub == Some(Sub::Multiple) => format!("{} ×", number(*n)),
        Some(Scalar::Number(n)) => number(*n),
        Some(Scalar::Text(text)) => text.clone(),
        None => match (&value.start, &value.end, &value.timex) {
            // As it is written: the end itself is the moment after the last.
            (Some(_), Some(_), Some(timex)) if timex.contains('/') => timex.replacen('/', " – ", 1),
            (Some(start), Some(end), _) => format!("{start} – {end}"),
            (Some(start), None, _) => format!("from {start}"),
            (None, Some(end), _) => format!("until {end}"),
            // "XXXX-WXX-3" is some Wednesday; the word itself says it better.
            (None, None, Some(timex)) if !timex.starts_with("XXXX") => timex.clone(),
            (None, None, Some(_) | None) => String::new(),
        },
    }
}

/// A number with thousands separated by commas and at most six decimals.
#[must_use]
pub fn number(n: f64) -> String {
    let rounded = (n * 1e6).round() / 1e6;
    let plain = if rounded == 0.0 && n != 0.0 { n.to_string() } else { format!("{rounded}") };
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(w, d)| (w, Some(d)));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) && whole.bytes().all(|b| b.is_ascii_digit()) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let decimals = decimals.map(|decimals| format!(".{decimals}")).unwrap_or_default();
    format!("{sign}{grouped}{decimals}")
}

/// The unit as it is read after the number: "kilometers per hour", "degrees Celsius", "percentage points".
#[must_use]
pub fn plural_of(unit: &str, one: bool) -> String {
    match unit {
        "%" => return "percent".to_owned(),
        "pp" => return format!("percentage {}", plural_of("point", one)),
        "bp" => return format!("basis {}", plural_of("point", one)),
        _ => {}
    }
    if let Some((unit, per)) = unit.split_once(" per ") {
        return format!("{} per {per}", plural_of(unit, one));
    }
    if let Some(scale) = unit.strip_prefix("degree ") {
        let mut scale = scale.to_owned();
        if let Some(first) = scale.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        return format!("{} {scale}", plural_of("degree", one));
    }
    if one || unit.len() <= 2 || unit.ends_with('s') || unit.ends_with("hertz") {
        return unit.to_owned();
    }
    let (front, last) = unit.rsplit_once(' ').map_or(("", unit), |(_, last)| unit.split_at(unit.len() - last.len()));
    match last {
        "foot" => format!("{front}feet"),
        "inch" => format!("{front}inches"),
        "penny" => format!("{front}pence"),
        _ => format!("{unit}s"),
    }
}

/// The comparator's sign as it is read.
#[must_use]
pub fn comparator_sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::More => ">",
        Comparator::AtLeast => "≥",
        Comparator::Less => "<",
        Comparator::AtMost => "≤",
        Comparator::About => "≈",
    }
}

/// The comparator in words.
#[must_use]
pub fn comparator_words(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::More => "more than",
        Comparator::AtLeast => "at least",
        Comparator::Less => "less than",
        Comparator::AtMost => "at most",
        Comparator::About => "about",
    }
}

/// The modifier in a word.
#[must_use]
pub fn modifier_word(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Start => "start",
        Modifier::Mid => "middle",
        Modifier::End => "end",
        Modifier::Before => "before",
        Modifier::After => "after",
        Modifier::Since => "since",
        Modifier::Until => "until",
        Modifier::Approx => "about",
        Modifier::Fiscal => "fiscal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_read_well() {
        let unit = |value: Value, unit: &str| Value { unit: Some(unit.into()), ..value };
        let date = |text: &str| Value { value: Some(Scalar::Text(text.into())), ..Value::default() };
        let cases = [
            (Value { comparator: Some(Comparator::More), ..Value::number(27_000.0) }, "> 27,000"),
            (unit(Value::number(14.0), "%"), "14 %"),
            (unit(Value::range(5.0, 7.5), "%"), "5–7.5 %"),
            (Value { currency: Some("USD".into()), ..Value::number(1_200_000.5) }, "USD 1,200,000.5"),
            (unit(Value::number(1.0), "kilometer"), "1 kilometer"),
            (unit(Value::number(6.0), "foot"), "6 feet"),
            (unit(Value::number(6.0), "square foot"), "6 square feet"),
            (unit(Value::number(20.0), "kilometer per hour"), "20 kilometers per hour"),
            (unit(Value::number(20.0), "degree celsius"), "20 degrees Celsius"),
            (unit(Value::number(1.0), "pp"), "1 percentage point"),
            (unit(Value::number(2.0), "pp"), "2 percentage points"),
            (Value { modifier: Some(Modifier::End), ..date("2022") }, "2022, end"),
            (Value { sub: Some(Sub::Vague), magnitude: Some(100.0), ..Value::default() }, "some 100s"),
            (Value { num: Some(2.0), den: Some(3.0), ..Value::default() }, "2/3"),
            (Value { sub: Some(Sub::Multiple), ..Value::number(3.0) }, "3 ×"),
            (Value { timex: Some("XXXX-WXX-4".into()), ..Value::default() }, ""),
            (Value { timex: Some("P18M".into()), ..Value::default() }, "P18M"),
            (Value::number(-1_234.0), "-1,234"),
            (Value::number(1e-9), "0.000000001"),
            (Value::default(), ""),
        ];
        for (value, wanted) in cases {
            assert_eq!(short(&value), wanted, "{value:?}");
        }
    }
}
