//! Makes the files while the dialog is open, so that what it says is about the very files that are saved. Our own format
//! is made here, the others by the worker; only what was made for the last choice counts.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Annotation, Document, Source};
use postil_formats::{Generator, Statuses, WriteOptions};
use yew::prelude::*;

use super::{Labels, Shared};
use crate::effects::exchange::{self, Order, Written};
use crate::effects::{intake_others, own_files};
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
    {
        let done = done.setter();
        use_effect_with(wanted.clone(), move |wanted| {
            let mine = {
                let mut turn = turn.borrow_mut();
                *turn = turn.wrapping_add(1);
                *turn
            };
            let Some(kind) = wanted.kind.clone() else { return };
            let wanted = wanted.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let written =
                    if &*kind.id == NATIVE { native_file(&wanted).await } else { by_worker(&wanted, kind).await };
                if *turn.borrow() == mine {
                    done.set(Some((wanted, written.map(Rc::new))));
                }
            });
        });
    }
    let last = done.as_ref().and_then(|(_, written)| written.as_ref().ok().cloned());
    match done.as_ref().filter(|(of, _)| *of == wanted).map(|(_, result)| result.clone()) {
        Some(Ok(written)) => (Made::Ready(Rc::clone(&written)), Some(written)),
        Some(Err(words)) => (Made::Failed(words), None),
        None => (Made::Working, last),
    }
}

async fn by_worker(wanted: &Wanted, kind: Kind) -> Result<Written, String> {
    let order = Order {
        documents: wanted.documents.iter().map(|document| Rc::clone(&document.0)).collect(),
        labels: Rc::clone(&wanted.labels.0),
        choice: Rc::clone(&wanted.choice.0),
        format: kind.id,
    };
    exchange::write(order).await.map_err(|error| error.to_string())
}

async fn native_file(wanted: &Wanted) -> Result<Written, String> {
    let documents: Vec<Document> = wanted.documents.iter().map(|document| Document::clone(document)).collect();
    // Named where it had a part in what is written.
    let is_by_model = |a: &Arc<Annotation>| matches!(&a.source, Source::Detector { rule } if &**rule == "model");
    let has_part = documents.iter().any(|document| document.annotations.iter().any(is_by_model));
    let generator =
        Generator { model: wanted.model.clone().filter(|_| has_part).map(Cow::Owned), ..Generator::default() };
    let statuses = if wanted.choice.accepted { Statuses::Accepted } else { Statuses::All };
    let options = WriteOptions { statuses, asides: wanted.choice.asides(), generator };
    let (file, verified) =
        own_files::write(&documents, &wanted.labels, &options).await.map_err(|error| error.to_string())?;
    let (shown, cut) = file.start(4_000);
    Ok(Written {
        line: format!("{} of {} spans verified", verified.spans, verified.total),
        says: Vec::new(),
        misfits: Vec::new(),
        shown: Some(shown),
        cut,
        file,
    })
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
