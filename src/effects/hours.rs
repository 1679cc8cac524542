//! How long the person works on an article: the time between two signs of life, unless it is a pause. It is handed over now
//! and then, so that storing it costs little, and when the article or the tab is left.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use gloo::events::EventListener;
use js_sys::Date;

use super::frames;
use crate::state::Action;
use crate::state::store::Dispatcher;

/// What tells that somebody is there.
const SIGNS: [&str; 5] = ["pointermove", "pointerdown", "keydown", "wheel", "touchmove"];
/// Milliseconds without a sign that are a pause.
const PAUSE_MS: f64 = 30_000.0;
/// Milliseconds of work that are handed over at once.
const LOT_MS: f64 = 20_000.0;

/// What was counted and is not handed over yet.
#[derive(Default)]
pub(crate) struct Clock {
    document: Option<Arc<str>>,
    last: Option<f64>,
    counted: f64,
}

impl Clock {
    /// Somebody is there; the work that is to be handed over, if any.
    fn sign(&mut self, now: f64) -> Option<Action> {
        let since = self.last.replace(now).map_or(0.0, |last| now - last);
        if since < PAUSE_MS {
            self.counted += since;
        }
        if self.counted < LOT_MS { None } else { self.hand_over() }
    }

    fn hand_over(&mut self) -> Option<Action> {
        let document = self.document.clone()?;
        let seconds = (self.counted / 1_000.0) as u32;
        self.counted -= f64::from(seconds) * 1_000.0;
        (seconds > 0).then(|| Action::Spend { document, day: today(), seconds })
    }

    /// Another article is open, or none; the work on the one before.
    pub(crate) fn open(&mut self, document: Option<Arc<str>>) -> Option<Action> {
        let spent = self.hand_over();
        *self = Self { document, ..Self::default() };
        spent
    }
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    // Below 2^53; the cast saturates.
    (js_sys::Date::now() / 1_000.0) as u64
}

/// The day by the person's clock, ISO 8601.
pub(super) fn today() -> Arc<str> {
    day(&Date::new_0()).into()
}

fn day(of: &Date) -> String {
    format!("{:04}-{:02}-{:02}", of.get_full_year(), of.get_month() + 1, of.get_date())
}

/// The time by the person's clock, with the day where it is not today.
pub(crate) fn when(seconds: u64) -> String {
    let at = Date::new(&(seconds as f64 * 1_000.0).into());
    let (day, time) = (day(&at), format!("{:02}:{:02}", at.get_hours(), at.get_minutes()));
    if *day == *today() { time } else { format!("{day} {time}") }
}

/// Listens for signs of life until what it returns is dropped.
#[must_use]
pub(crate) fn listen(clock: &Rc<RefCell<Clock>>, dispatcher: &Dispatcher) -> Vec<EventListener> {
    let page = gloo::utils::document();
    let on = |name: &'static str, spent: fn(&mut Clock) -> Option<Action>| {
        let (clock, dispatcher) = (Rc::clone(clock), dispatcher.clone());
        EventListener::new(&page, name, move |_| {
            let spent = spent(&mut clock.borrow_mut());
            spent.into_iter().for_each(|action| dispatcher.dispatch(action));
        })
    };
    let mut all: Vec<_> = SIGNS.into_iter().map(|name| on(name, |clock| clock.sign(frames::now_ms()))).collect();
    all.push(on("visibilitychange", Clock::hand_over));
    all
}
