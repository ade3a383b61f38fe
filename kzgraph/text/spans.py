"""Places in a text, from a character on and up to another, which is not included."""

from typing import TypeAlias

Span: TypeAlias = tuple[int, int]


def meet(one: Span, other: Span) -> bool:
    """Say whether two places have a character in common.

    >>> meet((0, 4), (3, 5)), meet((0, 4), (4, 5))
    (True, False)
    """
    return one[0] < other[1] and other[0] < one[1]


def is_inside(one: Span, other: Span) -> bool:
    """Say whether *one* is a part of *other*, and not all of it."""
    return one != other and other[0] <= one[0] and one[1] <= other[1]
