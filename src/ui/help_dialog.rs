//! The keys, from the one table that also handles them.

use yew::prelude::*;

use super::modal::Modal;
use super::{Labels, label_class};
use crate::effects::keys;

#[derive(Properties, PartialEq)]
pub(crate) struct HelpDialogProps {
    pub labels: Labels,
}

#[component]
pub(crate) fn HelpDialog(props: &HelpDialogProps) -> Html {
    html! {
        <Modal title="Keys" testid="help-dialog">
            <p>{ "Select text with the mouse, or move the cursor with the arrow keys and hold Shift. Then press a label’s key." }</p>
            <div class="help-columns">
                <table class="keys">
                    <tbody>
                        { for keys::KEYS.iter().map(|key| html! {
                            <tr><th scope="row"><kbd>{ key.shown }</kbd></th><td>{ key.does }</td></tr>
                        }) }
                    </tbody>
                </table>
                <table class="keys">
                    <tbody>
                        { for props.labels.iter().filter_map(|label| label.key.map(|key| html! {
                            <tr>
                                <th scope="row"><kbd>{ key }</kbd></th>
                                <td>
                                    <span class={classes!("chip", label_class(&props.labels, &label.name))}>{ &*label.name }</span>
                                    <span class="describe">{ &*label.description }</span>
                                </td>
                            </tr>
                        })) }
                    </tbody>
                </table>
            </div>
        </Modal>
    }
}
