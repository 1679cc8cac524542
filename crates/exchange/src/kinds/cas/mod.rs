//! `cas-json`, `cas-xmi` and `webanno-tsv`: a UIMA CAS, one a document, as INCEpTION exports and imports it.
//!
//! A text (the sofa) and feature structures that point into it. Each annotation is a `NamedEntity` of DKPro, a layer that
//! every project of INCEpTION has: `value` is the label, `identifier` what the entity is elsewhere. What else is known
//! stands in further features, which INCEpTION passes over: `note`, `confidence`, `mentionOf` (equal for mentions of one
//! entity), `figure` (its value) and `attributes` as JSON, `pieces` (`4 8;9 12`). Relations are `custom.Relation`, from
//! `Governor` to `Dependent`. Offsets are UTF-16 units, end exclusive.
//!
//! XML has no control characters: an XMI has U+FFFD for each, and says in `replacedCharacters` what they were.
//!
//! Any layer is read: `value`, `label` or the only feature of text is the label, other features become attributes.

mod draft;
mod json;
mod legacy;
mod model;
mod relations;
mod tsv;
mod typesystem;
mod xmi;

use crate::format::{Format, Group, Read, Says};
use crate::import::Peek;
use crate::join::Joins;
use crate::unit::Unit;

const SAYS: &[Says] = &[
    Says::Overlaps,
    Says::Fragments,
    Says::Confidence,
    Says::Notes,
    Says::Attributes,
    Says::Relations,
    Says::Entities,
    Says::Links,
    Says::Values,
    Says::Titles,
    Says::Ids,
];

pub(crate) static JSON: Format = Format {
    id: "cas-json",
    name: "UIMA CAS JSON",
    description: "a file for each document, for INCEpTION and dkpro-cassis",
    extension: ".cas.json",
    mime: "application/json",
    group: Group::Annotate,
    takes_mark: false,
    units: &[Unit::Utf16],
    says: SAYS,
    tokens: None,
    streams: false,
    joins: Joins::Files,
    write: Some(json::write),
    read: Some(Read::Files(json::read)),
    check: None,
    knows: |peek: &Peek<'_>| {
        let shape = peek.shape();
        let is_legacy = shape.has("_views") && shape.has_any(&["_context", "_referenced_fss"]);
        shape.lists == 0 && (is_legacy || shape.has_any(&["%TYPES", "%FEATURE_STRUCTURES"]))
    },
};

pub(crate) static XMI: Format = Format {
    id: "cas-xmi",
    name: "UIMA CAS XMI",
    description: "a file for each document and their types, for INCEpTION and what is built on UIMA",
    extension: ".xmi",
    mime: "application/vnd.xmi+xml",
    group: Group::Annotate,
    takes_mark: false,
    units: &[Unit::Utf16],
    says: SAYS,
    tokens: None,
    streams: false,
    joins: Joins::Files,
    write: Some(xmi::write),
    read: Some(Read::Files(xmi::read)),
    check: None,
    knows: |peek: &Peek<'_>| peek.text.starts_with('<') && peek.text.contains("http://www.omg.org/XMI"),
};

pub(crate) static TSV: Format = Format {
    id: "webanno-tsv",
    name: "WebAnno TSV",
    description: "a token a row with a column for each feature, as INCEpTION and WebAnno export it",
    extension: ".tsv",
    mime: "text/tab-separated-values",
    group: Group::Annotate,
    takes_mark: false,
    units: &[Unit::Utf16],
    says: &[Says::Overlaps, Says::Attributes, Says::Relations, Says::Entities, Says::Links],
    tokens: None,
    streams: false,
    joins: Joins::Files,
    write: None,
    read: Some(Read::Files(tsv::read)),
    check: None,
    knows: |peek: &Peek<'_>| peek.text.starts_with(tsv::START),
};
