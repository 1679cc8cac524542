//! What must hold after any actions: undo to the start and redo to the end, marks in order, segments that join.

use std::sync::Arc;

use postil_engine::{Label, Status, place_of};
use proptest::prelude::*;

use super::caret::{Motion, Side, Unit};
use super::check::{Kind, Wanted};
use super::notes::{introduces_the_same, introductions};
use super::paragraphs::{follow, paragraphs};
use super::relations::Relating;
use super::segments::segments;
use super::tests::{TEXT, after, comparable, detecting, document, found, fresh};
use super::*;

/// Any action on any annotation or stretch of the text.
pub(crate) fn any_action() -> impl Strategy<Value = Action> {
    let label = prop_oneof![Just("ORG"), Just("MONEY"), Just("PERSON"), Just("mine")].prop_map(Arc::<str>::from);
    let ids = prop::collection::vec(1u32..12, 1..4);
    let motion = (0..4usize, any::<bool>()).prop_map(|(by, forward)| Motion {
        by: [Unit::Character, Unit::Word, Unit::Paragraph, Unit::Document][by],
        forward,
    });
    let status = prop_oneof![Just(Status::Suggested), Just(Status::Accepted), Just(Status::Rejected)];
    prop_oneof![
        4 => (0..TEXT.len(), 0..TEXT.len())
            .prop_map(|(anchor, head)| Action::SelectText(Some(Selection { anchor, head }))),
        4 => label.clone().prop_map(Action::ApplyLabel),
        2 => (ids.clone(), label).prop_map(|(ids, label)| Action::Relabel { ids, label }),
        2 => (ids.clone(), status, any::<bool>())
            .prop_map(|(ids, status, advance)| Action::SetStatus { ids, status, advance }),
        2 => (motion.clone(), any::<bool>()).prop_map(|(motion, end)| Action::MoveBoundary {
            side: if end { Side::End } else { Side::Start },
            motion,
        }),
        1 => (motion, any::<bool>()).prop_map(|(motion, extend)| Action::MoveCaret { motion, extend }),
        1 => ids.prop_map(Action::Delete),
        1 => Just(Action::AcceptAll),
        2 => any_label_change().prop_map(Action::ChangeLabels),
        1 => (1u32..12, "[ab]", proptest::option::of("[a-z ]{0,2}"))
            .prop_map(|(id, name, value)| Action::SetAttribute(id, name.into(), value.map(Into::into))),
        1 => "[ab ]".prop_map(|name| Action::KeepSet(name.into())),
        1 => "[ab]".prop_map(|name| Action::ForgetSet(name.into())),
        1 => (1u32..12, proptest::option::of("[a-z ]{0,4}"))
            .prop_map(|(id, note)| Action::SetNote(id, note.map(Into::into))),
        1 => (1u32..12).prop_map(|id| Action::SetValue(id, None)),
        1 => (1u32..12).prop_map(|id| Action::SetCurrency(id, "CAD".into())),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(forward, to_review)| Action::Step { forward, to_review }),
        1 => (1u32..12, proptest::option::of(prop::sample::select(vec!["Q42", "Q7", "no link", ""])))
            .prop_map(|(id, link)| Action::SetLink(id, link.map(Into::into))),
        2 => (1u32..12, 1u32..12, prop::sample::select(vec!["of", "own", " "]))
            .prop_map(|(from, to, kind)| Action::Relate { from, to, kind: kind.into() }),
        1 => (1u32..40).prop_map(Action::DeleteRelation),
        1 => prop::sample::select(Kind::ALL.to_vec()).prop_map(|kind| Action::Fix(Wanted { kind, span: None })),
        1 => (prop::sample::select(Kind::ALL.to_vec()), 0..TEXT.len(), any::<bool>()).prop_map(|(kind, at, ignored)| {
            let at = TEXT.floor_char_boundary(at);
            Action::SetIgnored { kind, span: postil_engine::Span::new(TEXT, at, TEXT.len()).unwrap(), ignored }
        }),
        1 => prop::collection::vec(1u32..12, 1..3).prop_map(Action::PickMark),
        1 => proptest::option::of(1u32..12)
            .prop_map(|from| Action::SetRelating(from.map(|from| Relating { from, kind: Some("of".into()) }))),
        3 => any::<bool>().prop_map(|add| Action::MarkPart { add }),
        1 => any::<bool>().prop_map(|done| Action::SetDone(vec!["d1".into()], done)),
        1 => (0u8..101).prop_map(|percent| Action::AcceptAbove(vec!["d1".into()], percent)),
        2 => Just(Action::Undo),
        1 => Just(Action::Redo),
    ]
}

/// Any change of the label set, those that cannot be made among them.
fn any_label_change() -> impl Strategy<Value = LabelChange> {
    let name = || prop_oneof![Just("ORG"), Just("MONEY"), Just("PERSON"), Just("mine")].prop_map(Arc::<str>::from);
    let fate = || prop_oneof![name().prop_map(Fate::To), Just(Fate::Stay), Just(Fate::Delete)];
    let label = (name(), any::<bool>(), 0u16..370, proptest::option::of(prop_oneof![Just('1'), Just('a'), Just('z')]));
    let label = label.prop_map(|(name, is_figure, hue, key)| {
        let kind = if is_figure { postil_engine::LabelKind::Figure } else { postil_engine::LabelKind::Entity };
        postil_engine::LabelDef { key, ..postil_engine::LabelDef::new(&name, kind, hue) }
    });
    let set = (0..presets::PRESETS.len()).prop_map(|at| presets::preset(presets::PRESETS[at]).unwrap());
    prop_oneof![
        label.clone().prop_map(LabelChange::Add),
        (name(), label, fate()).prop_map(|(name, to, fate)| LabelChange::Change { name, to, fate }),
        (name(), any::<bool>()).prop_map(|(name, down)| LabelChange::Move { name, down }),
        (name(), fate()).prop_map(|(name, fate)| LabelChange::Remove { name, fate }),
        (set, prop::collection::vec((name(), fate()), 0..3)).prop_map(|(set, fates)| LabelChange::Use { set, fates }),
    ]
}

/// After these actions, undo to the start gives back the start, and redo to the end the end.
fn check_travel(actions: Vec<Action>) {
    let start =
        detecting(vec![found("Acme", 0, Label::Org), found("Beta", 0, Label::Org), found("$3m", 0, Label::Money)]);
    let end = after(&start, actions);
    let all = |mut state: State, action: &Action, more: fn(&History) -> bool| {
        while more(&state.history) {
            state = reduce(&state, action.clone());
        }
        state
    };
    let undone = all(end.clone(), &Action::Undo, History::can_undo);
    assert_eq!(comparable(&undone), comparable(&start));
    let redone = all(undone, &Action::Redo, History::can_redo);
    assert_eq!(comparable(&redone), comparable(&all(end, &Action::Redo, History::can_redo)));
}

/// What brings articles in and takes them out, with the same ids again and again.
fn any_coming_and_going() -> impl Strategy<Value = Action> {
    let id = || prop::sample::select(vec!["d1", "d2"]).prop_map(Arc::<str>::from);
    let document = || {
        (id(), prop::sample::select(vec![TEXT, "Short words."])).prop_map(|(id, text)| {
            postil_engine::Document::new(&id, "t", postil_engine::Text::new(text), Vec::new().into())
        })
    };
    prop_oneof![
        4 => any_action(),
        2 => id().prop_map(Action::RemoveDocument),
        2 => document().prop_map(|document| Action::AddLibrary { documents: vec![document], labels: Vec::new() }),
        1 => document().prop_map(|document| {
            let documents = vec![document];
            Action::AddImport(Box::new(importing::Incoming { documents, ..Default::default() }))
        }),
        1 => id().prop_map(Action::OpenDocument),
        2 => Just(Action::Undo),
        1 => Just(Action::Redo),
    ]
}

proptest! {
    /// What comes in from files is no step, so undo leaves it there: under an id that nothing else has.
    #[test]
    fn however_articles_come_and_go_each_has_its_id_and_undo_and_redo_are_inverse(
        actions in prop::collection::vec(any_coming_and_going(), 1..60)
    ) {
        let mut state = fresh();
        for action in actions {
            state = reduce(&state, action);
            let ids: std::collections::BTreeSet<_> = state.saved.documents.iter().map(|document| &document.id).collect();
            prop_assert_eq!(ids.len(), state.saved.documents.len());
        }
        // Once there and back, so that all that comes back has its id.
        let all = |mut state: State, action: &Action, more: fn(&History) -> bool| {
            let mut on_the_way = vec![state.saved.documents.clone()];
            while more(&state.history) {
                state = reduce(&state, action.clone());
                on_the_way.push(state.saved.documents.clone());
            }
            (state, on_the_way)
        };
        let (state, _) = all(state, &Action::Undo, History::can_undo);
        let (state, forth) = all(state, &Action::Redo, History::can_redo);
        let (_, mut back) = all(state, &Action::Undo, History::can_undo);
        back.reverse();
        prop_assert_eq!(back, forth);
    }
}

proptest! {
    #[test]
    fn any_work_can_be_undone_to_the_start_and_redone_to_the_end(actions in prop::collection::vec(any_action(), 1..60)) {
        check_travel(actions);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, max_shrink_iters: 200, ..ProptestConfig::default() })]
    #[test]
    fn a_day_of_work_can_be_undone_to_the_start(actions in prop::collection::vec(any_action(), 5_000..5_001)) {
        check_travel(actions);
    }
}

/// What is shown at a threshold, and how much of it there is, looked at from the start.
fn looked_at(document: &Document, threshold: Threshold) -> (Vec<u32>, list::Counts) {
    let shown: Vec<_> = document.annotations.iter().filter(|a| threshold.shows(a)).collect();
    let marks = || shown.iter().filter(|a| a.status != Status::Rejected);
    let mut by_label = std::collections::BTreeMap::new();
    marks().for_each(|a| *by_label.entry(Arc::clone(&a.label)).or_default() += 1);
    let counts = list::Counts {
        by_label: by_label.into_iter().collect(),
        marks: marks().count(),
        to_review: shown.iter().filter(|a| a.status == Status::Suggested).count(),
        all: shown.len(),
        found: shown.iter().filter(|a| a.source != postil_engine::Source::Human).count(),
    };
    (shown.iter().map(|a| a.id).collect(), counts)
}

proptest! {
    #[test]
    fn what_follows_a_change_is_what_is_worked_out_anew(
        actions in prop::collection::vec(any_action(), 1..40),
        percent in prop::sample::select(vec![15u8, 40]),
    ) {
        let shows = |a: &postil_engine::Annotation| Filter::default().shows(a);
        let mut state = fresh();
        let mut drawn = paragraphs(document(&state), shows, &[]);
        for action in actions {
            let next = reduce(&state, action);
            let (old, new) = (document(&state), next.saved.open_document().unwrap());
            drawn = follow(old, new, shows, &drawn);
            let anew = paragraphs(new, shows, &[]);
            prop_assert_eq!(drawn.len(), anew.len());
            for (a, b) in drawn.iter().zip(anew.iter()) {
                prop_assert_eq!((a.span, a.kind, &a.annotations), (b.span, b.kind, &b.annotations));
            }
            prop_assert!(!introduces_the_same(old, new) || introductions(old) == introductions(new));
            let threshold = Threshold::new(percent);
            let shown = threshold.shown(new);
            let ids = shown.annotations.iter().map(|a| a.id).collect();
            prop_assert_eq!((ids, list::counts(&shown)), looked_at(new, threshold));
            for (at, mark) in new.annotations.iter().enumerate() {
                prop_assert_eq!(place_of(&new.annotations, mark.id), Some(at));
                let (start, end) = (mark.span.start(), mark.span.end());
                let touches = |a: &&Arc<postil_engine::Annotation>| a.span.start() <= end && start <= a.span.end();
                let wanted: Vec<_> = new.annotations.iter().filter(touches).collect();
                prop_assert_eq!(under::touching(new, start, end).collect::<Vec<_>>(), wanted);
            }
            prop_assert_eq!(place_of(&new.annotations, new.next_id), None);
            state = next;
        }
    }

    #[test]
    fn after_any_work_marks_are_in_order_and_segments_join_to_the_paragraph(
        actions in prop::collection::vec(any_action(), 1..40)
    ) {
        let state = after(&fresh(), actions);
        let document = document(&state);
        let list = &document.annotations;
        prop_assert!(list.windows(2).all(|pair| pair[0].order() < pair[1].order()));
        for annotation in list.iter() {
            let words = document.text.slice(annotation.span);
            prop_assert!(!words.is_empty() && words.trim() == words, "{:?}", words);
            prop_assert!(annotation.id < document.next_id);
            let pieces = annotation.pieces();
            prop_assert_ne!(annotation.fragments.len(), 1);
            prop_assert!(pieces.windows(2).all(|pair| pair[0].end() < pair[1].start()), "{:?}", pieces);
            let ends = pieces.first().zip(pieces.last()).map(|(first, last)| (first.start(), last.end()));
            prop_assert_eq!(ends, Some((annotation.span.start(), annotation.span.end())));
            let is_trimmed = |piece: &postil_engine::Span| piece.trimmed(TEXT) == Some(*piece);
            prop_assert!(pieces.iter().all(is_trimmed), "{:?}", pieces);
        }
        for relation in document.relations.iter() {
            let ends = [relation.from, relation.to].map(|id| document.annotation(id).is_some());
            prop_assert_eq!(ends, [true, true]);
        }
        for paragraph in paragraphs(document, |a| Filter::default().shows(a), &[]).iter() {
            for segment in &segments(paragraph) {
                for annotation in &segment.over {
                    prop_assert!(annotation.pieces().iter().any(|piece| piece.contains(segment.span)));
                }
            }
            let joined: String = segments(paragraph).iter().map(|s| document.text.slice(s.span)).collect();
            prop_assert_eq!(joined, paragraph.words());
        }
    }
}
