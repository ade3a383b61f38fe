"""The words of the ontology as a form offers them: properties, classes, codes and units, with their labels."""

from pathlib import Path
from typing import Any

from kzgraph.curation.registering import is_thing
from kzgraph.ontology import Ontology
from kzgraph.rdf import by_subject, read_triples, text_of
from kzgraph.vocab import ONTOLOGY, RDFS, SKOS

_LISTED = ("modality", "rank", "operator", "role", "coverage-reason")
"""The schemes of codes of which a row or a mark takes one."""


def vocabulary(ontology: Ontology, ontology_dir: Path) -> dict[str, Any]:
    """Return what a form offers, ready for JSON."""
    described = by_subject(read_triples(ontology_dir / "kz.ttl"))

    def words(name: str) -> dict[str, str]:
        facts = described.get(ONTOLOGY + name, {})
        texts = {"label": RDFS + "label", "definition": SKOS + "definition"}
        return {key: "".join(text_of(facts.get(iri, []), "en")[:1]) for key, iri in texts.items()}

    return {
        "properties": {
            name: {
                "kind": each.kind.name.lower(),
                "domain": sorted(each.domain),
                "range": sorted(each.range),
                "unit": each.unit,
                **words(name),
            }
            for name, each in sorted(ontology.properties.items())
        },
        "classes": {name: words(name) for name in sorted(ontology.ancestors) if is_thing(name, ontology)},
        "codes": {scheme: list(ontology.codes.get(scheme, {})) for scheme in _LISTED},
        "values": sorted({code for scheme, found in ontology.codes.items() if scheme != "unit" for code in found}),
        "units": list(ontology.units),
    }
