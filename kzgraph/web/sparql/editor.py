"""The SPARQL page: a plain form that works without JavaScript, and the answer as a table or a picture."""

from typing import Any
from urllib.parse import urlencode

from kzgraph.errors import KzgraphError
from kzgraph.web.messages.media import GRAPHS, TABLES
from kzgraph.web.messages.messages import Ask, Reply
from kzgraph.web.messages.policy import EDITOR_POLICY
from kzgraph.web.messages.problem import trouble
from kzgraph.web.pictures import choice
from kzgraph.web.site.render import page
from kzgraph.web.site.site import Desk
from kzgraph.web.sparql.answers import examined, run
from kzgraph.web.sparql.display import displayed
from kzgraph.web.sparql.snippets import snippets

_FIRST = """SELECT ?treaty ?label ?signed WHERE {
  ?treaty a kzo:Treaty ; rdfs:label ?label .
  OPTIONAL { ?treaty kzo:signed ?signed }
  FILTER(LANG(?label) = "en")
}
ORDER BY ?signed
LIMIT 50
"""


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
        shown = displayed(run(desk.store, query, default=default, named=named), rows)
        views = choice(shown.whole, desk.catalogue, ask.pairs)
    except KzgraphError as error:
        told = trouble(error)
        return _page(desk, query, status=told.status, told=told)
    if ask.one("part") == "views":
        return page(desk, "views.html", views=views)
    forms = TABLES if kind.tabular else GRAPHS
    downloads = [(form.title, f"/sparql?{urlencode({'query': query, 'format': form.name})}") for form in forms]
    told_how = snippets(query, ask.origin) if kind.tabular else []
    return _page(desk, query, downloads=downloads, snippets=told_how, views=views, shown=shown)


def _page(desk: Desk, query: str, *, status: int = 200, **values: Any) -> Reply:
    empty: dict[str, Any] = {"shown": None, "downloads": [], "told": None, "snippets": [], "views": None}
    return page(
        desk,
        "sparql.html",
        status=status,
        headers=(("Content-Security-Policy", EDITOR_POLICY),) if desk.assets else (),
        **(empty | values),
        query=query,
        topics=desk.topics,
        limits=desk.limits,
        assets=desk.assets,
    )
