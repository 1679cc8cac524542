//! What a CAS says of a relation beside its kind: the note of the annotation that it starts from has it, as for brat.

use std::collections::HashMap;

use postil_engine::Text;

use crate::draft::{Draft, DraftRelation};
use crate::unit::{Ruler, Unit};

/// Adds to the notes what the relations say, each with its features: `owes → Bo: since 1999`.
pub(super) fn note(draft: &mut Draft, said: &[(DraftRelation, Vec<(String, String)>)]) {
    if said.is_empty() {
        return;
    }
    let text = Text::new(draft.text.as_str());
    let ruler = Ruler::new(&text, Unit::Utf16);
    let spans = draft.spans.iter().enumerate();
    let places: HashMap<String, usize> = spans.filter_map(|(at, span)| Some((span.id.clone()?, at))).collect();
    for (relation, features) in said {
        let ends = places.get(&relation.from).zip(places.get(&relation.to));
        let Some((&from, to)) = ends else { continue };
        let to = draft.spans.get(*to).and_then(|to| to.pieces.first());
        let words = to.and_then(|&(start, end)| ruler.span(start, end)).map_or("", |span| text.slice(span));
        let Some(span) = draft.spans.get_mut(from) else { continue };
        for (name, value) in features {
            let line = format!("{} → {words}: {name} {value}", relation.kind);
            span.note = Some(span.note.take().map_or(line.clone(), |note| format!("{note}\n{line}")));
        }
    }
}
