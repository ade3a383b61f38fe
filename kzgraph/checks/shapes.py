"""The graph held against ``shapes.ttl`` (SHACL), in pieces: each holds some things with all that is said of them.

A shape looks at a thing, at the statements about it, at their evidence, and at the classes of what these name. So a
piece is a number of things with their statements, evidence, selectors and observations, and beside them the classes
of what they name; of that nothing is reported here, since it is looked at in a piece of its own. Memory is that of a
piece.

rudof validates (``pip install 'kzgraph[scale]'``); what it finds, and every piece where it is not installed, is
examined by pySHACL, whose words are told.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from kzgraph.checks.clean import CleanRecord
from kzgraph.errors import Problem, shown
from kzgraph.rdf import TYPE, Described, by_subject, read_triples
from kzgraph.vocab import OA, ONTOLOGY, RDF, shorten

PIECE = 10_000
"""Triples of the things of a piece, about."""

_SHACL = "http://www.w3.org/ns/shacl#"
_BELONGS = (ONTOLOGY + "evidence", OA + "hasSelector", ONTOLOGY + "via")
"""Properties by which what a statement rests on hangs on it."""
_OF = (RDF + "subject", ONTOLOGY + "fromStatement")
"""Properties by which a statement, or an observation, hangs on what it is of."""


@dataclass(frozen=True)
class GraphPiece:
    """Some things of a graph, and the triples that shapes may look at from them.

    An empty address among the *things* stands for all nodes without one.
    """

    things: frozenset[str]
    triples: tuple[ox.Triple, ...]

    def has(self, node: str) -> bool:
        """Say whether *node* is to be reported of this piece; one without an address is, where such stand here."""
        return node in self.things or ("" in self.things and "://" not in node)


def violations(
    graph_file: Path, ontology_dir: Path, *, size: int = PIECE, record: CleanRecord | None = None
) -> tuple[int, list[Problem]]:
    """Return how many nodes of the graph shapes apply to, and every violation.

    Args:
        graph_file: the built graph.
        ontology_dir: the folder of ``shapes.ttl``, ``kz.ttl`` and ``codes.ttl``.
        size: triples of the things of a piece.
        record: remembers the pieces that were found clean.
    """
    triples = list(read_triples(graph_file))
    vocabulary = [triple for name in ("kz.ttl", "codes.ttl") for triple in read_triples(ontology_dir / name)]
    targets = _targets(ontology_dir / "shapes.ttl", triples)
    if not targets:
        return 0, []
    found: list[Problem] = []
    for piece in failing(triples, vocabulary, ontology_dir / "shapes.ttl", size, record):
        told = _by_pyshacl([*piece.triples, *vocabulary], ontology_dir / "shapes.ttl")
        found += [problem for focus, problem in told if piece.has(focus)]
    return len(targets), sorted(found, key=str)


def _targets(shapes: Path, triples: Iterable[ox.Triple]) -> set[str]:
    aim = ox.NamedNode(_SHACL + "targetClass")
    classes = {triple.object for triple in read_triples(shapes) if triple.predicate == aim}
    return {
        triple.subject.value
        for triple in triples
        if triple.predicate == TYPE and triple.object in classes and isinstance(triple.subject, ox.NamedNode)
    }


def failing(
    triples: Sequence[ox.Triple],
    vocabulary: Sequence[ox.Triple],
    shapes: Path,
    size: int,
    record: CleanRecord | None = None,
) -> Iterator[GraphPiece]:
    """Yield the pieces of a graph that pySHACL is to look at: those in which rudof finds something.

    Without rudof it is one piece of all. *vocabulary* is the ontology and its codes, *shapes* the file of shapes;
    pieces that *record* knows to be clean are passed over.
    """
    try:
        import pyrudof
    except ImportError:
        yield GraphPiece(frozenset({*_subjects(triples), ""}), tuple(triples))
        return
    known, rules = _ntriples(vocabulary), shapes.read_text("utf-8")
    tested = rules.encode() + known.encode() + version("pyrudof").encode()
    for piece in pieces(triples, size):
        text = _ntriples(piece.triples)
        key = record.key(b"shapes", tested, text.encode(), "\n".join(sorted(piece.things)).encode()) if record else ""
        if record and record.is_clean(key):
            continue
        session = pyrudof.Rudof(pyrudof.RudofConfig())
        session.read_data(known + text, pyrudof.RDFFormat.NTriples)
        session.read_shacl(rules, pyrudof.ShaclFormat.Turtle)
        report = session.validate_shacl(pyrudof.ShaclValidationMode.Native)
        if not report.conforms and any(piece.has(each.focus_node) for each in report):
            yield piece
        elif record:
            record.add(key)


def _subjects(triples: Iterable[ox.Triple]) -> Iterator[str]:
    return (triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode))


def _ntriples(triples: Iterable[ox.Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)


def pieces(triples: Iterable[ox.Triple], size: int = PIECE) -> Iterator[GraphPiece]:
    """Yield the pieces of a graph: every thing is in one of them, with what is said of it.

    Args:
        triples: the graph.
        size: triples of the things of a piece; a piece has more where one thing has.
    """
    triples = list(triples)
    described = by_subject(triples)
    groups = _groups(described)
    things, number = list[str](), 0
    for members in groups.values():
        things += members
        number += sum(len(terms) for name in members for terms in described[name].values())
        if number >= size:
            yield _piece(described, things)
            things, number = [], 0
    if things:
        yield _piece(described, things)
    if blank := [triple for triple in triples if isinstance(triple.subject, ox.BlankNode)]:
        piece = _piece(described, {each.object.value for each in blank if isinstance(each.object, ox.NamedNode)})
        yield GraphPiece(frozenset({""}), (*piece.triples, *blank))


def _groups(described: Described) -> Mapping[str, list[str]]:
    """Return each thing that hangs on no other, with all that hangs on it."""
    above: dict[str, str] = {}
    for name, facts in described.items():
        for predicate in _BELONGS:
            above.update((term.value, name) for term in facts.get(predicate, ()) if isinstance(term, ox.NamedNode))
        for predicate in _OF:
            for term in facts.get(predicate, ()):
                if isinstance(term, ox.NamedNode) and term.value in described:
                    above[name] = term.value
    groups: dict[str, list[str]] = defaultdict(list)
    for name in described:
        top, seen = name, {name}
        while top in above and above[top] not in seen:
            top = above[top]
            seen.add(top)
        groups[top].append(name)
    return groups


def _piece(described: Described, things: Collection[str]) -> GraphPiece:
    own = frozenset(things)
    triples = [triple for name in things if name in described for triple in _triples(described, name)]
    named = {triple.object.value for triple in triples if isinstance(triple.object, ox.NamedNode)} - own
    beside = [name for name in sorted(named) if name in described]
    for name in beside:
        whole = RDF + "subject" in described[name]  # a statement that one of ours is part of, or disputes
        triples += [each for each in _triples(described, name) if whole or each.predicate == TYPE]
    return GraphPiece(own, tuple(triples))


def _triples(described: Described, name: str) -> Iterator[ox.Triple]:
    subject = ox.NamedNode(name)
    for predicate, terms in described[name].items():
        yield from (ox.Triple(subject, ox.NamedNode(predicate), term) for term in terms)


def _by_pyshacl(triples: Iterable[ox.Triple], shapes: Path) -> Iterator[tuple[str, Problem]]:
    """Yield each violation with the node that it is of.

    Data and shapes are parsed by rdflib in memory: over an Oxigraph store plain strings come back typed,
    which makes pySHACL report violations that are none.
    """
    import pyshacl
    import rdflib
    import rdflib.plugins.sparql

    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    data, rules = rdflib.Graph(), rdflib.Graph()
    data.parse(data=_ntriples(triples), format="nt")
    rules.parse(shapes, format="turtle")
    shacl = rdflib.Namespace(_SHACL)
    for shape, kind in list(rules.subject_objects(shacl.targetClass)):  # the same targets, all at once: twice as quick
        for direct in list(rules.objects(shape, shacl.property)):
            rules.remove((shape, shacl.property, direct))
            rules.add((direct, rdflib.RDF.type, shacl.PropertyShape))
            rules.add((direct, shacl.targetClass, kind))
    _, report, _ = pyshacl.validate(data, shacl_graph=rules, advanced=False, allow_warnings=True)
    assert isinstance(report, rdflib.Graph)
    for node in report.objects(None, shacl.result):
        message = "; ".join(sorted(str(text) for text in report.objects(node, shacl.resultMessage)))
        focus = str(report.value(node, shacl.focusNode))
        yield focus, Problem(f"{shown(shorten(focus))}: {message}", "see ontology/shapes.ttl", "shapes")
