"""The network as nodes and edges: a statement between two things is an edge, and keeps its id and its passages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from kzgraph.exports.data import Data
from kzgraph.statements.statement import Statement
from kzgraph.vocab import ENTITY, LANGUAGES, SOURCE, local_name, shorten


@dataclass(frozen=True)
class NodeRow:
    """An entity or a document: its prefixed name, its narrowest class, all its classes, its names by language.

    ``start`` and ``end`` are the outer bounds of its life (:class:`Life`), empty where nothing bounds it.
    """

    id: str
    iri: str
    kind: str
    classes: tuple[str, ...]
    labels: dict[str, str]
    start: str = ""
    end: str = ""

    @property
    def label(self) -> str:
        """The English name, else any, else the id."""
        return self.labels.get("en") or next(iter(self.labels.values()), self.id)

    @property
    def attributes(self) -> dict[str, str]:
        """What a table says of it beside its id and label, the same columns for every node."""
        others = {f"label_{language}": self.labels.get(language, "") for language in LANGUAGES if language != "en"}
        return {"kind": self.kind, "classes": ";".join(self.classes), "iri": self.iri, **others}


@dataclass(frozen=True)
class EdgeRow:
    """A statement between two nodes; ``start`` and ``end`` are its outer bounds, empty where nothing bounds it.

    ``dated_by`` tells whose bounds they are: the ``statement``'s own, else those of its ``subject`` or ``object``.
    """

    id: str
    source: str
    target: str
    property: str
    start: str
    end: str
    dated_by: str
    attributes: dict[str, str]


@dataclass(frozen=True)
class FactRow:
    """A statement whose object is a number, a date, a text or a code; a number is given in the unit beside it."""

    id: str
    subject: str
    property: str
    value: str
    datatype: str
    attributes: dict[str, str]


@dataclass(frozen=True)
class Ties:
    """Nodes, edges and facts, each sorted by id."""

    nodes: tuple[NodeRow, ...]
    edges: tuple[EdgeRow, ...]
    facts: tuple[FactRow, ...]


def _is_thing(term: ox.NamedNode | ox.Literal | None) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith((ENTITY, SOURCE))


def attributes(statement: Statement) -> dict[str, str]:
    """Return what a table says of *statement*, the same columns for every statement."""
    return {
        "modality": statement.modality,
        "rank": statement.rank,
        "accepted": str(int(statement.accepted)),
        "role": local_name(statement.text("role")),
        "time": statement.text("time"),
        "earliest": statement.text("earliest"),
        "latest": statement.text("latest"),
        "scope": ";".join(shorten(name) for name in statement.texts("scope")),
        "sources": ";".join(statement.sources),
        "passages": ";".join(map(str, statement.evidence)),
    }


class Life(NamedTuple):
    """From which day to which a thing may be there, as ``xsd:date``: outer bounds, empty where nothing bounds it."""

    start: str
    end: str


_BEGINS = frozenset({"signed", "adopted", "founded", "constructionStarted", "commissioned", "published"})
_LASTS, _ENDS = "occurred", "validUntil"


def lives(statements: Iterable[Statement]) -> dict[str, Life]:
    """Return the life of each thing that *statements* date: what was signed, begun or founded is there from then on.

    Only what happened (``occurred``) ends when it ended; of all else an end is known where one is stated.
    """
    starts: dict[str, str] = {}
    ends: dict[str, str] = {}
    for each in statements:
        first, last, subject = each.text("earliest"), each.text("latest"), each.subject.value
        if each.object is None or "deprecated" in each.rank or each.property_name not in {*_BEGINS, _LASTS, _ENDS}:
            continue
        if first and each.property_name != _ENDS:
            starts[subject] = min(first, starts.get(subject, first))
        if last and each.property_name not in _BEGINS:
            ends[subject] = max(last, ends.get(subject, last))
    return {name: Life(starts.get(name, ""), ends.get(name, "")) for name in starts.keys() | ends.keys()}


def _dated(statement: Statement, alive: dict[str, Life]) -> tuple[str, str, str]:
    """Return start and end of an edge, and whose they are: who takes part in a visit does so while it lasts."""
    own = Life(statement.text("earliest"), statement.text("latest"))
    if any(own):
        return *own, "statement"
    assert statement.object is not None
    sides = [("subject", statement.subject.value)]
    if statement.property_name == "participantIn":
        sides.append(("object", statement.object.value))
    return next(((*alive[iri], whose) for whose, iri in sides if iri in alive), ("", "", ""))


def _nodes(data: Data, named: Iterable[str], alive: dict[str, Life]) -> list[NodeRow]:
    things = data.things
    found = []
    for iri in sorted({*named, *things.of_class("Entity")}):
        kinds = things.classes(iri)
        kind, life = kinds[0] if kinds else "", alive.get(iri, Life("", ""))
        found.append(NodeRow(shorten(iri), iri, kind, tuple(kinds), things.labels(iri), *life))
    return found


def ties(data: Data) -> Ties:
    """Return the nodes, edges and facts of *data*; what a source pointedly leaves out is none of them."""
    edges: list[EdgeRow] = []
    facts: list[FactRow] = []
    named: set[str] = set()
    alive = lives(data.statements)
    for statement in data.statements:
        if statement.object is None:
            continue
        named.add(statement.subject.value)
        if _is_thing(statement.object):
            named.add(statement.object.value)
            start, end, dated_by = _dated(statement, alive)
            edges.append(
                EdgeRow(
                    id=statement.id,
                    source=shorten(statement.subject.value),
                    target=shorten(statement.object.value),
                    property=statement.property_name,
                    start=start,
                    end=end,
                    dated_by=dated_by,
                    attributes=attributes(statement),
                )
            )
            continue
        code = isinstance(statement.object, ox.NamedNode)
        unit = {"unit": data.names.notation(statement.text("unit")), "bound": local_name(statement.text("bound"))}
        facts.append(
            FactRow(
                id=statement.id,
                subject=shorten(statement.subject.value),
                property=statement.property_name,
                value=local_name(statement.object.value)
                if code
                else statement.text("amount") or statement.object.value,
                datatype="code"
                if isinstance(statement.object, ox.NamedNode)
                else local_name(statement.object.datatype.value),
                attributes=unit | attributes(statement),
            )
        )
    return Ties(tuple(_nodes(data, named, alive)), tuple(edges), tuple(facts))
