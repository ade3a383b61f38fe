"""A document cut into what a reader would tick off: sentences, table cells, entries of a list of references.

The cuts follow scans as they are: a sentence torn by a page break is one sentence, a line with tabs is a table row,
and after the heading of the references each number opens an entry.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kzgraph.text.stops import is_abbreviated

_BLOCK = re.compile(r"\S.*?(?=\n[ \t]*\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"^\s*[0-9]{1,3}\.\s", re.MULTILINE)
_REFERENCES = re.compile(r"^\s*(references|список литературы|әдебиеттер|参考文献)\s*$", re.IGNORECASE | re.MULTILINE)
_FULL_STOP = re.compile(r"[.!?。！？]+[»”\")\]]*(?=\s)")
_OPENS = re.compile(r"[\s«“\"(\[]*[A-ZА-ЯӘҚҢҒҮҰӨІ0-9\u4e00-\u9fff]")
_UNFINISHED = re.compile(r"[\w,;«(-]\s*$")


@dataclass(frozen=True)
class Segment:
    """A piece of a document: ``sentence``, ``cell``, ``reference`` or ``heading``, with its offsets."""

    kind: str
    start: int
    end: int


def _blocks(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs, those torn by a page break joined again."""
    blocks: list[tuple[int, int]] = []
    for found in _BLOCK.finditer(text):
        start, end = found.start(), found.start() + len(found.group().rstrip())
        if blocks and "\t" not in text[start:end] and text[start].islower():
            before = text[slice(*blocks[-1])]
            if "\t" not in before and _UNFINISHED.search(before):
                blocks[-1] = (blocks[-1][0], end)
                continue
        blocks.append((start, end))
    return blocks


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _FULL_STOP.finditer(text, start, end):
        after = text[stop.end() : stop.end() + 4]
        if is_abbreviated(text, stop.end(), start) or not _OPENS.match(after):
            continue
        yield at, stop.end()
        at = stop.end() + len(text[stop.end() : end]) - len(text[stop.end() : end].lstrip())
    if text[at:end].strip():
        yield at, end


def _rows(text: str, start: int, end: int) -> Iterator[Segment]:
    """Yield the cells of table lines, and the other lines of the same block as sentences."""
    for line in re.finditer(r"[^\n]+", text[start:end]):
        cells = list(re.finditer(r"[^\t]*[^\s][^\t]*", line.group()))
        kind = "cell" if "\t" in line.group() else "sentence"
        for cell in cells:
            lead = len(cell.group()) - len(cell.group().lstrip())
            first = start + line.start() + cell.start() + lead
            yield Segment(kind, first, first + len(cell.group().strip()))


def _entries(text: str, start: int) -> Iterator[Segment]:
    starts = [
        found.start() + len(found.group()) - len(found.group().lstrip()) for found in _ENTRY.finditer(text, start)
    ]
    for first, following in zip(starts, [*starts[1:], len(text)], strict=True):
        yield Segment("reference", first, first + len(text[first:following].rstrip()))


def segments(text: str) -> list[Segment]:
    """Return the pieces of *text* in order; white space between them belongs to none."""
    headings = list(_REFERENCES.finditer(text))
    heading = headings[-1] if headings else None  # the last one: a table of contents may name it before
    body_end = heading.start() if heading else len(text)
    found: list[Segment] = []
    for start, end in _blocks(text[:body_end]):
        block = text[start:end]
        if "\t" in block:
            found += _rows(text, start, end)
        elif "\n" not in block and not re.search(r"[.!?:;,。]\s*$", block) and len(block) < 160:
            found.append(Segment("heading", start, end))
        else:
            found += [Segment("sentence", *span) for span in _sentences(text, start, end)]
    if heading:
        place = heading.start() + len(heading.group()) - len(heading.group().lstrip())
        found.append(Segment("heading", place, heading.start() + len(heading.group().rstrip())))
        found += _entries(text, heading.end())
    return found
