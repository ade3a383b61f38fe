"""What is known of one thing, statement by statement, each with where it is said."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kzgraph.sparql.engine import ask
from kzgraph.vocab import DCTERMS, ENTITY, RDF, RDFS, SKOS, SOURCE, STATEMENT, shorten

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


@dataclass
class Names:
    """English names of IRIs, looked up once each."""

    store: ox.Store
    _known: dict[str, str] = field(default_factory=dict)

    def __call__(self, iri: str) -> str:
        """Return the English label of *iri*, else its prefixed name."""
        if iri not in self._known:
            labels = self.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDFS + "label"), None)
            named = [q.object.value for q in labels if isinstance(q.object, ox.Literal) and q.object.language == "en"]
            self._known[iri] = named[0] if named else shorten(iri)
        return self._known[iri]

    def unit(self, iri: str) -> str:
        """Return the notation of the unit *iri* (``MW``, ``USD``); nothing for plain counts."""
        notation = self.notation(iri)
        return "" if notation == "1" else notation

    def notation(self, iri: str) -> str:
        """Return how the tables write the unit or the code *iri*; its prefixed name where they have no word for it."""
        if not iri:
            return ""
        node, notation = ox.NamedNode(iri), ox.NamedNode(SKOS + "notation")
        matched = (quad.subject for quad in self.store.quads_for_pattern(None, ox.NamedNode(SKOS + "exactMatch"), node))
        for code in (node, *matched):
            for quad in self.store.quads_for_pattern(code, notation, None):
                if isinstance(quad.object, ox.Literal):
                    return quad.object.value
        return shorten(iri)


def figure(amount: str, bound: str, unit: str) -> str:
    """Return a number as a reader meets it, its thousands grouped.

    Args:
        amount: the number as the table gives it.
        bound: how the source bounds it, in words; empty for an exact number.
        unit: its notation; empty for a plain count.
    """
    return " ".join(part for part in (bound, grouped(amount), unit) if part)


def grouped(number: str) -> str:
    """Return *number* with its thousands grouped, from five digits on; what is no plain number stays.

    >>> grouped("859000000.5"), grouped("1992")
    ('859,000,000.5', '1992')
    """
    whole, point, rest = number.partition(".")
    plain = 4 < len(whole) < 40 and whole.lstrip("-").isdecimal()
    return f"{int(whole):,}{point}{rest}" if plain else number


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


def thing_iri(store: ox.Store, name: str) -> str | None:
    """Return the IRI of the entity or document with the id (or IRI) *name*; ``None`` when the graph has none.

    An id that was replaced answers with the one that took over.
    """
    candidates: Sequence[str] = [name] if "://" in name else [ENTITY + name, SOURCE + name]
    for iri in candidates:
        try:
            node = ox.NamedNode(iri)
        except ValueError:
            return None
        later = next(store.quads_for_pattern(node, ox.NamedNode(DCTERMS + "isReplacedBy"), None), None)
        if later and isinstance(later.object, ox.NamedNode) and later.object != node:
            return thing_iri(store, later.object.value)
        if next(store.quads_for_pattern(node, ox.NamedNode(RDF + "type"), None), None):
            return iri
    return None
