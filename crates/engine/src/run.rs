//! Detection in steps. A [`Run`] first surveys the document (figures, names seen, abbreviations introduced); the model,
//! where there is one, then tags it piece by piece, knowing what the rules make of each; names are joined into entities,
//! and the marks are handed out. Each step handles one piece of at most [`PIECE`] bytes, so the caller decides how long
//! to work at a time. Time and memory are linear in the text.

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use crate::detect::{Detection, Found, FoundEntity, Options};
use crate::entities::{
    First, Lexicon, Linked, Links, Mention, Model, Places, Reading, Survey, Token, Votes, recased, scan, tagger,
};
use crate::figures::assumed::{Currencies, Said};
use crate::figures::find as figures_in;
use crate::model::{Block, BlockKind};
use crate::text::Text;

/// Bytes handled in one step, at most; longer blocks are cut at white space.
const PIECE: usize = 4096;

/// What a step brought.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The text as a whole was read on; no piece is done, and nothing to show yet.
    Prepared,
    /// Part of the survey is done; nothing to show yet.
    Surveyed,
    /// The survey is over: the entities that later marks refer to by index.
    Entities(Vec<FoundEntity>),
    /// The marks of the next piece, in text order.
    Found(Vec<Found>),
    /// All is done.
    Done,
}

/// A detection under way.
pub struct Run {
    text: Text,
    /// The text as it is read for names.
    read: Arc<str>,
    options: Options,
    /// Steps done and in all.
    progress: (usize, usize),
    /// Pieces that the phase has still to go through, and those that the next one will.
    pieces: VecDeque<Ready>,
    next: VecDeque<Ready>,
    phase: Phase,
    places: Places,
    tokens: Vec<Token>,
    currencies: Currencies,
    /// Where the last mark of the person's own list ends.
    taken: usize,
}

/// What is being done.
enum Phase {
    /// The text is read for the currencies that it names, then without capitals where whole lines are in capitals.
    Prepare(Said),
    /// Figures are found, evidence for names is gathered.
    Survey(Survey),
    /// The model takes a first look at every piece, the rules being known.
    Look(Lexicon, Model, Votes),
    /// It decides, knowing what it made of the same words elsewhere.
    Tag(Model, Votes, Links),
    /// Marks are handed out: by the rules, or by what the model found.
    Mark(Lexicon),
    Hand(Linked),
}

/// A piece with what is known of it so far.
struct Ready {
    piece: Piece,
    figures: Vec<Found>,
    marked: Vec<Found>,
    first: First,
    mentions: Vec<Mention>,
}

#[derive(Clone)]
pub(crate) struct Piece {
    pub(crate) range: Range<usize>,
    pub(crate) kind: BlockKind,
}

impl Run {
    /// Prepares a run; `blocks` as [`structure`](crate::structure()) gives them.
    #[must_use]
    pub fn new(text: &Text, blocks: &[Block], options: &Options) -> Self {
        let pieces = blocks.iter().flat_map(|block| pieces(text.as_str(), *block));
        let ready = |piece| Ready {
            piece,
            figures: Vec::new(),
            marked: Vec::new(),
            first: First::default(),
            mentions: Vec::new(),
        };
        let pieces: VecDeque<Ready> = pieces.map(ready).collect();
        Self {
            text: text.clone(),
            read: text.shared(),
            progress: (0, pieces.len() * if options.model.is_some() { 4 } else { 2 }),
            pieces,
            next: VecDeque::new(),
            phase: Phase::Prepare(Said::default()),
            places: Places::default(),
            tokens: Vec::new(),
            taken: 0,
            currencies: options.currencies.clone().unwrap_or_default(),
            options: options.clone(),
        }
    }

    /// Steps done and steps in all.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        self.progress
    }

    /// Handles all that is left; the marks and entities of the steps that it takes.
    #[must_use]
    pub fn finish(mut self) -> Detection {
        let mut detection = Detection::default();
        loop {
            match self.step() {
                Step::Prepared | Step::Surveyed => {}
                Step::Entities(entities) => detection.entities = entities,
                Step::Found(found) => detection.spans.extend(found),
                Step::Done => return detection,
            }
        }
    }

    /// Handles the next piece.
    pub fn step(&mut self) -> Step {
        if let Phase::Prepare(said) = &mut self.phase {
            if self.options.currencies.is_some() || !said.step(self.text.as_str()) {
                self.prepare();
            }
            return Step::Prepared;
        }
        let Some(mut ready) = self.pieces.pop_front() else { return self.turn() };
        self.progress.0 += 1;
        let Piece { range, kind } = ready.piece.clone();
        let text = self.text.as_str();
        if let Phase::Hand(linked) = &self.phase {
            let names = ready.mentions.iter().filter_map(|mention| linked.mark(mention)).collect();
            return self.handed(range, merge(ready.figures, names));
        }
        scan(&self.read, range.clone(), &self.options.names, &mut self.tokens);
        let names = self.options.names.clone();
        let reading = Reading::new(&self.read, &self.tokens, &names, kind);
        match &mut self.phase {
            Phase::Survey(survey) => {
                ready.figures = figures_in(text, range, &self.options);
                self.currencies.settle(text, &mut ready.figures);
                survey.read(&reading, &ready.figures);
                if self.options.model.is_some() {
                    self.places.note(&reading);
                }
            }
            Phase::Look(lexicon, model, votes) => {
                ready.marked = lexicon.find(&reading, &ready.figures);
                ready.first = tagger::first(&reading, &ready.marked, &ready.figures, &self.places, model, votes);
            }
            Phase::Tag(model, votes, links) => {
                let first = std::mem::take(&mut ready.first);
                let tagged = tagger::tag(&reading, &ready.marked, &first, votes, model);
                ready.mentions = links.note(&reading, &tagged, &ready.figures);
                ready.marked = Vec::new();
            }
            Phase::Mark(lexicon) => {
                let names = lexicon.find(&reading, &ready.figures);
                return self.handed(range, merge(ready.figures, names));
            }
            Phase::Hand(_) | Phase::Prepare(_) => {}
        }
        self.next.push_back(ready);
        Step::Surveyed
    }

    /// The marks of a piece with what the person's own list says.
    fn handed(&mut self, piece: Range<usize>, found: Vec<Found>) -> Step {
        Step::Found(self.options.personal.apply(self.text.as_str(), piece, found, &mut self.taken))
    }

    /// Ends the first phase.
    fn prepare(&mut self) {
        let knowledge = self.options.model.as_ref().map(Model::knowledge);
        if let Some(read) = recased(self.text.as_str(), &self.options.names, knowledge) {
            self.read = read.into();
        }
        if let Phase::Prepare(said) = std::mem::replace(&mut self.phase, Phase::Survey(Survey::default()))
            && self.options.currencies.is_none()
        {
            self.currencies = said.named;
        }
    }

    /// Goes on to the next phase.
    fn turn(&mut self) -> Step {
        self.pieces = std::mem::take(&mut self.next);
        match std::mem::replace(&mut self.phase, Phase::Survey(Survey::default())) {
            Phase::Survey(survey) => {
                let lexicon = survey.resolve();
                match self.options.model.clone() {
                    Some(model) => {
                        self.phase = Phase::Look(lexicon, model, Votes::default());
                        self.step()
                    }
                    None => {
                        let entities = lexicon.entities().to_vec();
                        self.phase = Phase::Mark(lexicon);
                        Step::Entities(entities)
                    }
                }
            }
            Phase::Look(_, model, votes) => {
                self.phase = Phase::Tag(model, votes, Links::default());
                self.step()
            }
            Phase::Tag(_, _, links) => {
                let linked = links.settle();
                let entities = linked.entities().to_vec();
                self.phase = Phase::Hand(linked);
                Step::Entities(entities)
            }
            phase @ (Phase::Mark(_) | Phase::Hand(_) | Phase::Prepare(_)) => {
                self.phase = phase;
                Step::Done
            }
        }
    }
}

/// Cuts a block into pieces at white space (or, without any, at a character boundary).
pub(crate) fn pieces(text: &str, block: Block) -> Vec<Piece> {
    let mut rest = block.span.range();
    let mut pieces = Vec::new();
    while rest.len() > PIECE {
        let limit = text.floor_char_boundary(rest.start + PIECE);
        let window = &text[rest.start..limit];
        let cut = window.rfind(char::is_whitespace).filter(|&at| at > 0).unwrap_or(window.len());
        pieces.push(Piece { range: rest.start..rest.start + cut, kind: block.kind });
        rest.start += cut;
    }
    pieces.push(Piece { range: rest, kind: block.kind });
    pieces
}

/// Joins figures and names into one list in text order without overlaps. Where the two meet, the longer wins, and
/// the figure when they are alike: "May 2024" is a date, "Boeing 737" and "The 1975" are names.
fn merge(figures: Vec<Found>, names: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::with_capacity(figures.len() + names.len());
    let (mut figures, mut names) = (figures.into_iter().peekable(), names.into_iter().peekable());
    let order = |found: &Found| (found.span.start(), Reverse(found.span.end()));
    loop {
        let figure_first = match (figures.peek(), names.peek()) {
            (Some(figure), Some(name)) => order(figure) <= order(name),
            (figure, _) => figure.is_some(),
        };
        let Some(found) = (if figure_first { figures.next() } else { names.next() }) else { return kept };
        match kept.last() {
            Some(last) if last.span.overlaps(found.span) => {
                if found.span.len() > last.span.len() {
                    kept.pop();
                    kept.push(found);
                }
            }
            _ => kept.push(found),
        }
    }
}
