//! Zip archives, in memory: what is in one, and one of several files.
//!
//! An archive may come from anybody. Sizes are compared with limits before anything is unpacked, what unpacks to more than
//! it says is refused, and folders are only parts of a name: nothing is written anywhere. O(n) in what comes out, which is
//! at most [`MAX_UNPACKED`].

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchive, ZipArchiveWriter, ZipVerification, crc32};

use super::Problem;
use crate::error::WriteError;
use crate::part::Part;

/// Bytes that come out of all archives of one lot, at most.
const MAX_UNPACKED: u64 = 256 << 20;
/// Files in all archives of one lot, at most.
const MAX_FILES: usize = 20_000;
/// How often larger than in the archive a file of more than [`RATIO_FROM`] bytes may be. Text rarely reaches fifty.
const MAX_RATIO: u64 = 250;
const RATIO_FROM: u64 = 1 << 20;
/// Archives in archives, at most: exports of INCEpTION have one for each document.
const MAX_DEPTH: usize = 2;
/// Deflate's level: 6 takes four times as long for a tenth less, which is what a hundred articles wait for.
const LEVEL: u32 = 3;
/// The time that each file of an archive gets, so that the same work gives the same bytes: 1 January 2000.
const TIME: i64 = 946_684_800;

/// Takes archives apart.
pub(super) struct Unpacker<'a> {
    left: u64,
    files: usize,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Unpacker<'a> {
    pub(super) fn new(problems: &'a mut Vec<Problem>) -> Self {
        Self { left: MAX_UNPACKED, files: 0, problems }
    }

    /// Files as they are, archives as what is in them.
    pub(super) fn add(&mut self, part: Part, found: &mut Vec<Part>) {
        self.add_at(part, 0, found);
    }

    fn add_at(&mut self, part: Part, depth: usize, found: &mut Vec<Part>) {
        if !is_archive(&part.bytes) {
            found.push(part);
            return;
        }
        if depth > MAX_DEPTH {
            self.problem(
                &part.name,
                "It is an archive in an archive in an archive, and was not opened. Unpack it first.",
            );
            return;
        }
        let mut inside = Vec::new();
        if let Err(words) = self.unpack(&part, &mut inside) {
            self.problem(&part.name, words);
        }
        // A document of an office program is a zip too.
        if inside.iter().any(|part| matches!(&*part.name, "[Content_Types].xml" | "mimetype")) {
            self.problem(&part.name, "It is a document of an office program. Save it as text first.");
            return;
        }
        let folder = part.name.rsplit_once('.').map_or(part.name.as_str(), |(stem, _)| stem);
        for mut file in inside {
            if depth > 0 {
                file.name = format!("{folder}/{}", file.name);
            }
            self.add_at(file, depth + 1, found);
        }
    }

    fn unpack(&mut self, part: &Part, found: &mut Vec<Part>) -> Result<(), String> {
        let damaged = |error: rawzip::Error| format!("The archive is damaged ({error}). Make it anew.");
        let archive = ZipArchive::from_slice(&part.bytes).map_err(damaged)?;
        let mut names = std::collections::BTreeSet::new();
        let mut entries = archive.entries();
        while let Some(entry) = entries.next_entry().map_err(damaged)? {
            self.files += 1;
            if self.files > MAX_FILES {
                return Err("There are more than 20,000 files; the rest was not opened. Split the archive.".to_owned());
            }
            let name = name(entry.file_path().as_bytes());
            if entry.is_dir() || is_of_the_system(&name) {
                continue;
            }
            let place = format!("{}/{name}", part.name);
            if !names.insert(name.clone()) {
                self.problem(&place, "There are two of this name in the archive; the first was opened.");
                continue;
            }
            if entry.flags().is_encrypted() {
                self.problem(&place, "It is locked with a password. Unpack it first.");
                continue;
            }
            let unpacked = archive.get_entry(entry.wayfinder()).map_err(|error| format!("It is damaged ({error})."));
            let declared = entry.uncompressed_size_hint();
            let unpacked = unpacked.and_then(|found| {
                let bytes = self.inflate(found.data(), declared, entry.compression_method())?;
                let is = ZipVerification { crc: crc32(&bytes), uncompressed_size: bytes.len() as u64 };
                found.claim_verifier().valid(is).map_err(|error| format!("It is damaged ({error})."))?;
                Ok(bytes)
            });
            match unpacked {
                Ok(bytes) => found.push(Part { name, bytes }),
                Err(words) => self.problem(&place, words),
            }
        }
        Ok(())
    }

    fn inflate(&mut self, data: &[u8], declared: u64, method: CompressionMethod) -> Result<Vec<u8>, String> {
        if declared > self.left {
            return Err("With it, more than 256 MiB would come out of the archives. Unpack them first.".to_owned());
        }
        if declared > RATIO_FROM && declared / MAX_RATIO > data.len() as u64 {
            return Err(format!(
                "It unpacks to {} times its size and was not opened.",
                declared / data.len().max(1) as u64
            ));
        }
        let bytes = match method {
            CompressionMethod::STORE => data.to_vec(),
            CompressionMethod::DEFLATE => {
                let mut unpacked = Vec::new();
                let read = DeflateDecoder::new(data).take(declared.saturating_add(1)).read_to_end(&mut unpacked);
                let is_whole = read.is_ok_and(|read| read as u64 <= declared);
                is_whole.then_some(unpacked).ok_or("It is damaged, or larger than it says.")?
            }
            other => {
                return Err(format!("It is packed by a method that is not known here ({other}). Unpack it first."));
            }
        };
        self.left = self.left.saturating_sub(bytes.len() as u64);
        Ok(bytes)
    }

    fn problem(&mut self, file: &str, words: impl Into<String>) {
        self.problems.push(Problem { file: file.to_owned(), words: words.into() });
    }
}

/// Whether a file is a zip archive, by its first bytes.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// A name with slashes between its folders, none of which leads anywhere else.
fn name(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace('\\', "/");
    let steps =
        text.split('/').filter(|step| !step.is_empty() && *step != "." && *step != ".." && !step.ends_with(':'));
    let steps: Vec<String> = steps.map(|step| step.chars().filter(|ch| !ch.is_control()).collect::<String>()).collect();
    steps.join("/")
}

/// What systems leave in archives.
fn is_of_the_system(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("__MACOSX/") || last.starts_with('.') || last == "Thumbs.db" || last == "desktop.ini"
}

/// One archive of several files. The same files give the same bytes.
///
/// # Errors
/// When the archive cannot be written, as with a name of more than 65,535 bytes.
pub fn zip(name: &str, files: &[Part]) -> Result<Part, WriteError> {
    let failed = |error: &dyn std::fmt::Display| WriteError::new(format!("the archive could not be made ({error})."));
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for file in files {
        let entry = archive.new_file(&file.name).compression_method(CompressionMethod::DEFLATE);
        let entry = entry.last_modified(UtcDateTime::from_unix(TIME)).unix_permissions(0o644);
        let (mut entry, _) = entry.start().map_err(|error| failed(&error))?;
        let mut packer = DeflateEncoder::new(&mut entry, Compression::new(LEVEL));
        packer.write_all(&file.bytes).and_then(|()| packer.finish().map(drop)).map_err(|error| failed(&error))?;
        let is = DataDescriptorOutput::new(crc32(&file.bytes), file.bytes.len() as u64);
        entry.finish(is).map_err(|error| failed(&error))?;
    }
    let bytes = archive.finish().map_err(|error| failed(&error))?;
    Ok(Part::new(name, bytes))
}

/// The files of one archive as they are, archives in it too, and what is to be said of those that could not be had.
#[must_use]
pub fn unzip(archive: &Part) -> (Vec<Part>, Vec<Problem>) {
    let (mut problems, mut found) = (Vec::new(), Vec::new());
    let mut unpacker = Unpacker::new(&mut problems);
    if let Err(words) = unpacker.unpack(archive, &mut found) {
        unpacker.problem(&archive.name, words);
    }
    (found, problems)
}

/// The checksum of a file as archives have it.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u32 {
    crc32(bytes)
}
