"""A larger graph of the same shape as the real one: copies of it, seeded, wired into each other.

A copy has its own entities, documents, statements and evidence, its own dates and figures; countries, regions, sectors
and codes are shared, so that hubs grow with the graph as they do in life.  Of the things that stand as objects, three
in ten are those of another copy, so that paths lead from copy to copy.  The first copy keeps all names, so that the
questions of the library find what they ask for.
"""

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import pyoxigraph as ox

from kzgraph.files.paths import data_dir
from kzgraph.rdf import TYPE, read_triples
from kzgraph.vocab import (
    DISPUTE,
    EDTF,
    ENTITY,
    EVIDENCE,
    OBSERVATION,
    ONTOLOGY,
    RDF,
    RDFS,
    SKOS,
    SOURCE,
    STATEMENT,
    XSD,
)

SEED = 20261121
SHARED = {ONTOLOGY + name for name in ("Country", "WorldRegion", "Sector", "InvestmentMethod", "Initiative")}
HASHED = (STATEMENT, EVIDENCE, OBSERVATION, DISPUTE)
NAMED = (ENTITY, SOURCE)
STRUCTURE = {RDF + "subject", RDF + "predicate", ONTOLOGY + "reporter", TYPE.value}
LABELS = {RDFS + "label", SKOS + "altLabel", SKOS + "hiddenLabel"}
ELSEWHERE = 0.3
YEAR = re.compile(r"(19|20)[0-9]{2}")


class Copies:
    """Writes *number* copies of *triples* as lines of N-Triples."""

    def __init__(self, triples: Sequence[ox.Triple], number: int, seed: int) -> None:
        self.triples, self.number, self.random = triples, number, Random(seed)  # noqa: S311  # a benchmark, no secret
        self.literals = {t.object for t in triples if isinstance(t.object, ox.Literal)}
        self.shared = {t.subject.value for t in triples if t.predicate == TYPE and t.object.value in SHARED}

    def name(self, iri: str, copy: int) -> str:
        """Return what *iri* is called in *copy*."""
        if copy == 0 or iri in self.shared:
            return f"<{iri}>"
        base, mark, part = iri.partition("#")
        if base.startswith(HASHED):
            space, _, name = base.rpartition("/")
            digest = hashlib.sha256(f"{name} {copy}".encode()).hexdigest()[:16]
            return f"<{space}/{digest}{mark}{part}>"
        return f"<{base}-{copy + 1}{mark}{part}>" if base.startswith(NAMED) else f"<{iri}>"

    def literal(self, literal: ox.Literal, copy: int) -> str:
        """Return *literal* in *copy*: dates some years off (fours, so that leap days exist), figures scaled."""
        kind = literal.datatype.value
        if kind in (XSD + "date", EDTF):
            moved = YEAR.sub(lambda year: str(int(year[0]) - 4 * (copy % 4)), literal.value)
            return str(ox.Literal(moved, datatype=literal.datatype))
        if kind == XSD + "decimal":
            scaled = f"{Decimal(literal.value) * (10 + copy % 7) / 10:f}"
            plain = scaled.rstrip("0").rstrip(".") if "." in scaled else scaled
            return str(ox.Literal(plain, datatype=literal.datatype))
        return str(literal)

    def lines(self) -> Iterator[str]:
        """Yield the lines, copy by copy; what is said of a shared thing alone is not said again."""
        for copy in range(self.number):
            names = {iri: self.name(iri, copy) for triple in self.triples for iri in _iris(triple)}
            values = {term: self.literal(term, copy) for term in self.literals}
            aimed: dict[str, str] = {}
            for triple in self.triples:
                subject, predicate, term = triple.subject.value, triple.predicate.value, triple.object
                if isinstance(term, ox.Literal):
                    if copy and subject in self.shared:
                        continue
                    right = values[term]
                    if copy and predicate in LABELS:
                        right = str(ox.Literal(f"{term.value} {copy + 1}", language=term.language))
                elif predicate in STRUCTURE or not term.value.startswith(NAMED):
                    right = names[term.value]
                else:
                    right = self.aim(term.value, copy, aimed)
                yield f"{names[subject]} <{predicate}> {right} ."

    def aim(self, iri: str, copy: int, aimed: dict[str, str]) -> str:
        """Return what stands for *iri* as an object in *copy*: mostly its own, else that of another copy."""
        if iri not in aimed:
            other = self.random.randrange(self.number) if self.random.random() < ELSEWHERE else copy
            aimed[iri] = self.name(iri, other)
        return aimed[iri]


def _iris(triple: ox.Triple) -> Iterator[str]:
    yield triple.subject.value
    if isinstance(triple.object, ox.NamedNode):
        yield triple.object.value


def generate(target: int, path: Path, *, seed: int = SEED) -> int:
    """Write a graph of about *target* triples, ontology and code lists included, and return how many lines it has.

    Where copies say the same of a shared thing, a line stands more than once, and a triple once.
    """
    ontology = [t for name in ("kz.ttl", "codes.ttl") for t in read_triples(data_dir("ontology") / name)]
    triples = read_triples(data_dir("graph") / "kzgraph.ttl")
    number = max(1, round((target - len(ontology)) / len(triples)))
    lines = len(ontology)
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{triple} .\n" for triple in ontology)
        for lines, line in enumerate(Copies(triples, number, seed).lines(), len(ontology) + 1):  # noqa: B007
            stream.write(line + "\n")
    return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a graph: ``python shape.py 200000 graph.nt``."""
    parser = argparse.ArgumentParser(description="Write a graph of the real one's shape.")
    parser.add_argument("triples", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args(arguments)
    print(generate(given.triples, given.path, seed=given.seed), "lines", file=sys.stderr)


if __name__ == "__main__":
    main()
