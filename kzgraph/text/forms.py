"""Names in the forms that grammar gives them: cases of Russian and Kazakh, possessives, adjectives, initials."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kzgraph.text.scripts import CYRILLIC, HAN

_VOWELS = "аоуыэеиюяіүұөә"
_KK = re.compile("[әғқңөұүһі]")
_KK_SUFFIX = (
    "(?:лар|лер|дар|дер|тар|тер)?"
    "(?:ымыз|іміз|мыз|міз|ым|ім|ың|ің|сы|сі|ы|і)?"
    "(?:ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|а|е|ны|ні|ды|ді|ты|ті|н|да|де|та|те|нда|нде|дан|ден|тан|тен|нан|нен|мен|бен|пен)?"
    "(?:ғы|гі|қы|кі)?(?:лық|лік|дық|дік|тық|тік)?(?:тар|тер|лар|лер|дар|дер)?(?:мен|бен|пен|ның|нің|ға|ге|ы|і|ын|ін)?"
)
_RU_ENDINGS = {  # the end of the nominative → what may stand instead
    "ия": "ия ии ию ией иею",
    "ья": "ья ьи ье ью ьей",
    "я": "я и е ю ей ею",
    "а": "а ы и е у ой ою ей",
    "ий": "ий его ему им ем ого ому ом ая яя ой ей ую юю ое ее ие их ими ия ию ием ии",
    "ый": "ый ого ому ым ом ая ой ую ое ые ых ыми",
    "ой": "ой ого ому ым ом ая ую ое ые ых ыми",
    "ай": "ай ая аю аем ае",
    "ей": "ей ея ею еем ее",
    "й": "й я ю ем е и",
    "ая": "ая ой ую ою",
    "яя": "яя ей юю",
    "ое": "ое ого ому ым ом",
    "ее": "ее его ему им ем",
    "ие": "ие ия ию ием ии их им ими иях ий",
    "ые": "ые ых ым ыми",
    "ь": "ь я и ю ем ью е",
    "о": "о а у ом е",
    "е": "е я ю ем",
    "ы": "ы ов ам ами ах",
    "и": "и ей ов ям ями ях ам ами ах",
}
_RU_CONSONANT = "а|у|ом|ем|е|ы|и|ов|ев|ам|ами|ах|ой"


@cache
def form_pattern(word: str) -> str:
    """Return the regular expression of the forms of *word*, which is cleaned and in the nominative."""
    escaped = re.escape(word)
    if not CYRILLIC.search(word):
        return escaped + ("(?:'?s|')?" if word[-1:].isalpha() and word[-1:].isascii() else "")
    if len(word) < 3:
        return escaped
    forms = {escaped, _russian(word)}
    if not word.endswith(("ий", "ый", "ая", "ое")) or _KK.search(word):
        forms.add(_kazakh(word))
    return f"(?:{'|'.join(sorted(forms, key=len, reverse=True))})"


def _russian(word: str) -> str:
    for length in (2, 1):
        end = word[-length:]
        if end in _RU_ENDINGS and len(word) > length + 1:
            return re.escape(word[:-length]) + f"(?:{'|'.join(_RU_ENDINGS[end].split())})"
    return re.escape(word) + f"(?:{_RU_CONSONANT})?"


def _kazakh(word: str) -> str:
    stem = word
    voiced = {"қ": "[қғ]", "к": "[кг]", "п": "[пб]"}
    last = voiced.get(stem[-1], re.escape(stem[-1]))
    return re.escape(stem[:-1]) + last + f"-?{_KK_SUFFIX}"


def name_pattern(name: str) -> str:
    """Return the regular expression of the cleaned *name*, its words in any form."""
    if HAN.search(name):
        return r"[\s·•]?".join(re.escape(part) for part in re.split(r"[\s·•]+", name))
    words = re.findall(r"[^\W_]+", name)
    return r"(?<!\w)" + r"[\W_]{1,3}".join(form_pattern(word) for word in words) + r"(?!\w)"


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(name_pattern(name))


def places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where the cleaned *name* stands in the cleaned *text*, in whatever form."""
    if re.search(r"[^\W_]", name):
        for found in _compiled(name).finditer(text):
            yield found.span()


def person_places(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a person of *names* stands: given and family name in either order, initials, a patronymic between."""
    for name in names:
        words = re.findall(r"[^\W_]+", name)
        if len(words) < 2 or HAN.search(name):
            continue
        for first, last in ((words[0], words[-1]), (words[-1], words[0])):
            if len(first) < 3 or len(last) < 3:
                continue
            stem = rf"{re.escape(first[:3])}\w*|" if CYRILLIC.search(first) else ""  # Павел, Павлу
            given = rf"(?:{form_pattern(first)}|{stem}{re.escape(first[0])}\.)"
            family = form_pattern(last)
            middle = r"(?:\s?[^\W\d_]{1,16}\.?){0,1}"
            for pattern in (rf"(?<!\w){given}{middle}\s?{family}(?!\w)", rf"(?<!\w){family},?\s{given}(?!\w)"):
                for found in re.finditer(pattern, text):
                    yield found.span()
