"""The server of Oxigraph, a real one, on a port of its own."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import absent


@contextmanager
def oxigraph_server(location: Path, files: Sequence[Path] = (), *, read_only: bool = False) -> Iterator[str]:
    """Serve the store at *location*, filled with *files*, and give the address."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        absent("no server of Oxigraph (it comes with constraints/test.txt)")
    if files:
        words = [word for path in files for word in ("--file", path)]
        subprocess.run([program, "load", "--location", location, *words], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "serve-read-only" if read_only else "serve", "--location", location]
    running = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 20
        while True:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)
