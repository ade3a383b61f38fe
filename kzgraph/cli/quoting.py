"""The passages of a statement as lines of text for a terminal."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from kzgraph.cli.entry import place, reading
from kzgraph.errors import KzgraphError, shown
from kzgraph.statements.names import Names
from kzgraph.statements.passages import copy_of, quotation
from kzgraph.statements.statement import Statement


def passages(store: ox.Store, each: Statement, folders: Sequence[Path], names: Names) -> Iterator[str]:
    """Yield the passages of a statement, from the reader's copies in *folders*; else where to find them."""
    for evidence in each.evidence:
        yield f"  {shown(place(evidence, names))}, fingerprint {evidence.fingerprint}"
        yield from reading(evidence)
        if not folders:
            continue
        try:
            quoted = quotation(copy_of(store, evidence.source, *folders), evidence)
        except KzgraphError as error:
            yield f"    (cannot be shown: {shown(error)})"
            continue
        yield f"    “{shown(quoted.text)}”" if quoted else "    (not found in your copy)"
        for span, mention in zip(evidence.via, quoted.via if quoted else (), strict=False):
            yield f"    via {span[0]}–{span[1]}: “{shown(mention)}”"
