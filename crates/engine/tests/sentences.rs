//! Where sentences end, and the tokens that the tagger sees.

#![allow(clippy::unwrap_used)] // in a test, a panic is the message

use postil_engine::{Block, BlockKind, Names, Span, sentences, structure, tokens};
use proptest::prelude::*;

/// A case is a text with `|` where one sentence ends and the next begins.
#[track_caller]
fn check(cases: &[&str]) {
    for case in cases {
        let wanted: Vec<&str> = case.split('|').map(str::trim).collect();
        let text = case.replace('|', "");
        let found: Vec<&str> = sentences(&text, &structure(&text)).iter().map(|span| &text[span.range()]).collect();
        assert_eq!(found, wanted, "{case}");
    }
}

#[test]
fn sentences_end_at_stops() {
    check(&[
        "It rose.| It fell.",
        "Did it rise?| It did!| So it was.",
        "It rose.|  It fell.|\tIt stayed.",
        "What?!| He left.",
        "It rose … and fell.",
        "It rose... and then fell.",
        "He waited…| Then he left.",
        "He waited...| Then he left.",
        "It rose. it fell.",
        "Sales fell.| iPhone sales rose.",
        "Sales fell.| 20 people left.",
        "Sales fell.| $20 was lost.",
        "In 2024.| In 2025.",
        "One; two: three, four.",
    ]);
}

#[test]
fn full_stops_of_words_end_none() {
    check(&[
        "Mr. Hale met Mrs. Osei and Dr. Lind.| They left.",
        "Gen. Park and Sen. Cho spoke.",
        "J. R. Hartley wrote it.| He left.",
        "J. Smith left.",
        "It was George W. Bush.| He left.",
        "The U.S. Senate met.| It voted.",
        "She lives in the U.S.| She works there.",
        "She lives in the U.S. and works there.",
        "Acme Inc. Chief Executive Ann Lee left.",
        "He works for Acme Inc.| The firm is small.",
        "Acme Corp. and Beta Ltd. merged.| They grew.",
        "No. 5 won; Nos. 6 and 7 lost.",
        "He said no.| Nobody heard.",
        "It opens at 5 p.m. on Friday.",
        "It opened at 5 p.m.| Visitors came.",
        "It opened at 5 p.m. Monday.",
        "It opened at 5 p.m. EST.",
        "Fruit, e.g. Apples, i.e. Food.",
        "Leeds vs. Hull ended.| They drew.",
        "It rose on Dec. 5.| It fell on Jan. 6.",
        "See p. 5 and Fig. 3.| They show it.",
        "Apples, pears, etc.| He bought all.",
        "St. Louis and Mt. Etna are far apart.",
        "It grew 3.5%.| It shrank by .5 points.",
        "Ask Martin Luther King Jr.| He knows.",
        "I met Prof. Ann Lee.| I left.",
        "He liked the art.| He left.",
        "See Art. 5 and Vol. 2.| They say so.",
        "It was built c. 1900.| It fell.",
        "They are in group b.| They won.",
        "Coun. Lind and the Rev. Osei left.| They met.",
        "It is by A.P. Moller-Maersk.| It sank.",
        "It is in Calif.| The firm left.",
        "Smith et al. found it.| They left.",
    ]);
}

#[test]
fn quotes_and_brackets_close_with_the_sentence() {
    check(&[
        "“It rose.”| He left.",
        "\"It rose.\"| He left.",
        "He said: \"It rose.\"| \"It fell,\" she said.",
        "“Why?” he asked.| She left.",
        "“Why?”| “Because.”",
        "'It rose.'| He left.",
        "(It rose.)| He left.",
        "It rose (by 5%.)| He left.",
        "It rose (see p. 3).| He left.",
        "He said (\"It rose.\")| She left.",
        "It rose.| “It fell.”",
        "It rose.| (It fell.)",
        "« It rose. »| He left.",
        "He lives in “the U.S.”| Nobody asked.",
    ]);
}

#[test]
fn other_things_with_stops_are_whole() {
    check(&[
        "See https://example.com/a.b?x=1&y=2.| It is there.",
        "See www.example.com.| Write to a.b@example.com.",
        "JD.com and Node.js won.| They grew.",
        "Version 1.2.3 is out.| It works.",
        "Great!😀| Next one.",
        "Great! 😀",
        "It rose.| 👩‍👩‍👧 It fell.",
        "これは文です。|次の文です。",
        "「行く。」|彼は言った。",
        "真的吗？|是的！",
        "هل هذا؟| نعم.",
        "यह है।| वह है।",
        "Это так.| Вот так.",
        "...",
        "LONDON, Ont. — The mayor left.| He said so.",
    ]);
}

#[test]
fn blocks_end_sentences() {
    check(
        &[
            "Shares fall in London|\n\nShares fell on Monday, the firm said.| They rose on Tuesday.",
            "The list of what was said:|\n\n- One thing|\n- Another thing.| And more|\n\nThe end of it was near.",
            "1. The first thing.|\n2. The second thing.",
            "",
        ]
        .into_iter()
        .filter(|case| !case.is_empty())
        .collect::<Vec<_>>(),
    );
    assert_eq!(sentences("", &[]), []);
    // Blocks that are not of the text say nothing.
    let block = Block { span: Span::new("a longer text.", 0, 14).unwrap(), kind: BlockKind::Paragraph };
    assert_eq!(sentences("short", &[block]), []);
}

#[test]
fn tokens_are_those_of_the_tagger() {
    for (text, wanted) in [
        ("Mr. O'Neill's U.S. firm.", "Mr.|O'Neill|'s|U.S.|firm|."),
        ("AT&T and JD.com grew 3.5%", "AT&T|and|JD.com|grew|3.5|%"),
        ("the London-based, well-known firm", "the|London|-|based|,|well-known|firm"),
        ("“Café” 😀", "“|Café|”|😀"),
        (" \n", ""),
    ] {
        let all = Span::new(text, 0, text.len()).unwrap();
        let found: Vec<&str> = tokens(text, all, &Names::default()).iter().map(|span| &text[span.range()]).collect();
        assert_eq!(found.join("|"), wanted);
    }
    let part = Span::new("In Leeds.", 3, 9).unwrap();
    assert_eq!(tokens("In Leeds.", part, &Names::none()).first().map(|span| span.range()), Some(3..8));
}

fn laws(text: &str) -> Result<(), TestCaseError> {
    let blocks = structure(text);
    let found = sentences(text, &blocks);
    let mut at = 0;
    for span in &found {
        prop_assert!(span.start() >= at && !span.is_empty(), "{:?} in {:?}", span, text);
        prop_assert_eq!(span.trimmed(text), Some(*span));
        prop_assert!(text[at..span.start()].trim().is_empty(), "{:?} is in none", &text[at..span.start()]);
        prop_assert!(blocks.iter().any(|block| block.span.contains(*span)));
        at = span.end();
        let mut from = span.start();
        for token in tokens(text, *span, &Names::default()) {
            prop_assert!(token.start() >= from && span.contains(token) && !token.is_empty());
            from = token.end();
        }
    }
    prop_assert!(text[at..].trim().is_empty(), "{:?} is in none", &text[at..]);
    Ok(())
}

proptest! {
    #[test]
    fn every_character_is_in_one_sentence(text in "(?s).{0,200}|\\PC{0,200}|[A-Za-z .,!?…。\"“”'()\n-]{0,200}") {
        laws(&text)?;
    }

    #[test]
    fn articles_too(words in prop::collection::vec(prop::sample::select(vec![
        "Mr.", "U.S.", "The", "rose", ".", "?", "…", "...", "”", "“", "\"", ")", "(", "»", "。", "5", "3.5", "p.m.", "\n", "\n\n", " ", " ",
        "J.", "😀", "👩‍👩‍👧", "e\u{301}", "\u{200b}", "שלום", "- ", "1. ", "http://x.y/Z.", "'s",
    ]), 0..80)) {
        laws(&words.concat())?;
    }
}
