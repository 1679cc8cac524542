//! The frame around every record: one line with the format's version, a checksum and the record's own key, then the body.
//! What does not match its checksum is damaged; what stands under another key is not taken for what it is not.

use std::sync::LazyLock;

/// The version of the records.
pub const VERSION: u32 = 1;

/// A record, opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Where it was kept.
    pub key: String,
    /// What it holds.
    pub body: String,
}

/// The record `body` with its frame.
#[must_use]
pub fn seal(key: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("postil {VERSION} {:08x} {key}\n", checksum(key, body)).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// The record in a frame.
///
/// # Errors
/// What is wrong with it, to complete "a record …".
pub fn open(bytes: &[u8]) -> Result<Record, &'static str> {
    const DAMAGED: &str = "is damaged";
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or(DAMAGED)?;
    let (line, body) = bytes.split_at(end);
    let body = body.get(1..).ok_or(DAMAGED)?;
    let line = std::str::from_utf8(line).map_err(|_| DAMAGED)?;
    let mut words = line.splitn(4, ' ');
    let (Some("postil"), Some(version), Some(sum), Some(key)) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(DAMAGED);
    };
    match version.parse::<u32>() {
        Ok(VERSION) => {}
        Ok(version) if version > VERSION => return Err("is from a newer version of this page"),
        _ => return Err(DAMAGED),
    }
    if u32::from_str_radix(sum, 16) != Ok(checksum(key, body)) {
        return Err(DAMAGED);
    }
    let body = std::str::from_utf8(body).map_err(|_| DAMAGED)?;
    Ok(Record { key: key.to_owned(), body: body.to_owned() })
}

/// The checksum that a sealed record says of itself; two writes that differ have different ones. `None` of what is no record.
#[must_use]
pub fn sum(bytes: &[u8]) -> Option<u32> {
    let words = bytes.get(..64.min(bytes.len()))?;
    let sum = words.split(|byte| *byte == b' ').nth(2)?;
    u32::from_str_radix(std::str::from_utf8(sum).ok()?, 16).ok()
}

pub(super) fn checksum(key: &str, body: &[u8]) -> u32 {
    let sum = add(u32::MAX, key.as_bytes());
    !add(add(sum, b"\n"), body)
}

/// The usual CRC-32, of the polynomial 0xEDB88320. All that is stored goes through it when the page opens, so eight bytes
/// are taken at a time.
fn add(sum: u32, bytes: &[u8]) -> u32 {
    let tables: &[[u32; 256]; 8] = &TABLES;
    let one = |sum: u32, byte: &u8| tables[0][usize::from(sum as u8 ^ byte)] ^ (sum >> 8);
    let (eights, rest) = bytes.as_chunks::<8>();
    let sum = eights.iter().fold(sum, |sum, eight| {
        let [a, b, c, d] = sum.to_le_bytes();
        let [e, f, g, h, i, j, k, l] = *eight;
        let places = [a ^ e, b ^ f, c ^ g, d ^ h, i, j, k, l];
        tables.iter().rev().zip(places).fold(0, |sum, (table, byte)| sum ^ table[usize::from(byte)])
    });
    rest.iter().fold(sum, one)
}

/// What each byte does to the sum that so many bytes before the end of eight.
static TABLES: LazyLock<Box<[[u32; 256]; 8]>> = LazyLock::new(|| {
    let mut tables = Box::new([[0; 256]; 8]);
    for byte in 0..=255u8 {
        let mut sum = u32::from(byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
        }
        tables[0][usize::from(byte)] = sum;
    }
    for byte in 0..=255u8 {
        let mut sum = tables[0][usize::from(byte)];
        for at in 1..8 {
            sum = tables[0][usize::from(sum as u8)] ^ (sum >> 8);
            tables[at][usize::from(byte)] = sum;
        }
    }
    tables
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!(!add(u32::MAX, b"123456789"), 0xcbf4_3926);
        // Also of more than eight bytes, in one piece or in two.
        let long: Vec<u8> = (0..100).collect();
        for at in 0..long.len() {
            assert_eq!(add(add(u32::MAX, &long[..at]), &long[at..]), 0xa736_cd0a, "{at}");
        }
    }

    #[test]
    fn a_record_comes_back_and_says_its_checksum() {
        let sealed = seal("a key", "bödy\n".as_bytes());
        let record = open(&sealed).unwrap();
        assert_eq!((record.key.as_str(), record.body.as_str()), ("a key", "bödy\n"));
        assert_eq!(sum(&sealed), Some(checksum("a key", "bödy\n".as_bytes())));
        assert_eq!(sum(b"nothing"), None);
    }

    #[test]
    fn any_changed_byte_is_seen() {
        let sealed = seal("a key", b"body");
        for at in 0..sealed.len() {
            for bit in 0..8 {
                let mut changed = sealed.clone();
                changed[at] ^= 1 << bit;
                // A digit of the checksum in the other case is the same number.
                if changed.eq_ignore_ascii_case(&sealed) && (9..17).contains(&at) {
                    continue;
                }
                assert!(open(&changed).is_err(), "byte {at}, bit {bit}");
            }
            assert!(open(&sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_newer_version_is_said_to_be_one() {
        let newer = String::from_utf8(seal("k", b"x")).unwrap().replacen("postil 1", "postil 2", 1);
        assert_eq!(open(newer.as_bytes()), Err("is from a newer version of this page"));
    }
}
