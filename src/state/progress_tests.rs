//! Tables for the figures of progress: what counts as accepted, changed, rejected and missed, and how time adds up.

use postil_engine::Label;

use super::super::caret::{Motion, Side, Unit};
use super::super::tests::{TEXT, after, detecting, found};
use super::super::{Action, Selection};
use super::*;

/// Acme (id 1) and Beta (id 2) are suggested as ORG; then this is done.
fn check(actions: Vec<Action>, label: &str, wanted: [usize; 6], shares: [&str; 2]) {
    let start = detecting(vec![found("Acme", 0, Label::Org), found("Beta", 0, Label::Org)]);
    let state = after(&start, actions.clone());
    let overview = overview(&state);
    let tally = &overview.labels.iter().find(|(name, _)| &**name == label).unwrap().1;
    let Tally { marks, accepted, changed, rejected, into, missed } = *tally;
    assert_eq!([marks, accepted, changed, rejected, into, missed], wanted, "{label} after {actions:?}");
    assert_eq!([percent(tally.precision()), percent(tally.recall())], shares, "{label} after {actions:?}");
}

#[test]
fn what_became_of_suggestions_is_counted_under_what_they_were() {
    let start = detecting(vec![found("Acme", 0, Label::Org), found("Beta", 0, Label::Org)]);
    let ids: Vec<Id> = start.saved.documents[0].annotations.iter().map(|a| a.id).collect();
    let (acme, beta) = (ids[0], ids[1]);
    let set = |id, status| Action::SetStatus { ids: vec![id], status, advance: false };
    let relabel = |id, label: &str| Action::Relabel { ids: vec![id], label: label.into() };
    let at = TEXT.find("won").unwrap();
    let by_hand = || {
        let selection = Selection { anchor: at, head: at + 3 };
        [Action::SelectText(Some(selection)), Action::ApplyLabel("ORG".into())]
    };
    let longer = Action::MoveBoundary { side: Side::End, motion: Motion { by: Unit::Word, forward: true } };
    check(vec![], "ORG", [2, 0, 0, 0, 0, 0], ["–", "–"]);
    let both = vec![set(acme, Status::Accepted), set(beta, Status::Accepted)];
    check(both.clone(), "ORG", [2, 2, 0, 0, 0, 0], ["100%", "100%"]);
    check([both.clone(), vec![Action::Undo]].concat(), "ORG", [2, 1, 0, 0, 0, 0], ["100%", "100%"]);
    let rejects = vec![set(acme, Status::Accepted), set(beta, Status::Rejected)];
    check(rejects, "ORG", [1, 1, 0, 1, 0, 0], ["50%", "100%"]);
    let deletes = vec![set(acme, Status::Accepted), Action::Delete(vec![beta])];
    check(deletes.clone(), "ORG", [1, 1, 0, 1, 0, 0], ["50%", "100%"]);
    check([deletes, vec![Action::Undo]].concat(), "ORG", [2, 1, 0, 0, 0, 0], ["100%", "100%"]);
    let changes = vec![set(acme, Status::Accepted), relabel(beta, "GPE")];
    check(changes.clone(), "ORG", [1, 1, 1, 0, 0, 0], ["50%", "100%"]);
    check(changes.clone(), "GPE", [1, 0, 0, 0, 1, 0], ["–", "0%"]);
    let and_back = [changes, vec![relabel(beta, "ORG")]].concat();
    check(and_back, "ORG", [2, 2, 0, 0, 0, 0], ["100%", "100%"]);
    let grown = vec![Action::Select(Some(acme)), longer];
    check(grown, "ORG", [2, 0, 1, 0, 1, 0], ["0%", "0%"]);
    let made = [vec![set(acme, Status::Accepted)], by_hand().to_vec()].concat();
    check(made, "ORG", [3, 1, 0, 0, 0, 1], ["100%", "50%"]);
}

#[test]
fn time_adds_up_by_article_and_by_day() {
    let spend = |day: &str, seconds| Action::Spend { document: "d1".into(), day: day.into(), seconds };
    let elsewhere = Action::Spend { document: "gone".into(), day: "2026-01-02".into(), seconds: 9 };
    let actions = [spend("2026-01-02", 40), spend("2026-01-03", 30), spend("2026-01-02", 20), elsewhere];
    let overview = overview(&after(&detecting(Vec::new()), actions));
    assert_eq!(overview.times, [("t".into(), 90)]);
    assert_eq!(overview.days, [("2026-01-03".into(), 30), ("2026-01-02".into(), 60)]);
}

#[test]
fn times_are_said_in_words() {
    for (seconds, wanted) in [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3_599, "59 min"), (7_500, "2 h 05 min")] {
        assert_eq!(duration(seconds), wanted);
    }
}
