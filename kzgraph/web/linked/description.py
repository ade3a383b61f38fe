"""What the server says of itself and of the dataset: service description, VoID, DCAT, schema.org."""

import json
from typing import Any

import pyoxigraph as ox
from markupsafe import Markup

from kzgraph.exports.citation import cited_whole
from kzgraph.exports.data import Data
from kzgraph.exports.dataset import OPEN_ACCESS, licence_of
from kzgraph.exports.forms import void as describe
from kzgraph.profile import Profile
from kzgraph.vocab import DATASET, DCTERMS, ENTITY, RDF, RDFS, XSD
from kzgraph.web.messages.media import GRAPHS, HTML, MediaForm, choose, written
from kzgraph.web.messages.messages import Reply, Request, see_other
from kzgraph.web.site.site import Site

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
VOID, DCAT, FOAF = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://xmlns.com/foaf/0.1/"
_RESULT_FORMATS = {"json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV"}
_RESULT_FORMATS |= {
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
}


class _Writer:
    """Collects triples, one call a fact."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def add(self, subject: str, predicate: str, *objects: ox.NamedNode | ox.Literal) -> None:
        self.triples += [ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), term) for term in objects]

    def link(self, subject: str, predicate: str, *iris: str) -> None:
        self.add(subject, predicate, *(ox.NamedNode(iri) for iri in iris))

    def number(self, subject: str, predicate: str, number: int) -> None:
        self.add(subject, predicate, ox.Literal(str(number), datatype=ox.NamedNode(XSD + "integer")))


def service(site: Site, origin: str) -> list[ox.Triple]:
    """Return the description of the endpoint (SPARQL 1.1 Service Description), its limits among it."""
    out, endpoint = _Writer(), f"{origin}/sparql"
    node, data, graph = f"{endpoint}#service", f"{endpoint}#data", f"{endpoint}#default-graph"
    out.link(node, RDF + "type", SD + "Service")
    out.link(node, SD + "endpoint", endpoint)
    out.link(node, SD + "supportedLanguage", SD + "SPARQL11Query")
    out.link(node, SD + "resultFormat", *(FORMATS + name for name in _RESULT_FORMATS.values()))
    out.link(node, SD + "defaultDataset", data)
    out.link(data, RDF + "type", SD + "Dataset")
    out.link(data, SD + "defaultGraph", graph)
    out.link(graph, RDF + "type", SD + "Graph")
    out.number(
        graph, VOID + "triples", sum(1 for _ in site.store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    )
    for number, name in enumerate(
        sorted(str(graph.value) for graph in site.store.named_graphs() if isinstance(graph, ox.NamedNode))
    ):
        named, inner = f"{endpoint}#named-{number}", f"{endpoint}#named-graph-{number}"
        out.link(data, SD + "namedGraph", named)
        out.link(named, RDF + "type", SD + "NamedGraph")
        out.link(named, SD + "name", name)
        out.link(named, SD + "graph", inner)
        out.link(inner, RDF + "type", SD + "Graph")
    limits = "; ".join(f"{row['name']} {row['value']}" for row in site.limits.table())
    text = f"Read-only; no SERVICE, no updates. Beyond a limit the answer is an error, never cut. Limits: {limits}."
    out.add(node, RDFS + "comment", ox.Literal(text, language="en"))
    out.link(node, RDFS + "seeAlso", f"{origin}/limits", f"{origin}/.well-known/void")
    return out.triples


def _described(site: Site) -> bytes:
    """Return the description of the dataset, byte for byte as ``kzgraph export -f void`` writes it."""
    triples = {quad.triple for quad in site.store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    return describe(Data(site.store, tuple(triples - site.vocabulary)))


def _had_here(site: Site, origin: str) -> list[ox.Triple]:
    """Return where this server hands the dataset out."""
    out = _Writer()
    out.link(DATASET, FOAF + "homepage", f"{origin}/")
    if not site.published:
        out.link(DATASET, VOID + "sparqlEndpoint", f"{origin}/sparql")
    for form in GRAPHS:
        dump = origin + site.dump_at(form)
        out.link(DATASET, VOID + "dataDump", dump)
        part = f"{DATASET}#{form.name}"
        out.link(DATASET, DCAT + "distribution", part)
        out.link(part, RDF + "type", DCAT + "Distribution")
        out.link(part, DCAT + "downloadURL", dump)
        out.link(part, DCAT + "mediaType", f"https://www.iana.org/assignments/media-types/{form.media}")
        out.link(part, DCTERMS + "license", *filter(None, [site.profile.licence]))
        if form.name in site.dumps:
            size = str(site.dumps[form.name][0])
            out.add(part, DCAT + "byteSize", ox.Literal(size, datatype=ox.NamedNode(XSD + "nonNegativeInteger")))
    return out.triples


def void(site: Site, request: Request) -> Reply:
    """Return the VoID description, with a partition for each class and property; the catalogue says where it is had."""
    form = choose(request.accept, GRAPHS, wanted=request.one("format"))
    body = _described(site)
    if form.name != "ttl":
        body = written([quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE)], form)
    links = f'<{request.origin}/catalog>; rel="describedby", <{request.origin}/sparql>; rel="service"'
    return Reply(body, form.content_type, headers=(("Link", links), ("Vary", "Accept")))


def catalog(site: Site, request: Request) -> Reply:
    """Return the DCAT catalogue: the data set, its distributions, the services."""
    form = choose(request.accept, GRAPHS, wanted=request.one("format"))
    out, node = _Writer(), f"{request.origin}/catalog#catalog"
    out.link(node, RDF + "type", DCAT + "Catalog")
    out.add(node, DCTERMS + "title", ox.Literal("kzgraph", language="en"))
    out.add(node, DCTERMS + "description", ox.Literal("What is offered here.", language="en"))
    out.link(node, DCAT + "dataset", DATASET)
    out.link(node, DCTERMS + "license", *filter(None, [site.profile.licence]))
    for name, address, standard in () if site.published else _SERVICES:
        part = f"{request.origin}/catalog#{name}"
        out.link(node, DCAT + "service", part)
        out.link(part, RDF + "type", DCAT + "DataService")
        out.add(part, DCTERMS + "title", ox.Literal(name, language="en"))
        out.link(part, DCAT + "endpointURL", request.origin + address)
        out.link(part, DCAT + "servesDataset", DATASET)
        out.link(part, DCTERMS + "conformsTo", standard)
    kept = [
        quad.triple
        for quad in ox.parse(_described(site), format=ox.RdfFormat.TURTLE)
        if not any(_is_part(term) for term in (quad.subject, quad.object))
    ]
    body = written(out.triples + kept + _had_here(site, request.origin), form)
    return Reply(body, form.content_type, headers=(("Vary", "Accept"),))


def _is_part(term: object) -> bool:
    """Say whether *term* is a partition, a linkset or a form of the command line, which VoID tells at length."""
    return isinstance(term, ox.NamedNode) and term.value.startswith(_PARTS)


_PARTS = tuple(f"{DATASET}#{kind}-" for kind in ("class", "property", "links", "dataset", "distribution"))

_SERVICES = (
    ("sparql", "/sparql", "https://www.w3.org/TR/sparql11-protocol/"),
    ("graph-store", "/graph-store", "https://www.w3.org/TR/sparql11-http-rdf-update/"),
    (
        "reconciliation",
        "/reconcile",
        "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
    ),
)


def dataset(_site: Site, request: Request) -> Reply:
    """Lead from the data set's IRI to the landing page, or to the catalogue that describes it."""
    form = choose(request.accept, (HTML, *GRAPHS))
    target = "/" if form is HTML else f"/catalog?format={form.name}"
    return see_other(target, ("Vary", "Accept"))


def landing_links(site: Site) -> tuple[tuple[str, str], ...]:
    """Return the ``Link`` header of the landing page (signposting, level 1 and 2)."""
    found = [
        f'<{DATASET}>; rel="cite-as"',
        *site.licensed,
        '<https://schema.org/Dataset>; rel="type"',
        '<https://schema.org/AboutPage>; rel="type"',
        '</.well-known/void>; rel="describedby"; type="text/turtle"',
        '</catalog?format=jsonld>; rel="describedby"; type="application/ld+json"',
        '</linkset.json>; rel="linkset"; type="application/linkset+json"',
        '</api/openapi.json>; rel="service-desc"; type="application/json"',
    ]
    found += [f'</graph-store?default&format={form.name}>; rel="item"; type="{form.media}"' for form in GRAPHS]
    return (("Link", ", ".join(found)),)


def _download(site: Site, origin: str, form: MediaForm) -> dict[str, str]:
    told = {
        "@type": "DataDownload",
        "name": form.title,
        "encodingFormat": form.media,
        "contentUrl": origin + site.dump_at(form),
    }
    if site.profile.licence:
        told["license"] = site.profile.licence
    if form.name in site.dumps:
        size, digest = site.dumps[form.name]
        told |= {"contentSize": str(size), "sha256": digest}
    return told


def _published(profile: Profile) -> dict[str, Any]:
    """Return whose the data set is, since when and on what terms: as far as it says so itself."""
    by = {"@type": "Organization", "name": profile.publisher} if profile.publisher else None
    told = {
        "creator": by,
        "publisher": by,
        "license": profile.licence,
        "conditionsOfAccess": OPEN_ACCESS if licence_of(profile.licence).open else "",
        "version": profile.version,
        "datePublished": profile.issued,
        "dateModified": profile.issued,
        "creditText": cited_whole(profile),
    }
    return {name: value for name, value in told.items() if value}


def schema_org(site: Site, origin: str) -> Any:
    """Return the data set as schema.org JSON-LD, safe inside a script element."""
    catalogue, profile = site.catalogue, site.profile
    years = sorted(statement.year for statement in catalogue.index.all if statement.year is not None)
    told: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": DATASET,
        "name": profile.title,
        "description": profile.summary,
        "identifier": DATASET,
        "url": f"{origin}/",
        "isAccessibleForFree": True,
        "inLanguage": ["en", "kk", "ru", "zh"],
        "includedInDataCatalog": {"@type": "DataCatalog", "name": "kzgraph", "url": f"{origin}/catalog"},
        "keywords": profile.keywords,
        "spatialCoverage": [catalogue.label(ENTITY + side) for side in profile.sides],
        "measurementTechnique": "statements read from documents, each with its passage",
        "variableMeasured": ["agreements", "projects", "trade turnover", "direct investment", "visits", "opinions"],
        "isBasedOn": [{"@type": "CreativeWork", "@id": t.iri, "name": t.label} for t in catalogue.documents],
        "distribution": [_download(site, origin, form) for form in GRAPHS],
    }
    told |= _published(profile)
    if years:
        told["temporalCoverage"] = f"{years[0]}/{years[-1]}"
    text = json.dumps(told, ensure_ascii=False)
    for sign, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, code)
    return Markup(text)  # noqa: S704 - JSON whose angle brackets and ampersands are escaped above
