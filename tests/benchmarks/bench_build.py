"""How building grows with the tables; `make bench` prints times, memory and exponents.

Rows are those of the project said of other days, 10 000 and 100 000 of them; KZGRAPH_ROWS names other numbers, as
"10000 100000 1000000". Where PySpark and Java are, a cluster of this machine's cores builds them, too.
"""

import importlib.util
import math
import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from kzgraph.curation.claims import evidence_id
from kzgraph.curation.inputs import read_inputs
from kzgraph.curation.rows import COLUMNS, cells_of
from kzgraph.files.sheets import sheet_bytes

ROOT = Path(__file__).parents[2]
SIZES = [int(number) for number in os.environ.get("KZGRAPH_ROWS", "10000 100000").split()]
MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
sys.exit(code)
"""


def larger(folder: Path, size: int) -> None:
    """Make *folder* the project's graph with so many rows more."""
    shutil.copytree(ROOT / "graph", folder)
    rows, chance = read_inputs(ROOT / "ontology", folder).rows, random.Random(1)  # noqa: S311
    known = {evidence_id(row) for row in rows}
    some = [row for row in rows if row.rank == "normal" and row.property != "between"]
    more = []
    while len(more) < size:
        day = f"{chance.randint(1200, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        row = replace(chance.choice(some), time=day)
        if (name := evidence_id(row)) not in known:
            known.add(name)
            more.append(cells_of(row))
    (folder / "statements" / "more.csv").write_bytes(sheet_bytes(COLUMNS, more))


def measured(*words: str | Path) -> tuple[float, int]:
    """Run a command; return its seconds and the megabytes that it took at the most."""
    program = Path(sys.executable).with_name("kzgraph")
    start = time.perf_counter()
    command = [sys.executable, "-c", MEASURED, program, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, int(done.stdout)


def test_tables_of_growing_length(tmp_path: Path) -> None:
    """Build graphs of growing tables and print seconds, megabytes and the exponent."""
    ways = {"one process": (), "Spark": ("--spark", "local[*]")}
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        del ways["Spark"]
    took: dict[str, list[float]] = {way: [] for way in ways}
    for size in SIZES:
        larger(tmp_path / str(size), size)
        for way, words in ways.items():
            target = tmp_path / f"{size}-{way}"
            seconds, memory = measured("build", "--graph", tmp_path / str(size), "-o", target, *words)
            took[way].append(seconds)
            print(f"\n{size:>9,} rows, {way}: {seconds:.1f} s, {memory:,} MB", end="")
        shutil.rmtree(tmp_path / str(size))
    for way, seconds in took.items():
        for (small, one), (large, other) in pairwise(zip(SIZES, seconds, strict=True)):
            exponent = math.log(other / one) / math.log(large / small)
            print(f"\n{way}: exponent {exponent:.2f} from {small:,} to {large:,}", end="")
    print()
