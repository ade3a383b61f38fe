"""How the words around a figure bound it: more than, не менее, астам, 以上."""

import re
from dataclasses import dataclass
from functools import cache

from kzgraph.text.figures import Figure
from kzgraph.text.languages import phrase, section

_STOP = re.compile(r"[,;:.!?()\t。，；：！？、«»\"“”|](?!\d)")
_ORDER = ("<=", "<", ">=", ">", "~")


@dataclass(frozen=True)
class Bound:
    """How a figure is bounded; ``close`` when the words stand right at it."""

    operator: str = ""
    close: bool = False


@cache
def _phrases(name: str) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Return the phrases of section *name*, the longest first: pattern, operator, language."""
    found = [
        (words, operator, code)
        for code, operators in section(name).items()
        for operator, each in operators.items()
        for words in each
    ]
    found.sort(key=lambda each: (-len(each[0]), _ORDER.index(each[1])))
    return tuple((re.compile(_edges(words, code)), operator, code) for words, operator, code in found)


def _edges(words: str, code: str) -> str:
    if code == "zh":
        return {"约": "(?<![条合公签违契预纽大节])约(?!定)", "近": "(?<![附最靠邻接将])近"}.get(words, re.escape(words))
    return rf"(?<!\w){phrase(words)}(?!\w)"


@cache
def _fillers() -> re.Pattern[str]:
    words = {word for data in section("between").values() for word in data["words"]}
    forms = sorted((phrase(word, gap=" ") for word in words), key=len, reverse=True)
    return re.compile(
        rf"(?:[\s$€£¥₸~≈+\"'«-]|us\$|(?:{'|'.join(forms)})(?![^\W\d_])|(?<=[\u3400-\u9fff])(?:{'|'.join(forms)}))*"
    )


@cache
def _no_bound(code: str) -> re.Pattern[str] | None:
    words = section("between").get(code, {}).get("no_bound", [])
    forms = "|".join(phrase(word, gap=" ") for word in words)
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)") if words else None


def _before(text: str, start: int) -> str:
    """Return the words before *start* that may bound a figure there: of its clause, up to sixty characters."""
    window = text[max(0, start - 60) : start]
    stops = list(_STOP.finditer(window))
    return window[stops[-1].end() :] if stops else window


def _after(text: str, end: int) -> str:
    window = text[end : end + 60]
    stop = _STOP.search(window)
    return window[: stop.start()] if stop else window


def bound_of(text: str, figure: Figure) -> Bound:
    """Return how the words around *figure* bound it in the cleaned *text*; what stands nearest counts."""
    before, after = _before(text, figure.start), _after(text, figure.end)
    if re.match(r"\+(?![0-9])", after):
        return Bound(">=", close=True)
    if re.search(r"[~≈]\s*\$?$", before):
        return Bound("~", close=True)
    if found := re.search(r"([<>]=?|≥|≤)\s*\$?$", text[max(0, figure.start - 4) : figure.start]):
        return Bound({"≥": ">=", "≤": "<="}.get(found[1], found[1]), close=True)
    later = _bound_after(after)
    earlier = _bound_before(before, text[: figure.start], after)
    if later.operator in ("<=", ">=", "<") and earlier.operator in ("", "~"):
        return later
    return earlier if earlier.operator else later


def _bound_before(before: str, everything: str, after: str) -> Bound:
    taken: list[tuple[int, int]] = []
    best: tuple[int, str, str] | None = None
    for pattern, operator, code in _phrases("bounds"):
        for found in pattern.finditer(before):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            between = before[found.end() :]
            filler = _fillers().fullmatch(between)
            if filler is None and code == "zh" and len(found[0]) > 1 and re.fullmatch("[\u3400-\u9fff]{0,5}", between):
                filler = found
            if filler is None or (code == "zh" and found[0] == "近" and after.startswith(("年", "几年"))):
                continue
            if found[0] == "до" and _is_no_limit(everything, code, after):
                continue
            if best is None or found.end() > best[0]:
                best = (found.end(), operator, code)
    return Bound(best[1], close=True) if best else Bound()


def _is_no_limit(everything: str, code: str, after: str) -> bool:
    """Say whether ``до`` leads to a point reached or a date, and limits nothing."""
    grown = _no_bound(code)
    clause = re.split(r"[;.!?]", everything)[-1][-90:]
    return bool(
        (grown and grown.search(clause))
        or re.match(r"\s?(?:г\b|год|январ|феврал|март|апрел|мая|июн|июл|авг|сент|окт|нояб|дек)", after)
    )


def _bound_after(after: str) -> Bound:
    for pattern, operator, code in _phrases("bounds_after"):
        found = pattern.search(after)
        if not found:
            continue
        between = after[: found.start()]
        if code == "zh":
            if _zh_between(between, found[0]):
                return Bound(operator, close=True)
            continue
        if code == "kk":
            if not _fillers().fullmatch(_endings(between)):
                continue
            grown = _no_bound("kk")
            if found[0] == "дейін" and grown and grown.search(after[found.end() : found.end() + 30]):
                continue
            return Bound(operator, close=True)
        if code == "ru":
            words = between.split()
            if len(words) <= 3 and not any(word in ("и", "а") for word in words):
                return Bound(operator, close=True)
            continue
        if len(between.split()) <= 3:
            return Bound(operator, close=True)
    return Bound()


def _endings(between: str) -> str:
    """Return the words behind a Kazakh figure without the case ending glued to it (``60-тан``)."""
    return re.sub(r"^-?(?:дан|ден|тан|тен|нан|нен|ға|ге|қа|ке|ды|ді|ты|ті|ны|ні)(?!\w)", " ", between)


def _zh_between(between: str, words: str) -> bool:
    if words in ("多", "余", "许"):
        return between == ""
    return bool(_fillers().fullmatch(between)) or len(between) <= 3
