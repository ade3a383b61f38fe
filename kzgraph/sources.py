"""The documents: what is recorded of each, and the reader's own copy of its text."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kzgraph.errors import InputError, Problem, UsageError, shown
from kzgraph.files import name_of, read_text
from kzgraph.rdf import by_subject, read_triples, text_of
from kzgraph.vocab import DCTERMS, ONTOLOGY, RDFS, SOURCE


@dataclass(frozen=True)
class Source:
    """A document: its id, its citation, the SHA-256 and length (code points) of the text that offsets refer to."""

    id: str
    label: str
    citation: str
    sha256: str
    code_points: int
    file_name: str
    triples: tuple[ox.Triple, ...] = ()


def read_sources(path: Path) -> dict[str, Source]:
    """Return the documents described in ``sources.ttl``, id → source.

    Raises:
        InputError: when a document lacks its label, SHA-256, length or file name.
    """
    triples = read_triples(path)
    described = by_subject(triples)
    problems, sources = [], {}
    for iri, facts in described.items():
        if not iri.startswith(SOURCE):
            problems.append(Problem(f"{shown(iri)} is no document id", "write kzd: and a slug", name_of(path)))
            continue
        values = {name: text_of(facts[ONTOLOGY + name]) for name in ("textSha256", "codePoints", "fileName")}
        labels = text_of(facts[RDFS + "label"], "en")
        missing = [name for name, found in values.items() if len(found) != 1] + ([] if labels else ["rdfs:label @en"])
        if missing:
            problems.append(Problem(f"{shown(iri)} lacks one {', '.join(missing)}", "add it", name_of(path)))
            continue
        slug = iri.removeprefix(SOURCE)
        sources[slug] = Source(
            id=slug,
            label=labels[0],
            citation=" ".join(text_of(facts[DCTERMS + "bibliographicCitation"])) or labels[0],
            sha256=values["textSha256"][0],
            code_points=int(values["codePoints"][0]),
            file_name=values["fileName"][0],
            triples=tuple(triple for triple in triples if triple.subject == ox.NamedNode(iri)),
        )
    if problems:
        raise InputError(problems)
    return sources


@dataclass(frozen=True)
class Copy:
    """A reader's copy of a document; ``exact`` when it is the very text that offsets refer to."""

    source: Source
    text: str
    exact: bool


def read_copy(source: Source, folder: Path) -> Copy:
    """Return the copy of *source* in *folder*, under the file name that ``sources.ttl`` gives.

    Raises:
        InputError: when there is none, or when it is no UTF-8 text.
    """
    path = folder / source.file_name
    if Path(source.file_name).name != source.file_name:
        raise UsageError(f"{shown(source.file_name)}: a file name may not hold a path; mend graph/sources.ttl")
    text = read_text(path)
    exact = hashlib.sha256(text.encode()).hexdigest() == source.sha256
    return Copy(source, text, exact)
