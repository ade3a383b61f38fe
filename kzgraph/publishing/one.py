"""The whole graph in one file of HTML: things, statements with passages, questions, an engine that answers them."""

import base64
import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kzgraph import __version__
from kzgraph.ask.words import COLUMNS, FILE
from kzgraph.documents.passage import Document
from kzgraph.errors import EnvironmentProblem, KzgraphError, UsageError
from kzgraph.exports.citation import cited_whole
from kzgraph.exports.dataset import licence_of
from kzgraph.files.paths import data_dir
from kzgraph.files.sheets import read_sheet
from kzgraph.names.search import folded_names
from kzgraph.publishing.inlining import inlined
from kzgraph.sparql.library import Parameter, Query
from kzgraph.statements.passages import quotation
from kzgraph.statements.statement import Evidence, Statement
from kzgraph.vocab import ENTITY, LANGUAGES, ONTOLOGY, PREFIXES, RDFS, SOURCE, shorten
from kzgraph.web.app import ASSETS, STATIC
from kzgraph.web.pages.entry import document
from kzgraph.web.site.site import Site
from kzgraph.web.sparql.editor import FIRST

MOST_TRIPLES = 500_000
"""Triples up to which one file holds a graph: beyond, a browser takes long to open it."""
_LICENCES = "THIRD-PARTY.txt"
_INSIDE = ("oxigraph ", "any-ascii ")
"""Packages of others that such a file carries, as the list of licences heads them."""


def one_file(site: Site, assets: Path = ASSETS) -> bytes:
    """Return the graph of *site* as one file, the passages in it where the site has the documents.

    Raises:
        UsageError: when the graph is too large for a browser.
        EnvironmentProblem: when the package was built without the engine for browsers.
    """
    if len(site.store) > MOST_TRIPLES:
        what = f"the graph has {len(site.store):,} triples; one file holds {MOST_TRIPLES:,}"
        raise UsageError(f"{what}: publish it as a folder, or serve it")
    try:
        engine = (assets / "oxigraph" / "web_bg.wasm").read_bytes()
        script = inlined(STATIC / "published" / "one.js")
        licences = (assets / _LICENCES).read_text("utf-8")
    except FileNotFoundError:
        what = "the package was built without the engine for browsers: build it again with npm at hand"
        raise EnvironmentProblem(what) from None
    style = (STATIC / "published" / "one.css").read_text("utf-8")
    data = json.dumps(_data(site), ensure_ascii=False, separators=(",", ":"))
    made = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
    page = made.get_template("one.html").render(
        title=site.profile.title,
        cited=cited_whole(site.profile),
        licence=licence_of(site.profile.licence),
        licences=_own(licences),
        version=__version__,
        data=_packed(data.encode()),
        graph=_packed(site.quads),
        engine=_packed(engine),
        style=Markup(style),  # noqa: S704 - ours, from a file of the package
        script=Markup(script),  # noqa: S704 - ours and of packages, from files
        style_digest=_digest(style),
        script_digest=_digest(script),
    )
    return page.encode()


def _packed(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def _digest(text: str) -> str:
    """Return the digest of an inline script or style, as a policy names it (W3C, CSP 3, 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _own(licences: str) -> str:
    """Return the chapters of *licences* that are of packages inside the file."""
    chapters = licences.split("=" * 78 + "\n")
    return "\n".join(chapter for chapter in chapters if chapter.startswith(_INSIDE))


def _data(site: Site) -> dict[str, Any]:
    catalogue, words = site.catalogue, _words()
    things = list(catalogue.things.values())
    places = {thing.iri: place for place, thing in enumerate(things)}
    counts = [f"{number:,} {what}" for what, number in catalogue.counts.items()]
    used = {term for quad in site.store.quads_for_pattern(None, None, None) for term in (quad.predicate, quad.object)}
    named = {term.value for term in used if isinstance(term, ox.NamedNode)} - places.keys()
    return {
        "title": site.profile.title,
        "summary": site.profile.summary,
        "counts": ", ".join(counts),
        "documents": SOURCE,
        "first": FIRST,
        "prefixes": PREFIXES,
        "labels": {iri: site.names(iri) for iri in sorted(named) if iri.startswith("https://w3id.org/kzgraph/")},
        "things": [
            {
                "iri": thing.iri,
                "label": thing.label,
                "kind": catalogue.label(ONTOLOGY + thing.kind),
                "names": [thing.labels[code] for code in LANGUAGES if code in thing.labels and code != "en"],
                "note": catalogue.text(thing.iri, RDFS + "comment"),
            }
            for thing in things
        ],
        "names": [(places[iri], *rest) for iri, *rest in folded_names(site.store) if iri in places],
        "statements": [_statement(site, each) for each in catalogue.index.all],
        "questions": [_question(query, words) for query in site.queries.values()],
    }


def _statement(site: Site, statement: Statement) -> dict[str, Any]:
    target = statement.object.value if isinstance(statement.object, ox.NamedNode) else ""
    return {
        "iri": statement.iri,
        "subject": statement.subject.value,
        "property": site.names(statement.predicate.value),
        "value": site.wording.value(statement),
        "target": target if target.startswith((ENTITY, SOURCE)) else "",
        "limits": site.wording.limits(statement, disputed=statement.id in site.catalogue.index.disputes),
        "evidence": [_passage(each, document(site, each.source)) for each in statement.evidence],
        "citation": site.citer.cite(statement.iri).text,
    }


def _passage(evidence: Evidence, copy: Document | None) -> dict[str, str]:
    try:
        quoted = quotation(copy, evidence) if copy else None
    except KzgraphError:
        quoted = None
    page = f"p. {evidence.page}, " if evidence.page else ""
    return {
        "document": evidence.source,
        "place": f"{page}characters {evidence.start:,}–{evidence.end:,}",
        "words": quoted.text if quoted else "",
        "printed": evidence.printed,
        "reason": evidence.reason,
    }


def _question(query: Query, words: dict[str, str]) -> dict[str, Any]:
    return {
        "name": query.name,
        "summary": query.summary or query.name,
        "description": query.description,
        "text": query.text,
        "words": words.get(query.name, ""),
        "parameters": [_parameter(each) for each in query.parameters],
    }


def _parameter(parameter: Parameter) -> dict[str, str]:
    return {
        "name": parameter.name,
        "kind": parameter.kind,
        "standard": shorten(parameter.default.strip("<>")),
        "example": "" if parameter.default == "UNDEF" else parameter.typed,
        "meaning": parameter.meaning,
    }


def _words() -> dict[str, str]:
    """Return the words that each question is asked by, in four languages."""
    rows = (cells for _, cells in read_sheet(data_dir("queries") / FILE, COLUMNS))
    return {row["query"]: " ".join(row[code] for code in COLUMNS[1:]) for row in rows}
