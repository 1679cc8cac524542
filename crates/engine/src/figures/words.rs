//! The words that can open a figure or shape one, each with the part it plays. Units, currencies and comparing words
//! are looked up where a number stands beside them, in tables of their own.

use crate::value::Modifier;

/// The part that a word can play. A word with several senses has the one that the finder starts from: "second" is
/// an ordinal here and a unit of time after a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Role {
    None,
    /// zero to nineteen
    Small(u8),
    /// twenty to ninety
    Tens(u8),
    Hundred,
    /// thousand, million, lakh ...
    Scale(f64),
    Dozen,
    /// hundreds, thousands, dozens ...
    Plural(f64),
    /// first to nineteenth
    Ordinal(u8),
    /// twentieth to ninetieth
    OrdinalTens(u8),
    /// hundredth, thousandth ...
    OrdinalScale(f64),
    /// thirds, quarters, hundredths: the parts of a fraction
    Parts(f64),
    Half,
    Quarter,
    /// twice, double, threefold
    Multiple(f64),
    Article,
    Few,
    Several,
    Couple,
    /// A month by its full name, 1 to 12.
    Month(u8),
    /// A month cut short: Jan, Sept.
    ShortMonth(u8),
    /// A day of the week by its full name, Monday is 1.
    Weekday(u8),
    /// Mon, Tues ...
    ShortWeekday(u8),
    /// Mondays ...
    Weekdays(u8),
    Season(Season),
    /// yesterday, today, tomorrow: days from now
    Day(i8),
    /// last, this, next: periods from now
    Shift(i8),
    /// early, mid, late
    Phase(Modifier),
    /// end, start, middle: with "of"
    Edge(Modifier),
    /// every, each
    Every,
    /// noon, midnight: the hour
    Clock(u8),
    /// minus, negative
    Minus,
    /// fiscal, financial, FY
    Fiscal,
    /// the sixties ...: the first year
    Decade(u16),
    /// The first word of a holiday's name.
    Feast,
    /// A word that opens a date or time only with others behind it: in, day, weekend, quarter.
    Opener,
    /// morning, afternoon, evening, night: the hour from which it is named
    DayPart(u8),
    /// daily, weekly ...: which of the periods below
    Often(u8),
    /// "magnitude 6"
    Magnitude,
    Per,
}

/// Seasons, as TIMEX3 names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// The two letters of TIMEX3.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }
}

/// The longest word of the table.
const LONGEST: usize = 12;

/// The part of `word`, in any case. Every word of a text is looked up, so the table is of numbers, in the order of the
/// words that they are made of, and most words are ruled out by their first letter and their length.
pub(super) fn role(word: &str) -> Role {
    let Some(first) = word.as_bytes().first().map(|byte| byte.to_ascii_lowercase().wrapping_sub(b'a')) else {
        return Role::None;
    };
    let lengths = LENGTHS.get(usize::from(first)).copied().unwrap_or(0);
    if word.len() > LONGEST || lengths >> word.len() & 1 == 0 || !word.is_ascii() {
        return Role::None;
    }
    let key = key(word.as_bytes());
    KEYS.binary_search(&key).ok().and_then(|at| ROLES.get(at)).map_or(Role::None, |role| *role)
}

/// The word in lower case as a number; shorter words come before the longer ones that they begin.
const fn key(word: &[u8]) -> u128 {
    let mut key = 0;
    let mut at = 0;
    while at < word.len() {
        key = key << 8 | word[at].to_ascii_lowercase() as u128;
        at += 1;
    }
    key << (8 * (LONGEST - at))
}

static KEYS: [u128; TABLE.len()] = {
    let mut keys = [0; TABLE.len()];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = key(TABLE[at].0.as_bytes());
        at += 1;
    }
    keys
};

static ROLES: [Role; TABLE.len()] = {
    let mut roles = [Role::None; TABLE.len()];
    let mut at = 0;
    while at < roles.len() {
        roles[at] = TABLE[at].1;
        at += 1;
    }
    roles
};

/// For each first letter the lengths of the table's words, a bit each.
static LENGTHS: [u16; 26] = {
    let mut lengths = [0; 26];
    let mut at = 0;
    while at < TABLE.len() {
        let word = TABLE[at].0.as_bytes();
        lengths[(word[0] - b'a') as usize] |= 1 << word.len();
        at += 1;
    }
    lengths
};

/// `word` in lower case in `buffer`; nothing for words that are longer or not ASCII.
pub(super) fn lowered<'b, const N: usize>(word: &str, buffer: &'b mut [u8; N]) -> Option<&'b [u8]> {
    let lower = buffer.get_mut(..word.len())?;
    for (to, from) in lower.iter_mut().zip(word.bytes()) {
        if !from.is_ascii() {
            return None;
        }
        *to = from.to_ascii_lowercase();
    }
    Some(lower)
}

use Role::{
    Article, Clock, Couple, Day, DayPart, Decade, Dozen, Edge, Every, Feast, Few, Fiscal, Half, Hundred, Magnitude,
    Minus, Month, Multiple, Often, Opener, Ordinal, OrdinalScale, OrdinalTens, Parts, Per, Phase, Plural, Quarter,
    Scale, Several, Shift, ShortMonth, ShortWeekday, Small, Tens, Weekday, Weekdays,
};

/// Sorted by word; turned into [`KEYS`] and [`ROLES`] by the compiler.
#[rustfmt::skip]
const TABLE: &[(&str, Role)] = &[
    ("a", Article), ("afternoon", DayPart(12)), ("afternoons", Opener), ("all", Feast), ("an", Article),
    ("annually", Often(7)), ("another", Opener), ("anzac", Feast), ("apr", ShortMonth(4)), ("april", Month(4)),
    ("armistice", Feast), ("ascension", Feast), ("ash", Feast), ("ashura", Feast), ("aug", ShortMonth(8)),
    ("august", Month(8)), ("australia", Feast), ("autumn", Role::Season(Season::Autumn)), ("bastille", Feast),
    ("beginning", Edge(Modifier::Start)), ("billion", Scale(1e9)), ("billions", Plural(1e9)),
    ("billionth", OrdinalScale(1e9)), ("billionths", Parts(1e9)), ("biweekly", Often(3)), ("black", Feast),
    ("boxing", Feast), ("canada", Feast), ("chanukah", Feast), ("chinese", Feast), ("christmas", Feast),
    ("cinco", Feast), ("close", Edge(Modifier::End)), ("columbus", Feast), ("coming", Shift(1)), ("couple", Couple),
    ("crore", Scale(1e7)), ("crores", Plural(1e7)), ("current", Shift(0)), ("cyber", Feast), ("daily", Often(1)),
    ("day", Opener), ("dec", ShortMonth(12)), ("december", Month(12)), ("deepavali", Feast), ("diwali", Feast),
    ("double", Multiple(2.0)), ("dozen", Dozen), ("dozens", Plural(12.0)), ("each", Every),
    ("earlier", Phase(Modifier::Start)), ("early", Phase(Modifier::Start)), ("earth", Feast), ("easter", Feast),
    ("eid", Feast), ("eight", Small(8)), ("eighteen", Small(18)), ("eighteenth", Ordinal(18)),
    ("eighteenths", Parts(18.0)), ("eightfold", Multiple(8.0)), ("eighth", Ordinal(8)), ("eighths", Parts(8.0)),
    ("eighties", Decade(1980)), ("eightieth", OrdinalTens(80)), ("eightieths", Parts(80.0)), ("eighty", Tens(80)),
    ("election", Feast), ("eleven", Small(11)), ("eleventh", Ordinal(11)), ("elevenths", Parts(11.0)),
    ("end", Edge(Modifier::End)), ("entire", Opener), ("eod", Opener), ("eom", Opener), ("eoy", Opener),
    ("evening", DayPart(18)), ("evenings", Opener), ("every", Every), ("everyday", Often(1)),
    ("fall", Role::Season(Season::Autumn)), ("father", Feast), ("fathers", Feast), ("feb", ShortMonth(2)),
    ("february", Month(2)), ("few", Few), ("fifteen", Small(15)), ("fifteenth", Ordinal(15)),
    ("fifteenths", Parts(15.0)), ("fifth", Ordinal(5)), ("fifths", Parts(5.0)), ("fifties", Decade(1950)),
    ("fiftieth", OrdinalTens(50)), ("fiftieths", Parts(50.0)), ("fifty", Tens(50)), ("financial", Fiscal),
    ("first", Ordinal(1)), ("fiscal", Fiscal), ("five", Small(5)), ("fivefold", Multiple(5.0)),
    ("following", Shift(1)), ("forties", Decade(1940)), ("fortieth", OrdinalTens(40)), ("fortieths", Parts(40.0)),
    ("fortnightly", Often(3)), ("forty", Tens(40)), ("four", Small(4)), ("fourfold", Multiple(4.0)),
    ("fourteen", Small(14)), ("fourteenth", Ordinal(14)), ("fourteenths", Parts(14.0)), ("fourth", Ordinal(4)),
    ("fourths", Parts(4.0)), ("fri", ShortWeekday(5)), ("friday", Weekday(5)), ("fridays", Weekdays(5)),
    ("full", Opener), ("fy", Fiscal), ("good", Feast), ("groundhog", Feast), ("half", Half), ("halloween", Feast),
    ("halves", Parts(2.0)), ("hanukah", Feast), ("hanukkah", Feast), ("holi", Feast), ("hourly", Often(0)),
    ("hundred", Hundred), ("hundredfold", Multiple(100.0)), ("hundreds", Plural(100.0)),
    ("hundredth", OrdinalScale(100.0)), ("hundredths", Parts(100.0)), ("in", Opener), ("inauguration", Feast),
    ("independence", Feast), ("islamic", Feast), ("jan", ShortMonth(1)), ("january", Month(1)), ("jul", ShortMonth(7)),
    ("july", Month(7)), ("jun", ShortMonth(6)), ("june", Month(6)), ("juneteenth", Feast), ("labor", Feast),
    ("labour", Feast), ("lac", Scale(1e5)), ("lacs", Scale(1e5)), ("lakh", Scale(1e5)), ("lakhs", Plural(1e5)),
    ("last", Shift(-1)), ("late", Phase(Modifier::End)), ("later", Phase(Modifier::End)), ("laylat", Feast),
    ("lunar", Feast), ("magnitude", Magnitude), ("mar", ShortMonth(3)), ("march", Month(3)), ("mardi", Feast),
    ("martin", Feast), ("maundy", Feast), ("mawlid", Feast), ("may", Month(5)), ("memorial", Feast),
    ("mid", Phase(Modifier::Mid)), ("midday", Clock(12)), ("middle", Edge(Modifier::Mid)), ("midnight", Clock(0)),
    ("million", Scale(1e6)), ("millions", Plural(1e6)), ("millionth", OrdinalScale(1e6)), ("millionths", Parts(1e6)),
    ("minus", Minus), ("mlk", Feast), ("mon", ShortWeekday(1)), ("monday", Weekday(1)), ("mondays", Weekdays(1)),
    ("monthly", Often(4)), ("morning", DayPart(6)), ("mornings", Opener), ("mother", Feast), ("mothers", Feast),
    ("naught", Small(0)), ("negative", Minus), ("new", Feast), ("next", Shift(1)), ("night", DayPart(21)),
    ("nightly", Often(1)), ("nights", Opener), ("nine", Small(9)), ("ninefold", Multiple(9.0)),
    ("nineteen", Small(19)), ("nineteenth", Ordinal(19)), ("nineteenths", Parts(19.0)), ("nineth", Ordinal(9)),
    ("nineties", Decade(1990)), ("ninetieth", OrdinalTens(90)), ("ninetieths", Parts(90.0)), ("ninety", Tens(90)),
    ("ninth", Ordinal(9)), ("ninths", Parts(9.0)), ("noon", Clock(12)), ("noonish", Clock(12)), ("nought", Small(0)),
    ("nov", ShortMonth(11)), ("november", Month(11)), ("oct", ShortMonth(10)), ("october", Month(10)),
    ("once", Opener), ("one", Small(1)), ("orthodox", Feast), ("palm", Feast), ("passover", Feast),
    ("past", Shift(-1)), ("pentecost", Feast), ("per", Per), ("pesach", Feast), ("preceding", Shift(-1)),
    ("president", Feast), ("presidents", Feast), ("previous", Shift(-1)), ("purim", Feast),
    ("quadrillion", Scale(1e15)), ("quadrillions", Plural(1e15)), ("quadruple", Multiple(4.0)), ("quarter", Quarter),
    ("quarterly", Often(5)), ("quarters", Parts(4.0)), ("quintuple", Multiple(5.0)), ("ramadan", Feast),
    ("ramzan", Feast), ("remembrance", Feast), ("rest", Edge(Modifier::End)), ("rosh", Feast), ("saint", Feast),
    ("sat", ShortWeekday(6)), ("saturday", Weekday(6)), ("saturdays", Weekdays(6)), ("scores", Plural(20.0)),
    ("second", Ordinal(2)), ("semiannually", Often(6)), ("sep", ShortMonth(9)), ("sept", ShortMonth(9)),
    ("september", Month(9)), ("seven", Small(7)), ("sevenfold", Multiple(7.0)), ("seventeen", Small(17)),
    ("seventeenth", Ordinal(17)), ("seventeenths", Parts(17.0)), ("seventh", Ordinal(7)), ("sevenths", Parts(7.0)),
    ("seventies", Decade(1970)), ("seventieth", OrdinalTens(70)), ("seventieths", Parts(70.0)), ("seventy", Tens(70)),
    ("several", Several), ("shavuot", Feast), ("shrove", Feast), ("simchat", Feast), ("six", Small(6)),
    ("sixfold", Multiple(6.0)), ("sixteen", Small(16)), ("sixteenth", Ordinal(16)), ("sixteenths", Parts(16.0)),
    ("sixth", Ordinal(6)), ("sixths", Parts(6.0)), ("sixties", Decade(1960)), ("sixtieth", OrdinalTens(60)),
    ("sixtieths", Parts(60.0)), ("sixty", Tens(60)), ("spring", Role::Season(Season::Spring)), ("st", Feast),
    ("start", Edge(Modifier::Start)), ("sukkot", Feast), ("summer", Role::Season(Season::Summer)),
    ("sun", ShortWeekday(7)), ("sunday", Weekday(7)), ("sundays", Weekdays(7)), ("ten", Small(10)),
    ("tenfold", Multiple(10.0)), ("tens", Plural(10.0)), ("tenth", Ordinal(10)), ("tenths", Parts(10.0)),
    ("thanksgiving", Feast), ("third", Ordinal(3)), ("thirds", Parts(3.0)), ("thirteen", Small(13)),
    ("thirteenth", Ordinal(13)), ("thirteenths", Parts(13.0)), ("thirties", Decade(1930)),
    ("thirtieth", OrdinalTens(30)), ("thirtieths", Parts(30.0)), ("thirty", Tens(30)), ("this", Shift(0)),
    ("thousand", Scale(1e3)), ("thousands", Plural(1e3)), ("thousandth", OrdinalScale(1e3)),
    ("thousandths", Parts(1e3)), ("three", Small(3)), ("threefold", Multiple(3.0)), ("thrice", Multiple(3.0)),
    ("thu", ShortWeekday(4)), ("thur", ShortWeekday(4)), ("thurs", ShortWeekday(4)), ("thursday", Weekday(4)),
    ("thursdays", Weekdays(4)), ("tmrw", Day(1)), ("today", Day(0)), ("tomorrow", Day(1)), ("tonight", Day(0)),
    ("tonite", Day(0)), ("treble", Multiple(3.0)), ("trillion", Scale(1e12)), ("trillions", Plural(1e12)),
    ("trillionth", OrdinalScale(1e12)), ("trillionths", Parts(1e12)), ("trinity", Feast), ("triple", Multiple(3.0)),
    ("tue", ShortWeekday(2)), ("tues", ShortWeekday(2)), ("tuesday", Weekday(2)), ("tuesdays", Weekdays(2)),
    ("twelfth", Ordinal(12)), ("twelfths", Parts(12.0)), ("twelve", Small(12)), ("twenties", Decade(1920)),
    ("twentieth", OrdinalTens(20)), ("twentieths", Parts(20.0)), ("twenty", Tens(20)), ("twice", Multiple(2.0)),
    ("two", Small(2)), ("twofold", Multiple(2.0)), ("upcoming", Shift(1)), ("valentine", Feast), ("valentines", Feast),
    ("veteran", Feast), ("veterans", Feast), ("wed", ShortWeekday(3)), ("wednesday", Weekday(3)),
    ("wednesdays", Weekdays(3)), ("week", Opener), ("weekdays", Opener), ("weekend", Opener), ("weekends", Opener),
    ("weekly", Often(2)), ("whit", Feast), ("whole", Opener), ("winter", Role::Season(Season::Winter)),
    ("within", Opener), ("women", Feast), ("xmas", Feast), ("yearly", Often(7)), ("yesterday", Day(-1)),
    ("yom", Feast), ("zero", Small(0)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_word_is_found() {
        assert!(TABLE.is_sorted_by(|a, b| a.0 < b.0));
        for (word, part) in TABLE {
            assert_eq!(role(&word.to_uppercase()), *part, "{word}");
        }
        assert_eq!(role("article"), None);
    }

    use Role::None;
}
