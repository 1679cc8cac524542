//! One line of Markdown on its way through the containers that hold it: where its text starts, in columns, and what
//! it starts with. Tabs stop at every fourth column.

/// Indentation is counted up to here; nothing asks for more.
const MAX_INDENT: usize = 20;

/// The rest of a line.
#[derive(Clone)]
pub(super) struct Line<'a> {
    rest: &'a str,
    /// The column where the rest starts.
    column: usize,
    /// Columns of a tab that come before the rest: the tab was taken in part.
    spare: usize,
    /// Bytes of white space at the end.
    tail: usize,
}

/// What marks an item of a list.
pub(super) struct Marker {
    len: usize,
    /// Whether it can end a paragraph: bullets and the number 1.
    interrupts: bool,
}

impl<'a> Line<'a> {
    pub(super) fn new(rest: &'a str) -> Self {
        Self { rest, column: 0, spare: 0, tail: rest.len() - rest.trim_end_matches([' ', '\t']).len() }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.rest.len() <= self.tail
    }

    /// Columns of white space before the text, or many.
    pub(super) fn indent(&self) -> usize {
        let mut columns = self.spare;
        for byte in self.rest.bytes().take(MAX_INDENT) {
            match byte {
                b' ' => columns += 1,
                b'\t' => columns += 4 - (self.column + columns) % 4,
                _ => break,
            }
        }
        columns
    }

    /// Takes up to that many columns of white space.
    pub(super) fn skip(&mut self, mut columns: usize) {
        while columns > 0 {
            if self.spare > 0 {
                self.spare -= 1;
            } else if let Some(rest) = self.rest.strip_prefix(' ') {
                self.rest = rest;
            } else if let Some(rest) = self.rest.strip_prefix('\t') {
                self.rest = rest;
                self.spare = 3 - self.column % 4;
            } else {
                return;
            }
            self.column += 1;
            columns -= 1;
        }
    }

    /// The text after the indentation.
    pub(super) fn text(&self) -> &'a str {
        self.rest.trim_start_matches([' ', '\t'])
    }

    /// Appends the rest with its white space.
    pub(super) fn copy(&self, to: &mut String) {
        to.extend(std::iter::repeat_n(' ', self.spare));
        to.push_str(self.rest);
        to.push('\n');
    }

    /// Takes a mark of ASCII characters and the indentation before it.
    fn take(&mut self, len: usize) {
        self.skip(MAX_INDENT);
        self.rest = self.rest.get(len..).unwrap_or_default();
        self.column += len;
    }

    /// Takes the `>` of a block quote, if the line starts with one.
    pub(super) fn quote(&mut self) -> bool {
        let found = self.indent() < 4 && self.text().starts_with('>');
        if found {
            self.take(1);
            self.skip(1);
        }
        found
    }

    /// The mark of an item that the line starts with. `in_paragraph`: the item would end a paragraph.
    pub(super) fn marker(&self, in_paragraph: bool) -> Option<Marker> {
        let text = self.text();
        let digits = text.bytes().take(10).take_while(u8::is_ascii_digit).count();
        let mark = *text.as_bytes().get(digits)?;
        let bullet = match (digits, mark) {
            (0, b'-' | b'+' | b'*') => true,
            (1..=9, b'.' | b')') => false,
            _ => return None,
        };
        let marker = Marker { len: digits + 1, interrupts: bullet || text.get(..digits) == Some("1") };
        let after = text.get(marker.len..)?;
        let blank = after.len() <= self.tail;
        let spaced = blank || after.starts_with([' ', '\t']);
        (spaced && (!in_paragraph || (marker.interrupts && !blank))).then_some(marker)
    }

    /// Takes the mark; the columns by which the lines of the item are indented.
    pub(super) fn item(&mut self, marker: &Marker) -> usize {
        let before = self.indent() + marker.len;
        self.take(marker.len);
        let space = self.indent();
        let space = if self.is_blank() || space > 4 { 1 } else { space };
        self.skip(space);
        before + space
    }

    /// Level and text of a heading that starts with `#`.
    pub(super) fn heading(&self) -> Option<(usize, &'a str)> {
        let text = self.text();
        let after = text.trim_start_matches('#');
        let level = text.len() - after.len();
        if !matches!(level, 1..=6) || !(after.is_empty() || after.starts_with([' ', '\t'])) {
            return None;
        }
        let words = after.trim_matches([' ', '\t']);
        let open = words.trim_end_matches('#');
        let closed = open.is_empty() || open.ends_with([' ', '\t']);
        Some((level, if closed { open.trim_end_matches([' ', '\t']) } else { words }))
    }

    /// Whether it is a line across the page: three or more of one mark.
    pub(super) fn is_rule(&self) -> bool {
        let text = self.text();
        let Some(mark) = text.chars().next().filter(|mark| matches!(mark, '-' | '_' | '*')) else { return false };
        let marks = text.bytes().filter(|byte| *byte == mark as u8).count();
        marks >= 3 && text.trim_start_matches([mark, ' ', '\t']).is_empty()
    }

    /// The level of the heading that the line makes of the paragraph above.
    pub(super) fn underline(&self) -> Option<usize> {
        let text = self.text().trim_end_matches([' ', '\t']);
        [(1, '='), (2, '-')]
            .into_iter()
            .find(|&(_, mark)| text.trim_start_matches(mark).is_empty())
            .map(|(level, _)| level)
    }

    /// Mark and length of the fence that the line is, and what comes after it.
    pub(super) fn fence(&self) -> Option<(char, usize, &'a str)> {
        let text = self.text();
        let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let info = text.trim_start_matches(mark);
        let len = text.len() - info.len();
        (len >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, len, info))
    }
}
