"""The W3C's Web Annotation Data Model as far as annotations of texts use it: what may be said of each kind of thing, and how
often. Taken down from sections 3, 4 and 5 of https://www.w3.org/TR/annotation-model/."""

from common import fail, same

ONE, MAYBE, SOME, ANY = (1, 1), (0, 1), (1, None), (0, None)
#: Who made it and when, of annotations and their bodies.
MADE = {"creator": ANY, "created": MAYBE, "generator": ANY, "generated": MAYBE, "modified": MAYBE, "rights": ANY, "canonical": MAYBE, "via": ANY}
#: The properties of each kind, with the least and the most of each.
KINDS = {
    "AnnotationPage": {"@context": SOME, "id": ONE, "type": SOME, "partOf": MAYBE, "next": MAYBE, "prev": MAYBE, "startIndex": MAYBE, "items": ANY,
                       # Ours, in the model's own words: the texts that all items are about.
                       "source": ANY},
    "Annotation": {"@context": ANY, "id": ONE, "type": SOME, "body": ANY, "bodyValue": MAYBE, "target": SOME, "motivation": ANY,
                   "audience": ANY, "accessibility": ANY, "stylesheet": MAYBE, **MADE},
    "TextualBody": {"id": MAYBE, "type": SOME, "value": ONE, "format": MAYBE, "language": ANY, "processingLanguage": MAYBE, "textDirection": MAYBE,
                    "purpose": ANY, **MADE},
    "SpecificResource": {"id": MAYBE, "type": ANY, "source": ONE, "purpose": ANY, "selector": ANY, "state": ANY, "styleClass": ANY, "renderedVia": ANY,
                         "scope": ANY, **MADE},
    "TextQuoteSelector": {"type": ONE, "exact": ONE, "prefix": MAYBE, "suffix": MAYBE, "refinedBy": ANY},
    "TextPositionSelector": {"type": ONE, "start": ONE, "end": ONE, "refinedBy": ANY},
    # A resource on the web, here with its text; `label` and `value` as its context has them for any resource.
    "Text": {"id": ONE, "type": ONE, "format": ANY, "language": ANY, "processingLanguage": MAYBE, "textDirection": MAYBE, "label": MAYBE, "value": MAYBE, **MADE},
}
#: Of what kinds the values are, where they are things.
VALUES = {"items": ["Annotation"], "body": ["TextualBody", "SpecificResource"], "target": ["SpecificResource"],
          "selector": ["TextQuoteSelector", "TextPositionSelector"]}
MOTIVATIONS = "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating questioning replying tagging".split()


def many(value):
    return value if isinstance(value, list) else [value]


def check(page, what):
    """Fails at the first thing that is not as the model has it."""
    thing(page, ["AnnotationPage"], what)
    ids = [it["id"] for it in page["items"]]
    same(len(set(ids)), len(ids), f"{what}: an id for each annotation")


def thing(value, kinds, place):
    if isinstance(value, str):  # the address of one, which has colons
        return same(":" in value and " " not in value, True, f"{place}: an address")
    # A specific resource need not say that it is one.
    kind = value.get("type", "SpecificResource")
    same(kind in kinds, True, f"{place}: {kind} is one of {kinds}")
    known = KINDS[kind]
    if unknown := set(value) - set(known):
        fail(f"{place}: {kind} has no {sorted(unknown)}")
    for name, (least, most) in known.items():
        count = len(many(value[name])) if name in value else 0
        if count < least or (most is not None and count > most):
            fail(f"{place}: {count} of {name} in {kind}")
    for name in ("motivation", "purpose"):
        for one in many(value.get(name, [])):
            same(one in MOTIVATIONS, True, f"{place}: {one} is a motivation")
    for name in ("start", "end"):
        if name in value:
            same(type(value[name]) is int and value[name] >= 0, True, f"{place}: {name} is a count")
    same("body" in value and "bodyValue" in value, False, f"{place}: body and bodyValue")
    values = {**VALUES, **({"source": ["Text"]} if kind == "AnnotationPage" else {})}
    for name in set(values) & set(value):
        for at, one in enumerate(many(value[name])):
            thing(one, values[name], f"{place}.{name}[{at}]")
