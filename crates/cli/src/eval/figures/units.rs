//! Which names of units and currencies mean the same, and how units convert into each other. Gold files come from many
//! hands: one writes "km/h", another "kilometre-per-hour".

/// One line a unit: its name, its dimension and size where it converts (else `-`), then other names for it, apart by
/// commas. The first that claims a name has it.
const UNITS: &str = "\
meter | L 1 | m, metres
kilometer | L 1e3 | km, kms
centimeter | L 0.01 | cm
millimeter | L 0.001 | mm
decimeter | L 0.1 | dm
micrometer | L 1e-6 | um, micron
nanometer | L 1e-9 | nm
picometer | L 1e-12 | pm
mile | L 1609.344 | mi, [mi_i]
yard | L 0.9144 | yd, [yd_i]
foot | L 0.3048 | ft, feet, [ft_i]
inch | L 0.0254 | in, inches, [in_i]
nautical mile | L 1852 | nmi, [nmi_i]
gram | M 1 | g, gramme
kilogram | M 1e3 | kg, kilo
milligram | M 0.001 | mg
microgram | - | ug, mcg
tonne | M 1e6 | t, metric ton
ton | - | short ton, tons
pound | M 453.59237 | lb, lbs, pound mass, [lb_av]
ounce | M 28.349523125 | oz, [oz_av]
stone | M 6350.29318 | st, [stone_av]
liter | V 1 | l
milliliter | V 0.001 | ml
centiliter | V 0.01 | cl
hectoliter | V 100 | hl
gallon | - | gal, [gal_us]
barrel | - | bbl, [bbl_us]
cup | - | [cup_us]
tablespoon | - | tbsp, [tbs_us]
teaspoon | - | tsp, [tsp_us]
hectare | A 1e4 | ha
acre | - | [acr_us]
square meter | A 1 | m2, m^2
square kilometer | A 1e6 | km2, km^2
square foot | - | ft2, sq ft, sqft, [sft_i], square feet
square mile | - | mi2, sq mi, [smi_us]
cubic foot | - | ft3
cubic meter | - | m3
cubic kilometer | - | km3
cubic centimeter | - | cm3, cc
acre foot | - | acre feet
kilometer per hour | S 0.2777777777777778 | km/h, kph, kmh
mile per hour | S 0.44704 | mph, mi/h, [mi_i]/h, miles per hour
meter per second | S 1 | m/s
kilometer per second | S 1e3 | km/s
knot | S 0.5144444444444445 | kn, kt, [kn_i]
degree celsius | - | c, cel, celsius, °c, degc, degrees celsius
degree fahrenheit | - | f, [degf], fahrenheit, °f, degf
kelvin | - | k
degree | - | °, deg, degrees
second | T 1 | s, sec
minute | T 60 | min
hour | T 3600 | h, hr
day | T 86400 | d
week | T 604800 | wk
month | T 2592000 | mo
year | T 31536000 | a, yr, y
byte | - | by, b
kilobyte | - | kb
megabyte | - | mb
gigabyte | - | gb
terabyte | - | tb
megabit | - | mbit
watt | W 1 | w
kilowatt | W 1e3 | kw
megawatt | W 1e6 | mw
gigawatt | W 1e9 | gw
kilowatt hour | - | kwh
megawatt hour | - | mwh
part per million | - | ppm, [ppm], parts per million
barrel per day | - | bpd, b/d, barrels per day, barrel a day
point | - | pt, points
magnitude | - | mag
% | - | percent, percentage, per cent, pct
pp | P 1 | percentage point, percentage points
bp | P 0.01 | basis point, basis points, bps
cent | - | cents, c.
penny | - | pence, p, penny gb, pennies";

/// One line a currency: its code, or `$` for a dollar of no said country, then other names for it.
const CURRENCIES: &str = "\
USD | us$, us dollar, us dollars, united states dollar, american dollar
$ | dollar, dollars, buck, bucks
EUR | €, euro, euros
GBP | £, pound, pounds, sterling, pound sterling, pounds sterling, british pound
JPY | ¥, yen, japanese yen
CNY | rmb, yuan, renminbi, chinese yuan, renminbi yuan
INR | ₹, rs, rs., rupee, rupees, indian rupee
CAD | c$, ca$, canadian dollar
AUD | a$, au$, australian dollar
HKD | hk$, hong kong dollar
SGD | s$, singapore dollar
NZD | nz$, new zealand dollar
CHF | swiss franc
KRW | ₩, won, south korean won
RUB | ₽, ruble, rouble
BRL | r$, real
MXN | mx$, mexican peso
SEK | swedish krona
TRY | turkish lira
BTC | ₿, xbt, bitcoin, bitcoins
MYR | ringgit
ILS | shekel
ZAR | rand
FIM | finnish markka";

/// Currencies that a bare `$` may stand for.
const DOLLARS: &[&str] = &["$", "USD", "CAD", "AUD", "HKD", "SGD", "NZD", "TWD", "MXN"];

/// The unit's one name, in the singular and in American spelling.
pub(super) fn unit(written: &str) -> String {
    let folded = written.trim().to_lowercase().replace(['_', '-'], " ").replace("litre", "liter");
    let folded = words(&folded.replace("metre", "meter"));
    let singular = folded.split(' ').map(singular).collect::<Vec<_>>().join(" ");
    [folded.as_str(), singular.as_str(), singular.replace(' ', "").as_str()]
        .into_iter()
        .find_map(|name| lookup(UNITS, name))
        .map_or(singular.clone(), str::to_owned)
}

/// The dimension of a unit by its one name, and its size in that.
pub(super) fn size(unit: &str) -> Option<(&'static str, f64)> {
    let line = UNITS.lines().find(|line| line.split(" | ").next() == Some(unit))?;
    let (dimension, size) = line.split(" | ").nth(1)?.split_once(' ')?;
    Some((dimension, size.parse().ok()?))
}

/// Whether two names may mean one currency.
pub(super) fn same_currency(a: &str, b: &str) -> bool {
    let (a, b) = (currency(a), currency(b));
    let dollars = |code: &str| DOLLARS.contains(&code);
    a == b || ((a == "$" || b == "$") && dollars(&a) && dollars(&b))
}

fn currency(written: &str) -> String {
    let folded = words(&written.to_lowercase().replace('-', " "));
    lookup(CURRENCIES, &folded)
        .or_else(|| lookup(CURRENCIES, folded.trim_end_matches('s')))
        .map_or_else(|| folded.to_uppercase(), str::to_owned)
}

/// The first cell of the line that has `name`. A line's own name comes before any other name.
fn lookup(table: &'static str, name: &str) -> Option<&'static str> {
    let cells = |line: &'static str| line.split(" | ").collect::<Vec<_>>();
    let own = table.lines().filter_map(|line| line.split(" | ").next()).find(|own| own.to_lowercase() == name);
    own.or_else(|| {
        let line = table
            .lines()
            .find(|line| cells(line).last().is_some_and(|it| it.split(", ").any(|it| fold(it) == name)))?;
        line.split(" | ").next()
    })
}

/// Names in the table are compared as names in files are.
fn fold(name: &str) -> String {
    name.replace('_', " ")
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word without the s of its plural.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if word != "celsius" && !stem.ends_with('s') => {
            let letters = stem.bytes().rev().take_while(u8::is_ascii_lowercase).count();
            if letters >= 3 { stem } else { word }
        }
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_unit_are_one() {
        for (written, name) in [
            ("km", "kilometer"),
            ("Kilometres", "kilometer"),
            ("kilometre-per-hour", "kilometer per hour"),
            ("miles per hour", "mile per hour"),
            ("[mi_i]", "mile"),
            ("sq_ft", "square foot"),
            ("degrees Celsius", "degree celsius"),
            ("percentage points", "pp"),
            ("pence", "penny"),
            ("furlongs", "furlong"),
            ("gas", "gas"),
        ] {
            assert_eq!(unit(written), name, "{written}");
        }
        assert_eq!(size("kilometer"), Some(("L", 1e3)));
        assert_eq!(size("cup"), None);
    }

    #[test]
    fn a_bare_dollar_is_any_dollar() {
        for (a, b, same) in [
            ("USD", "$", true),
            ("$", "CAD", true),
            ("USD", "CAD", false),
            ("GBP", "Pounds", true),
            ("GBP", "EUR", false),
            ("NOK", "nok", true),
            ("$", "JPY", false),
        ] {
            assert_eq!(same_currency(a, b), same, "{a} {b}");
        }
    }
}
