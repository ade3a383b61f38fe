"""The application: routes, the pools behind them, errors as problems."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from pathlib import Path

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from kzgraph import __version__
from kzgraph.web.front.handler import Handler, Lanes
from kzgraph.web.front.middleware import LOOPBACK, SecurityHeaders
from kzgraph.web.messages.limits import Limits
from kzgraph.web.messages.problem import HttpError, rendered
from kzgraph.workers.forkserver import ForkServer
from kzgraph.workers.pool import Terms
from kzgraph.workers.supervisor import Supervisor

_READ, _ASK = ("GET", "HEAD", "OPTIONS"), ("GET", "HEAD", "POST", "OPTIONS")
STATIC = Path(__file__).parent / "static"
ASSETS = Path(__file__).parent / "assets"
"""What the editor is made of, when the package was built with it."""

PUBLIC: Mapping[str, str] = {
    "/sparql": "sparql",
    "/sparql/": "sparql",
    "/graph-store": "graph_store",
    "/graph-store/{name:path}": "graph_store",
    "/api/{name}": "question",
}
"""Path → job of what strangers may make expensive: their SPARQL, whole graphs, questions with their values."""

PAGES: Mapping[str, str] = {
    "/": "landing",
    "/browse": "kinds",
    "/browse/{kind}": "kind",
    "/search": "search",
    "/compare": "compare",
    "/ask": "asked",
    "/relation/{first}/{second}": "relation",
    "/queries": "questions",
    "/queries/{name}": "question_page",
    "/network": "network",
    "/plots": "plots",
    "/plots/{name}": "plot",
    "/limits": "limits",
    "/about": "about",
    "/page/{name}": "page",
    "/page/{kind}/{name}": "page",
    "/data/{name}": "data",
    "/data/{kind}/{name}": "data",
    "/cite/{kind}/{name}": "cite",
    "/ontology": "ontology",
    "/ontology/{version}": "ontology",
    "/ontology.{suffix}": "ontology",
    "/dataset": "dataset",
    "/.well-known/void": "void",
    "/catalog": "catalog",
    "/linkset.json": "linkset",
    "/prefixes.json": "prefixes",
    "/editor.json": "completions",
    "/api": "openapi_page",
    "/api/openapi.json": "openapi",
    "/reconcile/preview": "reconcile_preview",
    "/reconcile/suggest/{what}": "reconcile_suggest",
    "/reconcile/properties": "reconcile_properties",
    "/{kind}/{name}": "thing",
}
"""Path → job of what asks only our own questions."""


def make_app(
    store: ox.Store,
    *,
    limits: Limits | None = None,
    sources: Sequence[Path] = (),
    hosts: Iterable[str] = LOOPBACK,
    cors: bool = False,
    assets: Path | None = ASSETS,
) -> Starlette:
    """Return an ASGI application that answers for the graph in *store*, read-only.

    Args:
        store: the graph; it is copied into the workers when the application starts.
        limits: what a request may cost.
        sources: folders with the reader's own copies of the documents, to show passages from.
        hosts: names under which the server may be addressed; none for any.
        cors: whether pages of other sites may read the answers.
        assets: folder with the files of the SPARQL editor; without them its page is a plain form.
    """
    limits = limits or Limits()
    assets = assets if assets and (assets / "yasgui.min.js").is_file() else None

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        settings = {"limits": asdict(limits), "sources": [str(folder) for folder in sources], "assets": bool(assets)}

        def start() -> ForkServer:
            payload = store.dump(format=ox.RdfFormat.N_QUADS)
            assert payload is not None
            return ForkServer("kzgraph.web.jobs:prepare", payload, settings)

        supervisor = Supervisor(start, _terms(limits))
        app.state.lanes = Lanes(supervisor.pools)
        try:
            await supervisor.start()
            yield
        finally:
            await supervisor.close()

    guarded = Middleware(SecurityHeaders, limits=limits, hosts=frozenset(hosts), cors=cors)
    return Starlette(
        routes=_routes(limits, assets),
        middleware=[guarded],
        exception_handlers={HTTPException: _http_problem, Exception: _our_fault},
        lifespan=lifespan,
    )


def _terms(limits: Limits) -> dict[str, Terms]:
    """Return the terms of each lane: strangers' questions, pages, and lists of names that are matched."""
    public = Terms(
        workers=limits.workers,
        deadline=limits.deadline,
        memory=limits.memory << 20,
        queue=limits.queue,
        patience=limits.patience,
    )
    # Not sealed: pages read the reader's documents, and both read tables of scripts as they are met.
    pages = replace(public, workers=2, deadline=limits.page_deadline, sealed=False)
    return {"public": public, "pages": pages, "matching": pages}


class _Options:
    """Answers OPTIONS with what the route allows, and passes on the rest."""

    def __init__(self, counter: Handler, allowed: tuple[str, ...]) -> None:
        self.counter, self.allowed = counter, allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await Response(status_code=204, headers={"Allow": ", ".join(self.allowed)})(scope, receive, send)
        else:
            await self.counter(scope, receive, send)


def _routes(limits: Limits, assets: Path | None) -> list[BaseRoute]:
    def route(path: str, job: str, *, lane: str = "pages", methods: tuple[str, ...] = _READ) -> Route:
        deadline = limits.picture_deadline if job == "plot" else None
        return Route(path, _Options(Handler(job, limits, lane, deadline), methods), methods=list(methods))

    routes: list[BaseRoute] = [
        route(path, job, lane="public", methods=_ASK if job == "sparql" else _READ) for path, job in PUBLIC.items()
    ]
    pages = [route(path, job) for path, job in PAGES.items()]
    fixed = [each for each in pages if "{" not in each.path]
    routes[2:2] = [*fixed, Route("/health", _health)]
    routes.append(route("/reconcile", "reconcile", lane="matching", methods=_ASK))
    routes.append(Mount("/static", StaticFiles(directory=STATIC)))
    if assets:
        routes.append(Mount("/assets", StaticFiles(directory=assets)))
    return [*routes, *(each for each in pages if "{" in each.path)]


async def _health(request: Request) -> JSONResponse:
    """Tell whether workers are alive; load balancers ask this."""
    lanes: Lanes = request.app.state.lanes
    alive = {lane: pool.alive for lane, pool in lanes.pools.items()}
    well = all(alive.values())
    told = {"status": "ok" if well else "unwell", "version": __version__, "workers": alive}
    return JSONResponse(told, 200 if well else 503)


def _problem(request: Request, error: HttpError) -> Response:
    media, body = rendered(error, request.headers.get("accept", ""))
    return Response(body, error.status, dict(error.headers) | {"Content-Type": media, "Vary": "Accept"})


async def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    allowed = (error.headers or {}).get("Allow", "")
    if error.status_code == 405:
        order = ", ".join(sorted(allowed.replace(" ", "").split(",")))
        detail = f"{request.method[:20]} is not answered here, only {order}"
        return _problem(request, HttpError(405, detail, headers=(("Allow", order),)))
    return _problem(request, HttpError(error.status_code, "there is nothing here; /search finds what there is"))


async def _our_fault(request: Request, _error: Exception) -> Response:
    return _problem(request, HttpError(500, "the server has made a mistake"))
