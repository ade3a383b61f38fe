"""The network of the whole graph as a page of the site: the same that ``kzgraph draw`` writes."""

from kzgraph.errors import LimitError
from kzgraph.network.network import Network
from kzgraph.network.page import draw
from kzgraph.network.reading import read_network
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.site.site import Site

MOST = 5_000
"""Things of a network that a browser can still show and move."""
_FRAMES = "; frame-ancestors 'none'"


def network(site: Site, _request: Request) -> Reply:
    """Return the page of the network; what it shows first stands in the fragment of its address.

    Raises:
        LimitError: when the graph holds more things than a browser can show.
    """
    if len(site.catalogue.things) > MOST:
        raise LimitError(
            f"the network of {len(site.catalogue.things):,} things is more than a browser can show; draw a part of it:"
            " kzgraph draw --around ID"
        )
    home = "../index.html" if site.published else "/"
    made = site.once("network", lambda: draw(read_network(site.store), home=home))
    return Reply(made.html.encode(), headers=(("Content-Security-Policy", made.policy + _FRAMES),))


def warm(site: Site) -> None:
    """Load what drawing needs: a sealed worker can import nothing any more."""
    draw(Network({}, {}, site.wording))
