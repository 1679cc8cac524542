//! The two handles of the mark in hand: dragging one moves that end. What it would become is shown as the browser's
//! selection, so nothing in the text is drawn anew before the handle is let go; Escape leaves all as it was.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use postil_engine::{Document, Span};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::Shared;
use super::reading_parts::{Frames, Paragraphs};
use crate::effects::{selection, viewport};
use crate::state::caret::Side;
use crate::state::store::use_dispatcher;
use crate::state::{Action, Segmenter, Selection, snap};

/// Pixels that a press may wander before it is a drag.
const SLACK: f64 = 3.0;

#[derive(Properties, PartialEq)]
pub(crate) struct HandlesProps {
    pub article: NodeRef,
    pub scroller: NodeRef,
    pub document: Shared<Document>,
    pub segmenter: Segmenter,
    /// Where the mark in hand lies.
    pub span: Option<Span>,
    /// The class that gives the label's colours.
    pub class: String,
    /// Whether words may be cut without Alt.
    pub any_characters: bool,
    pub paragraphs: Paragraphs,
    /// Change when the layout may have.
    pub layout: ((usize, usize), u32),
}

/// A drag under way.
#[derive(Clone, Copy)]
struct Drag {
    side: Side,
    /// From the pointer to the middle of the line at the end that it holds.
    away: (f64, f64),
    /// Where the pointer was pressed.
    from: (f64, f64),
    /// Where the end would go; `None` before the pointer has moved.
    to: Option<(usize, bool)>,
}

#[component]
pub(crate) fn Handles(props: &HandlesProps) -> Html {
    let dispatcher = use_dispatcher();
    let group = use_node_ref();
    let drag = use_mut_ref(|| None::<Drag>);
    {
        let (group, article) = (group.clone(), props.article.clone());
        use_effect_with((props.span, props.paragraphs.clone(), props.layout), move |(span, ..)| {
            place(&group, &article, *span);
        });
    }
    let frames = use_memo((), |()| Frames::default());
    // Gives up the drag, and shows the mark as it is.
    let stop = {
        let (group, article, drag, span) = (group.clone(), props.article.clone(), drag.clone(), props.span);
        let frames = Rc::clone(&frames);
        Callback::from(move |()| {
            drag.replace(None);
            frames.cancel();
            selection::clear();
            if let Some(group) = group.cast::<Element>() {
                drop(group.remove_attribute("data-dragging"));
            }
            place(&group, &article, span);
        })
    };
    {
        let (drag, stop) = (drag.clone(), stop.clone());
        use_effect_with(props.span, move |_| {
            let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
            let document = gloo::utils::document();
            let listener = EventListener::new_with_options(&document, "keydown", options, move |event| {
                let is_escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
                if is_escape && drag.borrow().is_some() {
                    event.prevent_default();
                    stop.emit(());
                }
            });
            move || drop(listener)
        });
    }
    let on_down = |side: Side| {
        let (group, article, drag, span) = (group.clone(), props.article.clone(), drag.clone(), props.span);
        Callback::from(move |event: PointerEvent| {
            let (Some(article), Some(span)) = (article.cast::<Element>(), span) else { return };
            let Some(ends) = selection::ends(&article, span.start(), span.end()).filter(|_| event.button() == 0) else {
                return;
            };
            // The text is not to be selected by the browser, and the keyboard stays where it is.
            event.prevent_default();
            let end = if side == Side::Start { ends.0 } else { ends.1 };
            let from = (f64::from(event.client_x()), f64::from(event.client_y()));
            let away = (from.0 - end.x, from.1 - end.y - end.height / 2.0);
            drag.replace(Some(Drag { side, away, from, to: None }));
            let handle: Element = event.target_unchecked_into();
            drop(handle.set_pointer_capture(event.pointer_id()));
            if let Some(group) = group.cast::<Element>() {
                drop(group.set_attribute("data-dragging", ""));
            }
        })
    };
    let onpointermove = {
        let (group, scroller, drag, frames) = (group.clone(), props.scroller.clone(), drag.clone(), Rc::clone(&frames));
        let (article, document, segmenter) = (props.article.clone(), props.document.clone(), props.segmenter);
        let (span, any_characters) = (props.span, props.any_characters);
        Callback::from(move |event: PointerEvent| {
            let (Some(article), Some(span)) = (article.cast::<Element>(), span) else { return };
            let mut drag = drag.borrow_mut();
            let Some(drag) = drag.as_mut() else { return };
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            if drag.to.is_none() && (x - drag.from.0).hypot(y - drag.from.1) < SLACK {
                return;
            }
            if let Some(scroller) = scroller.cast::<Element>() {
                viewport::scroll_at_edge(&scroller, y);
            }
            let Some(at) = selection::offset_at_point(&article, x - drag.away.0, y - drag.away.1) else { return };
            let free = any_characters || event.alt_key();
            let text = document.text.as_str();
            if let Some(now) = snap::dragged(text, span, drag.side, at, free, segmenter) {
                drag.to = Some((at, free));
                place_at(&group, &article, now);
                frames.request(move || selection::show(&article, now.start(), now.end()));
            }
        })
    };
    let onpointerup = {
        let (article, drag, stop) = (props.article.clone(), drag.clone(), stop.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(Drag { side, to, .. }) = *drag.borrow() else { return };
            // A press that goes nowhere is meant for the text below.
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            let below = || selection::offset_at_point(&article.cast::<Element>()?, x, y);
            let action = match to {
                Some((at, free)) => Some(Action::MoveEnd { side, at, free }),
                None => below().map(|at| Action::SelectText(Some(Selection { anchor: at, head: at }))),
            };
            stop.emit(());
            action.into_iter().for_each(|action| dispatcher.dispatch(action));
        })
    };
    let onpointercancel = Callback::from(move |_: PointerEvent| stop.emit(()));
    // The keyboard has keys and buttons for the ends.
    html! {
        <div ref={group.clone()} class={classes!("handles", props.class.clone())} aria-hidden="true" hidden={props.span.is_none()}
            {onpointermove} {onpointerup} {onpointercancel}>
            <span class="handle" data-side="start" onpointerdown={on_down(Side::Start)} data-testid="handle-start" />
            <span class="handle" data-side="end" onpointerdown={on_down(Side::End)} data-testid="handle-end" />
        </div>
    }
}

fn place(group: &NodeRef, article: &NodeRef, span: Option<Span>) {
    if let (Some(article), Some(span)) = (article.cast::<Element>(), span) {
        place_at(group, &article, span);
    }
}

/// Puts the handles at the ends of the stretch.
fn place_at(group: &NodeRef, article: &Element, span: Span) {
    let Some(group) = group.cast::<HtmlElement>() else { return };
    let (Some((start, end)), Some(page)) = (selection::ends(article, span.start(), span.end()), group.offset_parent())
    else {
        return;
    };
    let origin = page.get_bounding_client_rect();
    // Each handle lies outside of the mark. Where text runs from right to left, the start is on the right.
    let is_one_line = (start.y - end.y).abs() < start.height / 2.0;
    let turned =
        || article.query_selector(".block:has(mark[data-selected]):dir(rtl)").is_ok_and(|block| block.is_some());
    let is_turned = if is_one_line { start.x > end.x } else { turned() };
    let handles = group.children();
    for (index, end) in [start, end].into_iter().enumerate() {
        let handle = u32::try_from(index).ok().and_then(|index| handles.item(index)?.dyn_into::<HtmlElement>().ok());
        let Some(handle) = handle else { continue };
        let set = |name: &str, pixels: f64| drop(handle.style().set_property(name, &format!("{pixels}px")));
        set("left", end.x - origin.left());
        set("top", end.y - origin.top());
        set("--line-height", end.height);
        drop(handle.set_attribute("data-out", if (index == 0) == is_turned { "right" } else { "left" }));
    }
}
