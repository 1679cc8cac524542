//! The article's figures as a table, text beside value: sorted, filtered, copied, saved as CSV. A row leads to its mark.

use std::rc::Rc;

use postil_engine::{Annotation, Document};
use postil_formats::{Separator, figures_table, file_stem};
use yew::prelude::*;

use super::modal::Modal;
use super::virtual_list::VirtualList;
use super::{Labels, Shared, label_class};
use crate::effects::{clipboard, download};
use crate::state::figures::{self, Column, Row};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Notice};

/// Pixels a row; `--row-table` in the styles.
const ROW: u32 = 44;

#[derive(Properties, PartialEq)]
pub(crate) struct FiguresDialogProps {
    pub document: Shared<Document>,
    pub labels: Labels,
}

#[component]
pub(crate) fn FiguresDialog(props: &FiguresDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let filter = use_state_eq(String::new);
    let order = use_state_eq(|| (Column::Place, false));
    let all =
        use_memo((props.document.clone(), props.labels.clone()), |(document, labels)| figures::all(document, labels));
    let deps = (Shared(all), filter.clone(), *order);
    let shown = use_memo(deps, |(all, filter, (by, descending))| figures::shown(all, filter, *by, *descending));
    let on_filter = {
        let filter = filter.setter();
        Callback::from(move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            filter.set(input.value());
        })
    };
    let head = |name: &'static str, column: Column| {
        let (by, descending) = *order;
        let order = order.setter();
        let onclick = Callback::from(move |_: MouseEvent| order.set((column, by == column && !descending)));
        let arrow = match (by == column, descending) {
            (true, false) => " ↑",
            (true, true) => " ↓",
            (false, _) => "",
        };
        html! {
            <button type="button" class="table-head" aria-pressed={(by == column).to_string()} {onclick}
                title="Sort; again to turn round">{ name }{ arrow }</button>
        }
    };
    let table = {
        let (document, shown) = (props.document.clone(), Rc::clone(&shown));
        move |separator| figures_table(&document, shown.iter().map(|row| -> &Annotation { &row.annotation }), separator)
    };
    let on_copy = {
        let (dispatcher, table) = (dispatcher.clone(), table.clone());
        Callback::from(move |_: MouseEvent| {
            let (dispatcher, copied) = (dispatcher.clone(), clipboard::copy(&table(Separator::Tab)));
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
        let (dispatcher, name) = (dispatcher.clone(), format!("{}-figures.csv", file_stem(&props.document.title)));
        Callback::from(move |_: MouseEvent| {
            let notice = match download::download(&name, "text/csv", table(Separator::Comma).as_bytes()) {
                Ok(()) => Notice::info(format!("{name} saved to your downloads")),
                Err(error) => Notice::problem(error.to_string()),
            };
            dispatcher.dispatch(Action::ShowDialog(None));
            dispatcher.dispatch(Action::Notify(Some(notice)));
        })
    };
    let row = {
        let (labels, shown) = (props.labels.clone(), Rc::clone(&shown));
        Callback::from(move |index: usize| {
            shown.get(index).map(|row| table_row(row, &labels, &dispatcher)).unwrap_or_default()
        })
    };
    let differ = shown.iter().filter(|row| row.differs).count();
    html! {
        <Modal title="Figures" testid="figures-dialog">
            <div class="table-tools">
                <input type="search" placeholder="Filter by words, label or value" aria-label="Filter"
                    value={(*filter).clone()} oninput={on_filter} data-testid="figures-filter" />
                <span class="hint" role="status" data-testid="figures-count">{ format!("{} figures", shown.len()) }</span>
            </div>
            <p class="hint" hidden={differ == 0} data-testid="figures-differ">
                { format!("{differ} figures disagree: the same words, or the same number of the same thing, with two values. Marked ≠.") }
            </p>
            <div class="table-row table-heads" role="group" aria-label="Sort by">
                { head("№", Column::Place) }
                { head("In the text", Column::Words) }
                { head("Value", Column::Value) }
                { head("Label", Column::Label) }
            </div>
            <div class="table-rows">
                <VirtualList count={shown.len()} row_height={ROW} current={None::<usize>} label="Figures" {row} />
            </div>
            <div class="modal-actions">
                <button type="button" class="tool primary" onclick={on_save} data-testid="figures-csv">
                    { "Download CSV" }
                </button>
                <button type="button" class="tool" onclick={on_copy} data-testid="figures-copy">{ "Copy" }</button>
            </div>
        </Modal>
    }
}

fn table_row(row: &Row, labels: &Labels, dispatcher: &crate::state::store::Dispatcher) -> Html {
    let annotation = &row.annotation;
    let id = annotation.id;
    let dispatcher = dispatcher.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        dispatcher.dispatch(Action::ShowDialog(None));
        dispatcher.dispatch(Action::Select(Some(id)));
    });
    html! {
        <div key={id} role="listitem">
            <button type="button" class="table-row" {onclick} title="Show in the text" data-testid="figure">
                <span class="hint">{ row.place }</span>
                <span class="list-words">{ &row.words }</span>
                <span class="table-value">
                    { if row.differs { "≠ " } else { "" } }{ &row.said.digits }
                    <span class="table-words">{ &row.said.words }</span>
                </span>
                <span class={classes!("chip", "tiny", label_class(labels, &annotation.label))}>{ &*annotation.label }</span>
            </button>
        </div>
    }
}
