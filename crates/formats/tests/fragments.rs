//! Annotations in several pieces in the native file: written where there are some, read back, refused where they are wrong.

#![allow(clippy::unwrap_used)] // a test fails by panicking

mod common;

use std::sync::Arc;

use common::sample;
use postil_engine::{Annotation, Document, default_labels};
use postil_formats::{Format, WriteOptions};
use serde_json::{Value, json};

/// The sample's "$3 million", in the pieces that `cut` says in bytes from its start.
fn in_pieces(cut: &[(usize, usize)]) -> Document {
    let mut document = sample();
    let mut annotations = document.annotations.to_vec();
    let annotation: &mut Annotation = Arc::make_mut(&mut annotations[3]);
    let start = annotation.span.start();
    annotation.fragments = cut.iter().map(|(from, to)| document.text.span(start + from, start + to).unwrap()).collect();
    document.annotations = Arc::new(annotations);
    document
}

fn write(document: &Document) -> Result<String, String> {
    let format = Format::by_id("postil").unwrap();
    let output = format.write(std::slice::from_ref(document), &default_labels(), &WriteOptions::default());
    output.map(|output| String::from_utf8(output.body).unwrap()).map_err(|error| error.to_string())
}

fn read(file: &str) -> Result<Vec<Document>, String> {
    let library = Format::by_id("postil").unwrap().read(file.as_bytes()).unwrap();
    library.map(|library| library.documents).map_err(|error| error.to_string())
}

#[test]
fn pieces_are_written_where_there_are_some() {
    let document = in_pieces(&[(0, 2), (3, 10)]);
    let file = write(&document).unwrap();
    assert_eq!(read(&file).unwrap(), [document]);
    assert_eq!(file.matches("fragments").count(), 1, "only where there are some");
    let file: Value = serde_json::from_str(&file).unwrap();
    let written = &file["documents"][0]["annotations"][3];
    assert_eq!(written["text"], "$3 million");
    let start = written["start"].as_u64().unwrap();
    let wanted = json!([{ "start": start, "end": start + 2 }, { "start": start + 3, "end": start + 10 }]);
    assert_eq!(written["fragments"], wanted);
}

#[test]
fn pieces_that_do_not_hold_together_are_not_written() {
    const FAILED: &str = "Nothing was saved: the file failed its check. ";
    for (cut, wanted) in [
        (vec![(0, 10)], "there is one fragment only; leave it out."),
        (vec![(0, 2), (3, 9)], "the fragments do not reach from the start of the annotation to its end."),
        (vec![(0, 4), (3, 10)], "fragments[1], 38..45, starts before the end of the one above."),
    ] {
        assert_eq!(write(&in_pieces(&cut)), Err(format!("{FAILED}{wanted}")));
    }
}

#[test]
fn wrong_pieces_are_named_with_their_place() {
    const WHOLE: &str = "\"start\": 6, \"end\": 10";
    const REACH: &str = ": the fragments do not reach from the start of the annotation to its end.";
    let file = write(&sample()).unwrap();
    assert!(file.contains(WHOLE), "{file}");
    for (pieces, wanted) in [
        (vec![(6, 7)], ": there is one fragment only; leave it out."),
        (vec![(6, 7), (8, 9)], REACH),
        (vec![(7, 8), (9, 10)], REACH),
        (vec![(6, 8), (7, 10)], ": fragments[1], 7..10, starts before the end of the one above."),
        (vec![(8, 10), (6, 7)], ": fragments[1], 6..7, starts before the end of the one above."),
        (vec![(6, 7), (9, 11)], ": fragments[1], 9..11, is not inside the annotation."),
        (vec![(5, 7), (9, 10)], ": fragments[0], 5..7, is not inside the annotation."),
        (vec![(6, 6), (8, 10)], ": fragments[0], 6..6, is empty."),
        (
            vec![(6, 7), (8, -7)],
            ".fragments[1].end: here should be a whole number of code points from 0, not the number -7.",
        ),
    ] {
        let pieces: Vec<Value> = pieces.iter().map(|(start, end)| json!({ "start": start, "end": end })).collect();
        let wrong = file.replacen(WHOLE, &format!("{WHOLE}, \"fragments\": {}", json!(pieces)), 1);
        assert_eq!(read(&wrong), Err(format!("At documents[0].annotations[0]{wanted}")));
    }
}
