"""Documents that are packed: Word, OpenDocument and EPUB in an archive, saved pages in a letter (MHTML); as HTML.

Word is read by mammoth, which leaves out what the author deleted and the remarks beside the text. The other three are
HTML already, or XML that says the same in other words.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from html import escape
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import unquote
from xml.etree.ElementTree import tostring

from kzgraph.documents.encoding import decoded
from kzgraph.errors import EnvironmentProblem, one_problem

_LARGEST: Final = 200 << 20
"""Bytes that an archive may unpack to."""
_MEDIA = {"application/vnd.oasis.opendocument.text": "odt", "application/epub+zip": "epub"}
_PAGES = frozenset({"application/xhtml+xml", "text/html"})
_DRM = "META-INF/encryption.xml"


@dataclass(frozen=True)
class Packed:
    """A document as HTML, page by page, and the library that unpacked it, with its version; empty for Python's own."""

    pages: tuple[str, ...]
    tool: str = ""


def packed_kind(content: bytes) -> str:
    """Return ``docx``, ``odt``, ``epub`` or ``mhtml`` by what a file holds; empty for any other."""
    if content.startswith(b"PK\x03\x04"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = set(archive.namelist())
                media = (
                    archive.open("mimetype").read(100).decode("ascii", "replace").strip() if "mimetype" in names else ""
                )
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
            return ""
        return _MEDIA.get(media, "docx" if "word/document.xml" in names else "")
    head = content[:4096].lower()
    return "mhtml" if b"mime-version:" in head and b"multipart/related" in head else ""


def unpacked(content: bytes, kind: str, name: str) -> Packed:
    """Return a packed document as HTML.

    Args:
        content: the file.
        kind: what :func:`packed_kind` has found.
        name: what to call the file in a message.

    Raises:
        InputError: when it is damaged, encrypted, or unpacks to too much.
        EnvironmentProblem: when the library for its kind is not installed.
    """
    if kind == "mhtml":
        return Packed((_saved_page(content, name),))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _LARGEST:
                raise one_problem("unpacks to more than 200 MB", "save its text alone", file=name)
            if any(each.flag_bits & 1 for each in archive.infolist()) or _DRM in archive.namelist():
                raise one_problem("is encrypted", "save it without a password", file=name)
            if kind == "docx":
                return Packed((_word(content),), f"mammoth {version('mammoth')}")
            return Packed((_open_document(archive),) if kind == "odt" else tuple(_book(archive)))
    except (zipfile.BadZipFile, KeyError, SyntaxError, ValueError, RecursionError, OSError, EOFError) as error:
        raise one_problem(f"is damaged ({type(error).__name__})", "save it anew", file=name) from None


def _word(content: bytes) -> str:
    try:
        import mammoth
    except ImportError:
        raise EnvironmentProblem("Word documents need mammoth; pip install 'kzgraph[documents]'") from None
    content = _without_hidden(content)
    without_pictures = mammoth.images.img_element(lambda _: {"src": ""})
    try:
        return str(mammoth.convert_to_html(io.BytesIO(content), convert_image=without_pictures).value)
    except Exception as error:  # noqa: BLE001 - it tells a damaged document in a dozen ways
        raise ValueError(str(error)) from None


def _without_hidden(content: bytes) -> bytes:
    """Return a Word document without its hidden runs (``w:vanish``), which mammoth would show."""
    if b"vanish" not in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"):
        return content
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for each in old.infolist():
            part = old.read(each)
            if each.filename == "word/document.xml":
                tree = _parsed(part)
                for parent in list(tree.iter()):
                    for run in [run for run in parent if _local(run) == "r" and _is_hidden(run)]:
                        parent.remove(run)
                part = tostring(tree)
            new.writestr(each, part)
    return made.getvalue()


def _is_hidden(run: Any) -> bool:
    marks = [mark for look in run if _local(look) == "rPr" for mark in look if _local(mark) == "vanish"]
    return any(_attributes(mark).get("val", "1") not in ("0", "false", "off") for mark in marks)


def _parsed(content: bytes) -> Any:
    try:
        from defusedxml.ElementTree import fromstring
    except ImportError:
        raise EnvironmentProblem("packed documents need defusedxml; pip install 'kzgraph[documents]'") from None
    return fromstring(content)


def _saved_page(content: bytes, name: str) -> str:
    """Return the page that a browser saved with what belongs to it: the first part that is HTML."""
    letter = message_from_bytes(content, policy=policy.default)
    for part in letter.walk():
        if part.get_content_type() in _PAGES:
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                charset = part.get_content_charset()
                declared = f'<meta charset="{escape(charset)}">'.encode() if charset else b""
                return decoded(declared + page, name, is_html=True)[0]
    raise one_problem("holds no page", "save the page itself as HTML", file=name)


# --- EPUB


def _book(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the pages of a book in the order in which it is read (EPUB 3.3, the spine of its package document)."""
    container = _parsed(archive.read("META-INF/container.xml"))
    where = _first(container, "rootfile").get("full-path", "")
    package, folder = _parsed(archive.read(where)), PurePosixPath(where).parent
    pages = {
        each.get("id"): each.get("href", "")
        for each in package.iter()
        if _local(each) == "item" and each.get("media-type") in _PAGES
    }
    for each in package.iter():
        if _local(each) == "itemref" and each.get("linear") != "no" and each.get("idref") in pages:
            page = archive.read(str(folder / unquote(pages[each.get("idref")])))
            yield decoded(page, where, is_html=True)[0]


# --- OpenDocument

_TAGS = {
    "h": "h2",
    "p": "p",
    "list": "ul",
    "list-item": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "covered-table-cell": "td",
    "section": "div",
    "text-box": "div",
}
"""Elements of OpenDocument 1.3 → of HTML; of any other the content alone is taken."""
_LEFT_OUT = frozenset(
    """tracked-changes annotation annotation-end sequence-decls forms hidden-text hidden-paragraph title desc
    variable-decls user-field-decls note-citation""".split()
)


def _looks(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return style → ``sup``, ``sub``, or ``del`` for what is struck out or hidden: its own, else its parent's."""
    own: dict[str, str] = {}
    parents: dict[str, str] = {}
    for name in ("styles.xml", "content.xml"):
        if name in archive.namelist():
            for style in _parsed(archive.read(name)).iter():
                if _local(style) == "style":
                    told = _attributes(style)
                    parents[told.get("name", "")] = told.get("parent-style-name", "")
                    own[told.get("name", "")] = _look(
                        _attributes(each) for each in style if _local(each) == "text-properties"
                    )
    return {name: next((own[each] for each in _above(name, parents) if own.get(each)), "") for name in own}


def _look(properties: Iterable[Mapping[str, str]]) -> str:
    for told in properties:
        struck = (
            told.get("text-line-through-style", "none") != "none"
            or told.get("text-line-through-type", "none") != "none"
        )
        if struck or told.get("display") == "none":
            return "del"
        position = told.get("text-position", "").split(" ")[0]
        if position and position not in ("0%", "0"):
            return "sub" if position == "sub" or position.startswith("-") else "sup"
    return ""


def _above(name: str, parents: Mapping[str, str]) -> Iterator[str]:
    """Yield a style and those that it inherits from, each once."""
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        yield name
        name = parents.get(name, "")


def _attributes(element: Any) -> dict[str, str]:
    return {key.rpartition("}")[2]: value for key, value in element.items()}


@dataclass
class _OpenDocument:
    looks: Mapping[str, str]
    parts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, element: Any) -> None:
        """Add what *element* holds."""
        name = _local(element)
        if name == "note":
            self.note(element)
        elif name in ("s", "tab", "line-break"):
            number = int(next((value for key, value in element.items() if key.endswith("}c")), "1"))
            self.parts.append({"s": " " * min(number, 1000), "tab": "\t", "line-break": "<br>"}[name])
        elif name not in _LEFT_OUT:
            tag = _TAGS.get(name) or self.looks.get(_attributes(element).get("style-name", ""))
            self.parts.append(f"<{tag}>" if tag else "")
            self.parts.append(escape(element.text or ""))
            self.inside(element)
            self.parts.append(f"</{tag}>" if tag else "")

    def inside(self, element: Any) -> None:
        for child in element:
            self.take(child)
            self.parts.append(escape(child.tail or ""))

    def note(self, element: Any) -> None:
        """Mark the place of a note, and keep the note for the end."""
        mark = "".join(text for each in element if _local(each) == "note-citation" for text in each.itertext())
        self.parts.append(f"<sup>{escape(mark)}</sup>")
        own = _OpenDocument(self.looks)
        for each in element:
            if _local(each) == "note-body":
                own.inside(each)
        self.notes.append(f"<div><sup>{escape(mark)}</sup> {''.join(own.parts)}</div>")


def _open_document(archive: zipfile.ZipFile) -> str:
    body = _first(_parsed(archive.read("content.xml")), "body")
    document = _OpenDocument(_looks(archive))
    document.inside(body)
    return "".join(document.parts + document.notes)


def _first(tree: Any, name: str) -> Any:
    for each in tree.iter():
        if _local(each) == name:
            return each
    raise ValueError(f"no {name}")


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
