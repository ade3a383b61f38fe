"""A new document: its text taken out in a process of its own, kept with the copies, recorded in sources.ttl."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from dataclasses import replace as replace_in
from pathlib import Path

import pyoxigraph as ox

from kzgraph.documents.csvw import (
    SUFFIX,
    TableFacts,
    completed,
    metadata_beside,
    metadata_bytes,
    read_facts,
    types_of,
)
from kzgraph.documents.extract import Extract
from kzgraph.documents.metadata import FileFacts
from kzgraph.documents.source import LANGUAGE_TAG, read_sources
from kzgraph.documents.table import MEDIA, SourceTable
from kzgraph.errors import EnvironmentProblem, InputError, Problem, UsageError, one_problem, quoted
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_bytes, read_text
from kzgraph.files.writing import only_writer, replace, sweep
from kzgraph.vocab import SLUG

DEADLINE = 30
"""Seconds that taking out a text may last."""
OCR_DEADLINE = 1800
"""Seconds that it may last where pages are read by OCR, each within its own time."""
MEMORY = 2 * 1024**3
"""Bytes of address space that it may use."""


@dataclass(frozen=True)
class Description:
    """What is said of a new document: its id, what to call it, its citation, its language (BCP 47).

    What is left empty is taken from what the file says of itself, as far as it does; the language else is English.
    Of a table besides: its publisher, licence and version, and the day on which it was taken (EDTF).
    ``replaces`` is the id of the edition that this one takes the place of.
    """

    id: str
    label: str
    citation: str
    language: str
    publisher: str = ""
    licence: str = ""
    version: str = ""
    retrieved: str = ""
    replaces: str = ""


def _capped() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def extracted(path: Path, ocr: str = "") -> Extract:
    """Return the text of *path*, taken out in a process that a deadline and a memory cap bound.

    Args:
        path: the file.
        ocr: the languages of a scan that is to be read by OCR; empty for not at all.

    Raises:
        InputError: when the file is not a readable document, or does not yield its text in time.
    """
    command = [sys.executable, "-m", "kzgraph.documents.extract", str(path.absolute()), *([ocr] if ocr else [])]
    deadline = OCR_DEADLINE if ocr else DEADLINE
    cap = _capped if sys.platform != "win32" else None
    try:
        done = subprocess.run(command, capture_output=True, timeout=deadline, preexec_fn=cap, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        what = f"did not yield its text within {deadline} s"
        raise one_problem(what, "save it as plain text first", file=name_of(path)) from None
    try:
        told = json.loads(done.stdout)
    except json.JSONDecodeError:
        what = "could not be read within 2 GB of memory, or broke its reader"
        raise one_problem(what, "save it as plain text first", file=name_of(path)) from None
    if told.get("code") == EnvironmentProblem.exit_code:
        raise EnvironmentProblem(told["error"])
    if "error" in told:
        raise InputError([Problem(told["error"], "")])
    return Extract(
        told["text"],
        told["tool"],
        tuple(told["warnings"]),
        told["media"],
        tuple(told["pages"]),
        FileFacts(**told["facts"]),
    )


def _provenance(found: Extract, name: str, digest: str) -> str:
    if found.media == MEDIA:
        return f"{found.tool} out of {name} (SHA-256 {digest})"
    return f"Text of {name} (SHA-256 {digest}) by {found.tool}"


def _record(new: Description, found: Extract, original: Path) -> str:
    digest = hashlib.sha256(read_bytes(original)).hexdigest()
    facts = {
        "dcterms:bibliographicCitation": ox.Literal(new.citation or new.label),
        "dcterms:language": ox.Literal(new.language),
        "dcterms:provenance": ox.Literal(_provenance(found, original.name, digest), language="en"),
        "kzo:fileName": ox.Literal(f"{new.id}.txt"),
        "kzo:codePoints": len(found.text),
        "kzo:textSha256": ox.Literal(hashlib.sha256(found.text.encode()).hexdigest()),
    }
    said = {
        "dcterms:publisher": new.publisher,
        "dcterms:license": new.licence,
        "schema:version": new.version,
        "schema:dateAccessed": new.retrieved,
        "kzo:pageStarts": " ".join(map(str, found.pages)) if len(found.pages) > 1 else "",
        "dcterms:format": found.media if found.media == MEDIA else "",
    }
    facts |= {name: ox.Literal(value) for name, value in said.items() if value}
    if new.replaces:
        facts["dcterms:replaces"] = f"kzd:{new.replaces}"
    lines = [f"kzd:{new.id} rdfs:label {ox.Literal(new.label, language='en')}"]
    lines += [f"{name} {value}" for name, value in facts.items()]
    return "\n" + " ;\n    ".join(lines) + " .\n"


def add_source(graph_dir: Path, copies: Path, original: Path, new: Description, *, ocr: str = "") -> tuple[str, ...]:
    """Register the document *original*; return what its reader should know of the extraction.

    Its text goes to *copies* as ``ID.txt``, its record to ``sources.ttl`` in *graph_dir*.

    Raises:
        UsageError: when the id is malformed or taken.
        InputError: when the document yields no text, or stands there already.
        EnvironmentProblem: when another process writes there, or the machine does not let us.
    """
    if not SLUG.fullmatch(new.id):
        raise UsageError(f"{quoted(new.id)} is no id; write a-z, 0-9 and single hyphens")
    if new.language and not LANGUAGE_TAG.fullmatch(new.language):
        raise UsageError(f"{quoted(new.language)} is no language tag (BCP 47); write one such as en, kk, ru, zh-Hans")
    known = read_sources(graph_dir / "sources.ttl")
    if new.id in known:
        raise UsageError(f"{new.id} is described already; choose another id")
    if new.replaces and new.replaces not in known:
        raise UsageError(f"no document {quoted(new.replaces)} to replace; there are {', '.join(known)}")
    if later := [source.id for source in known.values() if source.replaces == new.replaces != ""]:
        raise UsageError(f"{new.replaces} is replaced by {later[0]} already; replace that one")
    found = extracted(original, ocr)
    if not found.text.strip():
        raise one_problem("yields no text", "give a copy with a text layer", file=name_of(original))
    facts = _facts_of_table(original) if found.media == MEDIA else None
    if facts:
        new = _said_beside(new, facts)
    new, taken = _completed(new, found.facts)
    with only_writer(graph_dir):
        _keep(graph_dir / "sources.ttl", copies / f"{new.id}.txt", _record(new, found, original), found.text, new.id)
        if facts is not None:
            replace(copies / f"{new.id}.txt{SUFFIX}", _metadata(new, facts, found.text))
    return (*found.warnings, *taken)


def _facts_of_table(original: Path) -> TableFacts:
    """Return what CSVW metadata beside a table says of it; where there is none, nothing."""
    beside = metadata_beside(original)
    return read_facts(beside, original.name if beside.name == "csv-metadata.json" else "") if beside else TableFacts()


def _said_beside(new: Description, facts: TableFacts) -> Description:
    """Return *new* with what metadata says of publisher, licence, version and title where it says nothing itself."""
    return replace_in(
        new,
        label=new.label or facts.title,
        publisher=new.publisher or facts.publisher,
        licence=new.licence or facts.licence,
        version=new.version or facts.version,
    )


def _metadata(new: Description, facts: TableFacts, text: str) -> bytes:
    """Return what is known of the columns of a table, to be kept beside its copy."""
    table = SourceTable(text)
    rows = [[cell.text for cell in table.cells(row)] for row in table.rows()]
    known = TableFacts(new.label, new.publisher, new.licence, new.version, facts.columns)
    return metadata_bytes(f"{new.id}.txt", completed(known, types_of(table.header, rows)), rows=len(rows))


def _completed(new: Description, facts: FileFacts) -> tuple[Description, tuple[str, ...]]:
    """Return *new* with what the file says where it says nothing itself, and what was so taken, to be looked at.

    Raises:
        UsageError: when neither says what to call the document.
    """
    label = new.label or facts.title
    if not label.strip():
        raise UsageError("the file has no title; say what to call it: --label")
    own = facts.language if LANGUAGE_TAG.fullmatch(facts.language) else ""
    cited = ". ".join(filter(None, (facts.author, label, facts.date)))
    citation = new.citation or ("" if new.label else cited)
    taken = [] if new.label else [f"title as the file has it: {quoted(label)}"]
    taken += [f"citation as the file has it: {quoted(citation)}"] if citation not in ("", new.citation, label) else []
    taken += [] if new.language or own in ("", "en") else [f"language as the file has it: {own}"]
    return replace_in(new, label=label, citation=citation, language=new.language or own or "en"), tuple(taken)


def _keep(path: Path, copy: Path, record: str, content: str, name: str) -> None:
    """Write the text *content* to *copy* and its *record* to *path*: both, or neither.

    Whoever holds the folder's lock reads what others have written meanwhile, so that no record is lost.
    A second name of the text stands beside it until its record is written: by it the next one sees what was left.
    """
    known = read_sources(path)
    _recover(copy.parent, known)
    if name in known:
        raise UsageError(f"{name} is described already; choose another id")
    digest = hashlib.sha256(content.encode()).hexdigest()
    for source in known.values():
        if source.sha256 == digest:
            raise one_problem(f"is the document {source.id}", "use that one", file=f"{name}.txt")
    sweep(path)
    sweep(copy)
    text = read_text(path)
    is_new = not copy.exists()
    if not is_new and copy.read_bytes() != content.encode():
        raise UsageError(f"{name_of(copy)} exists and is another text; move it away or choose another id")
    if is_new:
        replace(_unfinished(copy), content.encode())
    try:
        replace(copy, content.encode())
        replace(path, (text.rstrip("\n") + "\n" + record).encode())
    except BaseException:
        if is_new:
            copy.unlink(missing_ok=True)
        raise
    finally:
        _unfinished(copy).unlink(missing_ok=True)
    read_sources(path)


def _unfinished(copy: Path) -> Path:
    return copy.with_name(f".{copy.stem}.unfinished.tmp")


def _recover(copies: Path, known: Collection[str]) -> None:
    """Take away the texts of those who were killed before they could write their record."""
    for left in copies.glob(".*.unfinished.tmp"):
        copy = copies / f"{left.name[1:].removesuffix('.unfinished.tmp')}.txt"
        if copy.stem not in known and copy.is_file() and copy.read_bytes() == left.read_bytes():
            copy.unlink()
        sweep(copy)
        left.unlink()
