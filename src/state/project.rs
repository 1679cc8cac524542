//! A project: what belongs to a library beside its articles, labels, lists and settings: a name, guidelines for those who
//! label, and the day that relative dates count from in an article that says none of its own. It is stored with the library.

use std::sync::Arc;

use postil_engine::Options;
use serde::{Deserialize, Serialize};

/// In place of a day: that on which an article is gone through.
pub const TODAY: &str = "today";

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    /// Empty until it was given one.
    pub name: Arc<str>,
    /// How to label; Markdown, shown as it is.
    pub guidelines: Arc<str>,
    /// What relative dates count from where an article has no date: nothing when it is empty, [`TODAY`], or a day (ISO 8601).
    pub dates: Arc<str>,
}

impl Project {
    /// The name, also of one that was given none.
    #[must_use]
    pub fn title(&self) -> &str {
        title(&self.name)
    }

    /// The day that relative dates count from in an article without a date.
    #[must_use]
    pub fn day(&self, today: impl FnOnce() -> Arc<str>) -> Option<Arc<str>> {
        let day = if &*self.dates == TODAY { today() } else { Arc::clone(&self.dates) };
        Options::dated(Some(&day)).ref_date.map(|_| day)
    }
}

/// The name of a project that may have none.
#[must_use]
pub fn title(name: &str) -> &str {
    if name.is_empty() { "My articles" } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_comes_to_a_day_or_to_none() {
        for (dates, wanted) in [
            ("", None),
            (TODAY, Some("2026-11-30")),
            ("2020-02-29", Some("2020-02-29")),
            ("2021-02-29", None),
            ("soon", None),
        ] {
            let project = Project { dates: dates.into(), ..Project::default() };
            assert_eq!(project.day(|| "2026-11-30".into()).as_deref(), wanted, "{dates:?}");
        }
    }
}
