"""The words by which a property shows itself in a text: ``kzo:trigger`` in the ontology, read and looked up.

A trigger is written as a phrase with S for the subject and O for the object, the figure or the date:
``S built by O``, ``O invested in S``, ``O 建设 S``.  A word that ends with ``*`` has any ending; ``= code`` at the end
gives an object that no word names (``S put into operation = completion``).  Between S, the words and O other words may
stand, but none where the phrase is a sign (``S ( O``) or a side has a plus (``+S in +O``, ``O company +S``).
A class behind a colon narrows a side (``S:Treaty between O``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.rdf import by_subject, iris_of, read_triples
from kzgraph.text.cleaning import clean
from kzgraph.text.languages import phrase
from kzgraph.text.scripts import HAN
from kzgraph.vocab import ONTOLOGY, OWL, RDF, local_name

TRIGGER = ONTOLOGY + "trigger"
NEAR, FAR = 2, 120
"""How many characters may stand between a side and the words: of a sign or preposition, of any others."""

_SIDE = re.compile(r"(\+?)([SO])(?::([A-Za-z,]+))?")


@dataclass(frozen=True)
class TriggerSide:
    """A side of a trigger: ``S`` or ``O``, the classes that it takes, how many characters away it may stand."""

    name: str
    kinds: frozenset[str]
    reach: int


@dataclass(frozen=True)
class Trigger:
    """One phrase of one property: its words, and which side stands left and right of them."""

    property: str
    written: str
    left: TriggerSide | None
    right: TriggerSide | None
    words: re.Pattern[str]
    code: str = ""

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the words stand in the cleaned *text*."""
        return (found.span() for found in self.words.finditer(text))

    def side(self, name: str) -> TriggerSide | None:
        """Return the side *name* (``S`` or ``O``) when the trigger says where it stands."""
        return next((side for side in (self.left, self.right) if side and side.name == name), None)


def _side(token: str, reach: int) -> TriggerSide | None:
    found = _SIDE.fullmatch(token)
    if not found:
        return None
    classes = frozenset(found[3].split(",")) if found[3] else frozenset()
    return TriggerSide(found[2], classes, NEAR if found[1] else reach)


def read_trigger(name: str, written: str) -> Trigger:
    """Return the trigger *written* of the property *name*.

    Raises:
        ValueError: with what is wrong, when it names no side, one twice, or no words.
    """
    said, _, code = (part.strip() for part in written.partition("="))
    tokens = said.split()
    left = tokens.pop(0) if tokens and _SIDE.fullmatch(tokens[0]) else ""
    right = tokens.pop() if tokens and _SIDE.fullmatch(tokens[-1]) else ""
    if not left and not right:
        raise ValueError("has neither S nor O at an end")
    if any(map(_SIDE.fullmatch, tokens)):
        raise ValueError("has a side between words")
    words = clean(" ".join(tokens))
    pattern, reach = _words(words)
    sides = _side(left, reach), _side(right, reach)
    if sides[0] and sides[1] and sides[0].name == sides[1].name:
        raise ValueError("has one side twice")
    if not words and not all(sides):
        raise ValueError("has no words")
    return Trigger(name, written, *sides, re.compile(pattern), code)


def _words(words: str) -> tuple[str, int]:
    """Return the pattern of cleaned *words*, and how far away a side may stand from them."""
    if not words:
        return r"\s|(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])", 0  # side by side: an office and who holds it
    if not any(char.isalnum() for char in words):
        return r"\s*".join(map(re.escape, words.split())), NEAR
    plain = phrase(words)
    if words == "'s":
        return plain + r"(?!\w)", NEAR
    return plain if HAN.search(words) else rf"(?<!\w){plain}(?!\w)", FAR


def read_triggers(folder: Path) -> tuple[Trigger, ...]:
    """Return the triggers that ``kz.ttl`` in *folder* gives its properties.

    Raises:
        InputError: with every trigger that cannot be read.
    """
    path = folder / "kz.ttl"
    found, problems = [], []
    for iri, facts in by_subject(read_triples(path)).items():
        for term in facts[TRIGGER] if OWL + "Class" not in iris_of(facts[RDF + "type"]) else ():
            try:
                found.append(read_trigger(local_name(iri), term.value))  # type: ignore[union-attr]
            except ValueError as error:
                what = f"the trigger {quoted(term.value)} of {local_name(iri)} {error}"  # type: ignore[union-attr]
                problems.append(Problem(what, 'write it as "S built by O"', name_of(path)))
    if problems:
        raise InputError(problems)
    return tuple(sorted(found, key=lambda each: (each.property, each.written)))
