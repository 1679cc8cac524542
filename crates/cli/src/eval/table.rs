//! What the tables and lists of losses are made of: rates with four decimals, and stretches with the words around them.

use postil_engine::Text;

/// Code points shown on either side of a loss.
const AROUND: usize = 30;

/// The stretch, in code points, in brackets with what stands around it, on one line.
pub(super) fn context(text: &Text, (start, end): (usize, usize)) -> String {
    let before = slice(text, (start.saturating_sub(AROUND), start));
    let after = slice(text, (end, end.saturating_add(AROUND).min(text.char_len())));
    let whole = format!("{before}[{}]{after}", slice(text, (start, end)));
    whole.replace('\n', " ").trim().to_owned()
}

/// The words of a stretch in code points.
pub(super) fn slice(text: &Text, (start, end): (usize, usize)) -> &str {
    let range = text.byte_from_char(start).zip(text.byte_from_char(end));
    range.and_then(|(start, end)| text.as_str().get(start..end)).unwrap_or_default()
}

/// Precision, recall and their harmonic mean; nothing of nothing is 0.
pub(super) fn prf(right: usize, gold: usize, found: usize) -> String {
    let (precision, recall) = (ratio(right, found).unwrap_or(0.0), ratio(right, gold).unwrap_or(0.0));
    format!("{precision:6.4} {recall:6.4} {:6.4}", f1(right, gold, found))
}

/// The harmonic mean of precision and recall.
pub(super) fn f1(right: usize, gold: usize, found: usize) -> f64 {
    ratio(2 * right, gold + found).unwrap_or(0.0)
}

/// A share, or a dash when there is nothing to have a share of.
pub(super) fn share(right: usize, all: usize) -> String {
    ratio(right, all).map_or_else(|| format!("{:>6}", "-"), |share| format!("{share:6.4}"))
}

#[allow(clippy::cast_precision_loss)] // counts are far below 2^52
fn ratio(right: usize, all: usize) -> Option<f64> {
    (all > 0).then(|| right as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_nothing_are_dashes_and_rates_of_nothing_zero() {
        for (right, gold, found, row) in
            [(1, 2, 4, "0.2500 0.5000 0.3333"), (3, 3, 3, "1.0000 1.0000 1.0000"), (0, 0, 0, "0.0000 0.0000 0.0000")]
        {
            assert_eq!(prf(right, gold, found), row);
        }
        assert_eq!((share(1, 3).as_str(), share(0, 0).as_str()), ("0.3333", "     -"));
    }

    #[test]
    fn a_loss_is_shown_in_its_words() {
        let text = Text::new("Zoë paid\n$5 on Friday");
        assert_eq!(context(&text, (9, 11)), "Zoë paid [$5] on Friday");
    }
}
