"""The SPARQL page: a plain form that works without JavaScript, and the answer as a table."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox

from kzgraph.errors import KzgraphError
from kzgraph.rdf import plain
from kzgraph.vocab import shorten
from kzgraph.web import links
from kzgraph.web.answers import examined, run, too_many, written
from kzgraph.web.desk import Desk
from kzgraph.web.exchange import Ask, Reply
from kzgraph.web.forms import GRAPHS, TABLES
from kzgraph.web.problem import trouble
from kzgraph.web.render import page
from kzgraph.web.shield import EDITOR_POLICY
from kzgraph.web.snippets import snippets
from kzgraph.web.views import choice
from kzgraph.web.views.table import Table, graph

_FIRST = """SELECT ?treaty ?label ?signed WHERE {
  ?treaty a kzo:Treaty ; rdfs:label ?label .
  OPTIONAL { ?treaty kzo:signed ?signed }
  FILTER(LANG(?label) = "en")
}
ORDER BY ?signed
LIMIT 50
"""
_SHOWN = 1000
"""Rows or lines that a page shows of an answer; the downloads hold all of them."""
_NUMBERS = ("integer", "decimal", "double", "float")


@dataclass(frozen=True)
class Cell:
    """A cell of a table on a page."""

    text: str
    href: str | None = None
    number: bool = False
    language: str = ""

    @property
    def tight(self) -> bool:
        """Whether it is short enough never to be broken."""
        return len(self.text) <= 22

    @property
    def long(self) -> bool:
        """Whether it would be a tower of single words beside others that are never broken."""
        return len(self.text) > 60


def cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Cell:
    """Return *term* as a cell: IRIs of ours lead to our pages, others only when they are on the Web."""
    if isinstance(term, ox.NamedNode):
        return Cell(shorten(term.value), links.page(term.value))
    if isinstance(term, ox.Literal):
        return Cell(term.value, number=term.datatype.value.endswith(_NUMBERS), language=term.language or "")
    return Cell(plain(term))


def editor(desk: Desk, ask: Ask) -> Reply:
    """Return the empty form, or the one filled in with a question of the library."""
    chosen = desk.queries.get(ask.one("question"))
    return _page(desk, chosen.text if chosen else _FIRST)


def result(desk: Desk, ask: Ask, query: str, rows: int, default: list[str], named: list[str]) -> Reply:
    """Return the form with *query* and its answer in the view asked for, or what is wrong with it.

    With `part=views` only the views and the drawing come back, for a page that has the table already.
    """
    if ask.one("open"):
        return _page(desk, query)
    try:
        kind = examined(query, desk.limits)
        found = run(desk.store, query, default=default, named=named)
        shown = displayed(found, rows)
        views = choice(shown["whole"], desk.catalogue, ask.pairs)
    except KzgraphError as error:
        told = trouble(error)
        return _page(desk, query, status=told.status, told=told)
    if ask.one("part") == "views":
        return page(desk, "views.html", views=views)
    forms = TABLES if kind.tabular else GRAPHS
    downloads = [(form.title, f"/sparql?{urlencode({'query': query, 'format': form.name})}") for form in forms]
    told_how = snippets(query, ask.origin) if kind.tabular else []
    return _page(desk, query, downloads=downloads, snippets=told_how, views=views, **shown)


EMPTY: dict[str, Any] = {
    "verdict": None,
    "turtle": "",
    "columns": [],
    "rows": None,
    "number": 0,
    "clipped": False,
    "whole": None,
}
"""What :func:`displayed` fills in."""


def displayed(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, rows: int) -> dict[str, Any]:
    """Return what a template needs to show an answer; more than *rows* are an error."""
    if isinstance(found, ox.QueryBoolean):
        return {"verdict": bool(found), "whole": None}
    if isinstance(found, ox.QueryTriples):
        triples = _whole(found, rows)
        lines = written(triples, GRAPHS[0]).decode().splitlines()
        return {"turtle": "\n".join(lines[:_SHOWN]), "number": len(triples), "clipped": len(lines) > _SHOWN} | {
            "whole": graph(triples)
        }
    columns = tuple(variable.value for variable in found.variables)
    solutions = _whole(found, rows)
    table = [[cell(term) for term in solution] for solution in solutions[:_SHOWN]]
    return {
        "columns": columns,
        "rows": table,
        "number": len(solutions),
        "clipped": len(solutions) > _SHOWN,
        "whole": Table(columns, [tuple(solution) for solution in solutions]),
    }


def _whole(found: Any, rows: int) -> list[Any]:
    taken: list[Any] = []
    for each in found:
        if len(taken) == rows:
            raise too_many(rows)
        taken.append(each)
    return taken


def _page(desk: Desk, query: str, *, status: int = 200, **values: Any) -> Reply:
    empty: dict[str, Any] = EMPTY | {"downloads": [], "told": None, "snippets": [], "views": None}
    topics: dict[str, list[Any]] = {}
    for each in desk.queries.values():
        topics.setdefault(each.topic or "more", []).append(each)
    return page(
        desk,
        "sparql.html",
        status=status,
        headers=(("Content-Security-Policy", EDITOR_POLICY),) if desk.assets else (),
        **(empty | values),
        query=query,
        topics=topics,
        limits=desk.limits,
        assets=desk.assets,
    )
