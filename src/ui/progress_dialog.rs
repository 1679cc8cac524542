//! How far the work is: articles, marks by label, how well the detector did by the person's corrections, and the time that
//! articles took. Copied and saved as a table.

use std::rc::Rc;

use postil_formats::{Separator, table};
use yew::prelude::*;

use super::Shared;
use super::modal::Modal;
use crate::effects::{clipboard, download};
use crate::state::library::Standing;
use crate::state::progress::{Overview, Tally, duration, overview, percent};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Notice, State};

/// Articles whose time is listed.
const LONGEST: usize = 20;

#[derive(Properties, PartialEq)]
pub(crate) struct ProgressDialogProps {
    pub state: Shared<State>,
}

#[component]
pub(crate) fn ProgressDialog(props: &ProgressDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let deps = (Shared(Rc::clone(&props.state.saved)), Shared(Rc::clone(&props.state.history)));
    let overview = {
        let state = props.state.clone();
        use_memo(deps, move |_| overview(&state))
    };
    let on_copy = {
        let (dispatcher, overview) = (dispatcher.clone(), Rc::clone(&overview));
        Callback::from(move |_: MouseEvent| {
            let (dispatcher, copied) = (dispatcher.clone(), clipboard::copy(&table(&overview.table(), Separator::Tab)));
            wasm_bindgen_futures::spawn_local(async move {
                let notice = match copied.await {
                    Ok(()) => Notice::info("Copied as a table, ready to paste into a spreadsheet"),
                    Err(error) => Notice::problem(error.to_string()),
                };
                dispatcher.dispatch(Action::ShowDialog(None));
                dispatcher.dispatch(Action::Notify(Some(notice)));
            });
        })
    };
    let on_save = {
        let overview = Rc::clone(&overview);
        Callback::from(move |_: MouseEvent| {
            let file = table(&overview.table(), Separator::Comma);
            let notice = match download::download("progress.csv", "text/csv", file.as_bytes()) {
                Ok(()) => Notice::info("progress.csv saved to your downloads"),
                Err(error) => Notice::problem(error.to_string()),
            };
            dispatcher.dispatch(Action::ShowDialog(None));
            dispatcher.dispatch(Action::Notify(Some(notice)));
        })
    };
    let all: usize = overview.standings.iter().sum();
    html! {
        <Modal title="Progress" testid="progress-dialog">
            <div class="progress-body" tabindex="0" role="group" aria-label="Figures">
                <h3>{ "Articles" }</h3>
                <div class="gauges">
                    { for Standing::ALL.iter().zip(overview.standings).rev().map(|(standing, count)| bar(standing.name(), count, all)) }
                </div>
                { labels(&overview) }
                { times(&overview) }
            </div>
            <div class="modal-actions">
                <button type="button" class="tool primary" onclick={on_save} data-testid="progress-csv">{ "Download CSV" }</button>
                <button type="button" class="tool" onclick={on_copy} data-testid="progress-copy">{ "Copy" }</button>
            </div>
        </Modal>
    }
}

fn bar(name: &str, count: usize, all: usize) -> Html {
    html! {
        <div class="gauge" data-testid="bar">
            <span>{ name }</span>
            <progress max={all.max(1).to_string()} value={count.to_string()} aria-label={name.to_owned()} />
            <span class="number">{ count }</span>
        </div>
    }
}

fn labels(overview: &Overview) -> Html {
    let most = overview.labels.iter().map(|(_, tally)| tally.marks).max().unwrap_or(0);
    let row = |name: &str, tally: &Tally| {
        let counts = [tally.accepted, tally.changed, tally.rejected, tally.missed];
        html! {
            <tr data-testid="progress-row">
                <th scope="row">{ name }</th>
                <td class="number">{ tally.marks }</td>
                <td class="wide">
                    <progress max={most.max(1).to_string()} value={tally.marks.to_string()} aria-label={format!("Marks of {name}")}
                        hidden={name == "all"} />
                </td>
                { for counts.iter().map(|count| html! { <td class="number">{ *count }</td> }) }
                <td class="number">{ percent(tally.precision()) }</td>
                <td class="number">{ percent(tally.recall()) }</td>
            </tr>
        }
    };
    let used = overview.labels.iter().filter(|(_, tally)| *tally != Tally::default());
    html! {
        <>
            <h3>{ "Labels" }</h3>
            <div class="table-wide" tabindex="0" role="group" aria-label="Labels">
                <table class="plain">
                    <thead><tr>
                        <th scope="col">{ "Label" }</th><th scope="col">{ "Marks" }</th><td class="wide" />
                        <th scope="col">{ "Accepted" }</th><th scope="col">{ "Changed" }</th>
                        <th scope="col">{ "Rejected" }</th><th scope="col">{ "Missed" }</th>
                        <th scope="col">{ "Precision" }</th><th scope="col">{ "Recall" }</th>
                    </tr></thead>
                    <tbody>
                        { for used.map(|(name, tally)| row(name, tally)) }
                        { row("all", &overview.total) }
                    </tbody>
                </table>
            </div>
            <p class="hint">
                { "Precision: of the suggestions that you decided on, those you accepted as they were. Recall: of the marks that you \
                   accepted or made, those. What a suggestion was at first is known for as long as it can be undone." }
            </p>
        </>
    }
}

fn times(overview: &Overview) -> Html {
    let total: u32 = overview.days.iter().map(|(_, seconds)| seconds).sum();
    let rows = |list: &[(std::sync::Arc<str>, u32)]| {
        list.iter()
            .map(|(name, seconds)| html! { <tr><th scope="row">{ &**name }</th><td class="number">{ duration(*seconds) }</td></tr> })
            .collect::<Html>()
    };
    html! {
        <>
            <h3>{ format!("Time: {}", duration(total)) }</h3>
            <p class="hint">{ "Counted while you type, click, scroll or move the mouse in an article; pauses of more than half a minute are not." }</p>
            if total > 0 {
                <div class="progress-times">
                    <table class="plain" data-testid="progress-days"><tbody>{ rows(&overview.days) }</tbody></table>
                    <table class="plain" data-testid="progress-times"><tbody>
                        { rows(overview.times.get(..LONGEST).unwrap_or(&overview.times)) }
                    </tbody></table>
                </div>
            }
        </>
    }
}
