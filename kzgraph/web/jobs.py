"""The jobs that a worker does, by name, and what is worked out before the first."""

from kzgraph.dates import parse
from kzgraph.exports import citation, nanopublication
from kzgraph.network import kinds
from kzgraph.sparql import faults
from kzgraph.text.folding import fold
from kzgraph.web import (
    browse,
    completions,
    description,
    endpoint,
    pages,
    portraits,
    questions,
    reconcile,
    render,
    things,
    vocabulary,
)
from kzgraph.web.desk import Desk, Job
from kzgraph.web.views import layout

JOBS: dict[str, Job] = {
    job.__name__: job
    for job in (
        endpoint.sparql,
        endpoint.graph_store,
        pages.landing,
        pages.search,
        pages.compare,
        pages.limits,
        pages.about,
        pages.prefixes,
        browse.kinds,
        browse.kind,
        portraits.page,
        citation.cite,
        things.thing,
        things.data,
        things.linkset,
        vocabulary.ontology,
        completions.completions,
        description.void,
        description.catalog,
        description.dataset,
        questions.questions,
        questions.question_page,
        questions.question,
        questions.openapi,
        questions.openapi_page,
        reconcile.reconcile,
        reconcile.reconcile_preview,
        reconcile.reconcile_suggest,
        reconcile.reconcile_properties,
    )
}


def warm(desk: Desk) -> None:
    """Work out once, before the workers are forked, what all of them need."""
    render.warm()
    catalogue = desk.catalogue
    for thing in catalogue.things.values():
        catalogue.facets(thing)
    fold("а қ 中")  # loads the tables of these scripts
    parse("2024-05")  # a sealed worker can import nothing any more: what others import late is loaded here
    assert nanopublication
    assert faults.PADDING
    assert desk.digest is not None
    assert desk.dumps is not None
    assert desk.queries is not None
    assert catalogue.by_kind is not None
    assert catalogue.called is not None
    assert catalogue.points is not None
    assert kinds.kinds()
    assert layout.laid_out({"one": ["other"], "other": ["one"]})
    assert catalogue.disputes is not None
    assert catalogue.uses is not None
