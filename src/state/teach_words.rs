//! What an offer says, and what its preview says of each place.

use std::sync::Arc;

use postil_engine::{Document, Span, Status};

use super::mentions::How;
use super::teach::{Does, Now, Offer, Place};

impl Offer {
    /// What the offer says, in a line.
    #[must_use]
    pub fn said(&self) -> String {
        let Self { words, places, .. } = self;
        match (self.ticked(), places.len()) {
            (0, 0) => format!("No other mention of “{words}” here"),
            (0, 1) => format!("“{words}” stands in another place"),
            (0, n) => format!("“{words}” stands in {n} other places"),
            (1, _) => format!("Also 1 other mention of “{words}”"),
            (n, _) => format!("Also {n} other mentions of “{words}”"),
        }
    }

    /// What taking it does, in a word or two.
    #[must_use]
    pub fn does_said(&self) -> String {
        match &self.does {
            _ if self.ticked() == 0 => "Remember it".to_owned(),
            Does::Label(label) => format!("Label as {label}"),
            Does::Reject(_) => "Reject".to_owned(),
            Does::Delete(_) => "Delete".to_owned(),
        }
    }

    /// What its preview is called.
    #[must_use]
    pub fn title(&self) -> String {
        let words = &self.words;
        match &self.does {
            Does::Label(label) => format!("Label “{words}” as {label} here too"),
            Does::Reject(_) => format!("Reject “{words}” here too"),
            Does::Delete(_) => format!("Delete “{words}” here too"),
        }
    }

    /// What remembering it means.
    #[must_use]
    pub fn remembered(&self) -> String {
        let words = &self.words;
        match &self.does {
            Does::Label(label) => format!("and remember “{words}” as {label} for every article"),
            Does::Reject(_) | Does::Delete(_) => format!("and never suggest “{words}” again, in any article"),
        }
    }
}

/// What the preview says of a place: the label that is there, and the rest in words.
#[must_use]
pub fn said(document: &Document, place: &Place) -> (Option<Arc<str>>, String) {
    let quoted = |span: &Span| format!("“{}”", document.text.slice(*span));
    let (label, now) = match &place.now {
        Now::Nothing => (None, "unlabelled".to_owned()),
        Now::Marked { label, status } => {
            let status = match status {
                Status::Suggested => "suggested",
                Status::Accepted => "accepted",
                Status::Rejected => "rejected",
            };
            (Some(Arc::clone(label)), status.to_owned())
        }
        Now::Inside(span) => (None, format!("inside {}", quoted(span))),
        Now::Across { span, goes: true } => (None, format!("replaces {}", quoted(span))),
        Now::Across { span, goes: false } => (None, format!("beside {}", quoted(span))),
    };
    let how = match place.how {
        How::Exact => "",
        How::Case => " · other case",
        How::Number => " · one or many",
        How::Surname => " · surname",
        How::Short => " · abbreviation",
        How::Other => " · other name",
    };
    (label, format!("{now}{how}"))
}
