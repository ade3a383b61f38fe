"""The scripts of the pages, tested by Node.js' own runner; and how wide the lines of scripts, styles and pages are."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "tests").rglob("*.test.js"))
WIDEST = 120
OURS = [
    path
    for folder in ("kzgraph", "tests")
    for ending in ("js", "css")
    for path in sorted((ROOT / folder).rglob(f"*.{ending}"))
    if not {"assets", "node_modules"} & set(path.parts)
] + [ROOT / "kzgraph" / "network" / "static" / "page.html"]


def test_there_are_files_to_run() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_scripts_do_what_they_should(node: str, path: Path) -> None:
    command = [node, "--test", "--test-reporter=tap", path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    counts = {name: int(number) for name, number in re.findall(r"^# (tests|pass) (\d+)$", done.stdout, re.MULTILINE)}
    assert done.returncode == 0, done.stdout + done.stderr
    assert counts["tests"] == counts["pass"] > 1, done.stdout


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_line_is_too_wide(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert lines
    assert [number for number, line in enumerate(lines, 1) if len(line) > WIDEST] == []
