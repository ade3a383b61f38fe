"""The pages and the data of the site, each by its address, as its jobs make them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox
from starlette.routing import compile_path

from kzgraph.vocab import BASE
from kzgraph.web.app import PAGES, PUBLIC
from kzgraph.web.jobs import JOBS
from kzgraph.web.linked.resources import replaced_by, statement_of
from kzgraph.web.messages import addresses
from kzgraph.web.messages.media import GRAPHS
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.site.site import Site

_ROUTES = [
    (compile_path(path)[0], job)
    for path, job in sorted({**PUBLIC, **PAGES}.items(), key=lambda each: "{" in each[0])
    if not path.startswith("/{")
]
_ACCEPT = "text/html, */*;q=0.1"
_LEAD_ON = ("evidence", "observation", "dispute")
"""Kinds whose things are shown on the page of their statement."""


@dataclass(frozen=True)
class Pages:
    """What the site answers.

    Args:
        site: the site.
        at: the address at which it will lie, without a slash at its end; "." where that is not known.
    """

    site: Site
    at: str

    def reply(self, target: str) -> Reply:
        """Return what the site answers at *target* (path and query), to a reader who wants a page.

        Raises:
            HttpError: when there is nothing there.
        """
        path, _, query = target.partition("?")
        for pattern, job in _ROUTES:
            if found := pattern.match(path):
                parts: dict[str, Any] = found.groupdict()
                asked = Request(job=job, path=parts, query=query, accept=_ACCEPT, origin=self.at, target=path)
                return JOBS[job](self.site, asked)
        raise LookupError(target)

    def leads(self, address: str) -> str:
        """Return where *address* leads in the end: itself, or the page that has taken its place."""
        if not address.startswith("/page/"):
            return address
        kind, _, name = address.removeprefix("/page/").rpartition("/")
        iri = addresses.iri(kind or "id", name)
        if kind in _LEAD_ON and (statement := statement_of(self.site, iri)):
            return f"/page/statement/{statement}#{name}"
        newer = replaced_by(self.site, iri) if not kind else None
        return (addresses.page(newer) if newer else None) or address

    @cached_property
    def things(self) -> list[tuple[str, str]]:
        """Kind and name of everything that has an address of ours."""
        subjects = {quad.subject for quad in self.site.store.quads_for_pattern(None, None, None)}
        iris = {term.value for term in subjects if isinstance(term, ox.NamedNode) and term.value.startswith(BASE)}
        found = {parts for iri in iris if "#" not in iri and (parts := addresses.parts(iri))}
        return sorted(found)

    def beginnings(self) -> Iterator[str]:
        """Yield the addresses from which all others are found by following links."""
        yield from (
            "/",
            "/browse",
            "/queries",
            "/compare",
            "/sparql",
            "/search",
            "/ontology",
            "/about",
            "/api",
            "/plots",
            "/network",
        )
        yield from ("/.well-known/void", "/prefixes.json", "/editor.json", "/ontology.ttl", "/ontology.jsonld")
        yield from (f"/graph-store?default&format={form.name}" for form in GRAPHS)
        if "/" in self.at:
            yield "/catalog"
        for kind, name in self.things:
            if kind not in _LEAD_ON:
                yield f"/page/{name}" if kind == "id" else f"/page/{kind}/{name}"
                yield from (addresses.data(kind, name, form.name) for form in self.site.forms_of_a_thing)
