"""``brief``: a few cited pages on the relation of two countries, on one thing, or on a year."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.completing import things
from kzgraph.cli.options import GRAPH, SOURCES, Place, copy_folders, opened
from kzgraph.cli.output import form_of, output_option, put
from kzgraph.cli.runnable import runnable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kzgraph.brief.brief import Brief
    from kzgraph.plots.facts import Graph

_FORMS = (".html", ".md", ".docx", ".pdf")


@click.command(
    epilog="""\b
Examples:
  kzgraph brief kazakhstan china -o brief.html
  kzgraph brief kazakhstan china -o brief.docx
  kzgraph brief universal-energy
  kzgraph brief 2023 -o 2023.md --sources ~/sources
"""
)
@click.argument("about", metavar="A", shell_complete=things)
@click.argument("second", metavar="[B]", required=False, shell_complete=things)
@output_option("The file: .html, .md, .docx or .pdf (default: Markdown, shown).")
@click.option("--whole", is_flag=True, help="Every line; else a section has its first twenty.")
@SOURCES
@GRAPH
def brief(
    about: str, second: str | None, output: Path | None, whole: bool, sources: str | None, graph: tuple[Place, ...]
) -> None:
    """Write a cited brief on two countries, on one thing, or on a year.

    On two countries: agreements, visits, undertakings, figures, what is disputed and not stated; on a company, a
    project, a person or any other thing: what is said of it, in groups; on a year: what is dated within it and what
    held over it.
    Two pictures go with it where there is anything to draw (`pip install "kzgraph[plot]"`), but not in Markdown.

    Every line has a note with document and place, and with the words themselves where --sources names your copies:
    they are other people's, so quote from such a brief as you may, and do not publish it whole.

    A Word document (`pip install "kzgraph[word]"`) has the notes as footnotes; a PDF (`pip install "kzgraph[pdf]"`) is
    the page, printed.
    """
    from kzgraph.brief.brief import LINES
    from kzgraph.brief.forms import as_markdown, as_page, as_pdf
    from kzgraph.brief.word import as_word
    from kzgraph.cli.entry import called
    from kzgraph.exports.citation import Citer, cited_whole
    from kzgraph.plots.facts import Graph
    from kzgraph.profile import profile_of

    form = form_of(output, None, {ending: ending for ending in _FORMS}, ".md")
    folders = copy_folders(sources, *graph)
    store = opened(graph, whole=True)
    facts = Graph(store)
    is_year = second is None and re.fullmatch(r"[0-9]{4}", about) is not None
    iris = [] if is_year else [called(store, each) for each in (about, second) if each]
    made = _made(facts, iris, int(about) if is_year else None, folders, None if whole else LINES)
    made = replace(made, more=runnable(made.more))
    if form in (".html", ".docx", ".pdf") and made.pictures and not _can_draw():
        click.echo("without its pictures, which need matplotlib: pip install 'kzgraph[plot]'", err=True)
        made = made.without_pictures()
    citer = Citer(facts.index, facts.things, facts.words, profile_of(store))
    citation = citer.cite(made.subject).text if made.subject else cited_whole(profile_of(store))
    writers: dict[str, Callable[[Brief, str], str | bytes]] = {".html": as_page, ".docx": as_word, ".pdf": as_pdf}
    put(writers.get(form, as_markdown)(made, citation), output)


def _made(facts: "Graph", iris: list[str], year: int | None, folders: "Sequence[Path]", most: int | None) -> "Brief":
    """Return the brief on *iris*, one or two, or on *year*, with at most *most* lines in a section."""
    from kzgraph.brief.brief import no_words
    from kzgraph.brief.relation import relation_brief
    from kzgraph.brief.thing import thing_brief
    from kzgraph.brief.year import year_brief
    from kzgraph.plots.facts import Graph
    from kzgraph.relation import chronology
    from kzgraph.statements.passages import quoted_passages

    store = facts.index.store
    words = (lambda evidence: quoted_passages(evidence, store, *folders)) if folders else no_words
    if year is not None:
        return year_brief(year, facts, words, most)
    sides = sorted(facts.things.sides(iris[0])) if len(iris) == 1 else iris
    if len(sides) == 2:
        found = chronology(facts.index, facts.words, *sides)
        return relation_brief(found, Graph(store, facts.index, found.sides), words, most)
    return thing_brief(iris[0], facts, words, most)


def _can_draw() -> bool:
    from importlib.util import find_spec

    return find_spec("matplotlib") is not None
