//! The elements that are open at a place of an HTML text, and which of them a tag ends: as much of the HTML rules for
//! unclosed and misnested tags as decides where blocks and hidden parts end. Every operation is O(1) amortised,
//! whatever the depth.

use std::collections::HashMap;

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
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Elements whose content is no text of the article.
pub(super) fn is_dropped(name: &[u8]) -> bool {
    matches!(
        name,
        b"script"
            | b"style"
            | b"noscript"
            | b"template"
            | b"svg"
            | b"math"
            | b"iframe"
            | b"nav"
            | b"button"
            | b"select"
            | b"option"
            | b"optgroup"
            | b"datalist"
            | b"textarea"
            | b"object"
            | b"audio"
            | b"video"
            | b"canvas"
            | b"map"
            | b"noframes"
            | b"noembed"
            | b"frameset"
            | b"progress"
            | b"meter"
    )
}

/// Elements that start and end a line of their own.
pub(super) fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"address"
            | b"article"
            | b"aside"
            | b"blockquote"
            | b"body"
            | b"caption"
            | b"center"
            | b"dd"
            | b"details"
            | b"dialog"
            | b"dir"
            | b"div"
            | b"dl"
            | b"dt"
            | b"fieldset"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"head"
            | b"header"
            | b"hgroup"
            | b"hr"
            | b"html"
            | b"legend"
            | b"li"
            | b"listing"
            | b"main"
            | b"menu"
            | b"nav"
            | b"ol"
            | b"p"
            | b"pre"
            | b"search"
            | b"section"
            | b"summary"
            | b"table"
            | b"tbody"
            | b"td"
            | b"tfoot"
            | b"th"
            | b"thead"
            | b"title"
            | b"tr"
            | b"ul"
            | b"xmp"
    )
}

/// Elements that end tags of inner names do not reach through.
fn is_scope(name: &[u8]) -> bool {
    matches!(name, b"table" | b"td" | b"th" | b"caption" | b"template" | b"object")
}

fn is_table_part(name: &[u8]) -> bool {
    matches!(name, b"table" | b"caption" | b"tbody" | b"thead" | b"tfoot" | b"tr" | b"td" | b"th")
}

/// Positions in the stack, innermost last.
type Places = Vec<usize>;

/// The open elements.
#[derive(Default)]
pub(super) struct Elements {
    open: Vec<(usize, Context)>,
    names: HashMap<Box<[u8]>, usize>,
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
    pub(super) fn push(&mut self, name: &[u8], context: Context) {
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
            (&mut self.tables, name == b"table"),
            (&mut self.lists, matches!(name, b"ul" | b"ol" | b"menu" | b"dir" | b"dl")),
        ];
        for (list, _) in lists.into_iter().filter(|(_, belongs)| *belongs) {
            list.push(at);
        }
    }

    /// Closes what the start tag of `name` closes: a paragraph before a block, an item before the next item ...
    pub(super) fn imply_ends(&mut self, name: &[u8]) {
        if is_block(name) && (name == b"table" || !is_table_part(name)) {
            self.close_within(&[b"p"], after(&self.scopes));
        }
        let list = after(&self.lists).max(after(&self.scopes));
        let table = after(&self.tables);
        match name {
            b"li" => self.close_within(&[b"li"], list),
            b"dt" | b"dd" => self.close_within(&[b"dt", b"dd"], list),
            b"td" | b"th" => self.close_within(&[b"td", b"th"], table),
            b"tr" => self.close_within(&[b"tr", b"caption"], table),
            b"tbody" | b"thead" | b"tfoot" => self.close_within(&[b"tbody", b"thead", b"tfoot", b"caption"], table),
            _ => {}
        }
    }

    /// Closes the innermost element of that name, and all in it; nothing when the tag does not reach that far.
    pub(super) fn close(&mut self, name: &[u8]) {
        let from = match name {
            _ if is_table_part(name) => after(&self.tables).saturating_sub(usize::from(name == b"table")),
            b"template" | b"object" => 0,
            _ if is_block(name) || is_dropped(name) => after(&self.scopes),
            _ => after(&self.special),
        };
        self.close_within(&[name], from);
    }

    /// Closes the innermost element of one of these names that lies at position `from` or further in.
    fn close_within(&mut self, names: &[&[u8]], from: usize) {
        let innermost = |name: &&[u8]| self.places.get(*self.names.get(*name)?)?.last().copied();
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
