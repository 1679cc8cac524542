//! The parts of links: labels, destinations and titles, and the definitions made of them. Each scan ends at the next
//! mark of its own kind, so that all of a text's together are linear.

use postil_engine::text::lower;

/// Brackets in a destination, at most.
const MAX_BRACKETS: usize = 32;
/// Bytes in a label, at most.
const MAX_LABEL: usize = 999;

/// How a label is looked up: in lower case, with single spaces.
pub(super) fn key(label: &str) -> String {
    let mut key = String::with_capacity(label.len());
    for word in label.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&lower(word));
    }
    key
}

/// The label in square brackets at the start of `text`, and what comes after it.
pub(super) fn label(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('[')?;
    let mut escaped = false;
    for (at, byte) in inside.bytes().enumerate().take(MAX_LABEL) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => return None,
            b']' => return Some((inside.get(..at)?, inside.get(at + 1..)?)),
            _ => {}
        }
    }
    None
}

/// The label of the definition at the start of `text`, and the lines after it. Footnotes are none.
pub(super) fn definition(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = label(text)?;
    if label.trim().is_empty() || label.starts_with('^') {
        return None;
    }
    let rest = spaces(rest.strip_prefix(':')?, 1);
    let after = destination(rest).filter(|after| after.len() < rest.len())?;
    let line = |rest: &'_ str| {
        let rest = rest.trim_start_matches([' ', '\t']);
        if rest.is_empty() { Some(rest.len()) } else { rest.strip_prefix('\n').map(str::len) }
    };
    let titled = title(spaces(after, 1)).filter(|_| after.starts_with([' ', '\t', '\n'])).and_then(line);
    let left = titled.or_else(|| line(after))?;
    Some((label, text.get(text.len() - left..)?))
}

/// The bytes of the destination and title in round brackets at the start of `text`.
pub(super) fn target(text: &str) -> Option<usize> {
    let rest = destination(spaces(text.strip_prefix('(')?, usize::MAX))?;
    let after = spaces(rest, usize::MAX);
    let titled = if after.len() < rest.len() { title(after) } else { None };
    let end = spaces(titled.unwrap_or(after), usize::MAX).strip_prefix(')')?;
    Some(text.len() - end.len())
}

/// What comes after white space with at most `lines` line feeds.
fn spaces(text: &str, mut lines: usize) -> &str {
    text.trim_start_matches(|ch| match ch {
        ' ' | '\t' => true,
        '\n' if lines > 0 => {
            lines -= 1;
            true
        }
        _ => false,
    })
}

/// What comes after the destination at the start of `text`, which may be empty.
fn destination(text: &str) -> Option<&str> {
    let pointed = text.strip_prefix('<');
    let inside = pointed.unwrap_or(text);
    let mut depth = 0;
    let mut escaped = false;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            _ if escaped && byte.is_ascii_punctuation() => escaped = false,
            b'\\' => escaped = true,
            b'>' if pointed.is_some() => return inside.get(at + 1..),
            b'<' | b'\n' if pointed.is_some() => return None,
            _ if pointed.is_some() => escaped = false,
            b'(' if depth == MAX_BRACKETS => return None,
            b'(' => depth += 1,
            b')' if depth > 0 => depth -= 1,
            b')' | 0..=b' ' => return if depth == 0 { inside.get(at..) } else { None },
            _ => escaped = false,
        }
    }
    if depth == 0 && pointed.is_none() { Some("") } else { None }
}

/// What comes after the title at the start of `text`.
fn title(text: &str) -> Option<&str> {
    let open = text.bytes().next().filter(|byte| matches!(byte, b'"' | b'\'' | b'('))?;
    let close = if open == b'(' { b')' } else { open };
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == close => return text.get(at + 1..),
            b'(' if open == b'(' => return None,
            _ => {}
        }
    }
    None
}
