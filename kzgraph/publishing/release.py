"""A release of a graph, to deposit and to cite: graph, tables, questions, and who made what on what terms."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kzgraph.errors import Problem, UsageError
from kzgraph.exports.data import Data, data_of
from kzgraph.exports.forms import FORMS
from kzgraph.exports.nanopublication import NP, nanopublished
from kzgraph.files.paths import data_dir, name_of
from kzgraph.panel import UNITS, csv_bytes, panel
from kzgraph.panel.codebook import codebook_csv, csvw_bytes
from kzgraph.profile import Profile
from kzgraph.publishing.crate import METADATA, ReleaseFile, crate_bytes
from kzgraph.publishing.deposit import citation_file, data_paper, datacite
from kzgraph.rdf import by_subject, iris_of, read_triples
from kzgraph.sparql.opening import vocabulary
from kzgraph.vocab import BASE, DCTERMS, PREFIXES
from kzgraph.web.linked.resources import described
from kzgraph.web.site.site import Site

SUMS: Final = "SHA256SUMS"
_NEEDED = ("publisher", "licence", "issued", "version")
_CODE = "https://spdx.org/licenses/MIT"
"""The licence of the questions, which are part of the program."""
_GRAPHS = ("turtle", "nquads", "jsonld", "void")
_TABLES = {"statements": "*.csv", "entities": "*.ttl", "links": "*", "coverage": "*.csv"}
_MEDIA = {
    ".csv": "text/csv",
    ".ttl": "text/turtle",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".rq": "application/sparql-query",
    ".tsv": "text/tab-separated-values",
    ".md": "text/markdown",
    ".cff": "application/yaml",
    ".toml": "application/toml",
}


def release(site: Site, folder: Path | None) -> list[tuple[str, bytes]]:
    """Return the files of a release: path and content, the same for the same graph.

    Args:
        site: the graph, with what is worked out from it.
        folder: the folder that it was built from, where it is at hand: its tables are taken along.

    Raises:
        UsageError: when the graph does not state who answers for it, on what terms, and when.
    """
    profile = site.profile
    missing = [name for name in _NEEDED if not getattr(profile, name)]
    if missing:
        what = f"the graph does not state its {', '.join(missing)}: a release that nobody may use or cite helps nobody"
        raise UsageError(f"{what}; write them into graph.toml and build again")
    data = data_of(site.store, without=vocabulary())
    files = [*_graphs(data, profile), *_ontology(), *_questions(), *_panels(site, profile)]
    files += _tables(folder, profile) if folder else []
    files.append(_nanopublications(site))
    files += _told(site)
    documents = [(thing.iri, thing.label) for thing in site.catalogue.documents]
    found = [(file.name, file.content) for file in files]
    found.append((METADATA, crate_bytes(profile, files, documents)))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(found))
    return [*found, (SUMS, sums.encode())]


def tampered(folder: Path) -> list[Problem]:
    """Return what in the release in *folder* is not as its checksums say.

    Raises:
        UsageError: when there are no checksums.
    """
    path = folder / SUMS
    if not path.is_file():
        raise UsageError(f"{name_of(folder)}: holds no {SUMS}; name the folder of a release")
    problems, listed = [], set()
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
        found = re.fullmatch(r"([0-9a-f]{64})  ([^/\0][^\0]*)", line)
        if not found or ".." in Path(found[2]).parts:
            problems.append(Problem("is no checksum", "take the release anew", SUMS, number))
            continue
        listed.add(found[2])
        file = folder / found[2]
        if not file.is_file():
            problems.append(Problem("is missing", "take the release anew", found[2]))
        elif hashlib.sha256(file.read_bytes()).hexdigest() != found[1]:
            problems.append(Problem("is not what was released", "take the release anew", found[2]))
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    problems += [Problem("was added", "take it away", name) for name in sorted(present - listed - {SUMS})]
    return problems


def _graphs(data: Data, profile: Profile) -> Iterator[ReleaseFile]:
    for name in _GRAPHS:
        form = FORMS[name]
        content = form.write(data)
        assert isinstance(content, bytes)
        yield ReleaseFile(f"graph/{form.file}", content, form.summary, form.media_type, profile.licence)


def _ontology() -> Iterator[ReleaseFile]:
    head = by_subject(read_triples(data_dir("ontology") / "kz.ttl"))[BASE + "ontology"]
    licence = "".join(iris_of(head[DCTERMS + "license"])[:1])
    for path in sorted(data_dir("ontology").iterdir()):
        if path.suffix in _MEDIA:
            yield ReleaseFile(
                f"ontology/{path.name}", path.read_bytes(), "Of the ontology", _MEDIA[path.suffix], licence
            )


def _questions() -> Iterator[ReleaseFile]:
    folder = data_dir("queries")
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _MEDIA:
            name = path.relative_to(folder).as_posix()
            about = "A question of the library" if path.suffix == ".rq" else "About the questions"
            yield ReleaseFile(f"queries/{name}", path.read_bytes(), about, _MEDIA[path.suffix], _CODE)


def _panels(site: Site, profile: Profile) -> Iterator[ReleaseFile]:
    for unit in UNITS:
        made = panel(site.store, unit)
        table = f"{unit}.csv"
        for name, content, about in (
            (table, csv_bytes(made), f"A table of one row a {unit}"),
            (f"{unit}.codebook.csv", codebook_csv(made), f"What the columns of {table} hold"),
            (f"{table}-metadata.json", csvw_bytes(made, table), f"What the columns of {table} hold, as CSVW"),
        ):
            yield ReleaseFile(f"panels/{name}", _bytes(content), about, _MEDIA[Path(name).suffix], profile.licence)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _tables(folder: Path, profile: Profile) -> Iterator[ReleaseFile]:
    """Yield what the graph is built from; the readers' copies of documents are other people's and stay behind."""
    single = [folder / name for name in ("graph.toml", "identity.csv", "relations.csv", "sources.ttl")]
    inside = [path for name, pattern in _TABLES.items() for path in sorted((folder / name).rglob(pattern))]
    for path in [*single, *inside]:
        if path.is_file() and path.suffix in _MEDIA:
            name = path.relative_to(folder).as_posix()
            yield ReleaseFile(
                f"tables/{name}",
                path.read_bytes(),
                "What the graph is built from",
                _MEDIA[path.suffix],
                profile.licence,
            )


def _nanopublications(site: Site) -> ReleaseFile:
    quads = {
        quad
        for statement in site.catalogue.index.all
        if statement.object is not None
        for quad in nanopublished(statement, described(site, statement.iri), site.profile)
    }
    prefixes = PREFIXES | {"np": NP}
    content = ox.serialize(sorted(quads, key=str), format=ox.RdfFormat.TRIG, prefixes=prefixes) or b""
    about = "Every statement as a nanopublication: assertion, provenance, publication info"
    return ReleaseFile("nanopublications.trig", content, about, "application/trig", site.profile.licence)


def _told(site: Site) -> Iterator[ReleaseFile]:
    """Yield how the release is cited, deposited and described."""
    for name, content, about in (
        ("CITATION.cff", citation_file(site.profile), "How to cite it (Citation File Format 1.2)"),
        ("datacite.json", datacite(site.profile), "What a repository asks for (DataCite 4)"),
        ("data-paper.md", data_paper(site), "The beginning of a data paper, its counts filled in"),
    ):
        yield ReleaseFile(name, content.encode(), about, _MEDIA[Path(name).suffix], site.profile.licence)
