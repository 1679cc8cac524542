//! Postil, the page: paste an article, see its entities and figures, correct them, download the annotations.
//!
//! `state` is plain Rust and holds all decisions, `effects` touches the browser, `ui` draws. See ARCHITECTURE.md.

pub mod state;
