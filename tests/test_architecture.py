"""What docs/architecture.md promises: names of the field, each once; paths that exist; no property forgotten."""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from kzgraph.network.kinds import ASSETS
from kzgraph.network.sides import _BELONGING as BELONGING
from kzgraph.ontology import Ontology, Property, ValueKind, read_ontology
from kzgraph.panel.dyad import _FIGURES as FIGURES
from kzgraph.panel.project import _DATES as DATES
from kzgraph.panel.project import _MEASURES as MEASURES
from kzgraph.panel.project import ROLES
from kzgraph.web.site.catalogue import _ABOUT as ABOUT
from kzgraph.web.site.catalogue import _STATE as STATE

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")

PICTURES = """
reading material records dossier portrait desk counter shield shelf room nursery ledger sheet ink trouble ask
""".split()
"""Names that said by a picture what the field has a word for."""


def files() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "kzgraph").rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def test_no_two_public_classes_share_a_name() -> None:
    found = defaultdict(list)
    for path, tree in files():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(ROOT).as_posix())
    assert len(found) > 80
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


def test_modules_and_classes_are_named_by_the_field_not_by_pictures() -> None:
    allowed = {"kzgraph/statements/reading.py", "kzgraph/network/reading.py", "kzgraph/files/reading.py"}  # they read
    allowed.add("kzgraph/cli/ask.py")  # the command of that name
    names = {path.relative_to(ROOT).as_posix(): path.stem for path, _ in files()}
    assert [path for path, stem in names.items() if stem in PICTURES and path not in allowed] == []
    classes = {node.name for _, tree in files() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    assert sorted(name for name in classes if name.strip("_").casefold() in PICTURES) == []


def test_each_command_is_the_function_of_its_name_in_the_module_of_its_name() -> None:
    from kzgraph.cli.main import COMMANDS

    for command in COMMANDS:
        tree = ast.parse((ROOT / "kzgraph" / "cli" / f"{command}.py").read_text("utf-8"))
        assert command in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, command


def test_every_path_that_the_page_names_exists() -> None:
    told = {
        name
        for name in re.findall(r"`([\w./-]+/[\w.-]*|[\w-]+\.(?:py|md))`", PAGE)
        if name.upper() != name and "TOPIC" not in name and "NAME" not in name
    }
    assert len(told) > 30
    inside = ("", "kzgraph", "kzgraph/cli", "kzgraph/web", "kzgraph/sparql", "kzgraph/panel", "kzgraph/documents")
    missing = sorted(
        name for name in told if not any((ROOT / folder / name).exists() for folder in (*inside, "kzgraph/checks"))
    )
    assert missing == []


def test_every_room_stands_on_the_page() -> None:
    rooms = {path.name for path in (ROOT / "kzgraph").iterdir() if (path / "__init__.py").exists()}
    modules = {path.name for path in (ROOT / "kzgraph").glob("[!_]*.py")}
    assert sorted(room for room in rooms if f"`{room}/`" not in PAGE) == []
    assert sorted(module for module in modules if f"`{module}`" not in PAGE) == []


# ---------------------------------------------------------------- a property that is forgotten

# What a face leaves out is listed here with the reason; a new property must be taken up there or be listed.
NOT_IN_PANEL_OF_DYADS = {
    "gdp": "of one country, not of two",
    "officialFinance": "promised or paid: the scope says which, and the panel of statements has it",
    "foreignOwnershipCap": "a rule of law, not a figure of a year",
    "memberNumber": "of an organisation",
    "meetingNumber": "the ordinal of a meeting",
    "durationYears": "the term of an agreement; it is in the panel of treaties",
    "freightTrains": "of a route, whose ends are rarely the two whole countries",
    "enterprises": "a stock without a stated partner's share",
    "agreementsReached": "a count told at one meeting; the panel counts the treaties themselves",
    "autoPortPairs": "of the border",
    "railwayLines": "of the border",
    "oilReserveRank": "a rank among all countries",
}
NOT_IN_BROWSING = {
    "bound": "a mark of a statement, not of a thing",
    "role": "a mark of a statement, not of a thing",
    "modality": "a mark of a statement, not of a thing",
    "rank": "a mark of a statement, not of a thing",
    "agreementKind": "told by the title itself, and a column of the panel of treaties",
}
NOT_BELONGING = {
    "largestEconomyOf": "says how large, not where",
    "borders": "a neighbour is no part of its neighbour",
    "linkedWith": "a tie of equals",
    "hasMember": "said of the whole; memberOf says it of the member",
    "enforcedBy": "who sees to a rule, which another has made",
    "grantsRightTo": "a right may be granted to those of another country",
    "appliesTo": "a law may apply to those of another country",
    "formulatedBy": "who wrote it, which another may adopt",
    "allianceObligationTo": "who is bound is no part of whom it is bound to",
}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return read_ontology(ROOT / "ontology")


def of_things(known: Property, ontology: Ontology) -> bool:
    """Whether its subject is a thing, not a statement, a document or a code."""
    return (
        bool(known.domain)
        and all(ontology.is_a(kind, frozenset({"Entity"})) for kind in known.domain)
        and not known.domain & OTHERS
    )


OTHERS = {"Source", "Statement", "Concept"}


def test_every_figure_stands_in_a_panel_or_is_left_out_for_a_reason(ontology: Ontology) -> None:
    numbers = {
        name
        for name, known in ontology.properties.items()
        if known.kind is ValueKind.NUMBER and (known.statistic or of_things(known, ontology))
    }
    taken = {measure for measure, *_ in MEASURES} | {figure.measure for figure in FIGURES}
    assert len(numbers) > 15
    assert sorted(numbers - taken - NOT_IN_PANEL_OF_DYADS.keys()) == []
    assert sorted(NOT_IN_PANEL_OF_DYADS.keys() & taken | NOT_IN_PANEL_OF_DYADS.keys() - numbers) == []


def test_every_date_of_an_undertaking_stands_in_its_panel(ontology: Ontology) -> None:
    own = {
        name
        for name, known in ontology.properties.items()
        if known.kind is ValueKind.DATE and known.domain == {"Undertaking"}
    }
    assert sorted(own - {name for name, *_ in DATES}) == []


def test_every_way_of_taking_part_stands_in_the_panel_of_projects(ontology: Ontology) -> None:
    part = {
        name
        for name, known in ontology.properties.items()
        if known.kind is ValueKind.ENTITY and known.domain == {"Undertaking"} and known.range <= {"Actor", "Company"}
    }
    assert len(part) > 3
    assert sorted(part - ROLES.keys()) == []


def test_every_code_of_a_thing_is_a_facet_or_is_left_out_for_a_reason(ontology: Ontology) -> None:
    codes = {name for name, known in ontology.properties.items() if known.kind is ValueKind.CODE}
    assert len(codes) > 3
    assert sorted(codes - {*ABOUT, *STATE} - NOT_IN_BROWSING.keys()) == []


def test_every_property_between_places_and_actors_says_whether_one_belongs_to_the_other(ontology: Ontology) -> None:
    rooted = {"Actor", "Place", "Office", "LegalInstrument"}

    rooted = frozenset({"Actor", "Place", "Office", "LegalInstrument"})
    between = {
        name
        for name, known in ontology.properties.items()
        if known.kind is ValueKind.ENTITY
        and known.domain
        and all(ontology.is_a(kind, rooted) for kind in known.domain)
        and known.range & {"Country", "Place", "Actor"}
    }
    assert len(between) > 8
    assert sorted(between - frozenset().union(*BELONGING) - NOT_BELONGING.keys()) == []


def test_the_views_of_the_network_name_relations_that_exist(ontology: Ontology) -> None:
    views = json.loads((ASSETS / "presets.json").read_text("utf-8"))
    named = {relation for view in views for relation in view["relations"]}
    assert len(named) > 15
    assert sorted(named - ontology.properties.keys()) == []
