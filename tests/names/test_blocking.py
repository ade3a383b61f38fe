"""What is not looked at is nothing that would have been found: with the index and without it the answer is the same."""

import csv
import random
import tracemalloc
from pathlib import Path

import pytest

from kzgraph.curation.inputs import read_inputs
from kzgraph.names.blocking import NameIndex
from kzgraph.names.matching import Matcher
from kzgraph.names.registry import identifiers_of

ROOT = Path(__file__).parents[2]
LETTERS = "aeiounrst"


class Everything(NameIndex):
    """An index that holds nothing back."""

    def __init__(self, names: list[tuple[str, str]]) -> None:
        self.all: dict[str, set[str]] = {}
        for thing, name in names:
            self.all.setdefault(thing, set()).add(name)

    def near(self, text: str) -> dict[str, set[str]]:
        assert text
        return self.all


def misspelt(name: str, chance: random.Random) -> str:
    """Return *name* with a letter lost, doubled, changed, or in the place of the next."""
    if len(name) < 5:
        return name
    at = chance.randrange(len(name) - 1)
    head, one, two, tail = name[:at], name[at], name[at + 1], name[at + 2 :]
    return chance.choice(
        (
            head + two + tail,
            head + one + one + two + tail,
            head + chance.choice(LETTERS) + two + tail,
            head + two + one + tail,
        )
    )


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    material = read_inputs(ROOT / "ontology", ROOT / "graph")
    return Matcher(material.entities, material.ontology, identifiers_of(material.concordance))


def test_nothing_is_lost_of_names_as_they_are_and_misspelt(matcher: Matcher, monkeypatch: pytest.MonkeyPatch) -> None:
    with (ROOT / "tests" / "pairs.csv").open(encoding="utf-8", newline="") as stream:
        names = {row[side] for row in csv.DictReader(stream) for side in ("left", "right")}
    names |= {name for entity in matcher.entities for name in entity.names}
    chance = random.Random(7)  # noqa: S311
    asked = chance.sample(sorted(names), 30)
    asked += [misspelt(name, chance) for name in chance.sample(sorted(names), 30)]
    asked += [misspelt(misspelt(name, chance), chance) for name in chance.sample(sorted(names), 30)]
    quick = [matcher.find(name) for name in asked]
    forms = [(each.id, name) for each in matcher.entities for name in each.names]
    forms += [(each.id, name) for each in matcher.entities for name, _ in each.translated]
    monkeypatch.setattr(matcher, "_index", Everything(forms))
    assert [matcher.find(name) for name in asked] == quick


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Zhanatas wind farm", "Janatas Wind Farm"),
        ("Zhanatas wind farm", "Жанатас"),
        ("Zhong Ji Ya", "Zhongjiya"),
        ("European Bank for Reconstruction and Development", "EBRD"),
        ("International Energy Agency", "I.E.A."),
        ("Nursultan Nazarbayev", "N. Nazarbayev"),
        ("Xi Jinping", "习近平"),
        ("Cooperation in Investment", "Coperation in Investmant"),
        ("863 Program", "863 program"),
    ],
)
def test_what_is_alike_is_near(name: str, asked: str) -> None:
    assert NameIndex([("it", name)]).near(asked) == {"it": {name}}
    assert NameIndex([("it", asked)]).near(name) == {"it": {asked}}


def test_a_word_without_end_takes_no_memory_and_is_found_as_it_stands() -> None:
    endless = "xyz" * 40_000
    tracemalloc.start()
    index = NameIndex([("it", endless), ("other", "Tall Dam")])
    assert index.near(endless) == {"it": {endless}}
    assert "other" not in index.near("q" + endless)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_what_has_nothing_in_common_is_not_near() -> None:
    assert NameIndex([("it", "Tall Dam power station")]).near("Old Mill power station") == {}
    assert NameIndex([]).near("") == {}
