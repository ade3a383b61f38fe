"""Captions: what a row of an answer is called where it is drawn, what is read beside that, where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from kzgraph.web.messages import addresses
from kzgraph.web.pictures.placement import NARROW, WIDE, fitted, width
from kzgraph.web.pictures.table import Table, Term, disputed, doubt, subject, title
from kzgraph.web.site.catalogue import Catalogue

PALER = "Paler: not said as a fact, but planned, forecast or held as a view."


@dataclass(frozen=True)
class Caption:
    """The name of a row, whole and cut to a narrow and to a wide screen; its date or number; its link."""

    full: str
    narrow: str
    wide: str
    value: str
    href: str | None
    unsure: bool = False
    """Whether it is a plan, a forecast or a view."""


def caption(table: Table, row: Sequence[Term], catalogue: Catalogue, named: Sequence[int], value: str) -> Caption:
    """Return the caption of *row*: called by the columns *named*, with room for *value* beside it."""
    full, modality = title(table, row, catalogue, named), doubt(table, row)
    asides = [aside for aside in (modality, "disputed" if disputed(table, row) else "") if aside]
    value = ", ".join([value[:40], *asides]) if asides else value
    iri = subject(row, catalogue, named)
    narrow, wide = (fitted(full, most - width(value[:40])) for most in (NARROW, WIDE))
    return Caption(full, narrow, wide, value, addresses.page(iri) if iri else None, bool(modality))
