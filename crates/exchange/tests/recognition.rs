//! Which format a JSON file is taken for, by the start of its content: files of real tools, some nearly alike.

use postil_exchange::{Part, recognise};

const OF_TOKENS: &str = "a format of tokens";

#[test]
fn files_are_told_apart_by_content() {
    let long = format!("{{\"text\":\"{}\",\"label\":[[0,1,\"A\"]]}}", "a ".repeat(600_000));
    for (content, wanted) in [
        ("{\"format\":\"postil\",\"version\":1}", "postil"),
        ("{\"id\":\"d1\",\"text\":\"a\",\"blocks\":[],\"spans\":[]}", "postil-lines"),
        (
            "{\"id\":1,\"text\":\"Ana\",\"spans\":[{\"start\":0,\"end\":3,\"text\":\"Ana\",\"label\":\"P\",\"norm\":null}]}",
            "postil-lines",
        ),
        ("{\"id\":7,\"text\":\"Ana\",\"label\":[[0,3,\"P\"]],\"Comments\":[]}", "doccano"),
        ("{\"id\":7,\"text\":\"Ana\",\"label\":[]}\n{\"id\":8,\"text\":\"Bo\",\"label\":[]}", "doccano"),
        ("{\"text\":\"Ana\",\"labels\":[[0,3,\"P\"]],\"meta\":{}}", "doccano"),
        ("{\"id\":7,\"data\":\"Ana\",\"label\":[[0,3,\"P\"]]}", "doccano"),
        ("[{\"id\":7,\"text\":\"Ana\",\"label\":[[0,3,\"P\"]]}]", "doccano"),
        (
            "\n{\n \"text\": \"Ana\",\n \"entities\": [{\"id\": 0, \"start_offset\": 0, \"end_offset\": 3, \"label\": \"P\"}],\n \"relations\": []\n}",
            "doccano",
        ),
        (
            "{\"id\":1,\"text\":\"Ana\",\"annotations\":[{\"label\":3,\"start_offset\":0,\"end_offset\":3,\"user\":1}],\"meta\":{}}",
            "doccano",
        ),
        (&long, "doccano"),
        ("{\"text\":\"Ana\",\"tokens\":[{\"text\":\"Ana\",\"start\":0,\"end\":3,\"id\":0}],\"spans\":[]}", "prodigy"),
        ("{\"text\":\"Ana\",\"_input_hash\":-1,\"_task_hash\":2,\"spans\":[],\"answer\":\"accept\"}", "prodigy"),
        (
            "{\"text\":\"Ana\",\"spans\":[{\"start\":0,\"end\":3,\"token_start\":0,\"token_end\":0,\"label\":\"P\"}]}",
            "prodigy",
        ),
        ("{\"text\":\"Ana\",\"spans\":[],\"meta\":{\"score\":1},\"answer\":\"reject\"}", "prodigy"),
        ("[{\"id\":1,\"data\":{\"text\":\"a\"},\"annotations\":[],\"predictions\":[]}]", "label-studio"),
        (
            "[{\"id\":1,\"annotations\":[{\"id\":1,\"completed_by\":1,\"result\":[]}],\"data\":{\"text\":\"a\"}}]",
            "label-studio",
        ),
        ("{\"id\":1,\"completions\":[{\"id\":1,\"result\":[]}],\"data\":{\"text\":\"a\"}}", "label-studio"),
        ("[{\"data\":{\"text\":\"a\"},\"predictions\":[{\"result\":[]}]}]", "label-studio"),
        (
            "[{\"text\":\"Ana\",\"id\":1,\"label\":[{\"start\":0,\"end\":3,\"text\":\"Ana\",\"labels\":[\"P\"]}],\"annotator\":1,\"lead_time\":2}]",
            "label-studio",
        ),
        ("{\"annotations\": [ null, [\"Ana\", {\"entities\": []}]]}", "ner-annotator"),
        ("{\"data\":[{\"text\":\"Ana\",\"label\":[[0,3,\"P\"]]}]}", "doccano"),
        ("{\"classes\":[\"P\"],\"annotations\":[null,[\"Ana\",{\"entities\":[[0,3,\"P\"]]}]]}", "ner-annotator"),
        ("{\"text\":\"Ana\",\"denotations\":[{\"span\":{\"begin\":0,\"end\":3},\"obj\":\"P\"}]}", "pubannotation"),
        ("[{\"sourcedb\":\"PubMed\",\"sourceid\":\"1\",\"text\":\"Ana\",\"denotations\":[]}]", "pubannotation"),
        ("{\"text\":\"Ana\",\"tracks\":[{\"project\":\"p\",\"denotations\":[]}]}", "pubannotation"),
        (
            "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"items\":[]}",
            "web-annotation",
        ),
        (
            "[{\"type\":\"Annotation\",\"body\":[],\"target\":{\"selector\":[{\"type\":\"TextPositionSelector\"}]}}]",
            "web-annotation",
        ),
        ("[[\"Ana\",{\"entities\":[[0,3,\"P\"]]}]]", "spacy-json"),
        ("[\"Ana\",{\"entities\":[[0,3,\"P\"]]}]\n[\"Bo\",{\"entities\":[]}]", "spacy-json"),
        ("[[\"Ana \\\"[{\\\" x\",{\"spans\":{\"sc\":[]}}]]", "spacy-json"),
        ("{\"text\":\"Ana\",\"entities\":[[0,3,\"P\"]]}", "spacy-json"),
        ("[{\"text\":\"Ana\",\"entities\":[{\"start\":0,\"end\":3,\"label\":\"P\"}]}]", "spacy-json"),
        (
            "{\"text\":\"Ana\",\"ents\":[{\"start\":0,\"end\":3,\"label\":\"P\"}],\"tokens\":[{\"id\":0,\"start\":0,\"end\":3}],\"spans\":{}}",
            "spacy-json",
        ),
        ("{\"text\":\"Ana\",\"entities\":[{\"start\":0,\"end\":3,\"label\":\"P\",\"score\":0.9}]}", "predictions"),
        ("{\"text\":\"Ana\",\"predictions\":[[0,3,\"P\"]]}", "predictions"),
        ("{\"sentence\":\"Ana\",\"predictions\":[{\"start\":0,\"end\":3,\"label\":\"P\"}]}", "predictions"),
        ("{\"text\":\"Ana\",\"entities\":[{\"text\":\"Ana\",\"type\":\"P\"}]}", "predictions"),
        ("{\"text\":\"Ana\",\"type\":\"news\",\"entities\":[[0,3,\"P\"]]}", "spacy-json"),
        ("{\"text\":\"Ana\",\"entities\":[{\"text\":[\"Ana\"],\"type\":\"P\",\"offsets\":[[0,3]]}]}", "spacy-json"),
        (
            "{\"text\":\"Ana\",\"labels\":[],\"entities\":[{\"text\":\"Ana\",\"start_pos\":0,\"end_pos\":3,\"labels\":[{\"value\":\"P\",\"confidence\":0.9}]}]}",
            "predictions",
        ),
        ("{\"text\":\"Ana\",\"ner\":[{\"entity_group\":\"P\",\"word\":\"Ana\",\"start\":0,\"end\":3}]}", "predictions"),
        ("[{\"tokenized_text\":[\"Ana\",\"paid\"],\"ner\":[[0,0,\"person\"]]}]", OF_TOKENS),
        ("{\"tokenized_text\":[\"Ana\"],\"ner\":[[0,0,\"person\"]]}", OF_TOKENS),
        ("{\"id\":\"0\",\"tokens\":[\"Ana\",\"paid\"],\"ner_tags\":[1,0]}", OF_TOKENS),
        ("{\"tokens\":[\"Ana\"],\"ner_tags\":[\"B-P\"]}", OF_TOKENS),
        ("{\"text\":\"Ana\",\"title\":\"about \\\"label\\\": [1]\"}", ""),
        ("[1,2]", ""),
        ("{", ""),
        ("", ""),
    ] {
        let format = recognise(&Part::new("file.json", content));
        match wanted {
            OF_TOKENS => assert!(format.is_none_or(|it| it.tokens.is_some()), "{format:?}: {content}"),
            "" => assert!(format.is_none_or(|it| it.units.is_empty()), "{format:?}: {content}"),
            wanted => assert_eq!(format.map(|it| it.id), Some(wanted), "{content}"),
        }
    }
}
