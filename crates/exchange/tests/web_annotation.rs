//! The W3C's annotations: the exact file, those of Recogito and others, texts that come with them, and broken files.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use common::{check, document, rich, written};
use serde_json::Value;

#[test]
fn the_file_is_a_page_of_the_model() {
    let wanted = "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:postil:a-b\",\"type\":\"AnnotationPage\",\n\
        \"source\":[\n{\"id\":\"urn:postil:a%20b\",\"type\":\"Text\",\"format\":\"text/plain\",\"label\":\"a b\",\"value\":\"🚀 Zoé paid.\"}\n],\n\
        \"items\":[\n{\"id\":\"urn:postil:a%20b#a1\",\"type\":\"Annotation\",\"motivation\":\"tagging\",\
        \"body\":[{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":\"PERSON\"}],\
        \"target\":{\"source\":\"urn:postil:a%20b\",\"selector\":[\
        {\"type\":\"TextQuoteSelector\",\"exact\":\"Zoé\",\"prefix\":\"🚀 \",\"suffix\":\" paid.\"},\
        {\"type\":\"TextPositionSelector\",\"start\":2,\"end\":5}]}}\n]}\n";
    assert_eq!(written("web-annotation", &[document("a b", "🚀 [Zoé|PERSON] paid.")]), [wanted]);
}

#[test]
fn notes_links_pieces_and_relations_are_said_as_the_model_does() {
    let page: Value = serde_json::from_str(&written("web-annotation", &[rich()])[0]).unwrap();
    let items = page["items"].as_array().unwrap();
    let link = serde_json::json!({"type": "SpecificResource", "purpose": "identifying", "source": "http://www.wikidata.org/entity/Q42"});
    assert_eq!(items[1]["body"][1], link);
    assert_eq!(items[1]["body"][2]["purpose"], "commenting");
    assert_eq!(
        items[4]["target"][1]["selector"][1],
        serde_json::json!({"type": "TextPositionSelector", "start": 61, "end": 65})
    );
    let related = items.iter().find(|item| item["motivation"] == "linking").unwrap();
    assert_eq!((&related["target"], &related["body"][0]["source"]), (&items[1]["id"], &items[2]["id"]));
}

#[test]
fn what_stands_around_a_quote_is_short_and_whole() {
    let family = "👩\u{200d}👩\u{200d}👧".repeat(20);
    let document = document("a", &format!("{family}[x|P]{}", "e\u{301}".repeat(40)));
    let page: Value = serde_json::from_str(&written("web-annotation", &[document])[0]).unwrap();
    let quote = &page["items"][0]["target"]["selector"][0];
    let (prefix, suffix) = (quote["prefix"].as_str().unwrap(), quote["suffix"].as_str().unwrap());
    assert!(prefix.len() <= 32 && suffix.len() <= 32 && !suffix.is_empty());
    assert!(!prefix.starts_with('\u{200d}') && suffix.ends_with('\u{301}'), "{prefix:?} {suffix:?}");
}

/// An annotation of `[Ana| paid.` as Recogito writes it.
fn recogito(source: &str, bodies: &str) -> String {
    format!(
        "{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"9\",\"type\":\"Annotation\",\"body\":[{bodies}],\"target\":{{{source}\
         \"selector\":[{{\"type\":\"TextQuoteSelector\",\"exact\":\"Ana\"}},{{\"type\":\"TextPositionSelector\",\"start\":0,\"end\":3}}]}}}}"
    )
}

const TAG: &str = "{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":\"P\"}";

#[test]
fn annotations_of_other_software_are_read_with_their_text() {
    let text = ("article.txt", "Ana paid Bo.");
    let source = "\"source\":\"https://a.example/article\",";
    let on = |bodies: &str| format!("[{}]", recogito(source, bodies));
    let note = "{\"type\":\"TextualBody\",\"value\":\"who?\",\"purpose\":\"commenting\"}";
    let link =
        "{\"type\":\"SpecificResource\",\"purpose\":\"classifying\",\"source\":{\"id\":\"https://b.example/ana\"}}";
    for (content, wanted) in [
        (on(TAG), &["P \"Ana\" accepted"][..]),
        (on(&format!("{TAG},{note},{link}")), &["P \"Ana\" accepted https://b.example/ana note \"who?\""]),
        (on(&format!("{TAG},{}", TAG.replace("\"P\"", "\"Q\""))), &["P \"Ana\" accepted tag=Q"]),
        (on(note), &["annotation \"Ana\" accepted note \"who?\""]),
        (recogito("", TAG), &["P \"Ana\" accepted"]),
        (
            format!(
                "{{\"@context\":[],\"type\":\"AnnotationCollection\",\"first\":{{\"type\":\"AnnotationPage\",\"items\":[{}]}}}}",
                recogito(source, TAG)
            ),
            &["P \"Ana\" accepted"],
        ),
        (
            format!(
                "[{},{{\"type\":\"Annotation\",\"body\":\"hm\",\"target\":\"https://a.example/article\"}},\
                {{\"type\":\"Annotation\",\"target\":{{\"selector\":{{\"type\":\"CssSelector\",\"value\":\"p\"}}}}}}]",
                recogito(source, TAG)
            ),
            &[
                "P \"Ana\" accepted",
                "Annotations of whole texts were passed over (1): [1].",
                "Annotations without a position or a quote for each target were passed over (1): [2].",
            ],
        ),
    ] {
        check("web-annotation", &[("notes.jsonld", &content), text], wanted);
    }
}

#[test]
fn quotes_alone_say_where_they_stand_once() {
    let quote = |exact: &str, prefix: &str, suffix: &str| {
        format!(
            "{{\"type\":\"Annotation\",\"body\":[{TAG}],\"target\":{{\"source\":\"https://a.example/1\",\"selector\":\
             {{\"type\":\"TextQuoteSelector\",\"exact\":\"{exact}\"{prefix}{suffix}}}}}}}"
        )
    };
    let (before, after) =
        (|words: &str| format!(",\"prefix\":\"{words}\""), |words: &str| format!(",\"suffix\":\"{words}\""));
    let text = ("1.txt", "🚀 Bo met Ana, and Bo left. Bo, too.");
    let nowhere = |places: &str, count: usize| {
        format!("Annotations whose quote stands nowhere or in several places were passed over ({count}): {places}.")
    };
    for (quotes, wanted) in [
        (vec![quote("Ana", "", "")], vec!["P \"Ana\" accepted".to_owned()]),
        (vec![quote("Bo", &before("and "), &after(" left"))], vec!["P \"Bo\" accepted".to_owned()]),
        (vec![quote("Bo", &before("🚀 "), "")], vec!["P \"Bo\" accepted".to_owned()]),
        (
            vec![quote("Bo", "", ""), quote("Ana", "", ""), quote("Eve", "", "")],
            vec!["P \"Ana\" accepted".to_owned(), nowhere("[2]; [0]", 2)],
        ),
        (vec![quote("Ana", &before("Bo "), "")], vec![nowhere("[0]", 1)]),
        (
            vec![quote("", "", "")],
            vec![
                "Annotations without a position or a quote for each target were passed over (1): [0].".to_owned(),
                "There is no document in it, read as W3C Web Annotation.".to_owned(),
            ],
        ),
        // Beside one whose position counts in another unit: quotes are found as they stand, and that one is moved.
        (
            vec![
                quote("left", "", ""),
                recogito("\"source\":\"https://a.example/1\",", TAG)
                    .replace("\"start\":0,\"end\":3", "\"start\":10,\"end\":13"),
            ],
            vec![
                "P \"Ana\" accepted".to_owned(),
                "P \"left\" accepted".to_owned(),
                "1 of 2 spans did not cover the words that the file quotes and was moved to where these stand, within 400 bytes \
                 or once in the text: [1] \"Ana\"."
                    .to_owned(),
            ],
        ),
    ] {
        let wanted: Vec<_> = wanted.iter().map(String::as_str).collect();
        check("web-annotation", &[("notes.jsonld", &format!("[{}]", quotes.join(","))), text], &wanted);
    }
}

#[test]
fn what_is_missing_or_broken_is_said() {
    let two = format!(
        "[{},{}]",
        recogito("\"source\":\"https://a.example/one\",", TAG),
        recogito("\"source\":\"https://a.example/two\",", TAG)
    );
    let missing = |name: &str| {
        format!(
            "The annotations are on https://a.example/{name}, which is not in the file. Open the text with it, as a .txt file."
        )
    };
    check("web-annotation", &[("notes.jsonld", &two)], &[&missing("one")]);
    check("web-annotation", &[("notes.jsonld", &two), ("one.txt", "Ana.")], &[&missing("two")]);
    check(
        "web-annotation",
        &[("notes.jsonld", &two), ("one.txt", "Ana."), ("two.txt", "Ana!")],
        &["-- Ana.", "P \"Ana\" accepted", "-- Ana!", "P \"Ana\" accepted"],
    );
    let wanted =
        "At line 1, column 14: this is no JSON (it ends in the middle). Mend it there, or export the file again.";
    check("web-annotation", &[("notes.jsonld", "{\"@context\":1,")], &[wanted]);
}
