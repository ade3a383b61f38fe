"""Finding entities by name: any of the four languages, accents and scripts forgiven."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

import pyoxigraph as ox

from kzgraph.rdf import TYPE
from kzgraph.sparql.opening import kept_beside
from kzgraph.text.folding import fold
from kzgraph.vocab import ENTITY, ONTOLOGY, RDFS, SKOS, SOURCE

_RANKS = {
    RDFS + "label": 0,
    SKOS + "altLabel": 1,
    SKOS + "hiddenLabel": 2,
    ONTOLOGY + "translated": 2,
}
"""Property of names → how far it stands behind a label."""

FoldedName = tuple[str, str, str, int]
"""A thing's IRI, a name of it, the name folded, and 0 for a label, 1 for an alias, 2 for others."""


@dataclass(frozen=True)
class Hit:
    """An entity found: its IRI, the name that matched, and how well (1 is the whole name)."""

    iri: str
    name: str
    score: float


_ABBREVIATION = re.compile(r"[^\W\d_]{2,6}")
_HAN = re.compile("[\u3400-\u9fff]{2,}")
_INFLECTED = 3
"""Letters at the end of a word in which its forms differ (налогообложение, налогообложения)."""


def _initials(name: str) -> str:
    """Return the first letters of the words of *name* that begin with a capital, as an abbreviation takes them.

    >>> _initials("National Development and Reform Commission")
    'NDRC'
    """
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper())


def _is_inflected(wanted: str, name: str) -> bool:
    """Say whether each word of *wanted*, of which some are long, stands in *name* but for its ending."""
    words, others = wanted.split(), name.split()
    stems = [word[: max(len(word) - _INFLECTED, 4)] for word in words]
    return any(len(word) > 6 for word in words) and all(any(each.startswith(stem) for each in others) for stem in stems)


def _score(wanted: str, name: str, least: float) -> float:
    if wanted == name:
        return 1.0
    if f" {wanted} " in f" {name} ":
        return 0.9 + 0.09 * len(wanted) / len(name)
    if name.startswith(wanted) or f" {wanted}" in f" {name}":
        return 0.8 + 0.09 * len(wanted) / len(name)
    if _is_inflected(wanted, name):
        return 0.8 + 0.05 * min(len(wanted), len(name)) / max(len(wanted), len(name))
    longest, shortest = max(len(wanted), len(name)), min(len(wanted), len(name))
    if 0.8 * 2 * shortest / (longest + shortest) < least:  # what SequenceMatcher calls its real quick ratio
        return 0.0
    matcher = SequenceMatcher(None, wanted, name, autojunk=False)
    if 0.8 * matcher.quick_ratio() < least:
        return 0.0
    return 0.8 * matcher.ratio()


def _likeness(text: str, wanted: str, name: str, folded: str, least: float) -> float:
    """Return how well *text* finds *name*; *wanted* and *folded* are the two in plain Latin words.

    Both are compared as they sound in Latin letters, as parts of a Chinese name, and as an abbreviation.
    """
    score = _score(wanted, folded, least)
    if _HAN.fullmatch(text) and text in name:  # which has no spaces between its words
        score = max(score, 0.8 + 0.19 * len(text) / len(name))
    if _ABBREVIATION.fullmatch(text) and text.isupper() and _initials(name) == text:
        score = max(score, 0.95 + 0.04 * len(text) / len(name.split()))
    return score


def folded_names(store: ox.Store) -> list[FoldedName]:
    """Return every name of every thing, in order."""
    typed = {
        quad.subject.value
        for quad in store.quads_for_pattern(None, TYPE, None)
        if isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith((ENTITY, SOURCE))
        and quad.object.value.startswith(ONTOLOGY)  # type: ignore[union-attr]
    }
    found = set[FoldedName]()
    for predicate, rank in _RANKS.items():
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
            thing, name = quad.subject, quad.object
            if isinstance(thing, ox.NamedNode) and isinstance(name, ox.Literal) and thing.value in typed:
                found.add((thing.value, name.value, fold(name.value), rank))
    return sorted(found)


def packaged_names(store: ox.Store) -> list[FoldedName]:
    """Return the names of the packaged graph, which *store* holds, from the cache where there can be one."""

    def made() -> bytes:
        return json.dumps(folded_names(store), ensure_ascii=False).encode()

    try:
        return [(iri, name, folded, rank) for iri, name, folded, rank in json.loads(kept_beside("names", made))]
    except ValueError:
        return folded_names(store)


def search(store: ox.Store, text: str, *, most: int = 10, least: float = 0.6) -> list[Hit]:
    """Return the entities of *store* that :func:`find` finds."""
    return find(folded_names(store), text, most=most, least=least)


def find(names: Iterable[FoldedName], text: str, *, most: int = 10, least: float = 0.6) -> list[Hit]:
    """Return the entities whose label, alias or translated name resembles *text*, or is abbreviated by it, best first.

    Args:
        names: those of the graph.
        text: any part of a name, in any script.
        most: how many at the most.
        least: the lowest score that counts, from 0 to 1; the nearest spelling reaches 0.8 at most.
    """
    found: list[tuple[float, int, str, str]] = []
    wanted = fold(text)
    for iri, name, folded, rank in names if wanted else ():
        score = round(_likeness(text.strip(), wanted, name, folded, least) - 0.01 * rank, 4)
        if score >= least and score > 0:
            found.append((-score, rank, iri, name))
    hits: dict[str, Hit] = {}
    for missed, _, iri, matched in sorted(found):
        hits.setdefault(iri, Hit(iri, matched, -missed))
    return list(hits.values())[:most]
