//! Where the work is, how it is kept there, and copies of all of it: out as one file, and back.

use std::rc::Rc;

use yew::prelude::*;

use super::Shared;
use super::legend::{copies, kept};
use super::modal::Modal;
use crate::effects::projects::{self, Deed};
use crate::effects::{copies as place, files};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Keeping, Notice, Role, Saved};

#[derive(Properties, PartialEq)]
pub(crate) struct BackupDialogProps {
    pub saved: Shared<Saved>,
    pub keeping: Keeping,
}

#[component]
pub(crate) fn BackupDialog(props: &BackupDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let busy = use_state_eq(|| false);
    let on_save = |all: bool| {
        let (dispatcher, busy, saved) = (dispatcher.clone(), busy.clone(), Rc::clone(&props.saved.0));
        Callback::from(move |_: MouseEvent| {
            let (dispatcher, busy, saved) = (dispatcher.clone(), busy.clone(), Rc::clone(&saved));
            busy.set(true);
            wasm_bindgen_futures::spawn_local(async move {
                let others = if all { projects::others() } else { Vec::new() };
                let notice = match projects::act(Deed::BackUp { here: Some(saved), others }).await {
                    Ok(done) => {
                        dispatcher.dispatch(Action::ShowDialog(None));
                        done.said().map(Notice::info)
                    }
                    Err(why) => Some(Notice::problem(why)),
                };
                busy.set(false);
                dispatcher.dispatch(Action::Notify(notice));
            });
        })
    };
    let on_open = Callback::from(|_: MouseEvent| files::ask());
    let is_one_of_many = !projects::others().is_empty();
    let wish = |wish: &'static str| Callback::from(move |_: MouseEvent| place::tell(wish));
    let is_shut = props.keeping.role != Role::Editor;
    let articles = props.saved.documents.len();
    let count = if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") };
    html! {
        <Modal title="Back up" testid="backup-dialog">
            <p data-testid="kept">{ format!("{count}. {}", kept(&props.keeping)) }</p>
            <p class="hint">
                { "One file with every article, its marks, the labels, your list, the guidelines and the settings. Put it where \
                   you keep other files that matter." }
            </p>
            <div class="modal-actions">
                <button type="button" class="tool primary" onclick={on_save(false)} disabled={*busy} data-testid="backup-save">
                    if *busy {
                        { "Backing up …" }
                    } else if is_one_of_many {
                        { format!("Back up “{}”", props.saved.project.title()) }
                    } else {
                        { "Back up everything" }
                    }
                </button>
                if is_one_of_many {
                    <button type="button" class="tool" onclick={on_save(true)} disabled={*busy} data-testid="backup-all">
                        { "Back up all projects" }
                    </button>
                }
                <button type="button" class="tool" onclick={on_open} data-testid="backup-open">
                    { "Restore from a backup" }
                </button>
            </div>
            <p class="hint">{ "Restoring adds what is missing, to this project or to those that the file says. It changes nothing that is here." }</p>
            <section class="label-sets">
                <h3>{ "Copies without asking" }</h3>
                if place::is_offered() {
                    <p class="hint" role="status" data-testid="folder">
                        { "Some seconds after a change: a backup of everything in one file, or of each article its own Postil \
                           JSON in a folder. " }
                        { copies(&props.keeping) }
                    </p>
                    <div class="modal-actions">
                        <button type="button" class="tool" onclick={wish(place::PICK_FILE)} disabled={is_shut} data-testid="file-pick">
                            { "Keep a copy in a file …" }
                        </button>
                        <button type="button" class="tool" onclick={wish(place::PICK_FOLDER)} disabled={is_shut} data-testid="folder-pick">
                            { "Choose a folder …" }
                        </button>
                        if props.keeping.copies.is_some() {
                            <button type="button" class="tool" onclick={wish(place::STOP)} data-testid="folder-stop">{ "Stop copying" }</button>
                        }
                    </div>
                } else {
                    <p class="hint" data-testid="no-copies">
                        { "This browser lets no page write to a file or folder of yours by itself; Chrome, Edge and Chromium do. \
                           Back up now and then." }
                    </p>
                }
            </section>
        </Modal>
    }
}
