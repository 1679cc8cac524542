"""Label Studio: its own converter turns our tasks into its other formats, offsets slice as Python strings do, and the
command reads those formats and tasks as the editor exports them: in code points today and in UTF-16 units once, with
answers about regions."""

import json
import xml.dom.minidom

from label_studio_sdk.converter import Converter

from common import WORK, postil, read, same, utf16, wanted, written

folder = written("label-studio", "ours/")
tasks_file = next(path for path in folder.iterdir() if path.suffix == ".json")
config = next(path for path in folder.iterdir() if path.suffix == ".xml")
xml.dom.minidom.parse(str(config))
tasks = json.loads(tasks_file.read_text("utf-8"))
for task, (text, spans) in zip(tasks, wanted(), strict=True):
    same(task["data"]["text"], text, "text")
    results = [it["value"] for them in task["annotations"] for it in them["result"] if it["type"] == "labels"]
    for it in results:
        same(text[it["start"] : it["end"]], it["text"], "words")
    same([(it["start"], it["end"], it["labels"][0]) for it in results], spans, f"spans of {text[:40]!r}")

converter = Converter(config=str(config), project_dir=None)
(WORK / "tasks").mkdir()
(WORK / "tasks" / "tasks.json").write_bytes(tasks_file.read_bytes())
converter.convert_to_json_min(str(WORK / "tasks"), str(WORK / "min"), is_dir=True)
minimal = json.loads((WORK / "min" / "result.json").read_text("utf-8"))
same(len(minimal), len(tasks), "tasks in JSON_MIN")
marked = [it for it in minimal if it.get("label")]
same(sum(len(it["label"]) for it in marked), sum(len(spans) for _, spans in wanted()), "spans in JSON_MIN")
same(read(WORK / "min" / "result.json"), wanted(), "read, as JSON_MIN")
for separator, name in ((",", "csv"), ("\t", "tsv")):
    converter.convert_to_csv(str(WORK / "tasks"), str(WORK / name), is_dir=True, sep=separator, header=True)
    table = (WORK / name / "result.csv").rename(WORK / name / f"result.{name}")
    same(read(table), wanted(), f"read, as {name.upper()}")
converter.convert_to_conll2003(str(WORK / "tasks"), str(WORK / "conll"), is_dir=True)
same((WORK / "conll" / "result.conll").read_text("utf-8").count(" B-") > 0, True, "CoNLL of the converter")

for name, unit in (("today", lambda text, at: at), ("once", utf16)):
    theirs = []
    for id, (text, spans) in enumerate(wanted()):
        result = [
            {"id": f"x{at}", "from_name": "ner", "to_name": "doc", "type": "labels",
             "value": {"start": unit(text, start), "end": unit(text, end), "text": text[start:end], "labels": [label]}}
            for at, (start, end, label) in enumerate(spans)
        ]
        theirs.append({"id": id, "data": {"text": text}, "annotations": [{"id": id, "result": result}], "predictions": []})
    path = WORK / f"{name}.json"
    path.write_text(json.dumps(theirs), encoding="utf-8")
    same(read(path), wanted(), f"read, as exported {name}")

# Answers of controls that are asked for each region have its id.
text, (start, end) = "🚀 Ana paid Nortek.", (2, 5)
region = lambda id, name, kind, start, end, **said: {"id": id, "from_name": name, "to_name": "text", "type": kind,
                                                     "value": {"start": start, "end": end, "text": text[start:end], **said}}
result = [
    region("x", "label", "labels", 2, 5, labels=["PERSON"]), region("x", "role", "choices", 2, 5, choices=["payer"]),
    region("x", "remark", "textarea", 2, 5, text=["so it says"]), region("x", "sure", "rating", 2, 5, rating=4),
    region("y", "label", "labels", 11, 17, labels=["ORG"]), region("y", "role", "choices", 11, 17, choices=["payee", "client"]),
]
answered = WORK / "answers.json"
answered.write_text(json.dumps([{"id": 1, "data": {"text": text}, "annotations": [{"id": 1, "result": result}]}]), encoding="utf-8")
postil("convert", "--to", "postil", answered, WORK / "answers.postil.json")
(document,) = json.loads((WORK / "answers.postil.json").read_text("utf-8"))["documents"]
found = [(it["text"], {one["name"]: one["value"] for one in it["attributes"]}) for it in document["annotations"]]
same(found, [("Ana", {"role": "payer", "remark": "so it says", "sure": "4"}), ("Nortek", {"role": "payee, client"})], "answers about regions")
# And ours: its converter gives each answer to the control that the config declares.
hard = written("label-studio", "hard/", "hard")
tasks = next(path for path in hard.iterdir() if path.suffix == ".json")
(WORK / "hard-tasks").mkdir()
(WORK / "hard-tasks" / "tasks.json").write_bytes(tasks.read_bytes())
converter = Converter(config=str(next(path for path in hard.iterdir() if path.suffix == ".xml")), project_dir=None)
converter.convert_to_json_min(str(WORK / "hard-tasks"), str(WORK / "hard-min"), is_dir=True)
rich = next(it for it in json.loads((WORK / "hard-min" / "result.json").read_text("utf-8")) if it["document"] == "rich")
same(rich["certainty"], "high", "an answer of ours in JSON_MIN")
