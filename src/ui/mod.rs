//! What is drawn: one component a file. Components hold no rules; they read slices of the state and dispatch actions.

mod about_dialog;
mod annotation_card;
mod annotation_list;
mod app;
mod arcs;
mod article;
mod article_date;
mod article_foot;
mod article_screen;
mod attribute_fields;
mod backup_dialog;
mod card_more;
mod check_list;
mod entity_list;
mod export_dialog;
mod export_hooks;
mod export_misfits;
mod export_options;
mod figures_dialog;
mod find;
mod handles;
mod header;
mod hints;
mod history_dialog;
mod import_dialog;
mod keeping_bar;
mod keys_dialog;
mod label_attributes;
mod label_editor;
mod label_fate;
mod label_picker;
mod label_sets;
mod labels_dialog;
mod legend;
mod library;
mod library_bulk;
mod library_view;
mod margin;
mod mentions_dialog;
mod modal;
mod model_dialog;
mod notice;
mod palette;
mod paragraph;
mod personal_dialog;
mod place_list;
mod progress_dialog;
mod projects_dialog;
mod reading;
mod reading_hooks;
mod reading_parts;
mod rehearsal;
mod relate_card;
mod relation_list;
mod selection_card;
mod side_panel;
mod start_page;
mod suggest;
mod typed;
mod value_fields;
mod virtual_list;

pub(crate) use app::App;

use std::rc::Rc;

use postil_engine::{LabelDef, Status};

/// An `Rc` that is equal only to itself: props that hold one are compared by pointer.
#[derive(Debug)]
pub(crate) struct Shared<T: ?Sized>(pub(crate) Rc<T>);

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: ?Sized> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> std::ops::Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// The label set as components get it.
pub(crate) type Labels = Shared<Vec<LabelDef>>;

/// The class that gives an element the colours of a label; `l-none` for a label outside the set.
pub(crate) fn label_class(labels: &[LabelDef], name: &str) -> String {
    match labels.iter().position(|label| &*label.name == name) {
        Some(index) => format!("l-{index}"),
        None => "l-none".to_owned(),
    }
}

/// A status in a word.
pub(crate) fn status_word(status: Status) -> &'static str {
    match status {
        Status::Suggested => "suggested",
        Status::Accepted => "accepted",
        Status::Rejected => "rejected",
    }
}

/// What stands in the field that an event is of.
pub(crate) fn field_value(event: &yew::Event) -> String {
    use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
    use yew::TargetCast;
    let select = || event.target_dyn_into::<HtmlSelectElement>().map(|field| field.value());
    let area = || event.target_dyn_into::<HtmlTextAreaElement>().map(|field| field.value());
    let input = event.target_dyn_into::<HtmlInputElement>().map(|field| field.value());
    input.or_else(select).or_else(area).unwrap_or_default()
}
