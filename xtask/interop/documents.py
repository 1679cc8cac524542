"""Documents that are hard on offsets, made and counted by Python alone: what every check starts from.

`PLAIN` are spans that lie apart and end where words do, so that every format can say them as they are. `HARD` has what
some formats cannot say: overlaps, pieces, parts of words, notes, attributes, relations, links, statuses.
"""

LONG = "Ana Ruiz met Bo Li at Nortek. " * 2000

PLAIN_TEXTS = {
    "emoji": ("🚀 Ana Ruiz paid €5m to Nortek .", [("Ana Ruiz", "PERSON"), ("Nortek", "ORG")]),
    "flags": ("🇫🇷🇩🇪 Zoë Müller left Nortek 🇪🇺 for Köln .", [("Zoë Müller", "PERSON"), ("Nortek", "ORG"), ("Köln", "GPE")]),
    "families": ("👩‍👩‍👧‍👦 met 👨🏽‍🚒 Ana in São Paulo 👍🏿 today", [("Ana", "PERSON"), ("São Paulo", "GPE"), ("today", "DATE")]),
    "combining": ("Zoe\u0301 Nun\u0303ez a\u0308ndert Dvor\u030ca\u0301k Ltd nicht", [("Zoe\u0301 Nun\u0303ez", "PERSON"), ("Dvor\u030ca\u0301k Ltd", "ORG")]),
    "right to left": ("قال محمد علي إن شركة النور نمت\nדוד כהן גר בתל אביב", [("محمد علي", "PERSON"), ("شركة النور", "ORG"), ("דוד כהן", "PERSON")]),
    "white space": ("Ana\tRuiz\u00a0met  Bo Li\n\n\nat\u2003Nortek\n", [("Bo Li", "PERSON"), ("Nortek", "ORG")]),
    "quotes": ('"Nortek" said \'Bo Li\' , “Ana” \\ and \\n <b> &amp; {x} [y] | 5% #z', [("Nortek", "ORG"), ("Bo Li", "PERSON"), ("Ana", "PERSON")]),
    "scripts": ("東京 の 日本銀行 は 𠮷野家 と 話した 𝒜𝓃𝒶 𝟙𝟚", [("東京", "GPE"), ("日本銀行", "ORG"), ("𠮷野家", "ORG"), ("𝒜𝓃𝒶", "PERSON")]),
    "whole": ("Nortek", [("Nortek", "ORG")]),
    "long": (LONG, [("Ana Ruiz", "PERSON"), ("Bo Li", "PERSON"), ("Nortek", "ORG")] * 2000),
    "unmarked": ("Nothing is marked here .", []),
    "empty": ("", []),
}

HARD_TEXTS = {
    "overlaps": ("The Bank of New York Mellon grew 🚀 fast", ["Bank of New York Mellon|ORG", "New York|GPE", "York Mellon|PERSON", "Bank of New York Mellon|FAC"]),
    "inside words": ("Pro-Nortek re-elected $1,250.50 in O'Neilville-upon-Ana", ["Nortek|ORG", "elected|EVENT", "1,250|CARDINAL", "Neil|PERSON", "Ana|PERSON"]),
    "emoji inside": ("a👩‍👩‍👧b c🇫🇷d", ["👩‍👩‍👧|PRODUCT", "🇫🇷|GPE"]),
    "lines": ("Ana\nRuiz met\nthe Bank of\n  Kyoto", ["Ana\nRuiz|PERSON", "Bank of\n  Kyoto|ORG"]),
    "formulas": ("=SUM(A1) @Ana +5 -3 ,\";\" 'x", ["=SUM(A1)|PRODUCT", "@Ana|PERSON", "+5|CARDINAL", "-3|CARDINAL", ",\";\"|PRODUCT"]),
}


def spans(text, marks):
    """Start, end and label of marks that follow each other in the text."""
    found, at = [], 0
    for words, label in marks:
        at = text.index(words, at)
        found.append((at, at + len(words), label))
        at += len(words)
    return found


def document(id, text, spans):
    annotations = [
        {"id": f"a{nth}", "start": start, "end": end, "text": text[start:end], "label": label, "status": "accepted", "source": {"by": "human"}}
        for nth, (start, end, label) in enumerate(sorted(spans, key=lambda it: (it[0], -it[1])), 1)
    ]
    return {"id": id, "title": id, "text": text, "blocks": [], "annotations": annotations, "entities": []}


def file(documents):
    return {"format": "postil", "version": 1, "offset_unit": "code_point", "labels": [], "documents": documents}


def plain():
    return file([document(id, text, spans(text, marks)) for id, (text, marks) in PLAIN_TEXTS.items()])


def hard():
    documents = []
    for id, (text, marks) in HARD_TEXTS.items():
        marks = [mark.rsplit("|", 1) for mark in marks]
        documents.append(document(id, text, [(text.index(words), text.index(words) + len(words), label) for words, label in marks]))
    return file(documents + [rich()])


def rich():
    """All that an annotation can say."""
    text = "🚀 Ana Ruiz and Bo of North and South Corp paid $3m, “maybe”."
    words = lambda words: dict(start=text.index(words), end=text.index(words) + len(words), text=words)
    own = dict(status="accepted", source={"by": "human"})
    pieces = [words("North"), words("South Corp")]
    annotations = [
        dict(own, id="a1", **words("Ana Ruiz"), label="PERSON", entity="e1", note='She said "no",\n\ttwice; 100 %'),
        dict(own, id="a2", **words("Bo"), label="PERSON", status="suggested", source={"by": "detector", "rule": "test"}, confidence=0.5),
        dict(own, id="a3", start=pieces[0]["start"], end=pieces[1]["end"], text="North and South Corp", label="ORG",
             fragments=[{"start": it["start"], "end": it["end"]} for it in pieces]),
        dict(own, id="a4", **words("$3m"), label="MONEY", value={"value": 3000000, "currency": "USD"},
             attributes=[{"name": "certainty", "value": "high"}]),
        dict(own, id="a5", **words("maybe"), label="EVENT", status="rejected"),
    ]
    return {"id": "rich", "title": "Rich", "text": text, "date": "2024-04-04", "source_url": "https://example.org/a?b=c&d", "blocks": [],
            "annotations": annotations, "relations": [{"id": "r1", "type": "paid", "from": "a1", "to": "a3"}],
            "entities": [{"id": "e1", "label": "PERSON", "name": "Ana Ruiz", "mentions": ["a1"], "link": "Q42"}]}
