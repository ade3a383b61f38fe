"""The table of an answer as the drawings read it: what stands in a column, and which thing a cell means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kzgraph.acceptance import MODALITIES
from kzgraph.rdf import plain
from kzgraph.vocab import ACCEPTED_MODALITIES, CODE, ONTOLOGY, STATEMENT, shorten
from kzgraph.web.site.catalogue import Catalogue

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None

TRIPLE = ("subject", "property", "object")
"""The columns of an answer that is a graph."""
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_ASIDES = ("unit", "bound", "operator", "modality", "certainty", "rank", "source", "statement", "reason", "note", "why")
"""Columns that say something about a row, and do not name it."""
_SAYS_NOTHING = ("", "not stated")


class Unfit(Exception):
    """An answer that a view cannot show; it says what the view would need."""


@dataclass(frozen=True)
class Table:
    """The columns and the rows of an answer; a graph is a table of three columns."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Term]]
    graph: bool = False

    def column(self, number: int) -> list[Term]:
        """Return the cells of a column."""
        return [row[number] for row in self.rows]

    def varies(self, number: int) -> bool:
        """Say whether a column holds more than one value."""
        return len(set(self.column(number))) > 1

    def named(self, *names: str) -> int | None:
        """Return the first column with one of *names*."""
        return next((at for at, column in enumerate(self.columns) if column.lower() in names), None)

    def numbers(self) -> list[int]:
        """Return the columns that hold numbers, and nothing else but silence."""
        offsets = self.offsets()
        return [at for at in range(len(self.columns)) if at not in offsets and _all_numbers(self.column(at))]

    def offsets(self) -> set[int]:
        """Return the columns that say where a passage stands."""
        if not {"start", "end", "source"} <= {*self.columns}:
            return set()
        return {at for at, name in enumerate(self.columns) if name in ("start", "end")}


def graph(triples: Iterable[ox.Triple]) -> Table:
    """Return *triples*, each once, as a table."""
    rows = sorted({(each.subject, each.predicate, each.object) for each in triples}, key=str)
    return Table(TRIPLE, rows, graph=True)


def number(term: Term) -> float | None:
    """Return the number in a cell; ``None`` where there is none, or one without end."""
    if not isinstance(term, ox.Literal) or term.language or not _NUMBER.fullmatch(term.value.strip()):
        return None
    value = float(term.value)
    return value if abs(value) < 1e300 else None  # beyond, a scale would overflow


def silent(term: Term) -> bool:
    """Say whether a cell is empty or says that nothing is stated."""
    return term is None or (isinstance(term, ox.Literal) and term.value in _SAYS_NOTHING)


def _all_numbers(cells: list[Term]) -> bool:
    said = [cell for cell in cells if not silent(cell)]
    return bool(said) and all(number(cell) is not None for cell in said)


def words(term: Term, catalogue: Catalogue) -> str:
    """Return a cell in words: things by their names."""
    if isinstance(term, ox.NamedNode):
        known = term.value in catalogue.things or term.value.startswith((ONTOLOGY, CODE))
        return catalogue.label(term.value) if known else shorten(term.value)
    return "" if term is None else term.value if isinstance(term, ox.Literal) else plain(term)


def meant(term: Term, catalogue: Catalogue) -> str | None:
    """Return the IRI of the thing that a cell means, by its IRI or by a name that only one thing has."""
    if isinstance(term, ox.NamedNode):
        return term.value
    return catalogue.called.get(term.value) if isinstance(term, ox.Literal) else None


def is_node(term: Term, catalogue: Catalogue) -> bool:
    """Say whether a cell can be a node: a thing, or an IRI that is no statement, property or code."""
    if isinstance(term, ox.NamedNode):
        return not term.value.startswith((STATEMENT, ONTOLOGY, CODE))
    return isinstance(term, ox.Literal) and term.value in catalogue.called


def doubt(table: Table, row: Sequence[Term]) -> str:
    """Return the modality of a row that is not said as a fact: planned, forecast, opinion; nothing for a fact."""
    at = table.named("modality")
    said = "" if at is None else str(getattr(row[at], "value", "")).removeprefix(CODE)
    return said if said in MODALITIES and said not in ACCEPTED_MODALITIES else ""


def disputed(table: Table, row: Sequence[Term]) -> bool:
    """Say whether another statement contradicts that of a row."""
    at = table.named("dispute", "disputed", "disputed_by")
    return at is not None and not silent(row[at])


def subject(row: Sequence[Term], catalogue: Catalogue, named: Sequence[int]) -> str | None:
    """Return the IRI that a row leads to: of the thing that names it, of its statement, of any thing in it."""
    found = [iri for cell in row if (iri := meant(cell, catalogue))]
    first = meant(row[named[0]], catalogue) if named else None
    statement = next((iri for iri in found if iri.startswith(STATEMENT)), None)
    thing = next((iri for iri in found if iri in catalogue.things), None)
    return first or statement or thing or (found[0] if found else None)


def title(table: Table, row: Sequence[Term], catalogue: Catalogue, columns: Iterable[int]) -> str:
    """Return the name of a row: the words of *columns* that say anything, each once; else all that it says."""
    found = (words(row[at], catalogue) for at in columns if not silent(row[at]))
    name = ", ".join(dict.fromkeys(text for text in found if text))
    silence = next((words(row[at], catalogue) for at in columns if row[at] is not None), "")
    rest = (f"{column}: {words(cell, catalogue)}" for column, cell in zip(table.columns, row, strict=True) if cell)
    return name or silence or ", ".join(rest)


def telling(table: Table, but: Iterable[int]) -> list[int]:
    """Return the columns that tell the rows apart in words: each of them parts rows that those before it do not."""
    left_out = {*but, *table.offsets()}
    wordy = [at for at in range(len(table.columns)) if at not in left_out and _wordy(table.column(at))]
    naming = [at for at in wordy if table.columns[at].lower() not in _ASIDES] or wordy
    chosen: list[int] = []
    parted = 1
    for at in naming:
        now = len({tuple(row[each] for each in (*chosen, at)) for row in table.rows})
        if now > parted:
            chosen, parted = [*chosen, at], now
    return chosen or naming[:1]


def _wordy(cells: list[Term]) -> bool:
    """Say whether cells hold anything but the addresses of statements."""
    said = [cell for cell in cells if not silent(cell)]
    return any(not isinstance(cell, ox.NamedNode) or not cell.value.startswith(STATEMENT) for cell in said)
