"""A query as something to paste elsewhere: a shell, Python, R."""

import json
import shlex


def snippets(query: str, origin: str) -> list[tuple[str, str]]:
    """Return names and texts of programs that ask *query* of the server at *origin* and get a table."""
    address = f"{origin}/sparql"
    return [
        ("curl", f"curl -s -H 'Accept: text/csv' {address} --data-urlencode {shlex.quote('query=' + query)}"),
        (
            "Python",
            (
                "from urllib.parse import urlencode\n\nimport pandas\n\n"
                f"query = {_readable(query)}\n"
                f'table = pandas.read_csv("{address}?" + urlencode({{"query": query, "format": "csv"}}))'
            ),
        ),
        (
            "R",
            (
                f"query <- {json.dumps(query, ensure_ascii=False)}\n"
                f'table <- read.csv(paste0("{address}?format=csv&query=", URLencode(query, reserved = TRUE)))'
            ),
        ),
    ]


def _readable(query: str) -> str:
    """Return *query* as a Python literal, over several lines where nothing in it needs an escape."""
    plain = all(char.isprintable() or char == "\n" for char in query)
    return (
        f'"""{query}"""'
        if plain and '"""' not in query and "\\" not in query and not query.endswith('"')
        else repr(query)
    )
