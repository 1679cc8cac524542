//! Ids as files write them: `a12` for an annotation, `e3` for an entity, `r7` for a relation.

use std::fmt;

use postil_engine::Id;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number behind a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FileId<const LETTER: char>(Id);

/// `a12`
pub(crate) type AnnotationId = FileId<'a'>;
/// `e3`
pub(crate) type EntityId = FileId<'e'>;
/// `r7`
pub(crate) type RelationId = FileId<'r'>;

impl<const LETTER: char> FileId<LETTER> {
    pub(crate) fn new(id: Id) -> Self {
        Self(id)
    }

    pub(crate) fn number(self) -> Id {
        self.0
    }

    /// One spelling for each number, so that ids which differ as strings differ as numbers. The highest number is
    /// left free: the next id must fit too.
    fn parse(name: &str) -> Option<Self> {
        let digits = name.strip_prefix(LETTER)?;
        let plain = digits == "0" || (digits.starts_with(|ch: char| matches!(ch, '1'..='9')));
        let id = digits.parse().ok().filter(|&id| plain && id < Id::MAX)?;
        Some(Self(id))
    }
}

impl<const LETTER: char> fmt::Display for FileId<LETTER> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{LETTER}{}", self.0)
    }
}

impl<const LETTER: char> Serialize for FileId<LETTER> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const LETTER: char> Deserialize<'de> for FileId<LETTER> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdVisitor<const LETTER: char>;
        impl<const LETTER: char> Visitor<'_> for IdVisitor<LETTER> {
            type Value = FileId<LETTER>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an id such as \"{LETTER}12\"")
            }
            fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
                FileId::parse(name).ok_or_else(|| E::invalid_value(Unexpected::Str(name), &self))
            }
        }
        deserializer.deserialize_str(IdVisitor)
    }
}

#[cfg(feature = "schema")]
impl<const LETTER: char> schemars::JsonSchema for FileId<LETTER> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}Id", LETTER.to_ascii_uppercase()).into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": format!("^{LETTER}(0|[1-9][0-9]*)$") })
    }

    fn inline_schema() -> bool {
        true
    }
}
