"""Finding entities by name: any of the four languages, accents and scripts forgiven."""

from dataclasses import dataclass
from difflib import SequenceMatcher

import pyoxigraph as ox

from kzgraph.vocab import ENTITY, SOURCE
from kzgraph.words import words_of

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


def fold(text: str) -> str:
    """Return *text* as plain Latin words: case, accents and script removed.

    >>> fold("Қазақстан") == fold("Qazaqstan")
    True
    """
    from anyascii import anyascii

    return " ".join(words_of(anyascii(text)))


def _score(wanted: str, name: str) -> float:
    if wanted == name:
        return 1.0
    if f" {wanted} " in f" {name} ":
        return 0.9 + 0.09 * len(wanted) / len(name)
    if name.startswith(wanted) or f" {wanted}" in f" {name}":
        return 0.8 + 0.09 * len(wanted) / len(name)
    return 0.8 * SequenceMatcher(None, wanted, name, autojunk=False).ratio()


def search(store: ox.Store, text: str, *, most: int = 10, least: float = 0.6) -> list[Hit]:
    """Return the entities whose label or alias resembles *text*, best first, each once.

    Args:
        store: the graph.
        text: any part of a name, in any script.
        most: how many at the most.
        least: the lowest score that counts, from 0 to 1; the nearest spelling reaches 0.8 at most.
    """
    from kzgraph.store import ask

    wanted = fold(text)
    best: dict[str, tuple[float, int, Hit]] = {}
    for thing, name, rank in ask(store, _NAMES).rows if wanted else ():
        assert isinstance(thing, ox.NamedNode)
        assert isinstance(name, ox.Literal)
        assert isinstance(rank, ox.Literal)
        if not thing.value.startswith((ENTITY, SOURCE)):
            continue
        score = round(_score(wanted, fold(name.value)) - 0.01 * int(rank.value), 4)
        if score >= least and score > best.get(thing.value, (0.0,))[0]:
            best[thing.value] = (score, -int(rank.value), Hit(thing.value, name.value, max(score, 0.0)))
    ordered = sorted(best.values(), key=lambda found: (-found[0], -found[1], found[2].iri))
    return [hit for _, _, hit in ordered[:most]]
