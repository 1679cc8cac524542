//! Decimals to floating-point numbers: one reader for words in texts, fields in forms and numbers in files, so that all
//! agree to the last bit. The library does it with small tables; those of the standard library weigh 10 kB.

use lexical_parse_float::FromLexical;

/// The floating-point number nearest to a decimal such as `27000`, `-0.5`, `.5` or `1.3e6`; nothing for any other
/// text, and for numbers too large to be finite. Costs the text's length.
#[must_use]
pub fn decimal(text: &str) -> Option<f64> {
    let (sign, plain) = match text.strip_prefix('-') {
        Some(plain) => (-1.0, plain),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let edge = |ch: char| ch.is_ascii_digit() || ch == '.';
    if !plain.starts_with(edge) || !plain.ends_with(edge) || plain == "." {
        return None;
    }
    let number = f64::from_lexical(plain.as_bytes()).ok()?;
    Some(sign * number).filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_are_read_as_the_standard_library_reads_them() {
        for text in [
            "0",
            "5",
            "-5",
            "+5",
            "007",
            "000",
            ".5",
            "-.5",
            "0.5",
            "00.5",
            "5.",
            "0.",
            "27000",
            "1.3e6",
            "1E-5",
            "0e5",
            "00e5",
            "6.02e23",
            "123456789012345678901",
            "3.14159265358979323846",
            "1e308",
            "-1.5e-300",
            "5e-324",
            "",
            ".",
            "-",
            "+",
            "--5",
            "+-5",
            "e5",
            ".e5",
            "5..",
            "5 ",
            " 5",
            "1,5",
            "5e",
            "5 6",
            "5x",
            "\"5\"",
            "null",
        ] {
            assert_eq!(decimal(text), text.parse().ok(), "{text:?}");
        }
    }

    #[test]
    fn only_finite_numbers_are_read() {
        for text in ["inf", "-infinity", "NaN", "1e309", "-1e999"] {
            assert_eq!(decimal(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_number_is_read_to_the_last_bit(number in any::<f64>().prop_filter("finite", |n| n.is_finite())) {
            prop_assert_eq!(decimal(&number.to_string()), Some(number));
            prop_assert_eq!(decimal(&format!("{number:e}")), Some(number));
        }
    }
}
