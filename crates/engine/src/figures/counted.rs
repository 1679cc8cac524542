//! Whether a bare number counts something: not the name of a model or a place, not "one" as a pronoun, not half of a
//! match.

use super::amount::{Amount, Kind};
use super::number::Form;
use super::tokens::Tokens;
use super::words::Role;

/// Whether a bare amount from token `i` to `end` counts something, by what stands around it.
pub(super) fn counts(t: &Tokens, i: usize, end: usize, amount: &Amount) -> bool {
    if amount.kind != Kind::Plain {
        let someday = t.is(i, "one") && t.any(i + 1, &["day", "night"]) && amount.end == i + 2; // "one day he left"
        return !someday
            || t.any(i.wrapping_sub(1), &["in", "for", "within", "least", "than", "about", "just", "only", "after"]);
    }
    let digits = amount.number.digits();
    if digits.is_some_and(|d| d.padded && (!d.decimal || t.near(i) || t.near(end))) {
        return false;
    }
    let glued_word = t.glued(end) && t.is_word(end) && digits.is_some();
    let web = t.symbol(end, '.') && t.glued(end) && t.glued(end + 1) && t.lower(end + 1);
    let slash =
        t.symbol(end, '/') && t.glued(end) && t.glued(end + 1) || t.symbol(i.wrapping_sub(1), '/') && t.glued(i);
    let ratio = t.symbol(end, ':') && t.glued(end) && t.is_digits(end + 1) && t.glued(end + 1)
        || t.symbol(i.wrapping_sub(1), ':') && t.glued(i);
    let figure = t.hyphen(end) && t.any(end + 1, &["figure", "figures"]); // a six-figure sum
    let rapper = t.is(end, "cent") && t.capital(end) && !t.headline();
    if figure || rapper || glued_word || web || slash && amount.number.whole().is_some() || ratio {
        return false;
    }
    if digits.is_some() {
        let address = t.capital(end)
            && (end + 1..end + 4).any(|j| t.any(j, STREETS) && t.capital(j))
            && amount.number.plain().is_some();
        if address && !t.headline() {
            return false;
        }
        return amount.number.plain().is_none() || !labels(t, i, end);
    }
    match amount.number.form {
        Form::Fraction(..) => fraction(t, i, end, amount),
        Form::Words if amount.number.value == 1.0 && end == i + 1 => one(t, i),
        Form::Words if t.named(i) => false,
        Form::Words | Form::Multiple | Form::Vague | Form::Digits(_) => true,
    }
}

/// Whether the number names a thing: "Category 4", "Boeing 737", "Section 5".
fn labels(t: &Tokens, i: usize, end: usize) -> bool {
    let before = i.wrapping_sub(1);
    if !t.near(i) || !t.is_word(before) || t.glued(i) {
        return false;
    }
    if t.any(before, LABELLED) && !t.symbol(before.wrapping_sub(1), '-')
        || t.any(before, &["no", "nos"]) && t.capital(before)
    {
        return true;
    }
    // inside a sentence a name with a bare number behind it, and no noun to count, is the name of a model
    let name = t.named(before) && t.role(before) == Role::None && t.str(before).len() > 1;
    let counted = t.lower(end) && t.str(end).ends_with('s') || t.any(before, &["About", "Over", "Some"]);
    name && !counted && !t.capital(end)
}

/// What ends an address that begins with a number.
#[rustfmt::skip]
const STREETS: &[&str] = &[
    "Street", "St", "Drive", "Dr", "Avenue", "Ave", "Road", "Rd", "Lane", "Boulevard", "Blvd", "Court", "Plaza",
    "Way", "Place",
];

/// Nouns that a number behind them names.
#[rustfmt::skip]
pub(super) const LABELLED: &[&str] = &[
    "category", "boeing", "airbus", "iphone", "ipad", "windows", "android", "section", "article", "chapter", "route",
    "flight", "phase", "level", "grade", "type", "channel", "highway", "interstate", "apollo", "formula", "room",
    "gate", "terminal", "platform", "page", "figure", "table", "step", "version", "title", "rule", "act", "part",
    "volume", "episode", "playstation", "xbox", "galaxy", "pixel", "model", "ps", "lane", "pier", "tier", "stage",
    "group", "class", "unit", "line", "exit", "junction", "area", "zone", "sector", "district", "ward", "precinct",
    "court", "bus", "train", "number", "covid", "season", "round", "game", "week", "item", "paragraph", "clause",
    "exhibit", "schedule", "appendix", "proposition", "resolution", "amendment", "protocol", "generation", "sections",
    "chapters", "articles", "pages", "pp", "suite", "ste", "nikkei", "ftse", "nasdaq", "dax", "cac", "russell",
    "fortune", "stoxx", "p", "topix", "catch", "bond", "agent", "mark",
];

/// "half" and "a quarter" count as parts where a whole is named or a comparison is made.
fn fraction(t: &Tokens, i: usize, end: usize, amount: &Amount) -> bool {
    if t.named(i) || t.hyphen(end) && !t.is_digits(end + 1) {
        return false;
    }
    match t.role(i) {
        Role::Half => {
            let whole = t.any(end, &["of", "the", "its", "their", "his", "her", "that", "those", "this", "these"]);
            whole
                || t.any(
                    i.wrapping_sub(1),
                    &[
                        "than", "by", "nearly", "almost", "about", "roughly", "around", "over", "under", "least", "up",
                        "to", "only",
                    ],
                )
        }
        Role::Article if amount.number.value == 0.5 || amount.number.value == 0.25 => {
            t.is(end, "of")
                || !t.lower(end)
                || t.any(
                    end,
                    &[
                        "to", "in", "since", "from", "over", "more", "less", "on", "and", "or", "by", "compared",
                        "last", "this", "the", "after", "as", "at",
                    ],
                )
        }
        _ => true,
    }
}

/// Whether "one" is a number: before a noun in lower case, and not "the one", "no one", "one of".
fn one(t: &Tokens, i: usize) -> bool {
    let before = i.wrapping_sub(1);
    if !t.near(i) && !t.near(i + 1) {
        return true; // the cell of a table
    }
    let counted = t.lower(i + 1) && t.near(i + 1) && !t.any(i + 1, NOT_AFTER_ONE) && !t.str(i + 1).ends_with("'s");
    let fused = t.any(
        before,
        &[
            "no", "the", "this", "that", "any", "every", "each", "some", "which", "another", "only", "or", "big",
            "good", "new", "old",
        ],
    );
    (counted && !fused || t.headline() && t.capital(i + 1) && !t.opens(i + 1) && !fused)
        && !t.named(i)
        && !t.hyphen(i + 1)
}

#[rustfmt::skip]
const NOT_AFTER_ONE: &[&str] = &[
    "of", "is", "was", "has", "had", "who", "that", "to", "day", "another", "can", "could", "should", "must", "may",
    "might", "would", "will", "and", "or", "in", "on", "at", "by", "for", "with", "which", "as", "side", "hand",
    "way", "thing", "point", "from", "but", "not", "if", "when", "where", "than", "if", "does", "did", "do", "are",
    "were", "be", "being", "such", "too", "more", "less", "says", "said", "the", "a", "an", "after", "before", "into",
    "about", "time", "so", "then", "just", "also", "without", "up", "reason", "example", "expert", "analyst", "told",
    "another", "else", "like", "it", "he", "she", "they", "we", "you", "i",
];
