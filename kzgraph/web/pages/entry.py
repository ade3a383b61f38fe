"""The page of a thing: an entity, a statement, a document, a code, or whatever else has an IRI of ours."""

import math
from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox

from kzgraph.documents.passage import Document
from kzgraph.errors import KzgraphError
from kzgraph.exports.citation import FORMS
from kzgraph.statements.deciding import deciding
from kzgraph.statements.index import by_property
from kzgraph.statements.passages import around, copy_of, quotation
from kzgraph.statements.statement import Evidence, Statement
from kzgraph.vocab import DCTERMS, ENTITY, LANGUAGES, ONTOLOGY, RDFS, SKOS, STATEMENT
from kzgraph.web.linked.resources import found, links_of, replaced_by, statement_of
from kzgraph.web.messages import addresses
from kzgraph.web.messages.messages import Reply, Request, see_other
from kzgraph.web.messages.problem import HttpError
from kzgraph.web.pictures.drawings import columns, neighbours
from kzgraph.web.site.render import page as rendered
from kzgraph.web.site.site import Site

_LONGEST_PASSAGE = 3_000
"""Characters of a passage that a page shows."""
_PER_PROPERTY = 40
"""Statements of one property that a page shows before it sends the reader to SPARQL."""


def page(site: Site, request: Request) -> Reply:
    """Return the page of a thing."""
    kind, name = request.path.get("kind", "id"), request.path["name"]
    iri = found(site, kind, name)
    if kind in ("evidence", "observation", "dispute"):
        statement = statement_of(site, iri)
        if statement:
            return see_other(f"/page/statement/{statement}#{name}")
    if kind == "id":
        newer = replaced_by(site, iri)
        target = addresses.page(newer) if newer else None
        if target and target.startswith("/"):
            return see_other(target)
    made = {"id": _entity, "statement": _statement, "source": _source}.get(kind, _resource)
    return made(site, iri, links_of(site, kind, name))


def _downloads(site: Site, iri: str) -> list[tuple[str, str]]:
    kind, name = addresses.parts(iri) or ("id", "")
    return [(form.title, addresses.data(kind, name, form.name)) for form in site.forms_of_a_thing]


def _cites(iri: str) -> list[tuple[str, str]]:
    kind, name = addresses.parts(iri) or ("id", "")
    return [(title, f"/cite/{kind}/{name}.{suffix}") for suffix, title in FORMS.items()]


def _entity(site: Site, iri: str, headers: tuple[tuple[str, str], ...]) -> Reply:
    catalogue = site.catalogue
    thing = catalogue.things.get(iri)
    if thing is None:
        return _resource(site, iri, headers)
    own, naming = catalogue.index.about.get(iri, []), catalogue.index.naming.get(iri, [])
    years = [
        statement.year for statement in [*own, *naming] if statement.year is not None and statement.rank != "deprecated"
    ]
    bars, width = columns(years)
    return rendered(
        site,
        "entity.html",
        headers=headers,
        thing=thing,
        note=catalogue.text(iri, RDFS + "comment"),
        languages=[(code, thing.labels[code]) for code in LANGUAGES if code in thing.labels],
        translated=_translated(site, iri),
        above=[kind for kind in thing.kinds if kind not in (thing.kind, "Entity")],
        same=_links_out(site, iri),
        relations=[(each, catalogue.label(each)) for each in catalogue.described.relations(iri)],
        belonging=_belonging(site, iri),
        broader=[(each, catalogue.label(each)) for each in catalogue.described.broader(iri)],
        narrower=[(each, catalogue.label(each)) for each in catalogue.described.narrower(iri)],
        groups=catalogue.grouping.grouped(iri, own, naming),
        silences=[(statement, statement.reasons) for statement in own if statement.object is None],
        most=_PER_PROPERTY,
        bars=bars if len(set(years)) > 1 else [],
        bar_width=width,
        around=neighbours(catalogue, iri, [*own, *naming]),
        downloads=_downloads(site, iri),
        cites=_cites(iri),
        citation=site.citer.cite(iri),
        sources=sorted({source for statement in own for source in statement.sources}),
    )


def _belonging(site: Site, iri: str) -> list[tuple[str, list[tuple[int | None, str, str]]]]:
    """Return what belongs to the bilateral relation *iri*: a heading, then year, IRI and label of each, by year."""
    catalogue = site.catalogue
    found: dict[str, list[tuple[int | None, str, str]]] = defaultdict(list)
    for each in catalogue.described.belonging(iri):
        if each.startswith(STATEMENT):
            statement = catalogue.index.by_id.get(each.removeprefix(STATEMENT))
            if statement is not None:
                found["Figures"].append((statement.year, each, site.wording.sentence(statement)))
            continue
        thing = catalogue.things[each]
        heading = next(text for kind, text in _BELONGING.items() if kind in thing.kinds)
        years = [own.year for own in catalogue.index.about.get(each, []) if own.year is not None and own.accepted]
        found[heading].append((min(years, default=None), each, thing.label))
    for members in found.values():
        members.sort(key=lambda member: (member[0] is None, member[0], member[2]))
    return [(heading, found[heading]) for heading in (*_BELONGING.values(), "Figures") if heading in found]


_BELONGING = {
    "Treaty": "Agreements",
    "Event": "Visits, talks and other events",
    "Undertaking": "Projects and other undertakings",
}
"""Classes of what belongs to a relation, and how its page heads them."""


def _translated(site: Site, iri: str) -> list[tuple[str, str]]:
    """Return the names that were translated for the graph: language and text."""
    quads = site.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(ONTOLOGY + "translated"), None)
    return sorted(
        (quad.object.language or "", quad.object.value) for quad in quads if isinstance(quad.object, ox.Literal)
    )


def _links_out(site: Site, iri: str) -> list[tuple[str, str]]:
    """Return the matches in other datasets: the relation and the IRI."""
    found = [
        (relation.replace("Match", " match"), quad.object.value)
        for relation in ("exactMatch", "closeMatch")
        for quad in site.store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(SKOS + relation), None)
        if isinstance(quad.object, ox.NamedNode)
    ]
    return sorted(found)


@dataclass(frozen=True)
class Shown:
    """A passage as the page shows it: its words when the reader's copy is here, else why not.

    ``pieces`` are the words again, each with whether it decides; ``before`` and ``after`` what stands around them.
    """

    passage: Evidence
    words: str = ""
    pieces: tuple[tuple[str, bool], ...] = ()
    before: str = ""
    after: str = ""
    missing: str = ""
    mentions: tuple[str, ...] = ()


def document(site: Site, iri: str) -> Document | None:
    """Return the reader's copy of a document; ``None`` without one."""
    if iri not in site.documents:
        try:
            site.documents[iri] = copy_of(site.store, iri, *site.sources) if site.sources else None
        except KzgraphError:
            site.documents[iri] = None
    return site.documents[iri]


def _shown(site: Site, statement: Statement, evidence: Evidence) -> Shown:
    copy = document(site, evidence.source)
    if copy is None:
        return Shown(evidence, missing="no copy of the document is at hand here")
    quoted = quotation(copy, evidence)
    if quoted is None:
        return Shown(evidence, missing="it was not found in the copy here")
    pieces = tuple(deciding(site.store, statement, evidence, quoted.text[:_LONGEST_PASSAGE]))
    return Shown(evidence, quoted.text, pieces, *around(copy, evidence), mentions=quoted.via)


def _statement(site: Site, iri: str, headers: tuple[tuple[str, str], ...]) -> Reply:
    catalogue = site.catalogue
    statement = catalogue.index.by_id.get(iri.removeprefix(STATEMENT))
    if statement is None:
        raise HttpError(404, "the graph has no such statement")
    disputes = catalogue.index.disputes.get(statement.id, [])
    return rendered(
        site,
        "statement.html",
        headers=headers,
        statement=statement,
        shown=[_shown(site, statement, passage) for passage in statement.evidence],
        disputes=[
            (
                dispute,
                [
                    catalogue.index.by_id[side]
                    for side in dispute.sides
                    if side != statement.id and side in catalogue.index.by_id
                ],
            )
            for dispute in disputes
        ],
        wholes=[catalogue.index.by_id[name] for name in statement.wholes if name in catalogue.index.by_id],
        parts=catalogue.index.parts.get(statement.id, []),
        downloads=[*_downloads(site, iri), *_nanopublications(statement)],
        cites=_cites(iri),
        citation=site.citer.cite(iri),
        definition=catalogue.text(statement.predicate.value, SKOS + "definition"),
        modality=catalogue.text(f"https://w3id.org/kzgraph/code/{statement.modality}", SKOS + "definition"),
    )


def _nanopublications(statement: Statement) -> list[tuple[str, str]]:
    """Return where *statement* is had as a nanopublication; what is not stated asserts nothing, so there is none."""
    stated = statement.object is not None
    return [("Nanopublication", addresses.data("statement", statement.id, "trig"))] if stated else []


def _source(site: Site, iri: str, headers: tuple[tuple[str, str], ...]) -> Reply:
    catalogue = site.catalogue
    thing = catalogue.things.get(iri)
    if thing is None:
        raise HttpError(404, "the graph has no such document")
    said = catalogue.index.said_in.get(thing.name, [])
    cited: dict[str, int] = defaultdict(int)
    for statement in said:
        for passage in statement.evidence:
            if passage.source == iri:
                for work in passage.cites:
                    cited[work] += 1
    length = int(catalogue.text(iri, ONTOLOGY + "codePoints") or 0)
    return rendered(
        site,
        "source.html",
        headers=headers,
        thing=thing,
        facts=[(label, catalogue.text(iri, term)) for label, term in _FACTS if catalogue.text(iri, term)],
        length=length,
        here=document(site, iri) is not None,
        stripes=_stripes([p for statement in said for p in statement.evidence if p.source == iri], length),
        passages=sum(p.source == iri for statement in said for p in statement.evidence),
        said=said,
        by_property=sorted(by_property(said).items(), key=lambda each: (-len(each[1]), catalogue.label(each[0]))),
        most=_PER_PROPERTY,
        cited=sorted(cited.items(), key=lambda each: (-each[1], each[0])),
        others=[other for other in catalogue.documents if other.iri != iri],
        about=by_property(catalogue.index.about.get(iri, [])),
        downloads=_downloads(site, iri),
        cites=_cites(iri),
        citation=site.citer.cite(iri),
    )


_FACTS = (
    ("Citation", DCTERMS + "bibliographicCitation"),
    ("Rights", DCTERMS + "rights"),
    ("State of the text", DCTERMS + "provenance"),
    ("Language", DCTERMS + "language"),
    ("SHA-256 of the text", ONTOLOGY + "textSha256"),
)


def _stripes(passages: list[Evidence], length: int, *, pieces: int = 150) -> list[tuple[int, int, int]]:
    """Return, for each of so many equal pieces of the text, how many statements rest on it and a shade from 0 to 9."""
    counts = [0] * pieces
    for passage in passages:
        if length:
            for piece in range(passage.start * pieces // length, min(passage.end * pieces // length, pieces - 1) + 1):
                counts[piece] += 1
    most = max(counts, default=0) or 1
    return [(place, number, math.ceil(9 * math.sqrt(number / most))) for place, number in enumerate(counts)]


def _resource(site: Site, iri: str, headers: tuple[tuple[str, str], ...]) -> Reply:
    facts: dict[str, list[ox.NamedNode | ox.Literal]] = defaultdict(list)
    for quad in site.store.quads_for_pattern(ox.NamedNode(iri), None, None):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            facts[quad.predicate.value].append(quad.object)
    used = [
        quad.subject.value
        for quad in site.store.quads_for_pattern(None, None, ox.NamedNode(iri))
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith((STATEMENT, ENTITY))
    ]
    return rendered(
        site,
        "resource.html",
        headers=headers,
        iri=iri,
        facts=[(name, sorted(values, key=str)) for name, values in sorted(facts.items())],
        used=sorted(set(used))[:_PER_PROPERTY],
        uses=len(set(used)),
        downloads=_downloads(site, iri),
    )
