"""Content negotiation (RFC 9110, 12.5.1): the media type that a client likes best among those on offer."""

from functools import lru_cache
from math import isnan


def _ranges(header: str) -> list[tuple[str, str, float]]:
    """Return the ranges of an Accept header as type, subtype and quality; what cannot be read is left out."""
    ranges = []
    for part in header.split(",")[:200]:
        media, *rest = (piece.strip() for piece in part.split(";"))
        kind, slash, sub = media.lower().partition("/")
        quality = 1.0
        for piece in rest:
            name, _, value = piece.partition("=")
            if name.strip().lower() == "q":
                quality = _quality(value)
        if slash and kind and sub:
            ranges.append((kind, sub, quality))
    return ranges


def _quality(value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        return 0.0
    return 0.0 if isnan(found) else min(max(found, 0.0), 1.0)


@lru_cache(256)
def best(header: str, offers: tuple[str, ...]) -> str | None:
    """Return the one of *offers* that *header* gives the highest quality; ``None`` when it takes none.

    The most specific range decides on an offer; among equals the first offer wins.
    A missing or empty header takes anything.

    >>> best("text/csv;q=0.5, text/*;q=0.1, */*;q=0", ("text/html", "text/csv", "image/png"))
    'text/csv'
    """
    if not header.strip():
        return offers[0]
    ranges = _ranges(header)

    def quality(offer: str) -> float:
        kind, _, sub = offer.partition("/")
        fitting = [
            ((range_kind != "*") + (range_sub != "*"), quality)
            for range_kind, range_sub, quality in ranges
            if range_kind in ("*", kind) and range_sub in ("*", sub)
        ]
        return max(fitting, default=(0, 0.0))[1]

    scored = [(quality(offer), -place, offer) for place, offer in enumerate(offers)]
    score, _, offer = max(scored)
    return offer if score > 0 else None
