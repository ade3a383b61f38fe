"""What is passed to a worker and back arrives as it was; parameters are read as the standard library reads them."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzgraph.web.messages.messages import Reply, Request, parameters
from kzgraph.web.messages.problem import HttpError

SIGNS = st.text(st.sampled_from('a%=&+ \r\n\tb4Fé_.~;?#/"2E0Dd'), max_size=40)


@given(st.text(), st.dictionaries(st.text(), st.text()), st.binary())
def test_a_request_arrives_as_it_was(text: str, path: dict[str, str], body: bytes) -> None:
    ask = Request(job="page", method="POST", path=path, query="a=1", accept=text, target=text, body=body)
    assert Request.unpack(ask.pack()) == ask
    assert ask.pairs == [("a", "1")]


@given(st.binary(), st.text(), st.booleans())
def test_an_answer_arrives_as_it_was(body: bytes, note: str, volatile: bool) -> None:
    reply = Reply(body, "text/csv", 422, (("Vary", "Accept"), ("Retry-After", "1")), note, volatile)
    assert Reply.unpack(reply.pack()) == reply


@given(st.lists(st.tuples(st.text(min_size=1), st.text())))
def test_parameters_are_what_was_escaped(pairs: list[tuple[str, str]]) -> None:
    kept = [each for each in pairs if not any(sign < " " and sign not in "\t\r\n" for sign in "".join(each))]
    assert parameters(urlencode(kept)) == kept


@given(SIGNS)
def test_parameters_are_read_as_the_standard_library_reads_them(text: str) -> None:
    try:
        expected: Any = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        with pytest.raises(HttpError, match="not UTF-8"):
            parameters(text)
        return
    assert parameters(text) == expected


@pytest.mark.parametrize(
    ("text", "told"), [("a=%00", "control"), ("a=%FF", "UTF-8"), ("&" * 200, "200 parameters")], ids=str
)
def test_wrong_parameters_are_told(text: str, told: str) -> None:
    with pytest.raises(HttpError, match=told):
        parameters(text)
