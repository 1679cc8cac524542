//! How good a model is on the dev corpora: scores for the eye, and a list of what went wrong.

use postil_engine::training::NameKind;

use crate::corpus::Score;
use crate::learn::Learner;
use crate::prepare::Prepared;

/// Strict F1 over people, organisations and places on each dev corpus, and the mean.
pub(crate) fn scores(learner: &Learner, dev: &[Prepared], all: bool) -> String {
    const MAIN: [NameKind; 3] = [NameKind::Person, NameKind::Org, NameKind::Place];
    let mut sum = 0.0;
    let mut line = String::new();
    for prepared in dev {
        let mut score = Score::default();
        for (document, found) in prepared.corpus.documents.iter().zip(learner.tag(prepared)) {
            score.add(document, prepared.corpus.annotated, &found);
        }
        let (precision, recall, f1) = score.over(&MAIN);
        sum += f1;
        if all {
            let kinds: Vec<String> =
                NameKind::ALL.iter().map(|kind| format!("{kind:?} {:.1}", score.over(&[*kind]).2)).collect();
            line += &format!(
                "\n  {:14} P {precision:.1} R {recall:.1} F1 {f1:.1}  {}",
                prepared.corpus.name,
                kinds.join("  ")
            );
        } else {
            line += &format!("  {} {f1:.1}", prepared.corpus.name.trim_end_matches(".dev"));
        }
    }
    format!("mean {:.2}{line}", sum / dev.len().max(1) as f64)
}

/// What is missed and what is wrongly found, a line each.
pub(crate) fn errors(learner: &Learner, dev: &[Prepared]) -> String {
    let mut out = String::new();
    for prepared in dev {
        for (document, found) in prepared.corpus.documents.iter().zip(learner.tag(prepared)) {
            let text = document.text.as_str();
            let around = |start: usize, end: usize| {
                let from = text.floor_char_boundary(start.saturating_sub(40));
                let to = text.ceil_char_boundary((end + 30).min(text.len()));
                format!("{}[{}]{}", &text[from..start], &text[start..end], &text[end..to]).replace('\n', " ")
            };
            for span in &document.spans {
                let Some(kind) = span.kinds.single() else { continue };
                if !prepared.corpus.annotated.has(kind) || found.contains(&(span.start, span.end, kind)) {
                    continue;
                }
                let near: Vec<String> = found
                    .iter()
                    .filter(|(start, end, _)| *start < span.end && span.start < *end)
                    .map(|(start, end, kind)| format!("{} {:?}", &text[*start..*end], NameKind::ALL[*kind]))
                    .collect();
                out += &format!(
                    "{} missed {:?} {} | {}\n",
                    prepared.corpus.name,
                    NameKind::ALL[kind],
                    around(span.start, span.end),
                    near.join("; ")
                );
            }
            for (start, end, kind) in &found {
                if prepared.corpus.annotated.has(*kind)
                    && !document.spans.iter().any(|span| *start < span.end && span.start < *end)
                {
                    out += &format!(
                        "{} spurious {:?} {}\n",
                        prepared.corpus.name,
                        NameKind::ALL[*kind],
                        around(*start, *end)
                    );
                }
            }
        }
    }
    out
}
