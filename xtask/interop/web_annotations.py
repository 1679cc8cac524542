"""W3C Web Annotation: as JSON-LD by the terms of its context, each thing with the properties that the data model gives it
and as many of each as it allows, with selectors that find their words; and the command reads annotations as Recogito
writes them. The network is not asked: terms and model are written down here and in `web_model`."""

import json

from pyld import jsonld

from common import WORK, read, same, utf16, wanted, written
from web_model import check

OA, RDF, DC, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/terms/", "http://www.w3.org/ns/activitystreams#"
link = lambda iri: {"@id": iri, "@type": "@id"}
#: The part of http://www.w3.org/ns/anno.jsonld that texts and their annotations need.
CONTEXT = {
    "oa": OA, "rdf": RDF, "as": AS, "dc": "http://purl.org/dc/elements/1.1/", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#", "id": "@id", "type": "@type",
    **{name: f"oa:{name}" for name in ("Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "TextualBody")},
    "Text": "http://purl.org/dc/dcmitype/Text", "AnnotationPage": "as:OrderedCollectionPage",
    "body": link("oa:hasBody"), "target": link("oa:hasTarget"), "source": link("oa:hasSource"), "selector": link("oa:hasSelector"),
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    **{name: f"oa:{name}" for name in ("tagging", "identifying", "commenting", "linking", "describing", "classifying")},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"}, "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
    "start": "oa:start", "end": "oa:end", "value": "rdf:value", "format": "dc:format", "label": "rdfs:label",
}


def loader(url, options):
    same(url, "http://www.w3.org/ns/anno.jsonld", "the context")
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}


for which in ("plain", "hard"):
    page = json.loads(written("web-annotation", f"{which}.jsonld", which).read_text("utf-8"))
    check(page, which)
    expanded = jsonld.expand(page, {"documentLoader": loader})
    items = expanded[0][AS + "items"][0]["@list"]
    same(len(items), len(page["items"]), "annotations as JSON-LD")
    for it in items:
        same((bool(it[OA + "hasBody"]), len(it[OA + "hasTarget"]) > 0), (True, True), f"body and target of {it['@id']}")
    texts = {it["id"]: it["value"] for it in page["source"]}
    found = {id: [] for id in texts}
    for it in page["items"]:
        if it["motivation"] != "tagging":
            continue
        bodies = it["body"] if isinstance(it["body"], list) else [it["body"]]
        label = next(body["value"] for body in bodies if body.get("purpose") == "tagging")
        targets = it["target"] if isinstance(it["target"], list) else [it["target"]]
        places = []
        for target in targets:
            text = texts[target["source"]]
            quote = next(one for one in target["selector"] if one["type"] == "TextQuoteSelector")
            place = next(one for one in target["selector"] if one["type"] == "TextPositionSelector")
            start, end = place["start"], place["end"]
            same(text[start:end], quote["exact"], f"words of {it['id']}")
            same(text[:start].endswith(quote.get("prefix", "")) and text[end:].startswith(quote.get("suffix", "")), True, f"context of {it['id']}")
            places.append((start, end))
        found[targets[0]["source"]].append((places[0][0], places[-1][1], label))
    same([(texts[id], sorted(spans)) for id, spans in found.items()], wanted(which), which)

# Recogito counts as JavaScript does, a file for each text.
theirs = WORK / "theirs"
theirs.mkdir()
for nth, (text, spans) in enumerate(them for them in wanted() if them[1]):
    name = f"text{nth}"
    items = [
        {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "id": f"#{at}",
         "body": [{"type": "TextualBody", "purpose": "tagging", "value": label}],
         "target": {"source": name, "selector": [{"type": "TextQuoteSelector", "exact": text[start:end]},
                                                 {"type": "TextPositionSelector", "start": utf16(text, start), "end": utf16(text, end)}]}}
        for at, (start, end, label) in enumerate(spans)
    ]
    (theirs / f"{name}.json").write_text(json.dumps(items), encoding="utf-8")
    (theirs / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    same(read(theirs / f"{name}.json", theirs / f"{name}.txt"), [(text, spans)], f"read, as Recogito writes {text[:40]!r}")
