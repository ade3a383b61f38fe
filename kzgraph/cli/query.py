"""``query``: ask a question of the library, of a file, or of standard input."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pyoxigraph as ox

from kzgraph.cli.completing import questions
from kzgraph.cli.conditions import conditions as trust_options
from kzgraph.cli.conditions import on_conditions
from kzgraph.cli.options import GRAPH, Place, opened
from kzgraph.cli.output import ANSWER_FORMS, form_of, output_option, put, rendered
from kzgraph.cli.runnable import runnable
from kzgraph.errors import UsageError, quoted
from kzgraph.sparql.address import Endpoint
from kzgraph.sparql.answer import Answer
from kzgraph.sparql.deadline import deadline
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import Query, find_query, parse_query
from kzgraph.sparql.tables import FORMATS

if TYPE_CHECKING:
    from kzgraph.statements.conditions import Conditions


def _parameters(given: tuple[str, ...], wanted: Query) -> dict[str, str]:
    values = {}
    for pair in given:
        name, mark, value = pair.partition("=")
        name = name.removeprefix("?")
        if not mark:
            raise UsageError(wanted.wish(name) or f"--param {quoted(pair)} has no value; write NAME=VALUE")
        values[name] = value
    return values


def _wanted(name: str) -> Query:
    if name == "-":
        return parse_query("standard input", sys.stdin.buffer.read().decode("utf-8", "replace"))
    return find_query(name)


@click.command(
    epilog="""\b
Examples:
  kzgraph query agreements-by-year
  kzgraph query agreements-in-force -p day=1997-01-01 -f csv
  kzgraph query builders -o builders.csv
  kzgraph query agreements --as-known 2024
  kzgraph query builders --accepted --min-sources 2
  kzgraph query people --graph my-graph
  echo 'SELECT * { ?s kzo:party kzr:china } LIMIT 3' | kzgraph query -

Our prefixes (kzr: kzo: kzs: kzd: kzc: rdf: …) need not be declared.
"""
)
@click.argument("name", metavar="NAME|FILE|-", shell_complete=questions)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Form of the answer (default: by -o, else table, which shortens long cells).",
)
@click.option("-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="Bind a parameter; may be repeated.")
@output_option("Write the answer to this file, in the form that its ending says, whole or not at all.")
@click.option("--wide", is_flag=True, help="Do not fit the table into the terminal.")
@click.option("--limit", type=click.IntRange(1, 10_000_000), help="Most rows; more is an error, never a cut answer.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.01, 86_400),
    default=60,
    show_default=True,
    help="Seconds for the answer.",
)
@GRAPH
@trust_options
def query(
    name: str,
    form: str | None,
    given: tuple[str, ...],
    output: Path | None,
    wide: bool,
    limit: int | None,
    timeout: float,
    graph: tuple[Place, ...],
    conditions: "Conditions | None",
) -> None:
    """Ask a question of the library, of a file, or of standard input (-).

    With --graph https://example.org/sparql it asks that endpoint, and shows no answer that was cut.
    """
    wanted = _wanted(name)
    values = _parameters(given, wanted)
    wanted.terms(values)  # a wrong value is told before the graph is opened
    form = form_of(output, form, ANSWER_FORMS, "table")
    with deadline(timeout):
        if conditions is None and len(graph) == 1 and isinstance(graph[0], Endpoint):
            found = _asked_elsewhere(graph[0], wanted, values, timeout, limit)
            put(rendered(found, form, output, wide=wide), output)
            return
        whole = opened(graph)
        if graph:
            from kzgraph.profile import profile_of

            wanted = wanted.on(profile_of(whole).sides)
        text = wanted.bind(values)
        store = on_conditions(whole, conditions)
        answer = ask(store, text, limit=limit)
        content = rendered(answer, form, output, wide=wide)
    put(content, output)
    if answer.empty:
        click.echo("(no rows)", err=True)
    if answer.empty or not wanted.topic or values:  # the library's own terms are known to exist
        with deadline(timeout):
            notes = list(_notes(whole, store, wanted, values, answer))
        for note in notes:
            click.echo(runnable(f"Note: {note}"), err=True)


def _asked_elsewhere(at: Endpoint, wanted: Query, values: dict[str, str], timeout: float, limit: int | None) -> Answer:
    """Ask an endpoint *wanted*; where its engine is known to answer the library wrongly, ask a copy of its graph."""
    from kzgraph.sparql.portability import deviating
    from kzgraph.sparql.remote import ask_endpoint, sides_at

    patient = replace(at, patience=timeout)
    engine = deviating(patient) if wanted.topic else ""
    text = (wanted.on(sides_at(patient)) if wanted.sides[0] else wanted).bind(values)
    if engine:
        click.echo(f"Note: {engine} answers some questions of the library wrongly, so a copy is asked", err=True)
        answer = ask(opened((patient,)), text, limit=limit)
    else:
        answer = ask_endpoint(patient, text, limit=limit)
    if answer.empty:
        click.echo("(no rows)", err=True)
    return answer


def _notes(whole: ox.Store, store: ox.Store, wanted: Query, values: dict[str, str], answer: Answer) -> Iterator[str]:
    """Yield what a reader should know: terms of his own that do not exist, and why there are no rows."""
    from kzgraph.sparql.hints import doubted_terms, unknown_terms, why_empty

    text = wanted.bind(values)
    examples = [each.default for each in wanted.parameters if each.name not in values]  # of another graph, perhaps
    own = " ".join([*map(str, wanted.terms(values).values()), *examples]) if wanted.topic else text
    if answer.empty and store is not whole and not ask(whole, text).empty:
        yield "on the whole graph it has rows: the conditions leave none"
        return
    unknown = unknown_terms(whole, own)
    yield from unknown
    if answer.empty and not unknown:
        yield from doubted_terms(whole, own) if wanted.topic else why_empty(whole, text)
        if wanted.empty:
            yield wanted.empty
