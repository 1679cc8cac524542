//! Where the documents of a file begin and end, and where their annotations lie, found in steps of bounded work without
//! reading what they say. A file that is not laid out as expected is not cut at all.

use std::ops::Range;

/// Bytes looked at in a step, about; a long string is passed over in one.
const STEP: usize = 1 << 17;

/// Where a document lies, and the insides of its lists of annotations.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Part {
    pub(super) all: Range<usize>,
    pub(super) annotations: Vec<Range<usize>>,
}

/// What the scan is in.
#[derive(Clone, Copy)]
enum Inside {
    File,
    Documents,
    Document,
    Annotations,
}

/// A scan of a file.
pub(super) struct Cut<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    inside: Option<Inside>,
    /// Open brackets of what is passed over, inside of that.
    open: usize,
    /// The last string may name what comes; it does where it stands for a field.
    name: &'a [u8],
    /// The document that is being passed through, and those before it.
    part: Part,
    pub(super) parts: Vec<Part>,
}

impl<'a> Cut<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            inside: None,
            open: 0,
            name: &[],
            part: Part::default(),
            parts: Vec::new(),
        }
    }

    /// Looks at the next bytes; whether there are more, or nothing where the file is laid out in another way.
    pub(super) fn step(&mut self) -> Option<bool> {
        let until = self.at + STEP;
        while self.at < until {
            let Some(byte) = self.bytes.get(self.at) else {
                return (self.inside.is_none() && self.open == 0).then_some(false);
            };
            let at = self.at;
            self.at += 1;
            match byte {
                b'"' => {
                    self.at = string_end(self.bytes, self.at)?;
                    self.name = &self.bytes[at + 1..self.at - 1];
                }
                b'{' | b'[' => self.opens(*byte, at)?,
                b'}' | b']' => self.closes(at)?,
                _ => {}
            }
        }
        Some(true)
    }

    fn opens(&mut self, bracket: u8, at: usize) -> Option<()> {
        if self.open > 0 {
            self.open += 1;
            return Some(());
        }
        match (self.inside, bracket) {
            (None, b'{') => self.inside = Some(Inside::File),
            (None, _) => return None,
            (Some(Inside::File), b'[') if self.name == b"documents" => self.inside = Some(Inside::Documents),
            (Some(Inside::Documents), b'{') => {
                self.part = Part { all: at..at, annotations: Vec::new() };
                self.inside = Some(Inside::Document);
            }
            (Some(Inside::Documents), _) => return None,
            (Some(Inside::Document), b'[') if self.name == b"annotations" => {
                self.part.annotations.push(self.at..self.at);
                self.inside = Some(Inside::Annotations);
            }
            (Some(_), _) => self.open = 1,
        }
        self.name = &[];
        Some(())
    }

    fn closes(&mut self, at: usize) -> Option<()> {
        if self.open > 0 {
            self.open -= 1;
            return Some(());
        }
        self.inside = match self.inside? {
            Inside::File => None,
            Inside::Documents => Some(Inside::File),
            Inside::Document => {
                self.part.all.end = self.at;
                self.parts.push(std::mem::take(&mut self.part));
                Some(Inside::Documents)
            }
            Inside::Annotations => {
                self.part.annotations.last_mut()?.end = at;
                Some(Inside::Document)
            }
        };
        self.name = &[];
        Some(())
    }
}

/// Behind the quote that ends the string whose inside begins at `from`.
fn string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}
