"""Where an address of the site lies among the files of a published one."""

import hashlib
import re
from urllib.parse import parse_qsl

from kzgraph.text.folding import slug
from kzgraph.web.pages.browse import FACETS, VIEWS

INDEX = "index.html"
_OF_A_SERVER = re.compile(
    r"/(?:ask|limits|health|dataset|linkset\.json|reconcile(?:/.*)?|graph-store(?:/.*)?"
    r"|(?:api|data|cite)/.*|ontology\..*|plots/.*\..*)"
)
"""What only a server can answer: what is asked in words, limits, programs that choose among forms, further forms."""
_DATA = re.compile(r"/data/(?:(?P<kind>[a-z]+)/)?(?P<name>[^/]+\.(?:ttl|jsonld|trig))")
_DUMP = re.compile(r"default=?&format=(ttl|jsonld|nt|rdf)")
_NAMED = re.compile(
    r"/(?:cite/[a-z]+/[^/]+\.(?:bib|ris|json)|api/(?!openapi\.)[^/]+\.(?:csv|json|ttl)|browse/[A-Za-z]+\.csv|plots/[a-z-]+\.svg)"
)
"""Addresses that end in a suffix and are files as they stand."""
_ONE_FILE = {
    "/": INDEX,
    "/api": f"api/{INDEX}",
    "/.well-known/void": "void.ttl",
    "/catalog": "catalog.ttl",
    "/ontology.ttl": "ontology.ttl",
    "/ontology.jsonld": "ontology.jsonld",
    "/prefixes.json": "prefixes.json",
    "/editor.json": "editor.json",
}
_FORM = re.compile(r"/[a-z][A-Za-z0-9/._~-]*")


def file_of(target: str) -> str | None:
    """Return the file in which what is at *target* lies, or nothing for what only a server can answer.

    Args:
        target: path and query of an address of the site, without a fragment.

    >>> file_of("/page/kazakhstan"), file_of("/data/kazakhstan.ttl"), file_of("/reconcile")
    ('page/kazakhstan/index.html', 'id/kazakhstan.ttl', None)
    """
    path, _, query = target.partition("?")
    if query:
        return _with_query(path, query)
    if path in _ONE_FILE:
        return _ONE_FILE[path]
    if found := _DATA.fullmatch(path):
        return f"{found['kind'] or 'id'}/{found['name']}"
    if path.startswith(("/static/", "/assets/", "/download/")) or _NAMED.fullmatch(path):
        return path[1:]
    if _OF_A_SERVER.fullmatch(path):
        return None
    return f"{path.strip('/')}/{INDEX}" if _FORM.fullmatch(path) else None


def _with_query(path: str, query: str) -> str | None:
    if path == "/graph-store" and (form := _DUMP.fullmatch(query)):
        return f"download/graph.{form[1]}"
    pairs = parse_qsl(query, keep_blank_values=True)
    names = [name for name, _ in pairs]
    match path.split("/"), pairs:
        case ["", "relation", first, second], [("format", "csv")]:
            return f"relation/{first}/{second}.csv"
        case ["", "compare"], [("a", first), ("b", second)]:
            return f"compare/{first}/{second}/{INDEX}"
        case ["", "browse", kind], [("view", view)] if view in VIEWS:
            return f"browse/{kind}/view/{view}/{INDEX}"
        case ["", "browse", kind], [(facet, value)] if facet in FACETS:
            name, dot, suffix = kind.partition(".")
            place = f"browse/{name}/{facet}/{_in_a_path(value)}"
            return f"{place}{dot}{suffix}" if dot else f"{place}/{INDEX}"
        case ["", "api", name], [("safe", "1")]:
            return f"api/{name.removesuffix('.csv')}.safe.csv"
        case ["", "sparql"], _ if "query" in names and not {"view", "format"} & set(names):
            return f"sparql/{INDEX}"
    return None


def keeps_query(target: str) -> bool:
    """Say whether the query of *target* is read by the page itself, in the reader's browser."""
    return target.startswith("/sparql?")


def _in_a_path(value: str) -> str:
    """Return *value* as a part of a path: its words in Latin letters, and a digest where they do not tell it whole."""
    made = slug(value)[:60]
    return made if made == value else f"{made}-{hashlib.sha256(value.encode()).hexdigest()[:8]}".lstrip("-")
