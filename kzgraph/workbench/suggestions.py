"""What a selection of words may state: properties that fit the classes of what it names, the most used ones first."""

from collections import Counter
from collections.abc import Iterator, Mapping

from kzgraph.curation.inputs import Inputs
from kzgraph.ontology import Property
from kzgraph.proposals.candidate import ProposedRow
from kzgraph.proposals.making import Context
from kzgraph.proposals.words import WordRules

CLASSES = "classes"
"""The origin of a row of which nothing but the classes of its sides is known."""

_USED, _NARROW = 0.6, 0.4
"""What it is worth that all rows between two classes have a property, and that it takes no other classes."""

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
        self._between = Counter[tuple[str, str]]()
        for (subject, _, value), number in used.items():
            self._between[subject, value] += number
        properties = words.maker.ontology.properties.values()
        self._narrow = {each: _NARROW / self._classes(each) for each in properties if each.domain}

    def _classes(self, known: Property) -> int:
        """Return how many classes may be a side of *known*."""
        ontology = self.words.maker.ontology
        sides = [side for side in (known.domain, known.range) if side]
        return max(1, sum(ontology.is_a(kind, side) for side in sides for kind in ontology.ancestors))

    def candidates(self, context: Context) -> Iterator[ProposedRow]:
        """Yield a row for every two things, and every thing and figure, that a property with a domain may join."""
        maker = self.words.maker
        for known, narrow in self._narrow.items():
            for subject in self.words.subjects(known, context.here):
                for value in self.words.objects(known, context):
                    if subject.object == value.object:
                        continue
                    one, other = maker.kinds[subject.object], maker.kinds.get(value.object, "")
                    share = self.used.get((one, known.name, other), 0) / (self._between[one, other] or 1)
                    said = (subject.object, known, value)
                    yield maker.candidate(said, context, CLASSES, _USED * share + narrow, "the classes fit")
