"""Several graphs read as one: things are shared by their address; what contradicts is told, nothing is decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox

from kzgraph.files.paths import name_of
from kzgraph.profile import Profile, profile_of, profile_triples
from kzgraph.rdf import LABEL, readable
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import library
from kzgraph.sparql.opening import open_graph
from kzgraph.vocab import DATASET, ENTITY, ONTOLOGY, local_name, shorten

_RULES = ("conflicting-figures-violation", "conflicting-dates-violation")
_BETWEEN = ox.NamedNode(ONTOLOGY + "between")
_SHA = ox.NamedNode(ONTOLOGY + "textSha256")
_RANK = ox.NamedNode(ONTOLOGY + "rank")
_KINDS = """
SELECT ?thing ?kind WHERE {
  ?thing a ?kind . FILTER(STRSTARTS(STR(?thing), "%s") && STRSTARTS(STR(?kind), "%s"))
  FILTER NOT EXISTS { ?thing a ?lower . ?lower rdfs:subClassOf ?kind . FILTER(?lower != ?kind) }
}
"""


@dataclass(frozen=True)
class CombinedGraph:
    """Graphs read as one, and what in them contradicts, a line each."""

    store: ox.Store
    contradictions: tuple[str, ...]


def combined(paths: Sequence[Path]) -> CombinedGraph:
    """Return the graphs in *paths* (files, or folders in which one was built) as one.

    The first one leads: its summary is that of the whole, its sides are the two that are drawn, those of the others
    are further sides. All publishers are named; a licence is that of the whole only where all have it.

    Raises:
        InputError: when a file is missing, empty or malformed.
    """
    stores, names = [open_graph(path) for path in paths], [name_of(path) for path in paths]
    whole, relations = ox.Store(), dict[frozenset[str], ox.NamedNode]()
    for store in stores:
        whole.extend(_with_one_relation(store, relations))
    profiles = [profile_of(store) for store in stores]
    for triple in (triple for profile in profiles for triple in profile_triples(profile)):
        whole.remove(ox.Quad(*triple))
    if any(store.quads_for_pattern(ox.NamedNode(DATASET), None, None) for store in stores):
        whole.extend(ox.Quad(*triple) for triple in profile_triples(_profile(profiles)))
    return CombinedGraph(
        whole,
        (
            *_licences(profiles, names),
            *_documents(stores, names),
            *_things(stores, names),
            *_ranks(whole),
            *_values(whole, stores),
        ),
    )


def _with_one_relation(store: ox.Store, relations: dict[frozenset[str], ox.NamedNode]) -> Iterator[ox.Quad]:
    """Yield the quads of *store*; a relation of two countries that stands in *relations* has the address it has there.

    The id of a relation that nobody registered begins with the first side of its graph, so that two graphs may
    have two for one pair.
    """
    sides: dict[ox.NamedNode, set[str]] = {}
    for quad in store.quads_for_pattern(None, _BETWEEN, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            sides.setdefault(quad.subject, set()).add(quad.object.value)
    moved = {relation: relations.setdefault(frozenset(pair), relation) for relation, pair in sides.items()}
    moved = {relation: known for relation, known in moved.items() if relation != known}
    for quad in store:
        if quad.subject in moved and quad.predicate == LABEL:
            continue
        subject, term = moved.get(quad.subject, quad.subject), moved.get(quad.object, quad.object)
        yield ox.Quad(subject, quad.predicate, term) if moved else quad


def _profile(profiles: Sequence[Profile]) -> Profile:
    return Profile(
        title=" + ".join(dict.fromkeys(profile.title for profile in profiles)),
        summary=profiles[0].summary,
        sides=tuple(dict.fromkeys(side for profile in profiles for side in profile.sides)),
        keywords=tuple(dict.fromkeys(word for profile in profiles for word in profile.keywords)),
        publisher="; ".join(dict.fromkeys(filter(None, (profile.publisher for profile in profiles)))),
        licence=profiles[0].licence if len({profile.licence for profile in profiles}) == 1 else "",
        issued=max(profile.issued for profile in profiles) if all(profile.issued for profile in profiles) else "",
    )


def _licences(profiles: Sequence[Profile], names: Sequence[str]) -> Iterator[str]:
    """Yield what each graph may be used under, where that is not the same for all."""
    if len({profile.licence for profile in profiles}) > 1:
        told = (f"{name} {profile.licence or 'states none'}" for name, profile in zip(names, profiles, strict=True))
        yield f"licences differ, so the whole has none: {', '.join(told)}"


def _documents(stores: Sequence[ox.Store], names: Sequence[str]) -> Iterator[str]:
    """Yield each document that is another text in two graphs: passages of the one are none of the other."""
    texts = [{quad.subject: quad.object for quad in store.quads_for_pattern(None, _SHA, None)} for store in stores]
    for (one, here), (other, there) in combinations(zip(names, texts, strict=True), 2):
        for document in here.keys() & there.keys():
            if here[document] != there[document]:
                yield f"{readable(document)} is another text in {one} than in {other}"


def _things(stores: Sequence[ox.Store], names: Sequence[str]) -> Iterator[str]:
    """Yield each thing that is of another class, or called otherwise in English, in two graphs."""
    described = [_described(store) for store in stores]
    for (one, here), (other, there) in combinations(zip(names, described, strict=True), 2):
        for iri in sorted(here.keys() & there.keys()):
            for mine, theirs in zip(here[iri], there[iri], strict=True):
                if mine and theirs and mine != theirs:
                    yield f"{shorten(iri)} is {mine} in {one} and {theirs} in {other}"


def _described(store: ox.Store) -> dict[str, tuple[str, str]]:
    """Return thing → its class, its English name."""
    found: dict[str, tuple[str, str]] = {}
    for thing, kind in ask(store, _KINDS % (ENTITY, ONTOLOGY)).rows:
        assert isinstance(thing, ox.NamedNode)
        assert isinstance(kind, ox.NamedNode)
        labels = (quad.object for quad in store.quads_for_pattern(thing, LABEL, None))
        english = [each.value for each in labels if isinstance(each, ox.Literal) and each.language == "en"]
        found[thing.value] = (f"a {local_name(kind.value)}", f"called “{min(english)}”" if english else "")
    return found


def _ranks(whole: ox.Store) -> Iterator[str]:
    """Yield each statement that one graph holds to be right and another does not."""
    ranks: dict[str, set[str]] = {}
    for quad in whole.quads_for_pattern(None, _RANK, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            ranks.setdefault(quad.subject.value, set()).add(local_name(quad.object.value))
    for iri, found in sorted(ranks.items()):
        if len(found) > 1:
            yield f"{shorten(iri)} is ranked {' and '.join(sorted(found))}"


def _values(whole: ox.Store, stores: Sequence[ox.Store]) -> Iterator[str]:
    """Yield each two figures or dates that cannot both be right, of which no graph has both."""
    known = library()
    for rule in _RULES:
        alone = {row for store in stores for row in ask(store, known[rule].text).rows}
        for row in ask(whole, known[rule].text).rows:
            if row not in alone:
                subject, name, one, other, first, second = map(readable, row)
                yield f"{subject} {name}: {one} or {other} ({first}, {second})"
