//! The measures as a table, and losses with the words around them.

use std::io::{self, Write};

use postil_engine::Text;
use serde_json::Value;

use super::gold::{Case, Figure};
use super::matching::{Counts, Loss, Tally};

/// Code points shown on either side of a loss.
const AROUND: usize = 30;

/// Writes the table of one file, or of all.
pub(super) fn table(out: &mut impl Write, name: &str, tally: &Tally) -> io::Result<()> {
    let cases = if tally.cases == 1 { "case" } else { "cases" };
    writeln!(out, "{name}: {} {cases}", tally.cases)?;
    let (strict, relaxed) = ("strict P / R / F1", "relaxed P / R / F1");
    writeln!(out, "label         gold  found | {strict:20} | {relaxed:20} |  value   full    cmp  cmp+-")?;
    let micro = tally.micro();
    for (label, counts) in
        tally.labels.iter().map(|(label, counts)| (label.as_str(), counts)).chain([("micro", &micro)])
    {
        let Counts { gold, found, .. } = *counts;
        let (strict, relaxed) = (prf(counts.strict, gold, found), prf(counts.relaxed, gold, found));
        let shares = [
            share(counts.value, counts.relaxed),
            share(counts.full, gold),
            share(counts.compared_found, counts.compared),
            share(counts.comparator, counts.comparable),
        ];
        writeln!(out, "{label:11} {gold:6} {found:6} | {strict} | {relaxed} | {}", shares.join(" "))?;
    }
    let (strict, relaxed) = (tally.untyped_strict, tally.untyped_relaxed);
    let (strict, relaxed) = (prf(strict, micro.gold, micro.found), prf(relaxed, micro.gold, micro.found));
    writeln!(out, "{:25} | {strict} | {relaxed} |", "untyped")
}

/// Writes one loss: where, what, the words, and for a wrong value what was wanted.
pub(super) fn loss(out: &mut impl Write, case: &Case, text: &Text, loss: &Loss) -> io::Result<()> {
    let place = &case.place;
    let figure = loss.figure();
    let (label, context) = (&figure.label, context(text, figure));
    let words = |figure: &Figure| slice(text, figure.start, figure.end);
    let said = |figure: &Figure| Value::Object(figure.norm());
    match loss {
        Loss::Missed(_) => writeln!(out, "{place}: missed {label}: {context}"),
        Loss::Spurious(_) => writeln!(out, "{place}: spurious {label}: {context}"),
        Loss::WrongSpan(_, found) => writeln!(out, "{place}: wrong span {label}: {context}, found [{}]", words(found)),
        Loss::WrongValue(gold, found) => {
            writeln!(out, "{place}: wrong value {label}: {context}")?;
            writeln!(out, "    gold  {}\n    found {}", said(gold), said(found))
        }
    }
}

/// The figure in brackets with what stands around it, on one line.
fn context(text: &Text, figure: &Figure) -> String {
    let before = slice(text, figure.start.saturating_sub(AROUND), figure.start);
    let after = slice(text, figure.end, figure.end.saturating_add(AROUND).min(text.char_len()));
    let whole = format!("{before}[{}]{after}", slice(text, figure.start, figure.end));
    whole.replace('\n', " ").trim().to_owned()
}

fn slice(text: &Text, start: usize, end: usize) -> &str {
    let range = text.byte_from_char(start).zip(text.byte_from_char(end));
    range.and_then(|(start, end)| text.as_str().get(start..end)).unwrap_or_default()
}

/// Precision, recall and their harmonic mean; nothing of nothing is 0.
fn prf(right: usize, gold: usize, found: usize) -> String {
    let (precision, recall) = (ratio(right, found).unwrap_or(0.0), ratio(right, gold).unwrap_or(0.0));
    let sum = precision + recall;
    let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
    format!("{precision:6.4} {recall:6.4} {f1:6.4}")
}

/// A share, or a dash when there is nothing to have a share of.
fn share(right: usize, all: usize) -> String {
    ratio(right, all).map_or_else(|| format!("{:>6}", "-"), |share| format!("{share:6.4}"))
}

#[allow(clippy::cast_precision_loss)] // counts are far below 2^52
fn ratio(right: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| right as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_nothing_are_dashes_and_rates_of_nothing_zero() {
        for (right, gold, found, row) in
            [(1, 2, 4, "0.2500 0.5000 0.3333"), (3, 3, 3, "1.0000 1.0000 1.0000"), (0, 0, 0, "0.0000 0.0000 0.0000")]
        {
            assert_eq!(prf(right, gold, found), row);
        }
        assert_eq!((share(1, 3).as_str(), share(0, 0).as_str()), ("0.3333", "     -"));
    }

    #[test]
    fn a_loss_is_shown_in_its_words() {
        let text = Text::new("Zoë paid\n$5 on Friday");
        let figure = Figure::new(9, 11, "MONEY", None);
        assert_eq!(context(&text, &figure), "Zoë paid [$5] on Friday");
    }
}
