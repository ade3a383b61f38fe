"""Names in three scripts: what they are made of, how alike two are and why, and whom a name may be of."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from kzgraph.curation.entities import Entity
from kzgraph.curation.inputs import read_inputs
from kzgraph.names.comparing import compare
from kzgraph.names.matching import MATCH, REVIEW, Found, Matcher, Verdict
from kzgraph.names.parts import Role, take_apart, vocabulary
from kzgraph.names.registry import identifiers_of
from kzgraph.names.sounds import palladius, sound, syllables
from kzgraph.ontology import read_ontology

ROOT = Path(__file__).parents[2]
PAIRS = ROOT / "tests" / "pairs.csv"


# --- names taken apart


@pytest.mark.parametrize(
    "names",
    [
        ("Қостанай", "Kostanay", "Костанай"),
        ("Тоқаев", "Tokayev", "Токаев"),
        ("Janatas", "Zhanatas"),
        ("Jambyl", "Zhambyl"),
    ],
)
def test_the_usual_transliterations_sound_the_same(names: tuple[str, ...]) -> None:
    assert len({sound(name) for name in names}) == 1


def test_chinese_syllables_are_known_in_both_alphabets() -> None:
    assert syllables("lianyungang") == ("lian", "yun", "gang")
    assert syllables("ляньюньган") == ("лянь", "юнь", "ган")
    assert palladius(("lian", "yun", "gang")) == "ляньюньган"
    assert syllables("almaty") == ()


@pytest.mark.parametrize(
    ("name", "concepts"),
    [
        ("China National Petroleum Corp.", ["china", "national", "petroleum"]),
        ("中国石油天然气集团有限公司", ["china", "petroleum", "gas"]),
        ("Китайская национальная нефтяная корпорация", ["china", "national", "petroleum"]),
        ("Қытай ұлттық мұнай корпорациясы", ["china", "national", "petroleum"]),
    ],
)
def test_words_mean_the_same_in_four_languages(name: str, concepts: list[str]) -> None:
    assert [token.concept for token in take_apart(name).content] == concepts


def test_a_lone_character_is_no_word() -> None:
    assert [token.text for token in take_apart("西安").tokens] == ["西安"]
    assert [token.text for token in take_apart("杭州").tokens] == ["杭州"]
    assert take_apart("卡拉干達州").place == "region"
    assert [token.text for token in take_apart("中国铁建").tokens] == ["中国", "铁", "建"]


@pytest.mark.parametrize("name", ["", " ", "!?", "«»", "𠀀", "Z̷a̷l̷g̷o̷", "a" * 5000, "名" * 500, "\u202e", "1992"])
def test_any_text_can_be_taken_apart_and_compared(name: str) -> None:
    assert 0 <= compare(name, "Kazakhstan").score <= 1
    assert 0 <= compare("中国", name).score <= 1


def test_no_form_of_the_vocabulary_is_left_over() -> None:
    words = vocabulary()
    assert len(words.forms) > 500
    assert len(words.stems) > 100
    assert not [form for form in words.forms if "*" in form or "_" in form]


# --- two names


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("CHINA NATIONAL PETROLEUM CORPORATION", "China National Petroleum Corp."),
        ("Jinping Xi", "习近平"),
        ("Си Цзиньпин", "習近平"),
        ("Tokayev, Kassym-Jomart", "Қасым-Жомарт Тоқаев"),
        ("Қарағанды облысы", "Qaraghandy oblysy"),
        ("陝西", "陕西"),
        ("西北大学", "Northwest University"),
    ],
)
def test_names_of_one_thing_match(left: str, right: str) -> None:
    assert compare(left, right).score >= MATCH


@pytest.mark.parametrize(
    ("left", "right", "kind", "why"),
    [
        ("Xi'an", "Xinjiang", "Province", "only the first has"),
        ("Shaanxi", "Shanxi", "Province", "only the first has"),
        ("山西", "陕西", "Province", "only the first has"),
        (
            "中国石油天然气股份有限公司",
            "中国石油天然气集团有限公司",
            "Company",
            "a group and its listed company are two",
        ),
        ("Almaty Region", "Almaty", "City", "a region is no city"),
        ("Almaty CHP-3", "Almaty CHP-2", "PowerStation", "the numbers differ"),
        ("Bank of China", "Bank of Kazakhstan", "Bank", "each has words of its own"),
        ("CRCC", "CRRC", "Company", "only the first has"),
        ("Nanjing", "Nanning", "City", "only the first has"),
    ],
)
def test_names_that_look_alike_are_kept_apart_and_it_is_told_why(left: str, right: str, kind: str, why: str) -> None:
    found = compare(left, right, kind)
    assert found.score < REVIEW
    assert any(why in feature for feature in found.features)


def test_an_abbreviation_alone_is_for_a_person_to_decide() -> None:
    found = compare("NDRC", "National Development and Reform Commission")
    assert REVIEW <= found.score < MATCH
    assert found.features == ("abbreviation of its first letters",)


def test_a_country_more_may_be_of_a_subsidiary_there() -> None:
    found = compare("Huawei Technologies Kazakhstan LLP", "Huawei Technologies Co., Ltd.", "Company")
    assert REVIEW <= found.score < MATCH
    assert "one names a country more" in found.features


def test_a_name_alone_may_be_of_a_city_or_of_its_region() -> None:
    assert compare("Караганда", "Карагандинская область", "Province").score == REVIEW
    assert compare("Shandong Province", "山东", "Province").score >= MATCH


def test_a_comparison_does_not_depend_on_the_side() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as stream:
        rows = [(row["left"], row["right"]) for row in csv.DictReader(stream)]
    assert [pair for pair in rows if abs(compare(*pair).score - compare(*reversed(pair)).score) > 1e-9] == []


def test_what_is_told_apart_at_a_glance_would_not_have_reached_the_score() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as stream:
        rows = [(row["left"], row["right"], row["type"]) for row in csv.DictReader(stream)]
    scores = [(compare(*row).score, compare(*row, least=REVIEW).score) for row in rows]
    assert [row for row, (whole, quick) in zip(rows, scores, strict=True) if whole >= REVIEW and quick != whole] == []


# --- a name and the entities


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    entities = [
        Entity("keel-works", "Company", {"en": "Keel Works Co., Ltd.", "zh": "龙骨造船有限公司"}, hidden=("Keel",)),
        Entity("keel-works-group", "Company", {"en": "Keel Works Group"}),
        Entity("lake-town", "City", {"en": "Laketown", "ru": "Лейктаун"}),
        Entity("old-keel", "Company", {"en": "Old Keel"}, replaced_by="keel-works"),
    ]
    return Matcher({each.id: each for each in entities}, read_ontology(ROOT / "ontology"))


def ids(found: Found) -> list[str]:
    return [each.id for each in found.candidates]


def test_one_clear_candidate_is_a_match(matcher: Matcher) -> None:
    found = matcher.find("Лейктаун")
    assert (found.verdict, ids(found)) == (Verdict.MATCH, ["lake-town"])


def test_two_near_candidates_are_for_review(matcher: Matcher) -> None:
    found = matcher.find("Keel Works")
    assert found.verdict is Verdict.MATCH
    assert ids(found) == ["keel-works", "keel-works-group"]
    assert found.candidates[1].features[-1] == "only one is a group"


def test_a_form_that_only_helps_to_find_never_makes_a_match(matcher: Matcher) -> None:
    found = matcher.find("Keel")
    assert found.verdict is Verdict.REVIEW
    assert found.candidates[0].features[-1] == "a form that only helps to find"


def test_only_things_of_the_class_asked_for_are_found(matcher: Matcher) -> None:
    assert matcher.find("Laketown", kind="Company").verdict is Verdict.NONE
    assert ids(matcher.find("Laketown", kind="Place")) == ["lake-town"]


def test_a_retired_id_is_not_offered(matcher: Matcher) -> None:
    assert "old-keel" not in ids(matcher.find("Old Keel"))


@pytest.mark.parametrize("name", ["", "?", "Toyota"])
def test_what_resembles_nothing_finds_nothing(matcher: Matcher, name: str) -> None:
    assert matcher.find(name) == Found(Verdict.NONE, ())


# --- the command


def test_the_command_gives_each_row_a_verdict_and_a_reason(run, tmp_path: Path) -> None:
    (tmp_path / "firms.csv").write_text(
        'id,name\n1,"China National\nPetroleum Corp."\n2,Nobody\n3,\n', encoding="utf-8"
    )
    answer = run("match", "firms.csv", "--column", "name", "--type", "Company", "-f", "csv")
    assert answer.returncode == 0, answer.stderr
    rows = list(csv.DictReader(answer.stdout.splitlines(keepends=True)))
    assert [row["verdict"] for row in rows] == ["match", "none", "none"]
    assert rows[0]["id"] == "china-national-petroleum-corporation"
    assert "legal form left out" in rows[0]["why"]
    assert answer.stderr == "1 match, 0 review, 2 none\n"


@pytest.mark.parametrize(
    ("words", "content", "code", "message"),
    [
        (["--column", "nmae"], "name\nx\n", 2, "did you mean 'name'?"),
        (["--column", "name", "--type", "Firm"], "name\nx\n", 2, "no class 'Firm'"),
        (["--column", "name"], 'name\n"x\n', 3, "is no CSV"),
        (["--column", "name"], "", 3, "is empty"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    run, tmp_path: Path, words: list[str], content: str, code: int, message: str
) -> None:
    (tmp_path / "list.csv").write_text(content, encoding="utf-8")
    answer = run("match", "list.csv", *words)
    assert answer.returncode == code
    assert message in answer.stderr
    assert "Traceback" not in answer.stderr


# --- the published pairs


def test_the_published_pairs_are_many_both_ways_and_told_how_they_were_made() -> None:
    with PAIRS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) >= 400
    assert len({frozenset((row["left"], row["right"])) for row in rows}) == len(rows)
    counts = Counter((row["split"], row["same"]) for row in rows)
    assert set(counts) == {("tune", "yes"), ("tune", "no"), ("held-out", "yes"), ("held-out", "no")}
    assert min(counts.values()) >= 100
    page = (ROOT / "docs" / "joining.md").read_text("utf-8")
    assert {row["made"] for row in rows} == {made for made in {row["made"] for row in rows} if f"`{made}`" in page}


def test_every_role_of_words_is_used() -> None:
    used = {role for _, role in vocabulary().forms.values()} | {role for _, _, role in vocabulary().stems}
    assert used | {Role.INITIAL} == set(Role)


# --- the project's own registry, by names that people have


@pytest.fixture(scope="module")
def project() -> Matcher:
    """The matcher of the project's own registry."""
    material = read_inputs(ROOT / "ontology", ROOT / "graph")
    return Matcher(material.entities, material.ontology, identifiers_of(material.concordance))


def test_no_name_is_matched_with_another_thing_and_nine_in_ten_with_their_own(project: Matcher) -> None:
    right = seen = wanted = 0
    with (ROOT / "tests" / "names" / "names.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found = project.find(row["name"], kind=row["kind"])
            best = found.candidates[0].id if found.verdict is Verdict.MATCH else ""
            assert best in ("", row["id"]), row["name"]
            wanted += bool(row["id"])
            right += bool(row["id"]) and best == row["id"]
            seen += row["id"] in {each.id for each in found.candidates}
    assert right >= 0.9 * wanted, (right, wanted)
    assert seen >= 0.95 * wanted, (seen, wanted)


with (ROOT / "tests" / "hands" / "names.csv").open(encoding="utf-8", newline="") as hands:
    HANDS = {row["name"]: (row["verdict"], row["id"]) for row in csv.DictReader(hands)}


@pytest.mark.parametrize("name", HANDS)
def test_a_name_as_other_people_write_it_is_found_doubted_or_not_found(project: Matcher, name: str) -> None:
    found = project.find(name)
    assert (found.verdict.value, found.candidates[0].id if found.candidates else "") == HANDS[name]


@pytest.mark.parametrize("name", ["贝宁", "柬埔寨", "Bank of China", "中国银行", "山西", "江西"])
def test_other_characters_and_subjects_are_not_offered(project: Matcher, name: str) -> None:
    assert project.find(name) == Found(Verdict.NONE, ())


def test_a_part_of_a_country_may_be_a_province_of_that_name(project: Matcher) -> None:
    assert project.find("North Kazakhstan").verdict is Verdict.REVIEW


@pytest.mark.parametrize("text", ["KAZ", "kzr:kazakhstan", "Q232", "wd:Q232", "https://www.wikidata.org/wiki/Q232"])
def test_an_identifier_finds_its_thing(project: Matcher, text: str) -> None:
    found = project.find(text)
    assert (found.verdict, found.candidates[0].id) == (Verdict.MATCH, "kazakhstan")


@pytest.mark.parametrize("text", ["Q1", "https://www.wikidata.org/wiki/Q4", "https://example.org/Kazakhstan", "XXX"])
def test_an_identifier_that_nothing_here_has_finds_nothing(project: Matcher, text: str) -> None:
    assert project.find(text) == Found(Verdict.NONE, ())


def test_a_number_alone_is_never_sure(project: Matcher) -> None:
    assert project.find("398").verdict is not Verdict.MATCH


def test_a_code_decides_before_the_name(project: Matcher) -> None:
    def verdict(name: str, **codes: str) -> tuple[Verdict, str]:
        found = project.find(name, codes=codes)
        return found.verdict, found.candidates[0].id if found.candidates else ""

    assert verdict("some country", iso3166alpha3="KAZ") == (Verdict.MATCH, "kazakhstan")
    assert verdict("Kazakhstan", iso3166alpha3="KAZ") == (Verdict.MATCH, "kazakhstan")
    assert verdict("Kazakhstan", exactMatch="Q232") == (Verdict.MATCH, "kazakhstan")
    assert verdict("Kazakhstan", iso3166alpha3="CHN") == (Verdict.REVIEW, "china")
    assert verdict("Kazakhstan", iso3166alpha3="UZB") == (Verdict.REVIEW, "kazakhstan")
    assert verdict("Kazakhstan", locatedIn="asia") == (Verdict.MATCH, "kazakhstan")
