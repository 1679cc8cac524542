//! Whether a place is a town or country, a region or water, or a building: told by its head word, the rules and the
//! lists; the model itself knows only places.

use crate::detect::Found;
use crate::label::Label;

use super::super::lists::class;
use super::super::reading::Reading;
use super::model::LISTS;

/// The label of the place `from..to`; `known` says of each token which long lists' names hold it.
pub(super) fn label(
    reading: &Reading<'_>,
    known: &[u64],
    (from, to): (usize, usize),
    marked: &[Found],
    places: &[u8; LISTS],
) -> Label {
    let (start, end) = (reading.bytes(from).start, reading.bytes(to.saturating_sub(1)).end);
    let rule = marked.iter().find(|found| found.span.start() == start && found.span.end() == end);
    if let Some(label) =
        rule.map(|found| found.label).filter(|label| matches!(label, Label::Gpe | Label::Loc | Label::Fac))
    {
        return label;
    }
    let several = to > from + 1;
    let last = to.saturating_sub(1);
    if several && reading.is(last, class::FAC_HEAD) {
        return Label::Fac;
    }
    if several && (reading.is(last, class::LOC_HEAD) || reading.is(from, class::LOC_OPEN | class::LOC_OF)) {
        return Label::Loc;
    }
    if several && reading.is(last, class::GPE_HEAD) {
        return Label::Gpe;
    }
    for (kind, label) in [(1, Label::Gpe), (2, Label::Loc), (3, Label::Fac)] {
        let lists = (0..LISTS).filter(|list| places[*list] == kind);
        let on = |list: usize| {
            let bit = |at: usize, place: usize| known.get(at).is_some_and(|known| known >> (4 * list + place) & 1 == 1);
            if several { bit(from, 0) && bit(last, 2) } else { bit(from, 3) }
        };
        if lists.into_iter().any(on) {
            return label;
        }
    }
    Label::Gpe
}
