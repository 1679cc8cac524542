//! The bar at the bottom: labels with their counts, which also filter, and the state of the work.

use std::sync::Arc;

use postil_engine::Document;
use yew::prelude::*;

use super::hints::use_hints;
use super::suggest::Suggest;
use super::{Labels, Shared, label_class};
use crate::state::list::counts;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Dialog, Filter, Keeping, Panel, Role, Saving, Threshold};

#[derive(Properties, PartialEq)]
pub(crate) struct LegendProps {
    pub document: Shared<Document>,
    pub labels: Labels,
    pub filter: Filter,
    pub saving: Saving,
    pub keeping: Keeping,
    pub threshold: Threshold,
    /// Suggestions below the threshold.
    pub left_out: usize,
    /// What looks wrong.
    pub to_check: usize,
}

#[component]
pub(crate) fn Legend(props: &LegendProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    let counts = use_memo(props.document.clone(), |document| counts(document));
    let on_label = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |(name, only): (Arc<str>, bool)| {
            dispatcher.dispatch(if only { Action::OnlyLabel(name) } else { Action::ToggleLabel(name) });
        })
    };
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    // Labels outside the set (from a file, or of a set that has changed since) are listed too.
    let place = |name: &Arc<str>| props.labels.iter().position(|label| label.name == *name).unwrap_or(usize::MAX);
    let mut rows: Vec<(usize, &(Arc<str>, usize))> = counts.by_label.iter().map(|row| (place(&row.0), row)).collect();
    rows.sort_unstable();
    let (saving, problem) = match &props.saving {
        Saving::Saved if props.keeping.role != Role::Editor => ("Read only", None),
        Saving::Saved => ("Saved", None),
        Saving::Saving => ("Saving …", None),
        Saving::Failed(why) => ("Not saved", Some(why.to_string())),
    };
    let is_filtered = props.filter != Filter::default();
    html! {
        <footer class="legend">
            <div class="legend-labels" role="group" aria-label="Labels shown">
                { for rows.into_iter().map(|(_, (name, count))| html! {
                    <LegendItem key={&**name} name={name.clone()} count={*count}
                        class={label_class(&props.labels, name)} hidden={props.filter.hidden.contains(name)}
                        onlabel={on_label.clone()} />
                }) }
                <button type="button" class="tool small" hidden={!is_filtered} onclick={on(Action::ClearFilter)}
                    data-testid="show-all">{ "Show all" }</button>
            </div>
            <div class="legend-state">
                <Suggest threshold={props.threshold} left_out={props.left_out} />
                <span data-testid="marks">{ format!("{} {}", counts.marks, if counts.marks == 1 { "mark" } else { "marks" }) }</span>
                <button type="button" class="tool small" aria-pressed={props.filter.to_review.to_string()}
                    onclick={on(Action::ToggleToReview)} title="Show only what is still to be reviewed"
                    data-testid="to-review">{ format!("{} to review", counts.to_review) }</button>
                <button type="button" class="tool small" onclick={on(Action::AcceptAll)} disabled={counts.to_review == 0}
                    title={hints.titled("Accept every suggestion shown", "accept-all")} data-testid="accept-all">{ "Accept all" }</button>
                <button type="button" class="tool small" onclick={on(Action::ShowPanel(Panel::Check))}
                    title={hints.titled("List what looks wrong", "list-checks")} data-testid="to-check">{ format!("{} to check", props.to_check) }</button>
                if props.keeping.due {
                    <button type="button" class="tool small" onclick={on(Action::ShowDialog(Some(Dialog::Backup)))}
                        title={kept(&props.keeping)} data-testid="backup-due">{ "Back up: much of this is in no file" }</button>
                }
                <span class="saving" role="status" title={problem.clone().or_else(|| Some(kept(&props.keeping)))} data-testid="saving"
                    data-problem={problem.is_some().to_string()}>{ saving }</span>
            </div>
        </footer>
    }
}

/// Where the work is, in words.
pub(super) fn kept(keeping: &Keeping) -> String {
    let place = match keeping.promised {
        Some(true) => "Kept in this browser, which has promised not to remove it by itself.",
        Some(false) | None => "Kept in this browser, which may remove it when space is short.",
    };
    match &keeping.filed {
        _ if keeping.copies.is_some() => format!("{place} {}", copies(keeping)),
        Some(day) => format!("{place} Last saved to a file on {day}."),
        None => format!("{place} Not saved to a file yet."),
    }
}

/// Where copies go, in words; nothing when there are none.
pub(super) fn copies(keeping: &Keeping) -> String {
    let Some(copies) = &keeping.copies else { return String::new() };
    let (place, name) = (if copies.is_file { "file" } else { "folder" }, &copies.name);
    let written = copies.written.as_ref().map(|time| format!(" The last was written at {time}.")).unwrap_or_default();
    match &copies.problem {
        Some(why) => format!("No copies go to the {place} “{name}” now: {why}.{written}"),
        None => format!("Copies go to the {place} “{name}”.{written}"),
    }
}

#[derive(Properties, PartialEq)]
struct LegendItemProps {
    name: Arc<str>,
    count: usize,
    class: String,
    hidden: bool,
    onlabel: Callback<(Arc<str>, bool)>,
}

/// One label: a click shows or hides it, a click with Shift or Alt shows it alone.
#[component]
fn LegendItem(props: &LegendItemProps) -> Html {
    let onclick = {
        let (onlabel, name) = (props.onlabel.clone(), props.name.clone());
        Callback::from(move |event: MouseEvent| onlabel.emit((name.clone(), event.shift_key() || event.alt_key())))
    };
    html! {
        <button type="button" class={classes!("chip", props.class.clone())} aria-pressed={(!props.hidden).to_string()}
            {onclick} title="Click: show or hide. Shift+click: only this one." data-testid={format!("legend-{}", props.name)}>
            <span>{ &*props.name }</span>
            <span class="count">{ props.count }</span>
        </button>
    }
}
