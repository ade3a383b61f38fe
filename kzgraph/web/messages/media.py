"""The forms in which the server answers: short name, media type, file suffix, the engine's writer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

import pyoxigraph as ox

from kzgraph.errors import quoted
from kzgraph.vocab import PREFIXES
from kzgraph.web.messages.negotiation import best
from kzgraph.web.messages.problem import HttpError

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


@dataclass(frozen=True, eq=False)
class MediaForm:
    """A form of an answer; ``also`` are other names that clients use for its media type."""

    name: str
    media: str
    title: str
    writer: ox.QueryResultsFormat | ox.RdfFormat | None
    also: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type as a header gives it."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


_RESULTS = ox.QueryResultsFormat
_RDF = ox.RdfFormat
HTML = MediaForm("html", "text/html", "Page", None)
TABLES = (
    MediaForm("json", "application/sparql-results+json", "JSON", _RESULTS.JSON, ("application/json",)),
    MediaForm("xml", "application/sparql-results+xml", "XML", _RESULTS.XML, ("application/xml", "text/xml")),
    MediaForm("csv", "text/csv", "CSV", _RESULTS.CSV),
    MediaForm("tsv", "text/tab-separated-values", "TSV", _RESULTS.TSV),
)
GRAPHS = (
    MediaForm("ttl", "text/turtle", "Turtle", _RDF.TURTLE, ("application/x-turtle",)),
    MediaForm("jsonld", "application/ld+json", "JSON-LD", _RDF.JSON_LD, ("application/json",)),
    MediaForm("nt", "application/n-triples", "N-Triples", _RDF.N_TRIPLES, ("text/plain",)),
    MediaForm("rdf", "application/rdf+xml", "RDF/XML", _RDF.RDF_XML, ("application/xml", "text/xml")),
)


_NOT_XML = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]"
    rb"|&#((?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]))|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]));",
    re.IGNORECASE,
)
"""Bytes in UTF-8, or references, of characters that XML 1.0 excludes."""


def choose(accept: str, forms: tuple[MediaForm, ...], *, wanted: str = "") -> MediaForm:
    """Return the form that is *wanted* by name, else the one that *accept* likes best.

    Raises:
        HttpError: 406 with what is on offer, when none is acceptable.
    """
    for form in forms:
        if form.name == wanted:
            return form
    named = _names(forms)
    media = best(accept, tuple(named))
    if media is None:
        offered = ", ".join(form.media for form in forms)
        raise HttpError(406, f"none of the media types in Accept is on offer; there are {offered}")
    return named[media]


@cache
def _names(forms: tuple[MediaForm, ...]) -> dict[str, MediaForm]:
    named = {form.media: form for form in forms}
    for form in forms:
        for other in form.also:
            named.setdefault(other, form)
    return named


def by_suffix(suffix: str) -> MediaForm:
    """Return the form of RDF that files with *suffix* hold.

    Raises:
        HttpError: 404 for any other suffix.
    """
    for form in GRAPHS:
        if form.name == suffix:
            return form
    raise HttpError(404, f"no data in the form {quoted(suffix)}; there are {', '.join(form.name for form in GRAPHS)}")


def written(triples: Iterator[ox.Triple] | list[ox.Triple], form: MediaForm) -> bytes:
    """Return *triples* in a form of RDF, each once, with our prefixes."""
    return serialized(in_order(triples), form)


def in_order(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return *triples*, each once, in the order of their lines of N-Triples."""
    return sorted(set(triples), key=str)


def serialized(ordered: list[ox.Triple], form: MediaForm) -> bytes:
    """Return triples in a form of RDF as they come, with our prefixes."""
    return checked(cast(bytes, ox.serialize(ordered, format=cast(ox.RdfFormat, form.writer), prefixes=PREFIXES)), form)


def checked(content: bytes, form: MediaForm) -> bytes:
    """Return *content*, once it is sure that its form can hold its characters.

    Raises:
        HttpError: 406, when the form is XML and the answer has characters that XML 1.0 (2.2) excludes.
    """
    if form.media.endswith("xml") and (found := _NOT_XML.search(content)):
        char = found[1] or found[0]
        what = f"U+{ord(char.decode()):04X}" if found[1] is None else f"&#{char.decode()};"
        raise HttpError(406, f"the answer holds the character {what}, which XML has no way to write; ask for JSON")
    return content
