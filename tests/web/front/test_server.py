"""Clients that send or read too slowly are parted from; those that are only slow are served."""

import contextlib
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from kzgraph.web.messages.limits import Limits

LARGE = "GET /graph-store?default HTTP/1.1\r\nHost: localhost\r\nAccept: application/n-triples\r\n\r\n"
QUICK = Limits(head=0.5, stall=0.6)


@pytest.fixture(scope="module")
def impatient(serve: Any, graph: Any) -> Iterator[Any]:
    with serve(graph, limits=QUICK) as site:
        yield site


def opened(site: Any, *, room: int = 0) -> socket.socket:
    """Return a connection with *room* bytes for what comes in, so that an answer gets stuck; by default with plenty."""
    connection = socket.socket()
    if room:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    connection.settimeout(5)
    connection.connect(("127.0.0.1", site.port))
    return connection


def ended(connection: socket.socket) -> bool:
    """Say whether the server closes *connection* before the time is out."""
    with contextlib.suppress(ConnectionError):
        while connection.recv(1 << 16):
            pass
    return True


@pytest.mark.parametrize(
    "begun", ["", "GET /health HTTP/1.1\r\nHost: localh", "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /hea"]
)
def test_a_head_that_never_ends_ends_the_connection(impatient: Any, begun: str) -> None:
    with opened(impatient) as connection:
        connection.sendall(begun.encode())
        began = time.monotonic()
        assert ended(connection)
        assert time.monotonic() - began < 4  # uvicorn itself would wait for ever


def test_a_head_that_drips_ends_the_connection(impatient: Any) -> None:
    with opened(impatient) as connection, contextlib.suppress(ConnectionError):
        connection.sendall(b"GET /health HTTP/1.1\r\n")
        for number in range(40):
            connection.sendall(f"X-{number}: 1\r\n".encode())
            time.sleep(0.1)
        pytest.fail("it was still taken after four seconds")


def test_an_answer_that_nobody_takes_is_given_up(impatient: Any) -> None:
    lanes = impatient.app.state.lanes
    with opened(impatient, room=4096) as connection:
        connection.sendall(LARGE.encode())
        until = time.monotonic() + 5
        while not lanes.outgoing:
            assert time.monotonic() < until, "it never began"
            time.sleep(0.01)
        while lanes.outgoing:
            assert time.monotonic() < until + 5, "it was never given up"
            time.sleep(0.05)
    assert impatient.ask("/health").status == 200


def test_a_reader_who_is_only_slow_has_the_whole(impatient: Any) -> None:
    whole = len(impatient.ask("/graph-store?default", Accept="application/n-triples").body)
    with opened(impatient, room=1 << 16) as connection:
        connection.sendall(LARGE.replace("1.1\r\n", "1.1\r\nConnection: close\r\n").encode())
        taken = bytearray()
        began = time.monotonic()
        while piece := connection.recv(1 << 16):
            taken += piece
            time.sleep(0.01)
        assert time.monotonic() - began > QUICK.stall
    assert len(taken.partition(b"\r\n\r\n")[2]) == whole


def test_answers_on_their_way_out_are_bounded(serve: Any, graph: Any) -> None:
    with serve(graph, limits=Limits(outgoing=0)) as site:
        told = site.sparql("SELECT * { ?s ?p ?o } LIMIT 3")
        assert (told.status, told.headers["retry-after"]) == (503, "2")
        assert "on their way" in told.text
        assert site.app.state.lanes.outgoing == 0
