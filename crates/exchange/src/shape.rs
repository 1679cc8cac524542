//! What a file of JSON looks like by its start, for recognising it: the fields of its first thing, without reading it.

/// What the start of a JSON file looks like, as far as it goes: a file may be cut where the look ends.
#[derive(Debug, Default)]
pub(crate) struct Shape<'a> {
    /// In how many lists the first thing is.
    pub(crate) lists: usize,
    /// Whether a string comes before the first object: a pair of a text and what is in it.
    pub(crate) is_pair: bool,
    /// The fields of the first object, with the first character of each value.
    keys: Vec<(&'a str, u8)>,
}

impl<'a> Shape<'a> {
    /// O(n) in the text's length.
    pub(crate) fn of(text: &'a str) -> Self {
        let mut shape = Self::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            match bytes.get(at) {
                Some(b'[') if !shape.is_pair => shape.lists += 1,
                Some(b'"') if shape.lists > 0 => {
                    shape.is_pair = true;
                    at = string(text, at).1;
                    continue;
                }
                Some(b'{') => break,
                Some(byte) if byte.is_ascii_whitespace() || *byte == b',' => {}
                _ => return shape,
            }
            at += 1;
        }
        let mut depth = 0usize;
        let mut name = None;
        while let Some(&byte) = bytes.get(at) {
            let (words, after) = if byte == b'"' { string(text, at) } else { ("", at + 1) };
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 1 => return shape,
                b'}' | b']' => depth -= 1,
                b'"' if depth == 1 => name = Some(words),
                b':' if depth == 1 => {
                    let value = text.get(after..).unwrap_or_default().trim_start().bytes().next().unwrap_or_default();
                    shape.keys.extend(name.take().map(|name| (name, value)));
                }
                _ => {}
            }
            at = after;
        }
        shape
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|(name, _)| *name == key)
    }

    pub(crate) fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has(key))
    }

    /// Whether the field of that name begins a list or an object.
    pub(crate) fn nests(&self, key: &str) -> bool {
        self.keys.iter().any(|(name, value)| *name == key && matches!(value, b'[' | b'{'))
    }

    /// Whether the field of that name begins a list.
    pub(crate) fn lists(&self, key: &str) -> bool {
        self.keys.iter().any(|(name, value)| *name == key && *value == b'[')
    }
}

/// What is in the string whose quote is at byte `at`, escapes as they are, and the byte after it.
fn string(text: &str, at: usize) -> (&str, usize) {
    let inside = text.get(at + 1..).unwrap_or_default();
    let mut escaped = false;
    let end = inside.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    let end = end.unwrap_or(inside.len());
    (inside.get(..end).unwrap_or_default(), at + end + 2)
}
