"""A network as one self-contained page: pyvis makes it, our template, styles and behaviour fill it.

Nothing is fetched: vis-network is the copy that the installed pyvis package carries.
All data is JSON that no browser runs; the page builds its text from it as text; a content security policy
lets exactly these scripts and styles run, and nothing else load.
"""

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kzgraph import __version__
from kzgraph.network.ground import ground
from kzgraph.network.kinds import ASSETS, asset, kind_of
from kzgraph.network.layout import free_map
from kzgraph.network.measures import CAUTION, Measures, facts_only, measures
from kzgraph.network.modules import joined
from kzgraph.network.network import Network
from kzgraph.network.payload import statement_record, thing_record
from kzgraph.network.sides import BOTH, sides
from kzgraph.statements.passages import Quoted

if TYPE_CHECKING:
    from markupsafe import Markup

START = "start.js"
"""The module that puts the page together; it imports all others."""

OVERVIEW = 100
"""The page opens on so many things at the most, of the kinds that are not quiet."""

_SHOWN = {
    "interaction": {"hover": True, "tooltipDelay": 600_000, "multiselect": False, "keyboard": False},
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}}},
}
"""vis-network's options: every place is computed ahead, so nothing moves by itself."""


@dataclass(frozen=True)
class Page:
    """The page, with the content security policy that it states; in a notebook it shows itself."""

    html: str
    policy: str = ""

    def _repr_html_(self) -> str:
        return (
            '<iframe title="Network" sandbox="allow-scripts allow-downloads allow-popups" '
            f'style="width:100%;height:720px;border:0" srcdoc="{html.escape(self.html)}"></iframe>'
        )


def library() -> str:
    """Return the vis-network that the installed pyvis package carries."""
    from importlib.resources import files

    return (files("pyvis") / "templates/lib/vis-9.1.2/vis-network.min.js").read_text("utf-8")


def inert(data: object) -> str:
    """Return *data* as JSON that can stand in a ``script`` element whatever it holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _digest(text: str) -> str:
    """Return the source expression of *text* in a content security policy (CSP Level 3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _overview(network: Network, side: Mapping[str, str], poles: Iterable[str]) -> frozenset[str]:
    """Return what the page opens on: the poles, what both sides share, then whatever is best tied."""
    loud = frozenset(name for name, thing in network.things.items() if not kind_of(thing).quiet)
    weight = {name: len(network.neighbours.get(name, frozenset()) & loud) for name in loud}
    ranked = sorted(
        (name for name in loud if weight[name]),
        key=lambda name: (name not in poles, side[name] != BOTH, -weight[name], name),
    )
    return frozenset(ranked[:OVERVIEW])


def _order(network: Network) -> Mapping[str, int]:
    """Return thing → its turn within its kind: by year, then by name."""
    ordered = sorted(network.things.values(), key=lambda thing: (thing.years.first or 9999, thing.label, thing.id))
    return {thing.id: number for number, thing in enumerate(ordered)}


def _figures(network: Network, side: Mapping[str, str], poles: tuple[str, str]) -> Mapping[str, Measures]:
    found = measures(facts_only(network), poles)
    return {name: found.get(name, Measures(side=side[name])) for name in network.things}


def draw(
    network: Network,
    *,
    title: str = "",
    passages: Mapping[str, Quoted] | None = None,
    poles: tuple[str, str] | None = None,
    home: str = "",
) -> Page:
    """Return *network* as a page.

    Args:
        network: what is drawn.
        title: the page's heading; by default it names the two poles.
        passages: evidence id → passage, to be shown in the page.
        poles: the two things that the map of two sides is seen from; by default those of the graph.
        home: the address of the site that the page is a part of; alone it is a part of none.
    """
    from pyvis.network import Network as Pyvis

    quoted, poles = passages or {}, poles or network.poles
    side = sides(network, poles)
    figures = _figures(network, side, poles)
    places, order = free_map(network), _order(network)
    opening = _overview(network, side, poles)
    net = Pyvis(directed=True, cdn_resources="in_line", heading=title or _title(network, poles))
    for name, thing in sorted(network.things.items()):
        kind = kind_of(thing)
        x, y = places[name]
        more = thing_record(thing, figures[name]) | {"order": order[name], "opening": name in opening}
        net.add_node(name, label=thing.label, shape=kind.shape, color=kind.light, x=x, y=y, **more)
    for tie in sorted(network.ties, key=lambda tie: tie.id):
        net.add_edge(tie.subject, tie.object, **statement_record(tie, network, quoted))
    net.options = _SHOWN
    facts = [
        {"subject": fact.subject, **statement_record(fact, network, quoted)}
        for fact in sorted(network.facts, key=lambda fact: fact.id)
    ]
    rest = {
        "kinds": json.loads(asset("kinds.json")),
        "presets": json.loads(asset("presets.json")),
        "properties": network.properties,
        "inverses": network.inverses,
        "documents": network.documents,
        "land": ground(network.things.values()),
        "poles": [pole for pole in poles if pole in network.things],
        "caution": CAUTION,
        "note": network.note,
        "passages": bool(quoted),
        "version": __version__,
    }
    net.templateEnv = _environment(facts, rest)
    net.templateEnv.globals["home"] = home
    net.path = "page.html"
    return Page(net.generate_html(), net.templateEnv.globals["policy"])


def _title(network: Network, poles: tuple[str, str]) -> str:
    names = [network.things[pole].label for pole in poles if pole in network.things]
    return " and ".join(names) + ": the network" if names else "The network"


def _environment(facts: Sequence[Mapping[str, Any]], rest: Mapping[str, Any]) -> Any:
    """Return pyvis' template environment: ours, which escapes, and knows the page's parts."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style = asset("page.css")
    scripts = {"library": library(), "behaviour": joined(ASSETS, START)}
    for name, text in scripts.items():
        if "</script" in text.lower():
            raise ValueError(f"the script {name!r} holds an end tag")
    policy = (
        f"default-src 'none'; script-src {' '.join(_digest(text) for text in scripts.values())}; "
        f"style-src {_digest(style)}; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )

    def data(nodes: object, edges: object, options: str) -> "Markup":
        whole = {"nodes": nodes, "edges": edges, "facts": facts, "options": json.loads(options), **rest}
        return Markup(inert(whole))  # noqa: S704 - inert() leaves nothing that could end the element

    found = Environment(loader=FileSystemLoader(ASSETS), autoescape=True, undefined=StrictUndefined)
    found.globals.update(
        policy=policy,
        data=data,
        version=__version__,
        style=Markup(style),  # noqa: S704 - our own file
        library=Markup(scripts["library"]),  # noqa: S704 - the installed package's file
        behaviour=Markup(scripts["behaviour"]),  # noqa: S704 - our own files
    )
    return found
