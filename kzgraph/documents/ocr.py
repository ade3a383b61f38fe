"""The text of scanned pages, as Tesseract reads it: an engine that is installed beside, never asked unbidden."""

from collections.abc import Collection, Iterator
from pathlib import Path

from kzgraph.errors import EnvironmentProblem, UsageError, quoted

RESOLUTION = 300
"""Dots per inch in which a page is drawn for the engine: what it was trained on."""
SECONDS_A_PAGE = 30

_MODELS = {"en": "eng", "ru": "rus", "kk": "kaz", "zh": "chi_sim", "zh-hant": "chi_tra"}
"""What Tesseract calls the languages of this project; others go by its own three letters."""


def models(languages: str) -> str:
    """Return what Tesseract calls *languages* (BCP 47, joined by commas), joined by plus signs.

    >>> models("ru,en")
    'rus+eng'
    """
    named = [each.strip().casefold() for each in languages.split(",")]
    return "+".join(_MODELS.get(each, each) for each in named if each)


def tool(languages: str) -> str:
    """Return the engine, its version and its models for *languages*.

    Raises:
        EnvironmentProblem: when it, its binding, or one of the models is not installed.
        UsageError: when no language is named.
    """
    wanted = models(languages)
    if not wanted:
        raise UsageError("--ocr names the languages of the scan, joined by commas: --ocr ru,en")
    try:
        import pytesseract
    except ImportError:
        raise EnvironmentProblem("reading a scan needs pytesseract; pip install 'kzgraph[ocr]'") from None
    try:
        there = set(pytesseract.get_languages())
        version = pytesseract.get_tesseract_version()
    except (pytesseract.TesseractNotFoundError, OSError):
        raise EnvironmentProblem(
            "reading a scan needs the engine Tesseract; install it (Debian: apt-get install tesseract-ocr)"
        ) from None
    if missing := [each for each in wanted.split("+") if each not in there]:
        have = ", ".join(sorted(there - {"osd"}))
        raise EnvironmentProblem(
            f"Tesseract has no model {quoted(missing[0])}; install it (Debian: apt-get install"
            f" tesseract-ocr-{missing[0].replace('_', '-')}) or name one that it has: {have}"
        )
    return f"Tesseract {version} ({wanted})"


def recognised(path: Path, numbers: Collection[int], languages: str) -> Iterator[tuple[int, str]]:
    """Yield the text of each of the pages *numbers* (from 1) of the PDF *path*, drawn and read.

    Args:
        path: a PDF that :func:`kzgraph.documents.pdf.pages_of` could open.
        numbers: pages without text of their own.
        languages: those of the scan (BCP 47, joined by commas).
    """
    import pytesseract
    from pypdfium2 import PdfDocument

    document = PdfDocument(path)
    for number in sorted(numbers):
        image = document[number - 1].render(scale=RESOLUTION / 72, grayscale=True).to_pil()
        yield number, str(pytesseract.image_to_string(image, lang=models(languages), timeout=SECONDS_A_PAGE))
