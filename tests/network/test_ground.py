"""The land under the map: outlines around the places that have a point, and countries of the graph by name."""

import pytest

from kzgraph.network.ground import ground
from kzgraph.network.network import Network, Node
from kzgraph.network.reading import read_network
from kzgraph.sparql.opening import open_graph


@pytest.fixture(scope="module")
def network() -> Network:
    """The packaged network."""
    return read_network(open_graph())


def test_land_lies_around_the_places_and_countries_are_named(network: Network) -> None:
    found = ground(network.things.values())
    assert found is not None
    assert {"Kazakhstan", "China"} <= {name for name, *_ in found["names"]}
    degrees = [line for line in found["lines"] if len(line) % 2 == 0]
    assert len(degrees) == len(found["lines"]) > 10
    across = [line[at] for line in degrees for at in range(0, len(line), 2)]
    points = [thing.point for thing in network.things.values() if thing.point]
    assert min(across) > min(x for x, _ in points) - 10
    assert max(across) < max(x for x, _ in points) + 10
    assert "Natural Earth" in found["note"]
    assert sum(map(len, found["lines"])) < 6000, "an outline only orients the reader"


def test_without_a_point_there_is_no_land() -> None:
    assert ground([Node("kzr:x", "https://w3id.org/kzgraph/id/x", "thing")]) is None
