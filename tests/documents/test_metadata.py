"""What a file says of itself is proposed, told, and gives way to what a person says."""

from pathlib import Path
from typing import Any

import pytest

from kzgraph.documents.metadata import FileFacts, facts_of_page, facts_of_pdf
from kzgraph.documents.source import read_sources

PAGE = """<!doctype html><html lang="ru"><head><title>Портал</title>
<meta property="og:title" content="Визит  министра"><meta name="author" content="А. Автор">
<meta property="article:published_time" content="2024-05-17T08:00:00+05:00"></head>
<body><p>Министр прибыл.</p></body></html>"""


def test_a_page_says_title_author_day_and_language() -> None:
    assert facts_of_page(PAGE) == FileFacts("Визит министра", "А. Автор", "2024-05-17", "ru")
    assert facts_of_page("<p>x") == FileFacts()
    assert facts_of_page("<title>" + "x" * 400 + "</title>").title == ""
    assert facts_of_page("<title>a\u202eb</title>").title == ""


def test_a_pdf_says_title_author_and_day(tmp_path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata(
        {
            "/Title": "Microsoft Word - Report on trade.docx",
            "/Author": "B. Writer",
            "/CreationDate": "D:20240115103000+05'00'",
        }
    )
    writer.write(tmp_path / "a.pdf")
    assert facts_of_pdf(tmp_path / "a.pdf") == FileFacts("Report on trade", "B. Writer", "2024-01-15")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 torn")
    assert facts_of_pdf(tmp_path / "b.pdf") == FileFacts()


@pytest.fixture
def added(run: Any, small: Path, tmp_path: Path) -> Any:
    """Add a page to the small project with more words on the command line."""

    def added(content: str, *words: str) -> Any:
        (tmp_path / "a.html").write_text(content, "utf-8")
        done = run(
            "source", "add", "a.html", "--id", "page", *words, "--graph", small, "--sources", small / "documents"
        )
        return done, read_sources(small / "sources.ttl").get("page")

    return added


def test_what_is_taken_from_the_file_is_told(added: Any) -> None:
    done, source = added(PAGE)
    assert done.returncode == 1, "look"
    assert "title as the file has it: 'Визит министра'" in done.stderr
    assert "language as the file has it: ru" in done.stderr
    assert (source.label, source.citation) == ("Визит министра", "А. Автор. Визит министра. 2024-05-17")


def test_what_a_person_says_stands(added: Any) -> None:
    done, source = added(PAGE, "--label", "A visit", "--citation", "Somebody, A visit.", "--language", "kk")
    assert (done.returncode, done.stderr) == (0, "")
    assert (source.label, source.citation) == ("A visit", "Somebody, A visit.")


def test_a_file_without_a_title_needs_a_label(added: Any) -> None:
    done, source = added("<p>Words.")
    assert done.returncode == 2
    assert "the file has no title; say what to call it: --label" in done.stderr
    assert source is None
