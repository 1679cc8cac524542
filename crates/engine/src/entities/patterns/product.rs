//! Products: a maker's name with more words ("Amazon One"), a model number ("Boeing 737"), a noun after the name
//! that only fits things that are made ("the Just Walk Out system").

use crate::label::Label;

use super::super::lists::class;
use super::super::reading::Reading;
use super::super::segment::Proposal;
use super::super::token::Kind;
use super::{Verdict, push};

/// What the second word of a product's name never is.
const OTHER: u64 = class::SUFFIX
    | class::ORG_HEAD
    | class::ORG_HEAD_WEAK
    | class::TITLE
    | class::FIRST
    | class::NORP
    | class::GPE
    | class::ORG
    | class::COMPANY
    | class::PERSON
    | class::FAC_HEAD
    | class::EVENT_HEAD;

pub(super) fn propose(reading: &Reading<'_>, i: usize, out: &mut Vec<Proposal>) {
    let token = &reading.tokens[i];
    let run = reading.run_end[i];
    if reading.loose {
        return;
    }
    let maker = token.is(class::COMPANY) && !(token.opens && token.is(class::COMMON));
    let noun = named_thing(reading, run);
    if maker && run > i + 1 && run - i <= 4 && (i + 1..run).all(|k| !reading.is(k, OTHER)) {
        let confidence = if noun { 0.8 } else { 0.6 };
        push(reading, i, run, &Verdict::new(Label::Product, confidence, "maker-product", 1.4), out);
    }
    let model = reading.at(run).filter(|t| t.kind == Kind::Number && is_model(reading.word(run)));
    if maker && model.is_some() && run - i <= 3 {
        push(reading, i, run + 1, &Verdict::new(Label::Product, 0.75, "maker-product", 1.6), out);
    }
    let plain = !(token.is(class::TITLE) || token.opens && token.is(class::COMMON | class::FUNCTION));
    let one = run == i + 1;
    let whole = reading.starts_run(i) && run - i <= 4 && plain;
    let headed =
        (i..run).any(|k| reading.is(k, class::ORG_HEAD | class::SUFFIX | class::TITLE | class::NORP | class::GPE));
    if noun && whole && !headed && !(one && token.is(class::LISTED | class::FIRST | class::SURNAME)) {
        push(reading, i, run, &Verdict::new(Label::Product, 0.7, "product-noun", 1.3), out);
    }
}

/// Whether "app", "system", "smart carts" stand at `at`.
fn named_thing(reading: &Reading<'_>, at: usize) -> bool {
    let lower = |k: usize| reading.at(k).is_some_and(|t| t.kind == Kind::Word && !t.capital);
    let noun = |k: usize| lower(k) && reading.is(k, class::PRODUCT_NOUN);
    noun(at)
        || (lower(at)
            && !reading.is(at, class::PLACE_PREP | class::SAY | class::PARTICLE)
            && reading.word(at).len() > 3
            && noun(at + 1))
}

/// Three digits or more that are no year.
fn is_model(word: &str) -> bool {
    word.len() >= 3 && !word.contains('.') && !(word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
}
