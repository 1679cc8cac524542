//! What figures come to: the values that words have where they stand. All that the whole text has to be read for is kept for
//! the text that was read last, so that changing a figure costs as much in a long article as in a short one.

use std::cell::RefCell;
use std::sync::Arc;

use postil_engine::{
    Annotation, Currencies, Document, Found, Label, LabelDef, LabelKind, Options, Span, Text, Value, detect,
};

thread_local! {
    /// The text that was read last, and what it says of currencies: nothing but what reading it again would give.
    static LAST: RefCell<Option<(Arc<str>, Currencies)>> = const { RefCell::new(None) };
}

/// The currencies that a text names with their countries. Linear for another text than the last one, else O(1).
pub(super) fn currencies(text: &Text) -> Currencies {
    let shared = text.shared();
    LAST.with_borrow_mut(|last| match last {
        Some((known, currencies)) if Arc::ptr_eq(known, &shared) => currencies.clone(),
        _ => last.insert((shared, Currencies::of(text.as_str()))).1.clone(),
    })
}

/// The value that the words under `span` have as a figure of that label, read in their line.
pub(super) fn value_of(labels: &[LabelDef], document: &Document, span: Span, label: &str) -> Option<Arc<Value>> {
    Values::new(labels, document, label).of(span)
}

/// The values that words have as figures of a label, read in their lines. The line read last is kept, so many values in
/// text order cost one reading a line.
pub(super) struct Values<'a> {
    document: &'a Document,
    /// The label, and how to read; nothing for a label that has no values.
    reads: Option<(LabelDef, Options)>,
    last: RefCell<Option<(Span, Vec<Found>)>>,
}

impl<'a> Values<'a> {
    pub(super) fn new(labels: &[LabelDef], document: &'a Document, label: &str) -> Self {
        let own = labels.iter().find(|own| *own.name == *label).filter(|own| own.kind == LabelKind::Figure);
        let reads = own.map(|own| {
            let currencies = own.takes(Label::Money.name()).then(|| currencies(&document.text));
            let dated = Options::dated(document.date.as_deref());
            (own.clone(), Options { currencies, ..dated })
        });
        Self { document, reads, last: RefCell::default() }
    }

    /// The value of the words under `span`; where more words are under it than those of a figure, that of the only one there.
    pub(super) fn of(&self, span: Span) -> Option<Arc<Value>> {
        let (own, options) = self.reads.as_ref()?;
        // Read where it stands, with the words around it ("more than"); else for itself.
        let block = self.document.block_at(span.start()).map_or(span, |block| block.span);
        let written = [block, span].into_iter().find_map(|around| {
            let mut last = self.last.borrow_mut();
            if last.as_ref().is_none_or(|(of, _)| *of != around) {
                *last = Some((around, detect(self.document.text.slice(around), options).spans));
            }
            let is_it = |found: &&Found| {
                own.takes(found.label.name())
                    && around.start() + found.span.start() == span.start()
                    && found.span.len() == span.len()
            };
            last.as_ref()?.1.iter().find(is_it)?.value.clone().map(Arc::new)
        });
        written.or_else(|| {
            // What was read last are these words alone.
            let last = self.last.borrow();
            let mut inside = last.as_ref()?.1.iter().filter(|found| own.takes(found.label.name()));
            let only = inside.next().filter(|_| inside.next().is_none())?;
            only.value.clone().map(Arc::new)
        })
    }
}

/// The value of a mark whose words are others now: it goes with them, unless a person gave it another.
pub(super) fn follow(labels: &[LabelDef], document: &Document, before: &Annotation, after: &mut Annotation) {
    let values = Values::new(labels, document, &after.label);
    if before.span != after.span && (before.value.is_none() || before.value == values.of(before.span)) {
        after.value = values.of(after.span);
    }
}
