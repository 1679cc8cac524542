//! CAS files: as INCEpTION and dkpro-cassis write and read them.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;
mod rich;

use postil_engine::Document;
use postil_exchange::{Format, Import, Options, Part, export, import};
use proptest::prelude::*;

#[track_caller]
fn check_same(found: &Document, wanted: &Document) {
    assert_eq!(found.text.as_str(), wanted.text.as_str());
    assert_eq!((&found.title, &found.id), (&wanted.title, &wanted.id));
    assert_eq!(found.source_url, wanted.source_url);
    assert_eq!(found.annotations.len(), wanted.annotations.len());
    for (a, b) in found.annotations.iter().zip(wanted.annotations.iter()) {
        assert_eq!((a.span, &a.fragments, &a.label), (b.span, &b.fragments, &b.label));
        assert_eq!((&a.attributes, &a.value, &a.note, a.confidence), (&b.attributes, &b.value, &b.note, b.confidence));
        let link = |document: &Document, id: Option<u32>| id.and_then(|id| document.entity(id)?.link.clone());
        assert_eq!(link(found, a.entity), link(wanted, b.entity));
    }
    let relations = |document: &Document| {
        let start = |id| document.annotation(id).map(|it| it.span.start());
        document.relations.iter().map(|it| (it.kind.clone(), start(it.from), start(it.to))).collect::<Vec<_>>()
    };
    assert_eq!(relations(found), relations(wanted));
}

#[test]
fn what_is_written_comes_back() {
    let library = rich::rich();
    for id in ["cas-json", "cas-xmi"] {
        let written = export(Format::by_id(id).unwrap(), &library.documents, &library.labels, &Options::default());
        let written = written.unwrap();
        let losses: Vec<_> = written.report.losses.iter().map(|loss| loss.what).collect();
        assert_eq!(losses, ["suggestions, which look like accepted marks", "parts of articles", "dates and sources"]);
        let read = import(&written.files, None, "d").unwrap();
        check_same(&read.library.documents[0], &library.documents[0]);
        assert_eq!(read.findings, []);
    }
}

#[test]
fn the_xmi_is_this() {
    let documents = [common::document("d\"1", "🚀 [Ana|PERSON]\t<paid>\n[A&B|ORG]")];
    let written = export(Format::by_id("cas-xmi").unwrap(), &documents, &[], &Options::default()).unwrap();
    let names: Vec<_> = written.files.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["d-1.xmi", "TypeSystem.xml"]);
    let wanted = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///custom.ecore" xmlns:metadata="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<metadata:DocumentMetaData xmi:id="2" sofa="1" begin="0" end="17" language="x-unspecified" documentTitle="d&quot;1" documentId="d&quot;1" isLastSegment="true"/>
<ner:NamedEntity xmi:id="3" sofa="1" begin="3" end="6" value="PERSON"/>
<ner:NamedEntity xmi:id="4" sofa="1" begin="14" end="17" value="ORG"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="🚀 Ana&#9;&lt;paid&gt;&#10;A&amp;B"/>
<cas:View sofa="1" members="2 3 4"/>
</xmi:XMI>
"#;
    assert_eq!(std::str::from_utf8(&written.files[0].bytes).unwrap(), wanted);
}

#[test]
fn what_xml_cannot_hold_comes_back_all_the_same() {
    let documents = [common::document("d1", "🚀\u{B} \u{FFFD}\0 [B|ORG]\u{FFFE}")];
    for id in ["cas-json", "cas-xmi"] {
        let written = export(Format::by_id(id).unwrap(), &documents, &[], &Options::default()).unwrap();
        let read = import(&written.files, None, "d").unwrap();
        check_same(&read.library.documents[0], &documents[0]);
    }
    let written = export(Format::by_id("cas-xmi").unwrap(), &documents, &[], &Options::default()).unwrap();
    let xml = std::str::from_utf8(&written.files[0].bytes).unwrap();
    assert!(
        xml.contains("replacedCharacters=\"2 b;5 0;8 fffe\"")
            && xml.contains("sofaString=\"🚀\u{FFFD} \u{FFFD}\u{FFFD} B\u{FFFD}\""),
        "{xml}"
    );
}

/// The marks, relations and findings of a file, in short.
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

/// What INCEpTION exports: several layers, segmentation, relations, a chain, a second view.
const XMI: &str = r#"<?xml version="1.1" encoding="UTF-8"?>
<xmi:XMI xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore" xmlns:tcas="http:///uima/tcas.ecore" xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmlns:type2="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" xmlns:type4="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmlns:custom="http:///custom.ecore" xmlns:webanno="http:///webanno/custom.ecore" xmi:version="2.0">
    <cas:NULL xmi:id="0"/>
    <type2:DocumentMetaData xmi:id="1" sofa="9" begin="0" end="31" language="en" documentTitle="ana.txt" documentId="admin" documentUri="file:/x" isLastSegment="false"/>
    <api:CASMetadata xmlns:api="http:///de/tudarmstadt/ukp/clarin/webanno/api/type.ecore" xmi:id="2" sofa="9" begin="0" end="0" username="admin" sourceDocumentName="ana.txt" projectName="x"/>
    <type2:TagsetDescription xmi:id="3" sofa="9" begin="0" end="0" layer="x" name="y" input="false"/>
    <type:Sentence xmi:id="13" sofa="9" begin="0" end="31"/>
    <type:Token xmi:id="18" sofa="9" begin="3" end="6" order="0"/>
    <type:Token xmi:id="19" sofa="9" begin="7" end="11" order="0"/>
    <type4:NamedEntity xmi:id="30" sofa="9" begin="3" end="11" value="PER" identifier="http://www.wikidata.org/entity/Q42"/>
    <custom:Span xmi:id="31" sofa="9" begin="24" end="30" label="ORG"/>
    <custom:Span xmi:id="32" sofa="9" begin="17" end="20"/>
    <webanno:Mood xmi:id="33" sofa="9" begin="12" end="16" sure="true" kind="calm" target="31"/>
    <webanno:Title xmi:id="38" sofa="9" begin="0" end="2" stars="3"/>
    <webanno:Event xmi:id="50" sofa="9" begin="12" end="16" kind="payment" args="51 52"><tags>big</tags><tags>known</tags></webanno:Event>
    <webanno:EventArgsLink xmi:id="51" role="payer" target="30"/>
    <webanno:EventArgsLink xmi:id="52" target="31"/>
    <custom:Relation xmi:id="34" sofa="9" begin="24" end="30" Dependent="31" Governor="30" label="pays"/>
    <webanno:CorefLink xmi:id="36" sofa="9" begin="3" end="6" next="37" referenceType="name"/>
    <webanno:CorefLink xmi:id="37" sofa="9" begin="24" end="30" referenceType="name"/>
    <webanno:CorefChain xmi:id="35" first="36"/>
    <cas:Sofa xmi:id="9" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="🚀 Ana Ruiz paid &#8364;5m&#10;to Nortek."/>
    <cas:Sofa xmi:id="10" sofaNum="2" sofaID="other" sofaString="no"/>
    <custom:Span xmi:id="40" sofa="10" begin="0" end="2" label="X"/>
    <cas:View sofa="9" members="1 13 18 19 30 31 32 33 34"/>
</xmi:XMI>"#;
const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>webanno.Mood</name><description/><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>target</name><description/><rangeTypeName>custom.Span</rangeTypeName></featureDescription>
<featureDescription><name>kind</name><description/><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
</features></typeDescription><typeDescription><name>webanno.Event</name><description/><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>args</name><description/><rangeTypeName>uima.cas.FSArray</rangeTypeName><elementType>webanno.EventArgsLink</elementType></featureDescription>
<featureDescription><name>tags</name><description/><rangeTypeName>uima.cas.StringArray</rangeTypeName></featureDescription>
</features></typeDescription></types></typeSystemDescription>"#;

#[test]
fn exports_of_inception_are_read() {
    let wanted = [
        "Title 🚀 stars=3",
        "PER Ana Ruiz @Q42",
        "name Ana @-",
        "calm paid sure=yes",
        "payment paid tags=big; known",
        "Span €5m",
        "ORG Nortek",
        "name Nortek @-",
        "paid target Nortek",
        "paid payer Ana Ruiz",
        "paid args Nortek",
        "Ana Ruiz pays Nortek",
        "Passed over in x/admin.xmi: 1 Sentence, 1 TagsetDescription, 2 Token, 1 annotations of other views.",
    ];
    let files = [Part::new("x/admin.xmi", XMI), Part::new("x/TypeSystem.xml", TYPES)];
    let read = import(&files, None, "d").unwrap();
    assert_eq!(outcome(&read), wanted);
    assert_eq!(&*read.library.documents[0].title, "ana.txt");
    let alone = import(&files[..1], None, "d").unwrap();
    // Without the types, links are known as what they are; a number may be anything.
    let found = outcome(&alone);
    for line in
        ["calm paid sure=yes target=31", "payment paid tags=big; known", "paid payer Ana Ruiz", "paid args Nortek"]
    {
        assert!(found.contains(&line.to_owned()), "{line} in {found:#?}");
    }
    let escaped = XMI.replace("<tags>known<", "<tags>R&amp;D &#8364;<");
    let read = outcome(&import(&[Part::new("x/admin.xmi", escaped)], None, "d").unwrap());
    assert!(read.contains(&"payment paid tags=big; R&D €".to_owned()), "{read:#?}");
}

/// The note of where it starts says what else a relation says.
#[test]
fn what_relations_say_is_noted() {
    let told = XMI.replace("label=\"pays\"", "label=\"pays\" since=\"1999\" sure=\"true\" how=\"\" old=\"false\"");
    let read = import(&[Part::new("x/admin.xmi", told)], None, "d").unwrap();
    let document = &read.library.documents[0];
    let notes: Vec<_> = document.annotations.iter().filter_map(|it| it.note.as_deref()).collect();
    assert_eq!(notes, ["pays → Nortek: since 1999\npays → Nortek: sure true"]);
}

/// A file of ours says an attribute once, or it is not opened again.
#[test]
fn what_is_said_twice_is_said_once() {
    let doubled = XMI.replace("kind=\"calm\"", "mood=\"calm\" mood=\"glad\" mood=\"calm\"");
    let read = import(&[Part::new("x/admin.xmi", &*doubled)], None, "d").unwrap();
    let outcome = outcome(&read);
    assert!(outcome.iter().any(|line| line.contains(" mood=calm; glad")), "{outcome:?}");
    let own = Format::by_id("postil").unwrap();
    let written = export(own, &read.library.documents, &read.library.labels, &Options::default()).unwrap();
    check_same(&import(&written.files, None, "d").unwrap().library.documents[0], &read.library.documents[0]);
}

#[test]
fn json_of_cassis_is_read() {
    let json = r##"{"%TYPES": {"custom.Span": {"%NAME": "custom.Span", "%SUPER_TYPE": "uima.tcas.Annotation"}},
      "%FEATURE_STRUCTURES": [
        {"%ID": 2, "%TYPE": "custom.Span", "@sofa": 1, "begin": 3, "end": 6, "label": "PER", "sure": true, "#score": "NaN"},
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "🚀 Ana paid."},
        {"%ID": 3, "%TYPE": "custom.Span", "@sofa": 1, "begin": 7, "end": 11},
        {"%ID": 4, "%TYPE": "custom.Relation", "@sofa": 1, "begin": 7, "end": 11, "@Governor": 2, "@Dependent": 3},
        {"%ID": 6, "%TYPE": "custom.Event", "@sofa": 1, "begin": 3, "end": 11, "kind": "pay", "@args": 7, "@tags": 9},
        {"%ID": 7, "%TYPE": "custom.Link[]", "%ELEMENTS": [8]},
        {"%ID": 8, "%TYPE": "custom.Link", "role": "agent", "@target": 2},
        {"%ID": 9, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["a", "b"]},
        {"%ID": 5, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": [2, 3]}],
      "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3, 4]}}}"##;
    let read = outcome(&import(&[Part::new("a.json", json)], None, "d").unwrap());
    assert_eq!(
        read,
        [
            "pay Ana paid tags=a; b",
            "PER Ana score=NaN sure=yes",
            "Span paid",
            "Ana Relation paid",
            "Ana paid agent Ana"
        ]
    );
    let older = r#"{"%FEATURE_STRUCTURES": {"1": {"%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "Ana"},
      "2": {"%TYPE": "x.Name", "@sofa": 1, "begin": 0, "end": 3}}}"#;
    assert_eq!(outcome(&import(&[Part::new("a.json", older)], None, "d").unwrap()), ["Name Ana"]);
}

/// As WebAnno wrote it, and INCEpTION for long.
#[test]
fn json_of_before_is_read() {
    let json = r#"{"_context": {"_types": {
        "NamedEntity": {"_id": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "_feature_types": {"sofa": "_ref"}},
        "Token": {"_feature_types": {"sofa": "_ref", "pos": "_ref"}},
        "Event": {"_feature_types": {"sofa": "_ref", "args": "_ref", "of": "_ref"}},
        "EventArgsLink": {"_feature_types": {"target": "_ref"}},
        "Relation": {"_feature_types": {"sofa": "_ref", "Governor": "_ref", "Dependent": "_ref"}}}},
      "_views": {"_InitialView": {
        "DocumentMetaData": [{"sofa": 1, "end": 9, "documentTitle": "ana.txt"}],
        "Token": [{"sofa": 1, "end": 3}, {"sofa": 1, "begin": 4, "end": 8}],
        "NamedEntity": [7, {"sofa": 1, "begin": 10, "end": 12, "value": "PER"}],
        "Event": [{"sofa": 1, "begin": 4, "end": 8, "kind": "pay", "sure": true, "of": 8, "tags": ["a", "b"],
          "args": [{"_type": "EventArgsLink", "role": "agent", "target": 7}, 9]}],
        "Relation": [{"sofa": 1, "begin": 10, "end": 12, "Governor": 7, "Dependent": 8, "label": "owes"}]}},
      "_referenced_fss": {
        "1": {"_type": "Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "Ana paid Bo."},
        "7": {"_type": "NamedEntity", "sofa": 1, "end": 3, "value": "PER", "identifier": "http://www.wikidata.org/entity/Q42"},
        "8": {"_type": "NamedEntity", "sofa": 1, "begin": 9, "end": 11, "value": "PER"},
        "9": {"_type": "EventArgsLink", "target": 8}}}"#;
    let wanted = [
        "PER Ana @Q42",
        "pay paid sure=yes tags=a; b",
        "PER Bo",
        "PER o.",
        "paid agent Ana",
        "paid args Bo",
        "paid of Bo",
        "Ana owes Bo",
        "Passed over in a.json: 2 Token.",
    ];
    let read = import(&[Part::new("a.json", json)], None, "d").unwrap();
    assert_eq!((read.format.id, outcome(&read)), ("cas-json", wanted.map(str::to_owned).to_vec()));
    assert_eq!(&*read.library.documents[0].title, "ana.txt");
}

#[track_caller]
fn check_refused(name: &str, body: &str, format: &str, wanted: &str) {
    let error = import(&[Part::new(name, body)], Format::by_id(format), "d").unwrap_err().to_string();
    assert_eq!(error, wanted);
}

#[test]
fn what_cannot_be_read_is_named() {
    check_refused("a.json", "{", "cas-json", "At line 1, column 1 of a.json: this is no JSON (it ends in the middle).");
    check_refused("a.json", "{}", "cas-json", "a.json is no CAS: it has no list %FEATURE_STRUCTURES.");
    let empty = r#"{"%FEATURE_STRUCTURES": []}"#;
    check_refused("a.json", empty, "cas-json", "a.json holds no text: no sofa in it has a sofaString.");
    let half = "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\">\n<cas:Sofa";
    let error = import(&[Part::new("a.xmi", half)], None, "d").unwrap_err().to_string();
    assert!(error.starts_with("At line 2 of a.xmi: this is no XMI ("), "{error}");
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\"><cas:Sofa sofaString=\"&b;\"/></xmi:XMI>";
    let error = import(&[Part::new("a.xmi", bomb)], Format::by_id("cas-xmi"), "d").unwrap_err().to_string();
    assert!(
        error.starts_with("At line 2 of a.xmi: this is no XMI (") && error.contains("&b; is no character"),
        "{error}"
    );
}

proptest! {
    #[test]
    fn any_marks_come_back(
        text in "[a\n\u{2028}\t🚀é<&\"']{1,30}",
        marks in prop::collection::vec((0_usize..30, 1_usize..9, "[A-Za-z_|人<&\"]{1,6}"), 0..6),
    ) {
        let library = common::marked(&text, &marks);
        for id in ["cas-json", "cas-xmi"] {
            let written = export(Format::by_id(id).unwrap(), &library.documents, &[], &Options::default()).unwrap();
            prop_assert_eq!(written.report.verified, library.documents[0].annotations.len());
        }
    }

    #[test]
    fn any_damage_ends_in_words(at: usize, byte in 32_u8..127, cut: usize) {
        for (name, body) in [("a.xmi", XMI), ("a.json", r#"{"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":"a"},{"%ID":2,"@sofa":1,"begin":0,"end":1}]}"#)] {
            let mut bytes = body.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len() - cut % 50);
            if let Err(error) = import(&[Part::new(name, bytes)], Format::by_id(if name == "a.xmi" { "cas-xmi" } else { "cas-json" }), "d") {
                prop_assert!(error.to_string().ends_with('.'), "{}", error);
            }
        }
    }
}
