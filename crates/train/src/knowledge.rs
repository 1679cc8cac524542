//! Word classes and long lists of names, from the files that the recipe names.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use postil_engine::training::{Edges, Knowledge, LISTS, ends};
use serde::Deserialize;

use crate::Folders;

/// Words and their classes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordClasses {
    /// The file: words in the first of tab-separated columns, the commonest first.
    file: String,
    /// The column of the class, from 0.
    column: usize,
    /// Words taken, at most.
    words: usize,
}

/// A list of names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// Files with a name a line, alone or in the first of columns; gzip or plain.
    files: Vec<String>,
    /// Which words at the edges of these names count: `org`, `place`, or none.
    #[serde(default)]
    edges: Option<Group>,
    /// Which places these are: `gpe`, `loc`, `fac`, or none.
    #[serde(default)]
    place: Option<Kind>,
    /// Leave out names whose last column has none but these countries.
    #[serde(default)]
    not_from: Vec<String>,
    /// Leave the names themselves out, keep only the edges.
    #[serde(default)]
    edges_only: bool,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Group {
    Org,
    Place,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Gpe = 1,
    Loc,
    Fac,
}

/// Which places the lists hold, as a model file says it.
pub(crate) fn places(lists: &[List]) -> [u8; LISTS] {
    std::array::from_fn(|at| lists.get(at).and_then(|list| list.place).map_or(0, |kind| kind as u8))
}

/// Reads all of it. Words count as edges from `least` names on.
pub(crate) fn read(folders: &Folders, classes: Option<&WordClasses>, lists: &[List], least: u32) -> Result<Knowledge> {
    let mut knowledge = Knowledge::default();
    if let Some(WordClasses { file, column, words }) = classes {
        for line in text(&folders.find(file))?.lines().filter(|line| !line.starts_with("# ")).take(*words) {
            let mut fields = line.split('\t');
            let word = fields.next().unwrap_or_default();
            if let Some(class) = fields.nth(column - 1).and_then(|class| class.parse::<u16>().ok()) {
                knowledge.add_class(word, class + 1);
            }
        }
    }
    ensure!(lists.len() <= LISTS, "the recipe has {} lists; {LISTS} is the most", lists.len());
    let mut edges: HashMap<u64, [[u32; 2]; 2]> = HashMap::new();
    for (number, list) in lists.iter().enumerate() {
        for file in &list.files {
            for line in text(&folders.find(file))?.lines() {
                let name = line.split('\t').next().unwrap_or_default();
                let countries = line.rsplit('\t').next().unwrap_or_default();
                let from = |country: &str| list.not_from.iter().any(|out| out == country);
                if countries != name && !countries.is_empty() && countries.split('|').all(from) {
                    continue;
                }
                if !list.edges_only {
                    knowledge.add_name(name, number);
                }
                if let (Some(group), Some((first, last))) = (list.edges, ends(name)) {
                    edges.entry(first).or_default()[group as usize][0] += 1;
                    edges.entry(last).or_default()[group as usize][1] += 1;
                }
            }
        }
    }
    for (word, counts) in edges {
        if counts.iter().flatten().any(|count| *count >= least) {
            let step = |count: u32| if count < least { 0 } else { ((count / least).ilog2() + 1).min(5) as u8 };
            let edges = Edges {
                opens: [step(counts[0][0]), step(counts[1][0])],
                closes: [step(counts[0][1]), step(counts[1][1])],
            };
            knowledge.add_edges(word, edges);
        }
    }
    Ok(knowledge)
}

fn text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
        return Ok(text);
    }
    String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))
}
