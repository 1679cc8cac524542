//! The CAS as XMI: an element for each structure, named by its type, with features as attributes; and `TypeSystem.xml`.
//! No entities but XML's own five are known, so nothing in a file can grow on reading.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use postil_engine::Document;
use postil_formats::decode;
use quick_xml::escape::{EscapeError, unescape};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::XMI;
use super::model::{Cas, Content, Feature, SOFA, Structure, file_names, structures};
use super::typesystem::{self, REPLACED};
use crate::draft::Drafts;
use crate::error::{ReadError, WriteError};
use crate::format::Job;
use crate::part::Part;
use crate::workers::{Workers, map};

/// The packages of what is written, under their prefixes.
const PREFIXES: [(&str, &str); 3] = [
    ("custom", "custom."),
    ("metadata", "de.tudarmstadt.ukp.dkpro.core.api.metadata.type."),
    ("ner", "de.tudarmstadt.ukp.dkpro.core.api.ner.type."),
];

pub(super) fn write(job: &Job<'_>) -> Result<Vec<Part>, WriteError> {
    let mut parts = Vec::with_capacity(job.documents.len() + 1);
    for (document, name) in job.documents.iter().zip(file_names(job, &XMI)) {
        parts.push(Part::new(name, file(document, job)?));
    }
    let folder =
        parts.first().and_then(|part: &Part| part.name.rsplit_once('/')).map(|(folder, _)| format!("{folder}/"));
    parts.push(Part::new(format!("{}TypeSystem.xml", folder.unwrap_or_default()), typesystem::as_xml()));
    Ok(parts)
}

fn file(document: &Document, job: &Job<'_>) -> Result<String, WriteError> {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
        xmlns:cas=\"http:///uima/cas.ecore\""
        .to_owned();
    for (prefix, package) in PREFIXES {
        let path = package.trim_end_matches('.').replace('.', "/");
        let _ = write!(out, " xmlns:{prefix}=\"http:///{path}.ecore\"");
    }
    out.push_str(" xmi:version=\"2.0\">\n<cas:NULL xmi:id=\"0\"/>\n");
    let mut written = structures(document, job)?;
    if let Some(about) = written.first_mut().filter(|_| document.text.as_str().contains(|ch| !is_xml(ch))) {
        let strange = document.text.as_str().char_indices().filter(|(_, ch)| !is_xml(*ch));
        let strange = strange.map(|(at, ch)| format!("{} {:x}", document.text.utf16_from_byte(at), u32::from(ch)));
        about.features.push((REPLACED, Content::Text(strange.collect::<Vec<_>>().join(";").into())));
    }
    for it in &written {
        let (prefix, package) =
            PREFIXES.iter().find(|(_, package)| it.kind.starts_with(package)).unwrap_or(&PREFIXES[0]);
        let name = it.kind.strip_prefix(package).unwrap_or(it.kind);
        let (id, begin, end) = (it.id, it.begin, it.end);
        let _ = write!(out, "<{prefix}:{name} xmi:id=\"{id}\" sofa=\"{SOFA}\" begin=\"{begin}\" end=\"{end}\"");
        for (name, content) in &it.features {
            let _ = match content {
                Content::Text(text) => write!(out, " {name}=\"{}\"", escaped(text)),
                Content::Number(number) => write!(out, " {name}=\"{number}\""),
                Content::Yes => write!(out, " {name}=\"true\""),
                Content::Refers(id) => write!(out, " {name}=\"{id}\""),
            };
        }
        out.push_str("/>\n");
    }
    let text = escaped(document.text.as_str());
    let _ = writeln!(
        out,
        "<cas:Sofa xmi:id=\"{SOFA}\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text/plain\" sofaString=\"{text}\"/>"
    );
    let members = written.iter().map(|it| it.id.to_string()).collect::<Vec<_>>().join(" ");
    let _ = writeln!(out, "<cas:View sofa=\"{SOFA}\" members=\"{members}\"/>\n</xmi:XMI>");
    Ok(out)
}

/// Whether XML 1.0 has the character.
fn is_xml(ch: char) -> bool {
    matches!(ch, '\t' | '\n' | '\r' | ' '..) && !matches!(ch, '\u{FFFE}' | '\u{FFFF}')
}

/// For an attribute in double quotes, where white space would not be kept.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(|ch: char| matches!(ch, '&' | '<' | '>' | '"') || ch < ' ' || !is_xml(ch)) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            ch if is_xml(ch) => out.push(ch),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
    out.into()
}

pub(super) fn read(parts: &[Part], workers: &dyn Workers) -> Result<Drafts, ReadError> {
    let mut texts = Vec::with_capacity(parts.len());
    let mut referring = BTreeSet::new();
    for part in parts {
        let text = decode(&part.bytes).map_err(|error| ReadError::new(format!("{}: {error}", part.name)))?;
        let head = text.get(..text.floor_char_boundary(2000)).unwrap_or_default();
        if head.contains("<typeSystemDescription") {
            referring.append(&mut typesystem::referring(&text)?);
        } else {
            texts.push((part, text));
        }
    }
    super::draft::drafts(map(workers, texts, |(part, text)| {
        super::draft::draft(cas(&text, &part.name, &referring)?, &part.name)
    }))
}

fn cas(xml: &str, name: &str, referring: &BTreeSet<String>) -> Result<Cas, ReadError> {
    let mut cas = Cas { is_typed: !referring.is_empty(), ..Cas::default() };
    let mut packages: BTreeMap<String, String> = BTreeMap::new();
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    // The element in a structure's, and what it says.
    let (mut inner, mut said) = (String::new(), String::new());
    let failed = |reader: &Reader<&[u8]>, why: &dyn std::fmt::Display| {
        let before = xml.get(..xml.floor_char_boundary(reader.buffer_position() as usize)).unwrap_or_default();
        let line = 1 + before.bytes().filter(|&byte| byte == b'\n').count();
        ReadError::at(format!("line {line} of {name}"), format!("this is no XMI ({why})"))
    };
    loop {
        let event = reader.read_event().map_err(|error| failed(&reader, &why(&error)))?;
        let (start, opens) = match event {
            Event::Start(start) => (start, true),
            Event::Empty(start) => (start, false),
            // A feature of several values: an element each, in that of its structure.
            Event::End(_) => {
                let value = std::mem::take(&mut said).trim().to_owned();
                if let Some(last) = cas.structures.last_mut().filter(|_| depth == 3 && !value.is_empty()) {
                    let refers = referring.contains(&inner);
                    last.features.push(Feature { name: inner.clone(), value, refers, several: true });
                }
                depth = depth.saturating_sub(1);
                continue;
            }
            Event::Text(text) if depth == 3 => {
                said.push_str(&text.xml10_content());
                continue;
            }
            Event::GeneralRef(entity) if depth == 3 => {
                let character = unescape(&format!("&{};", entity.xml10_content())).map(Cow::into_owned);
                said.push_str(&character.map_err(|error| failed(&reader, &why(&error.into())))?);
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        match depth {
            0 => declare(&start, &mut packages).map_err(|error| failed(&reader, &why(&error)))?,
            1 => {
                declare(&start, &mut packages).map_err(|error| failed(&reader, &why(&error)))?;
                add(&mut cas, &start, &packages, referring).map_err(|error| failed(&reader, &why(&error)))?;
            }
            _ => {
                inner = start.local_name().as_ref().to_owned();
                said.clear();
            }
        }
        depth += usize::from(opens);
    }
    if depth > 0 {
        return Err(failed(&reader, &"it ends in the middle"));
    }
    restore(&mut cas);
    Ok(cas)
}

/// What is wrong with XML, and what to do.
fn why(error: &quick_xml::Error) -> String {
    let escape = match error {
        quick_xml::Error::Escape(escape) => escape,
        error => return format!("{error}; is the file whole?"),
    };
    match escape {
        EscapeError::UnrecognizedEntity(_, name) => {
            format!("&{name}; is no character that XML knows by name; write the character itself")
        }
        EscapeError::UnterminatedEntity(_) => "an & stands alone; write &amp; for it".to_owned(),
        error => error.to_string(),
    }
}

/// Puts back the characters that XML does not have, where the file says which they were.
fn restore(cas: &mut Cas) {
    let said = cas.structures.iter().find_map(|structure| structure.feature(REPLACED));
    let Some((said, (_, _, text))) = said.zip(cas.sofas.first_mut()) else { return };
    let strange: BTreeMap<usize, char> = said
        .split(';')
        .filter_map(|each| {
            let (at, ch) = each.split_once(' ')?;
            Some((at.parse().ok()?, char::from_u32(u32::from_str_radix(ch, 16).ok()?)?))
        })
        .collect();
    let mut at = 0;
    *text = text
        .chars()
        .map(|ch| {
            let was = strange.get(&at).filter(|was| ch == char::REPLACEMENT_CHARACTER && !is_xml(**was));
            at += ch.len_utf16();
            was.copied().unwrap_or(ch)
        })
        .collect();
}

/// The packages that prefixes stand for: `http:///a/b.ecore` is `a.b.`.
fn declare(start: &BytesStart<'_>, packages: &mut BTreeMap<String, String>) -> quick_xml::Result<()> {
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute?;
        if let Some(prefix) = attribute.key.as_ref().strip_prefix("xmlns:") {
            let uri = attribute.normalized_value(XmlVersion::Implicit1_0)?;
            let path = uri.strip_prefix("http:///").and_then(|rest| rest.strip_suffix(".ecore")).unwrap_or(&uri);
            let package =
                if path == "uima/noNamespace" { String::new() } else { format!("{}.", path.replace('/', ".")) };
            packages.insert(prefix.to_owned(), package);
        }
    }
    Ok(())
}

fn add(
    cas: &mut Cas,
    start: &BytesStart<'_>,
    packages: &BTreeMap<String, String>,
    referring: &BTreeSet<String>,
) -> quick_xml::Result<()> {
    let name = start.name();
    let (prefix, local) = name.as_ref().split_once(':').unwrap_or(("", name.as_ref()));
    let package = packages.get(prefix).map_or("", String::as_str);
    let mut structure = Structure { kind: format!("{package}{local}"), ..Structure::default() };
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute?;
        let name = attribute.key.as_ref();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0)?.into_owned();
        match name {
            "xmi:id" => structure.id = value,
            "sofa" => structure.sofa = Some(value),
            "begin" => structure.begin = value.parse().ok(),
            "end" => structure.end = value.parse().ok(),
            name if name.starts_with("xmlns") => {}
            name => {
                let refers = referring.contains(name) || matches!(name, "Governor" | "Dependent" | "next" | "first");
                structure.features.push(Feature { name: name.to_owned(), value, refers, several: false });
            }
        }
    }
    match structure.kind.as_str() {
        "uima.cas.Sofa" => {
            let view = structure.feature("sofaID").unwrap_or_default().to_owned();
            if let Some(text) = structure.features.into_iter().find(|feature| feature.name == "sofaString") {
                cas.sofas.push((structure.id, view, text.value));
            }
        }
        "uima.cas.NULL" | "uima.cas.View" => {}
        _ => cas.structures.push(structure),
    }
    Ok(())
}
