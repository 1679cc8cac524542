//! Lines in capitals, read as running text would have them: "JAPAN GET LUCKY WIN" as "Japan get lucky win". How a word
//! is written elsewhere in the document decides, then the lists of names, ordinary words and word classes. Letters are
//! only exchanged for others of as many bytes, so that offsets stay. Linear.

use super::lists::{KeyMap, Lists, class};
use super::tagger::Knowledge;
use super::token::{self, key_of};

/// Letters from which a line's longest word has to be for its capitals to mean that the line shouts.
const LONG: usize = 5;
/// Words of a listed name, at most.
const NAME: usize = 6;
/// Words in lower case inside names.
const SMALL: &[&str] =
    &["of", "and", "the", "for", "in", "on", "at", "to", "de", "del", "la", "du", "van", "von", "al"];

/// The text with its lines in capitals as running text; `None` where there are none.
pub(crate) fn recased(text: &str, lists: &Lists, knowledge: Option<&Knowledge>) -> Option<String> {
    let mut lines = text.split_inclusive('\n');
    lines.any(shouts).then(|| {
        let mut recaser = Recaser { lists, knowledge, written: KeyMap::default() };
        text.split_inclusive('\n').filter(|line| shouts(line)).for_each(|line| recaser.ask(line));
        text.split_inclusive('\n').filter(|line| !shouts(line)).for_each(|line| recaser.note(line));
        let mut out = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            if shouts(line) { recaser.line(line, &mut out) } else { out.push_str(line) }
        }
        out
    })
}

/// Whether a line is in capitals: few small letters, and a word of some length.
fn shouts(line: &str) -> bool {
    let few = |part: &str| {
        let small = part.bytes().filter(u8::is_ascii_lowercase).count();
        let large = part.bytes().filter(u8::is_ascii_uppercase).count();
        large > small * 10
    };
    // The first letters tell of most lines.
    few(&line[..line.floor_char_boundary(64)])
        && few(line)
        && words(line).any(|(from, to)| {
            let word = &line[from..to];
            word.len() >= LONG && word.bytes().all(|byte| byte.is_ascii_uppercase())
        })
}

/// The words of a line: letters and digits, with apostrophes inside.
fn words(line: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = at + line[at..].find(char::is_alphanumeric)?;
        let mut end = from;
        for (i, ch) in line[from..].char_indices() {
            let inside = matches!(ch, '\'' | '’') && line[from + i + ch.len_utf8()..].starts_with(char::is_alphabetic);
            if !ch.is_alphanumeric() && !inside {
                break;
            }
            end = from + i + ch.len_utf8();
        }
        at = end;
        Some((from, end))
    })
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Lower,
    Raised,
    AsIs,
}

/// How often a word stands in the rest of the document in small letters, with a capital, in capitals.
type Counts = [u32; 3];

struct Recaser<'a> {
    lists: &'a Lists,
    knowledge: Option<&'a Knowledge>,
    /// By the key of the word in small letters; the words of lines in capitals only.
    written: KeyMap<Counts>,
}

impl Recaser<'_> {
    /// Marks the words of a line as such that are asked for.
    fn ask(&mut self, line: &str) {
        for (from, to) in words(line) {
            self.written.entry(key_of(&lower(stem(&line[from..to])))).or_default();
        }
    }

    /// Counts how the words of a line are written.
    fn note(&mut self, line: &str) {
        let mut end = 0;
        for (from, to) in words(line) {
            let opens = opens(line, end, from);
            end = to;
            let word = stem(&line[from..to]);
            let upper = word.chars().filter(|ch| ch.is_uppercase()).count();
            let form = match upper {
                0 => Form::Lower,
                1 if opens => continue,
                _ if upper > 1 && upper == word.chars().filter(|ch| ch.is_alphabetic()).count() => Form::AsIs,
                _ => Form::Raised,
            };
            if let Some(counts) = self.written.get_mut(&key_of(&lower(word))) {
                counts[form as usize] += 1;
            }
        }
    }

    /// Writes a line as running text.
    fn line(&self, line: &str, out: &mut String) {
        let words: Vec<(usize, usize)> = words(line).collect();
        let mut forms: Vec<Option<Form>> = vec![None; words.len()];
        for i in 0..words.len() {
            if let Some(to) = self.listed(line, &words, i) {
                for (k, form) in forms.iter_mut().enumerate().take(to).skip(i) {
                    let word = lower(&line[words[k].0..words[k].1]);
                    *form = Some(if k > i && SMALL.contains(&word.as_str()) { Form::Lower } else { Form::Raised });
                }
            }
        }
        let mut end = 0;
        for (i, (from, to)) in words.iter().enumerate() {
            let between = &line[end..*from];
            out.push_str(between);
            let word = &line[*from..*to];
            let next = words.get(i + 1).map(|(from, to)| &line[*from..*to]);
            let form = match forms[i].unwrap_or_else(|| self.form(word, next)) {
                Form::Lower if opens(line, end, *from) => Form::Raised,
                form => form,
            };
            end = *to;
            match form {
                Form::AsIs => {
                    let stem = stem(word);
                    out.push_str(stem);
                    out.extend(word[stem.len()..].chars().map(small));
                }
                Form::Lower => out.extend(word.chars().map(small)),
                Form::Raised => {
                    let mut chars = word.chars();
                    out.extend(chars.next());
                    out.extend(chars.map(small));
                }
            }
        }
        out.push_str(&line[end..]);
    }

    /// Where the longest listed name of several words ends that begins with the word at `i`.
    fn listed(&self, line: &str, words: &[(usize, usize)], i: usize) -> Option<usize> {
        let (mut key, mut longest) = (token::SEED, None);
        for (k, (from, to)) in words.iter().enumerate().skip(i).take(NAME) {
            let word = lower(stem(&line[*from..*to]));
            let is_small = SMALL.contains(&word.as_str());
            if k == i && is_small || k > i && !line[words[k - 1].1..*from].trim_matches(' ').is_empty() {
                break;
            }
            key = token::chain(key, if is_small { key_of(&word) } else { key_of(&raised(&word)) });
            let known =
                self.lists.get(key) & class::LISTED != 0 || self.knowledge.is_some_and(|all| all.lists(key) != 0);
            if known && k > i && !is_small {
                longest = Some(k + 1);
            }
        }
        longest
    }

    /// How a word in capitals stands in running text.
    fn form(&self, word: &str, next: Option<&str>) -> Form {
        let word = stem(word);
        let small = lower(word);
        let (capital, small_key) = (raised(&small), key_of(&small));
        if let Some([low, high, as_is]) = self.written.get(&small_key).copied().filter(|counts| *counts != [0; 3]) {
            return match low.max(high).max(as_is) {
                most if most == as_is => Form::AsIs,
                most if most == high => Form::Raised,
                _ => Form::Lower,
            };
        }
        let letters = word.chars().count();
        if letters == 1 && small != "a" || word.contains(|ch: char| ch.is_numeric()) || word == "US" {
            return Form::AsIs;
        }
        let of = |key| self.lists.get(key);
        let (as_raised, as_small) = (of(key_of(&capital)), of(small_key));
        let ordinary = as_small & !(class::FIRST | class::SURNAME | class::PREFIX) != 0
            || token::common_form(self.lists, &small)
            || SMALL.contains(&small.as_str());
        let as_is = of(key_of(word));
        let plain = as_small & (class::COMMON | class::FUNCTION) != 0;
        if as_is & class::LISTED != 0 && (!plain || letters <= 2) && letters <= LONG
            || as_is & class::NO_NAME != 0 && !plain
        {
            return Form::AsIs;
        }
        if as_raised & (class::NEVER | class::GPE | class::NORP) != 0 {
            return Form::Raised;
        }
        // "MARK CARNEY"
        let goes_on = || next.is_some_and(|next| self.form(next, None) == Form::Raised);
        if as_raised & class::FIRST != 0 && goes_on() {
            return Form::Raised;
        }
        if ordinary {
            return Form::Lower;
        }
        let name = as_raised & (class::LISTED | class::FIRST | class::SURNAME) != 0;
        let class = |key| self.knowledge.map_or(0, |all| all.class(key));
        match (class(small_key) != 0, class(key_of(&capital)) != 0) {
            (true, false) => Form::Lower,
            (true, true) if !name => Form::Lower,
            (_, true) => Form::Raised,
            (false, false) if class(key_of(word)) != 0 && !name => Form::AsIs,
            (false, false) if !name && (letters <= 3 || !small.contains(['a', 'e', 'i', 'o', 'u', 'y'])) => Form::AsIs,
            (false, false) => Form::Raised,
        }
    }
}

/// The word without the "'S" of a possessive.
fn stem(word: &str) -> &str {
    let end = word.strip_suffix(['s', 'S']).map(|rest| rest.trim_end_matches(['\'', '’']));
    end.filter(|rest| rest.len() + 1 < word.len()).unwrap_or(word)
}

/// Whether a sentence opens at `at`, the last word having ended at `end`.
fn opens(line: &str, end: usize, at: usize) -> bool {
    end == 0 || line[end..at].contains(['.', '!', '?', ':', '“', '"', '—', '–'])
}

fn small(ch: char) -> char {
    let mut lower = ch.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(low), None) if low.len_utf8() == ch.len_utf8() => low,
        _ => ch,
    }
}

fn lower(word: &str) -> String {
    word.chars().map(small).collect()
}

fn raised(small: &str) -> String {
    let mut chars = small.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Names;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        recased(text, Names::builtin().lists(), None)
    }

    #[test]
    fn lines_in_capitals_read_as_running_text() {
        for (line, wanted) in [
            ("JAPAN WINS AGAIN AS CHINA FALLS", "Japan wins again as China falls"),
            ("FOUR HELD OVER MISSING MONEY: POLICE", "Four held over missing money: Police"),
            ("SENATE VOTES ON NEW YORK TAXES", "Senate votes on New York taxes"),
            ("CHANCELLOR ANGELA MERKEL LEAVES BERLIN ON MONDAY", "Chancellor Angela Merkel leaves Berlin on Monday"),
            ("US TO SEND AID TO SUDAN, UN SAYS", "US to send aid to Sudan, UN says"),
            ("WHO ENDS EMERGENCY IN THE CONGO", "Who ends emergency in the Congo"),
            ("NATO'S ROCKET FAILS", "NATO's rocket fails"),
            ("ELECTIONS IN SÃO PAULO", "Elections in São Paulo"),
            ("A CAR IN PARIS", "A car in Paris"),
            ("BUSINESS", "Business"),
        ] {
            assert_eq!(read(line).as_deref(), Some(wanted), "{line}");
        }
    }

    #[test]
    fn other_lines_stay() {
        for line in [
            "",
            "US",
            "IBM and AT&T agree",
            "NAIROBI, March 4 (Reuters) - Kenya named a cabinet.",
            "FBI, CIA, NSA",
            "1,234",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn the_rest_of_the_document_knows_best() {
        let read = |rest: &str| read(&format!("MAY BACKS GRAB DEAL\n{rest}\n"));
        let first = |text: Option<String>| text.and_then(|text| text.lines().next().map(str::to_owned));
        assert_eq!(first(read("Then Grab said so.")).as_deref(), Some("May backs Grab deal"));
        assert_eq!(first(read("They grab what they can.")).as_deref(), Some("May backs grab deal"));
        assert_eq!(first(read("A GRAB spokesman said so.")).as_deref(), Some("May backs GRAB deal"));
    }

    proptest! {
        #[test]
        fn offsets_stay(text in "([A-ZÄÉİSẞ'’ .:a-z\n]{0,40}|[A-Z ]{12,30}\n){0,6}") {
            if let Some(read) = read(&text) {
                prop_assert_eq!(read.len(), text.len());
                for ((at, before), (other, after)) in text.char_indices().zip(read.char_indices()) {
                    prop_assert_eq!(at, other);
                    prop_assert!(before == after || before.to_lowercase().eq(after.to_lowercase()));
                }
            }
        }
    }
}
