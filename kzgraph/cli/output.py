"""Where an answer goes: to standard output, or to the file that ``-o`` names."""

import sys
from pathlib import Path

import click

from kzgraph.files.paths import name_of
from kzgraph.files.writing import replace

FORMS_BY_SUFFIX = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".md": "md"}
"""End of a file's name → the form of an answer that is written to it."""


def put(content: str | bytes, output: Path | None, told: str = "") -> None:
    """Show *content*, or write it to *output*, whole or not at all, and say so on standard error, with what is *told*.

    Raises:
        EnvironmentProblem: when the machine does not let us.
        UsageError: when *output* is no name of a file, or its folder does not exist.
    """
    content = content.encode() if isinstance(content, str) else content
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()  # what is told about it comes after it
        return
    replace(output, content)
    click.echo(f"wrote {name_of(output)}{told}", err=True)
