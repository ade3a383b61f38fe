"""The pictures for papers on the site: each with its notes, the statements behind it, and files to take away."""

from collections.abc import Iterable
from dataclasses import dataclass

from kzgraph.errors import EnvironmentProblem, QueryError, quoted
from kzgraph.plots import FORMS, KINDS, draw
from kzgraph.plots.picture import Picture
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.site.render import page
from kzgraph.web.site.site import Site

_BARE = "-bare"
"""Ends the name of a picture's file without the list of its statements, for a page that has them elsewhere."""
_MEDIA = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@dataclass(frozen=True)
class ShownPlot:
    """A picture as a page shows it: its kind, itself, and the forms that it is had in here."""

    kind: str
    picture: Picture
    forms: tuple[str, ...]


def plots(site: Site, _request: Request) -> Reply:
    """Return the page of all pictures that the graph has something for."""
    found = [shown for kind in KINDS if (shown := _shown(site, kind))]
    return page(site, "plots.html", title="Pictures", pictures=found, alone=False)


def offered(site: Site, kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Return those of *kinds* that the graph has a picture of, each with its title."""
    return [(kind, shown.picture.title) for kind in kinds if (shown := _shown(site, kind))]


def plot(site: Site, request: Request) -> Reply:
    """Return the page of a picture, or its file in the form that the path's suffix names."""
    name, _, form = request.path["name"].partition(".")
    kind = name.removesuffix(_BARE) if form else name
    shown = _shown(site, kind) if kind in KINDS else None
    if shown is None:
        raise HttpError(
            404, f"there is no picture {quoted(kind[:40])} of this graph; /plots shows those that there are"
        )
    if not form:
        return page(site, "plots.html", title=shown.picture.title, pictures=[shown], alone=True)
    if form not in FORMS:
        raise HttpError(404, f"pictures are had as {', '.join(FORMS)}, not as {quoted(form[:20])}")
    try:
        return Reply(draw(shown.picture, form, listed=kind == name), _MEDIA[form])
    except EnvironmentProblem as error:
        raise HttpError(404, str(error)) from None


def _shown(site: Site, kind: str) -> ShownPlot | None:
    """Return the picture *kind*; nothing where the graph has nothing for it."""
    try:
        return ShownPlot(kind, KINDS[kind](site.facts), FORMS[:1] if site.published else FORMS)
    except QueryError:
        return None
