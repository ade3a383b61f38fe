"""The page's citation of a statement, a thing or a document."""

from kzgraph.errors import quoted
from kzgraph.exports.citation import FORMS, MEDIA
from kzgraph.web.linked.resources import found
from kzgraph.web.messages.messages import Ask, Reply
from kzgraph.web.messages.problem import Trouble
from kzgraph.web.site.site import Desk


def cite(desk: Desk, ask: Ask) -> Reply:
    """Return the citation of a thing in the form that the path's suffix names."""
    name, _, suffix = ask.path["name"].rpartition(".")
    if suffix not in FORMS:
        raise Trouble(404, f"no citation in the form {quoted(suffix)}; there are {', '.join(FORMS)}")
    made = desk.citer.cite(found(desk, ask.path["kind"], name))
    if suffix == "json":
        return Reply(made.csl().encode(), "application/vnd.citationstyles.csl+json")
    text = made.bibtex() if suffix == "bib" else made.ris()
    return Reply(text.encode(), f"{MEDIA[suffix]}; charset=utf-8")
