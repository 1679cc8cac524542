//! Rows of fields out of a text, by RFC 4180 and its usual neighbours.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// What stands between fields, by a table's first line.
pub(super) fn separator(line: &str) -> u8 {
    let count = |separator: u8| line.bytes().filter(|&byte| byte == separator).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

/// Goes through the rows of a text. Linear.
pub(super) struct Records<'a> {
    rest: &'a [u8],
    reader: Reader,
    fields: Vec<u8>,
    ends: Vec<usize>,
    done: bool,
    /// Whether the reader was told that the text is at its end.
    asked: bool,
    /// Whether the text ended within quotes: all that follows the opening one is a field of the last row.
    pub(super) is_open: bool,
    /// The row that was read last, as a spreadsheet counts them: the head is 1.
    pub(super) row: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, separator: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Self {
            rest: text.as_bytes(),
            reader,
            fields: vec![0; 1024],
            ends: vec![0; 64],
            done: false,
            asked: false,
            is_open: false,
            row: 0,
        }
    }

    /// Reads the next row into `out`, whose fields stay allocated; `false` at the end.
    pub(super) fn next(&mut self, out: &mut Vec<String>) -> bool {
        let (mut filled, mut ended) = (0, 0);
        while !self.done {
            let (fields, ends) = (self.fields.get_mut(filled..), self.ends.get_mut(ended..));
            let (Some(fields), Some(ends)) = (fields, ends) else { return false };
            // A line end ends the last row, or becomes part of a field whose quote is not closed.
            let is_last = self.rest.is_empty() && !self.asked;
            let input = if is_last { b"\n" } else { self.rest };
            let (result, read, wrote, fields) = self.reader.read_record(input, fields, ends);
            if is_last {
                self.is_open = wrote > 0 && matches!(result, ReadRecordResult::InputEmpty);
                self.asked = !matches!(result, ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull);
            } else {
                self.rest = self.rest.get(read..).unwrap_or_default();
            }
            filled += wrote;
            ended += fields;
            match result {
                // Asked again without input, the reader gives what it has.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    self.row += 1;
                    self.give(ended, out);
                    return true;
                }
                ReadRecordResult::End => self.done = true,
            }
        }
        false
    }

    fn give(&self, count: usize, out: &mut Vec<String>) {
        out.resize_with(count, String::new);
        let mut start = 0;
        for (field, &end) in out.iter_mut().zip(&self.ends) {
            field.clear();
            // Fields are cut at ASCII, so that they stay UTF-8.
            field.push_str(&String::from_utf8_lossy(self.fields.get(start..end).unwrap_or_default()));
            start = end;
        }
        // The line end that was asked with.
        if let Some(field) = out.last_mut().filter(|_| self.is_open) {
            field.pop();
        }
    }
}
