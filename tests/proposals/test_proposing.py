"""Candidate rows from invented sentences in four languages: what is proposed, what is not, and what the gate does."""

from pathlib import Path

import pytest

from kzgraph.documents.copy import read_copy
from kzgraph.proposals.candidate import ProposedRow
from kzgraph.proposals.proposing import Proposal, propose
from tests.proposals.invented import ONTOLOGY, material

MEETING = """
kzr:steppe-council a kzo:Organization ; rdfs:label "Steppe Council"@en .
kzr:council-8th-meeting a kzo:Meeting ; rdfs:label "8th meeting of the Steppe Council"@en .
kzr:turkish-investment a kzo:InvestmentCommitment ; rdfs:label "Türkiye's investment in Uzbekistan"@en .
"""


def proposed(folder: Path, text: str, more: str = "") -> Proposal:
    found, texts = material(folder, text, more)
    return propose(found, ONTOLOGY, read_copy(found.sources["paper"], texts), "uzbekistan")


def said(candidates: tuple[ProposedRow, ...]) -> set[str]:
    found = set()
    for each in candidates:
        row = each.row
        modality = "" if row.modality == "asserted" else f" ({row.modality})"
        figure = " ".join(filter(None, (row.operator, row.object, row.unit)))
        found.add(f"{row.subject} {row.property} {figure}{modality}")
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The Bukhara solar station and the Nurata wind farm were built by Orhan Energy.",
            {"bukhara-solar builder orhan-energy", "nurata-wind builder orhan-energy"},
        ),
        (
            "The Bukhara solar station was jointly built by Orhan Energy and Silkroad Invest.",
            {"bukhara-solar builder orhan-energy", "bukhara-solar builder silkroad-invest"},
        ),
        ("Orhan Energy plans to build it: the station is to be built.", set()),
        (
            "The Bukhara solar station will be built by Orhan Energy.",
            {"bukhara-solar builder orhan-energy (planned)"},
        ),
        ("The Bukhara solar station was not built by Orhan Energy.", set()),
        ("Бухарская солнечная станция построена компанией Орхан Энерджи.", {"bukhara-solar builder orhan-energy"}),
        ("Орхан Энерджи построила Бухарскую солнечную станцию.", {"bukhara-solar builder orhan-energy"}),
        ("奥尔汉能源建设布哈拉太阳能电站。", {"bukhara-solar builder orhan-energy"}),
        ("Бұхара күн станциясы салған Орхан Энерджи туралы.", {"bukhara-solar builder orhan-energy"}),
        (
            "The Agreement on Transit (May 3, 2019) and the Treaty on Customs (June 1, 2020) are old.",
            {"treaty-transit signed 2019-05-03", "treaty-customs signed 2020-06-01"},
        ),
        ("Соглашение о транзите подписано 3 мая 2019 года.", {"treaty-transit signed 2019-05-03"}),
        (
            "Agreements between Uzbekistan and Türkiye currently include the Agreement on Transit.",
            {
                "treaty-transit party uzbekistan",
                "treaty-transit party turkiye",
                "treaty-transit treatyStatus listed-as-current",
                "treaty-transit agreementKind agreement",
            },
        ),
        ("The Bukhara solar station has 50 MW.", {"bukhara-solar installedCapacity 50 MW"}),
        ("The Bukhara solar station has more than 0.05 GW.", {"bukhara-solar installedCapacity > 0.05 GW"}),
        (
            "President of Uzbekistan Anvar Karimov spoke.",
            {"anvar-karimov holdsOffice president-of-uzbekistan", "president-of-uzbekistan officeOf uzbekistan"},
        ),
        (
            "Anvar Karimov's visit to Türkiye went well.",
            {"anvar-karimov participantIn karimov-visit", "karimov-visit destination turkiye"},
        ),
        ("The Trade Bank of Uzbekistan opened a branch.", {"bank-of-uzbekistan homeCountry uzbekistan"}),
        ("The Turkish company Orhan Energy came.", {"orhan-energy homeCountry turkiye"}),
        ("A Turkish plant was built.", set()),
        (
            "In 2023, the trade turnover between Uzbekistan and Türkiye reached USD 3 billion.",
            {"uzbekistan tradeTurnover 3000000000 USD"},
        ),
        (
            "The Bukhara solar station stands. The project was built by Orhan Energy.",
            {"bukhara-solar builder orhan-energy"},
        ),
    ],
)
def test_what_a_passage_says_is_proposed(tmp_path: Path, text: str, wanted: set[str]) -> None:
    found = said(proposed(tmp_path, text).ready)
    named = {each.split()[1] for each in wanted}
    assert wanted <= found
    if not wanted:
        assert not {each for each in found if " builder " in each or " homeCountry " in each}
    assert {each for each in found if each.split()[1] in named} == wanted


def test_a_pronoun_is_led_back_to_what_it_stands_for(tmp_path: Path) -> None:
    text = "The Bukhara solar station stands. The project was built by Orhan Energy."
    (row,) = (each.row for each in proposed(tmp_path, text).ready if each.row.property == "builder")
    ((start, end),) = row.via_spans
    assert text[start:end] == "Bukhara solar station"


def test_time_bound_and_print_are_filled_in(tmp_path: Path) -> None:
    text = "In 2023, the trade turnover between Uzbekistan and Türkiye reached more than USD 3 billion."
    (row,) = (each.row for each in proposed(tmp_path, text).ready if each.row.property == "tradeTurnover")
    assert (row.time, row.operator, row.scope, row.printed) == ("2023", ">", "turkiye", "3 billion")


@pytest.mark.parametrize(
    "text",
    [
        "The Bukhara solar station was not built by Orhan Energy.",
        "Orhan Energy A.Ş. denied that it had built the Bukhara solar station.",
        "The Bukhara solar station was not, despite reports, built by Orhan Energy.",
    ],
)
def test_the_gate_refuses_what_the_words_deny_and_says_so(tmp_path: Path, text: str) -> None:
    found = proposed(tmp_path, text)
    assert not [each for each in found.ready if each.row.property in ("builder", "lifecycleState")]
    assert any("denies" in each.refused for each in found.refused if each.row.property == "builder")


def test_what_critics_say_is_not_proposed_as_a_fact(tmp_path: Path) -> None:
    found = proposed(tmp_path, "Critics say Orhan Energy built the Bukhara solar station.")
    assert not [each for each in found.ready if each.row.property == "builder"]


def test_what_a_named_body_says_is_reported_as_its_word(tmp_path: Path) -> None:
    found = proposed(tmp_path, "Silkroad Invest said Orhan Energy built the Bukhara solar station.")
    rows = [each.row for each in found.ready if (each.row.property, each.row.object) == ("builder", "orhan-energy")]
    assert [(row.modality, row.stated_by) for row in rows] == [("reported", "silkroad-invest")]


@pytest.mark.parametrize("text", ["?", "...", "x" * 5000, "0 " * 3000, "\u202e\ufffd\x0b"])
def test_texts_that_say_nothing_give_nothing(tmp_path: Path, text: str) -> None:
    found = proposed(tmp_path, text)
    assert (found.ready, found.refused, found.names) == ((), (), ())


def test_a_meeting_is_counted_and_held_by_whom_it_is_called_after(tmp_path: Path) -> None:
    found = proposed(tmp_path, "The 8th meeting of the Steppe Council took place in Bukhara.", MEETING).ready
    said = {each.row.claim[:4]: each.row.printed for each in found}
    assert said[("council-8th-meeting", "meetingNumber", "8", "1")] == "8th"
    assert ("steppe-council", "participantIn", "council-8th-meeting", "") in said


def test_an_investment_names_who_invests_and_where(tmp_path: Path) -> None:
    found = proposed(tmp_path, "Türkiye's investment in Uzbekistan is large.", MEETING).ready
    said = {each.row.claim[:3] for each in found}
    assert {
        ("turkish-investment", "investor", "turkiye"),
        ("turkish-investment", "beneficiary", "uzbekistan"),
    } <= said
