//! The library as a list over the whole page: search, sort and filter, how far each article is, and rows to choose by click,
//! Ctrl and Shift.

use std::rc::Rc;
use std::sync::Arc;

use yew::prelude::*;

use super::library_bulk::LibraryBulk;
use super::virtual_list::VirtualList;
use super::{Labels, Shared, field_value};
use crate::state::library::{Lister, Order, Row, Standing, View};
use crate::state::progress::percent;
use crate::state::shelf::{Deed, Pick, Shelf};
use crate::state::store::{Dispatcher, use_dispatcher};
use crate::state::{Action, Dialog, Saved};

/// Pixels a row; `--row` in the styles.
const ROW: u32 = 52;

#[derive(Properties, PartialEq)]
pub(crate) struct LibraryViewProps {
    pub saved: Shared<Saved>,
    pub labels: Labels,
    pub shelf: Shelf,
}

#[component]
pub(crate) fn LibraryView(props: &LibraryViewProps) -> Html {
    let dispatcher = use_dispatcher();
    let lister = use_mut_ref(Lister::default);
    let shelf = &props.shelf;
    let rows = Rc::new(lister.borrow_mut().rows(&props.saved, &shelf.view));
    let all = props.saved.documents.len();
    let set = |change: fn(&mut View, String)| {
        let (dispatcher, view) = (dispatcher.clone(), shelf.view.clone());
        move |value: String| {
            let mut view = view.clone();
            change(&mut view, value);
            dispatcher.dispatch(Action::Library(Deed::View(Box::new(view))));
        }
    };
    let on_query = {
        let set = set(|view, value| view.query = value.into());
        Callback::from(move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            set(input.value());
        })
    };
    let choose = |change: fn(&mut View, String)| {
        let set = set(change);
        Callback::from(move |event: Event| set(field_value(&event)))
    };
    let on_standing = choose(|view, value| {
        view.standing = Standing::ALL.into_iter().find(|standing| standing.name() == value);
    });
    let on_label = choose(|view, value| view.label = (!value.is_empty()).then(|| value.into()));
    let on_order = choose(|view, value| {
        let found = Order::ALL.into_iter().find(|(_, name)| *name == value);
        view.order = found.map(|(order, _)| order).unwrap_or_default();
    });
    let on_turn = {
        let set = set(|view, _| view.descending = !view.descending);
        Callback::from(move |_: MouseEvent| set(String::new()))
    };
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    let count = rows.len();
    let row = {
        let (rows, chosen, dispatcher) = (Rc::clone(&rows), Rc::clone(&shelf.chosen), dispatcher.clone());
        Callback::from(move |at: usize| {
            let row = rows.get(at);
            row.map(|row| line(row, (at, rows.len()), chosen.contains(&row.document.id), &dispatcher))
                .unwrap_or_default()
        })
    };
    let words = if count == all { format!("{all} articles") } else { format!("{count} of {all} articles") };
    html! {
        <main class="library-view" id="article" tabindex="-1">
            <div class="library-top">
                <h2>{ props.saved.project.title() }</h2>
                <span class="hint" role="status" data-testid="library-count">{ words }</span>
                <span class="library-tools">
                    <button type="button" class="tool" onclick={on(Action::ShowDialog(Some(Dialog::Progress)))}
                        data-testid="library-progress">{ "Progress" }</button>
                    <button type="button" class="tool" onclick={on(Action::NewDocument)}>{ "Add articles" }</button>
                </span>
            </div>
            <div class="library-filters" role="search">
                <input type="search" placeholder="Search titles and texts" aria-label="Search titles and texts"
                    value={shelf.view.query.to_string()} oninput={on_query} data-testid="library-search" />
                <label><span>{ "Status" }</span>
                    <select onchange={on_standing} data-testid="library-status">
                        <option value="" selected={shelf.view.standing.is_none()}>{ "any" }</option>
                        { for Standing::ALL.into_iter().map(|standing| html! {
                            <option value={standing.name()} selected={shelf.view.standing == Some(standing)}>{ standing.name() }</option>
                        }) }
                    </select>
                </label>
                <label><span>{ "With" }</span>
                    <select onchange={on_label} data-testid="library-label">
                        <option value="" selected={shelf.view.label.is_none()}>{ "any label" }</option>
                        { for props.labels.iter().map(|label| html! {
                            <option value={label.name.to_string()}
                                selected={shelf.view.label.as_ref() == Some(&label.name)}>{ &*label.name }</option>
                        }) }
                    </select>
                </label>
                <label><span>{ "Sort" }</span>
                    <select onchange={on_order} data-testid="library-sort">
                        { for Order::ALL.into_iter().map(|(order, name)| html! {
                            <option value={name} selected={shelf.view.order == order}>{ name }</option>
                        }) }
                    </select>
                </label>
                <button type="button" class="tool" aria-pressed={shelf.view.descending.to_string()} onclick={on_turn}
                    aria-label="The other way round" title="The other way round" data-testid="library-turn">
                    { if shelf.view.descending { "↓" } else { "↑" } }
                </button>
            </div>
            <LibraryBulk chosen={Rc::clone(&shelf.chosen)} listed={count} asked={shelf.asked}
                waiting={props.saved.undetected.len()} />
            <p class="empty" hidden={count > 0}>
                { if all == 0 { "Nothing here yet. Add articles: paste one, or open files." } else { "No article is like this." } }
            </p>
            <VirtualList {count} row_height={ROW} current={None::<usize>} label="Articles" {row} />
        </main>
    }
}

fn line(row: &Row, place: (usize, usize), is_chosen: bool, dispatcher: &Dispatcher) -> Html {
    let (document, summary) = (&row.document, &row.summary);
    let pick = |plain: fn(Arc<str>) -> Action| {
        let (dispatcher, id) = (dispatcher.clone(), Arc::clone(&document.id));
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            let pick = |how| Action::Library(Deed::Pick(Arc::clone(&id), how));
            let action = match (event.shift_key(), event.ctrl_key() || event.meta_key()) {
                (true, _) => pick(Pick::To),
                (false, true) => pick(Pick::Toggle),
                (false, false) => plain(Arc::clone(&id)),
            };
            dispatcher.dispatch(action);
        })
    };
    let mut said = vec![match summary.all {
        0 => "no marks".to_owned(),
        all => format!("{} of {all} reviewed", summary.reviewed),
    }];
    said.extend(document.date.as_ref().map(ToString::to_string));
    let labels = summary.by_label.iter().map(|(label, count)| format!("{label} {count}"));
    said.extend(labels.collect::<Vec<_>>().chunks(4).next().map(|some| some.join(", ")));
    html! {
        <div key={&*document.id} class="list-row library-row" role="listitem" data-selected={is_chosen.then_some("")}
            onclick={pick(|id| Action::Library(Deed::Pick(id, Pick::Only)))} aria-posinset={(place.0 + 1).to_string()}
            aria-setsize={place.1.to_string()} data-testid="library-row" data-standing={row.standing.name()}>
            <button type="button" class="tick" role="checkbox" aria-checked={is_chosen.to_string()}
                aria-label={format!("Choose {}", document.title)}
                onclick={pick(|id| Action::Library(Deed::Pick(id, Pick::Toggle)))}>{ if is_chosen { "✓" } else { "" } }</button>
            <button type="button" class="list-main" onclick={pick(Action::OpenDocument)}>
                <span class="list-words">{ &*document.title }</span>
                <span class="list-meta">{ said.join(" · ") }</span>
            </button>
            <progress max="1" value={summary.share().to_string()} aria-label={format!("Reviewed: {}", percent(Some(summary.share())))} />
            <span class="standing" data-standing={row.standing.name()}>{ row.standing.name() }</span>
        </div>
    }
}
