"""Dates as texts print them in English, Russian, Kazakh and Chinese: which years, months and days, and where."""

import re
from dataclasses import dataclass
from functools import cache

from kzgraph.text.languages import language, phrase, section

_YEAR = r"(?:1[5-9]|20|21)[0-9]{2}"
_LATEST = 49
"""The last two digits that stand for a year of this century."""
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
    "xvii": 17,
    "xviii": 18,
    "xix": 19,
    "xx": 20,
    "xxi": 21,
    "хіх": 19,
    "хх": 20,
    "ххі": 21,
    "хvііі": 18,
}


@dataclass(frozen=True)
class Mention:
    """A date in a cleaned text: year, months (first and last), day; what is not printed there is ``None``."""

    start: int
    end: int
    year: int | None = None
    months: tuple[int, int] | None = None
    day: int | None = None


@dataclass(frozen=True)
class YearSpan:
    """A decade or century in a cleaned text: its first and its last year."""

    start: int
    end: int
    first: int
    last: int


@cache
def _month_words() -> tuple[re.Pattern[str], dict[str, int]]:
    """Return a pattern of month names in three languages, and the number of each name."""
    names: dict[str, int] = {}
    english = language("en")["months"]
    for words in (english["names"], english["short"]):
        names |= {word: number + 1 for number, word in enumerate(words)}
    names |= english["also"]
    russian = language("ru")["months"]
    for number, stem in enumerate(russian["stems"]):
        names |= {stem + ending: number + 1 for ending in russian["endings"] if stem + ending not in russian["not"]}
    names |= russian["also"]
    kazakh = language("kk")["months"]
    stems = {stem: number + 1 for number, stem in enumerate(kazakh["stems"])} | kazakh["also"]
    short = {f"{word}.": number + 1 for number, word in enumerate(kazakh["short"])}
    whole = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    part = "|".join(sorted(map(re.escape, stems), key=len, reverse=True))
    dotted = rf"(?:(?<=[0-9]\s)|(?<=ж\.\s))(?:{'|'.join(map(re.escape, short))})"
    return re.compile(rf"(?<![^\W\d_])(?:({whole})(?![^\W\d_])|({part})\w*|({dotted}))\.?"), names | stems | short


def mentions(text: str) -> list[Mention]:
    """Return the dates in the cleaned *text*, the richest reading of each place.

    >>> [(m.year, m.months, m.day) for m in mentions("26.09.1992, 2023-05-01")]
    [(1992, (9, 9), 26), (2023, (5, 5), 1)]
    """
    found = [*_numeric(text), *_han(text), *_named(text), *_periods(text)]
    taken = [(each.start, each.end) for each in found]
    taken += [each.span() for pattern in _decade_patterns() for each in pattern.finditer(text)]
    found += [
        Mention(year.start(), year.end(), int(year[1]))
        for year in re.finditer(rf"(?<![0-9])(?<![0-9][.,])({_YEAR})(?![0-9])(?![.,][0-9])", text)
        if not any(start <= year.start() < end for start, end in taken)
    ]
    return sorted(found, key=lambda each: each.start)


def _numeric(text: str) -> list[Mention]:
    found = []
    for match in re.finditer(rf"(?<![0-9])({_YEAR})[-./]([01]?[0-9])(?:[-./]([0-3]?[0-9]))?(?![0-9])(?!-[0-9])", text):
        month, day = int(match[2]), int(match[3]) if match[3] else None
        if 1 <= month <= 12 and (match[3] or "-" in match[0][:5]) and not (match[3] is None and len(match[2]) == 1):
            found.append(Mention(*match.span(), int(match[1]), (month, month), day))
    for match in re.finditer(rf"(?<![0-9.])([0-3]?[0-9])([./-])([01]?[0-9])\2({_YEAR})(?![0-9])", text):
        first, second = int(match[1]), int(match[3])
        if 1 <= second <= 12 and 1 <= first <= 31:
            found.append(Mention(*match.span(), int(match[4]), (second, second), first))
        if match[2] == "/" and 1 <= first <= 12 and 1 <= second <= 31:
            found.append(Mention(*match.span(), int(match[4]), (first, first), second))
    for match in re.finditer(r"(?<![0-9.,])([0-3][0-9])\.([01][0-9])\.([0-9]{2})(?![0-9]|[.,][0-9])", text):
        day, month, year = (int(each) for each in match.groups())
        if 1 <= day <= 31 and 1 <= month <= 12:
            found.append(Mention(*match.span(), year + (1900 if year > _LATEST else 2000), (month, month), day))
    return found


def _han(text: str) -> list[Mention]:
    found = []
    digits = str.maketrans("零〇一二三四五六七八九", "00123456789")
    number = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"

    def value(word: str) -> int:
        if word.isdecimal() and not re.search("[一二三四五六七八九十]", word):
            return int(word)
        tens, _, ones = word.partition("十") if "十" in word else ("", "", word)
        return (int(tens.translate(digits) or 1) * 10 if "十" in word else 0) + int(ones.translate(digits) or 0)

    for match in re.finditer(
        rf"({_YEAR}|[一二][零〇一二三四五六七八九]{{3}})\s?年(?:\s?({number})\s?(?:[-—–至]\s?({number})\s?)?月(?:份|底|初)?(?:\s?({number})\s?(?:日|号))?)?",
        text,
    ):
        year = int(match[1].translate(digits))
        first = value(match[2]) if match[2] else None
        last = value(match[3]) if match[3] else first
        found.append(
            Mention(
                *match.span(), year, (first, last) if first and last else None, value(match[4]) if match[4] else None
            )
        )
    for match in re.finditer(rf"(?<!年)(?<![0-9])({number})\s?月(?:\s?({number})\s?(?:日|号))?", text):
        if not any(each.start <= match.start() < each.end for each in found):
            month = value(match[1])
            found.append(Mention(*match.span(), None, (month, month), value(match[2]) if match[2] else None))
    return found


_DAY_BEFORE = re.compile(
    r"(?<![0-9])([0-3]?[0-9])(?:st|nd|rd|th)?(?:-?(?:го|е|я))?"
    r"(?:[\s]?(?:-|–|—|to|and|и)[\s]?[0-3]?[0-9])?[\s.]{0,2}(?:of )?(?:күні )?$"
)
_YEAR_BEFORE = re.compile(
    rf"({_YEAR})(?:\s?(?:жылғы|жылы|жылдың|ж\.|ж|года|г\.|г))?[\s,]{{1,2}}(?:[0-3]?[0-9]\s?(?:-\w+)?\s?)?(?:of )?$"
)


def _named(text: str) -> list[Mention]:
    pattern, names = _month_words()
    found = []
    for match in pattern.finditer(text):
        month = names.get(match[1] or match[2] or match[3])
        if month is None:
            continue
        start, end = match.span()
        before, after = text[max(0, start - 28) : start], text[end : end + 24]
        first, day_before = month, _DAY_BEFORE.search(before)
        day_after = re.match(
            r"[\s.]{0,2}([0-3]?[0-9])(?:st|nd|rd|th|-\w{1,4})?(?![0-9.,%]?[0-9%])(?!\s?(?:%|per|про|пай))", after
        )
        year_after = re.match(rf"[\s.,]{{0,3}}(?:of )?(?:в )?({_YEAR})(?![0-9])", after)
        year_late = re.match(
            rf"[\s.]{{0,2}}[0-3]?[0-9](?:st|nd|rd|th)?(?:[-–][0-3]?[0-9])?\s?[,.]?\s?({_YEAR})(?![0-9])", after
        )
        year_before = _YEAR_BEFORE.search(before)
        year = year_late or year_after or year_before
        range_before = re.search(r"(\w+)\s?(?:-|–|—|to)\s?$", before)
        if range_before and (other := pattern.fullmatch(range_before[1])):
            first = names.get(other[1] or other[2] or other[3], month)
        days = [int(each[1]) for each in (day_before, day_after) if each and 1 <= int(each[1]) <= 31]
        last_day = re.search(r"(?:-|–|—|to|and|и)\s?([0-3]?[0-9])[\s.]{0,2}(?:of )?$", before) if day_before else None
        days += [int(last_day[1])] if last_day else []
        after_range = (
            re.match(r"[\s]?[0-3]?[0-9]\s?(?:-|–|—|and|to)\s?([0-3]?[0-9])(?![0-9])", after) if day_after else None
        )
        days += [int(after_range[1])] if after_range else []
        last = month
        opening = [each.start(1) - len(before) for each in (day_before, year_before) if each and days]
        opening += [year_before.start(1) - len(before)] if year is year_before and year_before else []
        closing = [each.end() for each in (year,) if each and year is not year_before]
        closing += [day_after.end(1)] if day_after and int(day_after[1]) in days else []
        span = (start + min(opening, default=0), end + max(closing, default=0))
        number = int(year[1]) if year else None
        found.append(Mention(*span, number, (first, last), None))
        found += [Mention(*span, number, (first, last), day) for day in dict.fromkeys(days)]
    return found


@cache
def _period_words() -> tuple[tuple[re.Pattern[str], tuple[int, int]], ...]:
    """Return patterns of the parts of years with their months, the longest phrases first."""
    found = [
        (_whole(code, phrase(words) if code != "zh" else re.escape(words)), (months[0], months[1]), len(words))
        for code, periods in section("periods").items()
        for words, months in periods.items()
    ]
    for code, parts in section("parts").items():
        for length, key in ((3, "quarters"), (6, "halves")):
            for number, ordinal in enumerate(parts["ordinals"][: 12 // length], 1):
                months = (length * number - length + 1, length * number)
                nouns = [phrase(noun) for noun in parts.get(key, [])]
                letters = [letter for letter, kind in parts.get("letters", {}).items() if kind == key]
                words = [f"{_which(code, number, ordinal)}(?:{'|'.join(nouns)})"] if nouns else []
                words += [f"(?:{letter}{number}|{number}{letter})" for letter in letters]
                found += [(_whole(code, word), months, 0) for word in words]
    found.sort(key=lambda each: -each[2])
    return tuple((re.compile(pattern), months) for pattern, months, _ in found)


def _whole(code: str, pattern: str) -> str:
    return pattern if code == "zh" else rf"(?<!\w)(?:{pattern})(?!\w)"


def _which(code: str, number: int, ordinal: str) -> str:
    """Return the pattern of the ordinal *number*: as a word, in digits with their ending, in Roman digits."""
    if code == "zh":
        return f"(?<!前)第?(?:{ordinal}|{number})(?:个)?"
    roman = ("[iі]", "[iі]{2}", "[iі]{3}", "[iі]v")[number - 1]
    return rf"(?:{phrase(ordinal)}|{roman}|{number}(?:st|nd|rd|th|-?\w{{1,3}})?)[\s-]"


def _periods(text: str) -> list[Mention]:
    found: list[Mention] = []
    for pattern, months in _period_words():
        for match in pattern.finditer(text):
            if any(each.start < match.end() and match.start() < each.end for each in found):
                continue
            after = re.match(rf"[\s,]{{0,2}}(?:of |in )?(?:the year )?({_YEAR})", text[match.end() : match.end() + 20])
            before = re.search(
                rf"({_YEAR})\s?(?:年|жылғы|жылдың|жылы|ж\.|года|г\.|,)?\s?(?:'s )?$",
                text[max(0, match.start() - 16) : match.start()],
            )
            year = after or before
            found.append(Mention(match.start(), match.end(), int(year[1]) if year else None, months))
    return found


@cache
def _decade_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(data["pattern"]) for data in section("decades").values())


def decades(text: str) -> set[str]:
    """Return the decades that the cleaned *text* names, as their three or, of a century not named, two digits."""
    return {f"{each.first:04}"[: 3 if each.last - each.first < 10 else 2] for each in rounded(text)}


def rounded(text: str) -> list[YearSpan]:
    """Return the decades and centuries that the cleaned *text* names.

    >>> rounded("in the 1990s")
    [YearSpan(start=7, end=12, first=1990, last=1999)]
    """
    han = str.maketrans("二三四五六七八九", "23456789")
    found = []
    for pattern in _decade_patterns():
        for match in pattern.finditer(text):
            if match[1] is None:
                continue
            word = match[1].translate(han).replace("十", "0")
            first = int("19" + word[0] if len(word) == 2 else word[:3]) * 10
            found.append(YearSpan(*match.span(), first, first + 9))
    for match in _CENTURY.finditer(text):
        word = match[1] or match[2] or match[3]
        number = int(word) if word.isdecimal() else _ROMAN.get(word) or _HAN_CENTURY.get(word)
        if number:
            found.append(YearSpan(*match.span(), number * 100 - 100, number * 100 - 1))
    return found


_CENTURY = re.compile(
    r"(?<![0-9])([0-9]{1,2})(?:st|nd|rd|th|-?го|-й|-?м|-?ші|-?шы|-)?[\s-]{0,2}(?:centur|век|столет|ғасыр|世纪)"
    r"|(?<!\w)([ivxхі]{1,5})[\s-]{1,2}(?:век|столет|ғасыр)|([一二十九八七]{1,3})世纪"
)
_HAN_CENTURY = {"十七": 17, "十八": 18, "十九": 19, "二十": 20, "二十一": 21}


def missing_date_parts(time: str, text: str) -> list[str]:
    """Return the years, months and days of the EDTF *time* that the cleaned *text* does not print.

    A month is proved by its name or by a date in figures, never by a bare number; a day by standing at its month;
    a month and a day that stand with a year prove nothing of another year.
    """
    found = mentions(text)
    years = {each.year for each in found if each.year}
    missing: list[str] = []
    for point in re.findall(r"[0-9]{2}XX|[0-9]{3}X|[0-9]{4}(?:-[0-9]{2}){0,2}", time):
        if "X" in point:
            decade = point.split("X")[0]
            if decade not in decades(text) and not any(str(year).startswith(decade) for year in years):
                missing.append(f"the {decade}0s" if len(decade) == 3 else f"century {int(decade) + 1}")
            continue
        year, *rest = (int(part) for part in point.split("-"))
        if year not in years and not _glued(year, text):
            missing.append(str(year))
        if not rest:
            continue
        named = [each for each in found if each.months and each.year in (year, None)]
        fits = [each for each in named if _is_month(each, rest[0], part="/" in time)]
        if not fits:
            missing.append(_ENGLISH[rest[0] - 1])
        if len(rest) > 1 and not any(each.day == rest[1] for each in fits):
            missing.append(f"day {rest[1]}")
    return list(dict.fromkeys(missing))


def _is_month(mention: Mention, month: int, *, part: bool) -> bool:
    """Say whether *mention* is of *month*; where *part*, it may also begin or end there."""
    return mention.months is not None and (month in mention.months if part else mention.months == (month, month))


_ENGLISH = [name.capitalize() for name in language("en")["months"]["names"]]


def _glued(year: int, text: str) -> bool:
    """Say whether *year* stands as the short end of a span: 2013-15, 2013/14."""
    short = f"{year % 100:02}"
    return bool(re.search(rf"(?<![0-9]){str(year)[:2]}[0-9]{{2}}\s?[-–/]\s?{short}(?![0-9])", text))
