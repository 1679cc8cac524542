//! The blocks of a Markdown text, line by line: which containers go on, which start, and which leaf takes the line's
//! text. Words are left for later, since a link may be defined after it is used.

use super::line::Line;
use super::links;
use super::{markup, table};

/// Containers in each other, at most: a blank line looks at all.
const MAX_DEPTH: usize = 64;

/// A part of the page, in order.
pub(super) enum Part {
    Start(&'static str),
    End(&'static str),
    /// Words with their marks.
    Words(String),
    /// Text as it is.
    Code(String),
    Html(String),
}

#[derive(Clone, Copy)]
enum Container {
    Quote,
    /// An item of a list; its lines are indented by that many columns.
    Item(usize),
}

impl Container {
    /// Whether the line is in it; takes its mark or indentation.
    fn goes_on(self, line: &mut Line<'_>) -> bool {
        match self {
            Self::Quote => line.quote(),
            Self::Item(indent) => {
                let inside = line.indent() >= indent;
                if inside {
                    line.skip(indent);
                }
                inside || line.is_blank()
            }
        }
    }

    fn elements(self) -> &'static [&'static str] {
        match self {
            Self::Quote => &["blockquote"],
            Self::Item(_) => &["ul", "li"],
        }
    }
}

/// What takes lines as they are.
#[derive(Clone, Copy, Default, PartialEq)]
enum Leaf {
    #[default]
    None,
    Paragraph,
    Indented,
    Fence {
        mark: char,
        len: usize,
        indent: usize,
    },
    /// With the words one of which ends it; none: a blank line does.
    Html(&'static [&'static str]),
    Table,
}

/// Blocks under construction.
#[derive(Default)]
pub(super) struct BlockReader {
    open: Vec<Container>,
    leaf: Leaf,
    /// The lines of the leaf.
    text: String,
    parts: Vec<Part>,
    definitions: Vec<String>,
}

impl BlockReader {
    /// Takes the next line, without its line feed.
    pub(super) fn line(&mut self, line: &str) {
        let mut line = Line::new(line);
        let mut inside = self.open.iter().take_while(|container| container.goes_on(&mut line)).count();
        if inside == self.open.len() && self.verbatim(&mut line) {
            return;
        }
        while line.indent() < 4 && !line.is_blank() {
            let in_paragraph = self.leaf == Leaf::Paragraph && inside == self.open.len();
            if self.block(&mut line, inside, in_paragraph) {
                return;
            }
            if line.quote() {
                self.close(inside);
                if inside < MAX_DEPTH {
                    self.open(Container::Quote);
                }
            } else if inside < MAX_DEPTH
                && let Some(marker) = line.marker(in_paragraph)
            {
                self.close(inside);
                let item = Container::Item(line.item(&marker));
                self.open(item);
            } else {
                break;
            }
            inside = self.open.len();
        }
        self.rest(&mut line, inside);
    }

    /// Everything, with the labels of the links that are defined, sorted.
    pub(super) fn finish(mut self) -> (Vec<Part>, Vec<String>) {
        self.close(0);
        self.definitions.sort_unstable();
        (self.parts, self.definitions)
    }

    /// Gives the line to the leaf if that takes all lines up to its end.
    fn verbatim(&mut self, line: &mut Line<'_>) -> bool {
        match self.leaf {
            Leaf::Fence { mark, len, indent } => {
                let ends =
                    |(found, count, info): (char, usize, &str)| found == mark && count >= len && info.trim().is_empty();
                if line.indent() < 4 && line.fence().is_some_and(ends) {
                    self.end_leaf();
                } else {
                    line.skip(indent);
                    line.copy(&mut self.text);
                }
            }
            Leaf::Html([]) if line.is_blank() => self.end_leaf(),
            Leaf::Html(ends) => {
                line.copy(&mut self.text);
                let text = line.text().to_ascii_lowercase();
                if ends.iter().any(|end| text.contains(end)) {
                    self.end_leaf();
                }
            }
            Leaf::None | Leaf::Paragraph | Leaf::Indented | Leaf::Table => return false,
        }
        true
    }

    /// A block that is a line of its own or starts with one.
    fn block(&mut self, line: &mut Line<'_>, inside: usize, in_paragraph: bool) -> bool {
        if in_paragraph && (self.underlined(line) || self.table(line)) {
            return true;
        }
        if let Some((level, words)) = line.heading() {
            self.close(inside);
            self.heading(level, words.to_owned());
        } else if let Some((mark, len, _)) = line.fence() {
            self.close(inside);
            self.leaf = Leaf::Fence { mark, len, indent: line.indent() };
        } else if let Some(ends) = markup::block(line.text(), in_paragraph) {
            self.close(inside);
            self.leaf = Leaf::Html(ends);
            self.verbatim(line);
        } else if line.is_rule() {
            self.close(inside);
            self.element("hr", None);
        } else {
            return false;
        }
        true
    }

    /// The line below a heading.
    fn underlined(&mut self, line: &Line<'_>) -> bool {
        let Some(level) = line.underline() else { return false };
        self.define();
        let found = !self.text.is_empty();
        if found {
            let words = self.take_words();
            self.heading(level, words);
        }
        found
    }

    fn heading(&mut self, level: usize, words: String) {
        let name = ["h1", "h2", "h3", "h4", "h5", "h6"].get(level - 1).copied().unwrap_or("h6");
        self.element(name, Some(Part::Words(words)));
    }

    /// The line below the head of a table, which is the last line of the paragraph so far.
    fn table(&mut self, line: &Line<'_>) -> bool {
        let Some(columns) = table::columns(line.text()) else { return false };
        let before = self.text.trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
        let head = self.text.get(before..).unwrap_or_default().to_owned();
        if table::cells(&head).len() != columns {
            return false;
        }
        self.text.truncate(before);
        self.end_leaf();
        self.leaf = Leaf::Table;
        self.parts.push(Part::Start("table"));
        self.row(&head);
        true
    }

    fn row(&mut self, text: &str) {
        self.parts.push(Part::Start("tr"));
        for cell in table::cells(text) {
            self.element("td", Some(Part::Words(cell)));
        }
        self.parts.push(Part::End("tr"));
    }

    /// What is text, or nothing.
    fn rest(&mut self, line: &mut Line<'_>, inside: usize) {
        let blank = line.is_blank();
        if self.leaf == Leaf::Paragraph && !blank {
            // Also where it is outside of the paragraph's containers: a lazy line.
            return self.paragraph_line(line);
        }
        if inside < self.open.len() {
            self.close(inside);
        }
        match self.leaf {
            Leaf::Indented if blank => {
                line.skip(4);
                line.copy(&mut self.text);
            }
            _ if blank => self.end_leaf(),
            Leaf::Table => self.row(line.text()),
            _ if line.indent() >= 4 => {
                self.leaf = Leaf::Indented;
                line.skip(4);
                line.copy(&mut self.text);
            }
            _ => {
                self.end_leaf();
                self.leaf = Leaf::Paragraph;
                self.paragraph_line(line);
            }
        }
    }

    fn paragraph_line(&mut self, line: &Line<'_>) {
        self.text.push_str(line.text());
        self.text.push('\n');
    }

    fn open(&mut self, container: Container) {
        self.parts.extend(container.elements().iter().map(|name| Part::Start(name)));
        self.open.push(container);
    }

    /// Ends the leaf and the containers from the one at `from` on.
    fn close(&mut self, from: usize) {
        self.end_leaf();
        for container in self.open.drain(from..).rev() {
            self.parts.extend(container.elements().iter().rev().map(|name| Part::End(name)));
        }
    }

    fn end_leaf(&mut self) {
        match std::mem::take(&mut self.leaf) {
            Leaf::None => {}
            Leaf::Paragraph => {
                self.define();
                if !self.text.is_empty() {
                    let words = self.take_words();
                    self.element("p", Some(Part::Words(words)));
                }
            }
            Leaf::Indented | Leaf::Fence { .. } => {
                let code = std::mem::take(&mut self.text);
                self.element("pre", Some(Part::Code(code)));
            }
            Leaf::Html(_) => self.parts.push(Part::Html(std::mem::take(&mut self.text))),
            Leaf::Table => self.parts.push(Part::End("table")),
        }
    }

    /// Takes the definitions of links off the start of the paragraph.
    fn define(&mut self) {
        let mut rest = self.text.as_str();
        while let Some((label, after)) = links::definition(rest) {
            self.definitions.push(links::key(label));
            rest = after;
        }
        let taken = self.text.len() - rest.len();
        self.text.drain(..taken);
    }

    fn take_words(&mut self) -> String {
        self.leaf = Leaf::None;
        let mut words = std::mem::take(&mut self.text);
        words.truncate(words.trim_end().len());
        words
    }

    fn element(&mut self, name: &'static str, content: Option<Part>) {
        self.parts.push(Part::Start(name));
        self.parts.extend(content);
        self.parts.push(Part::End(name));
    }
}
