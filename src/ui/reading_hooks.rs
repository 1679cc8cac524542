//! The reading column's hooks: which paragraphs show their marks, pointer work into actions, the browser's selection
//! in step with the state's, the floating card's place.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use postil_engine::Id;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};
use yew::prelude::*;

use super::reading_parts::{Frames, Paragraphs};
use crate::effects::{selection, viewport};
use crate::state::store::Dispatcher;
use crate::state::{Action, Selection};

/// Screens above and below the viewport whose paragraphs show their marks.
const MARGIN_SCREENS: f64 = 1.0;
/// Paragraphs that show their marks before anything has been measured.
const FIRST_WINDOW: (usize, usize) = (0, 24);
/// Pixels between a line and its card; the handles' knobs stand in between.
const CARD_GAP: f64 = 16.0;

/// Whether the pointer was pressed in the article and not let go.
pub(super) type Pressed = Rc<RefCell<bool>>;

/// Which paragraphs are near the viewport, and a number that changes when the page is laid out anew (not on scrolling).
#[hook]
pub(super) fn use_window(
    scroller: &NodeRef,
    article: &NodeRef,
    paragraphs: &Paragraphs,
    mounted: usize,
    pressed: &Pressed,
) -> ((usize, usize), u32) {
    let window = use_state_eq(|| FIRST_WINDOW);
    let layout = use_state_eq(|| 0);
    let measure = {
        let (article, window, pressed) = (article.clone(), window.setter(), pressed.clone());
        let last = use_mut_ref(|| FIRST_WINDOW);
        move || {
            let article = article.cast::<Element>();
            if let Some(range) = article.and_then(|article| viewport::visible_range(&article, MARGIN_SCREENS)) {
                // While text is being selected, none of it is drawn anew: the browser would lose the selection.
                let mut last = last.borrow_mut();
                let is_selecting = *pressed.borrow();
                *last = if is_selecting { (last.0.min(range.0), last.1.max(range.1)) } else { range };
                window.set(*last);
            }
        }
    };
    {
        let measure = measure.clone();
        use_effect_with((mounted, paragraphs.first().map(Rc::as_ptr)), move |_| measure());
    }
    {
        let (scroller, layout) = (scroller.clone(), layout.setter());
        use_effect_with((), move |()| {
            let frames = Frames::default();
            let on_scroll = {
                let (frames, measure) = (frames.clone(), measure.clone());
                move |_: &web_sys::Event| frames.request(measure.clone())
            };
            let count = Rc::new(Cell::new(0));
            let on_resize = move || {
                let (measure, layout, count) = (measure.clone(), layout.clone(), Rc::clone(&count));
                frames.request(move || {
                    count.set(count.get() + 1);
                    layout.set(count.get());
                    measure();
                });
            };
            let scroller = scroller.cast::<Element>();
            let listeners = (
                scroller.map(|target| EventListener::new(&target, "scroll", on_scroll)),
                viewport::on_resize(on_resize),
            );
            move || drop(listeners)
        });
    }
    (*window, *layout)
}

/// What the pointer selects in the article becomes the state's selection when it is let go, wherever that is.
/// A click on a mark takes it in hand, a click elsewhere puts the caret there. A finger selects by the browser's own
/// means, which let go of nothing: then what is selected is followed. A selection may begin beside the text, where a click
/// means nothing.
#[hook]
pub(super) fn use_pointer(article: &NodeRef, dispatcher: &Dispatcher, pressed: &Pressed) {
    let (article, dispatcher, pressed) = (article.clone(), dispatcher.clone(), pressed.clone());
    use_effect_with((), move |()| {
        let by_finger = Rc::new(Cell::new(false));
        // What was selected when the pointer went down beside the text.
        let beside = Rc::new(Cell::new(None::<Option<Selection>>));
        let frames = Frames::default();
        let body = gloo::utils::document();
        let picked = |article: &NodeRef| {
            let picked = selection::current(&article.cast::<Element>()?)?;
            Some(Selection { anchor: picked.anchor, head: picked.head })
        };
        let down = {
            let (article, pressed, by_finger) = (article.clone(), pressed.clone(), by_finger.clone());
            let beside = Rc::clone(&beside);
            EventListener::new(&body, "pointerdown", move |event| {
                let is_inside = inside(&article, event).is_some();
                beside.set(is_beside(event).then(|| picked(&article)));
                pressed.replace(is_inside || is_beside(event));
                let kind = event.dyn_ref::<PointerEvent>().map(PointerEvent::pointer_type);
                by_finger.set(is_inside && kind.is_some_and(|kind| kind == "touch"));
            })
        };
        let cancel = {
            let pressed = pressed.clone();
            EventListener::new(&body, "pointercancel", move |_| {
                pressed.replace(false);
            })
        };
        let change = {
            let (article, dispatcher, frames) = (article.clone(), dispatcher.clone(), Frames::default());
            let by_finger = by_finger.clone();
            EventListener::new(&body, "selectionchange", move |_| {
                if by_finger.get() {
                    let (article, dispatcher) = (article.clone(), dispatcher.clone());
                    frames.request(move || {
                        if let Some(selection) = picked(&article).filter(|picked| !picked.is_caret()) {
                            dispatcher.dispatch(Action::PickText { selection, free: true });
                        }
                    });
                }
            })
        };
        // `click` comes after the browser has settled the selection; `pointerup` may come before.
        let up = EventListener::new(&body, "pointerup", move |event| {
            if !pressed.replace(false) {
                return;
            }
            let (article, dispatcher) = (article.clone(), dispatcher.clone());
            let free = by_finger.get() || event.dyn_ref::<PointerEvent>().is_some_and(|event| event.alt_key());
            // The marks under the pointer, the innermost first: clicking again goes on to the next.
            let inner = inside(&article, event).and_then(|target| target.closest("mark[data-id]").ok().flatten());
            let around = std::iter::successors(inner, |mark| mark.parent_element()?.closest("mark[data-id]").ok()?);
            let pile: Vec<Id> = around.filter_map(|mark| mark.get_attribute("data-id")?.parse().ok()).collect();
            let beside = beside.take();
            frames.request(move || {
                let picked = picked(&article);
                match picked.filter(|picked| !picked.is_caret()) {
                    Some(_) if beside == Some(picked) => {}
                    Some(selection) => dispatcher.dispatch(Action::PickText { selection, free }),
                    None if beside.is_some() => {}
                    None if pile.is_empty() => dispatcher.dispatch(Action::SelectText(picked)),
                    None => dispatcher.dispatch(Action::PickMark(pile)),
                }
            });
        });
        move || drop((down, cancel, change, up))
    });
}

/// Whether the event is of the room beside the text.
fn is_beside(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches(".reading, .page, .margin").unwrap_or_default())
}

/// The event's target, when it lies in the article.
fn inside(article: &NodeRef, event: &web_sys::Event) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    article.cast::<Element>()?.contains(Some(&target)).then_some(target)
}

/// Shows the state's selection as the browser's own, and the caret where it is only a caret.
#[hook]
pub(super) fn use_live_selection(
    article: &NodeRef,
    caret: &NodeRef,
    wanted: Option<Selection>,
    paragraphs: &Paragraphs,
    is_covered: bool,
) {
    let (article, caret) = (article.clone(), caret.clone());
    let frames = use_memo((), |()| Frames::default());
    // A field in a dialog takes the browser's selection away; it is shown anew when the dialog has gone.
    use_effect_with((wanted, paragraphs.clone(), is_covered), move |(wanted, _, is_covered)| {
        frames.cancel();
        let Some(article) = article.cast::<Element>().filter(|_| !is_covered) else { return };
        let live = selection::current(&article);
        match wanted {
            Some(wanted) => {
                let is_there = live.is_some_and(|live| live.anchor == wanted.anchor && live.head == wanted.head);
                if !is_there {
                    let (article, wanted) = (article.clone(), *wanted);
                    // What the person selects until then stands.
                    frames.request(move || {
                        if selection::current(&article) == live {
                            selection::show(&article, wanted.anchor, wanted.head);
                        }
                    });
                }
                if let Some(caret) = caret.cast::<HtmlElement>() {
                    place_caret(&article, &caret, wanted.head);
                }
            }
            None => {
                if live.is_some_and(|live| live.anchor != live.head) {
                    selection::clear();
                }
            }
        }
    });
}

fn place_caret(article: &Element, caret: &HtmlElement, at: usize) {
    let (Some(rect), Some(page)) = (selection::caret_rect(article, at), caret.offset_parent()) else { return };
    let origin = page.get_bounding_client_rect();
    let set = |name: &str, pixels: f64| drop(caret.style().set_property(name, &format!("{pixels}px")));
    set("left", rect.x - origin.left());
    set("top", rect.y - origin.top());
    set("height", rect.height);
    // The caret follows the keys; it is brought back on screen when they lead out of it.
    viewport::scroll_into_view(caret);
}

/// Puts the card under the stretch, or over it where there is no room below, or else as low as it can be seen.
pub(super) fn place_card(article: &NodeRef, card: &NodeRef, scroller: &NodeRef, start: usize, end: usize) {
    let parts = (article.cast::<Element>(), card.cast::<HtmlElement>(), scroller.cast::<Element>());
    let (Some(article), Some(card), Some(scroller)) = parts else { return };
    let (Some((first, last)), Some(page)) = (selection::ends(&article, start, end), card.offset_parent()) else {
        return;
    };
    let (origin, view) = (page.get_bounding_client_rect(), scroller.get_bounding_client_rect());
    let height = f64::from(card.offset_height());
    let width = f64::from(card.offset_width());
    let (below, above) = (last.bottom() + CARD_GAP, first.y - CARD_GAP - height);
    let lowest = view.bottom() - height - CARD_GAP;
    let top = if below <= lowest {
        below
    } else if above >= view.top() {
        above
    } else {
        below.min(lowest).max(view.top())
    };
    let left = if first.y < last.y { first.x.min(last.x) } else { first.x };
    let left = left.min(view.right() - width - CARD_GAP).max(view.left() + CARD_GAP);
    let set = |name: &str, pixels: f64| drop(card.style().set_property(name, &format!("{pixels}px")));
    set("left", left - origin.left());
    set("top", top - origin.top());
}
