"""Commands that look at one thing: ``show``, ``search``, ``evidence``; and at all of it: ``stats``."""

from pathlib import Path

import click
import pyoxigraph as ox

from kzgraph.cli.options import GRAPH, SOURCES
from kzgraph.errors import UsageError, quoted, shown
from kzgraph.vocab import STATEMENT, shorten


def _thing(store: ox.Store, name: str) -> str:
    """Return the IRI of *name*, or an error that suggests what it may be called."""
    from kzgraph.names.search import search as find
    from kzgraph.statements.things import thing_iri

    iri = thing_iri(store, name.removeprefix("kzr:").removeprefix("kzd:"))
    if iri is None:
        short = name.removeprefix("kzs:").removeprefix(STATEMENT)
        if thing_iri(store, STATEMENT + short):
            raise UsageError(f"{shown(name)} is a statement; `kzgraph evidence {short}` shows it")
        hits = find(store, name.replace("-", " "), most=3)
        ids = ", ".join(shorten(hit.iri).partition(":")[2] for hit in hits)
        raise UsageError(
            f"nothing is called {quoted(name)}; " + (f"did you mean {ids}?" if ids else "try `kzgraph search`")
        )
    return iri


@click.command(
    epilog="""\b
Examples:
  kzgraph show treaty-1992-09-26-road-transport
  kzgraph show universal-energy
  kzgraph show sarybayev-lai-2024
  kzgraph show port-ulm --graph my-graph
"""
)
@click.argument("entity")
@click.option("--all", "every", is_flag=True, help="Also statements in which it is only the object or a scope.")
@GRAPH
def show(entity: str, every: bool, graph: tuple[Path, ...]) -> None:
    """Tell what is known of an entity or a document, and where each thing is said."""
    from kzgraph.cli.entry import heading, lines
    from kzgraph.sparql.opening import open_graph
    from kzgraph.statements.names import Names
    from kzgraph.statements.reading import statements_about
    from kzgraph.statements.wording import Wording

    store = open_graph(*graph)
    iri = _thing(store, entity)
    found = statements_about(store, iri)
    own = [each for each in found if each.subject.value == iri]
    for text in heading(store, iri):
        click.echo(text)
    for text in lines(found if every or not own else own, iri, store, Wording(Names(store))):
        click.echo(text)
    if len(found) > len(own) > 0 and not every:
        click.echo(f"\n{len(found) - len(own)} more statements name it; --all shows them.", err=True)
    click.echo(f"`kzgraph evidence {shorten(iri).partition(':')[2]} --sources DIR` shows the passages.", err=True)


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
def search(text: str, most: int, graph: tuple[Path, ...]) -> None:
    """Find entities by name, in English, Kazakh, Russian or Chinese; accents and script are forgiven."""
    from kzgraph.names.search import search as find
    from kzgraph.sparql.opening import open_graph
    from kzgraph.statements.names import Names

    store = open_graph(*graph)
    hits = find(store, text, most=most)
    if not hits:
        click.echo(f"nothing resembles {quoted(text[:200])}; try a shorter or another spelling", err=True)
    names = Names(store)
    size = max((len(shorten(hit.iri)) for hit in hits), default=0) - 4
    for hit in hits:
        name = shorten(hit.iri).partition(":")[2]
        label = names(hit.iri)
        also = f"  (as {shown(hit.name)})" if hit.name != label else ""
        click.echo(f"{name:<{size}}  {shown(label)}{also}")


@click.command(
    epilog="""\b
Examples:
  kzgraph evidence treaty-1992-09-26-road-transport --sources ~/sources
  kzgraph evidence 2856f8eb334a6c05 --sources ~/sources
"""
)
@click.argument("name", metavar="ENTITY|STATEMENT")
@SOURCES
@GRAPH
def evidence(name: str, sources: str | None, graph: tuple[Path, ...]) -> None:
    """Show the passages behind an entity's statements, or behind one statement."""
    from kzgraph.cli.entry import line, passages
    from kzgraph.files.paths import sources_dir
    from kzgraph.sparql.opening import open_graph
    from kzgraph.statements.names import Names
    from kzgraph.statements.reading import statement, statements_about
    from kzgraph.statements.wording import Wording

    store = open_graph(*graph)
    names = Names(store)
    short = name.removeprefix("kzs:").removeprefix(STATEMENT)
    one = statement(store, short)
    if one:
        chosen = [one]
    else:
        iri = _thing(store, name)
        found = statements_about(store, iri)
        chosen = [each for each in found if each.subject.value == iri] or found
    folder = sources_dir(sources)
    for each in chosen:
        click.echo(line(each, Wording(names)))
        for text in passages(store, each, folder, names):
            click.echo(text)
        click.echo()
    if folder is None:
        click.echo("To see the passages themselves, give --sources DIR or set KZGRAPH_SOURCES.", err=True)


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
def stats(labels: bool, graph: tuple[Path, ...]) -> None:
    """Count what the graph holds: entities by kind, statements by modality, names by language, links elsewhere.

    Things and documents together are the entities; each counts under its narrowest class.
    """
    from kzgraph.sparql.engine import ask
    from kzgraph.sparql.library import find_query
    from kzgraph.sparql.opening import open_graph
    from kzgraph.sparql.tables import render

    store = open_graph(*graph)
    for name in ("labels-by-class",) if labels else _STATS:
        query = find_query(name)
        click.echo(f"{query.summary}\n{render(ask(store, query.text), 'table')}")
