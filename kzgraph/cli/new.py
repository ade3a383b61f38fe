"""``new``: a graph folder to begin with, for any two countries or more."""

import shlex
from pathlib import Path

import click

from kzgraph.errors import UsageError, quoted
from kzgraph.files.paths import name_of


@click.command(
    epilog="""\b
Examples:
  kzgraph new uzbekistan-turkiye --title "Uzbekistan and Türkiye" --sides uzbekistan,turkiye
  kzgraph new caspian --title "Around the Caspian" --sides "Kazakhstan,Azerbaijan,Türkiye"

A side is a country's name (in English, Russian, Kazakh or Chinese) or its ISO code. The folder builds,
checks, draws and serves as it is; its README.md says what to do next.
"""
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", required=True, help="What the graph is called.")
@click.option("--sides", required=True, metavar="A,B", help="The countries whose relations it will hold.")
def new(folder: Path, title: str, sides: str) -> None:
    """Make a folder for a graph of your own."""
    from kzgraph.curation.beginning import begin
    from kzgraph.names.countries import country_called, new_country

    if not title.strip() or len(title) > 200 or not title.isprintable():
        raise UsageError("--title: is empty, longer than 200 characters, or holds signs that do not print")
    found = {}
    for name in filter(None, (each.strip() for each in sides.split(","))):
        code = country_called(name)
        if not code:
            raise UsageError(f"--sides: {quoted(name)} is no country; give its name, or its ISO code as UZ")
        if code in found:
            raise UsageError(f"--sides: {quoted(name)} is named twice; give different countries")
        found[code] = new_country(code)
    if len(found) < 2:
        raise UsageError("--sides: give two countries at the least, as --sides uzbekistan,turkiye")
    begin(folder, title.strip(), list(found.values()))
    click.echo(f"made {name_of(folder)}; next: `kzgraph build --graph {shlex.quote(name_of(folder))}`")
