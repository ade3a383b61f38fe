"""What docs/deployment/ says is run here without containers: the same programs, the same words, one after another."""

import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
import yaml

from tests.conftest import absent

ROOT = Path(__file__).parents[1]
HERE = ROOT / "docs" / "deployment"
COMPOSE = yaml.safe_load((HERE / "compose.yaml").read_text("utf-8"))
CONTAINER = (HERE / "Containerfile").read_text("utf-8")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(words: list[str]) -> Iterator[None]:
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
        assert process.poll() is None, "it has ended"
    finally:
        process.terminate()
        process.wait(20)


def answered(address: str, **headers: str) -> Any:
    """What is at *address*, as soon as somebody answers there."""
    until = time.monotonic() + 60
    while True:
        try:
            with urlopen(Request(address, headers=headers), timeout=30) as answer:  # noqa: S310 - on this machine
                return answer.read()
        except (URLError, ConnectionError):
            assert time.monotonic() < until, f"nobody answers at {address}"
            time.sleep(0.1)


def instruction(name: str) -> list[str]:
    (found,) = re.findall(rf"^{name} (\[.*\])$", CONTAINER, re.MULTILINE)
    return [str(word) for word in json.loads(found)]


def test_the_services_do_what_they_say_one_behind_the_other(tmp_path: Path) -> None:
    oxigraph = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if oxigraph is None:
        absent("no server of Oxigraph (it comes with constraints/test.txt)")
    services = COMPOSE["services"]
    engine, site = free_port(), free_port()
    places = {"/graph/": f"{ROOT / 'graph'}/", "/ontology/": f"{ROOT / 'ontology'}/", "/data/": f"{tmp_path}/"}
    places |= {"0.0.0.0:7878": f"127.0.0.1:{engine}", "engine:7878": f"127.0.0.1:{engine}"}

    def here(words: list[str]) -> list[str]:
        for there, place in places.items():
            words = [word.replace(there, place) for word in words]
        return words

    subprocess.run([oxigraph, *here(services["load"]["command"])], check=True, capture_output=True, timeout=120)
    own = {instruction("ENTRYPOINT")[3]: "127.0.0.1", "8000": str(site)}
    entry = [own.get(word, word) for word in instruction("ENTRYPOINT")]
    program = [str(Path(sys.executable).with_name(entry[0])), *entry[1:]]
    with running([oxigraph, *here(services["engine"]["command"])]):
        answered(f"http://127.0.0.1:{engine}/")
        with running([*program, *here(services["kzgraph"]["command"])]):
            assert json.loads(answered(f"http://127.0.0.1:{site}/health"))["status"] == "ok"
            page = answered(f"http://127.0.0.1:{site}/page/kazakhstan", Host="graph.example.org")
            assert b"<h1>" in page
            check = [word.replace("8000", str(site)) for word in instruction("HEALTHCHECK .*? CMD")]
            subprocess.run([sys.executable, *check[1:]], check=True, timeout=30)


def test_nothing_runs_as_root_or_writes() -> None:
    for name in ("engine", "kzgraph"):
        service = COMPOSE["services"][name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert "\nUSER 10001\n" in CONTAINER
    assert COMPOSE["services"]["kzgraph"]["ports"] == ["127.0.0.1:8000:8000"], "only the proxy reaches it"
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(HERE / "kzgraph.service")
    assert unit["Service"]["ProtectSystem"] == "strict"
    assert unit["Service"]["NoNewPrivileges"] == "yes"


def test_the_command_of_the_unit_is_one_of_ours(run: Any) -> None:
    (command,) = re.findall(r"^ExecStart=(.*)$", (HERE / "kzgraph.service").read_text("utf-8"), re.MULTILINE)
    words = shlex.split(command)
    assert Path(words[0]).name == "kzgraph"
    known = run("serve", "--help").stdout
    assert all(word in known for word in words if word.startswith("--"))


@pytest.mark.parametrize("path", sorted(HERE.iterdir()), ids=lambda path: path.name)
def test_no_file_names_a_registry(path: Path) -> None:
    assert not re.search(r"\b(?:[\w-]+\.)?(?:docker|ghcr|quay|gcr)\.io\b", path.read_text("utf-8"))
