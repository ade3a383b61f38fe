"""What pictures read from a graph: claims by property, names, figures in words."""

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kzgraph.errors import shown
from kzgraph.statements.names import Names
from kzgraph.statements.reading import claims
from kzgraph.statements.statement import Claim
from kzgraph.statements.things import Things
from kzgraph.statements.wording import figure
from kzgraph.vocab import CODE, ENTITY, ONTOLOGY, SKOS, local_name

SIDES = (ENTITY + "kazakhstan", ENTITY + "china")
"""The two countries whose relations are drawn."""

MORE = (">", "\u2265", ">=")
LESS = ("<", "\u2264", "<=")


class Graph:
    """The claims of *store* that are not deprecated, and the names of what they are about."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.things, self._names = Things(store), Names(store)
        self.claims = {claim.iri: claim for claim in claims(store) if claim.rank != "deprecated"}
        self._by_property: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims.values():
            self._by_property[claim.property_name].append(claim)

    def of(self, *properties: str) -> list[Claim]:
        """Return the claims with one of *properties*, property by property, each by id."""
        return [claim for name in properties for claim in self._by_property[name]]

    def about(self, iri: str, name: str) -> list[Claim]:
        """Return the claims that say *name* of the thing *iri*."""
        return [claim for claim in self._by_property[name] if claim.subject.value == iri]

    def of_subject(self, iri: str) -> list[Claim]:
        """Return the claims about the thing *iri*, by property."""
        found = [claim for claim in self.claims.values() if claim.subject.value == iri]
        return sorted(found, key=lambda claim: (claim.property_name, claim.id))

    def reasons(self, claim: Claim) -> list[str]:
        """Return why *claim* was read as it was, passage by passage, each reason once."""
        return list(dict.fromkeys(shown(passage.reason) for passage in claim.passages if passage.reason))

    def name(self, iri: str) -> str:
        """Return the English name of *iri*, fit for a line."""
        return shown(self.things.name(iri))

    def documents(self) -> dict[str, str]:
        """Return the names of the documents."""
        return {iri: self.name(iri) for iri in self.things.of_class("Source")}

    def bound(self, claim: Claim) -> str:
        """Return the sign before the figure: ``>`` for more than, nothing for an exact one."""
        code = claim.text("bound")
        node, notation = ox.NamedNode(code or CODE), ox.NamedNode(SKOS + "notation")
        signs = sorted(str(quad.object.value) for quad in self.store.quads_for_pattern(node, notation, None))  # type: ignore[union-attr]
        return signs[0] if code and signs else local_name(code)

    def speakers(self, claim: Claim) -> str:
        """Return who says so inside the documents; empty where it is their own voice."""
        return _joined(self.name(iri) for passage in claim.passages for iri in passage.stated_by)

    def _value(self, claim: Claim) -> str:
        """Return the object in words; a figure as its source gives it, never a canonical number with another unit."""
        if claim.object is None:
            return "not stated"
        if isinstance(claim.object, ox.NamedNode):
            return self.name(claim.object.value)
        return figure(claim.text("amount"), "", self.unit(claim)) if claim.text("amount") else shown(claim.object.value)

    def unit(self, claim: Claim) -> str:
        """Return the unit in which the source gives the figure of *claim*; nothing for a plain count."""
        return self._names.unit(claim.text("unit"))

    def says(self, claim: Claim) -> str:
        """Return *claim* in a line."""
        narrower = [f"with {_joined(self.name(iri) for iri in claim.texts('scope'))}"] if claim.texts("scope") else []
        speakers = [f"said by {self.speakers(claim)}"] if self.speakers(claim) else []
        value = " ".join(part for part in (self.bound(claim), self._value(claim)) if part)
        details = "; ".join(part for part in (claim.text("time"), *narrower, *speakers, claim.modality) if part)
        return f"{self.name(claim.subject.value)}: {self.name(ONTOLOGY + claim.property_name)}: {value} ({details})"


def _joined(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names)))


def number(claim: Claim) -> float | None:
    """Return the figure of *claim* in its property's canonical unit; ``None`` where none can be given in it."""
    return None if claim.number is None else float(claim.number)


def top_of(most: float) -> tuple[float, float]:
    """Return a round end of a scale that holds *most*, and the step between its ticks.

    >>> top_of(36.86)
    (40, 10)
    """
    if most <= 0:
        return 1, 1
    power = 10.0
    while power > most:
        power /= 10
    while power * 10 <= most:
        power *= 10
    step = next(power * part for part in (0.2, 0.5, 1, 2) if most / (power * part) <= 5)
    ticks = int(-(-most // step))
    return (int(step * ticks), int(step)) if step >= 1 else (round(step * ticks, 9), step)
