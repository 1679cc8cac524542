//! The native file: what is written is read back the same, and what is wrong is refused with its place.

#![allow(clippy::unwrap_used)] // a test fails by panicking

#[path = "../common/mod.rs"]
mod common;
mod laws;

use common::{label_set, sample};
use postil_engine::{Document, LabelKind, Status, default_labels};
use postil_formats::{Format, Generator, Library, Statuses, WriteOptions, native};

fn format() -> &'static Format {
    Format::by_id("postil").unwrap()
}

fn write(documents: &[Document], options: &WriteOptions) -> String {
    let output = format().write(documents, &label_set(documents), options).unwrap();
    assert_eq!(output.verified.spans, output.verified.total);
    let (name, body, total) = native::Writing::new(documents, &label_set(documents), options).unwrap().finish();
    assert!((&name, &body) == (&output.file_name, &output.body), "in steps: {}", String::from_utf8_lossy(&body));
    assert_eq!(native::Proving::new(&body, total).unwrap().finish(), Ok(output.verified));
    String::from_utf8(output.body).unwrap()
}

fn read(file: &str) -> Result<Library, String> {
    let at_once = format().read(file.as_bytes()).unwrap();
    if !file.trim().is_empty() {
        assert_eq!(native::Opening::new(file).finish(), at_once, "in steps");
    }
    at_once.map_err(|error| error.to_string())
}

#[test]
fn the_file_is_as_described() {
    let output = format().write(&[sample()], &default_labels(), &WriteOptions::default()).unwrap();
    assert_eq!(output.file_name, "Acme-grows.postil.json");
    assert_eq!(output.mime, "application/json");
    assert_eq!((output.verified.spans, output.verified.total), (5, 5));
    let file: serde_json::Value = serde_json::from_slice(&output.body).unwrap();
    assert_eq!(file["format"], "postil");
    assert_eq!(file["version"], 1);
    assert_eq!(file["offset_unit"], "code_point");
    assert_eq!(file["generator"]["name"], "postil");
    assert_eq!(file["labels"][1]["name"], "ORG");
    let document = &file["documents"][0];
    assert_eq!(document["blocks"][0], serde_json::json!({ "kind": "headline", "start": 0, "end": 16 }));
    let wanted = serde_json::json!({ "id": "a1", "start": 6, "end": 10, "text": "Acme", "label": "ORG",
        "status": "suggested", "source": { "by": "detector", "rule": "suffix" }, "confidence": 0.97,
        "entity": "e10", "value": null, "note": null });
    assert_eq!(document["annotations"][0], wanted);
    assert_eq!(document["annotations"][3]["value"], serde_json::json!({ "value": 3_000_000, "currency": "USD" }));
    let wanted = serde_json::json!({ "id": "e10", "label": "ORG", "name": "Acme Corp", "mentions": ["a1", "a2"] });
    assert_eq!(document["entities"][0], wanted);
    let text = String::from_utf8(output.body).unwrap();
    assert!(text.contains("\n    {\"id\": \"a1\", \"start\": 6, "), "an annotation has a line of its own:\n{text}");
}

#[test]
fn the_choice_leaves_out_what_it_says() {
    let options = WriteOptions { statuses: Statuses::Accepted, asides: false, generator: Generator::default() };
    let file = write(&[sample()], &options);
    let document = &read(&file).unwrap().documents[0];
    let ids: Vec<_> = document.annotations.iter().map(|annotation| annotation.id).collect();
    assert_eq!(ids, [2, 3]);
    assert_eq!(document.entities.iter().map(|entity| entity.id).collect::<Vec<_>>(), [10]);
    assert_eq!(document.text, sample().text, "the text stays whole");
    let raw: serde_json::Value = serde_json::from_str(&file).unwrap();
    assert_eq!(raw["documents"][0]["blocks"].as_array().unwrap().len(), 2);
    assert_eq!(document.blocks.len(), 3, "all text is in a block again after reading");

    let accepted = WriteOptions { statuses: Statuses::Accepted, ..WriteOptions::default() };
    let statuses: Vec<_> =
        read(&write(&[sample()], &accepted)).unwrap().documents[0].annotations.iter().map(|a| a.status).collect();
    assert_eq!(statuses, [Status::Accepted; 3]);
}

#[test]
fn documents_that_do_not_hold_together_are_not_written() {
    let broken = |change: fn(&mut postil_engine::Annotation)| {
        let mut document = sample();
        let mut annotations = document.annotations.to_vec();
        change(std::sync::Arc::make_mut(&mut annotations[1]));
        document.annotations = std::sync::Arc::new(annotations);
        format().write(&[document], &default_labels(), &WriteOptions::default()).unwrap_err().to_string()
    };
    assert_eq!(
        broken(|a| a.span = postil_engine::Span::new(&"x".repeat(999), 990, 999).unwrap()),
        "Nothing was saved: annotation a2 of \"Acme grows\" does not fit its text."
    );
    assert_eq!(
        broken(|a| a.entity = Some(77)),
        "Nothing was saved: annotation a2 of \"Acme grows\" mentions entity e77, which is not there."
    );
}

/// Changes the sample's file and compares the complaint.
#[track_caller]
fn check(from: &str, to: &str, wanted: &str) {
    let file = write(&[sample()], &WriteOptions::default());
    assert!(file.contains(from), "{from} is not in\n{file}");
    let found = read(&file.replacen(from, to, 1)).map(|_| "no complaint").unwrap_or_else(|message| message.leak());
    assert_eq!(found, wanted);
}

#[test]
fn wrong_content_is_named_with_its_place() {
    const A0: &str = "\"start\": 6, \"end\": 10";
    let at = |rest: &str| format!("At documents[0].annotations[0]{rest}");
    check(
        A0,
        "\"start\": 6.5, \"end\": 10",
        &at(".start: here should be a whole number of code points from 0, not the number 6.5."),
    );
    check(
        A0,
        "\"start\": -6, \"end\": 10",
        &at(".start: here should be a whole number of code points from 0, not the number -6."),
    );
    check(
        A0,
        "\"start\": \"6\", \"end\": 10",
        &at(".start: here should be a whole number of code points from 0, not the text \"6\"."),
    );
    check(
        A0,
        "\"start\": null, \"end\": 10",
        &at(".start: here should be a whole number of code points from 0, not null."),
    );
    check(A0, "\"start\": 10, \"end\": 6", &at(": start 10 is after end 6."));
    check(A0, "\"start\": 6, \"end\": 6", &at(": the span 6..6 is empty."));
    check(A0, "\"start\": 6, \"end\": 1000", &at(": the span 6..1000 ends past the text, which has 69 code points."));
    check(A0, "\"start\": 7, \"end\": 11", &at(": the span 7..11 should be \"Acme\", but the text there is \"cme \"."));
    check(
        A0,
        "\"start\": 9, \"end\": 13",
        &at(
            ": the span 9..13 should be \"Acme\", but the text there is \"e gr\". These look like offsets in UTF-16 units; convert them to code points.",
        ),
    );
    check(
        A0,
        "\"start\": 19, \"end\": 23",
        &at(
            ": the span 19..23 should be \"Acme\", but the text there is \"cme \". These look like offsets in bytes; convert them to code points.",
        ),
    );
    const DATE: &str = "\"date\": \"2024-04-04\"";
    for (relations, wanted) in [
        (
            "{\"id\": \"r1\", \"type\": \"of\", \"from\": \"a1\", \"to\": \"a99\"}",
            ": \"a99\" is no annotation of this document.",
        ),
        ("{\"id\": \"r1\", \"type\": \" \", \"from\": \"a1\", \"to\": \"a2\"}", ": the relation has no type."),
        (
            "{\"id\": \"e1\", \"type\": \"of\", \"from\": \"a1\", \"to\": \"a2\"}",
            ".id: here should be an id such as \"r12\", not the text \"e1\".",
        ),
    ] {
        check(DATE, &format!("{DATE}, \"relations\": [{relations}]"), &format!("At documents[0].relations[0]{wanted}"));
    }
    check(
        DATE,
        &format!("{DATE}, \"ignored\": [{{\"kind\": \"name\", \"start\": 1, \"end\": 999}}]"),
        "At documents[0].ignored[0]: the span 1..999 ends past the text, which has 69 code points.",
    );
    const MONEY: &str = "{\"value\": 3000000, ";
    let in_value = |rest: &str| format!("At documents[0].annotations[3].value{rest}");
    for (value, wanted) in [
        ("{\"low\": \"1\\n\", ", ".low: here should be a number, not the text \"1\\n\"."),
        ("{\"low\": [1, {\"a\": 2}], ", ".low: here should be a number, not a list."),
        ("{\"low\": 1, \"low\": null, ", ".low: duplicate field \"low\"."),
        ("{\"value\": true, ", ".value: here should be a number or a string, not true."),
        ("{\"value\": {}, ", ".value: here should be a number or a string, not an object."),
        (
            "{\"stated\": \"said\", ",
            ".stated: unknown variant \"said\", expected one of \"code\", \"symbol\", \"name\", \"context\".",
        ),
        ("{\"high\": 1e999, ", ".high: number out of range."),
    ] {
        check(MONEY, value, &in_value(wanted));
    }
    check("0.97", "1.5", &at(": confidence 1.50 is not between 0 and 1."));
    check(
        "\"suggested\"",
        "\"maybe\"",
        &at(".status: unknown variant \"maybe\", expected one of \"suggested\", \"accepted\", \"rejected\"."),
    );
    check("\"id\": \"a1\"", "\"id\": \"7\"", &at(".id: here should be an id such as \"a12\", not the text \"7\"."));
    check("\"id\": \"a1\"", "\"id\": \"a01\"", &at(".id: here should be an id such as \"a12\", not the text \"a01\"."));
    check(
        "\"id\": \"a1\"",
        "\"id\": \"a3\"",
        "At documents[0].annotations[3]: the id \"a3\" is already that of annotations[0].",
    );
    check(
        "\"id\": \"a4\"",
        "\"id\": \"a5\"",
        "At documents[0].annotations[4]: the id \"a5\" is already that of annotations[2].",
    );
    check(
        "\"id\": \"a5\"",
        "\"id\": \"a3\"",
        "At documents[0].annotations[3]: the id \"a3\" is already that of annotations[2].",
    );
    check(
        "\"id\": \"e11\"",
        "\"id\": \"e10\"",
        "At documents[0].entities[1]: the id \"e10\" is already that of entities[0].",
    );
    check(
        "\"entity\": \"e10\"",
        "\"entity\": \"e11\"",
        "At documents[0].entities[0]: mention \"a1\" says of itself that it is of \"e11\".",
    );
    check(
        "\"entity\": null",
        "\"entity\": \"e99\"",
        "At documents[0].annotations[2]: entity \"e99\" is not among the document's entities.",
    );
    check(
        "[\"a1\", \"a2\"]",
        "[\"a1\", \"a2\", \"a9\"]",
        "At documents[0].entities[0]: mention \"a9\" is no annotation of this document.",
    );
    check(
        "\"start\": 18, \"end\": 46",
        "\"start\": 8, \"end\": 46",
        "At documents[0].blocks[1]: the block starts before the end of the one above.",
    );
    check("\"hue\": 275", "\"hue\": 360", "At labels[0]: hue 360 of \"PERSON\" is not between 0 and 359.");
    check(
        "\"hue\": 275",
        "\"hue\": \"red;background:url(x)\"",
        "At labels[0].hue: here should be a whole number from 0, not the text \"red;background:url(x)\".",
    );
    check("\"key\": \"2\"", "\"key\": \"1\"", "At labels[1]: \"PERSON\" and \"ORG\" have the same key \"1\".");
    check("\"key\": \"2\"", "\"key\": \"22\"", "At labels[1].key: here should be a character, not the text \"22\".");
    check("\"name\": \"PERSON\"", "\"name\": \"ORG\"", "At labels[1]: there are two labels named \"ORG\".");
    check("\"name\": \"PERSON\"", "\"name\": \" \"", "At labels[0]: the label has no name.");
    check(
        "\"version\": 1",
        "\"version\": 2",
        "Made by a newer version of Postil (file version 2; this one reads 1). Update the page.",
    );
    check("\"version\": 1", "\"version\": 0", "At version: there is no version 0.");
    check(
        "code_point",
        "utf16",
        "offset_unit is \"utf16\", but Postil files count in code points (\"code_point\"). Convert the offsets.",
    );
    check(
        "\"format\": \"postil\"",
        "\"format\": \"riptide\"",
        "This is not a Postil file: it looks like a file of format \"riptide\".",
    );
    check("\"text\": \"👩", "\"txt\": \"👩", "At documents[0]: missing field \"text\".");
}

#[test]
fn other_files_are_named_for_what_they_are() {
    let file = write(&[sample()], &WriteOptions::default());
    let half = file[..file.len() / 2].trim_end().to_owned();
    let deep = "[".repeat(100_000);
    let deep_inside = file.replacen("{\"by\": ", &"{\"x\": ".repeat(100_000), 1);
    for (file, wanted) in [
        ("", "The file is empty."),
        (" \n ", "There is no text in the file."),
        (
            "[{\"id\": 1}]",
            "This is not a Postil file: it looks like a JSON list, such as Label Studio, GLiNER and spaCy use.",
        ),
        ("{\"classes\": [], \"annotations\": []}", "This is not a Postil file: it looks like a file of NER Annotator."),
        (
            "{\"id\": 1, \"text\": \"x\", \"label\": []}\n{\"id\": 2}",
            "This is not a Postil file: it looks like a doccano file.",
        ),
        ("{\"a\": 1}", "This is not a Postil file: it looks like other JSON."),
        ("17", "This is not a Postil file: it looks like a single JSON value."),
        (
            "Dear all,",
            "Not JSON, at line 1, column 1: a value is missing, or is none of JSON, such as NaN, None or 'x'.",
        ),
        ("{\"format\": \"postil\",}", "Not JSON, at line 1, column 21: a comma stands before the closing bracket."),
        (
            "{\"format\": \"postil\", \"version\": 9, \"documents\": {}}",
            "Made by a newer version of Postil (file version 9; this one reads 1). Update the page.",
        ),
        (
            &(file.clone() + "{}"),
            &format!("Unexpected text after the end, at line {}, column 1. Remove it.", file.lines().count() + 1),
        ),
        (
            &half,
            &format!(
                "The file ends early, at line {}, column {}. Was the download complete?",
                half.lines().count(),
                half.lines().last().unwrap().len()
            ),
        ),
        (&deep, "This is not a Postil file: it looks like a JSON list, such as Label Studio, GLiNER and spaCy use."),
    ] {
        assert_eq!(read(file).unwrap_err(), wanted);
    }
    // What is not ours is skipped without recursion, however deep.
    let message = read(&deep_inside).unwrap_err();
    assert!(message.starts_with("Not JSON, at line "), "{message}");
}

#[test]
fn a_file_may_say_less_and_more() {
    let file = r#"{"format":"postil","version":1,"offset_unit":"code_point","made_by":{"a":[1]},"documents":[
        {"id":"x","text":"Zoë paid $5.","annotations":[
          {"id":"a2","start":9,"end":11,"text":"$5","label":"PRICE","value":{"value":5}},
          {"id":"a1","start":0,"end":3,"text":"Zoë","label":"PERSON","colour":"red"}],
         "entities":[{"id":"e1","label":"CREW","name":"Zoë","mentions":["a1"]}]}]}"#;
    let library = read(file).unwrap();
    let labels: Vec<_> = library.labels.iter().map(|label| (label.name.as_ref(), label.kind, label.key)).collect();
    assert_eq!(
        labels,
        [
            ("CREW", LabelKind::Entity, None),
            ("PRICE", LabelKind::Figure, None),
            ("PERSON", LabelKind::Entity, Some('1'))
        ]
    );
    let document = &library.documents[0];
    assert_eq!(document.annotations.iter().map(|a| (a.id, a.entity)).collect::<Vec<_>>(), [(1, Some(1)), (2, None)]);
    assert_eq!(document.next_id, 3);
    assert_eq!(document.blocks.len(), 1, "a file without blocks gets them on reading");
    assert_eq!(document.blocks[0].span.range(), 0..13);
}

#[test]
fn line_ends_become_lf_and_spans_follow() {
    let file = r#"{"format":"postil","version":1,"offset_unit":"code_point","documents":[{"id":"x",
        "text":"é\r\n\r\nb\rcd","annotations":[{"id":"a1","start":5,"end":6,"text":"b","label":"X"},
        {"id":"a2","start":7,"end":9,"text":"cd","label":"X"},{"id":"a3","start":0,"end":6,"text":"é\r\n\r\nb","label":"X"}]}]}"#;
    let document = &read(file).unwrap().documents[0];
    assert_eq!(document.text.as_str(), "é\n\nb\ncd");
    let words: Vec<_> = document.annotations.iter().map(|a| document.text.slice(a.span)).collect();
    assert_eq!(words, ["é\n\nb", "b", "cd"]);
}

#[test]
fn a_wrong_span_is_an_error_in_steps_too() {
    let file = write(&[sample()], &WriteOptions::default());
    let prove = |file: &str, total| {
        let proof = native::Proving::new(file.as_bytes(), total).unwrap().finish();
        proof.map(|verified| verified.spans).map_err(|error| error.to_string())
    };
    let failed = |why: &str| Err(format!("Nothing was saved: the file failed its check. {why}."));
    assert_eq!(prove(&file, 5), Ok(5));
    assert_eq!(prove(&file, 6), failed("6 annotations were to be written and 5 are there"));
    let moved = file.replacen("\"start\": 6, ", "\"start\": 7, ", 1);
    assert_eq!(prove(&moved, 5), failed("Span 7..10 should be \"Acme\" and is \"cme\""));
    assert_eq!(prove(&file.replacen("\"id\": \"a1\"", "\"id\": 7", 1), 5), failed("it cannot be read again"));
}
