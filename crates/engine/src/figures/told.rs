//! Units that the words around tell from something else: kelvins where temperatures are told of, stones behind digits
//! that end no ordinal, and the millions and thousands of millions of years of geology.

use super::tokens::Tokens;

/// Whether the "K" at token `i` is kelvins and not thousands: a temperature is named before it.
pub(super) fn kelvins(t: &Tokens, i: usize) -> bool {
    const WORDS: &[&str] = &["temperature", "temperatures", "kelvin", "kelvins", "celsius", "fahrenheit"];
    t.str(i) == "K"
        && t.is_digits(i.wrapping_sub(1))
        && (i.saturating_sub(12)..i).any(|j| t.any(j, WORDS) || t.symbol(j, '°') || t.symbol(j, 'º'))
}

/// Whether the "st" at token `i` ends an ordinal, as in 21st, so that it is no stone, as in 12st.
pub(super) fn ends_ordinal(t: &Tokens, i: usize) -> bool {
    let digits = t.str(i.wrapping_sub(1));
    digits.ends_with('1') && !digits.ends_with("11")
}

/// How many years "Ma" or "Ga" at token `i` stands for; before a name it is part of that.
pub(super) fn era(t: &Tokens, i: usize) -> Option<f64> {
    let years = match t.str(i) {
        "Ma" | "Myr" => 1e6,
        "Ga" | "Gyr" => 1e9,
        _ => return None,
    };
    let goes_on = t.any(i + 1, &["ago", "old", "and", "to", "or", "before", "after", "at", "in", "when"]);
    let free = !t.near(i + 1) || goes_on || !t.is_word(i + 1) && !t.is_digits(i + 1);
    (t.is_digits(i.wrapping_sub(1)) && free).then_some(years)
}
