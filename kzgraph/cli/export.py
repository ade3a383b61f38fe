"""``export``: the graph in a form that other tools read."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.conditions import conditions as trust_options
from kzgraph.cli.conditions import on_conditions
from kzgraph.cli.options import GRAPH, Place, opened, waiting
from kzgraph.cli.output import output_option, put
from kzgraph.errors import FINDINGS, UsageError, shown
from kzgraph.files.writing import new_folder
from kzgraph.sparql.opening import vocabulary

if TYPE_CHECKING:
    from kzgraph.statements.conditions import Conditions


_FORMS = ("turtle", "ntriples", "nquads", "trig", "jsonld", "turtle12", "graphml", "gexf", "cypher", "void")


_EMPTY = "the graph holds no statements; nothing was written"


def _form_of(output: Path | None) -> str:
    from kzgraph.exports import FORMS

    if output is None:
        raise UsageError(f"say which form: --format {' | '.join(_FORMS)}")
    fits = [form for form in FORMS.values() if form.suffix and output.name.endswith(form.suffix)]
    if not fits:
        raise UsageError(f"{shown(output.name)}: no form ends like this; give --format {' | '.join(_FORMS)}")
    return max(fits, key=lambda form: (len(form.suffix), form.name == "turtle")).name


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
@output_option("File, or folder for cypher.")
@click.option("--with-ontology", is_flag=True, help="Also the ontology and the code lists.")
@GRAPH
@trust_options
def export(
    form: str | None,
    output: Path | None,
    with_ontology: bool,
    graph: tuple[Place, ...],
    conditions: "Conditions | None",
) -> None:
    """Write the graph in a form that other tools read."""
    from kzgraph.exports import FORMS, data_of

    chosen = FORMS[form or _form_of(output)]
    store = on_conditions(opened(graph, whole=True), conditions)
    data = data_of(store, without=() if with_ontology else vocabulary())
    if not data.statements:
        click.echo("no statement meets these conditions; nothing was written" if conditions else _EMPTY, err=True)
        click.get_current_context().exit(FINDINGS)
    with waiting("writing"):
        written = chosen.write(data)
    if isinstance(written, Mapping):
        if output is None:
            raise UsageError(f"{chosen.name} makes several files: name a folder with -o")
        new_folder(output)
        for name, content in written.items():
            put(content, output / name)
    else:
        put(written, output)
