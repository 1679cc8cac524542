//! One text as its offsets may have been counted: with the line ends that it has, with LF only, or with CRLF for each.
//! Whatever was counted, places come out in bytes of the text with LF.

use std::array::from_fn;
use std::cell::OnceCell;

use postil_engine::{Span, Text, text::lf};

use crate::unit::{Ruler, Unit};

/// What was counted for a line end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ends {
    /// What is in the file.
    #[default]
    AsIs,
    /// One, also where the file has CRLF.
    One,
    /// Two, also where the file has LF.
    Two,
}

impl Ends {
    const ALL: [Self; 3] = [Self::AsIs, Self::One, Self::Two];
}

/// A text as it was counted.
#[derive(Debug)]
pub(crate) struct View {
    text: Text,
    /// Where each CRLF is, in bytes of this text.
    pairs: Vec<usize>,
}

impl View {
    fn new(text: &str) -> Self {
        Self { text: Text::new(text), pairs: text.match_indices("\r\n").map(|(at, _)| at).collect() }
    }

    /// The byte of the text with LF.
    fn moved(&self, at: usize) -> usize {
        at - self.pairs.partition_point(|&pair| pair < at)
    }
}

/// A text in all the ways that it may have been counted, each made when it is first asked for.
#[derive(Debug)]
pub(crate) struct Views {
    as_is: View,
    /// The text with LF, which the document gets.
    pub(crate) after: Text,
    two: OnceCell<View>,
}

impl Views {
    /// One pass.
    pub(crate) fn new(text: &str) -> Self {
        let as_is = View { text: Text::new(text), pairs: Vec::new() };
        if !text.contains('\r') {
            return Self { after: as_is.text.clone(), as_is, two: OnceCell::new() };
        }
        Self { as_is: View::new(text), after: Text::new(lf(text).as_ref()), two: OnceCell::new() }
    }

    /// The ways of counting that differ for this text, the file's own first.
    pub(crate) fn ends(&self) -> impl Iterator<Item = Ends> + '_ {
        let pairs = self.as_is.pairs.len();
        let lines = self.after.as_str().matches('\n').count();
        Ends::ALL.into_iter().filter(move |ends| match ends {
            Ends::AsIs => true,
            Ends::One => pairs > 0,
            Ends::Two => lines > pairs,
        })
    }

    fn text(&self, ends: Ends) -> &Text {
        match ends {
            Ends::AsIs => &self.as_is.text,
            Ends::One => &self.after,
            Ends::Two => &self.two().text,
        }
    }

    fn two(&self) -> &View {
        self.two.get_or_init(|| View::new(&self.after.as_str().replace('\n', "\r\n")))
    }

    fn moved(&self, ends: Ends, at: usize) -> usize {
        match ends {
            Ends::AsIs => self.as_is.moved(at),
            Ends::One => at,
            Ends::Two => self.two().moved(at),
        }
    }
}

/// The rulers of a text, each made when it is first asked for.
#[derive(Debug)]
pub(crate) struct Bench<'a> {
    pub(crate) views: &'a Views,
    rulers: [[OnceCell<Ruler<'a>>; 4]; 3],
}

impl<'a> Bench<'a> {
    pub(crate) fn new(views: &'a Views) -> Self {
        Self { views, rulers: from_fn(|_| from_fn(|_| OnceCell::new())) }
    }

    /// The text with LF.
    pub(crate) fn after(&self) -> &'a Text {
        &self.views.after
    }

    fn ruler(&self, ends: Ends, unit: Unit) -> &Ruler<'a> {
        let cell = &self.rulers[ends as usize][unit as usize];
        cell.get_or_init(|| Ruler::new(self.views.text(ends), unit))
    }

    /// The text as it was counted.
    pub(crate) fn counted(&self, ends: Ends) -> &'a str {
        self.views.text(ends).as_str()
    }

    /// The offset of a byte of the text as it was counted.
    pub(crate) fn offset(&self, ends: Ends, unit: Unit, at: usize) -> i64 {
        self.ruler(ends, unit).offset(at) as i64
    }

    /// The byte, in the text with LF, of an offset; `None` before the start, past the end or inside a character.
    pub(crate) fn byte(&self, ends: Ends, unit: Unit, offset: i64) -> Option<usize> {
        let at = self.ruler(ends, unit).byte(usize::try_from(offset).ok()?)?;
        Some(self.views.moved(ends, at))
    }

    /// The stretch between two offsets, in the text with LF; `None` where that is no stretch or an empty one.
    pub(crate) fn span(&self, ends: Ends, unit: Unit, start: i64, end: i64) -> Option<Span> {
        let (start, end) = (self.byte(ends, unit, start)?, self.byte(ends, unit, end)?);
        self.after().span(start, end).filter(|span| !span.is_empty())
    }

    /// The offset of a byte of the text with LF, in the text as it was counted. O(log n).
    pub(crate) fn offset_after(&self, ends: Ends, unit: Unit, at: usize) -> i64 {
        let pairs = match ends {
            Ends::One => &[][..],
            Ends::AsIs => &self.views.as_is.pairs,
            Ends::Two => &self.views.two().pairs,
        };
        // The number of pairs that end at or before the byte: pair number k lies at its own place less k in the text with LF.
        let (mut low, mut high) = (0, pairs.len());
        while low < high {
            let middle = low.midpoint(high);
            if pairs.get(middle).is_some_and(|&pair| pair - middle < at) { low = middle + 1 } else { high = middle }
        }
        self.offset(ends, unit, at + low)
    }
}
