"""What the rules find in public texts that were labelled before any rule had seen them.

The texts are not part of the project: `tests/proposals/labelled/texts.csv` says where each was read, with the SHA-256
of the passage that the labels refer to. Put the passages as NAME.txt into a folder and name it in KZGRAPH_TEXTS.
Half of them are `unseen`: they are measured, never looked at while a rule is changed.
"""

import csv
import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kzgraph.checks.naming import Naming
from kzgraph.curation.entities import Entity
from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.documents.copy import Copy
from kzgraph.documents.source import Source
from kzgraph.ontology import read_ontology
from kzgraph.proposals.making import edtf, plain
from kzgraph.proposals.mentions import MentionFinder
from kzgraph.proposals.proposing import passages_of, propose
from kzgraph.proposals.recognition import absent as absent_models
from kzgraph.proposals.recognition import recognised
from kzgraph.proposals.unregistered import NameFinder, read_class_words
from tests.conftest import absent

ROOT = Path(__file__).parents[2]
LABELLED = ROOT / "tests" / "proposals" / "labelled"
HALVES = ("tuned", "unseen")
PROPER = frozenset({"Place", "Undertaking", "Event", "Treaty", "LegalInstrument", "Initiative", "Office"}) | frozenset(
    {"Country", "Person", "Organization", "BilateralRelation"}
)
"""The classes whose names were labelled: topics, branches and groups of people were not."""
UNITS = read_ontology(ROOT / "ontology").units


def table(name: str) -> list[dict[str, str]]:
    with (LABELLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Mention:
    """A name, date or amount and where a text has it; `optional` ones count neither as found nor as missed."""

    kind: str
    start: int
    end: int
    value: str
    unit: str = ""
    bound: str = ""

    @property
    def optional(self) -> bool:
        return self.bound == "?"

    def meets(self, other: "Mention") -> bool:
        return self.kind == other.kind and self.start < other.end and other.start < self.end

    def equals(self, read: "Mention") -> bool:
        """Whether it was read so; of several units that a print may mean (t, t a year) a property chooses one."""
        units = read.unit.split("|")
        return (self.value, self.bound) == (read.value, read.bound) and (
            self.unit if self.unit in UNITS else ""
        ) in units


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    folder = Path(os.environ.get("KZGRAPH_TEXTS") or ROOT.parent / "texts")
    if not folder.is_dir():
        absent("no labelled texts: name a folder in KZGRAPH_TEXTS")
    found = {}
    for row in table("texts"):
        said = (folder / f"{row['text']}.txt").read_text(encoding="utf-8")
        assert hashlib.sha256(said.encode()).hexdigest() == row["sha256"], f"{row['text']} is another text"
        found[row["text"]] = said
    return found


def registry(material: Inputs, name: str, language: str) -> Inputs:
    """The project's registry with what a reviewer of the text *name* would register."""
    entities = dict(material.entities)
    for row in table("things"):
        if row["text"] != name:
            continue
        first, *others = row["labels"].split("|")
        if row["id"] in entities:
            known = entities[row["id"]]
            more = tuple((label, language) for label in (first, *others))
            entities[row["id"]] = replace(known, aliases=known.aliases + more)
        else:
            aliases = tuple((label, language) for label in others)
            labels = {"en": row["id"].replace("-", " "), language: first}
            entities[row["id"]] = Entity(row["id"], row["class"], labels, aliases)
    return replace(material, entities=entities)


def read(material: Inputs, said: str) -> Iterator[Mention]:
    """Everything that the finder finds, at its place in the text."""
    finder = MentionFinder(Naming(material.entities, material.ontology))
    for _, start, end in passages_of(said):
        here = finder.read(said, start, end)
        for each in here.named:
            if not material.ontology.is_a(material.entities[each.id].kind, PROPER):
                continue
            yield Mention("name", *here.original(each.start, each.end), each.id)
        for date in here.dates:
            yield Mention("date", *here.original(date.start, date.end), edtf(date))
        for amount in here.amounts():
            units = "|".join(sorted(amount.units))
            yield Mention(
                "amount",
                *here.original(amount.start, amount.end),
                plain(amount.figure.value),
                units,
                amount.operator,
            )


def compared(said: str, gold: Iterable[Mention], found: Iterable[Mention], show: str) -> Counter[str]:
    """Count what of *found* is *gold*; a name inside a longer name that is right is not looked at."""
    count = Counter[str]()
    gold, found = list(gold), list(found)
    for kind in ("name", "date", "amount"):
        wanted = [each for each in gold if each.kind == kind]
        given = [
            each
            for each in found
            if each.kind == kind
            and not any(
                one.start <= each.start and each.end <= one.end and (one.optional or one.value != each.value)
                for one in wanted
                if kind == "name" and one.end - one.start > each.end - each.start
            )
        ]
        for each in given:
            met = [one for one in wanted if one.meets(each)]
            if any(one.optional for one in met):
                continue
            right = any(one.equals(each) for one in met)
            count[f"{kind} given"] += 1
            count[f"{kind} right"] += right
            if not right and show:
                meant = "; ".join(f"{one.value} {one.unit} {one.bound}" for one in met)
                print(f"    {show} {kind} wrong: “{said[each.start : each.end]}” as {each} for {meant or 'nothing'}")
        for one in wanted:
            if one.optional:
                continue
            hit = any(one.meets(each) and one.equals(each) for each in given)
            count[f"{kind} wanted"] += 1
            count[f"{kind} hit"] += hit
            if not hit and show:
                print(f"    {show} {kind} missed: “{said[one.start : one.end]}” {one.value} {one.unit} {one.bound}")
    return count


def test_labelled_texts(texts: dict[str, str]) -> None:
    material = read_inputs(ROOT / "ontology", ROOT / "graph")
    labels, rows = defaultdict[str, list[Mention]](list), defaultdict[str, set[tuple[str, ...]]](set)
    for row in table("mentions"):
        mention = Mention(row["kind"], int(row["start"]), int(row["end"]), row["value"], row["unit"], row["bound"])
        labels[row["text"]].append(mention)
    for row in table("rows"):
        rows[row["text"]].add((row["subject"], row["property"], row["object"], row["unit"]))
    counts = defaultdict[tuple[str, str], Counter[str]](Counter)
    refusals = Counter[str]()
    for row in table("texts"):
        name, half, language = row["text"], row["half"], row["language"]
        said = texts[name]
        show = name if half == "tuned" and os.environ.get("KZGRAPH_SHOW") else ""
        registered = registry(material, name, language)
        count = compared(said, labels[name], read(registered, said), show)
        source = Source(name, name, name, row["sha256"], len(said), f"{name}.txt")
        registered = replace(registered, rows=(), sources={**registered.sources, name: source})
        proposal = propose(registered, ROOT / "ontology", Copy(source, said, exact=True), "kazakhstan")
        given = {(each.row.subject, each.row.property, each.row.object, each.row.unit) for each in proposal.ready}
        count += Counter({"row wanted": len(rows[name]), "row given": len(given)})
        count += Counter({"row hit": len(rows[name] & given), "row right": len(rows[name] & given)})
        refusals.update(each.refused.split(";")[0] for each in proposal.refused)
        if show:
            for each in sorted(rows[name] - given):
                why = [one.refused for one in proposal.refused if one.row.claim[:3] == each[:3]]
                print(f"    {show} row missed: {each} {why}")
            for each in sorted(given - rows[name]):
                print(f"    {show} row wrong: {each}")
        for key in ((half, language), (half, "all")):
            counts[key] += count
    print(f"\n{'half':8}{'text':6}" + "".join(f"{kind:>26}" for kind in ("name", "date", "amount", "row")))
    for half in HALVES:
        for language in ("en", "ru", "zh", "kk", "all"):
            count = counts[half, language]
            cells = []
            for kind in ("name", "date", "amount", "row"):
                recall = f"{count[f'{kind} hit']}/{count[f'{kind} wanted']}"
                cells.append(f"{recall:>14} {count[f'{kind} right']:>5}/{count[f'{kind} given']:<5}")
            print(f"{half:8}{language:6}" + "".join(cells))
    print("(found of those there, right of those given)\nrefused by the gate:")
    for reason, number in refusals.most_common(12):
        print(f"  {number:>4} {reason[:100]}")


@pytest.mark.parametrize("models", [False, True], ids=["by rule", "with models"])
def test_names_that_are_not_registered(texts: dict[str, str], models: bool) -> None:
    """How many of the new things of each text are seen, before a reviewer has registered any."""
    material = read_inputs(ROOT / "ontology", ROOT / "graph")
    finder = MentionFinder(Naming(material.entities, material.ontology))
    units = {form for unit in UNITS.values() for form in (unit.notation, *unit.printed)}
    names = NameFinder(read_class_words(ROOT / "ontology"), units, lambda _: (), recognised if models else lambda _: ())
    counts = defaultdict[tuple[str, str], Counter[str]](Counter)
    for row in table("texts"):
        said = texts[row["text"]]
        gold = [(int(e["start"]), int(e["end"]), e["value"]) for e in table("mentions") if e["text"] == row["text"]]
        kinds = {each["id"]: each["class"] for each in table("things") if each["text"] == row["text"]}
        new = {name for name in kinds if kinds[name] and name not in material.entities}
        registered = [
            passage.original(each.start, each.end)
            for _, start, end in passages_of(said)
            if (passage := finder.read(said, start, end))
            for each in passage.named
        ]
        given = names.find(said, passages_of(said), registered)
        met = {
            each.name: {value for start, end, value in gold if start < each.end and each.start < end} for each in given
        }
        count = Counter({"new": len(new), "seen": len(new & set().union(*met.values()))})
        count += Counter({"given": len(given), "names": sum(bool(each) for each in met.values())})
        for key in ((row["half"], row["language"]), (row["half"], "all")):
            counts[key] += count
    print(
        f"\nnames that are not registered, {'with models' if models else 'by rule'} (no model for {absent_models()}):"
    )
    for half in HALVES:
        for language in ("en", "ru", "zh", "kk", "all"):
            count = counts[half, language]
            seen, given = f"{count['seen']}/{count['new']}", f"{count['names']}/{count['given']}"
            print(f"{half:8}{language:6}{seen:>8} seen {given:>9} of those given are names")
