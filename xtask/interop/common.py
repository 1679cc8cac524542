"""What the checks share: the command, the documents as files, comparing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import documents

POSTIL = os.environ["POSTIL"]
#: A folder for this check alone.
WORK = Path(os.environ["WORK"])


def postil(*arguments):
    """Runs the command, which must succeed; what it printed."""
    done = subprocess.run([POSTIL, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        fail(f"postil {' '.join(map(str, arguments))}\n{done.stderr}")
    return done.stdout


def written(to, name, which="plain", *options):
    """The plain or the hard documents in a format: the file, or the folder when `name` ends with a slash."""
    source = WORK / f"{which}.postil.json"
    source.write_text(json.dumps(getattr(documents, which)()), encoding="utf-8")
    out = f"{WORK}/{name}"
    postil("convert", "--to", to, *options, source, out)
    return Path(out)


def wanted(which="plain", status=("accepted", "suggested")):
    """Text and spans of each document, as they were made."""
    return [(it["text"], spans_of(it, status)) for it in getattr(documents, which)()["documents"]]


def by_id(which="plain"):
    """The same with each document's id."""
    ids = [it["id"] for it in getattr(documents, which)()["documents"]]
    return [(id, text, spans) for id, (text, spans) in zip(ids, wanted(which))]


def spans_of(document, status=("accepted", "suggested")):
    """Start, end and label in code points, each checked against its words."""
    found = []
    for it in document["annotations"]:
        same(document["text"][it["start"] : it["end"]], it["text"], f"words of {it['id']} in {document['id']}")
        if it["status"] in status:
            found.append((it["start"], it["end"], it["label"]))
    return sorted(found)


def read(*files, format=None):
    """Text and spans of each document that the command reads from files."""
    out = WORK / "read.postil.json"
    postil("convert", *(["--from", format] if format else []), "--to", "postil", *files, out)
    return [(it["text"], spans_of(it)) for it in json.loads(out.read_text("utf-8"))["documents"]]


def crlf(documents):
    """The same documents with CRLF as line ends, and offsets that count them."""
    moved = lambda text, at: at + text.count("\n", 0, at)
    return [(text.replace("\n", "\r\n"), [(moved(text, start), moved(text, end), label) for start, end, label in spans]) for text, spans in documents]


def utf16(text, at):
    """An offset in code points as one in UTF-16 units."""
    return len(text[:at].encode("utf-16-le")) // 2


def from_utf16(text, at):
    """And back."""
    return len(text.encode("utf-16-le")[: 2 * at].decode("utf-16-le"))


def same(found, wanted, what):
    """Compares; names the first difference."""
    if found == wanted:
        return
    if isinstance(found, (list, tuple)) and isinstance(wanted, (list, tuple)):
        if len(found) != len(wanted):
            fail(f"{what}: {len(found)} instead of {len(wanted)}\n  found  {str(found)[:600]}\n  wanted {str(wanted)[:600]}")
        for at, (one, other) in enumerate(zip(found, wanted)):
            same(one, other, f"{what}[{at}]")
    fail(f"{what}\n  found  {str(found)[:600]!r}\n  wanted {str(wanted)[:600]!r}")


def fail(words):
    print(words, file=sys.stderr)
    sys.exit(1)
