"""``search``: find entities by name."""

import click

from kzgraph.cli.options import GRAPH, Place, opened
from kzgraph.errors import quoted, shown
from kzgraph.vocab import shorten


@click.command(
    epilog="""\b
Examples:
  kzgraph search "wind power"
  kzgraph search Токаев
  kzgraph search 新疆
  kzgraph search Қазақстан
  kzgraph search ferry --graph my-graph/kzgraph.ttl
"""
)
@click.argument("text")
@click.option("--most", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many at the most.")
@GRAPH
def search(text: str, most: int, graph: tuple[Place, ...]) -> None:
    """Find entities by name, in English, Kazakh, Russian or Chinese; accents and script are forgiven."""
    from kzgraph.names.search import find, folded_names, packaged_names
    from kzgraph.statements.names import Names

    store = opened(graph)
    hits = find(folded_names(store) if graph else packaged_names(store), text, most=most)
    if not hits:
        click.echo(f"nothing resembles {quoted(text[:200])}; try a shorter or another spelling", err=True)
    names = Names(store)
    size = max((len(shorten(hit.iri)) for hit in hits), default=0) - 4
    for hit in hits:
        name = shorten(hit.iri).partition(":")[2]
        label = names(hit.iri)
        also = f"  (as {shown(hit.name)})" if hit.name != label else ""
        click.echo(f"{name:<{size}}  {shown(label)}{also}")
