//! CSV and TSV: our two tables, and tables of others.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;
mod rich;

use std::sync::Arc;

use postil_engine::Document;
use postil_exchange::{Format, Options, Part, export, import};
use proptest::prelude::*;

#[test]
fn the_tables_are_these() {
    let mut documents = [common::document("d1", "🚀 [=Ana|PERSON] paid \"[a, b|ORG]\".")];
    documents[0].title = Arc::from("+T");
    let written = export(Format::by_id("csv").unwrap(), &documents, &[], &Options::default()).unwrap();
    let names: Vec<_> = written.files.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["T.csv", "T.documents.csv"]);
    let text = |at: usize| std::str::from_utf8(&written.files[at].bytes).unwrap();
    let mut rows = text(0).lines();
    assert!(
        rows.next().unwrap().starts_with("document_id,document_title,annotation_id,label,text,start,end,start_utf16,")
    );
    assert_eq!(rows.next(), Some("d1,'+T,a1,PERSON,'=Ana,2,6,3,7,5,9,,accepted,,,,,,,,,,,,,,,human"));
    assert_eq!(rows.next(), Some("d1,'+T,a2,ORG,\"a, b\",13,17,14,18,16,20,,accepted,,,,,,,,,,,,,,,human"));
    let texts = "document_id,title,date,source_url,text_guard,text\r\nd1,'+T,,,0,\"🚀 =Ana paid \"\"a, b\"\".\"\r\n";
    assert_eq!(text(1), texts);
    let options = Options { bom: true, ..Options::default() };
    let marked = export(Format::by_id("tsv").unwrap(), &documents, &[], &options).unwrap();
    assert!(marked.files.iter().all(|part| part.bytes.starts_with(b"\xEF\xBB\xBFdocument_id\t")));
    assert_eq!(marked.report.verified, 2);
}

#[track_caller]
fn check_same(found: &Document, wanted: &Document) {
    assert_eq!((&found.id, &found.title, &found.date), (&wanted.id, &wanted.title, &wanted.date));
    assert_eq!((found.text.as_str(), &found.source_url), (wanted.text.as_str(), &wanted.source_url));
    assert_eq!(found.annotations.len(), wanted.annotations.len());
    for (a, b) in found.annotations.iter().zip(wanted.annotations.iter()) {
        assert_eq!((a.span, &a.fragments, &a.label, a.status), (b.span, &b.fragments, &b.label, b.status));
        assert_eq!((&a.attributes, &a.value, &a.note, a.confidence), (&b.attributes, &b.value, &b.note, b.confidence));
        let link = |document: &Document, id: Option<u32>| id.and_then(|id| document.entity(id)?.link.clone());
        assert_eq!(link(found, a.entity), link(wanted, b.entity));
    }
}

#[test]
fn what_is_written_comes_back() {
    let library = rich::rich();
    for id in ["csv", "tsv"] {
        let written = export(Format::by_id(id).unwrap(), &library.documents, &library.labels, &Options::default());
        let written = written.unwrap();
        let losses: Vec<_> = written.report.losses.iter().map(|loss| loss.what).collect();
        assert_eq!(losses, ["relations", "parts of articles"]);
        let read = import(&written.files, None, "d").unwrap();
        assert_eq!(read.format.id, id);
        check_same(&read.library.documents[0], &library.documents[0]);
    }
}

#[track_caller]
fn check(files: &[(&str, &str)], wanted: Result<&[&str], &str>) {
    let parts: Vec<_> = files.iter().map(|(name, text)| Part::new(*name, text.as_bytes())).collect();
    let found = import(&parts, None, "d").map_err(|error| error.to_string()).map(|import| {
        let of = |document: &Document| {
            let marks = document.annotations.iter().map(|it| format!("{}:{}", document.text.slice(it.span), it.label));
            format!("{} [{}]", document.text.as_str(), marks.collect::<Vec<_>>().join(" "))
        };
        import.library.documents.iter().map(of).collect::<Vec<_>>()
    });
    let found = found.as_deref().map_err(String::as_str);
    assert_eq!(found.map(|found| found.iter().map(String::as_str).collect::<Vec<_>>()), wanted.map(<[&str]>::to_vec));
}

#[test]
fn tables_of_others_are_read() {
    check(
        &[("a.csv", "text,start,end,label\nAna paid Bea.,0,3,PER\nAna paid Bea.,9.0,12.0,PER\nBea left.,0,3,PER\n")],
        Ok(&["Ana paid Bea. [Ana:PER Bea:PER]", "Bea left. [Bea:PER]"]),
    );
    check(
        &[(
            "a.csv",
            "Doc ID;Sentence;Start Char;End Char;Entity Type\r\n7;\"Ana; \"\"Bea\"\"\";6;9;PER\r\n7;;0;3;PER\r\n8;Nobody;;;\r\n",
        )],
        Ok(&["Ana; \"Bea\" [Ana:PER Bea:PER]", "Nobody []"]),
    );
    check(
        &[
            ("a.tsv", "doc_id\tspan_text\tbegin\tend\tlabel\nx\tBea\t4\t7\tPER\n"),
            ("documents.csv", "id,text\nx,\"Ana\nBea\"\n"),
        ],
        Ok(&["Ana\nBea [Bea:PER]"]),
    );
    check(
        &[("a.csv", "text,start,end,label\nBea,4,7,PER\n")],
        Err(
            "At row 2 of a.csv: the table has no texts: open the table of documents with it, or add a column document_text.",
        ),
    );
    check(
        &[("a.csv", "document_text,start,end,label\nBea,a,7,PER\n")],
        Err("At row 2 of a.csv: \"a\" is no place in a text."),
    );
    check(
        &[("a.csv", "doc_id,start,end,label\n9,0,3,PER\n"), ("documents.csv", "id,text\nx,Ana\n")],
        Err("At row 2 of a.csv: no text has the id \"9\"."),
    );
    check(
        &[("a.csv", "document_text,start,end,label\nBea,0,3,PER\n"), ("b.csv", "a,b\n")],
        Err(
            "At row 1 of b.csv: it needs the columns start, end and label, and the text in a column document_text or in a table of documents.",
        ),
    );
    // What looks like a guard is one in our own tables only.
    check(&[("a.csv", "document_text,start,end,label\n'=Ana,2,5,PER\n")], Ok(&["'=Ana [Ana:PER]"]));
}

/// What its converter makes of an export: the short JSON's columns, regions as JSON in a field.
#[test]
fn tables_of_label_studio_are_read() {
    let csv = "text,id,ner,sure,annotator,annotation_id,created_at,updated_at,lead_time\r\n\
        \"🚀 Ana paid\nBo.\",1,\"[{\"\"start\"\": 2, \"\"end\"\": 5, \"\"text\"\": \"\"Ana\"\", \"\"labels\"\": [\"\"PER\"\"]}, \
        {\"\"start\"\": 11, \"\"end\"\": 13, \"\"text\"\": \"\"Bo\"\", \"\"labels\"\": [\"\"PER\"\", \"\"VIP\"\"]}]\",very,2,7,2024-01-01,2024-01-01,3.5\r\n\
        Nobody came.,2,,,2,8,2024-01-01,2024-01-01,1.5\r\n";
    let wanted = ["🚀 Ana paid\nBo. [Ana:PER Bo:PER Bo:VIP]", "Nobody came. []"];
    check(&[("export.csv", csv)], Ok(&wanted));
    let tsv = "article\tid\tner\tannotator\tannotation_id\tcreated_at\tlead_time\n\
        Ana paid.\t1\t\"[{\"\"start\"\": 0, \"\"end\"\": 3, \"\"text\"\": \"\"Ana\"\", \"\"labels\"\": [\"\"PER\"\"]}]\"\t2\t7\t2024-01-01T00:00:00\t3.5\n";
    check(&[("export.tsv", tsv)], Ok(&["Ana paid. [Ana:PER]"]));
    let none = "At row 2: the task has no text in its data; only tasks on plain text can be read.";
    check(&[("a.csv", "image,annotator,lead_time\nhttps://a.example/b.png,1,2\n")], Err(none));
}

proptest! {
    #[test]
    fn any_marks_come_back(
        text in "[-=@'a\n\t🚀é,;\"]{1,30}",
        marks in prop::collection::vec((0_usize..30, 1_usize..9, "[-A-Za-z_|人'=\",]{1,6}"), 0..6),
    ) {
        let library = common::marked(&text, &marks);
        for id in ["csv", "tsv"] {
            let written = export(Format::by_id(id).unwrap(), &library.documents, &[], &Options::default()).unwrap();
            prop_assert_eq!(written.report.verified, library.documents[0].annotations.len());
        }
    }

    #[test]
    fn any_table_ends_in_words_or_documents(body in "(start|end|label|text|[0-3a\",;\n\t]){0,40}") {
        for head in ["", "text,start,end,label\n"] {
            if let Err(error) = import(&[Part::new("a.csv", format!("{head}{body}"))], Format::by_id("csv"), "d") {
                prop_assert!(error.to_string().ends_with('.'), "{}", error);
            }
        }
    }
}
