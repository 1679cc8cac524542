//! The words of a text as names are made of them, and how a replacement takes over what its word looked like.

use postil_engine::{is_possessive, text::lower};

use crate::doctor::is_unspaced;

/// A word's place in bytes.
pub(super) type Word = (usize, usize);

/// The words of a text: letters, digits and what modifies them, with apostrophes inside (`O'Neill`), without the
/// possessive's. Words also end at `cuts`, which are sorted, and where scripts with and without spaces meet.
pub(super) fn words(text: &str, cuts: &[usize]) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start: Option<(usize, bool)> = None;
    let mut cuts = cuts.iter().copied().peekable();
    let mut possessive = None;
    for (at, ch) in text.char_indices() {
        if possessive.take() == Some(at) {
            continue;
        }
        let mut is_cut = false;
        while cuts.next_if(|cut| *cut <= at).is_some() {
            is_cut = true;
        }
        let rest = text.get(at..).unwrap_or_default();
        let is_apostrophe = matches!(ch, '\'' | '’') && start.is_some();
        if is_apostrophe && is_possessive(rest) {
            possessive = Some(at + ch.len_utf8());
        }
        let is_inner = is_apostrophe && possessive.is_none() && rest.chars().nth(1).is_some_and(char::is_alphabetic);
        let is_part = ch.is_alphanumeric() || is_inner || (start.is_some() && modifies(ch));
        if !is_part {
            found.extend(start.take().map(|(from, _)| (from, at)));
            continue;
        }
        let unspaced = is_unspaced(ch);
        match start {
            Some((from, was)) if is_cut || (was != unspaced && ch.is_alphanumeric()) => {
                found.push((from, at));
                start = Some((at, unspaced));
            }
            Some(_) => {}
            None => start = Some((at, unspaced)),
        }
    }
    found.extend(start.map(|(from, _)| (from, text.len())));
    found
}

/// Accents and vowel signs that are no letters.
fn modifies(ch: char) -> bool {
    matches!(ch, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}' | '\u{94d}' | '\u{200c}'..='\u{200d}')
}

/// A word as it is looked up.
pub(super) fn key(word: &str) -> String {
    lower(word).replace('’', "'")
}

/// `new` in the case of `old`: all capitals, all small, or as it is.
pub(super) fn styled(old: &str, new: &str) -> String {
    let has_small = old.chars().any(char::is_lowercase);
    let has_capital = old.chars().any(char::is_uppercase);
    match (has_small, has_capital) {
        (false, true) if old.chars().nth(1).is_some() => new.chars().flat_map(char::to_uppercase).collect(),
        (true, false) => lower(new),
        _ => new.to_owned(),
    }
}

/// Whether a word is written without a capital.
pub(super) fn is_small(word: &str) -> bool {
    word.chars().any(char::is_lowercase) && !word.chars().any(char::is_uppercase)
}

/// Whether a word may be an abbreviation: two to five capitals.
pub(super) fn is_initials(word: &str) -> bool {
    (2..=5).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_into_the_words_of_names() {
        for (text, wanted) in [
            ("Ana Ruiz's car", "Ana|Ruiz|car"),
            ("O’Neill’s ana-ruiz_7", "O’Neill|ana|ruiz|7"),
            ("the Ruizes' Zoe\u{301}", "the|Ruizes|Zoe\u{301}"),
            ("東京Tower 🚀", "東京|Tower"),
            ("a@b.com", "a|b|com"),
            ("", ""),
        ] {
            let found = words(text, &[]).iter().map(|&(start, end)| &text[start..end]).collect::<Vec<_>>().join("|");
            assert_eq!(found, wanted);
        }
        assert_eq!(words("Ruizbank", &[4]), [(0, 4), (4, 8)]);
    }

    #[test]
    fn a_replacement_looks_like_what_it_replaces() {
        for (old, wanted) in
            [("Ruiz", "Lind"), ("RUIZ", "LIND"), ("ruiz", "lind"), ("McRuiz", "Lind"), ("東", "Lind"), ("R", "Lind")]
        {
            assert_eq!(styled(old, "Lind"), wanted);
        }
    }
}
