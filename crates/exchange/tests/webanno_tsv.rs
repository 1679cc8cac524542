//! WebAnno TSV, as INCEpTION and scripts write it.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

use postil_exchange::{Import, Part, import};
use proptest::prelude::*;

/// The marks with what they say, relations and findings of a file, in short.
fn outcome(import: &Import) -> Vec<String> {
    let document = &import.library.documents[0];
    let words = |id| document.text.slice(document.annotation(id).unwrap().span);
    let marks = document.annotations.iter().map(|it| {
        let said: String = it.attributes.iter().map(|it| format!(" {}={}", it.name, it.value)).collect();
        let entity = it.entity.map(|id| format!(" @{}", document.entity(id).unwrap().link.as_deref().unwrap_or("-")));
        format!("{} {}{said}{}", it.label, words(it.id), entity.unwrap_or_default())
    });
    let relations = document.relations.iter().map(|it| format!("{} {} {}", words(it.from), it.kind, words(it.to)));
    marks.chain(relations).chain(import.findings.iter().map(|finding| finding.words.clone())).collect()
}

fn read(body: &str) -> Import {
    let read = import(&[Part::new("ana.tsv", body)], None, "d").unwrap();
    assert_eq!(read.format.id, "webanno-tsv");
    read
}

#[track_caller]
fn check(body: &str, text: &str, wanted: &[&str]) {
    let read = read(body);
    assert_eq!(read.library.documents[0].text.as_str(), text);
    assert_eq!(outcome(&read), wanted);
}

const NAMES: &str = "#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value
#T_SP=webanno.custom.Mark|


#Sentence.id=s1
#Text=🚀 Ana Ruiz paid.
#Text=All of it
1-1\t0-2\t🚀\t_\t_\t_\t_\t
1-2\t3-6\tAna\tNNP\thttp://www.wikidata.org/entity/Q42[1]\tPER[1]\t*\t
1-3\t7-11\tRuiz\tNNP\thttp://www.wikidata.org/entity/Q42[1]|*[2]\tPER[1]|NAME[2]\t_\t
1-4\t12-16\tpaid\t_\t_\t_\t_\t
1-5\t16-17\t.\t_\t_\t_\t_\t
1-6\t18-21\tAll\t_\t*\t*\t_\t
1-7\t22-24\tof\t_\t_\t_\t_\t
1-8\t25-27\tit\t_\t_\t_\t_\t

#Text=to Nortek's
2-1\t30-32\tto\t_\t_\t_\t_\t
2-2\t33-41\tNortek's\t_\t_\t_\t_\t
2-2.1\t33-39\tNortek\t_\t*\tORG \\[x\\|y\\]\t_\t
";

#[test]
fn spans_of_several_tokens_of_parts_and_of_the_same_ones() {
    check(
        NAMES,
        "🚀 Ana Ruiz paid.\nAll of it\n  to Nortek's",
        &[
            "PER Ana Ruiz @Q42",
            "Mark Ana",
            "NAME Ruiz",
            "NamedEntity All",
            "ORG [x|y] Nortek",
            "Passed over in ana.tsv: 2 POS.",
        ],
    );
}

#[test]
fn relations_slots_and_chains() {
    let body = "#FORMAT=WebAnno TSV 3.2
#T_SP=custom.Span|label
#T_SP=custom.Event|ROLE_custom.Event:args_custom.EventArgsLink|custom.Span|kind
#T_CH=custom.CorefLink|referenceType|referenceRelation
#T_RL=custom.Relation|label|BT_custom.Span


#Text=Ana Ruiz sold Nortek to Bo
1-1\t0-3\tAna\tPER[1]\t_\t_\t_\tname[1]\tsame->1-1\t_\t_\t
1-2\t4-8\tRuiz\tPER[1]\t_\t_\t_\tname[1]\tsame->1-1\t_\t_\t
1-3\t9-13\tsold\t_\tseller;*;buyer\t1-1[1];1-4[2];1-6\tsale\t_\t_\t_\t_\t
1-4\t14-20\tNortek\tORG[2]|FIRM[3]\t_\t_\t_\t_\t_\towns|has\t1-1[1_2]|1-1[1_3]\t
1-5\t21-23\tto\t_\t_\t*\tstay\t_\t_\t_\t_\t
1-6\t24-26\tBo\tPER\t_\t_\t_\tname[1]\t*->1-2\tknows|*\t1-1[1_0]|9-9\t
";
    check(
        body,
        "Ana Ruiz sold Nortek to Bo",
        &[
            "name Ana Ruiz referenceRelation=same @-",
            "PER Ana Ruiz",
            "sale sold",
            "ORG Nortek",
            "FIRM Nortek",
            "stay to",
            "name Bo @-",
            "PER Bo",
            "sold seller Ana Ruiz",
            "sold args Nortek",
            "sold buyer Bo",
            "Ana Ruiz owns Nortek",
            "Ana Ruiz has Nortek",
            "Ana Ruiz knows Bo",
            "1 relation without an annotation at both ends left out: structure 11.",
        ],
    );
}

#[test]
fn texts_are_as_their_version_and_their_writer_have_them() {
    let head = "#FORMAT=WebAnno TSV 3.1\n#T_SP=custom.Span|label\n\n\n";
    let old =
        format!("{head}#Text=\\\"A\\\\\\u00e9\\\"\n1-1\t0-1\t\"\t_\t\n1-2\t1-4\tA\\é\tX[1]\t\n1-3\t4-5\t\"\t_\t\n");
    check(&old, "\"A\\é\"", &["X A\\é"]);
    // Sentences without a space between them, and one that has no line of text.
    let tight = head.replace("3.1", "3.3")
        + "#Text=one\n1-1\t0-3\tone\tA\t\n\n#Text=two\n2-1\t3-6\ttwo\tB\t\n\n3-1\t8-13\tthree\tC\t\n";
    check(&tight, "onetwo\n three", &["A one", "B two", "C three"]);
    // As scripts count.
    let points = head.replace("3.1", "3.3")
        + "#Text=🚀 Ana\n1-1\t0-1\t🚀\t_\t\n1-2\t2-5\tAna\tPER\t\n\n#Text=Bo\n2-1\t6-8\tBo\tPER\t\n";
    check(&points, "🚀 Ana\nBo", &["PER Ana", "PER Bo"]);
    let crlf = NAMES.replace('\n', "\r\n");
    assert_eq!(outcome(&read(&crlf)), outcome(&read(NAMES)));
}

/// Some writers leave out the entries of annotations that say nothing in a column.
#[test]
fn a_number_counts_more_than_the_order() {
    let body = "#FORMAT=WebAnno TSV 3.2\n#T_SP=custom.Entity|kind|link|entity\n\n\n#Text=face of Earth\n\
        1-1\t0-4\tface\ta[1]\t_\tplace[1]\t\n1-2\t5-7\tof\ta[1]\t_\tplace[1]\t\n\
        1-3\t8-13\tEarth\ta[1]|b[2]\tQ2[2]\tplace[1]|place[2]\t\n";
    check(body, "face of Earth", &["place face of Earth kind=a", "place Earth kind=b link=Q2"]);
}

#[test]
fn what_is_no_token_is_named() {
    let body = "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=Ana\n1-1\tAna\n";
    let error = import(&[Part::new("a.tsv", body)], None, "d").unwrap_err().to_string();
    let wanted =
        "At line 5 of a.tsv: here should be a token: its number, its place and its characters, with tabs between.";
    assert_eq!(error, wanted);
}

proptest! {
    #[test]
    fn any_damage_ends_in_words(at: usize, byte in 9_u8..127, cut: usize) {
        let mut bytes = NAMES.as_bytes().to_vec();
        let at = 24 + at % (bytes.len() - 24);
        bytes[at] = byte;
        bytes.truncate(bytes.len() - cut % 200);
        if let Err(error) = import(&[Part::new("a.tsv", bytes)], None, "d") {
            prop_assert!(error.to_string().ends_with('.'), "{}", error);
        }
    }
}
