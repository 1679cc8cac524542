//! The measures of names as a table, and losses with the words around them.

use std::io::{self, Write};

use postil_engine::Text;

use super::super::table::{context, f1, prf, slice};
use super::matching::{Counts, Loss, Tally};

/// Writes the table of one file, or of all.
pub(super) fn table(out: &mut impl Write, name: &str, tally: &Tally) -> io::Result<()> {
    let cases = if tally.cases == 1 { "case" } else { "cases" };
    writeln!(out, "{name}: {} {cases}", tally.cases)?;
    writeln!(out, "label         gold  found  right | P / R / F1")?;
    let (micro, untyped) = (tally.micro(), tally.untyped);
    let labels = tally.labels.iter().map(|(label, counts)| (label.as_str(), counts));
    for (label, counts) in labels.chain([("micro", &micro), ("untyped", &untyped)]) {
        let Counts { gold, found, right } = *counts;
        writeln!(out, "{label:11} {gold:6} {found:6} {right:6} | {}", prf(right, gold, found))?;
    }
    writeln!(out, "{:32} | {:13} {:6.4}", "macro", "", macro_f1(tally))?;
    writeln!(out, "{:32} | off by {:6.4}", "confidence", tally.sureness.error())
}

/// The mean of the labels' F1, as they are shown, over the labels that the gold has.
#[allow(clippy::cast_precision_loss)] // labels are few
fn macro_f1(tally: &Tally) -> f64 {
    let marked = tally.labels.values().filter(|counts| counts.gold > 0);
    let shown: Vec<f64> = marked.map(|it| (f1(it.right, it.gold, it.found) * 1e4).round_ties_even() / 1e4).collect();
    if shown.is_empty() { 0.0 } else { shown.iter().sum::<f64>() / shown.len() as f64 }
}

/// Writes one loss: where, what, the words, and what was found instead.
pub(super) fn loss(out: &mut impl Write, place: &str, text: &Text, loss: &Loss) -> io::Result<()> {
    let named = loss.named();
    let (label, context) = (&named.label, context(text, named.place()));
    match loss {
        Loss::Missed(_) => writeln!(out, "{place}: missed {label}: {context}"),
        Loss::Spurious(_) => writeln!(out, "{place}: spurious {label}: {context}"),
        Loss::Otherwise(gold, found) if gold.place() == found.place() => {
            writeln!(out, "{place}: wrong label {label}: {context}, found {}", found.label)
        }
        Loss::Otherwise(_, found) => {
            let (words, other) = (slice(text, found.place()), &found.label);
            writeln!(out, "{place}: wrong span {label}: {context}, found {other} [{words}]")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::matching::Named;
    use super::*;

    #[test]
    fn labels_that_the_gold_lacks_are_not_in_the_mean() {
        let counts = |gold, found, right| Counts { gold, found, right };
        let mut tally = Tally::default();
        assert_eq!(macro_f1(&tally), 0.0);
        for (label, counts) in [("A", counts(3, 3, 3)), ("B", counts(2, 4, 1)), ("C", counts(0, 5, 0))] {
            tally.labels.insert(label.to_owned(), counts);
        }
        assert_eq!(format!("{:.5}", macro_f1(&tally)), "0.66665"); // of 1 and 0.3333
    }

    #[test]
    fn losses_say_what_was_found_instead() {
        let text = Text::new("Ann Lee of Acme");
        let (whole, part) = (Named::new(0, 7, "PERSON"), Named::new(0, 3, "PERSON"));
        for (it, line) in [
            (Loss::Missed(whole.clone()), "x:1: missed PERSON: [Ann Lee] of Acme\n"),
            (Loss::Spurious(part.clone()), "x:1: spurious PERSON: [Ann] Lee of Acme\n"),
            (Loss::Otherwise(whole.clone(), part), "x:1: wrong span PERSON: [Ann Lee] of Acme, found PERSON [Ann]\n"),
            (
                Loss::Otherwise(whole, Named::new(0, 7, "ORG")),
                "x:1: wrong label PERSON: [Ann Lee] of Acme, found ORG\n",
            ),
        ] {
            let mut out = Vec::new();
            loss(&mut out, "x:1", &text, &it).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), line);
        }
    }
}
