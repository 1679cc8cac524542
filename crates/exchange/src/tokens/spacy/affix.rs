//! What spaCy's rules for English cut off at the start and at the end of a word, and where they cut inside it. Each
//! function looks at a few characters only, but for runs of full stops.

use super::class::{is_alpha, is_currency, is_icon, is_lower, is_punct, is_quote, is_upper};

/// Units that are cut off after a digit. (The odd one of two units without a space is in spaCy's own list.)
const UNITS: &[&str] = &[
    "km",
    "km²",
    "km³",
    "m",
    "m²",
    "m³",
    "dm",
    "dm²",
    "dm³",
    "cm",
    "cm²",
    "cm³",
    "mm",
    "mm²",
    "mm³",
    "ha",
    "µm",
    "nm",
    "yd",
    "in",
    "ft",
    "kg",
    "g",
    "mg",
    "µg",
    "t",
    "lb",
    "oz",
    "m/s",
    "km/h",
    "kmh",
    "mph",
    "hPa",
    "Pa",
    "mbar",
    "mb",
    "MB",
    "kb",
    "KB",
    "gb",
    "GB",
    "tb",
    "TB",
    "T",
    "G",
    "M",
    "K",
    "%",
    "км",
    "км²",
    "км³",
    "м",
    "м²",
    "м³",
    "дм",
    "дм²",
    "дм³",
    "см",
    "см²",
    "см³",
    "мм",
    "мм²",
    "мм³",
    "нм",
    "кг",
    "г",
    "мг",
    "м/с",
    "км/ч",
    "кПа",
    "Па",
    "мбар",
    "Кб",
    "КБ",
    "кб",
    "Мб",
    "МБ",
    "мб",
    "Гб",
    "ГБ",
    "гб",
    "Тб",
    "ТБ",
    "тбكم",
    "كم²",
    "كم³",
    "م",
    "م²",
    "م³",
    "سم",
    "سم²",
    "سم³",
    "مم",
    "مم²",
    "مم³",
    "كم",
    "غرام",
    "جرام",
    "جم",
    "كغ",
    "ملغ",
    "كوب",
    "اكواب",
];

/// The length of what is cut off at the start, in bytes; 0 for nothing.
pub(super) fn prefix(word: &str) -> usize {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return 0 };
    if first.is_ascii_alphanumeric() {
        // "US$", "C$", "A$"
        let dollars = ["US$", "C$", "A$"].into_iter().find(|sign| word.starts_with(sign));
        return dollars.map_or(0, str::len);
    }
    match first {
        '+' if !chars.next().is_some_and(|next| next.is_ascii_digit()) => 1,
        '.' => Some(dots(word)).filter(|&dots| dots > 1).unwrap_or(0),
        '§' | '%' | '=' | '—' | '–' => first.len_utf8(),
        _ if is_punct(first) || is_quote(first) || is_currency(first) || is_icon(first) => first.len_utf8(),
        _ => 0,
    }
}

/// How many full stops `word` starts with.
fn dots(word: &str) -> usize {
    word.bytes().take_while(|&byte| byte == b'.').count()
}

/// The length of what is cut off at the end, in bytes: the longest that a rule cuts off, 0 for nothing.
pub(super) fn suffix(word: &str) -> usize {
    let mut chars = word.chars().rev();
    let Some(last) = chars.next() else { return 0 };
    let before = chars.next();
    let after_digit = |length: usize| word[..word.len() - length].ends_with(|ch: char| ch.is_ascii_digit());
    if last.is_ascii_alphanumeric() {
        if matches!(last, 's' | 'S') && matches!(before, Some('\'' | '’')) {
            return 1 + before.map_or(0, char::len_utf8);
        }
        // Without a digit near the end there is no unit.
        let near = word.bytes().rev().take(10).any(|byte| byte.is_ascii_digit());
        return if near { unit(word) } else { 0 };
    }
    match last {
        '.' => {
            let run = word.bytes().rev().take_while(|&byte| byte == b'.').count();
            if run > 1 {
                return run;
            }
            let Some(before) = before else { return 0 };
            let degrees = matches!(before, 'F' | 'f' | 'C' | 'c' | 'K' | 'k') && chars.clone().next() == Some('°');
            let ends = before.is_ascii_digit()
                || is_lower(before)
                || matches!(before, '%' | '²' | '-' | '+' | '|' | '(' | '?' | ':' | ')')
                || is_punct(before)
                || is_quote(before);
            let capitals = || is_upper(before) && chars.clone().next().is_some_and(is_upper);
            usize::from(degrees || ends || capitals())
        }
        '+' => usize::from(after_digit(1)),
        '…' if before == Some('…') => 2 * last.len_utf8(),
        '—' | '–' => last.len_utf8(),
        '$' => ["US$", "C$", "A$", "$"]
            .into_iter()
            .find(|sign| word.ends_with(sign) && after_digit(sign.len()))
            .map_or(0, str::len),
        _ if is_punct(last) || is_quote(last) || is_icon(last) => last.len_utf8(),
        _ if is_currency(last) && after_digit(last.len_utf8()) => last.len_utf8(),
        '%' => usize::from(after_digit(1)),
        _ if last.is_alphanumeric() => unit(word),
        _ => 0,
    }
}

/// The length of the longest unit after a digit at the end of a word.
fn unit(word: &str) -> usize {
    let fits =
        |unit: &&&str| word.strip_suffix(**unit).is_some_and(|number| number.ends_with(|ch: char| ch.is_ascii_digit()));
    UNITS.iter().filter(fits).map(|unit| unit.len()).max().unwrap_or(0)
}

/// Calls `cut` with the start and end of what parts a word from within, in order and apart.
pub(super) fn infixes(word: &str, mut cut: impl FnMut(usize, usize)) {
    let mut before: Option<char> = None;
    let mut at = 0;
    while let Some(ch) = word[at..].chars().next() {
        let length = if ch.is_ascii_alphanumeric() { 0 } else { infix(before, &word[at..], ch) };
        if length > 0 {
            cut(at, at + length);
            before = word[..at + length].chars().next_back();
            at += length;
        } else {
            before = Some(ch);
            at += ch.len_utf8();
        }
    }
}

/// The length of what parts a word at the start of `rest`, whose first character is `ch`; 0 for nothing.
fn infix(before: Option<char>, rest: &str, ch: char) -> usize {
    if ch == '.' && dots(rest) > 1 {
        return dots(rest);
    }
    if ch == '…' || is_icon(ch) {
        return ch.len_utf8();
    }
    let Some(before) = before else { return 0 };
    let after = |length: usize| rest[length..].chars().next();
    let alpha_after = |length: usize| after(length).is_some_and(is_alpha);
    let one = ch.len_utf8();
    let is_sign = matches!(ch, '+' | '-' | '*' | '^');
    if is_sign && before.is_ascii_digit() && after(1).is_some_and(|ch| ch.is_ascii_digit() || ch == '-') {
        return 1;
    }
    let (alpha, digit) = (is_alpha(before), before.is_ascii_digit());
    let is_stop = ch == '.' && (is_lower(before) || is_quote(before));
    if is_stop && after(1).is_some_and(|ch| is_upper(ch) || is_quote(ch)) || ch == ',' && alpha && alpha_after(1) {
        return 1;
    }
    if !alpha && !digit {
        return 0;
    }
    match ch {
        '-' | '–' | '—' | '~' => {
            // One, or as many of the same as are listed.
            let most = if ch == '-' { 3 } else { 1 + usize::from(ch == '—') };
            let listed = (1..=most).take_while(|times| rest[..].chars().take(*times).all(|other| other == ch));
            listed.map(|times| times * one).find(|&length| rest.len() >= length && alpha_after(length)).unwrap_or(0)
        }
        ':' | '<' | '>' | '=' | '/' if alpha_after(1) => 1,
        _ => 0,
    }
}
