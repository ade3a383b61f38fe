"""The pages that belong to no single thing: landing, search, comparison, limits, about."""

import json
from collections import Counter
from itertools import zip_longest

from kzgraph.acceptance import MODALITIES
from kzgraph.errors import quoted
from kzgraph.names.search import search as find
from kzgraph.statements.statement import Statement
from kzgraph.vocab import CODE, ENTITY, PREFIXES, SKOS, SOURCE
from kzgraph.web.linked.description import landing_links, schema_org
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.pages.plots import offered
from kzgraph.web.pages.relation import chronologies, finding
from kzgraph.web.pictures.drawings import columns
from kzgraph.web.pictures.places import drawn
from kzgraph.web.site.render import page
from kzgraph.web.site.site import Site

_LONGEST_SEARCH = 100
_ALONE = 150
"""Things of which only one document speaks that a comparison lists."""
_FIRST = (
    "BilateralRelation",
    "Treaty",
    "Undertaking",
    "Company",
    "Country",
    "Event",
    "LegalInstrument",
    "Person",
    "Opinion",
)
"""Kinds that the landing page offers first."""


def landing(site: Site, request: Request) -> Reply:
    """Return the landing page: what is here, how much, how sure."""
    catalogue = site.catalogue
    years = [
        statement.year
        for statement in catalogue.index.all
        if statement.year is not None and statement.rank != "deprecated"
    ]
    bars, width = columns(years)
    modalities = Counter(statement.modality for statement in catalogue.index.all)
    kinds = [(kind, catalogue.by_kind[kind]) for kind in _FIRST if catalogue.by_kind.get(kind)]
    return page(
        site,
        "landing.html",
        headers=landing_links(site),
        counts=_counts(site),
        modalities=[(name, modalities[name], _defined(site, name)) for name in MODALITIES if modalities[name]],
        kinds=[(kind, len(things), _examples(site, things)) for kind, things in kinds],
        bars=bars,
        bar_width=width,
        map=drawn(catalogue, catalogue.things.values()),
        documents=[(thing, len(catalogue.index.said_in.get(thing.name, []))) for thing in catalogue.documents],
        questions=list(site.queries.values())[:6],
        schema=schema_org(site, request.origin),
        profile=site.profile,
        chronologies=chronologies(site),
        finding=site.once("finding", lambda: finding(site)),
        pictures=site.once("pictures", lambda: offered(site, ("trade", "treaties"))),
        placeholder=" · ".join(["Search", *_names_of_sides(site)]),
    )


def _names_of_sides(site: Site) -> list[str]:
    """Return a few names of the sides in different languages, to show that any will do."""
    labels = [site.catalogue.things[ENTITY + side].labels for side in site.profile.sides[:2] if _is_here(site, side)]
    return [each[code] for each, code in zip(labels * 2, ("en", "zh", "ru", "kk"), strict=False) if code in each]


def _is_here(site: Site, side: str) -> bool:
    return ENTITY + side in site.catalogue.things


_COUNTED_AT = {"things": "/browse", "statements": "/queries", "documents": "/browse/Source"}
"""What is counted → where it is seen."""


def _counts(site: Site) -> list[tuple[int, str, str | None]]:
    return [(number, what, _COUNTED_AT.get(what)) for what, number in site.catalogue.counts.items()]


def _defined(site: Site, code: str) -> str:
    return site.catalogue.text(CODE + code, SKOS + "definition")


def _examples(site: Site, things: list) -> list:  # type: ignore[type-arg]
    """Return the three of *things* of which most is stated."""
    return sorted(things, key=lambda thing: (-len(site.catalogue.index.about.get(thing.iri, [])), thing.iri))[:3]


def search(site: Site, request: Request) -> Reply:
    """Return what is called like the words asked for, in four languages and any script."""
    text = " ".join(request.one("q").split())
    if len(text) > _LONGEST_SEARCH:
        raise HttpError(400, f"a name of more than {_LONGEST_SEARCH} characters is not looked for; give a part of it")
    catalogue = site.catalogue
    hits = find(site.store, text, most=30) if text else []
    found = [(catalogue.things[hit.iri], hit) for hit in hits if hit.iri in catalogue.things]
    return page(
        site,
        "search.html",
        text=text,
        found=found,
        stated={t.iri: len(catalogue.index.about.get(t.iri, [])) for t, _ in found},
    )


def compare(site: Site, request: Request) -> Reply:
    """Return what two documents both speak of, side by side."""
    catalogue = site.catalogue
    names = {thing.name: thing for thing in catalogue.documents}
    first, second = request.one("a"), request.one("b")
    chosen = list(names)
    if len(chosen) > 1 and not (first or second):
        first, second = chosen[0], chosen[1]
    for name in (first, second):
        if name and name not in names:
            raise HttpError(404, f"there is no document {quoted(name[:100])}; /browse/Source lists them")
    shared, rows = [], []
    spoken = [_spoken_of(site, name) for name in (first, second)]
    if first and second:
        sides = [{c.id: c for c in catalogue.index.said_in.get(name, [])} for name in (first, second)]
        shared = [statement for name, statement in sides[0].items() if name in sides[1]]
        rows = _side_by_side(site, *([c for c in side.values() if c not in shared] for side in sides))
    return page(
        site,
        "compare.html",
        documents=names,
        first=first,
        second=second,
        shared=shared,
        rows=rows,
        both=_spoken_of_by_both(*spoken),
        alone=[(first, _spoken_of_alone(*spoken)), (second, _spoken_of_alone(*reversed(spoken)))],
        most=_ALONE,
    )


def _side_by_side(
    site: Site, left: list[Statement], right: list[Statement]
) -> list[tuple[str, str, list[tuple[Statement | None, Statement | None]]]]:
    """Return subject, property and the statements of either side, where both say something."""

    def keyed(found: list[Statement]) -> dict[tuple[str, str], list[Statement]]:
        groups: dict[tuple[str, str], list[Statement]] = {}
        for statement in found:
            groups.setdefault((statement.subject.value, statement.predicate.value), []).append(statement)
        return groups

    first, second = keyed(left), keyed(right)
    both = sorted(first.keys() & second.keys(), key=lambda key: (site.catalogue.label(key[0]), key[1]))
    return [(*key, list(zip_longest(first[key], second[key]))) for key in both]


def _spoken_of(site: Site, name: str) -> Counter[str]:
    """Return how often a document speaks of each thing."""
    seen: Counter[str] = Counter()
    for statement in site.catalogue.index.said_in.get(name, []):
        seen.update(iri for iri in statement.mentions if iri in site.catalogue.things and not iri.startswith(SOURCE))
    return seen


def _spoken_of_by_both(one: Counter[str], two: Counter[str]) -> list[tuple[str, int, int]]:
    counts = ((iri, one[iri], two[iri]) for iri in one.keys() & two.keys())
    return sorted(counts, key=lambda each: (-min(each[1:]), each[0]))


def _spoken_of_alone(one: Counter[str], two: Counter[str]) -> list[tuple[str, int]]:
    counts = ((iri, one[iri]) for iri in one.keys() - two.keys())
    return sorted(counts, key=lambda each: (-each[1], each[0]))


def limits(site: Site, _ask: Request) -> Reply:
    """Return the limits of the server with their reasons."""
    return page(site, "limits.html", rows=site.limits.table())


def about(site: Site, request: Request) -> Reply:
    """Return how the graph is made and how to connect to it."""
    example = next(iter(site.profile.sides), "ID")
    return page(site, "about.html", origin=request.origin, digest=site.digest, example=example)


def prefixes(_site: Site, _request: Request) -> Reply:
    """Return our prefixes, for editors that complete them."""
    return Reply(json.dumps(PREFIXES, indent=1).encode(), "application/json")
