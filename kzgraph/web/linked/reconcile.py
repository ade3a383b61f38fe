"""The Reconciliation Service API 0.2, over the matcher that `kzgraph match` has too; suggestions are the search's.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
from typing import Any

import pyoxigraph as ox

from kzgraph.errors import quoted
from kzgraph.names.matching import Candidate, Verdict
from kzgraph.names.search import search as find
from kzgraph.statements.statement import Statement
from kzgraph.vocab import ENTITY, ONTOLOGY, SKOS, local_name
from kzgraph.web.messages.media import FORM
from kzgraph.web.messages.messages import Reply, Request, parameters
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.site.render import Reader, page
from kzgraph.web.site.site import Site

_MOST_QUERIES, _MOST, _LONGEST = 10, 20, 100
_MATCHES = {"exactMatch": "exact match elsewhere", "closeMatch": "close match elsewhere"}
"""Properties of an entity that lead to other datasets."""


def _json(told: Any) -> Reply:
    return Reply(json.dumps(told, ensure_ascii=False).encode(), "application/json")


def reconcile(site: Site, request: Request) -> Reply:
    """Answer a batch of queries or an extension; without either, describe the service."""
    pairs = dict(request.pairs)
    if request.method == "POST":
        if request.content.partition(";")[0].strip().lower() != FORM:
            raise HttpError(415, f"queries are sent as {FORM}")
        try:
            pairs |= dict(parameters(request.body.decode()))
        except UnicodeDecodeError:
            raise HttpError(400, "the queries are not UTF-8") from None
    if "queries" in pairs:
        return _json({name: {"result": _results(site, query)} for name, query in _batch(pairs["queries"]).items()})
    if "extend" in pairs:
        return _json(_extended(site, _object(pairs["extend"])))
    return _json(_manifest(site, request.origin))


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # what is asked for comes back in the answer
    except UnicodeEncodeError:
        raise HttpError(400, "the parameter holds half a character, an escape from \\ud800 to \\udfff alone") from None
    except (ValueError, RecursionError):
        raise HttpError(400, "the parameter holds no JSON") from None
    if not isinstance(found, dict):
        raise HttpError(400, "the parameter holds no JSON object")
    return found


def _batch(text: str) -> dict[str, dict[str, Any]]:
    found = _object(text)
    if len(found) > _MOST_QUERIES:
        raise HttpError(422, f"{len(found)} queries at once; send {_MOST_QUERIES} at the most", limit="queries")
    for name, query in found.items():
        if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
            raise HttpError(400, f"the query {quoted(name[:40])} has no text `query`")
    return found


def _results(site: Site, query: dict[str, Any]) -> list[dict[str, Any]]:
    kind, most = query.get("type"), query.get("limit", 5)
    kind = kind[0] if isinstance(kind, list) and kind else kind
    kind = local_name(kind) if isinstance(kind, str) else ""
    most = min(max(most, 1), _MOST) if isinstance(most, int) else 5
    codes = _codes(query.get("properties"))
    found = site.matcher.find(query.get("query", "")[:_LONGEST], kind=kind, most=most, codes=codes)
    sure = found.verdict is Verdict.MATCH
    return [_candidate(site, each, match=sure and place == 0) for place, each in enumerate(found.candidates)]


def _codes(properties: Any) -> dict[str, str]:
    """Return property → value, of the values that a query gives for its properties, where each has one."""
    found: dict[str, str] = {}
    for each in properties if isinstance(properties, list) else []:
        if isinstance(each, dict) and isinstance(each.get("pid"), str):
            value = each.get("v")
            value = value[0] if isinstance(value, list) and len(value) == 1 else value
            value = value.get("id") if isinstance(value, dict) else value
            if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
                found[local_name(each["pid"])] = str(value).strip()
    return found


def _candidate(site: Site, candidate: Candidate, *, match: bool) -> dict[str, Any]:
    thing, read = site.catalogue.things[ENTITY + candidate.id], Reader(site)
    return {
        "id": thing.name,
        "name": thing.label,
        "description": f"{read.name(ONTOLOGY + thing.kind)}; {candidate.name}: {'; '.join(candidate.features)}",
        "score": round(100 * candidate.score, 1),
        "match": match,
        "type": [
            {"id": kind, "name": read.name(ONTOLOGY + kind)}
            for kind in sorted(thing.kinds, key=lambda k: (k != thing.kind, k))
        ],
        "features": [{"id": "name_score", "value": round(100 * candidate.score, 1)}],
    }


def _manifest(site: Site, origin: str) -> dict[str, Any]:
    read, service = Reader(site), f"{origin}/reconcile"
    return {
        "versions": ["0.2"],
        "name": "kzgraph",
        "identifierSpace": ENTITY,
        "schemaSpace": ONTOLOGY,
        "documentation": f"{origin}/about",
        "batchSize": _MOST_QUERIES,
        "defaultTypes": [
            {"id": kind, "name": read.name(ONTOLOGY + kind)} for kind in ("Entity",) if kind in site.catalogue.by_kind
        ],
        "view": {"url": f"{origin}/page/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": 430, "height": 300},
        "suggest": {
            what: {"service_url": origin, "service_path": f"/reconcile/suggest/{what}"}
            for what in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": origin, "service_path": "/reconcile/properties"},
            "property_settings": [],
        },
    }


def reconcile_preview(site: Site, request: Request) -> Reply:
    """Return a small page about a candidate."""
    thing = site.catalogue.things.get(ENTITY + request.one("id"))
    if thing is None:
        raise HttpError(404, "the graph has nothing with that id")
    own = [statement for statement in site.catalogue.index.about.get(thing.iri, []) if statement.object is not None]
    return page(
        site,
        "preview.html",
        thing=thing,
        own=own[:6],
        definition=site.catalogue.text(ONTOLOGY + thing.kind, SKOS + "definition"),
    )


def reconcile_suggest(site: Site, request: Request) -> Reply:
    """Suggest entities, classes or properties that begin like what has been typed."""
    what, text = request.path["what"], request.one("prefix")[:_LONGEST]
    catalogue, read = site.catalogue, Reader(site)
    if what == "entity":
        found = [
            {
                "id": catalogue.things[hit.iri].name,
                "name": catalogue.things[hit.iri].label,
                "description": read.name(ONTOLOGY + catalogue.things[hit.iri].kind),
            }
            for hit in find(site.store, text, most=10)
            if hit.iri in catalogue.things
        ]
    elif what in ("type", "property"):
        iris = [ONTOLOGY + kind for kind in catalogue.by_kind] if what == "type" else list(catalogue.uses)
        named = sorted((read.name(iri), iri) for iri in iris)
        found = [
            {"id": local_name(iri), "name": name, "description": catalogue.text(iri, SKOS + "definition")}
            for name, iri in named
            if text.casefold() in f"{name} {local_name(iri)}".casefold()
        ][:20]
    else:
        raise HttpError(404, "suggestions are for entity, type and property")
    return _json({"result": found})


def reconcile_properties(site: Site, request: Request) -> Reply:
    """Propose the properties that things of a class have statements on."""
    kind, read = local_name(request.one("type") or "Entity"), Reader(site)
    seen: dict[str, int] = {}
    for thing in site.catalogue.by_kind.get(kind, []):
        for statement in site.catalogue.index.about.get(thing.iri, []):
            seen[statement.predicate.value] = seen.get(statement.predicate.value, 0) + 1
        for name in _unstated(site, thing.iri):
            seen[name] = seen.get(name, 0) + 1
    limit = request.one("limit", "20")
    most = min(int(limit), 100) if limit.isdecimal() and len(limit) < 5 else 20
    ordered = sorted(seen, key=lambda iri: (-seen[iri], iri))[:most]
    return _json(
        {
            "type": kind,
            "limit": most,
            "properties": [{"id": local_name(iri), "name": _called(read, local_name(iri))} for iri in ordered],
        }
    )


def _called(read: Reader, name: str) -> str:
    return _MATCHES.get(name) or (read.name(ONTOLOGY + name) if name.isalnum() else name)


def _unstated(site: Site, iri: str) -> dict[str, list[str]]:
    """Return the codes and matches of an entity: what it has besides its statements, from property to values."""
    found: dict[str, list[str]] = {}
    for quad in site.store.quads_for_pattern(ox.NamedNode(iri), None, None):
        name = quad.predicate.value
        code = name.startswith(ONTOLOGY) and name not in site.catalogue.uses and isinstance(quad.object, ox.Literal)
        if code or name.removeprefix(SKOS) in _MATCHES:
            found.setdefault(name, []).append(quad.object.value)  # type: ignore[union-attr]
    return {name: sorted(values) for name, values in found.items()}


def _extended(site: Site, query: dict[str, Any]) -> dict[str, Any]:
    ids, wanted = query.get("ids"), query.get("properties")
    if not isinstance(ids, list) or not isinstance(wanted, list) or len(ids) > 1000 or len(wanted) > 50:
        raise HttpError(400, "an extension has `ids` (1,000 at the most) and `properties` (50 at the most)")
    names = [str(each["id"]) for each in wanted if isinstance(each, dict) and isinstance(each.get("id"), str)]
    read = Reader(site)
    return {
        "meta": [{"id": name, "name": _called(read, name)} for name in names],
        "rows": {name: {each: _values(site, name, each) for each in names} for name in ids if isinstance(name, str)},
    }


def _values(site: Site, name: str, property_name: str) -> list[dict[str, Any]]:
    thing = site.catalogue.things.get(ENTITY + name)
    kept = _unstated(site, thing.iri) if thing else {}
    for iri in (ONTOLOGY + property_name, SKOS + property_name):
        if iri in kept:
            return [{"str": value} for value in kept[iri]]
    own = site.catalogue.index.about.get(ENTITY + name, [])
    return [
        _value(site, statement) for statement in own if statement.property_name == property_name and statement.accepted
    ]


def _value(site: Site, statement: Statement) -> dict[str, Any]:
    assert statement.object is not None
    if statement.object.value in site.catalogue.things:
        thing = site.catalogue.things[statement.object.value]
        return {"id": thing.name, "name": thing.label}
    read, kind = Reader(site), getattr(statement.object, "datatype", None)
    limits = "; ".join(read.limits(statement))
    bare = kind is not None and kind.value.endswith(("decimal", "integer")) and not limits
    if bare and not site.names.unit(statement.text("unit")):
        return {"float": float(statement.object.value)}
    # A figure in a cell has lost its row: it says itself of what year, of whom and in what it is.
    return {"str": f"{read.value(statement)} ({limits})" if limits else read.value(statement)}
