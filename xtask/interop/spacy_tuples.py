"""spaCy's training tuples: spaCy itself makes examples of them, and the command reads what a script would write."""

import json

import spacy
from spacy.training import Example, offsets_to_biluo_tags

from common import WORK, crlf, read, same, wanted, written

nlp = spacy.blank("en")

for which in ("plain", "hard"):
    tuples = json.loads(written("spacy-json", f"{which}.json", which).read_text("utf-8"))
    same([text for text, _ in tuples], [text for text, _ in wanted(which)], "texts")
    for (text, found), (_, spans) in zip(tuples, wanted(which)):
        all = [tuple(it) for it in found.get("entities", []) + sum(found.get("spans", {}).values(), [])]
        same(sorted(all), spans, f"spans of {text[:40]!r}")
        if which == "plain":
            doc = nlp.make_doc(text)
            same("-" in offsets_to_biluo_tags(doc, found.get("entities", [])), False, f"misaligned in {text[:40]!r}")
            example = Example.from_dict(doc, found)
            ents = [(it.start_char, it.end_char, it.label_) for it in example.reference.ents]
            same(ents, spans, f"entities of {text[:40]!r}")

tuples = [(text, {"entities": spans}) for text, spans in crlf(wanted())]
path = WORK / "theirs.json"
path.write_text(json.dumps(tuples), encoding="utf-8")
same(read(path), wanted(), "read")
