//! Figures, as tables of cases: what is found, under which label, with which value.

mod notation;

use postil_engine::LabelKind::Figure;

fn check(cases: &[&str]) {
    notation::check(Some(Figure), cases);
}

#[test]
fn counts_in_digits() {
    check(&[
        "The plant employs [27,000|CARDINAL=27000] people.",
        "The index closed at [16,204.88|CARDINAL=16204.88].",
        "Turnout was [1,234,567|CARDINAL=1234567].",
        "The village has [12,34,567|CARDINAL=1234567] trees.",
        "Some sites print [16'157|CARDINAL=16157] visitors.",
        "A rate of [0.5|CARDINAL=0.5] is low.",
        "It has [184|CARDINAL=184] rooms and [9|CARDINAL=9] lifts.",
        "They sold [5k|CARDINAL=5000] copies.",
        "A network of [3.6bn|CARDINAL=3600000000] users.",
        "It lists [1.5 million|CARDINAL=1500000] species.",
        "A crowd of [3 hundred|CARDINAL=300].",
        "The scheme covers [25 lakh|CARDINAL=2500000] farmers.",
        "More than [5m|CARDINAL=>5000000] people signed.",
        "The value was [1.3x10^6|CARDINAL=1300000] at the peak.",
        "The balance was [-12|CARDINAL=-12] then.",
    ]);
}

#[test]
fn counts_in_words() {
    check(&[
        "[Twenty-three|CARDINAL=23] ships sailed.",
        "She wrote [one hundred and fifty|CARDINAL=150] letters.",
        "He owns [two|CARDINAL=2] dogs and [a dozen|CARDINAL=12] cats.",
        "It needs [two dozen|CARDINAL=24] eggs.",
        "A town of [a hundred|CARDINAL=100] houses.",
        "It has [three million|CARDINAL=3000000] residents.",
        "It makes [two hundred thousand|CARDINAL=200000] bricks.",
        "It drew [one million two hundred thousand|CARDINAL=1200000] visitors.",
        "There were [twenty one|CARDINAL=21] goals.",
        "The factor is [five point five|CARDINAL=5.5].",
        "The chances are [zero|CARDINAL=0].",
        "They found [half a dozen|CARDINAL=6] coins.",
        "The answer is [minus five|CARDINAL=-5].",
    ]);
}

#[test]
fn fractions_and_multiples() {
    check(&[
        "It needs [two-thirds|CARDINAL=2/3] of the votes.",
        "About [a quarter|CARDINAL=~1/4] of homes lost power.",
        "Sales fell by [a third|CARDINAL=1/3].",
        "[One in five|CARDINAL=1/5] pupils was absent.",
        "[Nine out of ten|CARDINAL=9/10] dentists agree.",
        "Fewer than [half|CARDINAL=<1/2] of the seats were filled.",
        "Prices rose by [three quarters|CARDINAL=3/4].",
        "He ran [2½|CARDINAL=2.5] laps.",
        "She ate [3/4|CARDINAL=3/4] of it.",
        "They sold [half a million|CARDINAL=500000] copies.",
        "It takes [two and a half million|CARDINAL=2500000] bricks.",
        "She won [twice|CARDINAL=x2].",
        "Output rose [threefold|CARDINAL=x3].",
        "It costs nearly [double|CARDINAL=~x2] the old price.",
        "It is [five times|CARDINAL=x5] as large.",
    ]);
}

#[test]
fn vague_numbers() {
    check(&[
        "It cut [a few hundred|CARDINAL=few 100] posts.",
        "It cut [several hundred|CARDINAL=few 100] posts.",
        "It cut [several thousand|CARDINAL=few 1000] posts.",
        "[Thousands|CARDINAL=few 1000] marched.",
        "[Dozens|CARDINAL=few 12] were hurt.",
        "[Tens of thousands|CARDINAL=few 10000] fled.",
        "It cost [hundreds of millions of dollars|MONEY=few 100000000 USD].",
        "They walked [hundreds of miles|QUANTITY=few 100 mile].",
        "It drew [a couple of hundred|CARDINAL=few 100] fans.",
        "A few words, several reasons and a couple.",
        "The trip takes [several months|DURATION=few 1 month].",
    ]);
}

#[test]
fn ordinals() {
    check(&[
        "She finished [2nd|ORDINAL=2].",
        "It fell for a [sixth|ORDINAL=6] week.",
        "His [twenty-third|ORDINAL=23] book.",
        "The [101st|ORDINAL=101] guest.",
        "The [second|ORDINAL=2] book sold well.",
        "The [88th|ORDINAL=88] minute decided it.",
        "It was her [first|ORDINAL=1] win.",
        "the [two hundredth|ORDINAL=200] item",
    ]);
}

#[test]
fn money() {
    check(&[
        "It paid [$3m|MONEY=3000000 USD].",
        "It paid [£184m|MONEY=184000000 GBP].",
        "It paid [€3.6bn|MONEY=3600000000 EUR].",
        "It raised [$1.27 billion|MONEY=1270000000 USD].",
        "A loan of [US$4.7 billion|MONEY=4700000000 USD].",
        "A fee of [A$25|MONEY=25 AUD].",
        "Shares hit [HK$10.05|MONEY=10.05 HKD].",
        "A bill of [USD 200|MONEY=200 USD].",
        "A bill of [200 EUR|MONEY=200 EUR].",
        "The road cost [Rs 9,200 crore|MONEY=92000000000 INR].",
        "The price was [¥145.90|MONEY=145.9 JPY].",
        "He had [10 dollars|MONEY=10 USD].",
        "It costs [87 cents|MONEY=0.87 USD].",
        "It costs [4,341 paise|MONEY=43.41 INR].",
        "It costs [50p|MONEY=0.5 GBP].",
        "He paid [20 dollars and 43 cents|MONEY=20.43 USD].",
        "They owe [6.65 billion pesetas|MONEY=6650000000 ESP].",
        "They owe [300 million Swiss francs|MONEY=300000000 CHF].",
        "Bail was [half a million dollars|MONEY=500000 USD].",
        "It holds [12,000 bitcoin|MONEY=12000 BTC].",
        "A [$14|MONEY=14 USD]-a-day charge.",
        "She earns [$5|MONEY=5 USD] a year.",
        "It trades at [$71.43|MONEY=71.43 USD] a barrel.",
        "It lost [-$5|MONEY=-5 USD] a share.",
        "They paid [20 pounds|MONEY=20 GBP] for it.",
        "A [12-cent|MONEY=0.12 USD] dividend.",
        "It gave [5m euros|MONEY=5000000 EUR].",
    ]);
}

#[test]
fn percentages() {
    check(&[
        "It rose [14%|PERCENT=14 %].",
        "It rose [8.4 per cent|PERCENT=8.4 %].",
        "It rose [57 percent|PERCENT=57 %].",
        "It rose by [2 percentage points|PERCENT=2 pp].",
        "It slid [14 basis points|PERCENT=14 bp].",
        "A margin of [half a percentage point|PERCENT=0.5 pp].",
        "A [20-percent|PERCENT=20 %] cut.",
        "Some [twenty percent|PERCENT=~20 %] left.",
    ]);
}

#[test]
fn quantities_and_temperatures() {
    check(&[
        "A [10kg|QUANTITY=10 kilogram] bag.",
        "It is [24km|QUANTITY=24 kilometer] away.",
        "It covers [1.4 million square feet|QUANTITY=1400000 square foot].",
        "Winds of [225 kph|QUANTITY=225 kilometer per hour] ([140 mph|QUANTITY=140 mile per hour]).",
        "It flew at [900 kilometres per hour|QUANTITY=900 kilometer per hour].",
        "It flew at [500 miles an hour|QUANTITY=500 mile per hour].",
        "Cut by [1.5 million barrels per day|QUANTITY=1500000 barrel per day].",
        "A [22-foot|QUANTITY=22 foot] putt.",
        "He is [1.88m|QUANTITY=1.88 meter] tall.",
        "He is [6ft 3in|QUANTITY=6.25 foot] tall.",
        "A file of [100 MB|QUANTITY=100 megabyte].",
        "A [50 kWh|QUANTITY=50 kilowatt hour] battery.",
        "A field of [two hectares|QUANTITY=2 hectare].",
        "It fell to [magnitude 6|QUANTITY=6 magnitude].",
        "They had [a foot|QUANTITY=1 foot] of rain.",
        "Rain of [35 cubic metres|QUANTITY=35 cubic meter] fell.",
        "It weighs [12 pounds|QUANTITY=12 pound].",
        "The index fell [312.4 points|QUANTITY=312.4 point].",
        "It reached [41.3C|TEMPERATURE=41.3 degree celsius].",
        "It reached [40 degrees Celsius|TEMPERATURE=40 degree celsius].",
        "It reached [104°F|TEMPERATURE=104 degree fahrenheit].",
        "Nights of [-12 °C|TEMPERATURE=-12 degree celsius].",
    ]);
}

#[test]
fn ages() {
    check(&[
        "A [34-year-old|AGE=34 year] man.",
        "She is [91 years old|AGE=91 year].",
        "He died aged [78|AGE=78 year].",
        "Jane Doe, [34|AGE=34 year], was there.",
        "The driver, [19|AGE=19 year], was unhurt.",
        "She left school at [14|AGE=14 year].",
        "People aged [60 to 85|AGE=60..85 year] took part.",
        "A man in his [40s|AGE=40..49 year] was held.",
        "Infants up to [3 years of age|AGE=<=3 year].",
        "A [six-month-old|AGE=6 month] baby.",
        "[16-year-olds|AGE=16 year] may vote.",
        "The [18-to-24-year-olds|AGE=18..24 year] stayed away.",
        "He learned it at the age of [nine|AGE=9 year].",
        "Men aged [21|AGE=21 year], [23|AGE=23 year] and [31|AGE=31 year] were held.",
        "At [11|AGE=11 year] he moved to Spain.",
    ]);
}

#[test]
fn ranges_and_changes() {
    check(&[
        "It will cost [$12-15 billion|MONEY=12000000000..15000000000 USD].",
        "Growth of between [5% and 7%|PERCENT=5..7 %] is likely.",
        "It is [3 to 5 km|QUANTITY=3..5 kilometer] wide.",
        "They lost [30-40%|PERCENT=30..40 %] of it.",
        "A bill of [£200m-£350m|MONEY=200000000..350000000 GBP].",
        "Seats cost [$59 to $299|MONEY=59..299 USD].",
        "Cut by [15 to 20 percent|PERCENT=15..20 %].",
        "It has [two to three million|CARDINAL=2000000..3000000] users.",
        "Highs of [38 to 40 degrees Celsius|TEMPERATURE=38..40 degree celsius].",
        "It rose from [3%|PERCENT=3 %] to [4%|PERCENT=4 %].",
        "It raised the fee from [$4|MONEY=4 USD] to [$5|MONEY=5 USD].",
        "It cut growth to [1%|PERCENT=1 %] from [2%|PERCENT=2 %].",
        "More than [10 and less than 40|CARDINAL=10..40] came.",
        "Some [20-30|CARDINAL=~20..30] people waited.",
        "It takes [18 to 24 months|DURATION=18..24 month].",
        "It takes [two or three weeks|DURATION=2..3 week].",
    ]);
}

#[test]
fn comparators() {
    check(&[
        "More than [27,000|CARDINAL=>27000] left.",
        "At least [43|CARDINAL=>=43] died.",
        "Up to [20 years|DURATION=<=20 year] in prison.",
        "Nearly [412,000|CARDINAL=~412000] votes.",
        "It took [10|CARDINAL=>=10] or more tries.",
        "As many as [300|CARDINAL=<=300] fled.",
        "Fewer than [half|CARDINAL=<1/2] of them.",
        "No more than [50|CARDINAL=<=50] guests.",
        "No fewer than [9|CARDINAL=>=9] ministers.",
        "Well over [$1bn|MONEY=>1000000000 USD] is gone.",
        "It is under [£5|MONEY=<5 GBP].",
        "An estimated [900|CARDINAL=~900] homes.",
        "In excess of [70%|PERCENT=>70 %].",
        "Upwards of [60|CARDINAL=>60] ships.",
        "Roughly [2,300|CARDINAL=~2300] jobs.",
        "The fall exceeded [4%|PERCENT=>4 %].",
        "Over [10 years|DURATION=10 year] it grew.",
        "[500|CARDINAL=>=500]+ shops.",
        "[100|CARDINAL=~100]-odd guests.",
        "The latest [30|CARDINAL=~30] or so.",
    ]);
}

#[test]
fn false_friends() {
    check(&[
        "she may go there for a second, or sat on a bench.",
        "They may march in the sun.",
        "Theresa May said no.",
        "A split second is enough.",
        "The Boeing 737 landed.",
        "The iPhone 15 sold well.",
        "A Category 4 storm.",
        "It runs Windows 11 well.",
        "See Section 5 of the law.",
        "Version 1.2.3 is out.",
        "Call (206) 555-1212 now.",
        "Call 555-0199 or +44 20 7946 0958 now.",
        "United won 3-1 at home.",
        "The bill passed 52-48 in the Senate.",
        "The host is 192.168.100.200 here.",
        "See https://example.com/2024/05/12?id=77 for it.",
        "Write to bob22@example.com or @news24 about #covid19.",
        "As shown before\\[12], it works.",
        "No one knows, and the one who does is silent.",
        "Amazon One is a palm reader.",
        "One of them left.",
        "COVID-19 hit the B2B trade.",
        "The F-16 and the A380 are planes.",
        "It works 24/7.",
        "The Third Reich fell.",
        "The Big Four and the Six Nations met.",
        "At first it seemed well.",
        "A first-class seat.",
        "It is a weekly paper.",
        "They lost half price seats.",
        "3M and 5G are names.",
        "Take it one day at a time.",
        "The shop is at 221 Baker Street now.",
        "A 9-to-5 job and a six-figure sum.",
        "The Senate voted 51 to 49 for it.",
    ]);
}
