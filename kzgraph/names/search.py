"""Finding entities by name: any of the four languages, accents and scripts forgiven."""

from dataclasses import dataclass
from difflib import SequenceMatcher

import pyoxigraph as ox

from kzgraph.text.folding import fold
from kzgraph.vocab import ENTITY, SOURCE

_NAMES = """
SELECT ?thing ?name ?rank WHERE {
  { ?thing rdfs:label ?name . BIND(0 AS ?rank) } UNION { ?thing skos:altLabel ?name . BIND(1 AS ?rank) }
  UNION { ?thing skos:hiddenLabel ?name . BIND(2 AS ?rank) }
  ?thing a ?class . FILTER(STRSTARTS(STR(?class), "https://w3id.org/kzgraph/ontology#"))
}
"""


@dataclass(frozen=True)
class Hit:
    """An entity found: its IRI, the name that matched, and how well (1 is the whole name)."""

    iri: str
    name: str
    score: float


def _score(wanted: str, name: str, least: float) -> float:
    if wanted == name:
        return 1.0
    if f" {wanted} " in f" {name} ":
        return 0.9 + 0.09 * len(wanted) / len(name)
    if name.startswith(wanted) or f" {wanted}" in f" {name}":
        return 0.8 + 0.09 * len(wanted) / len(name)
    matcher = SequenceMatcher(None, wanted, name, autojunk=False)
    if 0.8 * matcher.real_quick_ratio() < least or 0.8 * matcher.quick_ratio() < least:
        return 0.0
    return 0.8 * matcher.ratio()


def search(store: ox.Store, text: str, *, most: int = 10, least: float = 0.6) -> list[Hit]:
    """Return the entities whose label or alias resembles *text*, best first, each once.

    Args:
        store: the graph.
        text: any part of a name, in any script.
        most: how many at the most.
        least: the lowest score that counts, from 0 to 1; the nearest spelling reaches 0.8 at most.
    """
    from kzgraph.sparql.engine import ask

    wanted = fold(text)
    found: list[tuple[float, int, str, str]] = []
    for thing, name, rank in ask(store, _NAMES).rows if wanted else ():
        assert isinstance(thing, ox.NamedNode)
        assert isinstance(name, ox.Literal)
        assert isinstance(rank, ox.Literal)
        if not thing.value.startswith((ENTITY, SOURCE)):
            continue
        score = round(_score(wanted, fold(name.value), least) - 0.01 * int(rank.value), 4)
        if score >= least and score > 0:
            found.append((-score, int(rank.value), thing.value, name.value))
    hits: dict[str, Hit] = {}
    for missed, _, iri, matched in sorted(found):
        hits.setdefault(iri, Hit(iri, matched, -missed))
    return list(hits.values())[:most]
