//! Digit groups to numbers: "27,000", "1.27", "12,34,567.89", "16.204,88", "16'157". Groups that are no number
//! (versions, addresses, dates with dots) are told apart here.

use crate::decimal::decimal;

/// A group of digits as a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Digits {
    pub(super) value: f64,
    /// Number of digits, and whether separators or a decimal point stand among them.
    pub(super) count: usize,
    pub(super) grouped: bool,
    pub(super) decimal: bool,
    /// Whether it starts with a zero that another digit follows: 007, but not 0.5.
    pub(super) padded: bool,
}

/// The most digits that are read as a number; more are an identifier.
const MOST: usize = 24;

/// Reads a token of digits. Costs its length.
pub(super) fn read(token: &str) -> Option<Digits> {
    if !token.starts_with(|ch: char| ch.is_ascii_digit()) || token.len() > 2 * MOST {
        return None;
    }
    let (head, tail, grouped) = split(token)?;
    let mut whole = 0;
    let mut mantissa = 0_u64;
    let mut exact = true;
    for byte in head.bytes().chain(tail.bytes()).filter(u8::is_ascii_digit) {
        whole += 1;
        match mantissa.checked_mul(10).and_then(|m| m.checked_add(u64::from(byte - b'0'))) {
            Some(next) => mantissa = next,
            None => exact = false,
        }
    }
    if whole > MOST {
        return None;
    }
    let places = i32::try_from(tail.len()).ok()?;
    let value = if exact && mantissa < 1 << 53 && places <= 22 {
        mantissa as f64 / 10_f64.powi(places) // correctly rounded: both are exact
    } else {
        let plain: String = head.chars().filter(char::is_ascii_digit).chain(".".chars()).chain(tail.chars()).collect();
        decimal(&plain)?
    };
    let mut bytes = head.bytes();
    let padded = bytes.next() == Some(b'0') && bytes.next().is_some();
    Some(Digits { value, count: whole, grouped, decimal: !tail.is_empty(), padded })
}

/// Whole part, decimals, and whether the whole part is grouped.
fn split(token: &str) -> Option<(&str, &str, bool)> {
    let (mut points, mut commas, mut other) = (0, 0, false);
    for byte in token.bytes().filter(|byte| !byte.is_ascii_digit()) {
        match byte {
            b'.' => points += 1,
            b',' => commas += 1,
            _ => other = true,
        }
    }
    match (points, commas) {
        (0, 0) => Some((token, "", other)),
        (1, _) if commas <= 1 && token.find(',') > token.find('.') => {
            let (head, tail) = token.split_once(',')?;
            grouped(head, '.').then_some((head, tail, true)) // 16.204,88
        }
        (1, 0) => token.split_once('.').map(|(head, tail)| (head, tail, other)),
        (1, _) => {
            let (head, tail) = token.split_once('.')?;
            grouped(head, ',').then_some((head, tail, true))
        }
        (0, 1) if !grouped(token, ',') => token.split_once(',').map(|(head, tail)| (head, tail, false)), // 5,00
        (0, _) => grouped(token, ',').then_some((token, "", true)),
        (_, 0) if grouped(token, '.') && !address(token) => Some((token, "", true)),
        (_, 1) => {
            let (head, tail) = token.split_once(',')?;
            grouped(head, '.').then_some((head, tail, true))
        }
        _ => None,
    }
}

/// Whether groups are of three digits, or of two and a last one of three as in lakh and crore.
fn grouped(head: &str, separator: char) -> bool {
    let mut groups = head.split(separator);
    let first = groups.next().map_or(0, str::len);
    let mut rest: Vec<usize> = groups.map(str::len).collect();
    let last = rest.pop();
    (1..=3).contains(&first)
        && last == Some(3)
        && (rest.iter().all(|&n| n == 3) || first <= 2 && rest.iter().all(|&n| n == 2))
}

/// Whether the token is an internet address: four groups up to 255.
fn address(token: &str) -> bool {
    token.split('.').count() == 4 && token.split('.').all(|group| group.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_read() {
        for (token, value) in [
            ("5", 5.0),
            ("27,000", 27000.0),
            ("1.27", 1.27),
            ("4.800", 4.8),
            ("12,34,567.89", 1_234_567.89),
            ("16.204,88", 16204.88),
            ("1.234.567", 1_234_567.0),
            ("16'157", 16157.0),
            ("5,00", 5.0),
            ("16,204.88", 16204.88),
            ("123456789012345678901", 123_456_789_012_345_678_901.0),
        ] {
            assert_eq!(read(token).map(|d| d.value), Some(value), "{token}");
        }
    }

    #[test]
    fn versions_addresses_and_identifiers_are_no_numbers() {
        for token in ["1.2.3", "192.168.100.200", "10.0.0.1", "12.04.2024", "1234567890123456789012345", "1,2345,678"] {
            assert_eq!(read(token), None, "{token}");
        }
    }
}
