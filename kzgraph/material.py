"""All that a graph is built from, read and found free of faults: registry, documents, tables, judgements."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kzgraph.entities import Entity, read_entities
from kzgraph.errors import InputError, Problem, shown
from kzgraph.files import name_of
from kzgraph.ontology import Ontology, read_ontology
from kzgraph.relations import Relation, read_identity, read_relations
from kzgraph.review import Reviewer
from kzgraph.sources import Source, read_sources
from kzgraph.statements import NOT_STATED, Row, read_statements
from kzgraph.vocab import ACCEPTED_MODALITIES

MODALITIES = ("asserted", "reported", "planned", "forecast", "opinion")
"""From the strongest to the weakest; a statement has the strongest that one of its passages gives it."""


@dataclass(frozen=True)
class Statement:
    """One claim with all the rows (passages) that support it."""

    id: str
    rows: tuple[Row, ...]

    @property
    def row(self) -> Row:
        """The first row; all rows agree on the claim and on the rank."""
        return self.rows[0]

    @property
    def modality(self) -> str:
        """The strongest modality among the passages."""
        return min((row.modality for row in self.rows), key=MODALITIES.index)

    @property
    def stated(self) -> bool:
        """Whether there is an object at all."""
        return self.row.object != NOT_STATED

    @property
    def accepted(self) -> bool:
        """Whether it also stands as a simple triple: stated, not deprecated, a fact and no view, no mere bound."""
        row = self.row
        return self.stated and row.rank != "deprecated" and self.modality in ACCEPTED_MODALITIES and not row.operator


@dataclass(frozen=True)
class Material:
    """All that a graph is built from, read and found free of faults."""

    ontology: Ontology
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    rows: tuple[Row, ...]
    relations: tuple[Relation, ...]
    identity: tuple[Relation, ...]

    @property
    def statements(self) -> list[Statement]:
        """The rows gathered into statements, by id."""
        return gather(self.rows)


def statement_id(row: Row) -> str:
    """Return the id of the claim of *row*: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256("\x1f".join(row.claim).encode()).hexdigest()[:16]


def evidence_id(row: Row) -> str:
    """Return the id of *row* as a piece of evidence: of the claim and its passage together."""
    return hashlib.sha256("\x1f".join((*row.claim, row.source, row.start, row.end)).encode()).hexdigest()[:16]


def gather(rows: Iterable[Row]) -> list[Statement]:
    """Return the statements that *rows* support, sorted by id."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[statement_id(row)].append(row)
    return [Statement(name, tuple(found[name])) for name in sorted(found)]


def read_material(ontology_dir: Path, graph_dir: Path) -> Material:
    """Read everything in *graph_dir* against the ontology.

    Raises:
        InputError: with all faults of all files.
    """
    ontology = read_ontology(ontology_dir)
    entities = read_entities(graph_dir / "entities", ontology)
    sources = read_sources(graph_dir / "sources.ttl")
    problems: list[Problem] = []
    rows: list[Row] = []
    for path in sorted((graph_dir / "statements").glob("*.csv")):
        try:
            rows += read_statements(path)
        except InputError as error:
            problems += error.problems
    if not rows and not problems:
        problems.append(Problem("holds no statement table", "add one", name_of(graph_dir / "statements")))
    reviewer = Reviewer(ontology, entities, sources)
    problems += [problem for row in rows for problem in reviewer.problems(row)]
    problems += _disagreements(gather(rows))
    relations = read_relations(graph_dir / "relations.csv")
    identity = read_identity(graph_dir / "identity.csv")
    problems += _dangling(relations, {statement_id(row) for row in rows}, "statement")
    problems += _dangling(identity, set(entities) | set(sources), "entity")
    problems += [
        Problem(f"{name} is a document and an entity", "rename one", entity.note)
        for name, entity in entities.items()
        if name in sources
    ]
    if problems:
        raise InputError(problems)
    return Material(ontology, entities, sources, tuple(rows), tuple(relations), tuple(identity))


def _disagreements(statements: Iterable[Statement]) -> Iterator[Problem]:
    for statement in statements:
        for row in statement.rows[1:]:
            if row.rank != statement.row.rank:
                what = f"ranks the claim {row.rank}, {statement.row.file}:{statement.row.line} {statement.row.rank}"
                yield row.problem("rank", what, "rank a claim once")


def _dangling(relations: Iterable[Relation], known: set[str], thing: str) -> Iterator[Problem]:
    for relation in relations:
        for side in (relation.left, relation.right):
            if side not in known:
                yield relation.problem(f"unknown {thing} {shown(side)!r}", "correct the id")
