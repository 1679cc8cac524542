//! What part of the article is on the screen, and bringing another part there.

use gloo::events::EventListener;
use gloo::utils::window;
use web_sys::{Element, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition, ScrollToOptions};

use super::common::{Paragraphs, partition};
use super::theme::reduced_motion;

/// The part of the height, at the top and at the bottom, where something is on the screen but not comfortably.
const EDGE: f64 = 0.12;

/// The indices of the first and the last paragraph of `article` that lie within `margin_screens` heights of the viewport;
/// `None` when none does. Measures O(log n) of them, but forces a layout when one is due: call it once a
/// frame, not between changes.
#[must_use]
pub(crate) fn visible_range(article: &Element, margin_screens: f64) -> Option<(usize, usize)> {
    let height = viewport_height();
    let (top, bottom) = (-margin_screens * height, (1.0 + margin_screens) * height);
    let paragraphs = Paragraphs::of(article);
    let bounds = |i: u32| paragraphs.item(i).map(|paragraph| paragraph.get_bounding_client_rect());
    let first = partition(paragraphs.count(), |i| bounds(i).is_some_and(|bounds| bounds.bottom() < top));
    let end = partition(paragraphs.count(), |i| bounds(i).is_some_and(|bounds| bounds.top() <= bottom));
    (first < end).then(|| (first as usize, end as usize - 1))
}

/// The part of the height where what was looked for is put.
const EYE: f64 = 0.35;

/// How much further than the height of the screen one may glide; what is further away is jumped to.
const GLIDE: f64 = 1.5;

/// Scrolls so that what stands from `top` to `bottom` (client coordinates) is comfortably in view: clear of the edges
/// of `scroller` and of `sheet`, if that is pinned to the bottom of the window. What is so already stays where it is.
pub(crate) fn bring(scroller: &Element, (top, bottom): (f64, f64), sheet: Option<&Element>) {
    let bounds = scroller.get_bounding_client_rect();
    let mut floor = bounds.bottom().min(viewport_height());
    if let Some(sheet) = sheet.filter(|sheet| is_pinned(sheet)) {
        floor = floor.min(sheet.get_bounding_client_rect().top());
    }
    let ceiling = bounds.top().max(0.0);
    if floor <= ceiling || is_comfortable((top, bottom), (ceiling, floor)) {
        return;
    }
    let by = top - ceiling - (floor - ceiling) * EYE;
    let options = ScrollToOptions::new();
    let glides = !reduced_motion() && by.abs() < bounds.height() * GLIDE;
    options.set_behavior(if glides { ScrollBehavior::Smooth } else { ScrollBehavior::Instant });
    options.set_top(by);
    scroller.scroll_by_with_scroll_to_options(&options);
}

/// Whether `element` is shown and fixed to the window.
#[must_use]
pub(crate) fn is_pinned(element: &Element) -> bool {
    let style = window().get_computed_style(element).ok().flatten();
    let is_fixed = style.and_then(|style| style.get_property_value("position").ok()).is_some_and(|how| how == "fixed");
    is_fixed && element.client_height() > 0
}

/// Pixels from the edge of a pane where something that is dragged scrolls it, and how far at a time.
const DRAG_EDGE: (f64, i32) = (32.0, 14);

/// Scrolls `scroller` a little when the pointer, at height `y`, is near its edge.
pub(crate) fn scroll_at_edge(scroller: &Element, y: f64) {
    let (bounds, (edge, step)) = (scroller.get_bounding_client_rect(), DRAG_EDGE);
    let by = if y < bounds.top() + edge {
        -step
    } else if y > bounds.bottom() - edge {
        step
    } else {
        return;
    };
    scroller.set_scroll_top(scroller.scroll_top() + by);
}

/// Calls back when the window changes its size, until the guard is dropped.
pub(crate) fn on_resize(mut resized: impl FnMut() + 'static) -> EventListener {
    EventListener::new(&window(), "resize", move |_| resized())
}

/// Brings `element` to the middle of the screen at once, unless it is comfortably in view.
pub(crate) fn scroll_into_view(element: &Element) {
    let (top, bottom) = frame_of(element);
    let bounds = element.get_bounding_client_rect();
    if is_comfortable((bounds.top(), bounds.bottom()), (top, bottom)) {
        return;
    }
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(ScrollBehavior::Instant);
    let fits = bounds.height() <= bottom - top;
    options.set_block(if fits { ScrollLogicalPosition::Center } else { ScrollLogicalPosition::Start });
    options.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls as little as it takes to show `element`.
pub(crate) fn reveal(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether `top..bottom` needs no scrolling inside the frame: it lies clear of the frame's edges, or it is too
/// tall for that and its top is clear of them.
fn is_comfortable((top, bottom): (f64, f64), (frame_top, frame_bottom): (f64, f64)) -> bool {
    let edge = (frame_bottom - frame_top) * EDGE;
    let (clear_top, clear_bottom) = (frame_top + edge, frame_bottom - edge);
    let too_tall = bottom - top > clear_bottom - clear_top;
    top >= clear_top && (bottom <= clear_bottom || (too_tall && top <= clear_bottom))
}

/// Top and bottom of what shows of the nearest scrolling ancestor, or of the viewport.
fn frame_of(element: &Element) -> (f64, f64) {
    let height = viewport_height();
    let mut ancestor = element.parent_element();
    while let Some(candidate) = ancestor.take_if(|candidate| !scrolls(candidate)) {
        ancestor = candidate.parent_element();
    }
    match ancestor.map(|pane| pane.get_bounding_client_rect()) {
        Some(pane) => (pane.top().max(0.0), pane.bottom().min(height)),
        None => (0.0, height),
    }
}

/// Whether `element` is a pane with a scroll bar of its own. The page's own scroll bar belongs to the viewport.
fn scrolls(element: &Element) -> bool {
    if element.scroll_height() <= element.client_height() || element.tag_name() == "HTML" {
        return false;
    }
    let style = window().get_computed_style(element).ok().flatten();
    let overflow = style.and_then(|style| style.get_property_value("overflow-y").ok()).unwrap_or_default();
    matches!(overflow.as_str(), "auto" | "scroll")
}

/// In CSS pixels.
fn viewport_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_clear_of_the_edges_or_too_tall_stays_where_it_is() {
        let frame = (100.0, 1100.0);
        for (bounds, stays) in [
            ((500.0, 520.0), true),
            ((220.0, 240.0), true),
            ((219.0, 240.0), false),
            ((970.0, 981.0), false),
            ((-50.0, -20.0), false),
            ((1200.0, 1220.0), false),
            ((300.0, 2000.0), true),
            ((150.0, 2000.0), false),
            ((990.0, 3000.0), false),
        ] {
            assert_eq!(is_comfortable(bounds, frame), stays, "{bounds:?}");
        }
    }
}
