"""A release as an RO-Crate: files with what they are, whose, and on what terms (RO-Crate 1.1).

https://www.researchobject.org/ro-crate/specification/1.1/
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kzgraph import __version__
from kzgraph.exports.dataset import licence_of
from kzgraph.profile import Profile
from kzgraph.vocab import DATASET

METADATA: Final = "ro-crate-metadata.json"
_SPECIFICATION: Final = "https://w3id.org/ro/crate/1.1"


@dataclass(frozen=True)
class ReleaseFile:
    """A file of a release: its path, what is in it, what it is, its media type, and the licence it is under."""

    name: str
    content: bytes
    about: str
    media: str
    licence: str


def crate_bytes(profile: Profile, files: Sequence[ReleaseFile], sources: Iterable[tuple[str, str]]) -> bytes:
    """Return the metadata of the crate (JSON-LD).

    Args:
        profile: what the graph says of itself; it states publisher, licence, day and version.
        files: every file of the release but the metadata itself.
        sources: address and name of each document that the graph was read from.
    """
    folders = sorted({file.name.partition("/")[0] + "/" for file in files if "/" in file.name})
    publisher, tool = f"{DATASET}#publisher", "#kzgraph"
    documents = sorted(sources)
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": profile.title,
        "description": profile.summary,
        "identifier": DATASET,
        "datePublished": profile.issued,
        "version": profile.version,
        "license": {"@id": profile.licence},
        "author": {"@id": publisher},
        "publisher": {"@id": publisher},
        "keywords": ", ".join(profile.keywords),
        "isBasedOn": [{"@id": iri} for iri, _ in documents],
        "hasPart": [{"@id": each} for each in [*folders, *(file.name for file in files if "/" not in file.name)]],
    }
    graph: list[dict[str, Any]] = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _SPECIFICATION},
            "about": {"@id": "./"},
        },
        root,
        {"@id": publisher, "@type": "Organization", "name": profile.publisher},
        {"@id": tool, "@type": "SoftwareApplication", "name": "kzgraph", "version": __version__},
        {
            "@id": "#release",
            "@type": "CreateAction",
            "name": "The release was written",
            "instrument": {"@id": tool},
            "result": {"@id": "./"},
        },
    ]
    for folder in folders:
        inside = [{"@id": file.name} for file in files if file.name.startswith(folder)]
        graph.append({"@id": folder, "@type": "Dataset", "name": folder.rstrip("/"), "hasPart": inside})
    graph += [
        {
            "@id": file.name,
            "@type": "File",
            "name": file.name.rpartition("/")[2],
            "description": file.about,
            "encodingFormat": file.media,
            "contentSize": str(len(file.content)),
            "license": {"@id": file.licence},
        }
        for file in files
    ]
    graph += [{"@id": iri, "@type": "CreativeWork", "name": name} for iri, name in documents]
    for address in sorted({profile.licence, *(file.licence for file in files)}):
        graph.append({"@id": address, "@type": "CreativeWork", "name": licence_of(address).name})
    told = {"@context": f"{_SPECIFICATION}/context", "@graph": graph}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
