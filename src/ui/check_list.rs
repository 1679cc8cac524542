//! What looks wrong in the article, a row each: the words where they stand, what is wrong, what would put it right.

use postil_engine::Document;
use yew::prelude::*;

use super::hints::use_hints;
use super::virtual_list::VirtualList;
use super::{Labels, Shared};
use crate::state::Action;
use crate::state::check::{Issue, Kind, Wanted};
use crate::state::commands::go;
use crate::state::store::use_dispatcher;

/// Pixels a row; `--row-check` in the styles.
const ROW: u32 = 104;

#[derive(Properties, PartialEq)]
pub(crate) struct CheckListProps {
    pub document: Shared<Document>,
    pub labels: Labels,
    pub issues: Shared<Vec<Issue>>,
    pub show_ignored: bool,
    /// Whether the detection is still under way; nothing is checked before it is over.
    pub pending: bool,
}

#[component]
pub(crate) fn CheckList(props: &CheckListProps) -> Html {
    let dispatcher = use_dispatcher();
    let hints = use_hints();
    let chosen = use_state_eq(|| None::<Kind>);
    let listed = |issue: &&Issue| props.show_ignored || !issue.ignored;
    let count_of = |kind| props.issues.iter().filter(listed).filter(|issue| issue.kind == kind).count();
    let kind = chosen.filter(|kind| count_of(*kind) > 0);
    let rows: Vec<Issue> = props
        .issues
        .iter()
        .filter(listed)
        .filter(|issue| kind.is_none_or(|kind| issue.kind == kind))
        .cloned()
        .collect();
    let (count, all) = (rows.len(), props.issues.iter().filter(listed).count());
    let ignored = props.issues.iter().filter(|issue| issue.ignored).count();
    let fixable = rows.iter().filter(|issue| issue.fix.is_some() && !issue.ignored).count();
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            chosen.set(Kind::ALL.into_iter().find(|kind| kind.id() == select.value()));
        })
    };
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    let fix_all = kind.map(|kind| on(Action::Fix(Wanted { kind, span: None })));
    let row = {
        let (document, labels) = (props.document.clone(), props.labels.clone());
        Callback::from(move |index: usize| match rows.get(index) {
            // By its place, so that the keyboard goes on to what comes after when a row goes.
            Some(issue) => html! {
                <Row key={index} issue={issue.clone()} document={document.clone()} labels={labels.clone()}
                    place={(index, rows.len())} />
            },
            None => Html::default(),
        })
    };
    let empty = if props.pending { "Names and figures are being found." } else { "Nothing looks wrong here." };
    html! {
        <>
            <div class="check-bar">
                <select aria-label="What to check" {onchange} data-testid="check-kind">
                    <option value="" selected={kind.is_none()}>{ format!("Everything ({all})") }</option>
                    { for Kind::ALL.into_iter().map(|each| (each, count_of(each))).filter(|(_, count)| *count > 0).map(|(each, count)| html! {
                        <option value={each.id()} selected={kind == Some(each)}>{ format!("{} ({count})", each.name()) }</option>
                    }) }
                </select>
                if let Some(fix_all) = fix_all {
                    <button type="button" class="tool small" onclick={fix_all} disabled={fixable == 0}
                        data-testid="fix-all">{ format!("Fix all {fixable}") }</button>
                }
                <button type="button" class="tool small" hidden={ignored == 0} aria-pressed={props.show_ignored.to_string()}
                    onclick={on(Action::ToggleIgnored)} data-testid="show-ignored">{ format!("{ignored} ignored") }</button>
            </div>
            <p class="empty" hidden={count > 0} data-testid="check-empty">{ empty }</p>
            <VirtualList {count} row_height={ROW} current={None} label="What looks wrong" {row} />
            <p class="hint check-hint">{ format!("{} goes to the next, {} fixes it.", hints.key("next-check").unwrap_or_default(), hints.key("fix").unwrap_or_default()) }</p>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    issue: Issue,
    document: Shared<Document>,
    labels: Labels,
    /// Index and number of rows.
    place: (usize, usize),
}

#[component]
fn Row(props: &RowProps) -> Html {
    let dispatcher = use_dispatcher();
    let Issue { kind, span, ignored, .. } = props.issue;
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    let [before, words, after] = props.issue.context(&props.document);
    let offer = props.issue.offer(&props.document, &props.labels).filter(|_| !ignored);
    let ignore = if ignored { "Do not ignore" } else { "Ignore" };
    html! {
        <div class="list-row check-row" role="listitem" data-ignored={ignored.then_some("")} data-kind={kind.id()}
            aria-posinset={(props.place.0 + 1).to_string()} aria-setsize={props.place.1.to_string()} data-testid="check-row">
            <button type="button" class="list-main" onclick={on(go(&props.issue))}>
                <span class="check-words"><span class="check-before">{ before }</span><b>{ words }</b>{ after }</span>
                <span class="list-meta">{ props.issue.reason(&props.document) }</span>
            </button>
            <span class="check-tools">
                if let Some(offer) = offer {
                    <button type="button" class="tool small" onclick={on(Action::Fix(Wanted { kind, span: Some(span) }))}
                        data-testid="fix">{ offer }</button>
                }
                <button type="button" class="tool small quiet" onclick={on(Action::SetIgnored { kind, span, ignored: !ignored })}
                    aria-label={format!("{ignore}: {words}")} data-testid="ignore">{ ignore }</button>
            </span>
        </div>
    }
}
