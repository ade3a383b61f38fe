"""CSV files read strictly: every cell a text, every fault with its line and column, none of them silent.

RFC 4180, UTF-8.  A quoted field may not run over a line end: that is how one lost quote swallows a thousand rows.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from kzgraph.errors import InputError, Problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.reading import lines_of

csv.field_size_limit(1_000_000)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _header_problems(header: list[str], columns: Sequence[str], optional: Sequence[str], name: str) -> list[Problem]:
    problems = []
    for number, cell in enumerate(header, 1):
        place = {"file": name, "line": 1, "column": number}
        if not cell.strip():
            problems.append(Problem("a column has no name", "name it or remove it", **place))  # type: ignore[arg-type]
        elif cell in header[: number - 1]:
            problems.append(Problem(f"column {quoted(cell)} stands twice", "keep one", **place))  # type: ignore[arg-type]
        elif cell not in columns and cell not in optional:
            near = get_close_matches(cell, [*columns, *optional], 1)
            mend = f"did you mean {quoted(near[0])}?" if near else f"the columns are {', '.join(columns)}"
            problems.append(Problem(f"unknown column {quoted(cell)}", mend, **place))  # type: ignore[arg-type]
    missing = [column for column in columns if column not in header]
    if missing:
        problems.append(Problem(f"lacks the column {', '.join(missing)}", "add it to the first line", name, 1))
    return problems


def read_sheet(
    path: Path, columns: Sequence[str], optional: Sequence[str] = (), *, may_be_empty: bool = False
) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of *path* as (line number, column → text), the columns in any order.

    Raises:
        InputError: with every fault of the file: an unknown, missing or doubled column, a ragged row,
            an unclosed quote, a control character, no rows at all (unless it *may_be_empty*).
    """
    problems: list[Problem] = []
    rows = list(sheet_rows(path, problems, columns, optional, may_be_empty=may_be_empty))
    if problems:
        raise InputError(problems)
    return rows


def sheet_rows(
    path: Path,
    problems: list[Problem],
    columns: Sequence[str],
    optional: Sequence[str] = (),
    *,
    may_be_empty: bool = False,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the proper rows of *path* as (line number, column → text) one by one; the faults of others join *problems*.

    Raises:
        InputError: when it cannot be read as text, or its columns are others.
    """
    name = name_of(path)
    lines = enumerate(lines_of(path), 1)
    _, first = next(lines)
    header = next(csv.reader([first]))
    if not first.strip():
        next((line for _, line in lines if line.strip()), "")  # at the end of a file of empty lines it is told
    misnamed = _header_problems(header, columns, optional, name)
    if misnamed:
        raise InputError(misnamed)
    before, some = len(problems), False
    for number, line in lines:
        if not line.strip():
            continue
        try:
            cells = next(csv.reader([line], strict=True))
        except csv.Error as error:
            what = f"a quote is not closed on this line ({error})" if '"' in line else f"cannot be read ({error})"
            problems.append(Problem(what, "close or double it" if '"' in line else "shorten it", name, number))
            continue
        if len(cells) != len(header):
            what = f"has {len(cells)} cells where the first line has {len(header)}"
            problems.append(Problem(what, "add or remove", name, number))
            continue
        row = dict(zip(header, cells, strict=True))
        if _CONTROL.search(line):
            problems += [
                Problem("holds a control character", "remove it", name, number, place, column)
                for place, (column, cell) in enumerate(row.items(), 1)
                if _CONTROL.search(cell)
            ]
            continue
        some = True
        yield number, row
    if not some and len(problems) == before and not may_be_empty:
        problems.append(Problem("holds no rows", "add rows, or remove the file", name))


def harmless(cell: str) -> str:
    """Return *cell* with an apostrophe before it where a spreadsheet would calculate; a number stays as it is.

    >>> harmless("=1+1"), harmless("-0.5")
    ("'=1+1", '-0.5')
    """
    if _NUMBER.fullmatch(cell):
        return cell
    lines = (line.lstrip(" \u00a0") for line in cell.split("\n"))
    return f"'{cell}" if any(line.startswith(("=", "+", "-", "@", "\t", "\r")) for line in lines) else cell


def sheet_bytes(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return *rows* under *columns* as UTF-8 CSV with LF line ends, cells exactly as they are."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue().encode()
