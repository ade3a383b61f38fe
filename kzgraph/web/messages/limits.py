"""The limits of the server, each a setting with the reason for its default."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from os import cpu_count
from typing import Any

from kzgraph.errors import UsageError, quoted
from kzgraph.sparql.guard import Bounds

_LARGEST = {"workers": 256}
"""What a limit may be at the most, where that is not a thousand million."""


def _limit(default: float, reason: str, unit: str, error: str) -> Any:
    return field(default=default, metadata={"reason": reason, "unit": unit, "error": error})


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a request may cost.  ``metadata`` of a field tells its unit, its reason and the answer beyond it."""

    deadline: float = _limit(
        10, "a question of the library takes milliseconds; the largest honest ones a second", "s", "504"
    )
    page_deadline: float = _limit(4, "pages ask only our own questions", "s", "504")
    picture_deadline: float = _limit(15, "a worker's first picture waits for the fonts; each is kept", "s", "504")
    memory: int = _limit(1024, "a sort of millions of rows would take all there is", "MB a worker", "422")
    workers: int = _limit(max(4, 2 * (cpu_count() or 1)), "slow questions must not hold up quick ones", "", "503")
    queue: int = _limit(128, "who waits behind more would wait in vain", "requests", "503")
    patience: float = _limit(5, "longer, and a client is better told to come back", "s", "503")
    short_query: int = _limit(8192, "a query in a URL or a form; proxies cut longer URLs", "bytes", "413")
    query: int = _limit(65536, "a query sent directly; longer ones are lists, to be sent in pieces", "bytes", "413")
    depth: int = _limit(64, "brackets within each other; from 868 on the engine's stack overflows", "", "400")
    operators: int = _limit(256, "operators in a query; a chain of 6,900 overflows the engine's stack", "", "400")
    patterns: int = _limit(100, "triple patterns and path steps; 175 take the planner over 8 s", "", "400")
    rows: int = _limit(10_000, "without `rows=`; more is an error, never a cut answer", "rows", "422")
    most_rows: int = _limit(100_000, "with `rows=`; take the whole graph for more", "rows", "422")
    answer: int = _limit(32, "the whole graph as Turtle is smaller", "MB", "422")
    body: int = _limit(1024, "of a request", "kB", "413")
    url: int = _limit(32768, "three bytes for each of a short query, where all are escaped", "bytes", "414")
    head: float = _limit(10, "a request line and headers that drip in hold a connection for nothing", "s", "closed")
    stall: float = _limit(60, "a client that takes nothing of its answer for so long has gone", "s", "closed")
    outgoing: int = _limit(256, "answers on their way out, of all clients together", "MB", "503")
    accept: int = _limit(4096, "no client needs a longer Accept header", "bytes", "400")

    def changed(self, settings: Iterable[str]) -> "Limits":
        """Return the limits with other values, each given as ``name=value``.

        Raises:
            UsageError: when there is no limit of that name, or its value is no positive number.
        """
        kinds = {each.name: float if each.type is float else int for each in fields(self)}
        found: dict[str, float] = {}
        for setting in settings:
            name, _, value = setting.partition("=")
            if name not in kinds:
                raise UsageError(f"no limit is called {quoted(name)}; there are {', '.join(kinds)}")
            try:
                found[name] = kinds[name](value)
            except ValueError:
                found[name] = 0
            most = _LARGEST.get(name, 1_000_000_000)
            if not 0 < found[name] <= most:
                sort = "a number of seconds" if kinds[name] is float else "a whole number"
                raise UsageError(f"the limit {name} is {sort} above 0 and at most {most:,}, not {quoted(value[:40])}")
        return replace(self, **found)  # type: ignore[arg-type]  # names and kinds are those of the fields

    @property
    def bounds(self) -> Bounds:
        """The guard's share of the limits."""
        return Bounds(length=self.query, depth=self.depth, operators=self.operators, patterns=self.patterns)

    def table(self) -> list[dict[str, str]]:
        """Return one row a limit, for people."""
        return [
            {"name": each.name, "value": f"{getattr(self, each.name):,} {each.metadata['unit']}".strip()}
            | {key: each.metadata[key] for key in ("reason", "error")}
            for each in fields(self)
        ]
