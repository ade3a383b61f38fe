"""``brief``: a few cited pages on the relation of two countries."""

from pathlib import Path

import click

from kzgraph.cli.completing import things
from kzgraph.cli.options import GRAPH, SOURCES, Place, opened
from kzgraph.cli.output import put
from kzgraph.errors import UsageError, shown

_FORMS = (".html", ".md", ".docx")


@click.command(
    epilog="""\b
Examples:
  kzgraph brief kazakhstan china -o brief.html
  kzgraph brief kazakhstan china -o brief.md --sources ~/sources
  kzgraph brief kazakhstan china -o brief.docx
"""
)
@click.argument("first", metavar="A", shell_complete=things)
@click.argument("second", metavar="B", shell_complete=things)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file: .html, .md or .docx (default: Markdown, shown)."
)
@SOURCES
@GRAPH
def brief(first: str, second: str, output: Path | None, sources: str | None, graph: tuple[Place, ...]) -> None:
    """Write a cited brief on two countries: agreements, visits, undertakings, figures, what is disputed and not stated.

    Every line has a note with document and place, and with the words themselves where --sources names your copies:
    they are other people's, so quote from such a brief as you may, and do not publish it whole.

    A Word document (`pip install "kzgraph[word]"`) has them as footnotes; for a PDF, print the page.
    """
    from kzgraph.brief.brief import BriefMaker, as_markdown, as_page
    from kzgraph.brief.word import as_word
    from kzgraph.cli.entry import called
    from kzgraph.exports.citation import Citer
    from kzgraph.files.paths import sources_dir
    from kzgraph.profile import profile_of
    from kzgraph.relation import chronology
    from kzgraph.statements.index import Index
    from kzgraph.statements.names import Names
    from kzgraph.statements.passages import quoted_passages
    from kzgraph.statements.things import Things
    from kzgraph.statements.wording import Wording

    if output and output.suffix.lower() not in _FORMS:
        raise UsageError(f"{shown(output.name)}: no form of brief; end the name in .html, .md or .docx")
    store = opened(graph, whole=True)
    index, words = Index(store), Wording(Names(store))
    found = chronology(index, words, called(store, first), called(store, second))
    folder = sources_dir(sources)
    cited = [each for entry in found.entries for statement in entry.statements for each in statement.evidence]
    cited += [each for some in (found.disputed, found.views, found.unsaid) for s in some for each in s.evidence]
    passages = quoted_passages(cited, store, folder) if folder else {}
    made = BriefMaker(found, words, passages).make()
    citation = Citer(index, Things(store), words, profile_of(store)).cite(found.iri).text
    match output.suffix.lower() if output else "":
        case ".html":
            put(as_page(made, citation), output)
        case ".docx":
            put(as_word(made, citation), output)
        case _:
            put(as_markdown(made, citation), output)
