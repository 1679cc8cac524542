//! Time and turns: a clock for slicing long work, and ways to give the browser its turn in between.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Milliseconds of work before the browser gets its turn. What was found is drawn after it, and both together stay well
/// under the 50 ms from which a person feels a delay.
pub(crate) const SLICE_MS: f64 = 14.0;

/// Milliseconds since the page was opened; never goes back. For measuring, not for dates.
#[must_use]
pub(crate) fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// Notes in the browser's timeline that something has happened, for who measures or waits for it.
pub(crate) fn note(what: &str) {
    if let Some(timeline) = web_sys::window().and_then(|window| window.performance()) {
        drop(timeline.mark(what));
    }
}

/// Lets the browser handle input and draw, then goes on. A message to oneself is a task of its own and, unlike
/// a timer, is not delayed when it follows many others.
pub(crate) async fn yield_to_browser() {
    let Ok(channel) = MessageChannel::new() else { return pause(0).await };
    let (here, there) = (channel.port1(), channel.port2());
    let turn = Promise::new(&mut |resolve, _| {
        here.set_onmessage(Some(&resolve));
        if there.post_message(&JsValue::NULL).is_err() {
            // The promise ignores what its function returns.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // It is never rejected.
    let _ = JsFuture::from(turn).await;
    here.close();
}

/// Works until it is done, and lets the browser have its turn in between.
pub(crate) async fn in_slices(step: impl FnMut() -> bool) {
    in_slices_of(SLICE_MS, step).await;
}

/// The same in slices of so many milliseconds: short ones for what nobody waits for.
pub(crate) async fn in_slices_of(ms: f64, mut step: impl FnMut() -> bool) {
    let mut started = now_ms();
    while step() {
        if now_ms() - started > ms {
            yield_to_browser().await;
            started = now_ms();
        }
    }
}

/// Goes on when the next frame has been drawn, or after 50 ms where none is, as in a tab in the background.
pub(crate) async fn drawn() {
    let window = gloo::utils::window();
    let frame_or_time = Promise::new(&mut |resolve, _| {
        // Whichever comes first settles the promise; neither request can fail in a window.
        let _ = window.request_animation_frame(&resolve);
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 50);
    });
    // It is never rejected.
    let _ = JsFuture::from(frame_or_time).await;
    yield_to_browser().await;
}

/// Goes on after `ms` milliseconds, or later when the page is in the background.
pub(crate) async fn pause(ms: u32) {
    let delay = i32::try_from(ms).unwrap_or(i32::MAX);
    let timer = Promise::new(&mut |resolve, _| {
        let set = web_sys::window()
            .map(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, delay));
        if !matches!(set, Some(Ok(_))) {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    let _ = JsFuture::from(timer).await;
}
