"""What runs inside the fork server, the process that holds the graph, and inside the workers that it forks.

What travels between them and the process outside (:mod:`kzgraph.workers.forkserver`) is bytes behind a four-byte
length.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator
from typing import Final

Answer = Callable[[bytes], bytes]
LENGTH: Final = struct.Struct("!I")
ORDER: Final = struct.Struct("!ci")
REQUEST: Final = struct.Struct("!II")
"""Size of a request in bytes, and the seconds that it may take."""
_DIE_WITH_PARENT: Final = 1
_PIECE: Final = 1 << 16


def exactly(connection: socket.socket, size: int) -> bytes:
    """Return *size* bytes from *connection*; fewer mean that the other side has gone."""
    pieces = bytearray()
    while len(pieces) < size:
        piece = connection.recv(min(size - len(pieces), 1 << 20))
        if not piece:
            raise EOFError
        pieces += piece
    return bytes(pieces)


def _address_space() -> int:
    """Return the bytes of address space in use; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - a kernel interface, not a file of ours
            return int(stream.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _die_with(parent: int) -> None:
    """End when *parent* does (Linux), also when it is gone before this is said."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _confine(connection: socket.socket, memory: int, *, sealed: bool) -> socket.socket:
    """Give this process its limits; a *sealed* one can open no file and no socket.  Return its connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    used = _address_space()
    if used:
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if not sealed:
        return connection
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nothing, standard)
    only = socket.socket(fileno=os.dup2(connection.detach(), 3))
    os.closerange(4, 1024)
    resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))
    return only


def _requests(connection: socket.socket) -> Iterator[tuple[int, bytes]]:
    """Yield the seconds that each request may take, and the request, until the other side goes."""
    while piece := connection.recv(_PIECE):  # most come whole in one piece; the next is sent after the reply
        if len(piece) < REQUEST.size:
            piece += exactly(connection, REQUEST.size - len(piece))
        size, seconds = REQUEST.unpack_from(piece)
        missing = REQUEST.size + size - len(piece)
        yield seconds, piece[REQUEST.size :] + (exactly(connection, missing) if missing else b"")


def _work(connection: socket.socket, answer: Answer) -> None:
    """Answer requests until the other side goes."""
    allowed = 0
    for seconds, request in _requests(connection):
        most = int(time.process_time()) + seconds + 2  # should whoever kills us be gone
        if most > allowed:
            resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
            allowed = most
        reply = answer(request)
        connection.sendall(LENGTH.pack(len(reply)) + reply)


def _worker(connection: socket.socket, answer: Answer, memory: int, *, sealed: bool) -> None:
    status = 1
    try:
        _work(_confine(connection, memory, sealed=sealed), answer)
    except (EOFError, ConnectionError):
        status = 0
    finally:
        os._exit(status)


def nurse(handle: int) -> None:
    """Be the fork server: prepare, then fork and end workers as the control socket says, until it closes."""
    control = socket.socket(fileno=handle)
    order = json.loads(exactly(control, LENGTH.unpack(exactly(control, LENGTH.size))[0]))
    payload = exactly(control, order["payload"])
    module, _, name = order["prepare"].partition(":")
    answer: Answer = getattr(importlib.import_module(module), name)(payload, **order["settings"])
    del payload
    gc.collect()
    gc.freeze()  # what is shared stays shared: the collector does not touch it
    children: set[int] = set()
    try:
        control.sendall(ORDER.pack(b"R", 0))
        while True:
            _obey(control, answer, children)
    except (EOFError, ConnectionError):
        pass
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)


def _obey(control: socket.socket, answer: Answer, children: set[int]) -> None:
    message, handles, _, _ = socket.recv_fds(control, ORDER.size, 1)
    if len(message) < ORDER.size:
        raise EOFError
    what, number = ORDER.unpack(message)
    if what in b"FS":
        forkserver = os.getpid()
        pid = os.fork()
        if pid == 0:
            _die_with(forkserver)
            control.close()
            _worker(socket.socket(fileno=handles[0]), answer, number << 20, sealed=what == b"S")
        os.close(handles[0])
        children.add(pid)
        control.sendall(ORDER.pack(what, pid))
    elif number in children:
        os.kill(number, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        children.discard(number)
        control.sendall(ORDER.pack(what, status))
