//! What a label of the person's own stands for among the detector's, by which its values are said and edited.

use postil_engine::{Annotation, Label, LabelDef, LabelKind, Scalar, Value};

/// The detector's label whose values `annotation` has: its own, or the one that its value or its label tells of.
#[must_use]
pub fn meaning(labels: &[LabelDef], annotation: &Annotation) -> &'static str {
    let value = annotation.value.as_deref();
    let name = &annotation.label;
    let of_name = Label::from_name(name).filter(|label| value.is_none_or(|value| fits(*label, value)));
    let own = labels.iter().find(|label| label.name == *name);
    let takes = |label: &Label| own.is_some_and(|own| own.takes(label.name())) && label.kind() == LabelKind::Figure;
    let of_set = || Label::ALL.into_iter().find(|label| takes(label) && value.is_none_or(|value| fits(*label, value)));
    let of_value = || Label::ALL.into_iter().find(|label| value.is_some_and(|value| fits(*label, value)));
    of_name.or_else(of_set).or_else(of_value).unwrap_or(Label::Cardinal).name()
}

/// What the detector may have called a name of that label, where that can be only one.
#[must_use]
pub fn name_label(labels: &[LabelDef], name: &str) -> Option<Label> {
    let own = labels.iter().find(|label| *label.name == *name)?;
    let mut found = Label::ALL.into_iter().filter(|label| own.takes(label.name()) && label.kind() == LabelKind::Entity);
    found.next().filter(|_| found.next().is_none())
}

/// Whether a figure of that label can have this value.
fn fits(label: Label, value: &Value) -> bool {
    let is_text = matches!(value.value, Some(Scalar::Text(_)));
    let has_moment = value.timex.is_some() || value.start.is_some() || value.end.is_some() || is_text;
    let lasts = value.seconds.is_some() || value.timex.as_deref().is_some_and(|timex| timex.starts_with('P'));
    match label {
        Label::Money => value.currency.is_some(),
        Label::Duration => lasts || !has_moment && value.unit.is_some() && value.currency.is_none(),
        Label::Date | Label::Time | Label::Set => has_moment,
        label => label.kind() == LabelKind::Figure && !has_moment && value.currency.is_none(),
    }
}
