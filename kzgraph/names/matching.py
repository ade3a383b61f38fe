"""Finding what a name is of, among the entities: candidates with reasons, and never a silent merge."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from types import MappingProxyType

from kzgraph.curation.entities import Entity
from kzgraph.names.blocking import NameIndex
from kzgraph.names.comparing import Comparison, compare
from kzgraph.names.countries import another, country_of, misspelt_country
from kzgraph.names.parts import Script, take_apart
from kzgraph.ontology import Ontology
from kzgraph.vocab import ENTITY

MATCH, REVIEW, MARGIN = 0.9, 0.7, 0.05
"""A score that is a match; one that a person should look at; how far a second candidate must stay behind."""
_COUNTRIES = frozenset({"", "Entity", "Country", "Actor", "Place"})
"""Classes of which a name of a country may be asked for."""
_ITEM = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/|wikidata:|wd:)?(Q[1-9][0-9]*)", re.IGNORECASE)
_COUNTRY_CODES = ("iso3166alpha3", "iso3166alpha2", "m49")


class Verdict(Enum):
    """What came of looking for a name."""

    MATCH = "match"
    REVIEW = "review"
    NONE = "none"


@dataclass(frozen=True)
class Candidate:
    """An entity that a name may be of, and the one of its names that is nearest."""

    id: str
    kind: str
    label: str
    name: str
    score: float
    features: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What was found for a name: the verdict and the candidates, best first."""

    verdict: Verdict
    candidates: tuple[Candidate, ...]


Identifier = tuple[str, str, str]
"""The id of an entity, a scheme (``iso3166alpha3``, ``exactMatch``), and its code or address there."""


class Matcher:
    """Finds the entities that a name, a code or an address may be of."""

    def __init__(
        self, entities: Mapping[str, Entity], ontology: Ontology, identifiers: Iterable[Identifier] = ()
    ) -> None:
        """Take what is looked at.

        Args:
            entities: the registry, by id.
            ontology: says what is of which class.
            identifiers: what entities are elsewhere.
        """
        self.ontology = ontology
        views = frozenset({"Opinion"})  # their labels are paraphrases of ours, no names
        self.entities = [
            each for each in entities.values() if not each.replaced_by and not ontology.is_a(each.kind, views)
        ]
        self._by_id = {each.id: each for each in self.entities}
        self._order = {each.id: place for place, each in enumerate(self.entities)}
        self.identifiers: dict[str, dict[str, set[str]]] = {}
        self._coded: set[tuple[str, str]] = set()
        for name, scheme, code in identifiers:
            if name in self._by_id:
                self.identifiers.setdefault(scheme, {}).setdefault(code.casefold(), set()).add(name)
                self._coded.add((name, scheme))

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex((each.id, name) for each in self.entities for name in _forms(each))

    def find(
        self, text: str, *, kind: str = "", most: int = 3, codes: Mapping[str, str] = MappingProxyType({})
    ) -> Found:
        """Return what *text* may be the name of; what it is elsewhere decides before the name does.

        A code that one thing has identifies it, unless the name is clearly another's; one that is not the candidate's
        leaves it to a person.

        Args:
            text: a name in any of the scripts, an address or id of ours, a Wikidata item, the code of a country.
            kind: a class; only its things are looked at.
            most: how many candidates at the most.
            codes: what is known besides, scheme → code (``iso3166alpha3``, ``exactMatch``); others are passed over.
        """
        found = self._called(text, kind, most)
        known = {scheme: _address(code).casefold() for scheme, code in codes.items() if scheme in self.identifiers}
        if not known:
            return found
        named = found.candidates[0].id if found.verdict is Verdict.MATCH else ""
        holders = set.intersection(*(self.identifiers[scheme].get(code, set()) for scheme, code in known.items()))
        if len(holders) == 1 and self._is_a(next(iter(holders)), kind):
            verdict = Verdict.MATCH if named in ("", *holders) else Verdict.REVIEW
            sure = self._named(holders, text, 1.0, f"its identifier ({', '.join(known)})")
            others = [each for each in found.candidates if each.id not in holders]
            return Found(verdict, tuple([*sure, *others][:most]))
        for scheme, code in known.items():
            if (named, scheme) in self._coded and named not in self.identifiers[scheme].get(code, set()):
                return Found(Verdict.REVIEW, found.candidates)
        return found

    def _called(self, text: str, kind: str, most: int) -> Found:
        known = self._identified(text.strip()) if text.strip() else None
        if known is None and kind in _COUNTRIES:
            known = self._country(text)
        if known is not None:
            return _found([each for each in known if self._is_a(each.id, kind)], most)
        near = self._index.near(text)
        candidates = [
            found
            for entity in sorted((self._by_id[name] for name in near), key=lambda each: self._order[each.id])
            if self._is_a(entity.id, kind)
            and (found := _candidate(text, entity, near[entity.id]))
            and found.score >= REVIEW
        ]
        if not kind:  # what is called alike but is a subject is no namesake: banking is not the Bank of China
            candidates = [each for each in candidates if each.score == 1 or not self._is_a(each.id, "Subject")]
        if another(text):
            candidates = [each for each in candidates if not self._is_a(each.id, "Country")]
        alike = _found(candidates, most)
        if alike.verdict is Verdict.MATCH or kind not in _COUNTRIES:
            return alike
        return _found(self._misspelt(text, kind) or candidates, most)

    def _is_a(self, name: str, kind: str) -> bool:
        return self.ontology.is_a(self._by_id[name].kind, frozenset({kind}) if kind else frozenset())

    def _named(self, names: Iterable[str], text: str, score: float, why: str) -> list[Candidate]:
        found = (self._by_id[name] for name in sorted(names))
        return [Candidate(each.id, each.kind, each.labels["en"], text, score, (why,)) for each in found]

    def _identified(self, text: str) -> list[Candidate] | None:
        """Return what *text* identifies; ``None`` when it is no identifier that is known here."""
        name = text.removeprefix(ENTITY).removeprefix("kzr:")
        if name != text and name in self._by_id:
            return self._named([name], text, 1.0, "its address")
        address = _address(text)
        schemes: tuple[str, ...] = _COUNTRY_CODES if text.isupper() or text.isdigit() else ()
        for scheme in ("exactMatch",) if "://" in address else schemes:
            names = self.identifiers.get(scheme, {}).get(address.casefold())
            if names:
                score = MATCH - 0.01 if text.isdigit() else 1.0  # a number may be anything
                return self._named(names, text, score, f"its identifier ({scheme})")
        return [] if "://" in address else None

    def _country(self, text: str) -> list[Candidate] | None:
        """Return the country that *text* names, none where it is not here; ``None`` when it names no country."""
        code = country_of(text)
        names = self.identifiers.get("iso3166alpha2", {}).get(code.casefold(), ())
        return self._named(names, text, 1.0, "a name of this country") if code else None

    def _misspelt(self, text: str, kind: str) -> list[Candidate]:
        """Return the country that is meant, sure only where countries are asked for."""
        names = self.identifiers.get("iso3166alpha2", {}).get(misspelt_country(text).casefold(), ())
        score = 0.92 if kind == "Country" else MATCH - 0.01
        return self._named(names, text, score, "a name of this country, but for a letter or two")


def _address(code: str) -> str:
    """Return the address of a Wikidata item, however it is written; any other code as it is."""
    item = _ITEM.fullmatch(code)
    return f"http://www.wikidata.org/entity/{item[1].upper()}" if item else code


def _found(candidates: list[Candidate], most: int) -> Found:
    if not candidates:
        return Found(Verdict.NONE, ())
    best = sorted(candidates, key=lambda each: (-each.score, each.id))
    sure = best[0].score >= MATCH and (len(best) == 1 or best[0].score - best[1].score >= MARGIN)
    return Found(Verdict.MATCH if sure else Verdict.REVIEW, tuple(best[:most]))


def _forms(entity: Entity) -> Iterator[str]:
    """Yield every form that a name is compared with."""
    yield from (*entity.names, *(text for text, _ in entity.translated))


def _candidate(text: str, entity: Entity, near: Collection[str]) -> Candidate | None:
    """Return how *entity* may be called *text*, told from those of its names that are *near*."""
    names = dict.fromkeys((*entity.labels.values(), *(name for name, _ in entity.aliases)))
    if take_apart(text).script is Script.HAN:  # other characters are another name, however they sound
        in_han = [name for name in names if take_apart(name).script is Script.HAN]
        names = dict.fromkeys(in_han or names)
    compared = [(compare(text, name, entity.kind, least=REVIEW), name) for name in names if name in near]
    for name in (*entity.hidden, *(text for text, _ in entity.translated)):  # they help to find, and are no names
        if name in near:
            found = compare(text, name, entity.kind, least=REVIEW)
            features = (*found.features, "a form that only helps to find")
            compared.append((Comparison(min(found.score, MATCH - 0.01), features), name))
    if not compared:
        return None
    best, name = max(compared, key=lambda each: each[0].score)
    return Candidate(entity.id, entity.kind, entity.labels["en"], name, best.score, best.features)
