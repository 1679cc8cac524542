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

fn is_zip(out: &Path) -> bool {
    out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

fn is_folder(out: &Path) -> bool {
    out.is_dir() || out.as_os_str().as_encoded_bytes().ends_with(b"/")
}

/// Writes `files` of `format` to `out`; the names that they got, which are none on standard output.
pub(crate) fn write(out: &Path, format: &Format, files: Vec<Part>) -> io::Result<Vec<PathBuf>> {
    let mut outputs = Outputs::default();
    if is_stdout(out) {
        let [file] = &files[..] else {
            return Err(several(format, files.len(), out));
        };
        let mut stdout = io::stdout().lock();
        stdout.write_all(&file.bytes).and_then(|()| stdout.flush())?;
    } else if is_folder(out) || (files.len() > 1 && out.extension().is_none()) {
        if !out.is_dir() {
            fs::create_dir_all(out).map_err(|error| named(out, &error))?;
            outputs.folder = Some(out.to_path_buf());
        }
        for file in &files {
            let path = out.join(&file.name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(|error| named(parent, &error))?;
            }
            outputs.write(&path, &file.bytes)?;
        }
    } else if is_zip(out) {
        let name = out.file_name().unwrap_or_default().to_string_lossy();
        outputs.write(out, &zip(&name, &files).map_err(io::Error::other)?.bytes)?;
    } else {
        if files.iter().filter(|file| file.name.ends_with(format.extension)).count() > 1 {
            return Err(several(format, files.len(), out));
        }
        for (path, file) in beside(out, format, &files).into_iter().zip(&files) {
            outputs.write(&path, &file.bytes)?;
        }
    }
    outputs.finish()
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
