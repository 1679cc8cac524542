//! What each change of the label set does to labels and annotations, in every document, and that it is one step back.

use super::super::segmenter::tests::unicode;
use super::super::{Action, Saved, reduce};
use super::*;
use postil_engine::{
    Annotation, Attribute, Document, Found, FoundEntity, Source, Status, Text, default_labels, structure,
};
use std::collections::HashSet;

const TEXT: &str = "Acme in Leeds and on Skye. It paid $3m.";

fn found(words: &str, label: Label, entity: Option<u32>) -> Found {
    let start = TEXT.find(words).unwrap();
    let span = postil_engine::Span::new(TEXT, start, start + words.len()).unwrap();
    Found { span, label, confidence: 0.9, rule: "test", value: None, entity }
}

/// Adds an article and detects in it: an ORG, a GPE, a LOC and a MONEY, the first two with entities.
fn detect(state: State, id: &str) -> State {
    let document = Document::new(id, id, Text::new(TEXT), structure(TEXT).into());
    let entity = |label, name: &str| FoundEntity { label, name: name.into() };
    let found = vec![
        found("Acme", Label::Org, Some(0)),
        found("Leeds", Label::Gpe, Some(1)),
        found("Skye", Label::Loc, None),
        found("$3m", Label::Money, None),
    ];
    let entities = vec![entity(Label::Org, "Acme"), entity(Label::Gpe, "Leeds")];
    [
        Action::AddDocument { document: Box::new(document), detect: true },
        Action::DetectedEntities { document: id.into(), entities },
        Action::Detected { document: id.into(), found, done: 1, total: 1 },
        Action::DetectionDone { document: id.into(), by_rules: false },
    ]
    .into_iter()
    .fold(state, |state, action| reduce(&state, action))
}

fn library() -> State {
    detect(detect(State::new(unicode()), "d1"), "d2")
}

/// Annotations and entities of a document, and a star where an annotation has an entity.
fn show(saved: &Saved, id: &str) -> String {
    let document = saved.document(id).unwrap();
    let mark = |a: &Arc<Annotation>| {
        let star = if a.entity.is_some() { "*" } else { "" };
        format!("{}|{}{star}", document.text.slice(a.span), a.label)
    };
    let marks = document.annotations.iter().map(mark);
    let entities = document.entities.iter().map(|entity| format!("={}|{}", entity.name, entity.label));
    marks.chain(entities).collect::<Vec<_>>().join(" ")
}

fn names(saved: &Saved) -> Vec<&str> {
    saved.labels.iter().map(|label| &*label.name).collect()
}

/// Makes a change; it shows as `wanted` in both documents, is one step, and comes back equal.
#[track_caller]
fn check(start: &State, change: LabelChange, wanted: &str) -> State {
    let changed = reduce(start, Action::ChangeLabels(change));
    for id in ["d1", "d2"] {
        assert_eq!(show(&changed.saved, id), wanted, "in {id}");
    }
    let undone = reduce(&changed, Action::Undo);
    assert_eq!(undone.saved, start.saved, "undone");
    assert_eq!(reduce(&undone, Action::Redo).saved, changed.saved, "redone");
    changed
}

const ALL: &str = "Acme|ORG* Leeds|GPE* Skye|LOC $3m|MONEY =Acme|ORG =Leeds|GPE";

fn change(state: &State, name: &str, with: impl Fn(&mut LabelDef), fate: Fate) -> LabelChange {
    let mut to = state.saved.label(name).unwrap().clone();
    with(&mut to);
    LabelChange::Change { name: name.into(), to, fate }
}

#[test]
fn each_change_does_what_it_says_and_is_one_step_back() {
    let state = library();
    let to = |name: &str| Fate::To(name.into());
    let remove = |name: &str, fate| LabelChange::Remove { name: name.into(), fate };
    check(&state, LabelChange::Add(LabelDef::new("CLAIM", LabelKind::Entity, 20)), ALL);
    check(&state, LabelChange::Move { name: "ORG".into(), down: true }, ALL);
    check(&state, change(&state, "ORG", |label| label.hue = 20, to("ORG")), ALL);
    check(
        &state,
        change(&state, "ORG", |label| label.name = "FIRM".into(), to("FIRM")),
        "Acme|FIRM* Leeds|GPE* Skye|LOC $3m|MONEY =Acme|FIRM =Leeds|GPE",
    );
    check(
        &state,
        change(&state, "ORG", |label| label.name = "FIRM".into(), to("PERSON")),
        "Acme|PERSON* Leeds|GPE* Skye|LOC $3m|MONEY =Acme|PERSON =Leeds|GPE",
    );
    check(&state, remove("GPE", to("LOC")), "Acme|ORG* Leeds|LOC* Skye|LOC $3m|MONEY =Acme|ORG =Leeds|LOC");
    check(&state, remove("GPE", Fate::Delete), "Acme|ORG* Skye|LOC $3m|MONEY =Acme|ORG");
    // A figure mentions nothing.
    check(&state, remove("GPE", to("CARDINAL")), "Acme|ORG* Leeds|CARDINAL Skye|LOC $3m|MONEY =Acme|ORG");
    check(&state, remove("EVENT", Fate::Delete), ALL);
}

#[test]
fn what_cannot_be_is_left_alone() {
    let state = library();
    let refused = |change: LabelChange| {
        let after = reduce(&state, Action::ChangeLabels(change));
        assert_eq!((after.saved, after.history), (state.saved.clone(), state.history.clone()));
    };
    refused(LabelChange::Add(LabelDef::new("ORG", LabelKind::Entity, 20)));
    refused(LabelChange::Add(LabelDef::new(" ", LabelKind::Entity, 20)));
    refused(LabelChange::Add(LabelDef::new("X", LabelKind::Entity, 360)));
    refused(LabelChange::Move { name: "PERSON".into(), down: false });
    refused(LabelChange::Move { name: "SET".into(), down: true });
    refused(LabelChange::Remove { name: "none".into(), fate: Fate::Delete });
    refused(change(&state, "ORG", |label| label.name = "GPE".into(), Fate::Delete));
}

#[test]
fn marks_of_the_same_words_become_one_when_their_labels_do() {
    let state = library();
    let span = found("Skye", Label::Loc, None).span;
    let selection = super::super::Selection { anchor: span.start(), head: span.end() };
    // What is accepted stays beside another label of the same words.
    let label = |state: State, name: &str| {
        let state = reduce(&state, Action::SelectText(Some(selection)));
        reduce(&state, Action::ApplyLabel(name.into()))
    };
    let state = label(label(state, "LOC"), "GPE");
    assert!(show(&state.saved, "d2").contains("Skye|LOC Skye|GPE"));
    let merged = LabelChange::Remove { name: "LOC".into(), fate: Fate::To("GPE".into()) };
    let after = reduce(&state, Action::ChangeLabels(merged));
    assert_eq!(show(&after.saved, "d2").matches("Skye").count(), 1);
    assert_eq!(reduce(&after, Action::Undo).saved, state.saved);
}

#[test]
fn relations_go_to_the_mark_that_stays_or_go_with_theirs() {
    let state = library();
    let of = |words: &str| {
        let document = state.saved.open_document().unwrap();
        document.annotations.iter().find(|a| document.text.slice(a.span) == words).unwrap()
    };
    let (acme, skye, money) = (of("Acme").id, of("Skye"), of("$3m").id);
    let select = super::super::Selection { anchor: skye.span.start(), head: skye.span.end() };
    let relate = |from, to, kind: &str| Action::Relate { from, to, kind: kind.into() };
    let second = state.saved.open_document().unwrap().next_id;
    let steps = [
        // Accepted, so that the same words can have two labels.
        Action::SetStatus { ids: vec![skye.id], status: Status::Accepted, advance: false },
        Action::SelectText(Some(select)),
        Action::ApplyLabel("GPE".into()),
        relate(acme, skye.id, "in"),
        relate(acme, second, "in"),
        relate(second, money, "of"),
        relate(skye.id, second, "same"),
        relate(money, acme, "paid by"),
    ];
    let state = steps.into_iter().fold(state.clone(), |state, action| reduce(&state, action));
    let shown = |state: &State| {
        let document = state.saved.open_document().unwrap();
        let words = |id| document.text.slice(document.annotation(id).unwrap().span);
        let lines = document.relations.iter().map(|r| format!("{} {} {}", words(r.from), r.kind, words(r.to)));
        lines.collect::<Vec<_>>()
    };
    for (change, wanted) in [
        (
            LabelChange::Remove { name: "GPE".into(), fate: Fate::To("LOC".into()) },
            &["Acme in Skye", "Skye of $3m", "$3m paid by Acme"][..],
        ),
        (
            LabelChange::Remove { name: "LOC".into(), fate: Fate::To("GPE".into()) },
            &["Acme in Skye", "Skye of $3m", "$3m paid by Acme"],
        ),
        (LabelChange::Remove { name: "GPE".into(), fate: Fate::Delete }, &["Acme in Skye", "$3m paid by Acme"]),
        (LabelChange::Remove { name: "ORG".into(), fate: Fate::Delete }, &["Skye of $3m", "Skye same Skye"]),
    ] {
        let after = reduce(&state, Action::ChangeLabels(change.clone()));
        let mut found = shown(&after);
        found.sort();
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{change:?}");
        assert_eq!(reduce(&after, Action::Undo).saved, state.saved, "{change:?}");
    }
}

#[test]
fn a_key_is_taken_from_who_has_it_and_follows_its_label() {
    let state = library();
    let keyed = check(&state, change(&state, "ORG", |label| label.key = Some('1'), Fate::Stay), ALL);
    assert_eq!(keyed.saved.label("PERSON").unwrap().key, None);
    // A key that was chosen under Keys is given up, of a label as of a command.
    let bind = |state: &State, command: &str, key: &str| {
        reduce(state, Action::BindKey { command: command.into(), key: key.into(), add: false })
    };
    let bound = bind(&bind(&state, "label:ORG", "Alt+j"), "restore", "z");
    let keyed = check(&bound, change(&bound, "ORG", |label| label.key = Some('z'), Fate::Stay), ALL);
    let of = |state: &State, id: &str| state.saved.settings.keys.of(&state.saved.labels, id).join(" ");
    assert_eq!((of(&keyed, "label:ORG").as_str(), of(&keyed, "restore").as_str()), ("z", ""));
    // What is bound after a change outlives its undo.
    let later = reduce(&bind(&keyed, "theme-dark", "Alt+y"), Action::Undo);
    assert_eq!((of(&later, "label:ORG").as_str(), of(&later, "theme-dark").as_str()), ("Alt+j", "Alt+y"));
}

#[test]
fn another_set_takes_the_marks_along() {
    let state = library();
    let conll = presets::preset("CoNLL").unwrap();
    let take = |fates: Vec<(Arc<str>, Fate)>| LabelChange::Use { set: conll.clone(), fates };
    // MONEY has no place in CoNLL and stays until the person says otherwise.
    let wanted = "Acme|ORG* Leeds|LOC* Skye|LOC $3m|MONEY =Acme|ORG =Leeds|LOC";
    let taken = check(&state, take(Vec::new()), wanted);
    assert_eq!(names(&taken.saved), ["PER", "ORG", "LOC", "MISC", "MONEY"]);
    let wanted = "Acme|ORG* Skye|LOC =Acme|ORG";
    let taken = check(&state, take(vec![("MONEY".into(), Fate::Delete), ("GPE".into(), Fate::Delete)]), wanted);
    assert_eq!(names(&taken.saved), ["PER", "ORG", "LOC", "MISC"]);
    // What comes after is found by the set: places are LOC, amounts are not marked.
    let more = detect(taken, "d3");
    assert_eq!(show(&more.saved, "d3"), "Acme|ORG* Leeds|LOC* Skye|LOC =Acme|ORG =Leeds|LOC");
}

#[test]
fn the_detector_keeps_to_the_set() {
    let state = library();
    let renamed = reduce(
        &state,
        Action::ChangeLabels(change(&state, "ORG", |l| l.name = "FIRM".into(), Fate::To("FIRM".into()))),
    );
    assert!(
        show(&detect(renamed, "d3").saved, "d3").starts_with("Acme|FIRM*"),
        "a new name finds what the old one did"
    );
    let none = |label: &mut LabelDef| label.detects = Some(Vec::new());
    let by_hand = reduce(&state, Action::ChangeLabels(change(&state, "ORG", none, Fate::Stay)));
    assert_eq!(show(&detect(by_hand, "d3").saved, "d3"), "Leeds|GPE* Skye|LOC $3m|MONEY =Leeds|GPE");
    let both = |label: &mut LabelDef| label.detects = Some(vec!["LOC".into(), "GPE".into()]);
    let taken = reduce(&state, Action::ChangeLabels(change(&state, "LOC", both, Fate::Stay)));
    assert_eq!(show(&detect(taken, "d3").saved, "d3"), "Acme|ORG* Leeds|LOC* Skye|LOC $3m|MONEY =Acme|ORG =Leeds|LOC");
}

#[test]
fn labels_find_their_like_in_other_sets() {
    for (from, to, name, wanted) in [
        ("Postil", "CoNLL", "GPE", Some("LOC")),
        ("Postil", "CoNLL", "NORP", Some("MISC")),
        ("Postil", "CoNLL", "MONEY", None),
        ("Postil", "OntoNotes", "DURATION", Some("DATE")),
        ("Postil", "Finance", "ORG", Some("COMPANY")),
        ("Finance", "Postil", "COMPANY", Some("ORG")),
        ("Finance", "CoNLL", "PLACE", Some("LOC")),
        ("CoNLL", "Postil", "PER", Some("PERSON")),
        ("CoNLL", "Postil", "MISC", Some("NORP")),
        ("OntoNotes", "Postil", "LAW", None),
    ] {
        let [from_set, to_set] = [from, to].map(|name| presets::preset(name).unwrap().labels);
        let fate = wanted.map_or(Fate::Stay, |name| Fate::To(name.into()));
        assert_eq!(presets::suggest(&from_set, &to_set, name), fate, "{name} of {from} in {to}");
    }
}

#[test]
fn sets_that_come_with_the_page_are_sound() {
    assert_eq!(*presets::preset("Postil").unwrap().labels, default_labels());
    assert_eq!(presets::preset("OntoNotes").unwrap().labels.len(), 18);
    for name in presets::PRESETS {
        let labels = presets::preset(name).unwrap().labels;
        assert!(is_sound(&labels), "{name}");
        let keys: HashSet<_> = labels.iter().map(|label| label.key).collect();
        assert_eq!(keys.len(), labels.len(), "each label of {name} has a key of its own");
        for label in Label::ALL {
            let all = labels.iter().filter(|def| def.takes(label.name())).count();
            assert!(all <= 1, "{} is taken twice in {name}", label.name());
        }
        let commands = super::super::commands::COMMANDS.iter().flat_map(|command| command.keys);
        let taken: Vec<_> =
            commands.filter(|key| labels.iter().any(|l| l.key.is_some_and(|own| own.to_string() == **key))).collect();
        assert_eq!(taken, Vec::<&&str>::new(), "keys of {name} are commands'");
    }
}

#[test]
fn a_set_is_kept_replaced_and_forgotten() {
    let state = library();
    let kept = reduce(&state, Action::KeepSet(" Mine ".into()));
    assert_eq!(kept.saved.sets[0].name, "Mine".into());
    let changed = reduce(&kept, Action::ChangeLabels(LabelChange::Move { name: "ORG".into(), down: true }));
    let again = reduce(&changed, Action::KeepSet("Mine".into()));
    assert_eq!((again.saved.sets.len(), &again.saved.sets[0].labels), (1, &again.saved.labels));
    let forgotten = reduce(&again, Action::ForgetSet("Mine".into()));
    assert!(forgotten.saved.sets.is_empty());
    assert_eq!(reduce(&forgotten, Action::Undo).saved, again.saved);
    assert_eq!(reduce(&state, Action::KeepSet(" ".into())).saved, state.saved);
}

#[test]
fn attributes_are_said_changed_and_taken_back() {
    let state = library();
    let id = state.saved.open_document().unwrap().annotations[0].id;
    let said = |state: &State| {
        let attributes = &state.saved.open_document().unwrap().annotation(id).unwrap().attributes;
        attributes.iter().map(|Attribute { name, value }| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    };
    let say = |state: &State, name: &str, value: Option<&str>| {
        let after = reduce(state, Action::SetAttribute(id, name.into(), value.map(Into::into)));
        assert_eq!(reduce(&after, Action::Undo).saved, state.saved);
        after
    };
    let one = say(&state, "role", Some(" buyer "));
    let two = say(&one, "sure", Some("yes"));
    assert_eq!(said(&two), "role=buyer sure=yes");
    assert_eq!(said(&say(&two, "role", Some("seller"))), "role=seller sure=yes");
    assert_eq!(said(&say(&two, "role", Some(" "))), "sure=yes");
    assert_eq!(said(&say(&two, "role", None)), "sure=yes");
    // They outlast a new label and another run of the detector.
    let relabelled = reduce(&two, Action::Relabel { ids: vec![id], label: "PERSON".into() });
    assert_eq!(said(&relabelled), "role=buyer sure=yes");
    assert_eq!(said(&detect_again(&two)), "role=buyer sure=yes");
}

fn detect_again(state: &State) -> State {
    let id: Arc<str> = "d2".into();
    let state = reduce(state, Action::DetectAgain(id.clone()));
    reduce(&state, Action::DetectedEntities { document: id, entities: Vec::new() })
}

#[test]
fn values_are_of_the_kind_that_label_and_value_tell() {
    use super::super::meaning::{meaning, name_label};
    use postil_engine::Value;
    let state = library();
    let mark = state.saved.document("d1").unwrap().annotations[0].clone();
    let finance = presets::preset("Finance").unwrap().labels;
    let money = Value { currency: Some("EUR".into()), ..Value::number(3.0) };
    let day = Value { timex: Some("2024-05".into()), ..Value::default() };
    let years = Value { unit: Some("year".into()), ..Value::number(5.0) };
    for (label, value, wanted) in [
        ("MONEY", None, "MONEY"),
        ("COUNT", None, "CARDINAL"),
        ("PERIOD", None, "DURATION"),
        ("PERIOD", Some(&years), "DURATION"),
        ("DATE", Some(&day), "DATE"),
        ("DATE", Some(&money), "MONEY"),
        ("mine", Some(&money), "MONEY"),
        ("mine", None, "CARDINAL"),
    ] {
        let value = value.cloned().map(Arc::new);
        let mark = Annotation { label: label.into(), value, source: Source::Human, ..Annotation::clone(&mark) };
        assert_eq!(meaning(&finance, &mark), wanted, "{label}");
    }
    let names = [("COMPANY", Some(Label::Org)), ("PLACE", None), ("MONEY", None), ("SECURITY", None)];
    for (name, wanted) in names {
        assert_eq!(name_label(&finance, name), wanted, "{name}");
    }
}
