"""What a statement says, in words: the same in the terminal, on pages, in networks, plots and citations."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kzgraph.statements.names import Names
from kzgraph.statements.statement import Statement

NOT_STATED = "not stated"
"""What is said of an object that the source pointedly leaves out."""


@dataclass(frozen=True)
class Wording:
    """Puts statements into words with the *names* of a graph."""

    names: Names

    def value(self, statement: Statement) -> str:
        """Return the object: a name, a text, or a figure as its source gives it, with bound and unit."""
        if statement.object is None:
            return NOT_STATED
        if isinstance(statement.object, ox.NamedNode):
            return self.names(statement.object.value)
        amount = statement.text("amount")
        return figure(amount, self.bound(statement), self.unit(statement)) if amount else statement.object.value

    def unit(self, statement: Statement) -> str:
        """Return the unit in which the source gives the figure; empty for a plain count."""
        return self.names.unit(statement.text("unit"))

    def bound(self, statement: Statement) -> str:
        """Return how the source bounds the figure (``more than``); empty for an exact one."""
        code = statement.text("bound")
        return self.names(code) if code else ""

    def limits(self, statement: Statement, *, disputed: bool = False) -> list[str]:
        """Return what the statement must not be quoted without: time, scope, role, how sure it is, and its rank."""
        role = statement.text("role")
        return limits(
            time=""
            if statement.object is not None and statement.object.value == statement.text("time")
            else statement.text("time"),
            scopes=[self.names(iri) for iri in statement.texts("scope")],
            role=self.names(role) if role else "",
            modality=statement.modality,
            rank=statement.rank,
            disputed=disputed,
        )

    def said(self, statement: Statement, *, disputed: bool = False) -> str:
        """Return value and limits."""
        found = "; ".join(self.limits(statement, disputed=disputed))
        return f"{self.value(statement)} ({found})" if found else self.value(statement)

    def sentence(self, statement: Statement, *, disputed: bool = False) -> str:
        """Return the whole statement in a line: subject, property, value, limits."""
        subject, verb = self.names(statement.subject.value), self.names(statement.predicate.value)
        return f"{subject}: {verb}: {self.said(statement, disputed=disputed)}"


def limits(
    *, time: str, scopes: Iterable[str], role: str, modality: str, rank: str, disputed: bool = False
) -> list[str]:
    """Return in words what narrows or weakens a claim; nothing for a plain fact."""
    narrowed = ", ".join(sorted(scopes))
    found = [
        time,
        f"scope: {narrowed}" if narrowed else "",
        f"as {role}" if role else "",
        modality if modality != "asserted" else "",
        {"deprecated": "deprecated: not held to be right", "normal": ""}.get(rank, rank),
        "disputed" if disputed else "",
    ]
    return [each for each in found if each]


def figure(amount: str, bound: str, unit: str) -> str:
    """Return a number as a reader meets it, its thousands grouped.

    Args:
        amount: the number as the table gives it.
        bound: how the source bounds it, in words; empty for an exact number.
        unit: its notation; empty for a plain count.
    """
    return " ".join(part for part in (bound, grouped(amount), unit) if part)


def grouped(number: str) -> str:
    """Return *number* with its thousands grouped, from five digits on; what is no plain number stays.

    >>> grouped("859000000.5"), grouped("1992")
    ('859,000,000.5', '1992')
    """
    whole, point, rest = number.partition(".")
    plain = 4 < len(whole) < 40 and whole.lstrip("-").isdecimal()
    return f"{int(whole):,}{point}{rest}" if plain else number
