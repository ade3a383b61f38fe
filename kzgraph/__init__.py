"""A knowledge graph of Kazakhstan's bilateral relations whose every statement leads to its passage.

In a notebook or a script: ``kzgraph.query(…)`` asks it, ``kzgraph.load()`` gives it to rdflib.
"""

from importlib import import_module

__version__ = "0.1.0"

_OFFERED = {"query": "notebook", "load": "notebook", "Result": "notebook"}
"""Name → the module that has it, imported when it is first used, so that the command line starts lean."""


def __getattr__(name: str) -> object:
    if name not in _OFFERED:
        raise AttributeError(f"module 'kzgraph' has no attribute {name!r}")
    return getattr(import_module(f"kzgraph.{_OFFERED[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_OFFERED})
