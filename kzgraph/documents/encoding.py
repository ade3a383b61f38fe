"""The characters of a document out of its bytes: declared as browsers read it, else detected and told.

Labels are those of the WHATWG Encoding Standard, by webencodings; what declares none is detected by charset-normalizer.
"""

import codecs
import re

from kzgraph.errors import EnvironmentProblem, one_problem, quoted

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEAD = 4096
"""Bytes in which a declaration is looked for; the standard wants it within 1024."""
_META = re.compile(
    rb"<!--.*?-->|<(script|style|title|noscript)\b.*?</\1\s*>|<body\b.*|<meta\b([^>]*)>", re.DOTALL | re.IGNORECASE
)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([^\s"'/;>]+)""", re.IGNORECASE)
_WIDER = {"gbk": "gb18030", "big5": "big5hkscs", "euc-kr": "cp949", "shift_jis": "cp932"}
"""What browsers read for a label of WHATWG where Python's codec of that name knows fewer characters."""
_LIKELY = ["cp1251", "koi8_r", "gb18030", "big5hkscs", "utf_16_le", "utf_16_be"]
"""What is detected: the encodings in which texts about Kazakhstan and China lie about undeclared."""
_HAN = "\u4e00-\u9fff"
_CYRILLIC = "\u0400-\u04ff"
_MIXED = re.compile(
    rf"[a-z][{_CYRILLIC}]|[{_CYRILLIC}][a-z{_HAN}]|[{_HAN}][{_CYRILLIC}]|[a-z][{_HAN}][a-z]|[\x00-\x08\ufffd]",
    re.IGNORECASE,
)
_WANDERERS = {"utf-16le": "utf-8", "utf-16be": "utf-8"}
"""A meta that can be read at all is in no UTF-16, whatever it says (HTML, 13.2.3.2)."""


def decoded(content: bytes, name: str, *, is_html: bool) -> tuple[str, tuple[str, ...]]:
    """Return the text of *content*, without a byte-order mark, and what its reader should know of how it was read.

    Args:
        content: the bytes of a text or a page.
        name: the file's name, for messages.
        is_html: whether a ``meta`` in its head may declare the encoding.

    Raises:
        InputError: when the bytes are not what they are declared to be, or nothing can be detected.
        EnvironmentProblem: when the libraries for documents are not installed.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, encoding, name), ()
    declared = _declared(content[:_HEAD]) if is_html else ""
    if declared:
        return _strictly(content, _codec(declared, name), declared, name), ()
    try:
        if not is_wide(content):
            return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    return _detected(content, name)


def is_wide(content: bytes) -> bool:
    """Say whether *content* looks like UTF-16: pairs of bytes, many with the zero of Latin letters."""
    return len(content) % 2 == 0 and content.count(0) * 25 > len(content)


def _declared(head: bytes) -> str:
    for found in _META.finditer(head):
        if found[0].lower().startswith(b"<body"):
            break
        if found[2] and (label := _CHARSET.search(found[2])):
            return label[1].decode("ascii", "replace")
    return ""


def _codec(label: str, name: str) -> str:
    try:
        import webencodings
    except ImportError:
        raise EnvironmentProblem("HTML needs webencodings; pip install 'kzgraph[documents]'") from None
    found = webencodings.lookup(label)
    if found is None:
        raise one_problem(
            f"declares {quoted(label)}, which is no encoding of the web", "save it as UTF-8 and declare that", file=name
        )
    known = _WANDERERS.get(found.name, found.name)
    return _WIDER.get(known) or (found.codec_info.name if known == found.name else known)


def _strictly(content: bytes, codec: str, declared: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"byte {error.start} (0x{content[error.start]:02x}) is not {declared}, which it says it is"
        raise one_problem(what, "save it as UTF-8 from a program that shows it well", file=name, line=line) from None


def _detected(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise EnvironmentProblem("this needs charset-normalizer; pip install 'kzgraph[documents]'") from None
    matches = [match for match in from_bytes(content, cp_isolation=_LIKELY) if _is_text(content, match.encoding)]
    best = max(matches, key=lambda match: (match.coherence, -match.chaos), default=None)
    if best is None or best.percent_chaos > 5:
        what = "is not UTF-8, declares no encoding, and none could be told from its bytes"
        raise one_problem(what, "save it as UTF-8", file=name)
    known_as = best.encoding.replace("_", "-")
    told = f"no encoding is declared; it was read as {known_as}: look whether its letters are right"
    return content.decode(best.encoding), (told,)


def _is_text(content: bytes, encoding: str) -> bool:
    """Say whether *content* reads as words in one of the likely encodings: none of them mixes scripts.

    Any even number of bytes is some UTF-16; it is believed where it has Latin letters, or stops as Chinese sets them.
    """
    if encoding not in _LIKELY:
        return False
    text = content.decode(encoding, "replace")
    is_likely = not encoding.startswith("utf_16") or is_wide(content) or any(stop in text for stop in "、。,")
    return is_likely and not _MIXED.search(text)
