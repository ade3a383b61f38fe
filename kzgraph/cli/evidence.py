"""``evidence``: the passages behind statements."""

import click

from kzgraph.cli.completing import things
from kzgraph.cli.entry import called
from kzgraph.cli.options import GRAPH, SOURCES, Place, copy_folders, opened
from kzgraph.vocab import STATEMENT


@click.command(
    epilog="""\b
Examples:
  kzgraph evidence treaty-1992-09-26-road-transport --sources ~/sources
  kzgraph evidence 2856f8eb334a6c05 --sources ~/sources
"""
)
@click.argument("name", metavar="ENTITY|STATEMENT", shell_complete=things)
@SOURCES
@GRAPH
def evidence(name: str, sources: str | None, graph: tuple[Place, ...]) -> None:
    """Show the passages behind an entity's statements, or behind one statement."""
    from kzgraph.cli.entry import line
    from kzgraph.cli.quoting import passages
    from kzgraph.statements.names import Names
    from kzgraph.statements.reading import statement, statements_about
    from kzgraph.statements.wording import Wording

    store = opened(graph)
    names = Names(store)
    short = name.removeprefix("kzs:").removeprefix(STATEMENT)
    one = statement(store, short)
    if one:
        chosen = [one]
    else:
        iri = called(store, name)
        found = statements_about(store, iri)
        chosen = [each for each in found if each.subject.value == iri] or found
    folders = copy_folders(sources, *graph)
    for each in chosen:
        click.echo(line(each, Wording(names)))
        for text in passages(store, each, folders, names):
            click.echo(text)
        click.echo()
    if not folders:
        click.echo("To see the passages themselves, give --sources DIR or set KZGRAPH_SOURCES.", err=True)
