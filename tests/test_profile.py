"""What a graph says of itself, and that every face takes it from there, with two countries of its own."""

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from kzgraph.curation.rows import COLUMNS
from kzgraph.errors import InputError
from kzgraph.profile import Profile, profile_of, profile_triples, read_profile
from kzgraph.sparql.opening import open_graph
from kzgraph.text.words import fingerprint
from kzgraph.vocab import ENTITY

TREATY = "Uzbekistan and Türkiye signed the Agreement on Lake Transport on 5 May 2020."
TRADE = "In 2021 the trade turnover between Uzbekistan and Türkiye reached USD 3 billion."


def test_without_a_file_a_graph_has_a_title_and_no_sides(tmp_path: Path) -> None:
    assert read_profile(tmp_path / "graph.toml") == Profile()


def test_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "graph.toml"
    path.write_text('title = "Ours"\nsummary = "All of it."\nsides = ["b", "a"]\nkeywords = ["x"]\n', "utf-8")
    assert read_profile(path) == Profile("Ours", "All of it.", ("b", "a"), ("x",))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("title = ", "is no TOML"),
        ('name = "x"', "unknown key 'name'"),
        ("title = 5", "title is no text"),
        ('title = ""', "title is no text"),
        ('sides = "a,b"', "sides is no list of texts"),
        ('sides = ["a", 5]', "sides is no list of texts"),
        ('sides = ["a", "a"]', "sides names one thing twice"),
        ('licence = "CC BY"', "licence is 'CC BY', which cannot be read"),
        ('licence = "https://a.example/<script>"', "licence is .*, which cannot be read"),
        ('issued = "2026-02-30"', "issued is '2026-02-30', which cannot be read"),
        ('issued = "2026"', "issued is '2026', which cannot be read"),
        ("issued = 2026-02-03", "issued is no text"),
        ('contact = "somebody"', "contact is 'somebody', which cannot be read"),
    ],
)
def test_a_fault_of_the_file_is_told(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "graph.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=what):
        read_profile(path)


def test_what_is_written_is_read_back_in_order() -> None:
    whose = ("The authors of ours", "https://example.org/terms", "2026-11-30", "2", "someone@example.org")
    profile = Profile("Ours", "All of it.", ("c", "a", "b"), ("x", "y"), *whose)
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in profile_triples(profile))
    assert profile_of(store) == profile
    assert profile.poles == (ENTITY + "c", ENTITY + "a")


def test_the_sides_are_those_with_most_between_them_where_none_are_named(small_graph: Path) -> None:
    assert profile_of(ox.Store()).poles == ("", "")
    profile = profile_of(open_graph(small_graph))
    assert len(profile.sides) in (0, 2)


# --- any pair


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, run_in) -> Path:
    """A graph of Uzbekistan and Türkiye, from `new` to the built file, with an agreement and a figure."""
    home = tmp_path_factory.mktemp("pair")
    made = run_in(home, "new", "ours", "--title", "Uzbekistan and Türkiye", "--sides", "uz,turkiye")
    assert made.returncode == 0, made.stderr
    folder = home / "ours"
    (home / "news.txt").write_text(f"{TREATY}\n\n{TRADE}\n", "utf-8")
    words = ("source", "add", "news.txt", "--id", "news", "--label", "News", "--graph", "ours")
    assert run_in(home, *words, "--sources", "ours/documents").returncode == 0
    (folder / "entities" / "agreements.ttl").write_text(
        "@prefix kzo: <https://w3id.org/kzgraph/ontology#> .\n@prefix kzr: <https://w3id.org/kzgraph/id/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'kzr:lake-transport a kzo:Treaty ; rdfs:label "Agreement on Lake Transport"@en .\n',
        "utf-8",
    )
    text = (folder / "documents" / "news.txt").read_text("utf-8")
    rows = [
        {"subject": "lake-transport", "property": "party", "object": "uzbekistan", "passage": TREATY},
        {"subject": "lake-transport", "property": "party", "object": "turkiye", "passage": TREATY},
        {"subject": "lake-transport", "property": "signed", "object": "2020-05-05", "passage": TREATY},
        {
            "subject": "uzbekistan",
            "property": "tradeTurnover",
            "object": "3000000000",
            "unit": "USD",
            "printed": "3 billion",
            "time": "2021",
            "scope": "turkiye",
            "passage": TRADE,
        },
    ]
    with (folder / "statements" / "news.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(COLUMNS)
        for row in rows:
            start = text.index(row["passage"])
            row |= {"modality": "asserted", "rank": "normal", "source": "news", "start": str(start)}
            row |= {"end": str(start + len(row["passage"])), "fingerprint": fingerprint(row["passage"])}
            table.writerow([row.get(column, "") for column in COLUMNS])
    built = run_in(home, "build", "--graph", "ours")
    assert built.returncode == 0, built.stderr
    return home


PACKAGED = ("kazakh", "china", "chinese")


def test_its_folder_passes_every_check(pair: Path, run_in) -> None:
    checked = run_in(pair, "check", "--graph", "ours", "--sources", "ours/documents")
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("plot", "trade", "--cite"),
        ("plot", "treaties", "--cite"),
        ("network",),
        ("export", "-f", "void"),
        ("panel", "--unit", "dyad-year"),
        ("show", "lake-transport"),
        ("query", "bilateral-relations"),
        ("query", "agreements"),
        ("query", "agreements-with"),
        ("query", "identifiers"),
    ],
    ids=" ".join,
)
def test_no_face_names_the_packaged_sides(pair: Path, run_in, words: tuple[str, ...]) -> None:
    answer = run_in(pair, *words, "--graph", "ours")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout
    assert not [name for name in PACKAGED if name in answer.stdout.lower()]


def test_its_two_sides_are_drawn(pair: Path, run_in) -> None:
    assert run_in(pair, "draw", "--graph", "ours", "-o", "page.html").returncode == 0
    page = (pair / "page.html").read_text("utf-8")
    assert "Uzbekistan and Türkiye: the network" in page
    assert '"poles": ["kzr:uzbekistan", "kzr:turkiye"]' in page.replace('":[', '": [').replace('","', '", "')
    answer = run_in(pair, "network", "--graph", "ours", "--all")
    assert "Agreement on Lake Transport" in answer.stdout
