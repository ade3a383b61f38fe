"""The site of a worker: the graph with what is worked out from it once, and the jobs done over it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox

from kzgraph.documents.passage import Document
from kzgraph.exports.citation import Citer
from kzgraph.files.paths import data_dir
from kzgraph.ontology import read_ontology
from kzgraph.plots.facts import Graph
from kzgraph.profile import Profile, profile_of
from kzgraph.sparql.library import Query, library
from kzgraph.sparql.opening import vocabulary
from kzgraph.statements.names import Names
from kzgraph.statements.wording import Wording
from kzgraph.web.messages.limits import Limits
from kzgraph.web.messages.media import GRAPHS, MediaForm, in_order, serialized
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.site.catalogue import Catalogue

if TYPE_CHECKING:
    from kzgraph.ask.understanding import QuestionReader
    from kzgraph.names.matching import Matcher

Made = TypeVar("Made")
Job = Callable[["Site", Request], Reply]


@dataclass
class Site:
    """What a worker needs to answer: the graph, the questions, the limits, the folders with documents, if any."""

    store: ox.Store
    limits: Limits = field(default_factory=Limits)
    sources: tuple[Path, ...] = ()
    assets: bool = False
    """Whether the editor's files are here, which are other people's and fetched when the package is built."""
    published: bool = False
    """Whether the pages are written as files, so that no server answers beside them."""
    documents: dict[str, Document | None] = field(default_factory=dict)
    _made: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what *make* makes of the graph, made when it is first asked for: the graph stays as it is.

        Args:
            name: what it is called; the same name is always of the same making.
            make: makes it.
        """
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    @cached_property
    def names(self) -> Names:
        """English names of IRIs."""
        return Names(self.store)

    @cached_property
    def wording(self) -> Wording:
        """Puts statements into words."""
        return Wording(self.names)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Statements and things, by what they are looked up by."""
        return Catalogue(self.store)

    @cached_property
    def profile(self) -> Profile:
        """What the graph says of itself: title, summary, sides."""
        return profile_of(self.store)

    @cached_property
    def facts(self) -> Graph:
        """The graph as pictures for papers read it."""
        return Graph(self.store, self.catalogue.index)

    @property
    def forms_of_a_thing(self) -> tuple[MediaForm, ...]:
        """The forms that the data of one thing is had in; of a published site, those that most readers take."""
        return GRAPHS[:2] if self.published else GRAPHS

    def dump_at(self, form: MediaForm) -> str:
        """Return the path at which the whole graph is had in *form*."""
        return f"/download/graph.{form.name}" if self.published else f"/graph-store?default&format={form.name}"

    @cached_property
    def licensed(self) -> tuple[str, ...]:
        """The link to the licence of the data, as a ``Link`` header has it (RFC 8288); none where none is stated."""
        return (f'<{self.profile.licence}>; rel="license"',) if self.profile.licence else ()

    @cached_property
    def citer(self) -> Citer:
        """Says how to cite what the graph holds."""
        return Citer(self.catalogue.index, self.catalogue.described, self.wording, self.profile)

    @cached_property
    def matcher(self) -> "Matcher":
        """Finds what a name, a code or an address is of."""
        from kzgraph.names.matching import Matcher
        from kzgraph.names.registry import identifiers, registered

        return Matcher(registered(self.store), read_ontology(data_dir("ontology")), identifiers(self.store))

    @cached_property
    def reader(self) -> "QuestionReader":
        """Reads questions in plain words."""
        from kzgraph.ask.reader import reader_of

        return reader_of(self.store)

    @cached_property
    def vocabulary(self) -> frozenset[ox.Triple]:
        """The ontology and code lists of the package, which stand beside the dataset and are no part of it."""
        return vocabulary()

    @cached_property
    def queries(self) -> dict[str, Query]:
        """The questions of the library; those that must find nothing are left to `kzgraph check`."""
        found = {name: query for name, query in library().items() if not name.endswith("-violation")}
        return {name: query.on(self.profile.sides) for name, query in found.items()}

    @cached_property
    def topics(self) -> dict[str, list[Query]]:
        """The questions by topic."""
        found: dict[str, list[Query]] = {}
        for query in self.queries.values():
            found.setdefault(query.topic or "more", []).append(query)
        return found

    @cached_property
    def digest(self) -> str:
        """A digest of the graph, the same for the same triples."""
        return hashlib.sha256(self.quads.removesuffix(b"\n")).hexdigest()[:16]

    @property
    def quads(self) -> bytes:
        """The graph as N-Quads, the same for the same triples: a line each, sorted."""
        lines = (self.store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
        return b"".join(sorted(lines))

    @cached_property
    def dumps(self) -> dict[str, tuple[int, str]]:
        """Size in bytes and SHA-256 of the whole graph in each form; nothing when it is too large to be handed out."""
        quads = islice(self.store.quads_for_pattern(None, None, None, ox.DefaultGraph()), self.limits.most_rows + 1)
        triples = [quad.triple for quad in quads]
        if len(triples) > self.limits.most_rows:
            return {}
        ordered = in_order(triples)
        bodies = ((form.name, serialized(ordered, form)) for form in GRAPHS)
        return {name: (len(body), hashlib.sha256(body).hexdigest()) for name, body in bodies}
