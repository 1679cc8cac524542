//! Marks as elements of a page: opened where they start, cut where they cross, each in a lane of its own for its underline.
//! O(n log n) in annotations, and in their number times the depth where they cross.

use std::cmp::Reverse;
use std::fmt::Write as _;

use postil_engine::{Annotation, Status, Text};

use super::write::escaped;

/// Lanes for underlines that styles know.
const LANES: usize = 8;

/// A stretch that is drawn.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: usize,
    end: usize,
    /// The annotation, by its place in the list.
    mark: usize,
    /// Whether it is the annotation's last.
    is_last: bool,
}

/// Draws a text with marks, stretch by stretch.
pub(super) struct Marks<'a> {
    text: &'a Text,
    annotations: &'a [&'a Annotation],
    classes: Vec<String>,
    /// By start, then the longest first.
    pieces: Vec<Piece>,
    next: usize,
    open: Vec<Piece>,
}

impl<'a> Marks<'a> {
    /// `class` says an annotation's label's class.
    pub(super) fn new(text: &'a Text, annotations: &'a [&'a Annotation], class: impl Fn(&str) -> usize) -> Self {
        let mut pieces = Vec::with_capacity(annotations.len());
        for (mark, annotation) in annotations.iter().enumerate() {
            let whole = [annotation.span];
            let of = if annotation.fragments.is_empty() { &whole[..] } else { &annotation.fragments };
            let piece = |(at, span): (usize, &postil_engine::Span)| Piece {
                start: span.start(),
                end: span.end(),
                mark,
                is_last: at + 1 == of.len(),
            };
            pieces.extend(of.iter().enumerate().map(piece));
        }
        pieces.sort_by_key(|piece| (piece.start, Reverse(piece.end), piece.mark));
        let lanes = lanes(annotations);
        let classes = annotations.iter().zip(lanes).map(|(annotation, lane)| {
            let status = match annotation.status {
                Status::Accepted => "",
                Status::Suggested => " suggested",
                Status::Rejected => " rejected",
            };
            format!("l{} k{}{status}", class(&annotation.label), lane.min(LANES - 1))
        });
        Self { text, annotations, classes: classes.collect(), pieces, next: 0, open: Vec::new() }
    }

    /// Whether a mark is open or starts before `end`.
    pub(super) fn has_any_before(&self, end: usize) -> bool {
        !self.open.is_empty() || self.pieces.get(self.next).is_some_and(|piece| piece.start < end)
    }

    /// Draws `start..end`, which begins where the last stretch ended.
    pub(super) fn draw(&mut self, start: usize, end: usize, out: &mut String) {
        let carried = std::mem::take(&mut self.open);
        carried.into_iter().for_each(|piece| self.start(piece, out));
        let mut at = start;
        while at < end {
            while let Some(piece) = self.pieces.get(self.next).copied().filter(|piece| piece.start <= at) {
                self.next += 1;
                self.start(piece, out);
            }
            let closes = self.open.iter().map(|piece| piece.end).min().unwrap_or(end);
            let opens = self.pieces.get(self.next).map_or(end, |piece| piece.start);
            let to = closes.min(opens).min(end).max(at);
            out.push_str(&escaped(self.text.as_str().get(at..to).unwrap_or_default()));
            at = to;
            self.close(at, out);
        }
        // What goes on is opened again in the next stretch.
        self.open.iter().rev().for_each(|_| out.push_str("</mark>"));
    }

    fn start(&mut self, piece: Piece, out: &mut String) {
        let class = self.classes.get(piece.mark).map_or("", String::as_str);
        let id = self.annotations.get(piece.mark).map_or(0, |annotation| annotation.id);
        let _ = write!(out, "<mark class=\"{class}\" data-a=\"{id}\">");
        self.open.push(piece);
    }

    /// Closes what ends at `at`, and for that what is open inside, which goes on.
    fn close(&mut self, at: usize, out: &mut String) {
        let Some(first) = self.open.iter().position(|piece| piece.end <= at) else { return };
        let inside = self.open.split_off(first);
        for piece in inside.iter().rev() {
            if piece.end <= at && piece.is_last {
                let label = self.annotations.get(piece.mark).map_or("", |annotation| &annotation.label);
                let _ = write!(out, "<sup dir=\"ltr\">{}</sup>", escaped(label));
            }
            out.push_str("</mark>");
        }
        inside.into_iter().filter(|piece| piece.end > at).for_each(|piece| self.start(piece, out));
    }
}

/// A lane for each annotation, apart from those that it shares text with; what is inside is nearer to the text.
fn lanes(annotations: &[&Annotation]) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::new();
    let mut lanes = vec![0; annotations.len()];
    for (lane, annotation) in lanes.iter_mut().zip(annotations).rev() {
        let free = starts.iter().position(|&start| start >= annotation.span.end());
        *lane = free.unwrap_or(starts.len());
        match free.and_then(|free| starts.get_mut(free)) {
            Some(start) => *start = annotation.span.start(),
            None => starts.push(annotation.span.start()),
        }
    }
    lanes
}
