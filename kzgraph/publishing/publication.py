"""A published site: every page, every form of the data, and what answers in the reader's browser, file by file."""

import gzip
import posixpath
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import Path

from kzgraph.errors import UsageError
from kzgraph.publishing.hosts import for_hosts, root_of
from kzgraph.publishing.index import name_index
from kzgraph.publishing.links import relative, with_files
from kzgraph.publishing.pages import Pages
from kzgraph.publishing.targets import INDEX, file_of, keeps_query
from kzgraph.web.app import ASSETS, STATIC
from kzgraph.web.jobs import failed
from kzgraph.web.messages import addresses
from kzgraph.web.messages.messages import Reply
from kzgraph.web.messages.policy import EDITOR_POLICY, POLICY
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.site.site import Site

_LINK = re.compile(r'(?<=[\s\n])(?:href|src)="(/[^"]*)"')
_ENGINE = "oxigraph"
_HEAD = '<meta charset="utf-8">\n'
_UNSENT = "frame-ancestors"
"""What a policy cannot say in a page, only in a header (W3C, CSP 3, 3.3)."""
_RUNNING = {"sparql": ("published/sparql.js", "published/question.js"), "search": ("published/search.js",)}
"""First part of the address → scripts that do there what the server would."""
MOST_IN_BROWSER = 2_000_000
"""Triples up to which the reader's browser is given the graph to ask."""
MOST_STATEMENTS = 50_000
"""Statements up to which a site is published: each takes some ten files, and half a million burden any host."""


@dataclass
class Publication:
    """The site as files.

    Args:
        site: the site.
        at: the address at which it will lie, without a slash at its end; empty where that is not known.
        assets: folder with what others made: the editor, the engine for browsers, the tables of scripts.

    Raises:
        UsageError: when the graph has more statements than :data:`MOST_STATEMENTS`.
    """

    site: Site
    at: str = ""
    assets: Path = ASSETS
    missing: list[str] = field(default_factory=list)
    """Addresses that a page leads to and the site has not."""

    def __post_init__(self) -> None:
        """Refuse a graph that is too large, before anything is written."""
        number = len(self.site.catalogue.index.all)
        if number > MOST_STATEMENTS:
            what = f"{number:,} statements would make some {10 * number:,} files; {MOST_STATEMENTS:,} can be published"
            raise UsageError(f"{what}: serve the graph, or deposit it with `kzgraph release FOLDER`")

    @cached_property
    def pages(self) -> Pages:
        """What the site answers."""
        return Pages(self.site, self.at or ".")

    @property
    def has_engine(self) -> bool:
        """Whether SPARQL is answered in the reader's browser."""
        return not self.why_no_engine

    @property
    def why_no_engine(self) -> str:
        """Why SPARQL is not answered in the reader's browser; empty where it is."""
        if not (self.assets / _ENGINE).is_dir():
            return "the package was built without the engine for browsers, which npm brings"
        if len(self.site.store) > MOST_IN_BROWSER:
            return f"a browser is given no more than {MOST_IN_BROWSER:,} triples"
        return ""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of every file, each once, in an order that stays the same."""
        names: list[str] = []
        for name, content in self._all():
            names.append(name)
            yield name, content
        yield from for_hosts(names, self.at)

    def _all(self) -> Iterator[tuple[str, bytes]]:
        yield from self._found_by_links()
        for kind, name in self.pages.things:
            yield f"{kind}/{name}/{INDEX}", self._stub(kind, name)
        yield "404.html", self._lost()
        yield from self.run_in_browser()

    def run_in_browser(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of what answers in the reader's browser: scripts, names, engine, graph."""
        yield from self._copied()
        yield "names.json", name_index(self.site)
        if self.has_engine:
            yield "download/browser.nq.gz", gzip.compress(self.site.quads, mtime=0)

    def _found_by_links(self) -> Iterator[tuple[str, bytes]]:
        waiting = deque(self.pages.beginnings())
        done: set[str] = set()
        while waiting:
            target = waiting.popleft()
            file = file_of(target)
            if file is None or file in done or file.startswith(("static/", "assets/")):
                continue
            done.add(file)
            try:
                reply = self.pages.reply(target.partition("?")[0] if keeps_query(target) else target)
            except (HttpError, LookupError):
                self.missing.append(target)
                continue
            yield file, self.made(file, reply)
            if reply.media.startswith("text/html"):
                links = _LINK.findall(reply.body.decode())
                waiting.extend(self.pages.leads(unescape(link)).partition("#")[0] for link in links)

    def made(self, file: str, reply: Reply) -> bytes:
        """Return *reply* as the file *file*: of a page the links, the policy and the scripts are those of files."""
        if not reply.media.startswith("text/html"):
            return reply.body
        folder = posixpath.dirname(file)
        policy = dict(reply.headers).get("Content-Security-Policy", POLICY)
        if "'sha256-" in policy:
            return reply.body  # whole in itself: it states its policy, and asks for nothing
        scripts = [name for name in _RUNNING.get(file.partition("/")[0], ()) if self._runs(name)]
        if policy == EDITOR_POLICY and self.has_engine:
            policy = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'") + "; worker-src 'self'"
        told = "; ".join(each for each in policy.split("; ") if not each.startswith(_UNSENT))
        head = f'<meta http-equiv="Content-Security-Policy" content="{told}">\n'
        head += "".join(
            f'<script src="{posixpath.relpath(f"static/{name}", folder or ".")}" type="module"></script>\n'
            for name in scripts
        )
        return with_files(reply.body.decode(), file, self.pages.leads).replace(_HEAD, _HEAD + head, 1).encode()

    def _runs(self, script: str) -> bool:
        return (self.assets / "any-ascii" / "any-ascii.js").is_file() if "search" in script else self.has_engine

    def _stub(self, kind: str, name: str) -> bytes:
        """Return the page at an address of the graph, which leads on to the one that tells of it."""
        page = addresses.page(addresses.iri(kind, name)) or "/"
        target = relative(page, f"{kind}/{name}", self.pages.leads)
        return (
            f'<!doctype html>\n<html lang="en"><head>\n{_HEAD}<title>{name}</title>\n'
            f'<meta http-equiv="refresh" content="0; url={target}">\n'
            f'<link rel="canonical" href="{target}"></head>\n<body><a href="{target}">{name}</a></body></html>\n'
        ).encode()

    def _lost(self) -> bytes:
        """Return the page for addresses at which there is nothing; it may be shown at any of them."""
        error = HttpError(404, "there is nothing here; the search finds what there is")
        text = failed(self.site, error, "text/html").body.decode()
        root = root_of(self.at)
        return re.sub(
            r'(href|src|action)="(?=[a-z.])(?!https?:|data:)', rf'\1="{root}', with_files(text, "404.html", str)
        ).encode()

    def _copied(self) -> Iterator[tuple[str, bytes]]:
        for place, folder in {"static": STATIC, "assets": self.assets}.items():
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.name != "package-lock.json":
                    yield f"{place}/{path.relative_to(folder).as_posix()}", path.read_bytes()
