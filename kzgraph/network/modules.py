"""ES modules joined into one script: a page that is one file can import nothing.

What is understood is a part of ECMAScript's modules, so small that it can be read line by line and without Node.js:

* ``import { one, two as other } from "./module.js";`` at the beginning of a line, over several lines if need be;
* ``export`` before ``const NAME``, ``function``, ``async function`` or ``class`` at the beginning of a line.

Anything else is refused: other forms of both (also ``import()`` and ``import.meta``), ``await`` outside of functions,
names that a module does not export, circles. So that no text can be taken for a statement, templates and block comments
that go over several lines are refused too, and the two words anywhere but in comments on lines of their own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kzgraph.errors import InputError, one_problem, quoted

_IMPORT = re.compile(r'^import \{([^{}"\'`]*)\} from "\./([a-z][a-z0-9_]*\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function|async function|class) ([A-Za-z_]\w*))", re.MULTILINE)
_BINDING = re.compile(r"([A-Za-z_]\w*)(?: as ([A-Za-z_]\w*))?")
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
_WORD = re.compile(r"(?<![\w$.])(?:import|export)(?![\w$])")


@dataclass(frozen=True)
class Import:
    """Names taken from another module, each with the name that it has here."""

    module: str
    names: Mapping[str, str]
    line: int


@dataclass(frozen=True)
class Module:
    """A module: its file name, what it takes and gives, and its text without the statements that say so."""

    name: str
    imports: tuple[Import, ...]
    exports: tuple[str, ...]
    body: str


def joined(folder: Path, start: str) -> str:
    """Return one script that does what the module *start* does, with all that it imports from *folder*.

    Args:
        folder: where the modules lie, all side by side.
        start: the file name of the module that imports the others.

    Raises:
        InputError: a module cannot be read, holds what is not understood, or imports in a circle.
    """
    parts = "\n".join(_scoped(module) for module in modules(folder, start))
    return f'(() => {{\n"use strict";\n{parts}\n}})();'


def modules(folder: Path, start: str) -> tuple[Module, ...]:
    """Return *start* and all that it imports, each after what it needs."""
    done: dict[str, Module] = {}

    def visit(name: str, above: tuple[str, ...], line: int) -> None:
        if name in above:
            circle = " → ".join([*above[above.index(name) :], name])
            raise _refused(above[-1], line, f"modules import each other in a circle: {circle}", "break it")
        if name in done:
            return
        module = _read(folder, name, above[-1] if above else name, line)
        for each in module.imports:
            visit(each.module, (*above, name), each.line)
            for wanted in each.names:
                if wanted not in done[each.module].exports:
                    raise _refused(name, each.line, f"{each.module} exports no {wanted}", "export it there")
        done[name] = module

    visit(start, (), 1)
    return tuple(done.values())


def _read(folder: Path, name: str, wanted_by: str, line: int) -> Module:
    try:
        text = (folder / name).read_text("utf-8")
    except OSError as error:
        raise _refused(wanted_by, line, f"there is no module {name}", "name a file beside it") from error
    return parsed(name, text)


def parsed(name: str, text: str) -> Module:
    """Return the module that *text* is; raise :class:`InputError` where it holds what is not understood."""
    for number, each in enumerate(text.splitlines(), 1):
        _check_that_nothing_goes_on(name, number, each)
    imports = tuple(_imports(name, text))
    exports = tuple(found[1] for found in _EXPORT.finditer(text))
    body = _EXPORT.sub("", _IMPORT.sub(_as_blank_lines, text))
    for number, each in enumerate(_COMMENT.sub("", body).splitlines(), 1):
        if word := _WORD.search(each):
            raise _refused(name, number, f"this form of {word[0]} is not understood", "see kzgraph/network/modules.py")
        if re.match(r"\S", each) and re.search(r"\bawait\b", each) and "async" not in each:
            raise _refused(name, number, "await outside of a function", "put it into an async function")
    return Module(name, imports, exports, body.strip())


def _check_that_nothing_goes_on(name: str, number: int, line: str) -> None:
    if line.lstrip().startswith("//"):
        return
    if line.replace("\\`", "").count("`") % 2:
        raise _refused(name, number, "a template goes on in the next line", "join lines with + instead")
    if "/*" in line and "*/" not in line.partition("/*")[2]:
        raise _refused(name, number, "a comment goes on in the next line", "begin each line of a comment with //")
    if line.endswith("\\"):
        raise _refused(name, number, "a text goes on in the next line", "join lines with + instead")


def _imports(name: str, text: str) -> Iterator[Import]:
    for found in _IMPORT.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        names = {}
        for binding in filter(None, (each.strip() for each in found[1].split(","))):
            said = _BINDING.fullmatch(binding)
            if not said:
                raise _refused(name, line, f"{quoted(binding)} is no name to import", "write NAME, or NAME as OTHER")
            names[said[1]] = said[2] or said[1]
        yield Import(found[2], names, line)


def _as_blank_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")  # so that the lines below keep their numbers


def _scoped(module: Module) -> str:
    """Return *module* as a function that is called at once and returns what the module exports."""
    taken = [f"const {{ {_pattern(each)} }} = {_variable(each.module)};" for each in module.imports]
    given = [f"return {{ {', '.join(sorted(module.exports))} }};"] if module.exports else []
    kept = f"const {_variable(module.name)} = " if module.exports else ""
    return "\n".join([f"{kept}(() => {{", *taken, module.body, *given, "})();"])


def _pattern(taken: Import) -> str:
    return ", ".join(name if name == here else f"{name}: {here}" for name, here in taken.names.items())


def _variable(name: str) -> str:
    return "$" + name.removesuffix(".js")


def _refused(name: str, line: int, what: str, mend: str) -> InputError:
    return one_problem(what, mend, file=name, line=line)
