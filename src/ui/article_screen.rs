//! The screen of an open article: the reading column, the lists beside it, the labels below it.

use yew::prelude::*;

use postil_engine::Document;

use super::legend::Legend;
use super::reading::Reading;
use super::side_panel::SidePanel;
use super::{Labels, Shared};
use crate::state::check::Issue;
use crate::state::{Detecting, State, commands, fragments, navigate, relations};
use std::rc::Rc;
use std::sync::Arc;

/// Draws `document`, which is the open one with what is shown of it. `pending` says that its detection is still to come to
/// its end; `left_out` are its suggestions below the threshold.
pub(super) fn article_screen(
    state: &State,
    document: &Shared<Document>,
    labels: &Labels,
    issues: &Shared<Vec<Issue>>,
    pending: bool,
    left_out: usize,
) -> Html {
    let session = &state.session;
    let settings = &state.saved.settings;
    let (document, labels) = (document.clone(), labels.clone());
    let progress = session.detecting.as_ref().map(Detecting::share);
    let types = Shared(Rc::new(if session.relating.is_some() { relations::types(&state.saved) } else { Vec::new() }));
    let pile = navigate::here(state, &document);
    html! {
        <>
            <Reading document={document.clone()} labels={labels.clone()} filter={session.filter.clone()}
                selected={session.selected} explained={session.explained.clone()} selection={session.selection}
                show_tags={settings.show_tags} any_characters={settings.any_characters} {progress} {pending}
                segmenter={state.segmenter} is_covered={session.dialog.is_some()}
                is_done={commands::is_done(state)} relating={session.relating.clone()} {types} {pile}
                part={fragments::offered(state).map(|(add, words)| (add, words.into()))} />
            <SidePanel document={document.clone()} labels={labels.clone()} filter={session.filter.clone()}
                selected={session.selected} panel={session.panel} issues={issues.clone()}
                show_ignored={session.show_ignored} {pending}
                guidelines={Arc::clone(&state.saved.project.guidelines)} />
            <Legend {document} {labels} filter={session.filter.clone()}
                saving={session.saving.clone()} keeping={session.keeping.clone()} threshold={settings.threshold} {left_out}
                to_check={issues.iter().filter(|issue| !issue.ignored).count()} />
        </>
    }
}
