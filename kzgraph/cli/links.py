"""``links``: what an entity is elsewhere."""

from collections.abc import Mapping
from pathlib import Path

import click

from kzgraph.cli.completing import things
from kzgraph.cli.lists import ENDINGS, FORMATS, classes, listed
from kzgraph.cli.options import GRAPH_DIR, graph_dir
from kzgraph.cli.output import form_of, output_option, put
from kzgraph.cli.runnable import runnable
from kzgraph.curation.entities import Entity
from kzgraph.errors import UsageError, quoted
from kzgraph.files.paths import data_dir
from kzgraph.links.concordance import Concordance

WANTED = {
    "Country": ("iso3166", "geonames", "wikidata"),
    "Province": ("iso3166part2", "geonames", "wikidata"),
    "City": ("geonames", "wikidata"),
}
"""Class → the schemes in which each of its things should be identified."""


Rows = list[tuple[str, ...]]


def _given(concordance: Concordance, entities: Mapping[str, Entity], name: str | None) -> Rows:
    rows: Rows = [
        (
            link.subject,
            link.scheme,
            link.predicate,
            link.object.rstrip("/"),
            link.address,
            link.confidence,
            link.justification,
        )
        for link in concordance.links
    ]
    rows += [(code.entity, code.scheme, "code", code.code, "", "", "") for code in concordance.codes]
    chosen = sorted(row for row in rows if name is None or row[0].removeprefix("kzc:") == name)
    if not chosen and name not in entities:
        raise UsageError(f"nothing is called {quoted(name)}; try `kzgraph search TEXT`")
    return chosen


def _missing(concordance: Concordance, entities: Mapping[str, Entity]) -> Rows:
    schemes: dict[str, set[str]] = {}
    for link in concordance.links:
        schemes.setdefault(link.subject, set()).add(f"{link.scheme}" if link.predicate == "exactMatch" else "")
    for code in concordance.codes:
        schemes.setdefault(code.entity, set()).add(code.scheme)
    rows: Rows = []
    for entity in entities.values():
        found = schemes.get(entity.id, set())
        lacks = [scheme for scheme in WANTED.get(entity.kind, ()) if scheme not in found]
        if lacks or not found - {""}:
            near = "only close or related" if "" in found else ""
            rows.append((entity.kind, entity.id, entity.labels.get("en", ""), " ".join(lacks) or "any", near))
    return sorted(rows)


@click.command(
    epilog="""\b
Examples:
  kzgraph links kazakhstan
  kzgraph links --missing --type City
  kzgraph links -f csv -o links.csv
  kzgraph links --missing --graph my-graph
"""
)
@click.argument("entity", required=False, shell_complete=things)
@click.option("--missing", is_flag=True, help="List what has no confirmed identifier elsewhere.")
@click.option("--type", "kind", metavar="CLASS", help="Only things of this class (Country, Company, Place, …).")
@click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS), help="Form of the list (default: by -o, else table)."
)
@output_option("Write the list to this file, in the form that its ending says.")
@GRAPH_DIR
def links(
    entity: str | None, missing: bool, kind: str | None, form: str | None, output: Path | None, graph: Path | None
) -> None:
    """Tell what an entity (or each) is elsewhere: addresses, codes, and how sure each link is."""
    from kzgraph.curation.inputs import read_inputs

    if entity and missing:
        raise UsageError("--missing lists all; give no entity with it")
    form = form_of(output, form, ENDINGS, "table")
    material = read_inputs(data_dir("ontology"), graph_dir(graph))
    wanted = classes(material.ontology, kind)
    entities = {
        name: each
        for name, each in material.entities.items()
        if material.ontology.is_a(each.kind, wanted) and not each.replaced_by
    }
    if missing:
        rows = _missing(material.concordance, entities)
        columns = "class id label lacks note"
    else:
        rows = _given(material.concordance, entities, entity)
        rows = [row for row in rows if not wanted or row[0] in entities]
        columns = "id scheme match identifier address confidence justification"
    put(listed(columns.split(), rows, form, whole=output is not None), output)
    if missing:
        click.echo(f"{len(rows)} of {len(entities)} have none, or lack some", err=True)
    elif not rows:
        click.echo(runnable("no identifier elsewhere is confirmed; `kzgraph links --missing` lists all such"), err=True)
