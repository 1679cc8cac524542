//! False friends: digits and number words that are no figures. Names of models and categories, telephone numbers,
//! versions, footnote and list marks, "one" as a pronoun, rates behind an amount.

use super::period;
use super::tokens::Tokens;
use super::units;
use super::words::Role;

/// One past the tokens from `i` on that are no figure, when they are sure to be none.
pub(super) fn skip(t: &Tokens, i: usize, adjacent: bool) -> Option<usize> {
    if adjacent && t.role(i) == Role::Article {
        let word = units::at(t, i + 1)
            .map(|(_, end)| end)
            .or_else(|| t.any(i + 1, &["share", "head", "barrel", "decade", "quarter", "dozen"]).then_some(i + 2));
        return word; // "$5 a year"
    }
    if t.symbol(i, '+') || t.symbol(i, '(') {
        return telephone(t, i);
    }
    if !t.is_digits(i) {
        return None;
    }
    telephone(t, i)
        .or_else(|| (t.symbol(i.wrapping_sub(1), '[') && t.symbol(i + 1, ']')).then_some(i + 2))
        .or_else(|| enumerates(t, i).then_some(i + 2))
        .or_else(|| glued_before(t, i).then_some(i + 1))
}

/// "+44 20 7946 0958", "(206) 555-1212", "555-1212", "0800-123-456".
fn telephone(t: &Tokens, i: usize) -> Option<usize> {
    let size =
        |at: usize| if t.is_digits(at) && t.str(at).bytes().all(|b| b.is_ascii_digit()) { t.str(at).len() } else { 0 };
    if t.symbol(i, '(') {
        let area = size(i + 1) >= 3 && t.symbol(i + 2, ')') && size(i + 3) >= 3;
        return area.then(|| run(t, i + 3));
    }
    if t.symbol(i, '+') {
        let code = t.glued(i + 1)
            && (1..=3).contains(&size(i + 1))
            && (size(i + 2) >= 2 && !t.glued(i + 2) || t.hyphen(i + 2) || t.symbol(i + 2, '('));
        return code.then(|| run(t, i + 1));
    }
    let padded = t.str(i).starts_with('0') && size(i) >= 3 && size(i + 1) >= 3;
    let parts = size(i) == 3
        && t.hyphen(i + 1)
        && units::at(t, i + 3).is_none()
        && (size(i + 2) == 4 || size(i + 2) == 3 && t.hyphen(i + 3) && size(i + 4) == 4)
        || size(i) >= 3 && t.str(i).starts_with('0') && t.hyphen(i + 1)
        || size(i) == 1 && t.hyphen(i + 1) && size(i + 2) == 3 && t.hyphen(i + 3);
    let spaced = size(i) == 3 && size(i + 1) == 3 && size(i + 2) == 4 && t.near(i + 1) && t.near(i + 2);
    (padded || parts || spaced).then(|| run(t, i))
}

/// One past a run of digit groups with spaces, hyphens and brackets between.
fn run(t: &Tokens, i: usize) -> usize {
    let mut end = i + 1;
    while end < i + 12 {
        let j = end + usize::from(t.hyphen(end) || t.symbol(end, '(') || t.symbol(end, ')'));
        if !t.is_digits(j) || !t.near(j) {
            break;
        }
        end = j + 1;
    }
    end
}

/// "1." or "2)" that opens a paragraph.
fn enumerates(t: &Tokens, i: usize) -> bool {
    let opens = !t.near(i) && (t.symbol(i + 1, '.') || t.symbol(i + 1, ')')) && t.glued(i + 1);
    let year = i + 3 + usize::from(t.symbol(i + 3, '.'));
    let date = matches!(t.role(i + 2), Role::Month(_) | Role::ShortMonth(_)) && period::year(t, year).is_some();
    opens && !date && t.str(i).len() <= 2 && t.is_word(i + 2) && !t.glued(i + 2)
}

/// Whether letters are glued before the digits, as in B2B, COVID-19, F-16 or v1.2: no figure starts here.
fn glued_before(t: &Tokens, i: usize) -> bool {
    if !t.glued(i) {
        return false;
    }
    let before = i.wrapping_sub(1);
    if t.is_word(before) {
        return true;
    }
    let hyphen = t.symbol(before, '-') && t.glued(before);
    let name = t.is_digits(before.wrapping_sub(1)) && t.glued(before.wrapping_sub(1)); // x2-173
    let unit = hyphen && (t.is_word(before.wrapping_sub(1)) || name && t.is_word(before.wrapping_sub(2)));
    let allowed = t
        .any(before.wrapping_sub(1), &["mid", "pre", "post", "sub", "late", "early", "and", "to", "magnitude"])
        || matches!(t.role(before.wrapping_sub(1)), Role::Month(_) | Role::ShortMonth(_));
    let percent = t.symbol(i + 1, '%');
    unit && !allowed && !percent || t.symbol(before, '.') && t.glued(before) || t.symbol(before, '_')
}
