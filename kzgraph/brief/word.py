"""A brief as a Word document (ECMA-376), with footnotes that Word and LibreOffice number and move by themselves."""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from kzgraph.brief.brief import Brief, BriefLine, BriefNote
from kzgraph.errors import EnvironmentProblem
from kzgraph.plots import draw
from kzgraph.plots.picture import Picture

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 does not have."""
_CENTIMETRES = 15.0
"""How wide pictures are: the text of a page of Word's own template."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day of every file in the document: the same brief makes the same bytes."""


def as_word(brief: Brief, citation: str) -> bytes:
    """Return *brief* as a Word document, its notes as footnotes, how to cite it at the end.

    Args:
        brief: what is told.
        citation: how to cite it.

    Raises:
        EnvironmentProblem: when the package for Word documents is not installed.
    """
    try:
        import docx
    except ImportError:
        raise EnvironmentProblem("a Word document needs python-docx: install kzgraph[word]") from None
    document = docx.Document()
    footnotes = Footnotes({note.number: note for note in brief.notes})
    document.core_properties.title = _legal(brief.title)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(_legal(brief.title), level=0)
    document.add_paragraph(_legal(" ".join(brief.lead)))
    for section in brief.sections:
        document.add_heading(section.heading, level=1)
        if section.about:
            document.add_paragraph().add_run(section.about).italic = True
        _rows(document, section.lines, footnotes)
        if section.more:
            document.add_paragraph(f"… and {section.more} more: {brief.more}").runs[0].italic = True
    _pictures(document, brief.pictures)
    document.add_heading("How to cite", level=1)
    document.add_paragraph(_legal(citation))
    footnotes.put_into(document)
    written = io.BytesIO()
    document.save(written)
    return _dateless(written.getvalue())


def _pictures(document: "Document", pictures: Sequence[Picture]) -> None:
    from docx.shared import Cm

    for picture in pictures:
        document.add_heading(_legal(picture.title), level=1)
        drawn = io.BytesIO(draw(picture, "png", width=_CENTIMETRES))
        document.add_picture(drawn, width=Cm(_CENTIMETRES))


def _rows(document: "Document", lines: tuple[BriefLine, ...], footnotes: "Footnotes") -> None:
    from docx.shared import Cm

    dated = any(each.when for each in lines)
    for each in lines:
        paragraph = document.add_paragraph(style=None if dated else "List Bullet")
        if dated:
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(3), Cm(-3)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(3))
            paragraph.add_run(_legal(each.when)).bold = True
            paragraph.add_run("\t")
        paragraph.add_run(_legal(each.what))
        for number in each.notes:
            footnotes.refer(paragraph, number)


class Footnotes:
    """The footnotes of a document, numbered as they are referred to; what was noted before is told by its number."""

    def __init__(self, notes: dict[int, BriefNote]) -> None:
        self.notes = notes
        self._texts: list[str] = []
        self._first: dict[int, int] = {}

    def refer(self, paragraph: "Paragraph", number: int) -> None:
        """Put a reference to the note *number* of the brief at the end of *paragraph*."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        place = len(self._texts) + 1
        first = self._first.setdefault(number, place)
        self._texts.append(_told(self.notes[number]) if first == place else f"See note {first}.")
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(place))
        run._r.append(reference)  # noqa: SLF001 - python-docx has no call for footnotes; their part is made here

    def put_into(self, document: "Document") -> None:
        """Add the part that holds the texts to *document*."""
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        package: Any = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, self._xml().encode(), package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _xml(self) -> str:
        rules = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>'
            for number, kind, sign in (
                (-1, "separator", "separator"),
                (0, "continuationSeparator", "continuationSeparator"),
            )
        )
        mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p>{mark}'
            f'<w:r><w:t xml:space="preserve"> {escape(_legal(text))}</w:t></w:r></w:p></w:footnote>'
            for number, text in enumerate(self._texts, 1)
        )
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<w:footnotes xmlns:w="{_WORDS}">{rules}{notes}</w:footnotes>'


def _told(note: BriefNote) -> str:
    words = "".join(f" “{' '.join(text.split())}”" for text in note.passages)
    return f"{'; '.join(note.places)}.{words} {note.address}"


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


def _dateless(content: bytes) -> bytes:
    """Return the archive *content* with one day for all its files."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as found, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for info in found.infolist():
            made.writestr(zipfile.ZipInfo(info.filename, _EPOCH), found.read(info), zipfile.ZIP_DEFLATED)
    return written.getvalue()
