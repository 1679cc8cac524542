//! Files that break their format: JSON, JSON Lines, XML.

use postil_exchange::Part;

use crate::{check, check_parts};

const LINE: &str = "{\"text\":\"Ana paid.\",\"label\":[[0,3,\"PERSON\"]]}\n";

#[test]
fn broken_json_is_named_with_its_place() {
    let _alone = crate::alone();
    check(
        "JSON cut short",
        "a.json",
        &LINE[..30],
        &[
            "a.json: At line 1, column 30: this is no JSON (it ends in the middle). Mend it there, or export the file again.",
        ],
    );
    check(
        "words after the end",
        "a.jsonl",
        format!("{}x", LINE.trim()),
        &[
            "a.jsonl: At line 1, column 46: this is no JSON (a value is missing, or is none of JSON, such as NaN, None or 'x'). Mend it there, or export the file again.",
        ],
    );
    check(
        "words after our own",
        "a.postil.json",
        "{\"format\":\"postil\",\"version\":1,\"offset_unit\":\"code_point\",\"documents\":[]} x",
        &["a.postil.json: Unexpected text after the end, at line 1, column 75. Remove it."],
    );
    check(
        "our own cut short",
        "a.postil.json",
        "{\"format\":\"postil\",\"version\":1,\"documents\":[{\"id\":\"a",
        &["a.postil.json: The file ends early, at line 1, column 52. Was the download complete?"],
    );
    check(
        "our own of a newer version",
        "a.json",
        "{\"format\":\"postil\",\"version\":9,\"things\":[]}",
        &["a.json: Made by a newer version of Postil (file version 9; this one reads 1). Update the page."],
    );
    check(
        "our own in another unit",
        "a.json",
        "{\"format\":\"postil\",\"version\":1,\"offset_unit\":\"utf16\",\"documents\":[]}",
        &[
            "a.json: offset_unit is \"utf16\", but Postil files count in code points (\"code_point\"). Convert the offsets.",
        ],
    );
    check(
        "a single value",
        "a.json",
        "7",
        &["a.json: It is in no format that is known. Choose the format if you know it."],
    );
    check("null", "a.json", "null", &["a.json: It is in no format that is known. Choose the format if you know it."]);
    check(
        "other JSON",
        "a.json",
        "{\"a\":1}",
        &[
            "a.json: It is JSON with \"a\" (a number), which is in no format that is known. Choose the format if you know it.",
        ],
    );
    check(
        "JSON with a comment",
        "a.json",
        "// hi\n{\"text\":1}",
        &["a.json: It is in no format that is known. Choose the format if you know it."],
    );
    check(
        "JSON of Python",
        "a.jsonl",
        "{'text': 'Ana', 'label': [(0, 3, 'P')]}",
        &["a.jsonl: These are values of Python, not JSON: texts are in single quotes. Write them with json.dumps."],
    );
    let wide: Vec<u8> =
        "\u{FEFF}{\"text\":\"Ana\",\"label\":[[0,3,\"P\"]]}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check("JSON in UTF-16", "a.jsonl", wide, &["a.jsonl as doccano: 1 documents, 1 annotations"]);
    check(
        "marks that are no list",
        "a.json",
        "{\"id\":1,\"data\":{\"text\":\"Ana\"},\"annotations\":\"none\"}",
        &[
            "a.json: It is JSON with \"id\" (a number), \"data\" (an object), \"annotations\" (a text), which is in no format that is known. Choose the format if you know it.",
        ],
    );
    check(
        "not a number",
        "a.json",
        "{\"text\":\"Ana\",\"label\":[[NaN,3,\"P\"]]}",
        &[
            "a.json: At line 1, column 25: this is no JSON (a value is missing, or is none of JSON, such as NaN, None or 'x'). Mend it there, or export the file again.",
        ],
    );
    check(
        "a raw line end in a string",
        "a.json",
        "{\"text\":\"Ana\npaid\",\"label\":[]}",
        &[
            "a.json: At line 2, column 0: this is no JSON (a line end or tab stands in a text as it is; there it is written \\n or \\t). Mend it there, or export the file again.",
        ],
    );
    check(
        "half a character escaped",
        "a.json",
        "{\"text\":\"Ana \\ud800\",\"label\":[]}",
        &[
            "a.json: At line 1, column 20: this is no JSON (an escape such as \\ud800 stands for half of a character only). Mend it there, or export the file again.",
        ],
    );
    check(
        "a field twice",
        "a.json",
        "{\"text\":\"Ana\",\"text\":\"Bea\",\"label\":[[0,3,\"P\"]]}",
        &["a.json as doccano: 1 documents, 1 annotations"],
    );
    check(
        "a field twice in our own",
        "a.json",
        "{\"format\":\"postil\",\"version\":1,\"version\":1,\"documents\":[]}",
        &["a.json: At version: duplicate field \"version\"."],
    );
}

#[test]
fn nesting_is_bounded() {
    let _alone = crate::alone();
    let deep = |open: &str| open.repeat(100_000);
    check(
        "lists in lists",
        "a.json",
        deep("["),
        &[
            "a.json: At line 1, column 128: this is no JSON (it is nested deeper than 127 levels). Mend it there, or export the file again.",
        ],
    );
    check(
        "objects in objects",
        "a.json",
        deep("{\"text\":"),
        &[
            "a.json: At line 1, column 1017: this is no JSON (it is nested deeper than 127 levels). Mend it there, or export the file again.",
        ],
    );
    check(
        "nested in our own",
        "a.json",
        format!("{{\"format\":\"postil\",\"x\":{}", deep("[")),
        &["a.json: The file ends early, at line 1, column 100023. Was the download complete?"],
    );
    check(
        "in a known shape",
        "a.json",
        format!("{{\"text\":\"Ana\",\"label\":[{}", deep("[")),
        &[
            "a.json: At line 1, column 149: this is no JSON (it is nested deeper than 127 levels). Mend it there, or export the file again.",
        ],
    );
    check(
        "in a column of a table",
        "a.csv",
        format!("document_text,start,end,label,attributes\nAna,0,3,P,\"{}\"\n", deep("[")),
        &["a.csv as csv: 1 documents, 1 annotations"],
    );
    check(
        "elements in elements",
        "a.xmi",
        format!("<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\">{}", deep("<a>")),
        &["a.xmi: At line 1 of a.xmi: this is no XMI (it ends in the middle)."],
    );
}

#[test]
fn one_bad_line_does_not_cost_the_others() {
    let _alone = crate::alone();
    let mut lines = LINE.repeat(1_000);
    lines.insert_str(LINE.len() * 499, "{\"text\":\"Ana pa\n");
    check_parts(
        "one bad line of many",
        &[Part::new("a.jsonl", lines)],
        3_000,
        &["a.jsonl as doccano: 1000 documents, 1000 annotations", "1 line is no JSON and was left out: line 500."],
    );
    check(
        "a bad line at the start",
        "a.jsonl",
        format!("{{\"text\":\n{}", LINE.repeat(3)),
        &["a.jsonl as doccano: 3 documents, 3 annotations", "1 line is no JSON and was left out: line 1."],
    );
    check(
        "a last line that is cut",
        "a.jsonl",
        format!("{}{}", LINE.repeat(3), &LINE[..20]),
        &["a.jsonl as doccano: 3 documents, 3 annotations", "1 line is no JSON and was left out: line 4."],
    );
    check(
        "an empty line and a blank one",
        "a.jsonl",
        format!("{LINE}\n   \n{LINE}"),
        &["a.jsonl as doccano: 2 documents, 2 annotations"],
    );
    check(
        "lines that are no objects",
        "a.jsonl",
        format!("{LINE}7\n{LINE}{LINE}"),
        &[
            "a.jsonl as doccano: 3 documents, 3 annotations",
            "1 document could not be read and was left out: line 2 (there is no \"text\" and no \"data\"; a document's text goes there).",
        ],
    );
    check(
        "mostly bad lines",
        "a.jsonl",
        format!("{LINE}x\ny\n{LINE}z\n"),
        &[
            "a.jsonl: At line 2, column 1: this is no JSON (a value is missing, or is none of JSON, such as NaN, None or 'x'). Mend it there, or export the file again.",
        ],
    );
}

#[test]
fn one_document_without_text_does_not_cost_the_others() {
    let _alone = crate::alone();
    let task = |data: &str| format!("{{\"data\":{data},\"annotations\":[]}}");
    let good = task("{\"text\":\"Ana paid.\"}");
    let bad = task("{\"text\":null}");
    let why = "the task has no text in its data; only tasks on plain text can be read";
    check(
        "a task without text",
        "a.json",
        format!("[{good},\n{bad},\n{good}]"),
        &[
            "a.json as label-studio: 2 documents, 0 annotations",
            &format!("1 document could not be read and was left out: [1] ({why})."),
        ],
    );
    check(
        "tasks without text, mostly",
        "a.json",
        format!("[{good},{bad},{bad}]"),
        &[&format!("a.json: At [1]: {why}.")],
    );
    let nothing = "there is no \"text\" and no \"data\"; a document's text goes there";
    let null = "{\"text\":null,\"label\":[]}\n";
    let mut lines = LINE.repeat(1_000);
    lines.insert_str(LINE.len() * 900, null);
    lines.insert_str(LINE.len() * 20, null);
    check_parts(
        "documents without text among many",
        &[Part::new("a.jsonl", lines)],
        3_000,
        &[
            "a.jsonl as doccano: 1000 documents, 1000 annotations",
            &format!("2 documents could not be read and were left out: line 21 ({nothing}); line 902 ({nothing})."),
        ],
    );
    check(
        "one in what a script wrapped",
        "a.json",
        format!("{{\"data\":[{LINE},{null},{LINE}]}}"),
        &[
            "a.json as doccano: 2 documents, 2 annotations",
            &format!("1 document could not be read and was left out: line 1, data[1] ({nothing})."),
        ],
    );
}

#[test]
fn xml_expands_nothing_and_loads_nothing() {
    let _alone = crate::alone();
    let xmi = |head: &str, text: &str| {
        format!(
            "<?xml version=\"1.0\"?>{head}<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\"><cas:Sofa xmi:id=\"1\" sofaID=\"_InitialView\" sofaString=\"{text}\"/></xmi:XMI>"
        )
    };
    let laughs =
        "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;\">]>";
    check(
        "entities in entities",
        "a.xmi",
        xmi(laughs, "&c;&c;"),
        &[
            "a.xmi: At line 1 of a.xmi: this is no XMI (&c; is no character that XML knows by name; write the character itself).",
        ],
    );
    check(
        "an entity from a file",
        "a.xmi",
        xmi("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;"),
        &[
            "a.xmi: At line 1 of a.xmi: this is no XMI (&e; is no character that XML knows by name; write the character itself).",
        ],
    );
    check(
        "an ampersand",
        "a.xmi",
        xmi("", "R&D"),
        &["a.xmi: At line 1 of a.xmi: this is no XMI (an & stands alone; write &amp; for it)."],
    );
    check(
        "XML cut short",
        "a.xmi",
        &xmi("", "Ana")[..150],
        &[
            "a.xmi: At line 1 of a.xmi: this is no XMI (syntax error: tag not closed: `>` not found before end of input; is the file whole?).",
        ],
    );
    check(
        "XML without a text",
        "a.xmi",
        "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\"/>",
        &["a.xmi: a.xmi holds no text: no sofa in it has a sofaString."],
    );
    check(
        "other XML",
        "a.xml",
        "<html><p>Ana</p></html>",
        &["a.xml: It is a web page or other markup, in no format that is known. Choose the format if you know it."],
    );
}
