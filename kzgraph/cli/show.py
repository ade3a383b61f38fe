"""``show``: what is known of one entity or document."""

import click

from kzgraph.cli.completing import things
from kzgraph.cli.entry import called
from kzgraph.cli.options import GRAPH, Place, opened
from kzgraph.cli.runnable import runnable
from kzgraph.vocab import shorten

_FEW = 40
"""So many statements of other things are told without being asked for."""


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
@click.option("--all", "every", is_flag=True, help="Also views and publications, and what only names it, however much.")
@GRAPH
def show(entity: str, every: bool, graph: tuple[Place, ...]) -> None:
    """Tell what is known of an entity or a document, and where each thing is said.

    Facts come first, in groups. Statements of other things that name it are told too where they are few; of views and
    publications only how many.
    """
    from kzgraph.cli.entry import belonging, heading, lines
    from kzgraph.statements.names import Names
    from kzgraph.statements.reading import number_naming, statements_about
    from kzgraph.statements.wording import Wording

    store = opened(graph)
    iri = called(store, entity)
    others = number_naming(store, iri)
    naming = every or others <= _FEW
    found = statements_about(store, iri, naming=naming) or statements_about(store, iri)
    for text in heading(store, iri):
        click.echo(text)
    for text in lines(found, iri, store, Wording(Names(store)), folded=not every):
        click.echo(text)
    for text in belonging(store, iri):
        click.echo(text)
    if not naming and found[0].subject.value == iri:
        click.echo(f"\n{others} more statements name it; --all shows them.", err=True)
    passages = f"`kzgraph evidence {shorten(iri).partition(':')[2]} --sources DIR` shows the passages."
    click.echo(runnable(passages), err=True)
