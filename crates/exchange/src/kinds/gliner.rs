//! `gliner`: GLiNER's training data, a JSON list of sentences.
//!
//! ```json
//! [{"document":"d1","tokenized_text":["Ana","Ruiz","paid","Nortek","."],"ner":[[0,1,"person"],[3,3,"organization"]]}]
//! ```
//!
//! Marks count tokens and name the last one (not the one after it). They may overlap. `relations`, where there are any, are
//! `[from, to, kind]` by places in `ner`; the sentences that one goes across are one. `document`, which GLiNER passes over,
//! says which sentences belong together; without it each is a document. A list or a line for each is read.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::draft::{Draft, DraftRelation, Drafts};
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Group, Job, Read, Says, TokenUse};
use crate::import::Peek;
use crate::join::{Joins, LIST};
use crate::json::text;
use crate::kinds::cell::Cell;
use crate::kinds::rows;
use crate::part::Part;
use crate::spot::Spot;
use crate::tokens::joined::Joined;
use crate::tokens::{Mark, Tokenizer};
use crate::unit::Unit;
use crate::workers::Workers;

pub(crate) static FORMAT: Format = Format {
    id: "gliner",
    name: "GLiNER JSON",
    description: "tokens with spans of them, for training GLiNER",
    extension: ".gliner.json",
    mime: "application/json",
    group: Group::Train,
    takes_mark: false,
    units: &[],
    says: &[Says::Overlaps, Says::Relations],
    tokens: Some(TokenUse {
        tokenizers: &[
            Tokenizer::Gliner,
            Tokenizer::Spacy,
            Tokenizer::Treebank,
            Tokenizer::Whitespace,
            Tokenizer::Characters,
        ],
        sentences: true,
        blanks: false,
        schemes: &[],
    }),
    streams: false,
    joins: Joins::Lists(LIST),
    write: Some(write),
    read: Some(Read::Files(read)),
    check: None,
    knows,
};

#[derive(Serialize)]
struct Written<'a> {
    document: &'a str,
    tokenized_text: Vec<&'a str>,
    ner: Vec<(usize, usize, &'a str)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<(usize, usize, &'a str)>,
}

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let mut body = job.room(2, 30);
    body.push(b'[');
    for (document, tokenised) in job.documents.iter().zip(job.tokenised) {
        let id = |mark: &Mark| document.annotations.get(mark.annotation).map(|it| it.id);
        let mut next = 0;
        let places: HashMap<_, _> = if document.relations.is_empty() {
            HashMap::new()
        } else {
            tokenised.marks.iter().enumerate().filter_map(|(at, mark)| Some((id(mark)?, at))).collect()
        };
        // Sorted by where they start from, which the marks are too.
        let ends =
            document.relations.iter().filter_map(|it| Some((*places.get(&it.from)?, *places.get(&it.to)?, &*it.kind)));
        let mut related: Vec<_> = ends.collect();
        related.sort_by_key(|&(from, ..)| from);
        let mut related = related.into_iter().peekable();
        let empty = tokenised.sentences.is_empty().then_some((0..0, &[][..]));
        for (sentence, marks) in tokenised.parts().chain(empty) {
            let mut relations = Vec::new();
            while let Some((from, to, kind)) = related.next_if(|&(from, ..)| from < next + marks.len()) {
                relations.extend((next..next + marks.len()).contains(&to).then(|| (from - next, to - next, kind)));
            }
            next += marks.len();
            let words = tokenised.tokens.get(sentence.clone()).unwrap_or_default();
            let ner = marks.iter().filter_map(|mark| {
                let label = &*document.annotations.get(mark.annotation)?.label;
                Some((mark.tokens.start - sentence.start, mark.tokens.end - 1 - sentence.start, label))
            });
            let row = Written {
                document: &document.id,
                tokenized_text: words.iter().map(|token| document.text.slice(*token)).collect(),
                ner: ner.collect(),
                relations,
            };
            body.extend_from_slice(if body.len() == 1 { b"\n" } else { b",\n" });
            serde_json::to_writer(&mut body, &row)?;
        }
    }
    body.extend_from_slice(b"\n]\n");
    Ok(vec![Part::new(job.name(&FORMAT), body)])
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow, default)]
    document: Option<Cell<'a>>,
    #[serde(borrow)]
    tokenized_text: Vec<Cell<'a>>,
    #[serde(borrow, default)]
    ner: Vec<(usize, usize, Cow<'a, str>)>,
    #[serde(borrow, default)]
    relations: Vec<(usize, usize, Cow<'a, str>)>,
}

fn read(parts: &[Part], workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let mut drafts = Drafts { unit: Some(Unit::Byte), ..Drafts::default() };
    let mut outside = 0;
    for part in parts {
        let text = text(part)?;
        let rows: Vec<Row<'_>> = rows::rows(&text, "GLiNER data", workers)?;
        for (draft, own) in rows::documents(&rows, key, |row| 8 * row.tokenized_text.len(), workers, document)? {
            outside += own;
            drafts.documents.push(draft);
        }
    }
    if outside > 0 {
        drafts.remarks.push(format!("{outside} marks are of tokens that are not there and were left out."));
    }
    Ok(drafts)
}

fn key(row: &Row<'_>) -> String {
    row.document.as_ref().map(|document| document.text().into_owned()).unwrap_or_default()
}

/// The document of rows before which there are so many, and how many of its marks are of no tokens.
fn document(rows: &[Row<'_>], before: usize) -> Result<(Draft, usize), ReadError> {
    let (mut page, mut outside) = (Joined::default(), 0);
    for (row, at) in rows.iter().zip(before..) {
        page.draft.id = Some(key(row)).filter(|key| !key.is_empty());
        let words: Vec<_> = row.tokenized_text.iter().map(Cell::text).collect();
        if !words.is_empty() {
            page.sentence(words.iter().map(|word| &**word));
        }
        let id = |nth: usize| format!("{at}.{nth}");
        for (nth, (first, last, label)) in row.ner.iter().enumerate() {
            let named = (!row.relations.is_empty()).then(|| id(nth));
            let is_in =
                *last < words.len() && page.mark(*first..last + 1, label, Spot::member("", at).at("ner", nth), named);
            outside += usize::from(!is_in);
        }
        for (nth, (from, to, kind)) in row.relations.iter().enumerate() {
            page.draft.relations.push(DraftRelation {
                place: Spot::member("", at).at("relations", nth),
                kind: kind.clone().into_owned(),
                from: id(*from),
                to: id(*to),
            });
        }
    }
    Ok((page.draft, outside))
}

fn knows(peek: &Peek<'_>) -> bool {
    peek.shape().has("tokenized_text")
}
