"""A thing and its statements as lines of text for a terminal."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

import pyoxigraph as ox

from kzgraph.cli.runnable import command_line
from kzgraph.errors import UsageError, quoted, shown
from kzgraph.sparql.engine import ask
from kzgraph.statements.grouping import Grouping
from kzgraph.statements.index import Dispute, disputes
from kzgraph.statements.names import Names
from kzgraph.statements.reading import statements_about
from kzgraph.statements.statement import Evidence, Statement
from kzgraph.statements.things import Things
from kzgraph.statements.wording import NOT_STATED, Wording
from kzgraph.vocab import LANGUAGES, ONTOLOGY, RDFS, SKOS, STATEMENT, shorten


def _literals(store: ox.Store, iri: str, predicate: str) -> list[ox.Literal]:
    quads = store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(predicate), None)
    return [quad.object for quad in quads if isinstance(quad.object, ox.Literal)]


def heading(store: ox.Store, iri: str) -> Iterator[str]:
    """Yield the lines that say what *iri* is: its label, class, names in other languages, note."""
    names = Names(store)
    yield f"{shown(names(iri))}"
    kinds = [row[0].value for row in ask(store, _NARROWEST % ox.NamedNode(iri)).rows if row[0] is not None]  # type: ignore[union-attr]
    yield f"  {', '.join(names(kind) for kind in kinds)} · {iri}"
    labels = {each.language: each.value for each in _literals(store, iri, RDFS + "label")}
    others = [f"{language}: {shown(labels[language])}" for language in LANGUAGES[1:] if language in labels]
    if others:
        yield f"  {'   '.join(others)}"
    translated = [f"{each.language}: {shown(each.value)}" for each in _literals(store, iri, ONTOLOGY + "translated")]
    if translated:
        yield f"  translated by us: {'   '.join(sorted(translated))}"
    aliases = sorted({each.value for each in _literals(store, iri, SKOS + "altLabel")})
    if aliases:
        yield f"  also: {'; '.join(shown(alias) for alias in aliases)}"
    things = Things(store)
    for relation in things.relations(iri):
        yield f"  belongs to: {shown(names(relation))}"
    for which, found in (("broader", things.broader(iri)), ("narrower", things.narrower(iri))):
        if found:
            yield f"  {which}: {'; '.join(shown(names(each)) for each in found)}"
    for note in _literals(store, iri, RDFS + "comment"):
        yield f"  note: {shown(note.value)}"


_NARROWEST = """
SELECT ?kind WHERE {
  VALUES ?thing { %s }
  ?thing a ?kind . FILTER(STRSTARTS(STR(?kind), "https://w3id.org/kzgraph/ontology#"))
  FILTER NOT EXISTS { ?thing a ?lower . ?lower rdfs:subClassOf ?kind . FILTER(?lower != ?kind) }
} ORDER BY ?kind
"""


def called(store: ox.Store, name: str) -> str:
    """Return the IRI of *name*, or an error that suggests what it may be called."""
    from kzgraph.statements.things import thing_iri

    iri = thing_iri(store, name.removeprefix("kzr:").removeprefix("kzd:"))
    if iri is None:
        from kzgraph.names.search import search as find

        short = name.removeprefix("kzs:").removeprefix(STATEMENT)
        if thing_iri(store, STATEMENT + short):
            raise UsageError(f"{shown(name)} is a statement; `kzgraph evidence {short}` shows it")
        hits = find(store, name.replace("-", " "), most=3)
        ids = ", ".join(shorten(hit.iri).partition(":")[2] for hit in hits)
        raise UsageError(
            f"nothing is called {quoted(name)}; " + (f"did you mean {ids}?" if ids else "try `kzgraph search TEXT`")
        )
    return iri


def place(evidence: Evidence, names: Names) -> str:
    """Return where a passage stands: document, offsets, and whose word it is."""
    said = f", stated by {', '.join(map(names, evidence.stated_by))}" if evidence.stated_by else ""
    cited = f", citing {', '.join(map(names, evidence.cites))}" if evidence.cites else ""
    page = f" p. {evidence.page}," if evidence.page else ""
    return f"{evidence.document}{page} {evidence.start}–{evidence.end}{said}{cited}"


def line(each: Statement, words: Wording) -> str:
    """Return one statement as a line: subject, property, value, limits, id."""
    return f"{shown(words.sentence(each))}   kzs:{each.id}"


def lines(found: list[Statement], iri: str, store: ox.Store, words: Wording, *, folded: bool) -> Iterator[str]:
    """Yield the statements in groups, within them by property, each with its places.

    Of a statement about another thing the title is a sentence with a gap, which the lines below fill, told from where
    *iri* stands: China is a party to ….

    Args:
        found: the statements.
        iri: what is shown.
        store: the graph.
        words: puts statements into words.
        folded: whether of views and publications only their number is told.
    """
    against = disputes(store)
    own = [each for each in found if each.subject.value == iri]
    naming = [each for each in found if each.subject.value != iri]
    grouping = Grouping(store, words.names, partial(_saying, store))
    for group in grouping.grouped(iri, own, naming):
        if folded and group.folded:
            yield f"\n{group.heading.upper()}: {group.number}; --all shows them"
            continue
        yield f"\n{group.heading.upper()}"
        members = (statement for claims in group.claims for _, statement in claims.statements)
        for title, some in _by_title(members, iri, words).items():
            yield from _titled(title, some, iri, against, words)
    silences = [each for each in own if each.object is None]
    if silences:
        yield f"\n{NOT_STATED.upper()}"
    for title, some in _by_title(silences, iri, words).items():
        yield from _titled(title, some, iri, against, words)


def _by_title(found: Iterable[Statement], iri: str, words: Wording) -> dict[str, list[Statement]]:
    titles: dict[str, list[Statement]] = defaultdict(list)
    for each in found:
        titles[_title(each, iri, words)].append(each)
    return titles


def _titled(
    title: str, members: Iterable[Statement], iri: str, against: Mapping[str, list[Dispute]], words: Wording
) -> Iterator[str]:
    yield shown(title)
    for each in members:
        disputed = each.id in against
        told = words.said(each, disputed=disputed)
        if _names_as_object(each, iri):
            told = " ".join((words.names(each.subject.value), *_bracketed(words.limits(each, disputed=disputed))))
        yield f"  {shown(told)}   kzs:{each.id}"
        yield from _places(each, against.get(each.id, []), words.names)


def _saying(store: ox.Store, subject: str, *properties: str) -> list[Statement]:
    return [each for each in statements_about(store, subject, naming=False) if each.property_name in properties]


def belonging(store: ox.Store, iri: str) -> Iterator[str]:
    """Yield the entities that belong to the bilateral relation *iri*, under their classes."""
    things, names = Things(store), Names(store)
    found: dict[str, list[str]] = defaultdict(list)
    figures = 0
    for each in things.belonging(iri):
        if each.startswith(STATEMENT):
            figures += 1
        else:
            aside = " (only planned)" if things.is_only_planned(each) else ""
            found[things.kind(each)].append(f"  {shown(names(each))}{aside}   {shorten(each)}")
    for kind, members in sorted(found.items()):
        yield f"\nbelongs to it, by rule · {names(ONTOLOGY + kind)}"
        yield from sorted(members)
    if figures:
        yield f"\nbelong to it, by rule · {figures} figures: {command_line('kzgraph query statistics')}"


def _bracketed(limits: list[str]) -> list[str]:
    return [f"({'; '.join(limits)})"] if limits else []


def _names_as_object(each: Statement, iri: str) -> bool:
    return each.subject.value != iri and each.object is not None and each.object.value == iri


def _title(each: Statement, iri: str, words: Wording) -> str:
    verb = words.names(each.predicate.value)
    if each.subject.value == iri:
        return verb
    if not _names_as_object(each, iri):
        return f"{words.names(each.subject.value)} · {verb} · …"
    inverse = words.names.inverse(each.predicate.value)
    return f"{words.names(iri)} {inverse} …" if inverse else f"… · {verb} · {words.names(iri)}"


def _places(each: Statement, against: list[Dispute], names: Names) -> Iterator[str]:
    for evidence in each.evidence:
        yield f"      said in {shown(place(evidence, names))}"
        yield from reading(evidence)
    for other in sorted(side for dispute in against for side in dispute.sides - {each.id}):
        yield f"      disputed by kzs:{other}"
    for whole in each.wholes:
        yield f"      part of kzs:{whole}"


def reading(evidence: Evidence) -> Iterator[str]:
    """Yield what is printed there, where the reading differs, and why it is read so."""
    if evidence.printed:
        yield f"      printed as: {shown(evidence.printed)}"
    if evidence.reason:
        yield f"      read so because: {shown(evidence.reason)}"
