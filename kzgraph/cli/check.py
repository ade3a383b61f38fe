"""``check``: is the graph what its tables and passages say?"""

from pathlib import Path

import click

from kzgraph.checks.clean import CleanRecord
from kzgraph.cli.options import GRAPH_DIR, SOURCES, graph_dir, waiting
from kzgraph.cli.runnable import runnable
from kzgraph.errors import FINDINGS
from kzgraph.files.paths import BUILT, data_dir, sources_dir


@click.command(
    epilog="""\b
Examples:
  kzgraph check
  kzgraph check --sources ~/sources
  kzgraph check --most 0
  kzgraph check --all
"""
)
@GRAPH_DIR
@SOURCES
@click.option(
    "--most", type=click.IntRange(0), default=25, show_default=True, help="Findings shown of each check; 0 for all."
)
@click.option("--all", "everything", is_flag=True, help="Also what was found clean before and has not changed.")
@click.pass_context
def check(ctx: click.Context, graph: Path | None, sources: str | None, most: int, everything: bool) -> None:
    """Examine the graph: drift, terms, shapes, rules; with the documents also every passage.

    Pieces of the graph, and documents with their rows, that were found clean and are unchanged since, as are the
    ontology and this program, are not examined again; --all examines all.
    Exit code 1 when anything was found.  Without the documents evidence is said to be not examined.
    """
    from kzgraph.checks.run import checks
    from kzgraph.curation.inputs import read_inputs

    folder = graph_dir(graph)
    folders = {"ontology": data_dir("ontology"), "queries": data_dir("queries")}
    with waiting("reading"):
        material = read_inputs(folders["ontology"], folder)
    found = 0
    record = CleanRecord(remember=not everything)
    for name, examine in checks(material, folders, sources_dir(sources), folder / BUILT, record).items():
        with waiting(f"checking {name}"):
            result = examine()
        found += len(result.findings)
        count = len(result.findings)
        verdict = "" if result.skipped else f"{count} finding{'s' * (count > 1)}, " if count else "ok, "
        click.echo(f"{result.name:<9} {verdict}{result.examined}")
        for finding in result.findings[: most or None]:
            click.echo(f"  {runnable(str(finding))}")
        if most and count > most:
            click.echo(f"  … and {count - most:,} more; --most 0 shows all")
    record.save()
    if record.passed_over:
        click.echo(f"{record.passed_over} found clean before and unchanged; --all examines them again", err=True)
    ctx.exit(FINDINGS if found else 0)
