//! Reading a model file in steps of bounded work, so that a page can answer in between. First the checksum, then where
//! each part lies, then the parts' numbers one after the other. [`Model::parse`] takes all steps at once.

use super::coding::{self, Bytes, ModelFile, Reader, Rising};
use super::features;
use super::lattice::Transitions;
use super::model::{Edges, Knowledge, LISTS, MAGIC, Model, ModelError, Parts, VERSION, Weights};
use super::table::Table as Packed;
use super::tags::{KINDS, TAGS};

/// Bytes summed in a step.
const BYTES: usize = 1 << 16;
/// Words, names, features and weights taken in in a step, together.
const NUMBERS: usize = 1 << 12;

/// A model file being read.
pub struct ModelReader<'a> {
    /// At the body.
    reader: Reader<'a>,
    /// What the file says that its body sums to, and what it does.
    wanted: u64,
    sum: u64,
    unsummed: Bytes<'a>,
    /// The parts, once the sum is known to be right.
    parts: Option<(Parts, Streams<'a>)>,
}

impl<'a> ModelReader<'a> {
    /// Begins to read.
    ///
    /// # Errors
    /// When it is no model file or one of another version.
    pub fn new(file: &'a dyn ModelFile) -> Result<Self, ModelError> {
        let mut reader = Reader::new(file);
        let magic = reader.bytes(MAGIC.len()).filter(|magic| magic.clone().eq(MAGIC.iter().copied()));
        magic.ok_or(ModelError::Other)?;
        let version = reader.u32().ok_or(ModelError::Damaged)?;
        if version != VERSION {
            return Err(ModelError::Version(version));
        }
        let wanted = reader.array().map(u64::from_le_bytes).ok_or(ModelError::Damaged)?;
        let unsummed = reader.rest();
        Ok(Self { reader, wanted, sum: coding::SUM, unsummed, parts: None })
    }

    /// Does a bounded part of the work; false when nothing is left to do.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn step(&mut self) -> Result<bool, ModelError> {
        if self.unsummed.left() > 0 {
            self.sum = coding::sum(self.sum, self.unsummed.by_ref().take(BYTES));
            return Ok(true);
        }
        let Some((parts, streams)) = &mut self.parts else {
            let fits = self.sum == self.wanted;
            self.parts = Some(fits.then(|| lay_out(&mut self.reader)).flatten().ok_or(ModelError::Damaged)?);
            return Ok(true);
        };
        streams.step(parts).ok_or(ModelError::Damaged)
    }

    /// Does all that is left to do.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn finish(mut self) -> Result<Model, ModelError> {
        while self.step()? {}
        self.parts.map(|(parts, _)| Model::new(parts)).ok_or(ModelError::Damaged)
    }
}

/// Numbers of the file that are still to be taken in.
struct Streams<'a> {
    words: Table<'a>,
    names: Table<'a>,
    edges: Table<'a>,
    features: Rising<'a>,
    counts: Bytes<'a>,
    tags: Bytes<'a>,
    weights: Bytes<'a>,
}

impl Streams<'_> {
    /// Takes in the next numbers; whether there were any, or nothing for a damaged file.
    fn step(&mut self, parts: &mut Parts) -> Option<bool> {
        let Knowledge { classes, lists, edges } = &mut parts.knowledge;
        let mut left = NUMBERS;
        for (table, values) in [(&mut self.words, classes), (&mut self.names, lists)] {
            for row in table.take(left) {
                let (key, bytes) = row?;
                *values.slot(key) = u16::from_le_bytes(bytes);
                left -= 1;
            }
        }
        for row in self.edges.by_ref().take(left) {
            let (key, bytes) = row?;
            let [opens, closes] = bytes.map(|byte| [byte >> 4, byte & 15]);
            *edges.slot(key) = Edges { opens, closes };
            left -= 1;
        }
        for (feature, count) in self.features.by_ref().zip(&mut self.counts).take(left) {
            parts.weights.add_row(feature?, count)?;
            left -= 1;
        }
        for (tag, weight) in self.tags.by_ref().zip(&mut self.weights).take(left) {
            (usize::from(tag) < TAGS).then_some(())?;
            parts.weights.entries.push((tag, weight as i8));
            left -= 1;
        }
        Some(left < NUMBERS)
    }
}

/// Rising keys with two bytes each.
struct Table<'a> {
    keys: Rising<'a>,
    planes: [Bytes<'a>; 2],
}

impl<'a> Table<'a> {
    fn read(reader: &mut Reader<'a>) -> Option<Self> {
        let keys = reader.rising()?;
        let planes = [reader.bytes(keys.len())?, reader.bytes(keys.len())?];
        Some(Self { keys, planes })
    }
}

impl Iterator for Table<'_> {
    type Item = Option<(u32, [u8; 2])>;

    fn next(&mut self) -> Option<Self::Item> {
        let key = self.keys.next()?;
        let [low, high] = &mut self.planes;
        let bytes = [low.next()?, high.next()?];
        Some(key.map(|key| (key, bytes)))
    }
}

/// Reads what is short, makes room for the rest and says where it lies.
fn lay_out<'a>(reader: &mut Reader<'a>) -> Option<(Parts, Streams<'a>)> {
    let length = usize::from(reader.u8()?);
    let name = String::from_utf8(reader.bytes(length)?.collect()).ok()?;
    let temperature = reader.f32().filter(|value| *value > 0.0)?;
    if reader.u32()? != features::BITS || usize::from(reader.u8()?) != KINDS {
        return None;
    }
    let mut transitions = Transitions::default();
    for value in transitions.values_mut() {
        *value = reader.f32().filter(|value| value.is_finite())?;
    }
    let mut cooled = transitions.clone();
    cooled.values_mut().for_each(|value| *value /= temperature);
    let places: [u8; LISTS] = reader.array()?;
    let mut table = || Table::read(reader);
    let (words, names, edges) = (table()?, table()?, table()?);
    let step = reader.f32().filter(|step| step.is_finite())?;
    let features = reader.rising()?;
    let counts = reader.bytes(features.len())?;
    let total = counts.clone().map(usize::from).sum();
    let (tags, weights) = (reader.bytes(total)?, reader.bytes(total)?);
    let knowledge = Knowledge {
        classes: Packed::with_room(words.keys.len()),
        lists: Packed::with_room(names.keys.len()),
        edges: Packed::with_room(edges.keys.len()),
    };
    let room = Weights::with_room(features.len(), total, step);
    let parts = Parts { name, knowledge, weights: room, transitions, steps: cooled.exp(), temperature, places };
    Some((parts, Streams { words, names, edges, features, counts, tags, weights }))
}

#[cfg(test)]
mod tests {
    use super::super::super::token;
    use super::super::lattice::Scores;
    use super::super::writing::Draft;
    use super::*;

    /// Enough of everything that each part takes several steps.
    const MANY: usize = 3 * NUMBERS;

    fn file() -> Vec<u8> {
        let mut knowledge = Knowledge::default();
        for number in 0..MANY {
            let word = format!("word{number}");
            knowledge.add_class(&word, number as u16);
            knowledge.add_name(&word, number % LISTS);
            knowledge.add_edges(token::key_of(&word), Edges { opens: [1, 2], closes: [(number % 6) as u8, 4] });
        }
        let features: Vec<u32> = (0..MANY as u32).map(|number| number * 7).collect();
        let weights: Vec<Scores> = (0..MANY).map(|n| std::array::from_fn(|tag| (n % 50 + tag) as f32)).collect();
        Draft {
            name: "many",
            knowledge: &knowledge,
            features: &features,
            weights: &weights,
            transitions: &Transitions::default(),
            step: 1.0,
            temperature: 1.0,
            places: [0; LISTS],
        }
        .file()
    }

    /// Writes the right sum into a file whose body was changed.
    fn summed(mut file: Vec<u8>) -> Vec<u8> {
        let body = MAGIC.len() + 12;
        let sum = coding::sum(coding::SUM, file[body..].iter().copied()).to_le_bytes();
        file[body - 8..body].copy_from_slice(&sum);
        file
    }

    fn steps(file: &[u8]) -> Result<usize, ModelError> {
        let mut reader = ModelReader::new(&file)?;
        let mut steps = 0;
        while reader.step()? {
            steps += 1;
        }
        Ok(steps)
    }

    #[test]
    fn steps_give_what_parsing_gives() {
        let file = &file()[..];
        let parsed = Model::parse(file).unwrap();
        let parts = parsed.parts();
        for number in [0, NUMBERS - 1, NUMBERS, MANY - 1] {
            let key = token::key_of(&format!("word{number}"));
            assert_eq!(parts.knowledge.class(key), number as u16);
            assert!(parts.knowledge.lists(key) >> (number % LISTS) & 1 == 1);
            let sums = parts.weights.sums(&[number as u32 * 7]);
            assert_eq!(sums.map(|sum| sum as usize), std::array::from_fn(|tag| number % 50 + tag));
        }
        let all = steps(file).unwrap();
        let numbers = MANY * (4 + TAGS);
        let wanted = numbers.div_ceil(NUMBERS) + file.len() / BYTES;
        assert!((wanted..wanted + 9).contains(&all), "{all} steps");
        for before in [0, 1, all / 3, all / 2, all] {
            let mut reader = ModelReader::new(&file).unwrap();
            for _ in 0..before {
                assert_eq!(reader.step(), Ok(true));
            }
            assert!(reader.finish().unwrap().parts() == parts, "after {before} steps");
        }
    }

    #[test]
    fn a_damaged_file_is_refused_alike_in_steps() {
        let file = file();
        let changed = |at: usize, sum: bool| {
            let mut file = file.clone();
            file[at] = 0xff;
            if sum { summed(file) } else { file }
        };
        let last_tag = file.len() - MANY * TAGS - 1;
        let mut cases = vec![changed(file.len() / 2, false), changed(MAGIC.len() + 12, true), changed(last_tag, true)];
        cases.extend([0, 5, 20, 30, 1000, file.len() / 2, file.len() - 1].map(|end| file[..end].to_vec()));
        cases.extend([30, 1000, file.len() / 2, file.len() - 1].map(|end| summed(file[..end].to_vec())));
        for (case, bytes) in cases.iter().enumerate() {
            let wanted = if bytes.starts_with(MAGIC) { ModelError::Damaged } else { ModelError::Other };
            assert_eq!(steps(bytes), Err(wanted), "case {case}");
            assert_eq!(Model::parse(bytes), Err(wanted), "case {case}");
        }
    }
}
