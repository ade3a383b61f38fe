"""The command ``coverage``: what of a document is stated, marked, or left out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.options import GRAPH_DIR, REPORT_ENDINGS, SOURCES, graph_dir, needed_folders, one_of, report_options
from kzgraph.cli.output import form_of, put
from kzgraph.cli.runnable import runnable
from kzgraph.curation.claims import statement_id
from kzgraph.errors import FINDINGS, shown
from kzgraph.files.paths import data_dir

if TYPE_CHECKING:
    from kzgraph.checks.coverage import Report


@click.command(
    epilog="""\b
Examples:
  kzgraph coverage usd27bn-article --sources ~/sources
  kzgraph coverage sarybayev-lai-2024 --sources ~/sources --format html -o coverage.html
"""
)
@click.argument("source")
@SOURCES
@GRAPH_DIR
@report_options
@click.pass_context
def coverage(
    ctx: click.Context, source: str, sources: str | None, graph: Path | None, form: str | None, output: Path | None
) -> None:
    """Show which sentences, table cells and references of a document are stated, marked with a reason, or neither.

    The HTML form shows your own copy with its passages marked and linked to their statements: do not publish it.
    Exit code 1 when anything is left out.
    """
    from kzgraph.checks.coverage import cover, mark_problems
    from kzgraph.curation.inputs import read_inputs
    from kzgraph.documents.copy import read_copy
    from kzgraph.documents.marks import read_marks

    form = form_of(output, form, REPORT_ENDINGS, "text")
    folder = graph_dir(graph)
    material = read_inputs(data_dir("ontology"), folder)
    copy = read_copy(one_of(material.sources, source), *needed_folders(sources, graph))
    marks = read_marks(folder / "coverage" / f"{source}.csv", material.ontology)
    report = cover(copy, material.rows, marks)
    problems = mark_problems(copy, marks, material.entities)
    if form == "html":
        from kzgraph.checks.coverage_page import page

        text = page(report, copy, marks, material.entities, material.ontology)
    elif form == "json":
        text = json.dumps(_facts(report), ensure_ascii=False, indent=1) + "\n"
    else:
        text = "".join(f"{line}\n" for line in _lines(report, copy.text))
    put(text, output)
    for problem in problems:
        click.echo(runnable(str(problem)), err=True)
    ctx.exit(0 if report.complete and not problems else FINDINGS)


def _facts(report: "Report") -> dict[str, object]:

    return {
        "source": report.source,
        "counts": report.counts,
        "pieces": [
            {
                "kind": piece.segment.kind,
                "start": piece.segment.start,
                "end": piece.segment.end,
                "state": piece.state,
                "reasons": list(piece.reasons),
                "statements": sorted({statement_id(row) for row in piece.rows}),
                "left": piece.left,
            }
            for piece in report.pieces
        ],
    }


def _lines(report: "Report", text: str) -> Iterator[str]:
    for piece in report.pieces:
        if piece.state in ("partly", "neither"):
            here = " ".join(text[piece.segment.start : piece.segment.end].split())
            what = piece.left if piece.state == "partly" else here
            yield shown(f"{piece.state:<8} {piece.segment.start}-{piece.segment.end} {piece.segment.kind}: {what}")
    kinds = {piece.segment.kind for piece in report.pieces}
    counts = ", ".join(f"{number} {state}" for state, number in report.counts.items())
    yield f"{report.source}: {len(report.pieces)} pieces ({', '.join(sorted(kinds))}): {counts}"
