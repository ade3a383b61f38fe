"""Candidate rows by words and units: a trigger of the ontology stands there, and the sides that it asks for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kzgraph.ontology import Ontology, Property, ValueKind
from kzgraph.proposals.candidate import ProposedRow
from kzgraph.proposals.making import Context, Maker, Value, edtf, plain
from kzgraph.proposals.mentions import AnnotatedPassage, Named
from kzgraph.proposals.triggers import FAR, NEAR, Trigger, TriggerSide

DISTANT, MANY, GUESSED = 0.3, 0.1, 0.25
"""What a candidate loses: for words between its sides, for each other thing that would fit, for a side not marked."""

_JOIN = re.compile(
    r"[»\"”]?\s*(?:,|、|，|;|/)?\s*(?:and|as well as|и|а также|және|мен|和|与|及|以及)?\s*(?:the\s)?[«\"“]?"
)
"""What may stand between two things of one list."""

_SIGNS = re.compile(r"[\s«»\"'“”()*]*")
"""What may stand around a sign that joins two names, beside white space."""

_COUNTRY = frozenset({"Country"})
_OF_COUNTRIES = frozenset({"homeCountry", "officeOf"})
"""Properties of which an adjective is enough: the Chinese President holds an office of China."""

_OF_TWO = frozenset({"tradeTurnover", "agreementsReached"})
"""Statistics of two countries: where a passage does not tell the other one, they are another figure."""

_PROPER = frozenset({"Actor", "Place", "Undertaking", "Event", "Treaty", "LegalInstrument", "Initiative", "Office"})
"""What a proper name names: where a property takes any subject, a topic or a view is not meant."""

_PRONOUN = re.compile(
    r"(?:it|they|this \w+|these \w+|the (?:project|company|plant|station|country|enterprise|agreement"
    r"|railway|facility|line)"
    r"|он|она|оно|они|эт\w+ \w+|компания|проект|завод|станция|электростанция|объект|предприятие|дорога|линия"
    r"|ол|бұл \w+|жоба|зауыт|станция|кәсіпорын|该\w?|其|它)(?!\w)"
)
"""What begins a sentence that goes on about what the sentence before has named."""

_MUTUAL = re.compile(
    r"(?<!\w)(?:bilateral|mutual|two countries|both countries|two sides|двусторонн\w+|взаимн\w+|двумя странами"
    r"|двух стран|обеих стран|между странами|екіжақты|екі ел\w*|өзара|қос ел\w*)(?!\w)|两国|双边|双方"
)
"""Words for a pair of countries that a text has named before."""

_MEANT = (
    (
        re.compile(r"project|plant|station|railway|facility|line|проект|завод|станци|объект|дорог|лини|жоба|зауыт"),
        ("Undertaking",),
    ),
    (re.compile(r"company|enterprise|компани|предприят"), ("Organization",)),
    (re.compile(r"country|стран"), ("Country",)),
    (re.compile(r"agreement|соглашен"), ("Treaty",)),
    (re.compile(""), ("Actor", "Undertaking")),
)
"""What the noun of such a beginning can stand for; nothing more exact is known of "it"."""

_COUNT = "1"
_TIME = "time"
"""The dimension of years, of which a text has too many to tell anything."""


@dataclass(frozen=True)
class Choice:
    """A side that was found: the things that fit, what the choice costs, and the earlier mention that names them."""

    found: tuple[Value, ...] = ()
    cost: float = 0
    via: str = ""


class WordRules:
    """Proposes rows for what triggers and units show."""

    def __init__(self, maker: Maker, triggers: Sequence[Trigger]) -> None:
        self.maker, self.triggers = maker, triggers
        self._telling = _telling(maker.ontology)

    def candidates(self, context: Context) -> Iterator[ProposedRow]:
        """Yield the candidate rows of one passage; a list of references is read by its names alone."""
        if context.reference:
            return
        for trigger in self.triggers:
            for place in trigger.places(context.here.text):
                yield from self._by_trigger(trigger, place, context)
        yield from self._by_unit(context)

    # ------------------------------------------------------------ words

    def _by_trigger(self, trigger: Trigger, place: tuple[int, int], context: Context) -> Iterator[ProposedRow]:
        known = self.maker.ontology.properties[trigger.property]
        if self._is_in_name(place, context.here):
            return
        if trigger.code:
            objects = Choice((Value(*place, trigger.code),))
        else:
            objects = self._side("O", trigger, place, self.objects(known, context, place[0]), context.here)
        subjects = self._side("S", trigger, place, self.subjects(known, context.here), context.here)
        if objects.found and not subjects.found:
            subjects = self._meant(trigger, known, place, context)
        if known.statistic:
            context, subjects = self._of_both(context, subjects)
        said = context.here.text[slice(*place)]
        why = f"“{said if any(char.isalnum() for char in said) else trigger.written}”"
        score = 1 - subjects.cost - objects.cost
        for subject in subjects.found:
            for value in objects.found:
                if subject.object != value.object and self._may_join(known, subject.object, value.object):
                    three = (subject.object, known, value)
                    found = self.maker.candidate(three, context, f"trigger {trigger.written}", score, why)
                    if known.name not in _OF_TWO or found.row.scope:
                        yield found.changed(via=subjects.via)

    def _side(
        self, name: str, trigger: Trigger, place: tuple[int, int], values: Iterable[Value], reading: AnnotatedPassage
    ) -> Choice:
        """Return what stands on a side of the words at *place*: the nearest that fits, and the list that it is in."""
        first, last = _piece(reading.text, place)
        side = trigger.side(name)
        inside = [each for each in self._fitting(side, values) if first <= each.start and each.end <= last]
        before = sorted((each for each in inside if each.end <= place[0]), key=lambda each: (-each.end, each.start))
        after = sorted((each for each in inside if each.start >= place[1]), key=lambda each: (each.start, -each.end))
        if side and side is trigger.left:
            return _nearest(before, place[0], side.reach, reading.text, backwards=True)
        if side:
            return _nearest(after, place[1], side.reach, reading.text, backwards=False)
        for some, at, backwards in ((before, place[0], True), (after, place[1], False)):
            choice = _nearest(some, at, FAR, reading.text, backwards=backwards)
            if choice.found:
                return Choice(choice.found, choice.cost + GUESSED)
        return Choice()

    def _meant(self, trigger: Trigger, known: Property, place: tuple[int, int], context: Context) -> Choice:
        """Return what a pronoun at the beginning of the sentence stands for: the last thing before it that fits."""
        reading, before = context.here, context.before
        opening = reading.text[_piece(reading.text, place)[0] : place[0]].lstrip()
        pronoun = _PRONOUN.match(opening)
        if before is None or (pronoun and trigger.left and trigger.left.name != "S"):
            return Choice()
        wanted = next(kinds for words, kinds in _MEANT if words.search(pronoun[0])) if pronoun else ("Undertaking",)
        fitting = self._fitting(trigger.side("S"), self.subjects(known, before))
        earlier = [each for each in fitting if self.maker.is_a(each.object, *wanted)]
        if not earlier or not (pronoun or self._goes_on(known, context, earlier)):
            return Choice()
        last = max(earlier, key=lambda each: (each.end, each.end - each.start))
        return Choice((last,), GUESSED, "-".join(map(str, before.original(last.start, last.end))))

    def _goes_on(self, known: Property, context: Context, earlier: Sequence[Value]) -> bool:
        """Say whether a sentence goes on about one project without a word for it: it names nothing, but a figure."""
        named = any(self.maker.is_a(each.id, *_PROPER) for each in context.here.named)
        return known.kind is ValueKind.NUMBER and not named and len({each.object for each in earlier}) == 1

    def _is_in_name(self, place: tuple[int, int], reading: AnnotatedPassage) -> bool:
        """Say whether the words at *place* are a part of a name: they tell nothing of what stands around it."""
        names = (each for each in reading.named if self.maker.is_a(each.id, *_PROPER, "Publication"))
        return any(each.start <= place[0] and place[1] <= each.end for each in names)

    def _of_both(self, context: Context, subjects: Choice) -> tuple[Context, Choice]:
        """Take "the two countries" for those that the passage before names, where this one does not name two."""
        here, before = self.maker.countries_of(context.here), context.before
        if before is None or len(here) > 1 or not _MUTUAL.search(context.here.text):
            return context, subjects
        earlier = self.maker.countries_of(before)
        missing = [each for name, each in earlier.items() if name not in here]
        if len({*here, *earlier}) != 2:
            return context, subjects
        via = ";".join("-".join(map(str, before.original(each.start, each.end))) for each in missing)
        either = (*here.values(), *missing)[0]
        found = subjects.found or (Value(either.start, either.end, either.id),)
        return replace(context, pair=tuple(missing)), Choice(found, subjects.cost + GUESSED, via)

    def _fitting(self, side: TriggerSide | None, values: Iterable[Value]) -> Iterator[Value]:
        for each in values:
            if not side or not side.kinds or self.maker.is_a(each.object, *side.kinds):
                yield each

    def _may_join(self, known: Property, subject: str, value: str) -> bool:
        """Say whether a place may lie in another: no country does, and nothing lies in its like."""
        kinds = self.maker.kinds
        return known.name != "locatedIn" or (kinds[subject] != "Country" and kinds[subject] != kinds.get(value))

    # ------------------------------------------------------------ what may be a side

    def subjects(self, known: Property, reading: AnnotatedPassage) -> Iterator[Value]:
        """Yield what of the named things may be the subject of *known*."""
        wanted = known.domain or (_COUNTRY if known.statistic else frozenset())
        broad = not wanted or "Entity" in wanted
        for each in reading.named:
            fits = self.maker.is_a(each.id, *wanted) and (not broad or self.maker.is_a(each.id, *_PROPER))
            if fits and not self._describes(known, each, wanted):
                yield Value(each.start, each.end, each.id)

    def _describes(self, known: Property, each: Named, wanted: frozenset[str]) -> bool:
        """Say whether a country only describes something here, or is where it is, and so is no side of *known*."""
        if known.statistic or known.name in _OF_COUNTRIES:
            return False
        return each.adjective or (each.place and self.maker.kinds[each.id] == "Country" and "Actor" in wanted)

    def objects(self, known: Property, context: Context, at: int = -1) -> Iterator[Value]:
        """Yield the things, figures or dates of the passage that may be the object of *known*.

        Where the words of the property are, *at*, tells what a figure just before them counts.
        """
        match known.kind:
            case ValueKind.ENTITY:
                for each in context.here.named:
                    if self.maker.is_a(each.id, *known.range) and not self._describes(known, each, known.range):
                        yield Value(each.start, each.end, each.id)
            case ValueKind.NUMBER:
                yield from self._amounts(known, context, at)
            case ValueKind.DATE:
                for date in context.here.dates:
                    if written := edtf(date):
                        yield Value(date.start, date.end, written)
            case ValueKind.CODE | ValueKind.TEXT:
                return

    def _amounts(self, known: Property, context: Context, at: int = -1) -> Iterator[Value]:
        reading = context.here
        canonical = self.maker.ontology.units.get(known.unit)
        for amount in reading.amounts():
            counted = 0 <= at - amount.end <= NEAR  # "6,195 trains": the word tells what is counted
            units = frozenset({_COUNT}) if counted and known.unit == _COUNT else amount.units
            if unit := self._unit(units, canonical.dimension if canonical else ""):
                value = plain(amount.figure.value)
                print_ = " ".join(reading.printed(context.original, amount.start, amount.end).split())
                yield Value(amount.start, amount.end, value, unit, amount.operator, print_ if print_ != value else "")

    def _unit(self, printed: frozenset[str], dimension: str) -> str:
        """Return which of the units *printed* beside a figure is one of *dimension*; none when none is."""
        units = self.maker.ontology.units
        return min((name for name in printed if name in units and units[name].dimension == dimension), default="")

    def _by_unit(self, context: Context) -> Iterator[ProposedRow]:
        """Take a figure whose unit only one property has, and the thing of its domain that stands nearest."""
        reading = context.here
        for known in self._telling:
            for amount in self._amounts(known, context):
                first, last = _piece(reading.text, (amount.start, amount.end))
                things = [each for each in self.subjects(known, reading) if first <= each.start and each.end <= last]
                if things:
                    nearest = min(things, key=lambda each: max(each.start - amount.end, amount.start - each.end))
                    cost = GUESSED + MANY * min(2, len({each.object for each in things}) - 1)
                    three = (nearest.object, known, amount)
                    yield self.maker.candidate(three, context, "unit", 1 - cost, f"a figure in {amount.unit}")


def _nearest(some: Sequence[Value], at: int, reach: int, text: str, *, backwards: bool) -> Choice:
    """Return the nearest of *some* (nearest first) to the words at *at*, with the list that it stands in."""
    if not some:
        return Choice()
    first = some[0]
    gap = text[first.end : at] if backwards else text[at : first.start]
    if len(gap) > reach and not _SIGNS.fullmatch(gap):
        return Choice()
    found = [first]
    for each in some[1:]:
        between = text[each.end : found[-1].start] if backwards else text[found[-1].end : each.start]
        if each.object in {one.object for one in found}:
            continue
        if each.start == found[-1].start or not between or not _JOIN.fullmatch(between):
            break
        found.append(each)
    others = {each.object for each in some[len(found) :] if abs(each.start - first.start) < reach}
    return Choice(tuple(found), DISTANT * min(1.0, len(gap) / FAR) + MANY * min(2, len(others)))


def _piece(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Return the piece of the passage around *place* in which sides are looked for: all of it, of a table the cell."""
    end = text.find("\t", place[1])
    return text.rfind("\t", 0, place[0]) + 1, len(text) if end < 0 else end


def _telling(ontology: Ontology) -> list[Property]:
    """Return the properties whose canonical unit has a dimension that no other property measures."""
    numbers = [each for each in ontology.properties.values() if each.kind is ValueKind.NUMBER and each.unit]
    dimensions = [ontology.units[each.unit].dimension for each in numbers]
    telling = {mine for mine in dimensions if dimensions.count(mine) == 1 and mine != _TIME}
    return [each for each, mine in zip(numbers, dimensions, strict=True) if mine in telling and each.domain]
