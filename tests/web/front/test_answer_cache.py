"""Answers are kept up to a size, those asked for last."""

from kzgraph.web.front.answer_cache import Shelf
from kzgraph.web.messages.messages import Reply


def test_an_answer_is_given_again() -> None:
    shelf = Shelf()
    shelf.keep(b"question", Reply(b"answer"))
    assert shelf.find(b"question") == Reply(b"answer")
    assert shelf.find(b"other") is None


def test_errors_volatile_and_large_answers_are_not_kept() -> None:
    shelf = Shelf()
    shelf.keep(b"error", Reply(b"", status=422))
    shelf.keep(b"volatile", Reply(b"", volatile=True))
    shelf.keep(b"large", Reply(b"x" * (300 << 10)))
    assert [shelf.find(name) for name in (b"error", b"volatile", b"large")] == [None] * 3


def test_the_ones_asked_for_last_stay() -> None:
    shelf = Shelf(most=10 * 2100)
    for number in range(9):
        shelf.keep(b"%d" % number, Reply(b"x" * 99))
    assert shelf.find(b"0")
    for number in range(9, 12):
        shelf.keep(b"%d" % number, Reply(b"x" * 99))
    assert shelf.find(b"0")
    assert shelf.find(b"1") is None
