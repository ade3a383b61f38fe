"""A picture before it is drawn: title, what to paint, the notes under it, the statements it draws on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kzgraph.plots.citing import Cited, entries, lettered, letters
from kzgraph.plots.style import GREY, NOTE, SMALL, TITLE
from kzgraph.vocab import STATEMENT

if TYPE_CHECKING:
    from kzgraph.plots.canvas import Canvas


@dataclass(frozen=True)
class Picture:
    """One picture.

    ``paint`` draws on a sheet from a height (points from the top) on and returns the height where it ended;
    ``query`` names the question of the library that gives the same data as a table;
    ``documents`` maps a document's IRI to its name.
    """

    title: str
    paint: "Callable[[Canvas, float], float]"
    notes: tuple[str, ...]
    cited: tuple[Cited, ...]
    query: str
    documents: dict[str, str]

    def lay_out(self, sheet: "Canvas", *, listed: bool = True) -> float:
        """Draw title, picture, notes and citations one under the other; return the height in points.

        Where they are not *listed*, the statements stand in the file's metadata alone, and in its caption elsewhere.
        """
        y = sheet.paragraph(4, 13, self.title, TITLE, sheet.width - 8, weight="bold")
        y = self.paint(sheet, y + 4) + 8
        sheet.line([(4, y), (sheet.width - 4, y)], GREY, 0.5)
        y = sheet.paragraph(4, y + 11, " ".join(self.notes), NOTE, sheet.width - 8)
        return self._citations(sheet, y + 2) if listed else y + 5

    def _citations(self, sheet: "Canvas", y: float) -> float:
        given = letters(self.cited)
        head = f"Statements (kzs: {STATEMENT}) and passages (code points in {lettered(given, self.documents)}):"
        y = sheet.paragraph(4, y + 8, head, NOTE, sheet.width - 8) + 1
        found = entries(self.cited, given)
        widest = max(sheet.width_of(text, SMALL) for text, _ in found) + 12
        columns = max(1, int((sheet.width - 8) // widest))
        rows = -(-len(found) // columns)
        for number, (text, url) in enumerate(found):
            column, row = divmod(number, rows)
            sheet.text(4 + column * (sheet.width - 8) / columns, y + (row + 1) * 8, text, SMALL, url=url)
        y += rows * 8
        if any(each.quiet for each in self.cited):
            y = sheet.paragraph(4, y + 9, "The other statements it draws on stand in the file's metadata.", NOTE, 400)
        return y + 5


def full_list(picture: "Picture") -> str:
    """Return every statement that *picture* draws on, one line each: number, id, what it says, every passage."""
    lines = [picture.title, *picture.notes, f"kzs: is {STATEMENT}; passages are document:start-end in code points."]
    lines += [
        f"{each.mark}\tkzs:{each.statement.id}\t{each.says}\t{', '.join(map(str, each.statement.evidence))}"
        for each in picture.cited
    ]
    return "\n".join([*lines, f"As a table: `kzgraph query {picture.query}`"])
