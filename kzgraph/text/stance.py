"""Words by which a text says a thing as done, denies it, plans it, expects it or hands it on from others."""

import re
from collections.abc import Iterator
from functools import cache

from kzgraph.text.languages import phrase, section
from kzgraph.text.scripts import CYRILLIC, HAN, LATIN
from kzgraph.text.spans import Span

_SCRIPTS = frozenset({LATIN, CYRILLIC, HAN})
_BEFORE_MONTH = ("[0-9]", "in", "of", "since", "this", "last", "next", "early", "late", "until", "by", "from")
_STANCES = ("negations", "plans", "forecasts", "hearsay")


def words_pattern(words: str) -> str:
    """Return the pattern of *words* of a language file, which are no part of another word."""
    if HAN.search(words):
        return {
            "定于": "(?<!协)定于",
            "将": "(?<![即且必])将(?![军领近])",
            "据": "(?<![根数依占证单票收论凭])据",
            "称": "(?<![名职简全统对被堪改号下])称(?![为号])",
            "说": "(?<![小据传学解])说(?![明法服])",
        }.get(words, re.escape(words))
    pattern = phrase(words)
    if words == "may":
        before = "".join(rf"(?<!{each}\s)" for each in _BEFORE_MONTH)
        pattern = rf"{before}may(?!\s[0-9])"  # the month is another word
    if words == "said":
        pattern = r"said(?!\sto\s)"  # "said to be": what is said of it
    return rf"(?<!\w){pattern}(?!\w)"


@cache
def _phrases(name: str, key: str, scripts: frozenset[re.Pattern[str]] = _SCRIPTS) -> tuple[re.Pattern[str], ...]:
    """Return the phrases under *key* of section *name* that are written in one of *scripts*, the longest first."""
    written = {
        words_pattern(words)
        for data in section(name).values()
        for words in data.get(key, [])
        if any(script.search(words) for script in scripts)
    }
    return tuple(re.compile(each) for each in sorted(written, key=lambda each: (-len(each), each)))


def _scripts(text: str) -> frozenset[re.Pattern[str]]:
    """Return the scripts of *text*: phrases of the others are not looked for, since that takes time."""
    return frozenset(script for script in _SCRIPTS if script.search(text))


@cache
def _any(name: str, key: str, scripts: frozenset[re.Pattern[str]] = _SCRIPTS) -> re.Pattern[str]:
    """Return a pattern of any of the phrases; when there are none, of nothing."""
    return re.compile("|".join(each.pattern for each in _phrases(name, key, scripts)) or r"(?!)")


def _masked(text: str, name: str, key: str) -> str:
    """Return *text* without the words that only look like those looked for: not only, 名称."""
    for pattern in _phrases(name, key, _scripts(text)):
        text = pattern.sub(lambda found: "□" * len(found[0]), text)
    return text


def _found(clause: str, name: str, key: str = "words") -> str:
    for pattern in _phrases(name, key, _scripts(clause)):
        if found := pattern.search(clause):
            return found[0]
    return ""


def denial(clause: str) -> str:
    """Return the words by which the cleaned *clause* denies something; nothing when it does not."""
    return _found(_masked(clause, "negations", "but"), "negations")


def plan(clause: str) -> str:
    """Return the words by which the cleaned *clause* speaks of what is to come; nothing when it does not."""
    if "已" in clause:
        return ""
    return _found(clause, "plans") or _found(clause, "forecasts")


def decline(clause: str) -> str:
    """Return the words by which the cleaned *clause* says that something became less; nothing when it does not."""
    return _found(clause, "declines")


def hearsay(sentence: str) -> str:
    """Return the words by which the cleaned *sentence* hands on what somebody says; nothing when it does not."""
    return _found(_masked(sentence, "hearsay", "not"), "hearsay")


def speeches(sentence: str) -> Iterator[Span]:
    """Yield where verbs of speech stand in the cleaned *sentence*; what they hand on stands behind or before them."""
    return (
        found.span()
        for found in _any("hearsay", "verbs", _scripts(sentence)).finditer(_masked(sentence, "hearsay", "not"))
    )


def states(text: str, code: str) -> list[Span]:
    """Return where words for the state *code*, a notation of the ontology, stand in the cleaned *text*."""
    return [found.span() for found in _any("states", code, _scripts(text)).finditer(text)]


def has_words_for(code: str) -> bool:
    """Say whether the language files know words for the state *code*."""
    return bool(_phrases("states", code))


@cache
def _stance() -> str:
    return "|".join(each.pattern for name in _STANCES for each in (*_phrases(name, "words"), *_phrases(name, "verbs")))


@cache
def _opening() -> re.Pattern[str]:
    """A clause that begins with its verb: fillers and, in Cyrillic, a name in another case may stand before it."""
    fillers = "|".join(each.pattern for each in _phrases("clauses", "fillers"))
    return re.compile(rf"\s*(?:□+[\s□]*(?=[\u0400-\u04ff]))?(?:(?:{fillers})\s*){{0,3}}(?:{_stance()})")


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_any('clauses', 'relatives').pattern})")


@cache
def _hanging() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('clauses', 'open').pattern})\s*$")


def lacks_subject(piece: str) -> bool:
    """Say whether a *piece* between commas begins with words of denial, plan or speech: its subject is elsewhere."""
    return bool(_opening().match(_masked(piece, "negations", "but")))


def is_relative(piece: str) -> bool:
    """Say whether a *piece* between commas begins with a relative pronoun."""
    return bool(_relative().match(piece))


def lacks_verb(piece: str) -> bool:
    """Say whether a *piece* between commas ends with words that need a verb, as "was not": it is elsewhere."""
    return bool(_hanging().search(_masked(piece, "negations", "but")))
