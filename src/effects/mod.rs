//! What the page does to the browser and learns from it: storage, clipboard, files, selection, scrolling.
//!
//! Small functions without application state; nothing here decides what happens. A failure comes back as a value
//! whose `Display` tells the person what to do. Only this module and `ui` touch `web_sys`, and only
//! [`selection`] knows how places in the DOM map to places in the text. Listeners are guards: dropping one
//! removes it from the page.

pub(crate) mod backup;
pub(crate) mod clipboard;
mod common;
mod desk;
pub(crate) mod detection;
pub(crate) mod download;
pub(crate) mod exchange;
pub(crate) mod files;
pub(crate) mod focus;
pub(crate) mod frames;
pub(crate) mod hooks;
pub(crate) mod hours;
mod html;
pub(crate) mod intake;
pub(crate) mod intake_others;
pub(crate) mod keys;
pub(crate) mod labels;
mod leaving;
pub(crate) mod models;
pub(crate) mod own_files;
pub(crate) mod projects;
pub(crate) mod report;
pub(crate) mod rescue;
mod saver;
pub(crate) mod search;
pub(crate) mod segmenter;
pub(crate) mod selection;
pub(crate) mod storage;
mod tabs;
pub(crate) mod theme;
pub(crate) mod updates;
pub(crate) mod viewport;

pub(crate) use saver::copies;
