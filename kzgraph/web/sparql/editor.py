"""The SPARQL page: a plain form that works without JavaScript, and the answer as a table or a picture."""

from typing import Any
from urllib.parse import urlencode

from kzgraph.errors import KzgraphError
from kzgraph.sparql.engine import run
from kzgraph.web.messages.media import GRAPHS, TABLES
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.messages.policy import EDITOR_POLICY
from kzgraph.web.messages.problem import trouble
from kzgraph.web.pictures import choice
from kzgraph.web.site.render import page
from kzgraph.web.site.site import Site
from kzgraph.web.sparql.answers import examined
from kzgraph.web.sparql.display import displayed
from kzgraph.web.sparql.snippets import snippets

FIRST = """SELECT ?treaty ?label ?signed WHERE {
  ?treaty a kzo:Treaty ; rdfs:label ?label .
  OPTIONAL { ?treaty kzo:signed ?signed }
  FILTER(LANG(?label) = "en")
}
ORDER BY ?signed
LIMIT 50
"""


def editor(site: Site, request: Request) -> Reply:
    """Return the empty form, or the one filled in with a question of the library."""
    chosen = site.queries.get(request.one("question"))
    return _page(site, chosen.text if chosen else FIRST)


def result(site: Site, request: Request, query: str, rows: int, default: list[str], named: list[str]) -> Reply:
    """Return the form with *query* and its answer in the view asked for, or what is wrong with it.

    With `part=views` only the views and the drawing come back, for a page that has the table already.
    """
    if request.one("open"):
        return _page(site, query)
    try:
        kind = examined(query, site.limits)
        shown = displayed(run(site.store, query, default=default, named=named), rows)
        views = choice(shown.whole, site.catalogue, request.pairs)
    except KzgraphError as error:
        told = trouble(error)
        return _page(site, query, status=told.status, told=told)
    if request.one("part") == "views":
        return page(site, "views.html", views=views)
    forms = TABLES if kind.tabular else GRAPHS
    downloads = [(form.title, f"/sparql?{urlencode({'query': query, 'format': form.name})}") for form in forms]
    told_how = snippets(query, request.origin) if kind.tabular else []
    return _page(site, query, downloads=downloads, snippets=told_how, views=views, shown=shown)


def _page(site: Site, query: str, *, status: int = 200, **values: Any) -> Reply:
    empty: dict[str, Any] = {"shown": None, "downloads": [], "told": None, "snippets": [], "views": None}
    return page(
        site,
        "sparql.html",
        status=status,
        headers=(("Content-Security-Policy", EDITOR_POLICY),) if site.assets else (),
        **(empty | values),
        query=query,
        topics=site.topics,
        limits=site.limits,
        assets=site.assets,
    )
