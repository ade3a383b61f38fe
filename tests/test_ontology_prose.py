"""What the ontology says of its terms in words: comments add to definitions, examples are true of the graph."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

ROOT = Path(__file__).parents[1]
KZO = "https://w3id.org/kzgraph/ontology#"

REPEATED = 0.5
"""Of the words that carry meaning in a comment, the share that may stand in the definition or in the example."""

FUNCTION_WORDS = frozenset(
    "a an and are as at be by for from has have in is it its no not of on one or such than that the their them this to"
    " under was where which who whom with".split()
)
CODED = re.compile(r"`([^`]+)`")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
TERM = re.compile(r"[a-z]+[A-Z]\w*|[A-Z][a-z]+([A-Z]\w*)?")


@cache
def parsed(name: str) -> Graph:
    return Graph().parse(ROOT / "ontology" / name)


def local(term: Node) -> str:
    return re.split(r"[#/]", str(term))[-1]


@cache
def registry() -> dict[str, str]:
    """Return id → class, of entities and documents."""
    documents = Graph().parse(ROOT / "graph" / "sources.ttl").subjects(RDF.type, None)
    graph = Graph()
    for path in sorted((ROOT / "graph" / "entities").glob("*.ttl")):
        graph.parse(path)
    entities = {local(thing): local(kind) for thing, kind in graph.subject_objects(RDF.type)}
    return entities | dict.fromkeys(map(local, documents), "Source")


@cache
def ids() -> frozenset[str]:
    """Return what a hyphenated name may mean: an entity, a document, a code, a query."""
    codes = Graph().parse(ROOT / "ontology" / "codes.ttl").subjects(RDF.type, None)
    queries = (ROOT / "queries").rglob("*.rq")
    return frozenset({*registry(), *map(local, codes), *(path.stem for path in queries), "not-stated"})


@cache
def stated() -> frozenset[tuple[str, str, str]]:
    """Return subject, property and object of every row of the tables."""
    rows = set()
    for path in sorted((ROOT / "graph" / "statements").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows |= {(row["subject"], row["property"], row["object"]) for row in csv.DictReader(file)}
    return frozenset(rows)


def said(predicate: URIRef) -> dict[str, str]:
    """Return term → text, of the terms of kz.ttl that have one."""
    found = parsed("kz.ttl").subject_objects(predicate)
    return {str(term).removeprefix(KZO): str(text) for term, text in found if str(term).startswith(KZO)}


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold())) - FUNCTION_WORDS


def repeated(comment: str, other: str) -> float:
    """Return the share of the comment's words that the other text has already."""
    return len(words(comment) & words(other)) / len(words(comment))


@pytest.mark.parametrize("predicate", [SKOS.definition, SKOS.example], ids=["definition", "example"])
def test_a_comment_says_something_of_its_own(predicate: URIRef) -> None:
    others, comments = said(predicate), said(RDFS.comment)
    assert len(comments) > 100
    assert [term for term, text in comments.items() if repeated(text, others[term]) > REPEATED] == []


@pytest.mark.parametrize(
    ("comment", "repeats"),
    [
        ("The place to which the visit went.", True),
        ("The visit went to a place.", True),
        ("The place that the visit went to is meant.", True),
        ("Visits that go both ways have one on either side.", False),
    ],
)
def test_a_comment_that_turns_its_definition_round_is_found(comment: str, repeats: bool) -> None:
    assert (repeated(comment, "The place to which the visit went.") > REPEATED) is repeats


def test_no_two_terms_share_a_comment_but_codes_of_digits() -> None:
    comments = list(said(RDFS.comment).values())
    assert {text for text in comments if comments.count(text) > 1} <= {"A text, since leading zeros count."}


@pytest.mark.parametrize("predicate", [RDFS.comment, SKOS.example], ids=["comment", "example"])
def test_what_is_named_in_words_exists(predicate: URIRef) -> None:
    named = {(term, name) for term, text in said(predicate).items() for name in CODED.findall(text)}
    things = {(term, name) for term, name in named if ID.fullmatch(name) and not re.search(r"\d-\d", name)}
    terms = {(term, name) for term, name in named if TERM.fullmatch(name)}
    terms |= {(term, found) for term, name in named for found in re.findall(r"kzo:(\w+)", name)}
    assert things
    assert terms
    assert {(term, name) for term, name in things if name not in ids()} == set()
    assert {(term, name) for term, name in terms if name not in said(SKOS.definition)} == set()


def test_an_example_of_a_property_that_names_its_subject_is_stated() -> None:
    found = re.compile(r"`([a-z0-9-]+)` `(\w+)` ?(?:`([^`]+)`|([\d-]+))?")
    claims = [(term, each.groups()) for term, text in said(SKOS.example).items() if (each := found.match(text))]
    assert len(claims) > 50
    pairs = {(subject, name) for subject, name, _ in stated()}
    assert [c for term, c in claims if term != c[1]] == []
    assert [c for _, c in claims if (c[0], c[1]) not in pairs] == []
    assert [c for _, c in claims if (value := c[2] or c[3]) and (c[0], c[1], value) not in stated()] == []


def test_an_example_of_a_class_that_names_a_thing_is_of_that_class() -> None:
    found = re.compile(r"((?:`[a-z0-9-]+`(?:, | and )?)+) (?:is|are) ")
    named = [
        (term, name)
        for term, text in said(SKOS.example).items()
        if term[0].isupper() and (each := found.match(text))
        for name in CODED.findall(each[1])
    ]
    assert len(named) > 30
    graph = parsed("kz.ttl")
    above = {
        name: {*map(local, graph.transitive_objects(URIRef(KZO + registry()[name]), RDFS.subClassOf))}
        for _, name in named
    }
    assert [(term, name) for term, name in named if term not in above[name]] == []
