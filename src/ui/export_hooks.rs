//! Makes the files while the dialog is open, so that what it says is about the very files that are saved. Our own format
//! is made here and at once; the others by the worker, of whose answers only that to the last choice counts.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Source};
use postil_formats::{Generator, Statuses, WriteOptions, native};
use yew::prelude::*;

use super::{Labels, Shared};
use crate::effects::exchange::{self, Order, Ready, Written};
use crate::effects::intake_others;
use crate::state::exporting::{Choice, Kind, NATIVE};
use crate::state::store::use_dispatcher;

/// What is to be made.
#[derive(Clone, PartialEq)]
pub(super) struct Wanted {
    pub(super) documents: Vec<Shared<Document>>,
    pub(super) labels: Labels,
    /// `None` while it is not known which formats there are.
    pub(super) kind: Option<Kind>,
    pub(super) choice: Shared<Choice>,
    /// The name of the model in use.
    pub(super) model: Option<String>,
}

/// How far it is.
#[derive(Clone)]
pub(super) enum Made {
    Working,
    Ready(Rc<Written>),
    Failed(String),
}

impl Made {
    pub(super) fn ready(&self) -> Option<&Rc<Written>> {
        if let Self::Ready(written) = self { Some(written) } else { None }
    }
}

/// The files for what is wanted, and what was ready last.
#[hook]
pub(super) fn use_made(wanted: Wanted) -> (Made, Option<Rc<Written>>) {
    let done = use_state(|| None::<(Wanted, Result<Rc<Written>, String>)>);
    let turn = use_mut_ref(|| 0_u32);
    let own = use_memo(wanted.clone(), |wanted| is_own(wanted).then(|| native_file(wanted)));
    {
        let done = done.setter();
        use_effect_with(wanted.clone(), move |wanted| {
            let mine = {
                let mut turn = turn.borrow_mut();
                *turn = turn.wrapping_add(1);
                *turn
            };
            let Some(kind) = wanted.kind.clone().filter(|_| !is_own(wanted)) else { return };
            let wanted = wanted.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let order = Order {
                    documents: wanted.documents.iter().map(|document| Rc::clone(&document.0)).collect(),
                    labels: Rc::clone(&wanted.labels.0),
                    choice: Rc::clone(&wanted.choice.0),
                    format: kind.id,
                };
                let written = exchange::write(order).await;
                if *turn.borrow() == mine {
                    done.set(Some((wanted, written.map(Rc::new).map_err(|error| error.to_string()))));
                }
            });
        });
    }
    let last = done.as_ref().and_then(|(_, written)| written.as_ref().ok().cloned());
    let result = own.as_ref().clone().or_else(|| {
        let (of, result) = done.as_ref()?;
        (*of == wanted).then(|| result.clone())
    });
    match result {
        Some(Ok(written)) => (Made::Ready(Rc::clone(&written)), Some(written)),
        Some(Err(words)) => (Made::Failed(words), None),
        None => (Made::Working, last),
    }
}

fn is_own(wanted: &Wanted) -> bool {
    wanted.kind.as_ref().is_some_and(|kind| &*kind.id == NATIVE)
}

fn native_file(wanted: &Wanted) -> Result<Rc<Written>, String> {
    let documents: Vec<Document> = wanted.documents.iter().map(|document| Document::clone(document)).collect();
    // Named where it had a part in what is written.
    let is_by_model = |a: &Arc<Annotation>| matches!(&a.source, Source::Detector { rule } if &**rule == "model");
    let has_part = documents.iter().any(|document| document.annotations.iter().any(is_by_model));
    let generator =
        Generator { model: wanted.model.clone().filter(|_| has_part).map(Cow::Owned), ..Generator::default() };
    let statuses = if wanted.choice.accepted { Statuses::Accepted } else { Statuses::All };
    let options = WriteOptions { statuses, asides: wanted.choice.asides(), generator };
    let output = native::FORMAT.write(&documents, &wanted.labels, &options).map_err(|error| error.to_string())?;
    let text = std::str::from_utf8(&output.body).unwrap_or_default();
    let start = text.get(..text.floor_char_boundary(4_000)).unwrap_or_default();
    Ok(Rc::new(Written {
        line: format!("{} of {} spans verified", output.verified.spans, output.verified.total),
        says: Vec::new(),
        misfits: Vec::new(),
        shown: Some(start.to_owned()),
        cut: start.len() < text.len(),
        file: Ready::new(output.file_name, output.mime, &output.body),
    }))
}

/// Asks which formats there are; why that is not known, and a way to ask again.
#[hook]
pub(super) fn use_formats() -> (Option<String>, Callback<MouseEvent>) {
    let dispatcher = use_dispatcher();
    let problem = use_state_eq(|| None::<String>);
    let ask = {
        let problem = problem.setter();
        Callback::from(move |()| {
            let (dispatcher, problem) = (dispatcher.clone(), problem.clone());
            wasm_bindgen_futures::spawn_local(async move {
                problem.set(intake_others::tell_formats(&dispatcher).await.err().map(|error| error.to_string()));
            });
        })
    };
    {
        let ask = ask.clone();
        use_effect_with((), move |()| ask.emit(()));
    }
    ((*problem).clone(), ask.reform(|_: MouseEvent| ()))
}
