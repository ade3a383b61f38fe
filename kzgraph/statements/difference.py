"""What changed between two releases of a graph: statements added, gone and reworded, things merged, and the triples."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kzgraph.rdf import LABEL
from kzgraph.statements.names import Names
from kzgraph.statements.reading import statements
from kzgraph.statements.statement import Statement
from kzgraph.statements.wording import Wording
from kzgraph.vocab import DCTERMS, ENTITY, SOURCE, STATEMENT, local_name

ADDED, GONE, CHANGED = "added", "gone", "changed"
_REPLACED_BY = ox.NamedNode(DCTERMS + "isReplacedBy")


@dataclass(frozen=True)
class Difference:
    """One difference: its kind (added, gone, changed), its address, what it says now, what it said, how they differ."""

    kind: str
    iri: str
    now: str = ""
    before: str = ""
    how: str = ""


@dataclass(frozen=True)
class CitedStanding:
    """What became of an address that somebody has cited: ``stands``, ``changed``, ``gone`` or ``unknown``, and how."""

    cited: str
    verdict: str
    now: str = ""
    before: str = ""
    how: str = ""


class GraphDifference:
    """Compares two graphs, each with its ontology beside it."""

    def __init__(self, old: ox.Store, new: ox.Store) -> None:
        self.old, self.new = old, new
        self._words = {id(store): Wording(Names(store)) for store in (old, new)}

    @cached_property
    def _statements(self) -> tuple[dict[str, Statement], dict[str, Statement]]:
        old, new = ({each.iri: each for each in statements(store)} for store in (self.old, self.new))
        return old, new

    @cached_property
    def _labels(self) -> tuple[dict[str, str], dict[str, str]]:
        return _labels(self.old), _labels(self.new)

    def _said(self, store: ox.Store, statement: Statement) -> str:
        return self._words[id(store)].sentence(statement)

    @cached_property
    def statements(self) -> list[Difference]:
        """The statements that differ, those of one thing and property that replace each other as one change."""
        old, new = self._statements
        gone = [old[iri] for iri in sorted(old.keys() - new.keys())]
        added = [new[iri] for iri in sorted(new.keys() - old.keys())]
        found = list(self._replaced(gone, added))
        paired = {iri for before, now, _ in found for iri in (before.iri, now.iri)}
        changes = [
            Difference(CHANGED, now.iri, self._said(self.new, now), self._said(self.old, before), how)
            for before, now, how in found
        ]
        changes += [
            Difference(GONE, each.iri, "", self._said(self.old, each)) for each in gone if each.iri not in paired
        ]
        changes += [Difference(ADDED, each.iri, self._said(self.new, each)) for each in added if each.iri not in paired]
        for iri in sorted(old.keys() & new.keys()):
            if how := "; ".join(_differences(old[iri], new[iri])):
                changes.append(
                    Difference(CHANGED, iri, self._said(self.new, new[iri]), self._said(self.old, old[iri]), how)
                )
        return sorted(changes, key=lambda each: (each.now or each.before, each.iri))

    @staticmethod
    def _replaced(gone: Iterable[Statement], added: Iterable[Statement]) -> Iterator[tuple[Statement, Statement, str]]:
        """Yield each statement that is gone with the only new one of the same thing and property, and what differs."""
        places: dict[tuple[str, str], tuple[list[Statement], list[Statement]]] = defaultdict(lambda: ([], []))
        for number, some in enumerate((gone, added)):
            for each in some:
                places[each.subject.value, each.property_name][number].append(each)
        for before, now in places.values():
            if len(before) == len(now) == 1:
                yield before[0], now[0], _reworded(before[0], now[0])

    @cached_property
    def things(self) -> list[Difference]:
        """The entities and documents that are new, gone, merged into another, or called otherwise."""
        old, new = self._labels
        merged = {
            quad.subject.value: quad.object.value
            for quad in self.new.quads_for_pattern(None, _REPLACED_BY, None)
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        }
        changes = [Difference(ADDED, iri, new[iri]) for iri in new.keys() - old.keys() if iri not in merged]
        changes += [
            Difference(CHANGED, iri, local_name(merged[iri]), old[iri], "merged into another")
            if iri in merged
            else Difference(GONE, iri, "", old[iri])
            for iri in old.keys() - new.keys()
        ]
        changes += [
            Difference(CHANGED, iri, new[iri], old[iri], "called otherwise")
            for iri in old.keys() & new.keys()
            if old[iri] != new[iri]
        ]
        return sorted(changes, key=lambda each: each.iri)

    @cached_property
    def triples(self) -> tuple[list[ox.Triple], list[ox.Triple]]:
        """The triples to take away from the old graph, and those to add, which make it the new one."""
        old, new = ({quad.triple for quad in store} for store in (self.old, self.new))
        return sorted(old - new, key=str), sorted(new - old, key=str)

    def standing(self, cited: str) -> CitedStanding:
        """Return what became of *cited*: the address or id of a statement, a thing or a document."""
        old, new = self._statements
        iri = cited if "://" in cited else ""
        known = [iri] if iri else [STATEMENT + cited.removeprefix("kzs:"), ENTITY + cited.removeprefix("kzr:")]
        known += [] if iri else [SOURCE + cited.removeprefix("kzd:")]
        for each in known:
            if each in old or each in new:
                return self._of_statement(cited, old.get(each), new.get(each))
        changed = next((each for each in self.things if each.iri in known), None)
        if changed:
            return CitedStanding(cited, changed.kind, changed.now, changed.before, changed.how)
        label = next((self._labels[1][each] for each in known if each in self._labels[1]), "")
        if label:
            return CitedStanding(cited, "stands", label, label)
        return CitedStanding(cited, "unknown", how="neither release has it")

    def _of_statement(self, cited: str, before: Statement | None, now: Statement | None) -> CitedStanding:
        if before is None and now is not None:
            return CitedStanding(cited, ADDED, self._said(self.new, now), "", "the older release does not have it")
        assert before is not None
        said = self._said(self.old, before)
        if now is not None:
            how = "; ".join(_differences(before, now))
            return CitedStanding(cited, CHANGED if how else "stands", self._said(self.new, now), said, how)
        for each in self.statements:
            if each.before == said and each.kind == CHANGED:
                return CitedStanding(cited, CHANGED, f"{each.now} (kzs:{local_name(each.iri)})", said, each.how)
        return CitedStanding(cited, GONE, "", said)


def _labels(store: ox.Store) -> dict[str, str]:
    """Return the IRI of each thing and document → its English label."""
    return {
        quad.subject.value: quad.object.value
        for quad in store.quads_for_pattern(None, LABEL, None)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and quad.object.language == "en"
        and quad.subject.value.startswith((ENTITY, SOURCE))
    }


def _reworded(before: Statement, now: Statement) -> str:
    """Return in what two statements of one thing and property differ, in a word or two."""
    parts = {
        "another value": (before.object, now.object),
        "another unit": (before.text("unit"), now.text("unit")),
        "another bound": (before.text("bound"), now.text("bound")),
        "another date": (before.text("time"), now.text("time")),
        "another scope": (before.texts("scope"), now.texts("scope")),
        "another role": (before.text("role"), now.text("role")),
    }
    return "; ".join([name for name, (one, other) in parts.items() if one != other] + list(_differences(before, now)))


def _differences(before: Statement, now: Statement) -> Iterator[str]:
    """Yield in what two readings of one claim differ: rank, how sure, passages."""
    if before.rank != now.rank:
        yield f"ranked {now.rank}, before {before.rank}"
    if before.modality != now.modality:
        yield f"{now.modality}, before {before.modality}"
    old, new = ({str(each) for each in one.evidence} for one in (before, now))
    if len(new - old):
        yield f"{len(new - old)} passages more"
    if len(old - new):
        yield f"{len(old - new)} passages less"
