"""What the project's own files promise: pins without addresses, a true README, no one else's sentences."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import kzgraph
from kzgraph.rdf import read_triples

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "constraints").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NEEDS = [*PROJECT["dependencies"], *chain.from_iterable(PROJECT["optional-dependencies"].values())]

REGISTRIES = re.compile(r"\b(pypi|pythonhosted|npmjs|yarnpkg|crates|debian)\.(org|com|io)\b")
PIN = re.compile(r"[a-z0-9.-]+==[0-9.]+( ; [\w.'<>=! ]+)? +(--hash=sha256:[0-9a-f]{64} *)+")
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(work|root|home|tmp|opt)/\w")


@pytest.fixture(scope="module")
def tracked() -> dict[str, str]:
    """The text of every file that git tracks or would track."""
    list_files = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(list_files, cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8", "replace") for path in paths if path.is_file()}
    assert "pyproject.toml" in texts
    return texts


def lines_with(pattern: re.Pattern[str], texts: dict[str, str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_registry(tracked: dict[str, str]) -> None:
    assert not lines_with(REGISTRIES, tracked)


def test_no_file_names_a_path_of_somebodys_machine(tracked: dict[str, str]) -> None:
    assert not lines_with(MACHINE_PATHS, tracked)


def test_no_message_quotes_by_repr(tracked: dict[str, str]) -> None:
    # Python's own faults, of which no user is told, may.
    for_programmers = re.compile(r"(Type|Value|Attribute)Error\(")
    found = {
        name: "".join(line for line in text.splitlines(keepends=True) if not for_programmers.search(line))
        for name, text in tracked.items()
        if name.startswith("kzgraph/") and name.endswith(".py")
    }
    assert not lines_with(re.compile(r"!r\}"), found), "quote with kzgraph.errors.quoted"


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def runs(text: str, length: int = 15) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return zip(*(found[start:] for start in range(length)), strict=False)


def test_no_file_holds_a_sentence_of_a_source(tracked: dict[str, str], sources_dir: Path) -> None:
    theirs = {run for path in sources_dir.glob("*.txt") for run in runs(path.read_text("utf-8"))}
    assert theirs, "the sources hold no words"
    theirs -= set(chain.from_iterable(map(runs, official_titles())))
    quoted = {name: " ".join(run) for name, text in tracked.items() for run in runs(text) if run in theirs}
    assert not quoted


def official_titles() -> list[str]:
    """The names of agreements and publications, which are facts however long they are."""
    paths = [ROOT / "graph" / "entities" / f"{name}.ttl" for name in ("treaties", "publications")]
    triples = [triple for path in paths for triple in read_triples(path)]
    return [each.object.value for each in triples if each.predicate.value.endswith("abel")]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_names_versions_and_hashes_only(lock: Path) -> None:
    pins = lock.read_text("utf-8").replace("\\\n", "").splitlines()
    assert pins
    assert [pin for pin in pins if not PIN.fullmatch(pin)] == []


def test_every_direct_dependency_is_pinned() -> None:
    pinned = {name for lock in LOCKS for name in re.findall(r"^(.+?)==", lock.read_text("utf-8"), re.MULTILINE)}
    names = {re.split(r"[^\w-]", need)[0].casefold() for need in NEEDS} - {"kzgraph"}
    assert names <= pinned, "run `make lock`"


def test_every_dependency_says_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    for need in NEEDS:
        (line,) = (line for line in lines if line.lstrip().startswith(f'"{need}",'))
        assert re.search(r"# \w+", line), f"add why it is needed: {line}"


def test_the_version_is_the_same_everywhere() -> None:
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert cited
    assert PROJECT["version"] == kzgraph.__version__ == cited[1]


def shown_in_readme(program: str) -> set[str]:
    """The words that follow `kzgraph` or `make` where the README shows a command."""
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", readme, re.DOTALL))
    return set(re.findall(rf"(?:^|[`$|] ?|/){program} +([a-z]+)", shown, re.MULTILINE))


def test_the_readme_shows_every_command_and_no_other(run) -> None:
    listing = run("--help").stdout.partition("Commands:")[2]
    commands = set(re.findall(r"^  ([a-z]+)", listing, re.MULTILINE))
    assert commands
    assert shown_in_readme("kzgraph") == commands


def test_the_readme_names_no_make_target_that_is_not_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"demo", "test"} <= shown_in_readme("make") <= targets


def test_make_demo_asks_a_question_that_exists() -> None:
    question = re.search(r"^QUESTION := (\S+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert question
    assert list((ROOT / "queries").rglob(f"{question[1]}.rq"))


def test_the_benchmarks_still_know_the_modules_they_measure() -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-o", "python_files=bench_*.py"]
    collected = subprocess.run(
        [*command, "tests/benchmarks"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert collected.returncode == 0, collected.stdout
    assert "::test_" in collected.stdout
