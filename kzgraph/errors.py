"""What can go wrong, told in the user's words: what, where, why, and how to mend it.

One family of errors; each member carries the exit code of the command line.
"""

from collections.abc import Iterable
from dataclasses import dataclass

DONE, FINDINGS, USAGE, INPUT, ENVIRONMENT, LIMIT, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130


def shown(text: object) -> str:
    """Return *text* fit for one line of a terminal: control and bidi characters are escaped."""
    safe = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in str(text))
    return safe.encode("utf-8", "backslashreplace").decode("utf-8")


def quoted(text: object) -> str:
    r"""Return *text* in quotation marks for a message: escaped as by :func:`shown`, its own backslashes left alone.

    >>> print(quoted("C:\\new"))
    'C:\new'
    """
    safe = shown(text)
    return f'"{safe}"' if "'" in safe and '"' not in safe else f"'{safe}'"


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one place of the input.

    ``line`` and ``column`` count from 1; 0 means that the whole file is meant.
    ``field`` names a table's column.
    """

    what: str
    mend: str
    file: str = ""
    line: int = 0
    column: int = 0
    field: str = ""

    @property
    def where(self) -> str:
        """The place as ``file:line:column (field)``, leaving out what is not known."""
        place = ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])
        return f"{place} ({self.field})" if self.field else place

    def __str__(self) -> str:
        parts = [self.where, self.what, self.mend]
        return shown(": ".join(parts[:2] if self.where else parts[1:2]) + (f"; {self.mend}" if self.mend else ""))


class KzgraphError(Exception):
    """The root of the family; ``exit_code`` is what the command line ends with."""

    exit_code = INPUT


class InputError(KzgraphError):
    """One or more problems in what was read; all of them are shown, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UsageError(KzgraphError):
    """The call itself is wrong: an unknown name, a value out of range."""

    exit_code = USAGE


class QueryError(KzgraphError):
    """A query that the engine refuses, or that asks for what is not there."""


class EnvironmentProblem(KzgraphError):
    """The machine does not let us: a lock, a full disk, a missing permission."""

    exit_code = ENVIRONMENT


class LimitError(KzgraphError):
    """A deadline or a cap was reached."""

    exit_code = LIMIT


def one_problem(what: str, mend: str, **place: str | int) -> InputError:
    """Return an :class:`InputError` of a single :class:`Problem`."""
    return InputError([Problem(what, mend, **place)])  # type: ignore[arg-type]
