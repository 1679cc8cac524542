//! `hf-tokens`: rows for token classification with Hugging Face's libraries, a sentence a line.
//!
//! ```json
//! {"id":"d1-0","document":"d1","tokens":["Ana","Ruiz","paid","Nortek","."],"ner_tags":[1,2,0,3,0]}
//! ```
//!
//! Tags are numbers in a list of names, which rows do not have: it goes along twice, as `features.json` (for
//! `Features.from_dict`) and in the head of the dataset card `README.md`, by which `load_dataset` on the folder knows it. The
//! list has all labels of the set, so that it is the same for each part of a split. Rows of one `document` are one document;
//! without that column each row is one. Numbers with names, and names as they are, are read.

mod names;

use serde::{Deserialize, Serialize};

use crate::draft::Drafts;
use crate::error::{ReadError, WriteError};
use crate::format::{Format, Group, Job, Read, TokenUse};
use crate::import::Peek;
use crate::join::Joins;
use crate::json::text;
use crate::kinds::cell::Cell;
use crate::kinds::rows;
use crate::part::Part;
use crate::spot::Spot;
use crate::tokens::Tokenizer;
use crate::tokens::joined::Joined;
use crate::tokens::scheme::{self, Scheme, Seen};
use crate::unit::Unit;
use crate::workers::Workers;

use names::Names;

pub(crate) static FORMAT: Format = Format {
    id: "hf-tokens",
    name: "Hugging Face tokens",
    description: "rows of tokens and tags with a dataset card, for the datasets library",
    extension: ".tokens.jsonl",
    mime: "application/x-ndjson",
    group: Group::Train,
    takes_mark: false,
    units: &[],
    says: &[],
    tokens: Some(TokenUse { tokenizers: &Tokenizer::ALL, sentences: true, blanks: false, schemes: scheme::TAGS }),
    streams: false,
    joins: Joins::Lines,
    write: Some(write),
    read: Some(Read::Files(read)),
    check: None,
    knows,
};

#[derive(Serialize)]
struct Written<'a> {
    id: String,
    document: &'a str,
    tokens: Vec<&'a str>,
    ner_tags: Vec<usize>,
}

fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let scheme = job.options.scheme.unwrap_or(Scheme::Iob2);
    let labels = job.labels.iter().map(|label| &*label.name);
    let used = job.all.iter().flat_map(|document| document.annotations.iter().map(|it| &*it.label));
    let names = Names::new(labels.chain(used), scheme);
    let mut body = job.room(3, 0);
    for (document, tokenised) in job.documents.iter().zip(job.tokenised) {
        let empty = tokenised.sentences.is_empty().then_some((0..0, &[][..]));
        for (nth, (sentence, marks)) in tokenised.parts().chain(empty).enumerate() {
            let words = tokenised.tokens.get(sentence.clone()).unwrap_or_default();
            let mut tags = Vec::with_capacity(words.len());
            scheme::tags(scheme, sentence, marks, document, |_, tag| tags.push(names.number(tag)));
            let row = Written {
                id: format!("{}-{nth}", document.id),
                document: &document.id,
                tokens: words.iter().map(|token| document.text.slice(*token)).collect(),
                ner_tags: tags,
            };
            serde_json::to_writer(&mut body, &row)?;
            body.push(b'\n');
        }
    }
    let file = job.name(&FORMAT);
    let card = names.card(&file, job);
    Ok(vec![Part::new(file, body), Part::new("features.json", names.features()?), Part::new("README.md", card)])
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow, default)]
    id: Option<Cell<'a>>,
    #[serde(borrow, default)]
    document: Option<Cell<'a>>,
    #[serde(borrow, alias = "words")]
    tokens: Vec<Cell<'a>>,
    #[serde(borrow, default)]
    ner_tags: Option<Vec<Cell<'a>>>,
    #[serde(borrow, default)]
    tags: Option<Vec<Cell<'a>>>,
    #[serde(borrow, default)]
    labels: Option<Vec<Cell<'a>>>,
}

fn read(parts: &[Part], workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let (lists, files): (Vec<_>, Vec<_>) = parts.iter().partition(|part| names::is_list(part));
    let names = lists.into_iter().find_map(names::read).unwrap_or_default();
    let mut drafts = Drafts { unit: Some(Unit::Byte), ..Drafts::default() };
    let mut seen = Seen::default();
    let key = |row: &Row<'_>| row.document.as_ref().map(|document| document.text().into_owned()).unwrap_or_default();
    let read = |rows: &[Row<'_>], before: usize| {
        let (mut page, mut seen) = (Joined::default(), Seen::default());
        for (row, number) in rows.iter().zip(before + 1..) {
            let own = row.id.as_ref().map(|id| id.text().into_owned());
            page.draft.id = Some(key(row)).filter(|key| !key.is_empty()).or(own);
            if !row.tokens.is_empty() {
                sentence(row, number, &mut page, &names, &mut seen)?;
            }
        }
        Ok((page.draft, seen))
    };
    for part in files {
        let text = text(part)?;
        let rows: Vec<Row<'_>> = rows::rows(&text, "row of tokens and tags", workers)?;
        for (draft, own) in rows::documents(&rows, key, |row| 8 * row.tokens.len(), workers, read)? {
            seen.extend(&own);
            drafts.documents.push(draft);
        }
    }
    drafts.remarks.extend(seen.words().map(|words| format!("The file has {words}.")));
    Ok(drafts)
}

fn sentence<'a>(
    row: &'a Row<'_>,
    number: usize,
    page: &mut Joined,
    names: &'a [String],
    seen: &mut Seen,
) -> Result<(), ReadError> {
    let place = format_args!("row {number}");
    let tags = row.ner_tags.as_ref().or(row.tags.as_ref()).or(row.labels.as_ref()).map_or(&[][..], Vec::as_slice);
    if !tags.is_empty() && tags.len() != row.tokens.len() {
        let words = format!("there are {} tokens and {} tags", row.tokens.len(), tags.len());
        return Err(ReadError::at(place, words));
    }
    let name = |tag: &'a Cell<'_>| match tag {
        Cell::Text(name) => Ok(&**name),
        Cell::Number(nth) if names.is_empty() => Err(ReadError::at(
            place,
            format_args!(
                "tag {nth} is a number; open features.json or the README.md with the names of tags along with the file"
            ),
        )),
        Cell::Number(nth) => {
            let name = usize::try_from(*nth).ok().and_then(|nth| names.get(nth)).map(String::as_str);
            name.ok_or_else(|| {
                ReadError::at(place, format_args!("tag {nth} is not among the {} names of tags", names.len()))
            })
        }
    };
    let tags = tags.iter().map(name).collect::<Result<Vec<_>, _>>()?;
    let words: Vec<_> = row.tokens.iter().map(Cell::text).collect();
    page.sentence(words.iter().map(|word| &**word));
    for (tokens, label) in scheme::marks(tags.into_iter(), seen) {
        let place = Spot::numbered("row", number).at("tokens", tokens.start);
        page.mark(tokens, label, place, None);
    }
    Ok(())
}

fn knows(peek: &Peek<'_>) -> bool {
    let shape = peek.shape();
    let is_row = shape.has_any(&["tokens", "words"]) && shape.has_any(&["ner_tags", "tags", "labels"]);
    is_row && !shape.has_any(&["text", "spans"])
}
