//! What was done, step by step, the last one first. A press on a step goes back to just after it, or forth to it: as undo and
//! redo to there, so nothing is lost until something else is done.

use std::rc::Rc;

use yew::prelude::*;

use super::Shared;
use super::modal::Modal;
use super::virtual_list::VirtualList;
use crate::effects::hours;
use crate::state::past;
use crate::state::store::use_dispatcher;
use crate::state::{Action, History, Saved};

/// Pixels a row; `--row-table` in the styles.
const ROW: u32 = 44;

#[derive(Properties, PartialEq)]
pub(crate) struct HistoryDialogProps {
    pub saved: Shared<Saved>,
    pub history: Shared<History>,
}

#[component]
pub(crate) fn HistoryDialog(props: &HistoryDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let (saved, history) = (Rc::clone(&props.saved.0), Rc::clone(&props.history.0));
    let (_, at, _) = history.range();
    let numbers: Vec<u64> = history.steps().map(|(number, _)| number).collect();
    // The last is first; below all of them is the start.
    let count = numbers.len() + usize::from(!numbers.is_empty());
    let start = numbers.first().copied().unwrap_or_default();
    let row = {
        let (saved, history) = (Rc::clone(&saved), Rc::clone(&history));
        Callback::from(move |index: usize| {
            let number = numbers.len().checked_sub(index + 1).and_then(|at| numbers.get(at)).copied();
            let to = number.map_or(start, |number| number + 1);
            let step = number.and_then(|number| history.step(number));
            let words = step.map_or_else(|| "The start".to_owned(), |step| past::said(step, &saved));
            let elsewhere = step.and_then(|step| past::elsewhere(step, &saved));
            let dispatcher = dispatcher.clone();
            let onclick = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::TravelTo(to)));
            let is_now = to == at;
            html! {
                <div key={to} role="listitem" class="past" data-undone={(to > at).to_string()} data-testid="past">
                    <button type="button" class="tool" {onclick} aria-current={is_now.then_some("step")}>
                        <span>{ words }</span>
                        if let Some(title) = elsewhere {
                            <span class="hint">{ format!("in {title}") }</span>
                        }
                        if is_now {
                            <span class="hint">{ "· you are here" }</span>
                        }
                        if let Some(at) = step.map(|step| step.at).filter(|at| *at > 0) {
                            <time class="hint">{ hours::when(at) }</time>
                        }
                    </button>
                </div>
            }
        })
    };
    html! {
        <Modal title="History" testid="history-dialog">
            <p class="hint">
                if count == 0 {
                    { "Nothing was done yet." }
                } else {
                    { "The last step is on top. Press one to see the work as it was just after it; undo and redo lead on from \
                       there. Steps above are kept until you do something else." }
                }
            </p>
            if count > 0 {
                <div class="past-steps">
                    <VirtualList {count} row_height={ROW} current={None::<usize>} label="Steps" {row} />
                </div>
            }
        </Modal>
    }
}
