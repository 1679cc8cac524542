//! The formats as the page shows them: names, what they are for, and the choices that each has, all from the registry.
//! A choice names a field of the options, so that the page need not know what it means.

use postil_exchange::{FORMATS, Fit, Format, Says};
use serde::Serialize;
use serde_json::{Value, json};

/// A format in the page's list.
#[derive(Debug, Serialize)]
pub(crate) struct Told {
    id: &'static str,
    name: &'static str,
    description: String,
    /// The heading that it stands under.
    group: &'static str,
    writes: bool,
    reads: bool,
    /// Whether it says which marks are suggested, accepted and rejected.
    says_status: bool,
    choices: Vec<Choice>,
}

/// A choice: some values with their words; "true" and "false", a number or words where there are none.
#[derive(Debug, Serialize)]
pub(crate) struct Choice {
    /// The field of the options.
    pub(crate) id: &'static str,
    name: &'static str,
    values: Vec<(String, String)>,
    /// What is chosen until the person says otherwise.
    value: String,
    /// Whether it is one of those that most people leave alone.
    more: bool,
}

impl Choice {
    /// The field's value for what was said; `None` for what is none of its values.
    pub(crate) fn read(&self, said: &str) -> Option<Value> {
        match self.values.as_slice() {
            [] if matches!(self.value.as_str(), "true" | "false") => said.parse::<bool>().ok().map(Value::from),
            [] => said.parse::<u64>().ok().map(Value::from),
            values => values.iter().any(|(value, _)| value == said).then(|| said.into()),
        }
    }
}

/// All formats, in the order of menus.
pub(crate) fn formats() -> Vec<Told> {
    let mut formats = FORMATS.to_vec();
    formats.sort_by_key(|format| format.group);
    formats.into_iter().map(told).collect()
}

fn told(format: &Format) -> Told {
    Told {
        id: format.id,
        name: format.name,
        // Shown as it is, without the marks of code.
        description: format.description.replace('`', ""),
        group: format.group.heading(),
        writes: format.writes(),
        reads: format.reads(),
        says_status: format.can_say(Says::Status),
        choices: choices(format),
    }
}

/// The choices that a format brings along, and those of all but our own: it says everything.
pub(crate) fn choices(format: &Format) -> Vec<Choice> {
    let mut choices = Vec::new();
    if format.units.len() > 1 {
        let units = format.units.iter().map(|unit| (file_name(unit), unit.words().to_owned()));
        choices.push(one_of("unit", "Offsets count", units));
    }
    if let Some(tokens) = format.tokens {
        if tokens.tokenizers.len() > 1 {
            let words = tokens.tokenizers.iter().map(|it| (file_name(it), it.words().to_owned()));
            choices.push(one_of("tokenizer", "Words are cut", words));
        }
        let fits = [
            (Fit::Widen, "is widened to whole words"),
            (Fit::Narrow, "is narrowed to whole words"),
            (Fit::Drop, "is left out"),
        ];
        let fits = fits.iter().map(|(fit, words)| (file_name(fit), (*words).to_owned()));
        choices.push(one_of("fit", "A mark that ends inside a word", fits));
        if !tokens.schemes.is_empty() {
            let words = tokens.schemes.iter().map(|scheme| (file_name(scheme), file_name(scheme).to_uppercase()));
            choices.push(one_of("scheme", "Tags", words));
        }
        choices.push(switch("sentences", "Cut into sentences", tokens.sentences));
    }
    if format.takes_mark {
        choices.push(switch("bom", "Byte order mark, for Excel", false));
    }
    if !format.is_own() {
        choices.extend(of_all());
    }
    choices
}

/// How documents can be shared out, in percent.
const SPLITS: [&str; 6] = ["80/10/10", "70/15/15", "60/20/20", "90/10/0", "80/20/0", "80/0/20"];

fn of_all() -> [Choice; 3] {
    let splits = SPLITS.iter().map(|split| ((*split).to_owned(), format!("{} percent", split.replace('/', ", "))));
    let none = ("none".to_owned(), "one file of all".to_owned());
    let more = |choice: Choice| Choice { more: true, ..choice };
    let seed = Choice { id: "seed", name: "Seed of chance", values: Vec::new(), value: "0".to_owned(), more: true };
    [
        more(one_of("split", "Train, dev and test", std::iter::once(none).chain(splits))),
        more(switch("pseudonyms", "Invented names in place of real ones", false)),
        seed,
    ]
}

/// The fields of the options that a split, a seed and invented names come to.
pub(crate) fn shared_out(split: Option<&str>, pseudonyms: bool, seed: u64) -> Vec<(&'static str, Value)> {
    let mut fields = Vec::new();
    let parts: Vec<u8> = split.unwrap_or_default().split('/').filter_map(|part| part.parse().ok()).collect();
    if let [train, dev, test] = parts.as_slice() {
        fields.push(("split", json!({ "train": train, "dev": dev, "test": test, "seed": seed })));
    }
    if pseudonyms {
        fields.push(("pseudonyms", seed.into()));
    }
    fields
}

/// The first value is the one until the person says otherwise.
fn one_of(id: &'static str, name: &'static str, values: impl Iterator<Item = (String, String)>) -> Choice {
    let values: Vec<_> = values.collect();
    let value = values.first().map(|(value, _)| value.clone()).unwrap_or_default();
    Choice { id, name, values, value, more: false }
}

fn switch(id: &'static str, name: &'static str, is_on: bool) -> Choice {
    Choice { id, name, values: Vec::new(), value: is_on.to_string(), more: false }
}

/// What a value is called in files.
fn file_name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
