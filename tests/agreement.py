"""How well two readers agree: `python tests/agreement.py` prints the measure, `sample SEED FOLDER` draws new passages.

A round is two tables in tests/agreement/: `N-first.csv`, rows as they stood when the passages were drawn, and
`N-second.csv`, the rows of a reader who had the coding guide, the ontology, the registry and the text, but not the
rows. Both had the passage and one subject in it; in the first round also the number of rows to write about it.

Agreement is Krippendorff's alpha for two coders and nominal values: 1 where they always agree, 0 where as often as
chance would have it (K. Krippendorff, Content Analysis, 4th ed., 2019, ch. 12).
"""

import csv
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import networkx as nx

ROOT = Path(__file__).parents[1]
ROUNDS = Path(__file__).parent / "agreement"
FIELDS = ("property", "object", "modality", "time", "unit", "operator", "scope", "role", "stated_by", "cites")
COLUMNS = ("passage", "source", "start", "end", "subject", *FIELDS)
PASSAGES = 120

Row: TypeAlias = Mapping[str, str]
"""A row of a reading, by column."""

WEIGHTS = {"property": 8, "object": 8, "modality": 2}
"""How much the same field counts in finding which row of one reader is which of the other: 1 by default."""


def alpha(pairs: Sequence[tuple[str, str]]) -> float:
    """Return Krippendorff's alpha of two coders' nominal *pairs* of values.

    Returns:
        1 for perfect agreement, also where both use a single value throughout.
    """
    values = Counter(value for pair in pairs for value in pair)
    total = values.total()
    expected = sum(n * (total - n) for n in values.values()) / (total - 1) if total > 1 else 0.0
    observed = 2 * sum(a != b for a, b in pairs)
    return 1 - observed / expected if expected else 1.0


def aligned(first: Sequence[Row], second: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """Return which row of one reader answers which of the other, so that as much as possible is the same.

    Two rows answer each other where they share property or object. What is left over is paired in any order where
    both wrote as many rows, and stands alone where one saw what the other did not.
    """
    graph = nx.Graph()
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            if one["property"] == other["property"] or one["object"] == other["object"]:
                same = sum(WEIGHTS.get(field, 1) for field in FIELDS if one[field] == other[field])
                graph.add_edge(("first", i), ("second", j), weight=same)
    found = dict(tuple(sorted(pair)) for pair in nx.max_weight_matching(graph, maxcardinality=True))
    answers = {i: j for (_, i), (_, j) in found.items()}
    alone = [each for i, each in enumerate(first) if i not in answers]
    others = [each for j, each in enumerate(second) if j not in set(answers.values())]
    pairs: list[tuple[Row | None, Row | None]] = [(first[i], second[j]) for i, j in sorted(answers.items())]
    if len(alone) == len(others):
        return pairs + list(zip(alone, others, strict=True))
    return pairs + [(each, None) for each in alone] + [(None, each) for each in others]


def read(path: Path) -> dict[str, list[Row]]:
    """Return the rows of a reading by unit; a cell that joins several values has them in order."""
    units: dict[str, list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            units[row["passage"]].append({name: ";".join(sorted((row.get(name) or "").split(";"))) for name in COLUMNS})
    return units


def compared(number: int) -> list[tuple[Row | None, Row | None]]:
    """Return the pairs of rows of one round; a row that only one reader wrote stands beside nothing."""
    first, second = (read(ROUNDS / f"{number}-{which}.csv") for which in ("first", "second"))
    return [pair for passage in first for pair in aligned(first[passage], second.get(passage, []))]


def figures(number: int) -> dict[str, float]:
    """Return alpha by field of one round, over the rows that both readers wrote."""
    both = [(one, other) for one, other in compared(number) if one and other]
    return {field: alpha([(one[field], other[field]) for one, other in both]) for field in FIELDS}


def strict(number: int, field: str) -> float:
    """Return alpha of *field* where a row that one reader did not write is a value of its own: a disagreement."""
    return alpha([tuple(row[field] if row else "\0" for row in pair) for pair in compared(number)])  # type: ignore[misc]


def sample(seed: int, *, without: Iterable[Row] = ()) -> list[tuple[str, list[Row]]]:
    """Draw passages of the statement tables, and one subject of each.

    Args:
        seed: Draws the same from the same tables.
        without: Rows of earlier rounds, whose passages are not drawn again.

    Returns:
        For each passage the subject, and the rows about it.
    """
    passages: dict[tuple[str, int, int], list[Row]] = defaultdict(list)
    for path in sorted((ROOT / "graph" / "statements").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                passages[row["source"], int(row["start"]), int(row["end"])].append(row)
    for row in without:
        passages.pop((row["source"], int(row["start"]), int(row["end"])), None)
    draw = random.Random(seed)  # noqa: S311 - a sample that anyone can draw again
    chosen = sorted(draw.sample(sorted(passages), min(PASSAGES, len(passages))))
    units = []
    for passage in chosen:
        subject = draw.choice(sorted({row["subject"] for row in passages[passage]}))
        units.append((subject, [row for row in passages[passage] if row["subject"] == subject]))
    return units


def write_sample(seed: int, folder: Path, texts: Path) -> None:
    """Write a new sample into *folder*: the first reader's rows, and for the second the passages with what is before.

    The second file holds passages of the sources: it is for the reader's desk, not for the project.
    """
    earlier = [row for path in ROUNDS.glob("*-first.csv") for rows in read(path).values() for row in rows]
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "first.csv").open("w", encoding="utf-8", newline="") as rows,
        (folder / "units.txt").open("w", encoding="utf-8") as units,
    ):
        table = csv.writer(rows, lineterminator="\n")
        table.writerow(COLUMNS)
        for unit, (subject, found) in enumerate(sample(seed, without=earlier), 1):
            source, start, end = found[0]["source"], int(found[0]["start"]), int(found[0]["end"])
            text = (texts / f"{source}.txt").read_text("utf-8")
            units.write(
                f"passage {unit}\nsource: {source}, {start}-{end}\nsubject: {subject}\n"
                f"words: {text[start:end]!r}\nbefore: {text[max(0, start - 800) : start]!r}\n"
                f"after: {text[end : end + 300]!r}\n\n"
            )
            for row in found:
                table.writerow([str(unit), *(row[name] for name in COLUMNS[1:])])


def main(arguments: Sequence[str]) -> None:
    """Print the agreement of each round, or draw a new sample."""
    if arguments and arguments[0] == "sample":
        seed, folder, texts = arguments[1:]
        write_sample(int(seed), Path(folder), Path(texts))
        return
    for path in sorted(ROUNDS.glob("*-second.csv")):
        number = int(path.name.split("-")[0])
        pairs = compared(number)
        both = [(one, other) for one, other in pairs if one and other]
        only = [sum(other is None for _, other in pairs), sum(one is None for one, _ in pairs)]
        wrote = f"{len(both)} rows of both readers, {only[0]} of the first alone, {only[1]} of the second alone"
        print(f"round {number}: {len(read(path))} passages, {wrote}")  # noqa: T201 - what it is for
        for field, value in figures(number).items():
            same = sum(one[field] == other[field] for one, other in both) / len(both)
            print(f"  {field:10} alpha {value:5.3f}   the same in {same:4.0%}")  # noqa: T201 - what it is for
        if any(only):
            told = ", ".join(f"{field} {strict(number, field):5.3f}" for field in ("property", "object"))
            print(f"  where a row of one alone is a disagreement: {told}")  # noqa: T201 - what it is for


if __name__ == "__main__":
    main(sys.argv[1:])
