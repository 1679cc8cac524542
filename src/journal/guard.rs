//! What a plan rests on: the records that another page may have changed, how they must be for the plan to be carried out, and
//! what is not written any more because they were not.

use std::sync::Arc;

use super::Place;

/// What another page can have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The article of that id.
    Document(Arc<str>),
    /// How far the history goes.
    History,
    /// Labels, label sets, the personal list or the project.
    Shared,
    /// The layout of before was carried over by the other page.
    Library,
}

/// What is not written: what another page has changed, and that for which there is no room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// Ids of articles.
    pub documents: Vec<Arc<str>>,
    /// The history.
    pub history: bool,
    /// Labels, label sets, the personal list and the project.
    pub shared: bool,
    /// Everything.
    pub library: bool,
    /// Bytes of new articles for which there may be room; `None` as long as no want of it is known.
    pub room: Option<usize>,
}

/// A record that must be as this page knows it. When it is already as the plan would leave it, the plan was carried out
/// before, and only the answer was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// What is said to be changed when it is not.
    pub about: About,
    /// Where the record is.
    pub place: Place,
    /// Its key.
    pub key: String,
    /// Its checksum; `None` when there is to be none.
    pub expected: Option<u32>,
    /// Its checksum afterwards.
    pub planned: Option<u32>,
}
