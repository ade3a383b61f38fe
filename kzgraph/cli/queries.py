"""``queries``: what the library can be asked."""

from typing import TYPE_CHECKING

import click

from kzgraph.errors import UsageError, quoted
from kzgraph.sparql.library import Query, library

if TYPE_CHECKING:
    pass


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
        raise UsageError(f"no question has {quoted(word)}; `kzgraph queries` lists all")
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
