"""Linked data: every IRI of the graph leads to a page or to data, and the data says what belongs to it."""

import json

import pyoxigraph as ox

from kzgraph.exports.nanopublication import nanopublication
from kzgraph.web.linked.resources import TYPE, described, found
from kzgraph.web.messages import addresses
from kzgraph.web.messages.media import GRAPHS, HTML, by_suffix, choose, written
from kzgraph.web.messages.messages import Reply, Request, see_other
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.site.site import Site


def thing(site: Site, request: Request) -> Reply:
    """Lead from an IRI of the graph to the page or the data about it (303, see https://www.w3.org/TR/cooluris/)."""
    kind, name = request.path["kind"], request.path["name"]
    found(site, kind, name)
    form = choose(request.accept, (HTML, *GRAPHS), wanted=request.one("format"))
    vary = ("Vary", "Accept")
    if form is HTML:
        target = addresses.page(addresses.iri(kind, name))
        assert target
        return see_other(target, vary)
    return see_other(addresses.data(kind, name, form.name), vary)


def data(site: Site, request: Request) -> Reply:
    """Return the data about a thing in the form that the path's suffix names."""
    kind = request.path.get("kind", "id")
    name, _, suffix = request.path["name"].rpartition(".")
    iri = found(site, kind, name)
    if kind == "statement" and suffix == "trig":
        statement = site.catalogue.index.by_id.get(name)
        if statement is None or statement.object is None:
            raise HttpError(404, "what is not stated is no assertion, so there is no nanopublication of it")
        return Reply(nanopublication(statement, described(site, iri), site.profile), "application/trig")
    form = by_suffix(suffix)
    body = written(described(site, iri), form)
    self = addresses.data(kind, name, suffix)
    alternate = f'<{addresses.page(iri)}>; rel="alternate"; type="text/html"'
    more = ", ".join((f'<{iri}>; rel="describes"', *site.licensed, alternate))
    return Reply(body, form.content_type, headers=(("Content-Location", self), ("Link", more)))


def linkset(site: Site, request: Request) -> Reply:
    """Return the links of a thing, or of the dataset, as a link set (RFC 9264)."""
    kind, name = request.one("kind", "id"), request.one("name")
    licence = {"license": [{"href": site.profile.licence}]} if site.profile.licence else {}
    if name:
        iri = found(site, kind, name)
        context = {
            "anchor": f"{request.origin}{addresses.page(iri)}",
            "cite-as": [{"href": iri}],
            **licence,
            "type": [{"href": t.object.value} for t in site.store.quads_for_pattern(ox.NamedNode(iri), TYPE, None)],  # type: ignore[union-attr]
            "describedby": [
                {"href": f"{request.origin}{addresses.data(kind, name, form.name)}", "type": form.media}
                for form in GRAPHS
            ],
            "collection": [{"href": f"{request.origin}/dataset"}],
        }
    else:
        context = {
            "anchor": f"{request.origin}/",
            "cite-as": [{"href": "https://w3id.org/kzgraph/dataset"}],
            **licence,
            "type": [{"href": f"https://schema.org/{name}"} for name in ("Dataset", "AboutPage")],
            "describedby": [
                {"href": f"{request.origin}/.well-known/void", "type": "text/turtle"},
                {"href": f"{request.origin}/catalog?format=jsonld", "type": "application/ld+json"},
            ],
            "service-desc": [{"href": f"{request.origin}/api/openapi.json", "type": "application/json"}],
            "item": [
                {"href": f"{request.origin}/graph-store?default&format={form.name}", "type": form.media}
                for form in GRAPHS
            ],
        }
    body = json.dumps({"linkset": [context]}, ensure_ascii=False, indent=1).encode()
    return Reply(body, "application/linkset+json")
