"""A document of one's own is registered: its text kept with the copies, its record in sources.ttl."""

import hashlib
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from kzgraph.documents.source import read_sources
from kzgraph.text.figures import numbers_in

ROOT = Path(__file__).parents[2]


@pytest.fixture
def project(tmp_path) -> Path:
    """A folder with a sources.ttl and an empty folder for copies."""
    folder = tmp_path / "project"
    (folder / "copies").mkdir(parents=True)
    shutil.copy(ROOT / "graph" / "sources.ttl", folder)
    return folder


@pytest.fixture
def add(project, run):
    """Register a file: `add(path)`."""

    def add(path: Path, name: str = "my-source"):
        places = ("--graph", project, "--sources", project / "copies")
        return run("source", "add", path, "--id", name, "--label", "My source", *places)

    return add


def a_pdf(path: Path, *pages: str) -> Path:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in pages:
        page = writer.add_blank_page(300, 200)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode() if text else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    with path.open("wb") as file:
        writer.write(file)
    return path


def test_plain_text_is_kept_as_it_is(add, project, tmp_path) -> None:
    text = "Line one.\r\nLine «two».\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    done = add(tmp_path / "a.txt")
    assert done.returncode == 0, done.stderr
    assert (project / "copies" / "my-source.txt").read_bytes() == text.encode()
    source = read_sources(project / "sources.ttl")["my-source"]
    assert source.code_points == len(text)
    assert source.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_the_documents_described_before_stay(add, project, tmp_path) -> None:
    before = (project / "sources.ttl").read_text("utf-8")
    (tmp_path / "a.txt").write_text("A text.", "utf-8")
    add(tmp_path / "a.txt")
    assert (project / "sources.ttl").read_text("utf-8").startswith(before.rstrip("\n"))


def test_html_gives_its_words_without_script_and_style(add, project, tmp_path) -> None:
    page = "<!doctype html><style>p{}</style><h1>Head</h1><p>One <b>two</b>.</p><td>a<td>b<script>evil()</script>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    assert add(tmp_path / "a.html").returncode == 0
    text = (project / "copies" / "my-source.txt").read_text("utf-8")
    assert "One two." in text
    assert "evil" not in text
    assert "p{}" not in text


def test_the_mark_of_a_note_is_no_digit_of_the_figure_before_it(add, project, tmp_path) -> None:
    words = "a share of 5<sup>1</sup>% and <a>3</a>×10<sup>6</sup> t, the 19<sup>th</sup>, CO<sub>2</sub>"
    page = f"<!doctype html><p>{words}</p>"
    (tmp_path / "a.html").write_text(page, "utf-8")
    assert add(tmp_path / "a.html").returncode == 0
    text = (project / "copies" / "my-source.txt").read_text("utf-8")
    assert text == "a share of 5¹% and 3×10⁶ t, the 19th, CO₂\n"
    assert not numbers_in(text) & {Decimal(51), Decimal(106), Decimal(3106)}


def test_a_deep_page_loses_nothing(add, project, tmp_path) -> None:
    (tmp_path / "a.html").write_text("<!doctype html>" + "<div>" * 5000 + "at the bottom" + "</div>" * 5000, "utf-8")
    assert add(tmp_path / "a.html").returncode == 0
    assert "at the bottom" in (project / "copies" / "my-source.txt").read_text("utf-8")


def test_bytes_that_are_not_what_they_are_declared_to_be_are_refused(add, project, tmp_path) -> None:
    page = b'<!doctype html><meta charset="utf-8"><p>caf\xe9 and more</p>'
    (tmp_path / "a.html").write_bytes(page)
    done = add(tmp_path / "a.html")
    assert done.returncode == 3
    assert "a.html:1: byte 43 (0xe9) is not utf-8, which it says it is" in done.stderr
    assert not list((project / "copies").iterdir())


def test_a_pdf_gives_its_text_page_by_page(add, project, tmp_path) -> None:
    done = add(a_pdf(tmp_path / "a.pdf", "Page one says so.", "Page two too."))
    assert done.returncode == 0, done.stderr
    assert "Page one says so.\n\nPage two too." in (project / "copies" / "my-source.txt").read_text("utf-8")
    assert "pypdfium2" in (project / "sources.ttl").read_text("utf-8")
    found = read_sources(project / "sources.ttl")["my-source"]
    text = (project / "copies" / "my-source.txt").read_text("utf-8")
    assert found.pages == (0, text.index("Page two"))
    assert [found.page_at(text.index(words)) for words in ("one says", "Page two", "too.")] == [1, 2, 2]


def test_a_page_without_text_is_told(add, tmp_path) -> None:
    done = add(a_pdf(tmp_path / "a.pdf", "Page one.", ""))
    assert done.returncode == 1
    assert "0 characters on page 2" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"<html><body>hello", "is HTML, though its name says PDF"),
        ("a.pdf", b"just words", "is no PDF, though its name says PDF"),
        ("a.pdf", b"%PDF-1.7 torn", "is a damaged PDF"),
        ("a.docx", b"PK\x03\x04....", "office document"),
        ("a.txt", b"", "is empty"),
        ("a.txt", "wörter".encode("latin-1"), "is not UTF-8"),
        ("a.txt", b"a\x1bb", "1 control characters"),
        ("a.txt", b"a\x00b", "1 control characters"),
        ("a.rtf", b"{\\rtf1 words}", "is an RTF document"),
        ("a.txt", b"\x89PNG\r\n\x1a\n....", "is a PNG picture"),
        ("a.xml", b"<?xml version='1.0'?><rss>words</rss>", "is XML that is no page"),
        ("a.html", b"<html><script>only()</script>", "yields no text"),
    ],
)
def test_what_is_no_readable_document_is_told_and_nothing_is_written(
    add, project, tmp_path, name, content, message
) -> None:
    (tmp_path / name).write_bytes(content)
    before = (project / "sources.ttl").read_bytes()
    done = add(tmp_path / name)
    assert done.returncode == 3
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert (project / "sources.ttl").read_bytes() == before
    assert not list((project / "copies").iterdir())


def test_the_same_document_twice_is_one(add, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("A text.", "utf-8")
    add(tmp_path / "a.txt")
    done = add(tmp_path / "a.txt", "again")
    assert done.returncode == 3
    assert "is the document my-source" in done.stderr


def test_a_taken_or_malformed_id_is_refused(add, tmp_path) -> None:
    (tmp_path / "a.txt").write_text("A text.", "utf-8")
    assert add(tmp_path / "a.txt", "usd27bn-article").returncode == 2
    assert add(tmp_path / "a.txt", "../evil").returncode == 2


def test_the_numbered_text_gives_the_offset_of_each_line(run, sources_dir) -> None:
    text = (sources_dir / "usd27bn-article.txt").read_text("utf-8")
    lines = run("source", "text", "usd27bn-article", "--sources", sources_dir).stdout.splitlines()
    offset, _, line = lines[1].strip().partition("  ")
    assert text[int(offset) :].startswith(line)


def test_documents_added_at_the_same_time_all_have_their_record(project, tmp_path) -> None:
    import subprocess
    import sys

    command = [Path(sys.executable).with_name("kzgraph"), "source", "add"]
    started = []
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"The text number {number}.", "utf-8")
        named = ["--id", f"text-{number}", "--label", f"Text {number}"]
        places = ["--graph", project, "--sources", project / "copies"]
        words = [*command, tmp_path / f"{number}.txt", *named, *places]
        started.append(subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
    ended = {f"text-{number}": (each.communicate(timeout=60), each.returncode) for number, each in enumerate(started)}
    done = {name for name, (_, code) in ended.items() if code == 0}
    assert done, ended
    assert all("in use by process" in told[1] for told, code in ended.values() if code)
    assert {name for name in read_sources(project / "sources.ttl") if name.startswith("text-")} == done
    assert {path.stem for path in (project / "copies").iterdir()} == done


def test_a_record_that_cannot_be_written_leaves_no_text(add, project, tmp_path) -> None:
    (project / "sources.ttl").write_text("this is no Turtle", "utf-8")
    (tmp_path / "a.txt").write_text("A text.", "utf-8")
    assert add(tmp_path / "a.txt").returncode == 3
    assert not list((project / "copies").iterdir())


def test_a_pipe_is_refused_at_once(add, tmp_path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.txt")
    done = add(tmp_path / "pipe.txt")
    assert done.returncode == 3
    assert "is a device or a pipe" in done.stderr


_KILLED_AT = """
import os, signal, sys
from kzgraph.documents import intake
replace, deaths = intake.replace, iter(range(int(sys.argv.pop(1))))
def killed(path, content):
    if next(deaths, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(path, content)
intake.replace = killed
from kzgraph.cli.main import main
main()
"""


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_what_a_killed_one_has_left_is_taken_away_by_the_next(add, project, tmp_path, step) -> None:
    import subprocess
    import sys

    (tmp_path / "a.txt").write_text("A text.", "utf-8")
    (tmp_path / "b.txt").write_text("Another text.", "utf-8")
    named = ["--id", "killed", "--label", "Killed", "--graph", project, "--sources", project / "copies"]
    words = [sys.executable, "-c", _KILLED_AT, str(step), "source", "add", tmp_path / "a.txt", *named]
    dead = subprocess.run(words, capture_output=True, text=True, check=False)
    assert dead.returncode == (0 if step == 3 else -9), dead.stderr
    assert add(tmp_path / "b.txt").returncode == 0
    left = {path.name for path in (project / "copies").iterdir()}
    has_record = "killed" in read_sources(project / "sources.ttl")
    assert has_record == (step == 3)
    assert left == {"my-source.txt", "killed.txt"} if has_record else {"my-source.txt"}
    assert not list(project.glob(".*"))
