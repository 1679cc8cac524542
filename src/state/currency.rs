//! Amounts whose words leave the country open, such as "$5": why they are read as they are, and all of an article's at
//! once in another currency.

use std::sync::Arc;

use postil_engine::{Annotation, Document, Id, Status, bare_currency};

use super::change::{Change, each};
use super::values::currencies;
use super::{Notice, said};

/// What the card says of an amount without a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bare {
    /// How many amounts of the article, this one included, have the same sign or name without a country.
    pub alike: usize,
    /// That sign or name.
    pub sign: &'static str,
    /// Why the currency was assumed; nothing when a person has said it.
    pub reason: Option<String>,
}

/// What to say of `annotation`; nothing unless its words leave the country open. Linear in the text.
#[must_use]
pub fn bare(document: &Document, annotation: &Annotation) -> Option<Bare> {
    let value = annotation.value.as_ref()?;
    let base = base(document, annotation)?;
    let reason = value.stated.is_some().then(|| {
        let assumed = currencies(&document.text).read(base);
        let is_it = value.currency.as_deref() == Some(assumed.code);
        let place = assumed.because.filter(|_| is_it).and_then(|place| document.text.as_str().get(place));
        match place {
            Some(words) => {
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                format!("assumed: the article writes “{words}”")
            }
            None => "assumed: nothing in the article says otherwise".to_owned(),
        }
    });
    Some(Bare { alike: alike(document, base).count(), sign: sign(base), reason })
}

/// The currency mostly meant by the words of an amount without a country.
fn base(document: &Document, annotation: &Annotation) -> Option<&'static str> {
    let is_money = annotation.value.as_ref().is_some_and(|value| value.currency.is_some());
    (is_money || &*annotation.label == "MONEY").then(|| bare_currency(document.text.slice(annotation.span))).flatten()
}

fn sign(base: &str) -> &'static str {
    match base {
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "Rs",
        "SEK" | "NOK" => "kr",
        "CHF" => "franc",
        "KWD" => "dinar",
        "IRR" => "rial",
        "SAR" => "riyal",
        "MXN" => "peso",
        "KES" => "shilling",
        "TRY" => "lira",
        "RUB" => "ruble",
        _ => "",
    }
}

fn alike<'a>(document: &'a Document, like: &'static str) -> impl Iterator<Item = &'a Arc<Annotation>> {
    let counts = |a: &Annotation| a.status != Status::Rejected && a.value.is_some();
    document.annotations.iter().filter(move |a| counts(a) && base(document, a) == Some(like))
}

/// The edits that give every amount like that of `id` the currency `code`.
pub(super) fn set(document: &Document, id: Id, code: &Arc<str>) -> Option<Change> {
    let like = base(document, document.annotation(id)?)?;
    let ids: Vec<Id> = alike(document, like).map(|a| a.id).collect();
    let mut change = each(document, &ids, |after| {
        if let Some(value) = after.value.as_mut().filter(|value| value.currency.as_deref() != Some(&**code)) {
            let value = Arc::make_mut(value);
            (value.currency, value.stated) = (Some(code.to_string()), None);
        }
    });
    change.focus = Some(id);
    if change.edits.len() > 1 {
        let words = format!("{} amounts are in {} now", change.edits.len(), said::money(code, false));
        change.notice = Some(Notice::info(words).with_undo());
    }
    Some(change)
}

#[cfg(test)]
mod tests {
    use super::super::figures::tests::with_figures;
    use super::super::segmenter::tests::unicode;
    use super::super::{Action, State, reduce};
    use super::*;

    const TEXT: &str = "Prices\n\nIt paid $3 million, then 20 dollars, €5 and US$7. Later it paid $9.";

    fn opened(text: &str) -> State {
        let add = Action::AddDocument { document: Box::new(with_figures(text)), detect: false };
        reduce(&State::new(unicode()), add)
    }

    fn currencies(state: &State) -> Vec<String> {
        let document = state.saved.open_document().unwrap();
        document.annotations.iter().filter_map(|a| a.value.as_ref()?.currency.clone()).collect()
    }

    #[test]
    fn all_amounts_without_a_country_change_in_one_step() {
        let before = opened(TEXT);
        let first = before.saved.open_document().unwrap().annotations[0].id;
        let after = reduce(&before, Action::SetCurrency(first, "AUD".into()));
        assert_eq!(currencies(&after), ["AUD", "AUD", "EUR", "USD", "AUD"]);
        assert_eq!(&*after.session.notice.as_ref().unwrap().words, "3 amounts are in Australian dollars now");
        let back = reduce(&after, Action::Undo);
        assert_eq!(back.saved, before.saved);
        let again = reduce(&reduce(&after, Action::SetCurrency(first, "AUD".into())), Action::Undo);
        assert_eq!(again.saved, before.saved, "the same again is no step");
    }

    #[track_caller]
    fn check(text: &str, wanted: Option<(usize, &str)>) {
        let state = opened(text);
        let document = state.saved.open_document().unwrap();
        let found = bare(document, &document.annotations[0]);
        let found = found.map(|bare| (bare.alike, bare.reason.unwrap_or_default()));
        assert_eq!(found.as_ref().map(|(alike, reason)| (*alike, reason.as_str())), wanted, "{text}");
    }

    #[test]
    fn the_reason_is_given() {
        check(TEXT, Some((3, "assumed: the article writes “US$”")));
        check("It paid $3 million.", Some((1, "assumed: nothing in the article says otherwise")));
        check("It paid $3 of\nCanadian\ndollars.", Some((1, "assumed: the article writes “Canadian dollars”")));
        check("It paid C$3 and $5.", None);
        check("It has 3 trees.", None);
    }

    #[test]
    fn a_currency_that_a_person_gave_is_not_called_assumed() {
        let state = opened(TEXT);
        let first = state.saved.open_document().unwrap().annotations[0].id;
        let state = reduce(&state, Action::SetCurrency(first, "AUD".into()));
        let document = state.saved.open_document().unwrap();
        let bare = bare(document, &document.annotations[0]).unwrap();
        assert_eq!((bare.alike, bare.reason), (3, None));
    }
}
