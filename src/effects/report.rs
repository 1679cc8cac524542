//! What the page has asked for, what holds it, and what it keeps: as the browser tells it, for the person to see.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, PerformanceEntry};

use super::focus;

/// What the page has asked for since it was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Where the page is: its host.
    pub(crate) host: String,
    /// Files beside the page, without the address that they share.
    pub(crate) own: Vec<String>,
    /// Anything else, whole. There should be none.
    pub(crate) foreign: Vec<String>,
}

/// The requests of this page so far, by the browser's own list. A worker's are in a list of its own.
pub(crate) fn asked() -> Asked {
    let window = gloo::utils::window();
    let location = window.location();
    let host = location.host().unwrap_or_default();
    let address = location.href().unwrap_or_default();
    let folder = address.split(['?', '#']).next().unwrap_or_default();
    let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned() + "/";
    let mut asked = Asked { host, ..Asked::default() };
    let Some(performance) = window.performance() else { return asked };
    for entry in performance.get_entries_by_type("resource").iter() {
        let name = entry.unchecked_into::<PerformanceEntry>().name();
        // Addresses that hold their content ask for nothing.
        if name.starts_with("data:") || name.starts_with("blob:") {
            continue;
        }
        match name.strip_prefix(&folder) {
            Some(file) => asked.own.push(file.to_owned()),
            None => asked.foreign.push(name),
        }
    }
    asked.own.sort_unstable();
    asked.own.dedup();
    asked
}

/// The policy that stands in the page, a rule an entry.
pub(crate) fn policy() -> Vec<String> {
    let element = focus::find::<Element>("meta[http-equiv=Content-Security-Policy]");
    let policy = element.and_then(|element| element.get_attribute("content")).unwrap_or_default();
    policy.split(';').map(|rule| rule.trim().to_owned()).filter(|rule| !rule.is_empty()).collect()
}

/// Tells how many bytes the browser keeps for this page, when it says so.
pub(crate) fn kept(tell: impl FnOnce(f64) + 'static) {
    spawn_local(async move {
        if let Some(bytes) = estimate().await.ok().and_then(|bytes| bytes.as_f64()) {
            tell(bytes);
        }
    });
}

async fn estimate() -> Result<JsValue, JsValue> {
    let storage = Reflect::get(&gloo::utils::window().navigator(), &"storage".into())?;
    let estimate: js_sys::Function = Reflect::get(&storage, &"estimate".into())?.dyn_into()?;
    let promise: js_sys::Promise = estimate.call0(&storage)?.dyn_into()?;
    Reflect::get(&JsFuture::from(promise).await?.dyn_into::<Object>()?.into(), &"usage".into())
}
