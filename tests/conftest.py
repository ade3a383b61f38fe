"""What many tests need: the command, the source documents, a browser, the built wheel."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import settings

from kzgraph.curation.build import build
from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.ontology import Ontology, read_ontology
from kzgraph.rdf import to_turtle
from tests.watching import Watch

ROOT = Path(__file__).parents[1]

settings.register_profile("steady", deadline=None, derandomize=True)  # the same cases on every machine
settings.load_profile("steady")

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_xdist_auto_num_workers() -> int:
    """Run half as many again as there are processors: tests wait for servers, browsers and disks."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests by what they ask for, so that `-m "not browser"` needs no mark written by hand."""
    marks = {
        "sources_dir": pytest.mark.sources,
        "chromium": pytest.mark.browser,
        "browser": pytest.mark.browser,
        "elsewhere": pytest.mark.slow,
    }
    for item in items:
        for fixture in marks.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(marks[fixture])


def absent(what: str) -> None:
    """Skip, but fail under CI, where everything is supposed to be there."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must have it: {what}")
    pytest.skip(what)


@pytest.fixture(scope="session")
def sources_dir() -> Path:
    """The reader's own copies of the source documents."""
    folder = Path(os.environ.get("KZGRAPH_SOURCES") or ROOT.parent / "shared" / "sources")
    if not folder.is_dir():
        absent(f"no source documents: {folder} is not there (name a folder in KZGRAPH_SOURCES)")
    return folder.resolve()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium that can show a page without a screen."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        absent("no chromium (Debian: apt-get install chromium)")
    return path


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A real browser."""
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = request.getfixturevalue("chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def watch(browser: Any) -> Iterator[Any]:
    """Open tabs that are watched: `watch(origin)`."""
    opened: list[Watch] = []

    def make(origin: str, **settings: Any) -> Watch:
        opened.append(Watch(browser, origin, **settings))
        return opened[-1]

    yield make
    for each in opened:
        each.context.close()


@pytest.fixture(scope="session")
def node() -> str:
    """The path of a Node.js that has a runner of tests: that of the environment, else that of the system."""
    beside = Path(sys.executable).parent
    path = shutil.which("node", path=os.pathsep.join([str(beside), os.environ.get("PATH", "")]))
    if path is None:
        absent("no Node.js (it comes with constraints/test.txt)")
    return path


@pytest.fixture(scope="session")
def mortal() -> list[str]:
    """What to put before a command so that permissions bind it: they do not bind root."""
    if os.name == "nt":
        pytest.skip("Windows has other permissions")
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        absent("no setpriv (Debian: apt-get install util-linux)")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


@pytest.fixture(scope="session")
def own_mounts() -> list[str]:
    """What to put before a command so that it may mount file systems, which end with it."""
    command = ["unshare", "--mount", "--map-root-user"]
    try:
        tried = subprocess.run([*command, "true"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        absent("no unshare (Debian: apt-get install util-linux)")
    if tried.returncode:
        absent(f"no file system may be mounted here: {tried.stderr.strip()}")
    return command


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy, to be changed at will, of a small project that was made up; its two documents lie in `documents`."""
    return Path(shutil.copytree(ROOT / "tests" / "small", tmp_path / "small"))


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The project's ontology."""
    return read_ontology(ROOT / "ontology")


@pytest.fixture(scope="session")
def material() -> Inputs:
    """What the small project's graph is built from."""
    return read_inputs(ROOT / "ontology", ROOT / "tests" / "small")


@pytest.fixture(scope="session")
def small_graph(material: Inputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the small tables, as a file."""
    path = tmp_path_factory.mktemp("small") / "small.ttl"
    path.write_bytes(to_turtle(build(material)))
    return path


@pytest.fixture(scope="module")
def store(material: Inputs) -> ox.Store:
    """The graph that is built from it."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in build(material))
    return store


@pytest.fixture(scope="session")
def run_in() -> Run:
    """Run the command in a folder as a user does: `run_in(folder, "query", name).stdout`."""
    command = Path(sys.executable).with_name("kzgraph")
    assert command.exists(), f"{command} is not there: pip install --no-deps --editable {ROOT}"
    settings = {name: value for name, value in os.environ.items() if not name.startswith("KZGRAPH_")}

    def run_in(
        cwd: Path, *words: str | Path, stdin: str = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [command, *words],
            input=stdin,
            cwd=cwd,
            env=settings | (env or {}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run_in


@pytest.fixture
def run(tmp_path: Path, run_in: Run) -> Run:
    """Run the command in an empty folder as a user does: `run("query", name).stdout`."""

    def run(*words: str | Path, cwd: Path = tmp_path, **how: Any) -> subprocess.CompletedProcess[str]:
        return run_in(cwd, *words, **how)

    return run


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a release is: from the source distribution, not from the checkout."""
    work = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--directory", work]
    subprocess.run([*build, "--target", "sdist"], cwd=ROOT, check=True, capture_output=True)
    (sdist,) = work.glob("*.tar.gz")
    shutil.unpack_archive(sdist, work, filter="data")
    unpacked = work / sdist.name.removesuffix(".tar.gz")
    subprocess.run([*build, "--target", "wheel"], cwd=unpacked, check=True, capture_output=True)
    (wheel,) = work.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment with the wheel installed and no trace of the checkout.

    The packages that kzgraph stands on are borrowed from the environment of the tests:
    a plain path in a `.pth` file shares them, but not the editable install beside them.
    """
    home = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", programs / "python"]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", wheel], check=True)
    borrowed = Path(pytest.__file__).parents[1]
    (site,) = home.rglob("site-packages")
    (site / "borrowed.pth").write_text(f"{borrowed}\n", encoding="utf-8")
    return programs
