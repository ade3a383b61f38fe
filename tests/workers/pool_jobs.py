"""What the workers of the pool's tests do: echo, or one of the things that must not harm anybody else."""

import ctypes
import os
import socket
import time
from collections.abc import Callable


def prepare(payload: bytes, *, greeting: str = "") -> Callable[[bytes], bytes]:
    def answer(request: bytes) -> bytes:
        return DEEDS.get(request, lambda: greeting.encode() + payload + request)()

    return answer


def spin() -> bytes:
    while True:
        pass


def wait() -> bytes:
    time.sleep(60)
    return b"late"


def hoard() -> bytes:
    return b"x" * (3 << 30)


def overflow() -> bytes:
    return ctypes.string_at(0)


def read() -> bytes:
    try:
        os.close(os.open("/etc/hostname", os.O_RDONLY))
    except OSError:
        return b"refused"
    return b"read"


def call() -> bytes:
    try:
        socket.create_connection(("127.0.0.1", 9), 1)
    except ConnectionRefusedError:
        return b"called"
    except OSError:
        return b"refused"
    return b"called"


def large() -> bytes:
    return b"y" * 5_000_000


def number() -> bytes:
    return str(os.getpid()).encode()


DEEDS: dict[bytes, Callable[[], bytes]] = {
    b"spin": spin,
    b"wait": wait,
    b"hoard": hoard,
    b"overflow": overflow,
    b"read": read,
    b"call": call,
    b"large": large,
    b"number": number,
}
