"""``relation``: what is stated of two countries, year by year."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.completing import things
from kzgraph.cli.options import GRAPH, Place, opened
from kzgraph.cli.output import form_of, output_option, put
from kzgraph.errors import shown

if TYPE_CHECKING:
    from kzgraph.relation import Chronology
    from kzgraph.statements.wording import Wording

_FORMS = ("text", "csv", "json")
_ENDINGS = {".csv": "csv", ".json": "json", ".txt": "text"}


@click.command(
    epilog="""\b
Examples:
  kzgraph relation kazakhstan china
  kzgraph relation kazakhstan china -f csv -o chronology.csv
"""
)
@click.argument("first", metavar="A", shell_complete=things)
@click.argument("second", metavar="B", shell_complete=things)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(_FORMS),
    help="Form of the chronology (default: by -o, else text).",
)
@output_option("Write to this file, in the form that its ending says, whole or not at all.")
@GRAPH
def relation(first: str, second: str, form: str | None, output: Path | None, graph: tuple[Place, ...]) -> None:
    """Show the chronology of two countries: agreements, visits, undertakings, figures by year, views, what is unsaid.

    What belongs to a relation is decided by rule: two countries, and no third, have a part in it. Every entry names
    the statements that it rests on; `kzgraph evidence ID` shows their passages.
    """
    from kzgraph.cli.entry import called
    from kzgraph.relation import chronology, rows, table_bytes
    from kzgraph.statements.index import Index
    from kzgraph.statements.names import Names
    from kzgraph.statements.wording import Wording

    form = form_of(output, form, _ENDINGS, "text")
    store = opened(graph, whole=True)
    words = Wording(Names(store))
    found = chronology(Index(store), words, called(store, first), called(store, second))
    if form == "text":
        put("".join(f"{line}\n" for line in _lines(found, words)), output)
    elif form == "json":
        put(
            json.dumps({"title": found.title, "lead": found.lead, "entries": rows(found)}, ensure_ascii=False, indent=1)
            + "\n",
            output,
        )
    else:
        put(table_bytes(found), output)


def _lines(found: "Chronology", words: "Wording") -> Iterator[str]:
    from kzgraph.relation import COLUMNS

    yield shown(found.title)
    yield from (f"  {shown(sentence)}" for sentence in found.lead)
    for year, columns in found.years.items():
        yield ""
        yield str(year or "without a year")
        for column in COLUMNS:
            for each in columns.get(column, ()):
                date = f"{each.date}  " if each.date and each.date != str(year) and column != "figures" else ""
                details = f" — {'; '.join(each.details)}" if each.details else ""
                yield shown(f"  {column.split()[0]:<12} {date}{each.words}{details}   {_ids(each.statements)}")
    if found.mirror:
        yield ""
        yield "Trade as each side reports it, US dollars"
        for flow in found.mirror:
            said = [
                " and ".join(f"{each.number:,} kzs:{each.id}" for each in side) or "nothing"
                for side in (flow.sold, flow.bought)
            ]
            gap = "" if flow.gap is None else f"; gap {flow.gap:,}"
            names = f"{words.names(flow.seller)} to {words.names(flow.buyer)}"
            yield shown(f"  {flow.year}  {names}: the seller says {said[0]}, the buyer {said[1]}{gap}")
    for title, statements in (("Disputed", found.disputed), ("Left unsaid", found.unsaid)):
        if statements:
            yield ""
            yield f"{title} ({len(statements)})"
            yield from (shown(f"  {words.sentence(each)}   kzs:{each.id}") for each in statements)
    if found.views:
        yield ""
        yield f"Views of it: {len(found.views)}"
        yield from (shown(f"  {view.words}   kzs:{each.id}") for view, each in found.views)


def _ids(statements: tuple) -> str:  # type: ignore[type-arg]
    return " ".join(f"kzs:{each.id}" for each in statements[:2]) + (" …" if len(statements) > 2 else "")
