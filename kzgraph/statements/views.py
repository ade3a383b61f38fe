"""A view in words: what is thought, and who thinks it."""

from dataclasses import dataclass

from kzgraph.statements.index import Index
from kzgraph.statements.wording import NOT_STATED, Wording


@dataclass(frozen=True)
class View:
    """A view: its IRI, its label, and who holds it; empty where no statement says."""

    iri: str
    label: str
    held_by: str

    @property
    def words(self) -> str:
        """The view in a line: its label, and whose it is."""
        return f"{self.label} (view of {self.held_by})" if self.held_by else f"{self.label} (a view)"


def view(index: Index, wording: Wording, iri: str) -> View:
    """Return the view with the IRI *iri*; a document that pointedly names no holder makes it "not stated"."""
    held = [each for each in index.of(iri, "heldBy") if each.rank != "deprecated"]
    named = {wording.names(each.object.value) if each.object is not None else NOT_STATED for each in held}
    return View(iri, wording.names(iri), ", ".join(sorted(named)))
