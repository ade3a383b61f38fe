"""The text of an HTML page as its reader sees it: blocks, rows and cells apart, what is hidden left out.

What stands on a line of its own follows the style sheet that HTML gives to browsers (HTML Standard, 15.3).
Raised and lowered digits become Unicode's, so that the mark of a note is no part of a figure;
other raised words stand in brackets.
"""

import re
from importlib.metadata import version
from typing import Any

from kzgraph.errors import EnvironmentProblem

_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre
    search section select summary table caption thead tbody tfoot tr ul xmp""".split()
)
_APART = frozenset({"button", "label", "input", "output", "meter", "progress", "a", "img", "textarea"})
"""What stands in a line, but is no part of the word before it where it follows another of its like."""
_UNSEEN = frozenset(
    """script style noscript template head title object embed iframe audio video canvas svg datalist rp del s strike
    map area source track""".split()
)
_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_LOWERED = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_PLAIN = re.compile(r"[0-9+\-−()]+")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|e|o|a|го|й|я|е)", re.IGNORECASE)
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_ALIGNED = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))


def tool() -> str:
    """Return the library that parses, with its version."""
    return f"selectolax {version('selectolax')}"


def text_of(page: str) -> str:
    r"""Return the text of the HTML *page*.

    >>> text_of("<table><caption>Trade 2020</caption><tr><th>Share<td>5<sup>1</sup>%</table>").splitlines()
    ['Trade 2020', 'Share\t5¹%']

    Raises:
        EnvironmentProblem: when the library for HTML is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise EnvironmentProblem("HTML needs selectolax; pip install 'kzgraph[documents]'") from None
    writer = _Writer()
    root = LexborHTMLParser(page).root
    waiting: list[tuple[Any, bool]] = [(root, True)] if root else []
    while waiting:  # no recursion: pages are nested as deep as they like
        node, entering = waiting.pop()
        if not entering:
            writer.leave(node)
            continue
        if writer.enter(node):
            waiting.append((node, False))
            children = []
            child = node.child
            while child is not None:
                children.append((child, True))
                child = child.next
            waiting += reversed(children)
    return writer.text()


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    return (
        node.tag in _UNSEEN
        or "hidden" in attributes
        or (attributes.get("aria-hidden") or "").strip().casefold() == "true"
        or bool(_HIDING.search(attributes.get("style") or ""))
        or (node.tag == "input" and (attributes.get("type") or "").casefold() == "hidden")
    )


def _height(node: Any) -> str:
    """Return ``sup`` or ``sub`` for words that stand higher or lower: by element, by own style, as a note mark."""
    if node.tag in ("sup", "sub"):
        return str(node.tag)
    if node.tag in _BLOCKS or node.tag in ("td", "th"):
        return ""
    attributes = node.attributes
    if found := _ALIGNED.search(attributes.get("style") or ""):
        return found[1].casefold()[:3]
    is_mark = "noteref" in f"{attributes.get('epub:type') or ''} {attributes.get('role') or ''}".casefold()
    return "sup" if is_mark and node.tag == "a" and not _holds(node, ("sup", "sub")) else ""


def _holds(node: Any, tags: tuple[str, ...]) -> bool:
    return any(node.css_first(tag) is not None for tag in tags)


def _is_apart(node: Any) -> bool:
    """Say whether *node* begins a word of its own, though nothing stands between it and what is before it.

    Spans of two classes are the parts of a card or a row as style sheets lay them out, which are not read here.
    """
    before = node.prev
    if before is None:
        return False
    if node.tag == before.tag == "span":
        classes = [(each.attributes.get("class") or "").split() for each in (before, node)]
        return all(classes) and classes[0] != classes[1]
    return node.tag in _APART and before.tag in _APART


def _script(text: str, *, raised: bool) -> str:
    """Return the words of a ``sup`` or ``sub`` so that they do not run into the figure before them."""
    plain = " ".join(text.split())
    if not plain or plain[0] in "[(*†‡":
        return plain
    if _PLAIN.fullmatch(plain):
        return plain.translate(_RAISED if raised else _LOWERED)
    if not raised or _ORDINAL.fullmatch(plain):
        return plain
    return f"[{plain}]"


class _Writer:
    """Puts words into lines: white space is single, blocks begin lines, cells are parted by tabs."""

    def __init__(self) -> None:
        self.lines: list[str] = [""]
        self.pre = 0
        self.cells: list[bool] = []
        """For each open cell, whether blocks inside it begin lines."""
        self.space = False

    def text(self) -> str:
        lines = [line.rstrip() for line in self.lines]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"

    def enter(self, node: Any) -> bool:
        """Write what *node* begins with; say whether its children are to be written."""
        tag = node.tag
        if tag == "-text":
            self.words(node.text_content or "")
            return False
        if tag.startswith("-") or tag == "!doctype" or _is_hidden(node):
            return False
        if tag == "br":
            self.line()
        elif height := _height(node):
            self.words(_script(node.text(), raised=height == "sup"))
            return False
        elif tag == "rt":
            self.words("(")
        elif tag in ("td", "th"):
            self.cell(node)
        elif tag in _BLOCKS:
            self.block()
        elif _is_apart(node):
            self.space = True
        if tag in ("pre", "listing", "xmp", "plaintext"):
            self.pre += 1
        return True

    def leave(self, node: Any) -> None:
        tag = node.tag
        if tag == "rt":
            self.words(")")
        elif tag in ("td", "th"):
            self.cells.pop()
        elif tag in _BLOCKS:
            self.block()
        if tag in ("pre", "listing", "xmp", "plaintext"):
            self.pre -= 1

    def words(self, text: str) -> None:
        text = text.translate(_INVISIBLE)
        if self.pre:
            first, *rest = text.split("\n")
            self.put(first)
            for line in rest:
                self.line()
                self.put(line)
            return
        parts = text.split()
        self.space = self.space or text[:1].isspace()
        if parts:
            self.put(" ".join(parts))
            self.space = text[-1:].isspace()

    def put(self, words: str) -> None:
        if self.space and self.lines[-1] and not self.lines[-1][-1].isspace():
            self.lines[-1] += " "
        self.space = False
        self.lines[-1] += words

    def line(self) -> None:
        self.lines.append("")
        self.space = False

    def block(self) -> None:
        if self.cells and not self.cells[-1]:
            self.space = True
        elif self.lines[-1]:
            self.line()

    def cell(self, node: Any) -> None:
        if self.lines[-1]:
            self.lines[-1] = self.lines[-1].rstrip() + "\t"
        self.space = False
        blocks = 0
        child = node.child
        while child is not None:
            blocks += child.tag in _BLOCKS and not _is_hidden(child)
            child = child.next
        self.cells.append(blocks > 1)
