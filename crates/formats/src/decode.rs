//! Bytes to text: sizes before content, strict decoding, and a plain word for files that are no text at all.
//! UTF-8 and, with a byte order mark, UTF-16. The mark itself is dropped; nothing else is changed.

use std::borrow::Cow;

use crate::error::{Kind, ReadError};

/// First bytes of files that are no text, what they are and what to do.
const BINARY: [(&[u8], &str, &str); 14] = [
    (b"%PDF-", "a PDF", "save it as text first"),
    (b"PK\x03\x04", "a zip or an Office document", "unpack it, or save the document as text first"),
    (b"PK\x05\x06", "an empty zip", "there is nothing in it"),
    (b"\xD0\xCF\x11\xE0", "an old Office document", "save it as text first"),
    (b"{\\rtf", "a rich text (RTF) document", "save it as text first"),
    (b"\x1F\x8B", "a gzip archive", "unpack it first"),
    (b"7z\xBC\xAF", "a 7-Zip archive", "unpack it first"),
    (b"\x89PNG", "a PNG picture", "there is no text in it to read"),
    (b"\xFF\xD8\xFF", "a JPEG picture", "there is no text in it to read"),
    (b"GIF8", "a GIF picture", "there is no text in it to read"),
    (b"SQLite format 3\0", "a database", "export its text first"),
    (b"\xFF\xFE\0\0", "a text in UTF-32", "save it as UTF-8"),
    (b"\0\0\xFE\xFF", "a text in UTF-32", "save it as UTF-8"),
    (b"\0asm", "a program", "there is no text in it to read"),
];

/// How much of a file is looked at for what no text has, in bytes.
const START: usize = 4096;

/// The text of a file. One pass.
///
/// # Errors
/// When the file is empty, too large, no text by its first bytes, or wrongly encoded.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if bytes.len() > crate::MAX_FILE_BYTES {
        return Err(Kind::TooLarge { bytes: bytes.len() }.into());
    }
    if bytes.is_empty() {
        return Err(Kind::Empty.into());
    }
    if let Some(&(_, what, advice)) = BINARY.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Err(Kind::Binary { what, advice }.into());
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(rest, u16::from_le_bytes).map(Cow::Owned);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(rest, u16::from_be_bytes).map(Cow::Owned);
    }
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if is_no_text(body) {
        return Err(
            Kind::Binary { what: "no text, or one in UTF-16 without its mark", advice: "save it as UTF-8" }.into()
        );
    }
    std::str::from_utf8(body).map(Cow::Borrowed).map_err(|error| {
        let position = bytes.len() - body.len() + error.valid_up_to();
        let (before, after) = bytes.split_at(position);
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        Kind::NotUtf8 { byte: after.first().copied().unwrap_or_default(), position, line }.into()
    })
}

/// Whether more than a quarter of how `bytes` begin are control characters that no text has; tab, line ends, form feed and
/// escape are in texts. [`decode`] refuses such bytes, also where they are UTF-8.
pub fn is_no_text(bytes: &[u8]) -> bool {
    let start = bytes.get(..START).unwrap_or(bytes);
    let strange = start.iter().filter(|&&byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    strange * 4 > start.len()
}

/// `bytes` come after the byte order mark of two bytes.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ReadError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut position = 2;
    for ch in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let ch = ch.map_err(|_| Kind::NotUtf16 { position })?;
        position += ch.len_utf16() * 2;
        text.push(ch);
    }
    if rest.is_empty() { Ok(text) } else { Err(Kind::NotUtf16 { position }.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], wanted: Result<&str, &str>) {
        let found = decode(bytes).map_err(|error| error.to_string());
        assert_eq!(found.as_deref().map_err(String::as_str), wanted, "{bytes:?}");
    }

    #[test]
    fn text_is_decoded_strictly() {
        check("naïve 😀\r\n\0".as_bytes(), Ok("naïve 😀\r\n\0"));
        check(b"\xEF\xBB\xBFa", Ok("a"));
        check(b"\xFF\xFEa\0=\xD8\0\xDE", Ok("a😀"));
        check(b"\xFE\xFF\0a\xD8=\xDE\0", Ok("a😀"));
        check(b"", Err("The file is empty."));
        check(b"ab\nc\xE9d", Err("Not UTF-8: byte 0xE9 at position 4, line 2. Save the file as UTF-8."));
        check(b"\xEF\xBB\xBF\xC0\x80", Err("Not UTF-8: byte 0xC0 at position 3, line 1. Save the file as UTF-8."));
        check(b"\xFF\xFEa\0=\xD8b\0", Err("Not UTF-16: half a character at byte 4. Save the file as UTF-8."));
        check(b"\xFF\xFEa\0b", Err("Not UTF-16: half a character at byte 4. Save the file as UTF-8."));
        let nuls = "This is no text, or one in UTF-16 without its mark; save it as UTF-8.";
        check(b"A\0n\0a\0", Err(nuls));
        check(&[0; 5_000], Err(nuls));
        check(b"Rar!\x1A\x07\x01\0", Err(nuls));
        check(b"Ana \0 paid", Ok("Ana \0 paid"));
        check(b"\xFF\xFE\0\0A\0\0\0", Err("This is a text in UTF-32; save it as UTF-8."));
        check(b"%PDF-1.7 ...", Err("This is a PDF; save it as text first."));
        check(b"\x89PNG\r\n", Err("This is a PNG picture; there is no text in it to read."));
    }

    #[test]
    fn size_is_looked_at_first() {
        let bytes = vec![b' '; crate::MAX_FILE_BYTES + 1];
        assert_eq!(
            decode(&bytes).unwrap_err().to_string(),
            "The file has 192 MiB; at most 192 MiB are read. Split it."
        );
    }
}
