"""The dataset as others are told of it: title, author, licence, date. Each stands here and nowhere else."""

AUTHOR = "The kzgraph authors"
ISSUED = "2026-11-21"
"""The date of this version, which the ontology's header gives too."""
YEAR = ISSUED[:4]

TITLE = "kzgraph: Kazakhstan's bilateral relations"
SUMMARY = (
    "A knowledge graph of Kazakhstan's bilateral relations, China first: agreements, projects, companies, trade, "
    "visits, law and opinions. Every statement leads to the passage of a source that says it."
)
KEYWORDS = ("Kazakhstan", "China", "bilateral relations", "knowledge graph", "RDF", "provenance")

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
OPEN_ACCESS = "http://purl.org/coar/access_right/c_abf2"
PUBLIC_ACCESS = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
"""Two ways to say that anybody may read the data: repositories look for the first, DCAT for the second."""
