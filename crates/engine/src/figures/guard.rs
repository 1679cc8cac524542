//! False friends: digits and number words that are no figures. Names of models and categories, telephone numbers,
//! versions, footnote and list marks, "one" as a pronoun, rates behind an amount.

use super::amount::{Amount, Kind};
use super::number::Form;
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
        && (size(i + 2) == 4 || size(i + 2) == 3 && t.hyphen(i + 3) && size(i + 4) == 4)
        || size(i) >= 3 && t.str(i).starts_with('0') && t.hyphen(i + 1)
        || size(i) == 1 && t.hyphen(i + 1) && size(i + 2) == 3 && t.hyphen(i + 3);
    (padded || parts).then(|| run(t, i))
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
    opens && t.str(i).len() <= 2 && t.is_word(i + 2) && !t.glued(i + 2)
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
    let unit = hyphen && t.is_word(before.wrapping_sub(1));
    let allowed = t
        .any(before.wrapping_sub(1), &["mid", "pre", "post", "sub", "late", "early", "and", "to", "magnitude"])
        || matches!(t.role(before.wrapping_sub(1)), Role::Month(_) | Role::ShortMonth(_));
    let percent = t.symbol(i + 1, '%');
    unit && !allowed && !percent || t.symbol(before, '.') && t.glued(before) || t.symbol(before, '_')
}

/// Whether a bare amount from token `i` to `end` counts something, by what stands around it.
pub(super) fn counts(t: &Tokens, i: usize, end: usize, amount: &Amount) -> bool {
    if amount.kind != Kind::Plain {
        let someday = t.is(i, "one") && t.any(i + 1, &["day", "night"]) && amount.end == i + 2; // "one day he left"
        return !someday
            || t.any(i.wrapping_sub(1), &["in", "for", "within", "least", "than", "about", "just", "only", "after"]);
    }
    let digits = amount.number.digits();
    if digits.is_some_and(|d| d.padded) {
        return false;
    }
    let glued_word = t.glued(end) && t.is_word(end) && digits.is_some();
    let web = t.symbol(end, '.') && t.glued(end) && t.glued(end + 1) && t.lower(end + 1);
    let slash =
        t.symbol(end, '/') && t.glued(end) && t.glued(end + 1) || t.symbol(i.wrapping_sub(1), '/') && t.glued(i);
    let ratio = t.symbol(end, ':') && t.glued(end) && t.is_digits(end + 1) && t.glued(end + 1)
        || t.symbol(i.wrapping_sub(1), ':') && t.glued(i);
    let figure = t.hyphen(end) && t.any(end + 1, &["figure", "figures"]); // a six-figure sum
    if figure || glued_word || web || slash && amount.number.whole().is_some() || ratio {
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
const STREETS: &[&str] = &[
    "Street",
    "St",
    "Drive",
    "Dr",
    "Avenue",
    "Ave",
    "Road",
    "Rd",
    "Lane",
    "Boulevard",
    "Blvd",
    "Court",
    "Plaza",
    "Way",
    "Place",
];

/// Nouns that a number behind them names.
const LABELLED: &[&str] = &[
    "category",
    "boeing",
    "airbus",
    "iphone",
    "ipad",
    "windows",
    "android",
    "section",
    "article",
    "chapter",
    "route",
    "flight",
    "phase",
    "level",
    "grade",
    "type",
    "channel",
    "highway",
    "interstate",
    "apollo",
    "formula",
    "room",
    "gate",
    "terminal",
    "platform",
    "page",
    "figure",
    "table",
    "step",
    "version",
    "title",
    "rule",
    "act",
    "part",
    "volume",
    "episode",
    "playstation",
    "xbox",
    "galaxy",
    "pixel",
    "model",
    "ps",
    "lane",
    "pier",
    "tier",
    "stage",
    "group",
    "class",
    "unit",
    "line",
    "exit",
    "junction",
    "area",
    "zone",
    "sector",
    "district",
    "ward",
    "precinct",
    "court",
    "bus",
    "train",
    "number",
    "covid",
    "season",
    "round",
    "game",
    "week",
    "item",
    "paragraph",
    "clause",
    "exhibit",
    "schedule",
    "appendix",
    "proposition",
    "resolution",
    "amendment",
    "protocol",
    "generation",
    "sections",
    "chapters",
    "articles",
    "pages",
    "pp",
    "suite",
    "ste",
    "nikkei",
    "ftse",
    "nasdaq",
    "dax",
    "cac",
    "russell",
    "fortune",
    "stoxx",
    "p",
    "topix",
    "catch",
    "bond",
    "agent",
    "mark",
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

const NOT_AFTER_ONE: &[&str] = &[
    "of", "is", "was", "has", "had", "who", "that", "to", "day", "another", "can", "could", "should", "must", "may",
    "might", "would", "will", "and", "or", "in", "on", "at", "by", "for", "with", "which", "as", "side", "hand", "way",
    "thing", "point", "from", "but", "not", "if", "when", "where", "than", "if", "does", "did", "do", "are", "were",
    "be", "being", "such", "too", "more", "less", "says", "said", "the", "a", "an", "after", "before", "into", "about",
    "time", "so", "then", "just", "also", "without", "up", "reason", "example", "expert", "analyst", "told", "another",
    "else", "like", "it", "he", "she", "they", "we", "you", "i",
];
