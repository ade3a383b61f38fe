"""On a terminal an answer fits its width and goes through the reader's pager; a file or a program gets it whole."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from kzgraph.sparql.tables import NARROWEST, fitted, width
from tests.conftest import ROOT, Run


def on_a_terminal(*arguments: str, columns: int = 80, lines: int = 24, told: bool = False, **more: str) -> str:
    """What `kzgraph` shows on a terminal of that size."""
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "PAGER", "LESS")}
    with subprocess.Popen(
        [sys.executable, "-m", "kzgraph", *arguments],
        stdin=other,
        stdout=other,
        stderr=other if told else subprocess.DEVNULL,
        cwd=ROOT,
        env=env | {"TERM": "xterm", "PYTHONUTF8": "1"} | more,
    ) as running:
        os.close(other)
        shown = b""
        while True:
            try:
                piece = os.read(main, 1 << 16)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        assert running.wait(60) == 0
    os.close(main)
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_table_fits_the_terminal(columns: int) -> None:
    shown = on_a_terminal("query", "treaty-parties", columns=columns, PAGER="cat")
    lines = shown.splitlines()
    assert len(lines) > 40
    assert max(map(width, lines)) <= columns
    assert "…" in shown
    assert "1992-08-10" in shown  # a figure or a day is never cut


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check",), "checking rules …\r\x1b[K"),
        (("build", "-o", "{0}/graph.ttl"), "Building"),
        (("draw", "-o", "{0}/network.html"), "drawing …\r\x1b[K"),
    ],
)
def test_what_lasts_says_how_far_it_is(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    shown = on_a_terminal(*(word.format(tmp_path) for word in words), told=True)
    assert told in shown
    assert "…" not in shown.rpartition("\x1b[K")[2].partition("\n")[0], "nothing of it is left in front of the answer"


def test_wide_shows_all_of_it() -> None:
    shown = on_a_terminal("query", "treaty-parties", "--wide", PAGER="cat")
    assert max(map(width, shown.splitlines())) > 80


def test_a_program_gets_what_it_always_got(run: Run) -> None:
    assert max(map(width, run("query", "treaty-parties").stdout.splitlines())) > 80


def test_what_is_longer_than_the_terminal_goes_to_the_pager() -> None:
    counting = {"PAGER": "wc -l"}
    assert on_a_terminal("query", "treaty-parties", **counting).strip().isdecimal()
    assert not on_a_terminal("query", "treaty-parties", lines=500, **counting).strip().isdecimal()


def test_the_widest_columns_give_way_first() -> None:
    assert fitted([4, 60, 30], 60) == [4, 26, 26]
    assert fitted([4, 8], 60) == [4, 8]
    assert fitted([60] * 9, 40) == [NARROWEST] * 9
    assert fitted([20, 20, 20], 40, [0, 20, 0]) == [8, 20, 8]
    assert fitted([], 40) == []
