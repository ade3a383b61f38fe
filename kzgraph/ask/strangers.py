"""Names in a question that the graph does not have: of countries, and whatever else is written like a name."""

import re
from collections.abc import Iterable
from functools import cache

from kzgraph.names.nationalities import countries_in
from kzgraph.proposals.mentions import AnnotatedPassage
from kzgraph.text.cleaning import clean
from kzgraph.text.languages import section
from kzgraph.text.scripts import HAN
from kzgraph.text.spans import Span, meet

_CAPITALISED = re.compile(r"(?<![\w'’-])[^\W\d_a-zа-яёәіңғүұқөһ][\w'’-]*(?:\s[^\W\d_a-zа-яёәіңғүұқөһ][\w'’-]*)*")
_SENTENCE = re.compile(r"(?:^|[.!?:;]\s)[\W_]*$")
_SHORT = 4
"""A country's name of so few letters must be written like a name: того is no Togo."""


def strangers(question: str, passage: AnnotatedPassage, known: Iterable[Span]) -> list[Span]:
    """Return where the cleaned *question*, read as *passage*, names what is not in the graph.

    Args:
        question: as it was asked.
        passage: what the graph knows of it.
        known: places in the cleaned question where something else is understood, as a date or a quotation.
    """
    text = passage.text
    taken = [*known, *((each.start, each.end) for each in passage.named)]
    found: list[Span] = []
    for country in countries_in(text):
        said = passage.printed(question, country.start, country.end)
        if not _meets((country.start, country.end), taken) and (
            len(said) > _SHORT or said != said.lower() or HAN.search(said)
        ):
            found.append((country.start, country.end))
    return found + [span for span in _names(question, text) if not _meets(span, [*taken, *found])]


def _names(question: str, text: str) -> Iterable[Span]:
    """Yield what is written like a name within a sentence, as it stands in the cleaned *text*."""
    for match in _CAPITALISED.finditer(question):
        words = match[0].split()
        if _SENTENCE.search(question[: match.start()]):
            words = words[1:]
        for word in words:
            name = clean(word)
            at = text.find(name)
            if at >= 0 and name not in _no_names() and not HAN.search(name):
                yield at, at + len(name)


@cache
def _no_names() -> frozenset[str]:
    """Return what is written with a capital letter and is no name: I, MW, USD."""
    units = {clean(word) for data in section("units").values() for words in data.values() for word in words}
    return frozenset(units | {"i"})


def _meets(span: Span, spans: Iterable[Span]) -> bool:
    return any(meet(span, each) for each in spans)
