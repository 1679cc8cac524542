//! What was found as a document, under the label names that the user asked for.

use std::sync::Arc;

use clap::ValueEnum;
use postil_engine::{
    Annotation, Block, Detection, Document, Entity, Found, Id, Label, Options, Profile, Run, Source, Status, Text,
    Value,
};

/// Which names the labels go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LabelSet {
    /// Postil's own twenty
    Postil,
    /// The eighteen of OntoNotes, as spaCy's models use them
    Ontonotes,
    /// PER, ORG, LOC and MISC, no figures
    Conll,
}

impl LabelSet {
    /// The name of what was found; `None` when the set has no such label.
    fn name(self, found: &Found) -> Option<&'static str> {
        match self {
            Self::Postil => found.label.name_in(Profile::Postil),
            Self::Ontonotes if found.label == Label::Duration && found.value.as_ref().is_some_and(below_a_day) => {
                Label::Time.name_in(Profile::Ontonotes)
            }
            Self::Ontonotes => found.label.name_in(Profile::Ontonotes),
            Self::Conll => found.label.name_in(Profile::Conll),
        }
    }
}

/// Whether a duration is one of hours, minutes or seconds, as it is written: 36 hours are, two days are not.
fn below_a_day(duration: &Value) -> bool {
    match (&duration.timex, &duration.unit) {
        (Some(timex), _) => timex.starts_with("PT"),
        (None, Some(unit)) => matches!(unit.as_str(), "hour" | "minute" | "second" | "millisecond" | "microsecond"),
        (None, None) => duration.seconds.is_some_and(|seconds| seconds < 86_400.0),
    }
}

/// A confidence as the command line has it.
pub(crate) fn confidence(written: &str) -> Result<f32, String> {
    written
        .parse()
        .ok()
        .filter(|value| (0.0..=1.0).contains(value))
        .ok_or_else(|| "give a number from 0 to 1, such as 0.5".to_owned())
}

/// Detects in `text` and gives the document that a file of it would hold, with the marks that are as sure as
/// `min_confidence`. Its id stays empty.
pub(crate) fn document(
    text: &Text,
    blocks: Vec<Block>,
    options: &Options,
    labels: LabelSet,
    min_confidence: f32,
) -> Document {
    let Detection { spans, entities } = detect(text, &blocks, options);
    let sure = spans.into_iter().filter(|found| found.confidence >= min_confidence);
    let annotations = sure.zip(1..).filter_map(|(found, id)| {
        // A label of the person's own is in no set, and wanted all the same.
        let own = options.personal.label(text.slice(found.span), &found);
        let label = if Label::from_name(own).is_some() { labels.name(&found)? } else { own };
        Some(Arc::new(Annotation {
            id,
            span: found.span,
            label: label.into(),
            status: Status::Suggested,
            source: Source::Detector { rule: found.rule.into() },
            confidence: Some(found.confidence),
            entity: found.entity.map(|index| index + 1),
            value: found.value.map(Arc::new),
            note: None,
            fragments: Vec::new(),
            attributes: Vec::new(),
        }))
    });
    let entities = entities.into_iter().zip(1..).map(|(entity, id): (_, Id)| {
        let label = entity.label.name().into();
        Arc::new(Entity { id, label, name: entity.name, link: None })
    });
    Document {
        annotations: Arc::new(annotations.collect()),
        entities: Arc::new(entities.collect()),
        ..Document::new("", "", text.clone(), blocks.into())
    }
}

/// [`postil_engine::detect`] over a text that is already indexed and structured.
fn detect(text: &Text, blocks: &[Block], options: &Options) -> Detection {
    Run::new(text, blocks, options).finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_engine::Span;

    #[test]
    fn figures_and_names_are_renamed() {
        let found = |label, timex: Option<&str>| Found {
            span: Span::new("x", 0, 1).unwrap(),
            label,
            confidence: 1.0,
            rule: "test",
            value: timex.map(|timex| Value { timex: Some(timex.to_owned()), ..Value::default() }),
            entity: None,
        };
        for (label, timex, ontonotes, conll) in [
            (Label::Person, None, "PERSON", Some("PER")),
            (Label::Gpe, None, "GPE", Some("LOC")),
            (Label::Product, None, "PRODUCT", Some("MISC")),
            (Label::Age, None, "DATE", None),
            (Label::Set, Some("P1W"), "DATE", None),
            (Label::Temperature, None, "QUANTITY", None),
            (Label::Duration, Some("P18M"), "DATE", None),
            (Label::Duration, Some("PT36H"), "TIME", None),
            (Label::Duration, None, "DATE", None),
            (Label::Time, Some("T12:00"), "TIME", None),
        ] {
            let found = found(label, timex);
            assert_eq!(LabelSet::Ontonotes.name(&found), Some(ontonotes), "{label:?}");
            assert_eq!(LabelSet::Conll.name(&found), conll, "{label:?}");
            assert_eq!(LabelSet::Postil.name(&found), Some(label.name()));
        }
    }

    #[test]
    fn confidences_are_shares() {
        for (written, value) in [("0", Some(0.0)), ("0.35", Some(0.35)), ("1", Some(1.0)), ("1.5", None), ("NaN", None)]
        {
            assert_eq!(confidence(written).ok(), value, "{written}");
        }
    }

    #[test]
    fn what_is_less_sure_is_left_out() {
        let text = Text::new("Acme Corp paid $3 million.");
        let blocks = postil_engine::structure(text.as_str());
        let labels = |min_confidence| {
            let document = document(&text, blocks.clone(), &Options::default(), LabelSet::Postil, min_confidence);
            document.annotations.iter().map(|it| it.label.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!((labels(0.3).as_str(), labels(1.0).as_str()), ("ORG MONEY", ""));
    }

    #[test]
    fn hours_are_below_a_day_by_timex_by_unit_and_by_length() {
        let unit = |unit: &str| Value { unit: Some(unit.to_owned()), ..Value::default() };
        let seconds = |seconds| Value { seconds: Some(seconds), ..Value::default() };
        assert!(below_a_day(&unit("hour")) && !below_a_day(&unit("day")));
        assert!(below_a_day(&seconds(7_471.0)) && !below_a_day(&seconds(86_400.0)));
    }
}
