"""Reading and writing RDF files with the engine: errors with their place, triples in a stable order."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kzgraph.errors import one_problem, shown
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_text
from kzgraph.vocab import PREFIXES, RDF, RDFS, shorten

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
TYPE = ox.NamedNode(RDF + "type")
LABEL = ox.NamedNode(RDFS + "label")
_BATCH = 10_000
"""How many triples are parsed at a time when more are written than memory holds."""


def read_triples(path: Path) -> list[ox.Triple]:
    """Return the triples of a Turtle file.

    Raises:
        InputError: with line and column when the file is not Turtle.
    """
    text = read_text(path)
    try:
        return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise one_problem(
            f"is not Turtle: {shown(error.msg)[:300]}",
            "mend the syntax",
            file=name_of(path),
            line=error.lineno or 0,
            column=error.offset or 0,
        ) from None


Described = dict[str, dict[str, list[Term]]]
"""Subject IRI → predicate IRI → objects."""


def by_subject(triples: Iterable[ox.Triple]) -> Described:
    """Group *triples* whose subject is an IRI by subject and predicate."""
    described: Described = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            described[triple.subject.value][triple.predicate.value].append(triple.object)
    return described


def line_of(text: str, iri: str) -> int:
    """Return the line of the Turtle *text* on which the description of *iri* begins; 0 when it is written otherwise."""
    found = re.search(rf"^({re.escape(shorten(iri))}(?![\w-])|<{re.escape(iri)}>)", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def text_of(terms: Iterable[Term], language: str | None = None) -> list[str]:
    """Return the values of the literals among *terms*, only those of *language* when one is given."""
    return [
        term.value for term in terms if isinstance(term, ox.Literal) and (language is None or term.language == language)
    ]


def iris_of(terms: Iterable[Term]) -> list[str]:
    """Return the IRIs among *terms*."""
    return [term.value for term in terms if isinstance(term, ox.NamedNode)]


def plain(term: Term | None) -> str:
    """Return *term* as SPARQL's CSV results print it: IRIs whole, literals by their value, nothing when unbound."""
    if term is None:
        return ""
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    return str(term) if isinstance(term, ox.Triple) else term.value


def readable(term: Term | None) -> str:
    """Return *term* for a reader: IRIs shortened, on one line, without control characters."""
    return shown(shorten(term.value) if isinstance(term, ox.NamedNode) else plain(term))


def to_turtle(triples: Iterable[ox.Triple]) -> bytes:
    """Return *triples* as Turtle: each once, in the order of their N-Triples lines, with our prefixes."""
    return ox.serialize(sorted(set(triples), key=str), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)  # type: ignore[return-value]


def triple_line(triple: ox.Triple) -> bytes:
    """Return *triple* as a line of N-Triples without the stop and the line end."""
    return str(triple).encode()


def write_turtle(lines: Iterable[bytes], stream: BinaryIO) -> int:
    """Write triples, as :func:`to_turtle` does, that are more than memory holds; return how many they are.

    Args:
        lines: the triples as N-Triples without the stop, in the order of their bytes, each once.
        stream: what is written to.
    """
    number = 0

    def triples() -> Iterator[ox.Triple]:
        nonlocal number
        remaining = iter(lines)
        while batch := list(islice(remaining, _BATCH)):
            number += len(batch)
            text = b"".join(line + b" .\n" for line in batch)
            yield from (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))

    ox.serialize(triples(), stream, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    return number
