//! Money without its country: "$5", "20 pounds", "Rs 500". Which country is meant follows from the whole document:
//! when it names one dollar only, and not that of the United States, "$" is that one; otherwise the sign has the
//! meaning that it most often has. One pass over the text, linear, before anything is detected.

use std::ops::Range;

use super::currency::{code, country};
use super::currency_table::{CODES, COUNTRIES, NAMES, letters};
use crate::detect::Found;
use crate::label::Label;
use crate::value::{Stated, Value};

/// Bytes between two amounts of which one says the other again: "A$5 million (about $3.3 million)".
const AGAIN: usize = 48;

/// The currencies that a document names together with their country: "A$", "Canadian dollars", "CHF 20".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Currencies {
    /// Codes, with the place where each is named first.
    seen: Vec<(&'static str, Range<usize>)>,
}

/// How an amount without a country is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// ISO 4217 code.
    pub code: &'static str,
    /// Where the document names that country's money; nothing where the code is only what the sign mostly means.
    pub because: Option<Range<usize>>,
}

impl Currencies {
    /// Looks through a document's whole text. Linear.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut said = Said::default();
        while said.step(text) {}
        said.named
    }

    /// How `base`, as [`bare_currency`] gives it, is read in this document.
    #[must_use]
    pub fn read(&self, base: &'static str) -> Assumed {
        let mut kin = self.seen.iter().filter(|(code, _)| is_kin(base, code));
        match (kin.next(), kin.next()) {
            (Some((code, place)), None) => Assumed { code, because: Some(place.clone()) },
            // Several: the one that the sign mostly stands for, which may be among them.
            _ => {
                let because = self.seen.iter().find(|(code, _)| *code == base).map(|(_, place)| place.clone());
                Assumed { code: base, because }
            }
        }
    }

    /// Gives the amounts without a country the one that the document tells.
    pub(crate) fn settle(&self, text: &str, figures: &mut [Found]) {
        if self.seen.is_empty() {
            return;
        }
        for found in figures.iter_mut().filter(|found| found.label == Label::Money) {
            let Some(base) = text.get(found.span.range()).and_then(bare_currency) else { continue };
            let code = self.read(base).code;
            if let Some(value) = found.value.as_mut().filter(|value| code != base && is_default(value, base)) {
                value.currency = Some(code.to_owned());
                value.stated = Some(Stated::Context);
            }
        }
    }
}

fn is_default(value: &Value, base: &str) -> bool {
    value.currency.as_deref() == Some(base) && value.stated != Some(Stated::Code)
}

/// Bytes read in a step.
const STEP: usize = 1 << 14;

/// What a text has said so far.
#[derive(Default)]
pub(crate) struct Said {
    /// How far it was read.
    at: usize,
    pub(crate) named: Currencies,
    /// The last word and the one before it.
    last: [Option<(usize, usize)>; 2],
    /// Where money of a named country, or with another sign than "$", stood last.
    foreign: Option<usize>,
    /// Where a "$" without country stood last.
    bare: Option<usize>,
}

impl Said {
    /// Reads on in the text, which is always the same; whether there is more.
    pub(crate) fn step(&mut self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let until = self.at + STEP;
        let mut reader = Reader { text, said: self };
        while let Some(byte) = bytes.get(reader.said.at).filter(|_| reader.said.at < until) {
            let at = reader.said.at;
            let letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            match byte {
                _ if letters > 0 => reader.word(at, at + letters),
                b'$' => reader.dollar(at),
                0xC2 | 0xE2 if text.get(at..).is_some_and(|rest| rest.starts_with(['£', '€', '¥', '₹'])) => {
                    reader.said.foreign = Some(at);
                }
                _ => {}
            }
            reader.said.at = at + letters.max(1);
        }
        self.at < bytes.len()
    }
}

struct Reader<'t> {
    text: &'t str,
    said: &'t mut Said,
}

impl Reader<'_> {
    fn between(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn word(&mut self, start: usize, end: usize) {
        let before =
            self.said.last[0].filter(|last| matches!(self.between(last.1, start), " " | "-" | "\n" | "\u{a0}" | ". "));
        let word = self.between(start, end);
        let found = if (3..=9).contains(&word.len()) { self.named(word, before, end) } else { None };
        if let Some((code, from)) = found {
            self.see(code, from.unwrap_or(start)..end);
        }
        self.said.last = [Some((start, end)), self.said.last[0]];
    }

    /// The currency that a word names with the word before it, and where the two start.
    fn named(&self, word: &str, before: Option<(usize, usize)>, end: usize) -> Option<(&'static str, Option<usize>)> {
        if let Some(base) = base(word) {
            let (from, to) = before?;
            let dotted = self.said.last[1].filter(|first| self.between(first.0, to) == "U.S");
            let code = if dotted.is_some() { Some("USD") } else { country(self.between(from, to), base) };
            return code.map(|code| (code, Some(dotted.map_or(from, |first| first.0))));
        }
        let start = end - word.len();
        let (left, right) = (self.between(0, start), self.text.get(end..).unwrap_or_default());
        let gapped = |ch: char| ch == ' ' || ch == '\u{a0}';
        let counts = |ch: char| ch.is_ascii_digit() || ch == '$';
        let scale = ["million", "billion", "trillion", "thousand", "bn", "mn", "m"];
        let scaled = || before.is_some_and(|(from, to)| scale.contains(&self.between(from, to)));
        let counted = || scaled() || left.strip_suffix(gapped).unwrap_or(left).ends_with(counts);
        if word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let code = code(word)?;
            let ahead = right.strip_prefix(gapped).unwrap_or(right).starts_with(counts);
            let alone = || {
                before.is_some_and(|(from, to)| self.between(from, to) == "in")
                    && !right.starts_with(|ch: char| ch == ' ' || ch == '-' || ch.is_alphanumeric())
            };
            return (ahead || counted() || alone()).then_some((code, None));
        }
        Some(match word {
            "yen" => ("JPY", None),
            // An article on yen may tell of the yuan; only amounts in it say what its sign is.
            "yuan" | "renminbi" if counted() => ("CNY", None),
            "sterling" => ("GBP", None),
            "greenback" | "greenbacks" => ("USD", None),
            _ => return None,
        })
    }

    fn dollar(&mut self, at: usize) {
        let word = self.said.last[0].map(|(from, to)| (from, self.between(from, to), self.between(to, at)));
        let country = word.and_then(|(from, word, gap)| match gap {
            "" => letters(word, true).or_else(|| code(&word.to_ascii_uppercase())).map(|code| (code, from)),
            " " | "\u{a0}" if word.len() > 1 => letters(word, true).or_else(|| code(word)).map(|code| (code, from)),
            "." | ". " if word == "S" => {
                let first = self.said.last[1].filter(|first| self.between(first.0, from) == "U.")?;
                Some(("USD", first.0))
            }
            _ => None,
        });
        if let Some((code, from)) = country {
            // "$3.3 million (A$5 million)": the first is not the second.
            let twice = self
                .said
                .bare
                .is_some_and(|bare| from.saturating_sub(bare) < AGAIN && says_again(self.between(bare, from)));
            if twice && code != "USD" {
                self.see("USD", self.said.bare.unwrap_or(from)..at + 1);
            }
            self.see(code, from..at + 1);
        } else {
            // "A$5 million ($3.3 million)": one sum in two currencies, the second for the world.
            let foreign = self.said.foreign.filter(|foreign| at.saturating_sub(*foreign) < AGAIN);
            if let Some(foreign) = foreign.filter(|foreign| says_again(self.between(*foreign, at))) {
                self.see("USD", foreign..at + 1);
            }
            self.said.bare = Some(at);
        }
    }

    fn see(&mut self, code: &'static str, place: Range<usize>) {
        self.said.foreign = Some(place.start);
        if !self.said.named.seen.iter().any(|(seen, _)| *seen == code) {
            self.said.named.seen.push((code, place));
        }
    }
}

/// Whether what stands between two amounts says that they are one.
fn says_again(between: &str) -> bool {
    let opened = between.rfind('(').is_some_and(|at| !between[at..].contains(')'));
    (opened || between.contains(" or ") || between.contains("equivalent")) && !between.contains(". ")
}

/// The code of a currency's name that several countries share.
fn base(word: &str) -> Option<&'static str> {
    let mut buffer = [0; 9];
    let lower = super::words::lowered(word, &mut buffer)?;
    Some(match lower.strip_suffix(b"s").unwrap_or(lower) {
        b"dollar" => "USD",
        b"pound" => "GBP",
        b"franc" => "CHF",
        b"dinar" => "KWD",
        b"rial" => "IRR",
        b"riyal" => "SAR",
        b"peso" => "MXN",
        b"rupee" => "INR",
        b"krona" | b"kronor" => "SEK",
        b"krone" | b"kroner" => "NOK",
        b"shilling" => "KES",
        b"lira" => "TRY",
        b"ruble" | b"rouble" => "RUB",
        _ => return None,
    })
}

/// Whether `code` is the money of a country that has a currency of that name or sign.
fn is_kin(base: &str, code: &str) -> bool {
    const DOLLARS: [&str; 15] =
        ["USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "JMD", "FJD", "XCD", "TTD", "BBD", "BZD", "NAD", "ZWG"];
    const CROWNS: [&str; 4] = ["SEK", "NOK", "DKK", "ISK"];
    match base {
        "USD" => DOLLARS.contains(&code),
        "JPY" => ["JPY", "CNY"].contains(&code),
        "SEK" | "NOK" => CROWNS.contains(&code),
        _ => code == base || COUNTRIES.iter().any(|row| row.1 == base && row.2 == code),
    }
}

/// Whether there is, or was, a currency of that ISO 4217 code.
#[must_use]
pub fn is_currency(code: &str) -> bool {
    CODES.binary_search(&code).is_ok()
        || NAMES.iter().any(|row| row.1 == code)
        || COUNTRIES.iter().any(|row| row.2 == code)
}

/// The currency that an amount's words have where nothing tells more, when they leave its country open: `USD` for "$5",
/// "50 cents" and "20 dollars", nothing for "A$5" and "20 US dollars". O(length of the words).
#[must_use]
pub fn bare_currency(words: &str) -> Option<&'static str> {
    let mut bare = None;
    let mut before = "";
    for (at, sign) in words.char_indices() {
        let base = match sign {
            '$' | '¢' => "USD",
            '£' => "GBP",
            '¥' | '￥' => "JPY",
            '₨' => "INR",
            _ => continue,
        };
        let left = words.get(..at).unwrap_or_default().trim_end_matches([' ', '.']);
        let country = left.rsplit(|ch: char| !ch.is_alphabetic()).next().unwrap_or_default();
        if letters(country, true).or_else(|| code(country)).is_some() {
            return None;
        }
        bare = Some(base);
    }
    for word in words.split(|ch: char| !ch.is_alphabetic()).filter(|word| !word.is_empty()) {
        if word.bytes().all(|byte| byte.is_ascii_uppercase()) && code(word).is_some() {
            return None;
        }
        let named = match word {
            "Rs" | "rs" | "Re" => Some("INR"),
            "kr" => Some("SEK"),
            "cent" | "cents" | "c" => Some("USD"),
            _ => base(word),
        };
        if let Some(base) = named {
            if before == "S" || country(before, base).is_some() {
                return None;
            }
            bare = Some(base);
        }
        before = word;
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, base: &'static str, wanted: &str, because: Option<&str>) {
        let assumed = Currencies::of(text).read(base);
        assert_eq!((assumed.code, assumed.because.map(|place| &text[place])), (wanted, because), "{text}");
    }

    #[test]
    fn a_bare_dollar_follows_the_document() {
        check("It paid $5 million.", "USD", "USD", None);
        check("It paid A$5 million, of which $2 million was late.", "USD", "AUD", Some("A$"));
        check("All figures are in Canadian dollars. It paid $5.", "USD", "CAD", Some("Canadian dollars"));
        check("(All amounts in NZD) It paid $5.", "USD", "NZD", Some("NZD"));
        check("It paid AUD 3m, then $5.", "USD", "AUD", Some("AUD"));
        check("It paid 3 million AUD, then $5.", "USD", "AUD", Some("AUD"));
        check("It fell against the Hong Kong dollar. It paid HK$12 and $5.", "USD", "HKD", Some("Kong dollar"));
        check("It paid C$5, then US$3, then $2.", "USD", "USD", Some("US$"));
        check("It paid C$5, then 3 U.S. dollars, then $2.", "USD", "USD", Some("U.S. dollars"));
        check("It paid C$5, then U.S. $3, then $2.", "USD", "USD", Some("U.S. $"));
        check("It paid C$5, then NZ$3, then $2.", "USD", "USD", None);
        check("It paid €5m, 20 Swiss francs and $2.", "USD", "USD", None);
        check("It uses CAD tools, at $5.", "USD", "USD", None);
    }

    #[test]
    fn one_sum_in_two_currencies_tells_them_apart() {
        check("It paid A$5 million ($3.3 million).", "USD", "USD", Some("A$5 million ($"));
        check("It paid C$5 million, or $3.7 million, in cash.", "USD", "USD", Some("C$5 million, or $"));
        check("It paid $3.3 million (A$5 million).", "USD", "USD", Some("$3.3 million (A$"));
        check("It paid £2 million ($3.3 million). Last year A$5.", "USD", "USD", Some("£2 million ($"));
        check("It paid A$5 million (up 3%) and $3 million.", "USD", "AUD", Some("A$"));
    }

    #[test]
    fn other_names_that_countries_share_follow_too() {
        check("It paid £5.", "GBP", "GBP", None);
        check("It paid 20 Egyptian pounds, then 5 pounds.", "GBP", "EGP", Some("Egyptian pounds"));
        check("It paid 20 Egyptian pounds, then 5 pounds sterling.", "GBP", "GBP", Some("sterling"));
        check("It paid 3 million yuan, then ¥7.", "JPY", "CNY", Some("yuan"));
        check("The yuan fell. It paid ¥7.", "JPY", "JPY", None);
        check("It paid 5 Danish kroner, then kr 7.", "SEK", "DKK", Some("Danish kroner"));
        check("It paid 5 Pakistani rupees, then Rs 7.", "INR", "PKR", Some("Pakistani rupees"));
        check("It paid 5 Chilean pesos, then 7 pesos.", "MXN", "CLP", Some("Chilean pesos"));
        check("It paid 5 CFA francs, then 7 francs.", "CHF", "XOF", Some("CFA francs"));
        check("It paid 5 Iraqi dinars, then 7 dinars.", "KWD", "IQD", Some("Iraqi dinars"));
        check("It paid 5 Omani rials, then 7 rials.", "IRR", "OMR", Some("Omani rials"));
    }

    #[test]
    fn the_words_say_whether_the_country_is_open() {
        for (words, wanted) in [
            ("$5", Some("USD")),
            ("5 million dollars", Some("USD")),
            ("five-dollar", Some("USD")),
            ("50 cents", Some("USD")),
            ("-$5bn", Some("USD")),
            ("$5 to $7 million", Some("USD")),
            ("£5m", Some("GBP")),
            ("¥300", Some("JPY")),
            ("Rs 500", Some("INR")),
            ("300 kr", Some("SEK")),
            ("20 kroner", Some("NOK")),
            ("7 pesos", Some("MXN")),
            ("A$5", None),
            ("US$5m", None),
            ("U.S. $5", None),
            ("AUD 5", None),
            ("$5 AUD", None),
            ("20 US dollars", None),
            ("20 U.S. dollars", None),
            ("5 Swiss francs", None),
            ("€5", None),
            ("5 yen", None),
            ("", None),
        ] {
            assert_eq!(bare_currency(words), wanted, "{words}");
        }
    }
}
