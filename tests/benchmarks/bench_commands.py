"""How long the commands take, each as a whole process from the installed wheel: `make bench`.

Ratios are what counts: they hold from machine to machine, seconds do not.
"""

import subprocess
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 9
BASE = "import pyoxigraph, click"
QUESTION = "agreements"


def seconds(command: list[str | Path], *, rounds: int = ROUNDS, stdin: str = "") -> float:
    """The median time of a command, after one run that warms the file cache."""
    taken = []
    for _ in range(rounds + 1):
        start = perf_counter()
        subprocess.run(command, input=stdin, text=True, capture_output=True, check=True)
        taken.append(perf_counter() - start)
    return median(taken[1:])


STARTS = {
    "--help": ("--help",),
    "query": ("query", QUESTION),
    "show": ("show", "kazakhstan"),
    "search": ("search", "wind"),
}


def test_commands_start_little_later_than_their_engine(elsewhere: Path) -> None:
    base = seconds([elsewhere / "python", "-c", BASE])
    print(f"\npython with pyoxigraph and click {base:.3f} s", end="")
    ratios = {}
    for name, words in STARTS.items():
        ratios[name] = seconds([elsewhere / "kzgraph", *words]) / base
        print(f"\n{name:<7} {ratios[name]:.2f} ×", end="")
    print()
    assert ratios["query"] < 2.5


def test_a_build_takes_seconds(elsewhere: Path) -> None:
    built = seconds([elsewhere / "kzgraph", "build"], rounds=3)
    print(f"\nbuild  {built:.2f} s")
    assert built < 5


def test_a_check_against_the_sources_takes_seconds(elsewhere: Path, sources_dir: Path) -> None:
    checked = seconds([elsewhere / "kzgraph", "check", "--sources", sources_dir], rounds=3)
    print(f"\ncheck  {checked:.2f} s")
    assert checked < 10
