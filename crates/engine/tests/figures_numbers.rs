//! Numbers of every make, as tables of cases: powers, mixed numbers, parts in words, ages and ranges; headlines, and
//! characters of many bytes around.

mod notation;

use postil_engine::LabelKind::Figure;

fn check(cases: &[&str]) {
    notation::check(Some(Figure), cases);
}

#[test]
fn powers_and_exponents() {
    check(&[
        "It has [2^16|CARDINAL=65536] ports.",
        "There are [3x2^4|CARDINAL=48] of them.",
        "The mass is [6.5 x 10^3|CARDINAL=6500] then.",
        "The rate is [4.5×10⁶|CARDINAL=4500000] a day.",
        "The rate is [5 × 10⁻²|CARDINAL=0.05] then.",
        "A gap of [-4^-1|CARDINAL=-0.25].",
        "The board is [3|CARDINAL=3] x [10|CARDINAL=10] squares.",
    ]);
}

#[test]
fn parts_in_words() {
    check(&[
        "It is [three twenty-firsts|CARDINAL=3/21] of the whole.",
        "It is [four thirty-fifths|CARDINAL=4/35] of the whole.",
        "It is [two hundred forty-fifths|CARDINAL=200/45].",
        "It is [one one hundred fifth|CARDINAL=1/105].",
        "They counted [two million and three fifths|CARDINAL=2600000].",
        "They counted [one billion and a half|CARDINAL=1500000000].",
        "They counted [one billion and a quarter million|CARDINAL=1000250000].",
        "They counted [two hundred and three quarters|CARDINAL=200.75].",
        "It drew [five lac|CARDINAL=500000] people.",
        "Nearly [one to two thirds|CARDINAL=~0.3333333333333333..0.6666666666666666] of it.",
    ]);
}

#[test]
fn a_cell_of_a_table_is_a_number() {
    check(&[
        "[- 1,400,000|CARDINAL=-1400000]",
        "[- 2 3/4|CARDINAL=-2.75]",
        "[- 12 k|CARDINAL=-12000]",
        "[one|CARDINAL=1]",
        "[01.50|CARDINAL=1.5]",
        "[-.25|CARDINAL=-0.25]",
    ]);
}

#[test]
fn identifiers_are_no_numbers() {
    check(&["The probe scp4-182m is lost.", "Call 315-4412 soon.", "Call 212 555 0142 soon.", "Agent 007 is back."]);
}

#[test]
fn larger_numbers_in_words_and_groups() {
    check(&[
        "A town of [25 000|CARDINAL=25000] people.",
        "It has [1 234 567|CARDINAL=1234567] pages.",
        "They owe [three quarters of a million|CARDINAL=750000].",
        "They owe [one and a half hundred|CARDINAL=150].",
        "They counted [three million, two hundred & forty|CARDINAL=3000240].",
        "They counted [three million|CARDINAL], [forty|CARDINAL] and [two|CARDINAL] more.",
        "It has [2M|CARDINAL=2000000] users, [7B|CARDINAL=7000000000] parameters and [1 234 567.5|CARDINAL=1234567.5] of these.",
        "It needs [a dozen and a half|CARDINAL=18] eggs, or [two to three dozen|CARDINAL=24..36].",
        "The 3M products sell.",
        "They owe [a million million|CARDINAL=1000000000000].",
        "He counted [three score and ten|CARDINAL=70] winters.",
        "[hundred dollars|MONEY=100 USD]",
        "A margin of [5 thousandths|CARDINAL=5/1000].",
        "It is [two and 2/3|CARDINAL=2.6666666666666665] as long.",
        "The [two hundred and first|ORDINAL=201] time.",
    ]);
}

#[test]
fn ages_and_ranges() {
    check(&[
        "An [87 yo|AGE=87 year] man and a [43 y/o|AGE=43 year] woman.",
        "She is [30 y.o.|AGE=30 year] now.",
        "About [20~40|CARDINAL=~20..40] came.",
        "Use [2 -7 g|QUANTITY=2..7 gram] of it.",
        "Use [2 - ~7 litres|QUANTITY=2..7 liter] of it.",
        "Use [100-1000 grams|QUANTITY=100..1000 gram] of it.",
    ]);
}

#[test]
fn headlines() {
    check(&[
        "Cisco Overhaul: [4,000|CARDINAL=4000] Jobs Get Slashed as Customers Wait",
        "Harrow Trims [Hundreds|CARDINAL=few 100] of Jobs in Retail Tech",
        "[Two|CARDINAL=2] Dead After Storm Hits Northern Coast",
        "Acme Cuts [500|CARDINAL=500] Jobs In Leeds Plant",
    ]);
}

#[test]
fn marks_around_characters_of_many_bytes() {
    check(&[
        "🎉 [£5|MONEY=5 GBP] 🎉 [7%|PERCENT=7 %]",
        "“[27,000|CARDINAL=27000]” – “[€3.6bn|MONEY=3600000000 EUR]”…",
        "עלה ב־[14%|PERCENT=14 %]",
        "Ça coûte [12 €|MONEY=12 EUR].",
        "The key 5\u{fe0f}\u{20e3} is no figure.",
    ]);
}
