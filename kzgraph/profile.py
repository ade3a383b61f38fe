"""What a graph says of itself: its title, what it is about, the countries whose relations it holds, whose it is.

It stands in ``graph.toml`` beside the tables, is built into the graph, and is read from there by every face.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_text
from kzgraph.rdf import TYPE
from kzgraph.vocab import DATASET, DCAT, DCTERMS, ENTITY, ONTOLOGY, VCARD, WEB_ADDRESS, XSD, local_name

_NODE = ox.NamedNode(DATASET)
_TITLE, _SUMMARY = ox.NamedNode(DCTERMS + "title"), ox.NamedNode(DCTERMS + "description")
_KEYWORD = ox.NamedNode(DCAT + "keyword")
_SIDES = tuple(ox.NamedNode(ONTOLOGY + name) for name in ("firstSide", "secondSide", "furtherSide"))
_BETWEEN, _IN_RELATION = (ox.NamedNode(ONTOLOGY + name) for name in ("between", "inRelation"))
_LONGEST: Final = 2000
"""Characters of a text in ``graph.toml``."""
_FACTS: Final = {
    "publisher": (DCTERMS + "publisher", "string"),
    "issued": (DCTERMS + "issued", "date"),
    "version": (DCAT + "version", "string"),
}
"""Key of ``graph.toml`` → property of the data set, datatype."""
_CONTACT = ox.NamedNode(DATASET + "#contact")
_LICENCE, _POINT = ox.NamedNode(DCTERMS + "license"), ox.NamedNode(DCAT + "contactPoint")
_REACHED = {"mailto:": ox.NamedNode(VCARD + "hasEmail"), "http": ox.NamedNode(VCARD + "hasURL")}


@dataclass(frozen=True)
class Profile:
    """What a graph says of itself.

    Args:
        title: what it is called.
        summary: what it holds, in a sentence or two.
        sides: ids of the countries whose relations it holds; the two first ones are drawn as the two sides.
        keywords: what it is found by.
        publisher: who answers for it, as a citation names them.
        licence: the address of the licence under which it is given away.
        issued: the day on which this version was given out (``YYYY-MM-DD``).
        version: what this version is called.
        contact: where its makers are reached: a mail address or an ``https`` address.

    What is empty is not stated, and no face states it.
    """

    title: str = "A knowledge graph of bilateral relations"
    summary: str = "Every statement leads to the passage of a source that says it."
    sides: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ("bilateral relations", "knowledge graph", "RDF", "provenance")
    publisher: str = ""
    licence: str = ""
    issued: str = ""
    version: str = ""
    contact: str = ""

    @property
    def year(self) -> str:
        """The year of :attr:`issued`; empty where that is not stated."""
        return self.issued[:4]

    @property
    def poles(self) -> tuple[str, str]:
        """The IRIs of the first two sides; empty where there is none."""
        first, second = (*(ENTITY + side for side in self.sides), "", "")[:2]
        return first, second


def read_profile(path: Path) -> Profile:
    """Return what the file ``graph.toml`` says; where there is none, the defaults.

    Raises:
        InputError: when it is no TOML, has a key that is not known, or a value of another kind.
    """
    import tomllib

    if not path.exists():
        return Profile()
    name = name_of(path)
    try:
        given = tomllib.loads(read_text(path))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError([Problem(f"is no TOML: {error}", 'write lines such as title = "…"', name)]) from None
    problems = [Problem(*fault, name) for key, value in given.items() if (fault := _fault(key, value))]
    if problems:
        raise InputError(problems)
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
    return replace(Profile(), **values)


_MAIL: Final = re.compile(r"[^\s<>\"{}|\\^`@:/]+@[^\s<>\"{}|\\^`@:/]+")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_FORMS: Final[dict[str, tuple[Callable[[str], object], str]]] = {
    "licence": (WEB_ADDRESS.fullmatch, "https://creativecommons.org/licenses/by/4.0/"),
    "issued": (_is_day, "2026-11-30"),
    "contact": (lambda text: WEB_ADDRESS.fullmatch(text) or _MAIL.fullmatch(text), "someone@example.org"),
}
"""Key of ``graph.toml`` → what reads its text, an example; of every other key any text is taken."""


def _fault(key: str, value: Any) -> tuple[str, str] | None:
    known = {field.name: field.default for field in fields(Profile)}
    if key not in known:
        return f"unknown key {quoted(key)}", f"there are {', '.join(sorted(known))}"
    if not isinstance(known[key], tuple):
        if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
            return f"{key} is no text", f'{key} = "…"'
        reads, example = _FORMS.get(key, (bool, "…"))
        return None if reads(value) else (f"{key} is {quoted(value)}, which cannot be read", f'{key} = "{example}"')
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        return f"{key} is no list of texts", f'{key} = ["…", "…"]'
    if len(set(value)) != len(value):
        return f"{key} names one thing twice", "name it once"
    return None


def profile_triples(profile: Profile) -> Iterator[ox.Triple]:
    """Yield the triples in which a graph says *profile* of itself."""
    yield ox.Triple(_NODE, _TITLE, ox.Literal(profile.title, language="en"))
    yield ox.Triple(_NODE, _SUMMARY, ox.Literal(profile.summary, language="en"))
    for word in profile.keywords:
        yield ox.Triple(_NODE, _KEYWORD, ox.Literal(word, language="en"))
    for number, side in enumerate(profile.sides):
        yield ox.Triple(_NODE, _SIDES[min(number, 2)], ox.NamedNode(ENTITY + side))
    for name, (predicate, datatype) in _FACTS.items():
        if value := getattr(profile, name):
            yield ox.Triple(_NODE, ox.NamedNode(predicate), ox.Literal(value, datatype=ox.NamedNode(XSD + datatype)))
    if profile.licence:
        yield ox.Triple(_NODE, _LICENCE, ox.NamedNode(profile.licence))
    if profile.contact:
        address = ("mailto:" if _MAIL.fullmatch(profile.contact) else "") + profile.contact
        yield ox.Triple(_NODE, _POINT, _CONTACT)
        yield ox.Triple(_CONTACT, TYPE, ox.NamedNode(VCARD + "Kind"))
        reached = next(predicate for start, predicate in _REACHED.items() if address.startswith(start))
        yield ox.Triple(_CONTACT, reached, ox.NamedNode(address))


def profile_of(store: ox.Store) -> Profile:
    """Return what the graph in *store* says of itself.

    Where it names no two sides, they are those of the relation to which most belongs.
    """
    texts = {name: _texts(store, predicate) for name, predicate in (("title", _TITLE), ("summary", _SUMMARY))}
    named = [sorted(_iris(store, _NODE, predicate)) for predicate in _SIDES]
    sides = [local_name(iri) for found in named for iri in found]
    if len(sides) < 2:
        sides += [side for side in _most_related(store, sides) if side not in sides]
    keywords = _texts(store, _KEYWORD)
    return Profile(
        title=texts["title"][0] if texts["title"] else Profile.title,
        summary=texts["summary"][0] if texts["summary"] else Profile.summary,
        sides=tuple(sides),
        keywords=tuple(keywords) or Profile.keywords,
        licence="".join(_iris(store, _NODE, _LICENCE)[:1]),
        contact="".join(iri.removeprefix("mailto:") for p in _REACHED.values() for iri in _iris(store, _CONTACT, p)),
        **{name: "".join(_texts(store, ox.NamedNode(predicate))[:1]) for name, (predicate, _) in _FACTS.items()},
    )


def _texts(store: ox.Store, predicate: ox.NamedNode) -> list[str]:
    quads = store.quads_for_pattern(_NODE, predicate, None)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.Literal))


def _iris(store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> list[str]:
    quads = store.quads_for_pattern(subject, predicate, None)
    return [quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)]


def _most_related(store: ox.Store, sides: list[str]) -> list[str]:
    """Return the sides of the relation with most that belongs to it, among those of the first of *sides*."""
    found: list[tuple[int, list[str]]] = []
    for relation in {quad.subject for quad in store.quads_for_pattern(None, _BETWEEN, None)}:
        assert isinstance(relation, ox.NamedNode)
        pair = sorted(local_name(iri) for iri in _iris(store, relation, _BETWEEN))
        if not sides or sides[0] in pair:
            found.append((-sum(1 for _ in store.quads_for_pattern(None, _IN_RELATION, relation)), pair))
    return min(found)[1] if found else []
