"""Answers are kept up to a size, those asked for last."""

from kzgraph.web.front.answer_cache import AnswerCache
from kzgraph.web.messages.messages import Reply


def test_an_answer_is_given_again() -> None:
    cache = AnswerCache()
    cache.keep(b"question", Reply(b"answer"))
    assert cache.find(b"question") == Reply(b"answer")
    assert cache.find(b"other") is None


def test_errors_volatile_and_large_answers_are_not_kept() -> None:
    cache = AnswerCache()
    cache.keep(b"error", Reply(b"", status=422))
    cache.keep(b"volatile", Reply(b"", volatile=True))
    cache.keep(b"large", Reply(b"x" * (300 << 10)))
    assert [cache.find(name) for name in (b"error", b"volatile", b"large")] == [None] * 3


def test_the_ones_asked_for_last_stay() -> None:
    cache = AnswerCache(most=10 * 2100)
    for number in range(9):
        cache.keep(b"%d" % number, Reply(b"x" * 99))
    assert cache.find(b"0")
    for number in range(9, 12):
        cache.keep(b"%d" % number, Reply(b"x" * 99))
    assert cache.find(b"0")
    assert cache.find(b"1") is None
