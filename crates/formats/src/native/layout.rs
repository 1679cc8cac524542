//! The file's lay-out: each annotation, block and entity on a line of its own, so that files can be read and
//! compared line by line and stay about as small as without any white space.

use std::io::{Result, Write};

use serde_json::ser::Formatter;

/// Containers that lie deeper stay on one line: the items of a document's lists.
const OPEN_DEPTH: usize = 4;

/// A formatter for [`serde_json::Serializer`].
#[derive(Default)]
pub(super) struct Layout {
    depth: usize,
    empty: bool,
    /// How many of the innermost open containers share a line.
    flat: usize,
}

impl Layout {
    /// For an item alone, on one line as in the whole file.
    pub(super) fn of_item() -> Self {
        Self { depth: OPEN_DEPTH, ..Self::default() }
    }

    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> Result<()> {
        self.flat += usize::from(self.depth >= OPEN_DEPTH);
        self.depth += 1;
        self.empty = true;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> Result<()> {
        self.depth -= 1;
        if self.flat > 0 {
            self.flat -= 1;
        } else if !self.empty {
            self.line(writer)?;
        }
        self.empty = false;
        writer.write_all(bracket)
    }

    fn item<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        let comma: &[u8] = match (first, self.flat > 0) {
            (true, _) => b"",
            (false, true) => b", ",
            (false, false) => b",",
        };
        writer.write_all(comma)?;
        if self.flat == 0 { self.line(writer) } else { Ok(()) }
    }

    fn line<W: ?Sized + Write>(&self, writer: &mut W) -> Result<()> {
        writer.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| writer.write_all(b" "))
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.item(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> Result<()> {
        self.empty = false;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.item(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> Result<()> {
        self.empty = false;
        Ok(())
    }
}
