//! What HTML shows, for the offsets of Label Studio: the text of all its nodes, one after the other, and the path of each.
//! Lines end where blocks do, which nobody counts. Nothing is kept of the markup. Linear, but for paths of deep nodes, of
//! which only the first levels are kept.

use std::collections::HashMap;

use super::label_studio_pieces::Pieces;

/// Elements without an end.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that a browser takes for its own where they stand in another.
const OUTER: [&str; 3] = ["html", "head", "body"];
/// Elements within a line.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u", "wbr",
];
/// Elements that end where another of these begins.
const SIBLINGS: [&[&str]; 5] = [&["p"], &["li"], &["td", "th"], &["tr"], &["dt", "dd"]];
/// Characters by their names.
const NAMED: [(&str, &str); 18] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{A0}"),
    ("hellip", "…"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bull", "•"),
    ("copy", "©"),
    ("reg", "®"),
    ("euro", "€"),
    ("pound", "£"),
];
/// Levels that are kept of a node's path.
const DEEPEST: usize = 100;

/// Adds what the source shows.
pub(super) fn html(source: &str, pieces: Pieces) -> Pieces {
    let mut reader = Reader { pieces, open: vec![Element::default()], breaks: false };
    let mut rest = source;
    while let Some((at, name, length)) = next_markup(rest) {
        reader.text(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + length..).unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) => reader.end(name),
            None => reader.start(&name),
        }
        if matches!(name.as_str(), "script" | "style") {
            let (unseen, after) = rest.split_at(rest.find("</").unwrap_or(rest.len()));
            reader.pieces.skip(unseen);
            rest = after;
        }
    }
    reader.text(rest);
    reader.pieces
}

/// Where the next markup begins, its name and its length. A `<` before anything else is a sign of the text.
fn next_markup(text: &str) -> Option<(usize, String, usize)> {
    text.match_indices('<').find_map(|(at, _)| {
        let (name, length) = markup_at(text.get(at..)?)?;
        Some((at, name, length))
    })
}

/// The name of the tag with which markup begins, in lower case, `/` before that of an end, none for a comment, and how long
/// it is; `None` where it is no markup.
fn markup_at(markup: &str) -> Option<(String, usize)> {
    if markup.starts_with("<!--") {
        return Some((String::new(), markup.find("-->").map_or(markup.len(), |end| end + 3)));
    }
    let inside = markup.strip_prefix('<')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    if inside.starts_with(['!', '?']) {
        return Some((String::new(), markup.find('>').map_or(markup.len(), |end| end + 1)));
    }
    if !name.starts_with(|ch: char| ch.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let end = inside.char_indices().find(|&(_, ch)| match quote {
        Some(open) => {
            quote = quote.filter(|_| ch != open);
            false
        }
        None => {
            quote = Some(ch).filter(|ch| matches!(ch, '"' | '\''));
            ch == '>'
        }
    });
    let length = name.find(|ch: char| ch == '>' || ch == '/' || ch.is_whitespace()).unwrap_or(name.len());
    let slash = inside.len() - name.len();
    let name = inside.get(..slash + length)?.to_ascii_lowercase();
    Some((name, end.map_or(markup.len(), |(at, _)| at + 2)))
}

/// An element that is open, or the whole.
#[derive(Default)]
struct Element {
    name: String,
    path: String,
    /// How many of each name it has so far.
    children: HashMap<String, usize>,
}

struct Reader {
    pieces: Pieces,
    open: Vec<Element>,
    /// Whether the next text is of another block.
    breaks: bool,
}

impl Reader {
    fn start(&mut self, name: &str) {
        if name.is_empty() || OUTER.contains(&name) {
            return;
        }
        if let Some(same) = SIBLINGS.iter().find(|same| same.contains(&name))
            && self.open.last().is_some_and(|last| same.contains(&last.name.as_str()))
        {
            self.open.pop();
        }
        let depth = self.open.len();
        if let Some(parent) = self.open.last_mut() {
            let path = child(parent, name, depth);
            if !VOID.contains(&name) {
                self.open.push(Element { name: name.to_owned(), path, ..Element::default() });
            }
        }
        self.breaks |= !INLINE.contains(&name);
    }

    fn end(&mut self, name: &str) {
        let at = self.open.iter().rposition(|element| element.name == name);
        if let Some(at) = at.filter(|&at| at > 0) {
            self.open.truncate(at);
        }
        self.breaks |= !INLINE.contains(&name);
    }

    fn text(&mut self, source: &str) {
        if source.is_empty() {
            return;
        }
        let shown = self.pieces.text();
        let begins = shown.is_empty() || shown.ends_with('\n') || source.starts_with('\n');
        if std::mem::take(&mut self.breaks) && !begins {
            self.pieces.fill("\n");
        }
        let depth = self.open.len();
        let Some(parent) = self.open.last_mut() else { return };
        let path = child(parent, "text()", depth);
        self.pieces.push(path, &characters(source));
    }
}

/// The path of the next child of that name.
fn child(parent: &mut Element, name: &str, depth: usize) -> String {
    let nth = parent.children.entry(name.to_owned()).or_default();
    *nth += 1;
    if depth > DEEPEST { String::new() } else { format!("{}/{name}[{nth}]", parent.path) }
}

/// Text without names and numbers of characters.
fn characters(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = from.bytes().take(12).position(|byte| byte == b';');
        let name = end.and_then(|end| from.get(1..end)).unwrap_or_default();
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        });
        let named = NAMED.iter().find(|(known, _)| *known == name).map(|(_, characters)| (*characters).to_owned());
        let taken = match named.or_else(|| Some(char::from_u32(number?)?.to_string())) {
            Some(characters) => {
                out.push_str(&characters);
                name.len() + 2
            }
            None => {
                out.push('&');
                1
            }
        };
        rest = from.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}
