"""Hugging Face token classification: `datasets` loads it with the names of its tags, and the command reads what it writes."""

import json

from datasets import ClassLabel, Dataset, Features, Sequence, Value, load_dataset

from common import WORK, read, same, wanted, written

folder = written("hf-tokens", "ours/")
main = next(path for path in folder.iterdir() if path.suffix == ".jsonl")
features = Features.from_dict(json.loads((folder / "features.json").read_text("utf-8")))
rows = load_dataset("json", data_files=str(main), features=features, split="train", cache_dir=str(WORK / "cache"))
names = rows.features["ner_tags"].feature.names

solid = lambda text: "".join(text.split())
same("".join(word for row in rows for word in row["tokens"]), solid("".join(text for text, _ in wanted())), "words")
found = []
for row in rows:
    same(len(row["tokens"]), len(row["ner_tags"]), "tags")
    for word, tag in zip(row["tokens"], row["ner_tags"]):
        kind, _, label = names[tag].partition("-")
        if kind == "B":
            found.append([word, label])
        elif kind == "I":
            same(found[-1][1], label, "a tag that goes on")
            found[-1][0] += word
same([tuple(it) for it in found], [(solid(text[a:b]), label) for text, spans in wanted() for a, b, label in spans], "spans")
same(load_dataset(str(folder), cache_dir=str(WORK / "cache"))["train"].num_rows, rows.num_rows, "the folder as a data set")

names = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
features = Features({"id": Value("string"), "tokens": Sequence(Value("string")), "ner_tags": Sequence(ClassLabel(names=names))})
theirs = {"id": ["0", "1"], "tokens": [["🚀", "Ana", "Ruiz", "left", "Köln"], ["Nothing"]], "ner_tags": [[0, 1, 2, 0, 3], [0]]}
(WORK / "theirs").mkdir()
data = Dataset.from_dict(theirs, features=features)
data.to_json(str(WORK / "theirs" / "theirs.jsonl"), force_ascii=True)
(WORK / "theirs" / "features.json").write_text(json.dumps(features.to_dict()))
found = [[(text[start:end], label) for start, end, label in spans] for text, spans in read(WORK / "theirs")]
same(found, [[("Ana Ruiz", "PER"), ("Köln", "LOC")], []], "read")
