//! A web page to text and blocks. There is no tree and no recursion, so depth costs nothing, and nothing of the markup
//! is ever run, loaded or written back. Which parser reads the markup is the caller's choice.

use postil_engine::{Block, BlockKind, Options, Text, article_date, structure, title};

use super::Article;
use super::blocks::{Blocks, Gap};
use super::elements::{Context, Elements, is_block, is_dropped, is_void};
use super::style::Said;

/// An article under construction from the parts of a web page, in document order: call [`start`](Self::start),
/// [`end`](Self::end), [`text`](Self::text) and [`comment`](Self::comment) as a parser meets them, then
/// [`finish`](Self::finish). Any parser will do: ends may be missing, names are in lower case.
#[derive(Default)]
pub struct PageReader {
    elements: Elements,
    blocks: Blocks,
    title: Blocks,
    titled: bool,
    /// Whether it is a piece of a page on the clipboard, whose title is not part of what was copied.
    fragment: bool,
    /// The day that the page gives itself in its head, or the first that an element marks as one.
    dates: [Option<String>; 2],
    /// The line feed right after `<pre>` does not count.
    pre_just_opened: bool,
}

impl PageReader {
    /// An element starts. `self_closing` is `<x/>`, which ends SVG and MathML elements at once.
    pub fn start<'a>(
        &mut self,
        name: &str,
        attributes: impl IntoIterator<Item = (&'a str, &'a str)>,
        self_closing: bool,
    ) {
        let mut said = Said::default();
        let (mut is_own, mut day) = (name == "time", None);
        for (attribute, value) in attributes {
            said.attribute(attribute, value);
            match attribute {
                "property" | "name" | "itemprop" if name == "meta" => is_own |= is_published(value),
                "content" if name == "meta" => day = iso_day(value),
                "datetime" if name == "time" => day = iso_day(value),
                _ => {}
            }
        }
        if let Some(day) = day.filter(|_| is_own && (name == "meta" || !self.elements.context().dropped)) {
            self.dates[usize::from(name == "time")].get_or_insert(day);
        }
        self.open(name, said, self_closing);
    }

    /// The same, once the attributes are read.
    pub(super) fn open(&mut self, name: &str, mut said: Said, self_closing: bool) {
        self.pre_just_opened = name == "pre";
        self.elements.imply_ends(name);
        let outer = self.elements.context();
        if !outer.dropped {
            self.boundary(name, outer, true);
        }
        let foreign = matches!(name, "svg" | "math");
        if is_void(name) || (foreign && self_closing) {
            return;
        }
        if name == "title" {
            said.hidden |= std::mem::replace(&mut self.titled, true);
        }
        self.elements.push(name, inner(name, said, outer));
    }

    /// An element ends.
    pub fn end(&mut self, name: &str) {
        self.pre_just_opened = false;
        self.elements.close(name);
        let outer = self.elements.context();
        if !outer.dropped {
            self.boundary(name, outer, false);
        }
    }

    /// Ends the block where an element that is a block of its own starts or ends.
    fn boundary(&mut self, name: &str, outer: Context, start: bool) {
        let gap = match name {
            "br" => return self.blocks.line_break(outer),
            _ if !is_block(name) => return,
            "td" | "th" if start => Gap::Tab,
            "td" | "th" => Gap::None,
            "tr" => Gap::Line,
            "table" => Gap::Blank,
            _ if outer.cell && !self.blocks.is_open() => Gap::None,
            _ if outer.cell => Gap::Line,
            "tbody" | "thead" | "tfoot" => Gap::Line,
            _ => Gap::Blank,
        };
        self.blocks.end(gap);
    }

    /// Text, with character references decoded; it may come in pieces.
    pub fn text(&mut self, text: &str) {
        let context = self.elements.context();
        let text = match text.strip_prefix('\n') {
            Some(rest) if std::mem::take(&mut self.pre_just_opened) => rest,
            _ => text,
        };
        self.pre_just_opened = false;
        // A CR can only come from a character reference; the tokenizer has made the others LF.
        let text = postil_engine::text::lf(text);
        match (context.title, context.dropped) {
            (true, _) => self.title.text(&text, context),
            (false, true) => {}
            (false, false) => self.blocks.text(&text, context),
        }
    }

    /// A comment. The clipboard's `StartFragment` says that this is a piece of a page.
    pub fn comment(&mut self, comment: &str) {
        self.fragment |= comment.trim() == "StartFragment";
    }

    /// The article.
    #[must_use]
    pub fn finish(self) -> Article {
        let (page_title, _) = self.title.finish(None);
        let headline = Some(page_title.trim()).filter(|_| !self.fragment);
        let (text, mut blocks) = self.blocks.finish(headline);
        refine(&mut blocks, &structure(&text));
        let [head, time] = self.dates;
        let (title, text) = (title(&text, &blocks), Text::new(text));
        let date = head.or_else(|| article_date(&text, &blocks)).or(time);
        Article { title, text, blocks: blocks.into(), date }
    }
}

/// Whether a `<meta>` of that name says when the page was published.
fn is_published(name: &str) -> bool {
    let names =
        ["article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "pubdate", "publish-date"];
    names.contains(&name.to_ascii_lowercase().as_str())
}

/// The day of an ISO 8601 day or moment.
fn iso_day(written: &str) -> Option<String> {
    let written = written.trim();
    let ends = written.get(10..11).is_none_or(|next| matches!(next, "T" | "t" | " "));
    let day = written.get(..10).filter(|day| ends && Options::dated(Some(day)).ref_date.is_some());
    day.map(str::to_owned)
}

/// What holds inside an element.
fn inner(name: &str, said: Said, outer: Context) -> Context {
    let kind = match name {
        "h1" => BlockKind::Headline,
        "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Subheading,
        "li" if outer.kind == BlockKind::Caption => BlockKind::Caption,
        "li" => BlockKind::ListItem,
        "figcaption" | "caption" => BlockKind::Caption,
        "td" | "th" | "pre" | "listing" | "xmp" => BlockKind::Other,
        _ => outer.kind,
    };
    let preserve = matches!(name, "pre" | "listing" | "xmp") || outer.preserve;
    let dropped = outer.dropped || said.hidden || is_dropped(name);
    Context {
        dropped,
        preserve: said.preserve.unwrap_or(preserve),
        title: outer.title || (name == "title" && !dropped),
        cell: outer.cell || matches!(name, "td" | "th"),
        kind: said.kind.unwrap_or(kind),
    }
}

/// Lets the words of a paragraph say what the markup does not: "READ ALSO: ..." is a promo, "By Jane Doe" a byline.
/// Where the markup has no headings at all, those found by their looks count too.
fn refine(blocks: &mut [Block], by_words: &[Block]) {
    let heading = |block: &Block| matches!(block.kind, BlockKind::Headline | BlockKind::Subheading);
    let has_headings = blocks.iter().any(heading);
    for block in blocks {
        let Ok(at) = by_words.binary_search_by_key(&block.span.start(), |found| found.span.start()) else { continue };
        let Some(found) = by_words.get(at).filter(|found| found.span == block.span) else { continue };
        let better = match (block.kind, found.kind) {
            (BlockKind::ListItem, found) => matches!(found, BlockKind::Promo | BlockKind::Credit),
            (BlockKind::Paragraph, BlockKind::Headline | BlockKind::Subheading) => !has_headings,
            (BlockKind::Paragraph, _) => true,
            _ => false, // the markup knows better
        };
        if better {
            block.kind = found.kind;
        }
    }
}
