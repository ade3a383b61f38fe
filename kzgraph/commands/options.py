"""Options that several commands share."""

import click

SOURCES = click.option(
    "--sources", metavar="DIR", help="Folder with your own copies of the documents (or KZGRAPH_SOURCES)."
)
