"""The pictures: each form is what it says, each mark leads to its statement, nothing that overlaps is added up."""

import re
import sys
from itertools import combinations
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from kzgraph.errors import EnvironmentProblem, QueryError, UsageError
from kzgraph.plots import FORMS, KINDS, draw, outline, read
from kzgraph.plots.canvas import Canvas, drawing
from kzgraph.plots.facts import Graph, number, top_of
from kzgraph.plots.picture import Picture, full_list
from kzgraph.plots.style import legend, look
from kzgraph.sparql.opening import open_store
from kzgraph.vocab import CODE, EDTF, ENTITY, ONTOLOGY, RDF, STATEMENT, XSD

DRAWN = tuple(kind for kind in KINDS if kind != "mirror")
"""What the packaged graph has something to draw of: its documents print no exports or imports of one side."""

SIGNATURES = {"svg": b"<?xml", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return open_store()


@pytest.fixture(scope="module")
def pictures(store: ox.Store) -> dict[str, Picture]:
    return {kind: read(store, kind) for kind in DRAWN}


@pytest.fixture(scope="module")
def drawn(pictures: dict[str, Picture]) -> dict[tuple[str, str], bytes]:
    """Each picture in each form, drawn once: letters for a PDF are cut out of their fonts, which takes a second."""
    return {(kind, form): draw(picture, form) for kind, picture in pictures.items() for form in FORMS}


@pytest.fixture(scope="module")
def svgs(drawn: dict[tuple[str, str], bytes]) -> dict[str, bytes]:
    return {kind: drawn[kind, "svg"] for kind in DRAWN}


@pytest.fixture(scope="module")
def read_anew() -> dict[str, Picture]:
    """The pictures of the same graph, opened once more."""
    store = open_store()
    return {kind: read(store, kind) for kind in DRAWN}


@pytest.fixture(scope="module")
def sheets(pictures: dict[str, Picture]) -> dict[str, "Recorder"]:
    return {kind: laid_out(picture) for kind, picture in pictures.items()}


@pytest.fixture
def own(store: ox.Store) -> ox.Store:
    """A copy of the graph, to be changed at will."""
    copy = ox.Store()
    copy.bulk_extend(store)
    return copy


def change(store: ox.Store, iri: str, name: str, term: ox.NamedNode | ox.Literal) -> None:
    """Give the statement *iri* the one value *term* of its property *name*, its passages too where they have it."""
    passages = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(ONTOLOGY + "evidence"), None)
    for node in (ox.NamedNode(iri), *(quad.object for quad in list(passages))):
        old = list(store.quads_for_pattern(node, ox.NamedNode(ONTOLOGY + name), None))
        for quad in old:
            store.remove(quad)
        if old or node == ox.NamedNode(iri):
            store.add(ox.Quad(node, ox.NamedNode(ONTOLOGY + name), term))


def statement_of(store: ox.Store, subject: str, name: str) -> str:
    (statement,) = Graph(store).about(ENTITY + subject, name)
    return statement.iri


def parsed(svg: bytes) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - the file is our own


def words(svg: bytes) -> list[str]:
    """The lines of text in a picture, in the order of drawing."""
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def prose(svg: bytes) -> str:
    return " ".join(words(svg))


class Recorder(Canvas):
    """A sheet that remembers the boxes drawn on it."""

    def __init__(self) -> None:
        super().__init__(16)
        self.boxes: list[tuple[tuple[float, float, float, float], str]] = []

    def box(self, box, look, thickness=0.8) -> None:
        self.boxes.append((box, look.line if look.fill == "none" else "filled"))
        super().box(box, look, thickness)


def laid_out(picture: Picture) -> Recorder:
    with drawing():
        sheet = Recorder()
        picture.lay_out(sheet)
    return sheet


def told_by(store: ox.Store, kind: str) -> str:
    return prose(draw(read(store, kind), "svg"))


# --- the files


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", DRAWN)
def test_a_picture_is_a_file_of_its_form_and_the_same_each_time(drawn, read_anew, kind, form) -> None:
    assert drawn[kind, form].startswith(SIGNATURES[form])
    assert drawn[kind, form] == draw(read_anew[kind], form)


@pytest.mark.parametrize("kind", DRAWN)
def test_the_caption_names_each_statement_with_its_passages(pictures, svgs, kind) -> None:
    picture, told = pictures[kind], words(svgs[kind])
    loud = [each for each in picture.cited if not each.quiet]
    assert loud
    for each in loud:
        entry = next(line for line in told if line.startswith(f"{each.mark} kzs:{each.statement.id} "))
        assert each.statement.evidence
        for passage in each.statement.evidence:
            assert f"{passage.start}\u2013{passage.end}" in entry


@pytest.mark.parametrize("kind", DRAWN)
def test_each_mark_that_is_drawn_is_cited(pictures, svgs, kind) -> None:
    found = {int(mark) for mark in re.findall(r"\[(\d+)\u2020?\]", prose(svgs[kind]))}
    assert found <= {each.mark for each in pictures[kind].cited}


@pytest.mark.parametrize("kind", DRAWN)
def test_the_metadata_hold_the_full_list(pictures, svgs, kind) -> None:
    picture = pictures[kind]
    described = parsed(svgs[kind]).find(".//{http://purl.org/dc/elements/1.1/}description")
    assert described is not None
    assert described.text == full_list(picture)
    assert all(f"kzs:{each.statement.id}" in full_list(picture) for each in picture.cited)


@pytest.mark.parametrize("kind", DRAWN)
def test_nothing_tells_when_it_was_made(drawn, kind) -> None:
    assert b"<dc:date>" not in drawn[kind, "svg"]
    assert b"CreationDate" not in drawn[kind, "pdf"]


@pytest.mark.parametrize("kind", DRAWN)
def test_no_letter_leaves_the_sheet(pictures, kind) -> None:
    with drawing():
        sheet = Canvas(16)
        height = pictures[kind].lay_out(sheet)
        sheet.save("svg", height, title="", description="")
        for text in sheet._axes.texts:
            box = text.get_window_extent()
            points = [side / sheet._figure.dpi * 72 for side in (box.x0, box.x1, box.y0, box.y1)]
            assert points[0] >= 0, text.get_text()
            assert points[1] <= sheet.width, text.get_text()
            assert points[2] >= -1, text.get_text()
            assert points[3] <= height, text.get_text()


@pytest.mark.parametrize("kind", DRAWN)
def test_a_reader_s_own_settings_change_nothing(pictures, svgs, kind) -> None:
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 30, "svg.hashsalt": "other", "axes.facecolor": "red"}):
        assert draw(pictures[kind], "svg") == svgs[kind]
        assert mpl.rcParams["font.size"] == 30


def test_a_wider_picture_is_wider(pictures) -> None:
    wide = parsed(draw(pictures["trade"], "svg", width=24))
    assert float(wide.attrib["width"].removesuffix("pt")) == pytest.approx(24 / 2.54 * 72, abs=0.1)


# --- what they say


def test_turnover_is_drawn_part_inside_whole_and_never_on_top_of_it(store, sheets) -> None:
    sheet, values = sheets["trade"], Graph(store).of("tradeTurnover")
    amounts = {statement.id: number(statement) for statement in values}
    tallest = max(amount for amount in amounts.values() if amount)
    bars = [box for box, style in sheet.boxes if style == "filled" and box[2] - box[0] in (44, 30)]
    whole = next(box for box in bars if box[2] - box[0] == 44 and box[3] - box[1] > 100)
    (part,) = {box for box in bars if box[2] - box[0] == 30}
    assert whole[0] < part[0]
    assert part[2] < whole[2]
    assert part[3] == whole[3], "the part stands on the axis like its whole"
    assert (part[3] - part[1]) / (whole[3] - whole[1]) == pytest.approx(18.14 / 36.86, rel=1e-6)
    assert max(box[3] - box[1] for box in bars) == pytest.approx(170 * tallest / 40e9), "no bar is higher than a figure"


@pytest.mark.parametrize(("kind", "names"), [("trade", ["tradeTurnover"]), ("capacity", ["installedCapacity"])])
def test_no_sum_is_told(store, svgs, kind, names) -> None:
    told = prose(svgs[kind])
    figures = [value for statement in Graph(store).of(*names) if (value := number(statement))]
    scale = 1e9 if kind == "trade" else 1
    sums = {one + other for one, other in combinations(figures, 2)} | {sum(figures)}
    assert len(figures) > 1
    assert not {f"{value / scale:,.4g}" for value in sums} & set(told.split())


def test_a_figure_that_its_cited_work_cannot_carry_is_marked(svgs) -> None:
    told = prose(svgs["trade"])
    assert "36.86 bn [3\u2020]" in told
    assert "0.368 bn [1]" in told


def test_a_forecast_is_hollow_and_broken(own) -> None:
    (iri, *_) = [each.iri for each in Graph(own).about(ENTITY + "kazakhstan", "tradeTurnover") if each.year == 2022]
    change(own, iri, "modality", ox.NamedNode(CODE + "forecast"))
    assert "--" in {style for box, style in laid_out(read(own, "trade")).boxes if box[2] - box[0] == 44}
    assert look("forecast").fill == look("planned").fill == look("opinion").fill == "none"
    assert len({look(modality).line for modality in ("asserted", "forecast", "opinion")}) == 3
    assert "broken edge" in legend(["asserted", "planned"])
    assert legend(["asserted", "reported"]) == ""


def test_a_partial_date_is_a_bar_over_all_its_days(own, sheets) -> None:
    iri = statement_of(own, "treaty-1995-09-11-lianyungang-port", "signed")
    assert not sheets["treaties"].boxes
    for name, day in (("earliest", "1995-01-01"), ("latest", "1995-12-31")):
        change(own, iri, name, ox.Literal(day, datatype=ox.NamedNode(XSD + "date")))
    change(own, iri, "time", ox.Literal("1995", datatype=ox.NamedNode(EDTF)))
    picture = read(own, "treaties")
    sheet = laid_out(picture)
    ((left, _, right, _), _), *others = sheet.boxes
    assert not others
    assert right - left == pytest.approx((sheet.width - 24) * 364 / (30 * 365.25), rel=0.01)
    assert "A bar spans all days" in prose(draw(picture, "svg"))


def test_the_agreement_without_date_is_drawn_and_said(svgs) -> None:
    told = prose(svgs["treaties"])
    assert "No date of signing stated" in told
    assert re.search(r"No date of signing is stated for \d+ and \d+", told)


def test_an_agreement_with_a_disputed_party_is_said(pictures) -> None:
    marks = {each.statement.subject.value.removeprefix(ENTITY): each.mark for each in pictures["treaties"].cited}
    assert f"A party is disputed for {marks['treaty-2011-06-13-currency-swap']}." in pictures["treaties"].notes


def test_each_undertaking_is_drawn_once(store, pictures) -> None:
    cited = pictures["projects"].cited
    subjects = [each.statement.subject.value for each in cited if not each.quiet]
    assert len(subjects) == len(set(subjects))
    assert set(subjects) == set(Graph(store).things.of_class("Undertaking"))


def test_a_planned_state_is_hollow(own, svgs) -> None:
    iri = statement_of(own, "saran-bus-plant", "lifecycleState")
    assert "broken edge" not in prose(svgs["projects"])
    change(own, iri, "modality", ox.NamedNode(CODE + "planned"))
    assert "broken edge" in told_by(own, "projects")


def test_a_bound_is_an_open_arrow_and_a_sign(svgs, own) -> None:
    assert "> 1,000 [1]" in prose(svgs["capacity"])
    assert "An open arrow" in prose(svgs["capacity"])
    iri = statement_of(own, "chinese-renewable-portfolio", "installedCapacity")
    own.remove(ox.Quad(ox.NamedNode(iri), ox.NamedNode(ONTOLOGY + "bound"), ox.NamedNode(CODE + "more-than")))
    assert "An open arrow" not in told_by(own, "capacity")


def test_a_part_and_its_whole_are_joined_by_a_bracket(own) -> None:
    (silence,) = Graph(own).about(ENTITY + "universal-energy-portfolio", "partOf")
    scope = ox.NamedNode(ENTITY + "chinese-renewable-portfolio")
    change(own, silence.iri, "scope", scope)
    assert "Dotted brackets" in told_by(own, "capacity")
    own.add(ox.Quad(ox.NamedNode(silence.iri), ox.NamedNode(RDF + "object"), scope))
    assert "Full brackets" in told_by(own, "capacity")


def test_the_map_names_what_it_cannot_place_and_whose_borders_it_shows(svgs) -> None:
    told = prose(svgs["map"])
    assert "Without a point, so not drawn:" in told
    assert "Khorgos" in told
    assert "Natural Earth" in told


def test_without_the_outline_the_map_has_points_and_says_so(store, monkeypatch) -> None:
    monkeypatch.setattr("kzgraph.links.land._file", lambda: None)
    outline.world.cache_clear()
    told = told_by(store, "map")
    outline.world.cache_clear()
    assert "No outline" in told
    assert "Alashankou" in told


def test_a_deprecated_statement_is_not_drawn(own) -> None:
    iri = statement_of(own, "ibragim-wind-power-project", "installedCapacity")
    change(own, iri, "rank", ox.NamedNode(CODE + "deprecated"))
    assert iri.removeprefix(STATEMENT) not in full_list(read(own, "capacity"))


def test_a_hostile_name_stays_text(own) -> None:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    node = ox.NamedNode(ENTITY + "saran-bus-plant")
    for quad in list(own.quads_for_pattern(node, label, None)):
        own.remove(quad)
    own.add(ox.Quad(node, label, ox.Literal("</text><script>$x^2$\u202e\u0007 \u65b0\u7586", language="en")))
    picture = read(own, "projects")
    told = prose(draw(picture, "svg"))
    assert "</text><script>$x^2$\\u202e\\x07" in told
    for form in ("png", "pdf"):
        assert draw(picture, form).startswith(SIGNATURES[form])


# --- what can go wrong


@pytest.mark.parametrize("kind", DRAWN)
def test_a_graph_with_nothing_to_draw_says_so(kind) -> None:
    with pytest.raises(QueryError, match="nothing to draw"):
        read(ox.Store(), kind)


def test_an_unknown_kind_suggests() -> None:
    with pytest.raises(UsageError, match="did you mean 'treaties'"):
        read(ox.Store(), "treatys")
    with pytest.raises(UsageError, match="there are treaties, trade"):
        read(ox.Store(), "x")


@pytest.fixture
def without_matplotlib(monkeypatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "kzgraph.plots.canvas")


@pytest.mark.usefixtures("without_matplotlib")
def test_without_matplotlib_it_cites_but_does_not_draw(store) -> None:
    picture = read(store, "trade")
    assert "kzs:" in full_list(picture)
    with pytest.raises(EnvironmentProblem, match=r"kzgraph\[plot\]"):
        draw(picture, "svg")


@pytest.mark.parametrize("kind", DRAWN)
def test_a_picture_without_its_list_holds_it_all_the_same(pictures, svgs, kind) -> None:
    bare = draw(pictures[kind], "svg", listed=False)
    assert "passages (code points" in prose(svgs[kind])
    assert "passages (code points" not in prose(bare)
    described = parsed(bare).find(".//{http://purl.org/dc/elements/1.1/}description")
    assert described is not None
    assert described.text == full_list(pictures[kind])


def test_the_command_writes_the_caption_elsewhere(run, tmp_path) -> None:
    answer = run("plot", "trade", "-o", "trade.svg", "--caption", "trade.txt")
    assert (answer.returncode, answer.stderr) == (0, "wrote trade.svg\nwrote trade.txt\n")
    assert (tmp_path / "trade.txt").read_text("utf-8").count("kzs:") > 5
    assert "passages (code points" not in prose((tmp_path / "trade.svg").read_bytes())
    assert run("plot", "trade", "--caption", "trade.txt").returncode == 2


def test_the_command_writes_and_cites(run, tmp_path) -> None:
    answer = run("plot", "capacity", "-o", "c.svg", "--cite")
    assert (answer.returncode, answer.stderr) == (0, "wrote c.svg\n")
    assert answer.stdout.count("kzs:") > 5
    assert (tmp_path / "c.svg").read_bytes().startswith(SIGNATURES["svg"])


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["trad", "-o", "t.svg"], 2, "did you mean 'trade'"),
        (["trade", "-o", "t.gif"], 2, "end the name in .svg, .png or .pdf"),
        (["trade"], 2, "say where the picture goes"),
        (["trade", "-o", "file/t.svg"], 4, "cannot be written"),
        (["trade", "-o", "t.svg", "--graph", "none.ttl"], 3, "no such file"),
    ],
)
def test_a_mistake_is_told_in_a_line(run, tmp_path, arguments, code, message) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    answer = run("plot", *arguments)
    assert answer.returncode == code
    assert message in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("most", "expected"), [(36.86, (40, 10)), (1000, (1000, 200)), (62.3, (80, 20)), (0.5, (0.5, 0.1))]
)
def test_a_scale_ends_on_a_round_figure(most, expected) -> None:
    assert top_of(most) == pytest.approx(expected)
