//! A key with what is held along, as text: `n`, `A` (Shift is in the letter), `Ctrl+Shift+z`, `Alt+ArrowDown`. One key has
//! one text, so keys can be compared and stored.

/// What browsers and systems keep for themselves, or what would lock the keyboard out when it did something else.
const KEPT: &[&str] = &[
    "Tab",
    "Shift+Tab",
    "Ctrl+Tab",
    "Ctrl+Shift+Tab",
    "Escape",
    "F1",
    "F5",
    "Ctrl+F5",
    "F11",
    "F12",
    "Alt+F4",
    "Ctrl+F4",
    "Ctrl+t",
    "Ctrl+Shift+t",
    "Ctrl+n",
    "Ctrl+Shift+n",
    "Ctrl+w",
    "Ctrl+Shift+w",
    "Ctrl+q",
    "Ctrl+Shift+q",
    "Ctrl+r",
    "Ctrl+Shift+r",
    "Ctrl+l",
    "Ctrl+p",
    "Ctrl+c",
    "Ctrl+v",
    "Ctrl+x",
    "Ctrl+Shift+i",
    "Ctrl+Shift+j",
    "Ctrl+Shift+c",
    "Ctrl++",
    "Ctrl+-",
    "Ctrl+=",
    "Ctrl+0",
    "Ctrl+PageUp",
    "Ctrl+PageDown",
    "Alt+ArrowLeft",
    "Alt+ArrowRight",
    "Alt+Home",
];

/// The chord of a key event; `None` for what is no key by itself. `code` is the key's place, which says the letter where
/// Alt makes another sign of it.
#[must_use]
pub fn of(key: &str, code: &str, control: bool, alt: bool, shift: bool) -> Option<String> {
    let mut chars = key.chars();
    let single = chars.next().filter(|_| chars.next().is_none());
    let is_modifier = matches!(key, "Control" | "Shift" | "Alt" | "AltGraph" | "Meta" | "CapsLock" | "NumLock" | "Fn");
    if is_modifier || matches!(key, "Dead" | "Process" | "Unidentified" | "") {
        return None;
    }
    let (key, shift) = match single {
        Some(' ') => ("Space".to_owned(), shift),
        Some(letter) if control && letter.is_alphabetic() => (letter.to_lowercase().to_string(), shift),
        Some(sign) => (if alt { placed(code, shift).unwrap_or(sign) } else { sign }.to_string(), false),
        None => (key.to_owned(), shift),
    };
    let held = [(control, "Ctrl+"), (alt, "Alt+"), (shift, "Shift+")];
    let held: String = held.into_iter().filter_map(|(is_held, name)| is_held.then_some(name)).collect();
    Some(held + &key)
}

/// The sign that a key has by its place.
fn placed(code: &str, shift: bool) -> Option<char> {
    match (code, shift) {
        ("BracketLeft", false) => return Some('['),
        ("BracketLeft", true) => return Some('{'),
        ("BracketRight", false) => return Some(']'),
        ("BracketRight", true) => return Some('}'),
        _ => {}
    }
    let letter = code.strip_prefix("Key")?.chars().next()?;
    Some(if shift { letter } else { letter.to_ascii_lowercase() })
}

/// What is held, and the key.
fn split(chord: &str) -> (&str, &str) {
    let plus = chord.char_indices().rev().skip(1).find(|(_, sign)| *sign == '+');
    chord.split_at(plus.map_or(0, |(at, _)| at + 1))
}

/// As people read it: `N`, `Shift+A`, `Ctrl+Shift+Z`, `Alt+↓`.
#[must_use]
pub fn shown(chord: &str) -> String {
    let (held, key) = split(chord);
    let name = match key {
        "ArrowLeft" => "←",
        "ArrowRight" => "→",
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        "Delete" => "Del",
        "Escape" => "Esc",
        "-" => "−",
        _ if key.chars().count() == 1 => {
            let shift = if key.chars().all(char::is_uppercase) { "Shift+" } else { "" };
            return format!("{held}{shift}{}", key.to_ascii_uppercase());
        }
        _ => key,
    };
    format!("{held}{name}")
}

/// Whether it is a character by itself, such as one may press by chance, or say to a machine that listens.
#[must_use]
pub fn is_single(chord: &str) -> bool {
    chord.chars().count() == 1
}

/// Whether Ctrl or Alt is held, so that it writes nothing in a text field.
#[must_use]
pub fn has_control(chord: &str) -> bool {
    split(chord).0.starts_with("Ctrl+")
}

/// The same without Shift; `None` when Shift is not held.
#[must_use]
pub fn without_shift(chord: &str) -> Option<String> {
    let (held, key) = split(chord);
    if let Some(held) = held.strip_suffix("Shift+") {
        return Some(format!("{held}{key}"));
    }
    let lower = lower(key);
    (key.chars().count() == 1 && lower != key).then(|| format!("{held}{lower}"))
}

/// In lower case, letter by letter: that of whole words has long tables, which would be for the Greek sigma alone.
pub(super) fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Whether it cannot be given to a command, since the browser or the page itself needs it.
#[must_use]
pub fn is_kept(chord: &str) -> bool {
    let digit =
        chord.strip_prefix("Ctrl+").is_some_and(|key| key.len() == 1 && key.starts_with(|c: char| c.is_ascii_digit()));
    digit || KEPT.contains(&chord)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_text() {
        // Key, place, Ctrl, Alt, Shift.
        for (event, chord, read) in [
            (("n", "KeyN", false, false, false), "n", "N"),
            (("A", "KeyA", false, false, true), "A", "Shift+A"),
            (("{", "BracketLeft", false, false, true), "{", "{"),
            (("“", "BracketLeft", false, true, false), "Alt+[", "Alt+["),
            (("¸", "KeyZ", false, true, true), "Alt+Z", "Alt+Shift+Z"),
            (("Z", "KeyZ", true, false, true), "Ctrl+Shift+z", "Ctrl+Shift+Z"),
            (("z", "KeyZ", true, false, false), "Ctrl+z", "Ctrl+Z"),
            (("ArrowDown", "ArrowDown", false, true, false), "Alt+ArrowDown", "Alt+↓"),
            (("ArrowLeft", "ArrowLeft", true, false, true), "Ctrl+Shift+ArrowLeft", "Ctrl+Shift+←"),
            ((" ", "Space", false, false, true), "Shift+Space", "Shift+Space"),
            (("+", "Equal", true, false, true), "Ctrl++", "Ctrl++"),
            (("é", "Digit2", false, false, false), "é", "é"),
        ] {
            let (key, code, control, alt, shift) = event;
            let got = of(key, code, control, alt, shift);
            assert_eq!(got.as_deref(), Some(chord), "{event:?}");
            assert_eq!(shown(chord), read);
        }
        assert_eq!(of("Shift", "ShiftLeft", false, false, true), None);
        assert_eq!(of("Dead", "Quote", false, false, false), None);
    }

    #[test]
    fn shift_can_be_taken_off_and_what_browsers_keep_is_known() {
        for (chord, less) in [("Shift+End", Some("End")), ("L", Some("l")), ("l", None), ("{", None), ("Ctrl+z", None)]
        {
            assert_eq!(without_shift(chord).as_deref(), less, "{chord}");
        }
        for (chord, kept) in [("Ctrl+w", true), ("Tab", true), ("Ctrl+7", true), ("7", false), ("Ctrl+k", false)] {
            assert_eq!(is_kept(chord), kept, "{chord}");
        }
        for (chord, single) in [("7", true), ("?", true), ("é", true), ("F2", false), ("Alt+n", false)] {
            assert_eq!(is_single(chord), single, "{chord}");
        }
    }
}
