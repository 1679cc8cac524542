//! Which files belong together: a text and what is marked in it, a file of annotations and the names of its labels, a
//! project's settings and all that they hold for. By names alone, but for what a file's start says of its format. O(n) in
//! the files and the length of their names.

use std::collections::{HashMap, HashSet};

use super::Problem;
use crate::format::Format;
use crate::import::recognise;
use crate::part::Part;

/// Files that are read together, by their places in the list.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// The one that says the format.
    pub(super) main: usize,
    /// Those without which it cannot be read, or means something else.
    pub(super) with: Vec<usize>,
    /// Those that may say more.
    pub(super) beside: Vec<usize>,
}

/// Files that say something about all annotations of their folder.
const SETTINGS: [&str; 2] = ["annotation.conf", "visual.conf"];
/// Files that tell more about data of their folder, whatever its name.
const BESIDE: [&str; 11] = [
    "features.json",
    "dataset_infos.json",
    "dataset_info.json",
    "label_names.json",
    "labels.json",
    "labels.txt",
    "classes.txt",
    "tags.json",
    "config.xml",
    "label_config.xml",
    "readme.md",
];

/// The groups, in the order of their first files, and the files that are in none.
pub(super) fn grouped(
    files: &[Part],
    format: Option<&'static Format>,
    problems: &mut Vec<Problem>,
) -> (Vec<Group>, Vec<usize>) {
    let names: Vec<Name<'_>> = files.iter().map(Name::of).collect();
    let places: HashMap<(&str, &str), usize> =
        names.iter().enumerate().rev().map(|(at, name)| ((name.folder, name.lower.as_str()), at)).collect();
    let at = |folder: &str, name: &str| places.get(&(folder, name)).copied();
    let mut taken: HashSet<usize> = HashSet::new();
    let mut groups: Vec<Group> = Vec::new();

    // brat: the text, one or several files of annotations, the settings of the folder or of one around it.
    let mut by_text: HashMap<usize, usize> = HashMap::new();
    for (main, name) in names.iter().enumerate().filter(|(_, name)| is_brat(name)) {
        taken.insert(main);
        let Some(text) = at(name.folder, &format!("{}.txt", name.stem())) else {
            let words = format!("Its text is missing: open {}.txt with it.", files[main].stem());
            problems.push(Problem { file: files[main].name.clone(), words });
            continue;
        };
        taken.insert(text);
        if let Some(&group) = by_text.get(&text) {
            groups[group].with.insert(0, main);
            continue;
        }
        by_text.insert(text, groups.len());
        let settings = SETTINGS.iter().filter_map(|settings| above(name.folder, settings, at));
        groups.push(Group { main, with: [text].into_iter().chain(settings).collect(), beside: Vec::new() });
    }
    taken.extend(names.iter().enumerate().filter(|(_, name)| name.extension() == "conf").map(|(at, _)| at));

    // The rest says by its content what it is.
    let mut rest = Vec::new();
    for (main, name) in names.iter().enumerate().filter(|(main, _)| !taken.contains(main)) {
        let system = name.lower == "typesystem.xml";
        let texts = name.lower.ends_with("documents.csv") || name.lower.ends_with("documents.tsv");
        let forced = format.is_some() && !is_article(&files[main]);
        if system || BESIDE.contains(&name.lower.as_str()) || !(forced || recognise(&files[main]).is_some()) {
            rest.push(main);
            continue;
        }
        let table = name.extension();
        let own = match name.lower.strip_suffix(&format!(".documents.{table}")) {
            Some(stem) if texts => at(name.folder, &format!("{stem}.{table}")),
            _ => None,
        };
        if own.is_some() {
            continue; // goes with its table
        }
        let with = [format!("{}.documents.{table}", name.stem()), format!("documents.{table}")];
        let with = with.iter().filter(|_| matches!(table, "csv" | "tsv")).find_map(|texts| at(name.folder, texts));
        let with = with.filter(|&texts| texts != main).into_iter();
        let system = (table == "xmi").then(|| above(name.folder, "typesystem.xml", at)).flatten();
        groups.push(Group { main, with: with.chain(system).collect(), beside: Vec::new() });
    }
    let with: HashSet<usize> = groups.iter().flat_map(|group| group.with.iter().copied()).collect();
    // A table of texts that serves others is no group of its own.
    groups.retain(|group| !with.contains(&group.main));
    let mut mains: HashMap<(&str, &str), usize> = HashMap::new();
    let mut folders: HashMap<&str, usize> = HashMap::new();
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| !is_brat(&names[group.main])) {
        let name = &names[group.main];
        mains.entry((name.folder, name.first())).or_insert(at);
        folders.entry(name.folder).or_insert(at);
    }

    let mut left = Vec::new();
    for file in rest.into_iter().filter(|file| !with.contains(file)) {
        let name = &names[file];
        let general = BESIDE.contains(&name.lower.as_str()).then(|| folders.get(name.folder)).flatten();
        if let Some(&group) = mains.get(&(name.folder, name.first())).or(general) {
            groups[group].beside.push(file);
        } else if name.lower != "typesystem.xml" {
            left.push(file);
        }
    }
    groups.sort_by_key(|group| group.main);
    (groups, left)
}

/// brat's annotations, also in the two files of the BioNLP shared tasks.
fn is_brat(name: &Name<'_>) -> bool {
    matches!(name.extension(), "ann" | "a1" | "a2")
}

/// The nearest file of that name in a folder or one around it.
fn above(folder: &str, name: &str, at: impl Fn(&str, &str) -> Option<usize>) -> Option<usize> {
    let mut folder = folder;
    loop {
        if let Some(found) = at(folder, name) {
            return Some(found);
        }
        if folder.is_empty() {
            return None;
        }
        folder = folder.rsplit_once('/').map_or("", |(before, _)| before);
    }
}

/// Whether a file is opened as an article or a label set where it is in no format of annotations.
pub(super) fn is_article(part: &Part) -> bool {
    let start = part.bytes.get(..400).unwrap_or(&part.bytes);
    match part.extension().as_str() {
        "json" => start.windows(15).any(|window| window == b"\"postil-labels\""),
        "jsonl" | "ndjson" | "xml" | "xmi" | "csv" | "tsv" | "conll" | "iob" | "iob2" | "bio" | "conf" => false,
        _ => true,
    }
}

/// A file's name in its parts.
struct Name<'a> {
    folder: &'a str,
    /// The name without folders, in lower case.
    lower: String,
}

impl<'a> Name<'a> {
    fn of(part: &'a Part) -> Self {
        let (folder, name) = part.name.rsplit_once('/').unwrap_or(("", &part.name));
        Self { folder, lower: name.to_lowercase() }
    }

    fn extension(&self) -> &str {
        self.lower.rsplit_once('.').map_or("", |(_, end)| end)
    }

    fn stem(&self) -> &str {
        self.lower.rsplit_once('.').map_or(&self.lower, |(stem, _)| stem)
    }

    /// Up to its first dot.
    fn first(&self) -> &str {
        self.lower.split('.').next().unwrap_or_default()
    }
}
