"""CSV and TSV: pandas reads each row, its offsets slice in three units, no cell is a formula; and the command reads what
pandas writes."""

import pandas

from common import WORK, by_id, fail, read, same, written

for format, separator in (("csv", ","), ("tsv", "\t")):
    for which in ("plain", "hard"):
        folder = written(format, f"{format}-{which}/", which)
        texts = next(folder.glob(f"*.documents.{format}"))
        rows = next(path for path in folder.glob(f"*.{format}") if path != texts)
        load = lambda path: pandas.read_csv(path, sep=separator, dtype=str, keep_default_na=False)
        for cell in load(rows).to_numpy().flatten():
            if cell[:1] in ("=", "+", "@", "-") and not cell[1:].isdigit():
                fail(f"{cell!r} would be a formula")
        table = load(rows)
        for id, text, spans in by_id(which):
            own = table[table["document_id"] == id]
            own = own[own["status"] != "rejected"]
            found = sorted((int(it.start), int(it.end), it.label) for it in own.itertuples())
            same(found, spans, f"spans of {id}")
            for it in own.itertuples():
                words = text[int(it.start) : int(it.end)]
                same(text.encode("utf-16-le")[2 * int(it.start_utf16) : 2 * int(it.end_utf16)].decode("utf-16-le"), words, "UTF-16")
                same(text.encode()[int(it.start_byte) : int(it.end_byte)].decode(), words, "bytes")

rows = [dict(document_id=id, label=label, text=text[start:end], start=start, end=end) for id, text, spans in by_id() for start, end, label in spans]
texts = [dict(document_id=id, text=text) for id, text, spans in by_id() if text]
pandas.DataFrame(rows).to_csv(WORK / "theirs.csv", index=False)
pandas.DataFrame(texts).to_csv(WORK / "theirs.documents.csv", index=False)
same(read(WORK / "theirs.csv"), [(text, spans) for _, text, spans in by_id() if text], "read")
