"""Whatever stands in the graph, the page shows it as text."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph as ox
import pytest

from kzgraph.network.network import Network, Node, Tie, Years
from kzgraph.network.page import draw
from kzgraph.rdf import LABEL
from kzgraph.statements.index import Dispute
from kzgraph.statements.names import Names
from kzgraph.statements.passages import Quoted
from kzgraph.statements.statement import Evidence, Statement
from kzgraph.statements.wording import Wording

NODE, PROPERTY = ox.NamedNode("urn:subject"), ox.NamedNode("urn:property")
PAYLOADS = {
    "script": "<script>document.title='hit'</script>",
    "end of script": "</script><script>document.title='hit'</script>",
    "half comment": "<!--<script>",
    "image": "\"'><img src=x onerror=\"document.title='hit'\">",
    "link": "href <a href=\"javascript:document.title='hit'\">x</a>",
    "template": "{{7*7}} {% raw %} ${7*7} ]]> &lt;b&gt;",
    "bidi and zero width": "abc\u202edcba\u202c\u200b\u2066x\u2069\u2028\u2029\ufeff",
    "formula": '=HYPERLINK("http://example.org/?"&A1)',
    "later formula": " \u00a0+1+1",
    "prototype": "__proto__",
}


def hostile(payload: str) -> Network:
    """A network in which every field that a graph can fill holds *payload*."""
    evidence = Evidence(f"e{payload}", payload, 1, 2, "reported", (payload,), (payload,), payload, payload, payload)
    things = {
        name: Node(
            id=name,
            iri=f"javascript:document.title='hit'//{payload}",
            kind=payload,
            classes=frozenset({"Company", payload}),
            names={"en": payload + name[-1:], "ru": payload, payload: payload},
            aliases=(payload,),
            hidden=(payload,),
            note=payload,
            links=("javascript:document.title='hit'", f"https://example.org/{payload}"),
            same=(f"kzr:2{payload}",),
            years=Years(1999, 2001),
        )
        for name in (f"kzr:1{payload}", f"kzr:2{payload}", f"kzd:{payload}")
    }
    one, two, document = things
    facts = {
        "modality": (ox.Literal("reported"),),
        "role": (ox.Literal(payload),),
        "scope": (ox.Literal(document), ox.Literal(payload)),
        "time": (ox.Literal(payload),),
        "reason": (ox.Literal(payload),),
        "rank": (ox.Literal(payload),),
        "includedIn": (ox.Literal(f"1{payload}"), ox.Literal(payload)),
    }

    def stated(name: str, value: ox.Literal | None = None) -> Statement:
        return Statement(f"{name}{payload}", NODE, PROPERTY, value, facts, (evidence,))

    ties = [
        Tie(stated("1"), one, two),
        Tie(stated("2"), two, document),
        Tie(stated("3", ox.Literal(payload)), one),
        Tie(stated("4"), one),
    ]
    store = ox.Store()
    for node in (NODE, PROPERTY):
        store.add(ox.Quad(node, LABEL, ox.Literal(payload, language="en")))
    names = Names(store, {payload: payload, document: payload, PROPERTY.value: payload})
    against = {tie.id: [Dispute("d", frozenset({tie.id, f"2{payload}"}), payload)] for tie in ties}
    return Network(things, {tie.id: tie for tie in ties}, Wording(names), against, note=payload)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_nothing_in_a_graph_runs(show, tmp_path: Path, payload: str) -> None:
    path = tmp_path / "hostile.html"
    passages = {f"e{payload}": Quoted(payload, (payload,))}
    path.write_text(draw(hostile(payload), title=payload, passages=passages).html, encoding="utf-8")
    seen = show(path, "#view=all")
    page = seen.page
    assert seen.count("shown") == 3
    for language in ("ru", "zh", "en"):
        page.select_option("#language", language)
    page.evaluate("document.querySelectorAll('#filters details').forEach((each) => { each.open = true; })")
    page.click("#tab-list")
    page.click("#list [data-thing] >> nth=0")
    for number in range(page.locator("#details .claim").count()):
        page.click(f"#details .claim >> nth={number}")
        page.click("#details .link >> nth=0")
    page.fill("#query", payload[:12])
    page.mouse.move(500, 400)
    page.keyboard.press("Escape")
    assert page.title().strip() != "hit"
    assert seen.misdeeds == []
    assert page.locator("script").count() == 3
    assert page.locator("img, iframe, a[href^='javascript' i], [onerror], [onmouseover]").count() == 0
    for form in ("svg", "gexf", "graphml"):
        text = seen.saved(form).read_text("utf-8")
        assert not re.search('<script|<img|onerror="', text)
        ET.fromstring(text)  # noqa: S314 - our own file
    for form, rows in (("ties", 2), ("things", 3)):
        cells = list(csv.reader(io.StringIO(seen.saved(form).read_text("utf-8-sig"), newline=""), strict=True))
        assert len(cells) == rows + 1
        assert not [cell for row in cells for cell in row if re.match(r"[\s\u200b-\u200f\ufeff]*[=+\-@]", cell)]
    assert seen.misdeeds == []
