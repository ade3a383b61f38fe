"""The plain text of a document: text as it is, HTML, PDF, Word, OpenDocument and EPUB through well-kept libraries.

Run as ``python -m kzgraph.documents.extract FILE`` it prints JSON; :func:`kzgraph.documents.intake.extracted` runs it
so, in a process of its own with a deadline and a memory cap, because a document may be built to never end.
"""

import codecs
import json
import re
import sys
from dataclasses import asdict, dataclass, field, replace
from itertools import accumulate
from pathlib import Path

from kzgraph.documents.encoding import decoded, is_wide
from kzgraph.documents.html import text_of
from kzgraph.documents.html import tool as html_tool
from kzgraph.documents.lists import read_list
from kzgraph.documents.metadata import FileFacts, facts_of_page, facts_of_pdf
from kzgraph.documents.ocr import recognised
from kzgraph.documents.ocr import tool as ocr_tool
from kzgraph.documents.packed import packed_kind, unpacked
from kzgraph.documents.pdf import UNKNOWN, pages_of
from kzgraph.documents.pdf import tool as pdf_tool
from kzgraph.documents.table import MEDIA, table_text
from kzgraph.errors import KzgraphError, one_problem, quoted, shown
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_bytes

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TAG = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|/?(?:html|head|body|meta|title|link|base|style|script|p|div|span|h[1-6]"
    rb"|table|ul|ol|dl|section|article|main|header|footer|nav|aside|center|font|a|b|i|br|hr|img|form|blockquote|pre)\b)",
    re.IGNORECASE | re.DOTALL,
)
"""How a page may begin, in any of the ways that browsers take for HTML and authors use."""
_TABLES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".json", ".parquet"})
"""Ends of the names of tables, whose content a text could have as well."""
_BETWEEN = "\n\n"
"""What stands between two pages."""
_OTHER = {
    b"PK\x03\x04": "an office document of another kind, or an archive",
    b"\xd0\xcf\x11\xe0": "an office document or archive",
    b"{\\rtf": "an RTF document",
    b"%!PS": "PostScript",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"\x1f\x8b": "a compressed archive",
    b"7z\xbc\xaf": "a compressed archive",
    b"Rar!": "a compressed archive",
    b"AT&TF": "a DjVu document",
    b"MIME-Version:": "a web archive or a letter",
    b"From: ": "a web archive or a letter",
    b"<?xml": "XML that is no page",
}
"""First bytes → what is no text, page or PDF."""


@dataclass(frozen=True)
class Extract:
    """The text of a document, with what extracted it and what a reader should know; of a table, its copy as CSV.

    ``pages`` says at which code point each page begins, where there are pages; ``facts`` what the file says of itself.
    """

    text: str
    tool: str
    warnings: tuple[str, ...] = ()
    media: str = "text/plain"
    pages: tuple[int, ...] = ()
    facts: FileFacts = field(default_factory=FileFacts)


def extract(path: Path, ocr: str = "") -> Extract:
    """Return the plain text of *path*: the kind is told by its content before its name.

    Args:
        path: the file.
        ocr: the languages in which pages of a PDF that hold no text are to be read by OCR; empty for not at all.

    Raises:
        InputError: when it is encrypted, damaged, of another kind, or holds no text at all.
        EnvironmentProblem: when the library for its kind is not installed.
    """
    name = name_of(path)
    content = read_bytes(path)
    if content.lstrip()[:5] == b"%PDF-":
        return _pdf(path, ocr)
    if path.suffix.casefold() in _TABLES:
        return _table(path)
    if kind := packed_kind(content):
        return _packed(content, kind, name)
    is_html = _is_html(content, path.suffix.casefold())
    if path.suffix.casefold() == ".pdf":
        kind = "HTML" if is_html else "no PDF"
        raise one_problem(f"is {kind}, though its name says PDF", "give the real file", file=name)
    if not is_html:
        start = content.removeprefix(codecs.BOM_UTF8).lstrip()
        for first, kind in _OTHER.items():
            if start.startswith(first):
                raise one_problem(
                    f"is {kind}", "save it as PDF, Word, OpenDocument, EPUB, HTML or plain text", file=name
                )
    text, notes = decoded(content, name, is_html=is_html)
    if is_html:
        return replace(_read(text_of(text), html_tool(), *notes), facts=facts_of_page(text))
    if control := _CONTROL.findall(text):
        what = f"holds {len(control)} control characters (the first is {shown(control[0])})"
        raise one_problem(what, "remove them; offsets must count what a reader sees", file=name)
    return Extract(text, "plain text, as it is" if not notes else "plain text, its characters read anew", notes)


def _table(path: Path) -> Extract:
    header, rows, told = read_list(path)
    text = table_text(header, rows, name_of(path))
    if short := sum(len(row) < len(header) for row in rows):
        told = (*told, f"{short} records have fewer cells than there are columns; the last ones are taken to be empty")
    return Extract(text, f"Table of {len(rows)} records", told, MEDIA)


def _packed(content: bytes, kind: str, name: str) -> Extract:
    found = unpacked(content, kind, name)
    tools = " and ".join(filter(None, (found.tool, html_tool())))
    return _read("\n\n".join(text_of(page).strip("\n") for page in found.pages), tools)


def _is_html(content: bytes, suffix: str) -> bool:
    """Say whether *content* is a page, by its first tags, whatever stands before them; the name alone makes none."""
    start = content[: 1 << 16]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            start = content[len(mark) : 1 << 17].decode(encoding, "replace").encode()
    if is_wide(start):
        start = start.replace(b"\0", b"")
    start = start.removeprefix(codecs.BOM_UTF8)
    by_name = suffix in (".html", ".htm", ".xhtml", ".shtml") and re.search(rb"<[a-zA-Z!/]", start)
    return bool(_TAG.match(start) or (by_name and not start.lstrip().startswith(b"<?xml")))


def _pdf(path: Path, ocr: str) -> Extract:
    pages = list(pages_of(path))
    warnings, tool = [], pdf_tool()
    scanned = [number for number, (text, _) in enumerate(pages, 1) if not text.strip()]
    if ocr and scanned:
        tool = f"{tool} and {ocr_tool(ocr)}"
        for number, text in recognised(path, scanned, ocr):
            pages[number - 1] = (text, False)
        listed = ", ".join(map(str, scanned))
        warnings.append(f"read by OCR: page {listed}; look: a letter, a figure or a decimal mark may be misread")
    empty = [str(number) for number, (text, _) in enumerate(pages, 1) if not text.strip()]
    ordered = [str(number) for number, (_, is_ordered) in enumerate(pages, 1) if is_ordered]
    if empty:
        mend = "" if ocr else ": --ocr en reads it, where Tesseract is installed"
        warnings.append(f"0 characters on page {', '.join(empty)} (a scan without text?{mend})")
    if ordered:
        warnings.append(
            f"two columns stand mixed on page {', '.join(ordered)}; they were read one after the other: look"
        )
    texts = [text.strip("\n") for text, _ in pages]
    starts = tuple(accumulate((len(text) + len(_BETWEEN) for text in texts[:-1]), initial=0))
    return replace(_read(_BETWEEN.join(texts), tool, *warnings), pages=starts, facts=facts_of_pdf(path))


def _read(text: str, tool: str, *warnings: str) -> Extract:
    """Return *text* with U+FFFD for characters that say nothing, lest what stands around them be taken for one word."""
    text = _CONTROL.sub(UNKNOWN, text)
    if lost := text.count(UNKNOWN):
        at = text.index(UNKNOWN)
        where = quoted(" ".join(text[max(0, at - 20) : at + 20].split()))
        told = f"characters that cannot be read are marked {UNKNOWN}: {lost}, the first in {where}; look"
        return Extract(text, tool, (*warnings, told))
    return Extract(text, tool, warnings)


def _main() -> int:
    try:
        found = extract(Path(sys.argv[1]), *sys.argv[2:])
    except KzgraphError as error:
        sys.stdout.write(json.dumps({"error": str(error), "code": error.exit_code}))
        return error.exit_code
    sys.stdout.write(json.dumps(asdict(found)))
    return 0


if __name__ == "__main__":
    sys.exit(_main())
