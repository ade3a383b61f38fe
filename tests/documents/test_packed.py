"""Word, OpenDocument, EPUB and saved pages are read as their reader sees them; other archives are refused by name.

The files are as small as the formats allow; what pandoc and Word write was looked at when the readers were written.
"""

import zipfile
from pathlib import Path

import pytest

from kzgraph.documents.extract import extract
from kzgraph.errors import InputError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"))
)
EXPECTED = [
    "Report on a lake",
    "The ferry carried 4,200 people in 2021¹ and earned 5 million dinars.",
    "Year\tBoats",
    "2021\t9",
    "Көлдегі сауда 27 млрд теңгеге жетті.",
]


def packed(path: Path, **files: str) -> Path:
    """Write an archive of *files*, name → text."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word(path: Path, body: str) -> Path:
    relation = f'<Relationship Id="a" Type="{OFFICE}" Target="word/document.xml"/>'
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    return packed(path, **files)


def test_a_word_document_is_read_without_what_was_deleted_or_hidden(tmp_path: Path) -> None:
    def cell(text: str) -> str:
        return f"<w:tc><w:p>{run(text)}</w:p></w:tc>"

    first = [run("The ferry carried 4,200 people in 2021"), run("1", '<w:vertAlign w:val="superscript"/>')]
    first += [run(" and earned "), "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>", run("7", "<w:vanish/>")]
    first += [run("8", "<w:strike/>"), run("5", '<w:vanish w:val="0"/>'), run(" million dinars.")]
    rows = [f"<w:tr>{cell(left)}{cell(right)}</w:tr>" for left, right in (("Year", "Boats"), ("2021", "9"))]
    last = run("Көлдегі сауда 27 млрд теңгеге жетті.")
    parts = [f"<w:p>{run('Report on a lake')}</w:p>", f"<w:p>{''.join(first)}</w:p>", f"<w:tbl>{''.join(rows)}</w:tbl>"]
    body = "".join((*parts, f"<w:p>{last}</w:p>"))
    found = extract(word(tmp_path / "a.docx", body))
    assert found.text.split("\n") == EXPECTED
    assert found.tool.startswith("mammoth ")


def open_document(path: Path, body: str, styles: str = "") -> Path:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed(path, **{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def style(name: str, look: str, parent: str = "") -> str:
    above = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="text"{above}><style:text-properties {look}/></style:style>'


def test_an_open_document_is_read_with_its_raised_and_without_its_struck_digits(tmp_path: Path) -> None:
    styles = (
        style("up", 'style:text-position="super 58%"')
        + style("child", "", "up")
        + style("struck", 'style:text-line-through-style="solid"')
        + style("hidden", 'text:display="none"')
        + style("even", 'style:text-position="0% 100%"')
    )

    def cell(text: str) -> str:
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    spans = {
        name: f'<text:span text:style-name="{name}">%s</text:span>' for name in ("child", "struck", "hidden", "even")
    }
    first = f'The ferry carried 4,200<text:s text:c="1"/>people in 2021{spans["child"] % 1} and earned '
    first += f"{spans['struck'] % 9}{spans['hidden'] % 9}{spans['even'] % 5} million dinars."
    rows = [("Year", "Boats"), ("2021", "9")]
    table = "".join(f"<table:table-row>{cell(left)}{cell(right)}</table:table-row>" for left, right in rows)
    body = (
        "<text:tracked-changes><text:p>9</text:p></text:tracked-changes><text:h>Report on a lake</text:h>"
        f"<text:p>{first}</text:p><table:table>{table}</table:table><text:p>{EXPECTED[-1]}</text:p>"
    )
    assert extract(open_document(tmp_path / "a.odt", body, styles)).text.split("\n") == EXPECTED


def test_a_note_stands_at_the_end_and_its_mark_where_it_was(tmp_path: Path) -> None:
    parts = "<text:note-citation>2</text:note-citation><text:note-body><text:p>Of all.</text:p></text:note-body>"
    body = f"<text:p>A share of 5<text:note>{parts}</text:note> %.</text:p>"
    assert extract(open_document(tmp_path / "a.odt", body)).text.split() == [
        "A",
        "share",
        "of",
        "5²",
        "%.",
        "²",
        "Of",
        "all.",
    ]


def book(path: Path, *pages: str, **more: str) -> Path:
    items = "".join(
        f'<item id="p{n}" href="a%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(pages))
    )
    order = "".join(f'<itemref idref="p{n}"/>' for n in reversed(range(len(pages))))
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="b/c.opf"/></rootfiles></container>',
        "b/c.opf": f"<package><manifest>{items}</manifest><spine>{order}</spine></package>",
    }
    files |= {f"b/a {n}.xhtml": f"<html><body><p>{text}</p></body></html>" for n, text in enumerate(pages)}
    return packed(path, **files, **more)


def test_a_book_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    assert extract(book(tmp_path / "a.epub", "second", "first <sup>1</sup>")).text == "first ¹\n\nsecond"


def test_a_saved_page_is_the_page_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.mhtml"
    path.write_bytes(
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<p>=F2=EE=F0=E3=EE=E2=EB=FF 5 =\r\n=25</p>\r\n--x\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\n"
    )
    assert extract(path).text == "торговля 5 %"


@pytest.mark.parametrize(
    ("name", "files", "told"),
    [
        ("a.xlsx", {"xl/workbook.xml": "<a/>"}, "is no workbook that can be read"),
        ("a.docx", {"word/document.xml": "<a"}, "is damaged"),
        ("a.odt", {"mimetype": "application/vnd.oasis.opendocument.text"}, "is damaged"),
        ("b.odt", {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, "is damaged"),
        ("a.epub", {"mimetype": "application/epub+zip"}, "is damaged"),
        ("b.epub", {"mimetype": "application/epub+zip", "META-INF/encryption.xml": "<a/>"}, "is encrypted"),
    ],
)
def test_what_cannot_be_unpacked_is_refused(tmp_path: Path, name: str, files: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        extract(packed(tmp_path / name, **files))


BILLION = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'


def test_a_trap_of_entities_is_refused(tmp_path: Path) -> None:
    files = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": BILLION}
    with pytest.raises(InputError, match="is damaged"):
        extract(packed(tmp_path / "a.odt", **files))


def test_what_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b" " * (201 << 20))
    with pytest.raises(InputError, match="more than 200 MB"):
        extract(path)
