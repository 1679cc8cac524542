//! The notation of detection tests: `[Acme Corp|ORG] paid [$3m|MONEY=3000000 USD]`.
//!
//! A case is a text with its marks written in. `check` takes the marks out, detects, writes what was found in the
//! same notation and compares, so a failure shows both at a glance. A value is compared only where the case gives
//! one. `\[` is a bracket of the text itself.

#![allow(dead_code, unreachable_pub)] // each test file uses its part of this module

use postil_engine::{Label, LabelKind, Modifier, Options, Scalar, Sub, Value, detect};

/// Detects in `case` without its marks and compares the labels of `kind` (both kinds when `None`).
pub fn check_with(case: &str, kind: Option<LabelKind>, options: &Options) {
    let (text, values) = strip(case);
    let detection = detect(&text, options);
    let mut found = String::new();
    let mut at = 0;
    for mark in detection.spans.iter().filter(|mark| kind.is_none_or(|kind| mark.label.kind() == kind)) {
        found.push_str(&escape(&text[at..mark.span.start()]));
        let words = escape(&text[mark.span.range()]);
        let value = values.iter().find(|(start, _)| *start == mark.span.start()).and(mark.value.as_ref());
        let value = value.map(|value| format!("={}", show(value))).unwrap_or_default();
        found.push_str(&format!("[{words}|{}{value}]", mark.label.name()));
        at = mark.span.end();
    }
    found.push_str(&escape(&text[at..]));
    assert_eq!(found, case, "\n found: {found}\nwanted: {case}\n");
}

/// [`check_with`] over a table, without a reference date.
pub fn check(kind: Option<LabelKind>, cases: &[&str]) {
    for case in cases {
        check_with(case, kind, &Options::default());
    }
}

/// The text without marks, and the values that the case gives with the byte where each one's mark starts.
pub fn strip(case: &str) -> (String, Vec<(usize, String)>) {
    let mut text = String::new();
    let mut values = Vec::new();
    let mut open = 0;
    let mut chars = case.chars();
    while let Some(ch) = chars.next() {
        match ch {
            '\\' => text.extend(chars.next()),
            '[' => open = text.len(),
            '|' => {
                let mark: String = chars.by_ref().take_while(|&ch| ch != ']').collect();
                let (label, value) = mark.split_once('=').map_or((mark.as_str(), None), |(l, v)| (l, Some(v)));
                assert!(Label::from_name(label).is_some(), "no label {label:?} in {case:?}");
                values.extend(value.map(|value| (open, value.to_owned())));
            }
            _ => text.push(ch),
        }
    }
    (text, values)
}

fn escape(text: &str) -> String {
    text.replace('[', "\\[").replace('|', "\\|")
}

/// A value in a line: `>27000`, `3000000 USD`, `5..7 %`, `2/3`, `few 100`, `2022 END`, `P18M`.
pub fn show(value: &Value) -> String {
    let mut out = String::new();
    out.push_str(value.comparator.map_or("", |comparator| comparator.sign()));
    let plain = |n: f64| if n.fract() == 0.0 { format!("{n:.0}") } else { format!("{n}") };
    match (value.sub, &value.value) {
        (Some(Sub::Fraction), _) if value.num.is_some() => {
            out.push_str(&format!("{}/{}", plain(value.num.unwrap_or(0.0)), plain(value.den.unwrap_or(0.0))));
        }
        (Some(Sub::Vague), _) => out.push_str(&format!("few {}", plain(value.magnitude.unwrap_or(0.0)))),
        (Some(Sub::Multiple), Some(Scalar::Number(n))) => out.push_str(&format!("x{}", plain(*n))),
        (Some(Sub::Range | Sub::DatetimeRange), _) => match (value.low, value.high) {
            (Some(low), Some(high)) => out.push_str(&format!("{}..{}", plain(low), plain(high))),
            _ => out.push_str(&format!(
                "{}/{}",
                value.start.as_deref().unwrap_or_default(),
                value.end.as_deref().unwrap_or_default()
            )),
        },
        (_, Some(Scalar::Number(n))) => out.push_str(&plain(*n)),
        (_, Some(Scalar::Text(text))) => out.push_str(text),
        (_, None) => out.push_str(value.timex.as_deref().unwrap_or_default()),
    }
    for word in [&value.unit, &value.currency, &value.tz].into_iter().flatten() {
        out.push_str(&format!(" {word}"));
    }
    if let Some(modifier) = value.modifier {
        let name = match modifier {
            Modifier::Start => "START",
            Modifier::Mid => "MID",
            Modifier::End => "END",
            Modifier::Before => "BEFORE",
            Modifier::After => "AFTER",
            Modifier::Since => "SINCE",
            Modifier::Until => "UNTIL",
            Modifier::Approx => "APPROX",
            Modifier::Fiscal => "FISCAL",
        };
        out.push_str(&format!(" {name}"));
    }
    out
}
