//! What models found, in the words of several libraries, and our own lines.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use common::{check, document, written};

#[test]
fn predictions_of_any_model_are_suggestions() {
    let token = |tag: &str, index: u32, start: u32, end: u32, score: f32| {
        format!(
            "{{\"entity\":\"{tag}\",\"score\":{score},\"index\":{index},\"word\":\"x\",\"start\":{start},\"end\":{end}}}"
        )
    };
    let tokens = [
        token("B-PER", 1, 0, 3, 1.0),
        token("I-PER", 2, 4, 8, 0.5),
        token("I-PER", 3, 8, 9, 0.75),
        token("I-ORG", 5, 15, 21, 0.5),
        token("B-ORG", 6, 21, 22, 0.25),
    ];
    for (content, wanted) in [
        (
            "{\"text\":\"Ana paid.\",\"entities\":[{\"entity_group\":\"PER\",\"score\":0.99,\"word\":\"ana\",\"start\":0,\"end\":3}]}".to_owned(),
            &["PER \"Ana\" suggested 0.99"][..],
        ),
        (
            "{\"text\":\"Ana paid.\",\"entities\":[{\"start\":0,\"end\":3,\"text\":\"Ana\",\"label\":\"person\",\"score\":0.5}]}".to_owned(),
            &["person \"Ana\" suggested 0.50"],
        ),
        ("[{\"text\":\"Ana paid.\",\"predictions\":[[0,3,\"P\"]]}]".to_owned(), &["P \"Ana\" suggested"]),
        (
            "{\"text\":\"Ana\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"P\",\"confidence\":0.25}]}\n{\"text\":\"Bo\",\"ner\":[{\"start\":null,\"end\":null,\"entity_group\":\"P\"}]}".to_owned(),
            &[
                "-- Ana",
                "P \"Ana\" suggested 0.25",
                "-- Bo",
                "Entries without a start, an end and a label were passed over (1): line 2, ner[0].",
            ],
        ),
        (
            format!("{{\"text\":\"Ana Ruizo paid Nortek's.\",\"output\":[{}]}}", tokens.join(",")),
            &["PER \"Ana Ruizo\" suggested 0.75", "ORG \"Nortek\" suggested 0.50", "ORG \"'\" suggested 0.25"],
        ),
        (
            // Flair, today and before; Azure; Rubrix; a list of ends; names of others.
            "{\"text\":\"🚀 Ana\",\"labels\":[],\"entities\":[{\"text\":\"Ana\",\"start_pos\":2,\"end_pos\":5,\"labels\":[{\"value\":\"P\",\"confidence\":0.5}]},\
                {\"text\":\"Ana\",\"start_pos\":2,\"end_pos\":5,\"type\":\"Q\",\"confidence\":0.25}]}\n\
             {\"text\":\"Ana paid\",\"entities\":[{\"text\":\"paid\",\"category\":\"V\",\"offset\":4,\"length\":4,\"confidenceScore\":0.5}]}\n\
             {\"text\":\"Ana paid\",\"prediction\":[[\"P\",0,3,0.75],[4,8,\"V\",0.5]]}\n\
             {\"Text\":\"Ana paid\",\"Entities\":[{\"BeginOffset\":0,\"EndOffset\":3,\"Type\":\"P\",\"Score\":0.5}]}\n\
             {\"document\":\"Ana paid Bo\",\"results\":[{\"offsets\":[[0,3],[9,11]],\"text\":[\"Ana\",\"Bo\"],\"type\":\"P\"},{\"span\":[4,8],\"label\":\"V\"}]}".to_owned(),
            &[
                "-- 🚀 Ana",
                "P \"Ana\" suggested 0.50",
                "Q \"Ana\" suggested 0.25",
                "-- Ana paid",
                "V \"paid\" suggested 0.50",
                "-- Ana paid",
                "P \"Ana\" suggested 0.75",
                "V \"paid\" suggested 0.50",
                "-- Ana paid",
                "P \"Ana\" suggested 0.50",
                "-- Ana paid Bo",
                "P \"Ana … Bo\" suggested",
                "V \"paid\" suggested",
            ],
        ),
        (
            // Words alone, as language models give them.
            "{\"text\":\"🚀 Anabel, Ana met Bo and Ana.\",\"entities\":[{\"text\":\"Ana\",\"type\":\"P\"},{\"mention\":\"Bo\",\"type\":\"Q\"},\
                {\"text\":\"Ana\",\"type\":\"R\"},{\"text\":\"Anabel\",\"type\":\"P\"},{\"text\":\"Cy\",\"type\":\"P\"}]}".to_owned(),
            &[
                "P \"Anabel\" suggested",
                "P \"Ana\" suggested",
                "Q \"Bo\" suggested",
                "R \"Ana\" suggested",
                "Marks whose words are not in the text were passed over (1): line 1, entities[4].",
                "Marks without offsets were put where their words stand (4): line 1, entities[0]; line 1, entities[1]; line 1, entities[2] and 1 more.",
            ],
        ),
        (
            "{\"entities\":[]}".to_owned(),
            &["At line 1: there is no \"text\"; write the text that the model read beside what it found."],
        ),
    ] {
        check("predictions", &[("found.jsonl", &content)], wanted);
    }
}

#[test]
fn our_own_lines_are_read_back() {
    let lines = written("postil-lines", &[document("a", "🚀 [Zoé|PERSON] paid.")]);
    let wanted = "{\"id\":\"a\",\"text\":\"🚀 Zoé paid.\",\"blocks\":[{\"kind\":\"paragraph\",\"start\":0,\"end\":11}],\
        \"spans\":[{\"start\":2,\"end\":5,\"text\":\"Zoé\",\"label\":\"PERSON\",\"confidence\":null,\"entity\":null,\"norm\":null}]}\n";
    assert_eq!(lines, [wanted]);
    for (content, wanted) in [
        (wanted, &["PERSON \"Zoé\" suggested"][..]),
        (
            "{\"id\":3,\"text\":\"Ana\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"P\",\"confidence\":0.5}]}\n\n",
            &["P \"Ana\" suggested 0.50"],
        ),
        (
            "{\"text\":\"a\"}\n{\"text\":\"a\",\"spans\":[{\"start\":-1}]}",
            &[
                "At line 2, column 32: this is no line of `postil detect` (here should be a whole number from 0, not the number -1).",
            ],
        ),
        (
            "{\"text\":\"a\"}\n{\"text\":",
            &["At line 2, column 8: this is no JSON (it ends in the middle). Mend it there, or export the file again."],
        ),
    ] {
        check("postil-lines", &[("found.jsonl", content)], wanted);
    }
}
