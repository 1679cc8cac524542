//! Laws of detection that hold for every text: no panic, and spans that are sorted, apart, on character boundaries
//! and without white space at their ends.

use postil_engine::{Options, detect};
use proptest::prelude::*;

/// Pieces that figures are made of, so that random texts come near the rules.
const PIECES: &[&str] = &[
    "5",
    "1,234",
    "27,000",
    "1.27",
    "2024",
    "1990s",
    "'90s",
    "$",
    "£",
    "€",
    "US$",
    "%",
    "per cent",
    "bn",
    "m",
    "k",
    "million",
    "hundred",
    "dozen",
    "twenty",
    "-",
    "–",
    "to",
    "and",
    "between",
    "from",
    "of",
    "a",
    "half",
    "quarter",
    "third",
    "second",
    "few",
    "several",
    "thousands",
    "May",
    "April",
    "4",
    "4th",
    "Friday",
    "late",
    "first",
    "week",
    "weekend of",
    "Easter",
    "Fridays",
    "morning",
    "at",
    "past",
    "in",
    "pm",
    "twice a",
    "from now",
    "8:30",
    "5/12",
    "end of",
    "the",
    "last",
    "next",
    "year",
    "years",
    "ago",
    "old",
    "aged",
    "km",
    "km/h",
    "feet",
    "ft",
    "in",
    "°C",
    "C",
    "p.m.",
    "10am",
    "17:20",
    ":",
    ",",
    ".",
    "at",
    "on",
    "every",
    "other",
    "weeks",
    "GMT",
    "Q2",
    "fiscal",
    "2029-30",
    "3-1",
    "more than",
    "up to",
    "about",
    "or more",
    "+",
    "(",
    ")",
    "[",
    "]",
    "½",
    "1/2",
    "one",
    "point",
    "x10^",
    "e",
    "9999999999999999999999",
    "0",
    "00",
    "-5",
    "−5",
    "\u{301}",
    "\u{200d}",
    "שלום",
    "٣",
    "🎉",
    "é",
    "\u{a0}",
    "\u{2009}",
    "\n",
    "\n\n",
    "\t",
    " ",
    "  ",
    "@",
    "#",
    "www.",
    "://",
    "Rs.",
    "USD",
    "euros",
    "cents",
    "decades",
    "century",
    "noon",
    "magnitude",
    "minus",
];

fn lawful(text: &str, options: &Options) {
    let detection = detect(text, options);
    let mut end = 0;
    for found in &detection.spans {
        let range = found.span.range();
        assert!(range.start >= end, "{range:?} overlaps or is out of order in {text:?}");
        let slice = text.get(range.clone());
        assert!(
            slice.is_some_and(|slice| !slice.is_empty() && slice.trim() == slice),
            "{range:?} is {slice:?} in {text:?}"
        );
        assert!((0.0..=1.0).contains(&found.confidence));
        end = range.end;
    }
}

fn dated() -> Options {
    Options::dated(Some("2024-02-29"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        lawful(&text, &Options::default());
    }

    #[test]
    fn any_characters_are_read(text in proptest::collection::vec(any::<char>(), 0..200)) {
        lawful(&text.into_iter().collect::<String>(), &dated());
    }

    #[test]
    fn any_mixture_of_the_parts_of_figures_is_read(
        parts in proptest::collection::vec((proptest::sample::select(PIECES), any::<bool>()), 0..60)
    ) {
        let text: String = parts.iter().flat_map(|(part, space)| [*part, if *space { " " } else { "" }]).collect();
        lawful(&text, &Options::default());
        lawful(&text, &dated());
    }
}

#[test]
fn extreme_dates_are_read() {
    for day in ["-9999-01-01", "9999-12-31", "0000-02-29", "+32767-12-31"] {
        let options = Options { ref_date: day.parse().ok(), ..Options::default() };
        lawful(
            "It was 9000 years ago, next century, last week, 99999 days ago and on Friday, May 2, in late 2022.",
            &options,
        );
    }
}

#[test]
fn what_is_nested_without_end_is_read() {
    for piece in ["first week of ", "weekend of ", "last year's second quarter of ", "two days after ", "this past "] {
        let text = piece.repeat(20_000);
        let _ = detect(&text, &Options::dated(Some("2024-06-13")));
        let _ = detect(&text, &Options::default());
    }
}

#[test]
fn lengths_beyond_all_bounds_have_no_infinite_values() {
    for text in ["It took 1e300 months.", "It took 1e300s.", "It took 1e308 decades.", "It took 1e308 years."] {
        for found in detect(text, &Options::default()).spans {
            let Some(value) = found.value else { continue };
            assert!(value.seconds.is_none_or(f64::is_finite), "{text}: {value:?}");
            assert!(!value.timex.as_deref().unwrap_or_default().contains("inf"), "{text}: {value:?}");
            assert!(value.as_number().is_none_or(f64::is_finite), "{text}: {value:?}");
        }
    }
}
