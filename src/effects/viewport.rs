//! What part of the article is on the screen, and bringing another part there.

use gloo::events::EventListener;
use gloo::utils::window;
use web_sys::{Element, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::common::partition;
use super::theme::reduced_motion;

/// The part of the height, at the top and at the bottom, where something is on the screen but not comfortably.
const EDGE: f64 = 0.12;

/// The indices of the first and the last child of `article` that lie within `margin_screens` heights of the viewport;
/// `None` when none does. Measures O(log n) children, but forces a layout when one is due: call it once a
/// frame, not between changes.
#[must_use]
pub(crate) fn visible_range(article: &Element, margin_screens: f64) -> Option<(usize, usize)> {
    let height = viewport_height();
    let (top, bottom) = (-margin_screens * height, (1.0 + margin_screens) * height);
    let paragraphs = article.children();
    let bounds = |i: u32| paragraphs.item(i).map(|paragraph| paragraph.get_bounding_client_rect());
    let first = partition(paragraphs.length(), |i| bounds(i).is_some_and(|bounds| bounds.bottom() < top));
    let end = partition(paragraphs.length(), |i| bounds(i).is_some_and(|bounds| bounds.top() <= bottom));
    (first < end).then(|| (first as usize, end as usize - 1))
}

/// How to get somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Motion {
    /// At once.
    Jump,
    /// Gliding, unless the person has asked for less motion.
    Glide,
}

/// Brings child `index` of the article to the middle of the screen, unless it is comfortably in view.
pub(crate) fn scroll_to(article: &Element, index: usize, motion: Motion) {
    if let Some(paragraph) = u32::try_from(index).ok().and_then(|index| article.children().item(index)) {
        scroll_into_view(&paragraph, motion);
    }
}

/// Calls back when the window changes its size, until the guard is dropped.
pub(crate) fn on_resize(mut resized: impl FnMut() + 'static) -> EventListener {
    EventListener::new(&window(), "resize", move |_| resized())
}

/// Brings `element` to the middle of the screen, unless it is comfortably in view.
pub(crate) fn scroll_into_view(element: &Element, motion: Motion) {
    let (top, bottom) = frame_of(element);
    let bounds = element.get_bounding_client_rect();
    if is_comfortable((bounds.top(), bounds.bottom()), (top, bottom)) {
        return;
    }
    let options = ScrollIntoViewOptions::new();
    let glides = motion == Motion::Glide && !reduced_motion();
    options.set_behavior(if glides { ScrollBehavior::Smooth } else { ScrollBehavior::Instant });
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
