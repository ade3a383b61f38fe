"""The command ``propose``: candidate rows for a document, by rule, held by the gate."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kzgraph.cli.options import GRAPH_DIR, SOURCES, graph_dir, needed_folders, one_of, progress
from kzgraph.errors import shown
from kzgraph.files.paths import data_dir, name_of
from kzgraph.files.writing import new_folder, only_writer, replace
from kzgraph.proposals.candidate import ProposedRow, candidates_bytes
from kzgraph.proposals.decisions import REJECTED, read_decisions
from kzgraph.proposals.model import DEADLINE, ModelAnswers, open_model
from kzgraph.proposals.recognition import absent

if TYPE_CHECKING:
    from kzgraph.proposals.proposing import DocumentRules


@click.command(
    epilog="""\b
Examples:
  kzgraph propose usd27bn-article --sources ~/sources
  kzgraph propose lake-report --graph my-graph --sources my-graph/documents --refused
  kzgraph propose usd27bn-article --sources ~/sources --dry-run
"""
)
@click.argument("source")
@SOURCES
@GRAPH_DIR
@click.option("--refused", is_flag=True, help="Keep the rows that the gate refuses too, each with the reason.")
@click.option("--with", "model", metavar="MODEL", help="Ask a language model instead of the rules: one that llm knows.")
@click.option("--deadline", type=click.FloatRange(min=1), default=DEADLINE, help="Seconds for one passage (a model).")
@click.option("--dry-run", is_flag=True, help="Print what a model would be asked, and ask none.")
def propose(
    source: str,
    sources: str | None,
    graph: Path | None,
    refused: bool,
    model: str | None,
    deadline: float,
    dry_run: bool,
) -> None:
    """Propose rows for a document: what its words say of registered things, as far as rules can tell.

    The words that show a property stand in ontology/kz.ttl (kzo:trigger). Each row passes the same checks as a row of
    the tables. They go to proposals/SOURCE.csv in the graph's folder, best first in each passage, and never into
    the graph: review them (`kzgraph review`), or copy what is right into the statement table.
    What was rejected before is not proposed again. Names that the registry does not hold go to SOURCE.names.csv, with
    a class guessed from their words and what is called like them.

    With a model (`pip install "kzgraph[llm]"`; `llm models` lists those that there are) each passage is put to it with
    the definitions of the properties that fit. Its rows pass only where the words that it quotes stand in the passage,
    name both sides and show the property; they go to the same table. Answers are kept in proposals/SOURCE.answers: a
    run that was cut off goes on, and asking again costs nothing. A hosted model is sent the passages.
    """
    from kzgraph.curation.inputs import read_inputs
    from kzgraph.documents.copy import read_copy
    from kzgraph.proposals import proposing
    from kzgraph.proposals.modelled import ModelRules
    from kzgraph.proposals.unregistered import names_bytes

    folder = graph_dir(graph)
    ontology = data_dir("ontology")
    material = read_inputs(ontology, folder)
    copy = read_copy(one_of(material.sources, source), *needed_folders(sources, graph))
    decided = read_decisions(folder / proposing.FOLDER / f"{source}.decisions.csv")
    rejected = {key for key, each in decided.items() if each.decision == REJECTED}
    home = next(iter(material.profile.sides), "")
    rules = proposing.DocumentRules(material, ontology, copy, home)
    if dry_run:
        _show(rules)
        return
    cost = None
    with progress("reading" if model is None else f"asking {model}") as tick:
        if model is None:
            found = rules.propose(tick)
        else:
            new_folder(folder / proposing.FOLDER)
            answers = ModelAnswers(folder / proposing.FOLDER / f"{source}.answers")
            found, cost = ModelRules(rules).propose(open_model(model), answers, tick, deadline)
    ready = [each for each in found.ready if each.key not in rejected]
    path = folder / proposing.FOLDER / f"{source}.csv"
    with only_writer(folder):
        new_folder(path.parent)
        replace(path, candidates_bytes([*ready, *(found.refused if refused else ())]))
        if model is None:
            replace(path.with_name(f"{source}.names.csv"), names_bytes(found.names, source))
    click.echo(f"{name_of(path)}: {len(ready)} candidates in {len({each.row.span for each in ready})} passages")
    _tell(ready, found.refused, len(found.ready) - len(ready))
    if cost:
        click.echo(
            f"{cost.asked} passages asked, {cost.kept} answered before; {cost.read} tokens read, {cost.written} written"
        )
    if found.names:
        missing = f"; no model for {', '.join(absent())}: pip install 'kzgraph[ner]'" if absent() else ""
        click.echo(f"{source}.names.csv: {len(found.names)} names that are not registered{missing}")


def _show(rules: "DocumentRules") -> None:
    from kzgraph.proposals.modelled import ModelRules

    for number, (_, question) in enumerate(ModelRules(rules).questions(), 1):
        if number == 1:
            click.echo(question.system)
        click.echo(f"--- passage {number}")
        click.echo("\n".join(map(shown, question.prompt.splitlines())) + "\n")


def _tell(ready: "list[ProposedRow]", refused: "tuple[ProposedRow, ...]", known: int) -> None:
    by_property = Counter(each.row.property for each in ready)
    if by_property:
        click.echo("  " + ", ".join(f"{number} {name}" for name, number in by_property.most_common()))
    by_reason = Counter(each.refused.split(":")[0] for each in refused)
    if by_reason:
        listed = ", ".join(f"{number} for {reason}" for reason, number in by_reason.most_common())
        click.echo(f"  {len(refused)} refused by the gate: {listed}")
    if known:
        click.echo(f"  {known} rejected before, not proposed again")
