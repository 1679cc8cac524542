//! The other mentions of what was changed, each in its context and with what is there now: the change is made where a
//! tick stands.

use std::rc::Rc;

use postil_engine::Document;
use yew::prelude::*;

use super::modal::Modal;
use super::place_list::{Listed, PlaceList, turned};
use super::{Labels, Shared};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Offer, teach_words};

#[derive(Properties, PartialEq)]
pub(crate) struct MentionsDialogProps {
    pub offer: Shared<Offer>,
    pub document: Shared<Document>,
    pub labels: Labels,
    /// Whether the tick for later articles is set at first.
    pub remember: bool,
}

#[component]
pub(crate) fn MentionsDialog(props: &MentionsDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let offer = &props.offer;
    let ticks = use_state_eq(|| Rc::new(offer.places.iter().map(|place| place.ticked).collect::<Vec<_>>()));
    let remember = use_state_eq(|| props.remember);
    let rows = use_memo((offer.clone(), props.document.clone()), |(offer, document)| {
        let listed = offer.places.iter().map(|place| {
            let (label, note) = teach_words::said(document, place);
            Listed { span: place.span, label, note }
        });
        listed.collect::<Vec<_>>()
    });
    let ontick = {
        let ticks = ticks.clone();
        Callback::from(move |index: usize| ticks.set(Rc::new(turned(&ticks, index))))
    };
    let count = ticks.iter().filter(|ticked| **ticked).count();
    let is_all = count == ticks.len();
    let on_all = {
        let ticks = ticks.clone();
        Callback::from(move |_: MouseEvent| ticks.set(Rc::new(vec![!is_all; ticks.len()])))
    };
    let on_remember = {
        let remember = remember.clone();
        Callback::from(move |_: Event| remember.set(!*remember))
    };
    let onsubmit = {
        let (dispatcher, offer, ticks, remember) = (dispatcher.clone(), offer.clone(), ticks.clone(), *remember);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let ticked = offer.places.iter().zip(ticks.iter()).filter(|(_, ticked)| **ticked);
            let places: Vec<_> = ticked.map(|(place, _)| place.span).collect();
            if places.is_empty() && !remember {
                return;
            }
            dispatcher.dispatch(Action::ShowDialog(None));
            dispatcher.dispatch(offer.taken_for(places, remember));
        })
    };
    html! {
        <Modal title={offer.title()} testid="mentions-dialog">
            <form {onsubmit}>
                <div class="place-tools">
                    <span class="hint" role="status" data-testid="mentions-count">
                        { format!("{count} of {} ticked", ticks.len()) }
                    </span>
                    <button type="button" class="tool small" onclick={on_all} data-testid="mentions-all">
                        { if is_all { "Untick all" } else { "Tick all" } }
                    </button>
                </div>
                <div class="place-box">
                    <PlaceList document={props.document.clone()} labels={props.labels.clone()} rows={Shared(rows)}
                        ticks={Shared(Rc::clone(&ticks))} {ontick} label="Other mentions" />
                </div>
                <label class="choice">
                    <input type="checkbox" checked={*remember} onchange={on_remember} data-testid="remember" />
                    { offer.remembered() }
                </label>
                <div class="modal-actions">
                    <button type="submit" class="tool primary" disabled={count == 0 && !*remember} data-testid="apply">
                        { if count == 0 { "Remember".to_owned() } else { format!("Apply to {count}") } }
                    </button>
                    <span class="hint">{ "Space ticks, Enter applies, Esc leaves." }</span>
                </div>
            </form>
        </Modal>
    }
}
