//! A look at JSON as text: where a place in it is, as a path, and what its top level holds. For messages only, so it
//! reads text that is broken, up to where it breaks, and never fails.

/// Something of a JSON text, in order.
enum Event<'a> {
    Open {
        list: bool,
    },
    Close,
    Comma,
    Colon,
    /// A string between its quotes, with its escapes as they are; or a number, `true`, `null` ...
    Scalar {
        text: &'a str,
        quoted: bool,
    },
}

/// The events of `text`, each with the byte after it. Linear.
struct Events<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Events<'a> {
    type Item = (Event<'a>, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..)?;
        self.at += rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        let (event, len) = match rest.bytes().next()? {
            b'{' => (Event::Open { list: false }, 1),
            b'[' => (Event::Open { list: true }, 1),
            b'}' | b']' => (Event::Close, 1),
            b',' => (Event::Comma, 1),
            b':' => (Event::Colon, 1),
            b'"' => {
                let inside = &rest[1..];
                let mut escaped = false;
                let end = inside.bytes().position(|byte| {
                    let ends = byte == b'"' && !escaped;
                    escaped = byte == b'\\' && !escaped;
                    ends
                });
                let len = end.unwrap_or(inside.len());
                (Event::Scalar { text: &inside[..len], quoted: true }, (len + 2).min(rest.len()))
            }
            _ => {
                let len = rest.find([',', ':', '{', '}', '[', ']', '"', ' ', '\n', '\t', '\r']).unwrap_or(rest.len());
                (Event::Scalar { text: &rest[..len], quoted: false }, len.max(1))
            }
        };
        self.at += len;
        Some((event, self.at))
    }
}

fn events(text: &str) -> Events<'_> {
    Events { text, at: 0 }
}

/// One level of the path: where in a list, or at which field.
enum Level<'a> {
    List(usize),
    Object { field: Option<&'a str>, expects_field: bool },
}

/// The path of what ends at `line` and `column` (from 1, in bytes, as `serde_json` counts), such as
/// `documents[0].labels[3].hue`; `.` is the top. `of_field` is false when the whole object there is at fault.
pub(super) fn path(text: &str, line: usize, column: usize, of_field: bool) -> String {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = before + column;
    let mut levels: Vec<Level<'_>> = Vec::new();
    for (event, after) in events(text) {
        // An object is at fault while it is still open.
        if after > end || (after == end && matches!(event, Event::Close) && !of_field) {
            break;
        }
        let inside = after < end;
        match (event, levels.last_mut()) {
            (Event::Open { list: true }, _) => levels.push(Level::List(0)),
            (Event::Open { list: false }, _) => levels.push(Level::Object { field: None, expects_field: true }),
            (Event::Close, _) => drop(levels.pop()),
            (Event::Comma, Some(Level::List(at))) => *at += usize::from(inside),
            (Event::Comma, Some(Level::Object { expects_field, .. })) => *expects_field = inside,
            (Event::Scalar { text, quoted: true }, Some(Level::Object { field, expects_field: expects @ true })) => {
                *field = Some(text);
                *expects = false;
            }
            (Event::Comma | Event::Colon | Event::Scalar { .. }, _) => {}
        }
    }
    if !of_field && let Some(Level::Object { field, .. }) = levels.last_mut() {
        *field = None;
    }
    let mut path = String::new();
    for level in &levels {
        match level {
            Level::List(at) => path.push_str(&format!("[{at}]")),
            Level::Object { field: Some(field), .. } if path.is_empty() => path.push_str(field),
            Level::Object { field: Some(field), .. } => path.push_str(&format!(".{field}")),
            Level::Object { field: None, .. } => {}
        }
    }
    if path.is_empty() { ".".to_owned() } else { path }
}

/// A field at the top level of an object, with its value where that is a string or a number.
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    /// The value and whether it is a string.
    pub(super) scalar: Option<(&'a str, bool)>,
}

/// The fields at the top level of the object in `text`. Linear.
pub(super) fn fields(text: &str) -> Vec<Field<'_>> {
    let mut found: Vec<Field<'_>> = Vec::new();
    let mut depth = 0;
    let mut expects_field = false;
    let mut expects_value = false;
    for (event, _) in events(text) {
        match event {
            Event::Open { .. } => {
                depth += 1;
                expects_field = depth == 1;
                expects_value = false;
            }
            Event::Close => depth -= 1,
            Event::Comma => expects_field = depth == 1,
            Event::Colon => expects_value = depth == 1,
            Event::Scalar { text: name, .. } if depth == 1 && expects_field => {
                found.push(Field { name, scalar: None });
                expects_field = false;
            }
            Event::Scalar { text, quoted } if depth == 1 && expects_value => {
                if let Some(field) = found.last_mut() {
                    field.scalar = Some((text, quoted));
                }
                expects_value = false;
            }
            Event::Scalar { .. } => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places_become_paths() {
        let text = "{\"a\": 1,\n \"b\": [{\"c\": \"x, \\\"{\", \"d\": [1, 2]}, {}]}";
        let at = |words: &str| {
            let end = text.find(words).unwrap() + words.len();
            let line = text[..end].matches('\n').count() + 1;
            (line, end - text[..end].rfind('\n').map_or(0, |at| at + 1))
        };
        for (words, of_field, wanted) in [
            ("\"a\": 1", true, "a"),
            ("\\\"{\"", true, "b[0].c"),
            ("[1, 2", true, "b[0].d[1]"),
            ("[1, 2]", true, "b[0].d"),
            ("2]}", false, "b[0]"),
            ("{}", false, "b[1]"),
            ("{}]}", false, "."),
        ] {
            let (line, column) = at(words);
            assert_eq!(path(text, line, column, of_field), wanted, "{words}");
        }
    }

    #[test]
    fn the_top_level_is_listed() {
        let found = fields("{\"format\": \"postil\", \"version\": 2, \"x\": {\"y\": [1]}, \"z\": null}");
        let shown: Vec<_> = found.iter().map(|field| (field.name, field.scalar)).collect();
        let wanted = [
            ("format", Some(("postil", true))),
            ("version", Some(("2", false))),
            ("x", None),
            ("z", Some(("null", false))),
        ];
        assert_eq!(shown, wanted);
    }

    proptest! {
        #[test]
        fn any_text_can_be_looked_at(text in "[\\[\\]{}\",:\\\\a1é \n]{0,40}", line in 0usize..5, column in 0usize..50) {
            path(&text, line, column, column % 2 == 0);
            fields(&text);
        }
    }
}
