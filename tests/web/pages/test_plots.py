"""The pictures for papers on the site."""

import re
from typing import Any

import pyoxigraph as ox
import pytest

from kzgraph.plots import KINDS, draw, read


def test_every_picture_that_the_graph_has_something_for_is_shown(site: Any) -> None:
    page = site.ask("/plots").text
    drawn = re.findall(r'<img class="plot" src="/plots/([a-z]+)-bare\.svg"', page)
    assert drawn == [kind for kind in KINDS if kind != "mirror"], "there are no figures that mirror each other"


@pytest.mark.parametrize(
    ("form", "media", "start"),
    [("svg", "image/svg+xml", b"<?xml"), ("png", "image/png", b"\x89PNG"), ("pdf", "application/pdf", b"%PDF")],
)
def test_a_picture_is_had_as_a_file_the_same_as_on_the_command_line(
    site: Any, graph: ox.Store, form: str, media: str, start: bytes
) -> None:
    answer = site.ask(f"/plots/trade.{form}")
    assert (answer.status, answer.media) == (200, media)
    assert answer.body.startswith(start)
    assert answer.body == draw(read(graph, "trade"), form)


def test_a_bare_picture_leaves_its_list_to_the_page(site: Any, graph: ox.Store) -> None:
    bare = site.ask("/plots/trade-bare.svg").body
    assert bare == draw(read(graph, "trade"), "svg", listed=False)
    assert len(bare) < len(site.ask("/plots/trade.svg").body)
    assert site.ask("/plots/trade-bare").status == 404


def test_each_mark_leads_to_its_statement(site: Any, graph: ox.Store) -> None:
    page = site.ask("/plots/trade").text
    cited = read(graph, "trade").cited
    assert cited
    for each in cited:
        assert f'href="/page/statement/{each.statement.id}"' in page


@pytest.mark.parametrize(
    "path", ["/plots/nothing", "/plots/trade.gif", "/plots/mirror", "/plots/mirror.svg", "/plots/.svg"]
)
def test_what_is_not_there_is_told(site: Any, path: str) -> None:
    assert site.ask(path).status == 404


def test_a_graph_with_nothing_to_draw_says_so(serve: Any) -> None:
    with serve(ox.Store()) as empty:
        assert "nothing that could be drawn" in empty.ask("/plots").text
