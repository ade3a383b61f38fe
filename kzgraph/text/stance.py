"""Whether a passage says a thing as done, denies it, plans it, expects it or hands it on from others: by clause."""

import re
from functools import cache

from kzgraph.text.languages import phrase, section

_CLAUSE = re.compile(
    r"(?:[;:.!?。]|,|—| – |\t)(?!\d)(?:\s|$|(?<=。)|(?=[\u3400-\u9fff□《“「\"]))"
    r"|\s(?:but|while|whereas|а|но|однако|ал|бірақ)\s|但是?|而(?!且)"
)
_SENTENCE = re.compile(r"[.!?](?=\s)|。|(?<=[\u3400-\u9fff□》”」)])[!?;]|\n|\t")


@cache
def _phrases(name: str, key: str) -> tuple[re.Pattern[str], ...]:
    found = []
    for code, data in section(name).items():
        for words in data.get(key, []):
            pattern = phrase(words)
            if words == "may":
                pattern = r"(?<![0-9]\s)(?<!in\s)(?<!of\s)(?<!since\s)may(?!\s[0-9])"  # the month is another word
            found.append(_han(words) if code == "zh" else rf"(?<!\w){pattern}(?!\w)")
    return tuple(re.compile(each) for each in sorted(found, key=len, reverse=True))


def _han(words: str) -> str:
    """Return the pattern of Chinese *words*, which are no part of another word."""
    return {
        "定于": "(?<!协)定于",
        "将": "(?<![即且必])将(?![军领近])",
        "据": "(?<![根数依占证单票收论凭])据",
        "称": "(?<![名职简全统对被堪改号下])称(?![为号])",
    }.get(words, re.escape(words))


def clause_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause of the cleaned *text* in which *start* to *end* stands."""
    first = max((each.end() for each in _CLAUSE.finditer(text, 0, start)), default=0)
    after = next((each.start() for each in _CLAUSE.finditer(text, end)), len(text))
    return first, after


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the sentence of the cleaned *text* in which *start* to *end* stands."""
    first = max((each.end() for each in _SENTENCE.finditer(text, 0, start)), default=0)
    after = next((each.start() for each in _SENTENCE.finditer(text, end)), len(text))
    return first, after


def _found(clause: str, name: str, masked: tuple[str, str] | None = None) -> str:
    if masked:
        for pattern in _phrases(*masked):
            clause = pattern.sub(lambda found: "□" * len(found[0]), clause)
    for pattern in _phrases(name, "words"):
        if found := pattern.search(clause):
            return found[0]
    return ""


def denial(clause: str) -> str:
    """Return the words by which the cleaned *clause* denies something; nothing when it does not."""
    return _found(clause, "negations", ("negations", "but"))


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
    return _found(sentence, "hearsay", ("hearsay", "not"))
