//! What is chosen on the command line, as the library's [`Options`]. Names of choices are those of the library's own
//! JSON, so that one added there can be asked for here.

use std::sync::Arc;

use clap::Args;
use postil_engine::BlockKind;
use postil_exchange::{Fit, Options, Profile, Scheme, Split, Statuses, Tokenizer, Unit};
use serde::de::value::Error;
use serde::de::{DeserializeOwned, IntoDeserializer};

/// What goes into the files, and how.
#[derive(Args)]
#[command(next_help_heading = "What goes in")]
pub(crate) struct Choices {
    #[arg(long, value_name = "WHICH", value_parser = named::<Statuses>, help = one_of::<Statuses>("Which annotations by what was decided about them"))]
    statuses: Option<Statuses>,
    /// Only annotations with this label, by its own name; may be given several times, or with commas
    #[arg(long = "label", value_name = "LABEL", value_delimiter = ',')]
    labels: Vec<String>,
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = named::<BlockKind>, help = one_of::<BlockKind>("Only annotations in such parts of the article; the text stays whole"))]
    blocks: Vec<BlockKind>,
    /// Only suggestions of which the detector is as sure as this, 0 to 1, and what says nothing of it
    #[arg(long, value_name = "P", value_parser = crate::profile::confidence)]
    min_confidence: Option<f32>,
    /// Share the documents out to train, develop and test with, in percent, with the same labels in each: 80/10/10
    #[arg(long, value_name = "A/B/C", value_parser = shares)]
    split: Option<[u8; 3]>,
    /// Where chance starts from in a split; the same seed gives the same
    #[arg(long, value_name = "N", default_value_t = 1, requires = "split")]
    seed: u64,
    /// Replace names by invented ones, the same name by the same everywhere; the same seed gives the same names
    #[arg(long, value_name = "SEED")]
    pseudonyms: Option<u64>,
    #[arg(long, value_name = "NAMES", value_parser = named::<Profile>, help = one_of::<Profile>("The names that labels get in the file"), help_heading = "How it is written")]
    profile: Option<Profile>,
    /// Another name for a label in the file; may be given several times
    #[arg(long, value_name = "LABEL=NAME", value_parser = renamed, help_heading = "How it is written")]
    rename: Vec<(Arc<str>, Arc<str>)>,
    #[arg(long, value_name = "UNIT", value_parser = named::<Unit>, help = one_of::<Unit>("What offsets count, where the format's readers leave a choice"), help_heading = "How it is written")]
    unit: Option<Unit>,
    #[arg(long, value_name = "NAME", value_parser = named::<Tokenizer>, help = one_of::<Tokenizer>("How texts are cut into tokens"), help_heading = "How it is written")]
    tokenizer: Option<Tokenizer>,
    #[arg(long, value_name = "WHAT", value_parser = named::<Fit>, help = one_of::<Fit>("What becomes of an annotation that does not end where tokens do"), help_heading = "How it is written")]
    fit: Option<Fit>,
    #[arg(long, value_name = "NAME", value_parser = named::<Scheme>, help = one_of::<Scheme>("How tokens say that they are of one annotation"), help_heading = "How it is written")]
    scheme: Option<Scheme>,
    /// Begin tables with a byte order mark, by which Excel knows UTF-8
    #[arg(long, help_heading = "How it is written")]
    bom: bool,
    /// Cut texts into sentences, or with "=false" do not, where the format leaves it open
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", help_heading = "How it is written")]
    sentences: Option<bool>,
}

impl Choices {
    /// The same for the library.
    pub(crate) fn options(&self) -> Options {
        let usual = Options::default();
        Options {
            statuses: self.statuses.unwrap_or(usual.statuses),
            labels: listed(&self.labels).map(|labels| labels.iter().map(|label| label.as_str().into()).collect()),
            blocks: listed(&self.blocks).map(<[_]>::to_vec),
            profile: self.profile.unwrap_or(usual.profile),
            rename: self.rename.clone(),
            unit: self.unit,
            tokenizer: self.tokenizer,
            fit: self.fit.unwrap_or(usual.fit),
            sentences: self.sentences,
            scheme: self.scheme,
            bom: self.bom,
            split: self.split.map(|[train, dev, test]| Split { train, dev, test, seed: self.seed }),
            pseudonyms: self.pseudonyms,
            min_confidence: self.min_confidence,
            ..usual
        }
    }
}

fn listed<T>(list: &[T]) -> Option<&[T]> {
    Some(list).filter(|list| !list.is_empty())
}

/// The choice of that name; hyphens will do for low lines.
fn named<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    let name = name.replace('-', "_");
    T::deserialize(IntoDeserializer::<Error>::into_deserializer(name.as_str()))
        .map_err(|_| format!("give one of {}", names::<T>().join(", ")))
}

/// The names that a choice can have: serde lists them when it is given another.
fn names<T: DeserializeOwned>() -> Vec<String> {
    let Err(error) = T::deserialize(IntoDeserializer::<Error>::into_deserializer("")) else { return Vec::new() };
    error.to_string().split('`').skip(3).step_by(2).map(str::to_owned).collect()
}

fn one_of<T: DeserializeOwned>(help: &str) -> String {
    format!("{help}: {}", names::<T>().join(", "))
}

fn renamed(written: &str) -> Result<(Arc<str>, Arc<str>), String> {
    let parts = written.split_once('=').filter(|(from, to)| !from.is_empty() && !to.is_empty());
    let (from, to) = parts.ok_or("give two names, such as GPE=LOC")?;
    Ok((from.into(), to.into()))
}

fn shares(written: &str) -> Result<[u8; 3], String> {
    let numbers: Vec<u8> = written.split('/').filter_map(|number| number.trim().parse().ok()).collect();
    <[u8; 3]>::try_from(numbers)
        .ok()
        .filter(|shares| shares.iter().map(|&share| u32::from(share)).sum::<u32>() == 100)
        .ok_or_else(|| "give three numbers that make 100, such as 80/10/10".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_go_by_their_names_in_json() {
        assert_eq!(named("all"), Ok(Statuses::All));
        assert_eq!((named("code-point"), named("code_point")), (Ok(Unit::CodePoint), Ok(Unit::CodePoint)));
        assert_eq!(named::<Fit>("cut"), Err("give one of widen, narrow, drop".to_owned()));
        assert!(names::<BlockKind>().iter().all(|name| named::<BlockKind>(name).is_ok()));
        assert!(names::<BlockKind>().len() > 5 && names::<Tokenizer>().contains(&"whitespace".to_owned()));
    }
}
