"""The documents: what is recorded of each, and a reader's own copy."""

from pathlib import Path

import pytest

from kzgraph.curation.inputs import Inputs
from kzgraph.documents.copy import Copy, read_copy
from kzgraph.documents.source import read_sources
from kzgraph.errors import InputError, Problem


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read_sources(path)
    return caught.value.problems


def amended(small: Path, old: str, new: str) -> Path:
    path = small / "sources.ttl"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path


def test_a_copy_is_looked_for_in_one_folder_after_the_other(material: Inputs, small: Path, tmp_path: Path) -> None:
    source, empty = material.sources["lake-report"], tmp_path / "empty"
    empty.mkdir()
    assert read_copy(source, empty, small / "documents").exact
    (empty / "lake-report.txt").write_text("another text", "utf-8")
    assert read_copy(source, empty, small / "documents").text == "another text"


def test_a_copy_that_is_nowhere_is_told_with_every_place(material: Inputs, tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        read_copy(material.sources["lake-report"], tmp_path / "one", tmp_path / "two")
    assert f"{tmp_path / 'one' / 'lake-report.txt'}: no such file, nor in {tmp_path / 'two'}; put" in str(told.value)


def copy_of(material: Inputs, folder: Path, content: bytes) -> Copy:
    (folder / "lake-report.txt").write_bytes(content)
    return read_copy(material.sources["lake-report"], folder)


def test_a_document_is_read_with_all_that_is_recorded_of_it(small: Path) -> None:
    report = read_sources(small / "sources.ttl")["lake-report"]
    assert (report.id, report.file_name) == ("lake-report", "lake-report.txt")
    assert report.code_points == len((small / "documents" / "lake-report.txt").read_text("utf-8"))
    assert report.triples


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('kzo:fileName "lake-report.txt" ;', "", "lacks one kzo:fileName"),
        ('rdfs:label "A report on a lake (made up)"@en ;', "", "lacks a label"),
        ("kzo:codePoints", "kzo:codePoints 5 , ", "lacks one kzo:codePoints"),
        ('kzo:textSha256 "', 'kzo:textSha256 "x', "textSha256"),
        ("kzo:codePoints ", "kzo:codePoints -", "codePoints"),
        ("kzd:lake-report", "<https://example.org/lake-report>", "is no document id"),
        ("kzd:lake-report", "kzd:Lake_Report", "is no document id"),
    ],
)
def test_a_document_lacks_nothing(small: Path, old: str, new: str, what: str) -> None:
    found = problems(amended(small, old, new))
    assert any(what in problem.what and problem.mend for problem in found), found
    assert {Path(problem.file).name for problem in found} == {"sources.ttl"}


def test_every_fault_of_every_document_is_told(small: Path) -> None:
    assert len(problems(amended(small, "kzo:fileName", "kzo:nameOfFile"))) == 2


def test_one_text_is_one_document(small: Path) -> None:
    text = (small / "sources.ttl").read_text("utf-8")
    once = text[text.index("kzd:lake-report") :]
    path = amended(small, once, once + once.replace("kzd:lake-report", "kzd:lake-report-again"))
    (problem,) = problems(path)
    assert "has the text of" in problem.what


def test_the_text_that_offsets_refer_to_is_known_by_its_digest(material: Inputs, small: Path) -> None:
    assert read_copy(material.sources["lake-report"], small / "documents").exact


@pytest.mark.parametrize(
    ("change", "exact"),
    [
        (lambda content: b"\xef\xbb\xbf" + content, True),
        (lambda content: content.replace(b"\n", b"\r\n"), False),
        (lambda content: content + b"one word more", False),
    ],
    ids=["a byte-order mark", "other line ends", "another text"],
)
def test_another_text_is_known_as_another(material: Inputs, small: Path, tmp_path: Path, change, exact: bool) -> None:
    content = (small / "documents" / "lake-report.txt").read_bytes()
    assert copy_of(material, tmp_path, change(content)).exact is exact


def test_line_ends_of_a_copy_stay_as_they_are(material: Inputs, tmp_path: Path) -> None:
    assert copy_of(material, tmp_path, "one\r\ntwo\rthree\u2028four".encode()).text == "one\r\ntwo\rthree\u2028four"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "is not UTF-8"),
        (b"one\n\0two", "NUL"),
        ("текст".encode("cp1251"), "is not UTF-8"),
        ("text".encode("utf-16"), "UTF-16"),
    ],
    ids=["empty", "a PDF", "a NUL", "cp1251", "utf-16"],
)
def test_what_is_no_plain_text_is_refused(material: Inputs, tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        copy_of(material, tmp_path, content)


def test_a_document_that_the_reader_does_not_have_is_named(material: Inputs, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"lake-report\.txt: no such file"):
        read_copy(material.sources["lake-report"], tmp_path)


def test_a_file_name_leads_out_of_no_folder(small: Path) -> None:
    (problem,) = problems(amended(small, '"lake-report.txt"', '"../secret.txt"'))
    assert problem.what == "kzd:lake-report has the kzo:fileName '../secret.txt'"


def test_a_fault_is_told_with_its_line(small: Path) -> None:
    path = amended(small, "kzo:codePoints ", "kzo:codePoints -")
    lines = path.read_text("utf-8").splitlines()
    for problem in problems(path):
        assert lines[problem.line - 1].startswith(problem.what.split()[0])
