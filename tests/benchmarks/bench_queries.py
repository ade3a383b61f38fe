"""The whole library on three engines side by side, on the real graph and on larger ones of its shape.

Parity first: a time of a wrong answer is worth nothing.  What counts is CPU time (the machine may be shared),
the median of several runs.  `make bench` runs it and rewrites `docs/performance.md`; by hand::

    python tests/benchmarks/bench_queries.py --sizes real 200000 2000000 --write
"""

import argparse
import math
import os
import platform
import re
import resource
import signal
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from importlib.metadata import version
from pathlib import Path
from statistics import geometric_mean, median
from time import perf_counter, process_time
from types import FrameType

import pyoxigraph as ox
import rdflib
import rdflib.plugins.sparql

sys.path.insert(0, str(Path(__file__).parent))
from shape import generate  # its folder is no package

from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import Query, library
from kzgraph.sparql.opening import open_store
from kzgraph.vocab import PREFIXES

rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"
REAL = 0
SIZES = (REAL, 200_000, 2_000_000)
LARGEST_FOR_RDFLIB = 500_000
PATIENCE = 10
"""Seconds of CPU that rdflib gets for one query."""
ENOUGH = 1.0
"""Seconds of CPU after which a query is not run again."""
GOAL_MS, GOAL_RATIO = 50, 30
UNEXPLAINED = "not explained yet"

Rows = list[tuple[str, ...]]
Run = Callable[[str], Rows]


class TooLong(Exception):
    """A query that did not end in time."""


def same_number(text: str) -> str:
    """Return *text*, as a number to twelve digits where it is one: engines print and divide differently."""
    try:
        return f"{Decimal(text):.11e}"
    except InvalidOperation:
        return text


def comparable(rows: Rows) -> Rows:
    """Return *rows* in an order and a writing of numbers that every engine can share."""
    return sorted(tuple(same_number(cell) for cell in row) for row in rows)


def on_oxigraph(store: ox.Store) -> Run:
    """Return how a query is run on *store*, its answer read to the end."""

    def run(text: str) -> Rows:
        answer = ask(store, text)
        if answer.verdict is not None:
            return [(str(answer.verdict),)]
        triples = answer.triples
        rows = answer.rows if triples is None else tuple((t.subject, t.predicate, t.object) for t in triples)
        return [tuple("" if term is None else getattr(term, "value", str(term)) for term in row) for row in rows]

    return run


def on_rdflib(graph: rdflib.Graph) -> Run:
    """Return how a query is run on *graph* by rdflib's own engine."""

    def run(text: str) -> Rows:
        answer = graph.query(text, initNs=PREFIXES)
        if answer.type == "ASK":
            return [(str(answer.askAnswer),)]
        return [tuple("" if term is None else str(term) for term in row) for row in answer]

    return run


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise :class:`TooLong` in Python code that takes more than *seconds* of CPU."""

    start = process_time()

    def look(_number: int, _frame: FrameType | None) -> None:
        if process_time() - start > seconds:
            raise TooLong

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)  # a timer of CPU time would make process_time() coarse
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@dataclass
class Timing:
    """The median CPU milliseconds of a query, its answer, or that it did not end."""

    ms: float = math.nan
    rows: Rows = field(default_factory=list)
    ended: bool = True


def measure(run: Run, text: str, *, most: int = 7, patience: int | None = None) -> Timing:
    """Run *text* until it has taken enough, and return the median."""
    taken: list[float] = []
    rows: Rows = []
    while len(taken) < most and sum(taken) < ENOUGH:
        try:
            with at_most(patience) if patience else nullcontext():
                start = process_time()
                rows = run(text)
                taken.append(process_time() - start)
        except TooLong:
            return Timing(ended=False)
    return Timing(median(taken) * 1000, rows)


@dataclass
class Engine:
    """An engine with a graph loaded: seconds of CPU to load it, and the timings by query."""

    name: str
    load: float
    times: dict[str, Timing] = field(default_factory=dict)


@dataclass
class Size:
    """One graph on all engines."""

    label: str
    triples: int
    engines: list[Engine] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)


def _loaded(make: Callable[[], Run]) -> tuple[Run, float]:
    start = process_time()
    run = make()
    return run, process_time() - start


def _in_memory(path: Path) -> Run:
    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    return on_oxigraph(store)


def _on_disk(path: Path, folder: Path) -> Run:
    store = ox.Store(str(folder))
    store.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES)
    store.flush()
    del store
    return on_oxigraph(ox.Store.read_only(str(folder)))


def _in_rdflib(path: Path) -> Run:
    return on_rdflib(rdflib.Graph().parse(path, format="nt"))


def bench(target: int, questions: Sequence[Query], *, hopeless: frozenset[tuple[str, str]] = frozenset()) -> Size:
    """Run *questions* on every engine over the real graph (0) or one of about *target* triples.

    *hopeless* names engines and questions that did not end on a smaller graph and are not tried again.
    """
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / "graph.nt"
        if target == REAL:
            path.write_bytes(ox.serialize((quad.triple for quad in open_store()), format=ox.RdfFormat.N_TRIPLES) or b"")
        else:
            generate(target, path)
        memory, load = _loaded(lambda: _in_memory(path))
        triples = int(memory("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0][0])
        size = Size("the real graph" if target == REAL else f"about {spaced(target)}", triples)
        runs = [(Engine("Oxigraph, memory", load), memory, None)]
        disk, load = _loaded(lambda: _on_disk(path, Path(work) / "store"))
        runs.append((Engine("Oxigraph, disk", load), disk, None))
        if triples <= LARGEST_FOR_RDFLIB:
            slow, load = _loaded(lambda: _in_rdflib(path))
            slow("SELECT * { ?s a <urn:nothing> }")  # its first query pays for the parser
            runs.append((Engine("rdflib, memory", load), slow, PATIENCE))
        for query in questions:
            for engine, run, patience in runs:
                tried = (engine.name, query.name) not in hopeless
                engine.times[query.name] = measure(run, query.text, patience=patience) if tried else Timing(ended=False)
            answers = [comparable(e.times[query.name].rows) for e, *_ in runs if e.times[query.name].ended]
            if any(answer != answers[0] for answer in answers[1:]):
                size.differing.append(query.name)
            print(size.label, query.name, *(f"{e.times[query.name].ms:.2f}" for e, *_ in runs), flush=True)
        size.engines = [engine for engine, *_ in runs]
    return size


def bench_all(targets: Sequence[int], questions: Sequence[Query]) -> list[Size]:
    """Run *questions* on graphs of all *targets*, the smallest first."""
    sizes: list[Size] = []
    for target in sorted(targets):
        lost = {
            (engine.name, name)
            for size in sizes
            for engine in size.engines
            for name, t in engine.times.items()
            if not t.ended
        }
        sizes.append(bench(target, questions, hopeless=frozenset(lost)))
    return sizes


def ratios(size: Size) -> dict[str, float]:
    """Return how many times the CPU time of Oxigraph in memory each query takes on rdflib, where it ended."""
    if len(size.engines) < 3:
        return {}
    fast, _, slow = size.engines
    return {
        name: slow.times[name].ms / max(fast.times[name].ms, 0.001) for name in fast.times if slow.times[name].ended
    }


def spaced(number: int) -> str:
    """Return *number* with its thousands apart."""
    return f"{number:,}".replace(",", " ")


def _cell(timing: Timing) -> str:
    return f"{timing.ms:.2f}" if timing.ended else f"> {PATIENCE} s"


def _summary(size: Size) -> list[str]:
    lines = [
        f"| {size.label} ({spaced(size.triples)} triples) | load, s | median, ms | slowest, ms | unfinished |",
        "|---|---:|---:|---:|---:|",
    ]
    for engine in size.engines:
        ended = [timing.ms for timing in engine.times.values() if timing.ended]
        lost = len(engine.times) - len(ended)
        lines.append(f"| {engine.name} | {engine.load:.1f} | {median(ended):.2f} | {max(ended):.1f} | {lost} |")
    found = list(ratios(size).values())
    if found:
        told = f"geometric mean {geometric_mean(found):.0f}, median {median(found):.0f}, least {min(found):.1f}"
        lines += [
            "",
            "CPU time of rdflib over that of Oxigraph in memory, where both ended:",
            f"{told}, most {max(found):.0f}.",
        ]
    if size.differing:
        lines += ["", f"Answers differ between engines: {', '.join(size.differing)}."]
    return [*lines, ""]


def report(sizes: Sequence[Size], reasons: Callable[[str], str]) -> str:
    """Return the page: a summary of each size, the questions over the goal with the reason, all times."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        "# How fast the questions are",
        "",
        "Written by `make bench` (`tests/benchmarks/bench_queries.py`); do not edit.",
        "Times are CPU milliseconds, the median of up to seven runs, the answer read to its end; loads, CPU seconds.",
        "Before a time counts, the answers of the engines are compared: row by row, numbers to twelve digits.",
        "The larger graphs are made by `tests/benchmarks/shape.py`: copies of the real one wired together, seeded.",
        f"rdflib gets {PATIENCE} s of CPU for a query, and no graph of more than {spaced(LARGEST_FOR_RDFLIB)} triples;",
        "what it did not finish on a smaller graph is not tried on a larger one.",
        "",
        f"{len(sizes[0].engines[0].times)} questions; pyoxigraph {version('pyoxigraph')}, rdflib {version('rdflib')};",
        f"Python {platform.python_version()}, {os.cpu_count()} cores of {platform.machine()};",
        f"peak memory of the whole run {spaced(round(peak))} MB.",
        "Read ratios: milliseconds hold for one machine on one day.",
        "",
    ]
    for size in sizes:
        lines += _summary(size)
    for size in sizes:
        over = [(timing.ms, name) for name, timing in size.engines[0].times.items() if timing.ms > GOAL_MS]
        lines += [f"## Over {GOAL_MS} ms in memory: {size.label}", ""]
        lines += [f"* `{name}`, {ms:.0f} ms{_because(reasons(name))}" for ms, name in sorted(over, reverse=True)] or [
            "None."
        ]
        lines += [""]
    lines += ["## All questions", "", "| question | rows |" + "".join(_heads(size) for size in sizes)]
    lines += ["|---|---:|" + "---:|" * sum(len(size.engines) for size in sizes)]
    for name in sizes[0].engines[0].times:
        rows = len(sizes[0].engines[0].times[name].rows)
        cells = [_cell(engine.times[name]) for size in sizes for engine in size.engines]
        lines.append(f"| `{name}` | {rows} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _because(why: str) -> str:
    return "" if why == UNEXPLAINED else f": {why}"


def _heads(size: Size) -> str:
    return "".join(f" {size.label}: {engine.name} |" for engine in size.engines)


def reason(name: str) -> str:
    """Return why the question *name* takes long: its own comment "Reads every …", else the line in ``slow.toml``."""
    own = re.search(r"# (Reads every .+)", library()[name].text)
    known = tomllib.loads((Path(__file__).parent / "slow.toml").read_text("utf-8"))
    return own[1].rstrip(".") if own else known.get(name, UNEXPLAINED)


def questions() -> list[Query]:
    """Return the library, questions that must find nothing included."""
    return list(library().values())


def test_every_question_has_one_answer_and_is_fast_enough() -> None:
    sizes = bench_all(SIZES, questions())
    PAGE.write_text(report(sizes, reason), "utf-8")
    for size in sizes:
        print("\n".join(_summary(size)))
    real, middle, *_ = sizes
    assert not real.differing
    found = list(ratios(middle).values())
    assert geometric_mean(found) > GOAL_RATIO
    assert all(timing.ms <= GOAL_MS or reason(name) != UNEXPLAINED for name, timing in middle.engines[0].times.items())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark and print the page, or write it to ``docs/performance.md``."""
    parser = argparse.ArgumentParser(description="Time the library on every engine.")
    parser.add_argument("--sizes", nargs="+", type=lambda text: REAL if text == "real" else int(text), default=SIZES)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    given = parser.parse_args(arguments)
    start = perf_counter()
    page = report(bench_all(given.sizes, questions()), reason)
    print(f"{perf_counter() - start:.0f} s in all", file=sys.stderr)
    if given.write:
        PAGE.write_text(page, "utf-8")
    else:
        print(page)


if __name__ == "__main__":
    main()
