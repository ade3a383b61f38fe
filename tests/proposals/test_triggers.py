"""The words of a property, as the ontology writes them."""

from pathlib import Path

import pytest

from kzgraph.errors import InputError
from kzgraph.ontology import read_ontology
from kzgraph.proposals.triggers import FAR, NEAR, read_trigger, read_triggers
from kzgraph.vocab import LANGUAGES

ONTOLOGY = Path(__file__).parents[2] / "ontology"


def test_sides_words_and_reach_are_read() -> None:
    trigger = read_trigger("builder", "S:Treaty,Event built by +O")
    assert trigger.left
    assert trigger.right
    assert (trigger.left.name, trigger.left.kinds, trigger.left.reach) == ("S", {"Treaty", "Event"}, FAR)
    assert (trigger.right.name, trigger.right.kinds, trigger.right.reach) == ("O", frozenset(), NEAR)
    assert list(trigger.places("a dam built by men, rebuilt by none")) == [(6, 14)]


def test_a_star_is_any_ending_and_a_code_stands_at_the_end() -> None:
    trigger = read_trigger("lifecycleState", "S построен* = completion")
    assert trigger.code == "completion"
    assert len(list(trigger.places("построена, построены, перестроен"))) == 2


def test_chinese_words_need_no_border() -> None:
    assert list(read_trigger("builder", "O 建设 S").places("公司建设电站")) == [(2, 4)]


@pytest.mark.parametrize("written", ["built by", "S", "", "S built S", "S built O by", "= code", "O S by"])
def test_what_is_no_trigger_is_said(written: str) -> None:
    with pytest.raises(ValueError, match="has "):
        read_trigger("builder", written)


def test_the_ontology_has_triggers_in_four_languages_for_properties_that_exist() -> None:
    triggers = read_triggers(ONTOLOGY)
    ontology = read_ontology(ONTOLOGY)
    assert {each.property for each in triggers} <= ontology.properties.keys()
    classes = {kind for each in triggers for side in (each.left, each.right) if side for kind in side.kinds}
    assert classes <= ontology.ancestors.keys()
    text = (ONTOLOGY / "kz.ttl").read_text("utf-8")
    lines = "".join(line for line in text.splitlines() if "kzo:trigger " in line)
    assert all(f"@{code}" in lines for code in LANGUAGES)


def test_codes_of_triggers_are_codes() -> None:
    ontology = read_ontology(ONTOLOGY)
    assert all(ontology.any_code(each.code) for each in read_triggers(ONTOLOGY) if each.code)


def test_a_bad_trigger_in_the_ontology_is_told_with_its_property(tmp_path: Path) -> None:
    text = (ONTOLOGY / "kz.ttl").read_text("utf-8")
    (tmp_path / "kz.ttl").write_text(text.replace('"S built by O"@en', '"built by"@en', 1), "utf-8")
    with pytest.raises(InputError, match="builder has neither S nor O"):
        read_triggers(tmp_path)
