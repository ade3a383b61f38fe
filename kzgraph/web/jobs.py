"""The jobs that a worker does, by name, and what is worked out before the first."""

import traceback
from codecs import lookup
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from msgspec.structs import replace

from kzgraph.dates import parse
from kzgraph.errors import KzgraphError
from kzgraph.links.land import world
from kzgraph.network import kinds
from kzgraph.sparql import faults
from kzgraph.text.folding import fold
from kzgraph.web.linked import citing, data, description, reconcile
from kzgraph.web.messages.limits import Limits
from kzgraph.web.messages.messages import Reply, Request
from kzgraph.web.messages.negotiation import best
from kzgraph.web.messages.problem import JSON, PAGE, TEXT, HttpError, line, rendered, trouble
from kzgraph.web.pages import browse, entry, network, overview, plots, questions, relation, vocabulary
from kzgraph.web.pictures import layout
from kzgraph.web.site import render
from kzgraph.web.site.site import Job, Site
from kzgraph.web.sparql import completions, endpoint
from kzgraph.web.sparql.answers import too_large

JOBS: dict[str, Job] = {
    job.__name__: job
    for job in (
        endpoint.sparql,
        endpoint.graph_store,
        overview.landing,
        overview.search,
        overview.compare,
        overview.limits,
        overview.about,
        overview.prefixes,
        browse.kinds,
        browse.kind,
        entry.page,
        network.network,
        plots.plots,
        plots.plot,
        relation.relation,
        citing.cite,
        data.thing,
        data.data,
        data.linkset,
        vocabulary.ontology,
        completions.completions,
        description.void,
        description.catalog,
        description.dataset,
        questions.questions,
        questions.asked,
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


def warm(site: Site) -> None:
    """Work out once, before the workers are forked, what all of them need."""
    render.warm()
    catalogue = site.catalogue
    for thing in catalogue.things.values():
        catalogue.facets(thing)
    fold("а қ 中")  # loads the tables of these scripts
    assert lookup("utf-8-sig")  # the bytes of a request may begin with a mark
    parse("2024-05")  # a sealed worker can import nothing any more: what others import late is loaded here
    assert faults.PADDING
    assert site.digest is not None
    assert site.dumps is not None
    assert site.queries is not None
    assert site.vocabulary is not None
    assert catalogue.by_kind is not None
    assert catalogue.called is not None
    assert catalogue.points is not None
    assert catalogue.countries is not None
    assert world() is not None
    assert kinds.kinds()
    network.warm(site)
    assert site.matcher.find("warm").candidates == ()
    assert layout.laid_out({"one": ["other"], "other": ["one"]})
    assert catalogue.index.disputes is not None
    assert catalogue.uses is not None


def prepare(
    payload: bytes, *, limits: dict[str, Any], sources: list[str], assets: bool = False
) -> Callable[[bytes], bytes]:
    """Return the function that answers requests over the graph in *payload* (N-Quads).

    It runs in the fork server, before the workers are forked: what it works out is shared by all.
    """
    store = ox.Store()
    store.load(payload, format=ox.RdfFormat.N_QUADS)
    site = Site(store, Limits(**limits), tuple(map(Path, sources)), assets)
    warm(site)

    def answer(message: bytes) -> bytes:
        request = Request.unpack(message)
        return _done(JOBS[request.job], site, request).pack()

    return answer


def _done(job: Job, site: Site, request: Request) -> Reply:
    try:
        reply = job(site, request)
        if len(reply.body) > site.limits.answer << 20:
            raise too_large(site.limits.answer << 20)
        return reply
    except KzgraphError as error:
        return failed(site, trouble(error), request.accept)
    except MemoryError:
        raise  # ends the worker, as the engine's own want of memory does
    except Exception:  # noqa: BLE001 - a mistake of ours: told to the log, not to the client
        told = failed(site, HttpError(500, "the server has made a mistake"), request.accept)
        return replace(told, note=traceback.format_exc())


def failed(site: Site, error: HttpError, accept: str) -> Reply:
    """Return the answer that tells of *error*; as a page it offers a way on."""
    if best(accept, (JSON, PAGE, TEXT)) == PAGE:
        return render.page(
            site, "problem.html", status=error.status, headers=error.headers, error=error, detail=line(error.detail)
        )
    media, body = rendered(error, accept)
    return Reply(body, media, error.status, (*error.headers, ("Vary", "Accept")))
