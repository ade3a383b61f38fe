"""What a matcher looks at, out of a built graph: its entities with their names, and what they are elsewhere."""

from collections.abc import Iterator

import pyoxigraph as ox

from kzgraph.curation.entities import ALIAS_LANGUAGES, Entity
from kzgraph.links.concordance import Concordance
from kzgraph.names.matching import Identifier
from kzgraph.rdf import LABEL
from kzgraph.statements.things import Things
from kzgraph.vocab import DCTERMS, ENTITY, LANGUAGES, ONTOLOGY, RDFS, SKOS, local_name

_ALIAS, _HIDDEN, _REPLACED = (
    ox.NamedNode(iri) for iri in (SKOS + "altLabel", SKOS + "hiddenLabel", DCTERMS + "isReplacedBy")
)
_EXACT, _TRANSLATED = SKOS + "exactMatch", ox.NamedNode(ONTOLOGY + "translated")


def registered(store: ox.Store) -> dict[str, Entity]:
    """Return the entities of the graph in *store*, which also holds the ontology, by id."""
    things, found = Things(store), dict[str, Entity]()
    for iri in things.of_class("Entity"):
        if not iri.startswith(ENTITY) or any(store.quads_for_pattern(ox.NamedNode(iri), _REPLACED, None)):
            continue
        labels = dict(_texts(store, iri, LABEL))
        found[local_name(iri)] = Entity(
            id=local_name(iri),
            kind=things.kind(iri),
            labels={"en": things.name(iri)} | {lang: labels[lang] for lang in LANGUAGES if lang in labels},
            aliases=tuple((text, lang) for lang, text in _texts(store, iri, _ALIAS) if lang in ALIAS_LANGUAGES),
            hidden=tuple(text for _, text in _texts(store, iri, _HIDDEN)),
            translated=tuple((text, language) for language, text in _texts(store, iri, _TRANSLATED)),
        )
    return found


def _texts(store: ox.Store, iri: str, predicate: ox.NamedNode) -> list[tuple[str, str]]:
    quads = store.quads_for_pattern(ox.NamedNode(iri), predicate, None)
    return sorted(
        (quad.object.language or "", quad.object.value) for quad in quads if isinstance(quad.object, ox.Literal)
    )


def identifiers(store: ox.Store) -> Iterator[Identifier]:
    """Yield what the entities of the graph in *store* are elsewhere: their codes, the addresses of exact matches."""
    below, codes = ox.NamedNode(RDFS + "subPropertyOf"), ox.NamedNode(ONTOLOGY + "externalCode")
    quads = store.quads_for_pattern(None, below, codes)
    schemes = [quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)]
    for scheme in (*sorted(schemes), _EXACT):
        for quad in store.quads_for_pattern(None, ox.NamedNode(scheme), None):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                yield local_name(quad.subject.value), local_name(scheme), quad.object.value


def identifiers_of(concordance: Concordance) -> Iterator[Identifier]:
    """Yield the same out of the tables that a graph is built from."""
    for code in concordance.codes:
        yield code.entity, code.scheme, code.code
    for link in concordance.links:
        if link.predicate == "exactMatch":
            yield link.subject.removeprefix("kzr:"), link.predicate, link.address
