//! The app shell: owns the state, starts the effects, and shows the start page or the article.

use std::rc::Rc;

use postil_engine::Document;
use yew::prelude::*;

use super::about_dialog::AboutDialog;
use super::article_screen::article_screen;
use super::backup_dialog::BackupDialog;
use super::export_dialog::ExportDialog;
use super::figures_dialog::FiguresDialog;
use super::header::Header;
use super::hints::Hints;
use super::history_dialog::HistoryDialog;
use super::import_dialog::ImportDialog;
use super::keeping_bar::KeepingBar;
use super::keys_dialog::KeysDialog;
use super::labels_dialog::LabelsDialog;
use super::library::Library;
use super::library_view::LibraryView;
use super::mentions_dialog::MentionsDialog;
use super::model_dialog::ModelDialog;
use super::notice::NoticeBar;
use super::palette::Palette;
use super::personal_dialog::PersonalDialog;
use super::progress_dialog::ProgressDialog;
use super::projects_dialog::ProjectsDialog;
use super::rehearsal::use_rehearsal;
use super::start_page::StartPage;
use super::{Labels, Shared};
use crate::effects::{files, hooks, hours, intake, segmenter};
use crate::state::history::Clock;
use crate::state::store::{Dispatcher, Held};
use crate::state::{Dialog, State, shelf};

/// The page.
#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer_eq(|| Held(State { clock: Clock(hours::now), ..State::new(segmenter::of_browser()) }));
    let dispatcher = state.dispatcher();
    hooks::use_storage(&state, &dispatcher);
    hooks::use_update(&state, &dispatcher);
    hooks::use_project(&state);
    let detector = hooks::use_detection(&state, &dispatcher);
    use_rehearsal(&state, detector);
    hooks::use_offer(&state, &dispatcher);
    hooks::use_look(&state);
    hooks::use_keys(&state, &dispatcher);
    hooks::use_intake(&dispatcher);
    hooks::use_hours(&state, &dispatcher);

    let labels: Labels = Shared(state.saved.labels.clone());
    let session = &state.session;
    let threshold = state.saved.settings.threshold;
    let open = state.saved.open_document().cloned().map(Shared);
    let shown =
        use_memo((open.clone(), threshold), |(open, threshold)| open.as_ref().map(|open| threshold.shown(&open.0)));
    let left_out =
        open.zip(shown.as_ref().as_ref()).map_or(0, |(all, shown)| all.annotations.len() - shown.annotations.len());
    let pending = open_pending(&state);
    let checked = shown.as_ref().as_ref().filter(|_| !pending).cloned();
    let issues = Shared(hooks::use_issues(checked, Rc::clone(&labels.0)));
    let screen = match &*shown {
        _ if !session.loaded => html! { <main class="opening" aria-busy="true">{ "Opening your work …" }</main> },
        None if session.shelf.shown => html! {
            <LibraryView saved={Shared(Rc::clone(&state.saved))} labels={labels.clone()} shelf={session.shelf.clone()} />
        },
        None => html! { <StartPage has_library={!state.saved.documents.is_empty()} /> },
        Some(document) => article_screen(&state, &Shared(Rc::clone(document)), &labels, &issues, pending, left_out),
    };
    let keys = Shared(Rc::clone(&state.saved.settings.keys));
    let hints = Hints { labels: labels.clone(), keys: keys.clone() };
    let on_files = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |event: Event| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            intake::take_files(&dispatcher, files::chosen(&input));
        })
    };
    let library: Vec<_> = state.saved.documents.iter().cloned().map(Shared).collect();
    let documents =
        use_memo(library, |library| library.iter().map(|document| Rc::clone(&document.0)).collect::<Vec<_>>());
    let documents = Shared(documents);
    html! {
        <ContextProvider<Dispatcher> context={dispatcher}>
            <ContextProvider<Hints> context={hints}>
            <div class="shell" data-screen={screen_name(&state)}>
                <a class="skip" href="#article">{ "Skip to the article" }</a>
                <div class="top">
                    <KeepingBar saving={session.saving.clone()} keeping={session.keeping.clone()}
                        saved={Shared(Rc::clone(&state.saved))} labels={labels.clone()} />
                    <Header title={state.saved.open_document().map(|document| document.title.clone())}
                        can_undo={state.history.can_undo()} can_redo={state.history.can_redo()}
                        settings={state.saved.settings.clone()} has_model={session.tagging.model().is_some()}
                        update={session.update} />
                </div>
                <Library documents={documents.clone()} open={state.saved.open.clone()} {threshold}
                    project={Rc::clone(&state.saved.project)} />
                { screen }
                <div class="dialogs">
                    if session.dialog == Some(Dialog::Export) {
                        if let Some((document, documents, is_chosen)) = for_export(&state, shown.as_ref().as_ref(), &documents) {
                            <ExportDialog {document} {documents} {is_chosen} {threshold} {labels} {left_out} choice={Shared(Rc::clone(&state.saved.settings.export))}
                                formats={Shared(Rc::clone(&session.formats))} can_undo={state.history.can_undo()}
                                model={session.tagging.model().map(|model| model.name().to_owned())} />
                        }
                    } else if session.dialog == Some(Dialog::Imported) {
                        if let Some(told) = session.imported.clone() {
                            <ImportDialog told={Shared(told)} formats={Shared(Rc::clone(&session.formats))}
                                can_undo={state.history.can_undo()} />
                        }
                    } else if session.dialog == Some(Dialog::Figures) {
                        if let Some(document) = &*shown {
                            <FiguresDialog document={Shared(document.clone())} {labels} />
                        }
                    } else if session.dialog == Some(Dialog::Mentions) {
                        if let Some((document, offer)) = state.saved.open_document().zip(session.offer.clone()) {
                            <MentionsDialog document={Shared(document.clone())} {labels} offer={Shared(offer)}
                                remember={state.saved.settings.remember} />
                        }
                    } else if session.dialog == Some(Dialog::About) {
                        <AboutDialog />
                    } else if session.dialog == Some(Dialog::Model) {
                        <ModelDialog tagging={session.tagging.clone()} open={state.saved.open.clone()} />
                    } else if session.dialog == Some(Dialog::Personal) {
                        <PersonalDialog list={Shared(Rc::clone(&state.saved.personal))} {labels}
                            remember={state.saved.settings.remember} />
                    } else if session.dialog == Some(Dialog::Help) {
                        <KeysDialog {labels} {keys} any_characters={state.saved.settings.any_characters} />
                    } else if session.dialog == Some(Dialog::Labels) {
                        <LabelsDialog saved={Shared(Rc::clone(&state.saved))} offered={session.offered.clone()}
                            can_undo={state.history.can_undo()} notice={session.notice.clone()} />
                    } else if session.dialog == Some(Dialog::Progress) {
                        <ProgressDialog state={Shared(Rc::new((**state).clone()))} />
                    } else if session.dialog == Some(Dialog::History) {
                        <HistoryDialog saved={Shared(Rc::clone(&state.saved))} history={Shared(Rc::clone(&state.history))} />
                    } else if session.dialog == Some(Dialog::Backup) {
                        <BackupDialog saved={Shared(Rc::clone(&state.saved))} keeping={session.keeping.clone()} />
                    } else if session.dialog == Some(Dialog::Projects) {
                        <ProjectsDialog saved={Shared(Rc::clone(&state.saved))} leaves={session.bound_for.is_some()}
                            may_edit={session.may_edit()} notice={session.notice.clone()} />
                    } else if session.dialog == Some(Dialog::Palette) {
                        <Palette state={Shared(Rc::new((**state).clone()))} />
                    }
                </div>
                <input id="files" type="file" hidden=true multiple=true onchange={on_files} data-testid="file-input"
                    accept=".txt,.md,.markdown,.html,.htm,.json,.jsonl,.ndjson,.jsonld,.conll,.iob,.iob2,.bio,.tsv,.csv,.ann,.xml,.xmi,.zip,.spacy,text/*,application/json"
                    aria-label="Files to open" />
                <NoticeBar notice={session.notice.clone()} offer={session.offer.clone().map(Shared)}
                    remember={state.saved.settings.remember} />
            </div>
            </ContextProvider<Hints>>
        </ContextProvider<Dispatcher>>
    }
}

/// What is on the screen.
fn screen_name(state: &State) -> &'static str {
    match state.saved.open {
        Some(_) => "article",
        None if state.session.shelf.shown => "library",
        None => "start",
    }
}

/// One article, all that may go with it, and whether these were chosen.
type ForExport = (Shared<Document>, Shared<Vec<Rc<Document>>>, bool);

/// What there is to save: the open article and the library, or in the list those chosen.
fn for_export(state: &State, open: Option<&Rc<Document>>, all: &Shared<Vec<Rc<Document>>>) -> Option<ForExport> {
    if let Some(open) = open {
        return Some((Shared(Rc::clone(open)), all.clone(), false));
    }
    let ids = shelf::chosen(state);
    let chosen: Vec<_> = ids.iter().filter_map(|id| state.saved.document(id).cloned()).collect();
    let first = chosen.first().cloned()?;
    Some((Shared(first), Shared(Rc::new(chosen)), true))
}

/// Whether the detection of the open article is still to come to its end.
fn open_pending(state: &State) -> bool {
    state.saved.open.as_ref().is_some_and(|id| state.saved.undetected.contains(id))
}
