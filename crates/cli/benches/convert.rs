//! How fast `postil convert` is, as a person runs it: 1,000 documents of 5 kB with 80 marks each, from our own file to each
//! format and back, and from JSON Lines. The best of some runs, in megabytes a second of the files that are read and of the
//! documents' text. `cargo bench --package postil-cli`; `-- brat csv` measures those only, `-- --runs 9` runs more often.
//! Files are kept in memory where the system has a place for that: a disk's file system is slow to make thousands of files
//! where as many were just deleted, which would be most of what is measured.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use postil_engine::default_labels;
use postil_exchange::{FORMATS, Format, Options, export};
use postil_trials::marked;

/// What most comparisons start from and end in.
const OWN: &str = "postil";
const RUNS: u32 = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let runs = match arguments.iter().position(|argument| argument == "--runs") {
        Some(at) => arguments.drain(at..=at + 1).next_back().unwrap_or_default().parse()?,
        None => RUNS,
    };
    let in_memory = Some(Path::new("/dev/shm")).filter(|path| path.is_dir());
    let folder = in_memory.unwrap_or(Path::new(env!("CARGO_TARGET_TMPDIR"))).join("postil-convert");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let documents = marked(1_000, 5_000, 80);
    let text: usize = documents.iter().map(|document| document.text.as_str().len()).sum();
    let write = |id: &str, name: &str| -> Result<PathBuf, Box<dyn Error>> {
        let format = Format::by_id(id).ok_or("no such format")?;
        let written = export(format, &documents, &default_labels(), &Options::default())?;
        let path = folder.join(name);
        fs::write(&path, &written.files.first().ok_or("no file")?.bytes)?;
        Ok(path)
    };
    let (own, lines) = (write(OWN, "own.postil.json")?, write("postil-lines", "lines.jsonl")?);
    println!("{} documents, {:.1} MB of text; MB a second of (files read, text)", documents.len(), mega(text));
    println!("{:<16} {:>8} {:>8}   {:>8} {:>8}   {:>8} {:>8}", "", "from own", "", "lines", "", "to own", "");
    let chosen = |format: &&&Format| arguments.is_empty() || arguments.iter().any(|name| format.id.contains(name));
    for format in FORMATS.iter().filter(|format| format.writes()).filter(chosen) {
        let out = folder.join(format.id);
        let mut row = format!("{:<16}", format.id);
        for input in [&own, &lines] {
            row += &speeds(input, text, best(runs, input, format.id, &out, true)?)?;
        }
        if format.reads() {
            row += &speeds(&out, text, best(runs, &out, OWN, &folder.join("back.postil.json"), false)?)?;
        }
        println!("{row}");
        fs::remove_dir_all(&out)?;
    }
    fs::remove_dir_all(&folder)?;
    Ok(())
}

/// The shortest of so many runs of the command.
fn best(runs: u32, input: &Path, to: &str, out: &Path, is_folder: bool) -> Result<Duration, Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..runs.max(1) {
        if is_folder {
            let _ = fs::remove_dir_all(out);
            fs::create_dir_all(out)?;
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_postil"));
        command.args(["convert", "--to", to]).arg(input).arg(out).stdout(Stdio::null()).stderr(Stdio::piped());
        let start = Instant::now();
        let done = command.output()?;
        best = best.min(start.elapsed());
        if !done.status.success() {
            return Err(String::from_utf8_lossy(&done.stderr).into());
        }
    }
    Ok(best)
}

fn speeds(input: &Path, text: usize, time: Duration) -> Result<String, Box<dyn Error>> {
    let speed = |bytes: usize| mega(bytes) / time.as_secs_f64();
    Ok(format!(" {:>8.0} {:>8.0}  ", speed(bytes(input)?), speed(text)))
}

/// Bytes in a file, or in those of a folder.
fn bytes(path: &Path) -> Result<usize, Box<dyn Error>> {
    if !path.is_dir() {
        return Ok(fs::metadata(path)?.len() as usize);
    }
    fs::read_dir(path)?.map(|entry| bytes(&entry?.path())).sum()
}

#[allow(clippy::cast_precision_loss)] // a measure
fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
