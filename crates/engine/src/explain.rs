//! Why the model marked a name: asked for one mark at a time, of which the features are made anew. The rest of the
//! document matters by what it says of the same words, so only the pieces that hold them are read, and not all of many.

use crate::detect::{Found, Options};
use crate::entities::tagger::{Looked, Reason};
use crate::entities::{Lexicon, Places, Reading, Survey, Votes, recased, scan, tagger};
use crate::figures::find as figures_in;
use crate::label::Label;
use crate::model::Block;
use crate::run::{Piece, pieces};
use crate::text::{Span, Text};

/// Bytes that are read beside the mark's own piece, about.
const ENOUGH: usize = 8_000;

/// What spoke for the mark of `span` as a `label`, strongest first; nothing without a model, and nothing where it is not
/// the words here that made it one. Linear in the text, with at most some thousand bytes looked at closely.
#[must_use]
pub fn explain(text: &Text, blocks: &[Block], span: Span, label: Label, options: &Options) -> Vec<Reason> {
    let Some(model) = &options.model else { return Vec::new() };
    let text = text.as_str();
    let recased = recased(text, &options.names, Some(model.knowledge()));
    let read = recased.as_deref().unwrap_or(text);
    let pieces = with_words_of(text, blocks, span);
    let (lexicon, places, figured) = gather(text, read, &pieces, options);
    let (mut tokens, mut votes, mut own) = (Vec::new(), Votes::default(), None);
    for (piece, figures) in pieces.iter().zip(&figured) {
        scan(read, piece.range.clone(), &options.names, &mut tokens);
        let reading = Reading::new(read, &tokens, &options.names, piece.kind);
        let marked = lexicon.find(&reading, figures);
        let first = tagger::first(&reading, &marked, figures, &places, model, &mut votes);
        if holds(piece, span) {
            own = Some((piece, figures, marked, first));
        }
    }
    let Some((piece, figures, marked, first)) = own else { return Vec::new() };
    scan(read, piece.range.clone(), &options.names, &mut tokens);
    let reading = &Reading::new(read, &tokens, &options.names, piece.kind);
    let name = Found { span, label, confidence: 1.0, rule: "model", value: None, entity: None };
    let looked = Looked { reading, marked: &marked, figures, places: &places, first: &first, votes: &votes };
    looked.reasons(&name, model)
}

fn holds(piece: &Piece, span: Span) -> bool {
    piece.range.start <= span.start() && span.end() <= piece.range.end
}

/// The piece of the span, and the first of those that have one of its capitalised words.
fn with_words_of(text: &str, blocks: &[Block], span: Span) -> Vec<Piece> {
    let words = text.get(span.range()).unwrap_or_default().split(|ch: char| !ch.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| word.starts_with(char::is_uppercase)).take(5).collect();
    let mut left = ENOUGH;
    let mut wanted = |piece: &Piece| {
        let has = |word: &&str| text.get(piece.range.clone()).is_some_and(|text| text.contains(*word));
        let takes = holds(piece, span) || piece.range.len() <= left && words.iter().any(has);
        if takes {
            left = left.saturating_sub(piece.range.len());
        }
        takes
    };
    blocks.iter().flat_map(|block| pieces(text, *block)).filter(|piece| wanted(piece)).collect()
}

/// What the rules and lists make of the pieces together, where their words stand, and their figures; `read` is the text
/// as it is read for names. Linear.
pub(crate) fn gather(
    text: &str,
    read: &str,
    pieces: &[Piece],
    options: &Options,
) -> (Lexicon, Places, Vec<Vec<Found>>) {
    let (mut survey, mut places) = (Survey::default(), Places::default());
    let (mut figured, mut tokens) = (Vec::new(), Vec::new());
    for piece in pieces {
        let figures = figures_in(text, piece.range.clone(), options);
        scan(read, piece.range.clone(), &options.names, &mut tokens);
        let reading = Reading::new(read, &tokens, &options.names, piece.kind);
        survey.read(&reading, &figures);
        places.note(&reading);
        figured.push(figures);
    }
    (survey.resolve(), places, figured)
}
