"""The namespaces and the few terms that the code itself speaks of."""

import re
from typing import Final

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
"""An address on the Web, of the characters that an IRI may have."""

BASE: Final = "https://w3id.org/kzgraph/"
ONTOLOGY: Final = BASE + "ontology#"
ENTITY: Final = BASE + "id/"
STATEMENT: Final = BASE + "statement/"
EVIDENCE: Final = BASE + "evidence/"
OBSERVATION: Final = BASE + "observation/"
DISPUTE: Final = BASE + "dispute/"
SOURCE: Final = BASE + "source/"
CODE: Final = BASE + "code/"
DATASET: Final = BASE + "dataset"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
QB: Final = "http://purl.org/linked-data/cube#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"

PREFIXES: Final = {
    "kzo": ONTOLOGY,
    "kzr": ENTITY,
    "kzs": STATEMENT,
    "kze": EVIDENCE,
    "kzb": OBSERVATION,
    "kzp": DISPUTE,
    "kzd": SOURCE,
    "kzc": CODE,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "prov": PROV,
    "oa": OA,
    "qb": QB,
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "qudt": "http://qudt.org/schema/qudt/",
    "unit": "http://qudt.org/vocab/unit/",
    "schema": "https://schema.org/",
    "geo": "http://www.opengis.net/ont/geosparql#",
}
"""Prefix → namespace, the same in every file that is written and every query that is run."""

LANGUAGES: Final = ("en", "kk", "ru", "zh")
"""The languages of labels: English, Kazakh, Russian, Chinese (BCP 47)."""

ACCEPTED_MODALITIES: Final = ("asserted", "reported")
"""Modalities whose statements also stand as simple triples (when not deprecated)."""


def shorten(iri: str) -> str:
    """Return *iri* as a prefixed name where one of :data:`PREFIXES` fits, else as it is.

    >>> shorten("https://w3id.org/kzgraph/id/kazakhstan")
    'kzr:kazakhstan'
    """
    for prefix, namespace in PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and "/" not in rest and "#" not in rest:
            return f"{prefix}:{rest}"
    return iri


def local_name(iri: str) -> str:
    """Return what follows the last ``#`` or ``/`` of *iri*.

    >>> local_name("https://w3id.org/kzgraph/ontology#party")
    'party'
    """
    return iri.replace("#", "/").rsplit("/", 1)[-1]
