//! Names: a survey collects evidence over the whole document, the lexicon made of it marks every mention.
//!
//! Both passes cut text into tokens (`scan`, `token`), look where capitals mean something (`reading`), let lists (`lists`), patterns (`patterns`) and settled names propose
//! segments, and take the set that earns most (`segment`). Between them the evidence for each name is weighed
//! (`context`, `lexicon`) and short forms join their full names (`alias`). All of it is linear in the text.

mod alias;
mod context;
mod lexicon;
mod links;
mod lists;
mod patterns;
pub(crate) mod phrases;
mod reading;
mod recase;
mod scan;
mod segment;
mod sentences;
pub(crate) mod spelling;
mod survey;
pub(crate) mod tagger;
mod token;
mod words;

pub(crate) use lexicon::Lexicon;
pub(crate) use links::{Linked, Links, Mention};
pub use lists::{Names, NamesError};
pub(crate) use reading::Reading;
pub use sentences::{sentences, tokens};
pub(crate) use survey::Survey;
use tagger::Knowledge;
pub(crate) use tagger::{First, Places, Votes};
pub use tagger::{Model, ModelError, ModelFile, ModelReader, Reason};
pub(crate) use token::Token;

/// The text as it is read for names: lines in capitals as running text; `None` where it has no such lines.
pub(crate) fn recased(text: &str, names: &Names, knowledge: Option<&Knowledge>) -> Option<String> {
    recase::recased(text, names.lists(), knowledge)
}

/// Cuts `text[range]` into tokens (emptied first) with what the lists say of each.
pub(crate) fn scan(text: &str, range: std::ops::Range<usize>, names: &Names, tokens: &mut Vec<Token>) {
    scan::scan(text, range, Some(names.lists()), tokens);
}
