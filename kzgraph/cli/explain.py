"""``explain``: where the words behind a row stand, and why it passes or not."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.options import GRAPH_DIR, REPORT_ENDINGS, SOURCES, graph_dir, needed_folders, report_options
from kzgraph.cli.output import form_of, put
from kzgraph.cli.runnable import runnable
from kzgraph.curation.claims import statement_id
from kzgraph.errors import FINDINGS, UsageError, quoted
from kzgraph.files.paths import data_dir

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kzgraph.checks.explanation import Explanation
    from kzgraph.curation.rows import Row


@click.command(
    epilog="""\b
Examples:
  kzgraph explain usd27bn-article.csv:9 --sources ~/sources
  kzgraph explain 2856f8eb334a6c05 --sources ~/sources -f html -o explained.html
"""
)
@click.argument("row", metavar="FILE:LINE|STATEMENT")
@SOURCES
@GRAPH_DIR
@report_options
@click.pass_context
def explain(
    ctx: click.Context, row: str, sources: str | None, graph: Path | None, form: str | None, output: Path | None
) -> None:
    """Show a row's passage with each part of the row marked where it was found, and what the check says of it.

    The row is named by its table and line, as messages of `kzgraph check` name it; or all rows of one statement.
    The HTML form holds words of your own copy: do not publish it. Exit code 1 when a row is refused.
    """
    from kzgraph.checks.evidence import RowCheck
    from kzgraph.checks.explanation import as_text, page
    from kzgraph.checks.explanation import explain as explained
    from kzgraph.checks.naming import Naming
    from kzgraph.curation.inputs import read_inputs
    from kzgraph.documents.copy import read_copy
    from kzgraph.documents.passage import Document

    form = form_of(output, form, REPORT_ENDINGS, "text")
    inputs = read_inputs(data_dir("ontology"), graph_dir(graph))
    chosen = _chosen(inputs.rows, row)
    folders, naming = needed_folders(sources, graph), Naming(inputs.entities, inputs.ontology)
    documents = {
        name: Document(read_copy(inputs.sources[name], *folders)) for name in sorted({each.source for each in chosen})
    }
    found = [_told(explained(RowCheck(each, documents[each.source], naming, inputs.ontology))) for each in chosen]
    if form == "html":
        put(page(found), output)
    elif form == "json":
        put(json.dumps([_facts(each) for each in found], ensure_ascii=False, indent=1) + "\n", output)
    else:
        put("\n".join(map(as_text, found)), output)
    ctx.exit(FINDINGS if any(each.findings for each in found) else 0)


def _chosen(rows: "Sequence[Row]", name: str) -> "list[Row]":

    file, _, line = name.rpartition(":")
    if line.isdecimal() and file:
        found = [row for row in rows if row.line == int(line) and f"/{row.file}".endswith(f"/{file}")]
        hint = "name a table under statements/ and a line of it, as `kzgraph check` does"
    else:
        found = [row for row in rows if statement_id(row) == name.removeprefix("kzs:")]
        hint = "give FILE:LINE, or the 16 digits of a statement that `kzgraph show ID` prints"
    if not found:
        raise UsageError(f"there is no row {quoted(name)}; {hint}")
    return found


def _told(each: "Explanation") -> "Explanation":
    """Return *each* with the commands in its findings as they are to be run."""
    return replace(each, findings=tuple(replace(told, mend=runnable(told.mend)) for told in each.findings))


def _facts(each: "Explanation") -> dict[str, object]:
    row = each.check.row
    return {
        "row": f"{row.file}:{row.line}",
        "text": each.text,
        "parts": [
            {
                "field": part.field,
                "value": part.value,
                "words": [each.text[slice(*span)] for span in part.spans],
                "note": part.note,
            }
            for part in each.parts
        ],
        "reason": row.reason,
        "findings": [str(finding) for finding in each.findings],
    }
