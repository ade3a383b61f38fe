"""Things and statements as the records that the network page holds: plain JSON, nothing empty."""

from collections.abc import Mapping
from typing import Any

from kzgraph.network.kinds import kind_of
from kzgraph.network.measures import Measures
from kzgraph.network.network import PASSING, Network, Node, Tie, Years
from kzgraph.statements.names import Names
from kzgraph.statements.passages import Quoted
from kzgraph.statements.statement import Evidence
from kzgraph.text.folding import fold
from kzgraph.vocab import shorten

DERIVED = "derived"
"""The modality of a tie that a query made and no statement says."""


def _span(years: Years) -> list[int | None] | None:
    return [years.first, years.last] if years.known else None


def _trimmed(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", None, [], {}, ())}


def _evidence(each: Evidence, names: Names, passages: Mapping[str, Quoted]) -> dict[str, Any]:
    quoted = passages.get(each.iri)
    return _trimmed(
        {
            "document": each.document,
            "start": each.start,
            "end": each.end,
            "page": each.page,
            "fingerprint": each.fingerprint,
            "modality": each.modality,
            "printed": each.printed,
            "by": ", ".join(map(names, each.stated_by)),
            "cites": ", ".join(map(names, each.cites)),
            "reason": each.reason,
            "text": quoted.text if quoted else "",
            "section": quoted.section if quoted else "",
            "via": list(quoted.via) if quoted else [],
        }
    )


def statement_record(tie: Tie, network: Network, passages: Mapping[str, Quoted]) -> dict[str, Any]:
    """Return what *tie* states with its evidence; a passage where *passages* has it."""
    statement, words = tie.statement, network.wording
    role, value, time = statement.text("role"), words.value(statement), statement.text("time")
    against = network.disputes.get(tie.id, ())
    return _trimmed(
        {
            "id": tie.id,
            "property": tie.predicate,
            "value": "" if tie.object else value,
            "modality": statement.modality or DERIVED,
            "rank": "" if statement.rank == "normal" else statement.rank,
            "role": words.names(role) if role else "",
            "scope": sorted([shorten(iri), words.names(iri)] for iri in statement.texts("scope")),
            "time": "" if time == value and not tie.object else time,
            "years": _span(tie.years),
            "reason": statement.text("reason"),
            "silent": statement.object is None or None,
            "evidence": [_evidence(each, words.names, passages) for each in statement.evidence],
            "disputes": sorted([side, each.reason] for each in against for side in each.sides - {tie.id}),
            "whole": statement.wholes,
        }
    )


def _keys(thing: Node) -> list[str]:
    """Return what a search may match: every name folded to Latin, besides the names themselves."""
    names = [*thing.names.values(), *thing.aliases, *thing.hidden]
    return sorted({fold(name) for name in names} - {""})


def thing_record(thing: Node, figures: Measures) -> dict[str, Any]:
    """Return *thing* with its names, dates and figures."""
    return _trimmed(
        {
            "kind": kind_of(thing).id,
            "called": thing.kind,
            "names": dict(thing.names),
            "aliases": list(thing.aliases),
            "hidden": list(thing.hidden),
            "keys": _keys(thing),
            "note": thing.note,
            "links": list(thing.links),
            "same": list(thing.same),
            "years": _span(thing.years),
            "at": list(thing.point) if thing.point else None,
            "passing": bool(thing.classes & PASSING) or None,
            "degree": figures.degree,
            "betweenness": figures.betweenness,
            "brokerage": figures.brokerage,
            "community": figures.community,
            "side": figures.side,
        }
    )
