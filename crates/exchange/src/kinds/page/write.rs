//! The page.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use postil_engine::{Annotation, BlockKind, Document, Id, Status};

use super::marks::Marks;
use crate::error::WriteError;
use crate::format::{Format, Job};
use crate::kinds::figure_words::figure_words;
use crate::part::Part;

const STYLE: &str = include_str!("page.css");

pub(super) fn write(job: &Job<'_>, format: &Format) -> Result<Vec<Part>, WriteError> {
    let mut labels: Vec<(&str, u16, &str, usize)> = Vec::new();
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let used = job.documents.iter().flat_map(|document| drawn(document).map(|annotation| &*annotation.label));
    let known = job.labels.iter().map(|label| (&*label.name, label.hue, &*label.description));
    // Labels that are not in the set get hues far from each other.
    let all = known.chain(used.clone().zip(0_usize..).map(|(name, at)| (name, (at * 137 % 360) as u16, "")));
    for (name, hue, description) in all {
        classes.entry(name).or_insert_with(|| {
            labels.push((name, hue, description, 0));
            labels.len() - 1
        });
    }
    for name in used {
        if let Some((.., count)) = classes.get(name).and_then(|&at| labels.get_mut(at)) {
            *count += 1;
        }
    }
    let title = match job.documents {
        [document] => document.title.to_string(),
        documents => format!("{} articles", documents.len()),
    };
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
        <meta name=\"generator\" content=\"{}\">\n<title>{}</title>\n<style>\n{STYLE}",
        escaped(&job.options.generator),
        escaped(&title)
    );
    for (at, (_, hue, ..)) in labels.iter().enumerate() {
        let _ = writeln!(out, ".l{at} {{ --hue: {hue} }}");
    }
    out.push_str("</style>\n</head>\n<body>\n<header>\n<ul class=\"legend\">\n");
    for (at, (name, _, description, count)) in labels.iter().enumerate().filter(|(_, (.., count))| *count > 0) {
        let (name, description) = (escaped(name), escaped(description));
        let _ = writeln!(out, "<li class=\"l{at}\" title=\"{description}\"><b>{name}</b> {count}</li>");
    }
    out.push_str("</ul>\n");
    if job.documents.len() > 1 {
        out.push_str("<ol class=\"contents\">\n");
        for (document, at) in job.documents.iter().zip(1_usize..) {
            let _ = writeln!(out, "<li><a href=\"#d{at}\" dir=\"auto\">{}</a></li>", escaped(&document.title));
        }
        out.push_str("</ol>\n");
    }
    out.push_str("</header>\n<main>\n");
    for (document, at) in job.documents.iter().zip(1_usize..) {
        article(document, at, |label| classes.get(label).copied().unwrap_or_default(), &mut out);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    Ok(vec![Part::new(job.name(format), out)])
}

/// What is drawn of a document: what was rejected is not.
pub(super) fn drawn(document: &Document) -> impl Iterator<Item = &Annotation> + Clone {
    document.annotations.iter().map(|annotation| &**annotation).filter(|it| it.status != Status::Rejected)
}

fn article(document: &Document, at: usize, class: impl Fn(&str) -> usize, out: &mut String) {
    let _ = writeln!(out, "<article id=\"d{at}\">");
    let head = document.blocks.iter().find(|block| block.kind == BlockKind::Headline);
    if head.is_none_or(|head| document.text.slice(head.span) != &*document.title) && !document.title.is_empty() {
        let _ = writeln!(out, "<h1 dir=\"auto\">{}</h1>", escaped(&document.title));
    }
    let url = document.source_url.as_deref().map(|url| match escaped(url) {
        shown if url.starts_with("https://") || url.starts_with("http://") => {
            format!("<a href=\"{shown}\" rel=\"noreferrer\">{shown}</a>")
        }
        shown => shown.into_owned(),
    });
    let origin: Vec<_> =
        document.date.as_deref().map(|date| escaped(date).into_owned()).into_iter().chain(url).collect();
    if !origin.is_empty() {
        let _ = writeln!(out, "<p class=\"origin\">{}</p>", origin.join(" · "));
    }
    let annotations: Vec<_> = drawn(document).collect();
    let mut marks = Marks::new(&document.text, &annotations, &class);
    let relations = relations(document);
    let mut notes = annotations.iter().peekable();
    out.push_str("<div class=\"text\">");
    let mut done = 0;
    for block in document.blocks.iter() {
        gap(&mut marks, document, done, block.span.start(), out);
        done = block.span.end();
        let tag = match block.kind {
            BlockKind::Headline => "h2",
            BlockKind::Subheading => "h3",
            _ => "p",
        };
        let _ = write!(out, "<div class=\"row\"><{tag} class=\"{}\" dir=\"auto\">", block.kind.name());
        marks.draw(block.span.start(), done, out);
        let _ = write!(out, "</{tag}>");
        let mut said = String::new();
        while let Some(annotation) = notes.next_if(|annotation| annotation.span.start() < done) {
            note(document, annotation, &relations, class(&annotation.label), &mut said);
        }
        if !said.is_empty() {
            let _ = write!(out, "<aside>{said}</aside>");
        }
        out.push_str("</div>");
    }
    gap(&mut marks, document, done, document.text.as_str().len(), out);
    out.push_str("</div>\n</article>\n");
}

/// White space between blocks: the page does not show it, and is the text's all the same.
fn gap(marks: &mut Marks<'_>, document: &Document, start: usize, end: usize, out: &mut String) {
    let words = document.text.as_str().get(start..end).unwrap_or_default();
    if words.is_empty() {
        return;
    }
    let shows = !words.trim().is_empty();
    match (shows, marks.has_any_before(end)) {
        (false, false) => out.push_str(words),
        (false, true) => {
            out.push_str("<span hidden>");
            marks.draw(start, end, out);
            out.push_str("</span>");
        }
        (true, _) => {
            out.push_str("<div class=\"row\"><p dir=\"auto\">");
            marks.draw(start, end, out);
            out.push_str("</p></div>");
        }
    }
}

/// What each mark says of others: the relation, and the other's words.
type Relations<'a> = BTreeMap<Id, Vec<(&'a str, &'a str)>>;

fn relations(document: &Document) -> Relations<'_> {
    let words: BTreeMap<Id, &str> = drawn(document).map(|it| (it.id, document.text.slice(it.span))).collect();
    let mut relations = Relations::new();
    for relation in document.relations.iter() {
        if let Some(to) = words.get(&relation.to) {
            relations.entry(relation.from).or_default().push((&relation.kind, to));
        }
    }
    relations
}

/// What is said of a mark beside the text.
fn note(document: &Document, annotation: &Annotation, relations: &Relations<'_>, class: usize, out: &mut String) {
    let words = document.text.slice(annotation.span);
    let mut said: Vec<String> = Vec::new();
    let value = annotation.value.as_deref().map(figure_words).filter(|value| tells(value, words));
    let value = value.map(|value| match value.starts_with(['<', '>', '~', '≤', '≥']) {
        true => format!(" {}", escaped(&value)),
        false => format!(" = {}", escaped(&value)),
    });
    if let Some(entity) = annotation.entity.and_then(|entity| document.entity(entity)) {
        if *entity.name != *words {
            said.push(format!("→ {}", escaped(&entity.name)));
        }
        said.extend(entity.link.as_deref().map(|link| format!("<i>{}</i>", escaped(link))));
    }
    for attribute in &annotation.attributes {
        said.push(format!("{}: {}", escaped(&attribute.name), escaped(&attribute.value)));
    }
    for (kind, to) in relations.get(&annotation.id).into_iter().flatten() {
        said.push(format!("{} <bdi>{}</bdi>", escaped(kind), escaped(to)));
    }
    said.extend(annotation.note.as_deref().map(|note| format!("<q>{}</q>", escaped(note))));
    if said.is_empty() && value.is_none() {
        return;
    }
    let sure = annotation.confidence.map(|sure| format!(" <small>{:.0} %</small>", f64::from(sure) * 100.0));
    let (value, sure) = (value.unwrap_or_default(), sure.unwrap_or_default());
    let _ = write!(out, "<p class=\"l{class}\"><b dir=\"auto\">{}</b>{value}{sure}", escaped(words));
    said.iter().for_each(|said| out.extend(["<br>", said]));
    out.push_str("</p>");
}

/// Whether a value says more to a reader than the words do: `14 %` of 14% does not, nor does a date without its year.
fn tells(value: &str, words: &str) -> bool {
    let plain = |text: &str| -> String { text.chars().filter(|ch| !ch.is_whitespace()).collect() };
    !value.is_empty() && !value.contains("XX") && plain(value) != plain(words)
}

/// For text and for attributes in double quotes.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            ch => out.push(ch),
        }
    }
    out.into()
}
