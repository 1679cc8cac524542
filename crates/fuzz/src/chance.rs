//! Chance, and what it does to files: bytes changed, pieces cut, doubled, moved and taken from other files, numbers and
//! words replaced by those that hurt.

use postil_exchange::Part;

/// The same numbers for the same seed: splitmix64.
pub(crate) struct Chance(u64);

/// What readers stumble over.
const PIECES: [&[u8]; 34] = [
    b"0",
    b"-1",
    b"1e309",
    b"4294967296",
    b"18446744073709551615",
    b"9007199254740993",
    b"0.5",
    b"null",
    b"true",
    b"\"\"",
    b"[]",
    b"{}",
    b"[",
    b"{\"a\":",
    b"]",
    b"}",
    b",",
    b"\"",
    b"\\",
    b"\\ud800",
    b"\\u0000",
    b"\n",
    b"\r\n",
    b"\t",
    b"\0",
    b"\xEF\xBB\xBF",
    b"\xFF",
    b"&amp;",
    b"&#0;",
    b"</",
    b"<!--",
    b"<![CDATA[",
    "👩‍👩‍👧".as_bytes(),
    "\u{202e}e\u{301}".as_bytes(),
];

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    /// A stretch of so many bytes, mostly a short one.
    fn stretch(&mut self, length: usize) -> (usize, usize) {
        let from = self.below(length + 1);
        let most = [4, 30, 300, length][self.below(4)];
        (from, (from + self.below(most + 1)).min(length))
    }
}

/// Another file of `file`, with pieces of the others.
pub(crate) fn broken(chance: &mut Chance, file: &Part, others: &[Part]) -> Part {
    let mut bytes = file.bytes.clone();
    for _ in 0..=chance.below(6) {
        change(chance, &mut bytes, others);
    }
    Part::new(file.name.clone(), bytes)
}

/// One change.
pub(crate) fn change(chance: &mut Chance, bytes: &mut Vec<u8>, others: &[Part]) {
    let (from, to) = chance.stretch(bytes.len());
    match chance.below(12) {
        0 => {
            if let Some(byte) = bytes.get_mut(from) {
                *byte = chance.below(256) as u8;
            }
        }
        1 => drop(bytes.drain(from..to)),
        2 => bytes.truncate(from),
        3 => {
            let piece = bytes[from..to].to_vec();
            let at = chance.below(bytes.len() + 1);
            drop(bytes.splice(at..at, piece));
        }
        4 => {
            let piece = bytes[from..to].repeat(1 + chance.below(40));
            drop(bytes.splice(from..to, piece));
        }
        5 if !others.is_empty() => {
            let other = &others[chance.below(others.len())].bytes;
            let (start, end) = chance.stretch(other.len());
            drop(bytes.splice(from..to, other[start..end].iter().copied()));
        }
        6 | 7 => number(chance, bytes, from),
        8 => {
            let piece = PIECES[chance.below(PIECES.len())].repeat([1, 1, 1, 3, 300][chance.below(5)]);
            drop(bytes.splice(from..from, piece));
        }
        _ => drop(bytes.splice(from..to, PIECES[chance.below(PIECES.len())].iter().copied())),
    }
}

/// Replaces the next number at or after a place.
fn number(chance: &mut Chance, bytes: &mut Vec<u8>, from: usize) {
    let Some(start) = bytes.iter().skip(from).position(u8::is_ascii_digit).map(|at| from + at) else { return };
    let end = bytes.iter().skip(start).position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |at| start + at);
    let other = match chance.below(3) {
        0 => PIECES[chance.below(8)].to_vec(),
        1 => chance.below(40).to_string().into_bytes(),
        _ => (1_u64 << chance.below(64)).to_string().into_bytes(),
    };
    drop(bytes.splice(start..end, other));
}
