"""GLiNER's training data: the shape that its data processor takes, tokens by its own splitter, ends inclusive."""

import json
import re

from common import WORK, read, same, wanted, written

#: How GLiNER splits words (gliner/data_processing/tokenizer.py, WhitespaceTokenSplitter).
WORDS = re.compile(r"\w+(?:[-_]\w+)*|\S")

for which in ("plain", "hard"):
    items = json.loads(written("gliner", f"{which}.json", which, "--sentences=false").read_text("utf-8"))
    same(len(items), len(wanted(which)), "documents")
    for item, (text, spans) in zip(items, wanted(which)):
        same(set(item) >= {"tokenized_text", "ner"}, True, "keys")
        places = [(it.start(), it.end()) for it in WORDS.finditer(text)]
        same(item["tokenized_text"], [text[a:b] for a, b in places], f"tokens of {text[:40]!r}")
        found = []
        for start, end, label in item["ner"]:
            same(0 <= start <= end < len(places), True, "a place among the tokens")
            found.append((places[start][0], places[end][1], label))
        if which == "plain":
            same(found, spans, f"spans of {text[:40]!r}")
        for start, end, label in spans:
            same(any(a <= start and end <= b and label == other for a, b, other in found), True, f"{text[start:end]!r}")

(WORK / "theirs.json").write_text(json.dumps([{"tokenized_text": ["Ana", "Ruiz", "left", "🚀", "Nortek"], "ner": [[0, 1, "person"], [4, 4, "company"]]}]))
found = [[(text[start:end], label) for start, end, label in spans] for text, spans in read(WORK / "theirs.json")]
same(found, [[("Ana Ruiz", "person"), ("Nortek", "company")]], "read")
