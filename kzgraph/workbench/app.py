"""The application of a review: one page, and calls that only who has the token may make."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kzgraph.checks.run import run_checks
from kzgraph.curation.build import build
from kzgraph.curation.registering import NewEntity, id_of
from kzgraph.errors import EnvironmentProblem, InputError, KzgraphError, UsageError, one_problem
from kzgraph.files.paths import BUILT, data_dir
from kzgraph.files.writing import only_writer, replace
from kzgraph.names.matching import Matcher
from kzgraph.names.registry import identifiers_of
from kzgraph.rdf import to_turtle
from kzgraph.web.front.middleware import LOOPBACK, SecurityHeaders
from kzgraph.web.messages.limits import Limits
from kzgraph.workbench import answers
from kzgraph.workbench.session import Decided, ReviewSession
from kzgraph.workbench.tables import ChangedElsewhere

_HERE = Path(__file__).parent
_SITE = _HERE.parent / "web" / "static"
_LONGEST = 65_536
"""Bytes that a call may send."""

Told = Mapping[str, Any]
Call = Callable[[ReviewSession, Mapping[str, Any]], dict[str, Any]]


def new_token() -> str:
    """Return what allows to read and write: 128 random bits."""
    return secrets.token_urlsafe(16)


def make_review(session: ReviewSession, token: str, limits: Limits | None = None) -> Starlette:
    """Return an ASGI application with which *session* is reviewed by who has the *token*."""

    def route(name: str, call: Call) -> Route:
        return Route(f"/call/{name}", _guarded(session, token, call), methods=["POST"])

    return Starlette(
        routes=[
            Route("/", _page),
            *(route(name, call) for name, call in CALLS.items()),
            Mount("/web/static", StaticFiles(directory=_SITE)),
            Mount("/workbench/static", StaticFiles(directory=_HERE / "static")),
        ],
        middleware=[Middleware(SecurityHeaders, limits=limits or Limits(), hosts=frozenset(LOOPBACK))],
    )


async def _page(_request: Request) -> Response:
    return FileResponse(_HERE / "review.html", media_type="text/html", headers={"Cache-Control": "no-store"})


def _guarded(session: ReviewSession, token: str, call: Call) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that lets *call* answer who shows the token, and tells what went wrong."""

    async def endpoint(request: Request) -> Response:
        given = request.headers.get("authorization", "")
        if not secrets.compare_digest(given.encode(), f"Bearer {token}".encode()):
            return _failure(401, "this window has no token: open the address that `kzgraph review` has printed")
        try:
            said = await _sent(request)
            answer = await asyncio.to_thread(_alone, session, call, said)
        except HTTPException as error:
            return _failure(error.status_code, error.detail)
        except InputError as error:
            return JSONResponse({"problems": [answers.told(each) for each in error.problems]}, 422)
        except (Decided, ChangedElsewhere) as error:
            return _failure(409, str(error))
        except UsageError as error:
            return _failure(400, str(error))
        except EnvironmentProblem as error:
            return _failure(503, str(error))
        except KzgraphError as error:
            return _failure(500, str(error))
        return JSONResponse(answer, headers={"Cache-Control": "no-store"})

    return endpoint


def _alone(session: ReviewSession, call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    with session.lock:
        return call(session, said)


def _failure(status: int, told: str) -> Response:
    return JSONResponse({"problems": [{"field": "", "what": told, "mend": ""}]}, status)


async def _sent(request: Request) -> Mapping[str, Any]:
    """Return the object that a call has sent."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST:
            raise HTTPException(413, f"a call may send {_LONGEST:,} bytes")
    try:
        said = json.loads(body or b"{}")
    except ValueError:
        raise HTTPException(400, "what was sent is no JSON") from None
    if not isinstance(said, dict):
        raise HTTPException(400, "what was sent is no JSON object")
    return said


# ------------------------------------------------------------ what is sent


def _text(said: Told, name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise one_problem("is no text", "send a text", field=name)
    return value


def _whole(said: Told, name: str) -> int:
    value = said.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise one_problem("is no whole number", "send an offset in code points", field=name)
    return value


def _texts(said: Told, name: str) -> dict[str, str]:
    value = said.get(name, {})
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise one_problem("is no set of texts", "send an object of texts", field=name)
    return value


# ------------------------------------------------------------ the calls


def _open(session: ReviewSession, _said: Told) -> dict[str, Any]:
    return answers.opening(session)


def _again(session: ReviewSession, _said: Told) -> dict[str, Any]:
    session.read()
    return answers.opening(session)


def _look(session: ReviewSession, said: Told) -> dict[str, Any]:
    found = session.explained(_texts(said, "cells"))
    return {
        "text": found.text,
        "parts": [{"field": each.field, "spans": each.spans, "note": each.note} for each in found.parts],
        "problems": [answers.told(each) for each in found.findings],
    }


def _suggest(session: ReviewSession, said: Told) -> dict[str, Any]:
    found = session.suggested(_whole(said, "start"), _whole(said, "end"))
    return {"candidates": [answers.candidate_facts(session, each) for each in found]}


def _accept(session: ReviewSession, said: Told) -> dict[str, Any]:
    return answers.changed(session, session.accept(_text(said, "key"), _texts(said, "cells")))


def _reject(session: ReviewSession, said: Told) -> dict[str, Any]:
    return answers.changed(session, session.reject(_text(said, "key"), _text(said, "reason")))


def _state(session: ReviewSession, said: Told) -> dict[str, Any]:
    return answers.changed(session, session.state(_texts(said, "cells")))


def _mark(session: ReviewSession, said: Told) -> dict[str, Any]:
    span = _whole(said, "start"), _whole(said, "end")
    return answers.changed(session, session.mark(*span, _text(said, "reason"), _text(said, "note")))


def _things(session: ReviewSession, said: Told) -> dict[str, Any]:
    material = session.material
    kinds = [each for each in said.get("kinds", ()) if isinstance(each, str)]
    return {"things": answers.things(material.entities, _text(said, "text"), kinds, session)}


def _doubles(session: ReviewSession, said: Told) -> dict[str, Any]:
    """Tell what is called like a new thing, and what id it would have."""
    material, name = session.material, _text(said, "name")
    found = (
        Matcher(material.entities, material.ontology, identifiers_of(material.concordance)).find(name, most=5)
        if name.strip()
        else None
    )
    return {
        "id": id_of(name, material.entities.keys() | material.sources.keys()),
        "doubles": [[each.id, each.name, each.kind] for each in found.candidates] if found else [],
    }


def _register(session: ReviewSession, said: Told) -> dict[str, Any]:
    labels = {code: name.strip() for code, name in _texts(said, "labels").items() if name.strip()}
    taken = session.material.entities.keys() | session.material.sources.keys()
    name = _text(said, "id").strip() or id_of(labels.get("en", ""), taken)
    session.register(NewEntity(name, _text(said, "kind"), labels, _text(said, "hidden").strip()))
    return answers.opening(session) | {"registered": name}


def _undo(session: ReviewSession, _said: Told) -> dict[str, Any]:
    told = session.undo()
    return answers.opening(session) | {"undone": told}


def _check(session: ReviewSession, _said: Told) -> dict[str, Any]:
    """Build the graph, and hold it against everything that a machine can examine."""
    session.read()
    folder, target = session.place.graph, session.place.graph / BUILT
    with only_writer(folder):
        replace(target, to_turtle(build(session.material)))
    folders = {name: data_dir(name) for name in ("ontology", "queries")}
    results = run_checks(session.material, folders, session.place.copies, target)
    return {
        "checks": [
            {
                "name": each.name,
                "examined": each.examined,
                "findings": [str(problem) for problem in each.findings],
                "skipped": each.skipped,
            }
            for each in results
        ]
    }


CALLS: Mapping[str, Call] = {
    "open": _open,
    "again": _again,
    "look": _look,
    "suggest": _suggest,
    "accept": _accept,
    "reject": _reject,
    "state": _state,
    "mark": _mark,
    "things": _things,
    "doubles": _doubles,
    "register": _register,
    "undo": _undo,
    "check": _check,
}
"""Name → what answers it."""
