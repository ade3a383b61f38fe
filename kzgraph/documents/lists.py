"""Tables as people have them: CSV with commas or semicolons, tabs, Excel, JSON, Parquet, in whatever encoding."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kzgraph.documents.encoding import decoded
from kzgraph.errors import EnvironmentProblem, InputError, one_problem
from kzgraph.files.paths import name_of
from kzgraph.files.reading import LARGEST, read_bytes

SEPARATORS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
"""What stands between cells, in words."""


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CYRILLIC = re.compile(r"(?:[\x09\x0a\x0d\x20-\x7e«»№—–…„“”’°]|\b[А-Яа-яЁё]+\b)*")
"""A text whose words beyond ASCII are all of Russian letters."""
_SAID = re.compile(r"sep=([,;\t])[ ]*\n")
"""The first line in which Excel itself may say so."""


class NameList(NamedTuple):
    """The cells of a list, its header among them, and what its reader should know of how it was read."""

    header: list[str]
    rows: list[list[str]]
    told: tuple[str, ...]


def read_list(path: Path) -> NameList:
    """Return the cells of *path*: the first sheet of a workbook, records of JSON or Parquet, lines of separated cells.

    Rows without any text are left out.

    Raises:
        InputError: when it is damaged, of another kind, or its separator cannot be told.
        EnvironmentProblem: when it may not be read, or a library is not installed.
    """
    content = read_bytes(path)
    if content.startswith(b"PK\x03\x04"):
        text, told, rows = "", tuple[str, ...](), list(_workbook(path))
    elif content.startswith(b"PAR1"):
        text, told, rows = "", (), list(_parquet(path))
    elif path.suffix.casefold() == ".json":
        text, told, rows = "", (), list(_json(content, name_of(path)))
    else:
        text, told = _read(content, name_of(path))
        rows = list(_separated(text, path))
    if _CONTROL.search(text):
        raise one_problem("holds control characters and is no list", "give CSV or a workbook", file=name_of(path))
    rows = [[cell.strip() for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    if not rows:
        raise one_problem("holds no cells", "give a list with a header", file=name_of(path))
    return NameList(rows[0], rows[1:], told)


def _read(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a list, which may be too short for its encoding to be detected: then Excel's of Cyrillic."""
    try:
        return decoded(content, name, is_html=False)
    except InputError:
        text = content.decode("cp1251", "replace")
        if not _CYRILLIC.fullmatch(text):
            raise
        return text, ("no encoding is declared; it was read as cp1251: look whether its letters are right",)


def _separated(text: str, path: Path) -> Iterator[list[str]]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    said = _SAID.match(plain)
    plain = plain[said.end() :] if said else plain
    separator = said[1] if said else _separator(plain, path)
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise one_problem(f"is no CSV ({error})", "mend it", file=name_of(path), line=reader.line_num) from None


def _separator(text: str, path: Path) -> str:
    """Return what stands between the cells of the header."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    if path.suffix.casefold() in (".tsv", ".tab"):
        return "\t"
    counted = {char: len(next(csv.reader([first], delimiter=char))) for char in SEPARATORS}
    most = max(counted.values())
    best = [char for char, cells in counted.items() if cells == most]
    if most > 1 and len(best) > 1:
        said = " or ".join(SEPARATORS[char] for char in best)
        what = f"does not tell whether {said} stands between its cells"
        raise one_problem(what, "quote the cells of its first line", file=name_of(path), line=1)
    return best[0]


def _workbook(path: Path) -> Iterator[list[str]]:
    try:
        import openpyxl
    except ImportError:
        raise EnvironmentProblem("an Excel workbook needs openpyxl; pip install 'kzgraph[tables]'") from None
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST:
                raise one_problem("unpacks to more than 256 MB", "save the sheet as CSV", file=name_of(path))
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, IndexError) as error:
        what = f"is no workbook that can be read ({type(error).__name__})"
        raise one_problem(what, "save the sheet as CSV", file=name_of(path)) from None


def _json(content: bytes, name: str) -> Iterator[list[str]]:
    """Yield the cells of a list of objects: their names, then the values of each; a number as it is written."""
    try:
        found = json.loads(content, parse_float=str, parse_int=str)
    except ValueError as error:
        raise one_problem(f"is no JSON ({error})", "mend it, or save it as CSV", file=name) from None
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise one_problem("is no list of objects", "give one object a record", file=name)
    names = list(dict.fromkeys(key for each in found for key in each))
    yield names
    for each in found:
        yield ["" if each.get(key) is None else _plain(each[key]) for key in names]


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _parquet(path: Path) -> Iterator[list[str]]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise EnvironmentProblem("Parquet needs pyarrow; pip install 'kzgraph[tables]'") from None
    try:
        file = ParquetFile(path)
        yield list(file.schema_arrow.names)
        for batch in file.iter_batches(batch_size=10_000):
            columns = [column.to_pylist() for column in batch.columns]
            for row in zip(*columns, strict=True):
                yield [
                    "" if cell is None else _plain(cell) if isinstance(cell, str | list | dict) else str(cell)
                    for cell in row
                ]
    except (ArrowException, OSError) as error:
        raise one_problem(f"is no Parquet that can be read ({error})", "save it as CSV", file=name_of(path)) from None
