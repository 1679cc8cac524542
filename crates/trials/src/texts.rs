//! Texts that are the same every time: articles like news, one figure in about thirty characters, and repetitions that
//! would find work that grows faster than the text.

/// Sentences with places for numbers, names and days.
const SENTENCES: &[&str] = &[
    "{name} said on {day} that annual revenue rose {n}.4% to ${n}.27 billion, helped by more than {m} new store openings.",
    "The retailer expects sales growth of between {n}% and {m}% in fiscal 2026, and said it would close two dozen warehouses.",
    "“We are pleased with what the teams have done,” said {name}, {n}, who has led the company since March 2021.",
    "The court heard that the driver was doing {m}mph when he hit the wall at about 5.{m}pm near the old station.",
    "Nobody at {name} was available for comment, but people who know the matter say that talks are still going on.",
    "Forecasters expect highs of {n} to {m} degrees Celsius until {day}, with several thousand homes still without power.",
    "It is not the first time that the council has had to think again about the plans for the riverside and its café.",
    "He was jailed for nine years and four months and must serve at least two-thirds, the judge told the court on {day}.",
    "The £{m}m bridge, {n}0 metres long, was first promised in the late 1990s and carries about {m},000 cars every day.",
    "{name} beat the champions {n}-{m} in {place}, three years after its last win, with the second half still to come.",
    "One in five households in {place} spends more than half of its income on rent, up from {n} per cent a decade ago.",
    "About {m} people were moved from the {n}th floor; two of them, aged {n} and {m}, were treated for smoke.",
    "Shares of {name} fell {n} cents to €{m}.15 in early trading, the lowest since {day}, while the index lost 1.{n}%.",
    "Officials in {place} put the cost at 1.{n} million dollars a year – roughly {m} times what had been planned.",
    "The talks resume at 10 a.m. on {day} and should end by {n} May, weeks before the vote, a spokesman said.",
    "{name}’s lawyers would not say when, or whether, the firm plans to answer the letter from the committee in {place}.",
];
const NAMES: &[&str] = &["Harrow & Pike", "Mara Singh", "Veloce", "Eleanor Marsh", "the Norvane group"];
const PLACES: &[&str] = &["Leeds", "Rotterdam", "Nairobi", "Ohio", "South Korea"];
const DAYS: &[&str] = &["Thursday", "12 May", "June 3", "Monday", "yesterday"];

/// Articles of at least `size` bytes and not many more.
#[must_use]
pub fn news(size: usize) -> String {
    let mut text = String::with_capacity(size + 512);
    let mut state = 7_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    let mut sentences = 0;
    while text.len() < size {
        let sentence = SENTENCES[next(SENTENCES.len())]
            .replace("{name}", NAMES[next(NAMES.len())])
            .replace("{place}", PLACES[next(PLACES.len())])
            .replace("{day}", DAYS[next(DAYS.len())])
            .replace("{n}", &(10 + next(30)).to_string())
            .replace("{m}", &(40 + next(19)).to_string());
        text.push_str(&sentence);
        sentences += 1;
        text.push_str(if sentences % 4 == 0 { "\n\n" } else { " " });
    }
    text
}

/// Names and pieces of texts that are one thing over and over. None ends a sentence or a paragraph but where it says so.
#[rustfmt::skip]
pub const HOSTILE: &[(&str, &str)] = &[
    ("ones", "1 1 1 1 "), ("ands", "and and "), ("twenties", "twenty twenty "), ("dashed ones", "1-1-1-1-"),
    ("dollars", "$$$$"), ("between", "between between "), ("brackets", "(((("), ("quotes", "\"\"\"\""),
    ("days", "on on on Friday Friday "), ("scales", "one hundred thousand million "), ("digits", "1234567890"),
    ("groups", "123,"), ("points", "1.1."), ("spaced groups", "123 456 "), ("hyphens", "twenty-"), ("one word", "extraordinary"),
    ("one sentence", "the price was about $5 or so and fell to 40 pence while "), ("lines", "May 5\n"),
    ("nested days", "first week of "), ("nested years", "last year's second quarter of "), ("after", "two days after "),
    ("units", "5 km per hour per second "), ("compounds", "5ft 4in "), ("feet", "6'2\" "), ("halves", "half a half and a half "),
    ("ranges", "between 5 and 6 to 7 or 8 "), ("bounds", "more than 5 and less than "), ("clocks", "5:30-6:30 "), ("apostrophes", "''''"),
    ("capitals", "New York Times "), ("marks", "e\u{301}\u{301}\u{301}"), ("colons", "::::"), ("ats", "@@@@"), ("slashes", "1/2/"),
    ("spaces", "        "), ("ages", "aged 5, 6, "), ("months", "May March "), ("every", "every other every "), ("ellipses", "... "),
    ("powers", "2^10^"), ("raised", "10⁶ "), ("old", "year old year-old "), ("a few", "a few hundred thousand "),
];

/// The repetition of that name, cut to `size` bytes or a few fewer.
#[must_use]
pub fn hostile(name: &str, size: usize) -> Option<String> {
    let piece = HOSTILE.iter().find(|row| row.0 == name)?.1;
    Some(piece.repeat(size / piece.len()))
}
