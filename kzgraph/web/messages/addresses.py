"""Between IRIs of the graph and paths of this server.

The IRIs never change, wherever the server runs; only the links that a reader follows are rewritten.
"""

import re
from urllib.parse import quote

from kzgraph.vocab import BASE, ONTOLOGY, WEB_ADDRESS

_KIND = re.compile(r"[a-z]{2,20}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,127}")


def valid(kind: str, name: str) -> bool:
    """Say whether *kind* and *name* can be parts of one of our IRIs; what follows is a look-up in the graph."""
    return bool(_KIND.fullmatch(kind) and _NAME.fullmatch(name))


def iri(kind: str, name: str) -> str:
    """Return the IRI of *name* among the things of *kind*."""
    return f"{BASE}{kind}/{name}"


def parts(address: str) -> tuple[str, str] | None:
    """Return kind and name of one of our IRIs without its fragment; ``None`` for any other.

    >>> parts("https://w3id.org/kzgraph/id/kazakhstan")
    ('id', 'kazakhstan')
    """
    kind, _, name = address.removeprefix(BASE).partition("#")[0].partition("/")
    return (kind, name) if address.startswith(BASE) and valid(kind, name) else None


def page(address: str) -> str | None:
    """Return where a reader finds *address*: a path of ours, itself when it is on the Web, else nothing.

    >>> page("https://w3id.org/kzgraph/id/kazakhstan")
    '/page/kazakhstan'
    >>> page("javascript:alert(1)")
    """
    if address.startswith(ONTOLOGY):
        return f"/ontology#{quote(address.removeprefix(ONTOLOGY))}"
    if address.rstrip("/#") == ONTOLOGY.rstrip("#"):
        return "/ontology"
    found = parts(address)
    if found:
        kind, name = found
        fragment = address.partition("#")[2]
        return f"/page/{name}" if kind == "id" else f"/page/{kind}/{name}" + (f"#{quote(fragment)}" if fragment else "")
    return address if WEB_ADDRESS.fullmatch(address) else None


def data(kind: str, name: str, suffix: str) -> str:
    """Return the path of the data about a thing in the form with *suffix*."""
    return f"/data/{name}.{suffix}" if kind == "id" else f"/data/{kind}/{name}.{suffix}"
