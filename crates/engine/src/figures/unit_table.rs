//! The units, with their names in US spelling and their UCUM codes, and the words and symbols for them. Prefixes such as
//! kilo, powers and rates are put together where they are read, so that the tables stay small.

use crate::label::Label::{self, Duration, Quantity, Temperature};

/// A unit of measure without prefix or power. Two are the same when their names are.
#[derive(Debug, PartialEq)]
pub(super) struct Unit {
    /// Singular, US spelling.
    pub(super) name: &'static str,
    /// UCUM code; empty where there is none.
    pub(super) ucum: &'static str,
    /// What an amount of it is.
    pub(super) label: Label,
    /// Units of one family make compounds ("6ft 7in") by their sizes; `-` is no family.
    pub(super) family: char,
    pub(super) size: f32,
}

macro_rules! units {
    ($($id:ident $name:literal $ucum:literal $label:ident $family:literal $size:literal;)*) => {
        $(pub(super) static $id: Unit =
            Unit { name: $name, ucum: $ucum, label: $label, family: $family, size: $size };)*
    };
}

#[rustfmt::skip]
units! {
    METER "meter" "m" Quantity 'm' 1.0; MILE "mile" "[mi_i]" Quantity 'i' 63360.0;
    YARD "yard" "[yd_i]" Quantity 'i' 36.0; FOOT "foot" "[ft_i]" Quantity 'i' 12.0;
    INCH "inch" "[in_i]" Quantity 'i' 1.0; LIGHT_YEAR "light-year" "[ly]" Quantity '-' 0.0;
    FATHOM "fathom" "[fth_i]" Quantity '-' 0.0; FURLONG "furlong" "[fur_us]" Quantity '-' 0.0;
    ASTRONOMICAL "astronomical unit" "AU" Quantity '-' 0.0; PARSEC "parsec" "pc" Quantity '-' 0.0;
    ANGSTROM "angstrom" "Ao" Quantity '-' 0.0; NAUTICAL_MILE "nautical mile" "[nmi_i]" Quantity '-' 0.0;
    GRAM "gram" "g" Quantity 'g' 1.0; TONNE "tonne" "t" Quantity '-' 0.0; TON "ton" "[ston_av]" Quantity '-' 0.0;
    POUND "pound" "[lb_av]" Quantity 'p' 16.0; OUNCE "ounce" "[oz_av]" Quantity 'p' 1.0;
    STONE "stone" "[stone_av]" Quantity 'p' 224.0; CARAT "carat" "[car_m]" Quantity '-' 0.0;
    LITER "liter" "L" Quantity 'l' 1.0; GALLON "gallon" "[gal_us]" Quantity 'v' 128.0;
    QUART "quart" "[qt_us]" Quantity 'v' 32.0; PINT "pint" "[pt_us]" Quantity 'v' 16.0;
    CUP "cup" "[cup_us]" Quantity 'v' 8.0; FLUID_OUNCE "fluid ounce" "[foz_us]" Quantity 'v' 1.0;
    TABLESPOON "tablespoon" "[tbs_us]" Quantity '-' 0.0; TEASPOON "teaspoon" "[tsp_us]" Quantity '-' 0.0;
    BARREL "barrel" "[bbl_us]" Quantity '-' 0.0; BUSHEL "bushel" "[bu_us]" Quantity '-' 0.0;
    HECTARE "hectare" "har" Quantity '-' 0.0; ACRE "acre" "[acr_us]" Quantity '-' 0.0;
    ACRE_FOOT "acre foot" "" Quantity '-' 0.0; KNOT "knot" "[kn_i]" Quantity '-' 0.0;
    BYTE "byte" "By" Quantity '-' 0.0; BIT "bit" "bit" Quantity '-' 0.0; PIXEL "pixel" "" Quantity '-' 0.0;
    HERTZ "hertz" "Hz" Quantity '-' 0.0; WATT "watt" "W" Quantity '-' 0.0;
    WATT_HOUR "watt hour" "W.h" Quantity '-' 0.0; HORSEPOWER "horsepower" "[HP]" Quantity '-' 0.0;
    JOULE "joule" "J" Quantity '-' 0.0; CALORIE "calorie" "cal" Quantity '-' 0.0;
    ELECTRONVOLT "electronvolt" "eV" Quantity '-' 0.0; BTU "british thermal unit" "[Btu]" Quantity '-' 0.0;
    VOLT "volt" "V" Quantity '-' 0.0; AMP "amp" "A" Quantity '-' 0.0; AMP_HOUR "amp hour" "A.h" Quantity '-' 0.0;
    OHM "ohm" "Ohm" Quantity '-' 0.0; FARAD "farad" "F" Quantity '-' 0.0; COULOMB "coulomb" "C" Quantity '-' 0.0;
    TESLA "tesla" "T" Quantity '-' 0.0; GAUSS "gauss" "G" Quantity '-' 0.0; NEWTON "newton" "N" Quantity '-' 0.0;
    PASCAL "pascal" "Pa" Quantity '-' 0.0; BAR "bar" "bar" Quantity '-' 0.0;
    ATMOSPHERE "atmosphere" "atm" Quantity '-' 0.0; PSI "pound per square inch" "[psi]" Quantity '-' 0.0;
    DECIBEL "decibel" "dB" Quantity '-' 0.0; REVOLUTION "revolution" "{rev}" Quantity '-' 0.0;
    PPM "part per million" "[ppm]" Quantity '-' 0.0; PPB "part per billion" "[ppb]" Quantity '-' 0.0;
    LUMEN "lumen" "lm" Quantity '-' 0.0; LUX "lux" "lx" Quantity '-' 0.0; CANDELA "candela" "cd" Quantity '-' 0.0;
    MOLE "mole" "mol" Quantity '-' 0.0; SIEVERT "sievert" "Sv" Quantity '-' 0.0; GRAY "gray" "Gy" Quantity '-' 0.0;
    BECQUEREL "becquerel" "Bq" Quantity '-' 0.0; CURIE "curie" "Ci" Quantity '-' 0.0;
    CELSIUS "degree celsius" "Cel" Temperature '-' 0.0;
    FAHRENHEIT "degree fahrenheit" "[degF]" Temperature '-' 0.0; KELVIN "kelvin" "K" Temperature '-' 0.0;
    DEGREE "degree" "deg" Temperature '-' 0.0; SECOND "second" "s" Duration 'T' 1.0;
    MINUTE "minute" "min" Duration 'T' 60.0; HOUR "hour" "h" Duration 'T' 3600.0;
    DAY "day" "d" Duration 'T' 86400.0; WEEK "week" "wk" Duration 'T' 604800.0;
    MONTH "month" "mo" Duration 'T' 2592000.0; YEAR "year" "a" Duration 'T' 31536000.0;
    POINT "point" "" Quantity '-' 0.0; MAGNITUDE "magnitude" "" Quantity '-' 0.0;
}

/// What a word for a unit takes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    /// Nothing.
    Plain,
    /// A metric prefix or none.
    Metric,
    /// A metric prefix; alone it has other senses, as in "bar".
    Prefixed,
}

use Takes::{Metric, Plain, Prefixed};

/// Words for units, singular and in lower case, sorted.
#[rustfmt::skip]
pub(super) static WORDS: &[(&str, &Unit, Takes)] = &[
    ("acre", &ACRE, Plain), ("amp", &AMP, Metric), ("ampere", &AMP, Metric), ("angstrom", &ANGSTROM, Plain),
    ("atm", &ATMOSPHERE, Plain), ("bar", &BAR, Prefixed), ("barrel", &BARREL, Plain), ("bbl", &BARREL, Plain),
    ("becquerel", &BECQUEREL, Metric), ("bhp", &HORSEPOWER, Plain), ("bit", &BIT, Metric), ("btu", &BTU, Plain),
    ("bushel", &BUSHEL, Plain), ("byte", &BYTE, Metric), ("calorie", &CALORIE, Metric),
    ("candela", &CANDELA, Plain), ("carat", &CARAT, Plain), ("celcius", &CELSIUS, Plain),
    ("celsius", &CELSIUS, Plain), ("centigrade", &CELSIUS, Plain), ("coulomb", &COULOMB, Metric),
    ("cup", &CUP, Plain), ("curie", &CURIE, Metric), ("day", &DAY, Plain), ("db", &DECIBEL, Plain),
    ("decibel", &DECIBEL, Plain), ("electronvolt", &ELECTRONVOLT, Metric), ("fahrenheit", &FAHRENHEIT, Plain),
    ("farad", &FARAD, Metric), ("farenheit", &FAHRENHEIT, Plain), ("fathom", &FATHOM, Plain),
    ("feet", &FOOT, Plain), ("foot", &FOOT, Plain), ("ft", &FOOT, Plain), ("furlong", &FURLONG, Plain),
    ("gal", &GALLON, Plain), ("gallon", &GALLON, Plain), ("gauss", &GAUSS, Plain), ("gm", &GRAM, Plain),
    ("gram", &GRAM, Metric), ("gramme", &GRAM, Metric), ("gray", &GRAY, Prefixed), ("hectare", &HECTARE, Plain),
    ("hertz", &HERTZ, Metric), ("horsepower", &HORSEPOWER, Plain), ("hour", &HOUR, Plain),
    ("hp", &HORSEPOWER, Plain), ("hr", &HOUR, Plain), ("in", &INCH, Plain), ("inch", &INCH, Plain),
    ("inches", &INCH, Plain), ("joule", &JOULE, Metric), ("kelvin", &KELVIN, Plain), ("knot", &KNOT, Plain),
    ("kt", &KNOT, Plain), ("lb", &POUND, Plain), ("lightyear", &LIGHT_YEAR, Plain), ("liter", &LITER, Metric),
    ("lumen", &LUMEN, Plain), ("lux", &LUX, Plain), ("ly", &LIGHT_YEAR, Plain), ("meter", &METER, Metric),
    ("mi", &MILE, Plain), ("mile", &MILE, Plain), ("min", &MINUTE, Plain), ("minute", &MINUTE, Plain),
    ("mole", &MOLE, Prefixed), ("month", &MONTH, Plain), ("newton", &NEWTON, Metric), ("night", &DAY, Plain),
    ("nmi", &NAUTICAL_MILE, Plain), ("ohm", &OHM, Metric), ("ounce", &OUNCE, Plain), ("oz", &OUNCE, Plain),
    ("parsec", &PARSEC, Metric), ("pascal", &PASCAL, Metric), ("pint", &PINT, Plain), ("pixel", &PIXEL, Metric),
    ("pound", &POUND, Plain), ("ppb", &PPB, Plain), ("ppm", &PPM, Plain), ("psi", &PSI, Plain),
    ("px", &PIXEL, Plain), ("quart", &QUART, Plain), ("sec", &SECOND, Plain), ("second", &SECOND, Metric),
    ("sievert", &SIEVERT, Metric), ("stone", &STONE, Plain), ("tablespoon", &TABLESPOON, Plain),
    ("tbsp", &TABLESPOON, Plain), ("teaspoon", &TEASPOON, Plain), ("ton", &TON, Metric), ("tonne", &TONNE, Metric),
    ("tsp", &TEASPOON, Plain), ("volt", &VOLT, Metric), ("watt", &WATT, Metric), ("week", &WEEK, Plain),
    ("wk", &WEEK, Plain), ("yard", &YARD, Plain), ("yd", &YARD, Plain), ("year", &YEAR, Plain),
    ("yr", &YEAR, Plain),
];

/// How a symbol without prefix has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// Anywhere behind a number.
    Free,
    /// Glued to the number.
    Glued,
    /// Apart from digits, and with no name behind it.
    Apart,
    /// Glued, or apart with no name behind it.
    Careful,
    /// Only with a prefix.
    Never,
}

use Stand::{Apart, Careful, Free, Glued, Never};

/// Symbols in their case, with the prefixes that they take in articles: picometers, "5 pm", are left out.
#[rustfmt::skip]
pub(super) static SYMBOLS: &[(&str, &Unit, &str, Stand)] = &[
    ("m", &METER, "kcmdnµ", Free), ("g", &GRAM, "kmµn", Free), ("l", &LITER, "mcdhµ", Free),
    ("L", &LITER, "mcdhµ", Careful), ("t", &TONNE, "MG", Glued), ("h", &HOUR, "", Free), ("s", &SECOND, "mnµ", Careful),
    ("B", &BYTE, "kKMGTPE", Never), ("bit", &BIT, "kKMGT", Never), ("Hz", &HERTZ, "kMGT", Free),
    ("W", &WATT, "kMGTmµ", Careful), ("Wh", &WATT_HOUR, "kMGT", Free), ("J", &JOULE, "kMGT", Apart),
    ("cal", &CALORIE, "k", Free), ("eV", &ELECTRONVOLT, "kMGTm", Free), ("V", &VOLT, "kMmµ", Careful),
    ("A", &AMP, "mkµn", Never), ("Ah", &AMP_HOUR, "mk", Free), ("Ω", &OHM, "kMm", Free),
    ("F", &FARAD, "µn", Never), ("T", &TESLA, "mµ", Apart), ("N", &NEWTON, "kM", Apart),
    ("Pa", &PASCAL, "khMG", Free), ("bar", &BAR, "m", Never), ("lm", &LUMEN, "", Free), ("lx", &LUX, "", Free),
("mol", &MOLE, "mµn", Free), ("Sv", &SIEVERT, "mµ", Free),
    ("Gy", &GRAY, "mµ", Free), ("Bq", &BECQUEREL, "kMGT", Free), ("ha", &HECTARE, "", Free),
    ("AU", &ASTRONOMICAL, "", Free), ("kn", &KNOT, "", Glued), ("C", &CELSIUS, "", Careful),
    ("F", &FAHRENHEIT, "", Careful), ("K", &KELVIN, "", Apart),
];

/// Shorthand in lower case: the prefix by its place in [`PREFIXES`], the unit, and what it is per.
#[rustfmt::skip]
pub(super) static SHORTHAND: &[(&str, u8, &Unit, Option<&Unit>)] = &[
    ("bpd", 0, &BARREL, Some(&DAY)), ("gbps", 3, &BIT, Some(&SECOND)), ("kbps", 1, &BIT, Some(&SECOND)),
    ("kilo", 1, &GRAM, None), ("kmh", 1, &METER, Some(&HOUR)), ("kmph", 1, &METER, Some(&HOUR)),
    ("kph", 1, &METER, Some(&HOUR)), ("mbps", 2, &BIT, Some(&SECOND)), ("mcg", 7, &GRAM, None),
    ("micron", 7, &METER, None), ("mpg", 0, &MILE, Some(&GALLON)), ("mph", 0, &MILE, Some(&HOUR)),
    ("rpm", 0, &REVOLUTION, Some(&MINUTE)),
];

/// Prefixes: name, symbol, factor. The first is none.
#[rustfmt::skip]
pub(super) static PREFIXES: &[(&str, &str, f64)] = &[
    ("", "", 1.0), ("kilo", "k", 1e3), ("mega", "M", 1e6), ("giga", "G", 1e9), ("tera", "T", 1e12), ("peta", "P", 1e15),
    ("milli", "m", 1e-3), ("micro", "µ", 1e-6), ("nano", "n", 1e-9), ("centi", "c", 1e-2), ("hecto", "h", 1e2),
    ("exa", "E", 1e18), ("deci", "d", 1e-1), ("kibi", "Ki", 1024.0), ("mebi", "Mi", 1_048_576.0),
    ("gibi", "Gi", 1_073_741_824.0),
];
