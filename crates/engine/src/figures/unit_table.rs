//! The units, with their names in US spelling and their UCUM codes, and the words for them.

use crate::label::Label::{self, Duration, Quantity, Temperature};

/// A unit of measure. Two units are the same when their names are.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Singular, US spelling.
    pub(super) name: &'static str,
    /// UCUM code; empty where there is none.
    pub(super) ucum: &'static str,
    /// What an amount of it is.
    pub(super) label: Label,
}

/// How a word for a unit has to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// In any case.
    Any,
    /// In exactly this case.
    Exact(&'static str),
    /// Glued to the number.
    Glued,
    /// Glued to the number, in exactly this case.
    GluedExact(&'static str),
}

use Form::{Any, Exact, Glued, GluedExact};

macro_rules! units {
    ($($id:ident $name:literal $ucum:literal $label:ident;)*) => {
        $(pub(super) static $id: Unit = Unit { name: $name, ucum: $ucum, label: $label };)*
        /// Every unit.
        static ALL: &[&Unit] = &[$(&$id),*];
    };
}

#[rustfmt::skip]
units! {
    METER "meter" "m" Quantity; KILOMETER "kilometer" "km" Quantity; CENTIMETER "centimeter" "cm" Quantity;
    MILLIMETER "millimeter" "mm" Quantity; MICROMETER "micrometer" "um" Quantity;
    NANOMETER "nanometer" "nm" Quantity; MILE "mile" "[mi_i]" Quantity; YARD "yard" "[yd_i]" Quantity;
    FOOT "foot" "[ft_i]" Quantity; INCH "inch" "[in_i]" Quantity; LIGHT_YEAR "light-year" "[ly]" Quantity;
    FATHOM "fathom" "[fth_i]" Quantity; FURLONG "furlong" "[fur_us]" Quantity; GRAM "gram" "g" Quantity;
    KILOGRAM "kilogram" "kg" Quantity; MILLIGRAM "milligram" "mg" Quantity; MICROGRAM "microgram" "ug" Quantity;
    TONNE "tonne" "t" Quantity; TON "ton" "[ston_av]" Quantity; POUND "pound" "[lb_av]" Quantity;
    OUNCE "ounce" "[oz_av]" Quantity; STONE "stone" "[stone_av]" Quantity; CARAT "carat" "[car_m]" Quantity;
    LITER "liter" "L" Quantity; MILLILITER "milliliter" "mL" Quantity; CENTILITER "centiliter" "cL" Quantity;
    HECTOLITER "hectoliter" "hL" Quantity; GALLON "gallon" "[gal_us]" Quantity; PINT "pint" "[pt_us]" Quantity;
    QUART "quart" "[qt_us]" Quantity; BARREL "barrel" "[bbl_us]" Quantity; CUP "cup" "[cup_us]" Quantity;
    TABLESPOON "tablespoon" "[tbs_us]" Quantity; TEASPOON "teaspoon" "[tsp_us]" Quantity;
    BUSHEL "bushel" "[bu_us]" Quantity; HECTARE "hectare" "har" Quantity; ACRE "acre" "[acr_us]" Quantity;
    ACRE_FOOT "acre foot" "" Quantity; KNOT "knot" "[kn_i]" Quantity;
    MILE_PER_HOUR "mile per hour" "[mi_i]/h" Quantity; KILOMETER_PER_HOUR "kilometer per hour" "km/h" Quantity;
    BYTE "byte" "By" Quantity; KILOBYTE "kilobyte" "kBy" Quantity; MEGABYTE "megabyte" "MBy" Quantity;
    GIGABYTE "gigabyte" "GBy" Quantity; TERABYTE "terabyte" "TBy" Quantity; PETABYTE "petabyte" "PBy" Quantity;
    BIT "bit" "bit" Quantity; KILOBIT "kilobit" "kbit" Quantity; MEGABIT "megabit" "Mbit" Quantity;
    GIGABIT "gigabit" "Gbit" Quantity; MEGABIT_PER_SECOND "megabit per second" "Mbit/s" Quantity;
    GIGABIT_PER_SECOND "gigabit per second" "Gbit/s" Quantity; PIXEL "pixel" "" Quantity;
    MEGAPIXEL "megapixel" "" Quantity; HERTZ "hertz" "Hz" Quantity; KILOHERTZ "kilohertz" "kHz" Quantity;
    MEGAHERTZ "megahertz" "MHz" Quantity; GIGAHERTZ "gigahertz" "GHz" Quantity; WATT "watt" "W" Quantity;
    KILOWATT "kilowatt" "kW" Quantity; MEGAWATT "megawatt" "MW" Quantity; GIGAWATT "gigawatt" "GW" Quantity;
    TERAWATT "terawatt" "TW" Quantity; KILOWATT_HOUR "kilowatt hour" "kW.h" Quantity;
    MEGAWATT_HOUR "megawatt hour" "MW.h" Quantity; GIGAWATT_HOUR "gigawatt hour" "GW.h" Quantity;
    TERAWATT_HOUR "terawatt hour" "TW.h" Quantity; HORSEPOWER "horsepower" "[HP]" Quantity;
    JOULE "joule" "J" Quantity; KILOJOULE "kilojoule" "kJ" Quantity; CALORIE "calorie" "cal" Quantity;
    KILOCALORIE "kilocalorie" "kcal" Quantity; VOLT "volt" "V" Quantity; KILOVOLT "kilovolt" "kV" Quantity;
    AMP "amp" "A" Quantity; OHM "ohm" "Ohm" Quantity; NEWTON "newton" "N" Quantity; PASCAL "pascal" "Pa" Quantity;
    HECTOPASCAL "hectopascal" "hPa" Quantity; KILOPASCAL "kilopascal" "kPa" Quantity;
    MILLIBAR "millibar" "mbar" Quantity; POUND_PER_SQUARE_INCH "pound per square inch" "[psi]" Quantity;
    DECIBEL "decibel" "dB" Quantity; REVOLUTION_PER_MINUTE "revolution per minute" "{rev}/min" Quantity;
    PART_PER_MILLION "part per million" "[ppm]" Quantity; BARREL_PER_DAY "barrel per day" "[bbl_us]/d" Quantity;
    MILE_PER_GALLON "mile per gallon" "[mi_i]/[gal_us]" Quantity; DEGREE_CELSIUS "degree celsius" "Cel" Temperature;
    DEGREE_FAHRENHEIT "degree fahrenheit" "[degF]" Temperature; KELVIN "kelvin" "K" Temperature;
    MILLISECOND "millisecond" "ms" Duration; SECOND "second" "s" Duration; MINUTE "minute" "min" Duration;
    HOUR "hour" "h" Duration; DAY "day" "d" Duration; WEEK "week" "wk" Duration; MONTH "month" "mo" Duration;
    YEAR "year" "a" Duration; DEGREE "degree" "deg" Temperature; SQUARE_FOOT "square foot" "[sft_i]" Quantity;
    SQUARE_METER "square meter" "m2" Quantity; SQUARE_KILOMETER "square kilometer" "km2" Quantity;
    SQUARE_MILE "square mile" "[smi_us]" Quantity; SQUARE_INCH "square inch" "[sin_i]" Quantity;
    SQUARE_YARD "square yard" "[syd_i]" Quantity; SQUARE_CENTIMETER "square centimeter" "cm2" Quantity;
    CUBIC_FOOT "cubic foot" "[cft_i]" Quantity; CUBIC_METER "cubic meter" "m3" Quantity;
    CUBIC_KILOMETER "cubic kilometer" "km3" Quantity; CUBIC_CENTIMETER "cubic centimeter" "cm3" Quantity;
    CUBIC_INCH "cubic inch" "[cin_i]" Quantity; CUBIC_YARD "cubic yard" "[cyd_i]" Quantity;
    NAUTICAL_MILE "nautical mile" "[nmi_i]" Quantity; METER_PER_SECOND "meter per second" "m/s" Quantity;
    KILOMETER_PER_SECOND "kilometer per second" "km/s" Quantity;
    FOOT_PER_SECOND "foot per second" "[ft_i]/s" Quantity; MILE_PER_SECOND "mile per second" "[mi_i]/s" Quantity;
    FOOT_PER_MINUTE "foot per minute" "[ft_i]/min" Quantity; LITER_PER_MINUTE "liter per minute" "L/min" Quantity;
    LITER_PER_SECOND "liter per second" "L/s" Quantity;
    GALLON_PER_MINUTE "gallon per minute" "[gal_us]/min" Quantity;
    GALLON_PER_DAY "gallon per day" "[gal_us]/d" Quantity;
    CUBIC_METER_PER_SECOND "cubic meter per second" "m3/s" Quantity;
    CUBIC_FOOT_PER_SECOND "cubic foot per second" "[cft_i]/s" Quantity; POINT "point" "" Quantity;
    MAGNITUDE "magnitude" "" Quantity;
}

/// The unit of that name.
pub(super) fn named(name: &str) -> Option<&'static Unit> {
    ALL.iter().find(|unit| unit.name == name).copied()
}

/// Words for units in lower case, sorted.
#[rustfmt::skip]
pub(super) static FORMS: &[(&str, &Unit, Form)] = &[
    ("acre", &ACRE, Any), ("acres", &ACRE, Any), ("amp", &AMP, Any), ("ampere", &AMP, Any), ("amperes", &AMP, Any),
    ("amps", &AMP, Any), ("barrel", &BARREL, Any), ("barrels", &BARREL, Any), ("bbl", &BARREL, Any),
    ("bhp", &HORSEPOWER, Any), ("bit", &BIT, Any), ("bits", &BIT, Any), ("bpd", &BARREL_PER_DAY, Any),
    ("bushel", &BUSHEL, Any), ("bushels", &BUSHEL, Any), ("byte", &BYTE, Any), ("bytes", &BYTE, Any),
    ("c", &DEGREE_CELSIUS, GluedExact("C")), ("cal", &CALORIE, Any), ("calorie", &CALORIE, Any),
    ("calories", &CALORIE, Any), ("carat", &CARAT, Any), ("carats", &CARAT, Any), ("celcius", &DEGREE_CELSIUS, Any),
    ("celsius", &DEGREE_CELSIUS, Any), ("centigrade", &DEGREE_CELSIUS, Any), ("centiliter", &CENTILITER, Any),
    ("centiliters", &CENTILITER, Any), ("centilitre", &CENTILITER, Any), ("centilitres", &CENTILITER, Any),
    ("centimeter", &CENTIMETER, Any), ("centimeters", &CENTIMETER, Any), ("centimetre", &CENTIMETER, Any),
    ("centimetres", &CENTIMETER, Any), ("cl", &CENTILITER, Exact("cl")), ("cm", &CENTIMETER, Any),
    ("cms", &CENTIMETER, Any), ("cup", &CUP, Any), ("cups", &CUP, Any), ("day", &DAY, Any), ("days", &DAY, Any),
    ("db", &DECIBEL, Any), ("decibel", &DECIBEL, Any), ("decibels", &DECIBEL, Any),
    ("f", &DEGREE_FAHRENHEIT, GluedExact("F")), ("fahrenheit", &DEGREE_FAHRENHEIT, Any),
    ("farenheit", &DEGREE_FAHRENHEIT, Any), ("fathom", &FATHOM, Any), ("fathoms", &FATHOM, Any),
    ("feet", &FOOT, Any), ("foot", &FOOT, Any), ("ft", &FOOT, Any), ("furlong", &FURLONG, Any),
    ("furlongs", &FURLONG, Any), ("g", &GRAM, Exact("g")), ("gal", &GALLON, Any), ("gallon", &GALLON, Any),
    ("gallons", &GALLON, Any), ("gb", &GIGABYTE, Any), ("gbit", &GIGABIT, Any), ("gbps", &GIGABIT_PER_SECOND, Any),
    ("ghz", &GIGAHERTZ, Any), ("gigabit", &GIGABIT, Any), ("gigabits", &GIGABIT, Any), ("gigabyte", &GIGABYTE, Any),
    ("gigabytes", &GIGABYTE, Any), ("gigahertz", &GIGAHERTZ, Any), ("gigawatt", &GIGAWATT, Any),
    ("gigawatts", &GIGAWATT, Any), ("gm", &GRAM, Any), ("gms", &GRAM, Any), ("gram", &GRAM, Any),
    ("gramme", &GRAM, Any), ("grammes", &GRAM, Any), ("grams", &GRAM, Any), ("gw", &GIGAWATT, Any),
    ("gwh", &GIGAWATT_HOUR, Any), ("h", &HOUR, Glued), ("ha", &HECTARE, Exact("ha")), ("hectare", &HECTARE, Any),
    ("hectares", &HECTARE, Any), ("hectoliter", &HECTOLITER, Any), ("hectoliters", &HECTOLITER, Any),
    ("hectolitre", &HECTOLITER, Any), ("hectolitres", &HECTOLITER, Any), ("hectopascal", &HECTOPASCAL, Any),
    ("hectopascals", &HECTOPASCAL, Any), ("hertz", &HERTZ, Any), ("hl", &HECTOLITER, Exact("hl")),
    ("horsepower", &HORSEPOWER, Any), ("hour", &HOUR, Any), ("hours", &HOUR, Any), ("hp", &HORSEPOWER, Any),
    ("hpa", &HECTOPASCAL, Any), ("hr", &HOUR, Any), ("hrs", &HOUR, Any), ("hz", &HERTZ, Any), ("in", &INCH, Glued),
    ("inch", &INCH, Any), ("inches", &INCH, Any), ("joule", &JOULE, Any), ("joules", &JOULE, Any),
    ("kb", &KILOBYTE, Any), ("kbit", &KILOBIT, Any), ("kcal", &KILOCALORIE, Any), ("kelvin", &KELVIN, Any),
    ("kelvins", &KELVIN, Any), ("kg", &KILOGRAM, Any), ("kgs", &KILOGRAM, Any), ("khz", &KILOHERTZ, Any),
    ("kilo", &KILOGRAM, Any), ("kilobit", &KILOBIT, Any), ("kilobits", &KILOBIT, Any), ("kilobyte", &KILOBYTE, Any),
    ("kilobytes", &KILOBYTE, Any), ("kilocalorie", &KILOCALORIE, Any), ("kilocalories", &KILOCALORIE, Any),
    ("kilogram", &KILOGRAM, Any), ("kilogramme", &KILOGRAM, Any), ("kilogrammes", &KILOGRAM, Any),
    ("kilograms", &KILOGRAM, Any), ("kilohertz", &KILOHERTZ, Any), ("kilojoule", &KILOJOULE, Any),
    ("kilojoules", &KILOJOULE, Any), ("kilometer", &KILOMETER, Any), ("kilometers", &KILOMETER, Any),
    ("kilometre", &KILOMETER, Any), ("kilometres", &KILOMETER, Any), ("kilopascal", &KILOPASCAL, Any),
    ("kilopascals", &KILOPASCAL, Any), ("kilos", &KILOGRAM, Any), ("kilovolt", &KILOVOLT, Any),
    ("kilovolts", &KILOVOLT, Any), ("kilowatt", &KILOWATT, Any), ("kilowatts", &KILOWATT, Any),
    ("kj", &KILOJOULE, Any), ("km", &KILOMETER, Any), ("kmh", &KILOMETER_PER_HOUR, Any),
    ("kmph", &KILOMETER_PER_HOUR, Any), ("kms", &KILOMETER, Any), ("kn", &KNOT, GluedExact("kn")),
    ("knot", &KNOT, Any), ("knots", &KNOT, Any), ("kpa", &KILOPASCAL, Any), ("kph", &KILOMETER_PER_HOUR, Any),
    ("kv", &KILOVOLT, Any), ("kw", &KILOWATT, Any), ("kwh", &KILOWATT_HOUR, Any), ("l", &LITER, Exact("l")),
    ("lb", &POUND, Any), ("lbs", &POUND, Any), ("lightyear", &LIGHT_YEAR, Any), ("lightyears", &LIGHT_YEAR, Any),
    ("liter", &LITER, Any), ("liters", &LITER, Any), ("litre", &LITER, Any), ("litres", &LITER, Any),
    ("m", &METER, Exact("m")), ("mb", &MEGABYTE, Any), ("mbar", &MILLIBAR, Any), ("mbit", &MEGABIT, Any),
    ("mbps", &MEGABIT_PER_SECOND, Any), ("mcg", &MICROGRAM, Any), ("megabit", &MEGABIT, Any),
    ("megabits", &MEGABIT, Any), ("megabyte", &MEGABYTE, Any), ("megabytes", &MEGABYTE, Any),
    ("megahertz", &MEGAHERTZ, Any), ("megapixel", &MEGAPIXEL, Any), ("megapixels", &MEGAPIXEL, Any),
    ("megawatt", &MEGAWATT, Any), ("megawatts", &MEGAWATT, Any), ("meter", &METER, Any), ("meters", &METER, Any),
    ("metre", &METER, Any), ("metres", &METER, Any), ("mg", &MILLIGRAM, Any), ("mhz", &MEGAHERTZ, Any),
    ("mi", &MILE, Exact("mi")), ("microgram", &MICROGRAM, Any), ("micrograms", &MICROGRAM, Any),
    ("micrometer", &MICROMETER, Any), ("micrometers", &MICROMETER, Any), ("micrometre", &MICROMETER, Any),
    ("micrometres", &MICROMETER, Any), ("micron", &MICROMETER, Any), ("microns", &MICROMETER, Any),
    ("mile", &MILE, Any), ("miles", &MILE, Any), ("millibar", &MILLIBAR, Any), ("millibars", &MILLIBAR, Any),
    ("milligram", &MILLIGRAM, Any), ("milligrams", &MILLIGRAM, Any), ("milliliter", &MILLILITER, Any),
    ("milliliters", &MILLILITER, Any), ("millilitre", &MILLILITER, Any), ("millilitres", &MILLILITER, Any),
    ("millimeter", &MILLIMETER, Any), ("millimeters", &MILLIMETER, Any), ("millimetre", &MILLIMETER, Any),
    ("millimetres", &MILLIMETER, Any), ("millisecond", &MILLISECOND, Any), ("milliseconds", &MILLISECOND, Any),
    ("min", &MINUTE, Any), ("mins", &MINUTE, Any), ("minute", &MINUTE, Any), ("minutes", &MINUTE, Any),
    ("ml", &MILLILITER, Any), ("mm", &MILLIMETER, Exact("mm")), ("month", &MONTH, Any), ("months", &MONTH, Any),
    ("mpg", &MILE_PER_GALLON, Any), ("mph", &MILE_PER_HOUR, Any), ("ms", &MILLISECOND, Exact("ms")),
    ("mw", &MEGAWATT, Any), ("mwh", &MEGAWATT_HOUR, Any), ("nanometer", &NANOMETER, Any),
    ("nanometers", &NANOMETER, Any), ("nanometre", &NANOMETER, Any), ("nanometres", &NANOMETER, Any),
    ("newton", &NEWTON, Any), ("newtons", &NEWTON, Any), ("night", &DAY, Any), ("nights", &DAY, Any),
    ("nm", &NANOMETER, Exact("nm")), ("ohm", &OHM, Any), ("ohms", &OHM, Any), ("ounce", &OUNCE, Any),
    ("ounces", &OUNCE, Any), ("oz", &OUNCE, Any), ("pascal", &PASCAL, Any), ("pascals", &PASCAL, Any),
    ("pb", &PETABYTE, Exact("pb")), ("petabyte", &PETABYTE, Any), ("petabytes", &PETABYTE, Any),
    ("pint", &PINT, Any), ("pints", &PINT, Any), ("pixel", &PIXEL, Any), ("pixels", &PIXEL, Any),
    ("pound", &POUND, Any), ("pounds", &POUND, Any), ("ppm", &PART_PER_MILLION, Any),
    ("psi", &POUND_PER_SQUARE_INCH, Any), ("px", &PIXEL, Any), ("quart", &QUART, Any), ("quarts", &QUART, Any),
    ("rpm", &REVOLUTION_PER_MINUTE, Any), ("s", &SECOND, GluedExact("s")), ("sec", &SECOND, Any),
    ("second", &SECOND, Any), ("seconds", &SECOND, Any), ("secs", &SECOND, Any), ("stone", &STONE, Any),
    ("t", &TONNE, Glued), ("tablespoon", &TABLESPOON, Any), ("tablespoons", &TABLESPOON, Any),
    ("tb", &TERABYTE, Any), ("tbsp", &TABLESPOON, Any), ("teaspoon", &TEASPOON, Any), ("teaspoons", &TEASPOON, Any),
    ("terabyte", &TERABYTE, Any), ("terabytes", &TERABYTE, Any), ("terawatt", &TERAWATT, Any),
    ("terawatts", &TERAWATT, Any), ("ton", &TON, Any), ("tonne", &TONNE, Any), ("tonnes", &TONNE, Any),
    ("tons", &TON, Any), ("tsp", &TEASPOON, Any), ("tw", &TERAWATT, Exact("tw")), ("twh", &TERAWATT_HOUR, Any),
    ("v", &VOLT, GluedExact("V")), ("volt", &VOLT, Any), ("volts", &VOLT, Any), ("w", &WATT, GluedExact("W")),
    ("watt", &WATT, Any), ("watts", &WATT, Any), ("week", &WEEK, Any), ("weeks", &WEEK, Any), ("wk", &WEEK, Any),
    ("wks", &WEEK, Any), ("yard", &YARD, Any), ("yards", &YARD, Any), ("yd", &YARD, Any), ("yds", &YARD, Any),
    ("year", &YEAR, Any), ("years", &YEAR, Any), ("yr", &YEAR, Any), ("yrs", &YEAR, Any),
];
