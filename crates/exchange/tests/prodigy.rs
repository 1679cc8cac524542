//! Prodigy's tasks: the exact file, tokens that say the whole text, answers, and broken files.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use std::sync::Arc;

use common::{check, document, library, rich, written};
use postil_engine::Relation;
use proptest::prelude::*;
use serde_json::Value;

#[test]
fn the_file_is_as_prodigy_reads_it() {
    let wanted = "{\"text\":\"🚀 Zoé paid €5.\",\"meta\":{\"id\":\"a\",\"title\":\"a\"},\"tokens\":[\
        {\"text\":\"🚀\",\"start\":0,\"end\":1,\"id\":0,\"ws\":true},{\"text\":\"Zoé\",\"start\":2,\"end\":5,\"id\":1,\"ws\":true},\
        {\"text\":\"paid\",\"start\":6,\"end\":10,\"id\":2,\"ws\":true},{\"text\":\"€\",\"start\":11,\"end\":12,\"id\":3,\"ws\":false},\
        {\"text\":\"5\",\"start\":12,\"end\":13,\"id\":4,\"ws\":false},{\"text\":\".\",\"start\":13,\"end\":14,\"id\":5,\"ws\":false}],\
        \"spans\":[{\"start\":2,\"end\":5,\"token_start\":1,\"token_end\":1,\"label\":\"PERSON\"},\
        {\"start\":11,\"end\":13,\"token_start\":3,\"token_end\":4,\"label\":\"MONEY\"}],\"answer\":\"accept\"}\n";
    assert_eq!(written("prodigy", &[document("a", "🚀 [Zoé|PERSON] paid [€5|MONEY].")]), [wanted]);
}

#[test]
fn relations_have_both_spans_and_their_last_tokens() {
    let mut document = document("a", "[Ana Ruiz|P] paid Noti[me|X]");
    document.relations = Arc::new(vec![Arc::new(Relation { id: 9, kind: "paid".into(), from: 1, to: 2 })]);
    let file = written("prodigy", &[document]);
    let wanted = "\"relations\":[{\"head\":1,\
        \"head_span\":{\"start\":0,\"end\":8,\"token_start\":0,\"token_end\":1,\"label\":\"P\"},\
        \"child_span\":{\"start\":18,\"end\":20,\"label\":\"X\"},\"label\":\"paid\"}],\"answer\"";
    assert!(file[0].contains(wanted), "{}", file[0]);
}

#[test]
fn a_span_off_the_tokens_has_offsets_only() {
    let file = written("prodigy", &[document("a", "Noti[me|X] [left|Y]")]);
    assert!(
        file[0]
            .contains("\"spans\":[{\"start\":4,\"end\":6,\"label\":\"X\"},{\"start\":7,\"end\":11,\"token_start\":1,")
    );
}

#[track_caller]
fn tokens_say_the_text(file: &str) {
    for line in file.lines() {
        let task: Value = serde_json::from_str(line).unwrap();
        let text: Vec<char> = task["text"].as_str().unwrap().chars().collect();
        let mut joined = String::new();
        for token in task["tokens"].as_array().unwrap() {
            let (start, end) = (token["start"].as_u64().unwrap() as usize, token["end"].as_u64().unwrap() as usize);
            assert_eq!(text[start..end].iter().collect::<String>(), token["text"].as_str().unwrap());
            joined += token["text"].as_str().unwrap();
            joined += if token["ws"].as_bool().unwrap() { " " } else { "" };
        }
        assert_eq!(joined, text.iter().collect::<String>());
    }
}

#[test]
fn tokens_and_the_spaces_after_them_are_the_text() {
    tokens_say_the_text(&written("prodigy", &library().documents)[0]);
    tokens_say_the_text(&written("prodigy", &[rich(), document("a", "  two\n\n  lines \t")])[0]);
}

proptest! {
    #[test]
    fn tokens_are_the_text_whatever_it_is(text in "[ \t\na-c'.é🚀\u{301}\u{a0}\u{200d}]{0,30}") {
        tokens_say_the_text(&written("prodigy", &[document("a", &text)])[0]);
    }
}

#[test]
fn tasks_are_read_with_their_answers() {
    let task = |answer: &str| {
        format!("{{\"text\":\"Ana paid.\",\"spans\":[{{\"start\":0,\"end\":3,\"label\":\"P\"}}]{answer}}}")
    };
    for (content, wanted) in [
        (task(""), &["P \"Ana\" accepted"][..]),
        (task(",\"answer\":\"accept\",\"_task_hash\":-9"), &["P \"Ana\" accepted"]),
        (task(",\"answer\":\"reject\""), &["P \"Ana\" rejected"]),
        (task(",\"answer\":\"ignore\""), &["P \"Ana\" suggested"]),
        (
            task(",\"label\":\"NEWS\",\"accept\":[\"a\"]"),
            &["P \"Ana\" accepted", "Choices for whole texts were passed over (2): line 1, accept; line 1, label."],
        ),
        (
            "{\"text\":\"Ana paid Bo.\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"P\"},{\"start\":9,\"end\":11,\"label\":\"P\"},{\"start\":1}],\
             \"relations\":[{\"head\":0,\"child\":2,\"label\":\"paid\",\"head_span\":{\"start\":0,\"end\":3,\"label\":\"P\"},\
             \"child_span\":{\"start\":9,\"end\":11,\"label\":\"P\"}},{\"head\":0,\"child\":1,\"label\":\"x\"}]}"
                .to_owned(),
            &[
                "P \"Ana\" accepted",
                "P \"Bo\" accepted",
                "Ana -paid-> Bo",
                "Entries without a start, an end and a label were passed over (1): line 1, spans[2].",
                "Relations between tokens without a span were passed over (1): line 1, relations[1].",
            ],
        ),
        (
            "{\"text\":\"Ana paid Bo.\",\"spans\":[{\"start\":0,\"end\":3,\"token_start\":0,\"token_end\":0,\"label\":\"P\"},\
             {\"start\":9,\"end\":11,\"token_start\":2,\"token_end\":2,\"label\":\"P\"}],\
             \"relations\":[{\"head\":2,\"child\":0,\"label\":\"by\"}]}"
                .to_owned(),
            &["P \"Ana\" accepted", "P \"Bo\" accepted", "Bo -by-> Ana"],
        ),
        (
            "{\"image\":\"a.png\",\"spans\":[]}".to_owned(),
            &["At line 1: the task has no \"text\"; only tasks on texts can be read."],
        ),
    ] {
        check("prodigy", &[("all.jsonl", &content)], wanted);
    }
}
