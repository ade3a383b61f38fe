"""The registry: each thing once, with its class, its names in four languages and its aliases."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kzgraph.errors import InputError, Problem, shown
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_text
from kzgraph.ontology import Ontology
from kzgraph.rdf import Described, by_subject, iris_of, line_of, read_triples, text_of
from kzgraph.vocab import DCTERMS, ENTITY, LANGUAGES, ONTOLOGY, RDF, RDFS, SKOS, SLUG, local_name

ALIAS_LANGUAGES = (*LANGUAGES, "kk-latn")
"""The languages of aliases: those of labels, and Kazakh in Latin letters."""
_LABELS = (RDFS + "label", SKOS + "altLabel", SKOS + "hiddenLabel")
_BROADER, _TRANSLATED = SKOS + "broader", ONTOLOGY + "translated"
_KNOWN = {RDF + "type", *_LABELS, RDFS + "comment", DCTERMS + "isReplacedBy", _BROADER, _TRANSLATED}


@dataclass(frozen=True)
class Entity:
    """A registered thing.

    ``labels`` holds one name a language; ``aliases`` other names; ``hidden`` forms that only help to find it
    (a misprint, an inflected or shortened form); ``replaced_by`` the id that took over from a retired one;
    ``broader`` the subjects that it is a kind or part of (``skos:broader``), as we order them; ``translated`` names
    that are translations of ours, with their languages, which no passage is held against.
    """

    id: str
    kind: str
    labels: dict[str, str] = field(default_factory=dict)
    aliases: tuple[tuple[str, str], ...] = ()
    hidden: tuple[str, ...] = ()
    note: str = ""
    replaced_by: str = ""
    broader: tuple[str, ...] = ()
    translated: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every form under which a passage may name it."""
        return (*self.labels.values(), *(alias for alias, _ in self.aliases), *self.hidden)


def _entity(slug: str, facts: dict[str, list]) -> Entity:  # type: ignore[type-arg]
    return Entity(
        id=slug,
        kind=next((local_name(iri) for iri in iris_of(facts[RDF + "type"])), ""),
        labels={lang: text_of(facts[_LABELS[0]], lang)[0] for lang in LANGUAGES if text_of(facts[_LABELS[0]], lang)},
        aliases=tuple((name, lang) for lang in ALIAS_LANGUAGES for name in sorted(text_of(facts[_LABELS[1]], lang))),
        hidden=tuple(sorted(text_of(facts[_LABELS[2]]))),
        note=" ".join(text_of(facts[RDFS + "comment"])),
        replaced_by=next((local_name(iri) for iri in iris_of(facts[DCTERMS + "isReplacedBy"])), ""),
        broader=tuple(sorted(local_name(iri) for iri in iris_of(facts[_BROADER]))),
        translated=tuple((name, lang) for lang in LANGUAGES for name in sorted(text_of(facts[_TRANSLATED], lang))),
    )


def _faults(iri: str, facts: dict[str, list], ontology: Ontology) -> Iterator[tuple[str, str]]:  # type: ignore[type-arg]
    if not iri.startswith(ENTITY) or not SLUG.fullmatch(iri.removeprefix(ENTITY)):
        yield f"{shown(iri)} is no entity id", "write kzr: and a slug of a-z, 0-9 and single hyphens"
    types = iris_of(facts[RDF + "type"])
    if len(types) != 1 and DCTERMS + "isReplacedBy" not in facts:
        yield f"has {len(types)} classes", "give it exactly one (`a kzo:…`)"
    for name in types:
        if not name.startswith(ONTOLOGY) or not ontology.is_a(local_name(name), frozenset({"Entity"})):
            yield f"{shown(name)} is no class of entities", "choose one from ontology/kz.ttl"
    for language in LANGUAGES:
        if len(text_of(facts[_LABELS[0]], language)) > 1:
            yield f"has several labels in {language}", "keep one and make the others skos:altLabel"
    if "en" not in {getattr(term, "language", None) for term in facts[_LABELS[0]]} and types:
        yield "has no English label", 'add rdfs:label "…"@en'
    yield from _name_faults(facts)
    for predicate in set(facts) - _KNOWN:
        if facts[predicate]:
            yield (
                f"{shown(local_name(predicate))} may not stand here",
                "state it in graph/statements/, with its passage",
            )


def _name_faults(facts: dict[str, list]) -> Iterator[tuple[str, str]]:  # type: ignore[type-arg]
    allowed = {_LABELS[0]: LANGUAGES, _LABELS[1]: ALIAS_LANGUAGES, _LABELS[2]: (None, *ALIAS_LANGUAGES)}
    allowed[_TRANSLATED] = LANGUAGES[1:]
    for code in LANGUAGES:
        if text_of(facts[_TRANSLATED], code) and text_of(facts[_LABELS[0]], code):
            yield f"has an attested name in {code} and a translated one", "take the translated one away"
    for predicate, languages in allowed.items():
        for term in facts[predicate]:
            language = getattr(term, "language", None)
            if language not in languages:
                known = " ".join(name for name in languages if name)
                yield f"{local_name(predicate)} {shown(term)} is in no language of names", f"mark it as one of: {known}"
            if any(unicodedata.category(char) in ("Cc", "Cs") for char in term.value):
                yield f"{local_name(predicate)} {shown(term)} holds a control character", "remove it"


def _order_faults(entity: Entity, entities: Mapping[str, Entity], ontology: Ontology) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the broader subjects of *entity*: only subjects have some, of which none leads back."""
    subjects = frozenset({"Subject"})
    if entity.broader and not ontology.is_a(entity.kind, subjects):
        yield "has something broader and is no subject", "state what it is part of in graph/statements/"
    for name in entity.broader:
        wider = entities.get(name)
        if wider is None or wider.replaced_by or not ontology.is_a(wider.kind, subjects):
            yield f"the broader {shown(name)} is no subject", "register it, or name another"
    above, todo = set[str](), list(entity.broader)
    while todo:
        name = todo.pop()
        if name not in above:
            above.add(name)
            todo += entities[name].broader if name in entities else ()
    if entity.id in above:
        yield "is broader than itself", "take one step of the circle away"


def read_entities(folder: Path, ontology: Ontology) -> dict[str, Entity]:
    """Return the registry of *folder* (``*.ttl``), id → entity.

    Raises:
        InputError: with every fault of every file: bad Turtle, an id that is no slug, an unknown or second class,
            a missing English label, a fact that belongs into a statement table, an id registered twice.
    """
    problems: list[Problem] = []
    entities: dict[str, Entity] = {}
    homes: dict[str, str] = {}
    for path in sorted(folder.glob("*.ttl")):
        try:
            triples = read_triples(path)
        except InputError as error:
            problems += error.problems
            continue
        described: Described = by_subject(triples)
        text, name = read_text(path), name_of(path)
        if any(isinstance(triple.subject, ox.BlankNode) for triple in triples):
            problems.append(Problem("describes a thing that has no id", "write kzr: and a slug", name))
        for iri, facts in sorted(described.items()):
            slug = iri.removeprefix(ENTITY)
            faults = [(f"{shown(slug)}: {what}", mend) for what, mend in _faults(iri, facts, ontology)]
            if slug in homes:
                faults.append((f"{slug} is also in {homes[slug]}", "keep it in one file"))
            problems += [Problem(what, mend, name, line_of(text, iri)) for what, mend in faults]
            homes[slug] = name
            entities[slug] = _entity(slug, facts)
    if not homes and not problems:
        problems.append(Problem("holds no entity", "add a registry file", name_of(folder)))
    for entity in entities.values():
        if entity.replaced_by and entity.replaced_by not in entities:
            problems.append(Problem(f"{entity.id}: replaced by an unknown id", "register it", homes[entity.id]))
        order = _order_faults(entity, entities, ontology)
        problems += [Problem(f"{entity.id}: {what}", mend, homes[entity.id]) for what, mend in order]
    if problems:
        raise InputError(problems)
    return entities
