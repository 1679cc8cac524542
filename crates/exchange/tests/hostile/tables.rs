//! Tables, columns of tokens and brat's files that break their format.

use postil_exchange::Part;

use crate::{check, check_parts};

#[test]
fn tables_are_read_or_refused_by_row() {
    let _alone = crate::alone();
    check(
        "semicolons",
        "a.csv",
        "document_text;start;end;label\nAna;0;3;P\n",
        &["a.csv as csv: 1 documents, 1 annotations"],
    );
    check(
        "rows of different lengths",
        "a.csv",
        "document_text,start,end,label\nAna,0,3\nAna,0,3,P,x,y\n",
        &[
            "a.csv as csv: 1 documents, 2 annotations",
            "2 rows have more or fewer fields than the head, or no end; look for a missing quote: row 2 of a.csv; row 3 of a.csv.",
            "1 span without a label got the label UNLABELLED: row 2 of a.csv.",
        ],
    );
    check(
        "a quote that never ends",
        "a.csv",
        "document_text,start,end,label\n\"Ana,0,3,P\n",
        &[
            "a.csv as csv: 1 documents, 0 annotations",
            "1 row has more or fewer fields than the head, or no end; look for a missing quote: row 2 of a.csv.",
        ],
    );
    check(
        "a quote that never ends in the last field",
        "a.csv",
        "start,end,label,document_text\n0,3,P,\"Ana\n0,2,P,Bo\n",
        &[
            "a.csv as csv: 1 documents, 1 annotations",
            "1 row has more or fewer fields than the head, or no end; look for a missing quote: row 2 of a.csv.",
        ],
    );
    check(
        "a stray quote",
        "a.csv",
        "document_text,start,end,label\nAn\"a,0,4,P\n",
        &["a.csv as csv: 1 documents, 1 annotations"],
    );
    check(
        "CR only",
        "a.csv",
        "document_text,start,end,label\rAna,0,3,P\r",
        &["a.csv as csv: 1 documents, 1 annotations"],
    );
    check(
        "no place",
        "a.csv",
        "document_text,start,end,label\nAna,zero,3,P\n",
        &["a.csv: At row 2 of a.csv: \"zero\" is no place in a text."],
    );
    check(
        "a head only",
        "a.csv",
        "document_text,start,end,label\n",
        &["a.csv as csv: 0 documents, 0 annotations", "There is no document in it, read as CSV."],
    );
    check(
        "another table",
        "a.csv",
        "name,age\nAna,4\n",
        &["a.csv: It is in no format that is known. Choose the format if you know it."],
    );
    check(
        "no texts",
        "a.csv",
        "doc_id,start,end,label\nd1,0,3,P\n",
        &[
            "a.csv: At row 2 of a.csv: the table has no texts: open the table of documents with it, or add a column document_text.",
        ],
    );
    check(
        "formulas",
        "a.csv",
        "document_text,start,end,label,note\nAna,0,3,=1+1,\"=HYPERLINK(\"\"x\"\")\"\n",
        &["a.csv as csv: 1 documents, 1 annotations"],
    );
    check(
        "fields without end",
        "a.csv",
        format!("document_text,start,end,label{}\nAna,0,3,P\n", ",x".repeat(100_000)),
        &["a.csv: At row 1 of a.csv: there are 100004 columns; at most 1000 are read."],
    );
}

#[test]
fn columns_and_tags_are_read_or_refused_by_line() {
    let _alone = crate::alone();
    check(
        "I without B",
        "a.conll",
        "Ana I-PER\npaid O\nBo I-ORG\n",
        &["a.conll as conll2003: 1 documents, 2 annotations", "The file has IOB1 tags."],
    );
    check(
        "one column",
        "a.conll",
        "Ana B-PER\npaid\n",
        &[
            "a.conll: At line 2: there is one column where a token and its tag should be, with a tab or a space between.",
        ],
    );
    check(
        "an unknown scheme",
        "a.conll",
        "Ana Q-PER\npaid O\n",
        &["a.conll: It is in no format that is known. Choose the format if you know it."],
    );
    check(
        "a tag without a label",
        "a.conll",
        "Ana B-\npaid O\n",
        &["a.conll: It is in no format that is known. Choose the format if you know it."],
    );
    let brat = |ann: &str| [Part::new("a.ann", ann), Part::new("a.txt", "Ana paid.")];
    check("brat without its text", "a.ann", "T1\tP 0 3\tAna\n", &["a.ann: Its text is missing: open a.txt with it."]);
    check_parts(
        "brat beyond the text",
        &brat("T1\tP 0 300\tAna\n"),
        1,
        &[
            "a.ann + a.txt as brat: 1 documents, 1 annotations",
            "1 of 1 span did not cover the words that the file quotes and was moved to where these stand, within 400 bytes or once in the text: line 1 \"Ana\".",
        ],
    );
    check_parts(
        "brat of other words",
        &brat("T1\tP 0 3\tBea\n"),
        1,
        &[
            "a.ann + a.txt as brat: 1 documents, 0 annotations",
            "1 of 1 span could not be placed and was left out: line 1 \"Bea\": these words do not stand near it.",
        ],
    );
    check_parts(
        "brat without a place",
        &brat("T1\tP a b\tAna\n"),
        1,
        &[
            "a.ann + a.txt as brat: 1 documents, 0 annotations",
            "1 lines were not understood and left out, first line 1 of a.ann.",
        ],
    );
    check_parts(
        "brat with a note of tabs",
        &brat("T1\tP 0 3\tAna\n#1\tAnnotatorNotes T1\ta\tb\tc\n"),
        1,
        &["a.ann + a.txt as brat: 1 documents, 1 annotations"],
    );
    check_parts(
        "brat with a ring",
        &brat("T1\tP 0 3\tAna\nE1\tP:T1 Arg:E2\nE2\tP:T1 Arg:E1\n"),
        3,
        &["a.ann + a.txt as brat: 1 documents, 1 annotations"],
    );
    check(
        "a .spacy file that is none",
        "a.spacy",
        "Ana",
        &["a.spacy: a.spacy cannot be unpacked (corrupt deflate stream). Is it a .spacy file, and whole?"],
    );
    check(
        "a .spacy file cut short",
        "a.spacy",
        b"\x78\x9c\x01\x02",
        &["a.spacy: a.spacy cannot be unpacked (incomplete deflate stream). Is it a .spacy file, and whole?"],
    );
}
