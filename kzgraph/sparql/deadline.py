"""Ending a question that takes too long."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from kzgraph.errors import LIMIT, UsageError


@contextmanager
def deadline(seconds: float | None) -> Iterator[None]:
    """End this process, with a message, when the body takes longer than *seconds*.

    The engine cannot be interrupted, so its process ends; it has written nothing that could be lost.
    For the same reason a signal to stop ends the process at once, not when the engine comes back.
    """
    if seconds is None:
        yield
        return
    if not seconds > 0:
        raise UsageError(f"no answer comes within {seconds:g} s; give more seconds")

    def end() -> None:
        sys.stderr.write(f"Error: no answer within {seconds:g} s; narrow the query or raise --timeout\n")
        sys.stderr.flush()
        os._exit(LIMIT)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    stops = (signal.SIGINT, signal.SIGTERM) if threading.current_thread() is threading.main_thread() else ()
    handlers = [(stop, signal.signal(stop, signal.SIG_DFL)) for stop in stops]
    try:
        yield
    finally:
        timer.cancel()
        for stop, handler in handlers:
            signal.signal(stop, handler)
