"""Registry, statement tables, documents and judgements become one graph; memory does not grow with the tables."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kzgraph import vocab
from kzgraph.curation.bilateral import LOCATING, Bilateral, Pair, Parts
from kzgraph.curation.claims import Claim, SortedClaims
from kzgraph.curation.inputs import Inputs, Registry, read_claims
from kzgraph.curation.writer import Writer
from kzgraph.files.progress import Progress, silent
from kzgraph.files.sorting import RUN, SortedLines
from kzgraph.files.writing import replaced
from kzgraph.rdf import triple_line, write_turtle

_EVERY = 1000
"""Statements after which it is told how far a build has come."""


@dataclass(frozen=True)
class Built:
    """What a build made, in numbers."""

    entities: int
    statements: int
    passages: int
    documents: int
    triples: int


def build(material: Inputs) -> list[ox.Triple]:
    """Return the triples of the graph that *material* makes."""
    return list(triples_of(material, material.statements))


def triples_of(
    registry: Registry, claims: Iterable[Claim], tick: Callable[[int], None] = lambda _: None
) -> Iterator[ox.Triple]:
    """Yield the triples of a graph, some of them more than once.

    Args:
        registry: what the statements are read against.
        claims: the statements; gone through twice, for where a thing is at home may be said in any of them.
        tick: is told how many of them are done.
    """
    writer = Writer(registry)
    yield from writer.all_but_statements()
    homes = (claim for claim in claims if claim.row.property in LOCATING)
    rule = Bilateral(homes, registry.entities, registry.ontology)
    taking_part: dict[str, Parts] = defaultdict(frozenset)
    related: set[Pair] = set()
    for number, claim in enumerate(claims):
        if number % _EVERY == 0:
            tick(number)
        yield from writer.statement(claim)
        for thing, parts in rule.parts(claim):
            taking_part[thing] |= parts
        if pair := rule.figure(claim):
            related.add(pair)
            yield belonging("figureOf", claim.id, writer.relation_of(pair, rule.between))
    for thing, all_parts in taking_part.items():
        if found := rule.belonging(all_parts):
            how, pair = found
            related.add(pair)
            yield belonging(how, thing, writer.relation_of(pair, rule.between))
    for pair in related - rule.between.keys():
        yield from writer.added(pair)


def belonging(name: str, subject: str, relation: ox.NamedNode) -> ox.Triple:
    """Return that a statement (``figureOf``) or a thing, whose id is given, belongs to *relation*."""
    space = vocab.STATEMENT if name == "figureOf" else vocab.ENTITY
    return ox.Triple(ox.NamedNode(space + subject), ox.NamedNode(vocab.ONTOLOGY + name), relation)


def write_graph(ontology_dir: Path, graph_dir: Path, target: Path, *, run: int = RUN, tick: Progress = silent) -> Built:
    """Write the graph of the folder *graph_dir* to the file *target*, whole or not at all.

    The registry is held in memory; rows and triples wait in sorted runs beside *target* where they are many, so that
    memory does not grow with them.

    Args:
        ontology_dir: the folder of the ontology.
        graph_dir: the folder of registry, tables and documents.
        target: the file.
        run: how many bytes of rows, and of triples, are kept in memory at a time.
        tick: is told how many statements are done, of how many.

    Raises:
        InputError: with all faults of all files; then nothing is written.
        EnvironmentProblem: when the machine does not let us.
    """
    with SortedClaims(target, run) as claims, SortedLines(target, run) as lines:
        registry = read_claims(ontology_dir, graph_dir, claims)
        triples = triples_of(registry, claims, lambda done: tick(done, claims.statements))
        lines.extend(map(triple_line, triples))
        with replaced(target) as stream:
            number = write_turtle(lines, stream)
    return Built(len(registry.entities), claims.statements, claims.rows, len(registry.sources), number)
