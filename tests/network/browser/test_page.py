"""The network page in a real browser: nothing leaves it, and everything on it leads to a passage."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import parse_qs

import networkx as nx
import pypdf
import pytest

from kzgraph.network.kinds import asset
from kzgraph.network.network import Network

GEXF = "{http://gexf.net/1.3}"
VIEWS = {
    "overview": "",
    "free": "#layout=free",
    "years": "#layout=years",
    "a thing": "#view=focus&centre=kzr:saran-bus-plant&chosen=kzr:saran-bus-plant&steps=2&layout=rings",
    "list": "#tab=list",
}


def statement(network: Network, subject: str, predicate: str) -> str:
    return next(tie.id for tie in network.ties if (tie.subject, tie.predicate) == (subject, predicate))


def in_window(seen) -> dict[str, tuple[float, float]]:
    """Where things stand in the window once all of them were fitted into it, as canvas.js does it."""
    tree = ET.parse(seen.saved("graphml"))  # noqa: S314 - our own file
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    places = {
        node.attrib["id"]: tuple(float(node.findtext(f"g:data[@key='n-{axis}']", "", space)) for axis in "xy")
        for node in tree.iterfind(".//g:node", space)
    }
    wide, high = seen.page.evaluate("[map.clientWidth, map.clientHeight]")
    (left, right), (top, bottom) = (
        (min(place[axis] for place in places.values()), max(place[axis] for place in places.values()))
        for axis in (0, 1)
    )
    scale = min(1.25, (wide - 120) / max(1, right - left), (high - 30 - 110) / max(1, bottom - top))
    middle = ((left + right) / 2, (top + bottom) / 2 + 15 / scale)
    return {
        name: ((x - middle[0]) * scale + wide / 2, (y - middle[1]) * scale + high / 2)
        for name, (x, y) in places.items()
    }


def test_the_page_asks_nothing_of_any_network(show, drawn: Path, network: Network) -> None:
    seen = show(drawn)
    seen.page.keyboard.press("a")
    seen.page.click("#map", position={"x": 300, "y": 300})
    assert seen.misdeeds == []
    assert seen.count("shown") > 0.9 * len(network.things)


def test_the_map_is_really_painted(show, drawn: Path) -> None:
    seen = show(drawn)
    shades = seen.page.evaluate(
        """() => { const from = document.querySelector('#map canvas');
        const pixels = from.getContext('2d').getImageData(0, 0, from.width, from.height).data;
        const found = new Set(); for (let at = 0; at < pixels.length; at += 4)
          if (pixels[at + 3]) found.add(pixels.slice(at, at + 3).join()); return found.size; }"""
    )
    assert shades > 50
    marks = re.findall("data-thing=", seen.saved("svg").read_text("utf-8"))
    assert len(marks) == seen.count("shown") > 20


@pytest.mark.parametrize("width", [1440, 1280, 1024, 390])
def test_it_opens_with_both_sides_in_view(show, drawn: Path, width: int) -> None:
    seen = show(drawn, viewport={"width": width, "height": 844})
    countries = json.loads(asset("kinds.json"))[0]
    assert countries["id"] == "country"
    across = seen.page.evaluate(
        """(light) => { const wanted = [1, 3, 5].map((at) => parseInt(light.slice(at, at + 2), 16));
        const from = document.querySelector('#map canvas');
        const { data } = from.getContext('2d').getImageData(0, 0, from.width, from.height);
        const found = new Set();
        for (let at = 0; at < data.length; at += 4)
          if (wanted.every((tone, place) => data[at + place] === tone)) found.add((at / 4) % from.width);
        return [...found].map((x) => x / from.width); }""",
        countries["light"],
    )
    assert any(x < 0.4 for x in across), "one pole on the left"
    assert any(x > 0.6 for x in across), "the other on the right"


# Notes where the map draws round marks and its headings, which are told by the size of their letters.
RECORDED = """(() => {
  const { arc, clearRect, fillText } = CanvasRenderingContext2D.prototype;
  [window.discs, window.headings] = [[], []];
  const put = (list, ctx, left, top, right, bottom, text) => {
    const { a, d, e, f } = ctx.getTransform();
    list.push({ text, left: a * left + e, right: a * right + e, top: d * top + f, bottom: d * bottom + f });
  };
  Object.assign(CanvasRenderingContext2D.prototype, {
    clearRect(...area) {
      if (this.canvas.closest('#map')) [window.discs, window.headings] = [[], []];
      return clearRect.apply(this, area);
    },
    arc(x, y, radius, ...more) {
      put(window.discs, this, x - radius, y - radius, x + radius, y + radius);
      return arc.call(this, x, y, radius, ...more);
    },
    fillText(text, x, y) {
      const size = parseFloat(/([0-9.]+)px/.exec(this.font)[1]);
      const shown = size * this.getTransform().a;
      const width = this.measureText(text).width;
      const left = x - width * ({ center: 0.5, right: 1 }[this.textAlign] ?? 0);
      if (Math.abs(shown - 12.5) < 0.1 || Math.abs(shown - 11.25) < 0.1)
        put(window.headings, this, left, y - size, left + width, y, text);
      return fillText.call(this, text, x, y);
    },
  });
})()"""


@pytest.mark.parametrize("layout", ["sides", "years"])
@pytest.mark.parametrize("width", [1440, 1280, 1024, 390])
def test_it_opens_with_headings_inside_the_map_and_clear_of_discs_and_each_other(
    browser, drawn: Path, width: int, layout: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.add_init_script(RECORDED)
    page.goto(f"{drawn.as_uri()}#layout={layout}")
    page.wait_for_selector("html[data-ready=yes]")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    headings, discs, (wide, high) = page.evaluate("[headings, discs, [map.clientWidth, map.clientHeight]]")
    page.close()
    named = {each["text"] for each in headings}
    assert (
        named
        >= {
            "sides": {"Kazakhstan", "between the two", "China", "side not stated", "Agreements"},
            "years": {"1991", "Agreements", "Events", "Laws and policies"},
        }[layout]
    )
    for each in headings:
        assert min(each["left"], each["top"], wide - each["right"], high - each["bottom"]) >= 0, each
        others = [*discs, *(other for other in headings if other is not each)]
        assert [other for other in others if overlap(each, other)] == [], each


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    return across > 0 and min(one["bottom"], other["bottom"]) > max(one["top"], other["top"])


def test_from_a_search_over_a_thing_and_a_statement_to_the_passage(show, drawn: Path) -> None:
    seen = show(drawn)
    page = seen.page
    page.keyboard.press("/")
    page.keyboard.type("saran ckd")
    page.keyboard.press("Enter")
    assert "around" in seen.status()
    page.click("#details .claim:has-text('Yutong')")
    said = page.inner_text("#details")
    assert "has builder" in said
    assert "Sarybayev" in said
    assert re.search(r"characters [\d,]+–[\d,]+", said)
    assert "kzgraph evidence" in said
    page.click("#details .link >> nth=0")
    assert page.inner_text("#details h2") == "B Saran CKD plant" or "Saran" in page.inner_text("#details h2")
    assert seen.misdeeds == []


@pytest.mark.parametrize("wanted", ["Токаев", "токаев", "Tokayev", "Тоқаев"])
def test_a_search_forgives_script_and_case(show, drawn: Path, wanted: str) -> None:
    page = show(drawn).page
    page.fill("#query", wanted)
    assert "Tokayev" in page.inner_text("#hits li >> nth=0")


def test_a_search_in_chinese_finds_the_thing(show, drawn: Path, network: Network) -> None:
    name = network.things["kzr:xinjiang"].names["zh"]
    page = show(drawn).page
    page.fill("#query", name)
    assert "Xinjiang" in page.inner_text("#hits")


def test_a_click_on_a_line_shows_its_evidence(show, drawn: Path, network: Network) -> None:
    seen = show(drawn, "#view=focus&centre=kzr:saran-bus-plant&layout=rings")
    wanted = statement(network, "kzr:saran-bus-plant", "locatedIn")
    tie = next(tie for tie in network.ties if tie.id == wanted)
    spots = in_window(seen)
    (x1, y1), (x2, y2) = spots[tie.subject], spots[tie.object]
    seen.page.click("#map", position={"x": x1 * 0.7 + x2 * 0.3, "y": y1 * 0.7 + y2 * 0.3})
    assert "is located in" in seen.page.inner_text("#details .sentence")
    assert parse_qs(seen.page.url.partition("#")[2])["chosen"] == [wanted]


def test_the_address_restores_the_view(show, drawn: Path) -> None:
    first = show(drawn)
    page = first.page
    page.keyboard.press("/")
    page.keyboard.type("universal energy")
    page.keyboard.press("Enter")
    page.click("#details [data-around='2']")
    page.keyboard.press("x")
    page.select_option("#layout", "free")
    page.select_option("#language", "zh")
    page.click("#kinds label:has-text('Places')")
    again = show(drawn, "#" + page.url.partition("#")[2])
    assert again.status() == first.status()
    assert again.page.url == page.url
    assert again.page.inner_text("#details") == page.inner_text("#details")
    assert "pins=" in page.url


def test_an_address_can_name_nothing_that_the_page_does_not_hold(show, drawn: Path) -> None:
    seen = show(drawn, "#chosen=%3Cimg%20src=x%20onerror=alert(1)%3E&view=nowhere&steps=99&pins=a!1!2&layout=__proto__")
    assert seen.misdeeds == []
    assert seen.status().startswith("overview")
    assert "chosen" not in seen.page.url


def test_filters_narrow_and_setting_back_opens(show, drawn: Path) -> None:
    seen = show(drawn)
    page, whole = seen.page, seen.count("shown")
    page.click("#kinds label:has-text('Agreements')")
    assert seen.count("shown") < whole
    page.click("#reset")
    assert seen.count("shown") == whole
    page.evaluate("document.querySelectorAll('#filters details').forEach((each) => { each.open = true; })")
    page.click("#relations [aria-label='only has builder']")
    assert 0 < seen.count("ties") < 40
    page.click("#reset")
    page.click("#trust label:has-text('stated as fact')")
    assert 0 <= seen.count("ties") < whole


def test_years_narrow_and_play_stops_by_itself_or_by_hand(show, drawn: Path) -> None:
    seen = show(drawn, "#layout=years&view=all&from=1992&to=1993")
    narrow = seen.count("shown")
    assert 0 < narrow < show(drawn, "#layout=years&view=all").count("shown")
    seen.page.click("#play")
    assert "Stop" in seen.page.inner_text("#play")
    seen.page.click("#play")
    assert "Play" in seen.page.inner_text("#play")


def test_expanding_adds_what_the_filters_hide(show, drawn: Path) -> None:
    seen = show(drawn, "#view=focus&centre=kzr:china&layout=rings&chosen=kzr:china")
    before = seen.count("shown")
    seen.page.click("#details [data-expand=subject]")
    assert seen.count("shown") > before
    assert "extra=" in seen.page.url


def test_the_presets_lead_to_answers(show, drawn: Path) -> None:
    seen = show(drawn)
    presets = seen.page.locator("[data-preset]")
    assert presets.count() == 5
    for number in range(presets.count()):
        presets.nth(number).click()
        assert seen.count("shown") > 3, presets.nth(number).inner_text()
        said = seen.page.inner_text("#details")
        assert said.startswith(presets.nth(number).inner_text())
        told = int(re.search(r"(\d+) statements? in \d documents? about \d+ things", said)[1])
        assert told == seen.page.locator("#details .claim[data-claim]").count() + sum(
            int(more) for more in re.findall(r"show (\d+) more", said)
        )
        assert told >= seen.count("ties")
        assert "Shown: " in said
        assert presets.nth(number).get_attribute("aria-pressed") == "true"
        assert "question=" in seen.page.url
    seen.page.click("#details .claim >> nth=0")
    assert re.search(r"characters [\d,]+–[\d,]+", seen.page.inner_text("#details")), "one click to the passage"
    assert seen.misdeeds == []


def test_the_projects_stand_on_a_map_with_land_and_what_lies_nowhere_is_listed(show, drawn: Path) -> None:
    seen = show(drawn)
    seen.page.click("[data-preset=places]")
    assert seen.page.input_value("#layout") == "land"
    assert re.search(r"\d+ whose place is not recorded are not on this map", seen.status())
    said = seen.page.inner_text("#details")
    left = int(re.search(r"not on this map: (\d+)", said)[1])
    assert left == int(re.search(r"(\d+) whose place", seen.status())[1])
    assert "Borders: Natural Earth" in said
    picture = seen.saved("svg").read_text("utf-8")
    assert picture.count('fill="none" stroke=') > 20, "outlines"
    assert "Borders: Natural Earth" in picture
    again = show(drawn, "#layout=land")
    assert again.page.input_value("#layout") == "land"


def test_a_picture_for_print_holds_all_of_the_answer_at_the_resolution_of_print(show, drawn: Path) -> None:
    seen = show(drawn, "#question=built")
    seen.page.click("[data-preset=built]")
    for _ in range(4):
        seen.page.click("[data-zoom=in]")
    picture = seen.saved("svg").read_text("utf-8")
    wide, high = map(float, re.findall(r'viewBox="0 0 (\d+) (\d+)"', picture)[0])
    spots = re.findall(r'<g transform="translate\(([\d.-]+),([\d.-]+)\)" data-thing=', picture)
    assert len(spots) == seen.count("shown")
    assert all(0 < float(x) < wide and 0 < float(y) < high for x, y in spots), "not the window, but all that is shown"
    assert "Who builds, pays for and runs what?" in picture
    png = seen.saved("png").read_bytes()
    assert int.from_bytes(png[16:20]) == 1890
    assert png[37:41] == b"pHYs"
    assert int.from_bytes(png[41:45]) == 11811
    pdf = pypdf.PdfReader(io.BytesIO(seen.saved("pdf").read_bytes()))
    assert len(pdf.pages) == 1
    assert float(pdf.pages[0].mediabox.width) == pytest.approx(453.5)
    assert pdf.metadata.title == "Who builds, pays for and runs what?"
    assert len(pdf.pages[0].images[0].data) > 10_000


def test_all_is_done_from_the_keyboard(show, drawn: Path) -> None:
    seen = show(drawn)
    page = seen.page
    page.focus("#map")
    page.keyboard.press("n")
    page.keyboard.press("n")
    chosen = parse_qs(page.url.partition("#")[2])["chosen"]
    page.keyboard.press("Enter")
    assert "around" in seen.status()
    assert parse_qs(page.url.partition("#")[2])["centre"] == chosen
    page.keyboard.press("2")
    assert "steps=2" in page.url
    page.keyboard.press("o")
    assert seen.status().startswith("overview")
    page.keyboard.press("m")
    assert "layout=free" in page.url
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert "chosen" not in page.url


def test_the_keyboard_keeps_its_place_when_a_filter_changes(show, drawn: Path) -> None:
    seen = show(drawn)
    seen.page.focus("#kinds input >> nth=3")
    seen.page.keyboard.press("Space")
    assert seen.page.evaluate("document.activeElement.closest('.row').innerText").split("\n")[1] == "People"
    seen.page.focus("#details .claim >> nth=0")
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "details"


def test_the_list_holds_what_the_map_shows(show, drawn: Path) -> None:
    seen = show(drawn)
    seen.page.click("#tab-list")
    assert seen.page.locator("#list [data-thing]").count() == seen.count("shown")
    seen.page.click("#list [data-thing='kzr:kazakhstan']")
    assert "Kazakhstan" in seen.page.inner_text("#details h2")


def test_every_export_parses_and_counts_the_same(show, drawn: Path) -> None:
    seen = show(drawn, "#view=all&layout=free&hide-kinds=")
    things, ties = seen.count("shown"), seen.count("ties")
    gexf = ET.parse(seen.saved("gexf"))  # noqa: S314 - our own file
    assert len(gexf.findall(f".//{GEXF}node")) == things
    assert len(gexf.findall(f".//{GEXF}edge")) == ties
    graphml = nx.read_graphml(seen.saved("graphml"), force_multigraph=True)
    assert (graphml.number_of_nodes(), graphml.number_of_edges()) == (things, ties)
    data = json.loads(seen.saved("json").read_text("utf-8"))
    assert (len(data["nodes"]), len(data["edges"])) == (things, ties)
    assert all(edge["evidence"] for edge in data["edges"])
    for form, count in (("ties", ties), ("things", things)):
        text = seen.saved(form).read_text("utf-8-sig")
        assert len(list(csv.DictReader(io.StringIO(text, newline=""), strict=True))) == count
    picture = seen.saved("svg").read_text("utf-8")
    assert (picture.count("data-thing="), picture.count("data-statement=")) == (things, ties)
    ET.fromstring(picture)  # noqa: S314 - our own file
    assert seen.saved("png").read_bytes().startswith(b"\x89PNG")
    assert seen.misdeeds == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_axe_finds_no_violation_of_wcag_2_2_aa(show, drawn: Path, axe: str, view: str, scheme: str) -> None:
    seen = show(drawn, view, color_scheme=scheme)
    seen.page.evaluate("document.querySelectorAll('#filters details').forEach((each) => { each.open = true; })")
    seen.page.evaluate(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = seen.page.evaluate("(tags) => axe.run({ runOnly: tags })", tags)
    assert found["passes"], "axe has examined nothing"
    assert [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]] == []


def test_a_phone_shows_map_details_and_filters_below_one_another(show, drawn: Path) -> None:
    seen = show(drawn, viewport={"width": 390, "height": 844})
    boxes = [seen.page.locator(part).bounding_box() for part in ("#stage", "#side", "#filters")]
    assert all(box and box["width"] <= 390 for box in boxes)
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
