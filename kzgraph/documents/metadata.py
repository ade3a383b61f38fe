"""What a file says of itself: title, author, date, language. A proposal: files are often wrong about themselves."""

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LONGEST = 300
"""Characters of a title or a name; what is longer is none."""
_WRITTEN_BY = re.compile(r"^Microsoft Word - |\.(?:docx?|pdf|indd|rtf|txt)$", re.IGNORECASE)
"""What programs put around the name of a file to make a title of it."""
_PDF_DAY = re.compile(r"D:([0-9]{4})([0-9]{2})([0-9]{2})")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})")
_AUTHOR = ('meta[name="author"]', 'meta[name="citation_author"]', 'meta[property="article:author"]')
_PUBLISHED = (
    'meta[property="article:published_time"]',
    'meta[name="citation_publication_date"]',
    'meta[name="dcterms.date"]',
    'meta[name="date"]',
)


@dataclass(frozen=True)
class FileFacts:
    """What a file says of itself; empty where it does not."""

    title: str = ""
    author: str = ""
    date: str = ""
    language: str = ""


def _line(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LONGEST and said.isprintable() else ""


def facts_of_page(page: str) -> FileFacts:
    """Return what the HTML *page* says of itself: title, ``lang``, and the usual ``meta`` of author and day."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)

    def content(*selectors: str) -> str:
        found = (tree.css_first(selector) for selector in selectors)
        return next((_line(node.attributes.get("content") or "") for node in found if node), "")

    title, root = tree.css_first("title"), tree.css_first("html")
    day = _DAY.match(content(*_PUBLISHED))
    return FileFacts(
        content('meta[property="og:title"]', 'meta[name="citation_title"]') or (_line(title.text()) if title else ""),
        content(*_AUTHOR),
        day[1] if day else "",
        (root.attributes.get("lang") or "" if root else "").strip(),
    )


def facts_of_pdf(path: Path) -> FileFacts:
    """Return what the PDF in *path* says of itself (ISO 32000-1, 14.3.3); its language it does not say there."""
    from pypdfium2 import PdfDocument

    told: dict[str, Any] = {}
    with suppress(Exception):  # what is wrong with the file, reading its text has told
        told = PdfDocument(path).get_metadata_dict()
    day = _PDF_DAY.match(told.get("CreationDate", ""))
    title = _WRITTEN_BY.sub("", _WRITTEN_BY.sub("", _line(told.get("Title", ""))))
    return FileFacts(title, _line(told.get("Author", "")), "-".join(day.groups()) if day else "")
