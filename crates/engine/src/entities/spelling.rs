//! Words and signs of running text as phrases are compared by: where each begins and ends, and what is alike.

use std::ops::Range;

/// In lower case, with straight apostrophes.
pub(super) fn folded(ch: char) -> impl Iterator<Item = char> {
    let ch = if ch == '’' { '\'' } else { ch };
    let (ascii, other) =
        if ch.is_ascii() { (Some(ch.to_ascii_lowercase()), None) } else { (None, Some(ch.to_lowercase())) };
    ascii.into_iter().chain(other.into_iter().flatten())
}

/// Whether two texts say the same, whatever their apostrophes and white space, and in any case if `any_case`.
#[must_use]
pub fn alike(a: &str, b: &str, any_case: bool) -> bool {
    let plain = |ch: char| match ch {
        '’' => '\'',
        ch if ch.is_whitespace() => ' ',
        ch => ch,
    };
    if any_case {
        squeezed(a, plain).flat_map(folded).eq(squeezed(b, plain).flat_map(folded))
    } else {
        squeezed(a, plain).eq(squeezed(b, plain))
    }
}

fn squeezed<'a>(text: &'a str, plain: impl Fn(char) -> char + 'a) -> impl Iterator<Item = char> + 'a {
    let mut after_space = false;
    text.trim().chars().map(plain).filter(move |ch| {
        let is_space = *ch == ' ';
        !(std::mem::replace(&mut after_space, is_space) && is_space)
    })
}

/// The word or sign at or after `at`: letters and digits with what joins them inside ("O'Brien", "3.5"), but not the
/// "'s" of a possessive; or one other character, with what modifies it.
#[must_use]
pub(crate) fn word(text: &str, at: usize) -> Option<Range<usize>> {
    // Most words are plain letters between spaces, and most of the time is spent here.
    let rest = text.get(at..)?;
    let spaces = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\n')).count();
    let plain = rest.as_bytes()[spaces..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let is_end = |next: &u8| matches!(next, b' ' | b'\n' | b';' | b':' | b')' | b'-');
    if plain > 0 && rest.as_bytes().get(spaces + plain).is_none_or(is_end) {
        return Some(at + spaces..at + spaces + plain);
    }
    let trimmed = rest.trim_start();
    let start = at + (rest.len() - trimmed.len());
    let mut chars = trimmed.char_indices().peekable();
    let (_, first) = chars.next()?;
    let mut end = first.len_utf8();
    if !is_letter(first) {
        let mut joined = false;
        while let Some((at, ch)) = chars.next_if(|(_, ch)| modifies(*ch) || joined) {
            joined = ch == '\u{200d}';
            end = at + ch.len_utf8();
        }
        return Some(start..start + end);
    }
    let mut last = first;
    while let Some((at, ch)) = chars.next() {
        let after = chars.peek().map(|next| next.1);
        let inside = match ch {
            '\'' | '’' => {
                last.is_alphabetic() && after.is_some_and(char::is_alphabetic) && !is_possessive(&trimmed[at..])
            }
            '.' | ',' => last.is_ascii_digit() && after.is_some_and(|next| next.is_ascii_digit()),
            ch => is_letter(ch) || modifies(ch),
        };
        if !inside {
            break;
        }
        (last, end) = (ch, at + ch.len_utf8());
    }
    Some(start..start + end)
}

/// Whether `rest`, which begins with an apostrophe, is the "'s" of a possessive.
#[must_use]
pub fn is_possessive(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(|ch| is_letter(ch) || modifies(ch))
}

/// Letters, digits, and what flags are made of.
fn is_letter(ch: char) -> bool {
    if ch.is_ascii() {
        ch.is_ascii_alphanumeric()
    } else {
        ch.is_alphanumeric() || matches!(ch, '\u{1f1e6}'..='\u{1f1ff}')
    }
}

/// Accents, joiners, variants and skin tones: they belong to the character before them.
fn modifies(ch: char) -> bool {
    matches!(ch, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{93c}' | '\u{94d}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}
