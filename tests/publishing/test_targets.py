"""Where addresses lie among files, and what becomes of the links of a page."""

import pytest

from kzgraph.publishing.links import with_files
from kzgraph.publishing.targets import file_of


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("/", "index.html"),
        ("/page/x", "page/x/index.html"),
        ("/page/statement/0a", "page/statement/0a/index.html"),
        ("/data/x.ttl", "id/x.ttl"),
        ("/data/x.v2.jsonld", "id/x.v2.jsonld"),
        ("/data/statement/0a.trig", "statement/0a.trig"),
        ("/data/x.rdf", None),
        ("/cite/id/x.bib", "cite/id/x.bib"),
        ("/api", "api/index.html"),
        ("/api/agreements.csv", "api/agreements.csv"),
        ("/api/agreements.csv?safe=1", "api/agreements.safe.csv"),
        ("/api/agreements.csv?country=x", None),
        ("/api/openapi.json", None),
        ("/browse/Treaty", "browse/Treaty/index.html"),
        ("/browse/Treaty.csv", "browse/Treaty.csv"),
        ("/browse/Treaty?view=map", "browse/Treaty/view/map/index.html"),
        ("/browse/Treaty?view=../..", None),
        ("/browse/Treaty?year=1997", "browse/Treaty/year/1997/index.html"),
        ("/browse/Treaty?year=1997&view=map", None),
        ("/browse/Treaty?party=a&party=b", None),
        ("/relation/a/b?format=csv", "relation/a/b.csv"),
        ("/compare?a=x&b=y", "compare/x/y/index.html"),
        ("/graph-store?default&format=ttl", "download/graph.ttl"),
        ("/graph-store?graph=x", None),
        ("/sparql?query=ASK%20%7B%7D&open=1", "sparql/index.html"),
        ("/sparql?query=x&view=chart", None),
        ("/.well-known/void", "void.ttl"),
        ("/ontology.ttl", "ontology.ttl"),
        ("/ontology.rdf", None),
        ("/static/site.css", "static/site.css"),
        ("/plots/trade", "plots/trade/index.html"),
        ("/plots/trade.svg", "plots/trade.svg"),
        ("/plots/trade.pdf", None),
        ("/ask?q=x", None),
        ("/reconcile", None),
        ("/../etc/passwd", None),
    ],
)
def test_an_address_has_its_file(target: str, file: str | None) -> None:
    assert file_of(target) == file


def test_values_of_a_facet_that_differ_have_files_that_differ() -> None:
    values = ("Ünal", "Unal", "unal", "中国", "...", "/", "..%2F..")
    files = [file_of(f"/browse/Treaty?party={value}") or "" for value in values]
    assert len(set(files)) == len(values)
    assert all(file.split("/")[3] not in ("", ".", "..") and file.count("/") == 4 for file in files)


def test_links_lead_to_files_from_where_the_page_lies() -> None:
    page = (
        '<a href="/page/x">x</a> <a href="/">home</a> <a href="https://example.org/">out</a> <a href="#here">here</a>'
    )
    assert with_files(page, "page/statement/0a/index.html", str) == (
        '<a href="../../x/index.html">x</a> <a href="../../../index.html">home</a>'
        ' <a href="https://example.org/">out</a> <a href="#here">here</a>'
    )


def test_what_only_a_server_answers_keeps_its_words_and_no_link() -> None:
    page = '<a href="/ask?q=x">asked</a> <form action="/ask"><input></form><form action="/search"><input></form>'
    assert with_files(page, "index.html", str) == ('<a >asked</a> <form action="search/index.html"><input></form>'), (
        "a form that a page answers itself stays"
    )


def test_a_query_in_an_address_and_a_fragment_stay() -> None:
    page = '<a href="/sparql?query=ASK%20%7B%7D&amp;open=1">q</a> <a href="/ontology#party">p</a>'
    assert with_files(page, "queries/x/index.html", str) == (
        '<a href="../../sparql/index.html?query=ASK%20%7B%7D&amp;open=1">q</a>'
        ' <a href="../../ontology/index.html#party">p</a>'
    )
