//! A figure's value in words for people: `> 5,000,000 EUR`, `5–7 %`, `end of 2022`.

use postil_engine::{Modifier, Scalar, Value};

/// What a value says, in as few words as possible; empty where it says nothing.
pub(crate) fn figure_words(value: &Value) -> String {
    let main = match (value.low, value.high) {
        (Some(low), Some(high)) => format!("{}–{}", number(low), number(high)),
        (Some(low), None) => format!("≥ {}", number(low)),
        (None, Some(high)) => format!("≤ {}", number(high)),
        (None, None) => single(value),
    };
    let comparator = value.comparator.map_or(String::new(), |comparator| format!("{} ", comparator.sign()));
    let modifier = value.modifier.map_or("", before);
    let unit = value.currency.as_deref().or(value.unit.as_deref()).map(|unit| format!(" {unit}")).unwrap_or_default();
    let zone = value.tz.as_deref().map(|zone| format!(" {zone}")).unwrap_or_default();
    if main.is_empty() { String::new() } else { format!("{comparator}{modifier}{main}{unit}{zone}") }
}

fn single(value: &Value) -> String {
    match (&value.value, value.num, value.den, &value.start, &value.end) {
        (Some(Scalar::Number(n)), ..) => number(*n),
        (Some(Scalar::Text(text)), ..) => text.clone(),
        (None, Some(num), Some(den), ..) => format!("{}/{}", number(num), number(den)),
        (None, _, _, Some(start), Some(end)) => format!("{start}/{end}"),
        (None, _, _, start, end) => {
            let said = start.as_ref().or(end.as_ref()).or(value.timex.as_ref()).cloned();
            said.or_else(|| value.magnitude.map(|size| format!("~ {}", number(size)))).unwrap_or_default()
        }
    }
}

fn before(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Start => "start of ",
        Modifier::Mid => "middle of ",
        Modifier::End => "end of ",
        Modifier::Before => "before ",
        Modifier::After => "after ",
        Modifier::Since => "since ",
        Modifier::Until => "until ",
        Modifier::Approx => "about ",
        Modifier::Fiscal => "fiscal ",
    }
}

/// With commas between thousands.
fn number(number: f64) -> String {
    let plain = number.to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), ""), |(whole, fraction)| (whole, fraction));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_engine::Comparator;

    #[test]
    fn values_are_short_words() {
        let unit = |value: Value, unit: &str| Value { unit: Some(unit.to_owned()), ..value };
        let text = |text: &str| Value { value: Some(Scalar::Text(text.to_owned())), ..Value::default() };
        for (value, wanted) in [
            (Value::number(1_234_567.5), "1,234,567.5"),
            (Value::number(-999.0), "-999"),
            (unit(Value::number(14.0), "%"), "14 %"),
            (unit(Value::range(5.0, 7000.0), "kilometer"), "5–7,000 kilometer"),
            (Value { comparator: Some(Comparator::More), ..Value::number(27_000.0) }, "> 27,000"),
            (Value { modifier: Some(Modifier::End), ..text("2022") }, "end of 2022"),
            (
                Value { start: Some("2024-01-01".into()), end: Some("2024-03-01".into()), ..Value::default() },
                "2024-01-01/2024-03-01",
            ),
            (Value { num: Some(2.0), den: Some(3.0), ..Value::default() }, "2/3"),
            (Value { magnitude: Some(1000.0), ..Value::default() }, "~ 1,000"),
            (Value::default(), ""),
        ] {
            assert_eq!(figure_words(&value), wanted);
        }
    }
}
