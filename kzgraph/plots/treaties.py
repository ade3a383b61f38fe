"""The agreements of the two countries by the day of signing."""

from collections import defaultdict
from functools import partial

from kzgraph.errors import QueryError
from kzgraph.plots.citing import Citations
from kzgraph.plots.facts import Graph
from kzgraph.plots.picture import Picture
from kzgraph.plots.timeline import Dated, in_order, notes, paint
from kzgraph.statements.parties import DISPUTED, Parties


def treaties(graph: Graph) -> Picture:
    """Return the timeline of agreements between the two countries; those without a date stand below it.

    Raises:
        QueryError: when no agreement of theirs has a date.
    """
    parties = defaultdict(set)
    for statement in graph.of("party"):
        if statement.object is not None:
            parties[statement.subject.value].add(statement.object.value)
    kind = set(graph.things.of_class("Treaty"))
    theirs = {iri for iri in kind if graph.sides and parties[iri].issuperset(graph.sides)}
    signed = [statement for statement in graph.of("signed") if statement.subject.value in theirs]
    citations = Citations(graph)
    drawn = in_order(((graph.name(each.subject.value), each) for each in signed), citations)
    if not drawn:
        raise QueryError("the graph has no dated agreement between the two countries; there is nothing to draw")
    silent = [statement for statement in signed if statement.object is None]
    undated = [Dated(citations.mark(statement), graph.name(statement.subject.value), statement) for statement in silent]
    known = Parties(graph.index)
    contested = [str(each.mark) for each in [*drawn, *undated] if known.disputed(each.statement.subject.value)]
    elsewhere = len({statement.subject.value for statement in graph.of("signed")} - theirs)
    return Picture(
        title=f"Agreements between {graph.between()} by date of signing",
        paint=partial(paint, drawn, undated, "No date of signing stated"),
        notes=(
            "The date is the one that the documents give with each agreement, read as that of its signing.",
            *notes(drawn, undated, "date of signing"),
            *([f"{DISPUTED.capitalize()} for {' and '.join(contested)}."] if contested else []),
            *(
                [f"Not drawn: {elsewhere} agreements of which no statement names both countries as parties."]
                if elsewhere
                else []
            ),
        ),
        cited=tuple(citations.found),
        query="in-relation",
        documents=graph.documents(),
    )
