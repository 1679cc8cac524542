//! HTML inside Markdown: tags, comments and character references. Tags go to the page as they are, so that what is
//! hidden there is hidden here; comments, declarations and instructions are left out.

use crate::article::PageReader;
use crate::article::elements::{is_block, is_dropped};
use crate::article::style::Said;

/// Elements whose lines are taken as they are up to their end, and those ends.
const VERBATIM: [&str; 4] = ["pre", "script", "style", "textarea"];
const VERBATIM_ENDS: &[&str] = &["</pre>", "</script>", "</style>", "</textarea>"];

/// The named character references of prose; markup has hundreds more.
const NAMED: [(&str, char); 33] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("cent", '¢'),
    ("pound", '£'),
    ("yen", '¥'),
    ("euro", '€'),
    ("deg", '°'),
    ("times", '×'),
    ("minus", '−'),
];

/// A piece of markup.
pub(super) enum Piece {
    Start {
        name: String,
        said: Said,
        self_closing: bool,
    },
    End {
        name: String,
    },
    /// A comment, declaration or instruction.
    Comment,
}

impl Piece {
    pub(super) fn give(self, page: &mut PageReader) {
        match self {
            Self::Start { name, said, self_closing } => page.open(&name, said, self_closing),
            Self::End { name } => page.end(&name),
            Self::Comment => {}
        }
    }
}

/// Looks for markup in one text from its start on. It remembers which ends do not come any more, so that looking for
/// them in vain costs once.
#[derive(Default)]
pub(super) struct Markup {
    no_end: bool,
    no_comment_end: bool,
}

impl Markup {
    /// The markup at the start of `text`, and its bytes.
    pub(super) fn piece(&mut self, text: &str) -> Option<(Piece, usize)> {
        let after = text.strip_prefix('<')?;
        if let Some(inside) = after.strip_prefix("!--") {
            if self.no_comment_end {
                return None;
            }
            let empty = ["->", ">"].into_iter().find(|end| inside.starts_with(end)).map(str::len);
            let end = empty.or_else(|| inside.find("-->").map(|at| at + 3));
            self.no_comment_end = end.is_none();
            return end.map(|end| (Piece::Comment, end + 4));
        }
        if after.starts_with('?') || declares(after) {
            let end = if self.no_end { None } else { text.find('>') };
            self.no_end = end.is_none();
            return end.map(|end| (Piece::Comment, end + 1));
        }
        let (piece, rest) = tag(after)?;
        Some((piece, text.len() - rest.len()))
    }

    /// Gives HTML to the page. What a comment, script or style without an end holds is left out, as in a browser.
    pub(super) fn page(&mut self, html: &str, page: &mut PageReader) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            let (words, from) = rest.split_at(at);
            decoded(words, page);
            match self.piece(from) {
                Some((piece, len)) => {
                    rest = from.get(len..).unwrap_or_default();
                    if let Piece::Start { name, .. } = &piece
                        && matches!(name.as_str(), "script" | "style")
                    {
                        rest = after_raw(rest, name);
                    }
                    piece.give(page);
                }
                None if from.starts_with("<!--") => return,
                None => {
                    page.text("<");
                    rest = from.get(1..).unwrap_or_default();
                }
            }
        }
        decoded(rest, page);
    }
}

/// The end tag of `name` in `text`, and what comes after it.
fn after_raw<'a>(text: &'a str, name: &str) -> &'a str {
    let is_end =
        |at: &usize| text.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
    let end = text.match_indices("</").map(|(at, _)| at).find(is_end);
    end.and_then(|at| text.get(at..)).unwrap_or_default()
}

/// Gives text to the page, its character references as characters.
fn decoded(text: &str, page: &mut PageReader) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (words, from) = rest.split_at(at);
        page.text(words);
        let (ch, len) = reference(from).unwrap_or(('&', 1));
        page.text(ch.encode_utf8(&mut [0; 4]));
        rest = from.get(len..).unwrap_or_default();
    }
    page.text(rest);
}

/// The character that the reference at the start of `text` means, and the reference's bytes.
pub(super) fn reference(text: &str) -> Option<(char, usize)> {
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(9).position(|byte| byte == b';')?;
    let name = inside.get(..end)?;
    let ch = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let (digits, radix) = hex.map_or((number, 10), |digits| (digits, 16));
            let code = u32::from_str_radix(digits, radix).ok().filter(|_| !digits.starts_with('+'))?;
            char::from_u32(code).filter(|&ch| ch != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((ch, end + 2))
}

/// What ends the HTML that starts a line with `text`: a line with one of these words, or a blank line when there are
/// none. A tag that stands alone on its line starts HTML too, but does not end a paragraph.
pub(super) fn block(text: &str, in_paragraph: bool) -> Option<&'static [&'static str]> {
    let after = text.strip_prefix('<')?;
    if after.starts_with("!--") {
        return Some(&["-->"]);
    }
    if after.starts_with('?') || declares(after) {
        return Some(&[">"]);
    }
    let (name, rest) = name(after.strip_prefix('/').unwrap_or(after))?;
    let name = name.to_ascii_lowercase();
    let ends = rest.is_empty() || rest.starts_with([' ', '\t', '>']);
    if ends && !after.starts_with('/') && VERBATIM.contains(&name.as_str()) {
        return Some(VERBATIM_ENDS);
    }
    if (ends || rest.starts_with("/>")) && (is_block(&name) || is_dropped(&name)) {
        return Some(&[]);
    }
    let alone = !in_paragraph && tag(after).is_some_and(|(_, rest)| rest.trim().is_empty());
    alone.then_some(&[])
}

/// Whether a declaration such as `<!DOCTYPE` goes on with `after`.
fn declares(after: &str) -> bool {
    after.strip_prefix('!').is_some_and(|rest| rest.starts_with(|ch: char| ch.is_ascii_alphabetic() || ch == '['))
}

fn name(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches(|ch: char| ch.is_ascii_alphanumeric() || ch == '-');
    let letter = text.starts_with(|ch: char| ch.is_ascii_alphabetic());
    letter.then(|| text.split_at(text.len() - rest.len()))
}

/// The tag whose inside starts `text`, and what comes after it.
fn tag(text: &str) -> Option<(Piece, &str)> {
    if let Some(text) = text.strip_prefix('/') {
        let (name, rest) = name(text)?;
        return Some((Piece::End { name: name.to_ascii_lowercase() }, rest.trim_ascii_start().strip_prefix('>')?));
    }
    let (name, mut rest) = name(text)?;
    let mut said = Said::default();
    loop {
        let spaced = rest.trim_ascii_start();
        let open = spaced.strip_prefix('/').unwrap_or(spaced);
        if let Some(after) = open.strip_prefix('>') {
            let self_closing = open.len() < spaced.len();
            return Some((Piece::Start { name: name.to_ascii_lowercase(), said, self_closing }, after));
        }
        if spaced.len() == rest.len() {
            return None;
        }
        let (attribute, value, after) = attribute(spaced)?;
        said.attribute(&attribute.to_ascii_lowercase(), value);
        rest = after;
    }
}

/// Name and value of the attribute at the start of `text`, and what comes after it.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let after = text.trim_start_matches(|ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '_' | ':' | '.' | '-'));
    let name = text.get(..text.len() - after.len()).filter(|name| !name.is_empty())?;
    let Some(value) = after.trim_ascii_start().strip_prefix('=') else { return Some((name, "", after)) };
    let value = value.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(inside) = value.strip_prefix(quote) {
            let (value, after) = inside.split_once(quote)?;
            return Some((name, value, after));
        }
    }
    let ends = |ch: char| ch.is_ascii_whitespace() || matches!(ch, '"' | '\'' | '=' | '<' | '>' | '`');
    let (value, after) = value.split_at(value.find(ends).unwrap_or(value.len()));
    (!value.is_empty()).then_some((name, value, after))
}
