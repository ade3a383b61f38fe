"""An engine elsewhere: a SPARQL 1.1 endpoint asked over HTTP, its answer whole or an error.

The protocol is the W3C's (https://www.w3.org/TR/sparql11-protocol/, 2.1.2: the query in a form that is posted).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit, urlunsplit

import pyoxigraph as ox

from kzgraph.errors import EnvironmentProblem, LimitError, QueryError, quoted, shown
from kzgraph.sparql.address import AUTHORIZATION, Endpoint
from kzgraph.sparql.answer import Answer, Term
from kzgraph.sparql.reason import reason
from kzgraph.sparql.tokens import Token, tokens
from kzgraph.vocab import DATASET, PREFIXES, local_name

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool

_CONNECT, _RETRIES, _PAUSE = 10.0, 3, 0.5
"""Seconds to reach an endpoint; how often it is asked again when it has no time; seconds before that."""
_MOST_BYTES = 512 << 20
_MOST_TOLD = 10_000
"""Bytes of an error that are read."""
_TABLE, _GRAPH = "application/sparql-results+json", "application/n-triples"
_CAPPED = re.compile(r"[1-9]0{3,}|[25]0{3,}")
"""Numbers of rows at which engines are wont to cut an answer without a word."""
_FORMS = ("select", "ask", "construct", "describe")


@dataclass(frozen=True)
class _Reply:
    """What an endpoint has answered, read whole."""

    headers: Mapping[str, str]
    content: bytes

    @property
    def media(self) -> str:
        """Its media type, without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def declared(text: str) -> str:
    """Return the query *text* with a declaration of each of our prefixes that it uses and does not declare."""
    found = list(tokens(text))
    used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
    stated = {name.text.rstrip(":") for word, name in pairwise(found) if word.word == "prefix"}
    missing = sorted((used - stated) & PREFIXES.keys())
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in missing) + text


def _form(text: str) -> Token | None:
    """Return the keyword that says what the query *text* answers with."""
    return next((token for token in tokens(text) if token.word in _FORMS), None)


def ask_endpoint(at: Endpoint, text: str, *, limit: int | None = None) -> Answer:
    """Ask the endpoint *at* the query *text* and return the whole answer.

    Args:
        at: the endpoint.
        text: a SPARQL 1.1 query; our prefixes need not be declared.
        limit: the largest number of rows; more is an error.

    Raises:
        QueryError: when the endpoint refuses the query.
        LimitError: when there are more rows than *limit*, or the endpoint has cut its answer.
        EnvironmentProblem: when it cannot be reached, demands a password, is too slow, or answers no results.
    """
    if not text.strip():
        raise QueryError("the query is empty; write one, or name one that `kzgraph queries` lists")
    form = _form(text)
    is_graph = form is not None and form.word in ("construct", "describe")
    reply = _posted(at, declared(text), _GRAPH if is_graph else _TABLE)
    answer = _graph(at, reply) if is_graph else _table(at, reply)
    rows = len(answer.rows if answer.triples is None else answer.triples)
    if limit is not None and rows > limit:
        raise LimitError(f"more than {limit} rows; raise --limit, or narrow the query")
    _whole(at, text, rows, reply, is_select=form is not None and form.word == "select")
    return answer


def triples_at(at: Endpoint, graph: str = "") -> int:
    """Return how many triples there are in the endpoint's default graph, or in the one that is named."""
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    rows = ask_endpoint(at, f"SELECT (COUNT(*) AS ?triples) {{ {pattern} }}").rows
    number = rows[0][0] if rows else None
    return int(number.value) if isinstance(number, ox.Literal) else 0


def server_at(at: Endpoint) -> str:
    """Return what the endpoint says of its engine (``Virtuoso/07.20 …``); empty where it says nothing."""
    return _posted(at, "ASK {}", _TABLE).headers.get("Server", "")


def sides_at(at: Endpoint) -> tuple[str, ...]:
    """Return the ids of the first two sides of the graph at the endpoint; none where it names none."""
    (row,) = ask_endpoint(at, _SIDES.format(DATASET)).rows or ((),)
    return tuple(local_name(side.value) for side in row if isinstance(side, ox.NamedNode))


_SIDES = "SELECT ?first ?second {{ <{0}> kzo:firstSide ?first ; kzo:secondSide ?second }} ORDER BY ?first LIMIT 1"


def _pool(at: Endpoint) -> "HTTPConnectionPool":
    try:
        import urllib3
    except ImportError:
        raise EnvironmentProblem("asking an endpoint needs urllib3: install kzgraph[remote]") from None
    again = urllib3.Retry(
        total=_RETRIES,
        connect=1,
        read=0,  # what took too long once would take as long again
        backoff_factor=_PAUSE,
        status_forcelist=(502, 503, 504),
        allowed_methods=None,  # a query changes nothing, so that it may be repeated
        redirect=0,
        raise_on_redirect=False,
        raise_on_status=False,
        respect_retry_after_header=True,
        retry_after_max=10,
    )
    return urllib3.connection_from_url(at.address, retries=again)


def _headers(at: Endpoint, accept: str) -> Mapping[str, str]:
    from urllib3 import make_headers

    told = make_headers(basic_auth=at.credentials or None, user_agent="kzgraph", accept_encoding=True)
    return {**told, "Accept": accept, "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}


def update_endpoint(at: Endpoint, text: str) -> None:
    """Have the endpoint *at* carry out the SPARQL 1.1 update *text*, which may be carried out twice.

    Raises:
        QueryError, EnvironmentProblem: as :func:`ask_endpoint`.
    """
    _posted(at, text, "*/*", "update")


def _posted(at: Endpoint, text: str, accept: str, what: str = "query") -> _Reply:
    """Return what the endpoint answers to a query or an update, read whole.

    Raises:
        QueryError, EnvironmentProblem: as :func:`ask_endpoint`.
    """
    pool, parts = _pool(at), urlsplit(at.address)
    from urllib3 import Timeout
    from urllib3.exceptions import HTTPError, MaxRetryError, ReadTimeoutError

    body = urlencode({what: text}).encode()
    try:
        with pool:  # closes its connections, whatever happens
            response = pool.request(
                "POST",
                urlunsplit(("", "", parts.path, parts.query, "")),
                body=body,
                headers=_headers(at, accept),
                timeout=Timeout(connect=_CONNECT, read=at.patience),
                preload_content=False,
                redirect=False,
            )
            try:
                content = response.read(_MOST_BYTES + 1, decode_content=True)
            finally:
                response.close()
    except MaxRetryError as error:
        slow = isinstance(error.reason, ReadTimeoutError)
        raise _slow(at) if slow else _unreachable(at, error.reason) from None
    except ReadTimeoutError:
        raise _slow(at) from None
    except HTTPError as error:
        raise EnvironmentProblem(f"{at}: broke off its answer ({type(error).__name__}); ask again") from None
    if len(content) > _MOST_BYTES:
        raise LimitError(f"{at}: answers more than {_MOST_BYTES >> 20} MB; narrow the query")
    _refused(at, response, content, what)
    return _Reply(response.headers, content)


def _slow(at: Endpoint) -> EnvironmentProblem:
    return EnvironmentProblem(f"{at}: no answer within {at.patience:g} s; narrow the query or raise --timeout")


def _unreachable(at: Endpoint, reason: Exception | None) -> EnvironmentProblem:
    told = shown(str(reason).rpartition(": ")[2])[:120] if reason else "no reason given"
    return EnvironmentProblem(f"{at}: cannot be reached ({told}); is the server running, and is this its address?")


def _refused(at: Endpoint, response: "BaseHTTPResponse", content: bytes, asked: str) -> None:
    """Raise the error that a status other than one of success stands for."""
    status = response.status
    if 200 <= status < 300:
        return
    told = shown(reason(content[:_MOST_TOLD].decode("utf-8", "replace")))[:300]
    if status in (401, 403, 407):
        what = f"{at}: demands a password ({status}); set {AUTHORIZATION}=user:password"
        raise EnvironmentProblem(what)
    if 300 <= status < 400:
        target = shown(response.headers.get("Location", "another address"))[:200]
        raise EnvironmentProblem(f"{at}: leads on to {target}; name that address")
    if status in (400, 422):
        raise QueryError(f"{at}: refuses the {asked}: {told or 'it does not say why'}")
    if status in (502, 503, 504):
        raise EnvironmentProblem(f"{at}: is too busy ({status}), also when asked {_RETRIES} times again; ask later")
    raise EnvironmentProblem(f"{at}: answers {status}: {told or 'nothing more'}")


def _content(at: Endpoint, reply: _Reply, *media: str) -> bytes:
    """Return the content of *reply*, which must be of one of the types *media*."""
    if reply.media not in media:
        what = "a web page" if reply.media == "text/html" else quoted(reply.media) if reply.media else "no media type"
        raise EnvironmentProblem(f"{at}: answers {what}, not {media[0]}; is it the address of a SPARQL endpoint?")
    return reply.content


def _table(at: Endpoint, reply: _Reply) -> Answer:
    content = _content(at, reply, _TABLE, "application/json")
    found, rows = None, list[tuple[Term, ...]]()
    try:
        found = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean):
            return Answer(verdict=bool(found))
        columns = tuple(variable.value for variable in found.variables)
        for row in found:
            rows.append(tuple(row))  # no comprehension: its frame would keep them
        return Answer(columns, tuple(rows))
    except (SyntaxError, ValueError, OSError):
        raise EnvironmentProblem(f"{at}: its answer breaks off or is no SPARQL result; ask again") from None
    finally:
        found = None  # the engine's rows must not outlive this thread, as the frames of an error may


def _graph(at: Endpoint, reply: _Reply) -> Answer:
    forms = {
        "application/n-triples": ox.RdfFormat.N_TRIPLES,
        "text/plain": ox.RdfFormat.N_TRIPLES,
        "text/turtle": ox.RdfFormat.TURTLE,
        "application/rdf+xml": ox.RdfFormat.RDF_XML,
    }
    content = _content(at, reply, *forms)
    try:
        return Answer(triples=tuple(quad.triple for quad in ox.parse(content, format=forms[reply.media])))
    except (SyntaxError, ValueError):
        raise EnvironmentProblem(f"{at}: its answer breaks off or is no RDF; ask again") from None


def _whole(at: Endpoint, text: str, rows: int, reply: _Reply, *, is_select: bool) -> None:
    """Make sure that the endpoint has not cut its answer to *text*.

    Some say how many rows they give at the most (Virtuoso: ``X-SPARQL-MaxRows``), others cut at a round number:
    there the rows are counted by the endpoint itself.

    Raises:
        LimitError: when it has.
    """
    most = reply.headers.get("X-SPARQL-MaxRows", "")
    is_cut = most.isdecimal() and rows >= int(most)
    is_limited = any(token.word == "limit" for token in tokens(text))
    if not is_cut and is_select and _CAPPED.fullmatch(str(rows)) and not is_limited:
        is_cut = _counted(at, text) > rows
    if is_cut:
        raise LimitError(
            f"{at}: cut its answer after {rows:,} rows; narrow the query, or page it with ORDER BY and LIMIT"
        )


_COUNT = "SELECT (COUNT(*) AS ?rows) WHERE {{ {{ {} }} }}"


def _counted(at: Endpoint, text: str) -> int:
    """Return how many rows the endpoint counts for the SELECT query *text*."""
    whole = declared(text)
    form = _form(whole)
    assert form is not None
    query = whole[: form.start] + _COUNT.format(whole[form.start :])
    (row,) = _table(at, _posted(at, query, _TABLE)).rows
    return int(row[0].value) if isinstance(row[0], ox.Literal) else 0
