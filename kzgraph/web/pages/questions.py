"""The questions of the library: a page for each, and an API with OpenAPI for programs."""

import csv
import io
import json
import re
from typing import Any
from urllib.parse import urlencode

from msgspec.structs import replace

from kzgraph import __version__
from kzgraph.ask.understanding import NEAREST
from kzgraph.errors import quoted
from kzgraph.exports.dataset import licence_of
from kzgraph.sparql.engine import run
from kzgraph.sparql.library import Query
from kzgraph.web.messages.media import GRAPHS, TABLES, MediaForm
from kzgraph.web.messages.messages import Reply, Request, see_other
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.messages.spreadsheet import for_spreadsheet
from kzgraph.web.pictures import choice
from kzgraph.web.site.render import page
from kzgraph.web.site.site import Site
from kzgraph.web.sparql.answers import answer, examined
from kzgraph.web.sparql.display import displayed

_LONGEST_VALUE, _LONGEST_QUESTION = 200, 300
"""Characters of a value and of a question in plain words."""
_KINDS: dict[str, dict[str, Any]] = {
    "entity": {
        "type": "string",
        "maxLength": _LONGEST_VALUE,
        "pattern": "^((https://w3id[.]org/kzgraph/[a-z]+/|[a-z]+:)?[A-Za-z0-9][A-Za-z0-9._~-]*)?$",
    },
    "date": {"type": "string", "pattern": "^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$"},
    "number": {"type": "string", "pattern": "^(-?[0-9]{1,18}([.][0-9]{1,12})?)?$"},
    "text": {"type": "string", "maxLength": _LONGEST_VALUE, "pattern": r"^[^\u0000-\u001f]*$"},
}
"""What a value looks like, by the kind of its parameter; an empty one stands for the default."""


def _find(site: Site, name: str) -> Query:
    if name not in site.queries:
        raise HttpError(404, "the library has no such question; /queries lists them")
    return site.queries[name]


def _bound(query: Query, request: Request) -> str:
    values = {}
    for parameter in query.parameters:
        value = request.one(parameter.name)
        if len(value) > _LONGEST_VALUE:
            raise HttpError(400, f"the value of {parameter.name} is longer than {_LONGEST_VALUE} characters")
        if not re.fullmatch(_KINDS[parameter.kind]["pattern"], value):
            hint = "; write it as YYYY-MM-DD" if parameter.kind == "date" else ""
            raise HttpError(400, f"the value of {parameter.name} is no {parameter.kind}: {quoted(value[:60])}{hint}")
        if value:
            values[parameter.name] = value
    known = {parameter.name for parameter in query.parameters} | {"safe"}
    for name, _ in request.pairs:
        if name not in known:
            raise HttpError(400, f"{query.name} has no parameter {quoted(name[:100])}")
    return query.bind(values)


def question(site: Site, request: Request) -> Reply:
    """Answer a question of the library in the form that the path's suffix names."""
    name, _, suffix = request.path["name"].rpartition(".")
    query = _find(site, name)
    text = _bound(query, request)
    forms = TABLES if examined(text, site.limits).tabular else GRAPHS
    form = next((form for form in forms if form.name == suffix), None)
    if form is None:
        raise HttpError(404, f"{name} is answered as {', '.join(form.name for form in forms)}")
    content = answer(run(site.store, text), form, site.limits.most_rows, site.limits)
    return Reply(_safe(content, form) if request.one("safe") else content, form.content_type)


def _safe(content: bytes, form: MediaForm) -> bytes:
    if form.name != "csv":
        return content
    return for_spreadsheet(csv.reader(io.StringIO(content.decode(), newline="")))


def questions(site: Site, _ask: Request) -> Reply:
    """Return the list of questions."""
    return page(site, "questions.html", topics=site.topics, number=len(site.queries))


def asked(site: Site, request: Request) -> Reply:
    """Lead from a question in plain words to the one of the library that it means; where that is not sure, to some.

    The answer is not kept: what is asked of today is another day tomorrow.
    """
    text = " ".join(request.one("q").split())
    if len(text) > _LONGEST_QUESTION:
        raise HttpError(400, f"a question of more than {_LONGEST_QUESTION} characters is not read; ask it shorter")
    readings = site.reader.read(text) if text else []
    paths = [f"/queries/{each.query.name}" + (f"?{urlencode(each.values)}" if each.values else "") for each in readings]
    if site.reader.is_sure(readings):
        return replace(see_other(paths[0]), volatile=True)
    nearest = list(zip(readings, paths, strict=True))[:NEAREST]
    return page(site, "asked.html", text=text, nearest=nearest)


_IN_FILES = ("json", "csv", "ttl")
"""Forms of an answer that a published site has."""


def question_page(site: Site, request: Request) -> Reply:
    """Return a question with its parameters and its answer."""
    query = _find(site, request.path["name"])
    text = _bound(query, request)
    kind = examined(text, site.limits)
    shown = displayed(run(site.store, text), site.limits.rows)
    given = {parameter.name: request.one(parameter.name) or parameter.typed for parameter in query.parameters}
    forms = [form for form in (TABLES if kind.tabular else GRAPHS) if not site.published or form.name in _IN_FILES]
    tabs = choice(shown.whole, site.catalogue, [("query", text)]).tabs
    pictures = [tab for tab in tabs if tab.asked and not tab.reason and not site.published]
    return page(
        site,
        "question.html",
        query=query,
        text=text,
        given=given,
        forms=forms,
        asked=request.query,
        pictures=pictures,
        shown=shown,
    )


def openapi_page(site: Site, request: Request) -> Reply:
    """Return what programs can ask, for people."""
    found = [(query, "csv" if examined(query.text, site.limits).tabular else "ttl") for query in site.queries.values()]
    return page(site, "api.html", queries=found, origin=request.origin)


_FAILING = {
    code: {
        "description": text,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for code, text in {
        "400": "A parameter is wrong",
        "404": "There is no such question or form",
        "406": "No such media type",
        "422": "The answer is beyond a limit",
        "503": "Too many requests at once",
        "504": "No answer in time",
    }.items()
}
_PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "limit": {"type": "string"},
    },
    "required": ["title", "status", "detail"],
}
"""Problem details (RFC 9457), with the limit that was reached."""


def openapi(site: Site, request: Request) -> Reply:
    """Return the description of the API (OpenAPI 3.1)."""
    paths: dict[str, Any] = {}
    for query in site.queries.values():
        tabular = examined(query.text, site.limits).tabular
        for form in (TABLES[0], TABLES[2]) if tabular else (GRAPHS[0],):
            paths[f"/api/{query.name}.{form.name}"] = {"get": _operation(query, form)}
    told = {
        "openapi": "3.1.0",
        "info": {
            "title": "kzgraph: questions",
            "version": __version__,
            **_licence(site.profile.licence),
        },
        "servers": [{"url": request.origin}],
        "paths": paths,
        "components": {"schemas": {"Problem": _PROBLEM}},
    }
    return Reply(json.dumps(told, ensure_ascii=False, indent=1).encode(), "application/json")


def _licence(address: str) -> dict[str, dict[str, str]]:
    """Return the licence as OpenAPI has it: by its SPDX identifier, or by its address; nothing where none is stated."""
    licence = licence_of(address)
    more = {"identifier": licence.identifier} if licence.identifier else {"url": licence.address}
    return {"license": {"name": licence.name, **more}} if address else {}


def _operation(query: Query, form: MediaForm) -> dict[str, Any]:
    return {
        "operationId": f"{query.name}-{form.name}",
        "summary": query.summary,
        "description": query.description or query.summary,
        "tags": [query.topic or "more"],
        "parameters": [
            {
                "name": each.name,
                "in": "query",
                "required": False,
                "description": f"{each.meaning} (default: {each.typed})",
                "schema": _KINDS[each.kind],
            }
            for each in query.parameters
        ],
        "responses": {"200": {"description": "The answer", "content": {form.media: {}}}, **_FAILING},
    }
