//! Which names are one entity: an abbreviation and what it stands for, a surname after a full name, a company
//! without its "Inc". A shared first word is not enough: "Amazon" and "Amazon Web Services" are two.

use crate::label::Label;

use super::lists::{KeyMap, class};
use super::survey::{Evidence, Survey};
use super::token;

/// For each name the name that stands for its entity (itself, if none is fuller). Labels of short forms follow
/// those of the full names. Linear in the names.
pub(super) fn join(survey: &mut Survey, labels: &mut [Option<(Label, f32)>]) -> Vec<usize> {
    let mut roots: Vec<usize> = (0..survey.names.len()).collect();
    let names = &survey.names;
    let known = |i: &usize| labels[*i].is_some_and(|(label, confidence)| label == Label::Person && confidence >= 0.6);
    let surnames: KeyMap<()> =
        (0..names.len()).filter(|i| names[*i].words.len() == 1 && known(i)).map(|i| (names[i].key, ())).collect();
    for (i, evidence) in names.iter().enumerate() {
        // "Saka, 22, ..." makes a person of "Bukayo Saka", which no list knows.
        let unsure = labels[i].is_some_and(|(_, confidence)| confidence < 0.6) && evidence.label.is_none();
        let ends = evidence.words.last().is_some_and(|last| surnames.contains_key(last));
        if unsure
            && ends
            && (2..4).contains(&evidence.words.len())
            && evidence.first & (class::COMMON | class::LISTED) == 0
        {
            labels[i] = Some((Label::Person, 0.75));
        }
    }
    let mut by_last: KeyMap<usize> = KeyMap::default();
    let mut by_first: KeyMap<usize> = KeyMap::default();
    let mut by_stem: KeyMap<usize> = KeyMap::default();
    let mut by_initials: KeyMap<usize> = KeyMap::default();
    for (i, evidence) in names.iter().enumerate() {
        let Some((label, confidence)) = labels[i] else { continue };
        let (Some(first), Some(last), true) = (evidence.words.first(), evidence.words.last(), evidence.words.len() > 1)
        else {
            continue;
        };
        if label == Label::Person && confidence >= 0.6 {
            let surname =
                if is_generation(evidence) { evidence.words.iter().rev().nth(1).unwrap_or(last) } else { last };
            by_last.entry(*surname).or_insert(i);
            if evidence.first & class::FIRST != 0
                || evidence.first & (class::COMMON | class::LISTED | class::TITLE) == 0
            {
                by_first.entry(*first).or_insert(i);
            }
        }
        if label == Label::Org && confidence >= 0.6 {
            if evidence.last & class::SUFFIX != 0 {
                let stem = evidence.words[..evidence.words.len() - 1]
                    .iter()
                    .fold(token::SEED, |key, word| token::chain(key, *word));
                by_stem.entry(stem).or_insert(i);
                // "Coldwater" after "Coldwater Storage NV"; but not "John" after "John Lewis plc".
                if evidence.first & (class::LISTED | class::FIRST | class::COMMON) == 0 {
                    by_first.entry(*first).or_insert(i);
                }
            } else if (evidence.last & (class::ORG_OPEN | class::ORG_HEAD_WEAK) == 0
                || evidence.name.ends_with(" Bank"))
                && evidence.first & class::LISTED == 0
            {
                by_first.entry(*first).or_insert(i);
            }
        }
        if matches!(label, Label::Org | Label::Gpe | Label::Event) && evidence.initials.len() > 2 {
            by_initials.entry(token::key_of(&evidence.initials)).or_insert(i);
        }
    }
    for (i, evidence) in names.iter().enumerate() {
        let single = evidence.words.len() == 1;
        let key = evidence.key;
        let short = evidence.shouted.then(|| by_initials.get(&key)).flatten();
        let person =
            by_last.get(evidence.words.last().unwrap_or(&key)).filter(|&&j| j != i && shortens(evidence, &names[j]));
        let first = by_first.get(&key).filter(|&&j| j != i && single && evidence.listed == 0);
        let target = by_stem.get(&key).or(short).or(person).or(first);
        let Some(&full) = target.filter(|&&full| full != i) else { continue };
        let strong = evidence.listed & (class::COMPANY | class::ORG | class::NORP) != 0 && person.is_some();
        let country = evidence.listed & class::GPE != 0 && evidence.around[Label::Gpe as usize] > 0.5;
        if strong || (country && short.is_none()) {
            continue;
        }
        follow(i, full, labels, &mut roots);
    }
    for (short, name) in &survey.introduced {
        if let (Some(&i), Some(&full)) = (survey.by_key.get(short), survey.by_key.get(name))
            && i != full
        {
            follow(i, full, labels, &mut roots);
        }
    }
    for i in 0..roots.len() {
        let mut root = roots[i];
        // Chains are short ("AWS" to its name, that to the one with "Inc"); a circle ends at a name seen before.
        for _ in 0..4 {
            root = roots[root];
        }
        roots[i] = root;
    }
    roots
}

fn follow(i: usize, full: usize, labels: &mut [Option<(Label, f32)>], roots: &mut [usize]) {
    if roots[full] == i {
        return;
    }
    let Some((label, confidence)) = labels[full] else { return };
    let own = labels[i].map_or(0.0, |(_, own)| own);
    labels[i] = Some((label, confidence.max(own).min(0.9)));
    roots[i] = full;
}

/// Whether `short` can be a short form of the person `full`: the surname alone, or first and last name of three.
fn shortens(short: &Evidence, full: &Evidence) -> bool {
    match short.words.len() {
        1 => short.name.len() > 2,
        2 => full.words.len() > 2 && short.words.first() == full.words.first(),
        _ => false,
    }
}

/// "Jr", "III".
fn is_generation(evidence: &Evidence) -> bool {
    evidence
        .name
        .rsplit(' ')
        .next()
        .is_some_and(|word| matches!(word, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III" | "IV"))
}
