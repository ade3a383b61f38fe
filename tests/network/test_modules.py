"""Modules joined into one script do what they do apart; what the joiner does not understand it refuses."""

import subprocess
from pathlib import Path

import pytest

from kzgraph.errors import InputError
from kzgraph.network.kinds import ASSETS
from kzgraph.network.modules import joined, modules, parsed
from kzgraph.network.page import START

TOGETHER = {
    "start.js": """
        // import is only told of here
        import { Counter, step } from "./counter.js";
        import {
          name as called,
          shout,
        } from "./words.js";

        const name = "mine"; // the same name elsewhere is another
        const counter = new Counter();
        counter.count();
        await_(called);
        function await_(word) {
          console.log(name, shout(word), counter.now, step, typeof this);
        }
    """,
    "counter.js": """
        import { name } from "./words.js";
        console.log("once", name);
        export const step = 2;
        export class Counter {
          now = 0;
          count() { this.now += step; }
        }
    """,
    "words.js": """
        export const name = "theirs";
        const mark = `!${`${1}`.length}`;
        export function shout(word) { return inner(word) + mark; }
        function inner(word) { return word.toUpperCase(); }
        export async function later() { await null; }
    """,
}

REFUSED = {
    "a default": ('import words from "./words.js";', "form of import"),
    "a namespace": ('import * as words from "./words.js";', "form of import"),
    "a whole file": ('import "./words.js";', "form of import"),
    "a package": ('import { name } from "words";', "form of import"),
    "another folder": ('import { name } from "../words.js";', "form of import"),
    "an address": ('import { name } from "https://example.org/words.js";', "form of import"),
    "single quotes": ("import { name } from './words.js';", "form of import"),
    "no semicolon": ('import { name } from "./words.js"', "form of import"),
    "an attribute": ('import { name } from "./words.js" with { type: "json" };', "form of import"),
    "not at the beginning of a line": (' import { name } from "./words.js";', "form of import"),
    "a text for a name": ('import { "a b" as c } from "./words.js";', "form of import"),
    "a dynamic import": ('const later = import("./words.js");', "form of import"),
    "what it is": ("const here = import.meta.url;", "form of import"),
    "a default to others": ("export default 1;", "form of export"),
    "a list to others": ("const a = 1;\nexport { a };", "form of export"),
    "from elsewhere to others": ('export { name } from "./words.js";', "form of export"),
    "all to others": ('export * from "./words.js";', "form of export"),
    "what may change": ("export let a = 1;", "form of export"),
    "what may change as of old": ("export var a = 1;", "form of export"),
    "parts": ("export const { a } = {};", "form of export"),
    "a generator": ("export function* a() {}", "form of export"),
    "after something": ("const a = 1; export const b = 2;", "form of export"),
    "in a text": ('const a = "import";', "form of import"),
    "two at once": ('import { name two } from "./words.js";', "no name to import"),
    "no such name": ('import { nothing } from "./words.js";', "exports no nothing"),
    "a second of one statement": ('import { b } from "./two.js";', "exports no b"),
    "no such module": ('import { a } from "./nowhere.js";', "there is no module nowhere.js"),
    "waiting": ("const a = await later();", "await outside"),
    "a template over lines": ("const a = `\nexport const b = 1;\n`;", "template goes on"),
    "a comment over lines": ("/*\nexport const b = 1;\n*/", "comment goes on"),
    "a text over lines": ('const a = "\\\nexport const b = 1;";', "text goes on"),
    "itself": ('import { a } from "./start.js";', "circle: start.js → start.js"),
}


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        lines = text.splitlines(keepends=True)
        (folder / name).write_text("".join(line.removeprefix(" " * 8) for line in lines), "utf-8")
    return folder


def said_by(node: str, path: Path) -> str:
    done = subprocess.run([node, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_joined_modules_say_what_they_say_apart(node: str, tmp_path: Path) -> None:
    folder = written(tmp_path, TOGETHER)
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    (folder / "one.cjs").write_text(joined(folder, "start.js"), "utf-8")
    apart = said_by(node, folder / "start.js")
    assert said_by(node, folder / "one.cjs") == apart
    assert apart == "once theirs\nmine THEIRS!1 2 2 undefined\n"


def test_a_module_comes_after_what_it_imports_and_only_once(tmp_path: Path) -> None:
    folder = written(tmp_path, TOGETHER)
    assert [module.name for module in modules(folder, "start.js")] == ["words.js", "counter.js", "start.js"]


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_understood_is_refused(tmp_path: Path, text: str, said: str) -> None:
    two = "export const a = 1, b = 2;\n"
    folder = written(tmp_path, {**TOGETHER, "two.js": two, "start.js": text + "\n"})
    with pytest.raises(InputError, match=said):
        joined(folder, "start.js")


def test_a_circle_is_named(tmp_path: Path) -> None:
    files = {
        f"{one}.js": f'import {{ x }} from "./{other}.js";\nexport const x = 1;\n' for one, other in ("ab", "bc", "ca")
    }
    with pytest.raises(InputError, match=r"^c\.js:1: .*a\.js → b\.js → c\.js → a\.js"):
        joined(written(tmp_path, files), "a.js")


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(InputError, match=r"^one\.js:5: "):
        parsed("one.js", 'import {\n  a,\n} from "./two.js";\n\nexport default a;\n')


def test_the_pages_own_script_is_one_that_a_browser_can_read(node: str, tmp_path: Path) -> None:
    path = tmp_path / "page.cjs"
    path.write_text(joined(ASSETS, START), "utf-8")
    done = subprocess.run([node, "--check", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_a_module_exports_another_or_a_test_imports() -> None:
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.rglob("*.js"))
    parts = modules(ASSETS, START)
    used = {(each.module, name) for module in parts for each in module.imports for name in each.names}
    unused = [f"{part.name}: {name}" for part in parts for name in part.exports if (part.name, name) not in used]
    assert used
    assert [each for each in unused if each.rpartition(" ")[2] not in tests] == []
