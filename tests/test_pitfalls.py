"""The pitfalls of the OOPS! catalogue that can be looked for offline: none is in the ontology but those in waived.toml.

P37, whether the ontology is on the Web, cannot be asked here: that our server answers for it is in web/test_fair.py.
Each detector is also tried on a small ontology that has the pitfall, so that none is blind.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, QB, SKOS, VANN
from rdflib.term import Node

ROOT = Path(__file__).parents[1]
SPACE = "https://w3id.org/kzgraph/ontology#"
WAIVED = tomllib.loads((ROOT / "tests" / "waived.toml").read_text("utf-8"))
Detector = Callable[[Graph], list[str]]

PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
TYPES = (OWL.Class, RDFS.Datatype, *PROPERTIES, OWL.AnnotationProperty)
BUILT_IN = tuple(map(str, (RDF, RDFS, OWL, "http://www.w3.org/2001/XMLSchema#")))
BORROWED = {
    str(term)
    for space, names in {
        "http://purl.org/ontology/bibo/": "status",
        "http://id.loc.gov/datatypes/edtf/": "EDTF",
        "http://www.w3.org/ns/oa#": "TextPositionSelector",
        "http://qudt.org/schema/qudt/": "Unit hasUnit",
        "https://schema.org/": "identifier",
    }.items()
    for term in (space + name for name in names.split())
} | {str(getattr(space, name)) for space in (DCTERMS, FOAF, QB, SKOS, VANN) for name in space.__annotations__}
"""Terms of other vocabularies that exist there: rdflib's lists of them, and single ones from vocabularies it lacks."""


def own(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    found = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and str(term).startswith(SPACE))


def name(term: Node) -> str:
    return re.split(r"[#/]", str(term))[-1]


def named(graph: Graph, wrong: str, *kinds: URIRef) -> list[str]:
    return [name(term) for term in own(graph, *kinds) if re.search(wrong, name(term))]


def p02(graph: Graph) -> list[str]:
    """Synonyms made classes."""
    return [
        name(c)
        for c, d in graph.subject_objects(OWL.equivalentClass)
        if {str(c), str(d)} <= set(map(str, own(graph, OWL.Class)))
    ]


def p03(graph: Graph) -> list[str]:
    """A relation called "is" instead of what the language has for that."""
    return named(graph, r"(?i)^(is|isa|is_a|instanceOf|subclassOf)$", *PROPERTIES)


def p04(graph: Graph) -> list[str]:
    """Classes to which nothing else is joined."""
    joined = {o for _, p, o in graph if p != RDFS.isDefinedBy}
    joined |= {s for p in (RDFS.subClassOf, OWL.disjointWith) for s in graph.subjects(p, None)}
    return [name(c) for c in own(graph, OWL.Class) if c not in joined]


def p06(graph: Graph) -> list[str]:
    """Cycles of classes or of properties."""
    return [
        name(below)
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf)
        for below, above in graph.subject_objects(predicate)
        if below in graph.transitive_objects(above, predicate)
    ]


def p07(graph: Graph) -> list[str]:
    """Two ideas in one class."""
    return named(graph, r"[a-z](And|Or)[A-Z]", OWL.Class)


def p08(graph: Graph) -> list[str]:
    """Terms that nothing labels, or that nothing defines.

    The catalogue names rdfs:comment as one way to define a term. Here skos:definition does: a comment would have to
    repeat it, and says what else there is to say.
    """
    return [name(t) for t in own(graph, *TYPES) if not (graph.value(t, RDFS.label) and graph.value(t, SKOS.definition))]


def p10(graph: Graph) -> list[str]:
    """No disjointness at all."""
    return (
        [] if (None, OWL.disjointWith, None) in graph or (None, RDF.type, OWL.AllDisjointClasses) in graph else ["none"]
    )


def p11(graph: Graph) -> list[str]:
    """Properties without domain or range."""
    return [
        name(p) for p in own(graph, *PROPERTIES) if not (graph.value(p, RDFS.domain) and graph.value(p, RDFS.range))
    ]


def p13(graph: Graph) -> list[str]:
    """Properties between things without an inverse."""
    paired = {term for pair in graph.subject_objects(OWL.inverseOf) for term in pair}
    paired |= set(graph.subjects(RDF.type, OWL.SymmetricProperty))
    return [name(p) for p in own(graph, OWL.ObjectProperty) if p not in paired]


def p19(graph: Graph) -> list[str]:
    """Several domains or ranges, which hold all at once."""
    sides = (RDFS.domain, RDFS.range)
    return [name(p) for p in own(graph, *PROPERTIES) for side in sides if len(list(graph.objects(p, side))) > 1]


def p21(graph: Graph) -> list[str]:
    """A class for what is left over."""
    return named(graph, r"(?i)^(other|misc|miscellaneous|unknown)|(other|misc)$", OWL.Class)


def p22(graph: Graph) -> list[str]:
    """Names that do not follow one convention."""
    wrong = named(graph, r"^(?![A-Z][A-Za-z0-9]*$)", OWL.Class)
    return wrong + named(graph, r"^(?![a-z][A-Za-z0-9]*$)", *PROPERTIES, OWL.AnnotationProperty)


def p25(graph: Graph) -> list[str]:
    """A property that is its own inverse: it is symmetric."""
    return [name(p) for p, other in graph.subject_objects(OWL.inverseOf) if p == other]


def p26(graph: Graph) -> list[str]:
    """An inverse for a symmetric property."""
    paired = {term for pair in graph.subject_objects(OWL.inverseOf) for term in pair}
    return [name(p) for p in graph.subjects(RDF.type, OWL.SymmetricProperty) if p in paired]


def p28(graph: Graph) -> list[str]:
    """Symmetric, or transitive (P29), between different classes."""
    found = {p for kind in (OWL.SymmetricProperty, OWL.TransitiveProperty) for p in graph.subjects(RDF.type, kind)}
    return [name(p) for p in found if set(graph.objects(p, RDFS.domain)) != set(graph.objects(p, RDFS.range))]


def p32(graph: Graph) -> list[str]:
    """Two terms with the same label in one language."""
    labels: dict[tuple[str, str | None, bool], set[str]] = defaultdict(set)
    classes = set(own(graph, OWL.Class))
    for term in own(graph, *TYPES):
        for text in graph.objects(term, RDFS.label):
            assert isinstance(text, Literal)
            labels[text.casefold(), text.language, term in classes].add(name(term))
    return [", ".join(sorted(found)) for found in labels.values() if len(found) > 1]


def untyped(graph: Graph, terms: set[Node]) -> list[str]:
    foreign = {term for term in terms if isinstance(term, URIRef) and not str(term).startswith(BUILT_IN)}
    return [name(term) for term in foreign if (term, RDF.type, None) not in graph]


def p34(graph: Graph) -> list[str]:
    """Classes that are used and not declared."""
    reached = (RDFS.domain, RDFS.range, RDFS.subClassOf, OWL.disjointWith, RDF.type)
    used = {term for predicate in reached for term in graph.objects(None, predicate)}
    return untyped(graph, used | set(graph.subjects(RDFS.subClassOf, None)))


def p35(graph: Graph) -> list[str]:
    """Properties that are used and not declared."""
    return untyped(
        graph, {*graph.predicates(), *(p for pair in graph.subject_objects(RDFS.subPropertyOf) for p in pair)}
    )


def p36(graph: Graph) -> list[str]:
    """The suffix of a file in the ontology's address."""
    return [
        str(o) for o in graph.subjects(RDF.type, OWL.Ontology) if re.search(r"\.(owl|rdf|ttl|nt?|jsonld|xml)\b", str(o))
    ]


def p38(graph: Graph) -> list[str]:
    """No declaration of the ontology."""
    return [] if (None, RDF.type, OWL.Ontology) in graph else ["none"]


def p39(graph: Graph) -> list[str]:
    """An ontology whose namespace cannot be told."""
    spaces = [str(space) for space in graph.objects(None, VANN.preferredNamespaceUri)]
    headers = [o for o in graph.subjects(RDF.type, OWL.Ontology) if isinstance(o, URIRef)]
    return [] if len(headers) == 1 and spaces == [f"{headers[0]}#"] else spaces or ["none"]


def p40(graph: Graph) -> list[str]:
    """Terms in the namespace of others that are not there, or statements about their meaning."""
    foreign = {t for kind in TYPES for t in graph.subjects(RDF.type, kind) if not str(t).startswith(SPACE)}
    invented = [str(t) for t in foreign if str(t) not in BORROWED]
    return invented + [str(t) for t in foreign if set(graph.predicates(t)) != {RDF.type}]


def p41(graph: Graph) -> list[str]:
    """No licence."""
    headers = list(graph.subjects(RDF.type, OWL.Ontology))
    return [] if any((header, DCTERMS.license, None) in graph for header in headers) else ["none"]


HEAD = "<https://w3id.org/kzgraph/ontology> a owl:Ontology . "
PLANTED: dict[str, tuple[Detector, str]] = {
    "P02": (p02, "kzo:Car a owl:Class . kzo:Motorcar a owl:Class ; owl:equivalentClass kzo:Car ."),
    "P03": (p03, "kzo:isA a owl:ObjectProperty ."),
    "P04": (p04, "kzo:Lonely a owl:Class ; rdfs:isDefinedBy <https://w3id.org/kzgraph/ontology> ."),
    "P06": (p06, "kzo:A rdfs:subClassOf kzo:B . kzo:B rdfs:subClassOf kzo:C . kzo:C rdfs:subClassOf kzo:A ."),
    "P07": (p07, "kzo:RoadOrRailway a owl:Class ."),
    "P08": (p08, 'kzo:Silent a owl:Class ; rdfs:label "silent"@en .'),
    "P10": (p10, "kzo:A a owl:Class . kzo:B a owl:Class ."),
    "P11": (p11, "kzo:loose a owl:ObjectProperty ; rdfs:domain kzo:A ."),
    "P13": (p13, "kzo:party a owl:ObjectProperty ."),
    "P19": (p19, "kzo:party a owl:ObjectProperty ; rdfs:domain kzo:A , kzo:B ."),
    "P21": (p21, "kzo:OtherThing a owl:Class ."),
    "P22": (p22, "kzo:road_transport a owl:Class ."),
    "P25": (p25, "kzo:borders owl:inverseOf kzo:borders ."),
    "P26": (p26, "kzo:borders a owl:SymmetricProperty . kzo:bordered owl:inverseOf kzo:borders ."),
    "P28": (p28, "kzo:near a owl:SymmetricProperty ; rdfs:domain kzo:A ; rdfs:range kzo:B ."),
    "P32": (p32, 'kzo:A a owl:Class ; rdfs:label "Bank"@en . kzo:B a owl:Class ; rdfs:label "bank"@en .'),
    "P34": (p34, "kzo:party a owl:ObjectProperty ; rdfs:range kzo:Undeclared ."),
    "P35": (p35, "kzo:A kzo:undeclared kzo:B ."),
    "P36": (p36, "<https://w3id.org/kzgraph/ontology.owl> a owl:Ontology ."),
    "P38": (p38, "kzo:A a owl:Class ."),
    "P39": (p39, HEAD + '<https://w3id.org/kzgraph/ontology> vann:preferredNamespaceUri "https://example.org/" .'),
    "P40": (p40, "dcterms:invented a owl:AnnotationProperty ."),
    "P41": (p41, HEAD),
}
PREFIXES = f"@prefix kzo: <{SPACE}> . " + "".join(
    f"@prefix {prefix}: <{space}> . "
    for prefix, space in {"owl": OWL, "rdfs": RDFS, "vann": VANN, "dcterms": DCTERMS}.items()
)


@cache
def ontology() -> Graph:
    return Graph().parse(ROOT / "ontology" / "kz.ttl")


@pytest.mark.parametrize("pitfall", PLANTED)
def test_the_ontology_has_no_pitfall_but_those_that_are_waived(pitfall: str) -> None:
    detector, _ = PLANTED[pitfall]
    found = detector(ontology())
    if f"OOPS-{pitfall}" in WAIVED:
        assert found, f"nothing is found any more: take OOPS-{pitfall} out of waived.toml"
    else:
        assert found == [], detector.__doc__


@pytest.mark.parametrize("pitfall", PLANTED)
def test_a_planted_pitfall_is_found(pitfall: str) -> None:
    detector, turtle = PLANTED[pitfall]
    assert detector(Graph().parse(data=PREFIXES + turtle, format="turtle")) != []


def test_no_critical_or_important_pitfall_is_waived() -> None:
    """P13 is a minor one."""
    assert [waiver for waiver in WAIVED if waiver.startswith("OOPS")] == ["OOPS-P13"]


def test_nothing_is_called_equivalent_inverse_or_transitive() -> None:
    """So the pitfalls of wrong equivalents, inverses and chains (P05, P27, P29, P31, P33) cannot arise."""
    names = ("equivalentClass", "equivalentProperty", "inverseOf", "propertyChainAxiom", "sameAs")
    assert [n for n in names if (None, OWL[n], None) in ontology()] == []
    assert (None, RDF.type, OWL.TransitiveProperty) not in ontology()
