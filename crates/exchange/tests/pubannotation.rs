//! PubAnnotation's JSON: the exact file, pieces, attributes and relations, several projects, and broken files.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use common::{check, document, rich, written};

#[test]
fn the_file_is_as_pubannotation_reads_it() {
    let (a, b) = (document("a", "🚀 [Zoé|PERSON] paid."), document("b", "No."));
    let first = "{\"text\":\"🚀 Zoé paid.\",\"sourcedb\":\"Postil\",\"sourceid\":\"a\",\
        \"denotations\":[{\"id\":\"T1\",\"span\":{\"begin\":2,\"end\":5},\"obj\":\"PERSON\"}],\"attributes\":[],\"relations\":[]}";
    let second = "{\"text\":\"No.\",\"sourcedb\":\"Postil\",\"sourceid\":\"b\",\"denotations\":[],\"attributes\":[],\"relations\":[]}";
    assert_eq!(written("pubannotation", std::slice::from_ref(&a)), [format!("{first}\n")]);
    assert_eq!(written("pubannotation", &[a, b]), [format!("[\n{first},\n{second}\n]\n")]);
}

#[test]
fn pieces_attributes_and_relations_are_said() {
    let file = &written("pubannotation", &[rich()])[0];
    for part in [
        "{\"id\":\"T5\",\"span\":[{\"begin\":50,\"end\":53},{\"begin\":61,\"end\":65}],\"obj\":\"GPE\"}",
        "\"attributes\":[{\"id\":\"A1\",\"subj\":\"T1\",\"pred\":\"role\",\"obj\":\"chair & owner\"}",
        "\"relations\":[{\"id\":\"R30\",\"subj\":\"T1\",\"pred\":\"works for\",\"obj\":\"T2\"}",
    ] {
        assert!(file.contains(part), "{part} in {file}");
    }
}

const TWO: &str = "{\"id\":\"T1\",\"span\":{\"begin\":0,\"end\":3},\"obj\":\"P\"},{\"id\":\"T2\",\"span\":{\"begin\":9,\"end\":11},\"obj\":\"P\"}";

#[test]
fn files_of_its_tools_are_read() {
    let article = |more: &str| format!("{{\"text\":\"Ana paid Bo.\",{more}}}");
    for (content, wanted) in [
        (article(&format!("\"denotations\":[{TWO}]")), &["P \"Ana\" accepted", "P \"Bo\" accepted"][..]),
        (
            article(&format!(
                "\"denotations\":[{TWO}],\"relations\":[{{\"subj\":\"T1\",\"pred\":\"paid\",\"obj\":\"T2\"}},{{\"subj\":\"T1\",\"pred\":\"to\",\"obj\":\"T9\"}}],\
                 \"attributes\":[{{\"subj\":\"T1\",\"pred\":\"alive\",\"obj\":true}},{{\"subj\":\"T1\",\"pred\":\"age\",\"obj\":40}},{{\"subj\":\"T9\",\"pred\":\"x\",\"obj\":\"y\"}}],\
                 \"modifications\":[{{\"id\":\"M1\",\"pred\":\"Negation\",\"obj\":\"T2\"}}]"
            )),
            &[
                "P \"Ana\" accepted alive=yes age=40",
                "P \"Bo\" accepted Negation=yes",
                "Ana -paid-> Bo",
                "Attributes that say nothing new of a denotation were passed over (1): line 1, attributes[2].",
                "1 relation without an annotation at both ends left out: line 1, relations[1].",
            ],
        ),
        (
            article(
                "\"denotations\":[{\"span\":[{\"begin\":0,\"end\":3},{\"begin\":9,\"end\":11}],\"obj\":\"P\"},{\"span\":[],\"obj\":\"P\"},{\"obj\":\"P\"}],\"blocks\":[{}]",
            ),
            &[
                "P \"Ana … Bo\" accepted",
                "Blocks were passed over (1): line 1, blocks.",
                "Denotations without begin, end and obj were passed over (2): line 1, denotations[1]; line 1, denotations[2].",
            ],
        ),
        (
            article(&format!(
                "\"tracks\":[{{\"project\":\"a\",\"denotations\":[{TWO}],\"relations\":[{{\"subj\":\"T1\",\"pred\":\"paid\",\"obj\":\"T2\"}}]}},\
                 {{\"project\":\"b\",\"denotations\":[{{\"id\":\"T1\",\"span\":{{\"begin\":4,\"end\":8}},\"obj\":\"V\"}}]}}]"
            )),
            &["P \"Ana\" accepted", "V \"paid\" accepted", "P \"Bo\" accepted", "Ana -paid-> Bo"],
        ),
        (
            format!("{}\n{}", article(&format!("\"denotations\":[{TWO}]")), article("\"denotations\":[]")),
            &["-- Ana paid Bo.", "P \"Ana\" accepted", "P \"Bo\" accepted", "-- Ana paid Bo."],
        ),
        (
            "[{\"text\":\"a\",\"denotations\":[]},{\"denotations\":[]}]".to_owned(),
            &["At [1]: there is no \"text\"; get the document with its text, not its marks alone."],
        ),
    ] {
        check("pubannotation", &[("all.json", &content)], wanted);
    }
}
