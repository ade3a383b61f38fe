"""All that a graph is built from, read and found free of faults: registry, documents, tables, judgements."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeVar

from kzgraph.curation.claims import Claim, SortedClaims, faults, gather
from kzgraph.curation.entities import Entity, read_entities
from kzgraph.curation.judgements import Relation, read_identity, read_relations
from kzgraph.curation.review import Reviewer
from kzgraph.curation.rows import Row, statement_rows
from kzgraph.documents.source import Source, read_sources
from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.links.concordance import Concordance, read_concordance
from kzgraph.ontology import Ontology, read_ontology
from kzgraph.profile import Profile, read_profile
from kzgraph.vocab import local_name

T = TypeVar("T")


@dataclass(frozen=True)
class Registry:
    """All that rows are read against: ontology, things, documents, judgements, links, what the graph says of itself."""

    ontology: Ontology
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    relations: tuple[Relation, ...] = ()
    identity: tuple[Relation, ...] = ()
    concordance: Concordance = field(default_factory=Concordance)
    profile: Profile = field(default_factory=Profile)


@dataclass(frozen=True)
class Inputs(Registry):
    """All that a graph is built from, read and found free of faults."""

    rows: tuple[Row, ...] = ()

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


def read_inputs(ontology_dir: Path, graph_dir: Path) -> Inputs:
    """Read everything in *graph_dir* against the ontology.

    Raises:
        InputError: with all faults of all files.
    """
    reader = _Reader(ontology_dir, graph_dir)
    rows = tuple(reader.rows())
    reader.close(gather(rows))
    return Inputs(**vars(reader.registry), rows=rows)


def read_claims(ontology_dir: Path, graph_dir: Path, claims: SortedClaims) -> Registry:
    """Read everything in *graph_dir* as :func:`read_inputs` does; its rows go into *claims*, not into memory.

    Raises:
        InputError: with all faults of all files.
    """
    reader = _Reader(ontology_dir, graph_dir)
    for row in reader.rows():
        claims.add(row)
    reader.close(claims)
    return reader.registry


def read_registry(ontology_dir: Path, graph_dir: Path) -> Registry:
    """Read all of *graph_dir* but its rows.

    Raises:
        InputError: with all faults of these files.
    """
    reader = _Reader(ontology_dir, graph_dir)
    reader.tell()
    return reader.registry


class _Reader:
    """Reads a folder in one direction: the registry, the rows, what rows of one claim have wrong together."""

    def __init__(self, ontology_dir: Path, graph_dir: Path) -> None:
        self._folder = graph_dir
        self._problems: list[Problem] = []
        ontology = read_ontology(ontology_dir)
        entities = self._noting(read_entities, graph_dir / "entities", ontology) or {}
        sources = self._noting(read_sources, graph_dir / "sources.ttl") or {}
        self._registered = not self._problems
        codes = {local_name(iri) for scheme in ontology.codes.values() for iri in scheme.values()}
        linked = self._noting(read_concordance, graph_dir / "links", entities, codes) if self._registered else None
        self.registry = Registry(
            ontology,
            entities,
            sources,
            tuple(self._noting(read_relations, graph_dir / "relations.csv") or ()),
            tuple(self._noting(read_identity, graph_dir / "identity.csv") or ()),
            linked or Concordance(),
            self._noting(read_profile, graph_dir / "graph.toml") or Profile(),
        )
        if self._registered:
            self._problems += _misregistered(self.registry, graph_dir)

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all tables that have a proper form, noting every fault."""
        found = 0
        reviewer = Reviewer(self.registry.ontology, self.registry.entities, self.registry.sources)
        for path in sorted((self._folder / "statements").glob("*.csv")):
            try:
                for row in statement_rows(path, self._problems):
                    found += 1
                    if self._registered:  # else every row would also be said to speak of unknown things
                        self._problems += reviewer.problems(row)
                    yield row
            except InputError as error:
                self._problems += error.problems
        if not found and not self._problems:
            self._problems.append(Problem("holds no statement table", "add one", name_of(self._folder / "statements")))

    def close(self, claims: Iterable[Claim]) -> None:
        """Examine the rows that speak of the same, and the statements that judgements name; tell all faults."""
        relations = self.registry.relations
        named, seen = {side for each in relations for side in (each.left, each.right)}, set[str]()
        for claim in claims:
            self._problems += faults(claim)
            seen |= {claim.id} & named
        if not self._problems:  # a table that could not be read may hold the statements that are meant
            self._problems += dangling(relations, seen, "statement")
        self.tell()

    def tell(self) -> None:
        """Raise what was noted so far."""
        if self._problems:
            raise InputError(self._problems)

    def _noting(self, read: Callable[..., T], *given: object) -> T | None:
        """Return what *read* returns; when it raises, its faults are noted."""
        try:
            return read(*given)
        except InputError as error:
            self._problems += error.problems
            return None


def _misregistered(registry: Registry, folder: Path) -> Iterator[Problem]:
    entities, sources = registry.entities, registry.sources
    yield from dangling(registry.identity, set(entities) | set(sources), "entity")
    for side in registry.profile.sides:
        if side not in entities or not registry.ontology.is_a(entities[side].kind, frozenset({"Country"})):
            yield Problem(f"the side {quoted(side)} is no country of the registry", "register it", "graph.toml")
    for name in sorted(entities.keys() & sources.keys()):
        yield Problem(f"{name} is a document and an entity", "rename one", name_of(folder / "entities"))


def dangling(relations: Iterable[Relation], known: set[str], thing: str) -> Iterator[Problem]:
    """Yield each side of *relations* that is no known *thing*."""
    for relation in relations:
        for side in (relation.left, relation.right):
            if side not in known:
                yield relation.problem(f"unknown {thing} {quoted(side)}", "correct the id")
