"""Finding what a name is of, among the entities: candidates with reasons, and never a silent merge."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from kzgraph.curation.entities import Entity
from kzgraph.names.comparing import Comparison, compare
from kzgraph.ontology import Ontology

MATCH, REVIEW, MARGIN = 0.9, 0.7, 0.05
"""A score that is a match; one that a person should look at; how far a second candidate must stay behind."""


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


class Matcher:
    """Finds the entities that a name may be of."""

    def __init__(self, entities: Mapping[str, Entity], ontology: Ontology) -> None:
        self.ontology = ontology
        views = frozenset({"Opinion"})  # their labels are paraphrases of ours, no names
        self.entities = [
            each for each in entities.values() if not each.replaced_by and not ontology.is_a(each.kind, views)
        ]

    def find(self, text: str, *, kind: str = "", most: int = 3) -> Found:
        """Return what *text* may be the name of.

        Args:
            text: a name in any of the scripts.
            kind: a class; only its things are looked at.
            most: how many candidates at the most.
        """
        wanted = frozenset({kind}) if kind else frozenset[str]()
        looked_at = [entity for entity in self.entities if self.ontology.is_a(entity.kind, wanted)]
        candidates = [found for entity in looked_at if (found := _candidate(text, entity)).score >= REVIEW]
        if not candidates:
            return Found(Verdict.NONE, ())
        best = sorted(candidates, key=lambda each: (-each.score, each.id))
        sure = best[0].score >= MATCH and (len(best) == 1 or best[0].score - best[1].score >= MARGIN)
        return Found(Verdict.MATCH if sure else Verdict.REVIEW, tuple(best[:most]))


def _candidate(text: str, entity: Entity) -> Candidate:
    names = dict.fromkeys((*entity.labels.values(), *(name for name, _ in entity.aliases)))
    compared = [(compare(text, name, entity.kind, least=REVIEW), name) for name in names]
    for name in entity.hidden:  # a form that helps to find, not a name of its own
        found = compare(text, name, entity.kind, least=REVIEW)
        features = (*found.features, "a form that only helps to find")
        compared.append((Comparison(min(found.score, MATCH - 0.01), features), name))
    best, name = max(compared, key=lambda each: each[0].score)
    return Candidate(entity.id, entity.kind, entity.labels["en"], name, best.score, best.features)
