"""All that a graph is built from, read and found free of faults: registry, documents, tables, judgements."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeVar

from kzgraph.acceptance import doubt, strongest
from kzgraph.curation.entities import Entity, read_entities
from kzgraph.curation.judgements import Relation, read_identity, read_relations
from kzgraph.curation.review import Reviewer
from kzgraph.curation.rows import NOT_STATED, Row, cells_of, read_statements
from kzgraph.documents.source import Source, read_sources
from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.links.concordance import Concordance, read_concordance
from kzgraph.ontology import Ontology, read_ontology
from kzgraph.profile import Profile, read_profile
from kzgraph.vocab import local_name

T = TypeVar("T")


@dataclass(frozen=True)
class Claim:
    """One claim with all the rows (passages) that support it."""

    id: str
    rows: tuple[Row, ...]

    @property
    def row(self) -> Row:
        """The row of the first passage; all rows agree on the claim and on the rank."""
        return self.rows[0]

    @property
    def modality(self) -> str:
        """The strongest modality among the passages."""
        return strongest(row.modality for row in self.rows)

    @property
    def stated(self) -> bool:
        """Whether there is an object at all."""
        return self.row.object != NOT_STATED

    @property
    def accepted(self) -> bool:
        """Whether it counts as a fact (:func:`kzgraph.acceptance.doubt`)."""
        row = self.row
        return not doubt(stated=self.stated, modality=self.modality, rank=row.rank, bound=row.operator, role=row.role)


@dataclass(frozen=True)
class Inputs:
    """All that a graph is built from, read and found free of faults."""

    ontology: Ontology
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    rows: tuple[Row, ...]
    relations: tuple[Relation, ...]
    identity: tuple[Relation, ...]
    concordance: Concordance = field(default_factory=Concordance)
    profile: Profile = field(default_factory=Profile)

    @property
    def statements(self) -> list[Claim]:
        """The rows gathered into statements, by id."""
        return gather(self.rows)


_READ = {
    ".": ("sources.ttl", "relations.csv", "identity.csv", "kzgraph.ttl", "graph.toml", "*.md"),
    "entities": ("*.ttl", "*.md"),
    "statements": ("*.csv", "*.md"),
    "links": ("*.sssom.tsv", "schemes.csv", "codes.csv", "points.csv", "*.md"),
    "coverage": ("*.csv", "*.md"),
    "proposals": ("*.csv", "*.md"),
    "mappings": ("*.toml", "*.names.csv", "*.md"),
}
"""Folder of a graph → the names of what is read there, and of what may stand beside it."""


def unread(graph_dir: Path) -> list[Path]:
    """Return the files in the folders of a graph that nothing reads, as ``USD.CSV``; hidden ones are passed over."""
    found = (
        path
        for folder, names in _READ.items()
        for path in (graph_dir / folder).glob("*")
        if path.is_file() and not path.name.startswith(".") and not any(fnmatchcase(path.name, name) for name in names)
    )
    return sorted(found)


def statement_id(row: Row) -> str:
    """Return the id of the claim of *row*: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256("\x1f".join(row.claim).encode()).hexdigest()[:16]


def evidence_id(row: Row) -> str:
    """Return the id of *row* as a piece of evidence: of the claim and its passage together."""
    return hashlib.sha256("\x1f".join((*row.claim, row.source, row.start, row.end)).encode()).hexdigest()[:16]


def gather(rows: Iterable[Row]) -> list[Claim]:
    """Return the statements that *rows* support, sorted by id."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[statement_id(row)].append(row)
    return [Claim(name, tuple(sorted(found[name], key=_place))) for name in sorted(found)]


def _place(row: Row) -> tuple[object, ...]:
    """Order rows by their passage and what they say, whatever table and line they stand in."""
    return (row.source, *row.span, *cells_of(row))


def read_inputs(ontology_dir: Path, graph_dir: Path) -> Inputs:
    """Read everything in *graph_dir* against the ontology.

    Raises:
        InputError: with all faults of all files.
    """
    ontology = read_ontology(ontology_dir)
    problems: list[Problem] = []
    entities = _noting(problems, read_entities, graph_dir / "entities", ontology) or {}
    sources = _noting(problems, read_sources, graph_dir / "sources.ttl") or {}
    registered = not problems
    rows: list[Row] = []
    for path in sorted((graph_dir / "statements").glob("*.csv")):
        rows += _noting(problems, read_statements, path) or []
    relations = _noting(problems, read_relations, graph_dir / "relations.csv") or []
    identity = _noting(problems, read_identity, graph_dir / "identity.csv") or []
    profile = _noting(problems, read_profile, graph_dir / "graph.toml") or Profile()
    codes = {local_name(iri) for scheme in ontology.codes.values() for iri in scheme.values()}
    given = (graph_dir / "links", entities, codes)
    concordance = (_noting(problems, read_concordance, *given) if registered else None) or Concordance()
    if not rows and not problems:
        problems.append(Problem("holds no statement table", "add one", name_of(graph_dir / "statements")))
    if registered:  # else every row would also be said to speak of unknown things
        reviewer = Reviewer(ontology, entities, sources)
        problems += [problem for row in rows for problem in reviewer.problems(row)]
        problems += _dangling(identity, set(entities) | set(sources), "entity")
        problems += [
            Problem(f"the side {quoted(side)} is no country of the registry", "register it", "graph.toml")
            for side in profile.sides
            if side not in entities or not ontology.is_a(entities[side].kind, frozenset({"Country"}))
        ]
        problems += [
            Problem(f"{name} is a document and an entity", "rename one", name_of(graph_dir / "entities"))
            for name in sorted(entities.keys() & sources.keys())
        ]
    problems += _repeats(rows)
    problems += _disagreements(gather(rows))
    if not problems:  # a table that could not be read may hold the statements that are meant
        problems += _dangling(relations, {statement_id(row) for row in rows}, "statement")
    if problems:
        raise InputError(problems)
    return Inputs(ontology, entities, sources, tuple(rows), tuple(relations), tuple(identity), concordance, profile)


def _noting(problems: list[Problem], read: Callable[..., T], *given: object) -> T | None:
    """Return what *read* returns; when it raises, its faults join *problems*."""
    try:
        return read(*given)
    except InputError as error:
        problems += error.problems
        return None


def _repeats(rows: Iterable[Row]) -> Iterator[Problem]:
    """Find rows that two tables hold; within one table its reader finds them."""
    seen: dict[str, Row] = {}
    for row in rows:
        first = seen.setdefault(evidence_id(row), row)
        if first.file != row.file:
            yield row.problem("", f"repeats {first.file}:{first.line}", "remove one of the two")


def _disagreements(statements: Iterable[Claim]) -> Iterator[Problem]:
    for statement in statements:
        for row in statement.rows[1:]:
            if row.rank != statement.row.rank:
                what = f"ranks the claim {row.rank}, {statement.row.file}:{statement.row.line} {statement.row.rank}"
                yield row.problem("rank", what, "rank a claim once")


def _dangling(relations: Iterable[Relation], known: set[str], thing: str) -> Iterator[Problem]:
    for relation in relations:
        for side in (relation.left, relation.right):
            if side not in known:
                yield relation.problem(f"unknown {thing} {quoted(side)}", "correct the id")
