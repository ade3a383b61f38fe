"""The things of the graph behind an address, and the triples about them."""

from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox

from kzgraph.names.search import search
from kzgraph.vocab import CODE, DCTERMS, ENTITY, EVIDENCE, OA, ONTOLOGY, RDF, RDFS, SOURCE, STATEMENT, local_name
from kzgraph.web.messages import addresses
from kzgraph.web.messages.media import GRAPHS
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.site.site import Site

_LABEL, TYPE = ox.NamedNode(RDFS + "label"), ox.NamedNode(RDF + "type")
_SUBJECT = ox.NamedNode(RDF + "subject")
_OWN = (ONTOLOGY + "evidence", OA + "hasSelector", ONTOLOGY + "via")
"""What a statement is made of: followed when it is described."""
_MOST = 20_000


def found(site: Site, kind: str, name: str) -> str:
    """Return the IRI of a thing.

    Raises:
        HttpError: 404 when the graph has none.
    """
    if not addresses.valid(kind, name):
        raise HttpError(404, "the graph has nothing of that name; /search finds what there is")
    iri = addresses.iri(kind, name)
    if next(site.store.quads_for_pattern(ox.NamedNode(iri), None, None), None):
        return iri
    alike = tuple(hit.iri for hit in search(site.store, name.replace("-", " "), most=5))
    names = ", ".join(local_name(each) for each in alike)
    told = f"did you mean {names}?" if alike else "/search finds what there is"
    raise HttpError(404, f"the graph has nothing of that name; {told}", instead=alike)


def _about(site: Site, iri: str) -> Iterator[ox.Triple]:
    """Yield the triples that describe *iri*: its own, those of its parts, which statements are about it."""
    waiting, seen = [iri], {iri}
    while waiting:
        for quad in site.store.quads_for_pattern(ox.NamedNode(waiting.pop()), None, None):
            yield quad.triple
            if quad.predicate.value in _OWN and isinstance(quad.object, ox.NamedNode) and quad.object.value not in seen:
                seen.add(quad.object.value)
                waiting.append(quad.object.value)
    if iri.startswith((ENTITY, SOURCE)):
        yield from (quad.triple for quad in site.store.quads_for_pattern(None, _SUBJECT, ox.NamedNode(iri)))


def described(site: Site, iri: str) -> list[ox.Triple]:
    """Return the triples about *iri*, with the labels of whatever of ours they mention."""
    triples = list(islice(_about(site, iri), _MOST))
    ours = (ENTITY, SOURCE, CODE)
    mentioned = {
        term
        for triple in triples
        for term in (triple.object,)
        if isinstance(term, ox.NamedNode) and term.value.startswith(ours)
    } - {ox.NamedNode(iri)}
    for term in mentioned:
        triples += [quad.triple for quad in site.store.quads_for_pattern(term, _LABEL, None)]
    return triples


def links_of(site: Site, kind: str, name: str) -> tuple[tuple[str, str], ...]:
    """Return the ``Link`` header that leads machines on (signposting, level 1 and 2; RFC 8288)."""
    iri = addresses.iri(kind, name)
    types = sorted(
        q.object.value
        for q in site.store.quads_for_pattern(ox.NamedNode(iri), TYPE, None)
        if isinstance(q.object, ox.NamedNode)
    )
    found = [f'<{iri}>; rel="cite-as"', *site.licensed]
    found += [f'<{each}>; rel="type"' for each in [*types, "https://schema.org/AboutPage"]]
    found += [f'<{addresses.data(kind, name, form.name)}>; rel="describedby"; type="{form.media}"' for form in GRAPHS]
    found += [
        '</dataset>; rel="collection"',
        f'</linkset.json?kind={kind}&name={name}>; rel="linkset"; type="application/linkset+json"',
    ]
    return (("Link", ", ".join(found)),)


def replaced_by(site: Site, iri: str) -> str | None:
    """Return the IRI that has taken the place of *iri*, if any."""
    for quad in site.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(DCTERMS + "isReplacedBy"), None):
        return quad.object.value if isinstance(quad.object, ox.NamedNode) else None
    return None


def statement_of(site: Site, iri: str) -> str | None:
    """Return the id of the statement to which evidence, an observation or a dispute belongs."""
    node = ox.NamedNode(iri)
    if iri.startswith(EVIDENCE):
        for quad in site.store.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + "evidence"), node):
            return local_name(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else None
    for predicate in ("fromStatement", "disputes"):
        for quad in site.store.quads_for_pattern(node, ox.NamedNode(ONTOLOGY + predicate), None):
            return quad.object.value.removeprefix(STATEMENT) if isinstance(quad.object, ox.NamedNode) else None
    return None
