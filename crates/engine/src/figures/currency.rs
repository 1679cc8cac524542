//! Currencies beside numbers: signs, codes, prefixed dollars and names, before or after the number, and minor units.

use super::currency_table::{CODES, COUNTRIES, NAMES, letters, sign};
use super::number::Number;
use super::tokens::Tokens;
use super::words::lowered;
use crate::value::Stated;

/// A currency as it stands beside a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Currency {
    /// ISO 4217 code.
    pub(super) code: &'static str,
    pub(super) stated: Stated,
    /// Whether the amount is in hundredths: cents, pence.
    pub(super) minor: bool,
}

fn major(code: &'static str, stated: Stated) -> Currency {
    Currency { code, stated, minor: false }
}

/// The currency before a number that starts at the token given with it: "$", "US$", "USD", "Rs.", "A$".
pub(super) fn before(t: &Tokens, i: usize) -> Option<(Currency, usize)> {
    let (currency, next) = if t.is_word(i) {
        let word = t.str(i);
        let dollar = t.symbol(i + 1, '$') && (t.glued(i + 1) || word.len() > 1 && t.near(i + 1));
        if dollar {
            (major(letters(word, true).or_else(|| code(word))?, Stated::Code), i + 2)
        } else if let Some(code) = letters(word, false) {
            (major(code, Stated::Name), i + 1 + usize::from(t.symbol(i + 1, '.') && t.glued(i + 1)))
        } else {
            let code = code(word).filter(|_| t.is_digits(i + 1) || t.symbol(i + 1, '$') || t.symbol(i + 1, '€'))?;
            (major(code, Stated::Code), i + 1 + usize::from(!t.is_digits(i + 1)))
        }
    } else {
        (major(sign(t.str(i))?, Stated::Symbol), i + 1)
    };
    let minus = usize::from(t.symbol(next, '-') && t.glued(next) && t.glued(next + 1));
    (t.near(next) && t.is_digits(next + minus)).then_some((currency, next))
}

/// The currency behind `number`, which ends before token `i`, and one past its last token.
pub(super) fn after(t: &Tokens, number: &Number, i: usize) -> Option<(Currency, usize)> {
    if !t.near(i) {
        return None;
    }
    if let Some(code) = sign(t.str(i)) {
        let opens_next = t.is_digits(i + 1) && t.near(i + 1) && !t.glued(i);
        return (!opens_next).then_some((major(code, Stated::Symbol), i + 1));
    }
    if t.symbol(i, '¢') {
        return Some((Currency { code: "USD", stated: Stated::Symbol, minor: true }, i + 1));
    }
    let i = t.past_hyphen(i);
    if !t.is_word(i) {
        return None;
    }
    let word = t.str(i);
    if let Some(code) = code(word) {
        let end = if t.symbol(i + 1, '$') && t.glued(i + 1) { i + 2 } else { i + 1 };
        return Some((major(code, Stated::Code), end));
    }
    if let Some(code) = minor(t, i) {
        return Some((Currency { code, stated: Stated::Name, minor: true }, i + 1));
    }
    if (word == "MUSD" || word == "MEUR") && number.scale == 1.0 {
        return None;
    }
    if t.glued(i) && t.is_digits(i.wrapping_sub(1)) || letters(word, false).is_some() {
        return letters(word, false).map(|code| (major(code, Stated::Name), i + 1));
    }
    (i..i + 4).take_while(|&at| at == i || t.near(at)).find_map(|at| named(t, number, i, at))
}

/// The currency whose name is token `at`, where the tokens from `first` on are its country.
fn named(t: &Tokens, number: &Number, first: usize, at: usize) -> Option<(Currency, usize)> {
    let bare = name(t.str(at))?;
    let country = (at > first).then(|| country(t.str(at - 1), bare)).flatten();
    let dotted = at == first + 4 - 1 && t.phrase(first, &["u", ".", "s"]);
    if at > first && country.is_none() && !dotted {
        return None;
    }
    let sterling = t.is(at + 1, "sterling") && t.near(at + 1);
    if at == first && !sterling && !bare_name_is_money(t, number, at) {
        return None;
    }
    Some((major(country.unwrap_or(bare), Stated::Name), at + 1 + usize::from(sterling)))
}

/// Whether a name that has other senses means money here.
fn bare_name_is_money(t: &Tokens, number: &Number, at: usize) -> bool {
    if t.any(at, &["pound", "pounds"]) {
        return number.scale >= 1e5 || t.before(at, 10).any(|j| t.any(j, PAYING));
    }
    if t.any(
        at,
        &[
            "won", "real", "mark", "marks", "colon", "sol", "som", "lev", "leu", "kip", "dram", "dong", "sterling",
            "ether",
        ],
    ) {
        return number.scale >= 1e3;
    }
    true
}

#[rustfmt::skip]
const PAYING: &[&str] = &[
    "pay", "pays", "paid", "paying", "cost", "costs", "spend", "spent", "worth", "price", "priced", "fine", "fined",
    "earn", "earned", "owe", "owed", "sell", "sold", "buy", "bought", "raise", "raised", "charge", "charged",
    "donated", "stole", "saved", "borrow", "borrowed", "lend", "lent", "fee", "salary", "wages", "bill", "debt",
    "debts", "budget",
];

/// The minor unit that token `i` names, by the currency that it most often belongs to.
fn minor(t: &Tokens, i: usize) -> Option<&'static str> {
    match t.str(i) {
        "p" | "c" if !t.glued(i) => None,
        "p" => Some("GBP"),
        "c" => Some("USD"),
        word if ["cent", "cents"].iter().any(|w| w.eq_ignore_ascii_case(word)) => Some("USD"),
        word if ["pence", "penny", "pennies"].iter().any(|w| w.eq_ignore_ascii_case(word)) => Some("GBP"),
        word if ["paise", "paisa"].iter().any(|w| w.eq_ignore_ascii_case(word)) => Some("INR"),
        word if ["kopecks", "kopeck"].iter().any(|w| w.eq_ignore_ascii_case(word)) => Some("RUB"),
        _ => None,
    }
}

/// The ISO code that a word is: three capitals, or the commonest ones in any case. Codes that are English words do not count.
fn code(word: &str) -> Option<&'static str> {
    const COMMON: &[&str] =
        &["usd", "eur", "gbp", "cad", "aud", "jpy", "chf", "inr", "cny", "nzd", "sek", "hkd", "sgd", "btc"];
    const ENGLISH: &[&str] =
        &["ALL", "TOP", "TRY", "CUP", "PEN", "MOP", "GEL", "BAM", "MAD", "SOS", "ANG", "LAK", "MOP", "STN"];
    if word.len() != 3 || !word.is_ascii() || ENGLISH.contains(&word) {
        return None;
    }
    let upper = word.to_ascii_uppercase();
    if upper != word && !COMMON.contains(&word.to_ascii_lowercase().as_str()) {
        return None;
    }
    CODES.binary_search(&upper.as_str()).ok().and_then(|at| CODES.get(at)).copied()
}

fn name(word: &str) -> Option<&'static str> {
    let mut buffer = [0; 11];
    let lower = lowered(word, &mut buffer)?;
    NAMES.binary_search_by(|row| row.0.as_bytes().cmp(lower)).ok().and_then(|at| NAMES.get(at)).map(|row| row.1)
}

fn country(word: &str, bare: &str) -> Option<&'static str> {
    let mut buffer = [0; 11];
    let lower = lowered(word, &mut buffer)?;
    let key = |row: &(&str, &str, &str)| row.0.as_bytes().cmp(lower).then_with(|| row.1.cmp(bare));
    COUNTRIES.binary_search_by(key).ok().and_then(|at| COUNTRIES.get(at)).map(|row| row.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(CODES.is_sorted_by(|a, b| a < b));
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(COUNTRIES.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1)));
    }
}
