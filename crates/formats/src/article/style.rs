//! What attributes say about an element: whether it is shown, whether its white space counts, and what Word and
//! Google Docs mean by it.

use postil_engine::BlockKind;

/// What matters of an element's attributes; `None` where they say nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Said {
    pub(super) hidden: bool,
    pub(super) preserve: Option<bool>,
    pub(super) kind: Option<BlockKind>,
}

impl Said {
    /// Takes in one attribute; names are lower case already.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        match name {
            "hidden" => self.hidden |= !value.eq_ignore_ascii_case("until-found"),
            "style" => value.split(';').filter_map(|rule| rule.split_once(':')).for_each(|(p, v)| self.rule(p, v)),
            "class" => self.kind = value.split_ascii_whitespace().find_map(word_class).or(self.kind),
            _ => {}
        }
    }

    fn rule(&mut self, property: &str, value: &str) {
        let value = value.trim().to_ascii_lowercase();
        let value = value.trim_end_matches("!important").trim_end();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => self.hidden |= value == "none",
            "white-space" => self.preserve = Some(value.starts_with("pre") || value == "break-spaces"),
            "white-space-collapse" => self.preserve = Some(value != "collapse"),
            // The bullet or number that Word writes out before a list item.
            "mso-list" if value == "ignore" => self.hidden = true,
            "mso-list" if value != "none" => self.kind = Some(BlockKind::ListItem),
            _ => {}
        }
    }
}

/// Paragraph styles of Word that say what a paragraph is.
fn word_class(class: &str) -> Option<BlockKind> {
    match class {
        "MsoTitle" => Some(BlockKind::Headline),
        "MsoSubtitle" => Some(BlockKind::Subheading),
        "MsoCaption" => Some(BlockKind::Caption),
        _ => class.starts_with("MsoListParagraph").then_some(BlockKind::ListItem),
    }
}
