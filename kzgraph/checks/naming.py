"""Whether a passage names a thing of the registry: in any form of its names, and not inside the name of another."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property

from kzgraph.curation.entities import Entity
from kzgraph.names.parts import vocabulary_forms
from kzgraph.ontology import Ontology
from kzgraph.text.cleaning import clean
from kzgraph.text.forms import person_places, places
from kzgraph.text.languages import language, phrase, section
from kzgraph.text.scripts import HAN
from kzgraph.text.spans import Span

_AREAS = frozenset({"Province"})
_PLACES, _PROPER = frozenset({"Place"}), frozenset({"Place", "Actor"})


@cache
def _edges(side: str, *, spaced: bool, area: bool) -> re.Pattern[str] | None:
    """Return a pattern of the words before or after a name that make it the name of something else.

    Of an *area* its own word does not: Shaanxi and Shaanxi province.
    """
    if not spaced:
        names = language("zh")["names"]
        words = "|".join(re.escape(word) for word in names[side] if not (area and word in names["areas"]))
        return re.compile(f"(?:{words})$" if side == "before" else f"(?:{words})")
    found = {
        word
        for code, data in section("names").items()
        if code != "zh"
        for word in data[side]
        if not (area and word in data["areas"])
    }
    words = "|".join(phrase(word) for word in sorted(found))
    return re.compile(rf"(?<!\w)(?:{words})[\s-]$" if side == "before" else rf"(?:'s)?[\s-](?:{words})(?!\w)")


class Naming:
    """The names of a registry, looked up in passages."""

    def __init__(self, entities: Mapping[str, Entity], ontology: Ontology) -> None:
        self.entities, self.ontology = entities, ontology
        self._forms: dict[str, tuple[str, ...]] = {}
        self._longer: dict[str, frozenset[str]] = {}

    def _is(self, name: str, kinds: frozenset[str]) -> bool:
        return self.ontology.is_a(self.entities[name].kind, kinds)

    def forms(self, name: str) -> tuple[str, ...]:
        """Return the cleaned names of the entity *name*, and those that its concept has in the vocabulary of names."""
        if name not in self._forms:
            own = [clean(form) for form in self.entities[name].names]
            self._forms[name] = tuple(dict.fromkeys(form for form in own if form))
        return self._forms[name]

    @cached_property
    def _by_word(self) -> Mapping[str, set[tuple[str, str]]]:
        found = defaultdict[str, set[tuple[str, str]]](set)
        for name in self.entities:
            for form in self.forms(name):
                for word in re.findall(r"[^\W_]+", form) if not HAN.search(form) else form:
                    found[word].add((name, form))
        return found

    def longer(self, name: str) -> frozenset[str]:
        """Return the names of other places and actors that begin with a name of the place *name*: China Railway."""
        if name not in self._longer:
            found = set[str]()
            for form in self.forms(name) if self._is(name, _PLACES) else ():
                keys = re.findall(r"[^\W_]+", form) if not HAN.search(form) else list(form[:1])
                for other, longer in self._by_word.get(keys[0], ()) if keys else ():
                    if other != name and longer.startswith(form) and longer not in self.forms(name):
                        found |= {longer} if self._is(other, _PROPER) else set()
            self._longer[name] = frozenset(found)
        return self._longer[name]

    def spans(self, name: str, text: str, *, besides: Iterable[str] = ()) -> list[Span]:
        """Return where the cleaned *text* names the entity *name*.

        Args:
            name: the id of an entity.
            text: a cleaned text.
            besides: ids of things inside whose names it may stand: "China" in "Bank of China" when the row is
                about the bank.
        """
        entity, place = self.entities[name], self._is(name, _PLACES)
        loose = {clean(form) for form in entity.hidden} if place else set(self.forms(name))
        kept = {span for form in self.forms(name) if form in loose for span in places(text, form)}
        if place:
            kept |= {span for pattern in _adjectives(name) for span in _matches(pattern, text)}
        if entity.kind == "Person":
            kept |= set(person_places(text, self.forms(name)))
        found = {span for form in self.forms(name) if form not in loose for span in places(text, form)}
        longer = self.longer(name) if found else ()
        covered = [span for form in longer for span in places(text, form)]
        others = {form for other in besides if other in self.entities for form in self.forms(other)}
        inside = [span for form in others for span in places(text, form)]
        kept |= {span for span in found if not _covered(span, covered)}
        kept = {span for span in kept if not _covered(span, kept | found)}
        if place:
            area = self._is(name, _AREAS)
            kept = {span for span in kept if not self._is_another(span, text, area=area)}
        return sorted(kept | {span for span in found if _covered(span, inside)})

    @staticmethod
    def _is_another(span: Span, text: str, *, area: bool) -> bool:
        """Say whether the words around a place's name make another thing of it: South Korea, Almaty region."""
        start, end = span
        word = text[start:end]
        if HAN.search(word):
            inside = "|".join(language("zh")["names"]["inside"])
            if any(found.start() < end and start < found.end() for found in re.finditer(inside, text)):
                return True
            before, after = (_edges(side, spaced=False, area=area) for side in ("before", "after"))
            return bool((before and before.search(text[:start])) or (after and after.match(text, end)))
        if re.search('[«"“]$', text[:start]) and re.match('[»"”]', text[end:]):
            return True  # a hotel, a fund, a party called after it
        before, after = (_edges(side, spaced=True, area=area) for side in ("before", "after"))
        return bool((before and before.search(text[:start])) or (after and after.match(text, end)))


def _covered(span: Span, spans: Iterable[Span]) -> bool:
    return any(first <= span[0] and span[1] <= last and (first, last) != span for first, last in spans)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (found.span() for found in pattern.finditer(text))


@cache
def _adjectives(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the forms of a country in the vocabulary of names: adjectives, abbreviations, one Chinese character."""
    found = []
    shorts = language("zh")["short"]
    if name in shorts:
        others = "".join(sorted({short for other, short in shorts.items() if other != name}))
        one = re.escape(shorts[name])
        found.append(re.compile(f"{one}(?=[{others}](?![\u3400-\u9fff]*国家))|(?<=[{others}]){one}|{one}(?=方)"))
    for form in (*vocabulary_forms(name), *language("ru")["abbreviations"].get(name, ())):
        text = clean(form.replace("_", " "))
        if HAN.search(text):
            if len(text) == 1:
                continue
            found.append(re.compile(re.escape(text.strip("-"))))
        else:
            found.append(re.compile(rf"(?<!\w){phrase(text)}(?!\w)"))
    return tuple(found)
