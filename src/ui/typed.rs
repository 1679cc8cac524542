//! A field that is typed into. What was typed stays while the page is drawn anew around it; it is given over when the field is
//! left, or Enter is pressed.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlSelectElement};
use yew::prelude::*;

use super::field_value;

/// Shows what the state says in the lists of choices in `root`, each time that these are drawn. Where a person has chosen from
/// a list, Firefox no longer goes by what is marked as chosen.
#[hook]
pub(crate) fn use_chosen(root: &NodeRef) {
    let root = root.clone();
    use_effect(move || {
        let lists = root.cast::<Element>().and_then(|root| root.query_selector_all("select").ok());
        let lists = lists.iter().flat_map(|lists| (0..lists.length()).filter_map(|at| lists.item(at)));
        for list in lists.filter_map(|list| list.dyn_into::<HtmlSelectElement>().ok()) {
            let marked = list.query_selector("[selected]").ok().flatten();
            if let Some(value) = marked.and_then(|option| option.get_attribute("value"))
                && list.value() != value
            {
                list.set_value(&value);
            }
        }
    });
}

#[derive(Properties, PartialEq)]
pub(crate) struct TypedProps {
    /// What stands in it until something is typed, and again when this changes.
    pub value: AttrValue,
    /// What was typed is to be taken; [`field_value`] reads it.
    pub onchange: Callback<Event>,
    pub testid: AttrValue,
    /// How many lines it shows, where it has several.
    #[prop_or_default]
    pub rows: Option<&'static str>,
    /// The type of an `input`, where it is not text.
    #[prop_or_default]
    pub kind: Option<&'static str>,
    #[prop_or_default]
    pub name: Option<&'static str>,
    #[prop_or_default]
    pub class: Option<&'static str>,
    /// What it is called, where no label says so.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// The id of what describes it.
    #[prop_or_default]
    pub described: Option<&'static str>,
    #[prop_or_default]
    pub placeholder: Option<&'static str>,
    /// Characters, at most.
    #[prop_or_default]
    pub most: Option<&'static str>,
    /// Whether it holds no prose, so that spelling does not matter.
    #[prop_or_default]
    pub is_name: bool,
    #[prop_or_default]
    pub disabled: bool,
}

#[component]
pub(crate) fn Typed(props: &TypedProps) -> Html {
    let draft = use_state_eq(|| None::<String>);
    {
        let draft = draft.setter();
        use_effect_with(props.value.clone(), move |_| draft.set(None));
    }
    let oninput = {
        let draft = draft.setter();
        Callback::from(move |event: InputEvent| draft.set(Some(field_value(&event))))
    };
    let onblur = {
        let draft = draft.setter();
        Callback::from(move |_: FocusEvent| draft.set(None))
    };
    let value = draft.as_ref().map_or_else(|| props.value.to_string(), String::clone);
    let spellcheck = props.is_name.then_some("false");
    let (onchange, testid, label, disabled) =
        (props.onchange.clone(), props.testid.clone(), props.label.clone(), props.disabled);
    if let Some(rows) = props.rows {
        return html! {
            <textarea {rows} {value} {disabled} {oninput} {onblur} {onchange} aria-label={label} data-testid={testid} />
        };
    }
    html! {
        <input type={props.kind} name={props.name} class={props.class} {value} {disabled} {oninput} {onblur} {onchange}
            placeholder={props.placeholder} maxlength={props.most} min={(props.kind == Some("number")).then_some("0")}
            aria-label={label} aria-describedby={props.described} autocomplete="off" {spellcheck} data-testid={testid} />
    }
}
