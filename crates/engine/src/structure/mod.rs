//! The parts of an article in plain text: headline, byline, paragraphs, captions, promos ...
//!
//! A block is a line that is not blank, or the lines of a hard-wrapped paragraph. What a line is follows from its
//! own words first (`marks`), then from where it stands among the others (`place` below).

mod lines;
mod marks;

use crate::model::{Block, BlockKind};

use lines::{Line, Lines, has_at_most};

/// Words in a headline or a caption, at most.
const SHORT: usize = 40;
/// Words and characters in a subheading, at most.
const HEADING: (usize, usize) = (14, 100);
/// Characters from which a line counts as running text whatever its end.
const RUNNING: usize = 120;

/// Bytes of text, and lines, looked at in a step.
const STEP: (usize, usize) = (64 << 10, 256);

/// The blocks of `text` (LF line ends): sorted, not overlapping, no white space at their ends, and nothing but
/// white space between them. Linear.
#[must_use]
pub fn structure(text: &str) -> Vec<Block> {
    Structuring::default().finish(text)
}

/// [`structure`] in steps of bounded work (but for a line as long as the text), so that a page can answer in between.
/// Each step is given the same text.
#[derive(Default)]
pub struct Structuring(Stage);

enum Stage {
    Lines(Lines),
    /// The lines are known, and what the first of them are by their own words.
    Kinds(Vec<Line>, Vec<Option<BlockKind>>),
    /// All that is known of them by their own words and of headlines and captions, and the blocks so far.
    Blocks(Vec<Line>, Vec<Option<BlockKind>>, Vec<Block>),
}

impl Default for Stage {
    fn default() -> Self {
        Self::Lines(Lines::default())
    }
}

impl Structuring {
    /// Does the next part of the work; false when nothing is left to do.
    pub fn step(&mut self, text: &str) -> bool {
        match &mut self.0 {
            Stage::Lines(lines) => {
                if !lines.step(text, STEP.0) {
                    let lines = std::mem::take(lines).joined(text);
                    let kinds = Vec::with_capacity(lines.len());
                    self.0 = Stage::Kinds(lines, kinds);
                }
            }
            Stage::Kinds(lines, kinds) => {
                let next = kinds.len()..lines.len().min(kinds.len() + STEP.1);
                kinds.extend(next.map(|i| marks::kind(lines[i].of(text), i < 6 || i + 3 > lines.len())));
                if kinds.len() == lines.len() {
                    headline_and_captions(text, lines, kinds);
                    let blocks = Vec::with_capacity(lines.len());
                    self.0 = Stage::Blocks(std::mem::take(lines), std::mem::take(kinds), blocks);
                }
            }
            Stage::Blocks(lines, kinds, blocks) => {
                let next = blocks.len()..lines.len().min(blocks.len() + STEP.1);
                let kind = |i: usize| kinds[i].unwrap_or_else(|| place(text, lines, kinds, i));
                blocks.extend(next.map(|i| Block { kind: kind(i), span: lines[i].span }));
                return blocks.len() < lines.len();
            }
        }
        true
    }

    /// The blocks; what is left to do is done.
    #[must_use]
    pub fn finish(mut self, text: &str) -> Vec<Block> {
        while self.step(text) {}
        match self.0 {
            Stage::Blocks(_, _, blocks) => blocks,
            _ => Vec::new(),
        }
    }
}

/// What a line is by the others: the article's headline, a kicker above it, captions beside their credits.
fn headline_and_captions(text: &str, lines: &[Line], kinds: &mut [Option<BlockKind>]) {
    if let Some(at) = headline(text, lines, kinds) {
        kinds[at] = Some(BlockKind::Headline);
        let kicker = kinds[..at].iter_mut().filter(|kind| kind.is_none());
        kicker.for_each(|kind| *kind = Some(BlockKind::Other));
    }
    captions(text, lines, kinds);
}

/// A title for the document: its headline, else its first words.
#[must_use]
pub fn title(text: &str, blocks: &[Block]) -> String {
    let headline = blocks.iter().find(|block| block.kind == BlockKind::Headline);
    let Some(block) = headline.or(blocks.first()) else { return "Untitled".to_owned() };
    let words = text.get(block.span.range()).unwrap_or_default();
    let mut title = String::new();
    for word in words.trim_start_matches(['#', ' ']).split_whitespace() {
        if headline.is_none() && title.len() + word.len() > 80 && !title.is_empty() {
            title.push('…');
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
    if title.is_empty() { "Untitled".to_owned() } else { title }
}

/// The line that heads the article: the first one without a mark of its own, when it reads like a title and
/// something follows. A kicker of a word or two in capitals ("BUSINESS") may stand above it.
fn headline(text: &str, lines: &[Line], kinds: &[Option<BlockKind>]) -> Option<usize> {
    let mut free = (0..lines.len()).filter(|&i| kinds[i].is_none());
    let first = free.next()?;
    let second = free.next()?;
    let words = [lines[first].of(text), lines[second].of(text)];
    let kicker = has_at_most(3, words[0]) && marks::shouted(words[0]) && titled(text, &lines[second]);
    if kicker && free.next().is_some() && !has_at_most(3, words[1]) {
        return Some(second);
    }
    titled(text, &lines[first]).then_some(first)
}

fn titled(text: &str, line: &Line) -> bool {
    let words = line.of(text);
    line.chars <= 250
        && has_at_most(SHORT, words)
        && !marks::ends_a_sentence(words)
        && !words.ends_with([':', ';', ','])
}

/// A short line beside a credit belongs to the same picture. Where the text does not set paragraphs apart by
/// blank lines, only a line above the credit that is no sentence does.
fn captions(text: &str, lines: &[Line], kinds: &mut [Option<BlockKind>]) {
    let spaced = lines.iter().skip(1).any(|line| line.after_blank);
    for i in 0..lines.len() {
        if kinds[i] != Some(BlockKind::Credit) {
            continue;
        }
        let fits = |line: &Line| {
            let words = line.of(text);
            has_at_most(SHORT, words) && (spaced || !marks::ends_a_sentence(words))
        };
        let above = i.checked_sub(1).filter(|&j| !lines[i].after_blank && kinds[j].is_none() && fits(&lines[j]));
        let below = Some(i + 1)
            .filter(|&j| spaced && j < lines.len() && !lines[j].after_blank && kinds[j].is_none() && fits(&lines[j]));
        let already = i > 0 && kinds[i - 1] == Some(BlockKind::Caption) && !lines[i].after_blank;
        if let Some(j) = above.or(below.filter(|_| !already)) {
            kinds[j] = Some(BlockKind::Caption);
        }
    }
}

/// What a line without marks is by its place: a short one with running text or a list below is a subheading,
/// a short one at the very end of an article is a left-over of the page.
fn place(text: &str, lines: &[Line], kinds: &[Option<BlockKind>], i: usize) -> BlockKind {
    let line = &lines[i];
    let words = line.of(text);
    if marks::is_rule(words) {
        return BlockKind::Other;
    }
    let short = line.chars <= HEADING.1 && has_at_most(HEADING.0, words);
    let open = !marks::ends_a_sentence(words) && !words.ends_with([';', ',']);
    let question = words.ends_with('?') && has_at_most(10, words);
    let starts = words.chars().find(|ch| ch.is_alphanumeric()).is_some_and(|ch| !ch.is_lowercase());
    if lines.len() < 3 || !short || !(open || question) || !starts {
        return BlockKind::Paragraph;
    }
    let running =
        |j: usize| kinds[j].is_none() && (lines[j].chars >= RUNNING || marks::ends_a_sentence(lines[j].of(text)));
    match lines.get(i + 1) {
        Some(next) => {
            let below = kinds[i + 1] == Some(BlockKind::ListItem) || (running(i + 1) && next.chars > line.chars);
            if below && i > 0 && !words.ends_with(':') { BlockKind::Subheading } else { BlockKind::Paragraph }
        }
        None if (0..i).any(running) => BlockKind::Other,
        None => BlockKind::Paragraph,
    }
}
