//! Dates, times, durations and recurrences, as tables of cases, with and without the article's date.

mod notation;

use postil_engine::LabelKind::Figure;
use postil_engine::Options;

fn check(cases: &[&str]) {
    notation::check(Some(Figure), cases);
}

/// Cases read on Thursday, 13 June 2024.
fn check_dated(cases: &[&str]) {
    let options = Options::dated(Some("2024-06-13"));
    assert!(options.ref_date.is_some());
    for case in cases {
        notation::check_with(case, Some(Figure), &options);
    }
}

#[test]
fn dates_without_an_anchor() {
    check(&[
        "It opened in [2020|DATE=2020].",
        "On [April 4, 2024|DATE=2024-04-04] it closed.",
        "On [4 April 2024|DATE=2024-04-04] it closed.",
        "On the [4th of April|DATE=XXXX-04-04] it closed.",
        "On [Thursday|DATE=XXXX-WXX-4] it closed.",
        "It ends on [Thursday, April 4, 2024|DATE=2024-04-04].",
        "Since [March 2021|DATE=2021-03] it fell.",
        "It began in [late 2022|DATE=2022 END].",
        "It began in [mid-2023|DATE=2023 MID].",
        "From its [mid-April|DATE=XXXX-04 MID] peak.",
        "By the [end of 2027|DATE=2027 END] it opens.",
        "In [Q2 2023|DATE=2023-Q2] it grew.",
        "The [second quarter of 2023|DATE=2023-Q2] was good.",
        "The [first half of 2024|DATE=2024-H1] was bad.",
        "Since the [1990s|DATE=199X] it grew.",
        "Since the [late 1990s|DATE=199X END] it grew.",
        "In the [19th century|DATE=18XX] it was new.",
        "In the [summer of 1969|DATE=1969-SU] it rained.",
        "Sales in [fiscal 2026|DATE=2026 FISCAL].",
        "It ran from [2009 to 2016|DATE=2009-01-01/2017-01-01].",
        "Between [2017 and 2021|DATE=2017-01-01/2022-01-01] it grew.",
        "By [2029-30|DATE=2029-01-01/2031-01-01 FISCAL] it ends.",
        "From [April 4-6, 2024|DATE=2024-04-04/2024-04-07] it rained.",
        "The date [2024-04-04|DATE=2024-04-04] is plain.",
        "She left in [May|DATE=XXXX-05] and came back in [March|DATE=XXXX-03].",
        "It happened [yesterday|DATE=XXXX-XX-XX].",
        "It happened [last year|DATE=XXXX].",
        "It happened [three years ago|DATE=XXXX].",
        "It is due [5 p.m. on Friday|DATE=XXXX-WXX-5T17:00].",
        "It is due [Friday at 5 p.m.|DATE=XXXX-WXX-5T17:00]",
        "Layoffs in [2024|DATE=2024]: the list.",
    ]);
}

#[test]
fn dates_with_an_anchor() {
    check_dated(&[
        "He spoke on [Wednesday|DATE=2024-06-12].",
        "He spoke on [Thursday|DATE=2024-06-13].",
        "It will open on [Wednesday|DATE=2024-06-19].",
        "It happened [yesterday|DATE=2024-06-12].",
        "It opens [tomorrow|DATE=2024-06-14].",
        "It fell [last year|DATE=2023].",
        "It fell [last month|DATE=2024-05].",
        "It fell [last week|DATE=2024-W23].",
        "It ends [next year|DATE=2025].",
        "It began [three years ago|DATE=2021].",
        "It began [two days ago|DATE=2024-06-11].",
        "It closed in [January|DATE=2024-01].",
        "It closed in [November|DATE=2023-11].",
        "It will close in [January|DATE=2025-01].",
        "It closed on [June 3|DATE=2024-06-03].",
        "It lost [£5m|MONEY] in the [second quarter|DATE=2024-Q2].",
        "It lost [£5m|MONEY] in the [fourth quarter|DATE=2023-Q4].",
        "It was due by [5 p.m. on Friday|DATE=2024-06-14T17:00].",
        "From [April to June|DATE=2024-04-01/2024-07-01] it rained.",
        "In [late 2022|DATE=2022 END] it rained.",
        "They met [last Thursday|DATE=2024-06-06].",
        "They meet [next Thursday|DATE=2024-06-20].",
        "It beat [last year's second quarter|DATE=2023-Q2].",
        "In the [last quarter of 2023|DATE=2023-Q4] it grew.",
        "It is open from [10am to 2pm on Saturday|DATE=2024-06-08T10:00/2024-06-08T14:00].",
        "It fell by the [end of the year|DATE=2024 END].",
        "[Tuesday night|DATE=2024-06-11] was calm.",
        "It stays shut for the [rest of the year|DATE=2024 END].",
        "The rest of the men left.",
        "Sales in the [12 months|DURATION] to [May|DATE=2024-05] fell.",
    ]);
}

#[test]
fn times_durations_and_sets() {
    check(&[
        "He fell at about [5.20pm|TIME=~17:20].",
        "It opens at [10am|TIME=10:00].",
        "It opens at [9:30 a.m.|TIME=09:30] sharp.",
        "It closed by [1340 GMT|TIME=13:40 GMT].",
        "The train leaves at [17:20|TIME=17:20].",
        "It runs from [6 a.m. to 7 p.m.|TIME=06:00/19:00] [daily|SET=P1D].",
        "It is open [7-9pm|TIME=19:00/21:00].",
        "They met at [noon|TIME=12:00].",
        "It takes [18 months|DURATION=18 month].",
        "A [two-year|DURATION=2 year] plan.",
        "Jailed for [nine years and four months|DURATION=P9Y4M].",
        "It lasted [two and a half hours|DURATION].",
        "It lasted [an hour and a half|DURATION].",
        "It lasted [half an hour|DURATION].",
        "It rose in [48 hours|DURATION].",
        "Over the past [five years|DURATION] it grew.",
        "In the last [two decades|DURATION] it grew.",
        "The [10-year|DURATION] note.",
        "It meets [every four weeks|SET=P4W].",
        "It meets [every Tuesday|SET=XXXX-WXX-2].",
        "It meets [every other day|SET=P2D].",
        "He swims on [Sundays|SET=XXXX-WXX-7].",
        "She won in [2:04:31|DURATION=PT2H4M31S], a record.",
        "The pole lap took [1:31.744|DURATION=PT1M31.744S].",
        "The train at [20:32:13|TIME=20:32:13] was late.",
        "After [half a century|DURATION=50 year] it shut.",
    ]);
}

#[test]
fn clock_times_in_words_and_parts_of_the_day() {
    check(&[
        "The bell rang at [half past seven|TIME=07:30].",
        "It rang at [a quarter to five|TIME=04:45] sharp.",
        "They left at [20 minutes past 3|TIME=03:20].",
        "They met at [seven thirty|TIME=07:30] by the gate.",
        "I will be back at [seven|TIME=07:00].",
        "She could read at [seven|CARDINAL].",
        "It rained [all day|DURATION=1 day].",
        "They stay for [another week|DURATION=1 week].",
        "A full-time job takes all hands.",
        "Doors open at [730pm|TIME=19:30].",
        "She rose at [6 in the morning|TIME=06:00] and ran.",
        "He called at [9 at night|TIME=21:00] again.",
        "We woke in the [morning|TIME] to rain.",
        "It is open from [8am until 6|TIME=08:00/18:00].",
        "It is open from [11am to 11:50|TIME=11:00/11:50].",
        "Lunch is at [12 noon|TIME=12:00].",
        "A margin of [ten|CARDINAL] to [eight|CARDINAL] is thin.",
        "They sold [7|CARDINAL] in the shop.",
        "The morning paper lay there.",
        "He scored at will.",
    ]);
}

#[test]
fn days_with_times_make_one_moment() {
    check_dated(&[
        "They met [yesterday evening at 8|DATE=2024-06-12T20:00].",
        "They met at [9 tomorrow morning|DATE=2024-06-14T09:00].",
        "They met at [7 on Friday|DATE=2024-06-07T07:00].",
        "See you [tonight at 7|DATE=2024-06-13T19:00].",
        "They spoke [Tuesday morning from 10 to 11:30|DATE=2024-06-11T10:00/2024-06-11T11:30].",
        "It is open on [Saturday, May 4, 2024 from 9am to noon|DATE=2024-05-04T09:00/2024-05-04T12:00].",
        "The [morning of May 3, 2024|DATE=2024-05-03] was cold.",
    ]);
    check(&["Come on [Friday|DATE], with [5 pm|TIME] tea in mind."]);
}

#[test]
fn days_counted_in_a_month_or_week() {
    check_dated(&[
        "It fell on the [last Monday of May 2024|DATE=2024-05-27].",
        "It is held on the [first Tuesday of July|DATE=2024-07-02].",
        "In the [first week of October 2023|DATE=2023-W40] it rained.",
        "It began on the [third day of May 2024|DATE=2024-05-03].",
        "It was lost in the [second month of 2021|DATE=2021-02].",
        "It opens the [week after next|DATE=2024-W26].",
        "Cases rose in [week 31 of 2023|DATE=2023-W31].",
        "In week 3 of the trial he spoke.",
        "In week 11 against the Rams he threw far.",
        "It is due on the [20th of next month|DATE=2024-07-20].",
        "It opens [next spring|DATE=2025-SP].",
        "It ran from [Friday the 14th until Tuesday the 18th|DATE=2024-06-14/2024-06-19].",
        "They play on [Tuesday of next week|DATE=2024-06-18].",
        "They play [next week on Friday|DATE=2024-06-21].",
        "It closes the [day after tomorrow|DATE=2024-06-15].",
        "It opens [next Friday|DATE=2024-06-21].",
        "It opened on [Monday the 3rd|DATE=2024-06-03].",
    ]);
}

#[test]
fn dates_that_lie_so_far_from_another() {
    check_dated(&[
        "It will open [in two weeks|DATE=2024-06-27].",
        "It ended [three days after Christmas 2023|DATE=2023-12-28].",
        "It began [two weeks before May 20, 2024|DATE=2024-05-06].",
        "It is due [3 days from today|DATE=2024-06-16].",
        "Sales in [last two weeks|DATE=2024-05-30/2024-06-13] fell.",
        "Over the next [18 months|DURATION] it grew.",
        "In the [two coming weeks|DATE=2024-06-14/2024-06-28] it opens.",
        "They met [two Sundays ago|DATE=2024-06-02].",
        "They meet [three Fridays from now|DATE=2024-06-28].",
        "She left [2 years and 3 months ago|DATE=2022-03-13].",
        "The [next day|DATE=XXXX-XX-XX] it rained.",
        "In the [coming weeks|DATE=XXXX-WXX] it will rain.",
        "It was the worst drought in [60 years|DURATION].",
        "It doubled in [two weeks|DURATION].",
    ]);
    check(&["It will open [in two weeks|DATE=XXXX-XX-XX]."]);
}

#[test]
fn holidays_with_and_without_a_fixed_date() {
    check(&[
        "It opened on [Easter Monday 2017|DATE=2017-04-17].",
        "Shops shut on [Thanksgiving 2023|DATE=2023-11-23].",
        "Shops shut on [Labor Day 2024|DATE=2024-09-02].",
        "It rained on [Memorial Day 2024|DATE=2024-05-27].",
        "On [Good Friday|DATE=XXXX-XX-XX] all was still.",
        "On [New Year's Eve|DATE=XXXX-12-31] it snowed.",
        "On [Eid al-Fitr 2024|DATE=2024-04-10] shops shut.",
        "During [Ramadan 2018|DATE=2018-05-16/P30D] he fasted.",
        "At the [Lunar New Year|DATE=XXXX-XX-XX] they meet.",
        "On [Chinese New Year 2024|DATE=2024-02-10] it was cold.",
        "On [Yom Kippur 2023|DATE=2023-09-25] all was still.",
        "On [Orthodox Easter 2020|DATE=2020-04-19] all was still.",
        "On [Diwali 2023|DATE=2023-11-12] lamps burned.",
        "They came to a Diwali party with an Orthodox priest.",
        "Easter Island is far.",
        "A good day for a mother and a president.",
        "All black cats, said the father.",
    ]);
}

#[test]
fn dates_in_digits_and_words_of_all_orders() {
    check(&[
        "It was signed on [10/August/2012|DATE=2012-08-10].",
        "The file of [2019-Aug-01|DATE=2019-08-01] is lost.",
        "It falls on [May twenty-fourth|DATE=XXXX-05-24].",
        "She was born on [March third, 1985|DATE=1985-03-03].",
        "It is due by [5/12|DATE=XXXX-05-12].",
        "He came in [nineteen ninety-six|DATE=1996].",
        "From [November to February 2017|DATE=2016-11-01/2017-03-01] it snowed.",
        "From [April to June in 2017|DATE=2017-04-01/2017-07-01] it rained.",
        "In [May|DATE] [twenty|CARDINAL] men left.",
        "About [1/2|CARDINAL=~1/2] of it is gone.",
    ]);
}

#[test]
fn how_often() {
    check(&[
        "They meet [weekly|SET=P1W].",
        "They meet [twice a week|SET=P1W].",
        "He came [once a year|SET=P1Y].",
        "Once a soldier, he was now a cook.",
        "They meet [every Monday at 4pm|SET=XXXX-WXX-1T16].",
        "They meet at [9am every Sunday|SET=XXXX-WXX-7T09].",
        "They play [Sundays|SET=XXXX-WXX-7] at home.",
        "[Two|CARDINAL] Sundays passed.",
        "They report [every quarter|SET=P3M].",
        "They eat [every night at 9|SET=T21].",
        "They walk [every morning|SET=TMO].",
        "The daily paper and a weekly column are old.",
        "It raised [$3m|MONEY] annually.",
    ]);
}
