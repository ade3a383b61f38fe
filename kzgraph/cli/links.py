"""Commands that lead outside: ``links`` and ``match``."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from kzgraph.cli.options import GRAPH_DIR, graph_dir
from kzgraph.cli.output import put
from kzgraph.curation.entities import Entity
from kzgraph.errors import UsageError, one_problem, quoted, shown
from kzgraph.files.paths import data_dir, name_of
from kzgraph.files.reading import read_text
from kzgraph.links.concordance import Concordance
from kzgraph.ontology import Ontology

WANTED = {
    "Country": ("iso3166", "geonames", "wikidata"),
    "Province": ("iso3166part2", "geonames", "wikidata"),
    "City": ("geonames", "wikidata"),
}
"""Class → the schemes in which each of its things should be identified."""

Rows = list[tuple[str, ...]]
_FORMATS = ("table", "csv", "tsv", "md")


def _classes(ontology: Ontology, kind: str | None) -> frozenset[str]:
    if kind is None:
        return frozenset()
    if kind not in ontology.ancestors:
        raise UsageError(f"no class {quoted(kind)}; `kzgraph stats` lists the classes")
    return frozenset({kind})


def _render(columns: Sequence[str], rows: Sequence[Sequence[str]], form: str) -> str:
    import pyoxigraph as ox

    from kzgraph.sparql.answer import Answer
    from kzgraph.sparql.tables import render

    return render(Answer(tuple(columns), tuple(tuple(ox.Literal(cell) for cell in row) for row in rows)), form)


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
        raise UsageError(f"nothing is called {quoted(name)}; try `kzgraph search`")
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
@click.argument("entity", required=False)
@click.option("--missing", is_flag=True, help="List what has no confirmed identifier elsewhere.")
@click.option("--type", "kind", metavar="CLASS", help="Only things of this class (Country, Company, Place, …).")
@click.option(
    "-f", "--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True, help="Form of the list."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the list to this file.")
@GRAPH_DIR
def links(
    entity: str | None, missing: bool, kind: str | None, form: str, output: Path | None, graph: Path | None
) -> None:
    """Tell what an entity (or each) is elsewhere: addresses, codes, and how sure each link is."""
    from kzgraph.curation.inputs import read_material

    if entity and missing:
        raise UsageError("--missing lists all; give no entity with it")
    material = read_material(data_dir("ontology"), graph_dir(graph))
    wanted = _classes(material.ontology, kind)
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
    put(_render(columns.split(), rows, form), output)
    if missing:
        click.echo(f"{len(rows)} of {len(entities)} have none, or lack some", err=True)
    elif not rows:
        click.echo("no identifier elsewhere is confirmed; `kzgraph links --missing` lists all such", err=True)


def _column(path: Path, column: str) -> list[tuple[int, str]]:
    """Return the cells of one column of a user's own CSV (or TSV) file, each with the number of its row from 1 on."""
    text = read_text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if path.suffix == ".tsv" else ",", strict=True)
    try:
        header = next(reader)
        rows = [row for row in reader if any(row)]
    except csv.Error as error:
        raise one_problem(f"is no CSV ({error})", "mend it", file=name_of(path), line=reader.line_num) from None
    if column not in header:
        near = get_close_matches(column, header, 1)
        hint = f"did you mean {quoted(near[0])}?" if near else f"it has {shown(', '.join(header))}"
        raise UsageError(f"{name_of(path)} has no column {quoted(column)}; {hint}")
    place = header.index(column)
    return [(number, row[place].strip() if place < len(row) else "") for number, row in enumerate(rows, 1)]


@click.command(
    epilog="""\b
Examples:
  kzgraph match firms.csv --column name --type Company
  kzgraph match places.csv --column ort -o matched.csv -f csv

\b
Verdicts: match (one entity, clearly), review (look at it: alike, abbreviated, or several), none.
Nothing is merged: join on the column id yourself, where you agree with what the column why says.
"""
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--column", required=True, metavar="NAME", help="The column with the names.")
@click.option("--type", "kind", metavar="CLASS", help="What they are names of (Country, Company, Person, Place, …).")
@click.option(
    "-f", "--format", "form", type=click.Choice(_FORMATS), help="Form of the answer (default: table; csv to a file)."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the answer to this file.")
@GRAPH_DIR
def match(file: Path, column: str, kind: str | None, form: str | None, output: Path | None, graph: Path | None) -> None:
    """Match your own list of names, in any of the three scripts, with the graph's entities, and say why."""
    from kzgraph.curation.inputs import read_material
    from kzgraph.names.matching import Matcher

    names = _column(file, column)
    material = read_material(data_dir("ontology"), graph_dir(graph))
    _classes(material.ontology, kind)
    matcher = Matcher(material.entities, material.ontology)
    rows, verdicts = [], Counter[str]()
    for number, name in names:
        found = matcher.find(name, kind=kind or "")
        verdicts[found.verdict.value] += 1
        cells = [str(number), name, found.verdict.value, *[""] * 6]
        if found.candidates:
            best, *others = found.candidates
            cells[3:8] = [best.id, best.label, f"{best.score:.2f}", best.name, "; ".join(best.features)]
            cells[8] = "; ".join(f"{other.id} {other.score:.2f}" for other in others)
        rows.append(cells)
    columns = ("row", "name", "verdict", "id", "label", "score", "nearest name", "why", "others")
    put(_render(columns, rows, form or ("csv" if output else "table")), output)
    click.echo(", ".join(f"{verdicts[each]} {each}" for each in ("match", "review", "none")), err=True)
