"""What counts as a fact: the modalities from the strongest to the weakest, and the role of one who is no longer."""

from collections.abc import Iterable

FORMER = "former"
"""The role of one who held an office before: without a date, a simple triple would make him look its holder now."""
MODALITIES = ("asserted", "reported", "planned", "forecast", "opinion")
"""From the strongest to the weakest; a statement has the strongest that one of its passages gives it."""


def strongest(modalities: Iterable[str]) -> str:
    """Return the strongest of *modalities*; empty for none."""
    return min(modalities, key=MODALITIES.index, default="")
