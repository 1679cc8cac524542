"""Files of tags: seqeval, which scores taggers, finds in them the spans that were to be written; and the command reads
tags written by hand."""

import re

from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import BILOU, IOB2, IOBES, Entities

from common import WORK, postil, read, same, wanted, written

SCHEMES = {"iob2": [("iob2", IOB2)], "bioes": [("bioes", IOBES), ("bilou", BILOU)], "conll2003": [("iob2", IOB2)]}


def sentences(path):
    """Words and tags, with a gap where a document or a sentence ends."""
    rows = [re.split(r"[ \t]", line) for line in path.read_text("utf-8").split("\n")]
    found, words = [], []
    for row in rows + [[""]]:
        if row[0] and row[0] != "-DOCSTART-":
            words.append((row[0], row[-1]))
        elif words:
            found.append(words)
            words = []
    return found


def solid(text):
    return "".join(text.split())


for format, schemes in SCHEMES.items():
    for scheme, rules in schemes:
        options = [] if format == "conll2003" else ["--scheme", scheme]
        found = sentences(written(format, f"{format}-{scheme}.txt", "plain", *options))
        same("".join(word for words in found for word, _ in words), solid("".join(text for text, _ in wanted())), f"{format}: words")
        tags = [[tag for _, tag in words] for words in found]
        strict = [it.to_tuple()[1:] for them in Entities(tags, rules).entities for it in them]
        spans = [(solid(text[start:end]), label) for text, spans in wanted() for start, end, label in spans]
        marked = []
        for at, them in enumerate(Entities(tags, rules).entities):
            for it in them:
                _, label, start, end = it.to_tuple()
                marked.append(("".join(word for word, _ in found[at][start:end]), label))
        same(marked, spans, f"{format} in {scheme}: spans")
        if scheme == "iob2":
            same(len(get_entities(tags)), len(strict), f"{format}: lenient and strict reading")

theirs = "Ana B-PER\nRuiz I-PER\nleft O\nKöln B-LOC\n🚀 O\n\nNortek B-ORG\nAcme B-ORG\n"
(WORK / "theirs.iob").write_text(theirs.replace(" ", "\t").replace("\n", "\r\n"), encoding="utf-8", newline="")
found = [(text[start:end], label) for text, spans in read(WORK / "theirs.iob", format="iob2") for start, end, label in spans]
same(found, [("Ana Ruiz", "PER"), ("Köln", "LOC"), ("Nortek", "ORG"), ("Acme", "ORG")], "read")
