//! The elements that are open at a place of an HTML text, and which of them a tag ends: as much of the HTML rules for
//! unclosed and misnested tags as decides where blocks and hidden parts end. Every operation is O(1) amortised,
//! whatever the depth.

use std::collections::HashMap;
use std::sync::Arc;

use postil_engine::BlockKind;

/// What an element means for the text in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Context {
    /// Text in it is left out.
    pub(super) dropped: bool,
    /// White space counts.
    pub(super) preserve: bool,
    /// It is the page's title, not part of its text.
    pub(super) title: bool,
    /// It lies in a cell of a table.
    pub(super) cell: bool,
    /// What blocks in it are.
    pub(super) kind: BlockKind,
}

impl Context {
    pub(super) const PAGE: Self =
        Self { dropped: false, preserve: false, title: false, cell: false, kind: BlockKind::Paragraph };
}

/// Elements that have no content.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements whose content is no text of the article.
const DROPPED: [&str; 24] = [
    "script", "style", "noscript", "template", "svg", "math", "iframe", "nav", "button", "select", "option",
    "optgroup", "datalist", "textarea", "object", "audio", "video", "canvas", "map", "noframes", "noembed", "frameset",
    "progress", "meter",
];

/// Elements that start and end a line of their own.
#[rustfmt::skip] // else one a line
const BLOCKS: [&str; 52] = [
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "pre",
    "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul", "xmp",
];

pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

pub(super) fn is_dropped(name: &str) -> bool {
    DROPPED.contains(&name)
}

pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Elements that end tags of inner names do not reach through.
fn is_scope(name: &str) -> bool {
    matches!(name, "table" | "td" | "th" | "caption" | "template" | "object")
}

fn is_table_part(name: &str) -> bool {
    matches!(name, "table" | "caption" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th")
}

/// Positions in the stack, innermost last.
type Places = Vec<usize>;

/// The open elements.
#[derive(Default)]
pub(super) struct Elements {
    open: Vec<(usize, Context)>,
    names: HashMap<Arc<str>, usize>,
    /// By number of the name.
    places: Vec<Places>,
    /// Blocks and dropped elements: what the end tag of an inline element does not reach through.
    special: Places,
    scopes: Places,
    tables: Places,
    lists: Places,
}

impl Elements {
    /// What holds for text at this place.
    pub(super) fn context(&self) -> Context {
        self.open.last().map_or(Context::PAGE, |&(_, context)| context)
    }

    /// Opens an element, once [`Self::imply_ends`] has closed what its start tag closes.
    pub(super) fn push(&mut self, name: &str, context: Context) {
        let at = self.open.len();
        let number = match self.names.get(name) {
            Some(&number) => number,
            None => {
                self.names.insert(name.into(), self.places.len());
                self.places.push(Places::new());
                self.places.len() - 1
            }
        };
        self.open.push((number, context));
        if let Some(places) = self.places.get_mut(number) {
            places.push(at);
        }
        let lists = [
            (&mut self.special, is_block(name) || is_dropped(name)),
            (&mut self.scopes, is_scope(name)),
            (&mut self.tables, name == "table"),
            (&mut self.lists, matches!(name, "ul" | "ol" | "menu" | "dir" | "dl")),
        ];
        for (list, _) in lists.into_iter().filter(|(_, belongs)| *belongs) {
            list.push(at);
        }
    }

    /// Closes what the start tag of `name` closes: a paragraph before a block, an item before the next item ...
    pub(super) fn imply_ends(&mut self, name: &str) {
        if is_block(name) && (name == "table" || !is_table_part(name)) {
            self.close_within(&["p"], after(&self.scopes));
        }
        let list = after(&self.lists).max(after(&self.scopes));
        let table = after(&self.tables);
        match name {
            "li" => self.close_within(&["li"], list),
            "dt" | "dd" => self.close_within(&["dt", "dd"], list),
            "td" | "th" => self.close_within(&["td", "th"], table),
            "tr" => self.close_within(&["tr", "caption"], table),
            "tbody" | "thead" | "tfoot" => self.close_within(&["tbody", "thead", "tfoot", "caption"], table),
            _ => {}
        }
    }

    /// Closes the innermost element of that name, and all in it; nothing when the tag does not reach that far.
    pub(super) fn close(&mut self, name: &str) {
        let from = match name {
            _ if is_table_part(name) => after(&self.tables).saturating_sub(usize::from(name == "table")),
            "template" | "object" => 0,
            _ if is_block(name) || is_dropped(name) => after(&self.scopes),
            _ => after(&self.special),
        };
        self.close_within(&[name], from);
    }

    /// Closes the innermost element of one of these names that lies at position `from` or further in.
    fn close_within(&mut self, names: &[&str], from: usize) {
        let innermost = |name: &&str| self.places.get(*self.names.get(*name)?)?.last().copied();
        let Some(at) = names.iter().filter_map(innermost).max().filter(|&at| at >= from) else { return };
        for (number, _) in self.open.drain(at..) {
            if let Some(places) = self.places.get_mut(number) {
                places.pop();
            }
        }
        for list in [&mut self.special, &mut self.scopes, &mut self.tables, &mut self.lists] {
            while list.last().is_some_and(|&last| last >= at) {
                list.pop();
            }
        }
    }
}

/// The first position inside the innermost of `places`.
fn after(places: &Places) -> usize {
    places.last().map_or(0, |&last| last + 1)
}
