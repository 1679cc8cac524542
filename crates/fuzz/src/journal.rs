//! The laws of stored work: whatever is in the records, loading them ends, says what is damaged, and what it gives can be
//! stored and loaded again. Records are changed with their checksum or beside it.
//!
//! A store is one file here: a line with the place and the length of each record, then the record.

use std::rc::Rc;
use std::sync::Arc;

use postil::journal::{Loaded, Mirror, Place, Plan, Refused, Stored, Work, frame, load};
use postil::state::{Action, State, reduce};
use postil_engine::Status;
use postil_exchange::Part;

use crate::chance::{self, Chance};
use crate::readers::bounded;
use crate::{Failure, corpus, failure};

type Records = Vec<(Place, Vec<u8>)>;

fn packed(records: &Records) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (place, record) in records {
        bytes.extend(format!("{} {}\n", place.name(), record.len()).into_bytes());
        bytes.extend(record);
    }
    bytes
}

/// As many records as hold together.
fn unpacked(mut bytes: &[u8]) -> Records {
    let mut records = Vec::new();
    while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let Some((name, length)) = line.split_once(' ') else { break };
        let place = Place::ALL.into_iter().find(|place| place.name() == name);
        let (Some(place), Ok(length)) = (place, length.parse::<usize>()) else { break };
        let Some(record) = bytes.get(end + 1..).and_then(|rest| rest.get(..length)) else { break };
        records.push((place, record.to_vec()));
        bytes = &bytes[end + 1 + length..];
    }
    records
}

/// The records that lead from nothing to `state`.
fn plan(mirror: &Mirror, state: &State, records: &mut Records) -> Option<Mirror> {
    let work = Work { saved: Rc::clone(&state.saved), history: Rc::clone(&state.history) };
    let mut count = 0;
    let mut name = || {
        count += 1;
        Arc::from(format!("slot{}-{count}", records.len()))
    };
    let mut plan = Plan::new(mirror, &work, &Refused::default(), &mut name, &"fuzz".into())?;
    while plan.step() {}
    let key = |bytes: &[u8]| frame::open(bytes).map(|record| record.key);
    for put in &plan.puts {
        records.retain(|(place, bytes)| *place != put.place || key(bytes).as_ref() != Ok(&put.key));
        records.push((put.place, put.bytes.clone()));
    }
    Some(plan.done())
}

/// A store with articles, and one with changes after them.
pub(crate) fn seeds() -> Vec<Part> {
    let library = corpus::library();
    let mut state =
        reduce(&State::default(), Action::AddLibrary { documents: library.documents, labels: library.labels });
    let mut records = Records::new();
    let mirror = plan(&load(Stored::default()).mirror, &state, &mut records).unwrap_or_default();
    let first = packed(&records);
    let ids: Vec<_> = state.saved.documents.iter().flat_map(|it| it.annotations.first()).map(|it| it.id).collect();
    state = reduce(&state, Action::SetStatus { ids, status: Status::Accepted, advance: false });
    state = reduce(&state, Action::Rename("Another title".into()));
    plan(&mirror, &state, &mut records);
    vec![Part::new("articles", first), Part::new("changes", packed(&records))]
}

/// Other records: of one the body is changed, and mostly sealed anew; or the order, or what is there.
pub(crate) fn broken(chance: &mut Chance, file: &Part, _: &[Part]) -> Part {
    let mut records = unpacked(&file.bytes);
    for _ in 0..=chance.below(3) {
        let (at, other) = (chance.below(records.len()), chance.below(records.len()));
        match chance.below(8) {
            0 => drop((!records.is_empty()).then(|| records.remove(at))),
            1 => records.swap(at, other),
            2 => chance::change(chance, &mut records[at].1, &[]),
            3 => records[at].1 = records[other].1.clone(),
            _ => {
                if let Ok(record) = frame::open(&records[at].1) {
                    let mut body = record.body.into_bytes();
                    chance::change(chance, &mut body, &[]);
                    records[at].1 = frame::seal(&record.key, &body);
                }
            }
        }
        if records.is_empty() {
            break;
        }
    }
    Part::new(file.name.clone(), packed(&records))
}

pub(crate) fn check(file: &Part) -> Result<(), Failure> {
    let records = unpacked(&file.bytes);
    let stored =
        Stored { records: records.iter().filter(|(place, _)| *place != Place::Steps).cloned().collect(), old: None };
    let Loaded { saved, mirror, problems, .. } = bounded(&[&file.bytes], || load(stored))?;
    if let Some(words) = problems.iter().find(|words| !words.ends_with(['.', '?', '!'])) {
        return Err(failure("journal: a message that is no sentence", words.clone()));
    }
    let state = reduce(&State::default(), Action::Loaded(Box::new(saved), Rc::clone(&mirror.history)));
    let mut again = records;
    plan(&mirror, &state, &mut again);
    let stored = Stored { records: again.into_iter().filter(|(place, _)| *place != Place::Steps).collect(), old: None };
    let back = load(stored);
    if back.saved.documents == state.saved.documents {
        return Ok(());
    }
    let titles =
        |documents: &[Rc<postil_engine::Document>]| documents.iter().map(|it| it.title.to_string()).collect::<Vec<_>>();
    let detail = format!("{:?} came back as {:?}", titles(&state.saved.documents), titles(&back.saved.documents));
    Err(failure("journal: other articles come back", detail))
}
