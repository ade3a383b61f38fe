"""Figures as texts print them in English, Russian, Kazakh and Chinese: value, extent, and what belongs to them.

A scale word belongs to its figure, and so do groups of digits, a sign and a decimal mark: ``119 млрд`` is no 119.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from kzgraph.text.cleaning import clean
from kzgraph.text.currencies import codes
from kzgraph.text.languages import phrase, section
from kzgraph.text.scripts import CYRILLIC, LATIN

_SPACE = "[ ']"
_GAP = r"[\s.]{1,2}"
"""Between the words of a scale or a fraction."""
_DIGITS = rf"[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)*"
_LOST = "\ufffd"
"""A character that nobody could read; what touches it may have lost a digit, a sign or a scale."""
_FIGURE = re.compile(rf"(?<![0-9{_LOST}])(?<![0-9][.,])(?:{_DIGITS})(?![0-9{_LOST}]|[.,][0-9{_LOST}])")
_POWER = re.compile(r"\s?[×x·*]\s?10\^(-?[0-9]{1,2})(?![0-9])")
_SIGN = re.compile(
    r"(?:(?<=[\s(,;:])|^)(?:-|\b(?:minus|минус)\s)(?:[a-z]{0,3}[$€£¥₸]|(?P<code>[a-z]{3})\s?)?$|[零一二三四五六七八九]?负$"
)
_RANGE = re.compile(r"\s?(?:-|–|—|~|至|to|до)\s?")
_DASH = re.compile(r"\s?(?:-|–|—|~|至)\s?")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|-(?:го|му|й|я|е|ое|ая|ый|ой|шы|ші|ыншы|інші))(?!\w)")
_MONEY = re.compile(r"(?:[$€£¥]|usd|us\$)\s?$")
_START = re.compile(r"[0-9., ]*(?<! )|")
"""The digits that a figure begins with."""
_HAN_DIGITS = "零〇一二两三四五六七八九"
_HAN_NUMBER = re.compile(f"(?<!{_LOST})[{_HAN_DIGITS}十百千万亿]++(?:点[{_HAN_DIGITS}]++)?(?!{_LOST})")


@dataclass(frozen=True)
class Figure:
    """A figure in a cleaned text: where it stands with its scale, and its value.

    ``range`` is ``low`` or ``high`` for the ends of one; ``per_cent`` says that words such as "a third" have given it,
    ``ordinal`` that it counts nothing (the 12th session).
    """

    start: int
    end: int
    value: Decimal
    range: str = ""
    per_cent: bool = False
    ordinal: bool = False


@cache
def _scales() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], int], ...]]:
    found: dict[str, int] = {}
    for code, scales in section("scales").items():
        for word, power in scales.items():
            dot = r"(?:\.(?=\s?[^\W\d_]))?" if word in ("тыс", "млн", "млрд", "трлн") else ""
            found[phrase(word, gap=_GAP) + ("" if code == "zh" else rf"(?![^\W_]){dot}")] = power
    ordered = sorted(found, key=len, reverse=True)
    whole = re.compile(rf"(?:[\s-]|(?<=[0-9]))?\s?({'|'.join(ordered)})")
    return whole, tuple((re.compile(each), found[each]) for each in ordered)


def _scale(text: str, end: int) -> tuple[int, int]:
    """Return the power of ten of the scale words at *end*, and where they end."""
    whole, each = _scales()
    power = 0
    while found := whole.match(text, end):
        best = next(
            value for pattern, value in each if (one := pattern.match(text, found.start(1))) and one[0] == found[1]
        )
        if power and best not in (6, 9, 12):
            break  # "миллион тысяч" is no number
        power, end = power + best, found.end() - found[0].endswith(".")
    return power, end


def _decimal(printed: str, *, comma: bool) -> Decimal | None:
    """Read digits with their marks; *comma* says that a comma is the decimal mark here."""
    plain = re.sub(_SPACE, "", printed)
    marks = re.findall("[.,]", plain)
    if not marks:
        return Decimal(plain)
    groups = re.split("[.,]", plain)
    grouped = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3 and groups[0] != "0"
    if len(set(marks)) == 2:  # the last mark is the decimal one
        mark = plain[max(plain.rfind("."), plain.rfind(","))]
        return (
            Decimal(plain.replace("," if mark == "." else ".", "").replace(",", "."))
            if marks.count(mark) == 1
            else None
        )
    if len(marks) > 1:
        return Decimal("".join(groups)) if grouped else None
    if marks[0] == "," and grouped and not comma and plain == printed:
        return Decimal("".join(groups))
    return Decimal(f"{groups[0]}.{groups[1]}")


def figures(text: str) -> list[Figure]:
    """Return the figures of the cleaned *text* in order, spelt ones and fractions among them.

    >>> [str(each.value) for each in figures(clean("27 млрд, 1 600, 二十七亿 and 1,234.5"))]
    ['2.7E+10', '1600', '2700000000', '1234.5']
    """
    found = [*_written(text), *_han(text), *_spelt(text), *_fractions(text)]
    found.sort(key=lambda each: (each.start, -each.end))
    kept: list[Figure] = []
    for each in found:
        if kept and each.start < kept[-1].end:
            continue
        kept.append(each)
    return _ranges(text, list(_joined(text, kept)))


def _joined(text: str, found: list[Figure]) -> Iterator[Figure]:
    """Yield *found*, those that print one figure by two scales as one: ``6 млн 60 тыс.``, ``1亿2000万``."""
    before: Figure | None = None
    for each in found:
        if before and _is_rest(text, before, each):
            before = replace(before, end=each.end, value=before.value + each.value)
            continue
        if before:
            yield before
        before = each
    if before:
        yield before


def _is_rest(text: str, one: Figure, other: Figure) -> bool:
    """Say whether *other* goes on with *one*: right behind its scale word, with a smaller scale of its own."""
    between = text[one.end : other.start]
    if not re.fullmatch(r"\.? ?", between) or one.per_cent or other.per_cent or min(one.value, other.value) <= 0:
        return False
    powers = [_scale(text, each.start + len(_START.match(text, each.start, each.end)[0]))[0] for each in (one, other)]  # type: ignore[index]  # it matches nothing, too
    return powers[0] > powers[1] > 0 and other.value < Decimal(1).scaleb(powers[0])


def _written(text: str) -> Iterator[Figure]:
    for found in _FIGURE.finditer(text):
        start, end = found.span()
        if start and _is_glued(text, start):
            continue  # a part of a code such as CO2 or G20
        around = text[max(0, start - 80) : end + 80]
        comma = len(CYRILLIC.findall(around)) > len(LATIN.findall(around))
        value = _decimal(found[0], comma=comma)
        if value is None:
            continue
        if times := _POWER.match(text, end):
            power, last = int(times[1]), times.end()
        else:
            power, last = _scale(text, end)
        if not power and (letter := _letter(text, start, end)):
            power, last = {"k": 3, "m": 6, "b": 9, "bn": 9, "t": 12, "tn": 12}[letter[1]], end + letter.end()
        sign = _SIGN.search(text[:start])
        if sign and sign["code"] and sign["code"] not in codes():
            sign = None  # a dash, and a word
        if sign and not re.search(r"[0-9]\s?-$", text[:start]):
            value, start = -value, start - len(sign[0])
        ordinal = bool(not power and _ORDINAL.match(text, end))
        yield Figure(start, last, value.scaleb(power) if power else value, ordinal=ordinal)


def _is_glued(text: str, start: int) -> bool:
    """Say whether the digits at *start* are a part of a code such as CO2 or G20, and no amount behind a currency."""
    if not (LATIN.match(text[start - 1]) or text[start - 1] == "_"):
        return False
    word = re.search(r"[a-z_]+$", text[:start])
    return not (word and (word[0] in codes() or word[0] in ("rmb", "us")))


def _letter(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the letter that scales the figure: any behind money, and ``k`` and ``b`` right at the digits."""
    if _MONEY.search(text[:start]):
        return re.match(r"\s?(k|m|b|bn|t|tn)(?![^\W_])", text[end:])
    return re.match(r"(k|b|bn|tn)(?![^\W_])", text[end:])


def _han(text: str) -> Iterator[Figure]:
    for found in _HAN_NUMBER.finditer(text):
        start, word = found.start(), found[0]
        if start and text[start - 1] in "第其统唯同初星期" and len(word) < 4:
            continue
        if word[0] in "百千万亿" or text[start - 1 : start].isdecimal():
            continue
        value = _han_value(word)
        if value is not None:
            yield Figure(start, found.end(), value)


def _han_value(word: str) -> Decimal | None:
    """Return the number that Chinese characters spell, positional (二〇二三) or with scales (二十七亿)."""
    whole, _, part = word.partition("点")
    digit = {char: int(unit) for char, unit in zip(_HAN_DIGITS, "001223456789", strict=True)}
    if all(char in digit for char in whole):
        value = Decimal("".join(str(digit[char]) for char in whole))
    else:
        total = block = number = 0
        last = 1
        for char in whole:
            if char in digit:
                number, last = digit[char], 1
            elif char in "十百千":
                scale = {"十": 10, "百": 100, "千": 1000}[char]
                block, number = block + (number or 1) * scale, 0
                last = scale
            else:
                scale = 10**4 if char == "万" else 10**8
                total = (total + block + number) * scale if scale == 10**8 else total + (block + number) * scale
                block = number = 0
                last = scale
        if number and last == 1 and len(whole) > 1 and whole[-2] in "百千万亿" and whole[-1] in digit:
            number *= {"百": 10, "千": 100, "万": 1000, "亿": 10**7}[whole[-2]]  # 三万五 is 35,000
        value = Decimal(total + block + number)
    if part:
        value = Decimal(f"{value}." + "".join(str(digit[char]) for char in part))
    return value


@cache
def _spelling() -> dict[str, dict[str, float]]:
    english = section("numbers")["en"]
    words: dict[str, float] = {word: number for number, word in enumerate(english["units"])}
    words |= {word: 10 * (number + 2) for number, word in enumerate(english["tens"])}
    words |= {word: number + 1 for number, word in enumerate(english["ordinals"])}
    return {"en": words, "ru": section("numbers")["ru"]["words"], "kk": section("numbers")["kk"]["words"]}


def _number_word(word: str, code: str) -> float | None:
    words = _spelling()[code]
    if word in words:
        return words[word]
    return next((number for stem, number in words.items() if stem[-1] == "*" and word.startswith(stem[:-1])), None)


def _spelt(text: str) -> Iterator[Figure]:
    """Yield the numbers that words spell: two hundred thousand, сто двадцать, жүз жиырма."""
    tokens = [(found[0], *found.span()) for found in re.finditer(r"[^\W\d_]+", text)]
    for code in ("en", "ru", "kk"):
        at = 0
        while at < len(tokens):
            value, used = _compound(tokens, at, code, text)
            if used:
                start, end = tokens[at][1], tokens[at + used - 1][2]
                power, last = _scale(text, end)
                number = Decimal(str(value))
                yield Figure(start, last, number.scaleb(power) if power else number)
                at += used
            else:
                at += 1


def _compound(tokens: list[tuple[str, int, int]], at: int, code: str, text: str) -> tuple[float, int]:
    """Return the number that starts at token *at* and how many tokens spell it."""
    total: float = 0
    used, before = 0, 1000
    hundred = {"en": "hundred", "kk": "жүз"}.get(code)
    place = at
    if (
        code == "en"
        and tokens[at][0] in ("a", "an")
        and place + 1 < len(tokens)
        and tokens[place + 1][0] in ("hundred", "thousand", "million", "billion")
    ):
        if tokens[place + 1][0] != "hundred":
            return 1, 1
        total, used, before, place = 100, 2, 100, at + 2
    while place < len(tokens):
        word = tokens[place][0]
        if used and not re.fullmatch(r"[\s-]+", text[tokens[place - 1][2] : tokens[place][1]]):
            break
        if code == "en" and used and word == "and" and before == 100 and place + 1 < len(tokens):
            if _number_word(tokens[place + 1][0], code) is not None:
                place += 1
                continue
            break
        if word == hundred and used and 0 < total % 100 < 10 and before == 1:
            total, before = (total - total % 100) + (total % 100) * 100, 100
        else:
            number = _number_word(word, code)
            if number is None:
                break
            size = 1 if number < 10 else 10 if number < 100 else 100
            if used and not (
                size < before and not (before == 10 and total % 100 < 20 and total % 100 != 0 and total % 10)
            ):
                break
            if used and before == 10 and 10 < total % 100 < 20:
                break
            total, before = total + number, 1 if number < 20 and number != 10 else size
            if number == 10:
                before = 10 if code == "kk" else 1
        place += 1
        used = place - at
    return total, used


@cache
def _fraction_words() -> tuple[tuple[re.Pattern[str], Decimal], ...]:
    found = []
    for code, words in section("fractions").items():
        for word, value in words.items():
            edge = "" if code == "zh" else r"(?<![^\W_])"
            found.append(
                (
                    re.compile(edge + phrase(word, gap=_GAP) + ("" if code == "zh" else r"(?![^\W_])")),
                    Decimal(str(value)),
                    len(word),
                )
            )
    found.sort(key=lambda each: -each[2])
    return tuple((pattern, value) for pattern, value, _ in found)


def _fractions(text: str) -> Iterator[Figure]:
    taken: list[tuple[int, int]] = []
    for pattern, value in _fraction_words():
        for found in pattern.finditer(text):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                taken.append(found.span())
                yield Figure(found.start(), found.end(), value, per_cent=True)
    for share in re.finditer(r"百分之([0-9]+(?:\.[0-9]+)?|[零一二两三四五六七八九十百]+)", text):
        number = Decimal(share[1]) if share[1][0].isdecimal() else _han_value(share[1])
        if number is not None:
            yield Figure(share.start(), share.end(), number, per_cent=True)
    for share in re.finditer(r"([0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九])成(?![为功立员果交本都分])", text):
        number = Decimal(share[1]) if share[1][0].isdecimal() else _han_value(share[1])
        if number is not None:
            yield Figure(share.start(), share.end(), number * 10, per_cent=True)


def _ranges(text: str, found: list[Figure]) -> list[Figure]:
    """Join the two ends of ranges: the first takes the scale of the second."""
    for at in range(len(found) - 1):
        first, second = found[at], found[at + 1]
        between = text[first.end : second.start]
        if not _DASH.fullmatch(between) and not (between == "" and text[second.start] == "-"):
            continue
        if first.value >= 1000 and first.value < 2200 and second.value < 2200:
            continue  # years
        digits = re.match(r"-?[0-9][0-9.,' ]*", text[second.start : second.end])
        plain = Decimal(first.value)
        if digits and abs(second.value) >= 1000 and text[second.start : second.end] != digits[0].strip():
            power, _ = _scale(text, second.start + len(digits[0].rstrip()))
            plain = first.value.scaleb(power)
        if plain <= abs(second.value):
            found[at] = replace(first, value=plain, range="low")
            found[at + 1] = replace(second, value=abs(second.value), range="high")
    return found


def numbers_in(text: str) -> set[Decimal]:
    """Return every number that *text* prints, scale words applied.

    >>> [int(number) for number in sorted(numbers_in("7 pairs, $36.86 billion and 6,195 trains"))]
    [7, 6195, 36860000000]
    """
    return {each.value for each in figures(clean(text))}


def places_of(text: str, piece: str) -> list[int]:
    """Return where *piece* stands in *text* (both in single spaces), never as a part of a longer word or figure."""
    if not piece:
        return []
    left = (
        rf"(?<![a-z\u0400-\u04ff0-9_{_LOST}])(?<![0-9][.,])"
        if piece[0].isdecimal()
        else r"(?<![^\W\d_])"
        if _is_letter(piece[0])
        else ""
    )
    right = rf"(?![0-9{_LOST}])(?![.,][0-9])" if piece[-1].isdecimal() else r"(?!\w)" if _is_letter(piece[-1]) else ""
    return [found.start() for found in re.finditer(left + re.escape(piece) + right, text)]


def _is_letter(char: str) -> bool:
    return char.isalpha() and not "\u3400" <= char <= "\u9fff"
