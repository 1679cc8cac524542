//! Characters and words as the browser tells them apart (`Intl.Segmenter`), so that the page need not carry the tables.
//! A browser without it gets what the state makes of the chars alone.

use std::ops::Range;

use js_sys::Intl::{self, SegmenterGranularity, SegmenterOptions};
use js_sys::{Array, Function, Reflect};
use postil_engine::Text;
use wasm_bindgen::{JsCast, JsValue};

use crate::state::Segmenter;
use crate::state::segmenter::Piece;

thread_local! {
    static CHARACTERS: Option<Intl::Segmenter> = made(SegmenterGranularity::Grapheme).ok();
    static WORDS: Option<Intl::Segmenter> = made(SegmenterGranularity::Word).ok();
}

/// The browser's own.
pub(crate) fn of_browser() -> Segmenter {
    Segmenter::new(|line, at, by| piece(line, at, by).unwrap_or_else(|| Segmenter::default().piece(line, at, by)))
}

/// A segmenter of the browser; an error where it has none. One language, so that keys do the same on every machine.
fn made(granularity: SegmenterGranularity) -> Result<Intl::Segmenter, JsValue> {
    let options = SegmenterOptions::new();
    options.set_granularity(granularity);
    let intl = Reflect::get(&js_sys::global(), &"Intl".into())?;
    // Through `Reflect`, since the plain constructor throws past the module where the class is missing.
    let class: Function = Reflect::get(&intl, &"Segmenter".into())?.dyn_into()?;
    Ok(Reflect::construct(&class, &Array::of2(&"en".into(), &options))?.unchecked_into())
}

/// The piece of `line` around byte `at`; `None` when the browser does not say.
fn piece(line: &str, at: usize, by: Piece) -> Option<Range<usize>> {
    let text = Text::new(line);
    let unit = u32::try_from(text.utf16_from_byte(at)).ok()?;
    let segmenter = match by {
        Piece::Character => &CHARACTERS,
        Piece::Word => &WORDS,
    };
    let found = segmenter.with(|segmenter| segmenter.as_ref()?.segment(line).containing(unit))?;
    let start = found.index() as usize;
    let end = start + found.segment().length() as usize;
    Some(text.byte_from_utf16(start)?..text.byte_from_utf16(end)?)
}
