//! Label Studio's tasks: the exact files, exports of its versions, and what is passed over or refused.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use std::sync::Arc;

use common::{check, document, rich, written};
use postil_engine::{Attribute, AttributeDef, AttributeKind, LabelDef, LabelKind};
use postil_exchange::{Format, Options, export, import};
use serde_json::Value;

#[test]
fn the_files_are_as_label_studio_imports_them() {
    let files = written("label-studio", &[document("a", "🚀 [Zoé|PERSON] paid [Nortek|own <&>].")]);
    let wanted = "[\n{\"id\":1,\"data\":{\"text\":\"🚀 Zoé paid Nortek.\",\"title\":\"a\",\"document\":\"a\"},\"annotations\":[\
        {\"id\":1,\"was_cancelled\":false,\"ground_truth\":false,\"result\":[\
        {\"id\":\"a1\",\"from_name\":\"label\",\"to_name\":\"text\",\"type\":\"labels\",\
        \"value\":{\"start\":2,\"end\":5,\"text\":\"Zoé\",\"labels\":[\"PERSON\"]}},\
        {\"id\":\"a2\",\"from_name\":\"label\",\"to_name\":\"text\",\"type\":\"labels\",\
        \"value\":{\"start\":11,\"end\":17,\"text\":\"Nortek\",\"labels\":[\"own <&>\"]}}]}],\"predictions\":[]}\n]\n";
    let config = "<View>\n  <Labels name=\"label\" toName=\"text\">\n    <Label value=\"PERSON\" background=\"#b96ef0\"/>\n    \
        <Label value=\"ORG\" background=\"#6ea4f0\"/>\n    <Label value=\"own &lt;&amp;&gt;\" background=\"#f06e6e\"/>\n  \
        </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n";
    assert_eq!(files, [wanted, config]);
}

#[test]
fn each_status_is_in_its_place_and_ids_are_unique() {
    let files = written("label-studio", &[rich()]);
    let tasks: Value = serde_json::from_str(&files[0]).unwrap();
    let task = &tasks[0];
    let ids = |list: &Value| -> Vec<String> {
        let results = list["result"].as_array().unwrap().iter().filter(|it| it["type"] == "labels");
        results.map(|it| it["id"].as_str().unwrap().to_owned()).collect()
    };
    let (accepted, rejected) = (&task["annotations"][0], &task["annotations"][1]);
    assert_eq!(
        (ids(accepted), accepted["was_cancelled"].as_bool()),
        (vec!["a4".into(), "a1".into(), "a2".into(), "a5".into()], Some(false))
    );
    assert_eq!((ids(rejected), rejected["was_cancelled"].as_bool()), (vec!["a6".to_owned()], Some(true)));
    let predicted = &task["predictions"][0];
    assert_eq!(ids(predicted), ["a3", "a7"]);
    assert_eq!(predicted["score"], 0.625);
    assert!(predicted["model_version"].as_str().unwrap().starts_with("postil "));
    assert_eq!(accepted["result"][1]["meta"]["text"][0], "Twice,\n\"so\" <she> said");
    let relation = serde_json::json!({"type": "relation", "from_id": "a1", "to_id": "a2", "direction": "right", "labels": ["works for"]});
    assert_eq!(accepted["result"][6], relation);
    let value = serde_json::json!({"start": 2, "end": 11, "text": ["chair & owner"]});
    let answer =
        serde_json::json!({"id": "a1", "from_name": "role", "to_name": "text", "type": "textarea", "value": value});
    assert_eq!(accepted["result"][4], answer);
    assert!(files[1].contains("<TextArea name=\"role\" toName=\"text\" perRegion=\"true\"/>"), "{}", files[1]);
    assert!(files[1].contains("<Relation value=\"works for\"/>"));
}

#[test]
fn attributes_are_asked_for_as_their_labels_do() {
    let mut document = document("a", "[Ana|P] paid.");
    let mut mark = (*document.annotations[0]).clone();
    let said = [("sure", "very"), ("old", "yes"), ("label", "x"), ("why", "so")];
    mark.attributes = said.map(|(name, value)| Attribute { name: name.into(), value: value.into() }).to_vec();
    document.annotations = Arc::new(vec![Arc::new(mark)]);
    let asked = |name: &str, kind, values: &[&str]| AttributeDef {
        name: name.into(),
        kind,
        values: values.iter().map(|value| (*value).into()).collect(),
    };
    let attributes = vec![
        asked("sure", AttributeKind::Choice, &["a bit"]),
        asked("old", AttributeKind::YesNo, &[]),
        asked("label", AttributeKind::Choice, &["x"]),
    ];
    let labels = [LabelDef { attributes, ..LabelDef::new("P", LabelKind::Entity, 0) }];
    let format = Format::by_id("label-studio").unwrap();
    let files = export(format, &[document.clone()], &labels, &Options::default()).unwrap().files;
    let config = String::from_utf8(files[1].bytes.clone()).unwrap();
    for wanted in [
        "<Choices name=\"sure\" toName=\"text\" perRegion=\"true\">\n    <Choice value=\"a bit\"/>\n    <Choice value=\"very\"/>\n",
        "<Choices name=\"old\" toName=\"text\" perRegion=\"true\">\n    <Choice value=\"no\"/>\n    <Choice value=\"yes\"/>\n",
        "<Choices name=\"label (attribute)\"",
        "<TextArea name=\"why\" toName=\"text\" perRegion=\"true\"/>",
    ] {
        assert!(config.contains(wanted), "{wanted} in {config}");
    }
    let tasks: Value = serde_json::from_slice(&files[0].bytes).unwrap();
    let value = serde_json::json!({"start": 0, "end": 3, "choices": ["very"], "text": "Ana"});
    assert_eq!(tasks[0]["annotations"][0]["result"][1]["value"], value);
    let back = import(&files, Some(format), "d").unwrap().library.documents;
    assert_eq!(back[0].annotations[0].attributes, document.annotations[0].attributes);
}

/// A region as an export has it.
fn region(id: &str, start: u32, end: u32, text: &str, more: &str) -> String {
    format!(
        "{{\"id\":\"{id}\",\"from_name\":\"ner\",\"to_name\":\"t\",\"type\":\"labels\",\
         \"value\":{{\"start\":{start},\"end\":{end},\"text\":\"{text}\",\"labels\":[\"P\"]}}{more}}}"
    )
}

fn relation(from: &str, to: &str, kind: &str) -> String {
    format!(
        "{{\"type\":\"relation\",\"from_id\":\"{from}\",\"to_id\":\"{to}\",\"direction\":\"right\",\"labels\":[\"{kind}\"]}}"
    )
}

fn task(text: &str, lists: &str) -> String {
    format!("[{{\"id\":4,\"data\":{{\"url\":\"https://a.example/{text}{text}\",\"t\":\"{text}\"}},{lists}}}]")
}

#[test]
fn exports_of_all_versions_are_read() {
    let (ana, bo) = (region("x", 0, 3, "Ana", ""), region("y", 9, 11, "Bo", ""));
    for (content, wanted) in [
        (
            task("Ana paid Bo.", &format!("\"annotations\":[{{\"completed_by\":1,\"was_cancelled\":false,\"result\":[{ana},{bo},\
                {{\"from_id\":\"x\",\"to_id\":\"y\",\"type\":\"relation\",\"direction\":\"left\",\"labels\":[]}}]}}],\"predictions\":[]")),
            &["P \"Ana\" accepted", "P \"Bo\" accepted", "Bo -related-> Ana"][..],
        ),
        (task("Ana paid Bo.", &format!("\"completions\":[{{\"result\":[{ana}]}}]")), &["P \"Ana\" accepted"]),
        (task("Ana paid Bo.", &format!("\"completions\":[{{\"skipped\":true,\"result\":[{ana}]}}]")), &["P \"Ana\" rejected"]),
        (
            task("Ana paid Bo.", &format!("\"annotations\":[],\"predictions\":[{{\"model_version\":\"m\",\"score\":0.5,\"result\":[{ana},{}]}}]",
                region("y", 9, 11, "Bo", ",\"score\":0.875,\"meta\":{\"text\":[\"who?\",\"hm\"],\"by\":\"Cy\"}"))),
            &["P \"Ana\" suggested 0.50", "P \"Bo\" suggested 0.88 note \"who?\\nhm\" by=Cy"],
        ),
        (
            task("Ana paid Bo.", &format!("\"annotations\":[{{\"result\":[{}]}}],\"predictions\":[{{\"result\":[{ana}]}}]",
                region("x", 0, 3, "Ana", ",\"origin\":\"prediction\""))),
            &["P \"Ana\" accepted", "Predictions that an annotator started from were passed over (1): [0].predictions[0]."],
        ),
        (
            task("Ana paid Bo.", &format!("\"annotations\":[{{\"result\":[{ana}]}},{{\"result\":[{ana},{bo}]}}]")),
            &[
                "P \"Ana\" accepted",
                "P \"Bo\" accepted",
                "Marks that another annotator had made before were passed over (1): [0].annotations[1].result[0].",
            ],
        ),
        (
            // Each annotator has own ids, which may be those of another, and own relations of what both marked.
            task("Ana paid Bo.", &format!("\"annotations\":[{{\"was_cancelled\":true,\"result\":[{}]}},{{\"result\":[{ana},{bo},{}]}},\
                {{\"result\":[{},{},{},{}]}}]", region("x", 9, 11, "Bo", ""), relation("x", "y", "pays"),
                region("y", 0, 3, "Ana", ""), region("z", 9, 11, "Bo", ""), relation("y", "z", "pays"), relation("z", "y", "owes"))),
            &[
                "P \"Ana\" accepted",
                "P \"Bo\" rejected",
                "P \"Bo\" accepted",
                "Ana -pays-> Bo",
                "Bo -owes-> Ana",
                "Marks that another annotator had made before were passed over (2): [0].annotations[2].result[0]; \
                 [0].annotations[2].result[1].",
            ],
        ),
        (
            task("Ana paid Bo.", "\"annotations\":[{\"result\":[{\"type\":\"choices\",\"value\":{\"choices\":[\"good\"]}},\
                {\"type\":\"labels\",\"value\":{\"start\":0,\"end\":3,\"labels\":[]}},{\"type\":\"labels\",\"value\":{\"start\":\"0\",\"labels\":[\"P\"]}}]}]"),
            &[
                "Choices and other answers were passed over (1): [0].annotations[0].result[0].",
                "Entries without a start, an end and a label were passed over (1): [0].annotations[0].result[2].",
                "Regions without a label were passed over (1): [0].annotations[0].result[1].",
            ],
        ),
        (
            task("Ana paid Bo.", &format!("\"annotations\":[{{\"result\":[\
                {{\"id\":\"x\",\"from_name\":\"sure\",\"type\":\"choices\",\"value\":{{\"start\":0,\"end\":3,\"text\":\"Ana\",\"choices\":[\"very\",\"so\"]}}}},\
                {ana},{bo},{{\"id\":\"y\",\"from_name\":\"why\",\"type\":\"textarea\",\"value\":{{\"start\":9,\"end\":11,\"text\":[\"a\",\"b\"]}}}},\
                {{\"id\":\"y\",\"from_name\":\"stars\",\"type\":\"rating\",\"value\":{{\"start\":9,\"end\":11,\"text\":\"Bo\",\"rating\":4}}}},\
                {{\"id\":\"z\",\"from_name\":\"mood\",\"type\":\"choices\",\"value\":{{\"choices\":[\"good\"]}}}}]}}]")),
            &[
                "P \"Ana\" accepted sure=very, so",
                "P \"Bo\" accepted why=a\nb stars=4",
                "Choices and other answers were passed over (1): [0].annotations[0].result[5].",
            ],
        ),
        (
            // Regions of other controls than those of labels.
            task("Ana paid Bo.", "\"annotations\":[{\"result\":[\
                {\"id\":\"x\",\"from_name\":\"kind\",\"type\":\"taxonomy\",\"value\":{\"start\":0,\"end\":3,\"text\":\"Ana\",\"taxonomy\":[[\"P\",\"hero\"],[\"Q\"]]}},\
                {\"id\":\"x\",\"from_name\":\"sure\",\"type\":\"choices\",\"value\":{\"start\":0,\"end\":3,\"text\":\"Ana\",\"choices\":[\"very\"]}},\
                {\"id\":\"y\",\"from_name\":\"is\",\"type\":\"choices\",\"value\":{\"start\":4,\"end\":8,\"text\":\"paid\",\"choices\":[\"V\"]}},\
                {\"id\":\"z\",\"from_name\":\"ner\",\"type\":\"ner\",\"value\":{\"start\":9,\"end\":11,\"text\":\"Bo\",\"ner\":[\"P\"]}}]}]"),
            &[
                "P / hero \"Ana\" accepted sure=very",
                "Q \"Ana\" accepted sure=very",
                "V \"paid\" accepted",
                "P \"Bo\" accepted",
            ],
        ),
        (
            "[{\"text\":\"Ana paid Bo.\",\"id\":1,\"is\":[{\"start\":0,\"end\":3,\"text\":\"Ana\",\"choices\":[\"P\"]}],\"annotator\":1,\"lead_time\":3.5}]".to_owned(),
            &["P \"Ana\" accepted"],
        ),
        (
            "[{\"text\":\"Ana paid Bo.\",\"id\":1,\"ner\":[{\"start\":0,\"end\":3,\"text\":\"Ana\",\"labels\":[\"P\"]}],\
              \"sure\":[{\"start\":0,\"end\":3,\"text\":\"Ana\",\"choices\":[\"very\"]}],\"annotator\":1,\"lead_time\":3.5}]".to_owned(),
            &["P \"Ana\" accepted sure=very"],
        ),
        (
            "[{\"text\":\"Ana paid Bo.\",\"id\":1,\"ner\":[{\"start\":0,\"end\":3,\"text\":\"Ana\",\"labels\":[\"P\",\"Q\"]}],\
              \"tone\":[{\"rating\":3}],\"sentiment\":\"good\",\"annotator\":1,\"lead_time\":3.5}]".to_owned(),
            &[
                "P \"Ana\" accepted",
                "Q \"Ana\" accepted",
                "Choices and other answers were passed over (2): [0].sentiment; [0].tone[0].",
            ],
        ),
    ] {
        check("label-studio", &[("export.json", &content)], wanted);
    }
}

/// A region of HTML: its nodes and offsets in them, perhaps also offsets of all that is shown, and its words.
fn node(start: (&str, u32), end: (&str, u32), global: &str, words: &str) -> String {
    format!(
        "{{\"type\":\"hypertextlabels\",\"value\":{{\"start\":\"{}\",\"startOffset\":{},\"end\":\"{}\",\"endOffset\":{},\
         {global}\"text\":\"{words}\",\"hypertextlabels\":[\"P\"]}}}}",
        start.0, start.1, end.0, end.1
    )
}

#[test]
fn regions_of_html_lie_in_what_it_shows() {
    let page = "<!-- x --><style>p {}</style><div class=\\\"a>b\\\"><p>🚀 &amp; <b>Ana</b> paid<br/>5 < 6.<p>To\\n Bo</p></div>&#8364;";
    let first = "/div[1]/p[1]/b[1]/text()[1]";
    for (regions, wanted) in [
        (node((first, 0), (first, 3), "", "Ana"), &["P \"Ana\" accepted"][..]),
        (node(("/div[1]/p[1]/text()[3]", 0), ("/div[1]/p[1]/text()[3]", 5), "", "5 < 6"), &["P \"5 < 6\" accepted"]),
        // From one block to the next, with the line end that the browser gives.
        (
            node((first, 0), ("/div[1]/p[2]/text()[1]", 6), "", "Ana paid\\n5 < 6.\\n\\nTo Bo"),
            &["P \"Ana paid\\n5 < 6.\\nTo\\n Bo\" accepted"],
        ),
        (node((first, 0), (first, 3), "\"globalOffsets\":{\"start\":9,\"end\":12},", "Ana"), &["P \"Ana\" accepted"]),
        (node(("/div[1]/table[1]", 2), ("/div[1]", 3), "", "paid"), &["P \"paid\" accepted"]),
        (
            node(("/div[1]/table[1]", 2), ("/div[1]", 3), "", "a"),
            &["Entries without a start, an end and a label were passed over (1): [0].annotations[0].result[0]."],
        ),
    ] {
        let content = format!(
            "[{{\"id\":4,\"data\":{{\"t\":\"{page}\"}},\"annotations\":[{{\"result\":[{regions}]}}],\"predictions\":[]}}]"
        );
        check("label-studio", &[("export.json", &content)], wanted);
    }
    let plain = format!("\"annotations\":[{{\"result\":[{}]}}]", node(("/text()[1]", 0), ("/text()[1]", 3), "", "Ana"));
    check("label-studio", &[("export.json", &task("Ana paid.", &plain))], &["P \"Ana\" accepted"]);
    // Offsets of the source are what they are.
    let source = format!("\"annotations\":[{{\"result\":[{}]}}]", region("x", 3, 6, "Ana", ""));
    check("label-studio", &[("export.json", &task("<b>Ana</b>", &source))], &["P \"Ana\" accepted"]);
}

#[test]
fn dialogues_are_read_with_who_speaks() {
    let said = |start: u32, from: u32, end: u32, to: u32, words: &str| {
        format!(
            "{{\"type\":\"paragraphlabels\",\"value\":{{\"start\":\"{start}\",\"end\":\"{end}\",\"startOffset\":{from},\
             \"endOffset\":{to},\"text\":\"{words}\",\"paragraphlabels\":[\"P\"]}}}}"
        )
    };
    let regions = [said(0, 3, 0, 6, "Ana"), said(0, 3, 1, 2, "Ana.\\n\\nNo"), said(2, 0, 2, 3, "Bye")].join(",");
    let content = format!(
        "[{{\"id\":4,\"data\":{{\"about\":\"a call\",\"talk\":[{{\"author\":\"Bo:\",\"text\":\"🚀 Ana.\"}},\
         {{\"author\":\"Cy\",\"text\":\"No.\"}},{{\"text\":\"Bye\"}}]}},\"annotations\":[{{\"result\":[{regions},\
         {{\"type\":\"labels\",\"value\":{{\"start\":1,\"end\":2.5,\"labels\":[\"noise\"]}}}}]}}]}}]"
    );
    let wanted = [
        "P \"Ana.\\nCy: No\" accepted",
        "P \"Ana\" accepted",
        "P \"Bye\" accepted",
        "Entries without a start, an end and a label were passed over (1): [0].annotations[0].result[3].",
    ];
    check("label-studio", &[("export.json", &content)], &wanted);
}

#[test]
fn what_is_broken_is_named_with_its_place() {
    for (content, wanted) in [
        (
            "[{\"data\":{\"text\":\"a\"},\"annotations\":[]},{\"data\":{\"image\":\"https://a.example/b.png\"},\"annotations\":[]}]",
            "At [1]: the task has no text in its data; only tasks on plain text can be read.",
        ),
        (
            "[{\"data\":{\"text\":\"a\"},\n\"annotations\":[}]",
            "At line 2, column 16: this is no JSON (a value is missing, or is none of JSON, such as NaN, None or 'x'). Mend it there, or export the file again.",
        ),
    ] {
        check("label-studio", &[("export.json", content)], &[wanted]);
    }
}
