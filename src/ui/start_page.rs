//! The start page is the paste box. Pasting into the empty box starts at once; typed text starts with a button.

use yew::prelude::*;

use crate::effects::{files, intake, updates};
use crate::state::store::use_dispatcher;
use crate::state::{Action, Dialog};

#[derive(Properties, PartialEq)]
pub(crate) struct StartPageProps {
    /// Whether there are articles to go back to.
    pub has_library: bool,
}

#[component]
pub(crate) fn StartPage(props: &StartPageProps) -> Html {
    let dispatcher = use_dispatcher();
    let text = use_node_ref();
    // The box is uncontrolled: an article is not copied on every key.
    let on_start = {
        let (dispatcher, text) = (dispatcher.clone(), text.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(area) = text.cast::<web_sys::HtmlTextAreaElement>() else { return };
            intake::take_text(&dispatcher, &area.value());
        })
    };
    let on_sample = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| intake::take_sample(&dispatcher))
    };
    let on_about = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::ShowDialog(Some(Dialog::About))))
    };
    let on_browse = Callback::from(|_: MouseEvent| files::ask());
    {
        let text = text.clone();
        use_effect_with((), move |()| {
            if let Some(area) = text.cast::<web_sys::HtmlTextAreaElement>() {
                drop(area.focus());
            }
        });
    }
    html! {
        <main class="start" id="article">
            <div class="start-card">
                <h2>{ "Paste an article" }</h2>
                <p class="lead">
                    { "Its people, organisations, places and figures are found and marked here, in your browser. " }
                    { "You correct them and download the annotations. Nothing leaves this page: " }
                    <button type="button" class="link" onclick={on_about} data-testid="about-start">
                        { "see what it can do" }
                    </button>
                    { "." }
                </p>
                <label class="visually-hidden" for="paste-box">{ "Article text" }</label>
                <textarea id="paste-box" ref={text} class="paste-box" data-testid="paste-box" spellcheck="false"
                    placeholder="Paste here (Ctrl+V), or type …" />
                <div class="start-actions">
                    <button type="button" class="tool primary" onclick={on_start} data-testid="annotate">
                        { "Find entities and figures" }
                    </button>
                    <button type="button" class="tool" onclick={on_sample} data-testid="sample">
                        { "Try a sample" }
                    </button>
                    <button type="button" class="tool" onclick={on_browse} data-testid="open-file">
                        { "Open a file" }
                    </button>
                </div>
                <p class="hint">
                    { "Opens text, Markdown, web pages and what other annotators and trainers write (spaCy, Prodigy, Label \
                       Studio, doccano, brat, INCEpTION, CoNLL …), one or many, zipped too. Drop files anywhere." }
                    if props.has_library {
                        { " Your other articles are in the library." }
                    }
                </p>
                if updates::is_from_disk() {
                    <p class="hint" data-testid="from-disk">
                        { "This page was opened from disk; your work is kept in this browser. Firefox keeps it for this                            file in this place, and does not find it again when the file is moved or renamed. Chrome and                            Edge keep it for all files of this computer, so another page that you open from disk could                            read it. Save what matters as Postil JSON; opening that file brings everything back." }
                    </p>
                }
            </div>
        </main>
    }
}
