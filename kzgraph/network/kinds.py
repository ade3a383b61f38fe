"""The kinds of things as the network page and its legend show them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kzgraph.network.network import Node

ASSETS = Path(__file__).resolve().parent / "static"


@dataclass(frozen=True)
class NodeKind:
    """A kind of things as the legend explains it: name, classes, colours, shape and sign; quiet ones open hidden."""

    id: str
    label: str
    classes: frozenset[str]
    light: str
    dark: str
    shape: str
    sign: str
    quiet: bool = False


@cache
def asset(name: str) -> str:
    """Return the text of one of the page's own files."""
    return (ASSETS / name).read_text("utf-8")


@cache
def kinds() -> tuple[NodeKind, ...]:
    """Return the kinds of the legend, in its order; the last one takes what no other does."""
    return tuple(
        NodeKind(**{**each, "classes": frozenset(each["classes"])}) for each in json.loads(asset("kinds.json"))
    )


def kind_with(classes: frozenset[str]) -> NodeKind:
    """Return the first kind that one of *classes* belongs to."""
    return next((kind for kind in kinds() if kind.classes & classes), kinds()[-1])


def kind_of(thing: Node) -> NodeKind:
    """Return the kind of *thing*."""
    return kind_with(thing.classes)
