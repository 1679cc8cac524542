//! doccano's JSON Lines: the exact file, what its versions export, and broken ones.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use common::{check, document, written};
use postil_exchange::{Format, Options, Unit, export};

const TEXT: &str = "🚀 [Zoe\u{301}|PERSON] paid [Nortek|ORG].";

#[test]
fn the_file_is_as_doccano_imports_it() {
    let wanted = "{\"id\":\"a\",\"title\":\"a\",\"text\":\"🚀 Zoe\u{301} paid Nortek.\",\
                  \"label\":[[3,7,\"PERSON\"],[13,19,\"ORG\"]],\"Comments\":[]}\n";
    assert_eq!(written("doccano", &[document("a", TEXT)]), [wanted]);
    let related = written("doccano", &[document("a", TEXT), common::rich()]);
    assert!(related[0].lines().all(|line| line.contains("\"entities\":[{\"id\":") && line.contains("\"relations\":[")));
    assert!(related[0].contains("{\"id\":30,\"from_id\":1,\"to_id\":2,\"type\":\"works for\"}"));
}

#[test]
fn offsets_count_what_is_chosen() {
    for (unit, wanted) in [(Unit::Utf16, "[[3,7,"), (Unit::Grapheme, "[[2,5,"), (Unit::CodePoint, "[[2,6,")] {
        let options = Options { unit: Some(unit), ..Options::default() };
        let file = export(Format::by_id("doccano").unwrap(), &[document("a", TEXT)], &[], &options).unwrap();
        assert!(String::from_utf8_lossy(&file.files[0].bytes).contains(wanted), "{unit:?}");
    }
}

#[test]
fn exports_of_all_versions_are_read() {
    for (content, wanted) in [
        (
            "{\"id\":1,\"text\":\"🚀 Ana paid.\",\"label\":[[3,6,\"PERSON\"]],\"Comments\":[]}\n",
            &["PERSON \"Ana\" accepted"][..],
        ),
        ("{\"id\":1,\"data\":\"Ana paid.\",\"label\":[[0,3,\"PERSON\"]]}", &["PERSON \"Ana\" accepted"]),
        ("{\"text\":\"Ana paid.\",\"labels\":[[0,3,\"PERSON\"]]}", &["PERSON \"Ana\" accepted"]),
        ("[{\"id\":1,\"data\":{\"text\":\"Ana paid.\",\"label\":[[0,3,\"PERSON\"]]}}]", &["PERSON \"Ana\" accepted"]),
        (
            "{\"data\":[{\"id\":1,\"text\":\"Ana paid.\",\"labels\":[[0,3,\"PERSON\"]]},{\"text\":\"Bo\",\"label\":[[0]]}]}",
            &[
                "-- Ana paid.",
                "PERSON \"Ana\" accepted",
                "-- Bo",
                "Entries without a start, an end and a label were passed over (1): line 1, data[1].label[0].",
            ],
        ),
        (
            "{\"data\":{\"text\":\"Ana paid.\",\"entities\":[{\"id\":5,\"label\":\"P\",\"start_offset\":0,\"end_offset\":3}],\"relations\":[]}}",
            &["P \"Ana\" accepted"],
        ),
        (
            "{\"text\":\"Ana paid Bo.\",\"entities\":[{\"id\":5,\"label\":\"P\",\"start_offset\":0,\"end_offset\":3},\
             {\"id\":6,\"label\":\"P\",\"start_offset\":9,\"end_offset\":11}],\
             \"relations\":[{\"id\":1,\"from_id\":5,\"to_id\":6,\"type\":\"paid\"},{\"id\":2,\"from_id\":5},\
             {\"id\":3,\"from_id\":6,\"to_id\":5,\"type\":\" \"}]}",
            &[
                "P \"Ana\" accepted",
                "P \"Bo\" accepted",
                "Ana -paid-> Bo",
                "Bo -related-> Ana",
                "Relations without from_id, to_id and type were passed over (1): line 1, relations[1].",
            ],
        ),
        (
            "{\"id\":1,\"text\":\"Ana paid.\",\"annotations\":[{\"label\":3,\"start_offset\":0,\"end_offset\":3,\"user\":1}]}",
            &[
                "3 \"Ana\" accepted",
                "Labels are numbers, as old versions export them; rename them by the project's list (1): line 1, annotations[0].",
            ],
        ),
        (
            "{\"text\":\"Ana\",\"label\":[[0,3]]}\n\n{\"text\":\"Bo\",\"label\":[\"good\",[0,2,\"P\"]],\"Comments\":[\"hm\"]}",
            &[
                "-- Ana",
                "-- Bo",
                "P \"Bo\" accepted",
                "Comments on whole documents were passed over (1): line 3, Comments.",
                "Entries without a start, an end and a label were passed over (1): line 1, label[0].",
                "Labels of whole documents were passed over (1): line 3, label[0].",
            ],
        ),
        (
            "{\"text\":\"Ana\",\"label\":[[2,9,\"P\"]]}",
            &["1 of 1 span could not be placed and was left out: line 1, label[0]: is no place in the text."],
        ),
    ] {
        check("doccano", &[("all.jsonl", content)], wanted);
    }
}

#[test]
fn what_is_broken_is_named_with_its_place() {
    for (content, wanted) in [
        (
            "{\"text\":\"a\",\"label\":[]}\n{\"label\":[]}",
            "At line 2: there is no \"text\" and no \"data\"; a document's text goes there.",
        ),
        (
            "{\"text\":\"a\",\"label\":[]}\n{\"text\":\"b\",\"label\":[",
            "At line 2, column 21: this is no JSON (it ends in the middle). Mend it there, or export the file again.",
        ),
        (
            "{\"text\":\"a\"}\nno",
            "At line 2, column 2: this is no JSON (a word is none of true, false and null). Mend it there, or export the file again.",
        ),
    ] {
        check("doccano", &[("all.jsonl", content)], &[wanted]);
    }
}
