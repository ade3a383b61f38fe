"""A graph at its beginning: a folder that builds, checks, draws and serves at once, with one document to learn by."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kzgraph.curation.registering import NewEntity, codes_of_new, registry_bytes
from kzgraph.curation.rows import COLUMNS
from kzgraph.files.paths import data_dir
from kzgraph.files.sheets import sheet_bytes
from kzgraph.files.writing import made_whole, put_into
from kzgraph.links.schemes import codes_bytes
from kzgraph.text.words import fingerprint

_EXAMPLE: Final = "first-document"
_CARRYING_NOTHING: Final = ("start", "end", "reason", "note", "fingerprint")
_SOURCES_HEAD: Final = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kzd: <https://w3id.org/kzgraph/source/> .
@prefix kzo: <https://w3id.org/kzgraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
"""


def begin(folder: Path, title: str, sides: Sequence[NewEntity]) -> None:
    """Make *folder*, whole or not at all.

    Raises:
        UsageError: when it is there already and holds something, or the folder above it is not there.
        EnvironmentProblem: when the machine does not let us.
    """
    with made_whole(folder) as made:
        put_into(made, _files(title, sides).items())


def _files(title: str, sides: Sequence[NewEntity]) -> dict[str, bytes]:
    """Return the files of the folder: path in it → content."""
    names = " and ".join(side.labels["en"] for side in sides)
    heading = f"{names}: a first document"
    text = f"{heading}\n\nThis text was written to be replaced. It names the countries and says nothing of them.\n"
    texts = {
        "graph.toml": _profile(title, names, sides),
        "README.md": _readme(title),
        "sources.ttl": _SOURCES_HEAD + _record(heading, text),
        f"documents/{_EXAMPLE}.txt": text,
    }
    tables = {
        f"statements/{_EXAMPLE}.csv": sheet_bytes(COLUMNS, [_row(side, heading) for side in sides]),
        f"coverage/{_EXAMPLE}.csv": sheet_bytes(_CARRYING_NOTHING, [_boilerplate(text, len(heading) + 2)]),
    }
    return {name: content.encode() for name, content in texts.items()} | tables | _registry(sides)


def _profile(title: str, names: str, sides: Sequence[NewEntity]) -> str:
    ids = ", ".join(str(ox.Literal(side.id)) for side in sides)
    summary = f"Relations of {names}. Every statement leads to the passage of a source that says it."
    return (
        "# What this graph says of itself: every face takes it from here.\n\n"
        f"title = {ox.Literal(title)}\nsummary = {ox.Literal(summary)}\n\n"
        f"# Countries of the registry; the first two are drawn as the two sides.\nsides = [{ids}]\n\n"
        "# Whose the graph is: what is not stated here, no face states. Take away the # of what you know.\n"
        '# publisher = "…"\n# licence = "https://creativecommons.org/licenses/by/4.0/"\n'
        '# issued = "YYYY-MM-DD"\n# version = "…"\n# contact = "someone@example.org"\n'
    )


def _record(heading: str, text: str) -> str:
    return (
        f"\nkzd:{_EXAMPLE} a schema:CreativeWork ;\n"
        f"    rdfs:label {ox.Literal(heading, language='en')} ;\n"
        f"    dcterms:bibliographicCitation {ox.Literal(heading)} ;\n"
        '    dcterms:language "en" ;\n'
        '    dcterms:provenance "Written when the folder was made, to be replaced"@en ;\n'
        f'    kzo:fileName "{_EXAMPLE}.txt" ;\n'
        f"    kzo:codePoints {len(text)} ;\n"
        f'    kzo:textSha256 "{hashlib.sha256(text.encode()).hexdigest()}" .\n'
    )


def _row(side: NewEntity, heading: str) -> list[str]:
    cells = {
        "subject": _EXAMPLE,
        "property": "about",
        "object": side.id,
        "modality": "asserted",
        "rank": "normal",
        "source": _EXAMPLE,
        "start": "0",
        "end": str(len(heading)),
        "fingerprint": fingerprint(heading),
    }
    return [cells.get(column, "") for column in COLUMNS]


def _registry(sides: Sequence[NewEntity]) -> dict[str, bytes]:
    """Return the registry of the countries, the schemes of the packaged graph, and the codes that each has in them."""
    content = None
    for side in sides:
        content = registry_bytes(content, side)
    return {
        "entities/countries.ttl": content or b"",
        "links/schemes.csv": (data_dir("graph") / "links" / "schemes.csv").read_bytes(),
        "links/codes.csv": codes_bytes(codes_of_new(sides)),
    }


def _boilerplate(text: str, start: int) -> list[str]:
    rest = text[start:].rstrip()
    return [str(start), str(start + len(rest)), "boilerplate", "of every new graph", fingerprint(rest)]


def _readme(title: str) -> str:
    return f"""# {title}

A graph in which every statement leads to the passage that says it. In this folder:

| | |
|---|---|
| `graph.toml` | what the graph is called, and the countries whose relations it holds |
| `entities/` | what there is: countries, companies, projects, people (Turtle) |
| `sources.ttl`, `documents/` | the documents, and your copies of their texts |
| `statements/` | one table a document, one row for each claim and passage |
| `links/` | what things are elsewhere: codes of countries, addresses in other datasets |
| `coverage/` | what of a document carries nothing that could be stated |

Run these beside this folder (`DIR` is its name):

    kzgraph build --graph DIR
    kzgraph check --graph DIR --sources DIR/documents
    kzgraph draw --graph DIR -o network.html
    kzgraph serve --graph DIR --sources DIR/documents

Two more files may join: `relations.csv` (left, relation, right, reason: which statements contradict each other)
and `identity.csv` (left, decision, right, reason: which things are one).

Then take in a document of your own, and state what it says:

    kzgraph source add FILE --id my-source --label "…" --graph DIR --sources DIR/documents
    kzgraph source text my-source --graph DIR --sources DIR/documents
    kzgraph locate my-source "first words" --to "last words" --graph DIR --sources DIR/documents
    kzgraph tidy --graph DIR --sources DIR/documents
"""
