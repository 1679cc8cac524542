//! Where files go: one file, standard output, a folder. Nothing is half written: files get their names when all of
//! them are complete.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use postil_exchange::{Format, Part, zip};

/// Files under way to their names.
#[derive(Default)]
pub(crate) struct Outputs {
    /// For each file the name that it has while it is written, and its own.
    files: Vec<(PathBuf, PathBuf)>,
    folder: Option<PathBuf>,
}

impl Outputs {
    /// A file that will be `path`.
    pub(crate) fn create(&mut self, path: &Path) -> io::Result<BufWriter<File>> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let draft = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = File::create(&draft).map_err(|error| named(path, &error))?;
        self.files.push((draft, path.to_path_buf()));
        Ok(BufWriter::with_capacity(1 << 18, file))
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.create(path)?;
        file.write_all(bytes).and_then(|()| file.flush()).map_err(|error| named(path, &error))
    }

    /// Gives the files their names; which these are.
    pub(crate) fn finish(mut self) -> io::Result<Vec<PathBuf>> {
        for (draft, path) in &self.files {
            fs::rename(draft, path).map_err(|error| named(path, &error))?;
        }
        self.folder = None;
        Ok(std::mem::take(&mut self.files).into_iter().map(|(_, path)| path).collect())
    }
}

/// What was not finished goes.
impl Drop for Outputs {
    fn drop(&mut self) {
        for (draft, _) in &self.files {
            let _ = fs::remove_file(draft);
        }
        if let Some(folder) = &self.folder {
            let _ = fs::remove_dir(folder); // if it is empty, as when it was made here
        }
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Whether `out` is a single stream of bytes: a file or standard output.
pub(crate) fn is_stream(out: &Path) -> bool {
    is_stdout(out) || !(is_zip(out) || is_folder(out))
}

pub(crate) fn is_stdout(out: &Path) -> bool {
    out == Path::new("-")
}

pub(crate) fn is_zip(out: &Path) -> bool {
    out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

fn is_folder(out: &Path) -> bool {
    out.is_dir() || out.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// Where the pieces of the main file go as they come, and all files in the end.
pub(crate) struct Stream<'a> {
    out: &'a Path,
    /// Whether there are several files.
    many: bool,
    outputs: Outputs,
    /// The main file, once a piece of it was there.
    main: Option<(String, Box<dyn Write + Send>)>,
}

impl<'a> Stream<'a> {
    pub(crate) fn new(out: &'a Path, many: bool) -> Self {
        Self { out, many, outputs: Outputs::default(), main: None }
    }

    fn is_folder(&self) -> bool {
        is_folder(self.out) || (self.many && self.out.extension().is_none())
    }

    /// Makes the folder that is named, where there is none.
    fn folder(&mut self) -> io::Result<()> {
        if !self.out.is_dir() {
            fs::create_dir_all(self.out).map_err(|error| named(self.out, &error))?;
            self.outputs.folder = Some(self.out.to_path_buf());
        }
        Ok(())
    }

    /// Writes the next piece of the main file.
    pub(crate) fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if self.main.is_none() {
            let sink: Box<dyn Write + Send> = if is_stdout(self.out) {
                Box::new(io::stdout())
            } else if self.is_folder() {
                self.folder()?;
                Box::new(self.outputs.create(&self.out.join(name))?)
            } else {
                Box::new(self.outputs.create(self.out)?)
            };
            self.main = Some((name.to_owned(), sink));
        }
        let Some((_, sink)) = &mut self.main else { return Ok(()) };
        sink.write_all(bytes).map_err(|error| named(self.out, &error))
    }

    /// Writes those of the files that are not written yet, and gives all of them their names; which these are, none on
    /// standard output.
    pub(crate) fn finish(mut self, format: &Format, files: &[Part]) -> io::Result<Vec<PathBuf>> {
        let mut done = None;
        if let Some((name, mut sink)) = self.main.take() {
            sink.flush().map_err(|error| named(self.out, &error))?;
            done = Some(name);
        }
        let left = || files.iter().filter(|file| done.as_ref() != Some(&file.name));
        if is_stdout(self.out) {
            if files.len() != 1 {
                return Err(several(format, files.len(), self.out));
            }
            let mut stdout = io::stdout().lock();
            left().try_for_each(|file| stdout.write_all(&file.bytes)).and_then(|()| stdout.flush())?;
        } else if self.is_folder() || (files.len() > 1 && self.out.extension().is_none()) {
            self.folder()?;
            for file in left() {
                let path = self.out.join(&file.name);
                if let Some(parent) = path.parent() {
                    fs::create_dir_all(parent).map_err(|error| named(parent, &error))?;
                }
                self.outputs.write(&path, &file.bytes)?;
            }
        } else if is_zip(self.out) {
            let name = self.out.file_name().unwrap_or_default().to_string_lossy();
            self.outputs.write(self.out, &zip(&name, files).map_err(io::Error::other)?.bytes)?;
        } else {
            if files.iter().filter(|file| file.name.ends_with(format.extension)).count() > 1 {
                return Err(several(format, files.len(), self.out));
            }
            for (path, file) in beside(self.out, format, files).into_iter().zip(files) {
                if done.as_ref() != Some(&file.name) {
                    self.outputs.write(&path, &file.bytes)?;
                }
            }
        }
        self.outputs.finish()
    }
}

fn several(format: &Format, count: usize, out: &Path) -> io::Error {
    let words =
        format!("{} makes {count} files here: name a folder or a .zip instead of {}", format.name, out.display());
    io::Error::other(words)
}

/// `out` for the main file; the others lie beside it, and their names begin as `out` does: what is called README.md in a
/// folder of its own must not replace another here.
fn beside(out: &Path, format: &Format, files: &[Part]) -> Vec<PathBuf> {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let own =
        name.strip_suffix(format.extension).unwrap_or_else(|| name.rsplit_once('.').map_or(&name, |(own, _)| own));
    let main = files.first().map(|file| file.name.as_str()).unwrap_or_default();
    let stem = main.strip_suffix(format.extension).unwrap_or(main);
    let other = |file: &Part| match file.name.strip_prefix(stem) {
        Some(end) => out.with_file_name(format!("{own}{end}")),
        None => out.with_file_name(format!("{own}.{}", file.name)),
    };
    let others = files.iter().skip(1).map(other);
    files.first().map(|_| out.to_path_buf()).into_iter().chain(others).collect()
}
