"""A view in words: what is thought, and who thinks it."""

from kzgraph.statements.index import Index
from kzgraph.statements.wording import NOT_STATED, Wording


def holders(index: Index, wording: Wording, view: str) -> str:
    """Return who holds the view with the IRI *view*: names, "not stated", or nothing where no statement says."""
    held = [each for each in index.of(view, "heldBy") if each.rank != "deprecated"]
    named = {wording.names(each.object.value) if each.object is not None else NOT_STATED for each in held}
    return ", ".join(sorted(named))


def view_words(index: Index, wording: Wording, view: str) -> str:
    """Return the view with the IRI *view* in a line: its label, and whose it is."""
    who = holders(index, wording, view)
    return f"{wording.names(view)} (view of {who})" if who else f"{wording.names(view)} (a view)"
