//! A modal dialog over the browser's own `<dialog>`: it traps focus, closes on Escape and gives focus back.

use yew::prelude::*;

use crate::state::Action;
use crate::state::store::use_dispatcher;

#[derive(Properties, PartialEq)]
pub(crate) struct ModalProps {
    pub title: AttrValue,
    pub testid: AttrValue,
    pub children: Html,
}

#[component]
pub(crate) fn Modal(props: &ModalProps) -> Html {
    let dispatcher = use_dispatcher();
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<web_sys::HtmlDialogElement>() {
                drop(dialog.show_modal());
            }
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
            data-testid={props.testid.clone()}>
            <div class="modal-head">
                <h2>{ &props.title }</h2>
                <button type="button" class="tool" onclick={on_close_click} aria-label="Close">{ "×" }</button>
            </div>
            { props.children.clone() }
        </dialog>
    }
}
