//! Figures: money, percentages, counts, ordinals, quantities, ages, temperatures, dates, times, durations and
//! recurrences, with their normal form.

use std::ops::Range;

use crate::detect::{Found, Options};

/// The figures in `text[range]`, sorted and not overlapping; offsets are of the whole text. Linear in the range.
pub(crate) fn find(_text: &str, _range: Range<usize>, _options: &Options) -> Vec<Found> {
    Vec::new()
}
