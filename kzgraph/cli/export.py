"""Commands that take the graph away: ``panel`` and ``codebook`` for tables, ``export`` for everything."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pyoxigraph as ox

from kzgraph.cli.conditions import conditions as trust_options
from kzgraph.cli.conditions import on_conditions
from kzgraph.cli.options import GRAPH
from kzgraph.cli.output import put
from kzgraph.errors import UsageError, shown
from kzgraph.files.paths import data_dir
from kzgraph.files.writing import new_folder
from kzgraph.sparql.opening import open_graph

if TYPE_CHECKING:
    from kzgraph.panel import Panel
    from kzgraph.statements.conditions import Conditions

_UNITS = ("dyad-year", "project", "treaty", "statement")
_FORMS = ("turtle", "ntriples", "nquads", "trig", "jsonld", "turtle12", "graphml", "gexf", "cypher", "void")


def _panel(unit: str, graph: tuple[Path, ...], chosen: "Conditions | None") -> "Panel":
    from kzgraph.panel import panel as make

    store = on_conditions(open_graph(*graph), chosen)
    made = make(store, unit, modalities=chosen.modalities if chosen else ())
    for note in made.notes:
        click.echo(f"Note: {note}", err=True)
    return made


@click.command(
    epilog="""\b
Examples:
  kzgraph panel --unit dyad-year -o dyads.csv
  kzgraph panel --unit treaty | head
  kzgraph panel --unit project -o projects.parquet
  kzgraph panel --unit statement --accepted --min-sources 2 -o facts.csv

With -o, the codebook goes beside the table (dyads.codebook.csv).
"""
)
@click.option("--unit", type=click.Choice(_UNITS), required=True, help="What a row is.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File for the table: .csv or .parquet (default: CSV, shown).",
)
@GRAPH
@trust_options
def panel(unit: str, output: Path | None, graph: tuple[Path, ...], conditions: "Conditions | None") -> None:
    """Make a table of one row a unit, with ISO, COW and GW codes, and its codebook.

    Cells hold facts (asserted or reported, exact); columns …_said tell the rest, and nothing is ever added up.
    """
    from kzgraph.panel import csv_bytes, parquet_bytes
    from kzgraph.panel.codebook import codebook_csv

    if output and output.suffix not in (".csv", ".parquet"):
        raise UsageError(f"{shown(output.name)}: a panel is .csv or .parquet")
    made = _panel(unit, graph, conditions)
    if not made.rows:
        click.echo("(no rows: nothing of this kind meets the conditions)", err=True)
    put(parquet_bytes(made) if output and output.suffix == ".parquet" else csv_bytes(made), output)
    if output:
        put(codebook_csv(made), output.with_suffix(".codebook.csv"))


@click.command(
    epilog="""\b
Examples:
  kzgraph codebook dyad-year
  kzgraph codebook project -o codebook.md
"""
)
@click.argument("unit", type=click.Choice(_UNITS))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File: .csv, else Markdown (default: Markdown, shown)."
)
@GRAPH
@trust_options
def codebook(unit: str, output: Path | None, graph: tuple[Path, ...], conditions: "Conditions | None") -> None:
    """Tell what each column of a panel holds, how full it is, and what an empty cell means."""
    from kzgraph.panel.codebook import codebook_csv, codebook_markdown

    made = _panel(unit, graph, conditions)
    put(codebook_csv(made) if output and output.suffix == ".csv" else codebook_markdown(made), output)


def _form_of(output: Path | None) -> str:
    from kzgraph.exports import FORMS

    if output is None:
        raise UsageError(f"say which form: --format {' | '.join(_FORMS)}")
    fits = [form for form in FORMS.values() if form.suffix and output.name.endswith(form.suffix)]
    if not fits:
        raise UsageError(f"{shown(output.name)}: no form ends like this; give --format {' | '.join(_FORMS)}")
    return max(fits, key=lambda form: (len(form.suffix), form.name == "turtle")).name


def _ontology() -> list[ox.Triple]:
    from kzgraph.rdf import read_triples

    return [triple for name in ("kz.ttl", "codes.ttl") for triple in read_triples(data_dir("ontology") / name)]


@click.command(
    epilog="""\b
Examples:
  kzgraph export -o kzgraph.ttl
  kzgraph export -o kzgraph.trig
  kzgraph export -f turtle12 -o kzgraph.12.ttl
  kzgraph export --accepted -o network.gexf
  kzgraph export -f cypher -o tables/
  kzgraph export -f void

turtle, ntriples, nquads, trig (a named graph a document), jsonld (compact), turtle12 (RDF 1.2),
graphml, gexf, cypher (a folder), void (VoID and DCAT description). The same graph makes the same bytes.
"""
)
@click.option("-f", "--format", "form", type=click.Choice(_FORMS), help="Form (default: by -o).")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File, or folder for cypher.")
@click.option("--with-ontology", is_flag=True, help="Also the ontology and the code lists.")
@GRAPH
@trust_options
def export(
    form: str | None,
    output: Path | None,
    with_ontology: bool,
    graph: tuple[Path, ...],
    conditions: "Conditions | None",
) -> None:
    """Write the graph in a form that other tools read."""
    from kzgraph.exports import FORMS, data_of

    chosen = FORMS[form or _form_of(output)]
    store = on_conditions(open_graph(*graph), conditions)
    written = chosen.write(data_of(store, without=() if with_ontology else _ontology()))
    if isinstance(written, Mapping):
        if output is None:
            raise UsageError(f"{chosen.name} makes several files: name a folder with -o")
        new_folder(output)
        for name, content in written.items():
            put(content, output / name)
    else:
        put(written, output)
