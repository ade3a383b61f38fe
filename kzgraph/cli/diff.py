"""``diff``: what changed between two releases of a graph, and whether what was cited still stands."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.output import form_of, output_option, put
from kzgraph.errors import FINDINGS, shown
from kzgraph.files.markdown import as_words
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_text
from kzgraph.files.sheets import harmless, sheet_bytes
from kzgraph.files.writing import new_folder, replace

if TYPE_CHECKING:
    from kzgraph.statements.difference import GraphDifference

_FORMS = ("text", "csv", "markdown")
_ENDINGS = {".csv": "csv", ".md": "markdown", ".txt": "text"}
_COLUMNS = ("kind", "address", "now", "before", "how")


@click.command(
    epilog="""\b
Examples:
  kzgraph diff my-graph/kzgraph.ttl my-graph
  kzgraph diff my-graph my-graph --cited cited.txt

A list for --cited has an address or id in each line: of a statement, a thing or a document.
Exit code 1 when anything differs.
"""
)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--cited", type=click.Path(path_type=Path), help="Say of each address in this list whether it stands.")
@click.option("--delta", type=click.Path(path_type=Path), help="Write removed.nt and added.nt to this folder.")
@click.option("-f", "--format", "form", type=click.Choice(_FORMS), help="Form of the list (default: by -o, else text).")
@output_option("Write to this file, in the form that its ending says, whole or not at all.")
@click.pass_context
def diff(
    ctx: click.Context,
    old: Path,
    new: Path,
    cited: Path | None,
    delta: Path | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Tell what changed from OLD to NEW: each a built graph or the folder that holds one.

    Statements are added, gone, or changed: another value, date, scope, rank, more or fewer passages. Things are added,
    gone, merged, or called otherwise. The two files of --delta turn the old graph into the new one exactly.
    """
    from kzgraph.sparql.opening import open_graph
    from kzgraph.statements.difference import GraphDifference

    form = form_of(output, form, _ENDINGS, "text")
    found = GraphDifference(open_graph(old), open_graph(new))
    if delta:
        new_folder(delta)
        for name, triples in zip(("removed.nt", "added.nt"), found.triples, strict=True):
            replace(delta / name, "".join(f"{triple} .\n" for triple in triples).encode())
            click.echo(f"{name_of(delta / name)}: {len(triples)} triples", err=True)
    rows = list(_standings(found, cited) if cited else _changes(found))
    put(_written(rows, form), output)
    same = {"stands"} if cited else set()
    ctx.exit(FINDINGS if any(row[0] not in same for row in rows) else 0)


def _changes(found: "GraphDifference") -> Iterator[tuple[str, ...]]:
    for change in (*found.statements, *found.things):
        yield change.kind, change.iri, change.now, change.before, change.how


def _standings(found: "GraphDifference", cited: Path) -> Iterator[tuple[str, ...]]:
    for line in read_text(cited).splitlines():
        if line.strip() and not line.startswith("#"):
            each = found.standing(line.strip())
            yield each.verdict, each.cited, each.now, each.before, each.how


def _written(rows: list[tuple[str, ...]], form: str) -> str:
    if form == "csv":
        return sheet_bytes(_COLUMNS, [list(map(harmless, row)) for row in rows]).decode()
    counted = Counter(row[0] for row in rows)
    summary = ", ".join(f"{number} {kind}" for kind, number in sorted(counted.items())) or "nothing differs"
    lines = [summary, ""] if form == "text" else [f"**{summary}**", ""]
    for kind, address, now, before, how in rows:
        said = f"{before} → {now}" if now and before and now != before else now or before
        told = f" ({how})" if how else ""
        lines.append(
            shown(
                f"{kind:<8} {address}  {said}{told}"
                if form == "text"
                else f"- *{kind}*: {as_words(said + told)} <{address}>"
            )
        )
    return "\n".join(lines).rstrip() + "\n"
