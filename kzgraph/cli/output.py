"""Where an answer goes: to standard output, or to the file that ``-o`` names, in the form that its ending says."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kzgraph.errors import UsageError
from kzgraph.files.paths import name_of
from kzgraph.files.writing import replace

if TYPE_CHECKING:
    from kzgraph.sparql.answer import Answer

TURTLE: Final = "turtle"
ANSWER_FORMS = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".md": "md", ".txt": "table", ".ttl": TURTLE}
"""End of a file's name → the form of an answer that is written to it."""


def _file(_ctx: click.Context, _option: click.Parameter, given: Path | None) -> Path | None:
    return None if given == Path("-") else given


def output_option(told: str, **how: Any) -> Callable[..., Any]:
    """Return the option ``-o``, whose help says *told*; ``-`` is standard output, as if it were left out."""
    return click.option("-o", "--output", type=click.Path(path_type=Path), callback=_file, help=told, **how)


def form_of(output: Path | None, given: str | None, endings: Mapping[str, str], shown: str = "") -> str:
    """Return the form of what is written: the one *given*, else by the ending of *output*, else what is *shown*.

    Args:
        output: the file, ``None`` for standard output.
        given: what ``--format`` says.
        endings: end of a file's name → form.
        shown: the form for standard output.

    Raises:
        UsageError: when *output* is a folder, or nothing says the form.
    """
    if output is not None and output.is_dir():
        raise UsageError(f"{name_of(output)}: is a folder; give the name of a file")
    if given or output is None:
        return given or shown
    form = endings.get(output.suffix.lower())
    if form is None:
        *most, last = endings
        named = f"{', '.join(most)} or {last}" if most else last
        by_option = any(option.name == "form" for option in click.get_current_context().command.params)
        more = ", or say its form with --format" if by_option else ""
        raise UsageError(f"{name_of(output)}: no form ends like this; end the name in {named}{more}")
    return form


def rendered(answer: "Answer", form: str, output: Path | None, *, wide: bool = False) -> str:
    """Return *answer* in *form*: fitted to a terminal, unless it is to be *wide*; nothing is shortened in a file.

    Raises:
        UsageError: when *output* ends as rows do and the answer is triples, or the other way round.
    """
    from kzgraph.sparql.tables import render

    if form == TURTLE and answer.triples is None:
        ends = ", ".join(ending for ending, each in ANSWER_FORMS.items() if each != TURTLE)
        raise UsageError(f"{name_of(output or Path())}: the answer is no triples; end the name in one of {ends}")
    if output and answer.triples is not None and ANSWER_FORMS.get(output.suffix.lower()) not in (TURTLE, "table", None):
        raise UsageError(f"{name_of(output)}: the answer is triples, written as Turtle; end the name in .ttl")
    return render(answer, form, 0 if wide else room(output), whole=output is not None)


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
