//! What the rules settle whatever the model says, and the edges of names that it often gets wrong: titles before
//! people, "of" and a place behind a company, small words at the end.

use crate::detect::Found;
use crate::label::Label;

use super::super::lists::class;
use super::super::reading::Reading;
use super::super::token::Kind;
use super::Tagged;
use super::seen;
use super::tags::NameKind;
use super::votes::Votes;

/// Rules that are surer than this add names of their own.
const SURE: f32 = 0.7;
/// What a rule's confidence is worth where the model disagrees.
const RULES: f32 = 0.8;

/// Mends the names of a piece, and adds those that rules know better. Linear.
pub(super) fn repair(reading: &Reading<'_>, marked: &[Found], votes: &Votes, found: &mut Vec<Tagged>) {
    let mut parts = Vec::new();
    for tagged in found.iter_mut() {
        parts.extend(split(reading, tagged));
        trim(reading, tagged);
    }
    found.append(&mut parts);
    found.retain(|tagged| tagged.from < tagged.to);
    agree(reading, marked, found);
    by_rule(reading, marked, votes, found);
    found.sort_by_key(|tagged| tagged.from);
}

/// Cuts titles off people, and small words off the ends of places and organisations.
fn trim(reading: &Reading<'_>, tagged: &mut Tagged) {
    while tagged.label == Label::Person && tagged.from + 1 < tagged.to && reading.is_title(tagged.from) {
        tagged.from += 1;
    }
    while tagged.from + 1 < tagged.to
        && reading
            .at(tagged.to - 1)
            .is_some_and(|last| last.kind == Kind::Word && !last.capital && !last.is(class::SUFFIX))
        && matches!(tagged.label, Label::Gpe | Label::Loc | Label::Fac | Label::Org)
    {
        tagged.to -= 1;
    }
}

/// "Lactalis of France" is a company and a country: words before "of" that open no name of their own.
fn split(reading: &Reading<'_>, tagged: &mut Tagged) -> Option<Tagged> {
    if tagged.label != Label::Org {
        return None;
    }
    let of = (tagged.from + 1..tagged.to).find(|i| reading.word(*i) == "of")?;
    let after = of + 1;
    let opens =
        (tagged.from..of).any(|i| reading.is(i, class::ORG_OPEN | class::GPE_OF | class::LOC_OF | class::COMMON));
    let place = after + 1 == tagged.to && reading.is(after, class::GPE);
    if opens || !place || reading.lists.get(reading.key(tagged.from, tagged.to)) & class::LISTED != 0 {
        return None;
    }
    tagged.to = of;
    Some(Tagged { from: after, to: after + 1, label: Label::Gpe, ..*tagged })
}

/// Where a rule found the same name, both speak for it.
fn agree(reading: &Reading<'_>, marked: &[Found], found: &mut [Tagged]) {
    for tagged in found {
        let (start, end) = (reading.bytes(tagged.from).start, reading.bytes(tagged.to - 1).end);
        let at = marked.partition_point(|mark| mark.span.start() < start);
        let same = marked.get(at).filter(|mark| (mark.span.start(), mark.span.end()) == (start, end));
        if let Some(mark) = same.filter(|mark| mark.label == tagged.label) {
            tagged.confidence = tagged.confidence.max((tagged.confidence + mark.confidence) / 2.0);
        }
    }
}

fn is_of(label: Label, kind: NameKind) -> bool {
    match label {
        Label::Person => kind == NameKind::Person,
        Label::Org => kind == NameKind::Org,
        Label::Gpe | Label::Loc | Label::Fac => kind == NameKind::Place,
        _ => false,
    }
}

/// Adds what only rules and lists know: the model has seen few products, titles and events, and no datelines.
fn by_rule(reading: &Reading<'_>, marked: &[Found], votes: &Votes, found: &mut Vec<Tagged>) {
    for mark in marked {
        let settled = matches!(mark.rule, "dateline" | "result");
        let known = matches!(mark.label, Label::Norp | Label::Product | Label::Event | Label::WorkOfArt);
        let range = seen::within(reading.tokens, mark);
        // A heading's "Amazon" that rules find is what the model found "Amazon" to be in the text below.
        let is_said = |i: usize| votes.settled(reading.tokens[i].key).is_some_and(|kind| is_of(mark.label, kind));
        let said = || mark.confidence >= 0.5 && !range.is_empty() && range.clone().all(is_said);
        if !(settled || known && mark.confidence >= SURE || said()) {
            continue;
        }
        let (from, to) = (range.start, range.end);
        let meets = |other: &Tagged| other.from < to && from < other.to;
        let worth = if settled { 1.0 } else { RULES };
        let mut tagged = Tagged { from, to, label: mark.label, confidence: mark.confidence * worth, rule: mark.rule };
        if settled {
            // A country that plays is a country.
            let same = found.iter().find(|other| (other.from, other.to) == (from, to));
            if mark.rule == "result"
                && same.is_some_and(|same| {
                    matches!(same.label, Label::Gpe | Label::Person)
                        && mark.label == Label::Org
                        && same.confidence > 0.5
                })
            {
                tagged.label = same.map_or(tagged.label, |same| same.label);
            }
            found.retain(|other| !meets(other));
        } else if found.iter().any(meets) {
            continue;
        }
        if from < to {
            found.push(tagged);
        }
    }
}
