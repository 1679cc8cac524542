//! Marks that do not start and end where the words of the file do: what becomes of each, the way to it, and putting it, or
//! all of them, where the file has it. One that the file leaves out can be rejected.

use std::sync::Arc;

use yew::prelude::*;

use super::Shared;
use crate::effects::exchange::Written;
use crate::state::Action;
use crate::state::exporting::{Misfit, Refit};
use crate::state::store::use_dispatcher;

/// Rows that are shown at once; all are fixed together.
const MOST: usize = 100;

#[derive(Properties, PartialEq)]
pub(crate) struct MisfitsProps {
    pub written: Shared<Written>,
    /// Whether it is of the choice before.
    pub is_old: bool,
    pub can_undo: bool,
}

#[component]
pub(crate) fn Misfits(props: &MisfitsProps) -> Html {
    let dispatcher = use_dispatcher();
    let all = &props.written.misfits;
    let fixes: Vec<Refit> = all.iter().map(Misfit::refit).filter(|refit| refit.to.is_some()).collect();
    let on = |actions: Vec<Action>| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| actions.iter().for_each(|action| dispatcher.dispatch(action.clone())))
    };
    let row = |misfit: &Misfit| {
        let show = on(vec![
            Action::ShowDialog(None),
            Action::OpenDocument(Arc::clone(&misfit.document)),
            Action::Select(Some(misfit.id)),
        ]);
        let fix = on(vec![Action::FitMarks(vec![misfit.refit()])]);
        let (does, testid, says) = match misfit.to {
            Some(_) => ("Fix", "misfit-fix", format!("Mark {} instead of {}", misfit.became, misfit.words)),
            None => ("Reject", "misfit-reject", format!("Reject {} in the article too", misfit.words)),
        };
        html! {
            <li key={format!("{} {}", misfit.document, misfit.id)} class="misfit" data-testid="misfit">
                <span class="misfit-words">
                    { changed(misfit) }
                    <span class="hint">{ &*misfit.what }</span>
                </span>
                <button type="button" class="tool small" onclick={show} aria-label={format!("Show {} in the text", misfit.words)}
                    data-testid="misfit-show">{ "Show" }</button>
                <button type="button" class="tool small" onclick={fix} disabled={props.is_old} aria-label={says.clone()}
                    title={says} data-testid={testid}>{ does }</button>
            </li>
        }
    };
    let count = fixes.len();
    let fix_all = on(vec![Action::FitMarks(fixes)]);
    let head = match all.len() {
        1 => "1 mark does not end where the file’s words do".to_owned(),
        n => format!("{n} marks do not end where the file’s words do"),
    };
    html! {
        <section class="misfits" aria-label={head.clone()} data-old={props.is_old.then_some("")}>
            <div class="misfits-head">
                <h3 data-testid="misfits">{ head }</h3>
                <button type="button" class="tool small" onclick={fix_all} disabled={count == 0 || props.is_old}
                    title="Mark in the article what the file has; one step back with Undo" data-testid="misfits-fix">
                    { format!("Fix all {count}") }
                </button>
                <button type="button" class="tool small" onclick={on(vec![Action::Undo])} disabled={!props.can_undo}
                    data-testid="misfits-undo">{ "Undo" }</button>
            </div>
            <ul>{ for all.iter().take(MOST).map(row) }</ul>
            <p class="hint" hidden={all.len() <= MOST}>{ format!("and {} more", all.len().saturating_sub(MOST)) }</p>
        </section>
    }
}

/// A mark's words, and those that it has in the file, with what is taken in or cut off.
fn changed(misfit: &Misfit) -> Html {
    let (words, became) = (&*misfit.words, &*misfit.became);
    if became.is_empty() {
        return html! { <b>{ words }</b> };
    }
    let (old, new) = match (became.split_once(words), words.split_once(became)) {
        (Some((before, after)), _) => (words.into(), html! { <><ins>{ before }</ins>{ words }<ins>{ after }</ins></> }),
        (_, Some((before, after))) => {
            (html! { <><del>{ before }</del>{ became }<del>{ after }</del></> }, became.into())
        }
        _ => (words.into(), became.into()),
    };
    html! { <><b>{ old }</b>{ " → " }<b>{ new }</b></> }
}
