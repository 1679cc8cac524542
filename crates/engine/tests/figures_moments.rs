//! Dates and times as people say them who make plans: so long from now, in pieces of any order, in the terms of an
//! office. All cases are read on Thursday, 13 June 2024, at ten in the morning.

mod notation;

use postil_engine::LabelKind::Figure;
use postil_engine::Options;

fn check(cases: &[&str]) {
    let options = Options { ref_time: "10:00".parse().ok(), ..Options::dated(Some("2024-06-13")) };
    assert!(options.ref_date.is_some() && options.ref_time.is_some());
    for case in cases {
        notation::check_with(case, Some(Figure), &options);
    }
}

#[test]
fn so_long_from_now() {
    check(&[
        "We will meet [in 5 minutes|DATE=2024-06-13T10:05].",
        "We will meet [in two and a half hours|DATE=2024-06-13T12:30].",
        "She left [20 seconds ago|DATE=2024-06-13T09:59:40].",
        "She left [1 day and 2 hours ago|DATE=2024-06-12T08:00].",
        "It will land [an hour from now|DATE=2024-06-13T11:00].",
        "It will land [4 weeks in the future|DATE=2024-07-11].",
        "It began [two weeks ago|DATE=2024-05-30].",
        "I will be back [within 5 days|DATE=2024-06-13/2024-06-18].",
        "I'll be back [within 20 minutes|DATE=2024-06-13T10:00/2024-06-13T10:20].",
        "Trains in [next 5 minutes|DATE=2024-06-13T10:00/2024-06-13T10:05] are full.",
        "In [past few days|DATE] it rained.",
        "She won in [2 hours 24 minutes|DURATION=PT2H24M], [11 seconds|DURATION=11 second] ahead of her rival.",
        "Rain in [next three days|DATE=2024-06-14/2024-06-17] is likely.",
        "I will call [30 minutes later|DATE=2024-06-13T10:30].",
        // what took so long, and what counts from the story
        "The fire was out within [20 minutes|DURATION].",
        "The firm must pay within [30 days|DURATION].",
        "[Two days later|DATE=XXXX-XX-XX] he was dead.",
        "The towns lie within [40 miles|QUANTITY] of here.",
    ]);
}

#[test]
fn hours_and_parts_of_the_day_in_any_order() {
    check(&[
        "We met [Wednesday evening next week|DATE=2024-06-19].",
        "He naps from [2 to four in the afternoon|TIME=14:00/16:00].",
        "It rang at [10-11 at night|TIME=22:00/23:00] again.",
        "I'll be back [afternoon at 7|TIME=19:00].",
        "It rang at [evening 8:30|TIME=20:30] again.",
        "They met on [Friday for 3 in the afternoon|DATE=2024-06-07T15:00].",
        "It rang [early in the morning|TIME].",
        "The shop shuts at [mid-day|TIME=12:00].",
        "It was a calm [mid morning|TIME].",
        "The class is from [2:30 to 2:15 pm|TIME=02:30/14:15].",
        // counts and scores beside a part of the day
        "A mid-day-long feast.",
        "In the [morning|TIME] [7|CARDINAL] men left.",
        "Cases rose from [2|CARDINAL] to [4|CARDINAL] in the north.",
    ]);
}

#[test]
fn stretches_in_the_terms_of_an_office() {
    check(&[
        "Book it for the [next 4 business days|DATE=2024-06-14/2024-06-20].",
        "Sales of the [last two quarters|DATE=2023-10-01/2024-04-01] fell.",
        "It rained over the [past fortnight|DATE=2024-05-30/2024-06-13].",
        "Wait [another business day|DURATION=1 day].",
        "He stayed for [couple of weeks|DURATION=2 week].",
        "It took [a couple of days|DURATION=2 day].",
        "Over the next [two years|DURATION] it grew.",
        "A couple of friends came.",
    ]);
}

#[test]
fn months_in_digits_and_years_in_words() {
    check(&[
        "The talk ([04/2016|DATE=2016-04]) was long.",
        "It was shut in [11-2016|DATE=2016-11] for good.",
        "It was shut in [2016-11|DATE=2016-11] for good.",
        "It is open from [10/1 to 11/7|DATE=2024-10-01/2024-11-08] only.",
        "I'll be back [23/12 before 5pm|DATE=2024-12-23T17:00].",
        "He was born on [March third, nineteen oh one|DATE=1901-03-03].",
        "The ship sailed on [6 April seventeen hundred thirty-three|DATE=1733-04-06].",
        "It ended on the [tenth of September, two thousand|DATE=2000-09-10].",
        "She was born on [January twenty-five nineteen eighty-six|DATE=1986-01-25].",
        "In the [nineteen seventies|DATE=197X] it grew.",
        "In the [twenty-tens|DATE=201X] it grew.",
        "In the [third quarter of two thousand and twenty|DATE=2020-Q3] it fell.",
        // scores, fractions, papers
        "They won on [Saturday|DATE] 3-1 at home.",
        "Are you free [next Monday 6-8|DATE=2024-06-17T06:00/2024-06-17T08:00] or later?",
        "About [3/4|CARDINAL=~3/4] of it is gone.",
        "[Nineteen|CARDINAL] men left.",
    ]);
}

#[test]
fn which_way_a_date_looks() {
    check(&[
        "Debate resumes at [10 a.m. on Wednesday|DATE=2024-06-19T10:00].",
        "The mill reopens on [Monday|DATE=2024-06-17].",
        "I'll see him on [Monday|DATE=2024-06-17].",
        "[Saturday at 5 p.m.|DATE=2024-06-15T17:00]",
        "[Monday|DATE=2024-06-17]",
        "[Fri.|DATE=2024-06-14]",
        "[12 to 16 April|DATE=2025-04-12/2025-04-17]",
        "[April 12|DATE=2024-04-12]",
        "Open from [9 to 5 on Monday|DATE=2024-06-10T09:00/2024-06-10T17:00] only.",
        "Seen on [16. Nov. 2016|DATE=2016-11-16] again.",
        "[Monday|DATE=2024-06-10] was calm.",
        "He spoke on [Monday|DATE=2024-06-10].",
        "The trial opened on [Monday|DATE=2024-06-10].",
        "It was [Friday, July 18|DATE=2025-07-18], they said.",
        "It was [Friday, June 7|DATE=2024-06-07], they said.",
    ]);
}

#[test]
fn weeks_and_weekends_by_a_day_of_theirs() {
    check(&[
        "It is set for the [week of October 7|DATE=2024-W41].",
        "It is set for the [week beginning on February 5|DATE=2024-W06].",
        "It is set for the [week of the 18th|DATE=2024-W25].",
        "It falls on the [weekend of Halloween|DATE=2024-W44-WE].",
        "They met on [Labor Day 2021 weekend|DATE=2021-W35-WE].",
        "They met on [Memorial Day weekend|DATE=2024-W21-WE].",
        "On the [last weekend of October 2023|DATE=2023-W43-WE] it rained.",
        "Come the [weekend after the next|DATE=2024-W26-WE].",
        "Come [Wednesday after next|DATE=2024-06-26].",
        "It fell on the [first Monday of the month|DATE=2024-06-03].",
        "It rained from [Week 31 to Week 35|DATE=2024-07-29/2024-09-02].",
        "It shut [3 days before new year|DATE].",
        "A week of rain came.",
        "A week of [Sunday|DATE] lunches made her ill.",
        "He wore his weekend best.",
        "In Week 11 they lost.",
    ]);
}

#[test]
fn days_that_recur_and_years_of_their_own() {
    check(&[
        "The shop is open on [weekends|SET=XXXX-WXX-WE].",
        "The fee will be due on [weekdays|SET=XXXX-WXX-WD].",
        "Pay on the [19th of every month|SET=XXXX-XX-19].",
        "They meet on the [second Tuesday of each month|SET=XXXX-XX-WXX-2-#2].",
        "Pay it [each 4/15|SET=XXXX-04-15].",
        "They meet [every July 4|SET=XXXX-07-04].",
        "Profit in the [last fiscal year|DATE=2023 FISCAL] fell.",
        "It grew in the [current financial year|DATE=2024 FISCAL].",
        "It ran from [March 2021 to now|DATE=2021-03-01/2024-06-13].",
        "She was head from [2009-present|DATE=2009-01-01/2024-06-13], he said.",
        "Over the [past day|DATE=2024-06-12] it rained.",
        // counted, or no time of their own
        "[Two|CARDINAL] weekends passed.",
        "On nights when it rains he reads.",
        "The dark nights of the soul.",
        "In a school year he learned much.",
    ]);
}

#[test]
fn a_length_and_a_moment_make_a_stretch() {
    check(&[
        "The talk will last for [2 hours from 2pm|TIME=14:00/16:00].",
        "The talk is from [9 for two and a half hours|TIME=09:00/11:30].",
        "He is out for [3 days from Monday|DATE=2024-06-10/2024-06-13].",
        "He is out from [18 December 2023 for 10 days|DATE=2023-12-18/2023-12-28].",
        "She is away for [2 weeks starting on June 20, 2024|DATE=2024-06-20/2024-07-04].",
        "He is back [3 days from Monday|DATE=2024-06-13].",
        "It lasted [two hours|DURATION] from start to end.",
        "They walked for [3 days|DURATION] from the coast.",
    ]);
}

#[test]
fn days_by_their_number_and_in_brackets() {
    check(&[
        "It is due on the [15th|DATE=2024-06-15].",
        "It will be done by the [2nd|DATE=2024-07-02].",
        "They met on [Friday (June 7)|DATE=2024-06-07] in the town.",
        "It is due by [EOY|DATE=2024 END] at the latest.",
        "Call by the [EOD|DATE=2024-06-13 END].",
        "See you [tonite|DATE=2024-06-13], dear.",
        // holes, floors, laps, places
        "She sank a putt on the [17th|ORDINAL].",
        "He lives on the [15th|ORDINAL] floor.",
        "They pitted on the [20th|ORDINAL] lap.",
        "Cars on the 5th Avenue stood.",
        "They met on [Friday|DATE] (the others came later).",
    ]);
}
