"""Lists of things as ``links`` and ``match`` print them."""

from collections.abc import Sequence

from kzgraph.errors import UsageError, quoted
from kzgraph.ontology import Ontology

FORMATS = ("table", "csv", "tsv", "md")
"""The forms of a list."""


def classes(ontology: Ontology, kind: str | None) -> frozenset[str]:
    """Return the class *kind* as a set, empty for none; an unknown one is an error that leads on."""
    if kind is None:
        return frozenset()
    if kind not in ontology.ancestors:
        raise UsageError(f"no class {quoted(kind)}; `kzgraph stats` lists the classes")
    return frozenset({kind})


def listed(columns: Sequence[str], rows: Sequence[Sequence[str]], form: str) -> str:
    """Return *rows* of texts in the form *form*."""
    import pyoxigraph as ox

    from kzgraph.sparql.answer import Answer
    from kzgraph.sparql.tables import render

    return render(Answer(tuple(columns), tuple(tuple(ox.Literal(cell) for cell in row) for row in rows)), form)
