//! Text and blocks under construction: collects characters, collapses white space as a browser does, and puts blank
//! lines, line feeds and tabs between the blocks.

use postil_engine::{Block, BlockKind, Span};

use super::elements::Context;

/// What comes between two blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    #[default]
    None,
    Tab,
    Line,
    Blank,
}

/// The text so far.
#[derive(Default)]
pub(super) struct Blocks {
    text: String,
    done: Vec<(BlockKind, usize, usize)>,
    current: Option<Current>,
    gap: Gap,
    /// Collapsed white space waits for the next visible character.
    space: bool,
    /// Preserved white space waits for the block that it opens.
    lead: String,
}

struct Current {
    kind: BlockKind,
    start: usize,
    /// The text's length before the gap, to go back to when the block stays empty.
    before: usize,
    /// The gap that was used up.
    gap: Gap,
}

impl Blocks {
    /// Adds text; CR has become LF.
    pub(super) fn text(&mut self, text: &str, context: Context) {
        for ch in text.chars() {
            match (ch, context.preserve) {
                (' ' | '\t' | '\n' | '\u{c}' | '\r', false) => self.space = true,
                (' ' | '\t' | '\n' | '\u{c}', true) => self.kept_space(ch),
                _ => self.visible(ch, context),
            }
        }
    }

    fn kept_space(&mut self, ch: char) {
        match (&self.current, ch) {
            (None, '\n') => return self.lead.clear(),
            (None, _) => return self.lead.push(ch),
            (Some(_), _) => {}
        }
        self.collapsed_space();
        self.text.push(ch);
    }

    fn visible(&mut self, ch: char, context: Context) {
        if self.current.is_none() {
            self.begin(context.kind);
        }
        self.collapsed_space();
        self.text.push(ch);
    }

    fn collapsed_space(&mut self) {
        if std::mem::take(&mut self.space) && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        let before = self.text.len();
        let gap = std::mem::take(&mut self.gap);
        if before > 0 {
            self.text.push_str(match gap {
                Gap::Tab => "\t",
                Gap::None | Gap::Line => "\n",
                Gap::Blank => "\n\n",
            });
        }
        self.space = false;
        self.text.push_str(&std::mem::take(&mut self.lead));
        self.current = Some(Current { kind, start: self.text.len(), before, gap });
    }

    /// Whether a block has begun and not ended.
    pub(super) fn is_open(&self) -> bool {
        self.current.is_some()
    }

    /// A line break; a second one in a row ends the block.
    pub(super) fn line_break(&mut self, context: Context) {
        self.space = false;
        if self.current.is_none() {
            return;
        }
        if self.text.ends_with('\n') && !context.preserve {
            self.end(Gap::Blank);
        } else {
            self.text.push('\n');
        }
    }

    /// Ends the block, if one is open; at least `gap` comes before the next.
    pub(super) fn end(&mut self, gap: Gap) {
        self.space = false;
        self.lead.clear();
        self.gap = self.gap.max(gap);
        let Some(Current { kind, start, before, gap }) = self.current.take() else { return };
        self.text.truncate(self.text.trim_end_matches([' ', '\t', '\n', '\u{c}']).len().max(before));
        let words = self.text.get(start..).unwrap_or_default();
        if words.trim().is_empty() {
            self.text.truncate(before);
            self.gap = self.gap.max(gap);
            return;
        }
        let first = start + (words.len() - words.trim_start().len());
        let last = start + words.trim_end().len();
        self.done.push((kind, first, last));
    }

    /// The text and its blocks. `headline` is put first when no block is one.
    pub(super) fn finish(mut self, headline: Option<&str>) -> (String, Vec<Block>) {
        self.end(Gap::Blank);
        let mut seen = false;
        for (kind, ..) in &mut self.done {
            if *kind == BlockKind::Headline && std::mem::replace(&mut seen, true) {
                *kind = BlockKind::Subheading;
            }
        }
        let mut text = self.text;
        let mut shift = 0;
        let mut blocks = Vec::with_capacity(self.done.len() + 1);
        if let Some(headline) = headline.filter(|headline| !seen && !headline.is_empty()) {
            shift = headline.len() + 2;
            text.insert_str(0, &format!("{headline}\n\n"));
            blocks.extend(Span::new(&text, 0, headline.len()).map(|span| Block { kind: BlockKind::Headline, span }));
        }
        blocks.extend(self.done.into_iter().filter_map(|(kind, start, end)| {
            Some(Block { kind, span: Span::new(&text, start + shift, end + shift)? })
        }));
        (text, blocks)
    }
}
