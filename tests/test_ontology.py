"""The ontology, its code lists, alignments, JSON-LD context and shapes."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import owlrl
import pyoxigraph
import pyshacl
import pytest
from owlrl.Namespaces import ERRNS
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology"
CASES = ROOT / "tests" / "shapes"

KZO = Namespace("https://w3id.org/kzgraph/ontology#")
KZC = Namespace("https://w3id.org/kzgraph/code/")
KZG = Namespace("https://w3id.org/kzgraph/shape/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
QB = Namespace("http://purl.org/linked-data/cube#")
QUDT = Namespace("http://qudt.org/schema/qudt/")
SH = Namespace("http://www.w3.org/ns/shacl#")
VANN = Namespace("http://purl.org/vocab/vann/")
BIBO = Namespace("http://purl.org/ontology/bibo/")

HEADER = URIRef("https://w3id.org/kzgraph/ontology")
LANGUAGES = {"en", "kk", "ru", "zh"}
PROSE = {RDFS.label, RDFS.comment, RDFS.isDefinedBy, SKOS.definition, SKOS.example, SKOS.prefLabel}


@cache
def parsed(name: str) -> Graph:
    return Graph().parse(ONTOLOGY / name)


def own(kind: Node) -> list[URIRef]:
    """Return the terms of the project's namespace that kz.ttl declares to be of this kind."""
    found = parsed("kz.ttl").subjects(RDF.type, kind)
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(KZO))


CLASSES = own(OWL.Class)
RELATIONS = own(OWL.ObjectProperty)
ATTRIBUTES = own(OWL.DatatypeProperty)
ANNOTATIONS = own(OWL.AnnotationProperty)
PROPERTIES = RELATIONS + ATTRIBUTES
TERMS = CLASSES + PROPERTIES + ANNOTATIONS
SCHEMES = sorted(parsed("codes.ttl").subjects(RDF.type, SKOS.ConceptScheme))
CODES = sorted(parsed("codes.ttl").subjects(RDF.type, SKOS.Concept))
SHAPES = sorted(parsed("shapes.ttl").subjects(RDF.type, SH.NodeShape))
TURTLE = ["kz.ttl", "codes.ttl", "alignments.ttl", "shapes.ttl"]


def local(term: Node) -> str:
    """Return the part of an address that a reader calls its name."""
    return re.split(r"[#/]", str(term))[-1]


def languages(graph: Graph, term: Node, predicate: URIRef) -> Counter[str | None]:
    return Counter(text.language for text in graph.objects(term, predicate) if isinstance(text, Literal))


# --- The files ---


@pytest.mark.parametrize("name", TURTLE)
def test_both_engines_read_the_same_number_of_triples(name: str) -> None:
    store = pyoxigraph.Store()
    store.load(path=str(ONTOLOGY / name))
    assert len(store) == len(parsed(name)) > 0


@pytest.mark.parametrize("name", ["kz.ttl", "codes.ttl", "alignments.ttl"])
def test_no_blank_node_stands_in_a_file_that_is_merged_with_others(name: str) -> None:
    assert [triple for triple in parsed(name) if any(isinstance(term, BNode) for term in triple)] == []


@pytest.mark.parametrize(
    "terms",
    [CLASSES, RELATIONS, ATTRIBUTES, ANNOTATIONS, SCHEMES, CODES, SHAPES],
    ids=["classes", "relations", "attributes", "annotations", "schemes", "codes", "shapes"],
)
def test_no_kind_of_term_is_missing(terms: list[URIRef]) -> None:
    assert terms


# --- The header (FOOPS) ---


@pytest.mark.parametrize(
    "predicate",
    [
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.creator,
        DCTERMS.publisher,
        DCTERMS.created,
        DCTERMS.issued,
        DCTERMS.modified,
        DCTERMS.license,
        DCTERMS.source,
        DCTERMS.bibliographicCitation,
        VANN.preferredNamespacePrefix,
        VANN.preferredNamespaceUri,
        OWL.versionIRI,
        OWL.versionInfo,
        BIBO.status,
    ],
    ids=local,
)
def test_the_header_says_what_catalogues_ask(predicate: URIRef) -> None:
    assert list(parsed("kz.ttl").objects(HEADER, predicate))


def test_the_namespace_in_the_header_is_the_one_of_the_terms() -> None:
    graph = parsed("kz.ttl")
    assert str(graph.value(HEADER, VANN.preferredNamespaceUri)) == str(KZO)
    assert graph.value(HEADER, OWL.versionIRI) == URIRef(f"{HEADER}/{graph.value(HEADER, OWL.versionInfo)}")


def test_the_licence_is_an_address() -> None:
    assert isinstance(parsed("kz.ttl").value(HEADER, DCTERMS.license), URIRef)


# --- The terms ---


def test_every_term_has_one_label_in_each_of_four_languages() -> None:
    graph = parsed("kz.ttl")
    assert [t for t in TERMS if languages(graph, t, RDFS.label) != Counter(LANGUAGES)] == []


@pytest.mark.parametrize("predicate", [SKOS.definition, SKOS.example], ids=local)
def test_every_term_is_explained_once_in_english(predicate: URIRef) -> None:
    graph = parsed("kz.ttl")
    assert [t for t in TERMS if languages(graph, t, predicate) != Counter(["en"])] == []


def test_a_term_has_at_most_one_comment_and_in_english() -> None:
    graph = parsed("kz.ttl")
    found = [languages(graph, t, RDFS.comment) for t in TERMS]
    assert Counter(["en"]) in found
    assert [comments for comments in found if comments not in (Counter(), Counter(["en"]))] == []


def test_every_term_says_which_ontology_defines_it() -> None:
    graph = parsed("kz.ttl")
    assert [t for t in TERMS if list(graph.objects(t, RDFS.isDefinedBy)) != [HEADER]] == []


@pytest.mark.parametrize("predicate", [RDFS.domain, RDFS.range], ids=local)
def test_every_property_has_exactly_one_domain_and_one_range(predicate: URIRef) -> None:
    graph = parsed("kz.ttl")
    assert [p for p in PROPERTIES if len(list(graph.objects(p, predicate))) != 1] == []


def test_domains_and_ranges_are_declared() -> None:
    graph = parsed("kz.ttl")
    declared = set(graph.subjects(RDF.type, OWL.Class)) | set(graph.subjects(RDF.type, RDFS.Datatype)) | {OWL.Thing}
    used = set(graph.objects(None, RDFS.domain)) | set(graph.objects(None, RDFS.range))
    assert {term for term in used - declared if not str(term).startswith("http://www.w3.org/2001/XMLSchema#")} == set()


def is_datatype(reached: Node | None) -> bool:
    """Tell whether a range is of literals."""
    return str(reached).startswith(str(XSD)) or (reached, RDF.type, RDFS.Datatype) in parsed("kz.ttl")


def test_relations_lead_to_things_and_attributes_to_literals() -> None:
    graph = parsed("kz.ttl")
    assert [p for p in RELATIONS if is_datatype(graph.value(p, RDFS.range))] == []
    assert [p for p in ATTRIBUTES if not is_datatype(graph.value(p, RDFS.range))] == []


def test_a_property_has_one_kind_only() -> None:
    assert [term for term, times in Counter(PROPERTIES + ANNOTATIONS).items() if times > 1] == []


def test_no_two_terms_share_an_english_label() -> None:
    labels = Counter(english(term) for term in TERMS)
    assert [label for label, times in labels.items() if times > 1] == []


def english(term: URIRef) -> str:
    """Return a term's English label, casefolded."""
    return next(str(t).casefold() for t in parsed("kz.ttl").objects(term, RDFS.label) if t.language == "en")


def test_classes_are_written_in_upper_camel_and_properties_in_lower_camel_case() -> None:
    assert [c for c in CLASSES if not re.fullmatch(r"[A-Z][A-Za-z]*", local(c))] == []
    assert [p for p in PROPERTIES + ANNOTATIONS if not re.fullmatch(r"[a-z][A-Za-z0-9]*", local(p))] == []


def test_no_class_stands_above_itself() -> None:
    graph = parsed("kz.ttl")
    parents = list(graph.subject_objects(RDFS.subClassOf))
    assert [c for c, parent in parents if c in graph.transitive_objects(parent, RDFS.subClassOf)] == []


def test_every_class_is_an_entity_a_record_or_the_class_of_measures() -> None:
    graph = parsed("kz.ttl")
    roots = {c for c in CLASSES if not list(graph.objects(c, RDFS.subClassOf))}
    assert roots == {KZO.Entity, KZO.Record, KZO.Measure}


def test_a_country_is_both_an_actor_and_a_place() -> None:
    assert set(parsed("kz.ttl").objects(KZO.Country, RDFS.subClassOf)) == {KZO.Actor, KZO.Place}


def test_symmetric_properties_have_the_same_domain_and_range() -> None:
    graph = parsed("kz.ttl")
    symmetric = set(graph.subjects(RDF.type, OWL.SymmetricProperty))
    assert symmetric == {KZO.linkedWith, KZO.possiblySame, KZO.borders, KZO.alignedWith}
    assert all(graph.value(p, RDFS.domain) == graph.value(p, RDFS.range) for p in symmetric)


def test_no_inverse_is_declared() -> None:
    assert list(parsed("kz.ttl").triples((None, OWL.inverseOf, None))) == []


def test_agency_roles_stand_on_kinds_of_participation_and_are_codes() -> None:
    graph = parsed("kz.ttl")
    roles = set(parsed("codes.ttl").subjects(SKOS.inScheme, KZC["agency-role"]))
    given = list(graph.subject_objects(KZO.agencyRole))
    assert given
    assert all((p, RDFS.subPropertyOf, KZO.participant) in graph and role in roles for p, role in given)


def test_the_two_canonical_units_of_a_number_property_agree() -> None:
    graph, codes = parsed("kz.ttl"), parsed("codes.ttl")
    units = dict(graph.subject_objects(KZO.canonicalUnit))
    assert units
    assert set(graph.subjects(RDF.type, KZO.Measure)) <= set(units)
    matched = {p: codes.value(code, SKOS.exactMatch) for p, code in units.items()}
    assert matched == dict(graph.subject_objects(QUDT.hasUnit))
    assert all(codes.value(code, KZO.conversionFactor).toPython() == 1 for code in units.values())


# --- The code lists ---


def test_every_code_and_list_is_labelled_in_four_languages_and_defined() -> None:
    codes = parsed("codes.ttl")
    terms = SCHEMES + CODES
    assert [t for t in terms if languages(codes, t, SKOS.prefLabel) != Counter(LANGUAGES)] == []
    assert [t for t in terms if set(codes.objects(t, SKOS.prefLabel)) != set(codes.objects(t, RDFS.label))] == []
    assert [t for t in terms if languages(codes, t, SKOS.definition) != Counter(["en"])] == []


@pytest.mark.parametrize("predicate", [SKOS.notation, SKOS.inScheme], ids=local)
def test_every_code_has_one_notation_and_one_list(predicate: URIRef) -> None:
    codes = parsed("codes.ttl")
    assert [code for code in CODES if len(list(codes.objects(code, predicate))) != 1] == []


@pytest.mark.parametrize("scheme", [each for each in SCHEMES if local(each) != "subjects"], ids=local)
def test_a_notation_means_one_code_of_its_list(scheme: URIRef) -> None:
    codes = parsed("codes.ttl")
    notations = Counter(codes.value(code, SKOS.notation) for code in codes.subjects(SKOS.inScheme, scheme))
    assert notations
    assert max(notations.values()) == 1


def test_each_dimension_has_one_canonical_unit() -> None:
    codes = parsed("codes.ttl")
    canonical = Counter(
        str(codes.value(unit, KZO.dimension))
        for unit in codes.subjects(SKOS.inScheme, KZC.unit)
        if (factor := codes.value(unit, KZO.conversionFactor)) is not None and factor.toPython() == 1
    )
    assert set(canonical) == {str(d) for d in codes.objects(None, KZO.dimension)}
    assert set(canonical.values()) == {1}


# --- Consistency ---


SAMPLE = """
@prefix kzo: <https://w3id.org/kzgraph/ontology#> .
@prefix kzr: <https://w3id.org/kzgraph/id/> .
@prefix kzs: <https://w3id.org/kzgraph/statement/> .
@prefix kzc: <https://w3id.org/kzgraph/code/> .
@prefix kzd: <https://w3id.org/kzgraph/source/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix qb: <http://purl.org/linked-data/cube#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kzr:kazakhstan a kzo:Country ; kzo:borders kzr:china ; kzo:memberOf kzr:world-trade-organization .
kzr:treaty a kzo:Treaty ; kzo:party kzr:kazakhstan , kzr:china ; kzo:signed "1992-09-26"^^edtf:EDTF .
kzr:xi-jinping a kzo:Person ; kzo:participantIn kzr:visit .
kzr:visit a kzo:Visit ; kzo:destination kzr:kazakhstan .
kzr:wind-farm a kzo:PowerStation ; kzo:installedCapacity 50 ; kzo:locatedIn kzr:kazakhstan ;
    kzo:investor kzr:company ; kzo:lifecycleState kzc:implementation .
kzr:company a kzo:Company .
kzr:challenge a kzo:Challenge ; kzo:heldBy kzd:report ; kzo:concerns kzr:company .
kzd:report a kzo:Source ; kzo:author kzr:somebody ; kzo:codePoints 10 .
kzs:0000000000000001 a kzo:Statement ; rdf:subject kzr:wind-farm ; rdf:predicate kzo:installedCapacity ; rdf:object 50 ;
    kzo:unit unit:MegaW ; kzo:amount 50 ; kzo:time "2022"^^edtf:EDTF ; kzo:earliest "2022-01-01"^^xsd:date ;
    kzo:scope kzr:kazakhstan ; kzo:modality kzc:asserted ; kzo:rank kzc:normal .
<https://w3id.org/kzgraph/observation/0000000000000001> a kzo:Observation ; qb:measureType kzo:tradeTurnover ;
    kzo:tradeTurnover 41000000000 ; kzo:unit unit:CCY_USD ; kzo:reporter kzr:kazakhstan ; kzo:partner kzr:china ;
    kzo:fromStatement kzs:0000000000000001 .
"""


def contradictions(sample: str) -> list[str]:
    """Return what OWL RL finds wrong with the ontology, its codes and alignments and this sample together."""
    graph = Graph().parse(data=sample, format="turtle")
    for name in ("kz.ttl", "codes.ttl", "alignments.ttl"):
        for triple in parsed(name):
            if triple[1] not in PROSE and triple[0] != HEADER:
                graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    errors = [str(message) for message in graph.objects(None, ERRNS.error)]
    return errors + [f"{thing} cannot exist" for thing in graph.subjects(RDF.type, OWL.Nothing)]


def test_ontology_codes_alignments_and_a_sample_are_consistent() -> None:
    assert contradictions(SAMPLE) == []


def test_a_person_that_is_an_event_is_found_inconsistent() -> None:
    wrong = f"<https://w3id.org/kzgraph/id/x> a <{KZO.Person}> , <{KZO.Event}> ."
    assert contradictions(wrong) != []


def test_alignments_speak_of_our_terms_only() -> None:
    assert {str(s) for s in parsed("alignments.ttl").subjects()} <= {str(t) for t in TERMS}


def test_alignments_never_claim_sameness() -> None:
    claims = {OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty, SKOS.exactMatch}
    assert claims.isdisjoint(parsed("alignments.ttl").predicates())


# --- The JSON-LD context ---


@cache
def context() -> dict[str, object]:
    return json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]


def means(name: str) -> str | None:
    """Return the compact address that the context gives a name."""
    entry = context().get(name)
    return entry["@id"] if isinstance(entry, dict) else entry


def test_relations_between_things_have_a_name_read_from_the_object() -> None:
    graph = parsed("kz.ttl")
    of_records = {KZO.Record, KZO.Statement, KZO.Evidence, KZO.Dispute, KZO.Observation, OWL.Thing}
    domains = {each: graph.value(each, RDFS.domain) for each in RELATIONS}
    codes = {each for each in RELATIONS if graph.value(each, RDFS.range) == SKOS.Concept}
    wanted = [each for each in RELATIONS if domains[each] and domains[each] not in of_records and each not in codes]
    assert wanted
    for each in wanted:
        assert {label.language for label in graph.objects(each, KZO.inverseLabel)} == {"en", "kk", "ru", "zh"}, each


def test_the_context_covers_every_term() -> None:
    assert [t for t in TERMS if means(local(t)) != f"kzo:{local(t)}"] == []


def test_the_context_reads_the_objects_of_relations_as_addresses() -> None:
    texts = {KZO.translated, KZO.inverseLabel, KZO.trigger}
    assert [p for p in RELATIONS + ANNOTATIONS if p not in texts and context()[local(p)]["@type"] != "@id"] == []
    assert "@language" in context()["translated"]["@container"]


def test_the_context_reads_literals_as_the_range_of_their_property() -> None:
    def expanded(compact: str) -> str:
        prefix, _, name = compact.partition(":")
        return context()[prefix] + name

    graph = parsed("kz.ttl")
    assert [p for p in ATTRIBUTES if expanded(context()[local(p)]["@type"]) != str(graph.value(p, RDFS.range))] == []


def test_the_context_names_no_term_that_the_ontology_lacks() -> None:
    named = {means(name) for name in context() if not name.startswith("@")}
    assert {n.removeprefix("kzo:") for n in named if n.startswith("kzo:")} == {local(t) for t in TERMS}


DOCUMENT = {
    "id": "kzr:treaty",
    "type": "Treaty",
    "label": {"en": "Treaty", "ru": "Договор"},
    "party": ["kzr:china", "kzr:kazakhstan"],
    "signed": "1992-09-26",
}
READ = """
@prefix kzo: <https://w3id.org/kzgraph/ontology#> .
@prefix kzr: <https://w3id.org/kzgraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kzr:treaty a kzo:Treaty ; rdfs:label "Treaty"@en , "Договор"@ru ; kzo:party kzr:china , kzr:kazakhstan ;
    kzo:signed "1992-09-26"^^<http://id.loc.gov/datatypes/edtf/EDTF> .
"""


# rdflib's own JSON-LD parser uses a class that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_json_with_the_context_reads_as_rdf_in_rdflib() -> None:
    graph = Graph().parse(data=json.dumps({"@context": context(), **DOCUMENT}), format="json-ld")
    assert set(graph) == set(Graph().parse(data=READ, format="turtle"))


def test_json_with_the_context_reads_as_rdf_in_oxigraph() -> None:
    text = json.dumps({"@context": context(), **DOCUMENT})
    read = {quad.triple for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)}
    assert read == {quad.triple for quad in pyoxigraph.parse(READ, format=pyoxigraph.RdfFormat.TURTLE)}


# --- The shapes ---


def cases(verdict: str) -> list[object]:
    """Return the files of this verdict, `valid` or `invalid`, each under its shape's name."""
    paths = sorted(CASES.glob(f"*/{verdict}*.ttl"))
    return [pytest.param(path, id=f"{path.parent.name}/{path.name}") for path in paths]


@cache
def hierarchy() -> Graph:
    """Return what shapes need to know of the ontology: its class tree and its measures."""
    graph = Graph()
    for triple in parsed("kz.ttl"):
        if triple[1] == RDFS.subClassOf or triple[1:] == (RDF.type, KZO.Measure):
            graph.add(triple)
    return graph


def with_hierarchy(path: Path) -> Graph:
    data = Graph().parse(path)
    for triple in hierarchy():
        data.add(triple)
    return data


def validated(data: Graph) -> tuple[bool, Graph]:
    conforms, report, _ = pyshacl.validate(data, shacl_graph=parsed("shapes.ttl"), advanced=False, meta_shacl=False)
    return conforms, report


def violated(report: Graph) -> set[str]:
    """Return the names of the node shapes that a report complains of."""
    shapes = parsed("shapes.ttl")
    sources = set(report.objects(None, SH.sourceShape))
    return {local(shape) for shape in SHAPES if shape in sources or sources & set(shapes.objects(shape, SH.property))}


def focus_nodes(shape: URIRef, data: Graph) -> set[Node]:
    """Return the nodes of the data that a shape looks at."""
    shapes = parsed("shapes.ttl")
    found = {s for predicate in shapes.objects(shape, SH.targetSubjectsOf) for s in data.subjects(predicate)}
    for kind in shapes.objects(shape, SH.targetClass):
        for subclass in data.transitive_subjects(RDFS.subClassOf, kind):
            found |= set(data.subjects(RDF.type, subclass))
    return found


def test_the_shapes_are_themselves_well_formed() -> None:
    data = with_hierarchy(ONTOLOGY / "codes.ttl")
    conforms, _, text = pyshacl.validate(data, shacl_graph=parsed("shapes.ttl"), meta_shacl=True)
    assert conforms, text


def test_every_shape_has_a_folder_and_every_folder_a_shape() -> None:
    assert {path.name for path in CASES.iterdir()} == {local(shape) for shape in SHAPES}


@pytest.mark.parametrize("shape", SHAPES, ids=local)
def test_no_folder_of_cases_is_empty(shape: URIRef) -> None:
    folder = CASES / local(shape)
    assert list(folder.glob("valid*.ttl"))
    assert list(folder.glob("invalid.*.ttl"))


@pytest.mark.parametrize("shape", SHAPES, ids=local)
def test_every_shape_looks_at_something_and_says_what_is_wrong(shape: URIRef) -> None:
    shapes = parsed("shapes.ttl")
    assert list(shapes.objects(shape, SH.targetClass)) or list(shapes.objects(shape, SH.targetSubjectsOf))
    spoken = [shape, *shapes.objects(shape, SH.property)]
    assert all(languages(shapes, part, SH.message) == Counter(["en"]) for part in spoken)


def test_no_pattern_repeats_a_group_without_end() -> None:
    patterns = [str(p) for p in parsed("shapes.ttl").objects(None, SH.pattern)]
    assert patterns
    assert [p for p in patterns if re.search(r"\)[*+]|\{[0-9]+,\}", p)] == []


@pytest.mark.parametrize("path", cases("valid"))
def test_a_valid_case_conforms_to_every_shape_and_is_looked_at_by_its_own(path: Path) -> None:
    data = with_hierarchy(path)
    conforms, report = validated(data)
    assert conforms, sorted(str(message) for message in report.objects(None, SH.resultMessage))
    assert focus_nodes(KZG[path.parent.name], data)


@pytest.mark.parametrize("path", cases("invalid"))
def test_an_invalid_case_is_found_by_its_own_shape(path: Path) -> None:
    conforms, report = validated(with_hierarchy(path))
    assert not conforms
    assert path.parent.name in violated(report)


def listed(head: Node) -> set[Node]:
    return set(Collection(parsed("shapes.ttl"), head))


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        (KZO.modality, KZC.modality),
        (KZO.rank, KZC.rank),
        (KZO.bound, KZC.operator),
        (KZO.role, KZC.role),
        (KZO.lifecycleState, KZC.lifecycle),
        (KZO.treatyStatus, KZC["treaty-status"]),
        (KZO.agreementKind, KZC["agreement-kind"]),
    ],
    ids=local,
)
def test_a_list_in_the_shapes_is_the_list_of_codes(path: URIRef, scheme: URIRef) -> None:
    shapes = parsed("shapes.ttl")
    lists = [shapes.value(shape, SH["in"]) for shape in shapes.subjects(SH.path, path)]
    expected = set(parsed("codes.ttl").subjects(SKOS.inScheme, scheme))
    assert [listed(head) for head in lists if head is not None] == [expected]


def test_the_units_in_the_shapes_are_the_units_of_the_codes() -> None:
    shapes, codes = parsed("shapes.ttl"), parsed("codes.ttl")
    units = {codes.value(code, SKOS.exactMatch) or code for code in codes.subjects(SKOS.inScheme, KZC.unit)}
    assert listed(shapes.value(KZG["unit-property"], SH["in"])) == units


def alternatives(shape: URIRef) -> set[Node]:
    """Return the properties that a shape's alternative path runs over."""
    shapes = parsed("shapes.ttl")
    paths = [shapes.value(part, SH.path) for part in shapes.objects(shape, SH.property)]
    heads = [shapes.value(path, SH.alternativePath) for path in paths]
    return {p for head in heads if head is not None for p in listed(head)}


def test_an_observation_may_hold_any_statistic_and_nothing_else() -> None:
    assert alternatives(KZG.observation) == set(parsed("kz.ttl").subjects(RDF.type, KZO.Measure))


def test_the_shape_of_figures_looks_at_every_number_that_is_no_statistic() -> None:
    graph, shapes = parsed("kz.ttl"), parsed("shapes.ttl")
    numbers = set(graph.subjects(KZO.canonicalUnit)) - set(graph.subjects(RDF.type, KZO.Measure))
    targets = set(shapes.objects(KZG["entity-figure"], SH.targetSubjectsOf))
    assert alternatives(KZG["entity-figure"]) == targets == numbers


def test_the_shape_of_dates_looks_at_every_date_of_an_entity() -> None:
    graph, shapes = parsed("kz.ttl"), parsed("shapes.ttl")
    edtf = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
    dates = set(graph.subjects(RDFS.range, edtf)) - {KZO.time}
    targets = set(shapes.objects(KZG["entity-date"], SH.targetSubjectsOf))
    assert alternatives(KZG["entity-date"]) == targets == dates


def test_the_shapes_speak_of_terms_that_exist() -> None:
    known = set(TERMS) | set(CODES)
    ours = {t for triple in parsed("shapes.ttl") for t in triple if isinstance(t, URIRef) and t.startswith((KZO, KZC))}
    assert ours - known == set()


def test_the_cube_names_every_measure_and_our_dimensions_and_attributes() -> None:
    cube, ours = Graph().parse(ONTOLOGY / "cube.ttl"), Graph().parse(ONTOLOGY / "kz.ttl")
    assert set(cube.objects(None, QB.measure)) == set(ours.subjects(RDF.type, KZO.Measure))
    for kind, role in ((QB.DimensionProperty, QB.dimension), (QB.AttributeProperty, QB.attribute)):
        typed = set(Graph().parse(ONTOLOGY / "alignments.ttl").subjects(RDF.type, kind))
        assert typed == {name for name in cube.objects(None, role) if name in KZO}
