"""Which script a text is written in, as far as patterns must know."""

import re

LATIN, CYRILLIC = re.compile("[a-z]"), re.compile("[\u0400-\u04ff]")
"""A letter of the cleaned text."""
HAN = re.compile("[\u3400-\u9fff]")
"""A Chinese character: between two of them stands no space."""
