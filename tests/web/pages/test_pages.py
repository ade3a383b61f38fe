"""Pages for people who write no SPARQL: they hang together, and nothing in the data gets the better of them."""

import csv
import html
import html.parser
import io
import itertools
import re
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pyoxigraph as ox
import pytest

from kzgraph.vocab import ENTITY, ONTOLOGY
from kzgraph.web.pictures.drawings import neighbours
from kzgraph.web.site.catalogue import Catalogue

VOID = {"meta", "link", "input", "br", "img", "hr", "rect", "line", "circle", "path"}
OUR_SCRIPTS = ("/static/site.js", "/static/editor/start.js", "/assets/yasgui.min.js")


class Outline(html.parser.HTMLParser):
    """Reads a page strictly enough to see what a browser would make of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[dict[str, str | None]] = []
        self.handlers: list[str] = []
        self.headings: list[int] = []
        self.unlabelled: list[str] = []
        self.labels: set[str] = set()
        self.wrapped = 0
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.handlers += [name for name in found if name.startswith("on") or name == "style"]
        if "id" in found:
            self.ids.append(str(found["id"]))
        if tag in ("a", "link") and "href" in found:
            self.links.append(str(found["href"]))
        if tag == "script":
            self.scripts.append(found)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "label":
            self.wrapped += 1
            self.labels.add(str(found.get("for", "")))
        if tag in ("input", "select", "textarea") and not self.wrapped and str(found.get("id")) not in self.labels:
            self.unlabelled.append(str(found.get("name")))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> where {self.open[-1]} is open"
        self.open.pop()
        self.wrapped -= tag == "label"


PAGES = """
/ /browse /browse/Treaty /browse/Treaty?party=China&view=timeline /browse/Treaty?view=network
/browse/Place?view=map /browse/Opinion
/ask /ask?q=agreements /relation/kazakhstan/china
/browse/Source /search /search?q=road /compare /queries /limits /about /api /ontology /sparql
/sparql?query=SELECT%20*%20%7B%20%3Fs%20a%20kzo:Treaty%20%7D /sparql?query=ASK%20%7B
/sparql?query=SELECT%20*%20%7B%20%3Fs%20kzo:party%20%3Fo%20%7D&view=network
/sparql?query=SELECT%20*%20%7B%20%3Fs%20kzo:signed%20%3Fo%20%7D&view=timeline
/sparql?query=SELECT%20*%20%7B%20%3Fs%20kzo:installedCapacity%20%3Fo%20%7D&view=chart
/sparql?query=SELECT%20*%20%7B%20%3Fs%20kzo:locatedIn%20%3Fo%20%7D&view=map /browse/Company?view=network
/sparql?query=SELECT%20*%20%7B%7D
/page/kazakhstan /page/treaty-1992-09-26-road-transport /page/source/sarybayev-lai-2024 /page/code/in-force
/page/code/modality
""".split()


def page(site: Any, path: str) -> Any:
    return site.ask(path, Accept="text/html,*/*;q=0.8")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_well_formed_and_runs_no_foreign_script(site: Any, path: str) -> None:
    response = page(site, path)
    assert response.status == (400 if path.endswith("ASK%20%7B") else 200)
    outline = Outline(response.text)
    assert outline.open == []
    assert outline.handlers == []
    assert outline.unlabelled == []
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.headings.count(1) == 1
    assert outline.headings[0] == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps), "a level of headings is left out"
    for script in outline.scripts:
        assert script.get("src") in OUR_SCRIPTS or script.get("type") == "application/ld+json"
    for link in outline.links:
        assert urlsplit(link).scheme in ("", "http", "https")
    assert "https://w3id.org/kzgraph/id/" not in [link for link in outline.links if link != outline.links[0]]


def test_no_link_leads_nowhere(site: Any) -> None:
    """Follow every link of the main pages that stays on this server, once each, up to a bound."""
    seen: set[str] = set()
    for path in PAGES:
        for link in Outline(page(site, path).text).links:
            target = urljoin(path, link)
            if not urlsplit(target).scheme and not link.startswith("#"):
                seen.add(target.partition("#")[0])
    chosen = sorted(seen)[:: max(1, len(seen) // 350)]
    assert len(chosen) > 100
    broken = [link for link in chosen if page(site, link).status not in (200, 303)]
    assert broken == []


def test_every_fragment_has_its_place(site: Any) -> None:
    text = page(site, "/ontology").text
    outline = Outline(text)
    wanted = {link.partition("#")[2] for link in outline.links if link.startswith("#")}
    assert wanted
    assert wanted <= {*outline.ids, "content"}


def test_from_the_landing_page_to_a_passage_in_three_clicks(site: Any) -> None:
    """Landing page, an example on it, a statement on that."""
    first = [link for link in Outline(page(site, "/").text).links if link.startswith("/page/")]
    assert first
    for link in first[:6]:
        statements = [each for each in Outline(page(site, link).text).links if each.startswith("/page/statement/")]
        if statements:
            text = page(site, statements[0]).text
            assert "Where it is said" in text or "left unsaid" in text
            assert "fingerprint" in text
            return
    raise AssertionError("no example on the landing page leads to a statement")


def test_a_passage_is_shown_when_the_reader_has_the_document(library: Any) -> None:
    links = Outline(page(library, "/page/treaty-1992-09-26-road-transport").text).links
    text = page(library, next(link for link in links if link.startswith("/page/statement/"))).text
    assert "<blockquote>" in text
    assert "Road Transport" in text.partition("<blockquote>")[2].partition("</blockquote>")[0]


def test_without_documents_the_page_says_where_the_passage_stands(site: Any, graph: ox.Store) -> None:
    subject = next(iter(graph.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + "evidence"), None))).subject.value
    text = page(site, f"/page/statement/{subject.rpartition('/')[2]}").text
    assert "<blockquote>" not in text
    assert "--sources" in text
    assert re.search(r"<code>\d+:[0-9a-f]{16}</code>", text)


@pytest.mark.parametrize("suffix", ["bib", "ris", "json"])
def test_a_statement_can_be_cited(site: Any, graph: ox.Store, suffix: str) -> None:
    subject = next(iter(graph.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + "evidence"), None))).subject.value
    response = site.ask(f"/cite/statement/{subject.rpartition('/')[2]}.{suffix}")
    assert response.status == 200
    assert subject in response.text
    if suffix == "json":
        assert response.json[0]["URL"] == subject


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("statement/083bd5e410be30e3", "36,860,000,000 USD (2023; scope: China)"),
        ("statement/ec91fc8d86ccccc4", "27,000,000,000 USD (planned)"),
        ("statement/193fd9dc8ea1b771", "Japan (deprecated: not held to be right; disputed)"),
        ("source/sarybayev-lai-2024", "Statements read from Sarybayev and Lai (2024)"),
        ("source/sarybayev-lai-2024", "DOI 10.52123/1994-2370-2024-1172"),
        ("id/challenge-celik-anti-chinese-sentiment", "(a view held by Çelik Y., paraphrased)"),
        ("id/yuan-clearing-bank", "Read from Sarybayev and Lai (2024)"),
    ],
)
def test_a_citation_says_no_more_than_the_source(site: Any, address: str, wanted: str) -> None:
    """Neither a figure without its year and scope nor another's view or paper may go out as the graph's own."""
    assert wanted in html.unescape(page(site, f"/page/{address.removeprefix('id/')}").text)
    for suffix in ("bib", "ris", "json"):
        assert wanted in site.ask(f"/cite/{address}.{suffix}").text


def test_a_part_says_whose_figure_it_is(site: Any) -> None:
    text = page(site, "/page/statement/083bd5e410be30e3").text.partition('id="parts"')[2]
    assert '<a href="/page/xinjiang">' in text.partition("18,140,000,000")[0]


def _drawn(site: Any, name: str) -> str:
    return page(site, f"/page/{name}").text.partition('class="around"')[2].partition("</section>")[0]


def test_the_picture_ties_nobody_by_what_is_not_held_to_be_right(graph: ox.Store) -> None:
    catalogue, swap = Catalogue(graph), ENTITY + "treaty-2011-06-13-currency-swap"
    assert any(claim.object == ox.NamedNode(ENTITY + "japan") for claim in catalogue.index.about[swap])
    tied = {each.iri.removeprefix(ENTITY) for each in neighbours(catalogue, swap, catalogue.index.about[swap])}
    assert {"china", "kazakhstan"} <= tied
    assert "japan" not in tied


def test_the_picture_tells_views_from_facts(site: Any) -> None:
    view, fact = _drawn(site, "challenge-strict-work-permits"), _drawn(site, "yuan-clearing-bank")
    assert view.count('class="unsure"') == 3  # what it concerns, but not who holds it or what it is part of
    assert "dashed" in view
    assert "dashed" not in fact
    assert "unsure" not in fact


def test_a_view_is_called_a_paraphrase(site: Any) -> None:
    assert "paraphrase" in page(site, "/page/challenge-strict-work-permits").text.partition("<dl")[0]
    assert "paraphrase" not in page(site, "/page/kazakhstan").text.partition("<dl")[0]


def test_a_silence_says_what_was_looked_for(site: Any) -> None:
    """The property alone, "cited as", would not tell that the bank is not named."""
    assert "the bank is not named" in page(site, "/page/yuan-clearing-bank").text.partition('id="silent"')[2]


def test_the_site_promises_no_more_than_was_checked(site: Any) -> None:
    assert 'href="/about">What is checked' in page(site, "/").text
    assert "no machine can tell" in page(site, "/about").text


def test_a_year_where_a_day_is_wanted_is_told_how_to_write_a_day(site: Any) -> None:
    found = page(site, "/queries/signed-between?from=1990")
    assert (found.status, "write it as YYYY-MM-DD" in found.text) == (400, True)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("road transport", "Road Transport"), ("Токаев", "Tokayev"), ("中国", "China"), ("Қазақстан", "Kazakhstan")],
)
def test_search_finds_in_four_languages(site: Any, words: str, wanted: str) -> None:
    assert wanted in page(site, f"/search?q={quote(words)}").text


def test_search_for_too_much_is_refused(site: Any) -> None:
    assert page(site, "/search?q=" + "a" * 101).status == 400


def test_facets_narrow_the_same_everywhere(site: Any) -> None:
    """Table, CSV and SPARQL agree on what fits."""
    choice = "party=China&year=1997"
    text = page(site, f"/browse/Treaty?{choice}").text
    table = set(re.findall(r'<tr><td><a href="(/page/[^"]+)"', text))
    rows = list(csv.DictReader(io.StringIO(site.ask(f"/browse/Treaty.csv?{choice}").body.decode("utf-8-sig"))))
    assert {f"/page/{row['iri'].rpartition('/')[2]}" for row in rows} == table
    assert 0 < len(table) < 24
    link = next(link for link in Outline(text).links if link.startswith("/sparql?query="))
    query = link.replace("open=1", "format=csv").replace("&amp;", "&")
    asked = list(csv.reader(io.StringIO(site.ask(query).text)))[1:]
    assert {f"/page/{row[0].rpartition('/')[2]}" for row in asked} == table


@pytest.mark.parametrize(
    "facet",
    [
        "Treaty?party=China",
        "Treaty?sector=transport",
        "Treaty?year=1992",
        "Treaty?state=listed+as+current",
        "Treaty?modality=asserted",
        "Treaty?source=sarybayev-lai-2024",
        "Undertaking?party=Chinese+companies",
        "Undertaking?planned=Kazakhstan",
        "Event?party=Xi+Jinping",
    ],
)
def test_each_facet_narrows_as_its_sparql_does(site: Any, facet: str) -> None:
    text = page(site, f"/browse/{facet}").text
    table = set(re.findall(r'<tr><td><a href="(/page/[^"]+)"', text))
    link = next(link for link in Outline(text).links if link.startswith("/sparql?query="))
    asked = list(csv.reader(io.StringIO(site.ask(link.replace("open=1", "format=csv")).text)))[1:]
    assert table
    assert {f"/page/{row[0].rpartition('/')[2]}" for row in asked} == table


def test_a_choice_that_nothing_fits_says_so(site: Any) -> None:
    assert "Nothing fits" in page(site, "/browse/Treaty?party=Nobody").text
    assert page(site, "/browse/Nothing").status == 404
    assert page(site, "/browse/Treaty?view=nothing").status == 400


def test_two_sources_are_compared(site: Any) -> None:
    text = page(site, "/compare?a=sarybayev-lai-2024&b=usd27bn-article").text
    assert "Both speak of" in text
    assert "/page/kazakhstan" in text
    assert page(site, "/compare?a=nothing&b=usd27bn-article").status == 404


def test_a_comparison_says_of_what_only_one_source_speaks(site: Any) -> None:
    text = page(site, "/compare?a=sarybayev-lai-2024&b=usd27bn-article").text.partition('id="alone"')[2]
    paper, article = re.split("<details>", text)[1:3]
    assert "/page/xinjiang" in paper
    assert "/page/huawei" in article
    assert "/page/huawei" not in paper
    assert '/page/kazakhstan"' not in text


@pytest.mark.parametrize(("view", "missing"), [("timeline", 7), ("map", 34 - 7)])
def test_a_picture_of_a_kind_says_what_it_leaves_out(site: Any, view: str, missing: int) -> None:
    kind, number = {"timeline": ("Treaty", 24), "map": ("Place", 34)}[view]
    assert f"Not here: {missing} of {number}" in page(site, f"/browse/{kind}?view={view}").text


def test_a_silence_is_shown_as_one(site: Any, graph: ox.Store) -> None:
    silent = next(iter(graph.quads_for_pattern(None, None, ox.NamedNode(ONTOLOGY + "NotStated")))).subject
    subject = next(
        iter(graph.quads_for_pattern(silent, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"), None))
    ).object
    assert "left unsaid" in page(site, f"/page/statement/{silent.value.rpartition('/')[2]}").text
    assert "leaves unsaid" in page(site, f"/page/{subject.value.rpartition('/')[2]}").text


def test_a_dispute_is_shown_on_both_sides(site: Any, graph: ox.Store) -> None:
    sides = [
        quad.object.value.rpartition("/")[2]
        for quad in graph.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + "disputes"), None)
    ]
    assert sides
    for side in sides:
        assert 'id="disputes"' in page(site, f"/page/statement/{side}").text


# ---------------------------------------------------------------- views of an answer

SIGNED = "SELECT ?treaty ?signed { ?treaty kzo:signed ?signed }"


def asked(query: str, **more: str) -> str:
    return f"/sparql?{urlencode({'query': query, **more})}"


def tabs(text: str) -> dict[str, str]:
    """Title → link of each view that is offered."""
    listed = text.partition('<section class="views"')[2].partition("</ul>")[0]
    return {name: html.unescape(link) for link, name in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', listed)}


def test_a_view_is_a_link_and_a_link_is_a_view(plain: Any) -> None:
    first = page(plain, asked(SIGNED)).text
    assert "<tbody>" in first
    assert set(tabs(first)) == {"Table", "Timeline"}
    second = page(plain, tabs(first)["Timeline"]).text
    assert '<svg class="rows"' in second
    assert "1992-09-26" in second
    assert "<tbody>" not in second
    assert "<tbody>" in page(plain, tabs(second)["Table"]).text


def test_what_does_not_fit_is_there_with_its_reason(plain: Any) -> None:
    text = page(plain, asked(SIGNED)).text
    for name, reason in (
        ("Chart", "needs a column of numbers"),
        ("Map", "needs a column of points, or of things whose position is recorded"),
        ("Network", "needs two columns of things"),
    ):
        assert f'<span class="off">{name}<span class="hidden"> ({reason})</span></span>' in text


def test_a_view_that_does_not_fit_says_so_and_shows_the_table(plain: Any) -> None:
    found = page(plain, asked(SIGNED, view="chart"))
    assert found.status == 200
    assert "There is no such picture of this answer (needs a column of numbers); here it is without one." in found.text
    assert "<tbody>" in found.text


def test_an_unknown_view_is_told_beside_the_query(plain: Any) -> None:
    found = page(plain, asked(SIGNED, view="pie"))
    assert found.status == 400
    assert "no view &#39;pie&#39;" in found.text


def test_other_parameters_stay_in_the_links_of_views(plain: Any) -> None:
    link = tabs(page(plain, asked(SIGNED, rows="500")).text)["Timeline"]
    assert "rows=500" in link
    assert page(plain, link).status == 200


def test_the_column_of_a_chart_is_in_the_address(plain: Any) -> None:
    query = "SELECT ?who ?one ?two { VALUES (?who ?one ?two) { ('a' 1 30) ('b' 2 50) } }"
    text = page(plain, asked(query, view="chart")).text
    assert "<strong>one</strong>" in text
    (link,) = (html.unescape(each) for each in re.findall(r'<a href="([^"]+)" data-asked="view=chart&amp;value', text))
    assert "<strong>two</strong>" in page(plain, link).text


def test_the_drawing_alone_is_for_the_editor(plain: Any) -> None:
    body = urlencode({"query": SIGNED, "view": "timeline", "part": "views"})
    found = plain.ask(
        "/sparql", method="POST", body=body, Accept="text/html", Content_Type="application/x-www-form-urlencoded"
    )
    assert found.status == 200
    assert found.text.startswith("<section")
    assert "<html" not in found.text
    assert '<svg class="rows"' in found.text


def test_yes_or_no_and_triples_have_their_views_too(plain: Any) -> None:
    yes = page(plain, asked("ASK {}", view="map")).text
    assert set(tabs(yes)) == {"Table"}
    assert "(the answer is yes or no); here it is without one." in yes
    assert "<strong>Yes</strong>" in yes
    query = "CONSTRUCT { ?a kzo:party ?b } { ?a kzo:party ?b }"
    found = tabs(page(plain, asked(query)).text)
    assert set(found) == {"Triples", "Network"}
    assert '<svg class="network"' in page(plain, found["Network"]).text


@pytest.mark.parametrize("kind", ["Treaty", "Company", "Project"])
def test_the_network_of_a_kind_is_a_picture_with_its_table(site: Any, kind: str) -> None:
    text = page(site, f"/browse/{kind}?view=network").text
    picture = text.partition('<svg class="network"')[2].partition("</svg>")[0]
    table = text.partition("<summary>The ties as a table")[2].partition("</table>")[0]
    drawn = set(re.findall(r'href="(/page/[^"]+)"', picture))
    listed = {link for link in re.findall(r'href="(/page/[^"]+)"', table) if "/statement/" not in link}
    assert drawn
    assert drawn == listed
    assert picture.count("<line ") <= table.count("/page/statement/")


def test_a_kind_without_ties_says_so(site: Any) -> None:
    text = page(site, "/browse/Accession?view=network&modality=nothing").text
    assert '<svg class="network"' not in text
    assert "Nothing fits" in text


def test_a_question_leads_to_its_pictures(site: Any) -> None:
    text = page(site, "/queries/agreements-by-year").text
    links = [html.unescape(each) for each in re.findall(r'href="(/sparql\?query=[^"]+view=\w+)"', text)]
    assert [link.rpartition("=")[2] for link in links] == ["timeline", "chart"]
    assert '<svg class="rows line"' in page(site, links[1]).text


# ---------------------------------------------------------------- hostile labels


def test_no_label_becomes_markup_in_a_drawing(hostile: Any, hostile_views: dict[str, str]) -> None:
    for view, query in hostile_views.items():
        text = page(hostile, asked(query, view=view)).text
        drawing = text.partition('<section class="views"')[2].partition("</section>")[0]
        assert "<svg" in drawing, view
        assert "&lt;script&gt;" in drawing, view
        for sign in ("<script", "<img", "\u202e", "\u200b", "onerror=alert(1)>"):
            assert sign not in drawing, (view, sign)
        assert Outline(text).open == []


def test_no_label_becomes_markup(hostile: Any, hostile_paths: list[str]) -> None:
    for path in hostile_paths:
        response = page(hostile, path)
        assert response.status in (200, 400, 404), path
        outline = Outline(response.text)
        assert outline.handlers == [], path
        assert len(outline.scripts) <= 3, path
        for script in outline.scripts:
            assert script.get("src") in OUR_SCRIPTS or script.get("type") == "application/ld+json"
        assert "javascript:" not in "".join(outline.links), path
        if "template" in path and response.status == 200:
            assert "{{7*7}}" in response.text or "%7B%7B7" in path, path
        assert len(response.body) < 1_000_000, path


def test_a_text_with_hidden_signs_is_flagged(hostile: Any) -> None:
    for name in ("override", "zero"):
        text = page(hostile, f"/page/{name}").text
        assert "hidden signs" in text
        assert "\u202e" not in text
        assert "\u200b" not in text


def test_the_data_keeps_the_whole_text(hostile: Any) -> None:
    assert "x" * 100_000 in hostile.ask("/data/long.nt").text


def test_an_empty_graph_has_pages_too(serve: Any) -> None:
    with serve(ox.Store()) as site:
        for path in (
            "/",
            "/browse",
            "/search?q=a",
            "/compare",
            "/queries",
            "/ontology",
            "/sparql",
            "/.well-known/void",
            "/catalog",
        ):
            assert page(site, path).status == 200, path
        assert page(site, "/page/anything").status == 404


def test_a_map_shows_what_has_a_place(site: Any) -> None:
    text = page(site, "/browse/Place?view=map").text
    assert 'class="map"' in text
    assert ">Astana" in text
    assert "None of these lies" in page(site, "/browse/Opinion?view=map").text


def test_a_thing_among_its_neighbours_has_each_name_on_a_level_of_its_own(site: Any) -> None:
    drawn = site.ask("/page/china", Accept="text/html").text.partition('<svg class="around"')[2].partition("</svg>")[0]
    placed = re.findall(r'<text x="(-?)[\d.]+" y="(-?[\d.]+)" text-anchor="(\w+)"', drawn)
    assert len(placed) == 22
    assert {(sign, anchor) for sign, _, anchor in placed} == {("", "start"), ("-", "end")}
    for side in ("", "-"):
        levels = sorted(float(y) for sign, y, _ in placed if sign == side)
        assert all(lower - upper > 14 for upper, lower in itertools.pairwise(levels))


def test_facts_stand_among_the_neighbours_before_views(site: Any) -> None:
    drawn = site.ask("/page/china", Accept="text/html").text.partition('<svg class="around"')[2].partition("</svg>")[0]
    assert drawn.count("<title>") == 44  # a tie and a thing each
    assert "(concerns)" not in drawn


def test_the_page_leads_to_its_groups_and_to_the_network(site: Any) -> None:
    text = site.ask("/page/china", Accept="text/html").text
    targets = re.findall(r'<li><a href="#([a-z-]+)">', text)
    assert targets[0] == "agreements"
    assert all(f'id="{each}"' in text for each in targets)
    assert "/network#view=focus&amp;centre=kzr:china" in text
    assert not re.search(r'scope: <a href="/page/china">', text)  # that it is of this thing goes without saying


def test_the_network_is_a_page_of_the_site(site: Any) -> None:
    reply = site.ask("/network", Accept="text/html")
    policy = reply.headers["content-security-policy"]
    assert reply.status == 200
    assert "'sha256-" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert '<a class="home" href="/">' in reply.text


def test_the_landing_page_opens_with_a_finding(site: Any) -> None:
    text = site.ask("/", Accept="text/html").text
    finding = text.partition('id="finding"')[2].partition("</section>")[0]
    assert "19 agreements are stated" in finding
    assert "/plots/trade-bare.svg" in finding
    assert text.index('id="finding"') < text.index('class="tiles"')
