//! The parts of an article: a table of lines with the kind each should get, and the laws that hold for any text.

#![allow(clippy::unwrap_used)] // in a test, a panic is the message

use postil_engine::{BlockKind, structure, title};
use proptest::prelude::*;

/// A document as `kind: line` rows; `-` rows are blank lines, `+` rows go on a wrapped paragraph.
fn check(rows: &str) {
    let rows: Vec<&str> = rows.lines().map(str::trim).filter(|row| !row.is_empty()).collect();
    let (mut text, mut wanted) = (String::new(), Vec::<(String, String)>::new());
    for row in rows {
        if let Some(more) = row.strip_prefix("+ ") {
            text.push_str(more);
            wanted.last_mut().unwrap().1.push_str(&format!("\n{more}"));
        } else if row != "-" {
            let (kind, line) = row.split_once(": ").unwrap();
            text.push_str(line);
            wanted.push((kind.to_owned(), line.to_owned()));
        }
        text.push('\n');
    }
    let blocks = structure(&text);
    let found: Vec<_> = blocks.iter().map(|b| (b.kind.name().to_owned(), text[b.span.range()].to_owned())).collect();
    assert_eq!(found, wanted);
}

#[test]
fn the_parts_of_articles() {
    for case in [
        "headline: Harbour Authority Picks New Chief After Months of Delay
         -
         caption: The port of Lowmere at dawn
         credit: (Photo : Unsplash/MARA K)
         -
         byline: By Jane Doe and John Roe | Staff
         dateline: Published: May 4, 2024, 9:30 a.m. ET
         -
         paragraph: LOWMERE, May 4 (Newswire) - The harbour authority has named its new chief, it said on Saturday.
         -
         subheading: A Long Search
         -
         paragraph: The board had looked at more than forty people before it settled on one of its own, according to two members.
         -
         promo: READ ALSO: Ferries in 2024: Here's What Changes
         -
         paragraph: She starts in June.
         -
         promo: RELATED ARTICLE: Dockers Vote on Pay
         -
         other: Real Time Shipping",
        "headline: Rates held at 5%
         byline: Jane Doe, 4 May 2024
         paragraph: The bank kept its rate on hold, as nearly all economists had expected it to do this month.
         subheading: What comes next?
         list_item: - A cut in June
         list_item: • A cut in autumn
         list_item: 1. Nothing at all
         list_item: 2) A rise
         paragraph: \"We will see,\" the governor said.",
        "other: BUSINESS
         -
         headline: Maker of small engines to leave the U.S.
         -
         dateline: Updated 14:05 GMT, 3 March 2023
         dateline: LONDON, March 3
         -
         paragraph: The firm said so on Friday.
         -
         caption: Image: A worker at the plant in an earlier year
         -
         paragraph: Nobody else commented on the matter, which has been before the courts for a very long time indeed by now.
         -
         credit: Photo by Mara Kay
         -
         promo: Sign up for our daily letter
         promo: More from Business
         promo: Read more: How engines are made
         promo: Related: Small engines, big trouble
         byline: Reporting by Jane Doe; editing by John Roe",
        "headline: A text that was wrapped by hand
         -
         paragraph: It has lines that were broken at some seventy columns, as in mails
         + and old reports, so that a paragraph is more than one line of the
         + file and has to be put together again.
         -
         paragraph: The second paragraph is like the first one, and is broken wherever
         + the next word would have gone over the edge.
         -
         paragraph: A third.",
        "paragraph: One sentence without any company.",
        "paragraph: One line without an end",
        "paragraph: A first line that is a sentence.
         paragraph: Related companies fell. Photo sharing rose. By Monday it was over.
         paragraph: Watch the road.",
        "paragraph: Roses are red
         paragraph: Violets are blue
         paragraph: and so on it goes",
    ] {
        // A text whose first line may be a title is one only when more follows; poems are not told apart.
        check(&case.replace("paragraph: Roses are red", "headline: Roses are red"));
    }
}

#[test]
fn credits_and_bylines_in_their_forms() {
    for (kind, line) in [
        ("credit", "Credit: Mara Kay"),
        ("credit", "Image credit: Mara Kay / Getty Images"),
        ("credit", "Photograph: Mara Kay/AFP"),
        ("credit", "(AP Photo/Mara Kay)"),
        ("credit", "REUTERS/Mara Kay"),
        ("credit", "Mara Kay/Getty Images"),
        ("caption", "Pictured: the harbour in May"),
        ("byline", "Words by Mara Kay"),
        ("byline", "By MARA KAY, Associated Press"),
        ("dateline", "Last updated on 2024-05-04"),
        ("dateline", "Saturday, 4 May 2024"),
        ("promo", "SEE ALSO: Why ferries are late"),
        ("promo", "Also read: Why ferries are late"),
        ("promo", "Subscribe to our newsletter"),
        ("promo", "ADVERTISEMENT"),
        ("other", "* * *"),
        ("subheading", "## The second part"),
    ] {
        check(&format!(
            "headline: Ferries are late again
             -
             {kind}: {line}
             -
             paragraph: They were late on Monday as well, said a spokesman for the company that runs most of them.
             -
             paragraph: It was windy."
        ));
    }
}

#[test]
fn a_title_is_the_headline_or_the_first_words() {
    let long = "word ".repeat(60) + "end.";
    let words = "word ".repeat(16).trim_end().to_owned() + "…";
    for (text, wanted) in [
        ("", "Untitled"),
        (" \n ", "Untitled"),
        ("# Ferries are\u{a0}late\n\nThey were late again.\n\nIt was windy.", "Ferries are late"),
        ("They were late again.\n\nIt was windy.", "They were late again."),
        (long.as_str(), words.as_str()),
    ] {
        assert_eq!(title(text, &structure(text)), wanted);
    }
}

proptest! {
    #[test]
    fn blocks_cover_the_text_but_for_white_space(
        text in "(?s)\\PC{0,300}|(By |- |READ ALSO: |\\(Photo: x\\)|[A-Za-z,.:? ]{0,90}|\n|\u{a0}|\u{2028}| ){0,40}|.{0,60}"
    ) {
        let mut at = 0;
        for block in structure(&text) {
            let words = &text[block.span.range()];
            prop_assert!(text[at..block.span.start()].trim().is_empty());
            prop_assert!(!words.is_empty() && words.trim() == words);
            prop_assert!(block.kind != BlockKind::Headline || !words.ends_with(':'));
            at = block.span.end();
        }
        prop_assert!(text[at..].trim().is_empty());
    }
}
