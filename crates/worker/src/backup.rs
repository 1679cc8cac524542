//! A backup: an archive of the page's own files with a list of them, by which each is checked when it comes back.

use postil_exchange::{Part, checksum, unzip, zip};
use serde::{Deserialize, Serialize};

/// The list's name in the archive.
const LIST: &str = "backup.json";
const FORMAT: &str = "postil-backup";
const VERSION: u32 = 1;

/// What is in a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct List {
    format: String,
    version: u32,
    /// When it was made, ISO 8601.
    made: String,
    articles: usize,
    annotations: usize,
    files: Vec<Listed>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Listed {
    name: String,
    bytes: usize,
    crc32: String,
}

impl Listed {
    fn of(part: &Part) -> Self {
        Self { name: part.name.clone(), bytes: part.bytes.len(), crc32: format!("{:08x}", checksum(&part.bytes)) }
    }
}

/// What came out of an archive.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Unpacked {
    /// Whether it is a backup at all.
    is_backup: bool,
    names: Vec<String>,
    /// What is not as the list says, in whole sentences.
    problems: Vec<String>,
}

/// Makes a backup of files.
///
/// # Errors
/// In a sentence for the person.
pub(crate) fn pack(
    names: Vec<String>,
    bodies: Vec<Vec<u8>>,
    made: String,
    [articles, annotations]: [usize; 2],
) -> Result<Vec<u8>, String> {
    let mut parts: Vec<Part> = names.into_iter().zip(bodies).map(|(name, bytes)| Part { name, bytes }).collect();
    let files = parts.iter().map(Listed::of).collect();
    let list = List { format: FORMAT.to_owned(), version: VERSION, made, articles, annotations, files };
    let list = serde_json::to_vec_pretty(&list).map_err(|error| error.to_string())?;
    parts.insert(0, Part::new(LIST, list));
    zip("backup.zip", &parts).map(|archive| archive.bytes).map_err(|error| error.to_string())
}

/// Takes a backup apart and compares it with its list. Another archive is left as it is.
pub(crate) fn unpack(name: &str, archive: Vec<u8>) -> (Unpacked, Vec<Vec<u8>>) {
    let (mut parts, found) = unzip(&Part::new(name, archive));
    let list = parts.iter().position(|part| part.name == LIST).map(|at| parts.remove(at));
    let list = list.and_then(|list| serde_json::from_slice::<List>(&list.bytes).ok());
    let Some(list) = list.filter(|list| list.format == FORMAT) else { return Default::default() };
    let mut problems: Vec<String> = found.into_iter().map(|it| format!("{}: {}", it.file, it.words)).collect();
    if list.version > VERSION {
        problems
            .push("A newer version of Postil made this backup; what this one does not know is left out.".to_owned());
    }
    for listed in &list.files {
        match parts.iter().find(|part| part.name == listed.name) {
            None => problems.push(format!("{} is missing in the backup.", listed.name)),
            Some(part) if Listed::of(part) != *listed => {
                problems.push(format!("{} is not as it was when the backup was made.", listed.name));
            }
            Some(_) => {}
        }
    }
    let (names, bodies) = parts.into_iter().map(|part| (part.name, part.bytes)).unzip();
    (Unpacked { is_backup: true, names, problems }, bodies)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed() -> Vec<u8> {
        let names = vec!["articles/1.json".to_owned(), "state/labels".to_owned()];
        pack(names, vec![b"one".to_vec(), b"two".to_vec()], "2026-01-02".to_owned(), [1, 3]).unwrap()
    }

    #[test]
    fn a_backup_comes_back_as_it_was() {
        let (unpacked, bodies) = unpack("b.zip", packed());
        assert!(unpacked.is_backup);
        assert_eq!(
            (unpacked.names, unpacked.problems),
            (vec!["articles/1.json".to_owned(), "state/labels".to_owned()], vec![])
        );
        assert_eq!(bodies, [b"one", b"two"]);
    }

    #[test]
    fn what_is_missing_or_changed_is_said() {
        let (parts, _) = unzip(&Part::new("b.zip", packed()));
        for (name, bytes, wanted) in [
            ("articles/1.json", None, "articles/1.json is missing in the backup."),
            ("state/labels", Some("six"), "state/labels is not as it was when the backup was made."),
        ] {
            let mut parts = parts.clone();
            match bytes {
                None => parts.retain(|part| part.name != name),
                Some(bytes) => {
                    parts.iter_mut().filter(|part| part.name == name).for_each(|part| part.bytes = bytes.into())
                }
            }
            let (unpacked, _) = unpack("b.zip", zip("b.zip", &parts).unwrap().bytes);
            assert_eq!(unpacked.problems, [wanted]);
        }
    }

    #[test]
    fn other_archives_are_no_backup() {
        for files in [vec![], vec![Part::new("a.txt", "a")], vec![Part::new(LIST, "{\"format\":\"other\"}")]] {
            let (unpacked, bodies) = unpack("a.zip", zip("a.zip", &files).unwrap().bytes);
            assert!(!unpacked.is_backup && bodies.is_empty());
        }
        assert!(!unpack("a.zip", b"no archive".to_vec()).0.is_backup);
    }
}
