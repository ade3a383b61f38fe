"""A language model as a guest: asked through the package ``llm``, each answer kept under the hash of its question.

What a model says is never more than a proposal: :mod:`kzgraph.proposals.modelled` makes rows of it and holds them.
"""

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kzgraph.errors import EnvironmentProblem, InputError, Problem, UsageError, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.writing import new_folder, replace

if TYPE_CHECKING:
    import llm

DEADLINE = 180
"""Seconds that a model has for one passage."""
LONGEST = 200_000
"""Characters of an answer that are read; what is longer is no answer."""


@dataclass(frozen=True)
class Question:
    """What a model is asked about one passage: instructions, the passage as data, the form of the answer."""

    system: str
    prompt: str
    schema: Mapping[str, Any]

    def digest(self, model: str) -> str:
        """Return the hash under which the answer of *model* is kept: of all that it sees."""
        seen = json.dumps([model, self.system, self.prompt, self.schema], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(seen.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ModelAnswer:
    """What a model wrote, and the tokens that it read and wrote; 0 where it does not say."""

    text: str
    read: int = 0
    written: int = 0


class Model(Protocol):
    """ModelAnswers questions."""

    @property
    def name(self) -> str:
        """What it is called."""

    def ask(self, question: Question, deadline: float) -> ModelAnswer:
        """Return its answer, within *deadline* seconds."""


class LanguageModel:
    """A model that the package ``llm`` knows, local or elsewhere, through whatever plug-in brings it."""

    def __init__(self, model: "llm.Model") -> None:
        self._model = model

    @property
    def name(self) -> str:
        """The name that ``llm`` has for it."""
        return str(self._model.model_id)

    def ask(self, question: Question, deadline: float) -> ModelAnswer:
        """Return its answer.

        Args:
            question: what it is to read; the schema is said in words where the model takes none.
            deadline: seconds that it has.

        Raises:
            EnvironmentProblem: when it fails, or is not done in time; what was answered before is kept.
        """
        told: list[ModelAnswer | Exception] = []

        def run() -> None:
            try:
                told.append(self._asked(question))
            except Exception as error:  # noqa: BLE001  # whatever a plug-in raises is told to who called
                told.append(error)

        asking = threading.Thread(target=run, daemon=True)  # one that hangs does not keep the program from ending
        asking.start()
        asking.join(deadline)
        if not told:
            raise EnvironmentProblem(
                f"{self.name} did not answer within {deadline:g} s; what it has answered is kept: run the command"
                " again, or give it longer with --deadline"
            )
        if isinstance(told[0], Exception):
            raise EnvironmentProblem(
                f"{self.name} could not answer: {quoted(str(told[0]) or type(told[0]).__name__)}; what it has answered"
                " is kept: run the command again"
            )
        return told[0]

    def _asked(self, question: Question) -> ModelAnswer:
        if self._model.supports_schema:
            response = self._model.prompt(
                question.prompt, system=question.system, schema=dict(question.schema), stream=False
            )
        else:
            form = f"{question.system}\nAnswer with JSON of this schema alone: {json.dumps(question.schema)}"
            response = self._model.prompt(question.prompt, system=form, stream=False)
        text = response.text()
        usage = response.usage()
        return ModelAnswer(text[:LONGEST], usage.input or 0, usage.output or 0)


def open_model(name: str) -> LanguageModel:
    """Return the model that ``llm`` knows as *name*.

    Raises:
        EnvironmentProblem: when ``llm`` is not installed.
        UsageError: when it knows no such model.
    """
    try:
        import llm
    except ImportError:
        raise EnvironmentProblem("asking a model needs the package llm: install kzgraph[llm]") from None
    try:
        return LanguageModel(llm.get_model(name))
    except llm.UnknownModelError:
        known = ", ".join(sorted(each.model.model_id for each in llm.get_models_with_aliases())[:12])
        raise UsageError(f"llm knows no model {quoted(name)}; it knows {known} (`llm models` lists all)") from None


class ModelAnswers:
    """The answers of models about one document, kept as files: a run that was cut off goes on where it was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, digest: str) -> ModelAnswer | None:
        """Return the answer that is kept under *digest*.

        Raises:
            InputError: when the file is no such answer.
        """
        path = self.folder / f"{digest}.json"
        try:
            kept = json.loads(path.read_text("utf-8"))
            return ModelAnswer(str(kept["answer"]), int(kept["read"]), int(kept["written"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, OSError) as error:
            what = f"is no kept answer ({type(error).__name__})"
            raise InputError([Problem(what, "delete it: the model is asked again", name_of(path))]) from None

    def put(self, digest: str, model: str, answer: ModelAnswer) -> None:
        """Keep *answer* of *model* under *digest*; written whole or not at all."""
        new_folder(self.folder)
        kept = {"model": model, "answer": answer.text, "read": answer.read, "written": answer.written}
        replace(self.folder / f"{digest}.json", (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode())
