"""A thing and its statements as lines of text for a terminal."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kzgraph.errors import KzgraphError, shown
from kzgraph.sparql.engine import ask
from kzgraph.statements.dossier import Evidence, Stated
from kzgraph.statements.names import Names
from kzgraph.statements.wording import qualifiers, value
from kzgraph.vocab import LANGUAGES, RDFS, SKOS, SOURCE, local_name


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
    aliases = sorted({each.value for each in _literals(store, iri, SKOS + "altLabel")})
    if aliases:
        yield f"  also: {'; '.join(shown(alias) for alias in aliases)}"
    for note in _literals(store, iri, RDFS + "comment"):
        yield f"  note: {shown(note.value)}"


_NARROWEST = """
SELECT ?kind WHERE {
  VALUES ?thing { %s }
  ?thing a ?kind . FILTER(STRSTARTS(STR(?kind), "https://w3id.org/kzgraph/ontology#"))
  FILTER NOT EXISTS { ?thing a ?lower . ?lower rdfs:subClassOf ?kind . FILTER(?lower != ?kind) }
} ORDER BY ?kind
"""


def place(evidence: Evidence) -> str:
    """Return where a passage stands: document, offsets, and whose word it is."""
    said = f", stated by {evidence.stated_by}" if evidence.stated_by else ""
    cited = f", citing {evidence.cites}" if evidence.cites else ""
    return f"{evidence.source} {evidence.start}–{evidence.end}{said}{cited}"


def claim(each: Stated, names: Names) -> str:
    """Return one statement as a line: subject, property, value, qualifiers, id."""
    subject, verb = shown(names(each.subject.value)), names(each.predicate)
    return f"{subject} · {verb} · {shown(value(each, names))}{qualifiers(each)}   kzs:{each.id}"


def lines(found: list[Stated], iri: str, names: Names) -> Iterator[str]:
    """Yield the statements grouped by property, each with its places.

    Of a statement about another thing the title is a sentence with a gap, which the lines below fill:
    a property's label is a noun or a verb, and no wording turns each of them around.
    """
    groups: dict[str, list[Stated]] = defaultdict(list)
    for each in found:
        groups[_title(each, iri, names)].append(each)
    for title, members in groups.items():
        yield f"\n{shown(title)}"
        for each in members:
            filled = names(each.subject.value) if _names_as_object(each, iri) else value(each, names)
            yield f"  {shown(filled)}{qualifiers(each)}   kzs:{each.id}"
            yield from _places(each)


def _names_as_object(each: Stated, iri: str) -> bool:
    return each.subject.value != iri and each.object is not None and each.object.value == iri


def _title(each: Stated, iri: str, names: Names) -> str:
    if each.subject.value == iri:
        return names(each.predicate)
    subject, value = ("…", names(iri)) if _names_as_object(each, iri) else (names(each.subject.value), "…")
    return f"{subject} · {names(each.predicate)} · {value}"


def _places(each: Stated) -> Iterator[str]:
    for evidence in each.evidence:
        yield f"      said in {shown(place(evidence))}"
        yield from _reading(evidence)
    for other in each.disputed_by:
        yield f"      disputed by kzs:{other}"
    for whole in each.included_in:
        yield f"      part of kzs:{whole}"


def _reading(evidence: Evidence) -> Iterator[str]:
    if evidence.printed:
        yield f"      printed as: {shown(evidence.printed)}"
    if evidence.reason:
        yield f"      read so because: {shown(evidence.reason)}"


def passages(store: ox.Store, each: Stated, folder: Path | None) -> Iterator[str]:
    """Yield the passages of a statement, from the reader's copies in *folder*; else where to find them."""
    from kzgraph.documents.copy import read_copy
    from kzgraph.documents.passage import Document
    from kzgraph.documents.source import Source

    for evidence in each.evidence:
        yield f"  {shown(place(evidence))}, fingerprint {evidence.fingerprint}"
        yield from _reading(evidence)
        if folder is None:
            continue
        facts = {
            local_name(quad.predicate.value): quad.object.value  # type: ignore[union-attr]
            for quad in store.quads_for_pattern(ox.NamedNode(SOURCE + evidence.source), None, None)
        }
        source = Source(evidence.source, "", "", facts["textSha256"], int(facts["codePoints"]), facts["fileName"])
        try:
            document = Document(read_copy(source, folder))
        except KzgraphError as error:
            yield f"    (cannot be shown: {shown(error)})"
            continue
        found = document.passage((evidence.start, evidence.end), evidence.fingerprint)
        yield f"    “{shown(' '.join(found.text.split()))}”" if found else "    (not found in your copy)"
        for span in evidence.via if document.copy.exact else ():
            mention = " ".join(document.copy.text[slice(*span)].split())
            yield f"    via {span[0]}–{span[1]}: “{shown(mention)}”"
