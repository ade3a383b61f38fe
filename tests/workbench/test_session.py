"""What a review decides stands in the tables at once, whole, through the gate, and can be taken back."""

from dataclasses import replace
from pathlib import Path

import pytest

from kzgraph.checks.run import passages
from kzgraph.curation.inputs import read_inputs
from kzgraph.curation.registering import NewEntity
from kzgraph.curation.rows import read_statements
from kzgraph.errors import InputError, UsageError
from kzgraph.proposals.candidate import candidates_bytes
from kzgraph.proposals.decisions import ACCEPTED, REJECTED, read_decisions
from kzgraph.workbench.answers import queue
from kzgraph.workbench.session import Decided, ReviewPlace, ReviewSession
from kzgraph.workbench.tables import ChangedElsewhere

BUILT_BY = {"subject": "ferry-line", "property": "builder", "object": "keel-works", "start": "13", "end": "64"}


def key_of(session: ReviewSession, subject: str, name: str) -> str:
    found = (key for key, each in session.candidates.items() if each.row.claim[:2] == (subject, name))
    return next(found)


def claims(session: ReviewSession) -> set[tuple[str, ...]]:
    return {row.claim[:3] for row in read_statements(session.tables.statements)}


def files(place: ReviewPlace) -> dict[str, bytes]:
    found = (path for path in place.graph.rglob("*") if path.is_file())
    return {str(path.relative_to(place.graph)): path.read_bytes() for path in found}


def test_a_candidate_that_is_accepted_is_a_row_that_every_check_takes(session: ReviewSession) -> None:
    key = key_of(session, "ferry-line", "builder")
    touched = session.accept(key, {})
    assert ("ferry-line", "builder", "keel-works") in claims(session)
    assert [session.pieces[number].state for number in touched] == ["stated"]
    assert key not in session.candidates
    assert read_decisions(session.tables.decisions)[key].decision == ACCEPTED
    material = read_inputs(session.place.ontology, session.place.graph)
    assert passages(material, session.place.copies).findings == ()


def test_an_edited_candidate_is_written_as_it_was_left(session: ReviewSession) -> None:
    key = key_of(session, "ferry-line", "builder")
    session.accept(key, {"start": "13", "reason": "the words before are a greeting"})
    (row,) = [each for each in read_statements(session.tables.statements) if each.property == "builder"]
    assert (row.start, row.reason) == ("13", "the words before are a greeting")
    assert row.fingerprint == "11:586b3780e0802e40", "that of the shorter passage"


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"object": "keel-yard"}, "object"),
        ({"object": "nowhere"}, "object"),
        ({"subject": "keel-works"}, "subject"),
        ({"modality": "sure"}, "modality"),
        ({"time": "soon"}, "time"),
        ({"time": "1998"}, "time"),
        ({"start": "70", "end": "64"}, "end"),
        ({"end": "20"}, "object"),
        ({"end": "x"}, "end"),
        ({"end": "99999"}, "end"),
        ({"via": "7"}, "via"),
        ({"property": "madeOf"}, "property"),
    ],
)
def test_what_the_gate_refuses_is_told_and_nothing_is_written(
    session: ReviewSession, place: ReviewPlace, cells: dict[str, str], field: str
) -> None:
    before = files(place)
    with pytest.raises(InputError) as told:
        session.accept(key_of(session, "ferry-line", "builder"), cells)
    assert field in {each.field for each in told.value.problems}
    assert files(place) == before
    assert session.tables.last == ""


def test_what_is_rejected_is_not_offered_again_until_its_words_change(session: ReviewSession) -> None:
    key = key_of(session, "keel-yard", "locatedIn")
    session.reject(key, "not\nsaid")
    assert key not in session.candidates
    decision = read_decisions(session.tables.decisions)[key]
    assert (decision.decision, decision.reason, decision.said) == (
        REJECTED,
        "not said",
        "keel-yard locatedIn port-vesta",
    )
    assert key not in ReviewSession(session.place).candidates


def test_the_same_candidate_is_decided_once(session: ReviewSession) -> None:
    key = key_of(session, "ferry-line", "builder")
    session.accept(key, {})
    for again in (lambda: session.accept(key, {}), lambda: session.reject(key, "")):
        with pytest.raises(Decided, match="decided already"):
            again()


def test_a_statement_of_ones_own_passes_the_same_gate(session: ReviewSession) -> None:
    own = {"subject": "ferry-line", "property": "commissioned", "object": "1999", "start": "65", "end": "87"}
    with pytest.raises(InputError, match="ferry-line"):
        session.state(own)  # the sentence says "it"
    session.state(own | {"via": "17-27", "reason": "has run since is read as opened in"})
    assert ("ferry-line", "commissioned", "1999") in claims(session)
    with pytest.raises(InputError, match="is stated already of these words"):
        session.state(own | {"via": "17-27"})


def test_words_that_carry_nothing_are_marked_but_never_those_that_name_something(session: ReviewSession) -> None:
    session.mark(0, 11, "rhetoric", "a greeting")
    assert session.tables.marks.read_text("utf-8").splitlines()[-1].startswith("0,11,rhetoric,a greeting,")
    with pytest.raises(InputError, match="rhetoric but holds"):
        session.mark(88, 119, "rhetoric", "")
    with pytest.raises(InputError, match="is no reason"):
        session.mark(0, 11, "dull", "")
    with pytest.raises(InputError, match="outside the document"):
        session.mark(0, 12_000, "layout", "")


def test_every_change_can_be_taken_back_until_all_is_as_it_was(session: ReviewSession, place: ReviewPlace) -> None:
    before, offered = files(place), set(session.candidates)
    session.mark(0, 11, "rhetoric", "")
    session.accept(key_of(session, "ferry-line", "builder"), {})
    session.reject(key_of(session, "keel-yard", "locatedIn"), "")
    session.register(NewEntity("lake-office", "Company", {"en": "Lake Office"}))
    undone = [session.undo() for _ in range(4)]
    assert [each.partition(":")[0] for each in undone] == ["registered", "rejected", "accepted", "marked"]
    left = {name: content for name, content in files(place).items() if name in before}
    assert left == before
    assert set(files(place)) - set(before) <= {".kzgraph.lock"}
    assert set(session.candidates) == offered
    with pytest.raises(UsageError, match="nothing has been done"):
        session.undo()


def test_a_new_thing_is_found_at_once(place: ReviewPlace) -> None:
    registry = place.graph / "entities" / "who-and-where.ttl"
    text = registry.read_text("utf-8")
    blocks = [block for block in text.split("\n\n") if "kzr:keel-yard" not in block]
    registry.write_text("\n\n".join(blocks), "utf-8")
    (place.graph / "identity.csv").unlink()  # it speaks of the yard alone
    for table in (place.graph / "statements").glob("*.csv"):
        kept = [line for line in table.read_text("utf-8").splitlines() if "keel-yard" not in line]
        table.write_text("\n".join(kept) + "\n", "utf-8")
    session = ReviewSession(place)
    assert not any(each.row.subject == "keel-yard" for each in session.candidates.values())
    session.register(NewEntity("keel-yard", "Company", {"en": "Keel Yard", "ru": 'Кил "Ярд"\\'}))
    assert session.candidates[key_of(session, "keel-yard", "locatedIn")].row.object == "port-vesta"
    assert session.material.entities["keel-yard"].labels["ru"] == 'Кил "Ярд"\\'


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewEntity("Keel", "Company", {"en": "Keel"}), "id"),
        (NewEntity("keel-works", "Company", {"en": "Keel"}), "id"),
        (NewEntity("harbour-letter", "Company", {"en": "Keel"}), "id"),
        (NewEntity("keel", "Shipyard", {"en": "Keel"}), "kind"),
        (NewEntity("keel", "Statement", {"en": "Keel"}), "kind"),
        (NewEntity("keel", "Company", {}), "en"),
        (NewEntity("keel", "Company", {"en": "Ke\u202eel"}), "en"),
        (NewEntity("keel", "Company", {"en": "K" * 201}), "en"),
        (NewEntity("keel", "Company", {"en": "Keel", "de": "Kiel"}), "labels"),
    ],
)
def test_what_cannot_be_registered_is_told(session: ReviewSession, new: NewEntity, field: str) -> None:
    with pytest.raises(InputError) as told:
        session.register(new)
    assert {each.field for each in told.value.problems} == {field}
    assert not session.tables.registry.exists()


def test_nothing_is_written_over_what_somebody_else_has_written(session: ReviewSession) -> None:
    table = session.tables.statements
    lines = table.read_text("utf-8").splitlines()
    theirs = lines[1].replace("author", "about").replace("not-stated", "keel-works").replace(",0,11,", ",50,60,")
    table.write_text("\n".join([*lines, theirs.replace("2:8a0418b9b7a10e04", "2:0123456789abcdef")]) + "\n", "utf-8")
    written = table.read_bytes()
    key = key_of(session, "ferry-line", "builder")
    with pytest.raises(ChangedElsewhere, match="was changed by somebody else"):
        session.accept(key, {})
    assert table.read_bytes() == written
    session.accept(key, {})  # it has been read again
    assert {("harbour-letter", "about", "keel-works"), ("ferry-line", "builder", "keel-works")} <= claims(session)


def test_what_was_written_since_is_not_undone(session: ReviewSession) -> None:
    session.accept(key_of(session, "ferry-line", "builder"), {})
    table = session.tables.statements
    table.write_bytes(table.read_bytes() + b"\n")
    with pytest.raises(ChangedElsewhere):
        session.undo()
    assert table.read_bytes().endswith(b"\n\n")


def test_the_queue_begins_with_what_is_unexplained_and_holds_most(session: ReviewSession) -> None:
    numbers = queue(session)
    held = [session.held[number] for number in numbers]
    assert held == sorted(held, reverse=True)
    session.accept(key_of(session, "keel-yard", "locatedIn"), {})
    assert session.place_of(88, 119) not in queue(session)


def test_suggestions_for_chosen_words_name_what_stands_in_them(session: ReviewSession) -> None:
    found = session.suggested(88, 119)
    assert (found[0].row.subject, found[0].row.property, found[0].row.object) == (
        "keel-yard",
        "locatedIn",
        "port-vesta",
    )
    assert {each.row.subject for each in found} <= {"keel-yard", "port-vesta"}
    assert session.suggested(0, 11) == []


def test_a_models_rows_pass_the_gate_again_before_they_are_shown(session: ReviewSession) -> None:
    good = session.candidates[key_of(session, "ferry-line", "builder")]
    rows = [
        good.changed(role="", reason="as a model has it"),
        good.changed(subject="keel-works", object="ferry-line"),
        good.changed(end="20"),
        good.changed(object="made-up-by-a-model"),
    ]
    path = Path(session.tables.decisions).with_name("harbour-letter.csv")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(candidates_bytes([replace(each, origin="model none prompt 0") for each in rows]))
    (key,) = [key for key, each in ReviewSession(session.place).candidates.items() if each.row.property == "builder"]
    assert key == good.key


def test_another_text_under_the_same_name_is_told(place: ReviewPlace) -> None:
    path = place.copies / "harbour-letter.txt"
    path.write_text("Another text.", "utf-8")
    with pytest.raises(InputError, match="not the text that offsets refer to"):
        ReviewSession(place)


def test_an_unknown_document_is_told(place: ReviewPlace) -> None:
    with pytest.raises(UsageError, match="harbour-letter"):
        ReviewSession(ReviewPlace(place.graph, place.ontology, place.copies, "letter"))
