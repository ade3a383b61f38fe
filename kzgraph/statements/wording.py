"""What a statement says, in words: figure with its unit, time, scope, modality."""

import pyoxigraph as ox

from kzgraph.statements.dossier import Stated
from kzgraph.statements.names import Names

_SIGNS = {"asserted": "", "normal": ""}


def value(each: Stated, names: Names) -> str:
    """Return what a statement says of its subject: a name, a number with its unit and bound, a text."""
    if each.object is None:
        return "not stated"
    if isinstance(each.object, ox.NamedNode):
        return names(each.object.value)
    if each.amount:  # as the table gives it; the object is in the property's canonical unit
        return figure(each.amount, each.operator, names.unit(each.unit))
    return each.object.value


def qualifiers(each: Stated) -> str:
    """Return what narrows or weakens a statement, in brackets; empty for a plain fact."""
    parts = [
        each.time if each.object is None or each.object.value != each.time else "",
        f"scope: {', '.join(each.scope)}" if each.scope else "",
        f"as {each.role}" if each.role else "",
        _SIGNS.get(each.modality, each.modality),
        _SIGNS.get(each.rank, each.rank),
    ]
    found = "; ".join(part for part in parts if part)
    return f" [{found}]" if found else ""


def figure(amount: str, bound: str, unit: str) -> str:
    """Return a number as a reader meets it, its thousands grouped.

    Args:
        amount: the number as the table gives it.
        bound: how the source bounds it, in words; empty for an exact number.
        unit: its notation; empty for a plain count.
    """
    return " ".join(part for part in (bound, grouped(amount), unit) if part)


def grouped(number: str) -> str:
    """Return *number* with its thousands grouped, from five digits on; what is no plain number stays.

    >>> grouped("859000000.5"), grouped("1992")
    ('859,000,000.5', '1992')
    """
    whole, point, rest = number.partition(".")
    plain = 4 < len(whole) < 40 and whole.lstrip("-").isdecimal()
    return f"{int(whole):,}{point}{rest}" if plain else number
