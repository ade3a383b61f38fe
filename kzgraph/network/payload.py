"""Things and claims as the records that the network page holds: plain JSON, nothing empty."""

from collections.abc import Mapping
from typing import Any

from kzgraph.network.kinds import kind_of
from kzgraph.network.measures import Measures
from kzgraph.network.network import PASSING, Claim, Thing, Years
from kzgraph.statements.dossier import Evidence
from kzgraph.statements.passages import Quoted
from kzgraph.text.folding import fold


def _span(years: Years) -> list[int | None] | None:
    return [years.first, years.last] if years.known else None


def _trimmed(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", None, [], {}, ())}


def _evidence(each: Evidence, passages: Mapping[str, Quoted]) -> dict[str, Any]:
    quoted = passages.get(each.id)
    return _trimmed(
        {
            "document": each.source,
            "start": each.start,
            "end": each.end,
            "fingerprint": each.fingerprint,
            "modality": each.modality,
            "printed": each.printed,
            "by": each.stated_by,
            "cites": each.cites,
            "reason": each.reason,
            "text": quoted.text if quoted else "",
            "section": quoted.section if quoted else "",
            "via": list(quoted.via) if quoted else [],
        }
    )


def claim_record(claim: Claim, passages: Mapping[str, Quoted]) -> dict[str, Any]:
    """Return *claim* with its evidence; a passage where *passages* has it."""
    return _trimmed(
        {
            "id": claim.id,
            "property": claim.predicate,
            "value": claim.value,
            "modality": claim.modality,
            "rank": "" if claim.rank == "normal" else claim.rank,
            "role": claim.role,
            "scope": [list(each) for each in claim.scope],
            "time": claim.time,
            "years": _span(claim.years),
            "reason": claim.reason,
            "silent": not claim.stated or None,
            "evidence": [_evidence(each, passages) for each in claim.evidence],
            "disputes": [list(each) for each in claim.disputes],
            "whole": list(claim.whole),
        }
    )


def _keys(thing: Thing) -> list[str]:
    """Return what a search may match: every name folded to Latin, besides the names themselves."""
    names = [*thing.names.values(), *thing.aliases, *thing.hidden]
    return sorted({fold(name) for name in names} - {""})


def thing_record(thing: Thing, figures: Measures) -> dict[str, Any]:
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
            "passing": bool(thing.classes & PASSING) or None,
            "degree": figures.degree,
            "betweenness": figures.betweenness,
            "brokerage": figures.brokerage,
            "community": figures.community,
            "side": figures.side,
        }
    )
