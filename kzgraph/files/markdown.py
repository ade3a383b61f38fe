"""Text in Markdown that stands for itself."""

import re

_SIGNS = re.compile(r"[\\`*\[\]<>#|]|(?<!\w)_|_(?!\w)")
"""Signs of Markdown, and of the HTML that it may hold; a low line within a word is none (CommonMark 0.31, 6.2)."""


def as_words(text: str) -> str:
    r"""Return *text* on one line, its signs of Markdown and HTML taken for themselves.

    >>> print(as_words("<b>a_b</b> | _c_"))
    \<b\>a_b\</b\> \| \_c\_
    """
    return " ".join(_SIGNS.sub(r"\\\g<0>", text).split())
