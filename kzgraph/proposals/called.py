"""Candidate rows by names: what a thing, an event or an agreement is called says where it belongs."""

import re
from collections.abc import Iterator

from kzgraph.proposals.candidate import ProposedRow
from kzgraph.proposals.making import Context, Maker, Value, edtf
from kzgraph.proposals.mentions import AnnotatedPassage, Named

_IN = re.compile(r"(?<!\w)(?:in|в|во|at)$|位于$|驻$")
_TO = re.compile(r"(?<!\w)(?:to|в|на)$|访问?$")
_CURRENT = re.compile(r"currently|at present|в настоящее время|действующ\w+|қазіргі|目前|现行")
_ORDINAL = re.compile(r"([0-9]{1,3})(?:st|nd|rd|th|-?(?:й|я|е|ші|шы))(?!\w)|第\s*([0-9]{1,3})\s*[届次]")
_KINDS = (
    ("swap", re.compile(r"swap|своп|互换")),
    ("memorandum", re.compile(r"memorandum|меморандум|备忘录")),
    ("plan", re.compile(r"(?<!\w)plan(?!\w)|план\w*|жоспар\w*|规划|计划")),
    ("treaty", re.compile(r"treaty|договор|(?<!\w)шарт\w*|条约")),
    ("agreement", re.compile(r"agreement|соглашени|келісім|协定|协议")),
)
"""The kinds of agreements by the words of their titles, the most telling first."""
_COMPANIES = re.compile(
    r"\s?(?:[\w-]+\s){0,2}(?:companies|enterprises|firms|corporations|banks|компани[ийя]\w*|предприяти\w+|корпораци\w+"
    r"|компаниялар\w*|кәсіпорындар\w*|公司|企业)"
)
_SUCH_AS = re.compile(
    r"such as|including|namely|like|:|включая|в том числе|такие как|сияқты|соның ішінде|атап айтқанда|包括|例如|如"
)
_JOINED = re.compile(r"[\s,、，«»\"“”]*(?:(?:and|as well as|и|а также|және|мен|和|与|及|以及)\s)?[«\"“]?")
_ATTRIBUTIVE = re.compile("(?:да|де|та|те)(?:ғы|гі)$")
"""The ending of a Kazakh place or day that a name goes on from: of Almaty, of 23 December."""
_NEAR = 3
_FAR = 80
"""How many characters may stand between the name of a group and the list of its members."""
_SAID = "the name says so"


class NameRules:
    """Proposes rows for what names say, as the coding guide has it."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker

    def candidates(self, context: Context) -> Iterator[ProposedRow]:
        """Yield the candidate rows of one passage."""
        for each in context.here.named:
            yield from self._places(each, context)
            if each.adjective:
                yield from self._group(each, context)
            if _ATTRIBUTIVE.search(context.here.text[each.start : each.end]):
                yield from self._at(each, context)
            if self.maker.is_a(each.id, "Event"):
                yield from self._event(each, context)
            if self.maker.kinds[each.id] == "InvestmentCommitment":
                yield from self._commitment(each, context)
            if self.maker.is_a(each.id, "Treaty") and not context.reference:
                yield from self._title(each, context)
                yield from self._dated(each, context)
                yield from self._listed(each, context)

    def _found(self, said: tuple[str, str, Value], context: Context, origin: str, why: str) -> Iterator[ProposedRow]:
        subject, name, value = said
        if known := self.maker.known(name):
            yield self.maker.candidate((subject, known, value), context, origin, 0.9, why)

    # ------------------------------------------------------------ places

    def _places(self, each: Named, context: Context) -> Iterator[ProposedRow]:
        """Read home country, place and the country of an office from the printed name."""
        kinds, reading = self.maker.kinds, context.here
        kind = kinds[each.id]
        places = [place for place in reading.places_in(each) if kind != "Country" and kind != kinds[place.id]]
        inside = {place: bool(_IN.search(reading.text[each.start : place.start].rstrip(" ("))) for place in places}
        countries = {place.id for place in places if kinds[place.id] == "Country" and not inside[place]}
        for place in places:
            opens = place.adjective and place.start == each.start
            if countries == {place.id} and self._has_home(each, opens=opens):
                yield from self._named(each, "homeCountry", place, context)
            if kind == "Office" and kinds[place.id] == "Country":
                yield from self._named(each, "officeOf", place, context)
            wider = not (kind == "Province" and kinds[place.id] == "City")  # Almaty region does not lie in Almaty
            lies = inside[place] or (self.maker.is_a(each.id, "Place") and not place.adjective and wider)
            if lies and self.maker.is_a(each.id, "Place", "Undertaking", "Organization") and kind != "ActorGroup":
                yield from self._named(each, "locatedIn", place, context)

    def _has_home(self, each: Named, *, opens: bool) -> bool:
        """Say whether a country in a name is where the thing is at home; of a group when its name opens with it."""
        group = self.maker.kinds[each.id] == "ActorGroup"
        return opens if group else self.maker.is_a(each.id, "Organization")

    def _named(self, each: Named, name: str, place: Named, context: Context) -> Iterator[ProposedRow]:
        for found in self._found((each.id, name, Value(place.start, place.end, place.id)), context, "name", _SAID):
            yield found.changed(reason="read from the printed name")

    def _at(self, place: Named, context: Context) -> Iterator[ProposedRow]:
        """Read where a thing lies from the place before its name: Алматы облысындағы Бұғыты кеніші."""
        for each in context.here.named:
            near = self.maker.is_a(place.id, "Place") and 0 < each.start - place.end <= _NEAR and each.id != place.id
            if near and self.maker.is_a(each.id, "Place", "Undertaking", "Organization"):
                value = Value(place.start, place.end, place.id)
                yield from self._found((each.id, "locatedIn", value), context, "name", "the place stands before it")

    def _group(self, country: Named, context: Context) -> Iterator[ProposedRow]:
        """Read from the name of a group where its members are at home: "Chinese companies such as Sinopec, CITIC"."""
        reading = context.here
        group = _COMPANIES.match(reading.text, country.end)
        cue = _SUCH_AS.search(reading.text, group.end(), group.end() + _FAR) if group else None
        at = cue.end() if cue else 0
        for each in sorted(reading.named, key=lambda each: (each.start, -each.end)) if cue else ():
            if each.start < at or not self.maker.is_a(each.id, "Organization"):
                continue
            if not _JOINED.fullmatch(reading.text, at, each.start):
                break
            at = each.end
            value = Value(country.start, country.end, country.id)
            yield from self._found((each.id, "homeCountry", value), context, "group", "it is named as one of them")

    # ------------------------------------------------------------ events

    def _event(self, event: Named, context: Context) -> Iterator[ProposedRow]:
        """Read from what an event is called who takes part in it and where it leads: "Xi's visit to Kazakhstan"."""
        for each in _inside(event, context.here):
            if self.maker.is_a(each.id, "Person", "Organization"):
                value = Value(each.start, each.end, event.id)
                yield from self._found(
                    (each.id, "participantIn", value), context, "name", "the event is called after it"
                )
            before = context.here.text[event.start : each.start].rstrip()
            if self.maker.is_a(each.id, "Place") and _TO.search(before):
                value = Value(each.start, each.end, each.id)
                yield from self._found(
                    (event.id, "destination", value), context, "name", "the event is called after it"
                )

        ordinal = _ORDINAL.match(context.here.text[event.start : event.end])
        if ordinal and self.maker.is_a(event.id, "Meeting"):
            number = next(filter(None, ordinal.groups()))
            value = Value(event.start, event.start + ordinal.end(), number)
            for found in self._found((event.id, "meetingNumber", value), context, "name", _SAID):
                yield found.changed(unit="1", printed=ordinal[0])

    def _commitment(self, each: Named, context: Context) -> Iterator[ProposedRow]:
        """Read from what an investment is called who invests and where: "Norway's investment in the Congo"."""
        for place in context.here.places_in(each):
            if self.maker.kinds[place.id] == "Country" and not place.adjective:
                before = context.here.text[each.start : place.start].rstrip()
                name = "beneficiary" if _IN.search(before) else "investor"
                yield from self._named(each, name, place, context)

    # ------------------------------------------------------------ agreements

    def _title(self, treaty: Named, context: Context) -> Iterator[ProposedRow]:
        """Read from the title of an agreement its branch, its parties, its kind: the most telling that it names."""
        for each in _inside(treaty, context.here):
            if self.maker.kinds[each.id] == "Sector":
                value = Value(each.start, each.end, each.id)
                for found in self._found((treaty.id, "sector", value), context, "title", "the title says so"):
                    yield found.changed(reason="from the title")
        title = context.here.text[treaty.start : treaty.end]
        for kind in [kind for kind, words in _KINDS if words.search(title)][:1]:
            value = Value(treaty.start, treaty.end, kind)
            yield from self._found((treaty.id, "agreementKind", value), context, "title", "the title says so")
        countries = {
            place.id: place
            for place in (*context.here.places_in(treaty), *_inside(treaty, context.here))
            if self.maker.kinds[place.id] == "Country" and not place.adjective
        }
        for country in countries.values() if len(countries) == 2 else ():
            value = Value(country.start, country.end, country.id)
            for found in self._found((treaty.id, "party", value), context, "title", "the title names both"):
                yield found.changed(reason="from the title")

    def _dated(self, treaty: Named, context: Context) -> Iterator[ProposedRow]:
        """Take the date in front of a treaty's name for its own: 2002 жылғы 23 желтоқсандағы … шарт."""
        text = context.here.text
        for date in context.here.dates:
            near = 0 < treaty.start - date.end <= _NEAR
            if near and _ATTRIBUTIVE.search(text[date.start : date.end]) and (written := edtf(date)):
                value = Value(date.start, date.end, written)
                yield from self._found((treaty.id, "signed", value), context, "name", "the date stands before it")

    def _listed(self, treaty: Named, context: Context) -> Iterator[ProposedRow]:
        """Give an agreement of a list what the opening of the list says of all: the two parties, "currently"."""
        opening = context.opening
        countries = _parties(opening, self.maker.kinds) if opening else []
        if opening is None or len(countries) != 2:
            return
        span = opening.original(countries[0].start, countries[-1].end)
        via = "-".join(map(str, span)) if opening is not context.here else ""
        for country in countries:
            value = Value(treaty.start, treaty.end, country.id)
            for found in self._found(
                (treaty.id, "party", value), context, "list", "the opening of the list names both"
            ):
                yield found.changed(via=via)
        if word := _CURRENT.search(opening.text):
            value = Value(treaty.start, treaty.end, "listed-as-current")
            for found in self._found((treaty.id, "treatyStatus", value), context, "list", f"“{word[0]}”"):
                yield found.changed(reason=f"the list opens with '{word[0]}'")


def _inside(thing: Named, reading: AnnotatedPassage) -> list[Named]:
    return [
        each for each in reading.named if thing.start <= each.start and each.end <= thing.end and each.id != thing.id
    ]


def _parties(opening: AnnotatedPassage, kinds: dict[str, str]) -> list[Named]:
    """Return the countries that the opening of a list names, each once."""
    named = [each for each in opening.named if kinds[each.id] == "Country" and not each.adjective]
    return list({each.id: each for each in named}.values())
