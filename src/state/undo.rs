//! How each action enters the history: as a step of its own, not at all, or by moving through it.

use super::Action;

/// How an action enters the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndoPolicy {
    /// A step of its own.
    Step,
    /// Not at all: it changes what is shown, or brings in what undo should not take away.
    None,
    /// It moves through the history itself.
    Travel,
}

impl Action {
    /// How this action enters the history.
    #[must_use]
    pub fn undo(&self) -> UndoPolicy {
        match self {
            Self::RemoveDocument(_)
            | Self::RemoveDocuments(_)
            | Self::SetDone(..)
            | Self::AcceptAbove(..)
            | Self::Rename(_)
            | Self::SetDate(_)
            | Self::ApplyLabel(_)
            | Self::SetStatus { .. }
            | Self::AcceptAll
            | Self::Relabel { .. }
            | Self::MoveBoundary { .. }
            | Self::MoveEnd { .. }
            | Self::Delete(_)
            | Self::SetNote(..)
            | Self::SetValue(..)
            | Self::SetCurrency(..)
            | Self::Spread { .. }
            | Self::ChangePersonal { .. }
            | Self::Fix(_)
            | Self::SetIgnored { .. }
            | Self::SetLink(..)
            | Self::Relate { .. }
            | Self::DeleteRelation(_)
            | Self::ChangeLabels(_)
            | Self::SetAttribute(..)
            | Self::KeepSet(_)
            | Self::ForgetSet(_)
            | Self::AddImport(_)
            | Self::FitMarks(_)
            | Self::MarkPart { .. } => UndoPolicy::Step,
            Self::Undo | Self::Redo | Self::TravelTo(_) => UndoPolicy::Travel,
            Self::Loaded(..)
            | Self::Recalled { .. }
            | Self::AddDocument { .. }
            | Self::AddLibrary { .. }
            | Self::TellImport { .. }
            | Self::SetFormats(_)
            | Self::SetExport(_)
            | Self::ExportAs(_)
            | Self::OpenDocument(_)
            | Self::NewDocument
            | Self::Library(_)
            | Self::Spend { .. }
            | Self::Dated { .. }
            | Self::DetectedEntities { .. }
            | Self::Detected { .. }
            | Self::DetectionDone { .. }
            | Self::DetectAgain(_)
            | Self::SetTagging(_)
            | Self::Explain(_)
            | Self::SelectText(_)
            | Self::PickText { .. }
            | Self::MoveCaret { .. }
            | Self::Select(_)
            | Self::Step { .. }
            | Self::ToggleLabel(_)
            | Self::OnlyLabel(_)
            | Self::ClearFilter
            | Self::ToggleToReview
            | Self::ShowPanel(_)
            | Self::ShowDialog(_)
            | Self::OfferSet(_)
            | Self::SetTheme(_)
            | Self::ToggleTags
            | Self::ToggleRemember
            | Self::SetThreshold(_)
            | Self::ToggleSnap
            | Self::ToggleSingleKeys
            | Self::BindKey { .. }
            | Self::ResetKeys(_)
            | Self::Offer(_)
            | Self::Used(_)
            | Self::Press { .. }
            | Self::Notify(_)
            | Self::SetSaving(_)
            | Self::SetUpdate(_)
            | Self::SetProject(_)
            | Self::GoToProject(_)
            | Self::Store(_)
            | Self::AddBackup(_)
            | Self::EditHere
            | Self::ToggleIgnored
            | Self::PickMark(_)
            | Self::SetRelating(_) => UndoPolicy::None,
        }
    }
}
