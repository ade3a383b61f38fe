"""The page of a relation: what is stated of two countries, year by year."""

from kzgraph.errors import UsageError
from kzgraph.relation import COLUMNS, chronology, relations, table_bytes
from kzgraph.vocab import ENTITY
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.site.render import page
from kzgraph.web.site.site import Site


def relation(site: Site, request: Request) -> Reply:
    """Return the chronology of two countries as a page, or with ``format=csv`` as a table."""
    first, second = (ENTITY + request.path[name] for name in ("first", "second"))
    for iri in (first, second):
        if iri not in site.catalogue.things:
            raise HttpError(404, f"there is no {iri.removeprefix(ENTITY)[:80]}; /search finds what there is")
    try:
        found = chronology(site.catalogue.index, site.wording, first, second)
    except UsageError as error:
        raise HttpError(404, str(error)) from None
    if request.one("format") == "csv":
        return Reply(table_bytes(found).replace(b"\n", b"\r\n"), "text/csv")  # line ends of RFC 4180; no cell has one
    here = f"/relation/{request.path['first']}/{request.path['second']}"
    return page(site, "relation.html", chronology=found, columns=COLUMNS, here=here)


def finding(site: Site) -> tuple[str, str, tuple[str, ...]] | None:
    """Return what is found of the relation that the graph is about: its title, its path, sentences that sum it up."""
    for title, path in chronologies(site)[:1]:
        first, second = (ENTITY + each for each in path.split("/")[-2:])
        if lead := chronology(site.catalogue.index, site.wording, first, second).lead:
            return title, path, lead
    return None


def chronologies(site: Site) -> list[tuple[str, str]]:
    """Return the title and the path of each relation that the graph holds, the one of its sides first."""
    poles = set(site.profile.poles)
    listed = []
    for two, iri in relations(site.catalogue.index).items():
        sides = sorted(two, key=lambda each: (each != site.profile.poles[0], each))
        path = "/relation/" + "/".join(each.removeprefix(ENTITY) for each in sides)
        listed.append((two != poles, site.names(iri), path))
    return [(title, path) for _, title, path in sorted(listed)]
