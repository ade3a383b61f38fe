"""Errors as HTTP tells them: problem details (RFC 9457), as JSON or as a page, without anything from inside."""

import json
from html import escape
from http import HTTPStatus

from kzgraph.errors import KzgraphError, LimitError, QueryError, UsageError, shown
from kzgraph.sparql.guard import Refusal
from kzgraph.web.messages.negotiation import best
from kzgraph.workers.pool import Broken, Busy, Lost, TooSlow

JSON, PAGE, TEXT = "application/problem+json", "text/html", "text/plain"
_LENGTH = 500


class HttpError(KzgraphError):
    """A request that cannot be answered.

    Args:
        status: the status to say so with.
        detail: what is wrong, and what to do.
        limit: the limit that it went beyond.
        headers: further headers.
        instead: IRIs of what may have been meant.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        limit: str = "",
        headers: tuple[tuple[str, str], ...] = (),
        instead: tuple[str, ...] = (),
    ) -> None:
        self.status, self.detail, self.limit, self.headers, self.instead = status, detail, limit, headers, instead
        super().__init__(detail)

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase


def trouble(error: KzgraphError) -> HttpError:
    """Return *error* as HTTP tells it."""
    again = (("Retry-After", "2"),)
    match error:
        case HttpError():
            return error
        case Refusal():
            return HttpError(
                403 if error.forbidden else 413 if error.limit == "length" else 400, str(error), limit=error.limit
            )
        case Busy():
            return HttpError(503, f"{error}; try again shortly", limit="queue", headers=again)
        case Lost():
            return HttpError(503, f"{error}; ask again", headers=again)
        case TooSlow():
            return HttpError(504, f"{error}; ask for less at once", limit="deadline")
        case Broken():
            return HttpError(422, f"{error}; ask for less at once", limit="memory")
        case LimitError():
            return HttpError(422, str(error), limit="rows")
        case QueryError() | UsageError():
            return HttpError(400, str(error).replace("--param ", "the parameter "))
        case _:
            return HttpError(503, "the graph cannot be asked at the moment", headers=again)


def line(text: str) -> str:
    """Return *text* without signs that would harm a terminal or a page, and not endless."""
    return "\n".join(shown(line) for line in text.splitlines())[:_LENGTH]


def rendered(error: HttpError, accept: str) -> tuple[str, bytes]:
    """Return media type and body that tell of *error* in the form that *accept* likes best."""
    form = best(accept, (JSON, PAGE, TEXT)) or JSON
    title, detail = error.title, line(error.detail)
    if form == PAGE:
        more = ' <a href="/limits">The limits of this server</a>.' if error.limit else ""
        page = _PAGE.format(status=error.status, title=escape(title), detail=escape(detail), more=more)
        return f"{PAGE}; charset=utf-8", page.encode()
    if form == TEXT:
        return f"{TEXT}; charset=utf-8", f"{error.status} {title}: {detail}\n".encode()
    told = {
        "type": "/limits" if error.limit else "about:blank",
        "title": title,
        "status": error.status,
        "detail": detail,
    }
    return JSON, (
        json.dumps(told | ({"limit": error.limit} if error.limit else {}), ensure_ascii=False) + "\n"
    ).encode()


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} · kzgraph</title><link rel="stylesheet" href="/static/site.css"></head>
<body><main id="content"><h1>{title} <span class="faint">{status}</span></h1><pre class="told">{detail}</pre>
<p>{more} <a href="/">Start</a> · <a href="/search">Search</a> · <a href="/queries">Questions</a></p></main>
</body></html>
"""
