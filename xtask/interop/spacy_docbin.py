"""A real .spacy file: spaCy loads it, with its own tokens, and trains on nothing that is misaligned; and the command reads
what spaCy writes."""

import spacy
from spacy.tokens import DocBin, Span

from common import WORK, crlf, fail, read, same, wanted, written

nlp = spacy.blank("en")


def load(path):
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


docs = load(written("spacy", "plain.spacy"))
same([it.text for it in docs], [text for text, _ in wanted()], "texts")
for doc, (text, spans) in zip(docs, wanted()):
    same([(it.start_char, it.end_char, it.label_) for it in doc.ents], spans, f"entities of {text[:40]!r}")
    same([it.text for it in doc], [it.text for it in nlp.make_doc(text)], f"tokens of {text[:40]!r}")

for doc, (text, spans) in zip(load(written("spacy", "hard.spacy", "hard")), wanted("hard")):
    same(doc.text, text, "text")
    found = sorted({(it.start_char, it.end_char, it.label_) for group in [doc.ents, *doc.spans.values()] for it in group})
    for start, end, label in spans:
        # A mark inside a token takes in the token.
        if not any(a <= start and end <= b and label == other for a, b, other in found):
            fail(f"{text[start:end]!r} as {label} is not in {found}")

theirs = DocBin(store_user_data=True)
for text, spans in crlf(wanted()):
    doc = nlp.make_doc(text)
    found = [doc.char_span(start, end, label, alignment_mode="strict") for start, end, label in spans]
    same(None in found, False, f"spaCy's tokens in {text[:40]!r}")
    doc.ents = found
    theirs.add(doc)
theirs.to_disk(WORK / "theirs.spacy")
same(read(WORK / "theirs.spacy"), wanted(), "read")

doc = nlp.make_doc("The Bank of New York grew")
doc.spans["sc"] = [Span(doc, 1, 5, "ORG"), Span(doc, 3, 5, "GPE")]
DocBin(docs=[doc]).to_disk(WORK / "groups.spacy")
same(read(WORK / "groups.spacy"), [(doc.text, [(4, 20, "ORG"), (12, 20, "GPE")])], "span groups")
