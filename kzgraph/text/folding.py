"""Folding a text to plain Latin words."""

from kzgraph.text.words import words_of


def fold(text: str) -> str:
    """Return *text* as plain Latin words: case, accents and script removed.

    >>> fold("Қазақстан") == fold("Qazaqstan")
    True
    """
    from anyascii import anyascii

    return " ".join(words_of(anyascii(text)))
