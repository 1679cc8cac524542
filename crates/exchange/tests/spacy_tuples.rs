//! spaCy's tuples and their relatives, among them NER Annotator's file: the exact files and all the shapes that are read.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use common::{check, document, rich, written};

#[test]
fn the_files_are_as_their_tools_read_them() {
    let documents = [document("a", "🚀 [Zoé|PERSON] paid."), document("b", "No.")];
    let tuples = "[\n[\"🚀 Zoé paid.\",{\"entities\":[[2,5,\"PERSON\"]]}],\n[\"No.\",{\"entities\":[]}]\n]\n";
    assert_eq!(written("spacy-json", &documents), [tuples]);
    let lines = "{\"classes\":[\"PERSON\",\"ORG\"],\"annotations\":[\n[\"🚀 Zoé paid.\",{\"entities\":[[3,6,\"PERSON\"]]}],\n\
        [\"No.\",{\"entities\":[]}]\n]}\n";
    assert_eq!(written("ner-annotator", &documents), [lines]);
    // spaCy refuses entities that share text, not spans.
    assert!(written("spacy-json", &[rich()])[0].contains("{\"spans\":{\"sc\":[[2,28,\"PERSON\"],[2,11,\"PERSON\"],"));
}

#[test]
fn the_shapes_that_people_have_are_read() {
    let found = ["P \"Ana\" accepted"];
    for content in [
        "[[\"Ana paid.\",{\"entities\":[[0,3,\"P\"]]}]]",
        "[[\"Ana paid.\",{\"spans\":{\"sc\":[[0,3,\"P\",\"\"]]}}]]",
        "[\"Ana paid.\",{\"entities\":[[0,3,\"P\"]]}]",
        "[[\"Ana paid.\",{\"entities\":[{\"start\":0,\"end\":3,\"label\":\"P\"}]},{\"source\":\"web\"}]]",
        "{\"text\":\"Ana paid.\",\"entities\":[[0,3,\"P\"]]}",
        "[{\"text\":\"Ana paid.\",\"entities\":[{\"start\":0.0,\"end\":3.0,\"label\":\"P\"}]}]",
        "{\"text\":\"Ana paid.\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"P\"}]}",
        "{\"text\":\"Ana paid.\",\"ents\":[{\"start\":0,\"end\":3,\"label\":\"P\"}],\"tokens\":[{\"id\":0,\"start\":0,\"end\":3}],\"spans\":{}}",
        "[{\"content\":\"Ana paid.\",\"entities\":[[0,3,\"P\"]]}]",
        "{\"text\":\"Ana paid.\",\n \"entities\":[[0,3,\"P\"]]}",
    ] {
        check("spacy-json", &[("train.json", content)], &found);
    }
    for (content, wanted) in [
        (
            "[\"Ana\",{\"entities\":[]}]\n[\"Bo\",{\"entities\":[[0,2,\"P\"],[\"B-P\"],\"O\"],\"cats\":{\"A\":1}}]",
            &[
                "-- Ana",
                "-- Bo",
                "P \"Bo\" accepted",
                "Categories of whole texts were passed over (1): line 2, [1].cats.",
                "Entries without a start, an end and a label were passed over (1): line 2, [1].entities[1].",
                "Tags of single tokens were passed over (1): line 2, [1].entities[2].",
            ][..],
        ),
        (
            "{\"text\":\"Ana\",\"ents\":[{\"start\":0,\"end\":3,\"label\":\"P\",\"kb_id\":\"Q42\"}]}",
            &["P \"Ana\" accepted Q42"],
        ),
        (
            "[[\"Ana\",{\"entities\":[[0,9,\"P\"]]}]]",
            &["1 of 1 span could not be placed and was left out: [0][1].entities[0]: is no place in the text."],
        ),
        (
            "[[\"Ana\",{\"entities\":[]}],[3,{}]]",
            &["At [1]: here should be a text with its entities: [\"text\", {\"entities\": [[0, 4, \"LABEL\"]]}]."],
        ),
    ] {
        check("spacy-json", &[("train.json", content)], wanted);
    }
}

#[test]
fn ner_annotators_skipped_lines_are_passed_over() {
    for (content, wanted) in [
        (
            "{\"classes\":[\"P\",\"Q\"],\"annotations\":[null,[\"🚀 Ana\\r\",{\"entities\":[[3,6,\"P\"]]}],null]}",
            &[
                "P \"Ana\" accepted",
                "Skipped lines have no text in the file and were passed over (2): annotations[0]; annotations[2].",
            ][..],
        ),
        (
            "{\"classes\":[\"P\"],\"annotations\":[{\"text\":\"Ana\",\"entities\":[{\"start\":0,\"end\":3,\"label\":\"P\"}]}]}",
            &["P \"Ana\" accepted"],
        ),
        (
            "{\"annotations\":[null,[\"Ana\",{\"entities\":[[0,3,\"P\"]]}]]}",
            &["P \"Ana\" accepted", "Skipped lines have no text in the file and were passed over (1): annotations[0]."],
        ),
        ("{\"classes\":[]}", &["At line 1: there is no list \"annotations\" beside the \"classes\"."]),
        (
            "{\"classes\":[],\"annotations\":[[null]]}",
            &["At annotations[0]: here should be a text with its entities, or null."],
        ),
    ] {
        check("ner-annotator", &[("annotations.json", content)], wanted);
    }
}
