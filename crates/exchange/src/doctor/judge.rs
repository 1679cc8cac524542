//! What offsets count where a file quotes no words: told by where spans begin and end. Annotators mark whole words, so a
//! way of counting by which spans cut words, or are no places at all, is wrong. The usual way is only overruled on clear
//! evidence; where two others are as good and differ, the usual stands, and that is said.

use super::choose::units;
use super::quote::splits;
use super::reading::{Lead, Place, Reading};
use super::said::Said;
use super::view::{Bench, Views};
use crate::draft::{Draft, DraftSpan};
use crate::finding::{Finding, FindingKind, counted};
use postil_engine::Text;

/// Spans that are looked at, at most.
const SAMPLE: usize = 4000;

/// How many spans two ways of counting put in different places, and how many of those are wrong by each.
#[derive(Clone, Copy, Debug, Default)]
struct Trial {
    differ: usize,
    usual_wrong: usize,
    usual_nowhere: usize,
    nowhere: usize,
    /// Those that both begin and end wrong by the usual way.
    usual_astray: usize,
    wrong: usize,
    /// Of the places, so that two ways can be told apart.
    places: u64,
}

impl Trial {
    /// Whether the other way is clearly right: nearly all of what differs lies on whole words by it, and most does not by
    /// the usual one. Where that is past the end of a text, which proves it wrong, some may be of parts of words. Of line ends and starts one span speaks, if it begins and ends wrong by the usual way and neither by the
    /// other: by chance that is rare, and such files are not.
    fn is_clear(self, reading: Reading, usual: Reading) -> bool {
        let is_shift = reading.unit == usual.unit && !reading.inclusive && !matches!(reading.lead, Lead::By(_));
        if is_shift && self.wrong == 0 && self.differ > 0 && self.usual_astray == self.differ {
            return true;
        }
        let enough = if self.usual_nowhere > 0 { 2 } else { 3 };
        let is_proven = self.usual_nowhere > 0 && self.nowhere == 0 && 4 * self.wrong <= self.usual_wrong;
        let is_right = 20 * self.wrong <= self.differ || is_proven;
        self.differ >= enough && is_right && 5 * self.usual_wrong >= 3 * self.differ
    }
}

/// What the file seems to count.
pub(super) fn judge(documents: &[Draft], usual: Reading, said: &mut Said) -> Reading {
    if !is_doubtful(documents, usual) {
        return usual;
    }
    let mut trials: Vec<(Reading, Trial)> = Vec::new();
    let (mut seen, mut wrong, mut nowhere) = (0, 0, 0);
    for (draft, spans) in sampled(documents) {
        seen += spans.len();
        let views = Views::new(&draft.text);
        let bench = Bench::new(&views);
        let places = usual.places(&bench, spans, |_, _| true);
        let verdicts: Vec<bool> = places.iter().map(|place| is_wrong(bench.after(), place.as_ref())).collect();
        wrong += verdicts.iter().filter(|wrong| **wrong).count();
        nowhere += places.iter().filter(|place| place.is_none()).count();
        for reading in others(&bench, usual) {
            let nth = trials.iter().position(|(known, _)| *known == reading).unwrap_or_else(|| {
                trials.push((reading, Trial::default()));
                trials.len() - 1
            });
            let Some((_, trial)) = trials.get_mut(nth) else { continue };
            try_out(&bench, spans, reading, &places, &verdicts, trial);
        }
    }
    let mut clear: Vec<_> = trials.into_iter().filter(|(reading, trial)| trial.is_clear(*reading, usual)).collect();
    clear.sort_by_key(|(_, trial)| std::cmp::Reverse((trial.usual_wrong, trial.differ - trial.wrong)));
    match clear[..] {
        [(reading, first), (_, second), ..] if first.places == second.places || gain(first) > gain(second) => reading,
        [(reading, _)] => reading,
        _ => {
            doubt(usual, seen, wrong, nowhere, clear.len(), said);
            usual
        }
    }
}

/// The documents that are looked at, with those of their spans that are.
fn sampled(documents: &[Draft]) -> impl Iterator<Item = (&Draft, &[DraftSpan])> {
    let mut seen = 0;
    documents.iter().filter(|draft| !draft.spans.is_empty()).map_while(move |draft| {
        let spans = draft.spans.get(..SAMPLE).unwrap_or(&draft.spans);
        let goes_on = seen < SAMPLE;
        seen += spans.len();
        goes_on.then_some((draft, spans))
    })
}

/// Whether something is wrong by the usual way of counting, so that another could be clearly right.
fn is_doubtful(documents: &[Draft], usual: Reading) -> bool {
    sampled(documents).any(|(draft, spans)| {
        let views = Views::new(&draft.text);
        let bench = Bench::new(&views);
        let places = usual.places(&bench, spans, |_, _| true);
        places.iter().any(|place| is_wrong(bench.after(), place.as_ref()))
    })
}

fn gain(trial: Trial) -> usize {
    trial.usual_wrong - trial.wrong.min(trial.usual_wrong)
}

fn doubt(usual: Reading, seen: usize, wrong: usize, nowhere: usize, clear: usize, said: &mut Said) {
    // What is no place at all is said when it is left out.
    let inside = wrong - nowhere;
    if clear == 0 && (inside < 3 || 3 * inside < seen) {
        return;
    }
    let why =
        if clear > 1 { "several ways of counting would fit" } else { "no other way of counting is clearly right" };
    let words = format!(
        "{wrong} of {} begin or end inside a word, at white space or outside of the text, and {why}: offsets were taken to \
         count {}.",
        counted(seen, "span", "spans"),
        usual.unit.words()
    );
    said.more.push(Finding::new(FindingKind::Doubt, wrong, words));
}

/// The ways of counting that are tried: other units and line ends, ends that name the last character, and counting
/// from one or from after a byte order mark or white space.
fn others(bench: &Bench<'_>, usual: Reading) -> Vec<Reading> {
    let mut found = Vec::new();
    for unit in units(bench, usual.unit) {
        found.extend(bench.views.ends().map(|ends| Reading { ends, ..Reading::plain(unit) }));
    }
    found.push(Reading { inclusive: true, ..usual });
    let text = bench.after().as_str();
    let (marked, blank) = (text.starts_with('\u{feff}'), text.starts_with(char::is_whitespace));
    let leads = [(Lead::Mark, marked), (Lead::Blank, blank), (Lead::By(-1), true)];
    found.extend(leads.into_iter().filter(|(_, is_there)| *is_there).map(|(lead, _)| Reading { lead, ..usual }));
    found.retain(|reading| *reading != usual);
    found
}

fn try_out(
    bench: &Bench<'_>,
    spans: &[DraftSpan],
    reading: Reading,
    usual: &[Option<Place>],
    verdicts: &[bool],
    trial: &mut Trial,
) {
    let places = reading.places(bench, spans, |_, _| true);
    for ((place, usual), usual_wrong) in places.iter().zip(usual).zip(verdicts) {
        if place == usual {
            continue;
        }
        trial.differ += 1;
        trial.usual_wrong += usize::from(*usual_wrong);
        trial.usual_nowhere += usize::from(usual.is_none());
        trial.nowhere += usize::from(place.is_none());
        trial.usual_astray += usize::from(ends(bench.after(), usual.as_ref()) == (true, true));
        trial.wrong += usize::from(is_wrong(bench.after(), place.as_ref()));
        for piece in place.iter().flatten() {
            let ends = (piece.start() as u64) << 32 | piece.end() as u64;
            trial.places = (trial.places ^ ends).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Whether a place is none that a person would mark.
fn is_wrong(text: &Text, place: Option<&Place>) -> bool {
    ends(text, place) != (false, false)
}

/// Whether a place begins, and whether it ends, where a person would not: inside a word or at white space.
fn ends(text: &Text, place: Option<&Place>) -> (bool, bool) {
    let Some(place) = place else { return (true, true) };
    let cuts = |at: usize| splits(text.as_str(), at);
    let begins = place.iter().any(|it| text.slice(*it).starts_with(char::is_whitespace) || cuts(it.start()));
    let stops = place.iter().any(|it| text.slice(*it).ends_with(char::is_whitespace) || cuts(it.end()));
    (begins, stops)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_inside_a_word_or_at_white_space_is_wrong() {
        let text = Text::new("Ana Ruiz paid 東京 well");
        for (start, end, wanted) in
            [(0, 8, false), (0, 7, true), (1, 8, true), (3, 8, true), (0, 9, true), (14, 17, false)]
        {
            let place = vec![text.span(start, end).unwrap()];
            assert_eq!(is_wrong(&text, Some(&place)), wanted, "{start}..{end}");
        }
        assert!(is_wrong(&text, None));
    }
}
