//! What holds for detection in any text: sorted, apart, on boundaries, within range, and the same in steps.

#![allow(clippy::unwrap_used)] // in a test, a panic is the message

use std::sync::LazyLock;

use postil_engine::{Detection, Model, Options, Personal, Run, Step, Text, detect, read_personal, structure};
use proptest::prelude::*;

/// Names by rules, by the model, and with a personal list.
static OPTIONS: LazyLock<[Options; 3]> = LazyLock::new(|| {
    let model = Model::parse(include_bytes!("../../../model/en.model")).unwrap();
    let list =
        "postil personal 1\nAmazon Web\tGPE\tany\nthe University of\tORG\tany\nLondon\t-\texact\nand\tmine\texact\n";
    let personal = Personal::new(read_personal(list).unwrap());
    let by_model = Options { model: Some(model), ..Options::default() };
    [Options::default(), by_model.clone(), Options { personal, ..by_model }]
});

/// Detects step by step.
fn in_steps(text: &str, options: &Options) -> Detection {
    let text = Text::new(text);
    let mut run = Run::new(&text, &structure(text.as_str()), options);
    let (mut detection, mut steps) = (Detection::default(), 0);
    loop {
        match run.step() {
            Step::Prepared => {}
            Step::Surveyed => steps += 1,
            Step::Entities(entities) => detection.entities = entities,
            Step::Found(found) => {
                steps += 1;
                detection.spans.extend(found);
            }
            Step::Done => break,
        }
        let (done, total) = run.progress();
        assert_eq!(done, steps.min(total));
    }
    assert_eq!(run.progress(), (steps, steps));
    detection
}

fn check(text: &str) -> Result<(), TestCaseError> {
    OPTIONS.iter().try_for_each(|options| check_with(text, options))
}

fn check_with(text: &str, options: &Options) -> Result<(), TestCaseError> {
    let detection = detect(text, options);
    let mut at = 0;
    for found in &detection.spans {
        prop_assert!(found.span.start() >= at, "overlap or disorder at {:?} in {:?}", found, text);
        let words = text.get(found.span.range());
        prop_assert!(words.is_some_and(|words| !words.is_empty() && words.trim() == words), "{:?}", words);
        prop_assert!((0.0..=1.0).contains(&found.confidence));
        if let Some(entity) = found.entity.map(|entity| &detection.entities[entity as usize]) {
            prop_assert_eq!(entity.label, found.label);
        }
        at = found.span.end();
    }
    prop_assert_eq!(in_steps(text, options), detection);
    Ok(())
}

/// Words that the rules turn on, so that generated texts reach them.
const WORDS: &str = "Amazon|Amazon Web Services|(AWS)|Duncan|Neasham|Inc.|, Inc.|University|of|the|The|and|&|President|Dr.|King|III|Jr.|said|in|London|\
,|.|:|\"|“|”|(|)|'s|’s|Lake|Mount|River|Cup|2024|Boeing|737|U.S.|US|St.|Jan|May|April 4|iPhone|15|van|bin|system|app|READ ALSO:|By|Photo:|\
- |1. |\n|\n\n|é|ß|İ|ǅ|👩‍👩‍👧|e\u{301}|\u{200f}|שלום|x|X|-|–|'|J.|S&P|3M|7-Eleven|O’Neill|AT&T|…|@|#|http://x.y/Z";

/// Texts of such words.
fn articles() -> impl Strategy<Value = String> {
    let words: Vec<&str> = WORDS.split('|').collect();
    let gap = prop::sample::select(vec![" ", " ", " ", "", "\n"]);
    prop::collection::vec((prop::sample::select(words), gap), 0..120)
        .prop_map(|words| words.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

proptest! {
    #[test]
    fn detection_keeps_its_laws_on_any_text(text in "(?s).{0,300}|\\PC{0,300}|[A-Z .,'\"()&-]{0,200}") {
        check(&text)?;
    }

    #[test]
    fn detection_keeps_its_laws_on_words_of_articles(text in articles()) {
        check(&text)?;
    }
}

#[test]
fn long_blocks_without_white_space_are_cut_at_boundaries() {
    for text in [
        "é".repeat(10_000),
        "Amazon ".repeat(3_000),
        "A".repeat(9_000),
        "(AWS) ".repeat(2_000),
        "\"X Y\" ".repeat(2_000),
    ] {
        check(&text).unwrap();
    }
}
