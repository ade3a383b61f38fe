"""How a table grows: records read, built and checked, names matched; `make bench` prints times, memory and exponents.

The tables are generated in the form of a public one (power stations), of a thousand and of ten thousand records;
KZGRAPH_RECORDS names other numbers, as "1000 10000 100000".
"""

import math
import os
import random
import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from kzgraph.curation.entities import Entity
from kzgraph.names.matching import Matcher
from kzgraph.ontology import Ontology

ROOT = Path(__file__).parents[2]
SIZES = [int(number) for number in os.environ.get("KZGRAPH_RECORDS", "1000 10000").split()]
SYLLABLES = (
    "ak bo chi da el fu gor ha il jam kar lu mo nur or pet qu ras sa tal ul vi wen xin yar zhan bek abad".split()
)
HEADER = "Name,Capacity (MW),Commissioning Date,Operational Status,Country,Latitude,Longitude\n"
OWN = ("--graph", "ours", "--sources", "ours/documents")
STEPS = {
    "added": ("source", "add", "table.csv", "--id", "table", "--label", "T", *OWN),
    "read": ("table", "read", "table", "--write", *OWN),
    "read again": ("table", "read", "table", "--write", *OWN),
    "built": ("build", "--graph", "ours"),
    "checked": ("check", *OWN),
}
MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
sys.exit(code)
"""


def word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize()


def test_tables_of_growing_length(tmp_path: Path) -> None:
    """Run every step at every size, in a process of its own, and print seconds, megabytes and the exponent."""
    mapping = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "tables.md").read_text("utf-8"), re.DOTALL)[0]
    took: dict[str, list[float]] = {name: [] for name in STEPS}
    for size in SIZES:
        home, chance = tmp_path / str(size), random.Random(3)  # noqa: S311
        home.mkdir()
        with (home / "table.csv").open("w", encoding="utf-8") as file:
            file.write(HEADER)
            for number in range(size):
                place = f"{chance.uniform(40, 50):.4f},{chance.uniform(50, 80):.4f}"
                name = f"{word(chance)} {word(chance)} {number}"
                figures = f"{chance.randint(1, 2000)},{chance.randint(1950, 2024)}"
                file.write(f"{name},{figures},Operational,Kazakhstan,{place}\n")
        _run(home, "new", "ours", "--title", "T", "--sides", "kazakhstan,uzbekistan")
        (home / "ours" / "mappings").mkdir()
        (home / "ours" / "mappings" / "table.toml").write_text(mapping, "utf-8")
        for name, words in STEPS.items():
            seconds, memory = _run(home, *words)
            took[name].append(seconds)
            print(f"\n{size:>9,} records {name}: {seconds:.1f} s, {memory:,} MB", end="")
    for name, seconds in took.items():
        for (small, one), (large, other) in pairwise(zip(SIZES, seconds, strict=True)):
            exponent = math.log(other / one) / math.log(large / small)
            print(f"\n{name}: exponent {exponent:.2f} from {small:,} to {large:,}", end="")
    print()


def _run(home: Path, *words: str) -> tuple[float, int]:
    """Run a command; return its seconds and the megabytes that it took at the most."""
    program = Path(sys.executable).with_name("kzgraph")
    start = time.perf_counter()
    command = [sys.executable, "-c", MEASURED, program, *words]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return time.perf_counter() - start, int(done.stdout)


@pytest.mark.parametrize("things", [758, 11_438])
def test_names_a_second(ontology: Ontology, things: int) -> None:
    """Match a thousand names, 300 of them misspelt, with a registry of so many things."""
    chance = random.Random(5)  # noqa: S311
    registry = {}
    for number in range(things):
        label = f"{word(chance)} {word(chance)} {chance.choice(('Wind', 'Solar', 'Gas'))} Power Station"
        registry[f"x{number}"] = Entity(f"x{number}", "PowerStation", {"en": label})
    chosen = chance.sample(list(registry.values()), 300)
    asked = [label[:4] + label[5:] for label in (each.labels["en"] for each in chosen)]
    asked += [f"{word(chance)} {word(chance)} Plant" for _ in range(700)]
    matcher = Matcher(registry, ontology)
    matcher.find("Anything")  # the index is made now
    start = time.perf_counter()
    found = [matcher.find(name, kind="PowerStation") for name in asked]
    seconds = time.perf_counter() - start
    right = sum(each.id in {it.id for it in one.candidates} for each, one in zip(chosen, found, strict=False))
    rate = len(asked) / seconds
    print(f"\n{things:,} things: {rate:,.0f} names a second; {right} of 300 misspelt ones among the candidates")
