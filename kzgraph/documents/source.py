"""The documents: what is recorded of each, and the reader's own copy of its text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kzgraph.errors import InputError, Problem, quoted, shown
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_text
from kzgraph.rdf import Term, by_subject, iris_of, line_of, read_triples, text_of
from kzgraph.vocab import DCTERMS, ONTOLOGY, RDFS, SLUG, SOURCE, shorten

_EXTENSIONS = r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
LANGUAGE_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    rf"(?:-(?:[a-z0-9]{{5,8}}|[0-9][a-z0-9]{{3}}))*{_EXTENSIONS}|x(?:-[a-z0-9]{{1,8}})+",
    re.IGNORECASE,
)
"""A language tag of BCP 47 (RFC 5646, 2.1), but for those that are grandfathered."""
_FORMS = {
    "textSha256": re.compile(r"[0-9a-f]{64}"),
    "codePoints": re.compile(r"[1-9][0-9]{0,8}"),
    "fileName": re.compile(r"[^/\\]+"),
}
"""What each document must record once, and in what form."""


@dataclass(frozen=True)
class Source:
    """A document: its id, its citation, the SHA-256 and length (code points) of the text that offsets refer to.

    ``media`` is the type of that text: ``text/csv`` for a table; ``pages`` says where each page of the file begins;
    ``replaces`` is the id of the edition that it takes the place of.
    """

    id: str
    label: str
    citation: str
    sha256: str
    code_points: int
    file_name: str
    triples: tuple[ox.Triple, ...] = ()
    media: str = "text/plain"
    pages: tuple[int, ...] = ()
    replaces: str = ""

    def page_at(self, place: int) -> int:
        """Return the number of the page of the file on which *place* lies; 0 where no pages are known."""
        return bisect_right(self.pages, place)


def read_sources(path: Path) -> dict[str, Source]:
    """Return the documents described in ``sources.ttl``, id → source.

    Raises:
        InputError: when a document lacks its label, SHA-256, length or file name, or has the text of another.
    """
    triples, text = read_triples(path), read_text(path)
    described = by_subject(triples)
    problems = [
        Problem(f"{shown(shorten(iri))} {what}", mend, name_of(path), line_of(text, iri))
        for iri, facts in described.items()
        for what, mend in _faults(iri, facts)
    ]
    if problems:
        raise InputError(problems)
    sources = {iri.removeprefix(SOURCE): _source(iri, facts, triples) for iri, facts in described.items()}
    texts = {source.sha256: source.id for source in sources.values()}
    problems = [
        Problem(f"{source.id} has the text of {texts[source.sha256]}", "keep one of the two", name_of(path))
        for source in sources.values()
        if texts[source.sha256] != source.id
    ]
    problems += [
        Problem(
            f"{source.id} replaces itself, or {quoted(source.replaces)}, which is none",
            "name one older edition",
            name_of(path),
        )
        for source in sources.values()
        if sources[editions(sources, source.id)[-1]].replaces
    ]
    if problems:
        raise InputError(problems)
    return sources


def editions(sources: Mapping[str, Source], name: str) -> list[str]:
    """Return *name* and the editions that it replaces, the newest first; in a circle each once.

    >>> editions({}, "report")
    ['report']
    """
    found = [name]
    while (known := sources.get(found[-1])) and known.replaces in sources.keys() - set(found):
        found.append(known.replaces)
    return found


def _faults(iri: str, facts: dict[str, list[Term]]) -> Iterator[tuple[str, str]]:
    if not iri.startswith(SOURCE) or not SLUG.fullmatch(iri.removeprefix(SOURCE)):
        yield "is no document id", "write kzd: and a slug of a-z, 0-9 and single hyphens"
    for name, form in _FORMS.items():
        values = text_of(facts[ONTOLOGY + name])
        if len(values) != 1:
            yield f"lacks one kzo:{name}", "add it, once"
        elif not form.fullmatch(values[0]):
            yield f"has the kzo:{name} {quoted(values[0])}", "take it from the plain text"
    for starts in text_of(facts[ONTOLOGY + "pageStarts"]):
        found = [int(start) for start in starts.split() if start.isdecimal()]
        if len(found) < len(starts.split()) or found[:1] != [0] or found != sorted(found):
            yield "has starts of pages that are none", "write code points from 0 on, separated by spaces"
    for tag in text_of(facts[DCTERMS + "language"]):
        if not LANGUAGE_TAG.fullmatch(tag):
            yield f"has the language {quoted(tag)}", "write a tag of BCP 47: en, kk, ru, zh-Hans"
    if not text_of(facts[RDFS + "label"], "en"):
        yield "lacks a label", 'add rdfs:label "…"@en'


def _source(iri: str, facts: dict[str, list[Term]], triples: Iterable[ox.Triple]) -> Source:
    label = text_of(facts[RDFS + "label"], "en")[0]
    return Source(
        id=iri.removeprefix(SOURCE),
        label=label,
        citation=" ".join(text_of(facts[DCTERMS + "bibliographicCitation"])) or label,
        sha256=text_of(facts[ONTOLOGY + "textSha256"])[0],
        code_points=int(text_of(facts[ONTOLOGY + "codePoints"])[0]),
        file_name=text_of(facts[ONTOLOGY + "fileName"])[0],
        pages=tuple(map(int, "".join(text_of(facts[ONTOLOGY + "pageStarts"])).split())),
        replaces="".join(iris_of(facts[DCTERMS + "replaces"])).removeprefix(SOURCE),
        media="".join(text_of(facts[DCTERMS + "format"])) or "text/plain",
        triples=tuple(triple for triple in triples if triple.subject == ox.NamedNode(iri)),
    )
