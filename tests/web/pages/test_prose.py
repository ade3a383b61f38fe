"""Running text of ours on pages: what stands in backticks is code, the name of a question leads to it."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kzgraph.web.site.render import Reader
from kzgraph.web.site.site import Site

READER = Reader(cast(Site, SimpleNamespace(queries={"builders": None})))


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("see `kzgraph evidence`.", "see <code>kzgraph evidence</code>."),
        ("in `builders`", 'in <a href="/queries/builders"><code>builders</code></a>'),
        ("`<b>` & <i>", "<code>&lt;b&gt;</code> &amp; &lt;i&gt;"),
        ("`{0}` and {1}", "<code>{0}</code> and {1}"),
        ("one ` alone", "one ` alone"),
        ("", ""),
    ],
)
def test_backticks_are_code_and_all_else_is_escaped(text: str, page: str) -> None:
    assert READER.prose(text) == page


def test_a_long_text_is_cut() -> None:
    assert READER.prose("word " * 100, 20) == "word word word word…"


def test_the_description_of_a_question_leads_to_others(site: Any) -> None:
    text = site.ask("/queries/agreements").text
    assert '<a href="/queries/agreements-in-force"><code>agreements-in-force</code></a>' in text
    assert "<code>kzgraph evidence</code>" in site.ask("/queries/builders").text


def test_no_page_of_ours_shows_a_backtick(site: Any) -> None:
    questions = sorted(set(re.findall(r'href="(/queries/[a-z-]+)"', site.ask("/queries").text)))
    assert len(questions) > 50
    for path in ("/", "/about", "/api", "/browse", "/limits", "/ontology", "/plots", *questions):
        text = re.sub(r"<(pre|textarea|option)\b.*?</\1>", "", site.ask(path).text, flags=re.DOTALL)
        assert "`" not in text, path
