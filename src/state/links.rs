//! What an entity is elsewhere: an item of Wikidata or an address. It is kept as text and never fetched.

use std::sync::Arc;

use postil_engine::{Document, Entity, Id, Status};

use super::Notice;
use super::change::{Change, each};
use super::edit::Edit;

/// What to type, where something else was typed.
const WRONG: &str = "A link is an item of Wikidata such as Q42, or a whole address such as https://example.com/x";

/// Whether `link` is an item of Wikidata, or an absolute URI.
#[must_use]
pub fn is_link(link: &str) -> bool {
    if is_item(link) {
        return true;
    }
    let Some((scheme, rest)) = link.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && scheme.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '+' | '-' | '.'));
    let is_web = matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https");
    let has_host = rest.strip_prefix("//").is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    let is_clean = !link.contains(|ch: char| ch.is_whitespace() || ch.is_control() || matches!(ch, '<' | '>' | '"'));
    is_scheme && is_clean && !rest.is_empty() && (has_host || !is_web)
}

fn is_item(link: &str) -> bool {
    link.strip_prefix('Q').is_some_and(|digits| {
        !digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Where the person can go with it; only to the web.
#[must_use]
pub fn address(link: &str) -> Option<String> {
    if is_item(link) {
        return Some(format!("https://www.wikidata.org/wiki/{link}"));
    }
    let lower = link.to_ascii_lowercase();
    let is_web = lower.starts_with("https://") || lower.starts_with("http://");
    (is_web && is_link(link)).then(|| link.to_owned())
}

/// Another link for what the annotation mentions; `None` removes it. Words without an entity get one, which the same words
/// with the same label share.
pub(super) fn set(document: &Document, id: Id, link: Option<&Arc<str>>) -> Option<Change> {
    let mark = document.annotation(id)?;
    let link: Option<Arc<str>> = link.map(|link| link.trim().into()).filter(|link: &Arc<str>| !link.is_empty());
    if link.as_deref().is_some_and(|link| !is_link(link)) {
        return Some(Change { focus: Some(id), notice: Some(Notice::problem(WRONG)), ..Change::default() });
    }
    let entity = mark.entity.and_then(|entity| document.entity(entity));
    if entity.map_or(link.is_none(), |entity| entity.link == link) {
        return Some(Change { focus: Some(id), ..Change::default() });
    }
    let document_id = || Arc::clone(&document.id);
    let mut change;
    match entity {
        Some(before) => {
            change = each(document, &[id], |mark| mark.status = Status::Accepted);
            let after = Some(Arc::new(Entity { link, ..Entity::clone(before) }));
            change.edits.push(Edit::Entity { document: document_id(), before: Some(Arc::clone(before)), after });
        }
        None => {
            let words = document.text.slice(mark.span);
            let alike = |a: &&Arc<postil_engine::Annotation>| {
                a.entity.is_none() && a.label == mark.label && document.text.slice(a.span) == words
            };
            let ids: Vec<Id> = document.annotations.iter().filter(alike).map(|a| a.id).collect();
            let made = Entity { id: document.next_id, label: Arc::clone(&mark.label), name: words.into(), link };
            change = each(document, &ids, |mark| {
                mark.entity = Some(made.id);
                if mark.id == id {
                    mark.status = Status::Accepted;
                }
            });
            change.next_id = Some(made.id + 1);
            let after = Some(Arc::new(made));
            change.edits.insert(0, Edit::Entity { document: document_id(), before: None, after });
        }
    }
    change.focus = Some(id);
    Some(change)
}

#[cfg(test)]
mod tests {
    use super::super::segmenter::tests::unicode;
    use super::super::{Action, Selection, State, reduce};
    use super::*;
    use postil_engine::{Text, structure};

    #[test]
    fn links_are_items_or_whole_addresses() {
        for (link, wanted, goes) in [
            ("Q42", true, Some("https://www.wikidata.org/wiki/Q42")),
            ("https://example.com/a?b=c#d", true, Some("https://example.com/a?b=c#d")),
            ("HTTP://example.com", true, Some("HTTP://example.com")),
            ("urn:isbn:0451450523", true, None),
            ("javascript:alert(1)", true, None),
            ("Q", false, None),
            ("Q042", false, None),
            ("q42", false, None),
            ("Q42 x", false, None),
            ("example.com", false, None),
            ("https://", false, None),
            ("https:///x", false, None),
            ("https://exa mple.com", false, None),
            ("1a:x", false, None),
            ("x:", false, None),
        ] {
            assert_eq!((is_link(link), address(link).as_deref()), (wanted, goes), "{link}");
        }
    }

    #[test]
    fn all_mentions_share_a_link() {
        const TEXT: &str = "Acme and Acme and Beta";
        let document = Document::new("d1", "t", Text::new(TEXT), structure(TEXT).into());
        let mut state =
            reduce(&State::new(unicode()), Action::AddDocument { document: Box::new(document), detect: false });
        for (anchor, head) in [(0, 4), (9, 13), (18, 22)] {
            state = reduce(&state, Action::SelectText(Some(Selection { anchor, head })));
            state = reduce(&state, Action::ApplyLabel("ORG".into()));
        }
        let links = |state: &State| {
            let document = state.saved.open_document().unwrap();
            let link =
                |a: &Arc<postil_engine::Annotation>| Some(document.entity(a.entity?)?.link.as_ref()?.to_string());
            document.annotations.iter().map(link).collect::<Vec<_>>()
        };
        let linked = reduce(&state, Action::SetLink(1, Some(" Q42 ".into())));
        assert_eq!(links(&linked), [Some("Q42".to_owned()), Some("Q42".to_owned()), None]);
        let other = reduce(&linked, Action::SetLink(2, Some("urn:x:y".into())));
        assert_eq!(links(&other)[0].as_deref(), Some("urn:x:y"));
        assert_eq!(links(&reduce(&other, Action::SetLink(1, None))), [None, None, None]);
        assert_eq!(reduce(&linked, Action::SetLink(1, Some("no link".into()))).saved, linked.saved);
        assert_eq!(links(&reduce(&linked, Action::Undo)), [None, None, None]);
    }
}
