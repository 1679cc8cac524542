//! Documents and their annotations as plain values. Offsets are UTF-8 bytes of the document's text; files say
//! code points (`postil-formats` converts). Nothing here knows how annotations came about or are shown.

use std::cell::Cell;
use std::cmp::Reverse;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::order;
use crate::text::{Span, Text};
use crate::value::Value;

thread_local! {
    /// Where an annotation was found last, in whatever list.
    static LAST_PLACE: Cell<usize> = const { Cell::new(0) };
}

/// How far from there the next one is looked for first.
const NEAR: usize = 4;

/// Where the annotation of that id is in a list. O(1) about where the last one was found, as is what a person works on; O(n)
/// elsewhere, and for one that is not there.
#[must_use]
pub fn place_of(list: &[Arc<Annotation>], id: Id) -> Option<usize> {
    let is_it = |annotation: &Arc<Annotation>| annotation.id == id;
    let from = LAST_PLACE.get().saturating_sub(NEAR).min(list.len());
    let near = list.iter().skip(from).take(2 * NEAR).position(is_it).map(|at| from + at);
    let place = near.or_else(|| list.iter().position(is_it))?;
    LAST_PLACE.set(place);
    Some(place)
}

/// A number that is unique among a document's annotations, or among its entities. Written `a12` and `e3` in files.
pub type Id = u32;

/// An article with its structure and annotations. Cloning is a handful of reference counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Unique in a library; chosen by whoever makes the document.
    pub id: Arc<str>,
    /// Shown in lists and used for file names.
    pub title: Arc<str>,
    /// The text, with LF line ends.
    pub text: Text,
    /// Publication date, ISO 8601, which relative dates refer to.
    pub date: Option<Arc<str>>,
    /// Where the article came from.
    pub source_url: Option<Arc<str>>,
    /// The article's parts, sorted, not overlapping; only white space lies between them.
    pub blocks: Arc<[Block]>,
    /// Sorted by [`Annotation::order`].
    pub annotations: Arc<Vec<Arc<Annotation>>>,
    /// What the mentions refer to, sorted by id.
    pub entities: Arc<Vec<Arc<Entity>>>,
    /// What annotations say of each other, sorted by id.
    pub relations: Arc<Vec<Arc<Relation>>>,
    /// What looks wrong and a person has said to be right, sorted.
    pub ignored: Arc<Vec<Ignored>>,
    /// The next free id, above all that are in use.
    pub next_id: Id,
}

/// What one annotation says of another: a figure counts something, a person works for a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Unique among the document's relations, annotations and entities.
    pub id: Id,
    /// What it says, such as `counts` or `works for`.
    pub kind: Arc<str>,
    /// The annotation that it starts from.
    pub from: Id,
    /// The annotation that it leads to.
    pub to: Id,
}

/// A place that looks wrong to the list of what to check, and is right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ignored {
    /// Where it is.
    pub span: Span,
    /// What seems to be wrong there.
    pub kind: Arc<str>,
}

/// A part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is, without white space at either end.
    pub span: Span,
}

/// Parts of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum BlockKind {
    /// The title.
    Headline,
    /// A heading inside the article.
    Subheading,
    /// Running text.
    Paragraph,
    /// "By Jane Doe".
    Byline,
    /// A line with place or date of publication only.
    Dateline,
    /// Words that belong to a picture or a table.
    Caption,
    /// "(Photo: ...)".
    Credit,
    /// "READ ALSO: ...".
    Promo,
    /// An item of a list.
    ListItem,
    /// Anything else.
    Other,
}

impl BlockKind {
    /// The name in files, which is also the name shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Subheading => "subheading",
            Self::Paragraph => "paragraph",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Promo => "promo",
            Self::ListItem => "list_item",
            Self::Other => "other",
        }
    }

    /// Whether the block is not part of the story itself and may be left out of an export.
    #[must_use]
    pub fn is_aside(self) -> bool {
        matches!(self, Self::Caption | Self::Credit | Self::Promo)
    }
}

/// A labelled stretch of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Unique in the document.
    pub id: Id,
    /// Where it is, from its first word to its last.
    pub span: Span,
    /// The stretches of it that are marked, where that is not all: at least two, sorted, apart, from the start of `span` to
    /// its end.
    pub fragments: Vec<Span>,
    /// A label's name: of the built-in set or the user's own.
    pub label: Arc<str>,
    /// What a person has decided.
    pub status: Status,
    /// Where it came from; kept when it is changed.
    pub source: Source,
    /// 0 to 1; `None` for what a person made.
    pub confidence: Option<f32>,
    /// The entity that it mentions.
    pub entity: Option<Id>,
    /// A figure's normal form.
    pub value: Option<Arc<Value>>,
    /// A person's remark.
    pub note: Option<Arc<str>>,
    /// What a person says of it by its label's attributes, or by those of a label that it had; a name comes once.
    pub attributes: Vec<Attribute>,
}

/// What an attribute says of an annotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attribute {
    /// The attribute's name.
    pub name: Arc<str>,
    /// Its value as text; `yes` or `no` where that is the question.
    pub value: Arc<str>,
}

impl Annotation {
    /// What a person has marked, and has said no more of.
    #[must_use]
    pub fn by_hand(id: Id, span: Span, label: Arc<str>) -> Self {
        Self {
            id,
            span,
            fragments: Vec::new(),
            label,
            status: Status::Accepted,
            source: Source::Human,
            confidence: None,
            entity: None,
            value: None,
            note: None,
            attributes: Vec::new(),
        }
    }

    /// The order of annotations everywhere: by start, then the longer first, then by id.
    #[must_use]
    pub fn order(&self) -> (usize, Reverse<usize>, Id) {
        (self.span.start(), Reverse(self.span.end()), self.id)
    }
}

/// What a person has decided about an annotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Status {
    /// Found by a machine, not looked at.
    #[default]
    Suggested,
    /// Right.
    Accepted,
    /// Wrong; kept so that it is not suggested again.
    Rejected,
}

/// Where an annotation came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "by", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Source {
    /// The detector, by the rule named.
    Detector {
        /// The rule's name, such as `money` or `suffix`.
        rule: Arc<str>,
    },
    /// A person.
    Human,
    /// A file made elsewhere.
    Import {
        /// The format's or tool's name.
        from: Arc<str>,
    },
}

/// [`Source`] as it is read: serde's own reading of tagged enums would copy every field first, and weigh more.
#[derive(Deserialize)]
struct SourceFields {
    by: String,
    #[serde(default)]
    rule: Option<Arc<str>>,
    #[serde(default)]
    from: Option<Arc<str>>,
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = SourceFields::deserialize(deserializer)?;
        match (fields.by.as_str(), fields.rule, fields.from) {
            ("detector", Some(rule), _) => Ok(Self::Detector { rule }),
            ("detector", None, _) => Err(D::Error::missing_field("rule")),
            ("human", ..) => Ok(Self::Human),
            ("import", _, Some(from)) => Ok(Self::Import { from }),
            ("import", _, None) => Err(D::Error::missing_field("from")),
            (by, ..) => Err(D::Error::unknown_variant(by, &["detector", "human", "import"])),
        }
    }
}

/// One thing that several annotations mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Unique among the document's entities and annotations.
    pub id: Id,
    /// Label of the whole.
    pub label: Arc<str>,
    /// The fullest name.
    pub name: Arc<str>,
    /// What it is elsewhere: a URI, or an item of Wikidata such as `Q42`.
    pub link: Option<Arc<str>>,
}

impl Document {
    /// A document without annotations; line ends become LF. `blocks` must be of the text after that.
    #[must_use]
    pub fn new(id: &str, title: &str, text: Text, blocks: Arc<[Block]>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            text,
            date: None,
            source_url: None,
            blocks,
            annotations: Arc::default(),
            entities: Arc::default(),
            relations: Arc::default(),
            ignored: Arc::default(),
            next_id: 1,
        }
    }

    /// The annotation of that id. Costs what [`place_of`] does.
    #[must_use]
    pub fn annotation(&self, id: Id) -> Option<&Arc<Annotation>> {
        self.annotations.get(place_of(&self.annotations, id)?)
    }

    /// The annotations of those ids, in order. O(n), or what [`place_of`] costs for one.
    #[must_use]
    pub fn chosen(&self, ids: &[Id]) -> Vec<&Arc<Annotation>> {
        if let [id] = ids {
            return self.annotation(*id).into_iter().collect();
        }
        let mut wanted = ids.to_vec();
        order::sort(&mut wanted);
        self.annotations.iter().filter(|annotation| wanted.binary_search(&annotation.id).is_ok()).collect()
    }

    /// The annotations that begin at byte `at`. O(log n).
    #[must_use]
    pub fn begin_at(&self, at: usize) -> &[Arc<Annotation>] {
        let list = &self.annotations[..];
        let first = list.partition_point(|annotation| annotation.span.start() < at);
        let after = list.partition_point(|annotation| annotation.span.start() <= at);
        list.get(first..after).unwrap_or_default()
    }

    /// The entity of that id. O(log n).
    #[must_use]
    pub fn entity(&self, id: Id) -> Option<&Arc<Entity>> {
        let at = self.entities.binary_search_by_key(&id, |entity| entity.id).ok()?;
        self.entities.get(at)
    }

    /// The block that holds byte `at`. O(log n).
    #[must_use]
    pub fn block_at(&self, at: usize) -> Option<&Block> {
        let after = self.blocks.partition_point(|block| block.span.start() <= at);
        self.blocks.get(after.checked_sub(1)?)
    }
}
