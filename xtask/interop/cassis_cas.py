"""UIMA CAS: cassis, which counts as Python does once it has loaded a file, finds each span in JSON and XMI; and the
command reads what cassis writes."""

from cassis import Cas, TypeSystem, load_cas_from_json, load_cas_from_xmi, load_typesystem

from common import WORK, read, same, wanted, written

ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def spans(cas):
    found = []
    for it in cas.select(ENTITY):
        same(it.get_covered_text(), cas.sofa_string[it.begin : it.end], "words")
        found.append((it.begin, it.end, it.value))
    return cas.sofa_string or "", sorted(found)


def by_number(path):
    return int(path.name.split("-")[0])


for which in ("plain", "hard"):
    folder = written("cas-json", f"json-{which}/", which)
    found = [spans(load_cas_from_json(path.open("rb"))) for path in sorted(folder.glob("*.json"), key=by_number)]
    same(found, wanted(which), f"{which} as JSON")
    folder = written("cas-xmi", f"xmi-{which}/", which)
    types = load_typesystem((folder / "TypeSystem.xml").open("rb"))
    found = [spans(load_cas_from_xmi(path.open("rb"), typesystem=types)) for path in sorted(folder.glob("*.xmi"), key=by_number)]
    same(found, wanted(which), f"{which} as XMI")

types = TypeSystem()
entity = types.create_type(name=ENTITY)
types.create_feature(domainType=entity, name="value", rangeType="uima.cas.String")
(WORK / "theirs").mkdir()
types.to_xml(str(WORK / "theirs" / "TypeSystem.xml"))
marked = [(text, spans) for text, spans in wanted() if text]
for at, (text, spans) in enumerate(marked):
    cas = Cas(typesystem=types)
    cas.sofa_string = text
    cas.sofa_mime = "text/plain"
    for start, end, label in spans:
        cas.add(entity(begin=start, end=end, value=label))
    cas.to_xmi(str(WORK / "theirs" / f"{at:02}.xmi"))
    cas.to_json(str(WORK / f"{at:02}.json"))
same(read(WORK / "theirs"), marked, "read XMI")
same(read(*(WORK / f"{at:02}.json" for at in range(len(marked)))), marked, "read JSON")
