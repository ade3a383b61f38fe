"""Why a server refuses a request, in one line."""

import json
import re

_PROBLEM = re.compile(r"\{.*\}", re.DOTALL)
_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def reason(text: str) -> str:
    r"""Return what a server has sent, or an engine tells of one, as a line: the words of a page, the gist of JSON.

    Servers explain themselves by problem details (RFC 9457), by other JSON, by web pages, or by plain text.

    >>> print(reason('Error 422 with payload:\n{"title": "No", "detail": "too many rows"}\n'))
    Error 422: too many rows
    """
    found = _PROBLEM.search(text)
    detail = _detail(found[0]) if found else ""
    if found and detail:
        text = text[: found.start()].replace(" with payload:", ":") + detail
    elif re.search(r"<(!doctype|html|body)\b", text, re.IGNORECASE):
        text = _MARKUP.sub(" ", text)
    return " ".join(text.split())


def _detail(text: str) -> str:
    try:
        told = json.loads(text)
    except ValueError:
        return ""
    kept = [told.get(name) for name in ("detail", "message", "error", "title")] if isinstance(told, dict) else []
    return next((each for each in kept if isinstance(each, str) and each), "")
