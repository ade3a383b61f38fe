"""The network as nodes and edges: a statement between two things is an edge, and keeps its id and its passages."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kzgraph.exports.data import Data
from kzgraph.statements.statement import Statement
from kzgraph.vocab import ENTITY, LANGUAGES, SOURCE, local_name, shorten


@dataclass(frozen=True)
class NodeRow:
    """An entity or a document: its prefixed name, its narrowest class, all its classes, its names by language."""

    id: str
    iri: str
    kind: str
    classes: tuple[str, ...]
    labels: dict[str, str]

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
    """A statement between two nodes; ``start`` and ``end`` are its outer bounds, empty where nothing bounds it."""

    id: str
    source: str
    target: str
    property: str
    start: str
    end: str
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


def _nodes(data: Data, named: Iterable[str]) -> list[NodeRow]:
    things = data.things
    found = []
    for iri in sorted({*named, *things.of_class("Entity")}):
        kinds = things.classes(iri)
        found.append(NodeRow(shorten(iri), iri, kinds[0] if kinds else "", tuple(kinds), things.labels(iri)))
    return found


def ties(data: Data) -> Ties:
    """Return the nodes, edges and facts of *data*; what a source pointedly leaves out is none of them."""
    edges: list[EdgeRow] = []
    facts: list[FactRow] = []
    named: set[str] = set()
    for statement in data.statements:
        if statement.object is None:
            continue
        named.add(statement.subject.value)
        if _is_thing(statement.object):
            named.add(statement.object.value)
            edges.append(
                EdgeRow(
                    id=statement.id,
                    source=shorten(statement.subject.value),
                    target=shorten(statement.object.value),
                    property=statement.property_name,
                    start=statement.text("earliest"),
                    end=statement.text("latest"),
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
    return Ties(tuple(_nodes(data, named)), tuple(edges), tuple(facts))
