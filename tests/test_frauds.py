"""Frauds planted on rows of the project's own tables: each is caught, by the build or against the documents."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.documents.copy import Copy
from kzgraph.documents.passage import Document
from kzgraph.ontology import ValueKind
from kzgraph.text.figures import numbers_in
from kzgraph.text.words import has_name, words_of
from tests.scene import Scene

ROAD = "treaty-1992-09-26-road-transport"


@pytest.fixture(scope="module")
def scene(sources_dir: Path) -> Scene:
    return Scene(sources_dir)


@dataclass(frozen=True)
class Fraud:
    """Which rows it can be planted on, what it changes, and in which columns it shows."""

    fits: Callable[[Scene, Row], object]
    change: Callable[[Scene, Row], Row]
    shows: str


def is_printed_figure(scene: Scene, row: Row) -> bool:
    return scene.is_figure(row) and bool(re.search(r"[1-9]", row.printed))


def is_road(_: Scene, row: Row) -> bool:
    return (row.subject, row.property) == (ROAD, "signed")


def links_entities(scene: Scene, row: Row) -> bool:
    entities = scene.material.entities
    return scene.kind(row) is ValueKind.ENTITY and row.subject in entities and row.object in entities


def cannot_be_turned(scene: Scene, row: Row) -> bool:
    ontology, entities = scene.material.ontology, scene.material.entities
    known = ontology.properties[row.property]
    return links_entities(scene, row) and not ontology.is_a(entities[row.subject].kind, known.range)


def with_another_digit(_: Scene, row: Row) -> Row:
    printed = re.sub(r"[1-9]", lambda digit: str(int(digit[0]) % 9 + 1), row.printed, count=1)
    return replace(row, printed=printed, object=f"{max(numbers_in(printed)):f}")


def in_the_next_paragraph(scene: Scene, row: Row) -> Row:
    text = scene.text(row)
    end_of_paragraph = text.index("\n", row.span[1])
    following = re.compile(r"[^\n]{60,}").search(text, end_of_paragraph)
    assert following
    return scene.at(row, *following.span())


def in_the_next_sentence(scene: Scene, row: Row) -> Row:
    following = re.compile(r"\w[^.]{40,}\.").search(scene.text(row), row.span[1])
    assert following
    return scene.at(row, *following.span())


def one_word_later(scene: Scene, row: Row) -> Row:
    text = scene.text(row)
    first = re.compile(r"\w+\W+").search(text, row.span[0])
    second = re.compile(r"\W+\w+").search(text, row.span[1])
    assert first
    assert second
    return replace(row, start=str(first.end()), end=str(second.end()))


def with_mentions_of_something_else(scene: Scene, row: Row) -> Row:
    names = [*scene.material.entities[row.subject].names, *scene.material.entities[row.object].names]
    spans = re.finditer(r"\b\w+\b[^.\n]{20,60}\b", scene.text(row))
    elsewhere = next(found.span() for found in spans if not any(has_name(words_of(found[0]), name) for name in names))
    return replace(row, via=f"{elsewhere[0]}-{elsewhere[1]}")


def from_the_other_document(scene: Scene, row: Row) -> Row:
    return replace(row, source=next(name for name in sorted(scene.copies) if name != row.source))


FRAUDS = {
    "a changed figure": Fraud(
        is_printed_figure,
        lambda _, row: replace(row, object=f"{row.object}1"),
        "object",
    ),
    "a changed figure with its print": Fraud(is_printed_figure, with_another_digit, "printed"),
    "a changed print": Fraud(
        is_printed_figure,
        lambda scene, row: replace(row, printed=with_another_digit(scene, row).printed),
        "object printed",
    ),
    "a part of the print": Fraud(
        lambda scene, row: scene.is_figure(row) and re.fullmatch(r"[0-9]+,[0-9]{3}", row.printed),
        lambda _, row: replace(row, printed=row.printed[-3:], object=str(int(row.printed[-3:]))),
        "printed",
    ),
    "millions for billions": Fraud(
        lambda scene, row: scene.is_figure(row) and "billion" in row.printed,
        lambda _, row: replace(row, object=row.object[:-3], printed=row.printed.replace("billion", "million")),
        "printed",
    ),
    "a print without its million": Fraud(
        lambda scene, row: scene.is_figure(row) and row.printed.endswith((" million", " billion")),
        lambda _, row: replace(row, object=f"{min(numbers_in(row.printed.rsplit(' ', 1)[0])):f}"),
        "object",
    ),
    "a dropped 'more than'": Fraud(
        lambda scene, row: scene.is_figure(row) and row.operator == ">",
        lambda _, row: replace(row, operator=""),
        "operator",
    ),
    "'less than' for 'more than'": Fraud(
        lambda scene, row: scene.is_figure(row) and row.operator == ">",
        lambda _, row: replace(row, operator="<"),
        "operator",
    ),
    "an added 'more than'": Fraud(
        lambda scene, row: scene.is_figure(row) and not row.operator and not row.reason,
        lambda _, row: replace(row, operator=">"),
        "operator",
    ),
    "another currency": Fraud(
        lambda _, row: row.unit == "USD", lambda _, row: replace(row, unit="CNY"), "unit"
    ),
    "a larger unit": Fraud(lambda _, row: row.unit == "MW", lambda _, row: replace(row, unit="GW"), "unit"),
    "a unit of something else": Fraud(
        lambda _, row: row.unit == "MW", lambda _, row: replace(row, unit="kWh"), "unit"
    ),
    "a changed year": Fraud(is_road, lambda _, row: replace(row, object="1993-09-26"), "object"),
    "a changed month": Fraud(is_road, lambda _, row: replace(row, object="1992-10-26"), "object"),
    "a changed day": Fraud(is_road, lambda _, row: replace(row, object="1992-09-14"), "object"),
    "a changed year with its print": Fraud(
        is_road,
        lambda _, row: replace(row, object="1994-09-26", printed=row.printed.replace("1992", "1994")),
        "printed",
    ),
    "another time": Fraud(
        lambda scene, row: scene.is_figure(row) and re.fullmatch(r"[0-9]{4}", row.time),
        lambda _, row: replace(row, time=str(int(row.time) - 7)),
        "time",
    ),
    "a date of the row's own, without print": Fraud(
        lambda scene, row: (
            scene.kind(row) is ValueKind.DATE and not row.printed and re.fullmatch(r"[0-9]{4}", row.object)
        ),
        lambda _, row: replace(row, object=str(int(row.object) + 3)),
        "object",
    ),
    "a subject that is not named": Fraud(
        links_entities,
        lambda scene, row: replace(row, subject=next(scene.others(row, row.subject))),
        "subject",
    ),
    "an object that is not named": Fraud(
        links_entities,
        lambda scene, row: replace(row, object=next(scene.others(row, row.object))),
        "object",
    ),
    "a date given to another treaty": Fraud(
        is_road, lambda scene, row: replace(row, subject=next(scene.others(row, row.subject))), "subject"
    ),
    "swapped sides": Fraud(
        cannot_be_turned,
        lambda _, row: replace(row, subject=row.object, object=row.subject),
        "subject object",
    ),
    "a passage of the next paragraph": Fraud(is_printed_figure, in_the_next_paragraph, "subject printed object"),
    "a passage of the next sentence": Fraud(is_road, in_the_next_sentence, "subject printed object"),
    "shifted offsets": Fraud(links_entities, one_word_later, "start"),
    "a passage that cuts a word": Fraud(
        links_entities, lambda scene, row: scene.at(row, row.span[0] + 1, row.span[1]), "start"
    ),
    "a changed fingerprint": Fraud(
        links_entities, lambda _, row: replace(row, fingerprint=f"{row.fingerprint[:-4]}0000"), "fingerprint"
    ),
    "another document": Fraud(links_entities, from_the_other_document, "fingerprint end"),
    "earlier mentions of something else": Fraud(
        lambda scene, row: links_entities(scene, row) and row.via,
        with_mentions_of_something_else,
        "subject object",
    ),
    "no earlier mention": Fraud(
        lambda scene, row: links_entities(scene, row) and row.via and not row.reason,
        lambda _, row: replace(row, via=""),
        "subject object scope stated_by",
    ),
    "a role that is none": Fraud(
        lambda _, row: row.role == "visitor", lambda _, row: replace(row, role="asserted"), "role"
    ),
    "another scope": Fraud(
        lambda scene, row: row.scopes and row.scopes[0] in scene.material.entities,
        lambda scene, row: replace(row, scope=next(scene.others(row, row.scopes[0]))),
        "scope",
    ),
    "another speaker": Fraud(
        lambda scene, row: row.stated_by in scene.material.entities,
        lambda scene, row: replace(row, stated_by=next(scene.others(row, row.stated_by))),
        "stated_by",
    ),
    "an altered text": Fraud(
        lambda scene, row: scene.kind(row) is ValueKind.TEXT and row.object != NOT_STATED and not row.printed,
        lambda _, row: replace(row, object=f"{row.object} revisited"),
        "object",
    ),
    "an altered text beside its print": Fraud(
        lambda scene, row: scene.kind(row) is ValueKind.TEXT and row.printed and not row.reason,
        lambda _, row: replace(row, object="something else altogether"),
        "object",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fraud", FRAUDS.values(), ids=list(FRAUDS))
def test_a_planted_fraud_is_caught(scene: Scene, fraud: Fraud) -> None:
    honest = next(row for row in scene.material.rows if fraud.fits(scene, row))
    assert scene.problems(honest) == []
    planted = fraud.change(scene, honest)
    assert planted != honest
    caught = scene.problems(planted)
    assert {problem.field for problem in caught} & set(fraud.shows.split()), caught
    assert all(problem.line == honest.line and problem.mend for problem in caught)


@pytest.mark.parametrize("change", ["a word left out", "a word put in", "another figure"])
def test_a_stale_text_is_caught(scene: Scene, change: str) -> None:
    row = next(row for row in scene.material.rows if is_printed_figure(scene, row))
    (start, end), text = row.span, scene.text(row)
    passage = text[start:end]
    changed = {
        "a word left out": passage.replace(" the ", " ", 1),
        "a word put in": passage.replace(" ", " not ", 1),
        "another figure": re.sub("[0-9]", "8", passage),
    }[change]
    assert changed != passage
    copy = Copy(scene.copies[row.source].source, text[:start] + changed + text[end:], exact=False)
    (finding,) = scene.problems(row, Document(copy))
    assert finding.field == "fingerprint"


def test_no_row_of_the_project_is_a_fraud(scene: Scene) -> None:
    assert scene.material.rows
    assert [problem for row in scene.material.rows for problem in scene.problems(row)] == []
