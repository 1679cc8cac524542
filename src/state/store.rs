//! The one place where the state meets Yew: the reducer's adapter and the dispatcher that components get by context.

use std::rc::Rc;

use yew::prelude::*;

use super::{Action, State, reduce};

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = reduce(&self, action);
        if !Rc::ptr_eq(&next.history, &self.history) {
            Rc::make_mut(&mut next.history).date(&self.history, (self.clock.0)());
        }
        // The same `Rc` tells Yew that there is nothing to draw.
        if next.is_same(&self) { self } else { Rc::new(next) }
    }
}

impl State {
    /// Equal, judged by pointers where there are any.
    fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.saved, &other.saved)
            && Rc::ptr_eq(&self.history, &other.history)
            && self.session == other.session
    }
}

/// What components use to say that something happened. Never changes, so it never makes anything draw again.
pub type Dispatcher = UseReducerDispatcher<State>;

/// The dispatcher of the page.
#[hook]
pub fn use_dispatcher() -> Dispatcher {
    #[allow(clippy::expect_used)] // the app shell provides it around every component
    use_context::<Dispatcher>().expect("components live inside the app shell")
}
