"""Write the golden answers anew: `python tests/golden.py` shows what would change, `--write` changes it.

One CSV a question, as Oxigraph answers it over the packaged graph; IRIs are shortened, so that a reader can check
the rows against the documents.  tests/test_queries.py holds both engines against these files.
"""

import csv
import difflib
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import Query, library
from kzgraph.sparql.opening import open_store
from kzgraph.sparql.tables import plain
from kzgraph.vocab import shorten

GOLDEN = Path(__file__).parent / "golden"


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return *rows* as CSV with short IRIs, the same whichever engine they come from."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([shorten(cell) for cell in row] for row in rows)
    return stream.getvalue()


def answer(store: ox.Store, text: str) -> str:
    """Return what Oxigraph answers; triples are sorted, since they have no order."""
    found = ask(store, text)
    if found.triples is not None:
        rows = {(plain(t.subject), plain(t.predicate), plain(t.object)) for t in found.triples}
        return as_csv(("subject", "predicate", "object"), sorted(rows))
    return as_csv(found.columns, [[plain(term) for term in row] for row in found.rows])


def questions() -> dict[str, Query]:
    """Return the queries that have an answer to keep: all but those that must return nothing."""
    return {name: query for name, query in library().items() if not name.endswith("-violation")}


def main(*, write: bool) -> int:
    """Print the difference for each question, and write the new answers if asked to; return 1 if there is any."""
    store, changed = open_store(), 0
    new = {f"{name}.csv": answer(store, query.text) for name, query in questions().items()}
    for name in sorted(new.keys() | {path.name for path in GOLDEN.glob("*.csv")}):
        path = GOLDEN / name
        old = path.read_text("utf-8") if path.exists() else ""
        text = new.get(name, "")
        changed += old != text
        sys.stdout.writelines(
            difflib.unified_diff(old.splitlines(True), text.splitlines(True), f"golden/{name}", f"new/{name}", n=0)
        )
        if write and text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        elif write:
            path.unlink()
    done = ", written" if write and changed else ""
    sys.stderr.write(f"{changed} of {len(new)} answers differ{done}\n")
    return int(changed > 0 and not write)


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
