"""Full stops that end a sentence, and those of abbreviations: Co., Mr., J., A.Ş., г."""

import re
import unicodedata

from kzgraph.text.cleaning import clean

MARK = "□"
"""What stands for something that is not to be read: a name, the full stop of an abbreviation."""

_SHORT = re.compile(
    r"(?:\b(?:[A-ZА-ЯӘҚҢҒҮҰӨ]|[A-Z]\.[A-Z]|Co|Ltd|Mr|Mrs|Dr|Prof|No|Nº|vol|pp?|Vyp|etc|e\.g|i\.e|after|им|1[0-9]?|[2-9]))\.$"
)
_LONGEST = 8
_FORM = re.compile(r"\b(?:Co|Ltd|Inc|Corp|LLC|LLP|PLC|Şti|A\. ?[SŞ]|S\.A|B\.V|N\.V|etc)\.$")
"""What ends a name of a company, or a list: a sentence may end there, too."""
_BEFORE_NAME = re.compile(r"(?:(?<![0-9])(?<![0-9]\s)\bг|\b(?:ул|обл|проф|акад|St|Gen|Sen|Gov|Messrs))\.$")
"""What a name with a capital letter follows; behind a year г. may end a sentence."""
_NUMBER = re.compile(r"[0-9]\.$")
_FORM_GOES_ON = re.compile(r"\s*(?:Ltd|Inc|LLC|LLP|PLC)\b")
_STOP, _SPACE = re.compile(r"\."), re.compile(r"\s")
_NEXT = re.compile(r"[\s«“\"(\[]*(.)")


def is_abbreviated(text: str, end: int, start: int = 0) -> bool:
    """Say whether the full stop of *text* before *end* is that of an abbreviation or of an entry's number.

    What stands before *start* is not looked at.
    """
    return bool(_SHORT.search(text[max(start, end - _LONGEST) : end]))


def _ends(text: str, end: int) -> bool:
    """Say whether a sentence of *text* ends with the full stop before *end*: what follows opens another one.

    Chinese closes its sentences with another sign.  Behind a company's name only a capital letter can tell.
    """
    following = _NEXT.match(text, end)
    if following and (following[1].islower() or "\u3400" <= following[1] <= "\u9fff"):
        return False
    before = text[max(0, end - _LONGEST) : end]
    if _FORM.search(before):
        return not _FORM_GOES_ON.match(text, end)
    if _BEFORE_NAME.search(before):
        return False
    return not is_abbreviated(text, end) or bool(_NUMBER.search(before))


def without_inner_stops(text: str) -> str:
    """Return ``clean(text)`` with :data:`MARK` for each full stop that ends no sentence.

    Capital letters tell, and cleaning folds them: so the full stops are judged in *text* and counted.

    >>> without_inner_stops("Yapi Ltd. denied it. Mr. Kara did not.")
    'yapi ltd□ denied it. mr□ kara did not.'
    """
    cleaned = clean(text)
    printed = unicodedata.normalize("NFKC", text)
    stops = zip(_STOP.finditer(printed), _STOP.finditer(cleaned), strict=True)  # cleaning keeps each of them
    signs = list(cleaned)
    for there, here in stops:
        if _SPACE.match(printed, there.end()) and not _ends(printed, there.end()):
            signs[here.start()] = MARK
    return "".join(signs)
