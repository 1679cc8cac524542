//! What columns hold, by their heads: ours, and those that other tables usually have.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Document,
    Title,
    Date,
    Url,
    Guard,
    /// The document's text.
    Body,
    /// The words that are marked, or the document's text where nothing else is that.
    Text,
    Label,
    Start,
    End,
    Pieces,
    Status,
    Confidence,
    Value,
    Entity,
    Link,
    Attributes,
    Note,
}

/// Roles and the heads that have them: lower case, `_` for all that is no letter or digit. First what goes first.
const HEADS: [(Role, &[&str]); 18] = [
    (
        Role::Document,
        &[
            "document_id",
            "doc_id",
            "docid",
            "document",
            "doc",
            "article_id",
            "text_id",
            "file_name",
            "filename",
            "file",
        ],
    ),
    (Role::Title, &["title", "document_title", "headline"]),
    (Role::Date, &["date", "published"]),
    (Role::Url, &["source_url", "url"]),
    (Role::Guard, &["text_guard"]),
    (
        Role::Body,
        &[
            "document_text",
            "doc_text",
            "full_text",
            "article",
            "article_text",
            "content",
            "body",
            "context",
            "sentence",
            "paragraph",
            "source_text",
        ],
    ),
    (
        Role::Text,
        &["text", "span_text", "covered_text", "entity_text", "quote", "mention", "surface", "span", "words", "word"],
    ),
    (Role::Label, &["label", "labels", "entity_type", "entity_label", "type", "tag", "category", "class", "ner_tag"]),
    (
        Role::Start,
        &[
            "start",
            "begin",
            "start_char",
            "char_start",
            "start_offset",
            "begin_offset",
            "start_position",
            "start_index",
            "from",
        ],
    ),
    (Role::End, &["end", "stop", "end_char", "char_end", "end_offset", "end_position", "end_index", "to"]),
    (Role::Pieces, &["pieces"]),
    (Role::Status, &["status"]),
    (Role::Confidence, &["confidence", "score", "probability"]),
    (Role::Value, &["value_json"]),
    (Role::Entity, &["entity", "entity_id"]),
    (Role::Link, &["link", "wikidata", "kb_id", "uri"]),
    (Role::Attributes, &["attributes"]),
    (Role::Note, &["note", "notes", "comment", "comments"]),
];

/// The head of a table.
#[derive(Debug, Default)]
pub(super) struct Head {
    names: Vec<String>,
}

impl Head {
    pub(super) fn new(fields: &[String]) -> Self {
        let plain = |name: &String| -> String {
            name.trim().chars().map(|ch| if ch.is_alphanumeric() { ch.to_ascii_lowercase() } else { '_' }).collect()
        };
        Self { names: fields.iter().map(plain).collect() }
    }

    /// As far as a look tells: no name that is known has a separator in it.
    pub(super) fn of_line(line: &str, separator: u8) -> Self {
        let line = line.split('\r').next().unwrap_or_default();
        let fields = line.split(char::from(separator)).map(|field| field.trim().trim_matches('"').to_owned());
        Self::new(&fields.collect::<Vec<_>>())
    }

    /// The column of that name.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    /// The column of that role.
    pub(super) fn column(&self, role: Role) -> Option<usize> {
        let (_, names) = HEADS.iter().find(|(other, _)| *other == role)?;
        names.iter().find_map(|name| self.named(name))
    }

    /// Whether the table is of annotations.
    pub(super) fn is_of_annotations(&self) -> bool {
        let has = |role| self.column(role).is_some();
        let starts = has(Role::Start) || self.named("start_utf16").is_some() || self.named("start_byte").is_some();
        starts && has(Role::Label)
    }

    /// Whether the table is of texts.
    pub(super) fn is_of_documents(&self) -> bool {
        let has = |role| self.column(role).is_some();
        !self.is_of_annotations()
            && (has(Role::Document) || self.named("id").is_some())
            && (has(Role::Text) || has(Role::Body))
    }

    /// Whether the table is of Label Studio's tasks: a row a task, and what a control says as JSON in one field.
    pub(super) fn is_of_tasks(&self) -> bool {
        !self.is_of_annotations() && self.named("annotator").is_some() && self.named("lead_time").is_some()
    }

    /// Whether the table is one that is read.
    pub(super) fn is_table(&self) -> bool {
        self.is_of_annotations() || self.is_of_tasks() || (self.is_of_documents() && self.column(Role::Guard).is_some())
    }

    /// Whether the table is one of ours.
    pub(super) fn is_own(&self) -> bool {
        self.named("start_utf16").is_some() || self.column(Role::Guard).is_some()
    }
}
