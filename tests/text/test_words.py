"""Words: what fingerprints are made of, and how a passage is found again in another copy."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kzgraph.text.words import Text, digest, fingerprint, has_name, words_of

LETTERS = string.ascii_letters + "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі" + string.digits
WORDS = some.lists(some.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=12)
SPACES = some.text(" \t\n\r\u00a0\u2028", min_size=1, max_size=4)

TEXT = "One lake, two ports. One lake; three ferries.\n\nThe end of the lake."


@given(WORDS, SPACES)
def test_a_fingerprint_does_not_change_with_white_space(words: list[str], space: str) -> None:
    assert fingerprint(space.join(words)) == fingerprint(" ".join(words))


@given(WORDS)
def test_a_fingerprint_does_not_change_with_case(words: list[str]) -> None:
    passage = " ".join(words)
    assert fingerprint(passage) == fingerprint(passage.upper()) == fingerprint(passage.swapcase())


@given(WORDS, some.sampled_from([", ", "-", "_", " — ", "«", "!? "]))
def test_a_fingerprint_does_not_change_with_punctuation(words: list[str], mark: str) -> None:
    assert fingerprint(mark.join(words) + ".") == fingerprint(" ".join(words))


@given(WORDS, some.data())
def test_a_fingerprint_changes_with_any_word(words: list[str], data: some.DataObject) -> None:
    at = data.draw(some.integers(0, len(words) - 1))
    other = [*words[:at], words[at] + "x", *words[at + 1 :]]
    assert fingerprint(" ".join(words)) != fingerprint(" ".join(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("ﬁsh", "fish"), ("２０２２", "2022"), ("e\u0301te\u0301", "été"), ("Straße", "STRASSE"), ("No\u00a05", "No 5")],
)
def test_the_same_letters_written_otherwise_have_one_fingerprint(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


def test_a_fingerprint_tells_how_many_words_it_covers() -> None:
    assert fingerprint("Two words") == f"2:{digest(['two', 'words'])}"
    assert len(digest(["two", "words"])) == 16


@given(some.text(max_size=30))
def test_a_text_read_piece_by_piece_has_the_words_it_has_as_a_whole(text: str) -> None:
    assert Text(text).words == words_of(text)


@given(some.text("か\u3099は\u309a\u1100\u1161\u11a8e\u0301\u0323\u05d0\u05b8\u0cc6\u0cc2 .", max_size=12))
def test_marks_that_merge_with_what_stands_before_them_belong_to_its_word(text: str) -> None:
    assert Text(text).words == words_of(text)


@given(some.text(max_size=20), WORDS, some.text(max_size=20))
def test_a_passage_is_found_by_its_fingerprint_wherever_it_stands(before: str, words: list[str], after: str) -> None:
    passage = " ".join(words)
    text = f"{before}\n{passage}\n{after}"
    found = Text(text).find(fingerprint(passage))
    assert found
    assert fingerprint(text[slice(*found)]) == fingerprint(passage)


def test_of_two_places_with_one_fingerprint_the_first_is_found() -> None:
    assert Text(TEXT).find(fingerprint("one lake")) == (0, 8)


def test_a_passage_that_is_not_there_is_not_found() -> None:
    assert Text(TEXT).find(fingerprint("three lakes")) is None


def test_a_passage_longer_than_the_text_is_not_found() -> None:
    assert Text("one").find(fingerprint(TEXT)) is None


def test_nothing_is_found_in_a_text_without_words() -> None:
    assert Text(" … ").find(fingerprint("one")) is None


def test_every_occurrence_of_a_phrase_is_told_with_its_offsets() -> None:
    assert [TEXT[start:end] for start, end in Text(TEXT).occurrences("ONE lake")] == ["One lake", "One lake"]


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("trade and coop\u00aderation grew", "cooperation", "coop\u00aderation"),
        ("trade and coop-\n  eration grew", "and cooperation", "and coop-\n  eration"),
        ("the co-operation", "cooperation", None),
        ("中哈双边贸易额达到新高", "双边贸易", "双边贸易"),
        ("中哈双边\n贸易额", "双边贸易", "双边\n贸易"),
    ],
)
def test_a_phrase_is_found_where_lines_tear_its_words(text: str, phrase: str, found: str | None) -> None:
    assert [text[start:end] for start, end in Text(text).occurrences(phrase)] == ([found] if found else [])


def test_an_empty_phrase_occurs_nowhere() -> None:
    assert Text(TEXT).occurrences(" , ") == []


def test_a_name_is_found_as_whole_words_only() -> None:
    assert has_name(words_of("the Republic of Arland"), "Arland")
    assert not has_name(words_of("the Arlanders"), "Arland")


def test_a_name_is_found_whatever_separates_its_words() -> None:
    assert has_name(words_of("Keel-\nWorks"), "Keel Works")


def test_a_name_in_ideographs_is_found_inside_a_run_of_them() -> None:
    assert has_name(words_of("阿兰与贝马签署了渡轮协议"), "贝马")
    assert not has_name(words_of("阿兰与贝马签署了渡轮协议"), "科迪亚")


def test_a_name_without_letters_is_found_nowhere() -> None:
    assert not has_name(words_of("anything"), "—")
