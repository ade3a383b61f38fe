"""``ask``: a question in plain words, answered by the library or not at all."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.options import GRAPH, Place, opened
from kzgraph.cli.output import ANSWER_FORMS, form_of, output_option, put, rendered
from kzgraph.cli.runnable import command_line
from kzgraph.errors import FINDINGS, UsageError, quoted, shown

if TYPE_CHECKING:
    from kzgraph.ask.understanding import UnderstoodQuestion

_LONGEST = 300


@click.command(
    epilog="""\b
Examples:
  kzgraph ask "Which agreements were signed between 1991 and 1995?"
  kzgraph ask "Кто построил ветровые электростанции?"
  kzgraph ask "哪些说法互相矛盾？"
"""
)
@click.argument("question")
@output_option("Write the answer to this file, in the form that its ending says.")
@GRAPH
def ask(question: str, output: Path | None, graph: tuple[Place, ...]) -> None:
    """Answer a question in English, Russian, Kazakh or Chinese by a question of the library.

    It is shown as it is understood, with its values, before the answer; after 2011 leaves 2011 out, since 2011 keeps
    it.
    Where several are as likely, or the question denies, narrows or names what the library does not, that is told, the
    nearest are shown and none is answered. Nothing is made up: no model is asked.
    """
    from kzgraph.ask.reader import reader_of
    from kzgraph.ask.understanding import NEAREST
    from kzgraph.sparql.engine import ask as answered

    if not question.strip() or len(question) > _LONGEST:
        raise UsageError(f"ask something, in at most {_LONGEST} characters")
    form = form_of(output, None, ANSWER_FORMS, "table")
    store = opened(graph)
    reader = reader_of(store)
    readings = reader.read(question)
    if not readings:
        raise UsageError(f"nothing in the library answers {quoted(question)}; `kzgraph queries` lists what it answers")
    if not reader.is_sure(readings):
        for doubt in readings[0].doubts:
            click.echo(shown(f"Not sure: {doubt}"), err=True)
        click.echo("It may be one of these; ask by its name:", err=True)
        for each in readings[:NEAREST]:
            click.echo(shown(f"  {each.words}\n    {_command(each)}").replace("\\n", "\n"), err=True)
        raise click.exceptions.Exit(FINDINGS)
    best = readings[0]
    click.echo(shown(f"Understood: {best.words}"), err=True)
    click.echo(shown(f"  {_command(best)}"), err=True)
    put(rendered(answered(store, best.query.bind(best.values)), form, output), output)


def _command(reading: "UnderstoodQuestion") -> str:
    values = "".join(f" -p {shlex.quote(f'{name}={value}')}" for name, value in reading.values.items())
    return command_line(f"kzgraph query {reading.query.name}{values}")
