//! A CAS as a draft: its first text, annotations of all layers, relations, chains.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use postil_engine::{Attribute, Status};

use super::model::{Cas, ELEMENTS, Feature, Structure, link};
use super::relations;
use crate::draft::{Draft, DraftRelation, DraftSpan, Drafts};
use crate::error::ReadError;
use crate::spot::Spot;

/// Layers of DKPro that are analysis, not annotation: tokens, sentences, word classes, syntax; and what INCEpTION notes of
/// the file itself and of the page that it was made from.
const ANALYSIS: [&str; 7] = [
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "org.dkpro.core.api.pdf.",
    "org.dkpro.core.api.xml.",
];
/// Features that make chains of links.
const CHAINED: [&str; 2] = ["first", "next"];
/// Features that hold the label, by what goes first.
const LABELS: [&str; 9] =
    ["value", "label", "category", "class", "tag", "entityType", "type", "entity", "referenceType"];

/// A document, and what is to be said of it.
pub(super) type Read = (Draft, Option<String>);

/// What was read of several files.
pub(super) fn drafts(read: Vec<Result<Read, ReadError>>) -> Result<Drafts, ReadError> {
    let (documents, remarks): (Vec<_>, Vec<_>) = read.into_iter().collect::<Result<_, _>>()?;
    Ok(Drafts { documents, remarks: remarks.into_iter().flatten().collect(), ..Drafts::default() })
}

/// The document of a CAS. `name` is the file's. O(n).
pub(super) fn draft(cas: Cas, name: &str) -> Result<Read, ReadError> {
    let main = cas.sofas.iter().position(|(_, view, _)| view == "_InitialView").unwrap_or(0);
    let Some((sofa, _, text)) = cas.sofas.into_iter().nth(main) else {
        return Err(ReadError::new(format!("{name} holds no text: no sofa in it has a sofaString.")));
    };
    let mut draft = Draft { text, ..Draft::default() };
    let mut passed: BTreeMap<String, usize> = BTreeMap::new();
    let chains = chains(&cas.structures);
    let lists = Lists::of(&cas.structures);
    let texts = texts(&cas.structures);
    let (mut user, mut more) = (None, Vec::new());
    for mut structure in cas.structures {
        let (Some(begin), Some(end)) = (structure.begin, structure.end) else { continue };
        let short = structure.kind.rsplit('.').next().unwrap_or_default();
        if structure.kind == "uima.tcas.DocumentAnnotation" || short == "DocumentMetaData" {
            about(&structure, &mut draft);
        } else if short == "CASMetadata" {
            user = structure.feature("username").map(str::to_owned);
        } else if ANALYSIS.iter().any(|package| structure.kind.starts_with(package)) {
            *passed.entry(short.to_owned()).or_default() += 1;
        } else if structure.sofa.as_ref().is_some_and(|other| *other != sofa) {
            *passed.entry("annotations of other views".to_owned()).or_default() += 1;
        } else if let (Some(from), Some(to)) = (structure.feature("Governor"), structure.feature("Dependent")) {
            let (from, to) = (from.to_owned(), to.to_owned());
            let labelled = label(&structure, &texts);
            let kind = labelled.map_or(short, |(_, label)| label).to_owned();
            let others = said(&structure).filter(|(at, it)| {
                Some(*at) != labelled.map(|(at, _)| at) && !matches!(it.value.as_str(), "" | "false")
            });
            let others: Vec<_> = others.map(|(_, feature)| (feature.name.clone(), feature.value.clone())).collect();
            let relation = DraftRelation { place: place(&structure), kind, from, to };
            if !others.is_empty() {
                more.push((relation.clone(), others));
            }
            draft.relations.push(relation);
        } else {
            if !cas.is_typed {
                lists.mark(&mut structure);
            }
            draft.relations.extend(lists.spread(&mut structure));
            draft.spans.push(span(structure, (begin, end), &chains, &texts));
        }
    }
    relations::note(&mut draft, &more);
    // INCEpTION says there who annotated, not what.
    draft.id = draft.id.filter(|id| user.as_ref() != Some(id));
    let list = passed.iter().map(|(what, count)| format!("{count} {what}")).collect::<Vec<_>>().join(", ");
    Ok((draft, (!passed.is_empty()).then(|| format!("Passed over in {name}: {list}."))))
}

fn place(structure: &Structure) -> Spot {
    match structure.id.parse() {
        Ok(id) => Spot::numbered("structure", id),
        Err(_) => Spot::default().within(format!("structure {}", structure.id)),
    }
}

fn about(structure: &Structure, draft: &mut Draft) {
    let said = |name| structure.feature(name).filter(|words| !words.is_empty()).map(str::to_owned);
    draft.title = said("documentTitle").or(draft.title.take());
    draft.id = said("documentId").or(draft.id.take());
    draft.source_url = said("documentUri").filter(|url| url.starts_with("http")).or(draft.source_url.take());
}

/// Which features hold texts, by the types that have them.
type Texts = HashMap<String, BTreeSet<String>>;

fn texts(structures: &[Structure]) -> Texts {
    let mut texts = Texts::new();
    for structure in structures.iter().filter(|structure| structure.begin.is_some()) {
        for (_, feature) in said(structure).filter(|(_, feature)| is_words(feature)) {
            texts.entry(structure.kind.clone()).or_default().insert(feature.name.clone());
        }
    }
    texts
}

fn said(structure: &Structure) -> impl Iterator<Item = (usize, &Feature)> {
    structure.features.iter().enumerate().filter(|(_, feature)| !feature.refers && !feature.several)
}

/// Whether a feature says in words what is annotated, which no number does, nor a feature of ours.
fn is_words(feature: &Feature) -> bool {
    let is_own = matches!(
        feature.name.as_str(),
        "identifier" | "note" | "confidence" | "mentionOf" | "figure" | "pieces" | "attributes"
    );
    let value = feature.value.as_str();
    let is_number = value.split_whitespace().all(|word| word.parse::<f64>().is_ok());
    !is_own && !is_number && !matches!(value, "true" | "false")
}

/// The label and the place of its feature: one that is called so, or the only one of texts that such structures have.
fn label<'a>(structure: &'a Structure, texts: &Texts) -> Option<(usize, &'a str)> {
    let named = LABELS.iter().find_map(|name| said(structure).find(|(_, feature)| feature.name == *name));
    let is_only = texts.get(&structure.kind).is_some_and(|names| names.len() == 1);
    let mut words = said(structure).filter(|(_, feature)| is_only && is_words(feature));
    let only = || words.next().filter(|_| words.next().is_none());
    named.or_else(only).map(|(at, feature)| (at, feature.value.as_str())).filter(|(_, value)| !value.trim().is_empty())
}

fn span(structure: Structure, place_in_text: (u64, u64), chains: &HashMap<String, String>, texts: &Texts) -> DraftSpan {
    let labelled = label(&structure, texts).map(|(at, label)| (at, label.to_owned()));
    let short = structure.kind.rsplit('.').next().unwrap_or_default().to_owned();
    let (at, label) = labelled.map_or((None, short), |(at, label)| (Some(at), label));
    let mut span = DraftSpan {
        place: place(&structure),
        pieces: vec![place_in_text],
        label,
        status: Status::Accepted,
        entity: chains.get(&structure.id).cloned(),
        id: Some(structure.id),
        ..DraftSpan::default()
    };
    for (nth, feature) in structure.features.into_iter().enumerate() {
        if feature.refers || Some(nth) == at || feature.value.is_empty() {
            continue;
        }
        let value = feature.value;
        match feature.name.as_str() {
            "identifier" => span.link = Some(link(&value)),
            "note" => span.note = Some(value),
            "mentionOf" => span.entity = Some(value),
            "confidence" if value.parse::<f32>().is_ok() => span.confidence = value.parse().ok(),
            "figure" if serde_json::from_str::<postil_engine::Value>(&value).is_ok() => {
                span.value = serde_json::from_str(&value).ok().map(Arc::new);
            }
            "attributes" if serde_json::from_str::<Vec<Attribute>>(&value).is_ok() => {
                span.attributes.extend(serde_json::from_str::<Vec<Attribute>>(&value).unwrap_or_default());
            }
            "pieces" if pieces(&value).is_some() => span.pieces = pieces(&value).unwrap_or_default(),
            name => {
                let value = match value.as_str() {
                    "true" => "yes",
                    "false" => "no",
                    value => value,
                };
                span.attributes.push(Attribute { name: name.into(), value: value.into() });
            }
        }
    }
    span
}

/// `0 4;8 12`
fn pieces(text: &str) -> Option<Vec<(u64, u64)>> {
    let pieces = text.split(';').map(|piece| {
        let (begin, end) = piece.split_once(' ')?;
        Some((begin.parse().ok()?, end.parse().ok()?))
    });
    pieces.collect()
}

/// What features hold that have several values.
struct Lists {
    /// The members of arrays.
    members: HashMap<String, Vec<Feature>>,
    /// Links, each with its role and its target.
    links: HashMap<String, (String, String)>,
    /// What lies in the text.
    spans: HashSet<String>,
}

impl Lists {
    fn of(structures: &[Structure]) -> Self {
        let spans = structures.iter().filter(|it| it.begin.is_some()).map(|it| it.id.clone()).collect();
        let mut lists = Self { members: HashMap::new(), links: HashMap::new(), spans };
        for structure in structures.iter().filter(|structure| structure.begin.is_none()) {
            if let Some(target) = structure.feature("target") {
                let role = structure.feature("role").unwrap_or_default();
                lists.links.insert(structure.id.clone(), (role.to_owned(), target.to_owned()));
            }
            let members = structure.features.iter().filter(|feature| feature.name == ELEMENTS).cloned();
            lists.members.insert(structure.id.clone(), members.collect());
        }
        lists
    }

    /// Marks the features that refer to links, where no description of types said so.
    fn mark(&self, structure: &mut Structure) {
        for feature in structure.features.iter_mut().filter(|feature| !feature.refers) {
            let mut ids = feature.value.split_whitespace().peekable();
            feature.refers = ids.peek().is_some() && ids.all(|id| self.links.contains_key(id));
        }
    }

    /// Puts the strings of a structure's arrays into its features; the relations that its links say.
    fn spread(&self, structure: &mut Structure) -> Vec<DraftRelation> {
        let mut relations = Vec::new();
        let mut strings = Vec::new();
        let place = place(structure);
        let relation = |kind: &str, to: &str| {
            let (kind, from, to) = (kind.to_owned(), structure.id.clone(), to.to_owned());
            DraftRelation { place: place.clone(), kind, from, to }
        };
        for feature in structure.features.iter().filter(|feature| feature.refers) {
            for id in feature.value.split_whitespace() {
                if self.spans.contains(id) && !CHAINED.contains(&feature.name.as_str()) {
                    relations.push(relation(&feature.name, id));
                    continue;
                }
                let own = Feature { value: id.to_owned(), ..feature.clone() };
                let members = self.members.get(id).filter(|members| !members.is_empty());
                for member in members.map_or(std::slice::from_ref(&own), Vec::as_slice) {
                    for value in member.value.split_whitespace().filter(|_| member.refers) {
                        let Some((role, target)) = self.links.get(value) else { continue };
                        relations.push(relation(if role.is_empty() { &feature.name } else { role }, target));
                    }
                    if !member.refers {
                        strings.push(Feature { name: feature.name.clone(), ..member.clone() });
                    }
                }
            }
        }
        structure.features.extend(strings);
        relations
    }
}

/// Which chain each link is in: a chain says its `first`, a link the `next`.
fn chains(structures: &[Structure]) -> HashMap<String, String> {
    let next: HashMap<&str, &str> =
        structures.iter().filter_map(|it| Some((it.id.as_str(), it.feature("next")?))).collect();
    let mut found: HashMap<String, String> = HashMap::new();
    for structure in structures {
        let mut link = structure.feature("first");
        // A link that is in a chain already ends the walk, so that each is visited once.
        while let Some(id) = link.filter(|id| !found.contains_key(*id)) {
            found.insert(id.to_owned(), structure.id.clone());
            link = next.get(id).copied();
        }
    }
    found
}
