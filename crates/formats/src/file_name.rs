//! File names out of titles, safe on every system.

use postil_engine::text::lower;

/// Characters in a stem, at most.
const MAX_CHARS: usize = 80;
/// Bytes in a stem, at most; file systems take 255 with the extension.
const MAX_BYTES: usize = 200;
/// Names that Windows keeps for devices, whatever the extension.
const RESERVED: [&str; 28] = [
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹",
    "com²", "com³", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²",
];

/// A file name without extension for a document of that title: letters, digits and symbols of all scripts are
/// kept, apostrophes and invisible characters go, everything else becomes single hyphens. At most 80 characters
/// and 200 bytes, never empty, never a device name of Windows.
#[must_use]
pub fn file_stem(title: &str) -> String {
    let mut stem = String::new();
    let mut chars = 0;
    let mut gap = false;
    for ch in title.chars().filter(|&ch| !vanishes(ch)) {
        if !stays(ch) {
            gap = !stem.is_empty();
            continue;
        }
        let width = ch.len_utf8() + usize::from(gap);
        if chars + 1 + usize::from(gap) > MAX_CHARS || stem.len() + width > MAX_BYTES {
            break;
        }
        if std::mem::take(&mut gap) {
            stem.push('-');
            chars += 1;
        }
        stem.push(ch);
        chars += 1;
    }
    if stem.is_empty() {
        return "article".to_owned();
    }
    if RESERVED.contains(&lower(&stem).as_str()) {
        stem.push_str("-article");
    }
    stem
}

/// Apostrophes, and characters that cannot be seen: joining a name that looks the same is no use to anybody.
fn vanishes(ch: char) -> bool {
    matches!(ch, '\'' | '‘' | '’' | '\u{AD}' | '\u{200B}'..='\u{200C}' | '\u{200E}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
}

/// Whether a character may stand in a name: of ASCII letters, digits and `_`; of the rest all but white space,
/// control characters and punctuation. Combining marks and joiners between emoji stay with their base.
fn stays(ch: char) -> bool {
    if ch.is_ascii() {
        return ch.is_ascii_alphanumeric() || ch == '_';
    }
    let punctuation = matches!(ch, '\u{A1}' | '\u{AB}' | '\u{BB}' | '\u{BF}' | '\u{2010}'..='\u{2029}'
        | '\u{2030}'..='\u{205E}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{FF0F}' | '\u{FF1A}'
        | '\u{FF1F}' | '\u{FF3C}' | '\u{FF5C}');
    !punctuation && !ch.is_whitespace() && !ch.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn titles_become_names() {
        for (title, stem) in [
            ("Amazon’s self-checkout: 27,000 shoppers", "Amazons-self-checkout-27-000-shoppers"),
            ("  Über uns / Straße  ", "Über-uns-Straße"),
            ("日本語の記事 — 二", "日本語の記事-二"),
            ("cafe\u{301} 👩‍👩‍👧!", "cafe\u{301}-👩‍👩‍👧"),
            ("../../etc/passwd", "etc-passwd"),
            ("a\0b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"),
            ("evil\u{202E}gpj.exe", "evilgpj-exe"),
            ("", "article"),
            ("...", "article"),
            ("CON", "CON-article"),
            ("lpt1", "lpt1-article"),
        ] {
            assert_eq!(file_stem(title), stem, "{title:?}");
        }
    }

    proptest! {
        #[test]
        fn any_title_gives_a_safe_name(title in "(?s).{0,200}|\\PC{0,200}") {
            let stem = file_stem(&title);
            prop_assert!(!stem.is_empty() && stem.chars().count() <= MAX_CHARS && stem.len() <= MAX_BYTES);
            prop_assert!(!stem.contains(|ch: char| ch.is_control() || ch.is_whitespace() || "<>:\"/\\|?*.".contains(ch)));
            prop_assert_eq!(file_stem(&stem), stem);
        }
    }
}
