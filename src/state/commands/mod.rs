//! Everything that a person can do, as commands with a name and keys. The keys, the list of keys, the palette and the
//! buttons' tooltips all read this one table. A command says what it comes to in a state; nothing is done here.

mod articles;
mod checks;
mod table;

use std::sync::Arc;

use postil_engine::Status;

use super::caret::{self, Motion, Side, Unit};
use super::relations::Relating;
use super::{Action, Notice, Selection, State};

pub use articles::is_done;
pub use checks::go;
pub use table::COMMANDS;

/// A thing that a person can do.
#[derive(Debug)]
pub struct Command {
    /// What it is called where it is stored.
    pub id: &'static str,
    /// Where it is listed.
    pub group: Group,
    /// What it is called on the page.
    pub name: &'static str,
    /// The keys that it has until the person says otherwise, as in [`super::chord`].
    pub keys: &'static [&'static str],
    pub(super) does: Does,
}

/// The parts of the list of keys, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// From mark to mark.
    Review,
    /// What is in hand, and its ends.
    Mark,
    /// One for each label.
    Label,
    /// The text cursor.
    Cursor,
    /// The article and its files.
    Article,
    /// What the page shows, and how.
    View,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Review, Self::Mark, Self::Label, Self::Cursor, Self::Article, Self::View];

    /// In words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Review => "Review",
            Self::Mark => "Mark and text in hand",
            Self::Label => "Labels",
            Self::Cursor => "Cursor (with Shift: select)",
            Self::Article => "Article",
            Self::View => "View",
        }
    }
}

/// What a command comes to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Does {
    /// An action; `None` when there is nothing to do it to.
    Act(fn(&State) -> Option<Action>),
    /// The cursor moves; with Shift it selects.
    Caret(Motion),
    /// The cursor moves by a line: down, or up.
    Line(bool),
    /// The keyboard goes to what the selector finds.
    Focus(&'static str, Needs),
    /// The browser asks for files.
    OpenFile,
}

/// What has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    Article,
    Mark,
}

/// What is to be done now.
#[derive(Clone, Debug, PartialEq)]
pub enum Run {
    /// This.
    Act(Action),
    /// Move the cursor a line down (or up), and select on the way or not. Lines are the browser's business.
    Line {
        /// Towards the end.
        down: bool,
        /// Whether to select.
        extend: bool,
    },
    /// Give the keyboard to the first element that the selector finds.
    Focus(&'static str),
    /// Ask for files to open.
    OpenFile,
}

/// A command, or one of those that labels and articles bring along.
#[derive(Clone, Debug)]
pub enum Target {
    /// One of the table.
    Command(&'static Command),
    /// Give this label.
    Label(Arc<str>),
    /// Show or hide this label.
    Toggle(Arc<str>),
    /// Show only this label, or all again.
    Only(Arc<str>),
    /// Open this article.
    Open(Arc<str>),
    /// Save in the format of that id.
    Export(Arc<str>),
}

impl PartialEq for Target {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Target {
    /// What it is called where it is stored.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::Command(command) => command.id.to_owned(),
            Self::Label(name) => label_id(name),
            Self::Toggle(name) => format!("toggle:{name}"),
            Self::Only(name) => format!("only:{name}"),
            Self::Open(id) => format!("open:{id}"),
            Self::Export(id) => format!("export:{id}"),
        }
    }

    /// What it comes to in this state; `None` when there is nothing to do it to. `extend` says that the cursor selects.
    #[must_use]
    pub fn run(&self, state: &State, extend: bool) -> Option<Run> {
        let action = match self {
            Self::Command(command) => return command.run(state, extend),
            Self::Label(name) => {
                let has_text = picked(state).is_some();
                (has_text || state.session.selected.is_some()).then(|| Action::ApplyLabel(Arc::clone(name)))?
            }
            Self::Toggle(name) => Action::ToggleLabel(Arc::clone(name)),
            Self::Only(name) => Action::OnlyLabel(Arc::clone(name)),
            Self::Open(id) => Action::OpenDocument(Arc::clone(id)),
            Self::Export(id) => return with_article(state, Action::ExportAs(Arc::clone(id))).map(Run::Act),
        };
        Some(Run::Act(action))
    }

    /// What to say when a key asks for what cannot be done.
    #[must_use]
    pub fn refusal(&self) -> Option<Notice> {
        matches!(self, Self::Label(_)).then(|| Notice::info("Select text or a mark first, then press a label’s key"))
    }

    /// Whether it also acts while a text field has the keyboard. Undo and the cursor are the field's own there.
    #[must_use]
    pub fn reaches_fields(&self) -> bool {
        matches!(self, Self::Command(command) if matches!(command.group, Group::Article | Group::View))
    }
}

impl Command {
    /// What it comes to in this state.
    #[must_use]
    pub fn run(&self, state: &State, extend: bool) -> Option<Run> {
        let has_article = state.saved.open.is_some();
        match self.does {
            Does::Act(action) => action(state).map(Run::Act),
            Does::Caret(motion) => has_article.then_some(Run::Act(Action::MoveCaret { motion, extend })),
            Does::Line(down) => state.session.selection.map(|_| Run::Line { down, extend }),
            Does::Focus(selector, Needs::Article) => has_article.then_some(Run::Focus(selector)),
            Does::Focus(selector, Needs::Mark) => state.session.selected.map(|_| Run::Focus(selector)),
            Does::OpenFile => Some(Run::OpenFile),
        }
    }

    /// Whether it moves the cursor, so that with Shift it selects.
    #[must_use]
    pub fn is_caret(&self) -> bool {
        matches!(self.does, Does::Caret(_) | Does::Line(_))
    }
}

/// The command of that id.
#[must_use]
pub fn command(id: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.id == id)
}

/// What giving a label is called where it is stored.
#[must_use]
pub fn label_id(name: &str) -> String {
    format!("label:{name}")
}

/// The selected text, if it is more than a cursor.
fn picked(state: &State) -> Option<Selection> {
    state.session.selection.filter(|selection| !selection.is_caret())
}

/// One end of the selected text elsewhere, or else of the mark in hand.
fn end(state: &State, side: Side, by: Unit, forward: bool) -> Option<Action> {
    let motion = Motion { by, forward };
    let Some(picked) = picked(state) else {
        return state.session.selected.map(|_| Action::MoveBoundary { side, motion });
    };
    let document = state.saved.open_document()?;
    let (mut start, mut end) = picked.ends();
    let at = if side == Side::Start { &mut start } else { &mut end };
    *at = caret::moved(document.text.as_str(), *at, motion, state.segmenter);
    (start < end).then_some(Action::SelectText(Some(Selection { anchor: start, head: end })))
}

/// The word at the cursor, or behind it; at the start of the mark in hand or of the text where there is no cursor.
fn begin(state: &State) -> Option<Action> {
    let document = state.saved.open_document()?;
    let text = document.text.as_str();
    let mark = || Some(document.annotation(state.session.selected?)?.span.start());
    let at = state.session.selection.map(|selection| selection.ends().0).or_else(mark);
    let at = at.or_else(|| document.blocks.first().map(|block| block.span.start()))?;
    let step = |at, forward| caret::moved(text, at, Motion { by: Unit::Word, forward }, state.segmenter);
    let end = step(at, true);
    let start = step(end, false);
    (start < end).then_some(Action::SelectText(Some(Selection { anchor: start, head: end })))
}

/// A decision about the mark in hand.
fn review(state: &State, status: Status) -> Option<Action> {
    let id = state.session.selected?;
    // Enter also says which mark a relation leads to.
    if let Some(Relating { from, kind: Some(kind) }) =
        state.session.relating.as_ref().filter(|_| status == Status::Accepted)
    {
        return Some(Action::Relate { from: *from, to: id, kind: Arc::clone(kind) });
    }
    Some(Action::SetStatus { ids: vec![id], status, advance: true })
}

/// The same about all mentions of what the mark in hand names: of its entity, or of its words where it has none.
fn mentions(state: &State, status: Status) -> Option<Action> {
    let document = state.saved.open_document()?;
    let mark = document.annotation(state.session.selected?)?;
    let words = mark.words(&document.text);
    let is_mention = |a: &postil_engine::Annotation| match mark.entity {
        Some(_) => a.entity == mark.entity,
        None => a.label == mark.label && a.words(&document.text) == words,
    };
    let ids = document.annotations.iter().filter(|a| state.shows(a) && is_mention(a)).map(|a| a.id).collect();
    Some(Action::SetStatus { ids, status, advance: false })
}

/// The label after the one in hand, or before it, among those of its kind.
fn other_label(state: &State, forward: bool) -> Option<Action> {
    let mark = state.selected()?;
    let labels = &state.saved.labels;
    let kind = state.saved.label(&mark.label).map(|label| label.kind);
    let same: Vec<_> = labels.iter().filter(|label| kind.is_none_or(|kind| label.kind == kind)).collect();
    let at = same.iter().position(|label| label.name == mark.label).unwrap_or(0);
    let next = if forward { at + 1 } else { at + same.len() - 1 };
    Some(Action::ApplyLabel(Arc::clone(&same.get(next % same.len().max(1))?.name)))
}

/// The article beside the open one in the library.
fn other_article(state: &State, forward: bool) -> Option<Action> {
    let documents = &state.saved.documents;
    let open = documents.iter().position(|document| Some(&document.id) == state.saved.open.as_ref());
    let next = match (open, forward) {
        (Some(at), true) => at + 1,
        (Some(at), false) => at.checked_sub(1)?,
        (None, true) => 0,
        (None, false) => documents.len().checked_sub(1)?,
    };
    Some(Action::OpenDocument(Arc::clone(&documents.get(next)?.id)))
}

/// `action` where an article is open.
fn with_article(state: &State, action: Action) -> Option<Action> {
    state.saved.open.is_some().then_some(action)
}

#[cfg(test)]
mod tests;
