"""Every page of a graph of two other countries: none names the sides of the packaged graph."""

import html
import re
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from kzgraph.curation.build import build
from kzgraph.curation.inputs import read_inputs
from kzgraph.rdf import to_turtle
from kzgraph.sparql.opening import open_graph
from tests.test_pair import PACKAGED

ROOT = Path(__file__).parents[2]
OF_THE_ONTOLOGY = re.compile(r"/(?:ontology|code|download|assets|static|graph-store)\b|/query/.*\.rq$")
"""What is the same in every graph: its examples are of the packaged one."""
MOST = 900


@pytest.fixture(scope="module")
def pair(serve: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A server of the pair, with its documents."""
    path = tmp_path_factory.mktemp("pair") / "pair.ttl"
    path.write_bytes(to_turtle(build(read_inputs(ROOT / "ontology", ROOT / "tests" / "pair"))))
    served: AbstractContextManager[Any] = serve(open_graph(path), sources=(ROOT / "tests" / "pair" / "documents",))
    with served as found:
        yield found


def test_no_page_names_the_packaged_sides(pair: Any) -> None:
    waiting, seen, named = deque(["/"]), {"/"}, dict[str, list[str]]()
    while waiting:
        target = waiting.popleft()
        answer = pair.ask(target)
        if answer.status in (301, 302, 303):
            _follow([answer.headers["location"]], waiting, seen)
            continue
        assert answer.status == 200, (target, answer.status)
        if found := PACKAGED.findall(
            answer.text
            if answer.media.startswith(("text/", "application/", "image/svg")) and not answer.media.endswith("pdf")
            else ""
        ):
            named[target] = found
        if answer.media == "text/html":
            _follow(re.findall(r'href="([^"#]+)', answer.text), waiting, seen)
    assert len(seen) > 100
    assert not named


def _follow(links: list[str], waiting: deque[str], seen: set[str]) -> None:
    for link in map(html.unescape, links):
        parts = urlsplit(link)
        own = not parts.netloc or parts.netloc == "w3id.org"
        target = parts.path.removeprefix("/kzgraph") + (f"?{parts.query}" if parts.query else "")
        if (
            own
            and target.startswith("/")
            and target not in seen
            and len(seen) < MOST
            and not OF_THE_ONTOLOGY.match(target)
        ):
            seen.add(target)
            waiting.append(target)
