//! Where text stands on the screen, and which text stands at a point.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Element, Range};

use super::place::{Bias, Place, paragraph_of};

/// A box in client coordinates: CSS pixels from the top left corner of the viewport.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Zero for a caret.
    pub width: f64,
    /// Height of the line.
    pub height: f64,
}

impl Rect {
    /// Right edge.
    #[must_use]
    pub(crate) fn right(self) -> f64 {
        self.x + self.width
    }

    /// Bottom edge.
    #[must_use]
    pub(crate) fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// Whether the two stand on one line: one's middle is between the other's top and bottom.
    fn shares_line(self, other: Self) -> bool {
        let middle = |rect: Self| rect.y + rect.height / 2.0;
        let holds = |rect: Self, y: f64| rect.y <= y && y <= rect.bottom();
        holds(self, middle(other)) || holds(other, middle(self))
    }

    /// The smallest box around both.
    fn join(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self { x, y, width: self.right().max(other.right()) - x, height: self.bottom().max(other.bottom()) - y }
    }
}

impl From<DomRect> for Rect {
    fn from(rect: DomRect) -> Self {
        Self { x: rect.x(), y: rect.y(), width: rect.width(), height: rect.height() }
    }
}

/// The caret in front of byte `at`: a box without width. In an empty paragraph its left edge.
#[must_use]
pub(crate) fn caret_rect(article: &Element, at: usize) -> Option<Rect> {
    caret(article, at, Bias::Next)
}

/// The carets at the ends of the text `start..end`, each on the line of the text.
#[must_use]
pub(crate) fn ends(article: &Element, start: usize, end: usize) -> Option<(Rect, Rect)> {
    Some((caret(article, start, Bias::Next)?, caret(article, end, Bias::Previous)?))
}

fn caret(article: &Element, at: usize, bias: Bias) -> Option<Rect> {
    let place = Place::at(article, at, bias)?;
    if let Some(caret) = boxes(&place, &place)?.into_iter().find(|caret| caret.height > 0.0) {
        return Some(Rect { width: 0.0, ..caret });
    }
    // Browsers give no box for some carets, such as the one behind a line's last space.
    let paragraph = paragraph_of(article, &place.node)?;
    let from = Place::at(article, at.saturating_sub(1), Bias::Previous)?;
    let before = if paragraph.contains(Some(&from.node)) { first_line(boxes(&from, &place)?) } else { None };
    Some(match before {
        Some(character) => Rect { x: character.right(), width: 0.0, ..character },
        None => Rect { width: 0.0, ..paragraph.get_bounding_client_rect().into() },
    })
}

/// The byte of the document nearest to a point in client coordinates; `None` when the point is not on the
/// article's text. Browsers without `caretPositionFromPoint` have `caretRangeFromPoint`.
#[must_use]
pub(crate) fn offset_at_point(article: &Element, x: f64, y: f64) -> Option<usize> {
    let document = gloo::utils::document();
    let call = |name: &str| {
        let method: Function = Reflect::get(&document, &JsValue::from_str(name)).ok()?.dyn_into().ok()?;
        method.call2(&document, &JsValue::from_f64(x), &JsValue::from_f64(y)).ok().filter(JsValue::is_object)
    };
    let get = |found: &JsValue, name: &str| Reflect::get(found, &JsValue::from_str(name)).ok();
    let read = |found: &JsValue, node: &str, offset: &str| {
        let (node, offset) = (get(found, node)?.dyn_into().ok()?, get(found, offset)?.as_f64()?);
        Some(Place::new(node, offset as u32))
    };
    let place = match call("caretPositionFromPoint") {
        Some(position) => read(&position, "offsetNode", "offset")?,
        None => read(&call("caretRangeFromPoint")?, "startContainer", "startOffset")?,
    };
    place.byte(article, Bias::Next)
}

/// The boxes of a range, one for each line of each element.
fn boxes(from: &Place, to: &Place) -> Option<Vec<Rect>> {
    let range = Range::new().ok()?;
    range.set_start(&from.node, from.offset).ok()?;
    range.set_end(&to.node, to.offset).ok()?;
    let rects = range.get_client_rects()?;
    Some((0..rects.length()).filter_map(|i| rects.item(i)).map(Rect::from).collect())
}

/// The boxes that stand on the line of the first one that shows, joined.
fn first_line(boxes: Vec<Rect>) -> Option<Rect> {
    let mut shown = boxes.into_iter().filter(|rect| rect.width > 0.0 && rect.height > 0.0);
    let first = shown.next()?;
    Some(shown.take_while(|rect| rect.shares_line(first)).fold(first, Rect::join))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64, width: f64, height: f64) -> Rect {
        Rect { x, y, width, height }
    }

    #[test]
    fn the_first_line_is_all_of_it_and_no_more() {
        let nothing = at(0.0, 0.0, 0.0, 20.0);
        let (word, mark, below) = (at(10.0, 0.0, 30.0, 20.0), at(40.0, -2.0, 25.0, 24.0), at(0.0, 20.0, 90.0, 20.0));
        assert_eq!(first_line(vec![]), None);
        assert_eq!(first_line(vec![nothing]), None);
        assert_eq!(first_line(vec![nothing, word]), Some(word));
        assert_eq!(first_line(vec![word, mark, below]), Some(at(10.0, -2.0, 55.0, 24.0)));
        assert_eq!(first_line(vec![below, word]), Some(below));
    }
}
