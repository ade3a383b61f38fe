"""What the gate knows of each language: data files that a reader of the language can mend, and nothing else."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ru", "kk", "zh")


@cache
def language(code: str) -> dict[str, Any]:
    """Return the data of the language *code*, one of :data:`LANGUAGES`: section → entries, as its file has them."""
    return tomllib.loads((files(__name__) / f"{code}.toml").read_text("utf-8"))


def section(name: str) -> dict[str, dict[str, Any]]:
    """Return language → its section *name*, for the languages that have it."""
    return {code: language(code)[name] for code in LANGUAGES if name in language(code)}


def phrase(text: str, *, gap: str = r"[\s-]+") -> str:
    """Return the regular expression of a phrase of the data files: ``*`` is any ending, *gap* stands for its spaces."""
    return gap.join(re.escape(word).replace(r"\*", r"\w*") for word in text.split())
