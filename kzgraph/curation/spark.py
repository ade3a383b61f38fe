"""The same graph by Apache Spark, for tables that one machine does not hold: rows as Parquet, triples in sorted parts.

Rows are read and examined where they lie, a file a task; gathered into statements by their ids; turned into triples by
:class:`kzgraph.curation.writer.Writer`; sorted over all machines and written as compressed N-Triples, whose parts, one
after the other, are the lines that :func:`kzgraph.curation.build.write_graph` sorts on one machine.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kzgraph.curation.bilateral import LOCATING, Bilateral, Pair, Parts
from kzgraph.curation.build import Built, belonging
from kzgraph.curation.claims import Claim, faults, gather, statement_id
from kzgraph.curation.inputs import Registry, dangling, read_registry
from kzgraph.curation.review import Reviewer
from kzgraph.curation.rows import COLUMNS, Row, statement_rows
from kzgraph.curation.writer import Writer
from kzgraph.errors import EnvironmentProblem, InputError, Problem, UsageError, shown
from kzgraph.files.writing import made_whole

if TYPE_CHECKING:
    from pyspark import RDD, Broadcast
    from pyspark.sql import DataFrame, SparkSession

MOST = 1000
"""How many faults are told: a cluster finds more than a reader mends."""
ROWS = 30_000
"""How many rows of a table make a part of triples: some 100 MB before they are compressed."""
PLACE = ("file", "line")
"""Columns that say where a row stands, beside those of a statement table."""


def write_parts(ontology_dir: Path, graph_dir: Path, target: Path, master: str) -> Built:
    """Write the graph of the folder *graph_dir* into the new folder *target*, whole or not at all.

    Args:
        ontology_dir: the folder of the ontology.
        graph_dir: the folder of registry, tables and documents, which every worker can read.
        target: becomes ``triples-00000.nt.gz`` and so on, in order, and ``statements/source=…/*.parquet``; every
            worker can write there.
        master: the address of the cluster, as ``spark://host:7077``; ``local[*]`` for this machine alone.

    Raises:
        InputError: with the faults of the tables, :data:`MOST` at the most; then nothing is written.
        EnvironmentProblem: when there is no Java or no such cluster, or it gives up.
        UsageError: without the extra ``spark``, or when *target* is there already.
    """
    registry = read_registry(ontology_dir, graph_dir)
    with made_whole(target) as folder, _session(master) as spark:
        job = _Job(spark, registry, graph_dir)
        job.examine()
        job.rows_frame().write.partitionBy("source").parquet(str(folder / "statements"))
        lines = job.triples()
        number = lines.count()
        lines.write.option("compression", "gzip").text(str(folder / "parts"))
        _take_out(folder / "parts", folder)
        for left in [*folder.rglob(".*.crc"), *folder.rglob("_SUCCESS")]:
            left.unlink()
        return Built(len(registry.entities), job.claims.count(), job.rows.count(), len(registry.sources), number)


class _Job:
    """The steps from tables to triples, on a cluster."""

    def __init__(self, spark: "SparkSession", registry: Registry, graph_dir: Path) -> None:
        from pyspark import StorageLevel

        files = [str(path) for path in sorted((graph_dir / "statements").glob("*.csv"))]
        if not files:
            raise InputError([Problem("holds no statement table", "add one", "statements")])
        context = spark.sparkContext
        self._spark, self._registry = spark, registry
        self._shared: Broadcast[Registry] = context.broadcast(registry)
        read = context.parallelize(files, len(files)).flatMap(partial(_read, self._shared))
        self._read: RDD[Row | Problem] = read.persist(StorageLevel.DISK_ONLY)
        self.rows: RDD[Row] = self._read.filter(_is_row)
        keyed = self.rows.keyBy(statement_id).groupByKey(max(len(files), 4 * context.defaultParallelism))
        self.claims: RDD[Claim] = keyed.values().flatMap(gather).persist(StorageLevel.DISK_ONLY)

    def examine(self) -> None:
        """Tell all faults of rows, of statements, and of what is said of statements."""
        found: list[Problem] = self._read.filter(_is_problem).take(MOST)
        found += self.claims.flatMap(faults).take(MOST - len(found)) if len(found) < MOST else []
        relations = self._registry.relations
        named = {side for each in relations for side in (each.left, each.right)}
        if not found:
            seen = set(self.claims.map(_id).filter(named.__contains__).collect())
            found += dangling(relations, seen, "statement")
        if found:
            raise InputError(found)

    def rows_frame(self) -> "DataFrame":
        """Return the rows as a table of texts, ``file`` and ``line`` saying where each stands."""
        schema = ", ".join(f"`{name}` {'int' if name == 'line' else 'string'}" for name in (*COLUMNS, *PLACE))
        return self._spark.createDataFrame(self.rows.map(_cells), schema)

    def triples(self) -> "DataFrame":
        """Return the triples as sorted lines of N-Triples, each once."""
        from pyspark import StorageLevel
        from pyspark.sql.functions import concat, lit

        context, registry = self._spark.sparkContext, self._registry
        homes = self.claims.filter(_is_locating).collect()
        rule = context.broadcast(Bilateral(homes, registry.entities, registry.ontology))
        writer = Writer(registry)
        parts = self.claims.flatMap(partial(_parts, rule)).reduceByKey(frozenset.union)
        pairs = parts.flatMap(partial(_pairs, rule)).persist(StorageLevel.DISK_ONLY)
        figures = self.claims.flatMap(partial(_figures, rule)).persist(StorageLevel.DISK_ONLY)
        related: set[Pair] = set(pairs.union(figures).values().distinct().collect())
        own = writer.all_but_statements()
        own += [triple for pair in related - rule.value.between.keys() for triple in writer.added(pair)]
        lines = self.claims.mapPartitions(partial(_statement_lines, self._shared))
        lines = lines.union(pairs.union(figures).mapPartitions(partial(_belonging_lines, self._shared, rule)))
        lines = lines.union(context.parallelize([str(triple) for triple in own]))
        parts_made = 1 + self.rows.count() // ROWS
        self._spark.conf.set("spark.sql.shuffle.partitions", max(parts_made, context.defaultParallelism))
        frame = self._spark.createDataFrame(lines.map(_alone), "value string").distinct()
        frame = frame.repartitionByRange(parts_made, "value").sortWithinPartitions("value")
        return frame.select(concat("value", lit(" .")).alias("value")).persist(StorageLevel.DISK_ONLY)


# --- what runs on workers: functions with a name, so that they can be sent there


def _read(shared: "Broadcast[Registry]", file: str) -> Iterator[Row | Problem]:
    registry = shared.value
    reviewer = Reviewer(registry.ontology, registry.entities, registry.sources)
    problems: list[Problem] = []
    try:
        for row in statement_rows(Path(file), problems):
            yield from reviewer.problems(row)
            yield row
    except InputError as error:
        problems += error.problems
    yield from problems


def _is_row(each: Row | Problem) -> bool:
    return isinstance(each, Row)


def _is_problem(each: Row | Problem) -> bool:
    return isinstance(each, Problem)


def _id(claim: Claim) -> str:
    return claim.id


def _is_locating(claim: Claim) -> bool:
    return claim.row.property in LOCATING


def _cells(row: Row) -> tuple[str | int, ...]:
    return tuple(getattr(row, name) for name in (*COLUMNS, *PLACE))


def _alone(line: str) -> tuple[str]:
    return (line,)


def _parts(rule: "Broadcast[Bilateral]", claim: Claim) -> list[tuple[str, Parts]]:
    return list(rule.value.parts(claim))


def _pairs(rule: "Broadcast[Bilateral]", part: tuple[str, Parts]) -> list[tuple[tuple[str, str], Pair]]:
    thing, parts = part
    found = rule.value.belonging(parts)
    return [((found[0], thing), found[1])] if found else []


def _figures(rule: "Broadcast[Bilateral]", claim: Claim) -> list[tuple[tuple[str, str], Pair]]:
    pair = rule.value.figure(claim)
    return [(("figureOf", claim.id), pair)] if pair else []


def _statement_lines(shared: "Broadcast[Registry]", claims: Iterable[Claim]) -> Iterator[str]:
    writer = Writer(shared.value)
    for claim in claims:
        yield from map(str, writer.statement(claim))


def _belonging_lines(
    shared: "Broadcast[Registry]", rule: "Broadcast[Bilateral]", found: Iterable[tuple[tuple[str, str], Pair]]
) -> Iterator[str]:
    writer = Writer(shared.value)
    for (name, subject), pair in found:
        yield str(belonging(name, subject, writer.relation_of(pair, rule.value.between)))


# --- the cluster


@contextmanager
def _session(master: str) -> Iterator["SparkSession"]:
    """Begin an application on the cluster, and end it."""
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        message = "building on a cluster needs PySpark: pip install 'kzgraph[spark]'"
        raise UsageError(message) from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers on other machines may have theirs elsewhere
    spark: SparkSession | None = None
    try:
        made: Any = SparkSession.builder
        spark = made.master(master).appName("kzgraph build").config("spark.ui.enabled", "false").getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        yield spark
    except (Py4JError, PySparkException) as error:
        raise EnvironmentProblem(f"Spark at {shown(master)}: {_told(str(error))}") from None
    finally:
        if spark is not None:
            spark.stop()


def _told(error: str) -> str:
    """Return of a long report what a reader needs."""
    if "JAVA_GATEWAY_EXITED" in error:
        return "cannot start; install Java 17 or newer (Debian: apt-get install openjdk-17-jre-headless)"
    if "ModuleNotFoundError: No module named" in error:
        return "the Python of its workers has no kzgraph; install it there, or name that Python in PYSPARK_PYTHON"
    cause = re.search(r"(?:Caused by: |^\w+Error: |Exception: )([^\n]+)", error, re.MULTILINE)
    return shown(cause[1] if cause else error.splitlines()[0])[:300]


def _take_out(parts: Path, folder: Path) -> None:
    """Put the parts that Spark has written into *folder*, named by their order."""
    written = sorted(parts.glob("part-*"))
    for number, path in enumerate(written):
        path.replace(folder / f"triples-{number:05}.nt.gz")
    for left in parts.iterdir():
        left.unlink()
    parts.rmdir()
