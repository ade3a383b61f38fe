"""One script of several modules, for a page that may load none: each module becomes a block that gives its exports."""

import re
from pathlib import Path

_IMPORT = re.compile(r"^import (?:(\w+)(?:, )?)?(?:\{([^}]*)\} )?\s*from ['\"]([^'\"]+)['\"];$", re.MULTILINE)
_DECLARED = re.compile(r"^export (?=(?:const|class|function|async function) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default (?=function (\w+))", re.MULTILINE)
_LISTED = re.compile(r"^export \{([^}]*)\};?$", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def inlined(path: Path) -> str:
    """Return the module at *path*, and all that it imports, as one module that imports nothing.

    Raises:
        ValueError: when a module imports or exports in a form that is not known here.
    """
    done: dict[Path, str] = {}
    return "".join(_block(path.resolve(), done, last=True))


def _block(path: Path, done: dict[Path, str], *, last: bool = False) -> list[str]:
    """Return the blocks that *path* needs and its own; the last of all stands open, since nothing imports it."""
    text, before = path.read_text("utf-8"), list[str]()

    def imported(found: re.Match[str]) -> str:
        target = (path.parent / found[3]).resolve()
        if target not in done:
            before.extend(_block(target, done))
        names = [f"default: {found[1]}"] if found[1] else []
        names += [re.sub(r" as ", ": ", name.strip()) for name in (found[2] or "").split(",") if name.strip()]
        return f"const {{ {', '.join(names)} }} = {done[target]};"

    text = _IMPORT.sub(imported, text)
    given = [f"{name}: {name}" for name in _DECLARED.findall(text)]
    given += [f"default: {name}" for name in _DEFAULT.findall(text)]
    for listed in _LISTED.findall(text):
        for each in filter(None, map(str.strip, listed.split(","))):
            inside, _, outside = each.partition(" as ")
            given.append(f"{outside or inside}: {inside}")
    text = _LISTED.sub("", _DEFAULT.sub("", _DECLARED.sub("", text)))
    if left := _LEFT.search(text):
        raise ValueError(f"{path.name}: {left[0][:80]}")
    if last:
        return [*before, text]
    done[path] = f"module{len(done)}"
    return [*before, f"const {done[path]} = (() => {{\n{text}\nreturn {{ {', '.join(given)} }};\n}})();\n"]
