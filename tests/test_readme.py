"""The README's commands run, and print what it shows."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
NEEDS_A_FILE = "source add"
"""Shown in the README with a report that nobody has; tests/documents/test_intake.py runs it with real ones."""
RUNS_ON = "kzgraph review"
"""Serves until it is ended; tests/workbench/ goes through it in a browser."""
LASTS = ("kzgraph publish public", "kzgraph release")
"""Writes thousands of files; tests/publishing/ does it with a smaller graph, and looks at every one."""


def shown() -> list[tuple[str, list[str]]]:
    """Return each command with the lines that the README shows under it."""
    found: list[tuple[str, list[str]]] = []
    for line in "\n".join(BLOCKS).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip("… "):
            found[-1][1].append(line)
    return found


def test_the_readme_shows_commands() -> None:
    assert len(shown()) > 10


@pytest.mark.parametrize(("command", "lines"), shown(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_command_of_the_readme_runs(command, lines, run, request) -> None:
    if NEEDS_A_FILE in command or RUNS_ON in command or command.startswith(LASTS):
        return
    text = ""
    if " | kzgraph" in command:
        text, _, command = command.partition(" | ")
        text = text.removeprefix("echo '").removesuffix("'")
    if "--sources DIR" in command:
        command = command.replace("DIR", str(request.getfixturevalue("sources_dir")))
    words = [word.strip("\"'") for word in re.findall(r"[^\s\"']*\"[^\"]*\"|\S+", command)][1:]
    words = [re.sub(r'="?([^"]*)"?$', r"=\1", word) for word in words]
    done = run(*words, stdin=text)
    assert done.returncode == 0, done.stderr
    printed = done.stdout.splitlines()
    for line in lines:
        assert line in printed
        printed = printed[printed.index(line) + 1 :]
