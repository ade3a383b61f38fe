"""Everything that a machine can examine, as findings; what was not examined is said, never passed over."""

import filecmp
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kzgraph.checks.clean import CleanRecord, together
from kzgraph.checks.contradictions import contradictions
from kzgraph.checks.evidence import examine
from kzgraph.checks.references import misplaced
from kzgraph.checks.shapes import violations
from kzgraph.curation.build import triples_of
from kzgraph.curation.inputs import Inputs
from kzgraph.curation.rows import cells_of
from kzgraph.documents.copy import Copy, read_copy
from kzgraph.documents.table import MEDIA
from kzgraph.errors import InputError, KzgraphError, Problem, one_problem
from kzgraph.files.paths import data_dir, name_of, with_own
from kzgraph.files.sorting import SortedLines, differing
from kzgraph.rdf import readable, triple_line, write_turtle
from kzgraph.sparql.engine import ask
from kzgraph.sparql.library import library
from kzgraph.sparql.opening import graph_stream, open_store
from kzgraph.tables.checking import mapping_of, misplaced_points, misread, read_table
from kzgraph.vocab import CODE, ONTOLOGY

VIOLATION = "-violation"
"""Ends the name of a query that must return nothing."""


@dataclass(frozen=True)
class CheckResult:
    """What one check found: how much it examined (nothing is no success), and what is wrong."""

    name: str
    examined: str
    findings: tuple[Problem, ...]
    skipped: bool = False


def drift(material: Inputs, graph_file: Path) -> CheckResult:
    """Compare the built file with a fresh build: what stands there is what the tables say, no more and no less."""
    if not graph_file.exists():
        raise one_problem("is not built yet", "run `kzgraph build`", file=name_of(graph_file))
    with tempfile.TemporaryDirectory(prefix="kzgraph-") as folder:
        again = Path(folder) / graph_file.name
        with SortedLines(again) as fresh, SortedLines(again) as built:
            fresh.extend(map(triple_line, triples_of(material, material.statements)))
            with again.open("wb") as stream:
                number = write_turtle(fresh, stream)
            if filecmp.cmp(again, graph_file, shallow=False):
                return CheckResult("drift", f"{number} triples as built afresh", ())
            built.extend(map(triple_line, _streamed(graph_file)))
            missing, extra, there, examples = 0, 0, sum(1 for _ in built), list[str]()
            for line, is_fresh in differing(fresh, built):
                missing, extra = missing + is_fresh, extra + (not is_fresh)
                if (missing if is_fresh else extra) <= 3:
                    where = "in the tables" if is_fresh else "in the file"
                    examples.append(f"only {where}: {line.decode()[:160]}")
    what = f"differs from what the tables say ({missing} triples missing, {extra} too many)"
    problems = [Problem(what, "run `kzgraph build`", name_of(graph_file))]
    problems += [Problem(example, "", name_of(graph_file)) for example in sorted(examples, reverse=True)]
    return CheckResult("drift", f"{there} triples", tuple(problems))


def _streamed(graph_file: Path) -> Iterator[ox.Triple]:
    with graph_stream(graph_file) as (stream, form):
        yield from (quad.triple for quad in ox.parse(stream, format=form))


def terms(material: Inputs, graph_file: Path) -> CheckResult:
    """Find terms of ours that the graph uses and the ontology does not define."""
    used = set[str]()
    for triple in _streamed(graph_file):
        for term in (triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith((ONTOLOGY, CODE)):
                used.add(term.value)
    findings = [
        Problem(f"{name} is used but not defined", "define it in ontology/, or correct it", name_of(graph_file))
        for name in sorted(used - material.ontology.terms)
    ]
    return CheckResult("terms", f"{len(used)} terms in use", tuple(findings))


def shapes(graph_file: Path, ontology_dir: Path, record: CleanRecord | None = None) -> CheckResult:
    """Validate the graph against ``shapes.ttl`` (SHACL)."""
    examined, findings = violations(graph_file, ontology_dir, record=record)
    if not examined:
        nothing = Problem("no shape applies to anything", "mend its target", "shapes.ttl")
        return CheckResult("shapes", "nothing", (nothing,))
    return CheckResult("shapes", f"{examined} nodes", tuple(findings))


def rules(graph_file: Path, ontology_dir: Path, queries_dir: Path) -> CheckResult:
    """Run the queries that must return nothing."""
    store = open_store(graph_file, ontology_dir / "kz.ttl", ontology_dir / "codes.ttl")
    chosen = [query for name, query in library(queries_dir).items() if name.endswith(VIOLATION)]
    if not chosen:
        nothing = Problem(f"holds no query whose name ends with {VIOLATION}", "add one", name_of(queries_dir))
        return CheckResult("rules", "nothing", (nothing,))
    findings = []
    for query in chosen:
        answer = ask(store, query.text)
        for row in answer.rows:
            told = ", ".join(f"{name} {readable(term)}" for name, term in zip(answer.columns, row, strict=True))
            findings.append(Problem(f"{query.summary}: {told}", "correct what it names", query.name))
    return CheckResult("rules", f"{len(chosen)} rules", tuple(findings))


def links(material: Inputs) -> CheckResult:
    """Find contradictions in the links and codes; a graph that has none is said to have none."""
    known = material.concordance
    if not known.schemes:
        return CheckResult("links", "not examined: the graph has no folder links/", (), skipped=True)
    note = f"{len(known.links)} links, {len(known.codes)} codes, {len(known.points)} points"
    return CheckResult("links", note, tuple(contradictions(material)))


def passages(
    material: Inputs, folder: Path | None, graph_dir: Path | None = None, record: CleanRecord | None = None
) -> CheckResult:
    """Hold every row against its passage in the reader's own copies; of a table, against what its mapping makes of it.

    Args:
        material: what the graph is built from.
        folder: the folder with copies of the documents, or ``None``.
        graph_dir: the folder of the graph, which holds mappings, and perhaps documents of its own.
        record: remembers the documents whose rows were found clean.
    """
    if folder is None:
        return CheckResult(
            "evidence", "not examined: no sources given (--sources DIR or KZGRAPH_SOURCES)", (), skipped=True
        )
    folders = with_own(folder, graph_dir) if graph_dir else (folder,)
    copies: dict[str, Copy] = {}
    findings: list[Problem] = []
    for name in sorted({row.source for row in material.rows}):
        try:
            copies[name] = read_copy(material.sources[name], *folders)
        except InputError as error:
            findings += error.problems
        except KzgraphError as error:
            findings.append(Problem(str(error), ""))
    mapped = {
        name
        for name, copy in copies.items()
        if graph_dir and copy.source.media == MEDIA and mapping_of(graph_dir, material.sources, name).exists()
    }
    texts = {name: copy for name, copy in copies.items() if name not in mapped}
    findings += _examined(material, texts, graph_dir, record)
    for name in sorted(mapped):
        try:
            _, _, found = read_table(material, graph_dir or Path(), copies[name])
        except InputError as error:
            findings += error.problems
            continue
        own = [row for row in material.rows if row.source == name]
        findings += misread(own, found, exact=copies[name].exact)
        findings += misplaced_points(material.concordance.points, found, name)
    rows = sum(row.source in copies for row in material.rows)
    others = [copy.source.id for copy in copies.values() if not copy.exact]
    note = f" (searched by fingerprint, another text of: {', '.join(others)})" if others else ""
    return CheckResult(
        "evidence", f"{rows} of {len(material.rows)} rows in {len(copies)} documents{note}", tuple(findings)
    )


def _examined(
    material: Inputs, texts: Mapping[str, Copy], graph_dir: Path | None, record: CleanRecord | None
) -> list[Problem]:
    """Return what rows have wrong in *texts*; documents that *record* knows to be clean are passed over."""
    keys = _keys(material, texts, graph_dir, record) if record and graph_dir else {}
    todo = {name: copy for name, copy in texts.items() if not (record and record.is_clean(keys.get(name, "")))}
    rows = [row for row in material.rows if row.source in todo]
    found = [*examine(rows, todo, material.entities, material.ontology), *misplaced(rows, todo)]
    if record and not found:
        for name in todo.keys() & keys.keys():
            record.add(keys[name])
    return found


def _keys(material: Inputs, texts: Mapping[str, Copy], graph_dir: Path, record: CleanRecord) -> dict[str, str]:
    """Return by what each document with its rows is known: they, and all that names things."""
    ontology = data_dir("ontology")
    around = together([*(graph_dir / "entities").glob("*.ttl"), graph_dir / "sources.ttl", *ontology.glob("*.ttl")])
    rows = {name: list[str]() for name in texts}
    for row in material.rows:
        if row.source in rows:
            rows[row.source].append("\x1f".join(cells_of(row)))
    found = {}
    for name, copy in texts.items():
        told = ["exact" if copy.exact else "another text", copy.text, *sorted(rows[name])]
        found[name] = record.key(b"evidence", around, "\n".join(told).encode())
    return found


def checks(
    material: Inputs,
    folders: Mapping[str, Path],
    sources: Path | None,
    graph_file: Path,
    record: CleanRecord | None = None,
) -> dict[str, Callable[[], CheckResult]]:
    """Return every check by its name, to be run in this order.

    Args:
        material: what the graph is built from.
        folders: the folders ``ontology`` and ``queries``.
        sources: the folder with copies of the documents, or ``None``.
        graph_file: the built graph.
        record: remembers what was found clean, which is not examined again.
    """
    return {
        "drift": lambda: drift(material, graph_file),
        "terms": lambda: terms(material, graph_file),
        "shapes": lambda: shapes(graph_file, folders["ontology"], record),
        "rules": lambda: rules(graph_file, folders["ontology"], folders["queries"]),
        "links": lambda: links(material),
        "evidence": lambda: passages(material, sources, graph_file.parent, record),
    }


def run_checks(
    material: Inputs, folders: Mapping[str, Path], sources: Path | None, graph_file: Path
) -> Iterator[CheckResult]:
    """Yield the result of every check; see :func:`checks`."""
    yield from (check() for check in checks(material, folders, sources, graph_file).values())
