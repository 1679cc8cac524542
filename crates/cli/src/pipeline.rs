//! Reads, works and writes at the same time: one thread reads, as many as wanted work, the caller's writes in the
//! order of the input. A bounded number of documents is under way, so memory does not grow with their number.

use std::io::{self, BufWriter, Write};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What becomes of a document: its output, or what is wrong with it.
pub(crate) type Done = Result<Vec<u8>, String>;

/// Documents under way for each worker: enough that a slow one does not leave the others idle.
const AHEAD: usize = 4;

/// Works through `inputs`. Results go to `out`, complaints to `complaints`, both in the order of the input; nothing
/// that is done is held back while waiting. The result says whether there was no complaint.
///
/// # Errors
/// When `out` or `complaints` cannot be written; the threads then end at their next hand-over, or with the process.
pub(crate) fn run<I, F>(
    inputs: I,
    work: F,
    jobs: usize,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<bool>
where
    I: Iterator + Send + 'static,
    I::Item: Send,
    F: Fn(I::Item) -> Done + Send + Sync + 'static,
{
    let (to_workers, tasks) = sync_channel::<(I::Item, SyncSender<Done>)>(jobs * AHEAD);
    let (to_writer, in_order) = sync_channel::<Receiver<Done>>(jobs * AHEAD);
    let (tasks, work) = (Arc::new(Mutex::new(tasks)), Arc::new(work));
    for _ in 0..jobs {
        let (tasks, work) = (Arc::clone(&tasks), Arc::clone(&work));
        thread::spawn(move || {
            loop {
                let task = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((input, to_result)) = task else { return };
                // Nobody waits for the result when writing has failed.
                let _ = to_result.send(work(input));
            }
        });
    }
    drop(tasks);
    thread::spawn(move || {
        for input in inputs {
            let (to_result, result) = sync_channel(1);
            if to_writer.send(result).is_err() || to_workers.send((input, to_result)).is_err() {
                return;
            }
        }
    });
    write_in_order(&in_order, out, complaints)
}

fn write_in_order(
    in_order: &Receiver<Receiver<Done>>,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<bool> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let mut all_well = true;
    while let Some(result) = next(in_order, &mut out)? {
        let done =
            next(&result, &mut out)?.unwrap_or_else(|| Err("a document was lost: please report this".to_owned()));
        match done {
            Ok(body) => out.write_all(&body)?,
            Err(message) => {
                all_well = false;
                writeln!(complaints, "postil: {message}")?;
            }
        }
    }
    out.flush()?;
    Ok(all_well)
}

/// The next of a channel; what is written goes out before there is any waiting.
fn next<T>(channel: &Receiver<T>, out: &mut impl Write) -> io::Result<Option<T>> {
    match channel.try_recv() {
        Ok(item) => Ok(Some(item)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            out.flush()?;
            Ok(channel.recv().ok())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A writer that fails after so many bytes, as a closed pipe does.
    struct Closing(usize);

    impl Write for Closing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn order_is_kept_whatever_takes_long() {
        let work = |n: u32| {
            if n.is_multiple_of(7) {
                (0..20).for_each(|_| thread::yield_now());
            }
            if n % 100 == 99 { Err(format!("{n} is wrong")) } else { Ok(format!("{n}\n").into_bytes()) }
        };
        let (mut out, mut complaints) = (Vec::new(), Vec::new());
        assert!(!run(0..500, work, 4, &mut out, &mut complaints).unwrap());
        let wanted: String = (0..500).filter(|n| n % 100 != 99).map(|n| format!("{n}\n")).collect();
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
        let wanted: String = (0..5).map(|n| format!("postil: {} is wrong\n", n * 100 + 99)).collect();
        assert_eq!(String::from_utf8(complaints).unwrap(), wanted);
    }

    #[test]
    fn a_closed_pipe_ends_the_run_however_much_there_is_to_read() {
        let work = |n: usize| Ok(format!("{n}\n").into_bytes());
        let error = run(0.., work, 2, &mut Closing(100), &mut io::sink()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
