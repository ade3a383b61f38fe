"""What our entities are elsewhere: links, codes and points, read together, and the triples that they make."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from kzgraph import vocab
from kzgraph.errors import InputError, Problem, quoted
from kzgraph.links.mappings import Link, read_links
from kzgraph.links.points import Point, read_points
from kzgraph.links.schemes import Code, Scheme, read_codes, read_schemes

LINK = vocab.BASE + "link/"
POINT = vocab.BASE + "point/"
_SSSOM = "https://w3id.org/sssom/"
_GEO = vocab.PREFIXES["geo"]


@dataclass(frozen=True)
class Concordance:
    """The links, codes and points of a graph, and the schemes that their identifiers belong to."""

    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    codes: tuple[Code, ...] = ()
    points: tuple[Point, ...] = ()


def read_concordance(folder: Path, entities: Collection[str], codes: Collection[str]) -> Concordance:
    """Return the concordance of *folder*; a graph without that folder has an empty one.

    Args:
        folder: holds ``schemes.csv``, ``codes.csv`` and ``*.sssom.tsv``, and ``points.csv`` where places have some.
        entities: the ids that the registry knows.
        codes: the local names of codes of the ontology, which may be linked too.

    Raises:
        InputError: with every fault of every file, and every subject that the registry does not know.
    """
    if not folder.is_dir():
        return Concordance()
    schemes = read_schemes(folder / "schemes.csv")
    problems: list[Problem] = []
    found: dict[str, list] = {"links": [], "codes": [], "points": []}  # type: ignore[type-arg]
    for name, read in (
        ("links", lambda: read_links(folder, schemes)),
        ("codes", lambda: read_codes(folder / "codes.csv", schemes)),
        ("points", lambda: read_points(path) if (path := folder / "points.csv").exists() else []),
    ):
        try:
            found[name] = read()
        except InputError as error:
            problems += error.problems
    known = {*entities, *(f"kzc:{code}" for code in codes)}
    problems += [
        Problem(f"unknown entity {quoted(subject)}", "correct the id", row.file, row.line)
        for name, rows in found.items()
        for row in rows
        if (subject := row.subject if name == "links" else row.entity) not in known
    ]
    if problems:
        raise InputError(problems)
    return Concordance(schemes, tuple(found["links"]), tuple(found["codes"]), tuple(found["points"]))


def _literal(text: str, datatype: str = "") -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(text)


def _link(link: Link) -> Iterator[tuple[str, str, ox.NamedNode | ox.Literal]]:
    node, predicate, target = LINK + link.id, vocab.SKOS + link.predicate, ox.NamedNode(link.address)
    yield link.subject_iri, predicate, target
    yield node, vocab.RDF + "type", ox.NamedNode(_SSSOM + "Mapping")
    yield node, vocab.OWL + "annotatedSource", ox.NamedNode(link.subject_iri)
    yield node, vocab.OWL + "annotatedProperty", ox.NamedNode(predicate)
    yield node, vocab.OWL + "annotatedTarget", target
    yield node, _SSSOM + "mapping_justification", ox.NamedNode(link.justification_iri)
    confidence = f"{Decimal(link.confidence).normalize():f}"
    yield node, _SSSOM + "confidence", _literal(confidence, vocab.XSD + "decimal")
    yield node, vocab.RDFS + "comment", ox.Literal(link.comment, language="en")


def _point(point: Point) -> Iterator[tuple[str, str, ox.NamedNode | ox.Literal]]:
    entity, node = vocab.ENTITY + point.entity, POINT + point.entity
    yield entity, _GEO + "hasGeometry", ox.NamedNode(node)
    yield node, vocab.RDF + "type", ox.NamedNode("http://www.opengis.net/ont/sf#Point")
    yield node, _GEO + "asWKT", _literal(point.wkt, _GEO + "wktLiteral")
    yield node, vocab.DCTERMS + "source", ox.NamedNode(point.source)
    yield node, vocab.RDFS + "comment", ox.Literal(point.precision, language="en")


def triples(concordance: Concordance) -> Iterator[ox.Triple]:
    """Yield the triples of *concordance*.

    A link is a SKOS triple and a node that tells its justification, in the terms of SSSOM's RDF form;
    a code is a plain triple; a point is a GeoSPARQL geometry.
    """
    facts = [fact for link in concordance.links for fact in _link(link)]
    facts += [(vocab.ENTITY + it.entity, vocab.ONTOLOGY + it.scheme, _literal(it.code)) for it in concordance.codes]
    facts += [fact for point in concordance.points for fact in _point(point)]
    for subject, predicate, term in facts:
        yield ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), term)
