"""The address of a SPARQL endpoint."""

import os
import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from kzgraph.errors import UsageError, quoted, shown

AUTHORIZATION: Final = "KZGRAPH_ENDPOINT_AUTH"
"""The variable that holds ``user:password`` for an endpoint that demands them."""


@dataclass(frozen=True)
class Endpoint:
    """The address of a SPARQL endpoint; who asks is shown nowhere.

    Args:
        address: its address, without user and password.
        credentials: user and password, or nothing.
        patience: seconds for an answer.
    """

    address: str
    credentials: str = field(default="", repr=False)
    patience: float = 60.0

    def __str__(self) -> str:
        """The address, as messages give it."""
        return shown(self.address)


def endpoint(address: str) -> Endpoint:
    """Return the endpoint at *address*; user and password stand in it, or in the variable KZGRAPH_ENDPOINT_AUTH.

    Raises:
        UsageError: when it is no address of the web.
    """
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port, parts = None, parts._replace(scheme="")
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s<>\"{}|\\^`]", address):
        hidden = quoted(re.sub(r"//[^/@]*@", "//", address)[:200])
        raise UsageError(f"{hidden}: is no address of a SPARQL endpoint; write https://example.org/sparql")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    bare = urlunsplit((parts.scheme, f"{host}:{port}" if port else host, parts.path or "/", parts.query, ""))
    given = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}" if parts.username else ""
    return Endpoint(bare, given or os.environ.get(AUTHORIZATION, ""))
