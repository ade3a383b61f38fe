"""Models that recognise names are a second look: asked where they are installed, and never needed."""

from importlib.util import find_spec

import pytest

from kzgraph.proposals import recognition
from kzgraph.proposals.recognition import PACKAGES, absent, language_of, recognised
from kzgraph.proposals.unregistered import NameFinder


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "The plant was opened by Nurlan Akhmetov in Astana.", {("Astana", "Place")}),
        ("ru", "Завод открыл Нурлан Ахметов в Астане.", {("Нурлан Ахметов", "Person"), ("Астане", "Place")}),
        ("zh", "习近平在北京会见了代表。", {("习近平", "Person"), ("北京", "Place")}),
    ],
)
def test_a_model_sees_names_where_they_stand(language: str, text: str, wanted: set[tuple[str, str]]) -> None:
    if find_spec(PACKAGES[language]) is None:
        pytest.skip(f"no model for {language}: pip install 'kzgraph[ner]'")
    assert wanted <= {(text[each.start : each.end], each.kind) for each in recognised(text)}


def test_without_a_model_nothing_is_recognised_and_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "PACKAGES", dict.fromkeys(PACKAGES, "no_package_of_this_name"))
    assert absent() == list(PACKAGES)
    assert list(recognised("Nurlan Akhmetov in Astana")) == []


def test_there_is_no_model_for_kazakh() -> None:
    assert language_of("Қазақстанда зауыт ашылды") == ""
    assert list(recognised("Қазақстанда зауыт ашылды")) == []


def test_what_a_model_sees_is_added_once_and_gives_a_class() -> None:
    text = "the plant of orhan energy was opened, as Anvar Karimov said."
    seen = [recognition.RecognisedName(13, 25, "Organization"), recognition.RecognisedName(41, 54, "Person")]
    plain, helped = NameFinder((), (), lambda _: ()), NameFinder((), (), lambda _: (), lambda _: seen)
    passages = [("sentence", 0, len(text))]
    assert [(each.name, each.kind) for each in plain.find(text, passages, [])] == [("Anvar Karimov", "")]
    assert [(each.name, each.kind) for each in helped.find(text, passages, [])] == [
        ("orhan energy", "Organization"),
        ("Anvar Karimov", "Person"),
    ]
