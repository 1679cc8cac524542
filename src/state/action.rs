//! Everything that can happen, in the user's words. Each action says how it enters the history: see [`Action::undo`].

use std::rc::Rc;
use std::sync::Arc;

use postil_engine::{Document, Found, FoundEntity, Id, LabelDef, PersonalEntry, Span, Status, Value};

use super::backup::Backup;
use super::caret::{Motion, Side};
use super::check::{Kind, Wanted};
use super::commands::Target;
use super::exporting::{Choice, Kinds, Refit};
use super::history::{History, Step};
use super::importing::{Incoming, Told};
use super::relations::Relating;
use super::shelf::Deed;
use super::teach::Does;
use super::{
    Dialog, Explained, LabelChange, LabelSet, News, Notice, Panel, Project, Saved, Saving, Selection, Tagging, Theme,
    Threshold, Update,
};

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The stored work has been read (empty when there was none).
    Loaded(Box<Saved>, Rc<History>),
    /// The steps of before the reload have been read: those that can be undone, and those that can be done again.
    Recalled {
        /// In the order in which they were done.
        past: Vec<Rc<Step>>,
        /// In the order in which they would be done.
        future: Vec<Rc<Step>>,
    },
    /// A key was pressed: the command does what it comes to in the state of now, which may not be drawn yet.
    Press {
        /// What it asks for.
        target: Target,
        /// Whether the cursor selects.
        extend: bool,
    },
    /// An article came in; it is opened. `detect` says whether its entities and figures are to be found.
    AddDocument {
        /// The article; its id is unique.
        document: Box<Document>,
        /// Whether to run the detection.
        detect: bool,
    },
    /// A file of ours was opened: documents and labels that may be new are added, the first is shown.
    AddLibrary {
        /// Its documents; one whose id is taken becomes a copy.
        documents: Vec<Document>,
        /// Its labels; those of a new name join the set.
        labels: Vec<LabelDef>,
    },
    /// Files of other tools were read: their documents join, as one step.
    AddImport(Box<Incoming>),
    /// Files of other tools were read and nothing joins: say so.
    TellImport {
        /// What is told.
        told: Vec<Told>,
        /// Whether a file was read again, so that what was told of the others stays.
        again: bool,
    },
    /// The worker has told which formats there are.
    SetFormats(Kinds),
    /// Remember what was chosen for saving.
    SetExport(Box<Choice>),
    /// Open the dialog for saving, with that format.
    ExportAs(Arc<str>),
    /// Put marks where a format of words has them.
    FitMarks(Vec<Refit>),
    /// Show a document.
    OpenDocument(Arc<str>),
    /// Show the start page; the library stays.
    NewDocument,
    /// Take a document out of the library.
    RemoveDocument(Arc<str>),
    /// Take documents out of the library.
    RemoveDocuments(Vec<Arc<str>>),
    /// Say that documents are done, or are not.
    SetDone(Vec<Arc<str>>, bool),
    /// Accept what is suggested in documents and is at least so sure, in percent.
    AcceptAbove(Vec<Arc<str>>, u8),
    /// Something in the list of the library.
    Library(Deed),
    /// The person has worked on a document.
    Spend {
        /// On which.
        document: Arc<str>,
        /// On which day (ISO 8601).
        day: Arc<str>,
        /// How long.
        seconds: u32,
    },
    /// Give the open document another title.
    Rename(Arc<str>),
    /// Say on which day (ISO 8601) the open document appeared; its relative dates count from there.
    SetDate(Option<Arc<str>>),

    /// An article without a date is read as of that day (ISO 8601), as the project says.
    Dated {
        /// Which.
        document: Arc<str>,
        /// The day.
        day: Arc<str>,
    },
    /// The detection's names for the document are known.
    DetectedEntities {
        /// Of which document.
        document: Arc<str>,
        /// In the detection's order.
        entities: Vec<FoundEntity>,
    },
    /// Marks were found.
    Detected {
        /// In which document.
        document: Arc<str>,
        /// The marks, in text order.
        found: Vec<Found>,
        /// Steps done.
        done: usize,
        /// Steps in all.
        total: usize,
    },
    /// The detection is over.
    DetectionDone {
        /// Of which document.
        document: Arc<str>,
        /// Whether rules decided on names, there being no model when it began.
        by_rules: bool,
    },
    /// Find a document's names and figures again, or at all.
    DetectAgain(Arc<str>),
    /// The model of names has come, is late, or will not come.
    SetTagging(Tagging),
    /// What speaks for the mark in hand is known.
    Explain(Explained),

    /// Put the text cursor or selection there; a caret inside a mark selects it.
    SelectText(Option<Selection>),
    /// Select what the pointer chose: whole words, unless the person wants any characters, always or this time.
    PickText {
        /// As the pointer left it.
        selection: Selection,
        /// Whether words may be cut this time.
        free: bool,
    },
    /// Move the text cursor; `extend` keeps the anchor.
    MoveCaret {
        /// How far.
        motion: Motion,
        /// Whether to select on the way.
        extend: bool,
    },
    /// Take an annotation in hand.
    Select(Option<Id>),
    /// Go to the next or previous annotation shown.
    Step {
        /// Towards the end of the text.
        forward: bool,
        /// Only those not reviewed yet.
        to_review: bool,
    },

    /// Label the selected text, or relabel the annotation at hand.
    ApplyLabel(Arc<str>),
    /// Accept, reject or reset annotations.
    SetStatus {
        /// Which.
        ids: Vec<Id>,
        /// To what.
        status: Status,
        /// Whether to go on to the next one to review.
        advance: bool,
    },
    /// Accept every suggestion that is shown.
    AcceptAll,
    /// Give annotations another label.
    Relabel {
        /// Which.
        ids: Vec<Id>,
        /// The label's name.
        label: Arc<str>,
    },
    /// Move one end of the annotation at hand.
    MoveBoundary {
        /// Which end.
        side: Side,
        /// How far.
        motion: Motion,
    },
    /// Move one end of the annotation at hand to where it was dragged.
    MoveEnd {
        /// Which end.
        side: Side,
        /// To which byte of the text.
        at: usize,
        /// Whether words may be cut.
        free: bool,
    },
    /// Remove annotations.
    Delete(Vec<Id>),
    /// Write a note on an annotation; `None` removes it.
    SetNote(Id, Option<Arc<str>>),
    /// Correct a figure's value; `None` removes it.
    SetValue(Id, Option<Arc<Value>>),
    /// Say in which currency (ISO 4217) the article has the amounts without a country that are like this one: its "$".
    SetCurrency(Id, Arc<str>),
    /// Do the same in several places.
    Spread {
        /// What.
        does: Does,
        /// Where.
        places: Vec<Span>,
        /// The mark that it was first done to; new ones share its entity.
        like: Option<Id>,
        /// The words to do it to in every article from now on.
        remember: Option<Arc<str>>,
    },
    /// Change the personal list.
    ChangePersonal {
        /// Words whose entries go.
        remove: Vec<Arc<str>>,
        /// Entries that come, in the place of those of the same words.
        add: Vec<PersonalEntry>,
    },
    /// Change the label set.
    ChangeLabels(LabelChange),
    /// Say something of an annotation by an attribute; `None` takes it back.
    SetAttribute(Id, Arc<str>, Option<Arc<str>>),
    /// Keep the label set under a name.
    KeepSet(Arc<str>),
    /// Forget the set kept under that name.
    ForgetSet(Arc<str>),
    /// Take back the last change.
    Undo,
    /// Do it again.
    Redo,
    /// Take back or do again until the step of that number is the next to come.
    TravelTo(u64),

    /// Show or hide a label.
    ToggleLabel(Arc<str>),
    /// Show only this label, or all again.
    OnlyLabel(Arc<str>),
    /// Show every label and status.
    ClearFilter,
    /// Show only what is to be reviewed, or all again.
    ToggleToReview,
    /// Choose the side list.
    ShowPanel(Panel),
    /// Open or close a dialog.
    ShowDialog(Option<Dialog>),
    /// A file with a label set was opened: show it, to be taken or left.
    OfferSet(LabelSet),
    /// Choose the colour scheme.
    SetTheme(Theme),
    /// Show or hide label names beside marks.
    ToggleTags,
    /// Remember what is taught for every article, or no longer.
    ToggleRemember,
    /// Say how sure a suggested name must be to be shown.
    SetThreshold(Threshold),
    /// Let the mouse select whole words, or any characters.
    ToggleSnap,
    /// Switch keys of one character on or off.
    ToggleSingleKeys,
    /// Give a key to a command; who has it gives it up.
    BindKey {
        /// The command's id.
        command: Arc<str>,
        /// As in `chord`.
        key: Arc<str>,
        /// Whether the command keeps its other keys.
        add: bool,
    },
    /// Give a command, or all of them, the keys that they had at first.
    ResetKeys(Option<Arc<str>>),
    /// Offer what was found of other mentions after the last change.
    Offer(Box<super::teach::Found>),
    /// A command was run from the palette.
    Used(Arc<str>),
    /// Say something, or fall silent.
    Notify(Option<Notice>),
    /// A backup was read: what is not here joins.
    AddBackup(Box<Backup>),
    /// How the storing went.
    SetSaving(Saving),
    /// How the work is kept.
    Store(News),
    /// Ask the page that edits the library to let this one do it.
    EditHere,
    /// Say what the project is called, and how it is labelled.
    SetProject(Rc<Project>),
    /// Go to the project of that id once all is saved.
    GoToProject(Arc<str>),
    /// Offer another version of the page, or take it.
    SetUpdate(Update),

    /// Put right what looks wrong: one thing, or all of a kind.
    Fix(Wanted),
    /// Say that what looks wrong there is right, or take that back.
    SetIgnored {
        /// What looks wrong.
        kind: Kind,
        /// Where.
        span: Span,
        /// Whether it is right.
        ignored: bool,
    },
    /// List what is ignored too, or not.
    ToggleIgnored,
    /// Say what the thing that an annotation mentions is elsewhere; `None` removes it.
    SetLink(Id, Option<Arc<str>>),
    /// Take one of the marks in hand that lie at a place, the innermost first: the one after the mark in hand.
    PickMark(Vec<Id>),
    /// Begin or go on making a relation, or give it up.
    SetRelating(Option<Relating>),
    /// Relate two annotations.
    Relate {
        /// Where it starts.
        from: Id,
        /// Where it leads.
        to: Id,
        /// Its type.
        kind: Arc<str>,
    },
    /// Take a relation away.
    DeleteRelation(Id),
    /// Add the selected text to the mark that was in hand last, or take it out.
    MarkPart {
        /// Whether it joins.
        add: bool,
    },
}
