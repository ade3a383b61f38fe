"""What a selection of words may state: properties that fit the classes of what it names, the most used ones first."""

from collections import Counter
from collections.abc import Iterator, Mapping

from kzgraph.curation.inputs import Inputs
from kzgraph.proposals.candidate import ProposedRow
from kzgraph.proposals.making import Context
from kzgraph.proposals.words import WordRules

MOST = 0.25
"""The highest score of a row of which nothing but the classes of its sides is known."""

Joined = tuple[str, str, str]
"""The class of a subject, a property, the class of its object (empty for a figure or a date)."""


def usage(material: Inputs) -> Counter[Joined]:
    """Return how often the rows of *material* join two classes by each property."""
    kinds = {name: entity.kind for name, entity in material.entities.items()}
    return Counter((kinds.get(row.subject, ""), row.property, kinds.get(row.object, "")) for row in material.rows)


class ClassRules:
    """Proposes what the classes allow: for a person who has chosen the words, and never unasked."""

    def __init__(self, words: WordRules, used: Mapping[Joined, int]) -> None:
        self.words, self.used = words, used
        self._most = max(used.values(), default=1)

    def candidates(self, context: Context) -> Iterator[ProposedRow]:
        """Yield a row for every two things, and every thing and figure, that a property with a domain may join."""
        maker = self.words.maker
        for known in maker.ontology.properties.values():
            if not known.domain:
                continue
            for subject in self.words.subjects(known, context.here):
                for value in self.words.objects(known, context):
                    if subject.object == value.object:
                        continue
                    three = (maker.kinds[subject.object], known.name, maker.kinds.get(value.object, ""))
                    score = MOST * self.used.get(three, 0) / self._most
                    why = "the classes fit"
                    yield maker.candidate((subject.object, known, value), context, "classes", score, why)
