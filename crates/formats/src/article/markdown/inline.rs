//! The words of a Markdown block without their marks. One pass makes nodes of the text; emphasis and links take
//! their marks off the nodes, and what is left goes to the page.

use super::emphasis::{self, Run};
use super::links;
use super::markup::{self, Markup, Piece};
use crate::article::PageReader;
use crate::article::style::Said;

/// Gives the words of `text` to the page. `definitions` are the keys of the links that are defined, sorted.
pub(super) fn read(text: &str, definitions: &[String], page: &mut PageReader) {
    nodes_of(text, definitions).give(page);
}

fn nodes_of<'a>(text: &'a str, definitions: &'a [String]) -> Reader<'a> {
    let mut reader = Reader { text, definitions, ..Reader::default() };
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find(['\\', '`', '*', '_', '~', '!', '[', ']', '<', '&', '\n']).unwrap_or(rest.len());
        reader.words(at, at + plain);
        at += plain;
        if let Some(byte) = rest.as_bytes().get(plain) {
            at += reader.mark(at, *byte);
        }
    }
    reader.pair(0);
    reader
}

enum Node {
    /// Bytes of the text.
    Words(usize, usize),
    Char(char),
    Break,
    Markup(Piece),
}

/// A `[` that may start a link, or an image with its `!`.
struct Bracket {
    node: usize,
    runs: usize,
    /// The byte after it.
    inside: usize,
    image: bool,
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    definitions: &'a [String],
    nodes: Vec<Node>,
    /// Nodes before this number are known to runs or brackets, so that words are not added to them.
    taken: usize,
    runs: Vec<Run>,
    brackets: Vec<Bracket>,
    /// Brackets below this number hold a link already, so that they are none.
    done: usize,
    /// After the last bracket of either kind.
    last_bracket: usize,
    /// By length: the runs of backticks that no later run closes.
    no_code: u64,
    markup: Markup,
}

impl Reader<'_> {
    fn from(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    /// Adds words, to the node before where they follow its words: a line of marks that mean nothing is one node.
    fn words(&mut self, start: usize, end: usize) {
        let is_free = self.nodes.len() > self.taken;
        match self.nodes.last_mut() {
            Some(Node::Words(_, last)) if is_free && *last == start => *last = end,
            _ if start < end => self.nodes.push(Node::Words(start, end)),
            _ => {}
        }
    }

    /// What stands there is no mark; its bytes.
    fn as_words(&mut self, at: usize, len: usize) -> usize {
        self.words(at, at + len);
        len
    }

    /// Reads what the mark at byte `at` starts; how many bytes that takes.
    fn mark(&mut self, at: usize, byte: u8) -> usize {
        let next = self.text.as_bytes().get(at + 1).copied();
        match (byte, next) {
            (b'\\', Some(b'\n')) => self.node(Node::Break, 2),
            (b'\\', Some(escaped)) if escaped.is_ascii_punctuation() => self.node(Node::Words(at + 1, at + 2), 2),
            (b'\n', _) if self.text.get(..at).is_some_and(|before| before.ends_with("  ")) => self.node(Node::Break, 1),
            (b'`', _) => self.code(at),
            (b'*' | b'_' | b'~', _) => self.run(at, byte),
            (b'!', Some(b'[')) => self.bracket(at, true),
            (b'[', _) => self.bracket(at, false),
            (b']', _) => self.link(at),
            (b'<', _) => self.angle(at),
            (b'&', _) => match markup::reference(self.from(at)) {
                Some((ch, len)) => self.node(Node::Char(ch), len),
                None => self.as_words(at, 1),
            },
            _ => self.as_words(at, 1),
        }
    }

    fn node(&mut self, node: Node, len: usize) -> usize {
        self.nodes.push(node);
        len
    }

    /// Words between backticks, else the backticks.
    fn code(&mut self, at: usize) -> usize {
        let rest = self.from(at);
        let inside = rest.trim_start_matches('`');
        let len = rest.len() - inside.len();
        let bit = 1u64.checked_shl(u32::try_from(len).unwrap_or(u32::MAX)).unwrap_or(0);
        let end = if bit & !self.no_code == 0 { None } else { closing(inside, len) };
        let Some(end) = end else {
            self.no_code |= bit;
            return self.as_words(at, len);
        };
        let code = inside.get(..end).unwrap_or_default();
        let space = |edge: Option<char>| matches!(edge, Some(' ' | '\n'));
        let padded = space(code.chars().next()) && space(code.chars().next_back()) && !code.trim().is_empty();
        let pad = usize::from(padded);
        self.words(at + len + pad, at + len + end - pad);
        len + end + len
    }

    fn run(&mut self, at: usize, byte: u8) -> usize {
        let (before, rest) = self.text.split_at(at);
        let (len, run) = Run::of(before, rest, byte, self.nodes.len());
        self.runs.extend(run);
        self.known(at, len)
    }

    /// Takes the marks of emphasis off the runs from number `from` on.
    fn pair(&mut self, from: usize) {
        emphasis::pair(self.runs.split_off(from), |opener, closer, taken| {
            if let Some(Node::Words(_, end)) = self.nodes.get_mut(opener) {
                *end -= taken;
            }
            if let Some(Node::Words(start, _)) = self.nodes.get_mut(closer) {
                *start += taken;
            }
        });
    }

    fn bracket(&mut self, at: usize, image: bool) -> usize {
        let len = 1 + usize::from(image);
        let inside = at + len;
        self.last_bracket = inside;
        self.brackets.push(Bracket { node: self.nodes.len(), runs: self.runs.len(), inside, image });
        self.known(at, len)
    }

    /// A node that a run or a bracket knows by its number; its bytes.
    fn known(&mut self, at: usize, len: usize) -> usize {
        self.nodes.push(Node::Words(at, at + len));
        self.taken = self.nodes.len();
        len
    }

    /// The end of a link or an image, else a bracket.
    fn link(&mut self, at: usize) -> usize {
        let opener = self.brackets.pop();
        let active = self.brackets.len() >= self.done;
        self.done = self.done.min(self.brackets.len());
        let found = opener.filter(|opener| active || opener.image).and_then(|opener| {
            let len = self.target(&opener, at)?;
            Some((opener, len))
        });
        self.last_bracket = at + 1;
        let Some((opener, len)) = found else { return self.as_words(at, 1) };
        if opener.image {
            self.nodes.truncate(opener.node);
            self.taken = self.taken.min(opener.node);
            self.runs.truncate(opener.runs);
        } else {
            self.pair(opener.runs);
            if let Some(node) = self.nodes.get_mut(opener.node) {
                *node = Node::Words(at, at);
            }
            self.done = self.brackets.len();
        }
        1 + len
    }

    /// The bytes after the bracket at `at` that say where the link goes; `None` when it is no link.
    fn target(&self, opener: &Bracket, at: usize) -> Option<usize> {
        let after = self.from(at + 1);
        if let Some(len) = links::target(after) {
            return Some(len);
        }
        let label = links::label(after).map(|(label, rest)| (label, after.len() - rest.len()));
        let (label, len) = match label {
            Some((label, len)) if !label.is_empty() => (label, len),
            _ if self.last_bracket > opener.inside => return None,
            _ => (self.text.get(opener.inside..at)?, label.map_or(0, |(_, len)| len)),
        };
        let defined = !self.definitions.is_empty() && self.definitions.binary_search(&links::key(label)).is_ok();
        defined.then_some(len)
    }

    /// An address or tag in angle brackets, else the bracket.
    fn angle(&mut self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        if let Some(len) = address(rest.get(1..).unwrap_or_default()) {
            return self.node(Node::Words(at + 1, at + 1 + len), len + 2);
        }
        match self.markup.piece(rest) {
            Some((piece, len)) => self.node(Node::Markup(piece), len),
            None => self.as_words(at, 1),
        }
    }

    fn give(self, page: &mut PageReader) {
        for node in self.nodes {
            match node {
                Node::Words(start, end) => page.text(self.text.get(start..end).unwrap_or_default()),
                Node::Char(ch) => page.text(ch.encode_utf8(&mut [0; 4])),
                Node::Break => page.open("br", Said::default(), false),
                Node::Markup(piece) => piece.give(page),
            }
        }
    }
}

/// Where the run of exactly `len` backticks starts in `text`.
fn closing(text: &str, len: usize) -> Option<usize> {
    let mut run = 0;
    for (at, byte) in text.bytes().chain([0]).enumerate() {
        match byte {
            b'`' => run += 1,
            _ if run == len => return Some(at - len),
            _ => run = 0,
        }
    }
    None
}

/// The bytes of the web or mail address at the start of `text` before a `>`.
fn address(text: &str) -> Option<usize> {
    let len = text.find(|ch: char| ch.is_ascii_control() || matches!(ch, ' ' | '<' | '>'))?;
    let address = text.get(..len).filter(|_| text.as_bytes().get(len) == Some(&b'>'))?;
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = matches!(scheme.len(), 2..=32)
        && scheme.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'));
    let is_mail = address.split_once('@').is_some_and(|(user, host)| {
        let is_user = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
        let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        !user.is_empty() && !host.is_empty() && user.bytes().all(is_user) && host.bytes().all(is_host)
    });
    (is_scheme || is_mail).then_some(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_mean_nothing_take_no_memory_each() {
        for (piece, most) in [("]", 1), ("a] & !", 1), ("\\a", 1), ("words, ", 1)] {
            let text = piece.repeat(500);
            assert!(nodes_of(&text, &[]).nodes.len() <= most, "{piece}");
        }
    }
}
