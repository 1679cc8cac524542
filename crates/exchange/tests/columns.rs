//! Files of a token a line: what is written, and what is read of other tools' files.

#![allow(clippy::unwrap_used)] // a test may panic, in its helpers too

mod common;

use common::document;
use postil_engine::{Document, default_labels};
use postil_exchange::{Format, Import, Options, Part, Scheme, export, import};

fn written(format: &str, scheme: Option<Scheme>, documents: &[Document]) -> String {
    let options = Options { scheme, ..Options::default() };
    let written = export(Format::by_id(format).unwrap(), documents, &default_labels(), &options).unwrap();
    String::from_utf8(written.files[0].bytes.clone()).unwrap()
}

fn read(file: &str) -> Result<Import, String> {
    import(&[Part::new("x.tsv", file)], None, "d").map_err(|error| error.to_string())
}

/// Documents as the notation of tests has them.
fn notation(found: &Import) -> Vec<String> {
    let one = |document: &Document| {
        let mut text = document.text.as_str().to_owned();
        for annotation in document.annotations.iter().rev() {
            text.insert_str(annotation.span.end(), &format!("|{}]", annotation.label));
            text.insert(annotation.span.start(), '[');
        }
        text
    };
    found.library.documents.iter().map(one).collect()
}

#[test]
fn a_first_token_that_looks_like_a_byte_order_mark_stays() {
    for format in ["iob2", "bioes", "conll2003"] {
        let format = Format::by_id(format).unwrap();
        let files = export(format, &[document("a", "\u{feff}Ana [Ruiz|P]")], &[], &Options::default()).unwrap().files;
        let back = import(&files, Some(format), "d").unwrap().library.documents;
        assert_eq!(back[0].text.as_str(), "\u{feff}Ana Ruiz", "{}", format.id);
    }
}

#[test]
fn each_format_has_its_columns() {
    let documents = [document("a", "[Ana Ruiz|PERSON] left. 🚀 [Nortek|ORG][Ana|ORG]"), document("b", "")];
    let conll = "-DOCSTART- -X- O O\n\nAna -X- O B-PERSON\nRuiz -X- O I-PERSON\nleft -X- O O\n. -X- O O\n\n\
                 🚀 -X- O O\nNortekAna -X- O B-ORG\n\n-DOCSTART- -X- O O\n\n\n";
    assert_eq!(written("conll2003", None, &documents), conll);
    let tsv =
        "-DOCSTART-\tO\n\nAna\tB-PERSON\nRuiz\tI-PERSON\nleft\tO\n.\tO\n\n🚀\tO\nNortekAna\tB-ORG\n\n-DOCSTART-\tO\n\n";
    assert_eq!(written("iob2", None, &documents), tsv);
    let three = [document("a", "[Ana Maria Ruiz|PERSON] [Acme|ORG] [Nortek Inc|ORG]")];
    for (format, scheme, wanted) in [
        ("iob2", None, "BII B BI"),
        ("iob2", Some(Scheme::Iob1), "III I BI"),
        ("bioes", None, "BIE S BE"),
        ("bioes", Some(Scheme::Bilou), "BIL U BL"),
    ] {
        let file = written(format, scheme, &three);
        let letters: String = file.lines().map(|line| &line[line.find('\t').unwrap() + 1..][..1]).collect();
        assert_eq!(letters, wanted.replace(' ', ""), "{format} {scheme:?}");
    }
}

#[test]
fn files_of_two_to_four_columns_in_any_scheme_are_read() {
    let ana = "[Ana Ruiz|PER] met [Bo|PER]";
    let cases = [
        ("Ana\tB-PER\nRuiz\tI-PER\nmet\tO\nBo\tB-PER\n", ana, "IOB2 tags"),
        ("Ana\tI-PER\r\nRuiz\tI-PER\r\nmet\tO\r\nBo\tI-PER\r\n", ana, "IOB1 tags"),
        ("Ana B-PER\nRuiz L-PER\nmet O\nBo U-PER", ana, "BILOU tags"),
        ("Ana NNP B-PER\nRuiz NNP E-PER\nmet VBD O\nBo NNP S-PER\n\n\n", ana, "BIOES tags"),
        ("Ana NNP B-NP I-PER\nRuiz NNP I-NP I-PER\nBo NNP B-NP B-PER\n", "[Ana Ruiz|PER] [Bo|PER]", "IOB1 tags"),
        ("# text = x\nNew York\tB-LOC\n#\tO\n", "[New York|LOC] #", "IOB2 tags"),
        ("A\tB-X\n\nB\tI-X\n", "[A|X]\n[B|X]", "IOB1 tags"),
        ("1\tAna\tB-PER\n2\tRuiz\tI-PER\n3\tmet\tO\n\n1\tBo\tB-PER\n", "[Ana Ruiz|PER] met\n[Bo|PER]", "IOB2 tags"),
        (
            "# text = Ana's left.\n1-2\tAna's\t_\t_\t_\n1\tAna\tPROPN\t_\tstart_char=0|end_char=3|ner=S-PERSON\n\
             2\t's\tPART\t_\tner=O|SpaceAfter=No\n3\tleft\tVERB\t_\t_\n3.1\tx\t_\t_\t_\n",
            "[Ana|PERSON] 's left",
            "BIOES tags",
        ),
        ("1\tB-X\n2\tI-X\n", "[1 2|X]", "IOB2 tags"),
    ];
    for (file, wanted, scheme) in cases {
        let found = read(file).unwrap();
        assert_eq!(notation(&found), [wanted], "{file}");
        assert_eq!(found.findings[0].words, format!("The file has {scheme}."), "{file}");
    }
}

#[test]
fn documents_are_told_apart() {
    let cases = [
        ("-DOCSTART- -X- -X- O\n\nA NN B-NP O\n\n-DOCSTART- -X- -X- O\n\nB NN B-NP O\n", vec!["A", "B"]),
        ("-DOCSTART- O\nA O\n\n-DOCSTART- O\nB O\n", vec!["A", "B"]),
        ("# newdoc id = 1\nA\tO\n\n# newdoc id = 2\nB\tO\n", vec!["A", "B"]),
        ("A O\n\n-DOCSTART- O\nB O\n", vec!["A\n-DOCSTART- B"]),
    ];
    for (file, wanted) in cases {
        assert_eq!(notation(&read(file).unwrap()), wanted, "{file}");
    }
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let format = Format::by_id("iob2");
    let message = import(&[Part::new("x.tsv", "Ana\tO\nRuiz\n")], format, "d").unwrap_err().to_string();
    let wanted = "At line 2: there is one column where a token and its tag should be, with a tab or a space between.";
    assert_eq!(message, wanted);
    let remark = &import(&[Part::new("x.tsv", "Ana\tO\n\tO\nx\tO")], format, "d").unwrap().findings[0].words;
    assert_eq!(remark, "Lines without a token were passed over (1).");
}
