//! spaCy's numbers for strings: those that it knows itself have small ones, the others are hashed (MurmurHash2, 64 bits,
//! the variant for 64-bit machines, with seed 1).

use std::collections::HashMap;
use std::sync::OnceLock;

/// The strings that spaCy numbers, a line each, from 0 on.
const KNOWN: &str = include_str!("../../../data/spacy_symbols.txt");

/// The number of a string.
pub(super) fn number(string: &str) -> u64 {
    static NUMBERS: OnceLock<HashMap<&str, u64>> = OnceLock::new();
    let known = NUMBERS.get_or_init(|| KNOWN.lines().zip(0..).collect());
    known.get(string).copied().unwrap_or_else(|| hash(string.as_bytes()))
}

/// MurmurHash64A.
fn hash(bytes: &[u8]) -> u64 {
    const MIX: u64 = 0xc6a4_a793_5bd1_e995;
    const SEED: u64 = 1;
    let mut hash = SEED ^ (bytes.len() as u64).wrapping_mul(MIX);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let mut word = u64::from_le_bytes(*word).wrapping_mul(MIX);
        word ^= word >> 47;
        hash = (hash ^ word.wrapping_mul(MIX)).wrapping_mul(MIX);
    }
    if !rest.is_empty() {
        let last = rest.iter().rev().fold(0, |last, &byte| last << 8 | u64::from(byte));
        hash = (hash ^ last).wrapping_mul(MIX);
    }
    hash ^= hash >> 47;
    hash = hash.wrapping_mul(MIX);
    hash ^ hash >> 47
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn strings_have_the_numbers_that_spacy_gives_them() {
        let cases = [
            ("", 0),
            ("PERSON", 380),
            ("MONEY", 394),
            ("Ana", 17_804_568_781_438_116_804),
            ("Nortek", 13_701_117_171_632_791_931),
            ("🚀", 1_450_545_737_412_984_427),
            ("abcdefgh", 17_751_780_907_874_141_760),
            ("abcdefghi", 13_885_881_106_499_164_936),
            ("zoë", 13_814_237_544_099_485_158),
        ];
        for (string, wanted) in cases {
            assert_eq!(number(string), wanted, "{string:?}");
        }
    }
}
