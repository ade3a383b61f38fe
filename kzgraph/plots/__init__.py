"""Pictures for papers: each drawn from statements, each mark with its number, each number with its passage.

A picture is read from the graph first (which needs nothing but the graph) and drawn afterwards (which needs
matplotlib).  The same graph gives the same bytes.
"""

from collections.abc import Callable
from difflib import get_close_matches

import pyoxigraph as ox

from kzgraph.errors import EnvironmentProblem, UsageError, quoted
from kzgraph.plots.capacity import capacity
from kzgraph.plots.facts import Graph
from kzgraph.plots.mirror import mirror
from kzgraph.plots.picture import Picture, full_list
from kzgraph.plots.places import places
from kzgraph.plots.projects import projects
from kzgraph.plots.trade import trade
from kzgraph.plots.treaties import treaties

KINDS: dict[str, Callable[[Graph], Picture]] = {
    "treaties": treaties,
    "trade": trade,
    "mirror": mirror,
    "projects": projects,
    "capacity": capacity,
    "map": places,
}
"""What can be drawn."""

FORMS = ("svg", "png", "pdf")


def read(store: ox.Store, kind: str) -> Picture:
    """Return the picture *kind* of what *store* holds.

    Raises:
        UsageError: when there is no such kind.
        QueryError: when the graph has nothing to draw.
    """
    if kind not in KINDS:
        near = get_close_matches(kind, KINDS, 1, 0.5)
        hint = f"did you mean {quoted(near[0])}?" if near else f"there are {', '.join(KINDS)}"
        raise UsageError(f"no picture {quoted(kind)}; {hint}")
    return KINDS[kind](Graph(store))


def draw(picture: Picture, form: str, *, width: float = 16, listed: bool = True) -> bytes:
    """Return *picture* as a file of *form* (``svg``, ``png`` or ``pdf``).

    Args:
        picture: what is drawn.
        form: one of :data:`FORMS`.
        width: in centimetres; letters keep their size.
        listed: whether the statements stand under it; else in its metadata alone.

    Raises:
        EnvironmentProblem: when matplotlib is not installed.
    """
    try:
        from kzgraph.plots.canvas import Canvas, drawing
    except ModuleNotFoundError:
        raise EnvironmentProblem("pictures need matplotlib; pip install 'kzgraph[plot]'") from None
    with drawing():
        sheet = Canvas(width)
        bottom = picture.lay_out(sheet, listed=listed)
        return sheet.save(form, bottom, title=picture.title, description=full_list(picture))
