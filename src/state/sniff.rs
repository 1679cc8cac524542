//! Whose a file is, by its name and start: the page's own to read (articles, files of ours), or the worker's, which knows
//! the formats of other tools. When in doubt it is an article: the worker is loaded only for what looks like data.

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// An article, a file of ours, or nothing that can be read.
    Page,
    /// A file of another tool.
    Worker,
}

/// How much of a file is looked at, in bytes.
pub const LOOKED_AT: usize = 1 << 14;

/// Extensions that articles do not have.
const OF_DATA: [&str; 19] = [
    "ann", "bio", "bioes", "conf", "conll", "csv", "iob", "iob2", "bilou", "json", "jsonl", "jsonld", "ndjson",
    "spacy", "tags", "tsv", "xmi", "xml", "zip",
];

/// Whose the file of that name is, which begins with `start`; `others` are the names of the files that come with it.
#[must_use]
pub fn whose(name: &str, start: &[u8], others: &[String]) -> Whose {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let extension = extension.to_ascii_lowercase();
    let start = start.get(..LOOKED_AT).unwrap_or(start);
    if start.starts_with(b"PK\x03\x04") {
        return Whose::Worker;
    }
    let body = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    // A character may be cut at the end.
    let text = body.utf8_chunks().next().map_or("", |chunk| chunk.valid()).trim_start();
    if is_ours(text) {
        return Whose::Page;
    }
    let is_data = match extension.as_str() {
        "html" | "htm" | "xhtml" | "md" | "markdown" | "pdf" | "doc" | "docx" => false,
        extension if OF_DATA.contains(&extension) => true,
        _ => others.iter().any(|other| *other == format!("{stem}.ann")) || looks_like_json(text) || has_columns(text),
    };
    if is_data { Whose::Worker } else { Whose::Page }
}

/// An object that says that it is a file of ours.
fn is_ours(text: &str) -> bool {
    let start: String = text.chars().take(400).filter(|letter| !letter.is_ascii_whitespace()).take(24).collect();
    start.starts_with("{\"format\":\"postil")
}

fn looks_like_json(text: &str) -> bool {
    let mut letters = text.chars().filter(|letter| !letter.is_ascii_whitespace());
    match (letters.next(), letters.next()) {
        (Some('{'), second) => second == Some('"'),
        (Some('['), second) => matches!(second, Some('{' | '[')),
        _ => false,
    }
}

/// Whether the lines are a word and its tag each: `Acme B-ORG`.
fn has_columns(text: &str) -> bool {
    if text.starts_with("-DOCSTART-") {
        return true;
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(20);
    let mut count = 0;
    for line in lines {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let is_tag = |tag: &&str| {
            let tagged = tag.split_once('-').is_some_and(|(kind, _)| kind.len() == 1 && "BIOESLU".contains(kind));
            **tag == *"O" || tagged
        };
        if !(2..=6).contains(&columns.len()) || !columns.last().is_some_and(is_tag) {
            return false;
        }
        count += 1;
    }
    count > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_and_files_of_ours_are_the_pages() {
        for (name, start, wanted) in [
            ("story.txt", "Acme Corp paid $3m.\n", Whose::Page),
            ("story.txt", "[1] A footnote, and \"O\"\n", Whose::Page),
            ("story.txt", "Vitamin B-12\nGroup O\nand more", Whose::Page),
            ("story", "{braces} open it", Whose::Page),
            ("story.md", "[[a]]", Whose::Page),
            ("a.json", "\u{feff}{ \"format\" : \"postil\", \"version\": 1", Whose::Page),
            ("set.json", "{\"format\":\"postil-labels\"", Whose::Page),
            ("cut.jsonl", "{\"format\":\"postil\"", Whose::Page),
            ("paper.pdf", "%PDF-1.7", Whose::Page),
            ("tasks.json", "[{\"data\":", Whose::Worker),
            ("tasks.txt", " [ {\"data\":", Whose::Worker),
            ("lines.txt", "{\"text\": \"x\"}", Whose::Worker),
            ("train", "Acme B-ORG\npaid O\n\nBeta U-ORG\n", Whose::Worker),
            ("eng.testa", "-DOCSTART- -X- O O\n", Whose::Worker),
            ("all.ZIP", "PK\u{3}\u{4}", Whose::Worker),
            ("a.xmi", "<xmi>", Whose::Worker),
            ("pair.txt", "Acme Corp", Whose::Worker),
        ] {
            assert_eq!(whose(name, start.as_bytes(), &["pair.ann".to_owned()]), wanted, "{name}: {start}");
        }
    }
}
