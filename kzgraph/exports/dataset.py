"""The dataset as others are told of it: author, licence, date. Each stands here and nowhere else.

What it is called and about is said by the graph itself (:mod:`kzgraph.profile`).
"""

AUTHOR = "The kzgraph authors"
ISSUED = "2026-11-21"
"""The date of this version, which the ontology's header gives too."""
YEAR = ISSUED[:4]

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
OPEN_ACCESS = "http://purl.org/coar/access_right/c_abf2"
PUBLIC_ACCESS = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
"""Two ways to say that anybody may read the data: repositories look for the first, DCAT for the second."""
