"""``show``: what is known of one entity or document."""

import click

from kzgraph.cli.completing import things
from kzgraph.cli.entry import called
from kzgraph.cli.options import GRAPH, Place, opened
from kzgraph.vocab import shorten


@click.command(
    epilog="""\b
Examples:
  kzgraph show treaty-1992-09-26-road-transport
  kzgraph show universal-energy
  kzgraph show sarybayev-lai-2024
  kzgraph show port-ulm --graph my-graph
"""
)
@click.argument("entity", shell_complete=things)
@click.option("--all", "every", is_flag=True, help="Also statements in which it is only the object or a scope.")
@GRAPH
def show(entity: str, every: bool, graph: tuple[Place, ...]) -> None:
    """Tell what is known of an entity or a document, and where each thing is said."""
    from kzgraph.cli.entry import belonging, heading, lines
    from kzgraph.statements.names import Names
    from kzgraph.statements.reading import number_naming, statements_about
    from kzgraph.statements.wording import Wording

    store = opened(graph)
    iri = called(store, entity)
    found = statements_about(store, iri, naming=every)
    others = number_naming(store, iri)
    found = found or statements_about(store, iri)
    for text in heading(store, iri):
        click.echo(text)
    for text in lines(found, iri, store, Wording(Names(store))):
        click.echo(text)
    for text in belonging(store, iri):
        click.echo(text)
    if others and not every and found[0].subject.value == iri:
        click.echo(f"\n{others} more statements name it; --all shows them.", err=True)
    click.echo(f"`kzgraph evidence {shorten(iri).partition(':')[2]} --sources DIR` shows the passages.", err=True)
