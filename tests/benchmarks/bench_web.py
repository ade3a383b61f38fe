"""The SPARQL endpoint beside others, on the same graph, by wrk: `make bench`, or with the peers on the PATH::

    python tests/benchmarks/bench_web.py --sizes 20000 200000

`oxigraph` (the native server) and `rdflib-endpoint` are measured where their commands are found.
Ours has its limits on.
Requests a second and the middle and 99th percentile of the latency, at 1, 8 and 64 connections.
Ratios are what counts: the machine may be shared.
"""

import argparse
import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from shape import generate  # its folder is no package

PREFIXES = (
    "PREFIX kzo: <https://w3id.org/kzgraph/ontology#> PREFIX kzr: <https://w3id.org/kzgraph/id/> "
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
QUERIES = {
    "light": "SELECT ?label { kzr:kazakhstan rdfs:label ?label }",
    "medium": "SELECT ?t ?label ?signed ?party { ?t a kzo:Treaty ; rdfs:label ?label "
    "OPTIONAL { ?t kzo:signed ?signed } OPTIONAL { ?t kzo:party ?party } } LIMIT 500",
    "heavy": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n)",
}
KEPT = "kept"
"""The light query over and over: ours keeps the answers it has given.  All else has another comment each time."""
CONNECTIONS = (1, 8, 64)
SECONDS = 3


@dataclass(frozen=True)
class Figure:
    """What wrk measured: requests a second, latencies in milliseconds, answers that were no 200."""

    rate: float
    median: float
    late: float
    failed: int


def milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]


SCRIPT = """
local threads = 0
function setup(thread) threads = threads + 1; thread:set("id", threads) end
local asked = 0
function request()
  asked = asked + 1
  return wrk.format("GET", wrk.path .. "%20%23" .. id .. "." .. asked)
end
"""


def measure(address: str, query: str, connections: int, seconds: int = SECONDS, *, new: bool = True) -> Figure:
    """Let *connections* clients ask *query* for some seconds; *new*: each time with another comment."""
    url = f"{address}?query={quote(PREFIXES + query)}"
    accept = "Accept: application/sparql-results+json"
    threads = min(connections, 2)
    command = [
        "wrk",
        f"-t{threads}",
        f"-c{connections}",
        f"-d{seconds}s",
        "--latency",
        "--timeout",
        "20s",
        "-H",
        accept,
        url,
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT)
        script.flush()
        if new:
            command[1:1] = ["-s", script.name]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    latency = dict(re.findall(r"^ +(50|99)% +(\S+)", text, re.MULTILINE))
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    rate = re.search(r"Requests/sec: +([\d.]+)", text)
    assert rate
    return Figure(
        float(rate[1]),
        milliseconds(latency["50"]) if "50" in latency else 0,
        milliseconds(latency["99"]) if "99" in latency else 0,
        int(failed[1]) if failed else 0,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], address: str) -> Iterator[str]:
    """Run a server until the block ends, once its address answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        until = time.monotonic() + 120
        while True:
            with contextlib.suppress(OSError), urlopen(f"{address}?query=ASK%20%7B%7D", timeout=2):  # noqa: S310 - our own
                break
            assert process.poll() is None, f"{command[0]} has ended"
            assert time.monotonic() < until, f"{command[0]} does not answer"
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def servers(size: int, folder: Path) -> Iterator[dict[str, list[str]]]:
    """Yield the name of each server with its command, its graph of about *size* triples lying in *folder*."""
    graph = folder / "graph.nt"
    generate(size, graph)
    port = str(free_port())
    found = {"kzgraph": [sys.executable, "-m", "kzgraph", "serve", "--quiet", "--port", port, "--graph", str(graph)]}
    if native := shutil.which("oxigraph"):
        location = folder / "native"
        load = [native, "load", "--location", str(location), "--file", str(graph)]
        subprocess.run(load, check=True, capture_output=True)
        bind = f"127.0.0.1:{port}"
        found["oxigraph"] = [native, "serve-read-only", "--location", str(location), "--bind", bind]
    if endpoint := shutil.which("rdflib-endpoint"):
        shared = ["--host", "127.0.0.1", "--port", port, str(graph)]
        found["rdflib-endpoint"] = [endpoint, "serve", *shared]
        found["rdflib-endpoint on Oxigraph"] = [endpoint, "serve", "--store", "Oxigraph", *shared]
    yield found


def port_of(command: list[str]) -> str:
    return next(re.sub(r".*:", "", word) for word in command if re.fullmatch(r"(127\.0\.0\.1:)?\d{4,5}", word))


def compare(
    size: int, connections: tuple[int, ...] = CONNECTIONS, seconds: int = SECONDS
) -> dict[str, dict[str, Figure]]:
    """Measure each server with each query; print a line for each."""
    figures: dict[str, dict[str, Figure]] = {}
    with tempfile.TemporaryDirectory() as name, servers(size, Path(name)) as found:
        print(f"\n{size:,} triples; requests a second (p50 / p99 in ms)")
        for server, command in found.items():
            address = f"http://127.0.0.1:{port_of(command)}/" + ("query" if server == "oxigraph" else "sparql")
            address = address.replace("/sparql", "/") if server.startswith("rdflib") else address
            with running(command, address):
                for kind, query in {KEPT: QUERIES["light"], **QUERIES}.items():
                    for number in connections:
                        figure = measure(address, query, number, seconds, new=kind != KEPT)
                        figures.setdefault(server, {})[f"{kind} {number}"] = figure
                        note = f"  {figure.failed} no 200" if figure.failed else ""
                        times = f"({figure.median:.1f} / {figure.late:.1f})"
                        print(f"{server:<28} {kind:<7} {number:>3} {figure.rate:>9.1f}  {times}{note}", flush=True)
    return figures


def test_the_endpoint_beside_others() -> None:
    if not shutil.which("wrk"):
        pytest.skip("no wrk (Debian: apt-get install wrk)")
    figures = compare(20_000, (8,), 2)
    ours = figures["kzgraph"]
    assert all(figure.failed == 0 for figure in ours.values())
    for peer in (name for name in figures if name.startswith("rdflib")):
        assert ours["kept 8"].rate > 3 * figures[peer]["kept 8"].rate
        assert ours["light 8"].rate > 3 * figures[peer]["light 8"].rate
        assert ours["medium 8"].rate > 20 * figures[peer]["medium 8"].rate
        assert ours["heavy 8"].rate > 20 * figures[peer]["heavy 8"].rate
    if "oxigraph" in figures:
        assert ours["kept 8"].rate > figures["oxigraph"]["kept 8"].rate / 3
        assert ours["heavy 8"].rate > figures["oxigraph"]["heavy 8"].rate


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[20_000])
    parser.add_argument("--connections", type=int, nargs="+", default=list(CONNECTIONS))
    parser.add_argument("--seconds", type=int, default=SECONDS)
    given = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for size in given.sizes:
        compare(size, tuple(given.connections), given.seconds)


if __name__ == "__main__":
    main()
