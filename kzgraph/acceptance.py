"""What counts as a fact: said once, for rows, for statements and for the hints of an empty answer."""

from collections.abc import Iterable

from kzgraph.vocab import ACCEPTED_MODALITIES

FORMER = "former"
"""The role of one who held an office before: without a date, a simple triple would make him look its holder now."""
MODALITIES = ("asserted", "reported", "planned", "forecast", "opinion")
"""From the strongest to the weakest; a statement has the strongest that one of its passages gives it."""


def strongest(modalities: Iterable[str]) -> str:
    """Return the strongest of *modalities*; empty for none."""
    return min(modalities, key=MODALITIES.index, default="")


def doubt(*, stated: bool, modality: str, rank: str, bound: str, role: str) -> str:
    """Return in a word why a statement does not count as a fact; empty when it does.

    Args:
        stated: whether the source says it at all, rather than pointedly leave it out.
        modality: the strongest of its passages.
        rank: ``normal``, ``preferred`` or ``deprecated``.
        bound: how its figure is bounded; empty for an exact one.
        role: in which role; a former one is over.

    >>> doubt(stated=True, modality="planned", rank="normal", bound="", role="")
    'planned'
    """
    if not stated:
        return "not stated"
    if rank == "deprecated":
        return "deprecated"
    if modality not in ACCEPTED_MODALITIES:
        return modality or "of no modality"
    if bound:
        return "a bound"
    return FORMER if role == FORMER else ""
