//! What stands in a cell: several values, the number of an annotation behind one, and characters behind a backslash.

use std::borrow::Cow;

/// A cell of a layer that has nothing here.
pub(super) const NOTHING: &str = "_";
/// A feature without a value.
pub(super) const UNSAID: &str = "*";

/// What stands between the marks that no backslash is before.
pub(super) fn parts(cell: &str, mark: char) -> Vec<&str> {
    let mut escaped = false;
    let is_mark = |ch: char| {
        let found = ch == mark && !escaped;
        escaped = ch == '\\' && !escaped;
        found
    };
    cell.split(is_mark).collect()
}

/// A value and the number in brackets behind it: `PER[1]`, `1-4[2]`, `1-4[2_0]`.
pub(super) fn numbered(value: &str) -> (&str, Option<&str>) {
    let found = value.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    match found.filter(|(value, number)| is_number(number) && !value.ends_with('\\')) {
        Some((value, number)) => (value, Some(number)),
        None => (value, None),
    }
}

/// A link of a chain: what it says, the chain's number and its own: `coref->1-2`.
pub(super) fn link(value: &str) -> Option<(&str, &str, u32)> {
    let (value, place) = value.rsplit_once("->")?;
    let (chain, nth) = place.split_once('-')?;
    Some((value, chain, nth.parse().ok()?))
}

/// A value without its backslashes; `None` where nothing is said.
pub(super) fn said(value: &str) -> Option<Cow<'_, str>> {
    if value.is_empty() || value == UNSAID || value == NOTHING {
        return None;
    }
    let letters = |ch: char| match ch {
        't' => Some('\t'),
        'n' => Some('\n'),
        '\\' | '[' | ']' | '|' | '_' | ';' | '*' | '-' => Some(ch),
        _ => None,
    };
    Some(unescaped(value, letters))
}

/// A line of the text. Versions before 3.2 have it as Java writes a string.
pub(super) fn line(text: &str, is_old: bool) -> Cow<'_, str> {
    let letters = |ch: char| match ch {
        't' => Some('\t'),
        'n' => Some('\n'),
        'f' => Some('\u{C}'),
        'r' => Some('\r'),
        'b' => Some('\u{8}'),
        '\\' => Some(ch),
        '"' | '\'' | '/' if is_old => Some(ch),
        ch if ch < ' ' => Some(ch),
        _ => None,
    };
    let text = if is_old && text.contains("\\u") { coded(text) } else { text.into() };
    match text {
        Cow::Borrowed(text) => unescaped(text, letters),
        Cow::Owned(text) => unescaped(&text, letters).into_owned().into(),
    }
}

/// The text with what `letters` makes of the characters behind backslashes; a backslash before another stays.
fn unescaped(text: &str, letters: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if !text.contains('\\') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(ch) = rest.next() {
        if ch != '\\' {
            out.push(ch);
            continue;
        }
        match rest.next().map(|next| letters(next).ok_or(next)) {
            Some(Ok(meant)) => out.push(meant),
            Some(Err(other)) => out.extend([ch, other]),
            None => out.push(ch),
        }
    }
    out.into()
}

/// `\u00e4` as the character; two that make one are put together. Other backslashes stay.
fn coded(text: &str) -> Cow<'_, str> {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, from) = rest.split_at(at);
        units.extend(before.encode_utf16());
        let digits = from.strip_prefix("\\u").and_then(|code| code.get(..4));
        let taken = match digits.and_then(|digits| u16::from_str_radix(digits, 16).ok()) {
            Some(unit) => {
                units.push(unit);
                6
            }
            None => {
                let pair = from.char_indices().nth(2).map_or(from.len(), |(end, _)| end);
                units.extend(from.get(..pair).unwrap_or_default().encode_utf16());
                pair
            }
        };
        rest = from.get(taken..).unwrap_or_default();
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_taken_apart() {
        assert_eq!(parts(r"a\|b|c\\|d", '|'), [r"a\|b", r"c\\", "d"]);
        for (value, wanted) in [
            ("PER[1]", ("PER", Some("1"))),
            ("1-4[2_0]", ("1-4", Some("2_0"))),
            (r"see \[1\]", (r"see \[1\]", None)),
            ("a[b]", ("a[b]", None)),
            ("*", ("*", None)),
        ] {
            assert_eq!(numbered(value), wanted, "{value}");
        }
        assert_eq!(link("coref->1-2"), Some(("coref", "1", 2)));
        assert_eq!(link("coref"), None);
    }

    #[test]
    fn backslashes_go_and_what_is_behind_them_stays() {
        for (value, wanted) in [
            ("*", None),
            ("_", None),
            (r"\*", Some("*")),
            (r"a\->b\_c\|d\;e\\f\tg", Some("a->b_c|d;e\\f\tg")),
            (r"C:\dir", Some(r"C:\dir")),
            ("end\\", Some("end\\")),
        ] {
            assert_eq!(said(value).as_deref(), wanted, "{value}");
        }
    }

    #[test]
    fn lines_are_as_their_version_has_them() {
        for (text, old, new) in [
            (r"a\tb\\c", "a\tb\\c", "a\tb\\c"),
            (r#"\"Ana\""#, "\"Ana\"", r#"\"Ana\""#),
            (r"Zo\u00eb \ud83d\ude80 \\u0041", r"Zoë 🚀 \u0041", r"Zo\u00eb \ud83d\ude80 \u0041"),
        ] {
            assert_eq!(line(text, true), old, "{text}");
            assert_eq!(line(text, false), new, "{text}");
        }
    }
}
