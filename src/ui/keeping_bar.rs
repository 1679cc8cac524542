//! The bar above everything: what is the matter with the keeping of the work, and what can be done. It is there for as long
//! as that is so.

use std::rc::Rc;

use postil_engine::LabelDef;
use yew::prelude::*;

use super::Shared;
use super::legend::copies;
use crate::effects::{copies as place, files, rescue};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Keeping, News, Role, Saved, Saving};

#[derive(Properties, PartialEq)]
pub(crate) struct KeepingBarProps {
    pub saving: Saving,
    pub keeping: Keeping,
    pub saved: Shared<Saved>,
    pub labels: Shared<Vec<LabelDef>>,
}

#[component]
pub(crate) fn KeepingBar(props: &KeepingBarProps) -> Html {
    let dispatcher = use_dispatcher();
    let on_download = {
        let (dispatcher, saved, labels) = (dispatcher.clone(), props.saved.clone(), props.labels.clone());
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(Action::Notify(Some(rescue::save(&saved.documents, &labels))));
        })
    };
    let on = |action: Action| {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(action.clone()))
    };
    let on_open = Callback::from(|_: MouseEvent| files::ask());
    let trouble = match &props.saving {
        Saving::Failed(why) => Some(Rc::from(&**why)),
        Saving::Saved | Saving::Saving => None::<Rc<str>>,
    };
    let has_work = !props.saved.documents.is_empty();
    let role = props.keeping.role;
    let edit_here = html! {
        <button type="button" class="tool" onclick={on(Action::EditHere)} data-testid="edit-here">{ "Edit here" }</button>
    };
    let is_held_up = props.keeping.copies.as_ref().is_some_and(|it| it.problem.is_some());
    let wish = |wish: &'static str| Callback::from(move |_: MouseEvent| place::tell(wish));
    html! {
        <div class="bars">
            <div role="alert">
                if let Some(why) = trouble {
                    <div class="bar problem" data-testid="trouble">
                        <span>{ &*why }</span>
                        if has_work {
                            <button type="button" class="tool" onclick={on_download} data-testid="rescue">
                                { "Download your work" }
                            </button>
                        }
                        if role == Role::Stranded {
                            { edit_here.clone() }
                        }
                    </div>
                }
                if let Some(lost) = &props.keeping.lost {
                    <div class="bar problem" data-testid="lost">
                        <span>{ said(lost.documents, &lost.seen) }</span>
                        <button type="button" class="tool" onclick={on_open} data-testid="restore">
                            { "Open a backup" }
                        </button>
                        <button type="button" class="tool" onclick={on(Action::Store(News::Lost(None)))}
                            data-testid="lost-done">{ "Go on without" }</button>
                    </div>
                }
                if is_held_up {
                    <div class="bar problem" data-testid="folder-problem">
                        <span>{ copies(&props.keeping) }</span>
                        <button type="button" class="tool" onclick={wish(place::GO_ON)} data-testid="folder-go-on">{ "Go on" }</button>
                        <button type="button" class="tool" onclick={wish(place::STOP)} data-testid="folder-give-up">{ "Stop copying" }</button>
                    </div>
                }
            </div>
            <div role="status">
                if role == Role::Reader {
                    <div class="bar" data-testid="reader">
                        <span>{ "Another tab or window has this library open for editing. Here you read along." }</span>
                        { edit_here }
                    </div>
                } else if role == Role::Asking {
                    <div class="bar" data-testid="asking">{ "Asking the other tab to store its work …" }</div>
                }
            </div>
        </div>
    }
}

fn said(documents: usize, seen: &str) -> String {
    let articles = if documents == 1 { "1 article".to_owned() } else { format!("{documents} articles") };
    let seen = if seen.is_empty() { String::new() } else { format!(" They were last seen here on {seen}.") };
    format!(
        "Your browser removed {articles} that were kept here: its data of this page was cleared, or the disk was full.{seen} \
         If you have a backup or other files of them, open these."
    )
}
