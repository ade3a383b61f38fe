"""The ontology as readable documentation and as RDF, both at its own address."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kzgraph.files.paths import data_dir
from kzgraph.rdf import Described, by_subject, iris_of, read_triples, text_of
from kzgraph.vocab import BASE, DCTERMS, LANGUAGES, ONTOLOGY, OWL, RDF, RDFS, SKOS, local_name
from kzgraph.web.messages.media import GRAPHS, HTML, by_suffix, choose, written
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.site.render import page
from kzgraph.web.site.site import Site

_HEAD = BASE + "ontology"


@dataclass(frozen=True)
class Term:
    """A class or a property as the documentation shows it."""

    iri: str
    name: str
    label: str
    labels: tuple[tuple[str, str], ...]
    definition: str
    comment: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    unit: str
    examples: tuple[str, ...]
    used: int = 0


def _ontology_triples() -> list[ox.Triple]:
    return read_triples(data_dir("ontology") / "kz.ttl")


def ontology(site: Site, request: Request) -> Reply:
    """Return the ontology: documentation or RDF, as the path or `Accept` asks."""
    suffix = request.path.get("suffix", "")
    described = by_subject(_ontology_triples())
    version = "".join(text_of(described[_HEAD][OWL + "versionInfo"]))
    if request.path.get("version", version) != version:
        raise HttpError(404, f"there is no such version of the ontology here; this is {version}")
    form = by_suffix(suffix) if suffix else choose(request.accept, (HTML, *GRAPHS), wanted=request.one("format"))
    typed = ", ".join(f'</ontology.{each.name}>; rel="describedby"; type="{each.media}"' for each in GRAPHS)
    licensed = ", ".join(f'<{iri}>; rel="license"' for iri in iris_of(described[_HEAD][DCTERMS + "license"]))
    headers = (("Link", f'<{_HEAD}>; rel="cite-as", {licensed}, {typed}'), ("Vary", "Accept"))
    if form is not HTML:
        location = ("Content-Location", f"/ontology.{form.name}")
        return Reply(written(_ontology_triples(), form), form.content_type, headers=(*headers, location))
    groups = {title: list(_terms(site, described, kinds)) for title, kinds in _GROUPS.items()}
    head = described[_HEAD]
    return page(
        site,
        "ontology.html",
        headers=headers,
        groups=groups,
        about="".join(text_of(head[DCTERMS + "description"], "en")),
        version=version,
        titles=[(code, text) for code in LANGUAGES for text in text_of(head[DCTERMS + "title"], code)],
        iri=_HEAD,
        files=[(form.title, f"/ontology.{form.name}") for form in GRAPHS],
    )


_GROUPS = {
    "Classes": (OWL + "Class", RDFS + "Datatype"),
    "Properties between things": (OWL + "ObjectProperty",),
    "Properties with values": (OWL + "DatatypeProperty",),
}


def _terms(site: Site, described: Described, kinds: tuple[str, ...]) -> Iterator[Term]:
    for iri, facts in sorted(described.items(), key=lambda each: each[0].casefold()):
        if not iri.startswith(ONTOLOGY) or not set(iris_of(facts[RDF + "type"])) & set(kinds):
            continue
        below = [
            other
            for other, more in described.items()
            if iri in iris_of(more[RDFS + "subClassOf"]) + iris_of(more[RDFS + "subPropertyOf"])
        ]
        labels = tuple((code, text) for code in LANGUAGES for text in text_of(facts[RDFS + "label"], code))
        definition = "".join(text_of(facts[SKOS + "definition"], "en")[:1])
        comment = "".join(text_of(facts[RDFS + "comment"], "en")[:1])
        yield Term(
            iri=iri,
            name=local_name(iri),
            label=labels[0][1] if labels else local_name(iri),
            labels=labels,
            definition=definition or comment,
            comment=comment if definition and comment != definition else "",
            above=tuple(iris_of(facts[RDFS + "subClassOf"]) + iris_of(facts[RDFS + "subPropertyOf"])),
            below=tuple(sorted(below)),
            domain=tuple(iris_of(facts[RDFS + "domain"])),
            range=tuple(iris_of(facts[RDFS + "range"])),
            unit=site.names.unit(next(iter(iris_of(facts[ONTOLOGY + "canonicalUnit"])), "")),
            examples=tuple(text_of(facts[SKOS + "example"]))[:2],
            used=_used(site, iri),
        )


def _used(site: Site, iri: str) -> int:
    """Return how many things are of the class, or how many statements have the property."""
    name = local_name(iri)
    if name in site.catalogue.by_kind:
        return len(site.catalogue.by_kind[name])
    return site.catalogue.uses[iri]
