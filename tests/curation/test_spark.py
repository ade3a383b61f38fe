"""A real standalone cluster, a master and two workers on this machine, builds the same graph as one process."""

import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kzgraph.curation.build import build
from kzgraph.curation.claims import evidence_id
from kzgraph.curation.inputs import read_inputs
from kzgraph.curation.rows import COLUMNS, cells_of
from kzgraph.files.sheets import sheet_bytes

pytest.importorskip("pyspark", reason="PySpark is not installed (make cluster)")
if shutil.which("java") is None:
    pytest.skip("there is no Java", allow_module_level=True)

ROOT = Path(__file__).parents[2]
KZGRAPH = Path(sys.executable).with_name("kzgraph")
ALONE = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}


@dataclass
class Cluster:
    address: str
    pages: str
    workers: list[subprocess.Popen[bytes]]

    def state(self) -> dict[str, list[dict[str, object]]]:
        with urllib.request.urlopen(self.pages, timeout=10) as reply:  # noqa: S310  # of this machine
            state: dict[str, list[dict[str, object]]] = json.load(reply)
        return state


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def until(holds: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if holds():
                return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"it did not come about in {seconds} s")


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    import pyspark

    home, folder = Path(pyspark.__file__).parent, tmp_path_factory.mktemp("cluster")
    port, pages = free_port(), free_port()
    begun: list[subprocess.Popen[bytes]] = []

    def begin(name: str, *words: str) -> None:
        command = ["java", "-Xmx512m", "-cp", f"{home}/jars/*", f"org.apache.spark.deploy.{name}", *words]
        environment = {**ALONE, "SPARK_HOME": str(home), "SPARK_SCALA_VERSION": "2.13", "SPARK_WORKER_DIR": str(folder)}
        quiet = subprocess.DEVNULL
        begun.append(subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True))

    begin("master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(pages))
    address = f"spark://127.0.0.1:{port}"
    for _ in range(2):
        begin("worker.Worker", address, "--cores", "1", "--memory", "1g", "--host", "127.0.0.1", "--webui-port", "0")
    made = Cluster(address, f"http://127.0.0.1:{pages}/json/", begun[1:])
    try:
        until(lambda: len(made.state()["workers"]) == 2)
        yield made
    finally:
        for each in begun:
            if each.poll() is None:
                os.killpg(each.pid, signal.SIGKILL)
            each.wait()


def built(cluster: Cluster, graph: Path, target: Path) -> "subprocess.CompletedProcess[str]":
    command = [KZGRAPH, "build", "--graph", graph, "--spark", cluster.address, "-o", target]
    return subprocess.run(command, env=ALONE, capture_output=True, text=True, check=False, timeout=400)


def lines_of(target: Path) -> bytes:
    return b"".join(gzip.decompress(part.read_bytes()) for part in sorted(target.glob("triples-*.nt.gz")))


def expected(graph: Path) -> bytes:
    triples = build(read_inputs(ROOT / "ontology", graph))
    return b"".join(sorted(f"{triple} .\n".encode() for triple in set(triples)))


def test_a_cluster_builds_the_same_graph(cluster: Cluster, small: Path, tmp_path: Path) -> None:
    done = built(cluster, small, tmp_path / "parts")
    assert done.returncode == 0, done.stderr
    assert lines_of(tmp_path / "parts") == expected(small)
    import pyarrow.parquet as pq

    rows = pq.read_table(tmp_path / "parts" / "statements").to_pylist()
    told = sorted(tuple(row[name] for name in COLUMNS) for row in rows)
    assert told == sorted(map(cells_of, read_inputs(ROOT / "ontology", small).rows))
    assert {path.name.partition("=")[0] for path in (tmp_path / "parts" / "statements").iterdir()} == {"source"}


def test_faults_are_told_as_by_one_process_and_nothing_is_written(
    cluster: Cluster, small: Path, tmp_path: Path
) -> None:
    table = small / "statements" / "lake-report.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join([*lines, lines[1], lines[2].replace(",", ",x", 1)]), "utf-8")
    alone = subprocess.run([KZGRAPH, "build", "--graph", small], capture_output=True, text=True, check=False)
    done = built(cluster, small, tmp_path / "parts")
    assert done.returncode == alone.returncode == 3
    assert alone.stderr
    assert set(alone.stderr.splitlines()) <= set(done.stderr.splitlines())
    assert not list(tmp_path.glob("*parts*"))


def larger(graph: Path) -> None:
    """Make the graph ten times as large: rows that have a date say the same of other years, in tables of their own."""
    rows = [row for row in read_inputs(ROOT / "ontology", graph).rows if row.rank == "normal" and row.time]
    for number in range(10):
        changed = {evidence_id(each): each for each in (replace(row, time=f"{1200 + number}") for row in rows)}
        table = sheet_bytes(COLUMNS, map(cells_of, changed.values()))
        (graph / "statements" / f"more-{number}.csv").write_bytes(table)


def test_a_worker_that_is_killed_changes_nothing(cluster: Cluster, tmp_path: Path) -> None:
    graph = tmp_path / "larger"
    shutil.copytree(ROOT / "graph", graph)
    larger(graph)
    killed: list[float] = []

    def kill() -> None:
        until(lambda: all(worker["coresused"] for worker in cluster.state()["workers"]))
        time.sleep(8)  # it has some of the work by now
        os.killpg(cluster.workers[0].pid, signal.SIGKILL)
        killed.append(time.monotonic())

    killer = threading.Thread(target=kill)
    killer.start()
    done = built(cluster, graph, tmp_path / "parts")
    ended = time.monotonic()
    killer.join()
    assert done.returncode == 0, done.stderr
    assert killed[0] < ended, "it was killed on the way"
    assert lines_of(tmp_path / "parts") == expected(graph)


def test_a_cluster_that_is_not_there_is_told(small: Path, tmp_path: Path) -> None:
    nowhere = Cluster(f"spark://127.0.0.1:{free_port()}", "", [])
    done = built(nowhere, small, tmp_path / "parts")
    assert done.returncode == 4, done.stderr
    assert f"Spark at {nowhere.address}" in done.stderr.splitlines()[-1]
    assert not list(tmp_path.glob("*parts*"))
