//! Numbers in words: "three point six billion", "two thirds", "twenty-first".

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(&str, f64); 4] = [("trillion", 1e12), ("billion", 1e9), ("million", 1e6), ("thousand", 1e3)];

/// From here on words say less than digits.
const MOST: f64 = 1e15;

/// A number in words; in digits where it is too large or too fine for words.
#[must_use]
pub fn number(n: f64) -> String {
    let rounded = (n * 1e6).round() / 1e6;
    if !rounded.is_finite() || rounded.abs() >= MOST || rounded == 0.0 && n != 0.0 {
        return super::words::number(n);
    }
    if rounded < 0.0 {
        return format!("minus {}", number(-rounded));
    }
    // Nobody reads out "six point one six six six six seven".
    let thousandths = rounded * 1e3;
    if rounded.abs() > 1.0 && (thousandths - thousandths.round()).abs() > 1e-6 {
        return super::words::number(n);
    }
    // "1.2 million" is read so; "1,234,567" in full.
    for (name, scale) in SCALES.into_iter().take(3) {
        let thousandths = (rounded / scale * 1e3).round();
        if rounded >= scale && thousandths * scale == rounded * 1e3 {
            return format!("{} {name}", decimal(thousandths / 1e3));
        }
    }
    decimal(rounded)
}

/// A number in words with its decimals one by one.
fn decimal(n: f64) -> String {
    let mut words = whole(n.trunc());
    if let Some((_, decimals)) = format!("{n}").split_once('.') {
        words.push_str(" point");
        for digit in decimals.bytes().map(|byte| usize::from(byte.wrapping_sub(b'0'))) {
            words.push(' ');
            words.push_str(SMALL.get(digit).copied().unwrap_or_default());
        }
    }
    words
}

fn whole(n: f64) -> String {
    for (name, scale) in SCALES {
        if n >= scale {
            let (count, rest) = ((n / scale).floor(), n % scale);
            let words = format!("{} {name}", below_thousand(count as usize));
            return match rest {
                0.0 => words,
                r if r < 100.0 => format!("{words} and {}", whole(r)),
                r => format!("{words} {}", whole(r)),
            };
        }
    }
    below_thousand(n as usize)
}

fn below_thousand(n: usize) -> String {
    let small = |n: usize| SMALL.get(n).map(|word| (*word).to_owned());
    let tens = |n: usize| match (TENS.get((n / 10).wrapping_sub(2)), n % 10) {
        (Some(tens), 0) => (*tens).to_owned(),
        (Some(tens), one) => format!("{tens}-{}", small(one).unwrap_or_default()),
        (None, _) => small(n).unwrap_or_default(),
    };
    match (n / 100, n % 100) {
        (0, rest) => small(n).unwrap_or_else(|| tens(rest)),
        (hundreds, 0) => format!("{} hundred", small(hundreds).unwrap_or_default()),
        (hundreds, rest) => format!("{} hundred and {}", small(hundreds).unwrap_or_default(), tens(rest)),
    }
}

/// "first", "twenty-first", "hundredth".
#[must_use]
pub fn ordinal(n: f64) -> String {
    let words = number(n);
    let at = words.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (front, last) = words.split_at(at);
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        _ => match last.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{last}th"),
        },
    };
    format!("{front}{last}")
}

/// "1st", "22nd", "113th".
#[must_use]
pub fn nth(n: f64) -> String {
    let ending = match (n.abs() % 100.0, n.abs() % 10.0) {
        (11.0..=13.0, _) => "th",
        (_, 1.0) => "st",
        (_, 2.0) => "nd",
        (_, 3.0) => "rd",
        _ => "th",
    };
    format!("{}{ending}", super::words::number(n))
}

/// "two thirds", "one half", "nine out of forty".
#[must_use]
pub fn fraction(num: f64, den: f64) -> String {
    let part = match den {
        2.0 => "half".to_owned(),
        4.0 => "quarter".to_owned(),
        3.0..=20.0 | 100.0 | 1000.0 if den.fract() == 0.0 => ordinal(den),
        _ => return format!("{} out of {}", number(num), number(den)),
    };
    match num {
        1.0 => format!("one {part}"),
        _ if den == 2.0 => format!("{} halves", number(num)),
        _ => format!("{} {part}s", number(num)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled() {
        for (n, wanted) in [
            (0.0, "zero"),
            (7.0, "seven"),
            (21.0, "twenty-one"),
            (80.0, "eighty"),
            (100.0, "one hundred"),
            (512.0, "five hundred and twelve"),
            (1_001.0, "one thousand and one"),
            (27_000.0, "twenty-seven thousand"),
            (12_345.0, "twelve thousand three hundred and forty-five"),
            (1_234_567.0, "one million two hundred and thirty-four thousand five hundred and sixty-seven"),
            (1_200_000.0, "one point two million"),
            (3_600_000_000.0, "three point six billion"),
            (2e12, "two trillion"),
            (0.05, "zero point zero five"),
            (8.4, "eight point four"),
            (2.675, "two point six seven five"),
            (6.166_667, "6.166667"),
            (-5.0, "minus five"),
            (1e16, "10,000,000,000,000,000"),
            (1e-9, "0.000000001"),
        ] {
            assert_eq!(number(n), wanted);
        }
    }

    #[test]
    fn places_and_parts_are_spelled() {
        for (n, words, digits) in [
            (1.0, "first", "1st"),
            (12.0, "twelfth", "12th"),
            (20.0, "twentieth", "20th"),
            (22.0, "twenty-second", "22nd"),
            (113.0, "one hundred and thirteenth", "113th"),
            (1_000.0, "one thousandth", "1,000th"),
        ] {
            assert_eq!((ordinal(n).as_str(), nth(n).as_str()), (words, digits));
        }
        for (num, den, wanted) in [
            (1.0, 2.0, "one half"),
            (3.0, 4.0, "three quarters"),
            (2.0, 3.0, "two thirds"),
            (1.0, 5.0, "one fifth"),
            (9.0, 40.0, "nine out of forty"),
        ] {
            assert_eq!(fraction(num, den), wanted);
        }
    }
}
