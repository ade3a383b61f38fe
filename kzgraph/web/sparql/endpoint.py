"""The SPARQL 1.1 Protocol, query side, and the reading half of the Graph Store Protocol."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

import pyoxigraph as ox
from msgspec.structs import replace

from kzgraph.errors import quoted
from kzgraph.sparql.engine import run
from kzgraph.sparql.guard import volatile
from kzgraph.web.linked.description import service
from kzgraph.web.messages.media import DIRECT, FORM, GRAPHS, HTML, TABLES, UPDATE, choose, written
from kzgraph.web.messages.messages import Reply, Request, parameters
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.site.site import Site
from kzgraph.web.sparql.answers import answer, examined, too_many
from kzgraph.web.sparql.editor import editor, result

_VARY = (("Vary", "Accept"),)
_READ_ONLY = HttpError(403, "this endpoint is read-only: it takes no updates")


def sparql(site: Site, request: Request) -> Reply:
    """Answer a protocol request; without a query, describe the service."""
    pairs, text, most = _parameters(site, request)
    given = [value for name, value in pairs if name == "query"]
    if text is not None:
        given.append(text)
    if any(name == "update" for name, _ in pairs):
        raise _READ_ONLY
    if len(given) > 1:
        raise HttpError(400, f"{len(given)} queries are given; give one")
    if not given:
        return _without_query(site, request)
    query = given[0]
    if len(query.encode()) > most:
        raise HttpError(413, f"the query is longer than {most:,} bytes", limit="query" if text else "short_query")
    if _blank(request, query):
        return _without_query(site, request)
    return _answered(site, request, query, pairs)


def _blank(request: Request, query: str) -> bool:
    """Say whether somebody has sent the empty form of the page; programs are told that the query is empty."""
    return not query.strip() and choose(request.accept, (*TABLES, HTML)) is HTML


def _parameters(site: Site, request: Request) -> tuple[list[tuple[str, str]], str | None, int]:
    """Return the parameters, the query of a direct POST, and how long a query may be."""
    limits = site.limits
    if request.method != "POST":
        return request.pairs, None, limits.short_query
    media, _, rest = request.content.partition(";")
    media = media.strip().lower()
    if media == UPDATE:
        raise _READ_ONLY
    if media not in (FORM, DIRECT):
        raise HttpError(415, f"a query is sent as {FORM} or as {DIRECT}, not as {media[:100] or 'nothing'}")
    charset = rest.lower().partition("charset=")[2].strip(' "')
    if charset not in ("", "utf-8", "utf8"):
        raise HttpError(400, "the query must be UTF-8")
    try:
        body = request.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise HttpError(400, "the query is not UTF-8") from None
    if "\0" in body:
        raise HttpError(400, "the query holds a NUL character")
    if media == DIRECT:
        return request.pairs, body, limits.query
    return [*request.pairs, *parameters(body)], None, limits.short_query


def _without_query(site: Site, request: Request) -> Reply:
    if request.method == "POST":
        raise HttpError(400, "there is no query; send one as the parameter `query` or as the body")
    form = choose(request.accept, (*GRAPHS, HTML), wanted=request.one("format"))
    if form is HTML:
        return editor(site, request)
    return Reply(written(service(site, request.origin), form), form.content_type, headers=_VARY)


def _rows(site: Site, pairs: list[tuple[str, str]]) -> int:
    found = [value for name, value in pairs if name == "rows" and value]
    if not found:
        return site.limits.rows
    if not found[0].isdecimal() or len(found[0]) > 9 or not 0 < int(found[0]) <= site.limits.most_rows:
        raise HttpError(400, f"rows is a number from 1 to {site.limits.most_rows:,}", limit="most_rows")
    return int(found[0])


def _answered(site: Site, request: Request, query: str, pairs: list[tuple[str, str]]) -> Reply:
    rows = _rows(site, pairs)
    wanted = next((value for name, value in pairs if name == "format"), "")
    default, named = ([_iri(value) for name, value in pairs if name == key] for key in _DATASET)
    form = choose(request.accept, (*TABLES, *GRAPHS, HTML), wanted=wanted)
    if form is HTML:
        asked = replace(request, query=urlencode(pairs))  # a form that was posted has its parameters in the body
        return replace(result(site, asked, query, rows, default, named), volatile=volatile(query))
    kind = examined(query, site.limits)
    form = choose(request.accept, TABLES if kind.tabular else GRAPHS, wanted=wanted)
    content = answer(run(site.store, query, default=default, named=named), form, rows, site.limits)
    return Reply(content, form.content_type, headers=_VARY, volatile=volatile(query))


_DATASET = ("default-graph-uri", "named-graph-uri")


def _iri(text: str) -> str:
    try:
        ox.NamedNode(text)
    except ValueError:
        raise HttpError(400, f"{quoted(text[:100])} is no IRI of a graph") from None
    return text


def graph_store(site: Site, request: Request) -> Reply:
    """Return a graph of the store: the default one, one named by `graph=`, or one named by the request's own IRI."""
    names = {name for name, _ in request.pairs}
    if {"default", "graph"} <= names:
        raise HttpError(400, "either `default` or `graph=`, not both")
    form = choose(request.accept, GRAPHS, wanted=request.one("format"))
    graph: ox.NamedNode | ox.DefaultGraph
    if "default" in names or (not names - {"format"} and not request.path.get("name")):
        graph = ox.DefaultGraph()
    else:
        iri = request.one("graph") or f"{request.origin}/graph-store/{request.path.get('name', '')}"
        graph = ox.NamedNode(_iri(iri))
        if not site.store.contains_named_graph(graph):
            raise HttpError(404, f"there is no graph {iri[:200]}")
    triples = list(islice(_triples(site, graph), site.limits.most_rows + 1))
    if len(triples) > site.limits.most_rows:
        raise too_many(site.limits.most_rows)
    return Reply(written(triples, form), form.content_type, headers=_VARY)


def _triples(site: Site, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Triple]:
    return (quad.triple for quad in site.store.quads_for_pattern(None, None, None, graph))
