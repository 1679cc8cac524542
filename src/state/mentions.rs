//! Where an article says the same again: the same words, in another case, as a plural, by surname or abbreviation. One
//! pass over the text, whole words only. What may be another thing is found too, and called unsure.

use postil_engine::{Document, Label, LabelKind, Phrases, Span, alike, is_possessive};

/// Bytes of text that are looked at in a step.
const STEP: usize = 64 << 10;

/// How a mention differs from the words that it was looked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Not at all, but for an "'s".
    Exact,
    /// Capitals.
    Case,
    /// One or many.
    Number,
    /// A person's last name alone.
    Surname,
    /// The first letters, or what stands in brackets after the name.
    Short,
    /// The name that the short form stands for, or another name of the same entity.
    Other,
}

/// The same thing, said elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// In which form.
    pub how: How,
    /// Whether it is most likely the same.
    pub sure: bool,
}

/// All mentions in `document` of what `words` name as a `label`, the words themselves too, in text order. `aliases` are
/// other names known for it. Linear in the text.
#[cfg(test)]
pub fn mentions(document: &Document, words: &str, label: &str, aliases: &[&str]) -> Vec<Mention> {
    Looking::new(document, words, label, aliases).finish()
}

/// Mentions that are being looked for, in steps of bounded work, as long as there is white space in the text.
pub struct Looking {
    document: Document,
    words: String,
    label: String,
    forms: Vec<Form>,
    phrases: Phrases,
    /// Where the text has not been looked at yet.
    at: usize,
    found: Vec<Mention>,
}

impl Looking {
    /// Begins. What the words may be written like is looked up in the text.
    #[must_use]
    pub fn new(document: &Document, words: &str, label: &str, aliases: &[&str]) -> Self {
        let forms = forms(document.text.as_str(), words, label, aliases);
        Self {
            document: document.clone(),
            words: words.to_owned(),
            label: label.to_owned(),
            phrases: Phrases::new(forms.iter().map(|form| (&*form.words, form.any_case))),
            forms,
            at: 0,
            found: Vec::new(),
        }
    }

    /// Does the next part of the work; false when nothing is left to do.
    pub fn step(&mut self) -> bool {
        self.look_at(STEP)
    }

    /// Looks at so many bytes more, and on to the end of a word.
    fn look_at(&mut self, bytes: usize) -> bool {
        let text = self.document.text.as_str();
        let until = text.ceil_char_boundary(self.at.saturating_add(bytes).min(text.len()));
        let rest = text.get(until..).unwrap_or_default();
        let until = until + rest.find(char::is_whitespace).unwrap_or(rest.len());
        let mut end = until;
        for (span, number) in self.phrases.find(text, self.at..until) {
            end = end.max(span.end());
            let Some(form) = self.forms.get(number) else { continue };
            let (how, sure) = judged(form, self.document.text.slice(span));
            let sure = sure && !is_part_of_a_name(text, span, &self.words, &self.label);
            self.found.push(Mention { span, how, sure });
        }
        self.at = end;
        self.at < text.len()
    }

    /// The mentions, in text order. Does all that is left to do.
    #[must_use]
    pub fn finish(mut self) -> Vec<Mention> {
        while self.look_at(usize::MAX) {}
        self.found
    }
}

/// Words to look for.
struct Form {
    words: String,
    how: How,
    any_case: bool,
    sure: bool,
}

fn forms(text: &str, words: &str, label: &str, aliases: &[&str]) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut add = |words: &str, how, any_case, sure| {
        let is_new = !words.is_empty() && forms.iter().all(|form| !alike(&form.words, words, any_case));
        if is_new {
            forms.push(Form { words: words.to_owned(), how, any_case, sure });
        }
    };
    add(words, How::Exact, true, true);
    let builtin = Label::from_name(label);
    if builtin.is_some_and(|label| label.kind() == LabelKind::Figure) {
        return forms;
    }
    let base =
        words.char_indices().rev().nth(1).filter(|(at, ch)| matches!(ch, '\'' | '’') && is_possessive(&words[*at..]));
    if let Some((at, _)) = base {
        add(&words[..at], How::Exact, false, true);
    }
    // "Republicans" and "iPhones" are many of one; "Clintons" and "Giants" may be something else.
    let counts = matches!(builtin, Some(Label::Norp | Label::Product) | None);
    let is_name = words.chars().filter(|ch| ch.is_alphabetic()).count() > 2;
    if let Some(one) = words.strip_suffix('s').filter(|one| is_name && !one.ends_with(['s', '\'', '’']) && counts) {
        add(one, How::Number, false, true);
    }
    if is_name && words.ends_with(char::is_alphabetic) && !words.ends_with(['s', 'S']) {
        let hisses = words.ends_with(['x', 'z']) || words.ends_with("sh") || words.ends_with("ch");
        add(&format!("{words}{}", if hisses { "es" } else { "s" }), How::Number, false, counts);
    }
    if builtin == Some(Label::Person)
        && let Some(surname) = surname(words)
    {
        add(surname, How::Surname, false, true);
        add(&surname.to_uppercase(), How::Surname, false, true);
    }
    let of_persons = builtin == Some(Label::Person);
    if !of_persons {
        for (short, is_introduced) in short_forms(text, words) {
            add(&short, How::Short, false, is_introduced || short.len() > 2);
        }
        if let Some(full) = full_form(text, words) {
            add(&full, How::Other, false, true);
        }
    }
    aliases.iter().for_each(|alias| add(alias, How::Other, false, true));
    forms
}

/// How what was found differs from the form, and whether it is likely the same: "apple" is not "Apple", nor "us" "US".
fn judged(form: &Form, found: &str) -> (How, bool) {
    if form.how != How::Exact || alike(&form.words, found, false) {
        return (form.how, form.sure);
    }
    let has = |text: &str, test: fn(char) -> bool| text.chars().any(test);
    let is_lowered = has(&form.words, char::is_uppercase) && !has(found, char::is_uppercase);
    let is_short = form.words.chars().count() < 5 && !has(&form.words, char::is_lowercase);
    (How::Case, !is_lowered && !is_short)
}

/// The last name of a person named in full, with its "van der", without "Jr".
fn surname(words: &str) -> Option<&str> {
    let words = words.trim_end_matches(|ch: char| ch.is_whitespace() || ch == '.' || ch == ',');
    let (before, last) = words.rsplit_once(' ')?;
    if matches!(last, "Jr" | "Sr" | "II" | "III" | "IV") {
        return surname(before);
    }
    let mut start = before.len() + 1;
    while let Some((at, particle)) = words[..start - 1].rsplit_once(' ').map(|(first, word)| (first.len() + 1, word))
        && particle.starts_with(char::is_lowercase)
    {
        start = at;
    }
    let surname = words.get(start..)?;
    (surname.chars().count() > 2 && last.starts_with(char::is_uppercase)).then_some(surname)
}

/// Small words that an abbreviation may leave out.
const SMALL: &[&str] = &["and", "de", "for", "in", "la", "of", "on", "the", "&"];

/// The first letters of the large words: "AWS" for "Amazon Web Services".
fn initials(words: &str) -> String {
    let words = words.split([' ', '-']).filter(|word| !SMALL.contains(word));
    words.filter_map(|word| word.chars().next().filter(|first| first.is_uppercase())).collect()
}

/// Abbreviations of a name: its first letters, and what stands in brackets behind it ("Metropolitan Police (the Met)" is
/// none, "World Health Organization (WHO)" is). Each with whether the text says so itself.
fn short_forms(text: &str, words: &str) -> Vec<(String, bool)> {
    let mut forms = Vec::new();
    if !words.contains(' ') {
        return forms;
    }
    let introduced = text.match_indices(words).find_map(|(at, _)| {
        let inside = text[at + words.len()..].strip_prefix(" (")?;
        let short = &inside[..inside.find([')', '\n'])?];
        let capitals = short.chars().filter(|ch| ch.is_uppercase()).count();
        (capitals > 1 && short.chars().count() < 12 && !short.contains(' ')).then(|| short.to_owned())
    });
    let letters = initials(words);
    if letters.chars().count() > 1 && introduced.as_ref() != Some(&letters) {
        forms.push((letters, false));
    }
    forms.extend(introduced.map(|short| (short, true)));
    forms
}

/// The name before "(AWS)" whose first letters are those of the abbreviation.
fn full_form(text: &str, short: &str) -> Option<String> {
    let is_short = short.chars().count() > 1 && short.chars().all(|ch| ch.is_uppercase());
    let at = is_short.then(|| text.find(&format!(" ({short})"))).flatten()?;
    let line = text[..at].rsplit('\n').next()?;
    let starts = line
        .char_indices()
        .rev()
        .filter(|(at, ch)| ch.is_uppercase() && line[..*at].ends_with([' ', '"', '“']) || *at == 0);
    let start = starts.map(|(at, _)| at).take(short.len() + 3).find(|at| initials(&line[*at..]) == short)?;
    Some(line[start..].to_owned())
}

/// Words that stand before a name and are no part of it.
const TITLES: &[&str] =
    &["Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Lord", "Lady", "Prof", "President", "Senator", "Judge"];

/// Words that sentences begin with.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "A", "After", "Although", "And", "As", "At", "Because", "Before", "But", "By", "Did", "Even", "For", "From", "Had",
    "Has", "How", "If", "In", "Instead", "Is", "Later", "Like", "Meanwhile", "Now", "On", "Once", "Or", "Since", "So",
    "Still", "That", "The", "Then", "This", "Though", "Was", "What", "When", "While", "Why", "Will", "With", "Yet",
];

/// Whether what was found looks like a part of another name: "Smith" in "Jane Smith", "Paris" in "Paris-Nice".
fn is_part_of_a_name(text: &str, span: Span, words: &str, label: &str) -> bool {
    let (before, after) = (&text[..span.start()], &text[span.end()..]);
    let is_hyphen = |ch: char| matches!(ch, '-' | '\u{2011}');
    let joins = after.strip_prefix(is_hyphen).is_some_and(|next| next.starts_with(char::is_uppercase))
        || before.ends_with(is_hyphen) && before.trim_end_matches(is_hyphen).ends_with(char::is_alphanumeric) && {
            let head = before.trim_end_matches(is_hyphen);
            head.split(|ch: char| !ch.is_alphanumeric())
                .next_back()
                .is_some_and(|head| head.starts_with(char::is_uppercase))
        };
    if joins {
        return true;
    }
    if label != Label::Person.name() || text[span.range()].contains(' ') {
        return false;
    }
    // The word before it may be a first name.
    let first =
        before.strip_suffix(' ').and_then(|before| before.rsplit(char::is_whitespace).next()).unwrap_or_default();
    let is_name = first.starts_with(char::is_uppercase) && first.chars().all(char::is_alphabetic);
    is_name && !words.split(' ').any(|word| word == first) && !TITLES.contains(&first) && !OPENERS.contains(&first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use postil_engine::{Text, structure};

    /// What is looked for as a label, and the text with what is found in brackets: "[?" opens what is unsure.
    #[track_caller]
    fn check(words: &str, label: &str, marked: &str) {
        let text = marked.replace("[?", "").replace(['[', ']'], "");
        let document = Document::new("d", "t", Text::new(text.as_str()), structure(&text).into());
        let mut shown = String::new();
        let mut at = 0;
        for mention in mentions(&document, words, label, &[]) {
            shown += &text[at..mention.span.start()];
            shown += if mention.sure { "[" } else { "[?" };
            shown += &text[mention.span.range()];
            shown += "]";
            at = mention.span.end();
        }
        shown += &text[at..];
        assert_eq!(shown, marked, "{words:?} as {label}");
    }

    #[test]
    fn what_is_found_in_steps_is_what_is_found_at_once() {
        let text = "Amazon Web Services (AWS), AWS's Amazon\nWeb Services AmazonWeb Services, AWS. AWS-owned\u{3000}AWS 東京AWS";
        let document = Document::new("d", "t", Text::new(text), structure(text).into());
        for words in ["Amazon Web Services", "AWS", "Services"] {
            let all = mentions(&document, words, "ORG", &[]);
            assert!(all.len() > 2, "{words}");
            for bytes in 1..text.len() {
                let mut looking = Looking::new(&document, words, "ORG", &[]);
                while looking.look_at(bytes) {}
                assert_eq!(looking.found, all, "{words} by {bytes} bytes");
            }
        }
    }

    #[test]
    fn the_same_is_found_in_its_forms() {
        check(
            "Amazon",
            "ORG",
            "[Amazon]'s [AMAZON] [?amazon] Amazonian [?Amazons] [Amazon]-owned pre-[Amazon] ([Amazon])",
        );
        check("US", "GPE", "[US] [?us] the [US]'s [?US]-China U.S.");
        check("newest bonds", "PRODUCT", "[Newest bonds] and [newest bond]");
        check("iPhone", "PRODUCT", "[iPhones] and the [iPhone]’s [IPHONE]");
        check("Republicans", "NORP", "a [Republican] and [Republicans]");
        check("Giant", "ORG", "[Giant], the [?Giants]");
        check("Acme's", "ORG", "[Acme's], [Acme] and [Acme’s]");
        check("Finch", "PRODUCT", "two [Finches], one [Finch], Finchs");
        check("14", "CARDINAL", "[14] 140 1,14 [14]% [14].");
        check("us", "PRODUCT", "[us] [US] [Us]");
    }

    #[test]
    fn persons_are_found_by_surname_but_not_their_kin() {
        check(
            "Jeff Bezos",
            "PERSON",
            "[Jeff Bezos] said. [Bezos] and Mr [Bezos]'s, [BEZOS], Mackenzie [?Bezos], [JEFF BEZOS] of [?Bezos]-Amazon",
        );
        check("Smith", "PERSON", "John [?Smith]. But [Smith] and Dr [Smith] met [Smith].");
        check("Ursula von der Leyen", "PERSON", "President [von der Leyen] of Leyen");
        check("Sammy Davis Jr", "PERSON", "[Sammy Davis Jr] and [Davis]");
        check("Li", "PERSON", "[Li] Na");
        check("Acme Corp", "ORG", "[Acme Corp] Corp");
    }

    #[test]
    fn abbreviations_are_found_both_ways() {
        check("Amazon Web Services", "ORG", "[Amazon Web Services] ([AWS]) and [AWS]'s, AW, aws");
        check("AWS", "ORG", "its [Amazon Web Services] ([AWS]), the [AWS]");
        check("World Health Organization", "ORG", "the [World Health Organization] ([WHO]) who");
        check("Bank of England", "ORG", "[Bank of England], the [?BE] ");
        check("Metropolitan Police", "ORG", "[Metropolitan Police] (the Met), the Met, the [?MP]");
        check("European Central Bank", "ORG", "[European Central Bank] ([EZB]) and the [ECB]");
        check("Jeff Bezos", "PERSON", "JB");
    }
}
