"""Imports point one way, and a question loads nothing it does not need."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kzgraph"

# From the ground up. A module imports from its own layer or from those before it, never from those after it.
LAYERS = {
    "ground": {"__init__", "vocab", "errors", "files", "dates", "words", "figures", "sounds"},
    "access": {"rdf", "sheets", "ontology", "entities", "sources", "links", "statements", "relations"}
    | {"identifiers", "points", "concordance", "naming"}
    | {"store", "syntax", "cache", "queries", "workers", "nursery", "pool", "guard"},
    "meanings": {"review", "material", "build", "evidence", "search", "network", "checks", "dossier", "tidy"}
    | {"segments", "coverage", "extract", "intake"}
    | {"contradictions", "comparing", "matching"}
    | {"network_reader", "sides", "measures", "layout", "passages"}
    | {"claims", "things", "trust", "hints"},
    "forms": {"panel", "codebook", "notebook", "tables", "drawing", "kinds", "records", "exports", "portrait"}
    | {"plots", "reading"},
    "faces": {"cli", "commands", "web", "__main__"},
}
HEIGHT = {module: height for height, modules in enumerate(LAYERS.values()) for module in modules}

QUERY_PATH = ["__main__", "cli", "tables", "queries", "store", "rdf", "vocab", "files", "errors"]
HEAVY = {
    "rdflib",
    "oxrdflib",
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


def module_of(path: Path) -> str:
    """A sub-package counts as one module: `web/pages.py` is `web`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = {module_of(path) for path in FILES}


def imported(node: ast.AST, path: Path) -> Iterator[str]:
    """The dotted names that an import statement may load, relative ones resolved."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        here = ["kzgraph", *path.relative_to(PACKAGE).parent.parts]
        start = here[: len(here) - node.level + 1] if node.level else []
        base = ".".join([*start, *([node.module] if node.module else [])])
        yield from (f"{base}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
        yield from (word.value for word in node.args[:1] if isinstance(word, ast.Constant))


def own_imports(path: Path) -> set[str]:
    """The modules of the package that a file imports, at its top, inside a function or for its types."""
    names = (name.split(".") for node in ast.walk(ast.parse(path.read_bytes())) for name in imported(node, path))
    return {
        name[1] if len(name) > 1 and name[1] in MODULES else "__init__" for name in names if name[0] == "kzgraph"
    } - {module_of(path)}


def at_start(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is loaded: nothing inside functions or behind TYPE_CHECKING."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from at_start(node)


def test_every_module_has_a_layer() -> None:
    assert MODULES, "no module was found"
    assert HEIGHT.keys() >= MODULES, f"name the layer of {sorted(MODULES - HEIGHT.keys())} in LAYERS"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    module = module_of(path)
    upward = sorted(other for other in own_imports(path) if HEIGHT[other] > HEIGHT[module])
    assert not upward, f"kzgraph.{module} stands below {upward}"


def test_imports_go_in_no_circle() -> None:
    needs: dict[str, set[str]] = {}
    for path in FILES:
        needs.setdefault(module_of(path), set()).update(own_imports(path))
    TopologicalSorter(needs).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("module", QUERY_PATH)
def test_heavy_packages_are_imported_where_they_are_used(module: str) -> None:
    path = PACKAGE / f"{module}.py"
    loaded = {name.split(".")[0] for node in at_start(ast.parse(path.read_bytes())) for name in imported(node, path)}
    assert not loaded & HEAVY


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
        "from kzgraph.web.site.site import Desk; kzgraph.web.jobs.warm(Desk(open_store())); print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    outside = {"app", "counter", "server", "shelf", "shield"}  # what the process outside has for itself
    modules = {path.stem for path in (PACKAGE / "web").glob("*.py")} - outside - {"__init__"}
    assert modules
    assert modules <= {name.removeprefix("kzgraph.web.") for name in loaded}
