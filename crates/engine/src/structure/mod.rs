//! The parts of an article in plain text: headline, byline, paragraphs, captions, promos ...
//!
//! A block is a line that is not blank, or the lines of a hard-wrapped paragraph. What a line is follows from its
//! own words first (`marks`), then from where it stands among the others (`place` below).

mod lines;
mod marks;

use crate::model::{Block, BlockKind};

use lines::{Line, has_at_most};

/// Words in a headline or a caption, at most.
const SHORT: usize = 40;
/// Words and characters in a subheading, at most.
const HEADING: (usize, usize) = (14, 100);
/// Characters from which a line counts as running text whatever its end.
const RUNNING: usize = 120;

/// The blocks of `text` (LF line ends): sorted, not overlapping, no white space at their ends, and nothing but
/// white space between them. Linear.
#[must_use]
pub fn structure(text: &str) -> Vec<Block> {
    let lines = lines::read(text);
    let mut kinds: Vec<Option<BlockKind>> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let near_an_end = i < 6 || i + 3 > lines.len();
        kinds.push(marks::kind(line.text, near_an_end));
    }
    if let Some(at) = headline(&lines, &kinds) {
        kinds[at] = Some(BlockKind::Headline);
        let kicker = kinds[..at].iter_mut().filter(|kind| kind.is_none());
        kicker.for_each(|kind| *kind = Some(BlockKind::Other));
    }
    captions(&lines, &mut kinds);
    (0..lines.len())
        .map(|i| Block { kind: kinds[i].unwrap_or_else(|| place(&lines, &kinds, i)), span: lines[i].span })
        .collect()
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
fn headline(lines: &[Line<'_>], kinds: &[Option<BlockKind>]) -> Option<usize> {
    let mut free = (0..lines.len()).filter(|&i| kinds[i].is_none());
    let first = free.next()?;
    let second = free.next()?;
    let kicker = has_at_most(3, lines[first].text) && marks::shouted(lines[first].text) && titled(&lines[second]);
    if kicker && free.next().is_some() && !has_at_most(3, lines[second].text) {
        return Some(second);
    }
    titled(&lines[first]).then_some(first)
}

fn titled(line: &Line<'_>) -> bool {
    line.chars <= 250
        && has_at_most(SHORT, line.text)
        && !marks::ends_a_sentence(line.text)
        && !line.text.ends_with([':', ';', ','])
}

/// A short line beside a credit belongs to the same picture. Where the text does not set paragraphs apart by
/// blank lines, only a line above the credit that is no sentence does.
fn captions(lines: &[Line<'_>], kinds: &mut [Option<BlockKind>]) {
    let spaced = lines.iter().skip(1).any(|line| line.after_blank);
    for i in 0..lines.len() {
        if kinds[i] != Some(BlockKind::Credit) {
            continue;
        }
        let fits = |line: &Line<'_>| has_at_most(SHORT, line.text) && (spaced || !marks::ends_a_sentence(line.text));
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
fn place(lines: &[Line<'_>], kinds: &[Option<BlockKind>], i: usize) -> BlockKind {
    let line = &lines[i];
    if marks::is_rule(line.text) {
        return BlockKind::Other;
    }
    let short = line.chars <= HEADING.1 && has_at_most(HEADING.0, line.text);
    let open = !marks::ends_a_sentence(line.text) && !line.text.ends_with([';', ',']);
    let question = line.text.ends_with('?') && has_at_most(10, line.text);
    let starts = line.text.chars().find(|ch| ch.is_alphanumeric()).is_some_and(|ch| !ch.is_lowercase());
    if lines.len() < 3 || !short || !(open || question) || !starts {
        return BlockKind::Paragraph;
    }
    let running = |j: usize| kinds[j].is_none() && (lines[j].chars >= RUNNING || marks::ends_a_sentence(lines[j].text));
    match lines.get(i + 1) {
        Some(next) => {
            let below = kinds[i + 1] == Some(BlockKind::ListItem) || (running(i + 1) && next.chars > line.chars);
            if below && i > 0 && !line.text.ends_with(':') { BlockKind::Subheading } else { BlockKind::Paragraph }
        }
        None if (0..i).any(running) => BlockKind::Other,
        None => BlockKind::Paragraph,
    }
}
