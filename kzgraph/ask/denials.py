"""Where a question denies or leaves something out: not signed, не подписаны, қойылмаған, 没有, without, кроме.

The words stand in ``queries/denials.csv``; a Kazakh word may also deny by a syllable within it.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from kzgraph.ask.words import any_of
from kzgraph.files.sheets import read_sheet
from kzgraph.vocab import LANGUAGES

FILE = "denials.csv"
_COLUMNS = ("kind", *LANGUAGES)
_SYLLABLE = re.compile(
    r"(?<=\w)(?:[мбп][ае](?=(?:ған|ген|ды|ді|йды|йді|йтын|йтін|с)\w{0,6}(?!\w))|(?<=\w\w)с[ыі]з(?!\w))"
)
"""What makes a Kazakh verb deny (қойыл-ма-ған), and a noun lack (Қытай-сыз)."""


class DenialReader:
    """Finds what denies in a question."""

    def __init__(self, words: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Take the words by kind and language, as :func:`read_denials` returns them."""
        denying = {code: (*words["denied"][code], *words["left-out"][code]) for code in LANGUAGES}
        self._denying = {code: any_of(forms) for code, forms in denying.items()}
        self._spared = {code: any_of(words["no-denial"][code]) for code in LANGUAGES}

    def read(self, text: str, code: str) -> list[tuple[int, int]]:
        """Return where the cleaned *text*, which is in the language *code*, denies or leaves something out."""
        text = self._spared[code].sub(lambda found: "□" * len(found[0]), text)
        found = [each.span() for each in self._denying[code].finditer(text)]
        return found + [each.span() for each in _SYLLABLE.finditer(text) if code == "kk"]


def read_denials(folder: Path) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return kind → language → its words, as ``denials.csv`` in *folder* has them.

    Raises:
        InputError: when the table is malformed.
    """
    rows = (cells for _, cells in read_sheet(folder / FILE, _COLUMNS))
    return {cells["kind"]: {code: tuple(cells[code].split()) for code in LANGUAGES} for cells in rows}
