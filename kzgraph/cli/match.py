"""``match``: your own list of names beside the graph's entities."""

from collections import Counter
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.lists import ENDINGS, FORMATS, classes, listed
from kzgraph.cli.options import GRAPH_DIR, graph_dir, progress
from kzgraph.cli.output import form_of, output_option, put
from kzgraph.documents.lists import read_list
from kzgraph.errors import UsageError, quoted, shown
from kzgraph.files.paths import data_dir, name_of

if TYPE_CHECKING:
    from kzgraph.names.matching import Found


def _column(path: Path, column: str) -> list[tuple[int, str]]:
    """Return the cells of one column of a user's own list, each with the number of its row from 1 on."""
    header, rows, told = read_list(path)
    for note in told:
        click.echo(f"{name_of(path)}: {note}", err=True)
    if column not in header:
        near = get_close_matches(column, header, 1)
        hint = f"did you mean {quoted(near[0])}?" if near else f"it has {shown(', '.join(header))}"
        raise UsageError(f"{name_of(path)} has no column {quoted(column)}; {hint}")
    place = header.index(column)
    return [(number, row[place] if place < len(row) else "") for number, row in enumerate(rows, 1)]


def _row(number: int, name: str, found: "Found") -> list[str]:
    cells = [str(number), name, found.verdict.value, *[""] * 6]
    if found.candidates:
        best, *others = found.candidates
        cells[3:8] = [best.id, best.label, f"{best.score:.2f}", best.name, "; ".join(best.features)]
        cells[8] = "; ".join(f"{other.id} {other.score:.2f}" for other in others)
    return cells


@click.command(
    epilog="""\b
Examples:
  kzgraph match firms.csv --column name --type Company
  kzgraph match places.csv --column ort -o matched.csv -f csv
  kzgraph match firms.xlsx --column name

\b
The list may be CSV with commas, semicolons or tabs, or an Excel workbook (its first sheet); the cells may also hold
addresses, Wikidata items (Q232) or ISO codes of countries (KAZ).

\b
Verdicts: match (one entity, clearly), review (look at it: alike, abbreviated, or several), none.
Nothing is merged: join on the column id yourself, where you agree with what the column why says.
"""
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", required=True, metavar="NAME", help="The column with the names.")
@click.option("--type", "kind", metavar="CLASS", help="What they are names of (Country, Company, Person, Place, …).")
@click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), help="Form of the answer (default: by -o, else table)."
)
@output_option("Write the answer to this file, in the form that its ending says.")
@GRAPH_DIR
def match(file: Path, column: str, kind: str | None, form: str | None, output: Path | None, graph: Path | None) -> None:
    """Match your own list of names, in any of the three scripts, with the graph's entities, and say why."""
    from kzgraph.curation.inputs import read_inputs
    from kzgraph.names.matching import Matcher
    from kzgraph.names.registry import identifiers_of

    form = form_of(output, form, ENDINGS, "table")
    names = _column(file, column)
    material = read_inputs(data_dir("ontology"), graph_dir(graph))
    classes(material.ontology, kind)
    matcher = Matcher(material.entities, material.ontology, identifiers_of(material.concordance))
    rows, verdicts = [], Counter[str]()
    with progress("Matching") as tick:
        for done, (number, name) in enumerate(names, 1):
            found = matcher.find(name, kind=kind or "")
            verdicts[found.verdict.value] += 1
            rows.append(_row(number, name, found))
            tick(done, len(names))
    columns = ("row", "name", "verdict", "id", "label", "score", "nearest name", "why", "others")
    put(listed(columns, rows, form, whole=output is not None), output)
    click.echo(", ".join(f"{verdicts[each]} {each}" for each in ("match", "review", "none")), err=True)
