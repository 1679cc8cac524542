//! The article's date: when it changes, the relative dates that the detector read are read anew, in the same step of
//! the history. A value that a person has corrected stays as it is.

use std::sync::Arc;

use postil_engine::{Annotation, Document, Found, Label, Options, Source, Value, detect};

use super::change::Change;
use super::edit::Edit;

/// The edits that give a document its date; none when that is its date already, or no date. Reads the blocks with
/// dates twice, so the cost grows with their text.
pub(super) fn set(document: &Document, date: Option<&Arc<str>>) -> Change {
    let date = date.map(|date| date.trim()).filter(|date| !date.is_empty());
    if date == document.date.as_deref() || date.is_some() && Options::dated(date).ref_date.is_none() {
        return Change::default();
    }
    let id = &document.id;
    let dated = Edit::Date { document: Arc::clone(id), before: document.date.clone(), after: date.map(Arc::from) };
    let mut edits = vec![dated];
    for block in document.blocks.iter() {
        let first = document.annotations.partition_point(|a| a.span.start() < block.span.start());
        let inside = document.annotations[first..].iter().take_while(|a| a.span.start() < block.span.end());
        let in_question: Vec<&Arc<Annotation>> = inside.filter(|a| is_read(a)).collect();
        if in_question.is_empty() {
            continue;
        }
        let read = |date: Option<&str>| detect(document.text.slice(block.span), &Options::dated(date)).spans;
        let (old, new) = (read(document.date.as_deref()), read(date));
        for before in in_question {
            let start = before.span.start() - block.span.start();
            let (Some(was), Some(is)) = (value(&old, start, before), value(&new, start, before)) else { continue };
            if was == is || before.value.as_deref() != Some(was) {
                continue;
            }
            let after = Annotation { value: Some(Arc::new(is.clone())), ..Annotation::clone(before) };
            let (document, before) = (Arc::clone(id), Some(Arc::clone(before)));
            edits.push(Edit::Annotation { document, before, after: Some(Arc::new(after)) });
        }
    }
    Change { edits, ..Change::default() }
}

/// The value found for an annotation that starts at byte `start` of what was read.
fn value<'a>(found: &'a [Found], start: usize, annotation: &Annotation) -> Option<&'a Value> {
    let at = found.binary_search_by_key(&start, |found| found.span.start()).ok()?;
    let found = found.get(at).filter(|found| found.span.len() == annotation.span.len())?;
    found.value.as_ref()
}

/// Whether the detector read it and the article's date may have had a part in that.
fn is_read(annotation: &Annotation) -> bool {
    let label = Label::from_name(&annotation.label);
    // Of a label of the person's own the value tells: one that is read again is the same where no date had a part in it.
    let counts = label.is_none_or(|label| matches!(label, Label::Date | Label::Time | Label::Duration | Label::Set));
    counts && annotation.value.is_some() && matches!(annotation.source, Source::Detector { .. })
}

#[cfg(test)]
mod tests {
    use super::super::segmenter::tests::unicode;
    use super::super::{Action, State, reduce, words};
    use super::*;
    use postil_engine::{Run, Step, Text, structure};

    const TEXT: &str = "Port opens\n\nIt said on Tuesday that ships came last month. It opened on 4 May 1931.";

    /// An article that the detector has gone through.
    fn detected(date: Option<&str>) -> State {
        let text = Text::new(TEXT);
        let document = Document::new("d1", "Port opens", text.clone(), structure(TEXT).into());
        let document = Document { date: date.map(Arc::from), ..document };
        let mut run = Run::new(&text, &document.blocks, &Options::dated(date));
        let add = Action::AddDocument { document: Box::new(document), detect: true };
        let mut state = reduce(&State::new(unicode()), add);
        let document: Arc<str> = "d1".into();
        loop {
            let step = match run.step() {
                Step::Prepared | Step::Surveyed => continue,
                Step::Entities(entities) => Action::DetectedEntities { document: document.clone(), entities },
                Step::Found(found) => Action::Detected { document: document.clone(), found, done: 1, total: 1 },
                Step::Done => return reduce(&state, Action::DetectionDone { document, by_rules: true }),
            };
            state = reduce(&state, step);
        }
    }

    /// The values of the dates, as they are shown.
    fn values(state: &State) -> Vec<String> {
        let document = state.saved.open_document().unwrap();
        let dates = document.annotations.iter().filter(|a| &*a.label == "DATE");
        dates.map(|a| a.value.as_deref().map(words::short).unwrap_or_default()).collect()
    }

    #[track_caller]
    fn check(from: Option<&str>, to: Option<&str>, wanted: [&str; 3]) {
        let before = detected(from);
        let after = reduce(&before, Action::SetDate(to.map(Arc::from)));
        assert_eq!(values(&after), wanted, "from {from:?} to {to:?}");
        assert_eq!(values(&after), values(&detected(after.saved.open_document().unwrap().date.as_deref())));
        assert_eq!(reduce(&after, Action::Undo).saved, before.saved);
    }

    #[test]
    fn relative_dates_follow_the_articles_date() {
        check(None, Some("2025-05-15"), ["2025-05-13", "2025-04", "1931-05-04"]);
        check(Some("2025-05-15"), Some("2024-01-03"), ["2024-01-02", "2023-12", "1931-05-04"]);
        check(Some("2025-05-15"), None, ["", "", "1931-05-04"]);
        check(Some("2025-05-15"), Some("someday"), ["2025-05-13", "2025-04", "1931-05-04"]);
        check(Some("2025-05-15"), Some(" "), ["", "", "1931-05-04"]);
    }

    #[test]
    fn a_day_that_the_project_says_is_for_articles_without_one() {
        for (own, wanted) in [(None, "2024-01-03"), (Some("2025-05-15"), "2025-05-15")] {
            let state = detected(own);
            let dated =
                |document: &str| reduce(&state, Action::Dated { document: document.into(), day: "2024-01-03".into() });
            let date = dated("d1").saved.open_document().unwrap().date.clone();
            assert_eq!(date.as_deref(), Some(wanted));
            assert_eq!(dated("other").saved, state.saved);
        }
    }

    #[test]
    fn a_corrected_value_stays() {
        let mut state = detected(Some("2025-05-15"));
        let tuesday = state.saved.open_document().unwrap().annotations.iter().find(|a| &*a.label == "DATE").unwrap().id;
        let mine = Value { value: Some(postil_engine::Scalar::Text("2020".into())), ..Value::default() };
        state = reduce(&state, Action::SetValue(tuesday, Some(Arc::new(mine))));
        state = reduce(&state, Action::SetDate(Some("2024-01-03".into())));
        assert_eq!(values(&state), ["2020", "2023-12", "1931-05-04"]);
    }
}
