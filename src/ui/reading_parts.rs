//! What of the article is in the page: its paragraphs, of which those that stay the same are the same values as before, and
//! how many of them, as a long article comes in slices between which the browser draws and answers.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use gloo::render::{AnimationFrame, request_animation_frame};
use postil_engine::{Annotation, Document, Id, Status};
use yew::prelude::*;

use super::Shared;
use super::article::PART;
use crate::effects::frames;
use crate::state::Filter;
use crate::state::paragraphs::{Paragraph, follow, paragraphs};

/// Paragraphs that are put into the page at first: more than a screen holds.
const FIRST: usize = 2 * PART;
/// Paragraphs that are put into the page at a time after that, and how many they may become.
const SLICE: usize = 4 * PART;
const MOST: usize = 8 * PART;
/// Milliseconds from one time to the next from which on half as many come, and up to which a part more comes.
const SLOW: f64 = 36.0;
const QUICK: f64 = 24.0;

pub(super) type Paragraphs = Shared<[Rc<Paragraph>]>;

/// The paragraphs to draw; those that stay the same are the same `Rc` as in the render before. The mark in hand is drawn also
/// where what was done to it would hide it.
#[hook]
pub(super) fn use_paragraphs(document: &Shared<Document>, filter: &Filter, selected: Option<Id>) -> Paragraphs {
    let previous = use_mut_ref(|| None::<Drawn>);
    let is_hidden = |a: &&Arc<Annotation>| a.status != Status::Rejected && !filter.shows(a);
    let in_hand = selected.and_then(|id| document.annotation(id)).filter(is_hidden).map(|a| a.id);
    let drawn = use_memo((document.clone(), filter.clone(), in_hand), |(document, filter, in_hand)| {
        let shows = |a: &Annotation| filter.shows(a) || Some(a.id) == *in_hand;
        let mut previous = previous.borrow_mut();
        let next = match &*previous {
            Some((old, by, held, drawn)) if by == filter && held == in_hand => follow(old, document, shows, drawn),
            Some((.., drawn)) => paragraphs(document, shows, drawn),
            None => paragraphs(document, shows, &[]),
        };
        *previous = Some((document.clone(), filter.clone(), *in_hand, Rc::clone(&next)));
        next
    });
    Shared(Rc::clone(&drawn))
}

/// A document, how its annotations were chosen, and the paragraphs that were drawn of it.
type Drawn = (Shared<Document>, Filter, Option<Id>, Rc<[Rc<Paragraph>]>);

/// How many paragraphs are in the page: all in the end, but a long article comes in slices, between which the browser
/// draws and answers. What is `wanted` (a byte of the text) is there at once.
#[hook]
pub(super) fn use_mounted(paragraphs: &Paragraphs, wanted: Option<usize>) -> usize {
    // Paragraphs change with every edit; the article is another one when its text is.
    let text = paragraphs.first().map(|paragraph| paragraph.text.as_str().as_ptr());
    let known = use_mut_ref(|| Mounted::new(text));
    let update = use_force_update();
    if known.borrow().text != text {
        known.replace(Mounted::new(text));
    }
    let last = wanted.map_or(0, |at| paragraphs.partition_point(|paragraph| paragraph.span.start() <= at));
    let mounted = known.borrow().count.max(last.next_multiple_of(PART)).min(paragraphs.len());
    known.borrow_mut().count = mounted.max(FIRST);
    let turns = use_memo((), |()| [Frames::default(), Frames::default()]);
    use_effect_with((mounted, paragraphs.len(), text.map(|text| text as usize)), move |(mounted, count, _)| {
        if *mounted == *count {
            return;
        }
        let more = move || {
            known.borrow_mut().more();
            update.force_update();
        };
        // A frame's work comes before it is drawn; what is on the screen at first is not to wait for what is not.
        let [this, next] = &*turns;
        if *mounted == FIRST {
            let next = next.clone();
            this.request(move || next.request(more));
        } else {
            this.request(more);
        }
    });
    mounted
}

/// How many paragraphs of a text are in the page, how many more come at a time, and when the last ones came.
struct Mounted {
    text: Option<*const u8>,
    count: usize,
    slice: usize,
    at: Option<f64>,
}

impl Mounted {
    fn new(text: Option<*const u8>) -> Self {
        Self { text, count: FIRST, slice: SLICE, at: None }
    }

    fn more(&mut self) {
        let now = frames::now_ms();
        if let Some(last) = self.at.replace(now) {
            self.slice = match now - last {
                took if took > SLOW => (self.slice / 2).next_multiple_of(PART),
                took if took < QUICK => (self.slice + PART).min(MOST),
                _ => self.slice,
            };
        }
        self.count += self.slice;
    }
}

/// Work for the next animation frame; of several requests the last one is done.
#[derive(Clone, Default)]
pub(super) struct Frames(Rc<RefCell<Option<AnimationFrame>>>);

impl Frames {
    pub(super) fn request(&self, work: impl FnOnce() + 'static) {
        *self.0.borrow_mut() = Some(request_animation_frame(move |_| work()));
    }

    /// The work that was requested last is not done.
    pub(super) fn cancel(&self) {
        self.0.take();
    }
}
