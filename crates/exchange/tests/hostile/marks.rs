//! Annotations that do not fit: places, labels, ids, relations; and labels made to break what shows them.

use crate::check;

fn doccano(label: &str) -> String {
    format!("{{\"text\":\"Ana paid 5 euros.\",\"label\":[{label}]}}")
}

fn label(name: &str) -> String {
    doccano(&format!("[0,3,{}]", serde_json::to_string(name).unwrap()))
}

fn own(annotation: &str, more: &str) -> String {
    format!(
        "{{\"format\":\"postil\",\"version\":1,\"offset_unit\":\"code_point\",\"documents\":[{{\"id\":\"d\",\"text\":\"Ana paid 5 euros.\",\"annotations\":[{annotation}]{more}}}]}}"
    )
}

const MARK: &str = r#"{"id":"a1","start":0,"end":3,"text":"Ana","label":"PERSON"}"#;

#[test]
fn places_that_are_none_are_listed() {
    let _alone = crate::alone();
    check(
        "beyond the end",
        "a.jsonl",
        doccano("[0,300,\"P\"]"),
        &[
            "a.jsonl as doccano: 1 documents, 0 annotations",
            "1 of 1 span could not be placed and was left out: line 1, label[0]: is no place in the text.",
        ],
    );
    check(
        "below nothing",
        "a.jsonl",
        doccano("[-1,3,\"P\"]"),
        &[
            "a.jsonl as doccano: 1 documents, 0 annotations",
            "Entries without a start, an end and a label were passed over (1): line 1, label[0].",
        ],
    );
    check(
        "in fractions",
        "a.jsonl",
        doccano("[0.5,3,\"P\"]"),
        &[
            "a.jsonl as doccano: 1 documents, 0 annotations",
            "Entries without a start, an end and a label were passed over (1): line 1, label[0].",
        ],
    );
    check(
        "without end",
        "a.jsonl",
        doccano("[0,1e309,\"P\"]"),
        &[
            "a.jsonl: At line 1, column 45: this is no JSON (number out of range). Mend it there, or export the file again.",
        ],
    );
    check(
        "very far",
        "a.jsonl",
        doccano("[18446744073709551615,18446744073709551615,\"P\"]"),
        &[
            "a.jsonl as doccano: 1 documents, 0 annotations",
            "1 of 1 span could not be placed and was left out: line 1, label[0]: is no place in the text.",
        ],
    );
    check(
        "in words",
        "a.jsonl",
        doccano("[\"0\",\"3\",\"P\"]"),
        &[
            "a.jsonl as doccano: 1 documents, 0 annotations",
            "Entries without a start, an end and a label were passed over (1): line 1, label[0].",
        ],
    );
    check(
        "of nothing",
        "a.jsonl",
        doccano("[null,null,\"P\"]"),
        &[
            "a.jsonl as doccano: 1 documents, 0 annotations",
            "Entries without a start, an end and a label were passed over (1): line 1, label[0].",
        ],
    );
    check(
        "back to front",
        "a.jsonl",
        doccano("[3,0,\"P\"]"),
        &[
            "a.jsonl as doccano: 1 documents, 0 annotations",
            "1 of 1 span could not be placed and was left out: line 1, label[0]: is no place in the text.",
        ],
    );
    check(
        "empty",
        "a.jsonl",
        doccano("[3,3,\"P\"]"),
        &[
            "a.jsonl as doccano: 1 documents, 0 annotations",
            "1 of 1 span could not be placed and was left out: line 1, label[0]: is no place in the text.",
        ],
    );
    check(
        "white space only",
        "a.jsonl",
        doccano("[3,4,\"P\"]"),
        &[
            "a.jsonl as doccano: 1 documents, 0 annotations",
            "1 of 1 span could not be placed and was left out: line 1, label[0]: holds white space only.",
        ],
    );
    check(
        "half of an emoji",
        "a.jsonl",
        "{\"text\":\"🚀 Ana\",\"label\":[[1,3,\"P\"]]}",
        &[
            "a.jsonl as doccano: 1 documents, 0 annotations",
            "1 of 1 span could not be placed and was left out: line 1, label[0]: is no place in the text.",
        ],
    );
    check(
        "in our own",
        "a.json",
        own(&MARK.replace(":3", ":300"), ""),
        &["a.json: At documents[0].annotations[0]: the span 0..300 ends past the text, which has 17 code points."],
    );
    check(
        "back to front in our own",
        "a.json",
        own(&MARK.replace("\"start\":0", "\"start\":9"), ""),
        &["a.json: At documents[0].annotations[0]: start 9 is after end 3."],
    );
    check(
        "other words in our own",
        "a.json",
        own(&MARK.replace("\"Ana\"", "\"Bea\""), ""),
        &["a.json: At documents[0].annotations[0]: the span 0..3 should be \"Bea\", but the text there is \"Ana\"."],
    );
    check(
        "a place in words in our own",
        "a.json",
        own(&MARK.replace(":0", ":\"0\""), ""),
        &[
            "a.json: At documents[0].annotations[0].start: here should be a whole number of code points from 0, not the text \"0\".",
        ],
    );
}

#[test]
fn labels_are_data() {
    let _alone = crate::alone();
    check("__proto__", "a.jsonl", label("__proto__"), &["a.jsonl as doccano: 1 documents, 1 annotations"]);
    check("constructor", "a.jsonl", label("constructor"), &["a.jsonl as doccano: 1 documents, 1 annotations"]);
    check(
        "no name",
        "a.jsonl",
        label(""),
        &[
            "a.jsonl as doccano: 1 documents, 0 annotations",
            "Entries without a start, an end and a label were passed over (1): line 1, label[0].",
        ],
    );
    check(
        "ten thousand characters",
        "a.jsonl",
        label(&"x".repeat(10_000)),
        &[
            "a.jsonl as doccano: 1 documents, 1 annotations",
            "1 label of more than 100 characters was shortened: \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\u{2026}\" is now \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\u{2026}\".",
        ],
    );
    check(
        "line ends, commas, tabs, quotes",
        "a.jsonl",
        label("A\nB,\t\"C'"),
        &["a.jsonl as doccano: 1 documents, 1 annotations"],
    );
    check(
        "markup",
        "a.jsonl",
        label("<img src=x onerror=alert(1)>"),
        &["a.jsonl as doccano: 1 documents, 1 annotations"],
    );
    check(
        "an override",
        "a.jsonl",
        label("NOSREP\u{202e}"),
        &[
            "a.jsonl as doccano: 1 documents, 1 annotations",
            "1 label has characters that are not seen; these were left out: \"NOSREP\".",
        ],
    );
    check("a number", "a.jsonl", doccano("[0,3,7]"), &["a.jsonl as doccano: 1 documents, 1 annotations"]);
    let set = |label: &str| format!("{{\"format\":\"postil-labels\",\"version\":1,\"labels\":[{label}]}}");
    check(
        "a colour that loads",
        "a.json",
        set(r#"{"name":"P","kind":"entity","hue":"red;background:url(http://127.0.0.1:9/)"}"#),
        &[
            "a.json: At labels[0].hue: here should be a whole number from 0, not the text \"red;background:url(http://127.0.0.1:9/) ….",
        ],
    );
    check(
        "a colour out of range",
        "a.json",
        set(r#"{"name":"P","kind":"entity","hue":9999}"#),
        &["a.json: At labels[0]: hue 9999 of \"P\" is not between 0 and 359."],
    );
    check(
        "two labels of one name",
        "a.json",
        set(r#"{"name":"P","kind":"entity","hue":1},{"name":"P","kind":"entity","hue":2}"#),
        &["a.json: At labels[1]: there are two labels named \"P\"."],
    );
    check(
        "two labels of one key",
        "a.json",
        set(r#"{"name":"P","kind":"entity","hue":1,"key":"p"},{"name":"Q","kind":"entity","hue":2,"key":"p"}"#),
        &["a.json: At labels[1]: \"P\" and \"Q\" have the same key \"p\"."],
    );
    check(
        "a set of a newer version",
        "a.json",
        "{\"format\":\"postil-labels\",\"version\":9,\"labels\":[]}",
        &["a.json: Made by a newer version of Postil (file version 9; this one reads 1). Update the page."],
    );
}

#[test]
fn ids_and_relations_are_checked() {
    let _alone = crate::alone();
    check(
        "two marks of one id",
        "a.json",
        own(&format!("{MARK},{MARK}"), ""),
        &["a.json: At documents[0].annotations[1]: the id \"a1\" is already that of annotations[0]."],
    );
    check(
        "a mark of no entity",
        "a.json",
        own(&MARK.replace("\"label\"", "\"entity\":\"e9\",\"label\""), ""),
        &["a.json: At documents[0].annotations[0]: entity \"e9\" is not among the document's entities."],
    );
    check(
        "a mention of no mark",
        "a.json",
        own(MARK, r#","entities":[{"id":"e1","label":"PERSON","name":"Ana","mentions":["a7"]}]"#),
        &["a.json: At documents[0].entities[0]: mention \"a7\" is no annotation of this document."],
    );
    check(
        "a relation to nowhere",
        "a.json",
        own(MARK, r#","relations":[{"id":"r1","type":"of","from":"a1","to":"a7"}]"#),
        &["a.json: At documents[0].relations[0]: \"a7\" is no annotation of this document."],
    );
    check(
        "a confidence above one",
        "a.json",
        own(&MARK.replace("\"label\"", "\"confidence\":7,\"label\""), ""),
        &["a.json: At documents[0].annotations[0]: confidence 7.00 is not between 0 and 1."],
    );
    check(
        "a confidence without end",
        "a.json",
        own(&MARK.replace("\"label\"", "\"confidence\":1e999,\"label\""), ""),
        &["a.json: Not JSON, at line 1, column 183: number out of range."],
    );
    check(
        "pieces out of order",
        "a.json",
        own(
            &MARK.replace("\"label\"", "\"fragments\":[{\"start\":2,\"end\":3},{\"start\":0,\"end\":1}],\"label\""),
            "",
        ),
        &["a.json: At documents[0].annotations[0]: fragments[1], 0..1, starts before the end of the one above."],
    );
    check(
        "blocks that overlap",
        "a.json",
        own(MARK, r#","blocks":[{"kind":"paragraph","start":0,"end":9},{"kind":"paragraph","start":3,"end":12}]"#),
        &["a.json: At documents[0].blocks[1]: the block starts before the end of the one above."],
    );
    check(
        "an id that is none",
        "a.json",
        own(&MARK.replace("a1", "1e9"), ""),
        &["a.json: At documents[0].annotations[0].id: here should be an id such as \"a12\", not the text \"1e9\"."],
    );
    check(
        "a relation to nowhere of doccano",
        "a.jsonl",
        r#"{"text":"Ana","entities":[{"id":1,"start_offset":0,"end_offset":3,"label":"P"}],"relations":[{"id":1,"from_id":1,"to_id":9,"type":"of"}]}"#,
        &[
            "a.jsonl as doccano: 1 documents, 1 annotations",
            "1 relation without an annotation at both ends left out: line 1, relations[0].",
        ],
    );
    check(
        "the same mark twice",
        "a.jsonl",
        doccano("[0,3,\"P\"],[0,3,\"P\"]"),
        &[
            "a.jsonl as doccano: 1 documents, 1 annotations",
            "1 annotation has the same words, label and all as another and was left out.",
        ],
    );
    check(
        "two documents of one id",
        "a.jsonl",
        r#"{"id":1,"text":"Ana","label":[]}{"id":1,"text":"Bea","label":[]}"#,
        &[
            "a.jsonl as doccano: 2 documents, 0 annotations",
            "1 document has the id of another and got a new one: 1 is also 1-2.",
        ],
    );
    check(
        "two of one id in our own",
        "a.json",
        own("", "").replace("[{\"id\"", "[{\"id\":\"d\",\"text\":\"x\"},{\"id\""),
        &["a.json: At documents[1]: the id \"d\" is already that of documents[0]."],
    );
}
