"""Browsing by kind, narrowed down by facets; the same result as table, timeline, network, CSV and SPARQL."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from kzgraph.errors import quoted
from kzgraph.statements.parties import TAKES_PART
from kzgraph.statements.things import Thing
from kzgraph.vocab import CODE, ONTOLOGY, SKOS, SOURCE
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.messages.spreadsheet import for_spreadsheet
from kzgraph.web.pages.listing import COLUMNS, in_order, listed
from kzgraph.web.pictures.drawings import columns
from kzgraph.web.pictures.network import DrawnTie
from kzgraph.web.pictures.network import drawn as drawn_ties
from kzgraph.web.pictures.places import drawn, place_of
from kzgraph.web.site.catalogue import INTENDED
from kzgraph.web.site.render import page
from kzgraph.web.site.site import Site

FACETS = {
    "party": "Party",
    "planned": "Party, only planned or expected",
    "sector": "Sector or subject",
    "year": "Year",
    "state": "State",
    "modality": "How it is said",
    "source": "Source",
}
VIEWS = {"table": "Table", "timeline": "Timeline", "map": "Map", "network": "Network"}
_MOST = 500


def kinds(site: Site, _ask: Request) -> Reply:
    """Return the kinds of things as a tree with counts."""
    catalogue = site.catalogue
    roots = sorted(
        kind for kind in catalogue.by_kind if not catalogue.parents.get(kind, set()) & catalogue.by_kind.keys()
    )
    below: dict[str, list[str]] = {}
    for kind in sorted(catalogue.by_kind):
        upper = catalogue.parents.get(kind, set()) & catalogue.by_kind.keys()
        nearest = [u for u in upper if not any(u in catalogue.parents.get(v, set()) for v in upper)]
        for each in nearest:
            below.setdefault(each, []).append(kind)
    counts = {kind: len(found) for kind, found in catalogue.by_kind.items()}
    roots = below.get("Entity", []) if roots == ["Entity"] else roots
    return page(site, "kinds.html", roots=roots, below=below, counts=counts, definition=_definitions(site))


def _definitions(site: Site) -> dict[str, str]:
    return {kind: site.catalogue.text(ONTOLOGY + kind, SKOS + "definition") for kind in site.catalogue.by_kind}


@dataclass(frozen=True)
class FacetChoice:
    """A value of a facet: how many things have it, whether it is chosen, the link that toggles it."""

    value: str
    title: str
    number: int
    chosen: bool
    link: str


def _chosen(request: Request) -> dict[str, list[str]]:
    return {facet: found for facet in FACETS if (found := [value for value in request.all(facet) if value])}


def _fits(site: Site, thing: Thing, chosen: dict[str, list[str]]) -> bool:
    facets = site.catalogue.facets(thing)
    return all(set(values) <= facets[facet] for facet, values in chosen.items())


def _address(kind: str, chosen: dict[str, list[str]], view: str = "table", sort: str = "") -> str:
    pairs = [(facet, value) for facet, values in chosen.items() for value in values]
    pairs += [("view", view)] if view != "table" else []
    pairs += [("sort", sort)] if sort else []
    return f"/browse/{kind}" + (f"?{urlencode(pairs)}" if pairs else "")


def _choices(
    site: Site, kind: str, things: list[Thing], chosen: dict[str, list[str]], view: str
) -> dict[str, list[FacetChoice]]:
    found = {}
    for facet in FACETS:
        counts = Counter(value for thing in things for value in site.catalogue.facets(thing)[facet])
        for value in chosen.get(facet, []):
            counts.setdefault(value, 0)
        ordered = sorted(counts, key=lambda v: v) if facet == "year" else sorted(counts, key=lambda v: (-counts[v], v))
        found[facet] = [_choice(site, kind, facet, value, counts[value], chosen, view) for value in ordered[:40]]
    return {facet: values for facet, values in found.items() if len(values) > 1 or any(v.chosen for v in values)}


def _choice(
    site: Site, kind: str, facet: str, value: str, number: int, chosen: dict[str, list[str]], view: str
) -> FacetChoice:
    now = chosen.get(facet, [])
    later = [each for each in now if each != value] if value in now else [*now, value]
    changed = {name: values for name, values in {**chosen, facet: later}.items() if values}
    known = facet == "source" and SOURCE + value in site.catalogue.things
    title = site.catalogue.label(SOURCE + value) if known else value
    return FacetChoice(value, title, number, value in now, _address(kind, changed, view))


def kind(site: Site, request: Request) -> Reply:
    """Return the things of a kind."""
    name, _, suffix = request.path["kind"].partition(".")
    catalogue = site.catalogue
    if name not in catalogue.by_kind or suffix not in ("", "csv"):
        raise HttpError(404, "there are no things of that kind; /browse lists the kinds")
    chosen = _chosen(request)
    things = [thing for thing in catalogue.by_kind[name] if _fits(site, thing, chosen)]
    if suffix:
        return _csv(site, things)
    view = request.one("view", "table")
    if view not in VIEWS:
        raise HttpError(400, f"no view {quoted(view[:40])}; there are {', '.join(VIEWS)}")
    sort = request.one("sort", "")
    rows = in_order((listed(catalogue, thing) for thing in things), sort)
    dated = sorted(((date, row) for row in rows for date in row.dates), key=lambda each: (each[0], each[1].thing.label))
    bars, width = columns(int(date[:4]) for date, _ in dated if date[:4].isdecimal())
    ties = list(_ties(site, things)) if view == "network" else []
    lacking = {
        "timeline": "" if dated else "none of these has a date within one year",
        "map": "" if any(place_of(catalogue, thing) for thing in things) else "the place of none of these is recorded",
        "network": "" if next(_ties(site, things), None) else "none of these has a tie to an actor",
    }
    csv_link = f"/browse/{name}.csv" + _address(name, chosen).removeprefix(f"/browse/{name}")
    return page(
        site,
        "kind.html",
        kind=name,
        iri=ONTOLOGY + name,
        definition=catalogue.text(ONTOLOGY + name, SKOS + "definition"),
        rows=rows[:_MOST],
        number=len(things),
        headings=[(key, title, _address(name, chosen, sort=_turned(key, sort))) for key, title in COLUMNS.items()],
        sort=sort,
        choices=_choices(site, name, things, chosen, view),
        facets=FACETS,
        chosen=chosen,
        clear=f"/browse/{name}",
        views=[(key, title, _address(name, chosen, key)) for key, title in VIEWS.items()],
        lacking={view: reason for view, reason in lacking.items() if reason},
        view=view,
        dated=dated,
        bars=bars,
        bar_width=width,
        undated=[row.thing for row in rows if not row.dates],
        map=drawn(catalogue, things) if view == "map" else None,
        unplaced=[thing for thing in things if not place_of(catalogue, thing)] if view == "map" else [],
        ties=ties,
        network=drawn_ties(_drawable(site, ties), catalogue) if ties else None,
        csv=csv_link,
        sparql=f"/sparql?{urlencode({'query': _query(name, chosen, catalogue.parties.roles), 'open': '1'})}",
    )


def _turned(column: str, sort: str) -> str:
    """Return the order that a click on the heading of *column* leads to: up, then down."""
    return f"-{column}" if sort == column or (not sort and column == "name") else column


def _ties(site: Site, things: list[Thing]) -> Iterator[tuple[str, str, str, str]]:
    """Yield subject, property, object and statement for each tie among *things* or from them to an actor."""
    catalogue = site.catalogue
    for thing in things:
        for statement in catalogue.index.about.get(thing.iri, []):
            other = catalogue.things.get(statement.object.value) if statement.object is not None else None
            if other and statement.rank != "deprecated" and "Actor" in other.kinds:
                yield thing.iri, statement.predicate.value, other.iri, statement.id


def _drawable(site: Site, ties: list[tuple[str, str, str, str]]) -> list[DrawnTie]:
    return [DrawnTie(start, site.catalogue.label(name), end) for start, name, end, _ in ties if start != end]


def _csv(site: Site, things: list[Thing]) -> Reply:
    rows = [["iri", "label", "kind", *FACETS, "statements"]]
    for thing in things:
        facets = site.catalogue.facets(thing)
        cells = [thing.iri, thing.label, thing.kind, *("; ".join(sorted(facets[facet])) for facet in FACETS)]
        rows.append([*cells, str(len(site.catalogue.index.about.get(thing.iri, [])))])
    return Reply(for_spreadsheet(rows), "text/csv; charset=utf-8")


_ANY_OF = {
    "sector": "kzo:sector|kzo:subjectMatter|kzo:topic|kzo:regulates|kzo:about",
    "state": "kzo:lifecycleState|kzo:treatyStatus",
}


def _query(kind: str, chosen: dict[str, list[str]], roles: Iterable[str]) -> str:
    """Return SPARQL that finds the same things; *roles* are the properties whose object is a party."""
    lines = [f"  ?thing a kzo:{kind} ; rdfs:label ?label .", '  FILTER(LANG(?label) = "en")']
    roles = [f"kzo:{name}" for name in roles]
    paths = {**_ANY_OF, "party": "|".join((*roles, f"^kzo:{TAKES_PART}"))}
    for number, (facet, value) in enumerate((f, v) for f, values in chosen.items() for v in values):
        text = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if facet == "year":
            lines.append(
                f"  ?dated{number} rdf:subject ?thing ; kzo:earliest ?from{number} ; kzo:latest ?to{number} .\n"
                f"  FILTER(STRSTARTS(STR(?from{number}), {text}) && STRSTARTS(STR(?to{number}), {text}))"
            )
        elif facet == "modality":
            lines.append(f"  ?said{number} rdf:subject ?thing ; kzo:modality {ox.NamedNode(CODE + quote(value))} .")
        elif facet == "source":
            lines.append(
                f"  ?read{number} rdf:subject ?thing ; prov:wasDerivedFrom {ox.NamedNode(SOURCE + quote(value))} ."
            )
        elif facet == "planned":
            lines.append(_planned(number, text, roles, paths["party"]))
        else:
            lines.append(f"  ?thing {paths[facet]} ?value{number} . ?value{number} rdfs:label {text}@en .")
    return "SELECT DISTINCT ?thing ?label WHERE {\n" + "\n".join(lines) + "\n}\nORDER BY ?label\n"


def _planned(number: int, label: str, roles: Iterable[str], path: str) -> str:
    """Return the pattern of a party that statements say is to come and none says is there."""
    part, role, how, value = (f"?{name}{number}" for name in ("part", "role", "how", "value"))
    return (
        f"  VALUES {role} {{ {' '.join(roles)} }} VALUES {how} {{ {' '.join(f'kzc:{name}' for name in INTENDED)} }}\n"
        f"  {{ {part} rdf:subject ?thing ; rdf:predicate {role} ; rdf:object {value} }} UNION\n"
        f"  {{ {part} rdf:subject {value} ; rdf:predicate kzo:{TAKES_PART} ; rdf:object ?thing }}\n"
        f"  {part} kzo:modality {how} . {value} rdfs:label {label}@en .\n"
        f"  FILTER NOT EXISTS {{ {part} kzo:rank kzc:deprecated }}\n"
        f"  FILTER NOT EXISTS {{ ?thing {path} {value} }}"
    )
