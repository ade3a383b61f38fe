"""New things of the registry: an id from the name, a look at likely doubles, the lines of Turtle."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kzgraph.errors import InputError, Problem, quoted
from kzgraph.links.schemes import Code
from kzgraph.ontology import Ontology
from kzgraph.text.folding import slug
from kzgraph.vocab import LANGUAGES, SLUG

_HEAD = """\
@prefix kzo: <https://w3id.org/kzgraph/ontology#> .
@prefix kzr: <https://w3id.org/kzgraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
LONGEST = 200
"""Characters of a name or an id."""
_VIEWS = frozenset({"Opinion"})


@dataclass(frozen=True)
class NewEntity:
    """A thing to be registered.

    Args:
        id: its id.
        kind: its class.
        labels: its names by language.
        hidden: a form that only helps to find it.
        codes: what it is elsewhere: scheme → code, and what confirms it.
    """

    id: str
    kind: str
    labels: Mapping[str, str]
    hidden: str = ""
    codes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def id_of(label: str, taken: Collection[str]) -> str:
    """Return a free id for what is called *label*; empty when no letter of it can be written in one.

    >>> id_of("Keel Works", {"keel-works"})
    'keel-works-2'
    """
    name = slug(label)[:LONGEST].strip("-")
    number = 2
    while name in taken:
        name = f"{slug(label)[:LONGEST].strip('-')}-{number}"
        number += 1
    return name


def examined(new: NewEntity, ontology: Ontology, taken: Collection[str]) -> NewEntity:
    """Return *new* when it can be registered.

    Raises:
        InputError: with every fault: an id that is no slug or is taken, no class of things, a name that is none.
    """
    problems = []
    if not SLUG.fullmatch(new.id) or len(new.id) > LONGEST:
        problems.append(_problem("id", f"{quoted(new.id)} is no id", "write a-z, 0-9 and single hyphens"))
    elif new.id in taken:
        problems.append(_problem("id", f"{new.id} is taken", "choose that thing, or another id"))
    if not ontology.is_a(new.kind, frozenset({"Entity"})) or new.kind not in ontology.ancestors:
        problems.append(_problem("kind", f"{quoted(new.kind)} is no class of things", "take one from the list"))
    if not new.labels.get("en"):
        problems.append(_problem("en", "is empty", "give a name in English; your own rendering where none is printed"))
    for language, name in (*new.labels.items(), ("hidden", new.hidden)):
        if language not in (*LANGUAGES, "hidden"):
            problems.append(_problem("labels", f"{quoted(language)} is no language of names", f"one of {LANGUAGES}"))
        if len(name) > LONGEST or not all(char.isprintable() for char in name):
            problems.append(_problem(language, f"is longer than {LONGEST} or does not print", "shorten it"))
    if problems:
        raise InputError(problems)
    return new


def _problem(field: str, what: str, mend: str) -> Problem:
    return Problem(what, mend, field=field)


def registry_bytes(before: bytes | None, new: NewEntity) -> bytes:
    """Return the registry file that held *before* with *new* at its end."""
    labels = " , ".join(str(ox.Literal(name, language=code)) for code, name in new.labels.items() if name)
    hidden = f" ;\n    skos:hiddenLabel {ox.Literal(new.hidden)}" if new.hidden else ""
    text = (before or _HEAD.encode()).decode().rstrip("\n")
    return f"{text}\n\nkzr:{new.id} a kzo:{new.kind} ;\n    rdfs:label {labels}{hidden} .\n".encode()


def codes_of_new(new: Iterable[NewEntity]) -> list[Code]:
    """Return the codes that *new* things have elsewhere, as rows of the table of codes."""
    return [Code(each.id, scheme, code, "", why) for each in new for scheme, (code, why) in each.codes.items()]


def is_thing(kind: str, ontology: Ontology) -> bool:
    """Say whether things of the class *kind* are registered by their name: views have none."""
    return ontology.is_a(kind, frozenset({"Entity"})) and not ontology.is_a(kind, _VIEWS)
