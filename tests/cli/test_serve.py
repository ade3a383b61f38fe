"""The command `serve`, as somebody uses it."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest

from kzgraph.errors import UsageError
from kzgraph.web.messages.limits import Limits

ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def served(*words: str) -> Iterator[tuple[subprocess.Popen[str], int, list[str]]]:
    """Run the command until the block ends; yield the process, its port, and what it has said since."""
    command = [sys.executable, "-m", "kzgraph", "serve", "--port", "0", *words]
    settings = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=settings, cwd=ROOT)
    assert process.stderr
    first = process.stderr.readline()
    port = re.search(r"http://127\.0\.0\.1:(\d+)/", first)
    said: list[str] = []
    reader = threading.Thread(target=lambda: said.extend(process.stderr or ()))
    reader.start()
    try:
        assert port, first
        yield process, int(port[1]), said
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)
        reader.join(10)
        process.stderr.close()


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    response = connection.getresponse()
    found = response.status, response.read()
    connection.close()
    return found


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "TERM"])
def test_it_answers_logs_and_leaves_nothing_behind(ending: signal.Signals) -> None:
    with served() as (process, port, said):
        assert get(port, "/health")[0] == 200
        children = psutil.Process(process.pid).children(recursive=True)
        assert len(children) > 5
        process.send_signal(ending)
        process.wait(15)
        until = time.monotonic() + 5
        while any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children):
            assert time.monotonic() < until, "workers were left behind"
            time.sleep(0.05)
    assert [json.loads(line)["path"] for line in said if line.startswith("{")] == ["/health"]
    assert "Traceback" not in "".join(said)


def test_what_is_being_answered_is_answered_before_it_stops() -> None:
    slow = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 4000000 } }")
    with served("--quiet") as (process, port, _):
        found: list[tuple[int, bytes]] = []
        asking = threading.Thread(target=lambda: found.append(get(port, slow)))
        asking.start()
        time.sleep(0.4)
        process.send_signal(signal.SIGTERM)
        asking.join(20)
        process.wait(20)
    assert found
    assert found[0][0] == 200


def test_when_it_is_killed_its_workers_end_too() -> None:
    with served("--quiet") as (process, _, _):
        children = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.wait(10)
        _, alive = psutil.wait_procs(children, timeout=5)
        assert alive == []


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "kzgraph", "serve", "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=30, check=False)
    assert done.returncode == 4
    assert "choose another with --port" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_file_can_be_served(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text('<http://example.org/a> <http://example.org/b> "c" .', "utf-8")
    with served("--quiet", "--graph", str(path)) as (_, port, _):
        status, body = get(port, "/sparql?query=SELECT%20*%20%7B?s%20?p%20?o%7D")
    assert status == 200
    assert len(json.loads(body)["results"]["bindings"]) == 1


def test_a_limit_can_be_set() -> None:
    with served("--quiet", "--limit", "rows=3", "--limit", "deadline=2.5") as (_, port, _said):
        status, body = get(port, "/sparql?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 4"))
        assert (status, b"more than 3 rows" in body) == (422, True)
        assert b"2.5 s" in get(port, "/limits")[1]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("rows=0", "the limit rows is a whole number above 0 and at most 1,000,000,000, not '0'"),
        ("workers=257", "the limit workers is a whole number above 0 and at most 256, not '257'"),
        ("rows=2.5", "a whole number above 0 and at most 1,000,000,000, not '2.5'"),
        ("deadline=nan", "a number of seconds above 0 and at most 1,000,000,000, not 'nan'"),
        ("deadline=inf", "a number of seconds above 0 and at most 1,000,000,000, not 'inf'"),
        ("deadline", "a number of seconds above 0 and at most 1,000,000,000, not ''"),
        ("speed=3", "no limit is called 'speed'; there are deadline, "),
    ],
)
def test_a_wrong_limit_is_told(setting: str, told: str) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        Limits().changed([setting])


def test_it_opens_the_readers_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {told}.new && mv {told}.new {told}\n', "utf-8")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(browser))
    with served("--open", "--quiet") as (_, port, _said):
        late = time.monotonic() + 20
        while not told.exists() and time.monotonic() < late:
            time.sleep(0.05)
        assert told.read_text("utf-8") == f"http://127.0.0.1:{port}/"
