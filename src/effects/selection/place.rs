//! A place in the DOM and the byte of the document it stands for, both ways.

use postil_engine::text::{byte_from_utf16, utf16_len};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range};

use crate::effects::common::{Paragraphs, partition};

/// `NodeFilter.SHOW_TEXT`: the walker stops at text nodes only.
const SHOW_TEXT: u32 = 4;

/// Where a place in the gap between two paragraphs goes, and which of two touching text nodes it is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bias {
    /// The end of what comes before: for the end of a selection.
    Previous,
    /// The start of what comes after: for the start of a selection.
    Next,
}

/// A boundary point of the DOM: an offset in UTF-16 units in a text node, or a child index in an element.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) node: Node,
    pub(super) offset: u32,
}

impl Place {
    pub(super) fn new(node: Node, offset: u32) -> Self {
        Self { node, offset }
    }

    /// The place of byte `at` of the document; `None` when the article has no paragraphs. O(log n) over the
    /// paragraphs and one pass over the one that holds it.
    pub(super) fn at(article: &Element, at: usize, bias: Bias) -> Option<Self> {
        let paragraphs = Paragraphs::of(article);
        let started = partition(paragraphs.count(), |i| {
            paragraphs.item(i).and_then(|paragraph| start_of(&paragraph)).is_some_and(|start| start <= at)
        });
        let paragraph = paragraphs.item(started.saturating_sub(1))?;
        let text = paragraph.text_content().unwrap_or_default();
        let local = at.saturating_sub(start_of(&paragraph)?);
        if local > text.len()
            && bias == Bias::Next
            && let Some(next) = paragraphs.item(started)
        {
            return Some(Self::inside(next, 0, bias));
        }
        let before = text.get(..text.floor_char_boundary(local)).unwrap_or_default();
        Some(Self::inside(paragraph, utf16_len(before), bias))
    }

    /// The place `utf16` units into the text of `paragraph`.
    fn inside(paragraph: Element, utf16: usize, bias: Bias) -> Self {
        let nodes = text_nodes(&paragraph);
        let lengths = nodes.iter().map(|(_, length)| *length);
        match locate(lengths, utf16, bias).and_then(|(i, offset)| Some((nodes.get(i)?, offset))) {
            Some(((node, _), offset)) => Self::new(node.clone(), u32::try_from(offset).unwrap_or(u32::MAX)),
            None => Self::new(paragraph.into(), 0),
        }
    }

    /// The byte of the document at this place; `None` outside the article.
    pub(super) fn byte(&self, article: &Element, bias: Bias) -> Option<usize> {
        match paragraph_of(article, &self.node) {
            Some(paragraph) => self.byte_in(&paragraph),
            None => self.byte_in_gap(article, bias),
        }
    }

    /// The browser counts: the text of a range is its text nodes joined, whatever the nesting.
    fn byte_in(&self, paragraph: &Element) -> Option<usize> {
        let before = Range::new().ok()?;
        before.set_start(paragraph, 0).ok()?;
        before.set_end(&self.node, self.offset).ok()?;
        let units = before.to_string().length() as usize;
        Some(start_of(paragraph)? + byte_from_utf16(&paragraph.text_content().unwrap_or_default(), units))
    }

    /// In the article, between its paragraphs.
    fn byte_in_gap(&self, article: &Element, bias: Bias) -> Option<usize> {
        if !article.contains(Some(&self.node)) {
            return None;
        }
        let paragraphs = Paragraphs::of(article);
        let whole = Range::new().ok()?;
        let is_before = |i: u32| {
            let set = paragraphs.item(i).is_some_and(|paragraph| whole.select_node_contents(&paragraph).is_ok());
            set && whole.compare_point(&self.node, self.offset) == Ok(1)
        };
        let before = partition(paragraphs.count(), is_before);
        let previous = before.checked_sub(1).and_then(|at| paragraphs.item(at));
        match (bias, previous, paragraphs.item(before)) {
            (Bias::Next, _, Some(next)) | (Bias::Previous, None, Some(next)) => start_of(&next),
            (_, Some(previous), _) => end_of(&previous),
            (_, None, None) => None,
        }
    }
}

/// The byte where a paragraph starts, from its `data-start`.
pub(super) fn start_of(paragraph: &Element) -> Option<usize> {
    paragraph.get_attribute("data-start")?.parse().ok()
}

/// The byte where a paragraph ends.
pub(super) fn end_of(paragraph: &Element) -> Option<usize> {
    Some(start_of(paragraph)? + paragraph.text_content().map_or(0, |text| text.len()))
}

/// The paragraph of the article that holds `node`. Costs the depth of the node.
pub(super) fn paragraph_of(article: &Element, node: &Node) -> Option<Element> {
    let around = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    around.closest("[data-start]").ok().flatten().filter(|paragraph| article.contains(Some(paragraph)))
}

/// The text nodes under `paragraph` in order, with their lengths in UTF-16 units.
fn text_nodes(paragraph: &Element) -> Vec<(Node, usize)> {
    let walker = gloo::utils::document().create_tree_walker_with_what_to_show(paragraph, SHOW_TEXT);
    let Ok(walker) = walker else { return Vec::new() };
    std::iter::from_fn(|| walker.next_node().ok().flatten())
        .map(|node| {
            let length = node.dyn_ref::<web_sys::CharacterData>().map_or(0, |text| text.length() as usize);
            (node, length)
        })
        .collect()
}

/// Which of the joined pieces holds the place `at` units in, and how far into it. A place where two pieces touch
/// goes to the end of the earlier or the start of the later by `bias`; empty pieces are passed over, and a place past the
/// end is the end. `None` when there are no pieces.
fn locate(lengths: impl Iterator<Item = usize>, at: usize, bias: Bias) -> Option<(usize, usize)> {
    let mut start = 0;
    let mut last = None;
    for (i, length) in lengths.enumerate() {
        let inside = at.saturating_sub(start);
        if length > 0 || last.is_none() {
            last = Some((i, length.min(inside)));
        }
        let here = match bias {
            Bias::Previous => inside <= length,
            Bias::Next => inside < length,
        };
        if here && length > 0 {
            break;
        }
        start += length;
    }
    last
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(lengths: &[usize], at: usize, previous: Option<(usize, usize)>, next: Option<(usize, usize)>) {
        assert_eq!(locate(lengths.iter().copied(), at, Bias::Previous), previous, "{at} in {lengths:?}, previous");
        assert_eq!(locate(lengths.iter().copied(), at, Bias::Next), next, "{at} in {lengths:?}, next");
    }

    #[test]
    fn a_place_is_found_in_the_piece_that_holds_it() {
        check(&[], 0, None, None);
        check(&[0], 0, Some((0, 0)), Some((0, 0)));
        check(&[5], 0, Some((0, 0)), Some((0, 0)));
        check(&[5], 5, Some((0, 5)), Some((0, 5)));
        check(&[5], 9, Some((0, 5)), Some((0, 5)));
        check(&[2, 3], 1, Some((0, 1)), Some((0, 1)));
        check(&[2, 3], 2, Some((0, 2)), Some((1, 0)));
        check(&[2, 0, 3], 2, Some((0, 2)), Some((2, 0)));
        check(&[0, 2, 3], 0, Some((1, 0)), Some((1, 0)));
        check(&[2, 3, 0], 5, Some((1, 3)), Some((1, 3)));
    }

    proptest! {
        #[test]
        fn a_place_counts_back_to_its_offset(lengths in prop::collection::vec(0usize..6, 1..12), at in 0usize..80) {
            let total: usize = lengths.iter().sum();
            for bias in [Bias::Previous, Bias::Next] {
                let (i, offset) = locate(lengths.iter().copied(), at, bias).unwrap();
                prop_assert!(offset <= lengths[i]);
                prop_assert_eq!(lengths[..i].iter().sum::<usize>() + offset, at.min(total));
            }
        }
    }
}
