"""Linked data: every IRI of the graph leads to a page or to data, and the data says what belongs to it."""

from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox

from kzgraph.exports.dataset import LICENSE
from kzgraph.names.search import search
from kzgraph.vocab import CODE, DCTERMS, ENTITY, EVIDENCE, OA, ONTOLOGY, RDF, RDFS, SOURCE, STATEMENT, local_name
from kzgraph.web import links
from kzgraph.web.answers import written
from kzgraph.web.desk import Desk
from kzgraph.web.exchange import Ask, Reply, see_other
from kzgraph.web.forms import GRAPHS, HTML, by_suffix, choose
from kzgraph.web.problem import Trouble

_LABEL, _TYPE = ox.NamedNode(RDFS + "label"), ox.NamedNode(RDF + "type")
_SUBJECT = ox.NamedNode(RDF + "subject")
_OWN = (ONTOLOGY + "evidence", OA + "hasSelector", ONTOLOGY + "via")
"""What a statement is made of: followed when it is described."""
_MOST = 20_000


def found(desk: Desk, kind: str, name: str) -> str:
    """Return the IRI of a thing.

    Raises:
        Trouble: 404 when the graph has none.
    """
    if not links.valid(kind, name):
        raise Trouble(404, "the graph has nothing of that name; /search finds what there is")
    iri = links.iri(kind, name)
    if next(desk.store.quads_for_pattern(ox.NamedNode(iri), None, None), None):
        return iri
    alike = tuple(hit.iri for hit in search(desk.store, name.replace("-", " "), most=5))
    names = ", ".join(local_name(each) for each in alike)
    told = f"did you mean {names}?" if alike else "/search finds what there is"
    raise Trouble(404, f"the graph has nothing of that name; {told}", instead=alike)


def _about(desk: Desk, iri: str) -> Iterator[ox.Triple]:
    """Yield the triples that describe *iri*: its own, those of its parts, which statements are about it."""
    waiting, seen = [iri], {iri}
    while waiting:
        for quad in desk.store.quads_for_pattern(ox.NamedNode(waiting.pop()), None, None):
            yield quad.triple
            if quad.predicate.value in _OWN and isinstance(quad.object, ox.NamedNode) and quad.object.value not in seen:
                seen.add(quad.object.value)
                waiting.append(quad.object.value)
    if iri.startswith((ENTITY, SOURCE)):
        yield from (quad.triple for quad in desk.store.quads_for_pattern(None, _SUBJECT, ox.NamedNode(iri)))


def described(desk: Desk, iri: str) -> list[ox.Triple]:
    """Return the triples about *iri*, with the labels of whatever of ours they mention."""
    triples = list(islice(_about(desk, iri), _MOST))
    ours = (ENTITY, SOURCE, CODE)
    mentioned = {
        term
        for triple in triples
        for term in (triple.object,)
        if isinstance(term, ox.NamedNode) and term.value.startswith(ours)
    } - {ox.NamedNode(iri)}
    for term in mentioned:
        triples += [quad.triple for quad in desk.store.quads_for_pattern(term, _LABEL, None)]
    return triples


def links_of(desk: Desk, kind: str, name: str) -> tuple[tuple[str, str], ...]:
    """Return the ``Link`` header that leads machines on (signposting, level 1 and 2; RFC 8288)."""
    iri = links.iri(kind, name)
    types = sorted(
        q.object.value
        for q in desk.store.quads_for_pattern(ox.NamedNode(iri), _TYPE, None)
        if isinstance(q.object, ox.NamedNode)
    )
    found = [f'<{iri}>; rel="cite-as"', f'<{LICENSE}>; rel="license"']
    found += [f'<{each}>; rel="type"' for each in [*types, "https://schema.org/AboutPage"]]
    found += [f'<{links.data(kind, name, form.name)}>; rel="describedby"; type="{form.media}"' for form in GRAPHS]
    found += [
        '</dataset>; rel="collection"',
        f'</linkset.json?kind={kind}&name={name}>; rel="linkset"; type="application/linkset+json"',
    ]
    return (("Link", ", ".join(found)),)


def thing(desk: Desk, ask: Ask) -> Reply:
    """Lead from an IRI of the graph to the page or the data about it (303, see https://www.w3.org/TR/cooluris/)."""
    kind, name = ask.path["kind"], ask.path["name"]
    found(desk, kind, name)
    form = choose(ask.accept, (HTML, *GRAPHS), wanted=ask.one("format"))
    vary = ("Vary", "Accept")
    if form is HTML:
        target = links.page(links.iri(kind, name))
        assert target
        return see_other(target, vary)
    return see_other(links.data(kind, name, form.name), vary)


def data(desk: Desk, ask: Ask) -> Reply:
    """Return the data about a thing in the form that the path's suffix names."""
    kind = ask.path.get("kind", "id")
    name, _, suffix = ask.path["name"].rpartition(".")
    iri = found(desk, kind, name)
    if kind == "statement" and suffix == "trig":
        from kzgraph.exports.nanopublication import nanopublication

        return Reply(nanopublication(desk, name), "application/trig")
    form = by_suffix(suffix)
    body = written(described(desk, iri), form)
    self = links.data(kind, name, suffix)
    more = (
        f'<{iri}>; rel="describes", <{LICENSE}>; rel="license", <{links.page(iri)}>; rel="alternate"; type="text/html"'
    )
    return Reply(body, form.content_type, headers=(("Content-Location", self), ("Link", more)))


def linkset(desk: Desk, ask: Ask) -> Reply:
    """Return the links of a thing, or of the dataset, as a link set (RFC 9264)."""
    import json

    kind, name = ask.one("kind", "id"), ask.one("name")
    if name:
        iri = found(desk, kind, name)
        context = {
            "anchor": f"{ask.origin}{links.page(iri)}",
            "cite-as": [{"href": iri}],
            "license": [{"href": LICENSE}],
            "type": [{"href": t.object.value} for t in desk.store.quads_for_pattern(ox.NamedNode(iri), _TYPE, None)],  # type: ignore[union-attr]
            "describedby": [
                {"href": f"{ask.origin}{links.data(kind, name, form.name)}", "type": form.media} for form in GRAPHS
            ],
            "collection": [{"href": f"{ask.origin}/dataset"}],
        }
    else:
        context = {
            "anchor": f"{ask.origin}/",
            "cite-as": [{"href": "https://w3id.org/kzgraph/dataset"}],
            "license": [{"href": LICENSE}],
            "type": [{"href": f"https://schema.org/{name}"} for name in ("Dataset", "AboutPage")],
            "describedby": [
                {"href": f"{ask.origin}/.well-known/void", "type": "text/turtle"},
                {"href": f"{ask.origin}/catalog?format=jsonld", "type": "application/ld+json"},
            ],
            "service-desc": [{"href": f"{ask.origin}/api/openapi.json", "type": "application/json"}],
            "item": [
                {"href": f"{ask.origin}/graph-store?default&format={form.name}", "type": form.media} for form in GRAPHS
            ],
        }
    body = json.dumps({"linkset": [context]}, ensure_ascii=False, indent=1).encode()
    return Reply(body, "application/linkset+json")


def replaced_by(desk: Desk, iri: str) -> str | None:
    """Return the IRI that has taken the place of *iri*, if any."""
    for quad in desk.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(DCTERMS + "isReplacedBy"), None):
        return quad.object.value if isinstance(quad.object, ox.NamedNode) else None
    return None


def statement_of(desk: Desk, iri: str) -> str | None:
    """Return the id of the statement to which evidence, an observation or a dispute belongs."""
    node = ox.NamedNode(iri)
    if iri.startswith(EVIDENCE):
        for quad in desk.store.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + "evidence"), node):
            return local_name(quad.subject.value) if isinstance(quad.subject, ox.NamedNode) else None
    for predicate in ("fromStatement", "disputes"):
        for quad in desk.store.quads_for_pattern(node, ox.NamedNode(ONTOLOGY + predicate), None):
            return quad.object.value.removeprefix(STATEMENT) if isinstance(quad.object, ox.NamedNode) else None
    return None
