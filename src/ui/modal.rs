//! A modal dialog over the browser's own `<dialog>`: it traps focus and closes on Escape. What
//! had the keyboard before gets it back.

use yew::prelude::*;

use crate::effects::focus;
use crate::state::Action;
use crate::state::store::use_dispatcher;

#[derive(Properties, PartialEq)]
pub(crate) struct ModalProps {
    pub title: AttrValue,
    pub testid: AttrValue,
    /// Without a heading, and closed by a press beside it.
    #[prop_or_default]
    pub bare: bool,
    pub children: Html,
}

#[component]
pub(crate) fn Modal(props: &ModalProps) -> Html {
    let dispatcher = use_dispatcher();
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            let holder = focus::holder();
            if let Some(dialog) = dialog.cast::<web_sys::HtmlDialogElement>() {
                drop(dialog.show_modal());
            }
            move || focus::give_back(holder)
        });
    }
    let on_close = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: Event| dispatcher.dispatch(Action::ShowDialog(None)))
    };
    let on_close_click = {
        let dispatcher = dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::ShowDialog(None)))
    };
    html! {
        <dialog ref={dialog} class="modal" onclose={on_close} aria-label={props.title.clone()}
            closedby={props.bare.then_some("any")} data-testid={props.testid.clone()}>
            if !props.bare {
                <div class="modal-head">
                    <h2>{ &props.title }</h2>
                    <button type="button" class="tool" onclick={on_close_click} aria-label="Close">{ "×" }</button>
                </div>
            }
            { props.children.clone() }
        </dialog>
    }
}
