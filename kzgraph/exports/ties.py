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


def attributes(claim: Statement) -> dict[str, str]:
    """Return what a table says of *claim*, the same columns for every statement."""
    return {
        "modality": claim.modality,
        "rank": claim.rank,
        "accepted": str(int(claim.accepted)),
        "role": local_name(claim.text("role")),
        "time": claim.text("time"),
        "earliest": claim.text("earliest"),
        "latest": claim.text("latest"),
        "scope": ";".join(shorten(name) for name in claim.texts("scope")),
        "sources": ";".join(claim.sources),
        "passages": ";".join(map(str, claim.evidence)),
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
    for claim in data.statements:
        if claim.object is None:
            continue
        named.add(claim.subject.value)
        if _is_thing(claim.object):
            named.add(claim.object.value)
            edges.append(
                EdgeRow(
                    id=claim.id,
                    source=shorten(claim.subject.value),
                    target=shorten(claim.object.value),
                    property=claim.property_name,
                    start=claim.text("earliest"),
                    end=claim.text("latest"),
                    attributes=attributes(claim),
                )
            )
            continue
        code = isinstance(claim.object, ox.NamedNode)
        unit = {"unit": data.names.notation(claim.text("unit")), "bound": local_name(claim.text("bound"))}
        facts.append(
            FactRow(
                id=claim.id,
                subject=shorten(claim.subject.value),
                property=claim.property_name,
                value=local_name(claim.object.value) if code else claim.text("amount") or claim.object.value,
                datatype="code" if isinstance(claim.object, ox.NamedNode) else local_name(claim.object.datatype.value),
                attributes=unit | attributes(claim),
            )
        )
    return Ties(tuple(_nodes(data, named)), tuple(edges), tuple(facts))
