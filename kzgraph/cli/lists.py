"""Lists of things as ``links`` and ``match`` print them."""

from collections.abc import Sequence

from kzgraph.errors import UsageError, quoted
from kzgraph.files.sheets import harmless
from kzgraph.ontology import Ontology

FORMATS = ("table", "csv", "tsv", "md")
"""The forms of a list."""
ENDINGS = {".csv": "csv", ".tsv": "tsv", ".md": "md", ".txt": "table"}
"""End of a file's name → the form of a list."""


def classes(ontology: Ontology, kind: str | None) -> frozenset[str]:
    """Return the class *kind* as a set, empty for none; an unknown one is an error that leads on."""
    if kind is None:
        return frozenset()
    if kind not in ontology.ancestors:
        raise UsageError(f"no class {quoted(kind)}; `kzgraph stats` lists the classes")
    return frozenset({kind})


def listed(columns: Sequence[str], rows: Sequence[Sequence[str]], form: str, *, whole: bool) -> str:
    """Return *rows* of texts in the form *form*; in a table long ones are shortened, unless it is to be *whole*.

    In CSV and TSV no text is taken for a formula by a spreadsheet.
    """
    import pyoxigraph as ox

    from kzgraph.sparql.answer import Answer
    from kzgraph.sparql.tables import render

    guarded = harmless if form in ("csv", "tsv") else str
    cells = tuple(tuple(ox.Literal(guarded(cell)) for cell in row) for row in rows)
    return render(Answer(tuple(columns), cells), form, whole=whole)
