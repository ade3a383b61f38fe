"""Commands that ask: ``query`` and ``queries``."""

import sys
from pathlib import Path

import click

from kzgraph.errors import UsageError
from kzgraph.files import replace
from kzgraph.queries import Query, find_query, library, parse_query
from kzgraph.store import ask, deadline, open_store
from kzgraph.tables import FORMATS, render

_BY_SUFFIX = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".md": "md"}


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for pair in given:
        name, mark, value = pair.partition("=")
        if not mark:
            raise UsageError(f"--param {pair!r} has no value; write NAME=VALUE")
        values[name.removeprefix("?")] = value
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
  echo 'SELECT * { ?s kzo:party kzr:china } LIMIT 3' | kzgraph query -

Our prefixes (kzr: kzo: kzs: kzd: kzc: rdf: …) need not be declared.
"""
)
@click.argument("name", metavar="NAME|FILE|-")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Form of the answer (default: by -o, else table).",
)
@click.option("-p", "--param", "given", multiple=True, metavar="NAME=VALUE", help="Bind a parameter; may be repeated.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write the answer to this file, whole or not at all.",
)
@click.option("--limit", type=click.IntRange(1, 10_000_000), help="Most rows; more is an error, never a cut answer.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.01, 86_400),
    default=60,
    show_default=True,
    help="Seconds for the answer.",
)
@click.option(
    "--graph",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Ask this RDF file instead of the packaged graph.",
)
def query(
    name: str,
    form: str | None,
    given: tuple[str, ...],
    output: Path | None,
    limit: int | None,
    timeout: float,
    graph: tuple[Path, ...],
) -> None:
    """Ask a question of the library, of a file, or of standard input (-)."""
    text = _wanted(name).bind(_parameters(given))
    form = form or (_BY_SUFFIX.get(output.suffix, "table") if output else "table")
    with deadline(timeout):
        answer = render(ask(open_store(*graph), text, limit=limit), form)
    if output:
        replace(output, answer.encode())
        click.echo(f"wrote {output}", err=True)
    else:
        sys.stdout.buffer.write(answer.encode())
    if answer.count("\n") == 1 and form == "table" and not output:
        click.echo("(no rows)", err=True)


@click.command(
    epilog="""\b
Examples:
  kzgraph queries
  kzgraph queries treaty
  kzgraph queries agreements-in-force
"""
)
@click.argument("word", required=False)
def queries(word: str | None) -> None:
    """List the questions of the library; with a name, tell all about that one; with a word, those that have it."""
    found = library()
    if word in found:
        _tell(found[word])
        return
    chosen = [
        each
        for each in found.values()
        if word is None or word.casefold() in " ".join((each.name, each.summary, *each.tags)).casefold()
    ]
    if not chosen:
        raise UsageError(f"no question has {word!r}; `kzgraph queries` lists all")
    size = max(len(each.name) for each in chosen)
    topic = None
    for each in sorted(chosen, key=lambda each: (each.topic, each.name)):
        if each.topic != topic:
            topic = each.topic
            click.echo(f"\n{topic}" if topic else "")
        click.echo(f"  {each.name:<{size}}  {each.summary}")


def _tell(each: Query) -> None:
    click.echo(f"{each.name}: {each.summary}\n")
    if each.description:
        click.echo(each.description + "\n")
    for parameter in each.parameters:
        click.echo(f"  -p {parameter.name}=…  {parameter.meaning} ({parameter.kind}; default {parameter.default})")
    click.echo(f"\n{each.text.rstrip()}")
