//! Currencies beside numbers: signs, codes, prefixed dollars and names, before or after the number, and minor units.

use super::currency_table::{CODES, COUNTRIES, MINOR, NAMES, initial, letters, sign};
use super::number::Number;
use super::tokens::Tokens;
use super::words::{Role, lowered};
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
        let apart = word.len() > 1 || t.is(i, "c") && !t.glued(i + 2); // "c $ 5", as newswire is split
        let dollar = t.symbol(i + 1, '$') && (t.glued(i + 1) || apart && t.near(i + 1));
        let states = t.is(i, "u") && t.symbol(i + 1, '.') && t.is(i + 2, "s") && t.glued(i + 2);
        let sign = i + 3 + usize::from(t.symbol(i + 3, '.'));
        if states && t.symbol(sign, '$') && t.near(sign) {
            (major("USD", Stated::Code), sign + 1)
        } else if dollar {
            (major(letters(word, true).or_else(|| code(&word.to_ascii_uppercase()))?, Stated::Code), i + 2)
        } else if let Some(code) = initial(word).filter(|_| large(t, i + 1)) {
            (major(code, Stated::Name), i + 1)
        } else if let Some((code, next)) = country_first(t, i) {
            (major(code, Stated::Name), next)
        } else if let Some(code) = leading_name(t, i) {
            (major(code, Stated::Name), i + 1)
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
        let opens_next =
            t.is_digits(i + 1) && t.near(i + 1) && !t.glued(i) && (t.glued(i + 1) || sign(t.str(i + 2)).is_none()); // "10 $ 30 $"
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
    let dollar = t.symbol(i + 1, '$') && t.glued(i + 1) && !(t.is_digits(i + 2) && t.glued(i + 2));
    if let Some(code) = dollar.then(|| letters(word, true)).flatten() {
        return Some((major(code, Stated::Code), i + 2));
    }
    if let Some(code) = code(word) {
        let end = if t.symbol(i + 1, '$') && t.glued(i + 1) { i + 2 } else { i + 1 };
        return Some((major(code, Stated::Code), end));
    }
    if let Some(code) = minor(t, i) {
        return Some((Currency { code, stated: Stated::Name, minor: true }, i + 1));
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
        if t.hyphen(at.wrapping_sub(1)) && number.scale < 1e5 {
            return t.any(at + 1, PAPERS); // a twenty-pound bag
        }
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

/// What an amount of money names: "a ten-pound note".
#[rustfmt::skip]
const PAPERS: &[&str] = &[
    "note", "notes", "coin", "coins", "fine", "fee", "bill", "bonus", "ticket", "tickets", "prize", "voucher",
    "deposit", "loan", "deal", "budget", "reward", "charge", "levy", "bet", "stake", "increase", "rise", "cut",
];

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
        word if t.lower(i) || t.headline() => {
            let is =
                |form: &str| form.eq_ignore_ascii_case(word) || form.eq_ignore_ascii_case(word.trim_end_matches('s'));
            MINOR.iter().find(|row| is(row.0)).map(|row| row.1)
        }
        _ => None, // "50 Cent"
    }
}

/// The ISO code that a word is: three capitals, or the commonest ones in any case. Codes that are English words do not count.
pub(super) fn code(word: &str) -> Option<&'static str> {
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

/// Whether the digits at `i` are those of a large amount: grouped, or with a scale.
fn large(t: &Tokens, i: usize) -> bool {
    let scale =
        matches!(t.role(i + 1), Role::Scale(_)) && t.near(i + 1) || t.glued(i + 1) && t.any(i + 1, &["m", "bn"]);
    t.is_digits(i) && (scale || t.str(i).bytes().any(|byte| byte == b','))
}

/// The currency that token `i` names before an amount in digits: "rupees 500", "ringgit 42".
fn leading_name(t: &Tokens, i: usize) -> Option<&'static str> {
    let same = ["ringgit", "rand", "naira", "baht", "yen", "yuan", "taka", "rupiah", "birr", "renminbi"]; // as plurals
    let plural = t.str(i).ends_with('s') || t.any(i, &same);
    let fits = t.is_digits(i + 1) && t.near(i + 1) && plural && !t.any(i, &["marks", "soles", "pounds"]);
    let free = !t.any(i.wrapping_sub(1), &["the", "of", "in"]) && !t.is_digits(i.wrapping_sub(1));
    (fits && free).then(|| name(t.str(i))).flatten()
}

/// The currency of a country before an amount in digits, and one past its name: "US dollars 5 million", "Hong Kong
/// dollars 60".
pub(super) fn country_first(t: &Tokens, i: usize) -> Option<(&'static str, usize)> {
    let at = (i + 1..i + 3).find(|&at| t.is_digits(at + 1))?;
    let bare = leading_name(t, at).filter(|_| (i + 1..=at).all(|j| t.near(j) && t.is_word(j) && !t.glued(j)))?;
    let half = t.any(at - 1, &["kong", "zealand", "african", "korean", "lankan", "rican", "states"]);
    let whole = t.any(i, &["hong", "south", "sri", "costa", "united"]);
    let free = !t.any(i.wrapping_sub(1), &["the", "of", "in"]);
    let code = country(t.str(at - 1), bare).filter(|_| free && if at == i + 1 { !half } else { half && whole })?;
    Some((code, at + 1))
}

/// A code with a scale before it, as accounts write: "30 MUSD", "MAUD 60".
pub(super) fn scaled_code(word: &str) -> Option<(Currency, f64)> {
    let scale = match word.as_bytes().first()? {
        b'M' => 1e6,
        b'K' | b'k' => 1e3,
        _ => return None,
    };
    let code = code(word.get(1..)?).filter(|code| word.ends_with(code))?;
    Some((major(code, Stated::Code), scale))
}

/// The currency that token `i` names in the singular, where it has no other sense.
pub(super) fn single(t: &Tokens, i: usize) -> Option<Currency> {
    let sure = t.any(i, &["dollar", "euro", "rupee", "peso", "franc", "ruble", "rouble"]);
    sure.then(|| name(t.str(i))).flatten().map(|code| major(code, Stated::Name))
}

fn name(word: &str) -> Option<&'static str> {
    let mut buffer = [0; 11];
    let lower = lowered(word, &mut buffer)?;
    let row =
        |lower: &[u8]| NAMES.binary_search_by(|row| row.0.as_bytes().cmp(lower)).ok().and_then(|at| NAMES.get(at));
    row(lower).or_else(|| row(lower.strip_suffix(b"s")?)).map(|row| row.1)
}

/// The currency itself behind a country's adjective that no table has, where no other country has one of that name.
fn unshared(word: &str, bare: &'static str) -> Option<&'static str> {
    let shared = [
        "USD", "GBP", "MXN", "CHF", "KWD", "IRR", "INR", "SEK", "NOK", "TRY", "KES", "SAR", "DEM", "KRW", "BRL", "PEN",
        "KGS",
    ]
    .contains(&bare);
    let adjective = ["an", "ese", "ish", "i"].iter().any(|ending| word.ends_with(ending));
    (!shared && adjective && word.starts_with(char::is_uppercase)).then_some(bare)
}

/// The code of the currency named `bare` behind a country's adjective.
pub(super) fn country(word: &str, bare: &'static str) -> Option<&'static str> {
    let mut buffer = [0; 11];
    let lower = lowered(word, &mut buffer)?;
    let key = |row: &(&str, &str, &str)| row.0.as_bytes().cmp(lower).then_with(|| row.1.cmp(bare));
    let found = COUNTRIES.binary_search_by(key).ok().and_then(|at| COUNTRIES.get(at));
    // the country for its adjective: "Malaysia ringgit"
    let like = || COUNTRIES.iter().find(|row| lower.len() > 4 && row.1 == bare && row.0.as_bytes().starts_with(lower));
    // the plural of one crown for that of another, "Swedish kroner"
    let crown = |code: &str| ["SEK", "NOK", "DKK", "ISK", "CZK"].contains(&code);
    let other = || COUNTRIES.iter().find(|row| row.0.as_bytes() == lower && crown(bare) && crown(row.2));
    found.or_else(like).or_else(other).map(|row| row.2).or_else(|| unshared(word, bare))
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
