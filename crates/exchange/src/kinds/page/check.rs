//! The page's proof: it is read again, and what stands in it must be the articles and the marks.

use std::collections::{BTreeMap, HashMap};

use super::write::drawn;
use crate::format::Job;
use crate::part::Part;

/// An article as the page has it.
#[derive(Default)]
struct Read {
    text: String,
    /// Each mark's class and stretches, by its id.
    marks: BTreeMap<u32, (String, Vec<(usize, usize)>)>,
}

/// How many marks are right; an error for the first that is not.
pub(super) fn check(job: &Job<'_>, parts: &[Part]) -> Result<usize, String> {
    let page = parts.first().and_then(|part| std::str::from_utf8(&part.bytes).ok()).unwrap_or_default();
    let (articles, labels) = read(page)?;
    if articles.len() != job.documents.len() {
        return Err(format!("{} articles were to be written and {} are there.", job.documents.len(), articles.len()));
    }
    let mut count = 0;
    for (article, document) in articles.iter().zip(job.documents) {
        if article.text != document.text.as_str() {
            return Err(format!("The text of \"{}\" is not the same.", document.title));
        }
        let wanted: Vec<_> = drawn(document).collect();
        for annotation in &wanted {
            let spans = if annotation.fragments.is_empty() {
                std::slice::from_ref(&annotation.span)
            } else {
                &annotation.fragments
            };
            let pieces: Vec<_> = spans.iter().map(|span| (span.start(), span.end())).collect();
            let found = article.marks.get(&annotation.id);
            let label = found.and_then(|(class, _)| labels.get(class.as_str()));
            if found.is_none_or(|(_, found)| *found != pieces) || label.is_none_or(|label| *label != *annotation.label)
            {
                return Err(format!("The mark \"{}\" is not the same.", document.text.slice(annotation.span)));
            }
        }
        if article.marks.len() != wanted.len() {
            return Err(format!("{} marks were to be written and {} are there.", wanted.len(), article.marks.len()));
        }
        count += wanted.len();
    }
    Ok(count)
}

/// The articles, and the labels by their classes.
fn read(page: &str) -> Result<(Vec<Read>, HashMap<&str, String>), String> {
    let mut articles: Vec<Read> = Vec::new();
    let mut labels: HashMap<&str, String> = HashMap::new();
    let mut open: Vec<(&str, &str)> = Vec::new();
    let mut marks: Vec<u32> = Vec::new();
    // How many elements of an article's text are open, and how many of what is no part of it.
    let (mut in_text, mut beside) = (0_usize, 0_usize);
    let mut rest = page.split_once("<body>").map(|(_, body)| body).ok_or("The page has no body.")?;
    while let Some((text, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').ok_or("A tag is not closed.")?;
        rest = after;
        take(text, in_text > 0 && beside == 0, &open, &marks, &mut articles, &mut labels);
        if let Some(name) = tag.strip_prefix('/') {
            let Some((opened, _)) = open.pop().filter(|(opened, _)| *opened == name) else {
                if matches!(name, "body" | "html") {
                    continue;
                }
                return Err(format!("</{name}> closes nothing."));
            };
            in_text = in_text.saturating_sub(usize::from(in_text > 0 && beside == 0));
            beside -= usize::from(is_beside(opened));
            if opened == "mark" {
                marks.pop();
            }
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if name == "br" {
            continue;
        }
        let class = attribute(attributes, "class").unwrap_or_default();
        if name == "div" && class == "text" {
            articles.push(Read::default());
            in_text = 1;
        } else {
            in_text += usize::from(in_text > 0 && beside == 0 && !is_beside(name));
        }
        beside += usize::from(is_beside(name));
        if name == "mark" {
            let id = attribute(attributes, "data-a").and_then(|id| id.parse().ok()).ok_or("A mark has no id.")?;
            let label = class.split(' ').next().unwrap_or_default().to_owned();
            if let Some(article) = articles.last_mut() {
                article.marks.entry(id).or_insert((label, Vec::new()));
            }
            marks.push(id);
        }
        open.push((name, class));
    }
    Ok((articles, labels))
}

/// Whether an element is no part of the article's text.
fn is_beside(name: &str) -> bool {
    matches!(name, "sup" | "aside")
}

/// Takes in characters: of an article, or of the legend.
fn take<'a>(
    text: &'a str,
    is_article: bool,
    open: &[(&str, &'a str)],
    marks: &[u32],
    articles: &mut [Read],
    labels: &mut HashMap<&'a str, String>,
) {
    if let [.., ("li", class), ("b", _)] = open {
        labels.insert(class, unescaped(text));
    }
    let Some(article) = articles.last_mut().filter(|_| is_article && !text.is_empty()) else { return };
    let start = article.text.len();
    article.text.push_str(&unescaped(text));
    let end = article.text.len();
    for mark in marks {
        if let Some((_, pieces)) = article.marks.get_mut(mark) {
            match pieces.last_mut() {
                Some((_, last)) if *last == start => *last = end,
                _ => pieces.push((start, end)),
            }
        }
    }
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = attributes.split_once(&format!("{name}=\""))?;
    rest.split('"').next()
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&")
}
