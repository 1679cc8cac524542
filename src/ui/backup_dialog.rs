//! Where the work is, how it is kept there, and copies of all of it: out as one file, and back.

use std::rc::Rc;

use yew::prelude::*;

use super::Shared;
use super::legend::kept;
use super::modal::Modal;
use crate::effects::{backup, files};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Keeping, Notice, Saved};

#[derive(Properties, PartialEq)]
pub(crate) struct BackupDialogProps {
    pub saved: Shared<Saved>,
    pub keeping: Keeping,
}

#[component]
pub(crate) fn BackupDialog(props: &BackupDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let busy = use_state_eq(|| false);
    let on_save = {
        let (dispatcher, busy, saved) = (dispatcher.clone(), busy.clone(), Rc::clone(&props.saved.0));
        Callback::from(move |_: MouseEvent| {
            let (dispatcher, busy, saved) = (dispatcher.clone(), busy.clone(), Rc::clone(&saved));
            busy.set(true);
            wasm_bindgen_futures::spawn_local(async move {
                let notice = match backup::make(&saved).await {
                    Ok(file) => match file.save() {
                        Ok(()) => {
                            dispatcher.dispatch(Action::ShowDialog(None));
                            Notice::info(format!(
                                "{} is on its way to your downloads. Look whether it has arrived.",
                                file.name
                            ))
                        }
                        Err(error) => Notice::problem(error.to_string()),
                    },
                    Err(error) => Notice::problem(error.to_string()),
                };
                busy.set(false);
                dispatcher.dispatch(Action::Notify(Some(notice)));
            });
        })
    };
    let on_open = Callback::from(|_: MouseEvent| files::ask());
    let articles = props.saved.documents.len();
    let count = if articles == 1 { "1 article".to_owned() } else { format!("{articles} articles") };
    html! {
        <Modal title="Back up" testid="backup-dialog">
            <p data-testid="kept">{ format!("{count}. {}", kept(&props.keeping)) }</p>
            <p class="hint">
                { "One file with every article, its marks, the labels, your list and the settings. Put it where you keep \
                   other files that matter." }
            </p>
            <div class="modal-actions">
                <button type="button" class="tool primary" onclick={on_save} disabled={*busy} data-testid="backup-save">
                    { if *busy { "Backing up …" } else { "Back up everything" } }
                </button>
                <button type="button" class="tool" onclick={on_open} data-testid="backup-open">
                    { "Restore from a backup" }
                </button>
            </div>
            <p class="hint">{ "Restoring adds what is missing. It changes nothing that is here." }</p>
        </Modal>
    }
}
