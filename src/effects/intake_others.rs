//! Files of other tools on their way in: read by the worker, added as one step, told in a dialog. The files are kept at
//! hand, so that one that was taken for something else can be read again.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Uint8Array;
use web_sys::File;

use super::desk::DeskError;
use super::exchange::{self, Taken};
use super::files;
use crate::state::importing::{Incoming, Told};
use crate::state::store::Dispatcher;
use crate::state::{Action, Notice};

/// Bytes from which reading is said, because it may take a moment.
const LARGE: u32 = 1 << 18;

thread_local! {
    static OPENED: RefCell<Opened<File>> = const { RefCell::new(Opened { lots: Vec::new(), next: 0 }) };
    static KNOWN: RefCell<bool> = const { RefCell::new(false) };
}

/// The files that were opened, each lot with the key of its first. Lots may be read side by side, so no key comes twice.
struct Opened<F> {
    lots: Vec<(u32, Vec<F>)>,
    next: u32,
}

impl<F> Opened<F> {
    /// Takes a lot in; the key of its first file.
    fn add(&mut self, files: Vec<F>) -> u32 {
        let first = self.next;
        self.next += files.len() as u32; // a person has fewer
        self.lots.push((first, files));
        first
    }

    /// The file of that key, and those of its lot of which `is_with` is true.
    fn with(&self, key: u32, is_with: impl Fn(&F) -> bool) -> Vec<&F> {
        let lot = self.lots.iter().rfind(|(first, _)| *first <= key);
        let files = lot.into_iter().flat_map(|(first, files)| (*first..).zip(files));
        files.filter(|(at, file)| *at == key || is_with(file)).map(|(_, file)| file).collect()
    }
}

/// Says which formats there are, where that has not been said.
pub(crate) async fn tell_formats(dispatcher: &Dispatcher) -> Result<(), DeskError> {
    if !KNOWN.with_borrow(|known| *known) {
        let kinds = exchange::formats().await?;
        KNOWN.with_borrow_mut(|known| *known = true);
        dispatcher.dispatch(Action::SetFormats(kinds));
    }
    Ok(())
}

/// A file of another tool, with its bytes.
pub(super) struct Foreign {
    pub(super) file: File,
    pub(super) bytes: Uint8Array,
}

/// Takes files of other tools; `problems` are of files that came with them and could not be opened.
pub(super) async fn take(dispatcher: &Dispatcher, foreign: Vec<Foreign>, problems: Vec<(String, String)>, id: &str) {
    let size: u32 = foreign.iter().map(|file| file.bytes.length()).sum();
    if size > LARGE {
        let words = match foreign.as_slice() {
            [one] => format!("Reading “{}” …", one.file.name()),
            many => format!("Reading {} files …", many.len()),
        };
        dispatcher.dispatch(Action::Notify(Some(Notice::info(words))));
    }
    let files = foreign.iter().map(|foreign| foreign.file.clone()).collect();
    let first = OPENED.with_borrow_mut(|opened| opened.add(files));
    let named: Vec<_> = foreign.iter().map(|foreign| (foreign.file.name(), foreign.bytes.clone())).collect();
    let keys: Vec<u32> = (first..).take(named.len()).collect();
    let mut incoming = match read(dispatcher, &named, &keys, None, id).await {
        Ok(incoming) => incoming,
        Err(error) => {
            let others = problems.iter().map(|(name, why)| format!("{name}: {why}"));
            let all: Vec<_> = others.chain([error.to_string()]).collect();
            return dispatcher.dispatch(Action::Notify(Some(Notice::problem(all.join("\n")))));
        }
    };
    let not_opened = problems.into_iter().map(|(name, why)| Told {
        key: None,
        names: vec![name.into()],
        problem: Some(why.into()),
        ..Told::default()
    });
    let told: Vec<Told> = incoming.told.iter().cloned().chain(not_opened).collect();
    match told.as_slice() {
        // Articles out of an archive; they are open by now.
        [] => return,
        [one] if one.problem.is_some() => return dispatcher.dispatch(Action::Notify(Some(Notice::problem(said(one))))),
        _ => {}
    }
    incoming.told = Rc::new(told);
    hand_over(dispatcher, incoming);
}

/// Reads a file again that was taken for something else; its documents of before go.
pub(crate) fn read_again(dispatcher: &Dispatcher, told: &[Told], key: u32, format: &Arc<str>) {
    let own = || told.iter().filter(|told| told.key == Some(key));
    let gone: Vec<_> = own().flat_map(|told| told.documents.clone()).collect();
    let names: Vec<_> = own().flat_map(|told| told.names.clone()).collect();
    // The file itself, and those that were read with it.
    let is_with = |file: &File| names.iter().any(|name| **name == file.name());
    let files: Vec<File> = OPENED.with_borrow(|opened| opened.with(key, is_with).into_iter().cloned().collect());
    let (dispatcher, format) = (dispatcher.clone(), Arc::clone(format));
    wasm_bindgen_futures::spawn_local(async move {
        let mut named = Vec::new();
        for file in &files {
            match files::read_array(file.clone()).await {
                Ok(bytes) => named.push((file.name(), bytes)),
                Err(error) => return dispatcher.dispatch(Action::Notify(Some(Notice::problem(error.to_string())))),
            }
        }
        let keys: Vec<u32> = files.iter().map(|_| key).collect();
        match read(&dispatcher, &named, &keys, Some(&format), &super::intake::random_id()).await {
            Ok(incoming) => hand_over(&dispatcher, Incoming { instead_of: gone, again: true, ..incoming }),
            Err(error) => dispatcher.dispatch(Action::Notify(Some(Notice::problem(error.to_string())))),
        }
    });
}

fn hand_over(dispatcher: &Dispatcher, incoming: Incoming) {
    dispatcher.dispatch(if incoming.documents.is_empty() {
        Action::TellImport { told: incoming.told.to_vec(), again: incoming.again }
    } else {
        Action::AddImport(Box::new(incoming))
    });
}

/// What the worker reads in files; `keys` are those by which each is found again.
async fn read(
    dispatcher: &Dispatcher,
    named: &[(String, Uint8Array)],
    keys: &[u32],
    format: Option<&str>,
    id: &str,
) -> Result<Incoming, DeskError> {
    tell_formats(dispatcher).await?;
    let mut incoming = Incoming::default();
    let mut held: Vec<(Vec<Arc<str>>, usize)> = Vec::new();
    let mut articles: Vec<(usize, Vec<u8>)> = Vec::new();
    let read = exchange::read(named, format, id, |at, taken| {
        let library = match taken {
            Taken::Library(library) => library,
            Taken::Article(file) => return articles.push((at, file)),
        };
        held.resize_with(held.len().max(at + 1), Default::default);
        if let Some((ids, annotations)) = held.get_mut(at) {
            ids.extend(library.documents.iter().map(|document| Arc::clone(&document.id)));
            *annotations += library.documents.iter().map(|document| document.annotations.len()).sum::<usize>();
        }
        for label in library.labels {
            if incoming.labels.iter().all(|known| known.name != label.name) {
                incoming.labels.push(label);
            }
        }
        incoming.documents.extend(library.documents);
    })
    .await?;
    for (at, file) in articles {
        let name = read.get(at).and_then(|read| read.names.first()).cloned().unwrap_or_default();
        if let Err(why) = super::intake::take_file(dispatcher, &name, &file).await {
            let told = Told { names: vec![name], problem: Some(why.into()), ..Told::default() };
            Rc::make_mut(&mut incoming.told).push(told);
        }
    }
    held.resize_with(read.len(), Default::default);
    let told =
        read.into_iter().zip(held).filter(|(read, _)| !read.is_article).map(|(read, (documents, annotations))| Told {
            key: read.file.and_then(|at| keys.get(at).copied()),
            names: read.names,
            format: read.format,
            documents,
            annotations,
            here: 0,
            findings: read.findings,
            problem: read.problem,
        });
    Rc::make_mut(&mut incoming.told).extend(told);
    Ok(incoming)
}

fn said(told: &Told) -> String {
    let name = told.names.first().map(|name| &**name).unwrap_or_default();
    let why = told.problem.as_deref().unwrap_or_default();
    if why.contains(name) { why.to_owned() } else { format!("{name}: {why}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_again_among_those_that_came_with_it() {
        let mut opened = Opened { lots: Vec::new(), next: 0 };
        let lots = [vec!["a.txt", "a.ann"], vec!["a.txt"], vec![], vec!["b.txt", "a.ann", "c.txt"]];
        let firsts = lots.map(|files| opened.add(files));
        assert_eq!(firsts, [0, 2, 3, 3]);
        for (key, with, wanted) in [
            (0, vec![], vec!["a.txt"]),
            (0, vec!["a.ann", "a.txt"], vec!["a.txt", "a.ann"]),
            (2, vec!["a.ann", "a.txt"], vec!["a.txt"]),
            (4, vec![], vec!["a.ann"]),
            (5, vec!["b.txt"], vec!["b.txt", "c.txt"]),
            (9, vec![], vec![]),
        ] {
            let found: Vec<&str> = opened.with(key, |file| with.contains(file)).into_iter().copied().collect();
            assert_eq!(found, wanted, "{key} with {with:?}");
        }
    }
}
