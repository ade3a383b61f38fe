"""The links of a page, from addresses of a server to files beside it."""

import posixpath
import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote

from kzgraph.publishing.targets import file_of, keeps_query

_LINK = re.compile(r'(?<=[\s\n])(href|src|action|data-asked)="([^"]*)"')
_FORM = re.compile(r'<form\b[^>]*?\baction="([^"]*)"[^>]*>.*?</form>', re.DOTALL)
_IN_THE_PAGE = ("/search", "/sparql")
"""Forms that a page answers itself."""


def with_files(page: str, here: str, leads: Callable[[str], str]) -> str:
    """Return *page* with each link to an address of the site as one to its file, from the file *here*.

    A link to what only a server can answer keeps its text and leads nowhere; a form that only a server can answer is
    left out.

    Args:
        page: a page of the site (HTML).
        here: the file in which it will lie.
        leads: what an address leads to in the end, where it is one that leads on.
    """
    folder = posixpath.dirname(here)

    def form(found: re.Match[str]) -> str:
        return found[0] if unescape(found[1]).partition("?")[0] in _IN_THE_PAGE else ""

    def link(found: re.Match[str]) -> str:
        target = unescape(found[2])
        if not target.startswith("/") or target.startswith("//"):
            return found[0]
        made = relative(target, folder, leads)
        if made is None:
            return "" if found[1] == "href" else found[0]
        return f'{found[1]}="{escape(made)}"'

    return _LINK.sub(link, _FORM.sub(form, page))


def relative(target: str, folder: str, leads: Callable[[str], str]) -> str | None:
    """Return the link from a file in *folder* to the file of *target*; nothing where there is none."""
    address, hash_sign, fragment = target.partition("#")
    address, _, further = leads(address).partition("#")
    file = file_of(address)
    if file is None:
        return None
    query = "?" + address.partition("?")[2] if keeps_query(address) else ""
    end = f"#{fragment or further}" if hash_sign or further else ""
    return quote(posixpath.relpath(file, folder or "."), safe="/~") + query + end
