"""Label Studio: its own converter turns our tasks into its other formats, offsets slice as Python strings do,
and the command reads tasks as the editor exports them, in code points today and in UTF-16 units once."""

import json
import xml.dom.minidom

from label_studio_sdk.converter import Converter

from common import WORK, read, same, utf16, wanted, written

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
