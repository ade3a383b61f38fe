"""A brief as text, as a page, and as a PDF."""

import base64

from kzgraph.brief.brief import Brief
from kzgraph.errors import EnvironmentProblem
from kzgraph.files.markdown import as_words
from kzgraph.plots import draw
from kzgraph.plots.picture import Picture

_CENTIMETRES = 17.0
"""How wide pictures are drawn: the text of an A4 page."""


def as_markdown(brief: Brief, citation: str) -> str:
    """Return *brief* as Markdown, its notes as footnotes (``[^1]``), how to cite it at the end; without pictures."""
    lines = [f"# {as_words(brief.title)}", "", as_words(" ".join(brief.lead)), ""]
    for section in brief.sections:
        lines += [f"## {section.heading}", "", *([section.about, ""] if section.about else [])]
        for each in section.lines:
            when = f"**{as_words(each.when)}** " if each.when else ""
            lines.append(f"- {when}{as_words(each.what)}{''.join(f'[^{number}]' for number in each.notes)}")
        if section.more:
            lines.append(f"- … and {section.more} more: {brief.more}")
        lines.append("")
    lines += ["## How to cite", "", as_words(citation), ""]
    for note in brief.notes:
        words = "".join(f" “{as_words(text)}”" for text in note.passages)
        lines.append(f"[^{note.number}]: {as_words('; '.join(note.places))}.{words} <{note.address}>")
    return "\n".join(lines) + "\n"


def as_page(brief: Brief, citation: str) -> str:
    """Return *brief* as an HTML page, self-contained, without script; it may hold words of other people's texts."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("kzgraph.brief", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    pictures = [(picture.title, _embedded(picture)) for picture in brief.pictures]
    return environment.get_template("brief.html").render(brief=brief, citation=citation, pictures=pictures)


def _embedded(picture: Picture) -> str:
    drawn = draw(picture, "svg", width=_CENTIMETRES)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"


def as_pdf(brief: Brief, citation: str) -> bytes:
    """Return *brief* as a PDF of A4 pages: the page, printed. The same brief makes the same bytes.

    Raises:
        EnvironmentProblem: when WeasyPrint, or the library Pango that it sets type with, is not installed.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except ImportError:
        raise EnvironmentProblem("a PDF needs WeasyPrint: install kzgraph[pdf], or print the page (.html)") from None
    except OSError:
        raise EnvironmentProblem(
            "WeasyPrint finds no Pango (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0); or print the page (.html)"
        ) from None
    embedded_only = URLFetcher(allowed_protocols={"data"})
    page = HTML(string=as_page(brief, citation), url_fetcher=embedded_only)
    pdf: bytes = page.write_pdf(pdf_identifier=b"kzgraph")
    return pdf
