//! Names that their first or last words give away: "Acme Corp", "Ministry of Health", "Lake Victoria", "World Cup".

use crate::label::Label;

use super::super::lists::{Classes, class};
use super::super::reading::Reading;
use super::super::segment::Proposal;
use super::super::token::Kind;
use super::{AHEAD, Verdict, push, sign};

/// Last words and what they make of a name: classes, label, confidence, rule, worth.
const HEADS: [(Classes, Label, f32, &str, f32); 8] = [
    (class::SUFFIX, Label::Org, 0.95, "company-suffix", 2.1),
    (class::ORG_HEAD, Label::Org, 0.85, "org-head", 1.8),
    (class::EVENT_HEAD, Label::Event, 0.75, "event-head", 1.7),
    (class::GPE_HEAD, Label::Gpe, 0.85, "place-pattern", 1.75),
    (class::LOC_HEAD, Label::Loc, 0.8, "place-pattern", 1.75),
    (class::FAC_HEAD, Label::Fac, 0.8, "place-pattern", 1.75),
    (class::ORG_HEAD_WEAK, Label::Org, 0.7, "org-head", 1.6),
    (class::NORP, Label::Norp, 0.0, "", 0.0),
];

/// First words and what they make of a name when "of" or "for" follows: classes, label, confidence, rule.
const OPENINGS: [(Classes, Label, f32, &str); 5] = [
    (class::ORG_OPEN | class::ORG_HEAD, Label::Org, 0.85, "org-head"),
    (class::LOC_OF, Label::Loc, 0.85, "place-pattern"),
    (class::GPE_OF, Label::Gpe, 0.8, "place-pattern"),
    (class::EVENT_OF, Label::Event, 0.85, "event-head"),
    (class::FAC_HEAD, Label::Fac, 0.7, "place-pattern"),
];

pub(super) fn propose(reading: &Reading<'_>, i: usize, out: &mut Vec<Proposal>) {
    let token = &reading.tokens[i];
    let run = reading.run_end[i];
    let ordinary = token.opens && token.is(class::COMMON | class::TITLE) && !token.is(class::COMPANY | class::ORG);
    for to in i + 2..=run.min(i + AHEAD) {
        let last = &reading.tokens[to - 1];
        let Some((_, label, confidence, rule, worth)) = HEADS.iter().find(|(classes, ..)| last.is(*classes)) else {
            continue;
        };
        let suffix = last.is(class::SUFFIX);
        // "Public Health", "Information Technology": a subject rather than a body.
        let subject = last.is(class::ORG_HEAD_WEAK)
            && *label == Label::Org
            && to - i == 2
            && (i..to).all(|k| reading.is(k, class::COMMON))
            && !(i > 0 && matches!(reading.word(i - 1), "the" | "The"));
        let named = !(i..to - 1).any(|k| reading.is(k, class::COMMON | class::FUNCTION));
        let doubtful = ordinary && (to - i == 2 || token.is(class::TITLE)) && !suffix;
        if rule.is_empty()
            || (reading.loose && token.is(class::COMPANY) && !suffix)
            || subject
            || doubtful
            || (reading.loose && (!named || last.is(class::ORG_HEAD_WEAK) && !suffix))
        {
            continue;
        }
        push(reading, i, to, &Verdict::new(*label, *confidence, rule, *worth), out);
    }
    // "Acme, Inc."
    if sign(reading, run, ',') && reading.is(run + 1, class::SUFFIX) && !ordinary && run - i <= AHEAD {
        push(reading, i, run + 2, &Verdict::new(Label::Org, 0.95, "company-suffix", 1.9), out);
    }
    // "Acme plc"
    if reading.is(run, class::SUFFIX) && !reading.namy[run] && !ordinary && run - i <= AHEAD {
        push(reading, i, run + 1, &Verdict::new(Label::Org, 0.95, "company-suffix", 1.9), out);
    }
    if matches!(reading.word(i), "Interstate" | "Highway" | "Route" | "Terminal")
        && reading.at(i + 1).is_some_and(|t| t.kind == Kind::Number)
    {
        push(reading, i, i + 2, &Verdict::new(Label::Fac, 0.75, "place-pattern", 1.6), out);
    }
    openings(reading, i, out);
    partners(reading, i, out);
    if token.is(class::LOC_OPEN) && run > i + 1 && !reading.is(i + 1, class::TITLE | class::COMMON) {
        let to = run.min(i + 3);
        push(reading, i, to, &Verdict::new(Label::Loc, 0.85, "place-pattern", 1.7), out);
    }
    if token.is(class::EVENT_OPEN) && run > i + 1 && !(reading.loose && reading.is(i + 1, class::COMMON)) {
        let to = run.min(i + 3);
        push(reading, i, to, &Verdict::new(Label::Event, 0.8, "event-head", 1.8), out);
    }
}

/// "University of Leeds", "Department of Health and Human Services", "Royal Society for the Protection of Birds",
/// "Gulf of Oman", "Battle of Hastings".
fn openings(reading: &Reading<'_>, i: usize, out: &mut Vec<Proposal>) {
    let run = reading.run_end[i];
    let of = ["of", "for", "on"].contains(&reading.word(run));
    if !of || run - i > 5 || (reading.tokens[i].opens && reading.is(i, class::TITLE)) {
        return;
    }
    let head = &reading.tokens[run - 1];
    let Some((classes, label, confidence, rule)) = OPENINGS.iter().find(|(classes, ..)| head.is(*classes)) else {
        return;
    };
    let organisation = classes & class::ORG_OPEN != 0;
    let tied = matches!(
        reading.word(run - 1),
        "League" | "University" | "College" | "School" | "Court" | "House" | "Church" | "Army"
    );
    if reading.word(run) != "of" && (tied || !head.is(class::ORG_OPEN)) {
        return;
    }
    if !organisation && (reading.loose || reading.word(run) != "of") {
        return;
    }
    let the = organisation || classes & class::EVENT_OF != 0;
    let Some(first) = tail(reading, run + 1, the) else { return };
    let verdict = Verdict::new(*label, *confidence, rule, 1.8);
    push(reading, i, first, &verdict, out);
    if !organisation {
        return;
    }
    // More of the same: "and Human Services", "of Birds", when the words are ordinary ones.
    let mut to = first;
    for _ in 0..3 {
        let joint = reading.word(to);
        let joins = matches!(joint, "and" | "of" | "for" | "on" | "&") || (sign(reading, to, ',') && joint == ",");
        let Some(next) = joins.then(|| tail(reading, to + 1, matches!(joint, "of" | "for"))).flatten() else { return };
        let ordinary = (to + 1..next).all(|k| !reading.namy[k] || reading.is(k, class::COMMON));
        if !ordinary || (joint == "," && reading.word(next) != "and") {
            return;
        }
        to = next;
        push(reading, i, to, &verdict, out);
    }
}

/// The end of the capitalised run that starts at `at`, perhaps after "the".
fn tail(reading: &Reading<'_>, at: usize, the: bool) -> Option<usize> {
    let start = if the && reading.word(at) == "the" { at + 1 } else { at };
    let end = *reading.run_end.get(start)?;
    // In a title-case line the run goes on into other words; names end at the first ordinary one.
    let limit = if reading.loose { (start..end).find(|&k| reading.is(k, class::COMMON)).unwrap_or(end) } else { end };
    (limit > start && limit - start <= AHEAD).then_some(limit)
}

/// "Johnson & Johnson", "Marks & Spencer".
fn partners(reading: &Reading<'_>, i: usize, out: &mut Vec<Proposal>) {
    let run = reading.run_end[i];
    let person = reading.is(i, class::FIRST) && run > i + 1;
    if !person && sign(reading, run, '&') && reading.namy.get(run + 1) == Some(&true) && run - i <= 3 && !reading.loose
    {
        let to = reading.run_end[run + 1].min(run + 4);
        let weak = (i..to).all(|k| !reading.namy[k] || reading.is(k, class::COMMON));
        let confidence = if weak { 0.6 } else { 0.8 };
        push(reading, i, to, &Verdict::new(Label::Org, confidence, "partners", 1.7), out);
    }
}

/// The label that the first or last word of a name gives it.
pub(super) fn label(reading: &Reading<'_>, from: usize, to: usize) -> Option<Label> {
    let last = reading.at(to.checked_sub(1)?)?;
    let head = HEADS.iter().find(|(classes, .., rule, _)| last.is(*classes) && !rule.is_empty()).map(|head| head.1);
    let opens = || OPENINGS.iter().find(|(classes, ..)| reading.is(from, *classes)).map(|opening| opening.1);
    if last.kind == Kind::Word { head.filter(|_| to - from > 1).or_else(opens) } else { None }
}
