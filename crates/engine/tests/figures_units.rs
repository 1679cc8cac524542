//! Money and units of every kind, as tables of cases, with look-alikes that stay as they are.

mod notation;

use postil_engine::LabelKind::Figure;

fn check(cases: &[&str]) {
    notation::check(Some(Figure), cases);
}

#[test]
fn units_with_prefixes_powers_and_rates() {
    check(&[
        "The cell holds [85 kWh|QUANTITY=85 kilowatt hour] and [4,500 mAh|QUANTITY=4500 milliamp hour].",
        "A dose of [3 mSv|QUANTITY=3 millisievert] a year.",
        "Beams of [6.8 TeV|QUANTITY=6.8 teraelectronvolt] met.",
        "It keeps [40 exabytes|QUANTITY=40 exabyte].",
        "It has a density of [1.2 kg/m³|QUANTITY=1.2 kilogram per cubic meter].",
        "It speeds up by [3 m/s²|QUANTITY=3 meter per square second].",
        "Add [20 grams per litre|QUANTITY=20 gram per liter].",
        "The line runs at [50 Mbps|QUANTITY=50 megabit per second].",
        "It takes [two kb per second|QUANTITY=2 kilobit per second].",
        "A file of [32 KB|QUANTITY=32 kilobyte].",
        "It burns [30,000 British thermal units|QUANTITY=30000 british thermal unit].",
        "A lamp of [60 W|QUANTITY=60 watt] shone.",
        "They flooded [40 cu mi|QUANTITY=40 cubic mile] of land.",
        "It drives [80 miles a gallon|QUANTITY=80 mile per gallon].",
        "He drinks [two litres|QUANTITY=2 liter] a day.",
        "They dug [three metres squared|QUANTITY=3 square meter].",
    ]);
}

#[test]
fn feet_and_inches() {
    check(&[
        "He is [6'3\"|QUANTITY=6.25 foot] tall.",
        "She is [5 feet 9|QUANTITY=5.75 foot] tall.",
        "A [7\"|QUANTITY=7 inch] screen.",
        "She is [5'4|QUANTITY=5.333333333333333 foot] now.",
        "The board is [12 ft 6 in|QUANTITY=12.5 foot].",
        "A plank [3 in|QUANTITY=3 inch] thick.",
        "She weighed [10st 7lb|QUANTITY=10.5 stone] then.",
        "It ran [2 yards, 1 foot and 6 inches|QUANTITY=2.5 yard].",
        "They say \"I was [20|CARDINAL]\" and laugh.",
        "It came out with [716|CARDINAL] in high definition.",
        "They made [2|CARDINAL] in the test.",
    ]);
}

#[test]
fn symbols_that_are_no_units() {
    check(&[
        "See Figure 2 A and page 15 A of it.",
        "It lies at [57|CARDINAL] S, [14|CARDINAL] [22|CARDINAL] W of here.",
        "A grade of [3.9|CARDINAL] GPA.",
        "They bought [5|CARDINAL] TV sets and [12|CARDINAL] EV chargers.",
        "The filing [24703|CARDINAL] m212 is void.",
        "A profit of [14.7|CARDINAL] C/ per share.",
    ]);
}

#[test]
fn degrees_below_zero_and_tolerances() {
    check(&[
        "It was [ten degrees below zero|TEMPERATURE=-10 degree].",
        "It was [30 C|TEMPERATURE=30 degree celsius] outside.",
        "It cooled from [-5 °C to -20 °C|TEMPERATURE=-20..-5 degree celsius] there.",
        "It weighs [4.5 ± 0.2 kg|QUANTITY=4.5 kilogram].",
        "It read [12 +/- 1 volts|QUANTITY=12 volt].",
    ]);
}

#[test]
fn money_in_parts() {
    check(&[
        "It cost [15 dollars 50|MONEY=15.5 USD].",
        "It cost [$20 and 43c|MONEY=20.43 USD].",
        "It cost [12 ringgit and 30 sen|MONEY=12.3 MYR].",
        "It cost [a dollar and 10 cents|MONEY=1.1 USD].",
        "Less than [a dollar|MONEY=<1 USD] a day.",
        "It cost [a dollar and a half|MONEY=1.5 USD].",
        "He has [three dollars|MONEY=3 USD] and [two|CARDINAL=2] coins.",
        "She gave [$20|MONEY=20 USD] and [40|CARDINAL=40] books.",
        "A [ten-pound|MONEY=10 GBP] note and a [ten-pound|QUANTITY=10 pound] bag.",
    ]);
}

#[test]
fn codes_names_and_scales() {
    check(&[
        "Sales of [75 USD million|MONEY=75000000 USD] fell.",
        "Losses of [30 MUSD|MONEY=30000000 USD] grew.",
        "Sales of [MSEK 60|MONEY=60000000 SEK].",
        "A bill of [U.S. $40|MONEY=40 USD].",
        "A bill of [40US$|MONEY=40 USD].",
        "He paid [rupees 500|MONEY=500 INR].",
        "He paid [5 Bulgarian leva|MONEY=5 BGN], [30 Danish kroner|MONEY=30 DKK] and [9 pula|MONEY=9 BWP].",
        "He paid [3,000 Icelandic kronur|MONEY=3000 ISK] of it.",
        "In [1977|DATE] Bateman won the race.",
        "Prices in rupees [20 years ago|DATE] were low.",
        "50 Cent sang there.",
        "The mine cost [R500m|MONEY=500000000 ZAR] and [P1.2 billion|MONEY=1200000000 PHP].",
        "It owes [N5,000|MONEY=5000 NGN] and [Tk 300 crore|MONEY=3000000000 BDT].",
        "The R134 gas, the P45 form and the N95 mask.",
        "He has [৳500|MONEY=500 BDT] and [EC$30|MONEY=30 XCD].",
    ]);
}

#[test]
fn stretches_of_time() {
    check(&[
        "It took [10.5 s|DURATION=10.5 second] to load, and 1,000s of users saw it.",
        "[Three|CARDINAL] B - [52|CARDINAL] s flew over.",
        "It lasted [two more years|DURATION=2 year].",
        "It grew for [six straight months|DURATION=6 month].",
        "It took [three hours ten|DURATION=PT3H10M].",
        "It took [one month and half|DURATION=1.5 month].",
        "It took [one and three quarters of an hour|DURATION=1.75 hour].",
        "They wrote [two|CARDINAL] more books.",
    ]);
}

#[test]
fn money_without_a_country_follows_the_document() {
    check(&[
        "It paid [A$5 million|MONEY=5000000 AUD], then [$2 million|MONEY=2000000 AUD] and [50 cents|MONEY=0.5 AUD].",
        "All sums are in Canadian dollars.\n\nIt lost [$30|MONEY=30 CAD], then [$40|MONEY=40 CAD] on [20 dollars|MONEY=20 CAD].",
        "It paid [A$5 million|MONEY=5000000 AUD] ([$3.3 million|MONEY=3300000 USD]), or [£2 million|MONEY=2000000 GBP].",
        "It paid [C$5|MONEY=5 CAD] and [US$2|MONEY=2 USD], and then [$3|MONEY=3 USD].",
        "It paid [20 Egyptian pounds|MONEY=20 EGP] and [£3 million|MONEY=3000000 EGP].",
        "It paid [€5|MONEY=5 EUR] and [$2|MONEY=2 USD].",
    ]);
}

#[test]
fn units_that_the_words_around_tell() {
    check(&[
        "The metal melts at temperatures near [573.15K|TEMPERATURE=~573.15 kelvin].",
        "It boils at [100 °C|TEMPERATURE=100 degree celsius] ([373K|TEMPERATURE=373 kelvin]).",
        "It has [32K|CARDINAL=32000] words of memory.",
        "He weighs [12st|QUANTITY=12 stone], she [9st 4lb|QUANTITY=9.285714285714286 stone].",
        "It was the [21st|ORDINAL=21] such day, the [101st|ORDINAL=101] and the [2nd|ORDINAL=2].",
        "It lasted for [2.5 Ga|DURATION=2500000000 year].",
        "Dr. Lee met 66 Ma Wei Street.",
    ]);
}

#[test]
fn commas_before_a_tenth() {
    check(&[
        "They sold [1,5 million|CARDINAL=1500000] of them.",
        "It grew by [2,5 %|PERCENT=2.5 %] in all.",
        "It is [1,5 metres|QUANTITY=1.5 meter] long.",
        "Lots [1|CARDINAL],[5|CARDINAL] and [7|CARDINAL] are gone, and so are [1|CARDINAL],[2|CARDINAL],[3|CARDINAL].",
    ]);
}

#[test]
fn countries_before_their_money() {
    check(&[
        "It cost [US dollars 5 million|MONEY=5000000 USD] then.",
        "It cost [Canadian dollars 50|MONEY=50 CAD] and [Swiss francs 1,200|MONEY=1200 CHF].",
        "It cost [Hong Kong dollars 60|MONEY=60 HKD] or [Malaysian ringgit 42|MONEY=42 MYR].",
        "They were paid in Swiss francs [20 years ago|DATE].",
    ]);
}
