//! Annotations that lie in several pieces: which they are, what is added to them and taken from them. Whatever is done, the
//! law of [`Annotation::fragments`] holds: none, or at least two, sorted, apart, from the start of the whole to its end.

use std::borrow::Cow;

use crate::model::Annotation;
use crate::text::{Span, Text};

impl Annotation {
    /// The stretches that are marked: its fragments, or all of it.
    #[must_use]
    pub fn pieces(&self) -> &[Span] {
        if self.fragments.is_empty() { std::slice::from_ref(&self.span) } else { &self.fragments }
    }

    /// The piece that holds byte `at`.
    #[must_use]
    pub fn piece_at(&self, at: usize) -> Option<Span> {
        self.pieces().iter().copied().find(|piece| piece.start() <= at && at < piece.end())
    }

    /// Whether each piece of `other` lies in one of its own.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.pieces().iter().all(|inner| self.pieces().iter().any(|piece| piece.contains(*inner)))
    }

    /// Its words; " … " stands for what lies between fragments.
    #[must_use]
    pub fn words<'a>(&self, text: &'a Text) -> Cow<'a, str> {
        if self.fragments.is_empty() {
            return text.slice(self.span).into();
        }
        let words: Vec<_> = self.fragments.iter().map(|piece| text.slice(*piece)).collect();
        words.join(" … ").into()
    }

    /// Marks `span` too. Pieces between which there is only white space of one line become one.
    pub fn add(&mut self, text: &Text, span: Span) {
        let mut pieces = self.pieces().to_vec();
        pieces.push(span);
        self.set_pieces(text, pieces);
    }

    /// Marks `span` no longer; `false`, and nothing done, where nothing would be left.
    pub fn take_out(&mut self, text: &Text, span: Span) -> bool {
        let rest = self.pieces().iter().flat_map(|piece| {
            let before = (piece.start(), piece.end().min(span.start()));
            let after = (piece.start().max(span.end()), piece.end());
            [before, after].into_iter().filter_map(|(start, end)| text.span(start, end)?.trimmed(text.as_str()))
        });
        let rest = rest.collect();
        self.set_pieces(text, rest)
    }

    /// Moves its outer ends to those of `span`: the first and the last piece grow or shrink, and pieces outside go.
    /// `false`, and nothing done, where nothing would be left.
    pub fn stretch(&mut self, text: &Text, span: Span) -> bool {
        if self.fragments.is_empty() {
            self.span = span;
            return true;
        }
        let (first, last) = (self.span.start(), self.span.end());
        let inside = self.fragments.iter().filter(|piece| piece.overlaps(span)).filter_map(|piece| {
            let start = if piece.start() == first { span.start() } else { piece.start().max(span.start()) };
            let end = if piece.end() == last { span.end() } else { piece.end().min(span.end()) };
            text.span(start, end)?.trimmed(text.as_str())
        });
        let inside = inside.collect();
        self.set_pieces(text, inside)
    }

    fn set_pieces(&mut self, text: &Text, mut pieces: Vec<Span>) -> bool {
        pieces.sort_unstable();
        let mut joined: Vec<Span> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            if let Some(last) = joined.last_mut()
                && let Some(whole) = join(text, *last, piece)
            {
                *last = whole;
            } else {
                joined.push(piece);
            }
        }
        let ends = joined.first().zip(joined.last()).and_then(|(first, last)| text.span(first.start(), last.end()));
        if let Some(span) = ends {
            self.span = span;
            self.fragments = if joined.len() > 1 { joined } else { Vec::new() };
        }
        ends.is_some()
    }
}

/// The two as one, where nothing that can be seen lies between them.
fn join(text: &Text, first: Span, second: Span) -> Option<Span> {
    if let Some(gap) = text.span(first.end(), second.start()) {
        let gap = text.slice(gap);
        (gap.trim().is_empty() && !gap.contains('\n')).then_some(())?;
    }
    text.span(first.start(), first.end().max(second.end()))
}
