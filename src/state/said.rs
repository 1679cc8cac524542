//! A figure's value as one would read it aloud, once with digits and once in words: "more than 3,600,000,000 US dollars",
//! "more than three point six billion US dollars".

use postil_engine::{Comparator, Modifier, Scalar, Sub, Value};

use super::words::{self, comparator_words, plural_of};
use super::{day_words, spoken};

/// A value in digits and in words; empty where it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// With digits.
    pub digits: String,
    /// In words; empty where they would say the same again.
    pub words: String,
}

/// Says a value of the label of that name.
#[must_use]
pub fn said(label: &str, value: &Value) -> Said {
    let is_time = matches!(label, "DATE" | "TIME" | "SET") || label == "DURATION" && value.value.is_none();
    let (digits, words) = if is_time && value.low.is_none() && value.magnitude.is_none() {
        (words::short(value), time(label, value).unwrap_or_default())
    } else {
        (amount(label, value, false), amount(label, value, true))
    };
    let words = if words == digits { String::new() } else { words };
    Said { digits, words }
}

fn amount(label: &str, value: &Value, spelled: bool) -> String {
    let number = |n: f64| if spelled { spoken::number(n) } else { words::number(n) };
    let mut one = false;
    let count = match (value.num.zip(value.den), value.magnitude, value.low, value.high, value.as_number()) {
        (Some((num, den)), ..) if spelled => spoken::fraction(num, den),
        (Some((num, den)), ..) => format!("{}/{}", number(num), number(den)),
        (_, Some(1.0), ..) => "some".to_owned(),
        (_, Some(magnitude), ..) if spelled => vague(magnitude),
        (_, Some(magnitude), ..) => format!("some {}s", number(magnitude)),
        (_, _, Some(low), Some(high), _) => format!("{} to {}", number(low), number(high)),
        (_, _, Some(low), None, _) => format!("{} or more", number(low)),
        (_, _, None, Some(high), _) => format!("up to {}", number(high)),
        (.., Some(n)) if value.sub == Some(Sub::Multiple) => format!("{} times", number(n)),
        (.., Some(n)) if label == "ORDINAL" => {
            if spelled {
                spoken::ordinal(n)
            } else {
                spoken::nth(n)
            }
        }
        (.., Some(n)) => {
            one = n.abs() == 1.0;
            number(n)
        }
        _ => return words::short(value),
    };
    let of = match (&value.currency, &value.unit) {
        (Some(code), _) => money(code, one),
        (None, Some(unit)) if unit == "%" && !spelled => "%".to_owned(),
        (None, Some(unit)) => plural_of(unit, one),
        (None, None) => String::new(),
    };
    let old = if label == "AGE" && value.unit.as_deref() == Some("year") { " old" } else { "" };
    let gap = if of.is_empty() || of == "%" { "" } else { " " };
    let comparator = value.comparator.map(comparator_words).unwrap_or_default();
    format!("{comparator} {count}{gap}{of}{old}").trim_start().to_owned()
}

fn vague(magnitude: f64) -> String {
    let words = match magnitude {
        10.0 => "tens",
        12.0 => "dozens",
        20.0 => "scores",
        100.0 => "hundreds",
        1e3 => "thousands",
        1e4 => "tens of thousands",
        1e5 => "hundreds of thousands",
        1e6 => "millions",
        1e9 => "billions",
        1e12 => "trillions",
        _ => return format!("some times {}", spoken::number(magnitude)),
    };
    format!("{words}, not counted")
}

fn time(label: &str, value: &Value) -> Option<String> {
    let timex = value.timex.as_deref();
    let words = if label == "SET" {
        day_words::every(value.as_text().or(timex)?)?
    } else if let Some((start, end)) = timex.and_then(|timex| timex.split_once('/')) {
        format!("from {} to {}", day_words::day(start)?, day_words::day(end)?)
    } else if let Some(Scalar::Text(text)) = &value.value {
        // The part of the day stands in the TIMEX only.
        let finer = timex.filter(|timex| timex.starts_with(text.as_str()));
        finer.and_then(day_words::day).or_else(|| day_words::day(text))?
    } else if let Some(timex) = timex {
        day_words::duration(timex, &spoken::number).or_else(|| day_words::day(timex))?
    } else {
        match (&value.start, &value.end) {
            (Some(start), Some(end)) => format!("from {} to {}", day_words::day(start)?, day_words::day(end)?),
            (Some(start), None) => format!("from {} on", day_words::day(start)?),
            (None, Some(end)) => format!("until {}", day_words::day(end)?),
            (None, None) => return None,
        }
    };
    let words = match value.modifier {
        None => words,
        Some(Modifier::Start) => format!("the start of {words}"),
        Some(Modifier::Mid) => format!("the middle of {words}"),
        Some(Modifier::End) => format!("the end of {words}"),
        Some(Modifier::Fiscal) => format!("{words} as a business year"),
        Some(modifier) => format!("{} {words}", words::modifier_word(modifier)),
    };
    let words = value.tz.as_ref().map_or(words.clone(), |tz| format!("{words} {tz}"));
    Some(match value.comparator {
        Some(Comparator::About) => format!("about {words}"),
        Some(comparator) => format!("{} {words}", comparator_words(comparator)),
        None => words,
    })
}

/// A currency's name by its code; the code itself for those that few articles have.
#[must_use]
pub fn money(code: &str, one: bool) -> String {
    let (singular, plural) = match code {
        "USD" => ("US dollar", "US dollars"),
        "AUD" => ("Australian dollar", "Australian dollars"),
        "CAD" => ("Canadian dollar", "Canadian dollars"),
        "NZD" => ("New Zealand dollar", "New Zealand dollars"),
        "HKD" => ("Hong Kong dollar", "Hong Kong dollars"),
        "SGD" => ("Singapore dollar", "Singapore dollars"),
        "TWD" => ("Taiwan dollar", "Taiwan dollars"),
        "EUR" => ("euro", "euros"),
        "GBP" => ("British pound", "British pounds"),
        "EGP" => ("Egyptian pound", "Egyptian pounds"),
        "JPY" => ("yen", "yen"),
        "CNY" => ("yuan", "yuan"),
        "INR" => ("Indian rupee", "Indian rupees"),
        "PKR" => ("Pakistani rupee", "Pakistani rupees"),
        "CHF" => ("Swiss franc", "Swiss francs"),
        "SEK" => ("Swedish krona", "Swedish kronor"),
        "NOK" => ("Norwegian krone", "Norwegian kroner"),
        "DKK" => ("Danish krone", "Danish kroner"),
        "MXN" => ("Mexican peso", "Mexican pesos"),
        "BRL" => ("Brazilian real", "Brazilian reais"),
        "ZAR" => ("rand", "rand"),
        "KRW" => ("won", "won"),
        "RUB" => ("ruble", "rubles"),
        "TRY" => ("Turkish lira", "Turkish lira"),
        "KES" => ("Kenyan shilling", "Kenyan shillings"),
        "NGN" => ("naira", "naira"),
        "PLN" => ("zloty", "zlotys"),
        "ILS" => ("shekel", "shekels"),
        _ => (code, code),
    };
    if one { singular } else { plural }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_engine::{LabelKind, Options, detect};

    /// The first figure of a text, as it is said.
    #[track_caller]
    fn check(text: &str, digits: &str, words: &str) {
        let found = detect(text, &Options::dated(Some("2025-05-14"))).spans;
        let figure = found.into_iter().find(|found| found.label.kind() == LabelKind::Figure).unwrap();
        let said = said(figure.label.name(), &figure.value.unwrap());
        assert_eq!((said.digits.as_str(), said.words.as_str()), (digits, words), "{text}");
    }

    #[test]
    fn amounts_are_said_in_digits_and_in_words() {
        check("It paid $3.6bn.", "3,600,000,000 US dollars", "three point six billion US dollars");
        check(
            "It paid between £5 and £7 million.",
            "5,000,000 to 7,000,000 British pounds",
            "five million to seven million British pounds",
        );
        check("It paid one dollar.", "1 US dollar", "one US dollar");
        check("It paid more than 20 Thai baht.", "more than 20 THB", "more than twenty THB");
        check("It fell by at least 5%.", "at least 5%", "at least five percent");
        check("It fell by 3 percentage points.", "3 percentage points", "three percentage points");
        check("It fell by 25 basis points.", "25 basis points", "twenty-five basis points");
        check("It has 27,000 trees.", "27,000", "twenty-seven thousand");
        check("Two-thirds of them left.", "2/3", "two thirds");
        check("It sold twice as many.", "2 times", "two times");
        check("It has several thousand trees.", "some 1,000s", "thousands, not counted");
        check("It has dozens of trees.", "some 12s", "dozens, not counted");
        check("She lives on the 21st floor.", "21st", "twenty-first");
        check("It drove at 20 km/h.", "20 kilometers per hour", "twenty kilometers per hour");
        check("It has 12 square meters.", "12 square meters", "twelve square meters");
        check("The 45-year-old left.", "45 years old", "forty-five years old");
        check("Those aged 30 to 40 left.", "30 to 40 years old", "thirty to forty years old");
        check("It was -5°C.", "-5 degrees Celsius", "minus five degrees Celsius");
        check("It took 18 months.", "18 months", "eighteen months");
        check("It took several years.", "some years", "");
        check("It took five to six weeks.", "5 to 6 weeks", "five to six weeks");
    }

    #[test]
    fn dates_are_said_in_digits_and_in_words() {
        check("It fell in late 2022.", "2022, end", "the end of 2022");
        check("It opened on 4 April 2024.", "2024-04-04", "4 April 2024");
        check("It said so on Tuesday.", "2025-05-13", "13 May 2025");
        check("It said so yesterday morning.", "2025-05-13", "13 May 2025, in the morning");
        check("It fell between 2017 and 2022.", "2017 – 2022", "from 2017 to 2022");
        check("It fell in fiscal 2026.", "2026, fiscal", "2026 as a business year");
        check("It left at 5:20pm.", "17:20", "5:20 pm");
        check("It took two years and three months.", "P2Y3M", "two years and three months");
        check("It flies every two weeks.", "P2W", "every two weeks");
    }

    #[test]
    fn without_the_articles_date_it_says_what_is_open() {
        let found = detect("It said so on Tuesday.", &Options::default()).spans;
        let said = said("DATE", found[0].value.as_ref().unwrap());
        assert_eq!(
            (said.digits.as_str(), said.words.as_str()),
            ("", "a Tuesday; which one is open without the article’s date")
        );
    }
}
