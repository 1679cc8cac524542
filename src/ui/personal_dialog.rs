//! The personal list: what is always a certain label, or never a name. Entries are searched, changed, removed, added by
//! hand, and come from and go to a file.

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{PersonalEntry, read_personal, write_personal};
use yew::prelude::*;

use super::modal::Modal;
use super::virtual_list::VirtualList;
use super::{Labels, Shared, label_class};
use crate::effects::{download, files};
use crate::state::store::use_dispatcher;
use crate::state::{Action, personal};

/// Pixels a row; `--row` in the styles.
const ROW: u32 = 52;
/// What the list of labels offers for words that are no name.
const NEVER: &str = "never a name";

/// What came of the last thing done here.
#[derive(Clone, Default, PartialEq)]
struct Said {
    words: String,
    is_problem: bool,
    undo: bool,
}

#[derive(Properties, PartialEq)]
pub(crate) struct PersonalDialogProps {
    pub list: Shared<Vec<PersonalEntry>>,
    pub labels: Labels,
    /// Whether what is taught is remembered.
    pub remember: bool,
}

#[component]
pub(crate) fn PersonalDialog(props: &PersonalDialogProps) -> Html {
    let dispatcher = use_dispatcher();
    let wanted = use_state_eq(String::new);
    let said = use_state_eq(Said::default);
    let (words, label, case, picker) = (use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref());
    let shown = use_memo((props.list.clone(), (*wanted).clone()), |(list, wanted)| personal::found(list, wanted));
    let change = {
        let (dispatcher, said) = (dispatcher.clone(), said.setter());
        Callback::from(move |(action, words): (Action, String)| {
            dispatcher.dispatch(action);
            said.set(Said { words, is_problem: false, undo: true });
        })
    };
    let on_search = {
        let wanted = wanted.setter();
        Callback::from(move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            wanted.set(input.value());
        })
    };
    let on_add = {
        let (said, change) = (said.setter(), change.clone());
        let (words, label, case) = (words.clone(), label.clone(), case.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(words) = words.cast::<web_sys::HtmlInputElement>() else { return };
            let label = label.cast::<web_sys::HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
            let any_case = case.cast::<web_sys::HtmlInputElement>().is_some_and(|case| case.checked());
            match PersonalEntry::new(&words.value(), Some(&*label).filter(|label| *label != NEVER), any_case) {
                Ok(entry) => {
                    words.set_value("");
                    let added = format!("Added “{}”", entry.words);
                    change.emit((put(vec![entry]), added));
                }
                Err(why) => said.set(Said { words: format!("Not added: {why}"), is_problem: true, undo: false }),
            }
        })
    };
    let on_file = {
        let (said, change) = (said.setter(), change.clone());
        Callback::from(move |event: Event| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            let Some(file) = files::chosen(&input).into_iter().next() else { return };
            let (said, change) = (said.clone(), change.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let name = file.name();
                let read = files::read(file).await.map_err(|error| error.to_string());
                let list = read.and_then(|file| {
                    let text = String::from_utf8(file.bytes).map_err(|_| "it is not a text in UTF-8".to_owned())?;
                    read_personal(&text).map_err(|error| error.to_string())
                });
                match list {
                    Ok(list) => {
                        let added = format!("{} from “{name}”", counted(list.len()));
                        change.emit((put(list), added));
                    }
                    Err(why) => {
                        let words = format!("“{name}” was not taken: {why}");
                        said.set(Said { words, is_problem: true, undo: false });
                    }
                }
            });
        })
    };
    let on_pick = {
        let picker = picker.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = picker.cast::<web_sys::HtmlInputElement>() {
                files::open_picker(&input);
            }
        })
    };
    let on_export = {
        let (list, said) = (props.list.clone(), said.setter());
        Callback::from(move |_: MouseEvent| {
            const NAME: &str = "personal-list.tsv";
            let saved = download::download(NAME, "text/tab-separated-values", write_personal(list.iter()).as_bytes());
            said.set(match saved {
                Ok(()) => Said { words: format!("{NAME} saved to your downloads"), ..Said::default() },
                Err(error) => Said { words: error.to_string(), is_problem: true, undo: false },
            });
        })
    };
    let on_undo = {
        let (dispatcher, said) = (dispatcher.clone(), said.setter());
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(Action::Undo);
            said.set(Said::default());
        })
    };
    let on_remember = Callback::from(move |_: Event| dispatcher.dispatch(Action::ToggleRemember));
    let row = {
        let (shown, labels) = (Rc::clone(&shown), props.labels.clone());
        Callback::from(move |index: usize| {
            shown.get(index).map(|entry| list_row(entry, &labels, &change)).unwrap_or_default()
        })
    };
    let is_empty = props.list.is_empty();
    html! {
        <Modal title="Personal list" testid="personal-dialog">
            <p class="hint">{ "Words that are always what you say, in every article you open from now on. They win over the model and the rules." }</p>
            <form class="personal-add" onsubmit={on_add}>
                <input ref={words} placeholder="Words" aria-label="Words" required=true data-testid="personal-words" />
                <select ref={label} aria-label="What they are" data-testid="personal-label">{ choices(&props.labels, props.labels.first().map(|label| &*label.name)) }</select>
                <label class="choice"><input ref={case} type="checkbox" />{ "any case" }</label>
                <button type="submit" class="tool" data-testid="personal-add">{ "Add" }</button>
            </form>
            <div class="table-tools">
                <input type="search" placeholder="Search the list" aria-label="Search the list" value={(*wanted).clone()}
                    oninput={on_search} disabled={is_empty} data-testid="personal-search" />
                <span class="hint" role="status" data-testid="personal-count">{ counted(shown.len()) }</span>
            </div>
            <div class="place-box">
                if is_empty {
                    <p class="empty">{ "Nothing yet. Label a word, choose “Show” beside “Also … other mentions”, and tick “remember”; or add one above." }</p>
                } else {
                    <VirtualList count={shown.len()} row_height={ROW} current={None::<usize>} label="Personal list" {row} />
                }
            </div>
            <label class="choice">
                <input type="checkbox" checked={props.remember} onchange={on_remember} data-testid="remember-all" />
                { "Remember what I teach the other mentions, for every article" }
            </label>
            <p class={classes!("personal-said", said.is_problem.then_some("problem"))} role="status" data-testid="personal-said">
                { &said.words }
                if said.undo && !said.words.is_empty() {
                    <button type="button" class="tool small" onclick={on_undo} data-testid="personal-undo">{ "Undo" }</button>
                }
            </p>
            <div class="modal-actions">
                <button type="button" class="tool" onclick={on_pick}>{ "Import …" }</button>
                <button type="button" class="tool" onclick={on_export} disabled={is_empty} data-testid="personal-export">{ "Export" }</button>
                <input ref={picker} type="file" hidden=true accept=".tsv,.txt" onchange={on_file} aria-label="File of a list"
                    data-testid="personal-input" />
            </div>
            <details class="hint">
                <summary>{ "What the file looks like" }</summary>
                <p>{ "Plain text. The first line is “postil personal 1”; then a line an entry, its parts separated by tabs: \
                    the words; a label, or “-” for what is never a name; “exact” or “any” for the case of its letters. \
                    “postil detect --personal FILE” reads it too." }</p>
            </details>
        </Modal>
    }
}

/// Puts entries on the list.
fn put(add: Vec<PersonalEntry>) -> Action {
    Action::ChangePersonal { remove: Vec::new(), add }
}

/// The labels to choose from, and "never".
fn choices(labels: &Labels, current: Option<&str>) -> Html {
    let names = labels.iter().map(|label| &*label.name);
    // One that is not in the set (any more) stays what it is.
    let own = current.filter(|current| *current != NEVER && labels.iter().all(|label| &*label.name != *current));
    let choice =
        |name: &str| html! { <option value={name.to_owned()} selected={current == Some(name)}>{ name }</option> };
    names.chain(own).chain([NEVER]).map(choice).collect()
}

fn list_row(entry: &PersonalEntry, labels: &Labels, change: &Callback<(Action, String)>) -> Html {
    let words = &entry.words;
    let changed = |to: PersonalEntry| (put(vec![to]), format!("Changed “{words}”"));
    let on_label = {
        let (entry, change) = (entry.clone(), change.clone());
        Callback::from(move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            let label = Some(select.value()).filter(|label| label != NEVER).map(Arc::from);
            let said = format!("Changed “{}”", entry.words);
            change.emit((put(vec![PersonalEntry { label, ..entry.clone() }]), said));
        })
    };
    let on_case = {
        let (turned, change) = (changed(PersonalEntry { any_case: !entry.any_case, ..entry.clone() }), change.clone());
        Callback::from(move |_: MouseEvent| change.emit(turned.clone()))
    };
    let on_remove = {
        let removal = Action::ChangePersonal { remove: vec![Arc::clone(words)], add: Vec::new() };
        let (removed, change) = ((removal, format!("Removed “{words}”")), change.clone());
        Callback::from(move |_: MouseEvent| change.emit(removed.clone()))
    };
    let label = entry.label.as_deref().unwrap_or(NEVER);
    let class = if entry.label.is_some() { label_class(labels, label) } else { "never".to_owned() };
    html! {
        <div key={&**words} class="personal-row" role="listitem" data-testid="personal-entry">
            <span class={classes!("personal-words", "list-words", class)} title={words.to_string()}>{ &**words }</span>
            <select onchange={on_label} aria-label={format!("What “{words}” is")}>{ choices(labels, Some(label)) }</select>
            <button type="button" class="tool small" onclick={on_case} aria-pressed={entry.any_case.to_string()}
                title="Whether capitals may differ" aria-label={format!("“{words}” in any case")}>
                <span aria-hidden="true">{ "Aa" }</span></button>
            <button type="button" class="tool small" onclick={on_remove} title="Remove"
                aria-label={format!("Remove “{words}”")} data-testid="personal-remove">{ "×" }</button>
        </div>
    }
}

fn counted(entries: usize) -> String {
    if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") }
}
