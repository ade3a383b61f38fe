"""Undertakings of a table that may be ones that the graph has from elsewhere, with the features that speak for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kzgraph.curation.entities import Entity
from kzgraph.curation.inputs import Inputs
from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.dates import parse
from kzgraph.names.comparing import compare
from kzgraph.names.parts import Role, take_apart
from kzgraph.ontology import Ontology, ValueKind

_NAME, _SURE = 0.7, 0.9
"""How alike names must be where something else speaks for it too; and where nothing else does."""
_NEAR = Decimal("0.02")
"""By what share two capacities may differ that are the same."""
_CAPACITIES = frozenset({"installedCapacity", "productionCapacity"})
_YEARS = frozenset({"commissioned", "constructionStarted"})


@dataclass
class _Traits:
    """What is said of an undertaking that may tell it from others."""

    countries: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    capacities: set[Decimal] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Overlap:
    """Two undertakings that may be one, and why."""

    left: str
    right: str
    score: float
    features: tuple[str, ...]


def overlaps(material: Inputs, source: str) -> list[Overlap]:
    """Return the pairs of undertakings, one that only the table *source* has and one from elsewhere, that may be one.

    Names alike and one more feature (place, capacity, year, a party) speak for it, or names that are nearly the same;
    a capacity or a country that differs speaks against. What ``identity.csv`` decides is not asked again.
    """
    traits = _traits(material)
    decided = {frozenset((each.left, each.right)) for each in material.identity}
    own = [name for name, known in traits.items() if known.sources == {source}]
    others = [name for name, known in traits.items() if source not in known.sources]
    found = []
    for left, right in _blocked(own, others, material):
        if frozenset((left, right)) not in decided:
            one, other = material.entities[left], material.entities[right]
            score, features = _alike(one, traits[left], other, traits[right])
            if score >= _SURE or (score >= _NAME and len(features) > 1):
                found.append(Overlap(left, right, score, tuple(features)))
    return sorted(found, key=lambda each: (-each.score, -len(each.features), each.left, each.right))


def _traits(material: Inputs) -> dict[str, _Traits]:
    found = defaultdict[str, _Traits](_Traits)
    ontology = material.ontology
    for row in material.rows:
        entity = material.entities.get(row.subject)
        if not entity or entity.replaced_by or not ontology.is_a(entity.kind, frozenset({"Undertaking"})):
            continue
        traits = found[row.subject]
        traits.sources.add(row.source)
        if row.object == NOT_STATED or row.rank == "deprecated":
            continue
        if row.property == "locatedIn":
            kind = material.entities[row.object].kind
            (traits.countries if kind == "Country" else traits.places).add(row.object)
        elif row.property in _YEARS:
            span = parse(row.object)
            traits.years |= {day.year for day in (span.earliest, span.latest) if day}
        elif row.property in _CAPACITIES:
            unit = ontology.properties[row.property].unit
            traits.capacities.add(Decimal(row.object) * (ontology.factor(row.unit, unit) or 1))
        elif _is_party(row, material, ontology):
            traits.parties.add(row.object)
    return found


def _is_party(row: Row, material: Inputs, ontology: Ontology) -> bool:
    other = material.entities.get(row.object)
    joins = ontology.properties[row.property].kind is ValueKind.ENTITY
    return joins and other is not None and ontology.is_a(other.kind, frozenset({"Actor"})) and other.kind != "Country"


def _blocked(own: Iterable[str], others: Iterable[str], material: Inputs) -> Iterator[tuple[str, str]]:
    """Yield the pairs whose names share a word that is no word of a vocabulary, or how one sounds."""
    by_key = defaultdict[str, list[str]](list)
    for name in others:
        for key in _keys(material.entities[name]):
            by_key[key].append(name)
    for name in own:
        near = {other for key in _keys(material.entities[name]) for other in by_key.get(key, ())}
        yield from ((name, other) for other in sorted(near))


def _keys(entity: Entity) -> set[str]:
    words = (token for name in entity.names for token in take_apart(name).content if token.role is Role.OTHER)
    return {key for token in words for key in (token.text, *token.keys) if len(key) > 2}


def _alike(one: Entity, left: _Traits, other: Entity, right: _Traits) -> tuple[float, list[str]]:
    """Return how alike the names are, and what speaks for it; 0 where a capacity or a country speaks against."""
    names = [(compare(a, b, one.kind, least=_NAME).score, a, b) for a in one.names for b in other.names]
    score, a, b = max(names, default=(0.0, "", ""))
    features = [f"called {a} and {b}, {score:.2f}"]
    near = [(x, y) for x in left.capacities for y in right.capacities if abs(x - y) <= _NEAR * max(x, y)]
    if (left.capacities and right.capacities and not near) or (
        left.countries and right.countries and left.countries.isdisjoint(right.countries)
    ):
        return 0.0, []
    if near:
        features.append(f"capacity {near[0][0].normalize():f} and {near[0][1].normalize():f}")
    for what, these, those in (
        ("place", left.places, right.places),
        ("year", left.years, right.years),
        ("party", left.parties, right.parties),
    ):
        if shared := these & those:
            features.append(f"the same {what}: {', '.join(map(str, sorted(shared)))}")
    return score, features
