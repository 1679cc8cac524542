//! The measures of figures as a table, and losses with the words around them.

use std::io::{self, Write};

use postil_engine::Text;
use serde_json::Value;

use super::super::table::{context, prf, share, slice};
use super::gold::{Case, Figure};
use super::matching::{Counts, Loss, Tally};

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
    let (label, context) = (&figure.label, context(text, (figure.start, figure.end)));
    let words = |figure: &Figure| slice(text, (figure.start, figure.end));
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
