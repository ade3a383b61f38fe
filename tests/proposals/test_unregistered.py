"""Names that the registry does not hold, in invented sentences of four languages."""

from pathlib import Path

import pytest

from kzgraph.ontology import read_ontology
from kzgraph.proposals.proposing import passages_of
from kzgraph.proposals.unregistered import NameFinder, read_class_words

ONTOLOGY = Path(__file__).parents[2] / "ontology"


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    units = {form for unit in read_ontology(ONTOLOGY).units.values() for form in (unit.notation, *unit.printed)}
    return NameFinder(read_class_words(ONTOLOGY), units, lambda name: ("registered",) if name == "Nurata" else ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yesterday the firm Orhan Energy Ltd opened a plant.", [("Orhan Energy Ltd", "Company")]),
        ("It was built by Orhan Energy and by Silkroad Invest.", [("Orhan Energy", ""), ("Silkroad Invest", "")]),
        ("They met with President Anvar Karimov.", [("Anvar Karimov", "Person")]),
        (
            "The sides signed the Agreement on the Transit of Goods between Uzbekistan and Türkiye in Bukhara.",
            [("Agreement on the Transit of Goods between Uzbekistan and Türkiye", "Treaty"), ("Bukhara", "")],
        ),
        ("Work at the Nurata wind farm has begun.", [("Nurata", "PowerStation")]),
        ("The Bank of the Steppe lends it.", [("Steppe", "")]),
        ("The Ministry of Energy's plan is known.", [("Ministry of Energy", "GovernmentBody")]),
        ("Компания «Орхан Энерджи» построила завод.", [("Орхан Энерджи", "Company")]),
        ("Стороны обсудили это с ТОО «Орхан».", [("Орхан", "Company")]),
        ("С визитом прибыл президент Анвар Каримов.", [("Анвар Каримов", "Person")]),
        ("Кеше «Орхан» компаниясы зауыт салды.", [("Орхан", "Company")]),
        ("奥尔汉能源有限公司在布哈拉市建设电站。", [("奥尔汉能源有限公司", "Company"), ("布哈拉市", "City")]),
        ("双方签署了《过境运输协定》。", [("过境运输协定", "Treaty")]),
    ],
)
def test_names_are_found_with_a_class_from_their_words(
    finder: NameFinder, text: str, found: list[tuple[str, str]]
) -> None:
    names = finder.find(text, passages_of(text), [])
    assert [(each.name, each.kind) for each in names] == found
    assert all(text[each.start : each.end] == each.name for each in names)


@pytest.mark.parametrize(
    "text",
    [
        "However, the plant is new. Moreover, it is large.",
        "In January 2020 it cost USD 27 million, and 5 MW.",
        "The Chinese and the Russian side agreed.",
        "Однако завод нов. Впоследствии он вырос.",
        "这是一个很好的开始。",
        "",
    ],
)
def test_what_has_a_capital_letter_only_by_its_place_is_no_name(finder: NameFinder, text: str) -> None:
    assert finder.find(text, passages_of(text), []) == []


def test_a_registered_name_is_not_told_and_one_that_holds_it_is(finder: NameFinder) -> None:
    text = "The Port of Nurata is not in Nurata."
    at = [number for number in range(len(text)) if text.startswith("Nurata", number)]
    (found,) = finder.find(text, passages_of(text), [(start, start + 6) for start in at])
    assert (found.name, found.kind) == ("Port of Nurata", "TransportFacility")


def test_places_are_counted_and_what_is_called_alike_is_told(finder: NameFinder) -> None:
    text = "We went to Nurata. Then Nurata grew. In Nurata it rained."
    (found,) = finder.find(text, passages_of(text), [])
    assert (found.name, found.start, found.times, found.near) == ("Nurata", 11, 3, ("registered",))


def test_class_words_are_of_classes_that_exist_in_four_languages() -> None:
    ontology = read_ontology(ONTOLOGY)
    words = read_class_words(ONTOLOGY)
    assert {each.kind for each in words} <= ontology.ancestors.keys()
    assert all(each.inside or each.before or each.after for each in words)
