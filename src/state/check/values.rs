//! Figures whose value is missing, or is another number than the words say. Only what is written as one number in digits is
//! compared, by its digits: "$3.2m" and 3,200,000 have the same.

use postil_engine::{Label, LabelKind, Scalar};

use super::{Fix, Issue, Kind, View, of_mark};

/// Digits that doubles and words surely share.
const DIGITS: usize = 11;

/// Words that multiply by no power of ten, or divide.
const MULTIPLY: [&str; 8] = ["dozen", "score", "gross", "half", "quarter", "third", "fifth", "pair"];

/// Figures without a value, or with one that their words do not say.
pub(super) async fn wrong(view: &View<'_>, found: &mut Vec<Issue>) {
    for mark in &view.marks {
        view.turns.item().await;
        let is_wrong = match &mark.value {
            None => Label::from_name(&mark.label).is_some_and(|label| label.kind() == LabelKind::Figure),
            Some(value) => match value.value {
                Some(Scalar::Number(n)) => !fits(view.words(mark), n),
                Some(Scalar::Text(_)) | None => false,
            },
        };
        if is_wrong {
            found.push(of_mark(Kind::Value, mark, Some(Fix::Read(mark.id))));
        }
    }
}

/// Whether `words` may say `n`.
fn fits(words: &str, n: f64) -> bool {
    let Some(digits) = only_number(words) else { return true };
    if digits.len() > DIGITS || MULTIPLY.iter().any(|word| words.contains(word)) {
        return true;
    }
    let said: String = format!("{:.11e}", n.abs()).split('e').next().unwrap_or_default().replace('.', "");
    digits == said.trim_matches('0')
}

/// The digits of the one number in `words`, without zeros at either end; `None` where there is none, or are several.
fn only_number(words: &str) -> Option<String> {
    let start = words.find(|ch: char| ch.is_ascii_digit())?;
    let rest = &words[start..];
    let is_part = |ch: char| ch.is_ascii_digit() || matches!(ch, ',' | '.' | '\u{a0}' | '\u{202f}');
    let end = rest.find(|ch| !is_part(ch)).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let is_more = |ch: char| ch.is_numeric();
    (!words[..start].contains(is_more) && !after.contains(is_more)).then(|| {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').to_owned()
    })
}
