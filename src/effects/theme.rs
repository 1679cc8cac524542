//! Light and dark: what the system prefers, and the attribute on the root element that the styles read.

use gloo::events::EventListener;
use web_sys::MediaQueryList;

/// Which colours the page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the system, also when that changes.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The value of `data-theme`; none for the system's, which the styles read from the media query.
    #[must_use]
    pub(crate) fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// Sets or removes `data-theme` on the root element.
pub(crate) fn apply(theme: Theme) {
    let Some(root) = gloo::utils::document().document_element() else { return };
    // Neither can fail with this constant name.
    let _ = match theme.attribute() {
        Some(value) => root.set_attribute("data-theme", value),
        None => root.remove_attribute("data-theme"),
    };
}

/// Whether the system prefers dark colours.
#[must_use]
pub(crate) fn system_is_dark() -> bool {
    query("(prefers-color-scheme: dark)").is_some_and(|query| query.matches())
}

/// Whether the person asked the system for less motion.
#[must_use]
pub(crate) fn reduced_motion() -> bool {
    query("(prefers-reduced-motion: reduce)").is_some_and(|query| query.matches())
}

/// Calls back with [`system_is_dark`] when the system changes its mind, until the guard is dropped.
#[must_use]
pub(crate) fn on_system_change(mut changed: impl FnMut(bool) + 'static) -> Option<EventListener> {
    let query = query("(prefers-color-scheme: dark)")?;
    Some(EventListener::new(&query, "change", move |_| changed(system_is_dark())))
}

fn query(media: &str) -> Option<MediaQueryList> {
    gloo::utils::window().match_media(media).ok().flatten()
}
