//! Light and dark: the attribute on the root element that the styles read; without it they follow the system.

use web_sys::MediaQueryList;

use crate::state::Theme;

/// Sets or removes `data-theme` on the root element.
pub(crate) fn apply(theme: Theme) {
    let Some(root) = gloo::utils::document().document_element() else { return };
    // Neither can fail with this constant name.
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}

/// Whether the person asked the system for less motion.
#[must_use]
pub(crate) fn reduced_motion() -> bool {
    query("(prefers-reduced-motion: reduce)").is_some_and(|query| query.matches())
}

fn query(media: &str) -> Option<MediaQueryList> {
    gloo::utils::window().match_media(media).ok().flatten()
}
