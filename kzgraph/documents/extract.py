"""The plain text of a document: text as it is, HTML and PDF through well-kept libraries.

Run as ``python -m kzgraph.documents.extract FILE`` it prints JSON; :func:`kzgraph.documents.intake.extracted` runs it
so, in a process of its own with a deadline and a memory cap, because a document may be built to never end.
"""

import json
import re
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from kzgraph.errors import EnvironmentProblem, KzgraphError, one_problem, shown
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_bytes, read_text

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)", re.IGNORECASE | re.DOTALL
)

_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


@dataclass(frozen=True)
class Extract:
    """The text of a document, with what extracted it and what a reader should know."""

    text: str
    tool: str
    warnings: tuple[str, ...] = ()


def extract(path: Path) -> Extract:
    """Return the plain text of *path*: the kind is told by its content, not by its name.

    Raises:
        InputError: when it is encrypted, damaged, of another kind, or holds no text at all.
        EnvironmentProblem: when the library for its kind is not installed.
    """
    content = read_bytes(path)
    if content.lstrip()[:5] == b"%PDF-":
        return _pdf(path)
    is_html = bool(_HTML.match(content[:4096]))
    if path.suffix.casefold() == ".pdf":
        kind = "HTML" if is_html else "no PDF"
        raise one_problem(f"is {kind}, though its name says PDF", "give the real file", file=name_of(path))
    if is_html:
        return _html(content)
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise one_problem("is an office document or archive", "save it as PDF, HTML or plain text", file=name_of(path))
    text = read_text(path)
    if control := _CONTROL.findall(text):
        what = f"holds {len(control)} control characters (the first is {shown(control[0])})"
        raise one_problem(what, "remove them; offsets must count what a reader sees", file=name_of(path))
    return Extract(text, "plain text, as it is")


def _pdf(path: Path) -> Extract:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise EnvironmentProblem("PDF needs pypdf; pip install 'kzgraph[documents]'") from None
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise one_problem("needs a password", "save it without one", file=name_of(path))
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, TypeError, KeyError, RecursionError, OSError) as error:
        raise one_problem(f"is a damaged PDF ({shown(error)[:100]})", "save it anew", file=name_of(path)) from None
    empty = [str(number) for number, text in enumerate(pages, 1) if not text.strip()]
    warnings = (f"0 characters on page {', '.join(empty)} (a scan without text?)",) if empty else ()
    text = _CONTROL.sub("", "\n\n".join(pages))
    return Extract(text, f"pypdf {version('pypdf')}", warnings)


def _html(content: bytes) -> Extract:
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise EnvironmentProblem("HTML needs selectolax; pip install 'kzgraph[documents]'") from None
    declared = re.search(rb"charset=[\"']?([\w-]+)", content[:4096])
    text, note = _decoded(content, declared[1].decode("ascii") if declared else "utf-8")
    page = LexborHTMLParser(text)
    page.strip_tags(["script", "style", "noscript", "template"], recursive=True)
    for node in page.css("sup, sub"):  # the mark of a note is no digit of the figure before it
        node.replace_with(node.text().translate(_RAISED if node.tag == "sup" else _LOWERED))
    blocks = "p, div, br, li, tr, h1, h2, h3, h4, h5, h6, section, article, blockquote, figcaption, dt, dd, pre"
    for node in page.css(blocks):
        node.insert_after("\n")
    for cell in page.css("td, th"):
        cell.insert_after("\t")
    found = page.body.text() if page.body else ""
    lines = ["\t".join(" ".join(cell.split()) for cell in line.split("\t")).rstrip() for line in found.splitlines()]
    plain = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
    return Extract(_CONTROL.sub("", plain), f"selectolax {version('selectolax')}", note)


def _decoded(content: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    for encoding in (declared, "utf-8"):
        try:
            return content.decode(encoding), () if encoding == declared else (f"is not {declared}, read as UTF-8",)
        except (UnicodeDecodeError, LookupError):
            continue
    text = content.decode(declared if declared.isascii() else "utf-8", "replace")
    return text, (f"{text.count(chr(0xFFFD))} characters could not be read as {declared}",)


def _main() -> int:
    try:
        found = extract(Path(sys.argv[1]))
    except KzgraphError as error:
        sys.stdout.write(json.dumps({"error": str(error), "code": error.exit_code}))
        return error.exit_code
    sys.stdout.write(json.dumps(asdict(found)))
    return 0


if __name__ == "__main__":
    sys.exit(_main())
