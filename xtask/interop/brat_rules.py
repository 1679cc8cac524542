"""brat's standoff files, by the rules of brat's own reader: lines, ids, types that the configuration has, words that are
those of the text, pieces in order. brat itself needs a web server and an old Python."""

import re

from common import WORK, fail, read, same, wanted, written

TEXT_BOUND = re.compile(r"T\d+\t[^\s]+ \d+ \d+(;\d+ \d+)*\t.*")
OTHERS = {
    "R": r"R\d+\t(\S+) Arg1:(T\d+) Arg2:(T\d+)",
    "A": r"A\d+\t(\S+) (T\d+)( \S+)?",
    "N": r"N\d+\tReference (T\d+) \S+:\S+\t.+",
    "#": r"#\d+\t\S+ (T\d+)\t.*",
}


def entities(config):
    part = config.read_text("utf-8").split("[entities]")[1].split("[relations]")[0]
    return {line.strip() for line in part.splitlines() if line.strip()}


def check(path, types):
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    same("\r" in text, False, "line ends")
    found, ids, lines = {}, set(), path.read_bytes().decode("utf-8").split("\n")
    same(lines.pop(), "", "the end of the file")
    for line in lines:
        id = line.split("\t")[0]
        same(id in ids, False, f"{id} twice in {path.name}")
        ids.add(id)
        if line[0] != "T":
            if not re.fullmatch(OTHERS[line[0]], line):
                fail(f"{path.name}: {line!r}")
            continue
        if not TEXT_BOUND.fullmatch(line):
            fail(f"{path.name}: {line!r}")
        _, place, words = line.split("\t")
        label, offsets = place.split(" ", 1)
        same(label in types, True, f"{label} in annotation.conf")
        pieces = [tuple(map(int, it.split(" "))) for it in offsets.split(";")]
        same(all(a < b for a, b in pieces) and all(a[1] <= b[0] for a, b in zip(pieces, pieces[1:])), True, f"pieces of {line}")
        same(" ".join(text[a:b] for a, b in pieces), words, f"words in {path.name}")
        found[id] = (pieces[0][0], pieces[-1][1], label)
    named = re.findall(r"\b(?:Arg[12]:)?(T\d+)\b", "\n".join(line.split("\t")[1] for line in lines if line[0] != "T"))
    same(set(named) <= set(found), True, f"what {path.name} speaks of")
    return text, sorted(found.values())


for which in ("plain", "hard"):
    folder = written("brat", f"{which}/", which)
    types = entities(folder / "annotation.conf")
    found = [check(path, types) for path in sorted(folder.glob("*.ann"), key=lambda path: int(path.name.split("-")[0]))]
    same(found, wanted(which), which)

(WORK / "theirs").mkdir()
marked = [(text, spans) for text, spans in wanted() if text and "\n" not in text]
for at, (text, spans) in enumerate(marked):
    (WORK / "theirs" / f"{at:02}.txt").write_bytes(text.encode())
    lines = [f"T{nth}\t{label} {start} {end}\t{text[start:end]}\n" for nth, (start, end, label) in enumerate(spans, 1)]
    (WORK / "theirs" / f"{at:02}.ann").write_bytes("".join(lines).encode())
same(read(WORK / "theirs"), marked, "read")
