//! `postil-train`: fits the entity model on the corpora that a recipe names and writes the model file. What a corpus
//! does not annotate is left open; nothing is split; the same recipe and seed give the same model.

mod calibrate;
mod corpus;
mod knowledge;
mod learn;
mod prepare;
mod report;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use postil_engine::Names;
use postil_engine::training::{Draft, FEATURE_BITS, Knowledge, Votes};
use serde::Deserialize;

use corpus::Source;
use learn::{Learner, Rules};
use prepare::{Example, Prepared};
use report::{errors, scores};

/// Fit the entity model
#[derive(Parser)]
struct Arguments {
    /// The recipe: corpora, what they annotate, how to learn
    recipe: PathBuf,
    /// The folder that the recipe's files are in
    #[arg(long, default_value = ".")]
    data: PathBuf,
    /// The name lists; the engine's own when left out
    #[arg(long)]
    names: Option<PathBuf>,
    /// Stop after this many rounds, whatever the recipe says
    #[arg(long)]
    rounds: Option<u32>,
    /// Another seed than the recipe's
    #[arg(long)]
    seed: Option<u64>,
    /// Write the model to this file, and its scores beside it
    #[arg(long)]
    out: Option<PathBuf>,
    /// Leave the dev corpora out of training, whatever the recipe says: to score whole detection with
    #[arg(long)]
    keep_dev_out: bool,
    /// Write the dev corpora's errors to this file
    #[arg(long)]
    errors: Option<PathBuf>,
}

/// What the recipe's file says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipe {
    /// The model's name.
    name: String,
    /// What a step of the weights is worth in the file.
    step: f32,
    seed: u64,
    rounds: u32,
    rate: f32,
    dropout: f32,
    /// Times that a feature has to be seen.
    least: u32,
    /// How much weights are drawn to nought.
    shrink: f32,
    /// Weights left after each pruning; a round follows each.
    keep: Vec<usize>,
    /// Whether the model that is written learns from the dev corpora too, once all is chosen and scored without them.
    #[serde(default)]
    learn_dev: bool,
    classes: Option<knowledge::WordClasses>,
    /// Times that a word has to open or close listed names to be remembered.
    edges: u32,
    #[serde(default)]
    lists: Vec<knowledge::List>,
    train: Vec<Source>,
    dev: Vec<Source>,
}

/// Where the recipe's files are: beside it, or in the data's folder.
struct Folders {
    own: PathBuf,
    data: PathBuf,
}

impl Folders {
    fn find(&self, file: &str) -> PathBuf {
        let own = self.own.join(file);
        if own.exists() { own } else { self.data.join(file) }
    }
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let folders =
        Folders { own: arguments.recipe.parent().unwrap_or(Path::new("")).to_owned(), data: arguments.data.clone() };
    let recipe = fs::read_to_string(&arguments.recipe)
        .with_context(|| format!("cannot read the recipe {}", arguments.recipe.display()))?;
    let mut recipe: Recipe = toml::from_str(&recipe).context("the recipe is not as expected")?;
    recipe.rounds = arguments.rounds.unwrap_or(recipe.rounds);
    recipe.seed = arguments.seed.unwrap_or(recipe.seed);
    let names = match &arguments.names {
        Some(path) => Names::parse(&fs::read_to_string(path)?)?,
        None => Names::builtin(),
    };
    let knowledge = knowledge::read(&folders, recipe.classes.as_ref(), &recipe.lists, recipe.edges)?;
    let mut train = read_all(&folders, &recipe.train, &names, &knowledge)?;
    let mut dev = read_all(&folders, &recipe.dev, &names, &knowledge)?;
    let mut learner = fit(&train, &dev, &recipe);
    if let Some(path) = &arguments.errors {
        fs::write(path, errors(&learner, &dev))?;
    }
    let (before, temperature, after) = calibrate::temperature(&learner, &dev);
    let report = format!(
        "Strict F1 of the model alone on the dev files, people, organisations and places together and each kind\n{}\n\
         calibration error {before:.4}, at temperature {temperature:.2} {after:.4}\n",
        scores(&learner, &dev, true)
    );
    println!("{report}");
    if let Some(path) = &arguments.out {
        if recipe.learn_dev && !arguments.keep_dev_out {
            println!("All is chosen: once more, with the dev corpora in training.");
            train.append(&mut dev);
            learner = fit(&train, &[], &recipe);
        }
        let draft = Draft {
            name: &recipe.name,
            knowledge: &knowledge,
            features: &learner.features,
            weights: &learner.weights,
            transitions: &learner.transitions,
            step: recipe.step,
            temperature,
            places: knowledge::places(&recipe.lists),
        };
        let file = draft.file();
        println!("{}: {} bytes", path.display(), file.len());
        let write = |path: &Path, bytes: &[u8]| {
            fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
        };
        write(path, &file)?;
        write(&path.with_extension("scores.txt"), report.as_bytes())?;
    }
    Ok(())
}

/// Fits the weights, prunes them, and says on the way how well the dev corpora are tagged.
fn fit(train: &[Prepared], dev: &[Prepared], recipe: &Recipe) -> Learner {
    let looked = second_look(train, recipe);
    let times = train.iter().map(|prepared| prepared.corpus.times as usize);
    let examples: Vec<&Example> =
        looked.iter().zip(times).flat_map(|(examples, times)| std::iter::repeat_n(examples, times).flatten()).collect();
    let mut learner = Learner::new(examples.iter().copied(), FEATURE_BITS, recipe.least, recipe.seed);
    let tokens: usize = examples.iter().map(|example| example.sequence.tokens.len()).sum();
    println!("{} sequences, {tokens} tokens, {} features", examples.len(), learner.features.len());
    let rules = Rules { rate: recipe.rate, dropout: recipe.dropout, shrink: recipe.shrink };
    for round in 1..=recipe.rounds {
        let started = Instant::now();
        let bar = bar(examples.len(), &format!("round {round}"));
        let decayed = Rules { rate: rules.rate * (1.0 - (round - 1) as f32 / recipe.rounds as f32), ..rules };
        let loss = learner.round(&examples, &decayed, &|| bar.inc(1));
        bar.finish_and_clear();
        print!("round {round:2}  loss {loss:.4}  {:.0} s ", started.elapsed().as_secs_f32());
        println!(" {}", scores(&learner, dev, false));
    }
    for keep in &recipe.keep {
        learner = learner.pruned(*keep, FEATURE_BITS, recipe.seed);
        let rows = learner.features.len();
        let loss = learner.round(&examples, &Rules { rate: recipe.rate * 0.5, ..rules }, &|| ());
        print!("pruned to {keep} weights, {rows} features  loss {loss:.4} ");
        println!(" {}", scores(&learner, dev, false));
    }
    learner.round(&examples, &Rules { rate: recipe.rate * 0.2, ..rules }, &|| ());
    learner
}

/// The sequences in training with the features of a second look, by corpus. What a first look makes of a document has to
/// come from a model that has not learned from it: each half of the documents is tagged by a model of the other half.
fn second_look(train: &[Prepared], recipe: &Recipe) -> Vec<Vec<Example>> {
    let rules = Rules { rate: recipe.rate, dropout: recipe.dropout, shrink: recipe.shrink };
    let halves = [0, 1].map(|half| {
        let of_other = |example: &&Example| example.document % 2 != half;
        let examples: Vec<&Example> =
            train.iter().flat_map(|prepared| prepared.examples.iter().filter(of_other)).collect();
        let mut learner = Learner::new(examples.iter().copied(), FEATURE_BITS, recipe.least, recipe.seed);
        for round in 1..=3 {
            let bar = bar(examples.len(), &format!("half {half} {round}"));
            learner.round(&examples, &rules, &|| bar.inc(1));
            bar.finish_and_clear();
        }
        learner
    });
    let look = |document: &[Example]| -> Vec<Example> {
        let half = document.first().map_or(0, |example| example.document % 2);
        let mut votes = Votes::default();
        let tags: Vec<Vec<u8>> = document.iter().map(|example| halves[half].first(&example.sequence)).collect();
        for (example, tags) in document.iter().zip(&tags) {
            learn::note(&mut votes, &example.sequence, tags);
        }
        let again = |(example, tags): (&Example, &Vec<u8>)| Example {
            sequence: learn::with_votes(&example.sequence, tags, &votes),
            allowed: example.allowed.clone(),
            document: example.document,
        };
        document.iter().zip(&tags).map(again).collect()
    };
    let documents =
        |prepared: &Prepared| prepared.examples.chunk_by(|a, b| a.document == b.document).flat_map(look).collect();
    train.iter().map(documents).collect()
}

fn bar(length: usize, what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:12} {bar:40} {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(length as u64).with_style(style).with_message(what.to_owned())
}

fn read_all(folders: &Folders, sources: &[Source], names: &Names, knowledge: &Knowledge) -> Result<Vec<Prepared>> {
    let mut all = Vec::new();
    for source in sources {
        let corpus = corpus::read(folders, source, &|word| names.is_group(word))?;
        let bar = bar(corpus.documents.len(), &corpus.name);
        let prepared = prepare::prepare(corpus, names, knowledge, &|| bar.inc(1));
        bar.finish_and_clear();
        let gold: usize = prepared.corpus.documents.iter().map(|document| document.spans.len()).sum();
        println!(
            "{:16} {:6} documents {gold:6} names, {} that tokens do not fit",
            prepared.corpus.name,
            prepared.corpus.documents.len(),
            prepared.lost
        );
        all.push(prepared);
    }
    Ok(all)
}
