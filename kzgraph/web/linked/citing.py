"""The page's citation of a statement, a thing or a document."""

from kzgraph.errors import quoted
from kzgraph.exports.citation import FORMS, MEDIA
from kzgraph.web.linked.resources import found
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.site.site import Site


def cite(site: Site, request: Request) -> Reply:
    """Return the citation of a thing in the form that the path's suffix names."""
    name, _, suffix = request.path["name"].rpartition(".")
    if suffix not in FORMS:
        raise HttpError(404, f"no citation in the form {quoted(suffix)}; there are {', '.join(FORMS)}")
    made = site.citer.cite(found(site, request.path["kind"], name))
    if suffix == "json":
        return Reply(made.csl().encode(), "application/vnd.citationstyles.csl+json")
    text = made.bibtex() if suffix == "bib" else made.ris()
    return Reply(text.encode(), f"{MEDIA[suffix]}; charset=utf-8")
