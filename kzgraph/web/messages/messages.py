"""What the outer part and a worker pass each other: a request as :class:`Request`, an answer as :class:`Reply`."""

import re
from binascii import a2b_qp
from functools import cached_property
from urllib.parse import unquote_to_bytes

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from kzgraph.errors import quoted
from kzgraph.web.messages.problem import HttpError

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_MOST_PARAMETERS = 200
_packed = Encoder().encode


class Request(Struct, frozen=True, kw_only=True, array_like=True, dict=True):
    """A request: which job, with which parts of the path, query string, headers and body."""

    job: str
    method: str = "GET"
    path: dict[str, str] = {}
    query: str = ""
    accept: str = "*/*"
    content: str = ""
    origin: str = ""
    target: str = ""
    body: bytes = b""

    def pack(self) -> bytes:
        """Return the request as bytes (MessagePack)."""
        return _packed(self)

    @staticmethod
    def unpack(message: bytes) -> "Request":
        """Return the request that :meth:`pack` has packed."""
        return _ask(message)

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the query string."""
        return parameters(self.query)

    def all(self, name: str) -> list[str]:
        """Return every value of the parameter *name*."""
        return [value for key, value in self.pairs if key == name]

    def one(self, name: str, default: str = "") -> str:
        """Return the value of the parameter *name*, or *default*; twice is a mistake."""
        found = self.all(name)
        if len(found) > 1:
            raise HttpError(400, f"the parameter {quoted(name)} is given {len(found)} times; give it once")
        return found[0] if found else default


_ask = Decoder(Request).decode


def parameters(text: str) -> list[tuple[str, str]]:
    """Return the name-value pairs of a query string or a form."""
    if text.count("&") >= _MOST_PARAMETERS:
        raise HttpError(400, f"there are more than {_MOST_PARAMETERS} parameters")
    pieces = (piece.partition("=") for piece in text.split("&") if piece)
    try:
        found = [(_unescaped(name), _unescaped(value)) for name, _, value in pieces]
    except UnicodeDecodeError:
        raise HttpError(400, "the parameters are not UTF-8") from None
    if any(_CONTROL.search(value) for _, value in found):
        raise HttpError(400, "a parameter holds a control character")
    return found


def _unescaped(text: str) -> str:
    """Return *text* with its escapes resolved, strictly as UTF-8; what only looks like an escape stays."""
    escaped = text.replace("+", " ").encode()
    if _NO_ESCAPE.search(escaped):
        return unquote_to_bytes(escaped).decode()
    # Quoted-printable is the same with "=" for "%", and its decoder is written in C: queries are full of escapes.
    return a2b_qp(escaped.replace(b"=", b"=3D").replace(b"%", b"=")).decode()


class Reply(Struct, frozen=True, array_like=True):
    """An answer: status, media type, body, further headers."""

    body: bytes
    media: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    note: str = ""
    """For the server's own log, never for the client."""
    volatile: bool = False
    """Whether the same request may be answered otherwise the next time."""

    def pack(self) -> bytes:
        """Return the answer as bytes (MessagePack)."""
        return _packed(self)

    @staticmethod
    def unpack(message: bytes) -> "Reply":
        """Return the answer that :meth:`pack` has packed."""
        return _reply(message)


_reply = Decoder(Reply).decode


def see_other(location: str, *headers: tuple[str, str]) -> Reply:
    """Return a 303 to *location*."""
    return Reply(b"", "text/plain; charset=utf-8", 303, (("Location", location), *headers))
