"""The drawings of answers, without a server: what fits, what is told, where things stand."""

import re
import time
from itertools import product
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzgraph.dates import BadDate, parse
from kzgraph.network.kinds import kinds
from kzgraph.sparql.engine import run
from kzgraph.sparql.library import library
from kzgraph.statements.things import Thing
from kzgraph.vocab import BASE, PREFIXES
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.pictures import VIEWS, ViewChoice, choice
from kzgraph.web.pictures import places as pictures_places
from kzgraph.web.pictures.chart import chart
from kzgraph.web.pictures.layout import laid_out
from kzgraph.web.pictures.map import map_of
from kzgraph.web.pictures.moments import Moment, dated, moment
from kzgraph.web.pictures.network import MOST, DrawnTie, drawn, network
from kzgraph.web.pictures.placement import WIDTH, Placement, fitted, width
from kzgraph.web.pictures.scale import of_numbers, of_years
from kzgraph.web.pictures.table import Table, Unfit, number
from kzgraph.web.pictures.timeline import timeline
from kzgraph.web.site.catalogue import Catalogue
from kzgraph.web.sparql.display import displayed

XSD = PREFIXES["xsd"]


@pytest.fixture(scope="module")
def catalogue(graph: ox.Store) -> Catalogue:
    return Catalogue(graph)


@pytest.fixture(scope="module")
def bare() -> Catalogue:
    """A catalogue that knows nothing."""
    return Catalogue(ox.Store())


def answer(graph: ox.Store, query: str) -> Table:
    found = displayed(run(graph, query), 10_000).whole
    assert found is not None
    return found


def table(columns: str, *rows: tuple[Any, ...]) -> Table:
    """A table of plain values: texts, numbers, and IRIs in angle brackets."""

    def term(value: Any) -> Any:
        if value is None or isinstance(value, (ox.NamedNode, ox.Literal)):
            return value
        iri = re.fullmatch(r"<(.+)>", value) if isinstance(value, str) else None
        return ox.NamedNode(iri[1]) if iri else ox.Literal(value)

    return Table(tuple(columns.split()), [tuple(map(term, row)) for row in rows])


# ---------------------------------------------------------------- which view fits

SUITS = [
    ("treaty-parties", "network"),
    ("working-together", "network"),
    ("construct-participation", "network"),
    ("agreements", "timeline"),
    ("agreements-in-force", "timeline"),
    ("events", "timeline"),
    ("agreements-by-year", "chart"),
    ("trade-observations", "chart"),
    ("companies-by-country", "chart"),
    ("projects-by-state", "map"),
    ("construct-places", "map"),
]
DOES_NOT = [
    ("agreements-by-year", "network", "two columns of things"),
    ("treaty-parties", "chart", "a column of numbers"),
    ("companies-by-country", "timeline", "a column of dates"),
    ("opinions-by-holder", "map", "a column of points"),
]


def chosen(graph: ox.Store, catalogue: Catalogue, question: str, view: str) -> ViewChoice:
    return choice(answer(graph, library()[question].text), catalogue, [("query", "…"), ("view", view)])


@pytest.mark.parametrize(("question", "view"), SUITS)
def test_a_question_of_the_library_is_drawn(graph: ox.Store, catalogue: Catalogue, question: str, view: str) -> None:
    found = chosen(graph, catalogue, question, view)
    assert (found.shown, found.refused, found.drawing.name) == (view, "", view)


@pytest.mark.parametrize(("question", "view", "reason"), DOES_NOT)
def test_what_does_not_fit_says_what_it_would_need(
    graph: ox.Store, catalogue: Catalogue, question: str, view: str, reason: str
) -> None:
    found = chosen(graph, catalogue, question, view)
    assert found.shown == "table"
    assert reason in found.refused
    (tab,) = (tab for tab in found.tabs if tab.name == view)
    assert tab.reason == found.refused


def test_an_answer_without_columns_is_not_drawn(graph: ox.Store, catalogue: Catalogue) -> None:
    found = choice(answer(graph, "SELECT * {}"), catalogue, [("view", "map")])
    assert (found.shown, found.refused) == ("table", "the answer has no columns")


def test_an_answer_of_too_many_cells_is_not_drawn(catalogue: Catalogue) -> None:
    row = (ox.Literal("2024"),) * 101
    wide = Table(tuple(f"year{number}" for number in range(101)), [row] * 5000)
    found = choice(wide, catalogue, [("view", "timeline")])
    assert (found.shown, found.refused) == ("table", "the answer has more than 500,000 cells; ask for fewer columns")


def test_every_question_offers_every_view_or_a_reason(graph: ox.Store, catalogue: Catalogue) -> None:
    drawn_ones = 0
    for query in library().values():
        if query.name.endswith("-violation"):
            continue
        whole = answer(graph, query.text)
        for view in VIEWS:
            found = choice(whole, catalogue, [("query", query.text), ("view", view)])
            assert [tab.name for tab in found.tabs] == list(VIEWS)
            assert bool(found.refused) == (found.shown != view)
            assert (found.drawing is None) == (found.shown == "table")
            drawn_ones += found.drawing is not None
    assert drawn_ones > 80


def test_no_rows_no_columns_and_yes_or_no_have_no_picture(bare: Catalogue) -> None:
    for found, reason in ((None, "yes or no"), (table("a b"), "no rows"), (table("", ()), "no columns")):
        assert [reason in tab.reason for tab in choice(found, bare, []).tabs] == [False, True, True, True, True]


def test_an_unknown_view_is_refused(bare: Catalogue) -> None:
    with pytest.raises(HttpError, match="no view 'pie'"):
        choice(table("a", (1,)), bare, [("view", "pie")])


# ---------------------------------------------------------------- network


def test_names_and_iris_mean_the_same_thing(graph: ox.Store, catalogue: Catalogue) -> None:
    by_iri = answer(graph, "SELECT ?t ?p { ?t a kzo:Treaty ; kzo:party ?p }")
    by_name = answer(
        graph, "SELECT ?t ?n { ?t a kzo:Treaty ; kzo:party ?p . ?p rdfs:label ?n FILTER(LANG(?n) = 'en') }"
    )
    one, other = network(by_iri, catalogue)(), network(by_name, catalogue)()
    assert len(one.nodes) > 20
    assert {node.href for node in one.nodes} == {node.href for node in other.nodes}
    assert len(one.edges) == len(other.edges)


def test_a_property_names_the_arrow(graph: ox.Store, catalogue: Catalogue) -> None:
    found = answer(graph, "SELECT ?s ?p ?o { VALUES ?p { kzo:party kzo:locatedIn } ?s ?p ?o } LIMIT 50")
    edges = network(found, catalogue)().edges
    assert {edge.names.rpartition(": ")[2] for edge in edges} <= {"has party", "is located in"}
    assert edges


def test_of_many_things_the_best_tied_are_drawn_and_the_rest_is_counted(bare: Catalogue) -> None:
    ties = [DrawnTie("urn:hub", "likes", f"urn:{n:03d}") for n in range(300)] + [DrawnTie("urn:a", "x", "urn:b")]
    found = drawn(ties, bare)
    assert len(found.nodes) == MOST
    assert "Drawn are the 120 best tied of 303 things" in found.notes[0]
    assert "119 of 301 ties" in found.notes[0]


def test_rows_without_a_tie_are_counted(bare: Catalogue) -> None:
    found = network(table("a b", ("<urn:a>", "<urn:b>"), ("<urn:c>", None), ("<urn:d>", "<urn:d>")), bare)()
    assert len(found.edges) == 1
    assert "Rows that tie no two things: 2 of 3" in " ".join(found.notes)


def test_classes_and_literals_of_a_graph_are_no_ties(graph: ox.Store, catalogue: Catalogue) -> None:
    found = answer(graph, "CONSTRUCT { ?t a <urn:kind> ; kzo:party ?p } { ?t a kzo:Treaty ; kzo:party ?p }")
    drawing = network(found, catalogue)()
    assert "urn:kind" not in {node.full for node in drawing.nodes}
    assert "Triples that tie no two things: 24 of" in " ".join(drawing.notes)


names = st.integers(0, 40).map(lambda n: f"urn:x{n}")


@given(st.lists(st.builds(DrawnTie, names, st.just("p"), names).filter(lambda tie: tie.start != tie.end), min_size=1))
def test_a_network_is_inside_its_sheet_and_the_same_each_time(ties: list[DrawnTie]) -> None:
    empty = Catalogue(ox.Store())
    found = drawn(ties, empty)
    assert {node.full for node in found.nodes} == {end for tie in ties for end in (tie.start, tie.end)}
    for node in found.nodes:
        assert 0 <= node.x <= WIDTH
        assert 0 <= node.y <= found.height
    boxes = [box(node) for node in found.nodes if node.words]
    assert boxes
    for at, one in enumerate(boxes):
        assert not any(overlap(one, other) for other in boxes[at + 1 :])
    assert drawn(list(reversed(ties)), empty).nodes == found.nodes


def box(node: Any) -> tuple[float, float, float, float]:
    x, y = node.words
    wide = width(node.label)
    left = x - {"start": 0, "middle": wide / 2, "end": wide}[node.anchor]
    return left, y - 12, left + wide, y + 3


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] - 0.01 and other[0] < one[2] - 0.01 and one[1] < other[3] and other[1] < one[3]


def test_parts_lie_apart() -> None:
    places, height = laid_out({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]})
    assert len({places[name] for name in "abcd"}) == 4
    assert max(places[name][0] for name in "ab") < min(places[name][0] for name in "cd")
    assert height > 0


def test_the_legend_has_the_colours_of_the_network_page() -> None:
    from pathlib import Path

    style = " ".join((Path(pictures_places.__file__).parents[1] / "static" / "site.css").read_text("utf-8").split())
    light, _, dark = style.rpartition("@media (prefers-color-scheme: dark)")
    for kind in kinds():
        assert f".kind-{kind.id} {{ --kind: {kind.light}; }}" in light
        assert f".kind-{kind.id} {{ --kind: {kind.dark}; }}" in dark


# ---------------------------------------------------------------- timeline


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1992", 1992, 1993),
        ("1992-09-26", 1992.73, 1992.74),
        ("2022-12", 2022.91, 2023),
        ("2010~", 2010, 2011),
        ("199X", 1990, 2000),
        ("2022-01/2022-06", 2022, 2022.5),
        ("2015-12/..", 2015.91, None),
        ("/2026", None, 2027),
    ],
)
def test_dates_of_any_precision_have_their_place(text: str, first: float | None, last: float | None) -> None:
    found = moment(text)
    assert found is not None
    assert found.first == (None if first is None else pytest.approx(first, abs=0.01))
    assert found.last == (None if last is None else pytest.approx(last, abs=0.01))


_NO_DATES = ["", "not stated", "1992-13-40", "1992-13", "1992-1994", "1992-02-30", "19920926", "0000", "..", "12:30"]


@pytest.mark.parametrize("text", [*_NO_DATES, "1994/1992", "1992/1994/1996", "1992-21-01", "19XX-21", "19XX-02-29"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert moment(text) is None


def _shapes() -> list[tuple[str, ...]]:
    years, months, days = "0001 00XX 1900 19XX 202X 2024 9999", " -00 -02 -12 -13 -21 -24 -XX", " -00 -29 -30 -31 -XX"
    parts = product(years.split(), months.split(" "), days.split(" "))
    return [(year, month, day) for year, month, day in parts if month or not day]


@pytest.mark.parametrize("parts", _shapes(), ids="".join)
def test_a_date_is_drawn_where_the_record_has_it(parts: tuple[str, ...]) -> None:
    found = moment("".join(parts))
    try:
        known = parse("".join(parts))
    except BadDate:
        assert found is None
    else:
        first, last = moment(f"{known.earliest}"), moment(f"{known.latest}")
        assert first is not None
        assert last is not None
        assert found == Moment(first.first, last.last)


def test_ten_thousand_odd_dates_are_read_at_once() -> None:
    start = time.process_time()
    assert all(moment(f"{year:04d}-24/..") for year in range(1, 10_000))
    assert time.process_time() - start < 2


@given(st.dates())
def test_every_day_is_read_as_itself(day: Any) -> None:
    found = moment(day.isoformat())
    assert found is not None
    assert found.first is not None
    assert found.last is not None
    assert int(found.first) == day.year
    assert 0 < found.last - found.first < 0.003


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = moment(text)
    assert found is None or found.first is not None or found.last is not None


def test_long_names_are_cut_at_once() -> None:
    start = time.process_time()
    assert all(width(fitted("Agreement 汉" * 100, most)) <= most for most in range(7, 1007))
    assert time.process_time() - start < 2


def test_a_line_has_no_more_points_than_a_screen(bare: Catalogue) -> None:
    rows = [(f"{year:04d}", ox.Literal(year)) for year in range(1, 3001)]
    found = chart(table("year total", *rows), bare)()
    assert len(found.panels[0].dots) == 1000
    assert found.notes[-1] == "The first 1,000 of 3,000 dated rows are drawn; the table has all."


def test_a_count_is_no_year() -> None:
    assert dated(table("bank passages", ("a", 1999), ("b", 2001))) is None
    assert dated(table("bank year", ("a", 1999), ("b", 2001))) == (1, None)
    assert dated(table("thing capacity", ("a", "1000"), ("b", "50"))) is None


def test_a_start_and_an_end_are_one_bar(bare: Catalogue) -> None:
    found = timeline(
        table("what earliest latest", ("a", "2000-01-01", "2009-12-31"), ("b", "2009", None), ("c", "2005", "2001")),
        bare,
    )()
    assert [(bar.caption.full, bar.point) for bar in found.bars] == [("a", False), ("b", False)]
    assert found.bars[0].width > found.bars[1].width
    assert "Rows without a date that can be drawn: 1 of 3" in " ".join(found.notes)


def test_an_open_end_reaches_the_edge_and_is_marked(bare: Catalogue) -> None:
    found = timeline(table("what period", ("a", "2000/.."), ("b", "2004-05-06"), ("c", "/2003")), bare)()
    by_name = {bar.caption.full: bar for bar in found.bars}
    assert by_name["a"].open_end
    assert by_name["a"].x + by_name["a"].width == pytest.approx(100)
    assert by_name["b"].point
    assert by_name["c"].open_start
    assert by_name["c"].x == 0


def test_rows_are_in_the_order_of_time_and_lead_to_their_things(graph: ox.Store, catalogue: Catalogue) -> None:
    found = timeline(answer(graph, library()["agreements"].text), catalogue)()
    assert [bar.x for bar in found.bars] == sorted(bar.x for bar in found.bars)
    assert all(bar.caption.href and bar.caption.href.startswith("/page/") for bar in found.bars)


def test_a_long_timeline_says_what_it_leaves_out(bare: Catalogue) -> None:
    rows = [(f"thing {n}", ox.Literal(f"{1800 + n}")) for n in range(150)]
    found = timeline(table("what year", *rows), bare)()
    assert len(found.bars) == 100
    assert "The first 100 of 150 dated rows" in " ".join(found.notes)


# ---------------------------------------------------------------- chart


def test_each_unit_has_its_scale(bare: Catalogue) -> None:
    found = chart(table("what value unit", ("a", 5, "%"), ("b", 36_860_000_000, "USD"), ("c", 10, "%")), bare)()
    assert [panel.unit for panel in found.panels] == ["%", "USD"]
    assert found.panels[0].bars[1].width == pytest.approx(100)
    assert found.panels[1].bars[0].caption.value == "36,860,000,000"


def test_numbers_below_nought_go_to_the_left(bare: Catalogue) -> None:
    (panel,) = chart(table("what change", ("a", -5), ("b", 10), ("c", 0)), bare)().panels
    fall, rise, none = panel.bars
    assert fall.x + fall.width == pytest.approx(panel.zero)
    assert rise.x == pytest.approx(panel.zero)
    assert 0 < none.width < 0.5


def test_years_and_numbers_are_a_line_and_gaps_are_marked(bare: Catalogue) -> None:
    rows = [("1992", 3), ("1993", 5), ("1999", 4), ("not stated", 8)]
    found = chart(table("year agreements", *rows), bare)()
    (panel,) = found.panels
    assert [(dot.date, dot.value, dot.gap) for dot in panel.dots] == [
        ("1992", "3", False),
        ("1993", "5", False),
        ("1999", "4", True),
    ]
    assert "not on the line: 1 of 4" in " ".join(found.notes)


def test_one_date_twice_is_no_line(bare: Catalogue) -> None:
    rows = [("1992", "a", 3), ("1992", "b", 5), ("1999", "a", 4)]
    (panel,) = chart(table("year who number", *rows), bare)().panels
    assert [bar.caption.full for bar in panel.bars] == ["1992, a", "1992, b", "1999, a"]


def test_another_column_can_be_drawn(bare: Catalogue) -> None:
    found = table("who first second", ("a", 1, 7), ("b", 2, 8))
    assert chart(found, bare)().column == "first"
    assert chart(found, bare, "second")().column == "second"
    assert chart(found, bare, "nothing")().columns == ("first", "second")


def test_places_of_passages_are_no_numbers(bare: Catalogue) -> None:
    with pytest.raises(Unfit, match="numbers"):
        chart(table("view source start end", ("a", "<urn:x>", 993, 1137), ("b", "<urn:x>", 5, 9)), bare)


def test_rows_without_a_number_and_beyond_the_bound_are_counted(bare: Catalogue) -> None:
    rows = [(f"a{n}", n) for n in range(90)] + [("silent", None)]
    notes = " ".join(chart(table("what number", *rows), bare)().notes)
    assert "The first 60 of 90" in notes
    assert "Rows without a number in this column: 1 of 91" in notes


@given(st.lists(st.one_of(st.integers(), st.floats(), st.decimals(allow_nan=False)), min_size=1, max_size=20))
def test_any_numbers_can_be_charted(values: list[Any]) -> None:
    cells = [ox.Literal(str(value), datatype=ox.NamedNode(XSD + "decimal")) for value in values]
    rows = [(ox.Literal(f"a{at}"), cell) for at, cell in enumerate(cells)]
    if any(number(cell) is None for cell in cells):
        return
    for panel in chart(Table(("what", "number"), rows), Catalogue(ox.Store()))().panels:
        for bar in panel.bars:
            assert -0.01 <= bar.x <= 100
            assert bar.x + bar.width <= 100.2


@given(st.lists(st.floats(-1e12, 1e12), min_size=1))
def test_a_scale_holds_its_numbers_and_nought(values: list[float]) -> None:
    scale, ticks = of_numbers(values)
    assert scale.low <= min(0, *values) + 1e-290
    assert scale.high >= max(0, *values) * (1 - 1e-9) - 1e-290
    assert 1 <= len(ticks) <= 8


@pytest.mark.parametrize("value", [5e-324, -5e-324, 1e-300, 1e-7, 1e299, -1e299])
def test_the_smallest_and_the_largest_numbers_have_a_scale(value: float) -> None:
    scale, ticks = of_numbers([value])
    assert 0 <= scale.at(value) <= 100
    assert ticks


@given(st.integers(0, 10**15))
def test_the_marks_of_a_scale_say_what_they_stand_for(most: int) -> None:
    sizes = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
    scale, ticks = of_numbers([float(most)])
    for tick in ticks:
        figure, _, size = tick.label.partition(" ")
        said = float(figure.replace(",", "")) * sizes.get(size, 1)
        assert said == pytest.approx(scale.low + (scale.high - scale.low) * tick.at / 100)


@given(st.floats(1, 3000), st.floats(0, 1000))
def test_a_scale_of_years_holds_both_ends(first: float, length: float) -> None:
    scale, ticks = of_years(first, first + length)
    assert scale.low <= first
    assert scale.high >= first + length
    assert 2 <= len(ticks) <= 14


# ---------------------------------------------------------------- map


def test_points_are_read_from_literals_or_from_degrees(bare: Catalogue) -> None:
    wkt = ox.Literal("POINT(76.9 43.2)", datatype=ox.NamedNode(PREFIXES["geo"] + "wktLiteral"))
    by_literal = map_of(table("name where", ("Almaty", wkt), ("nowhere", None)), bare)()
    by_degrees = map_of(table("name lat long", ("Almaty", 43.2, 76.9), ("nowhere", None, None)), bare)()
    for found in (by_literal, by_degrees):
        assert [spot.place.label for spot in found.map.spots] == ["Almaty"]
        assert "Rows without a position: 1 of 2" in " ".join(found.notes)
    assert by_literal.map == by_degrees.map


def test_what_is_not_on_earth_is_not_drawn(bare: Catalogue) -> None:
    with pytest.raises(Unfit, match="points"):
        map_of(table("name lat long", ("far", 91, 10)), bare)


def test_things_stand_where_the_graph_says(graph: ox.Store, catalogue: Catalogue) -> None:
    found = map_of(answer(graph, "SELECT ?x { VALUES ?x { kzr:astana kzr:saran-bus-plant kzr:huawei } }"), catalogue)()
    assert {spot.place.name for spot in found.map.spots} == {"astana", "saran"}
    assert "Rows without a position: 1 of 3" in " ".join(found.notes)


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=30, unique=True))
def test_every_spot_is_on_the_sheet(points: list[tuple[float, float]]) -> None:
    there = {str(point): (Thing(f"urn:{point}", "", frozenset(), f"place {point}"), point, []) for point in points}
    found = pictures_places.spread(there, {})
    assert len(found.spots) == len(points)
    for spot in found.spots:
        assert -0.1 <= spot.x <= WIDTH + 0.1
        assert -0.1 <= spot.y <= found.height + 0.1


def test_a_map_of_too_many_places_says_so(bare: Catalogue) -> None:
    rows = [(f"p{n}", n % 80, n // 80) for n in range(400)]
    found = map_of(table("name lat long", *rows), bare)()
    assert len(found.map.spots) == 300
    assert "The 300 fullest of 400 places" in " ".join(found.notes)


# ---------------------------------------------------------------- words


@given(st.text(max_size=80), st.floats(20, 400))
def test_words_are_cut_to_their_room(text: str, most: float) -> None:
    assert width(fitted(text, most)) <= most
    if width(" ".join(text.split())) <= most:
        assert fitted(text, most) == " ".join(text.split())


def test_words_take_the_room_that_is_left() -> None:
    room = Placement(200, 40)
    assert room.beside(100, 20, 5, 60) == ((109, 24.5), "start")
    assert room.beside(100, 20, 5, 60) == ((91, 24.5), "end")
    assert room.beside(100, 20, 5, 190)[0] is None


def test_a_thing_is_called_by_the_names_that_only_it_has() -> None:
    store = ox.Store()
    for name, label in (("a", "Alone"), ("b", "Twin"), ("c", "Twin")):
        iri = ox.NamedNode(f"{BASE}id/{name}")
        store.add(ox.Quad(iri, ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(PREFIXES["kzo"] + "Entity")))
        store.add(ox.Quad(iri, ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.Literal(label, language="en")))
    assert Catalogue(store).called == {"Alone": f"{BASE}id/a"}


def test_plans_forecasts_and_views_are_drawn_paler_and_named(bare: Catalogue) -> None:
    rows = [("a", 3, "2020", "asserted"), ("b", 4, "2021", "forecast"), ("c", 5, "2021", f"<{BASE}code/planned>")]
    found = chart(table("name value year modality", *rows), bare)()
    assert [(bar.caption.value, bar.caption.unsure) for bar in found.panels[0].bars] == [
        ("3", False),
        ("4, forecast", True),
        ("5, planned", True),
    ]
    assert any("Paler" in note for note in found.notes)
    line = timeline(table("name year modality", *((name, year, how) for name, _, year, how in rows)), bare)()
    assert [bar.caption.unsure for bar in line.bars] == [False, True, True]
    assert any("Paler" in note for note in line.notes)
    sure = chart(table("name value modality", ("a", 3, "asserted"), ("b", 4, "reported")), bare)()
    assert not any("Paler" in note for note in sure.notes)


def test_a_figure_that_two_passages_give_is_drawn_once(bare: Catalogue) -> None:
    first, second = f"<{BASE}statement/1>", f"<{BASE}statement/2>"
    found = chart(table("name value statement", ("a", 3, first), ("b", 3, second), ("a", 3, first)), bare)()
    assert [bar.caption.full for bar in found.panels[0].bars] == ["a", "b"]
    assert any("again" in note and "1, drawn once" in note for note in found.notes)


def test_both_sides_of_a_dispute_are_called_disputed(graph: ox.Store, catalogue: Catalogue) -> None:
    found = chart(answer(graph, library()["fdi"].text), catalogue)()
    assert [bar.caption.value for bar in found.panels[0].bars] == ["859,000,000, disputed"] * 2
    assert not any(bar.caption.unsure for bar in found.panels[0].bars)
