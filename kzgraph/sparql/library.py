"""The query library: ``.rq`` files that describe themselves and whose parameters are bound, never pasted.

A file opens with decorators in grlc's style (``#+ summary: …``).  A parameter is a line of its own,
``VALUES ?name { default } # parameter: what it means``: the file runs as it is in any SPARQL tool,
and binding a value replaces the default by a term that the engine itself has written.
``#+ empty: …`` is what a reader is told beside an empty answer: where to look instead.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kzgraph.dates import BadDate, parse
from kzgraph.errors import QueryError, UsageError, one_problem, quoted
from kzgraph.files.paths import data_dir, name_of
from kzgraph.files.reading import read_text
from kzgraph.vocab import BASE, ENTITY, PREFIXES, XSD, shorten

_DECORATOR = re.compile(r"#\+ (\w+): ?(.*)")
_PARAMETER = re.compile(r"^(\s*VALUES \?(\w+) \{ )(.+?)( \}) *# parameter: (.+)$", re.MULTILINE)
_SAFE_IRI = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")


_WISHES = {
    "entity": "an id",
    "date": "a day (YYYY-MM-DD)",
    "number": "a number",
    "text": "a text",
    "any": "an id, day, number or text",
}


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, its default as SPARQL writes it, what it means."""

    name: str
    default: str
    meaning: str

    @property
    def kind(self) -> str:
        """What a value must be: ``entity``, ``date``, ``number`` or ``text``; ``any`` without a default (``UNDEF``)."""
        if self.default == "UNDEF":
            return "any"
        if self.default.startswith("<") or re.match(r"\w+:", self.default):
            return "entity"
        if self.default.endswith("xsd:date"):
            return "date"
        return "text" if self.default.startswith('"') else "number"

    @property
    def _namespace(self) -> str:
        """The namespace of the default: a bare name that is given is of the same."""
        return PREFIXES.get(self.default.partition(":")[0], ENTITY)

    @property
    def typed(self) -> str:
        """The default as somebody would type it."""
        if self.default.startswith("<"):
            return shorten(self.default.strip("<>")).removeprefix("kzr:")
        return self.default.partition("^^")[0].partition("@")[0].strip('"').removeprefix("kzr:")

    def term(self, value: str) -> ox.NamedNode | ox.Literal:
        """Return *value* as a term of this parameter's kind.

        Raises:
            UsageError: when *value* is not of that kind.
        """
        match self.kind:
            case "entity":
                return _iri(self.name, value, self._namespace)
            case "date":
                return ox.Literal(_day(self.name, value), datatype=ox.NamedNode(XSD + "date"))
            case "number":
                if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,12})?", value):
                    raise UsageError(f"--param {self.name}: {quoted(value)} is no number")
                return ox.Literal(value, datatype=ox.NamedNode(XSD + "decimal"))
            case "any":
                return _guessed(self.name, value)
            case _:
                return ox.Literal(value)


def _guessed(name: str, value: str) -> ox.NamedNode | ox.Literal:
    if value.partition(":")[0] in PREFIXES or "://" in value:
        return _iri(name, value)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return ox.Literal(_day(name, value), datatype=ox.NamedNode(XSD + "date"))
    kind = XSD + ("decimal" if re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,12})?", value) else "string")
    return ox.Literal(value, datatype=ox.NamedNode(kind))


def _iri(name: str, value: str, namespace: str = ENTITY) -> ox.NamedNode:
    prefix, _, rest = value.partition(":")
    if prefix in PREFIXES and not rest.startswith("//"):
        value = PREFIXES[prefix] + rest
    elif "://" not in value:
        value = namespace + value
    try:
        return ox.NamedNode(value if _SAFE_IRI.fullmatch(value) else "")
    except ValueError:
        raise UsageError(f"--param {name}: {quoted(value)} is no id; `kzgraph search TEXT` finds ids") from None


def _day(name: str, value: str) -> str:
    try:
        span = parse(value)
    except BadDate as error:
        raise UsageError(f"--param {name}: {error}") from None
    if span.earliest is None or span.earliest != span.latest:
        raise UsageError(f"--param {name}: {quoted(value)} is no single day; write YYYY-MM-DD")
    return span.earliest.isoformat()


@dataclass(frozen=True)
class Query:
    """A query of the library."""

    name: str
    topic: str
    text: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    empty: str = ""
    sides: tuple[str, ...] = ("", "", "")
    """Its parameters that are the first and the second side of a graph and their relation, unless others are given."""

    def on(self, sides: Sequence[str]) -> "Query":
        """Return the query as it is asked of a graph whose *sides* (ids) these are."""
        meant = [*sides[:2], "-".join((*sides[:2], "relations"))] if len(sides) > 1 else sides
        own = {name: f"kzr:{side}" for name, side in zip(self.sides, meant, strict=False) if name}

        def placed(line: re.Match[str]) -> str:
            return line[0] if line[2] not in own else f"{line[1]}{own[line[2]]}{line[4]} # parameter: {line[5]}"

        parameters = [replace(each, default=own.get(each.name, each.default)) for each in self.parameters]
        return replace(self, text=_PARAMETER.sub(placed, self.text), parameters=tuple(parameters))

    def wish(self, name: str) -> str:
        """Return what the parameter *name* wants and how it is given; nothing when there is no such parameter."""
        for each in self.parameters:
            if each.name == name:
                example = each.default.strip('<>"').partition('"')[0].removeprefix(BASE)
                shape = f", such as {example}" if each.default != "UNDEF" else ""
                wish = f"wants {_WISHES[each.kind]}{shape}: {each.meaning}"
                return f"{self.name}: parameter {name} {wish}; give -p {name}=…"
        return ""

    def terms(self, values: Mapping[str, str]) -> dict[str, ox.NamedNode | ox.Literal]:
        """Return *values* by name as terms, each of its parameter's kind.

        Raises:
            UsageError: when a name is not a parameter of this query, a value not of its kind, a parameter that has
                no default gets no value, or the days from … until … run backwards.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                has = f"it has {', '.join(known)}" if known else "it has none"
                raise UsageError(f"{self.name}: no parameter {quoted(name)}; {has}")
        missing = [each.name for each in self.parameters if each.default == "UNDEF" and each.name not in values]
        if missing:
            raise UsageError("\n".join(map(self.wish, missing)))
        terms = {name: known[name].term(value) for name, value in values.items()}
        self._forward(known, terms)
        return terms

    def _forward(self, known: Mapping[str, Parameter], terms: Mapping[str, ox.NamedNode | ox.Literal]) -> None:
        """Make sure that what is asked for begins before it ends, where the query has a first and a last day for it."""
        ends = [known[name] for name in ("from", "until") if name in known]
        if len(ends) < 2 or not terms.keys() & {"from", "until"} or {each.kind for each in ends} != {"date"}:
            return
        first, last = (terms.get(each.name, each.term(each.typed)).value for each in ends)
        if first > last:
            by_default = [each.name for each in ends if each.name not in terms]
            mend = f"give -p {by_default[0]}=… too" if by_default else "exchange the two"
            raise UsageError(f"{self.name}: the days run backwards: from {first} until {last}; {mend}")

    def bind(self, values: Mapping[str, str]) -> str:
        """Return the text with *values* in the place of the defaults.

        Raises:
            UsageError: as :meth:`terms`.
        """
        terms = self.terms(values)

        def bound(line: re.Match[str]) -> str:
            return line[0] if line[2] not in terms else f"{line[1]}{terms[line[2]]}{line[4]}"

        return _PARAMETER.sub(bound, self.text)


def parse_query(name: str, text: str, topic: str = "") -> Query:
    """Return the query that *text* describes; without decorators, one without a summary."""
    notes: dict[str, str] = {}
    last = ""
    for line in text.splitlines():
        found = _DECORATOR.fullmatch(line)
        if found:
            last = found[1]
            notes[last] = found[2].strip()
        elif line.startswith("#+ ") and last:
            notes[last] = f"{notes[last]} {line[3:].strip()}".strip()
        elif line.strip():
            break
    return Query(
        name=name,
        topic=topic,
        text=text,
        summary=notes.get("summary", ""),
        description=notes.get("description", ""),
        tags=tuple(tag.strip() for tag in notes.get("tags", "").split(",") if tag.strip()),
        parameters=tuple(Parameter(found[2], found[3], found[5]) for found in _PARAMETER.finditer(text)),
        empty=notes.get("empty", ""),
        sides=tuple(notes.get(name, "") for name in ("first_side", "second_side", "relation")),
    )


def read_query(path: Path, folder: Path | None = None) -> Query:
    """Return the query in the file *path*."""
    topic = path.parent.name if folder and path.parent != folder else ""
    return parse_query(path.stem, read_text(path), topic)


def library(folder: Path | None = None) -> dict[str, Query]:
    """Return the queries of *folder* (by default the packaged ones) and of its folders, by name."""
    folder = folder or data_dir("queries")
    found = [read_query(path, folder) for path in sorted(folder.rglob("*.rq"))]
    if not found:
        raise one_problem("holds no query", "install the package again", file=name_of(folder))
    return {query.name: query for query in found}


def _is_there(name: str) -> bool:
    try:
        return Path(name).exists()
    except OSError:  # too long for a file name
        return False


def find_query(name: str, folder: Path | None = None) -> Query:
    """Return the query called *name*: one of the library, else a file.

    Raises:
        QueryError: when there is neither.
    """
    folder = folder or data_dir("queries")
    for path in sorted(folder.rglob("*.rq")):
        if path.stem == name:
            return read_query(path, folder)
    if Path(name).suffix == ".rq" or _is_there(name):
        return read_query(Path(name))
    from difflib import get_close_matches

    near = get_close_matches(name, [path.stem for path in folder.rglob("*.rq")], 1)
    hint = f"did you mean {quoted(near[0])}?" if near else "`kzgraph queries` lists them"
    raise QueryError(f"no query {quoted(name)}; {hint}")
