"""For notebooks and scripts: ``kzgraph.load()`` and ``kzgraph.query(…)``."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kzgraph.errors import EnvironmentProblem
from kzgraph.profile import profile_of
from kzgraph.rdf import readable
from kzgraph.sparql.answer import Answer, Term
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import Query, find_query, parse_query
from kzgraph.sparql.opening import open_graph, open_store
from kzgraph.vocab import XSD, shorten

if TYPE_CHECKING:
    import pandas as pd
    import rdflib

Value = str | int | Decimal | float | date | bool | None
_SHOWN = 50
_WHOLE = {XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")}


@cache
def _packaged() -> ox.Store:
    return open_store()


def value(term: Term) -> Value:
    """Return *term* as a Python value: numbers, dates and booleans as such, IRIs as prefixed names, the rest as text.

    >>> value(ox.NamedNode("https://w3id.org/kzgraph/id/china"))
    'kzr:china'
    """
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    kind, text = term.datatype.value, term.value
    try:
        if kind in _WHOLE:
            return int(text)
        if kind == XSD + "decimal":
            return Decimal(text)
        if kind in (XSD + "double", XSD + "float"):
            return float(text)
        if kind == XSD + "date":
            return date.fromisoformat(text)
    except (ValueError, ArithmeticError):
        return text
    return text in ("true", "1") if kind == XSD + "boolean" else text


@dataclass(frozen=True)
class Result:
    """What a query returned: rows to turn into dictionaries or a data frame, a yes or no, or triples."""

    answer: Answer

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns; of triples ``subject``, ``predicate``, ``object``."""
        return self.answer.columns if self.answer.triples is None else ("subject", "predicate", "object")

    @property
    def rows(self) -> tuple[tuple[Term, ...], ...]:
        """The rows as the engine's terms, nothing lost."""
        if self.answer.triples is None:
            return self.answer.rows
        return tuple((triple.subject, triple.predicate, triple.object) for triple in self.answer.triples)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows) if self.answer.verdict is None else self.answer.verdict

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.to_dicts())

    def to_dicts(self) -> list[dict[str, Value]]:
        """Return the rows as dictionaries of Python values, see :func:`value`."""
        return [dict(zip(self.columns, map(value, row), strict=True)) for row in self.rows]

    def to_pandas(self) -> "pd.DataFrame":
        """Return the rows as a data frame: numbers as ``Int64`` or ``Float64``, days as datetimes, missing as missing.

        Raises:
            EnvironmentProblem: when pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise EnvironmentProblem("a data frame needs pandas: pip install 'kzgraph[tables]'") from None
        frame = pd.DataFrame(self.to_dicts(), columns=list(self.columns), dtype=object)
        for name in self.columns:
            kinds = {type(cell) for cell in frame[name] if cell is not None}
            if kinds == {int}:
                frame[name] = frame[name].astype("Int64")
            elif kinds and kinds <= {int, Decimal, float}:
                frame[name] = pd.array([None if cell is None else float(cell) for cell in frame[name]], dtype="Float64")
            elif kinds == {date}:
                frame[name] = pd.to_datetime(frame[name])
            elif kinds == {bool}:
                frame[name] = frame[name].astype("boolean")
            elif kinds <= {str}:
                frame[name] = frame[name].astype("string")
        return frame

    def _repr_html_(self) -> str:
        if self.answer.verdict is not None:
            return f"<p>{str(self.answer.verdict).lower()}</p>"
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{_cell(term)}</td>" for term in row) + "</tr>" for row in self.rows[:_SHOWN]
        )
        more = f", the first {_SHOWN} shown" if len(self) > _SHOWN else ""
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<p>{len(self)} row{'' if len(self) == 1 else 's'}{more}</p>"
        )

    def __repr__(self) -> str:
        if self.answer.verdict is not None:
            return f"<kzgraph result: {str(self.answer.verdict).lower()}>"
        return f"<kzgraph result: {len(self)} rows of {', '.join(self.columns)}>"


def _cell(term: Term) -> str:
    text = escape(readable(term))
    if isinstance(term, ox.NamedNode) and term.value.startswith(("http://", "https://")):
        return f'<a href="{escape(term.value)}">{text}</a>'
    return text


def _wanted(question: str | Path) -> Query:
    text = str(question)
    if isinstance(question, Path) or not any(mark in text for mark in "{\n"):
        return find_query(text)
    return parse_query("query", text)


def query(question: str | Path, *, store: ox.Store | None = None, **parameters: object) -> Result:
    """Ask the graph.

    Args:
        question: the name of a query of the library, the path of an ``.rq`` file, or SPARQL itself.
        store: what is asked, by default the packaged graph, which is loaded once.
        parameters: values of the query's parameters; a date may be a :class:`datetime.date`.

    Raises:
        QueryError: when the query is malformed or there is none of that name.
        UsageError: when a parameter is unknown, of another kind, or missing.

    >>> query("SELECT (COUNT(*) AS ?n) { kzr:china a kzo:Country }").to_dicts()
    [{'n': 1}]
    """
    wanted = _wanted(question)
    values = {name: str(given) for name, given in parameters.items()}
    if store is None:
        return Result(ask(_packaged(), wanted.bind(values)))
    return Result(ask(store, wanted.on(profile_of(store).sides).bind(values)))


def load(*files: Path | str) -> "rdflib.Dataset":
    """Return an rdflib ``Dataset`` over the fast store, uncopied; without *files*, over the packaged graph.

    As with ``kzgraph query --graph``, a graph that ``kzgraph build`` has written comes with the ontology and the
    code lists, and a folder stands for the graph that was built in it.

    Give ``query`` its text as a string: a prepared query, or any keyword but ``initBindings``, makes oxrdflib
    fall back to rdflib's own engine, which is many times slower.

    Raises:
        InputError: when a file is missing, empty or malformed.
    """
    import oxrdflib
    import rdflib
    import rdflib.plugins.sparql

    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    store = open_graph(*map(Path, files)) if files else _packaged()
    return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store))


__all__ = ["Result", "load", "query", "value"]
