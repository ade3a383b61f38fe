"""What the cells of a table name: each distinct value once, matched, decided by a person, new, or open."""

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from enum import Enum
from pathlib import Path

from kzgraph.curation.entities import Entity
from kzgraph.curation.inputs import Inputs
from kzgraph.curation.registering import LONGEST, NewEntity, id_of
from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.sheets import read_sheet, sheet_bytes
from kzgraph.names.countries import country_called, new_country
from kzgraph.names.countrycodes import territory_of
from kzgraph.names.matching import Matcher, Verdict
from kzgraph.names.registry import identifiers_of
from kzgraph.tables.mapping import NAMES, TableMapping, ThingColumn
from kzgraph.text.folding import latin

COLUMNS = ("thing", "value", "entity", "reason")
NEW, LEFT_OUT = "new", "-"
"""What a decision may say besides the id of an entity."""
_COUNTRY, _ALPHA2 = "Country", "iso3166alpha2"


class Standing(Enum):
    """How a value stands to the registry."""

    MATCHED = "matched"
    DECIDED = "decided"
    NEW = "new"
    DOUBTFUL = "doubtful"
    UNMATCHED = "unmatched"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class NamedValue:
    """A distinct value of a column of things: the entity that it is (or would be), and others that it may be."""

    thing: str
    text: str
    standing: Standing
    entity: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class NameDecision:
    """What a person says of a value: an entity, that it is new, or that it is left out; and why."""

    thing: str
    value: str
    entity: str
    reason: str


def read_name_decisions(path: Path, known: Iterable[str]) -> dict[tuple[str, str], NameDecision]:
    """Return the decisions in *path* by thing and value; rows without a decision are passed over.

    Raises:
        InputError: with every row that names an unknown entity.
    """
    if not path.exists():
        return {}
    found, problems, ids = {}, [], {*known, NEW, LEFT_OUT, ""}
    for line, cells in read_sheet(path, COLUMNS, may_be_empty=True):
        if cells["entity"] not in ids:
            what = f"unknown entity {quoted(cells['entity'])}"
            problems.append(Problem(what, f"write an id, {NEW} or {LEFT_OUT}", name_of(path), line))
        if cells["entity"]:
            found[cells["thing"], cells["value"]] = NameDecision(**cells)
    if problems:
        raise InputError(problems)
    return found


def name_decisions_bytes(decisions: Iterable[NameDecision]) -> bytes:
    """Return *decisions* as a table, those without an entity for a person to fill in."""
    return sheet_bytes(COLUMNS, map(astuple, decisions))


class ValueMatcher:
    """Finds the entities that the cells of one table name."""

    def __init__(
        self, mapping: TableMapping, material: Inputs, decisions: Mapping[tuple[str, str], NameDecision]
    ) -> None:
        self.mapping, self.material, self.decisions = mapping, material, decisions
        known = list(identifiers_of(material.concordance))
        self._matcher = Matcher(material.entities, material.ontology, known)
        self._codes = {(scheme, code.casefold()): name for name, scheme, code in known}
        self._called = defaultdict[str, set[str]](set)
        for each in material.entities.values():
            for name in each.names if not each.replaced_by else ():
                self._called[name].add(each.id)
        self._registered: dict[str, Entity] = {}
        self.entities: Mapping[str, Entity] = ChainMap(self._registered, dict(material.entities))
        """The registry, and what is new."""
        self._taken = {*material.entities, *material.sources}
        self.values: dict[tuple[str, str], NamedValue] = {}
        self.new: dict[str, NewEntity] = {}

    def find(self, thing: ThingColumn, text: str) -> NamedValue:
        """Return what *text*, a cell of the column of *thing*, names."""
        key = thing.name, text
        if key not in self.values:
            self.values[key] = self._found(thing, text)
        return self.values[key]

    def _found(self, thing: ThingColumn, text: str) -> NamedValue:
        decision = self.decisions.get((thing.name, text))
        if decision and decision.entity == LEFT_OUT:
            return NamedValue(thing.name, text, Standing.LEFT_OUT)
        if decision and decision.entity != NEW:
            return NamedValue(thing.name, text, Standing.DECIDED, decision.entity)
        if thing.by != NAMES:
            return self._coded(thing, text, may_be_new=thing.register or bool(decision))
        exact = [each for each in self._called.get(text, ()) if self._is_a(each, thing.kind)]
        if len(exact) == 1:  # called so, letter by letter, and nothing else of the class is
            return NamedValue(thing.name, text, Standing.MATCHED, exact[0])
        found = self._matcher.find(text, kind=thing.kind)
        near = tuple(each.id for each in found.candidates)
        if found.verdict is Verdict.MATCH:
            return NamedValue(thing.name, text, Standing.MATCHED, near[0])
        territory = country_called(text) if thing.kind == _COUNTRY else ""
        known = thing.kind != _COUNTRY or bool(territory)  # a country that no list has is one if a person says so
        is_new = bool(decision) or (thing.register and known and found.verdict is Verdict.NONE)
        if here := self._codes.get((_ALPHA2, territory.casefold()), ""):  # registered out of this table
            return NamedValue(thing.name, text, Standing.MATCHED, here)
        if is_new and (name := self._country(territory) if territory else self._register(thing, text)):
            return NamedValue(thing.name, text, Standing.NEW, name, near)
        standing = Standing.DOUBTFUL if found.verdict is Verdict.REVIEW else Standing.UNMATCHED
        return NamedValue(thing.name, text, standing, "", near)

    def _coded(self, thing: ThingColumn, text: str, *, may_be_new: bool) -> NamedValue:
        """Return what has the code *text*: a thing of the registry, or a country that is registered now."""
        code = text.removesuffix(".0").casefold()
        if name := self._codes.get((thing.by, code), ""):
            return NamedValue(thing.name, text, Standing.MATCHED, name)
        territory = territory_of(thing.by, code) if thing.kind == _COUNTRY and may_be_new else ""
        if not territory:
            return NamedValue(thing.name, text, Standing.UNMATCHED)
        return NamedValue(thing.name, text, Standing.NEW, self._country(territory))

    def _country(self, territory: str) -> str:
        """Register the country *territory* with its names and codes, and return its id."""
        new = new_country(territory)
        new = replace(new, id=id_of(new.labels["en"], self._taken))
        self._add(new)
        for label in new.labels.values():
            self._called[label].add(new.id)
        for scheme, (code, _) in new.codes.items():
            self._codes[scheme, code.casefold()] = new.id
        return new.id

    def _add(self, new: NewEntity) -> None:
        self.new[new.id] = new
        self._registered[new.id] = Entity(new.id, new.kind, dict(new.labels))
        self._taken.add(new.id)

    def _register(self, thing: ThingColumn, text: str) -> str:
        """Return the id of a new thing called *text*; empty where its name has no letter or does not print."""
        label, labels = thing.label.replace("{}", text) or text, {}
        if self.mapping.language != "en":
            labels, label = {self.mapping.language: label}, latin(label)
        name, labels["en"] = id_of(label, self._taken), label
        if not name or len(label) > LONGEST or not label.isprintable():
            return ""
        self._add(NewEntity(name, thing.kind, labels, text if label != text else ""))
        self._called[text].add(name)
        return name

    def _is_a(self, name: str, kind: str) -> bool:
        return self.material.ontology.is_a(self.entities[name].kind, frozenset({kind}))
