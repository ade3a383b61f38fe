"""Pages from templates: every value is escaped, every link is one of ours or on the Web."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kzgraph import __version__
from kzgraph.errors import shown
from kzgraph.exports.dataset import licence_of
from kzgraph.statements.statement import Statement
from kzgraph.vocab import shorten
from kzgraph.web.messages import addresses
from kzgraph.web.messages.messages import Reply
from kzgraph.web.site.site import Site

_LONGEST = 300
"""Characters of a text that a page shows; the data has the whole of it."""
_CODE = re.compile(r"`([^`]+)`")
"""What stands in backticks, as our own running text has code."""
_ODD = {*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}


def cut(text: str, most: int = _LONGEST) -> str:
    """Return *text* no longer than *most* characters, with an ellipsis where it is cut, hidden signs made visible."""
    plain = "".join(f"\\u{ord(char):04x}" if ord(char) in _ODD else char for char in text[: most + 1])
    return shown(plain) if len(text) <= most else shown(plain[:most]).rstrip() + "…"


def suspicious(text: str) -> bool:
    """Say whether *text* holds signs that are not seen, or turn the reading direction."""
    return any(ord(char) in _ODD for char in text)


class Reader:
    """What templates may call to name and to link."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def name(self, iri: str) -> str:
        """Return the name of *iri*, fit for a page."""
        return cut(self.site.catalogue.label(iri))

    def value(self, statement: Statement) -> str:
        """Return the object of *statement* in words, with its unit and its bound, fit for a page."""
        return cut(self.site.wording.value(statement))

    def target(self, statement: Statement) -> str | None:
        """Return where the object of *statement* leads; nothing for a text or a number."""
        return addresses.page(statement.object.value) if isinstance(statement.object, ox.NamedNode) else None

    def prose(self, text: str, most: int = _LONGEST) -> Markup:
        """Return running *text* as HTML: what stands in backticks as code, the name of a question with its link."""
        parts = _CODE.split(cut(text, most))
        return Markup().join(self._code(part) if number % 2 else part for number, part in enumerate(parts))

    def _code(self, text: str) -> Markup:
        shape = '<a href="/queries/{0}"><code>{0}</code></a>' if text in self.site.queries else "<code>{0}</code>"
        return Markup(shape).format(text)  # noqa: S704 - our own shapes; what fills them is escaped

    def code(self, iri: str) -> str:
        """Return the name of a code, or nothing for no code."""
        return self.site.names(iri) if iri else ""

    def scopes(self, statement: Statement) -> list[tuple[str, str | None]]:
        """Return names and links of what narrows *statement*."""
        return [(self.name(iri), addresses.page(iri)) for iri in statement.texts("scope")]

    def limits(self, statement: Statement) -> list[str]:
        """Return in words what *statement* must not be quoted without: time, scope, role, and how sure it is."""
        found = self.site.wording.limits(statement, disputed=statement.id in self.site.catalogue.index.disputes)
        return [cut(each) for each in found]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"cut": cut, "href": addresses.page, "short": shorten, "n": lambda number: f"{number:,}"}
    made.tests["suspicious"] = suspicious
    made.globals["version"] = __version__
    return made


def warm() -> None:
    """Compile every template, so that the workers share the code."""
    made = _environment()
    for name in made.list_templates():
        made.get_template(name)


def page(
    site: Site, template: str, *, headers: tuple[tuple[str, str], ...] = (), status: int = 200, **values: Any
) -> Reply:
    """Return the page that *template* makes of *values*."""
    everywhere = {
        "read": Reader(site),
        "catalogue": site.catalogue,
        "published": site.published,
        "licence": licence_of(site.profile.licence),
    }
    text = _environment().get_template(template).render(values | everywhere)
    return Reply(text.encode(), status=status, headers=(("Vary", "Accept"), *headers))
