"""Completion in a shell: the scripts are sound, and names of commands, questions and things are offered."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_printed_that_calls_us_back(run: Any, shell: str) -> None:
    done = run("completion", shell)
    assert done.returncode == 0, done.stderr
    assert f"_KZGRAPH_COMPLETE={shell}_complete" in done.stdout


def test_bash_takes_the_script(run: Any, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    (tmp_path / "script").write_text(run("completion", "bash").stdout, "utf-8")
    command = ". ./script && complete -p kzgraph"
    done = subprocess.run([bash, "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "_kzgraph_completion" in done.stdout


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("kzgraph pub", ["publish"]),
        ("kzgraph query agreements-b", ["agreements-by-year"]),
        ("kzgraph show kazakhstan-china-r", ["kazakhstan-china-relations"]),
        ("kzgraph relation kazakhstan chin", ["china"]),
        ("kzgraph show no-such-thing", []),
    ],
)
def test_names_are_offered(run: Any, words: str, offered: list[str]) -> None:
    env = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" ")), "_KZGRAPH_COMPLETE": "bash_complete"}
    found = [line.partition(",")[2] for line in run(env=env).stdout.splitlines() if line]
    assert found[: len(offered)] == offered
    assert bool(found) == bool(offered)
