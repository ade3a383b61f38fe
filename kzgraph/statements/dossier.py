"""What is known of one thing, statement by statement, each with where it is said."""

from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox

from kzgraph.sparql.engine import ask
from kzgraph.statements.names import Names
from kzgraph.vocab import SOURCE, STATEMENT

_ABOUT = """
SELECT DISTINCT ?statement WHERE {
  VALUES ?thing { %s }
  { ?statement rdf:subject ?thing } UNION { ?statement rdf:object ?thing ; a kzo:Statement }
  UNION { ?statement kzo:scope ?thing }
}
"""
"""Statements about one thing; the place holder takes IRIs written by the engine's own term constructor."""


@dataclass(frozen=True)
class Evidence:
    """One passage behind a statement: the document, the offsets, how it is printed and read."""

    id: str
    source: str
    start: int
    end: int
    fingerprint: str
    modality: str
    printed: str = ""
    stated_by: str = ""
    cites: str = ""
    reason: str = ""
    via: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Stated:
    """A statement as a reader meets it; every term is a readable name, every id is there beside it."""

    id: str
    subject: ox.NamedNode
    predicate: str
    object: ox.NamedNode | ox.Literal | None
    amount: str
    unit: str
    operator: str
    time: str
    scope: tuple[str, ...]
    role: str
    modality: str
    rank: str
    reason: str
    evidence: tuple[Evidence, ...] = ()
    disputed_by: tuple[str, ...] = ()
    included_in: tuple[str, ...] = ()


Facts = dict[str, list[ox.NamedNode | ox.Literal]]


def _facts(store: ox.Store, iri: str) -> Facts:
    facts: Facts = defaultdict(list)
    for quad in store.quads_for_pattern(ox.NamedNode(iri), None, None):
        name = quad.predicate.value
        facts[name.replace("#", "/").rsplit("/", 1)[-1]].append(quad.object)  # type: ignore[arg-type]
    return facts


def _first(facts: Facts, name: str) -> str:
    return facts[name][0].value if facts[name] else ""


def _span(store: ox.Store, selector: ox.NamedNode | ox.Literal) -> tuple[int, int]:
    facts = _facts(store, selector.value)
    return int(_first(facts, "start")), int(_first(facts, "end"))


def _evidence(store: ox.Store, iri: str, names: Names) -> Evidence:
    facts = _facts(store, iri)
    start, end = _span(store, facts["hasSelector"][0])
    return Evidence(
        id=iri,
        source=_first(facts, "hasSource").removeprefix(SOURCE),
        start=start,
        end=end,
        fingerprint=_first(facts, "fingerprint"),
        modality=_name(names, facts, "modality"),
        printed=_first(facts, "printed"),
        stated_by=_name(names, facts, "statedBy"),
        cites=_name(names, facts, "citedSource"),
        reason=_first(facts, "reason"),
        via=tuple(sorted(_span(store, via) for via in facts["via"])),
    )


def _name(names: Names, facts: Facts, predicate: str) -> str:
    found = _first(facts, predicate)
    return names(found) if found else ""


def statement(store: ox.Store, name: str, names: Names) -> Stated:
    """Return the statement with the id *name*, its evidence in the order of the documents."""
    facts = _facts(store, STATEMENT + name)
    node = ox.NamedNode(STATEMENT + name)
    disputes = ask(store, f"SELECT ?other WHERE {{ ?d kzo:disputes {node}, ?other . FILTER(?other != {node}) }}").rows
    found = [_evidence(store, term.value, names) for term in facts["evidence"]]
    subject = facts["subject"][0]
    assert isinstance(subject, ox.NamedNode)
    return Stated(
        id=name,
        subject=subject,
        predicate=_first(facts, "predicate"),
        object=facts["object"][0] if facts["object"] else None,
        amount=_first(facts, "amount"),
        unit=_first(facts, "unit"),
        operator=_name(names, facts, "bound"),
        time=_first(facts, "time"),
        scope=tuple(sorted(names(term.value) for term in facts["scope"])),
        role=_name(names, facts, "role"),
        modality=_name(names, facts, "modality"),
        rank=_name(names, facts, "rank"),
        reason=_first(facts, "reason"),
        evidence=tuple(sorted(found, key=lambda each: (each.source, each.start, each.end))),
        disputed_by=tuple(sorted(row[0].value.removeprefix(STATEMENT) for row in disputes if row[0] is not None)),  # type: ignore[union-attr]
        included_in=tuple(sorted(term.value.removeprefix(STATEMENT) for term in facts["includedIn"])),
    )


def statements_about(store: ox.Store, thing: str) -> list[Stated]:
    """Return the statements that have the entity or document *thing* (an IRI) as subject, object or scope.

    Those about it come first; within them, by property and date.
    """
    names = Names(store)
    rows = ask(store, _ABOUT % ox.NamedNode(thing)).rows
    ids = [row[0].value.removeprefix(STATEMENT) for row in rows if isinstance(row[0], ox.NamedNode)]
    found = [statement(store, name, names) for name in ids]
    return sorted(found, key=lambda each: (each.subject.value != thing, each.predicate, each.time, each.id))
