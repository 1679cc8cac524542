//! `html`: one web page with the articles and their marks, to read, print and send. Nothing runs in it and nothing is
//! loaded: styles are inside, and its policy forbids all else.
//!
//! ```html
//! <li class="l3"><b>MONEY</b> ...                                        the legend
//! <div class="text"> ... <mark class="l3 k0" data-a="6">€5m</mark> ...   an article
//! ```
//!
//! The characters of `text`, without what stands in `sup` and `aside`, are the article's, white space between paragraphs
//! included: that is how the page is proved. Marks that cross are cut where they do. Written only.

mod check;
mod marks;
mod write;

use crate::format::{Format, Group, Says};
use crate::join::Joins;

pub(crate) static FORMAT: Format = Format {
    id: "html",
    name: "Web page",
    description: "the articles with their marks, values and notes, to read and print; nothing is loaded",
    extension: ".html",
    mime: "text/html",
    group: Group::Read,
    takes_mark: false,
    units: &[],
    says: &[
        Says::Overlaps,
        Says::Fragments,
        Says::Status,
        Says::Confidence,
        Says::Notes,
        Says::Attributes,
        Says::Relations,
        Says::Entities,
        Says::Links,
        Says::Values,
        Says::Blocks,
        Says::Origin,
        Says::Titles,
    ],
    tokens: None,
    streams: false,
    joins: Joins::Not,
    write: Some(|job| write::write(job, &FORMAT)),
    read: None,
    check: Some(check::check),
    knows: |_| false,
};
