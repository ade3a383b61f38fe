"""``stats``: what the graph holds, counted."""

import click

from kzgraph.cli.options import GRAPH, Place, opened

_STATS = ("counts", "entities-by-class", "statements-by-modality", "labels-by-language", "links-by-match")
"""The questions of which ``stats`` is made."""


@click.command(
    epilog="""\b
Examples:
  kzgraph stats
  kzgraph stats --labels
  kzgraph stats --graph my-graph
"""
)
@click.option("--labels", is_flag=True, help="Instead: how many names each class has in each language.")
@GRAPH
def stats(labels: bool, graph: tuple[Place, ...]) -> None:
    """Count what the graph holds: entities by kind, statements by modality, names by language, links elsewhere.

    Things and documents together are the entities; each counts under its narrowest class.
    """
    from kzgraph.sparql.engine import ask
    from kzgraph.sparql.library import find_query
    from kzgraph.sparql.tables import render

    store = opened(graph)
    for name in ("labels-by-class",) if labels else _STATS:
        query = find_query(name)
        click.echo(f"{query.summary}\n{render(ask(store, query.text), 'table')}")
