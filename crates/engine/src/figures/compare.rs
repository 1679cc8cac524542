//! What the words around a number say of it: "more than", "nearly", "up to", "or more". Looks at most four words to
//! the left and three to the right.

use super::tokens::{Tokens, same};
use crate::value::Comparator::{self, About, AtLeast, AtMost, Less, More};

/// Words before a number, with the last one first in the row; longer rows come before the rows that they end with.
#[rustfmt::skip]
static BEFORE: &[(&[&str], Comparator)] = &[
    (&["than", "more", "no"], AtMost), (&["than", "more", "not"], AtMost), (&["than", "greater", "no"], AtMost),
    (&["than", "higher", "no"], AtMost), (&["than", "larger", "no"], AtMost), (&["than", "less", "no"], AtLeast),
    (&["than", "less", "not"], AtLeast), (&["than", "fewer", "no"], AtLeast), (&["than", "lower", "no"], AtLeast),
    (&["than", "smaller", "no"], AtLeast), (&["than", "cooler", "no"], AtLeast), (&["than", "later", "no"], AtMost),
    (&["than", "better", "no"], AtMost), (&["than", "worse", "no"], AtLeast), (&["than", "warmer", "no"], AtMost),
    (&["than", "equal", "or", "less"], AtMost), (&["than", "equal", "or", "lower"], AtMost),
    (&["than", "equal", "or", "greater"], AtLeast), (&["than", "equal", "or", "more"], AtLeast),
    (&["than", "equal", "or", "higher"], AtLeast), (&["than", "more"], More), (&["than", "greater"], More), (&["than", "higher"], More), (&["than", "larger"], More),
    (&["than", "bigger"], More), (&["than", "longer"], More), (&["than", "older"], More), (&["than", "better"], More),
    (&["than", "taller"], More), (&["than", "hotter"], More), (&["than", "warmer"], More), (&["than", "faster"], More),
    (&["than", "heavier"], More), (&["than", "further"], More), (&["than", "deeper"], More), (&["than", "above"], More),
    (&["than", "less"], Less), (&["than", "fewer"], Less), (&["than", "lower"], Less), (&["than", "smaller"], Less),
    (&["than", "shorter"], Less), (&["than", "younger"], Less), (&["than", "cooler"], Less), (&["than", "colder"], Less),
    (&["than", "slower"], Less), (&["than", "lighter"], Less), (&["than", "cheaper"], Less),
    (&["to", "equal", "or", "than", "more"], AtLeast), (&["to", "equal", "or", "than", "greater"], AtLeast),
    (&["to", "equal", "or", "than", "less"], AtMost), (&["than", "less", "or", "to", "equal"], AtMost),
    (&["than", "greater", "or", "to", "equal"], AtLeast),
    (&["to", "up"], AtMost), (&["to", "close"], About), (&["to", "near"], About), (&["to", "nearer"], About),
    (&["least", "at"], AtLeast), (&["most", "at"], AtMost), (&["minimum", "at"], AtLeast),
    (&["as", "much", "as"], AtMost), (&["as", "many", "as"], AtMost), (&["as", "high", "as"], AtMost),
    (&["as", "long", "as"], AtMost), (&["as", "large", "as"], AtMost), (&["as", "old", "as"], AtMost),
    (&["as", "far", "as"], AtMost), (&["as", "fast", "as"], AtMost), (&["as", "late", "as"], AtMost),
    (&["as", "few", "as"], AtLeast), (&["as", "little", "as"], AtLeast), (&["as", "low", "as"], AtLeast),
    (&["as", "young", "as"], AtLeast), (&["as", "early", "as"], AtLeast), (&["as", "small", "as"], AtLeast),
    (&["of", "maximum"], AtMost), (&["of", "minimum"], AtLeast), (&["of", "upwards"], More), (&["of", "excess", "in"], More),
    (&["of", "north"], More), (&["of", "south"], Less), (&["of", "upward"], More), (&["of", "short"], Less),
    (&["of", "region", "the", "in"], About), (&["of", "order", "the", "on"], About),
    (&["over"], More), (&["above"], More), (&["exceed"], More), (&["exceeds"], More), (&["exceeded"], More),
    (&["exceeding"], More), (&["topped"], More), (&["tops"], More), (&["topping"], More), (&["surpassed"], More),
    (&["surpasses"], More), (&["surpassing"], More), (&["beyond"], More), (&["past"], More),
    (&["under"], Less), (&["below"], Less), (&["beneath"], Less),
    (&["about"], About), (&["around"], About), (&["roughly"], About), (&["approximately"], About), (&["approx"], About),
    (&["nearly"], About), (&["almost"], About), (&["some"], About), (&["circa"], About), (&["estimated"], About),
    (&["approaching"], About), (&["nearing"], About), (&["virtually"], About), (&["near"], About), (&["maybe"], About),
    (&["perhaps"], About),
    (&["minimum"], AtLeast), (&["maximum"], AtMost),
];

/// Words after a number.
#[rustfmt::skip]
static AFTER: &[(&[&str], Comparator)] = &[
    (&["or", "more"], AtLeast), (&["or", "higher"], AtLeast), (&["or", "above"], AtLeast), (&["or", "over"], AtLeast),
    (&["or", "older"], AtLeast), (&["or", "greater"], AtLeast), (&["or", "better"], AtLeast), (&["or", "longer"], AtLeast),
    (&["and", "above"], AtLeast), (&["and", "over"], AtLeast), (&["and", "older"], AtLeast), (&["and", "up"], AtLeast),
    (&["at", "least"], AtLeast), (&["plus"], AtLeast), (&["or", "less"], AtMost), (&["or", "fewer"], AtMost),
    (&["or", "lower"], AtMost), (&["or", "below"], AtMost), (&["or", "under"], AtMost), (&["or", "younger"], AtMost),
    (&["and", "under"], AtMost), (&["and", "below"], AtMost), (&["at", "most"], AtMost), (&["or", "so"], About),
    (&["or", "thereabouts"], About), (&["odd"], About),
];

/// What the words before token `start` and from token `end` on say of the figure between.
pub(super) fn around(t: &Tokens, start: usize, end: usize, duration: bool) -> Option<Comparator> {
    after(t, end).or_else(|| before(t, start, duration))
}

fn after(t: &Tokens, end: usize) -> Option<Comparator> {
    if t.symbol(end, '+') && t.glued(end) && !t.is_digits(end + 1) {
        return Some(AtLeast);
    }
    let i = t.past_hyphen(end);
    if !t.near(i) {
        return None;
    }
    let row = AFTER.iter().find(|(words, _)| t.phrase(i, words));
    // "five plus two" and "a hundred and over the years" go on; the comparing words do not
    row.filter(|(words, _)| words.len() > 1 || i > end || !t.is_digits(i + 1)).map(|row| row.1)
}

/// What the words before token `start` say; in a duration "over" and "past" are prepositions of time.
pub(super) fn before(t: &Tokens, start: usize, duration: bool) -> Option<Comparator> {
    if !t.near(start) && !t.glued(start) {
        return None;
    }
    let mut i = start.wrapping_sub(1);
    if let Some(sign) = sign(t, i) {
        return Some(sign);
    }
    if t.any(i, &["the", "its", "another"])
        && t.any(i.wrapping_sub(1), &["than", "exceeded", "topped", "least", "surpassed"])
        || t.any(i, &["a", "an", "only", "just"])
    {
        i = i.wrapping_sub(1);
    }
    if !t.is_word(i) || !t.near(i + 1) {
        return None;
    }
    let last = t.str(i);
    let further = |(n, word): (usize, &&str)| t.is(i.wrapping_sub(n), word) && t.near(i.wrapping_sub(n) + 1);
    let row = BEFORE.iter().find(|(words, _)| {
        words.first().is_some_and(|word| same(word, last)) && words.iter().enumerate().skip(1).all(further)
    })?;
    let during = duration
        && t.any(i, &["over", "past", "beyond", "near"])
        && !t.any(i.wrapping_sub(1), &["just", "well", "little", "for", "lasted", "took", "is", "was", "of", "spent"]);
    let recent = t.is(i, "past") && t.any(i.wrapping_sub(1), &["the", "this", "these", "his", "her", "their"]);
    if during || recent { None } else { Some(row.1) }
}

/// `>`, `<=`, `~` and their like glued or near before the number.
fn sign(t: &Tokens, i: usize) -> Option<Comparator> {
    let equals = t.symbol(i, '=') && t.glued(i);
    let at = if equals { i.wrapping_sub(1) } else { i };
    match (t.str(at), equals) {
        (">", false) => Some(More),
        ("<", false) => Some(Less),
        (">", true) | ("≥", false) => Some(AtLeast),
        ("<", true) | ("≤", false) => Some(AtMost),
        ("~" | "≈", false) => Some(About),
        _ => None,
    }
}
