"""Folding a text to plain Latin words."""

from kzgraph.text.words import words_of


def fold(text: str) -> str:
    """Return *text* as plain Latin words: case, accents and script removed.

    >>> fold("Қазақстан") == fold("Qazaqstan")
    True
    """
    from anyascii import anyascii

    return " ".join(words_of(anyascii(text)))


def latin(text: str) -> str:
    """Return *text* in Latin letters, as it sounds.

    >>> latin("Первая")
    'Pervaya'
    """
    from anyascii import anyascii

    return anyascii(text)


def slug(text: str) -> str:
    """Return *text* as an id is written: plain Latin words in small letters, joined by hyphens.

    >>> slug("Côte d’Ivoire"), slug("Türkiye")
    ('cote-divoire', 'turkiye')
    """
    return "-".join(fold(text.replace("’", "").replace("'", "")).split())
