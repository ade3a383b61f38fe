"""Where an answer goes: to standard output, or to the file that ``-o`` names."""

import os
import shutil
import sys
from pathlib import Path

import click

from kzgraph.files.paths import name_of
from kzgraph.files.writing import replace

FORMS_BY_SUFFIX = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".md": "md"}
"""End of a file's name → the form of an answer that is written to it."""


def room(output: Path | None) -> int:
    """Return how many columns the terminal has that shows what is put; 0 when it goes to a file or a program."""
    return shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else 0


def _is_longer_than_the_terminal(content: str) -> bool:
    return sys.stdout.isatty() and content.count("\n") >= shutil.get_terminal_size().lines


def put(content: str | bytes, output: Path | None, told: str = "") -> None:
    """Show *content*, or write it to *output*, whole or not at all, and say so on standard error, with what is *told*.

    What a terminal cannot hold at once is shown by the reader's pager (``PAGER``; ``PAGER=cat`` for none).

    Raises:
        EnvironmentProblem: when the machine does not let us.
        UsageError: when *output* is no name of a file, or its folder does not exist.
    """
    if output is None and isinstance(content, str) and _is_longer_than_the_terminal(content):
        os.environ.setdefault("LESS", "-FRSX")  # it ends by itself, wraps no rows, clears nothing
        click.echo_via_pager(content)
        return
    content = content.encode() if isinstance(content, str) else content
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()  # what is told about it comes after it
        return
    replace(output, content)
    click.echo(f"wrote {name_of(output)}{told}", err=True)
