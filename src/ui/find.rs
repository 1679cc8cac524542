//! The panel that finds: in the text, in labels and in notes. What is ticked of the results is labelled, rejected or
//! deleted in one step.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Document, Span, Status};
use yew::prelude::*;

use super::place_list::{Listed, PlaceList};
use super::{Labels, Shared};
use crate::effects::search;
use crate::state::find::{Hit, MOST, Place, Query, Search};
use crate::state::mentions::How;
use crate::state::store::use_dispatcher;
use crate::state::teach::{self, Does, Now, Reach};
use crate::state::{Action, Selection, Threshold, teach_words};

#[derive(Properties, PartialEq)]
pub(crate) struct FindProps {
    pub document: Shared<Document>,
    pub labels: Labels,
    /// What is looked for; it stays when another list is shown.
    pub query: UseStateHandle<Query>,
}

/// What came of a search.
#[derive(Clone, PartialEq)]
struct Results {
    /// What was searched: another article is there before its own results are.
    text: Option<Arc<str>>,
    hits: Shared<Vec<Hit>>,
    is_cut: bool,
    problem: Option<String>,
}

/// A row and whether a tick is set, or whether marks can be taken away there.
struct Rows {
    listed: Rc<Vec<Listed>>,
    ticks: Vec<bool>,
    marked: Vec<bool>,
}

#[component]
pub(crate) fn Find(props: &FindProps) -> Html {
    let dispatcher = use_dispatcher();
    let field = use_node_ref();
    let to = use_node_ref();
    let turn = use_mut_ref(|| Rc::new(Cell::new(0)));
    let results = use_state_eq(|| Results { text: None, hits: Shared(Rc::default()), is_cut: false, problem: None });
    // What the person has ticked and unticked, and the result shown last: both stay while marks change.
    let chosen = use_state_eq(Rc::<BTreeMap<Span, bool>>::default);
    let at = use_state_eq(|| None::<Span>);
    {
        let field = field.clone();
        use_effect_with((), move |()| {
            if let Some(field) = field.cast::<web_sys::HtmlInputElement>() {
                drop(field.focus());
                field.select();
            }
        });
    }
    {
        let (chosen, at) = (chosen.setter(), at.setter());
        use_effect_with((Arc::clone(&props.document.id), (*props.query).clone()), move |_| {
            chosen.set(Rc::default());
            at.set(None);
        });
    }
    {
        let results = results.setter();
        let turn = Rc::clone(&turn.borrow());
        use_effect_with((props.document.clone(), (*props.query).clone()), move |(document, query)| {
            let text = Some(document.text.shared());
            match Search::new(&document.0, query) {
                Ok(search) => search::run(search, &turn, move |hits, is_cut| {
                    results.set(Results { text, hits: Shared(Rc::new(hits)), is_cut, problem: None });
                }),
                Err(why) => {
                    turn.set(turn.get().wrapping_add(1));
                    results.set(Results { text, hits: Shared(Rc::default()), is_cut: false, problem: Some(why) });
                }
            }
        });
    }
    let is_of_it = results.text.as_ref() == Some(&props.document.text.shared());
    let hits = if is_of_it { results.hits.clone() } else { Shared(Rc::default()) };
    let rows = use_memo((hits.clone(), props.document.clone()), |(hits, document)| rows(hits, document));
    let said_of = |(hit, ticked): (&Hit, &bool)| chosen.get(&hit.span).copied().unwrap_or(*ticked);
    let ticks: Rc<Vec<bool>> = Rc::new(hits.iter().zip(&rows.ticks).map(said_of).collect());
    let set = |change: fn(&mut Query)| {
        let query = props.query.clone();
        Callback::from(move |_: MouseEvent| {
            let mut changed = (*query).clone();
            change(&mut changed);
            query.set(changed);
        })
    };
    let on_words = {
        let query = props.query.clone();
        Callback::from(move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            query.set(Query { words: input.value(), ..(*query).clone() });
        })
    };
    let onpick = {
        let (dispatcher, document, hits, at) = (dispatcher.clone(), props.document.clone(), hits.clone(), at.setter());
        Callback::from(move |index: usize| {
            let Some(hit) = hits.get(index) else { return };
            at.set(Some(hit.span));
            let mark = Reach::new(&document.annotations)
                .over(hit.span)
                .find(|a| a.span == hit.span && a.status != Status::Rejected);
            dispatcher.dispatch(match mark {
                Some(mark) => Action::Select(Some(mark.id)),
                None => Action::SelectText(Some(Selection { anchor: hit.span.start(), head: hit.span.end() })),
            });
        })
    };
    // Enter goes to the next result.
    let onsubmit = {
        let (onpick, count) = (onpick.clone(), hits.len());
        let next = at.map_or(0, |at| hits.partition_point(|hit| hit.span <= at));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if count > 0 {
                onpick.emit(next % count);
            }
        })
    };
    let ontick = {
        let (chosen, hits, ticks) = (chosen.clone(), hits.clone(), Rc::clone(&ticks));
        Callback::from(move |index: usize| {
            let Some((hit, ticked)) = hits.get(index).zip(ticks.get(index)) else { return };
            let mut changed = BTreeMap::clone(&chosen);
            changed.insert(hit.span, !ticked);
            chosen.set(Rc::new(changed));
        })
    };
    let is_all = ticks.iter().all(|ticked| *ticked);
    let on_all = {
        let (chosen, hits) = (chosen.setter(), hits.clone());
        let all = move |_: MouseEvent| chosen.set(Rc::new(hits.iter().map(|hit| (hit.span, !is_all)).collect()));
        Callback::from(all)
    };
    let ticked: Vec<usize> = (0..ticks.len()).filter(|index| ticks[*index]).collect();
    let marked: Vec<usize> = ticked.iter().copied().filter(|index| rows.marked[*index]).collect();
    let spread = |does: Option<Does>, indices: &[usize]| {
        let (dispatcher, to) = (dispatcher.clone(), to.clone());
        let places: Vec<Span> = indices.iter().filter_map(|index| hits.get(*index)).map(|hit| hit.span).collect();
        Callback::from(move |_: MouseEvent| {
            let label = || to.cast::<web_sys::HtmlSelectElement>().map(|to| Does::Label(to.value().into()));
            if let Some(does) = does.clone().or_else(label) {
                dispatcher.dispatch(Action::Spread { does, places: places.clone(), like: None, remember: None });
            }
        })
    };
    let query = &props.query;
    // Signs are no words: they are left out of the name.
    let option = |shown: &'static str, name: &'static str, on: bool, change: fn(&mut Query), testid: &'static str| {
        html! {
            <button type="button" class="tool small" aria-pressed={on.to_string()} title={name} onclick={set(change)} data-testid={testid}>
                <span aria-hidden="true">{ shown }</span><span class="visually-hidden">{ name }</span>
            </button>
        }
    };
    let count = hits.len();
    let said = match &results.problem {
        Some(why) => format!("Not a regular expression: {why}"),
        None if results.is_cut => format!("More than {MOST}: the first are listed"),
        None if query.words.trim().is_empty() => "In the text, in labels and in notes".to_owned(),
        None if count == 1 => "1 result".to_owned(),
        None => format!("{count} results"),
    };
    html! {
        <div class="find" data-testid="find">
            <form class="find-query" role="search" {onsubmit}>
                <input ref={field} id="find" type="search" placeholder="Find in this article" aria-label="Find in this article"
                    value={query.words.clone()} oninput={on_words} spellcheck="false" autocomplete="off"
                    aria-invalid={results.problem.is_some().to_string()} data-testid="find-words" />
                <span class="find-options" role="group" aria-label="How">
                    { option("Aa", "Match case", query.case, |query| query.case = !query.case, "find-case") }
                    { option("|ab|", "Whole words", query.whole, |query| query.whole = !query.whole, "find-whole") }
                    { option(".*", "Regular expression", query.regex, |query| query.regex = !query.regex, "find-regex") }
                    { option("Marked", "Only what is marked", query.marked, |query| query.marked = !query.marked, "find-marked") }
                </span>
            </form>
            <div class="place-tools">
                <span class={classes!("hint", results.problem.is_some().then_some("problem"))} role="status" data-testid="find-count">{ said }</span>
                <button type="button" class="tool small" hidden={count == 0} onclick={on_all} data-testid="find-all">
                    { if is_all { "Untick all" } else { "Tick all" } }
                </button>
            </div>
            <PlaceList document={props.document.clone()} labels={props.labels.clone()} rows={Shared(Rc::clone(&rows.listed))}
                ticks={Shared(Rc::clone(&ticks))} {ontick} {onpick} label="Results" />
            <div class="find-actions" role="group" aria-label="With what is ticked" hidden={count == 0}>
                <select ref={to.clone()} aria-label="Label to give" data-testid="find-label">
                    { for props.labels.iter().enumerate().map(|(index, label)| html! {
                        <option value={label.name.to_string()} selected={index == 0}>{ &*label.name }</option>
                    }) }
                </select>
                <button type="button" class="tool small primary" onclick={spread(None, &ticked)} disabled={ticked.is_empty()}
                    data-testid="find-apply">{ format!("Label {}", ticked.len()) }</button>
                <button type="button" class="tool small" onclick={spread(Some(Does::Reject(None)), &marked)} disabled={marked.is_empty()}
                    data-testid="find-reject">{ format!("Reject {}", marked.len()) }</button>
                <button type="button" class="tool small" onclick={spread(Some(Does::Delete(None)), &marked)} disabled={marked.is_empty()}
                    data-testid="find-delete">{ format!("Delete {}", marked.len()) }</button>
            </div>
        </div>
    }
}

fn rows(hits: &[Hit], document: &Document) -> Rows {
    let reach = Reach::new(&document.annotations);
    let mut rows = Rows { listed: Rc::default(), ticks: Vec::new(), marked: Vec::new() };
    let listed = hits.iter().map(|hit| {
        // The document holds what is shown.
        let now = teach::now(&reach, hit.span, Threshold::new(0));
        rows.ticks.push(!matches!(now, Now::Inside(_) | Now::Across { goes: false, .. }));
        rows.marked.push(matches!(&now, Now::Marked { status, .. } if *status != Status::Rejected));
        let (label, said) =
            teach_words::said(document, &teach::Place { span: hit.span, how: How::Exact, now, ticked: false });
        let note = || reach.over(hit.span).find(|a| a.span == hit.span)?.note.as_deref().map(Arc::<str>::from);
        let note = if hit.place == Place::Note { note() } else { None };
        let note = note.map(|note| format!("{said} · note: {note}")).unwrap_or(said);
        Listed { span: hit.span, label, note }
    });
    rows.listed = Rc::new(listed.collect());
    rows
}
