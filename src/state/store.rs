//! The one place where the state meets Yew: the reducer's adapter and the dispatcher that components get by context.

use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

use super::{Action, State, reduce};

/// The state as Yew holds it. It is equal by pointers, where it has any: Yew compares it after each action, and all texts and
/// marks of a large library would be compared.
#[derive(Clone)]
pub struct Held(pub State);

impl Deref for Held {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.saved, &other.saved)
            && Rc::ptr_eq(&self.history, &other.history)
            && self.session == other.session
    }
}

impl Reducible for Held {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = reduce(&self, action);
        if !Rc::ptr_eq(&next.history, &self.history) {
            Rc::make_mut(&mut next.history).date(&self.history, (self.clock.0)());
        }
        let next = Self(next);
        // The same `Rc` tells Yew that there is nothing to draw.
        if next == *self { self } else { Rc::new(next) }
    }
}

/// What components use to say that something happened. Never changes, so it never makes anything draw again.
pub type Dispatcher = UseReducerDispatcher<Held>;

/// The dispatcher of the page.
#[hook]
pub fn use_dispatcher() -> Dispatcher {
    #[allow(clippy::expect_used)] // the app shell provides it around every component
    use_context::<Dispatcher>().expect("components live inside the app shell")
}
