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
        "Rain in [next three days|DATE=2024-06-14/2024-06-17] is likely.",
        "I will call [30 minutes later|DATE=2024-06-13T10:30].",
        // what took so long, and what counts from the story
        "The fire was out within [20 minutes|DURATION].",
        "The firm must pay within [30 days|DURATION].",
        "[Two days later|DATE=XXXX-XX-XX] he was dead.",
        "The towns lie within [40 miles|QUANTITY] of here.",
    ]);
}
