"""A graph on conditions: only what statements of a wanted modality, kind of source, date or number of origins say.

An answer is made sound by asking a smaller graph, never by rewriting the question:
what remains is what would have been built from the passages and statements that meet the conditions.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from kzgraph.errors import UsageError, quoted
from kzgraph.rdf import TYPE
from kzgraph.statements.reading import facts_of, statements
from kzgraph.statements.statement import Statement
from kzgraph.vocab import ACCEPTED_MODALITIES, CODE, ONTOLOGY, OWL, PROV, RDFS, SOURCE, local_name


@dataclass(frozen=True)
class Conditions:
    """What a statement and its passages must meet.

    What a document leaves out is no claim that could be weak: a silence counts among what is accepted, so that no
    answer takes "not stated" for "nothing was recorded".

    Args:
        modalities: the modalities that count; empty for all.
        accepted: only what holds as a fact: stated, not deprecated, asserted or reported, no mere bound, not over.
        min_sources: how many independent origins a statement needs at the least: the works cited for it,
            or the document itself where it cites none.
        source_types: classes of documents (``ScholarlyArticle``) whose passages count; empty for all.
        as_known: only what documents certainly published by the end of this day say.
    """

    modalities: frozenset[str] = frozenset()
    accepted: bool = False
    min_sources: int = 1
    source_types: frozenset[str] = frozenset()
    as_known: date | None = None

    def __bool__(self) -> bool:
        return self != Conditions()

    def met_by(self, statement: Statement) -> bool:
        """Say whether *statement*, with the passages that are left to it, counts."""
        if not statement.evidence:
            return False
        if self.modalities and statement.modality not in self.modalities:
            return False
        silent = statement.object is None and statement.rank != "deprecated"
        is_sure = statement.accepted or (silent and statement.modality in ACCEPTED_MODALITIES)
        return (is_sure or not self.accepted) and len(statement.origins) >= self.min_sources


@dataclass(frozen=True)
class Trusted:
    """The smaller graph; how many statements of how many count, silences apart; why documents do not."""

    store: ox.Store
    kept: int
    total: int
    left_out: tuple[str, ...] = ()


def published(document: str, found: Iterable[Statement]) -> date | None:
    """Return the last day on which *document* (an IRI) may have been published; ``None`` where no source says."""
    days = [
        statement.day("latest")
        for statement in found
        if statement.subject.value == document
        and statement.property_name == "published"
        and statement.rank != "deprecated"
    ]
    return max((day for day in days if day), default=None)


def _unfit(store: ox.Store, found: list[Statement], conditions: Conditions) -> dict[str, str]:
    """Return the documents that do not count, each with the reason."""
    unfit = {}
    for document in sorted(_members(store, "Source")):
        name, wanted, until = document.removeprefix(SOURCE), conditions.source_types, conditions.as_known
        kinds = {local_name(term.value) for term in facts_of(store, document)[TYPE.value]}
        day = published(document, found) if until else None
        if wanted and not kinds & wanted:
            unfit[document] = f"{name} is no {' or '.join(sorted(wanted))}"
        elif until and day is None:
            unfit[document] = f"{name} has no date of publication, so nothing says that it was known by {until}"
        elif until and day and day > until:
            unfit[document] = f"{name} may have been published as late as {day}, after {until}"
    return unfit


def _check_source_types(store: ox.Store, wanted: frozenset[str]) -> None:
    documents = _members(store, "Source")
    known = {local_name(term.value) for document in documents for term in facts_of(store, document)[TYPE.value]}
    for name in sorted(wanted - known):
        there = ", ".join(sorted(known - {"Entity"})) or "no documents"
        raise UsageError(f"no document is of class {quoted(name)}; there are {there}")


def _members(store: ox.Store, kind: str) -> set[str]:
    quads = store.quads_for_pattern(None, TYPE, ox.NamedNode(ONTOLOGY + kind))
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}


def _parents(store: ox.Store) -> dict[str, set[str]]:
    """Return each property with all that it is a subproperty of, itself included."""
    direct: dict[str, set[str]] = defaultdict(set)
    for quad in store.quads_for_pattern(None, ox.NamedNode(RDFS + "subPropertyOf"), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            direct[quad.subject.value].add(quad.object.value)
    reached: dict[str, set[str]] = {}
    for name in direct:
        reached[name], waiting = {name}, [name]
        while waiting:
            new = direct.get(waiting.pop(), set()) - reached[name]
            reached[name] |= new
            waiting.extend(new)
    return reached


_Key = tuple[str, str, str]


def _spoken(found: Iterable[Statement], parents: dict[str, set[str]]) -> set[_Key]:
    """Return the simple triples that *found* make, also under the superproperties."""
    return {
        (statement.subject.value, name, str(statement.object))
        for statement in found
        if statement.object is not None
        for name in parents.get(statement.predicate.value, {statement.predicate.value})
    }


def trusted(store: ox.Store, conditions: Conditions) -> Trusted:
    """Return the part of *store* that meets *conditions*; the ontology and the code lists stay whole.

    Gone are: passages of documents that do not count; statements that then have none, or do not qualify;
    their observations and disputes; simple triples that no remaining accepted statement makes;
    entities and documents that only lost statements spoke of.  A statement whose strongest passage
    is gone has the modality of the strongest that is left.

    Raises:
        UsageError: when no document is of a class that the conditions name.
    """
    _check_source_types(store, conditions.source_types)
    before = statements(store)
    left_out = _unfit(store, before, conditions)
    after = {}
    for statement in before:
        rest = statement.resting_on(passage for passage in statement.evidence if passage.source not in left_out)
        if conditions.met_by(rest):
            after[statement.iri] = rest
    smaller = ox.Store()
    smaller.bulk_extend(_remaining(store, before, after, set(left_out)))
    kept = sum(statement.object is not None for statement in after.values())
    return Trusted(smaller, kept, len(before), tuple(left_out.values()))


def _gone(store: ox.Store, before: list[Statement], after: dict[str, Statement], left_out: set[str]) -> set[str]:
    """Return the nodes that go with the lost statements."""
    lost = {statement.iri for statement in before} - after.keys()
    passages = [passage for statement in after.values() for passage in statement.evidence]
    gone = {passage.iri for statement in before for passage in statement.evidence} - {
        passage.iri for passage in passages
    }
    spoken_of = {name for statement in after.values() for name in statement.mentions}
    spoken_of.update(name for each in passages for name in (each.source, *each.cites, *each.stated_by))
    once = {name for statement in before for name in statement.mentions}
    once.update(name for statement in before for each in statement.evidence for name in (*each.cites, *each.stated_by))
    for name in lost:
        for predicate in ("fromStatement", "disputes"):
            for quad in store.quads_for_pattern(None, ox.NamedNode(ONTOLOGY + predicate), ox.NamedNode(name)):
                gone.add(quad.subject.value)  # type: ignore[union-attr]
    gone |= lost | (left_out - spoken_of) | ((once - spoken_of) & _members(store, "Entity"))
    links = store.quads_for_pattern(None, ox.NamedNode(OWL + "annotatedSource"), None)
    return gone | {quad.subject.value for quad in links if quad.object.value in gone}  # type: ignore[union-attr]


def _remaining(
    store: ox.Store, before: list[Statement], after: dict[str, Statement], left_out: set[str]
) -> Iterator[ox.Quad]:
    gone, parents = _gone(store, before, after, left_out), _parents(store)
    unsupported = _spoken(before, parents) - _spoken((each for each in after.values() if each.accepted), parents)
    for quad in store:
        subject, predicate, term = quad.subject.value, quad.predicate.value, quad.object
        if subject in gone or subject.partition("#")[0] in gone:
            continue
        if isinstance(term, ox.NamedNode) and term.value in gone:
            continue
        if (subject, predicate, str(term)) in unsupported:
            continue
        statement = after.get(subject) or after.get(subject.replace("/observation/", "/statement/"))
        derived = predicate == PROV + "wasDerivedFrom" and isinstance(term, ox.NamedNode)
        if statement and derived and term.value.removeprefix(SOURCE) not in statement.sources:
            continue
        if statement and predicate == ONTOLOGY + "modality":
            yield ox.Quad(quad.subject, quad.predicate, ox.NamedNode(CODE + statement.modality))
        else:
            yield quad
