"""Answering SPARQL in a worker: the guard first, then the engine, then an answer that is whole or an error."""

import csv
import io
import re
from collections.abc import Callable
from itertools import islice
from typing import IO, cast

import pyoxigraph as ox

from kzgraph.sparql.engine import Found, refused
from kzgraph.sparql.guard import QueryForm, examine
from kzgraph.web.messages.limits import Limits
from kzgraph.web.messages.media import MediaForm, checked, written
from kzgraph.web.messages.problem import HttpError

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"', re.DOTALL)


def _rows_json(answer: bytes) -> int:
    rows = answer.count(b"},{") + 1
    return rows if rows <= 1 else _STRING.sub(b"", answer).count(b"},{") + 1


_COUNT: dict[str, Callable[[bytes], int]] = {
    "tsv": lambda answer: answer.count(b"\n") - 1,
    "xml": lambda answer: answer.count(b"<result>"),
    "csv": lambda answer: sum(1 for _ in csv.reader(io.StringIO(answer.decode(), newline=""))) - 1,
    "json": _rows_json,
}
_AT_MOST: dict[str, bytes] = {"tsv": b"\n", "xml": b"<result>", "csv": b"\n", "json": b"},{"}
"""What stands between rows; strings may hold it too, so this counts too many, never too few."""


class _Sink(io.RawIOBase):
    """Takes what the engine writes, up to a size."""

    def __init__(self, most: int) -> None:
        self.content, self.most = bytearray(), most

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        if len(self.content) + len(piece) > self.most:
            raise _Full
        self.content += piece
        return len(piece)


class _Full(OSError):
    """The answer has become too large."""


def too_many(rows: int) -> HttpError:
    """Return the error that the answer has more than *rows* rows."""
    return HttpError(422, f"the answer has more than {rows:,} rows; add LIMIT, or raise it with rows=", limit="rows")


def too_large(most: int) -> HttpError:
    """Return the error that the answer is larger than *most* bytes."""
    return HttpError(422, f"the answer is larger than {most >> 20} MB; ask for less at once", limit="answer")


def answer(found: Found, form: MediaForm, rows: int, limits: Limits) -> bytes:
    """Return *found* written in *form*.

    Raises:
        HttpError: when it has more than *rows* rows or is larger than the server's limit; never a cut answer.
        QueryError: when the engine finds on the way that it cannot go on.
    """
    try:
        if isinstance(found, ox.QueryBoolean):
            return cast(bytes, found.serialize(format=cast(ox.QueryResultsFormat, form.writer)))
        if isinstance(found, ox.QueryTriples):
            return _graph(found, form, rows)
        return _table(found, form, rows, limits.answer << 20)
    except (RuntimeError, ValueError, OSError) as error:
        raise refused(error) from None


def _table(found: ox.QuerySolutions, form: MediaForm, rows: int, most: int) -> bytes:
    sink = _Sink(most)
    try:
        found.serialize(cast(IO[bytes], sink), format=cast(ox.QueryResultsFormat, form.writer))
    except _Full:
        raise too_large(most) from None
    content = checked(bytes(sink.content), form)
    if content.count(_AT_MOST[form.name]) >= rows and _COUNT[form.name](content) > rows:
        raise too_many(rows)
    return content


def _graph(found: ox.QueryTriples, form: MediaForm, rows: int) -> bytes:
    triples = list(islice(found, rows + 1))
    if len(triples) > rows:
        raise too_many(rows)
    return written(triples, form)


def examined(text: str, limits: Limits) -> QueryForm:
    """Return the form of the query *text* when the guard lets it through."""
    return examine(text, limits.bounds)
