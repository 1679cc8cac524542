//! Figures as a table for spreadsheets: a row each with its words, label and value, as CSV or with tabs for pasting.
//! One way only; start and end count code points of the text.
//!
//! A spreadsheet takes a field that starts with `=`, `+`, `-` or `@` for a formula, and an article may come from
//! anybody: such a field gets an apostrophe in front, unless it is a number.

use postil_engine::{Annotation, Document, Scalar, Value, decimal};

/// The first row.
const HEAD: [&str; 11] =
    ["text", "label", "value", "low", "high", "unit", "currency", "comparator", "modifier", "start", "end"];

/// How fields are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// CSV (RFC 4180): lines end in CR LF, fields with commas, quotes or line ends are quoted.
    Comma,
    /// For the clipboard: spreadsheets take pasted text apart at tabs and line ends, so both become spaces in fields.
    Tab,
}

/// The table of these annotations of `document`, in the order given. Linear.
#[must_use]
pub fn figures_table<'a>(
    document: &Document,
    figures: impl IntoIterator<Item = &'a Annotation>,
    separator: Separator,
) -> String {
    let mut out = String::new();
    row(&mut out, &HEAD.map(str::to_owned), separator);
    for figure in figures {
        let value = figure.value.as_deref();
        let number = |read: fn(&Value) -> Option<f64>| value.and_then(read).map(|n| n.to_string()).unwrap_or_default();
        let word = |read: fn(&Value) -> Option<&str>| value.and_then(read).unwrap_or_default().to_owned();
        let place = |byte: usize| document.text.char_from_byte(byte).to_string();
        let fields = [
            document.text.slice(figure.span).to_owned(),
            figure.label.to_string(),
            value.map(main).unwrap_or_default(),
            number(|value| value.low),
            number(|value| value.high),
            word(|value| value.unit.as_deref()),
            word(|value| value.currency.as_deref()),
            word(|value| value.comparator.map(postil_engine::Comparator::sign)),
            word(|value| value.modifier.map(postil_engine::Modifier::name)),
            place(figure.span.start()),
            place(figure.span.end()),
        ];
        row(&mut out, &fields, separator);
    }
    out
}

/// The value proper: a number, an ISO 8601 string, or both ends of a stretch of time with a slash.
fn main(value: &Value) -> String {
    match (&value.value, &value.start, &value.end) {
        (Some(Scalar::Number(n)), ..) => n.to_string(),
        (Some(Scalar::Text(text)), ..) => text.clone(),
        (None, Some(start), Some(end)) => format!("{start}/{end}"),
        (None, start, end) => {
            let said = start.as_ref().or(end.as_ref()).or(value.timex.as_ref()).cloned();
            said.or_else(|| value.magnitude.map(|n| n.to_string())).unwrap_or_default()
        }
    }
}

/// Whether a spreadsheet takes a field for a formula: by its start, unless it is a number.
#[must_use]
pub fn is_formula(field: &str) -> bool {
    field.starts_with(['=', '+', '-', '@', '\t', '\r']) && decimal(field).is_none()
}

/// Rows as a table, guarded against formulas as the table of figures is.
#[must_use]
pub fn table(rows: &[Vec<String>], separator: Separator) -> String {
    let mut out = String::new();
    for fields in rows {
        row(&mut out, fields, separator);
    }
    out
}

fn row(out: &mut String, fields: &[String], separator: Separator) {
    for (index, text) in fields.iter().enumerate() {
        let guard = if is_formula(text) { "'" } else { "" };
        match separator {
            Separator::Comma => {
                if index > 0 {
                    out.push(',');
                }
                let quoted = text.contains([',', '"', '\n', '\r']);
                let quote = if quoted { "\"" } else { "" };
                out.extend([quote, guard, &text.replace('"', "\"\""), quote]);
            }
            Separator::Tab => {
                if index > 0 {
                    out.push('\t');
                }
                out.extend([guard, &text.replace(['\t', '\n', '\r'], " ")]);
            }
        }
    }
    out.push_str(if separator == Separator::Comma { "\r\n" } else { "\n" });
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_engine::{Options, Text, detect, structure};

    /// The table of all figures found, without its head.
    #[track_caller]
    fn check(text: &str, separator: Separator, wanted: &[&str]) {
        let found = detect(text, &Options::default()).spans.into_iter().filter(|found| found.value.is_some());
        let document = Document::new("d1", "t", Text::new(text), structure(text).into());
        let figures: Vec<Annotation> = found
            .map(|found| Annotation {
                id: 1,
                span: found.span,
                label: found.label.name().into(),
                status: postil_engine::Status::Suggested,
                source: postil_engine::Source::Human,
                confidence: None,
                entity: None,
                value: found.value.map(Into::into),
                note: None,
                fragments: Vec::new(),
                attributes: Vec::new(),
            })
            .collect();
        let table = figures_table(&document, &figures, separator);
        let lines: Vec<_> = table.lines().skip(1).map(str::to_owned).collect();
        assert_eq!(lines, wanted, "{text}");
    }

    #[test]
    fn a_figure_is_a_row() {
        let text = "😀 It paid $1.2 million, between 5% and 7% of sales, in late 2022 to more than 27,000 people.";
        check(
            text,
            Separator::Comma,
            &[
                "$1.2 million,MONEY,1200000,,,,USD,,,10,22",
                "5% and 7%,PERCENT,,5,7,%,,,,32,41",
                "late 2022,DATE,2022,,,,,,END,55,64",
                "\"27,000\",CARDINAL,27000,,,,,>,,78,84",
            ],
        );
        check("It sold 27,000 of them.", Separator::Tab, &["27,000\tCARDINAL\t27000\t\t\t\t\t\t\t8\t14"]);
    }

    #[test]
    fn no_field_is_a_formula() {
        for (field, wanted) in [
            ("=1+1", "'=1+1"),
            ("@now", "'@now"),
            ("+cmd", "'+cmd"),
            ("-5", "-5"),
            ("-5 C", "'-5 C"),
            ("\"=1\"", "\"\"\"=1\"\"\""),
            ("a\nb", "\"a\nb\""),
        ] {
            let mut out = String::new();
            let mut fields = HEAD.map(|_| String::new());
            fields[0] = field.to_owned();
            row(&mut out, &fields, Separator::Comma);
            assert_eq!(out, format!("{wanted},,,,,,,,,,\r\n"));
        }
        let mut out = String::new();
        let mut fields = HEAD.map(|_| String::new());
        fields[0] = "a\tb\nc".to_owned();
        row(&mut out, &fields, Separator::Tab);
        assert_eq!(out, "a b c\t\t\t\t\t\t\t\t\t\t\n");
    }
}
