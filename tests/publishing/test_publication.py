"""A published site holds what the server answers: page by page, link by link, form by form."""

import csv
import io
import json
import posixpath
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest

from kzgraph.errors import UsageError
from kzgraph.publishing import publication
from kzgraph.publishing.inlining import inlined
from kzgraph.publishing.pages import Pages
from kzgraph.publishing.publication import Publication
from kzgraph.web.messages.limits import Limits
from kzgraph.web.site.site import Site

_LINK = re.compile(r'(?<=[\s\n])(?:href|src|action)="([^"]*)"')
_ASIDE = re.compile(
    r'<(script|style|form|head|footer|pre)\b.*?</\1>|<p class="(?:downloads|told|faint small)">.*?</p>'
    r'|<section aria-labelledby="machines">.*?</section>|<h2>(?:Connecting|These files|Others)</h2>.*?</main>',
    re.DOTALL,
)
"""What differs on purpose: scripts, forms, downloads, how a program connects."""


def _pages(folder: Path) -> dict[str, str]:
    found = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}
    assert len(found) > 50
    return found


def test_every_address_that_a_page_leads_to_is_there(small_site: Publication, small_folder: Path) -> None:
    files = {path.relative_to(small_folder).as_posix() for path in small_folder.rglob("*") if path.is_file()}
    assert small_site.missing == []
    for name, page in _pages(small_folder).items():
        for link in map(unescape, _LINK.findall(page)):
            if not link or link.startswith(("http", "#", "data:", "mailto:")):
                continue
            target = unquote(link.partition("#")[0].partition("?")[0])
            if name == "404.html":
                assert target.startswith("/small/"), "it is shown at any address"
                target = posixpath.join("/", target.removeprefix("/small/"))[1:] or "index.html"
            else:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            assert target in files, (name, link)


def _words(page: str) -> list[str]:
    return unescape(re.sub(r"<[^>]*>", " ", _ASIDE.sub(" ", page))).split()


def test_each_page_says_what_the_server_says(small_site: Publication, small_folder: Path) -> None:
    site = small_site.site
    served = Pages(Site(site.store, Limits(), site.sources, assets=site.assets), small_site.at)
    compared = 0
    for name, page in _pages(small_folder).items():
        if not name.startswith(("page/", "relation/", "browse/", "queries/", "compare/", "ontology/", "plots/")):
            continue
        parts = name.removesuffix("/index.html").split("/")
        match parts:
            case ["browse", _, _, _] | ["compare", _, _]:
                continue
        target = "/" + "/".join(parts)
        assert _words(page) == _words(served.reply(target).body.decode()), target
        compared += 1
    assert compared > 50


def test_every_thing_has_its_page_and_its_data_at_its_address(small_site: Publication, small_folder: Path) -> None:
    for kind, name in small_site.pages.things:
        stub = (small_folder / kind / name / "index.html").read_text("utf-8")
        (target,) = re.findall(r'content="0; url=([^"]*)"', stub)
        page = small_folder / posixpath.normpath(posixpath.join(kind, name, unescape(target).partition("#")[0]))
        assert page.is_file(), (kind, name)
        if kind in ("id", "statement", "source"):
            triples = list(ox.parse((small_folder / kind / f"{name}.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
            assert triples
            json.loads((small_folder / kind / f"{name}.jsonld").read_text("utf-8"))


def test_answers_of_the_library_are_files(small_site: Publication, small_folder: Path) -> None:
    for name in small_site.site.queries:
        tabular = small_folder / "api" / f"{name}.csv"
        if tabular.is_file():
            rows = list(csv.reader(io.StringIO(tabular.read_text("utf-8"))))
            answer = json.loads((small_folder / "api" / f"{name}.json").read_text("utf-8"))
            assert len(rows) - 1 == len(answer["results"]["bindings"]), name
        else:
            assert (small_folder / "api" / f"{name}.ttl").is_file(), name


def test_hosts_are_told_where_it_lies(small_folder: Path) -> None:
    sitemap = (small_folder / "sitemap.xml").read_text("utf-8")
    for address in re.findall(r"<loc>([^<]*)</loc>", sitemap):
        assert (small_folder / unquote(address.removeprefix("https://example.org/small/")) / "index.html").is_file()
    assert "Sitemap: https://example.org/small/sitemap.xml" in (small_folder / "robots.txt").read_text("utf-8")
    assert "RewriteBase /small/" in (small_folder / ".htaccess").read_text("utf-8")
    catalog = (small_folder / "catalog.ttl").read_text("utf-8")
    assert "https://example.org/small/download/graph.ttl" in catalog
    assert "sparqlEndpoint" not in catalog, "there is no endpoint"


def test_it_is_the_same_every_time_and_without_an_address_nothing_claims_one(
    small_site: Publication, small_folder: Path
) -> None:
    files = dict(Publication(small_site.site).files())
    told_address = {"catalog.ttl", "sitemap.xml", "robots.txt", "index.html", "404.html", ".htaccess", "_redirects"}
    before = {path.relative_to(small_folder).as_posix() for path in small_folder.rglob("*") if path.is_file()}
    assert before - files.keys() == {"catalog.ttl", "sitemap.xml", "published.json"}
    for name in files.keys() - told_address:
        assert (small_folder / name).read_bytes() == files[name], name
    assert "catalog.ttl" not in files
    assert "sitemap.xml" not in files
    assert b'"contentUrl": "./download/graph.ttl"' in files["index.html"]


def test_a_graph_that_is_too_large_is_refused_before_anything_is_written(
    small_site: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication, "MOST_STATEMENTS", 3)
    with pytest.raises(UsageError, match="3 can be published: serve the graph"):
        Publication(small_site.site)


def test_a_form_of_module_that_is_not_known_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import "./b.js";\n', "utf-8")
    with pytest.raises(ValueError, match=r"a\.js: import"):
        inlined(tmp_path / "a.js")


def test_modules_become_one(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text('import one, { two as b } from "./b.js";\none(b);\n', "utf-8")
    (tmp_path / "b.js").write_text(
        "export const two = 2;\nfunction first() {}\nexport { first as default };\n", "utf-8"
    )
    assert inlined(tmp_path / "a.js") == (
        "const module0 = (() => {\nconst two = 2;\nfunction first() {}\n\n\n"
        "return { two: two, default: first };\n})();\n"
        "const { default: one, two: b } = module0;\none(b);\n"
    )
