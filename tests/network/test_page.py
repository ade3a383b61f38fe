"""The page as a file: whole, alike every time, and closed to whatever a graph may hold."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from kzgraph.network.kinds import ASSETS, kind_of, kinds
from kzgraph.network.measures import CAUTION
from kzgraph.network.modules import modules
from kzgraph.network.network import Network, Node
from kzgraph.network.page import OVERVIEW, START, draw, inert
from kzgraph.network.reading import read_network
from kzgraph.ontology import Ontology
from kzgraph.sparql.opening import open_store
from kzgraph.statements.passages import quoted_passages


@pytest.fixture(scope="module")
def network() -> Network:
    return read_network(open_store())


@pytest.fixture(scope="module")
def html(network: Network) -> str:
    return draw(network).html


def data_of(html: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_same_graph_gives_the_same_page_whatever_the_hash_seed(run, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        assert run("draw", "-o", f"{seed}.html", env={"PYTHONHASHSEED": seed}).returncode == 0
    assert (tmp_path / "1.html").read_bytes() == (tmp_path / "2.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.html", "2.html"], "pyvis left something behind"


def test_the_page_holds_every_statement_with_its_evidence(html: str, network: Network) -> None:
    data = data_of(html)
    assert len(data["nodes"]) == len(network.things)
    assert {edge["id"] for edge in data["edges"]} == {tie.id for tie in network.ties}
    assert len(data["edges"]) + len(data["facts"]) == len(network.stated)
    assert all(each["evidence"] for each in data["edges"] + data["facts"])
    assert any(each.get("silent") for each in data["facts"])


def test_the_policy_lets_exactly_the_pages_own_scripts_and_style_run(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    allowed = set(re.findall(r"sha256-([\w+/=]+)", policy[1].replace("&#39;", "'")))
    parts = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)
    assert len(parts) == 3
    assert allowed == {base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts}
    assert "default-src" in policy[1]
    assert "unsafe" not in policy[1]


def test_the_page_names_nothing_to_fetch(html: str) -> None:
    shell = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"(src|href)\s*=\s*[\"'](?!#)", shell)
    assert "@import" not in shell
    assert "url(" not in shell


@pytest.mark.parametrize("text", ["</script>", "<!--", "&amp;", "\u2028", "]]>", '"', "\\u003c"])
def test_data_is_inert_and_comes_back_whole(text: str) -> None:
    written = inert([text])
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == [text]


def test_behaviour_builds_no_markup_from_text() -> None:
    for module in modules(ASSETS, START):
        forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
        assert not re.search(forbidden, module.body), module.name


def test_every_script_is_part_of_the_page() -> None:
    assert {path.name for path in ASSETS.glob("*.js")} == {module.name for module in modules(ASSETS, START)}


def test_every_class_of_things_has_a_kind_of_its_own(ontology: Ontology) -> None:
    classes = [
        name for name, above in ontology.ancestors.items() if "Entity" in above and name not in ("Entity", "Actor")
    ]
    assert classes
    unknown = [name for name in classes if kind_of(Node("", "", "", ontology.ancestors[name])) is kinds()[-1]]
    assert unknown == []


def test_presets_name_known_kinds_and_relations(ontology: Ontology) -> None:
    known = {kind.id for kind in kinds()}
    for preset in json.loads((ASSETS / "presets.json").read_text("utf-8")):
        assert set(preset["relations"]) <= ontology.properties.keys(), preset["id"]
        assert set(preset.get("kinds", [])) <= known, preset["id"]


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_marks_stand_out_in_light_and_dark(kind) -> None:
    assert _contrast(kind.light, "#ffffff") >= 4.5  # the sign inside is white
    assert _contrast(kind.dark, "#14171b") >= 4.5


def test_kinds_differ_in_more_than_colour() -> None:
    signs = [(kind.shape, kind.sign) for kind in kinds()]
    assert len(set(signs)) == len(signs)


def test_the_page_opens_on_an_overview_with_both_poles(html: str) -> None:
    data = data_of(html)
    opening = [node for node in data["nodes"] if node["opening"]]
    assert 20 < len(opening) <= OVERVIEW
    assert {"kzr:kazakhstan", "kzr:china"} <= {node["id"] for node in opening}


def test_the_page_says_what_its_figures_can_mean(html: str) -> None:
    assert data_of(html)["caution"] == CAUTION


def test_with_sources_the_page_shows_the_passages_and_without_it_does_not(
    network: Network, html: str, sources_dir: Path
) -> None:
    wanted = [each for tie in network.stated.values() for each in tie.statement.evidence]
    found = quoted_passages(wanted, open_store(), sources_dir)
    assert len(found) > 100
    quoted = data_of(draw(network, passages=found).html)
    assert all(each.get("text") for edge in quoted["edges"] for each in edge["evidence"])
    assert any(each.get("section") for edge in quoted["edges"] for each in edge["evidence"])
    assert not [each for edge in data_of(html)["edges"] for each in edge["evidence"] if "text" in each]


def test_a_notebook_shows_the_page_in_a_closed_frame(network: Network) -> None:
    shown = draw(network.around("saran-bus-plant", 1))._repr_html_()
    assert shown.startswith("<iframe")
    assert 'sandbox="allow-scripts' in shown
    assert "<script" not in shown


def test_draw_takes_surroundings_years_and_queries(run, tmp_path: Path) -> None:
    (tmp_path / "builders.rq").write_text("CONSTRUCT { ?u kzo:builder ?c } WHERE { ?u kzo:builder ?c }", "utf-8")
    for words in (["--around", "saran-bus-plant"], ["--from", "1991", "--to", "1999"], ["--query", "builders.rq"]):
        answer = run("draw", "-o", "part.html", *words)
        assert answer.returncode == 0, answer.stderr
        assert re.search(r"wrote part.html: \d+ things( and \d documents?)?, \d+ ties", answer.stderr)
        assert data_of((tmp_path / "part.html").read_text("utf-8"))["note"]


def test_draw_refuses_what_cannot_be_drawn(run, tmp_path: Path) -> None:
    (tmp_path / "rows.rq").write_text("SELECT * { ?s ?p ?o } LIMIT 1", "utf-8")
    (tmp_path / "empty.rq").write_text("CONSTRUCT { ?s kzo:x ?o } WHERE { ?s kzo:nothing ?o }", "utf-8")
    for words, said in (
        (["--query", "rows.rq"], "CONSTRUCT"),
        (["--query", "empty.rq"], "makes no tie"),
        (["--around", "nowhere"], "kzgraph search"),
        (["--from", "2000", "--to", "1990"], "backwards"),
    ):
        answer = run("draw", "-o", "x.html", *words)
        assert (answer.returncode, said in answer.stderr) == (2, True), answer.stderr
        assert not (tmp_path / "x.html").exists()
