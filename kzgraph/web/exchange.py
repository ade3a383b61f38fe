"""What the outer part and a worker pass each other: a request as :class:`Ask`, an answer as :class:`Reply`."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl

from kzgraph.web.problem import Trouble


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A request: which job, with which parts of the path, query string, headers and body."""

    job: str
    method: str = "GET"
    path: dict[str, str] = field(default_factory=dict)
    query: str = ""
    accept: str = "*/*"
    content: str = ""
    origin: str = ""
    target: str = ""
    body: bytes = b""

    def pack(self) -> bytes:
        """Return the request as bytes: one line of JSON, then the body."""
        head = [getattr(self, name) for name in _HEAD]
        return json.dumps(head).encode() + b"\n" + self.body

    @staticmethod
    def unpack(message: bytes) -> "Ask":
        """Return the request that :meth:`pack` has packed."""
        head, _, body = message.partition(b"\n")
        return Ask(**dict(zip(_HEAD, json.loads(head), strict=True)), body=body)

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
            raise Trouble(400, f"the parameter {name!r} is given {len(found)} times; give it once")
        return found[0] if found else default


_HEAD = ("job", "method", "path", "query", "accept", "content", "origin", "target")


def parameters(text: str) -> list[tuple[str, str]]:
    """Return the name-value pairs of a query string or a form."""
    try:
        found = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except UnicodeDecodeError:
        raise Trouble(400, "the parameters are not UTF-8") from None
    except ValueError:
        raise Trouble(400, "there are more than 200 parameters") from None
    for _, value in found:
        if any(char < " " and char not in "\t\r\n" for char in value):
            raise Trouble(400, "a parameter holds a control character")
    return found


@dataclass(frozen=True)
class Reply:
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
        """Return the answer as bytes: one line of JSON, then the body."""
        return (
            json.dumps([self.media, self.status, self.headers, self.note, self.volatile]).encode() + b"\n" + self.body
        )

    @staticmethod
    def unpack(message: bytes) -> "Reply":
        """Return the answer that :meth:`pack` has packed."""
        head, _, body = message.partition(b"\n")
        media, status, headers, note, volatile = json.loads(head)
        return Reply(body, media, status, tuple((name, value) for name, value in headers), note, volatile)


def see_other(location: str, *headers: tuple[str, str]) -> Reply:
    """Return a 303 to *location*."""
    return Reply(b"", "text/plain; charset=utf-8", 303, (("Location", location), *headers))
