//! People: a title or a profession before the name, a first name, initials, particles ("von der", "bin").

use crate::label::Label;
use crate::model::BlockKind;

use super::super::lists::class;
use super::super::reading::Reading;
use super::super::segment::Proposal;
use super::super::token::Token;
use super::{Verdict, push, sign};

/// Words in a person's name, at most.
const LONGEST: usize = 6;
/// Classes that no part of a person's name has (but for the first word).
const FOREIGN: u64 = class::SUFFIX | class::ORG_HEAD | class::TITLE | class::NEVER | class::FUNCTION | class::NORP;

pub(super) fn propose(reading: &Reading<'_>, i: usize, out: &mut Vec<Proposal>) {
    let token = &reading.tokens[i];
    let before = reading.before(i);
    let royal =
        token.is(class::ROYAL) && reading.namy.get(i + 1) == Some(&true) && !reading.is(i + 1, class::COMMON | FOREIGN);
    if let Some(to) = ends(reading, i + 1).into_iter().flatten().last().filter(|_| royal) {
        push(reading, i, to, &Verdict::new(Label::Person, 0.85, "title", 1.7), out);
    }
    let titled = before.is_some_and(|b| {
        (b.is(class::TITLE | class::ROLE) && !b.is(class::TITLE_MOD) && b.capital) || b.is(class::ROYAL) && b.capital
    });
    let role = before.is_some_and(|b| b.is(class::ROLE) && !b.capital);
    let the = i > 0 && matches!(reading.word(i - 1), "the" | "The");
    let first = token.is(class::FIRST);
    let initial = is_initial(reading, i);
    let credited = is_credited(reading, i);
    if token.is(class::NORP) || (token.is(FOREIGN) && !first) {
        return;
    }
    for to in ends(reading, i).into_iter().flatten() {
        let length = to - i;
        let parts = i + 1..to;
        let own = class::FIRST | class::SURNAME | class::PERSON;
        let foreign = parts.clone().any(|k| {
            let ordinary = reading.is(k, class::COMMON) && !reading.is(k, own) && k + 1 < to;
            reading.namy[k] && (reading.is(k, FOREIGN) || ordinary) && !is_initial(reading, k)
        });
        if foreign {
            continue;
        }
        let last = to - 1 - usize::from(length > 1 && is_numeral(reading.word(to - 1)));
        let surname = judge(&reading.tokens[last]);
        let listed = reading.is(i, class::LISTED) && !reading.is(i, class::PERSON) && !first;
        let numeral = last + 1 < to;
        let titled = titled && (!listed || reading.is(i, class::SURNAME));
        let verdict = if credited && !listed && to == reading.run_end[i] {
            Some(if length > 1 { (0.85, "byline", 1.7) } else { (0.72, "byline", 1.4) })
        } else if titled && (length > 1 || surname != Surname::Ordinary) {
            Some((0.92, "title", 1.85))
        } else if role && first && length == 2 && !reading.loose {
            Some((0.88, "role", 1.9))
        } else if (first || initial) && length > 1 && last > i && !(the && to < reading.run_end[i]) {
            match surname {
                Surname::Known | Surname::Strange => Some((0.9, "first-name", 1.7)),
                Surname::Place if !reading.loose && !the => Some((0.75, "first-name", 1.45)),
                Surname::Ordinary if !reading.loose && !the && !token.is(class::COMMON) => {
                    Some((0.65, "first-name", 1.25))
                }
                Surname::Place | Surname::Ordinary => None,
            }
        } else if length == 2
            && !the
            && reading.is(last, class::PERSON)
            && !token.is(class::COMMON | class::LISTED)
            && !reading.loose
        {
            Some((0.8, "surname", 1.5))
        } else if numeral && length < 4 && surname == Surname::Strange && !token.is(class::COMMON | class::LISTED) {
            Some((0.8, "numeral", 1.6))
        } else if role && !listed && !reading.loose && surname != Surname::Ordinary {
            Some(if length > 1 { (0.85, "role", 1.6) } else { (0.6, "role", 1.2) })
        } else {
            None
        };
        if let Some((confidence, rule, worth)) = verdict {
            push(reading, i, to, &Verdict::new(Label::Person, confidence, rule, worth), out);
        }
    }
}

/// What the last word of a name looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Surname {
    Known,
    Strange,
    Place,
    Ordinary,
}

fn judge(token: &Token) -> Surname {
    if token.is(class::SURNAME | class::PERSON) {
        Surname::Known
    } else if token.is(class::COMMON | class::ORG_HEAD_WEAK | class::FAC_HEAD | class::LOC_HEAD | class::EVENT_HEAD)
        || token.shouted && token.end - token.start < 4
    {
        Surname::Ordinary
    } else if token.is(class::LISTED) {
        Surname::Place
    } else {
        Surname::Strange
    }
}

/// Where bylines and credits have names: after "by", "and" or a sign.
fn is_credited(reading: &Reading<'_>, i: usize) -> bool {
    let single = reading.run_end[i] == i + 1;
    let word = i.checked_sub(1).map(|i| crate::text::lower(reading.word(i))).unwrap_or_default();
    let after = matches!(word.as_str(), "by" | "and" | "/" | "&") || (word == ":" && !single);
    match reading.kind {
        BlockKind::Byline => after || (!single && (i == 0 || word == ",")),
        BlockKind::Credit => after,
        BlockKind::Headline
        | BlockKind::Subheading
        | BlockKind::Paragraph
        | BlockKind::Dateline
        | BlockKind::Caption
        | BlockKind::Promo
        | BlockKind::ListItem
        | BlockKind::Other => false,
    }
}

/// "J." or "J.K.".
fn is_initial(reading: &Reading<'_>, i: usize) -> bool {
    let word = reading.word(i);
    word.ends_with('.')
        && word.len() <= 6
        && word.bytes().enumerate().all(|(k, byte)| if k % 2 == 0 { byte.is_ascii_uppercase() } else { byte == b'.' })
        && !reading.is(i, class::LISTED)
}

fn is_numeral(word: &str) -> bool {
    matches!(
        word,
        "II" | "III"
            | "IV"
            | "V"
            | "VI"
            | "VII"
            | "VIII"
            | "IX"
            | "XI"
            | "XII"
            | "XIII"
            | "XIV"
            | "XV"
            | "XVI"
            | "Jr"
            | "Jr."
            | "Sr"
            | "Sr."
    )
}

/// Where a person's name that starts at `i` may end: after each capitalised word of the run, over particles into
/// a second run, and after "Jr." or "III".
fn ends(reading: &Reading<'_>, i: usize) -> [Option<usize>; 6] {
    let mut ends = [None; 6];
    let Some(&whole) = reading.run_end.get(i) else { return ends };
    let run = whole.min(i + LONGEST - 2);
    let mut slot = 0;
    let mut add = |to: usize| {
        if let Some(place) = ends.get_mut(slot) {
            *place = Some(to);
            slot += 1;
        }
    };
    for to in i + 1..=run {
        add(to);
    }
    if run == whole {
        let mut next = run;
        while next < run + 3 && reading.at(next).is_some_and(|t| t.is(class::PARTICLE) && !t.capital) {
            next += 1;
        }
        if next > run && reading.namy.get(next) == Some(&true) {
            add(reading.run_end[next].min(next + 2));
        }
        let numeral = if sign(reading, run, ',') { run + 1 } else { run };
        if is_numeral(reading.word(numeral)) && (numeral == run || reading.word(numeral).ends_with('.')) {
            add(numeral + 1);
        }
    }
    ends
}
