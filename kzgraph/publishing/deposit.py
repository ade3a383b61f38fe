"""What a release says of itself to those who cite it, to a repository, and to the readers of a data paper."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kzgraph.acceptance import MODALITIES
from kzgraph.exports.citation import cited_whole
from kzgraph.exports.dataset import licence_of
from kzgraph.files.markdown import as_words
from kzgraph.profile import Profile
from kzgraph.vocab import DATASET, ONTOLOGY
from kzgraph.web.site.site import Site

_LARGEST = 15
"""Classes that a data paper lists."""
_COUNTED = {"silences": "statements of what a source leaves unsaid"}
"""What is counted, where a paper says it at length."""


def citation_file(profile: Profile) -> str:
    """Return how to cite the graph (https://citation-file-format.github.io/)."""
    said = {
        "cff-version": "1.2.0",
        "message": "If you use this graph, please cite it, and the sources whose statements you use.",
        "type": "dataset",
        "title": profile.title,
        "abstract": profile.summary,
        "version": profile.version,
        "date-released": profile.issued,
        "url": DATASET,
    }
    lines = [f"{name}: {_quoted(value)}\n" for name, value in said.items()]
    lines.append(f"authors:\n  - name: {_quoted(profile.publisher)}\n")
    if identifier := licence_of(profile.licence).identifier:
        lines.append(f"license: {identifier}\n")
    else:
        lines.append(f"license-url: {_quoted(profile.licence)}\n")
    lines.append("keywords:\n" + "".join(f"  - {_quoted(word)}\n" for word in profile.keywords))
    return "".join(lines)


def _quoted(text: str) -> str:
    """Return *text* as YAML has it; a string of JSON is one of YAML."""
    return json.dumps(text, ensure_ascii=False)


def datacite(profile: Profile) -> str:
    """Return what DataCite asks for (https://schema.datacite.org/, version 4)."""
    licence = licence_of(profile.licence)
    rights = {"rights": licence.name, "rightsUri": licence.address, "rightsIdentifier": licence.identifier}
    told: dict[str, Any] = {
        "alternateIdentifiers": [{"alternateIdentifier": DATASET, "alternateIdentifierType": "URI"}],
        "creators": [{"name": profile.publisher, "nameType": "Organizational"}],
        "titles": [{"title": profile.title}],
        "publisher": {"name": profile.publisher},
        "publicationYear": profile.year,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Knowledge graph"},
        "subjects": [{"subject": word} for word in profile.keywords],
        "dates": [{"date": profile.issued, "dateType": "Issued"}],
        "version": profile.version,
        "rightsList": [{name: value for name, value in rights.items() if value}],
        "descriptions": [{"description": profile.summary, "descriptionType": "Abstract"}],
        "formats": ["text/turtle", "application/n-quads", "application/ld+json", "text/csv"],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def data_paper(site: Site) -> str:
    """Return the beginning of a data paper: what can be counted is filled in, what people must say is asked for."""
    catalogue = site.catalogue
    said = Counter(statement.modality for statement in catalogue.index.all if statement.object is not None)
    classes = {
        catalogue.label(ONTOLOGY + kind): len(found) for kind, found in catalogue.by_kind.items() if kind != "Entity"
    }
    made = Environment(  # Markdown: what stands in a cell is escaped by its filter
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=False,  # noqa: S701
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"n": lambda number: f"{number:,}", "cell": as_words}
    return made.get_template("data-paper.md").render(
        profile=site.profile,
        counts=[(_COUNTED.get(what, what), number) for what, number in catalogue.counts.items()],
        classes=sorted(classes.items(), key=lambda each: (-each[1], each[0]))[:_LARGEST],
        modalities=[(name, said[name]) for name in MODALITIES if said[name]],
        documents=[(each.label, len(catalogue.index.said_in.get(each.name, []))) for each in catalogue.documents],
        cited=cited_whole(site.profile),
        licence=licence_of(site.profile.licence),
    )
