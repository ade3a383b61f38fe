"""What a shell offers while a name is typed: questions of the library, ids of things."""

import click
from click.shell_completion import CompletionItem

_MOST = 50


def questions(_ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Return the questions whose names begin as *typed*, with what they ask."""
    from kzgraph.sparql.library import library

    found = (query for query in library().values() if query.name.startswith(typed))
    return [CompletionItem(query.name, help=query.summary) for query in found]


def things(_ctx: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Return the ids of things of the packaged graph that begin as *typed*."""
    from kzgraph.sparql.opening import open_graph
    from kzgraph.statements.things import ids

    return [CompletionItem(name) for name in ids(open_graph(from_cache=True), typed)[:_MOST]]
