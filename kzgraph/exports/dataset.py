"""The dataset as others are told of it: author, licence, date."""

AUTHOR = "The kzgraph authors"
ISSUED = "2026-11-21"
"""The date of this version, which the ontology's header gives too."""
YEAR = ISSUED[:4]

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
