"""Links to other datasets, as SSSOM mapping sets in TSV (https://mapping-commons.github.io/sssom/).

Read strictly: a link without a justification, a confidence and a comment that names its evidence is refused.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kzgraph.errors import InputError, Problem, quoted, shown
from kzgraph.files.paths import name_of
from kzgraph.files.reading import read_text
from kzgraph.links.schemes import Scheme
from kzgraph.vocab import CODE, ENTITY, SKOS

PREDICATES = ("exactMatch", "closeMatch", "relatedMatch", "broadMatch", "narrowMatch")
SAME = ("exactMatch", "closeMatch")
"""Predicates that speak of the same thing; only these must fit an entity's class."""

_SEMAPV = "https://w3id.org/semapv/vocab/"
JUSTIFICATIONS = (
    "ManualMappingCuration",
    "MappingReview",
    "LexicalMatching",
    "LexicalSimilarityThresholdMatching",
    "BackgroundKnowledgeBasedMatching",
    "CompositeMatching",
)
_OWN = {"kzr": ENTITY, "kzc": CODE, "skos": SKOS, "semapv": _SEMAPV}
_COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "confidence",
    "comment",
)
_REQUIRED = ("mapping_set_id", "mapping_set_title", "license", "curie_map")
_KNOWN = (*_REQUIRED, "mapping_set_description", "mapping_set_version", "creator_label", "mapping_date", "mapping_tool")
_HEAD = re.compile(r"#(?P<key>[a-z_]+):(?: (?P<value>\S.*))?")
_NESTED = re.compile(r"#  (?:- \"(?P<item>[^\"]*)\"|(?P<prefix>[a-zA-Z0-9]+): \"(?P<address>[^\"]+)\")")
_CONFIDENCE = re.compile(r"0(\.[0-9]+)?|1(\.0+)?")


@dataclass(frozen=True)
class Link:
    """What we say stands in *predicate* to what *object* names elsewhere.

    ``subject`` is an entity's id, or a code's with ``kzc:`` before it; ``object`` is the identifier in ``scheme``.
    """

    subject: str
    label: str
    predicate: str
    scheme: str
    object: str
    address: str
    justification: str
    confidence: str
    comment: str
    file: str
    line: int

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of subject, predicate and address."""
        return hashlib.sha256("\x1f".join((self.subject, self.predicate, self.address)).encode()).hexdigest()[:16]

    @property
    def subject_iri(self) -> str:
        """The IRI of the entity or code."""
        return CODE + self.subject[4:] if self.subject.startswith("kzc:") else ENTITY + self.subject

    @property
    def justification_iri(self) -> str:
        """The IRI of the justification in the Semantic Mapping Vocabulary."""
        return _SEMAPV + self.justification

    def problem(self, what: str, mend: str) -> Problem:
        """Return a :class:`Problem` at this row."""
        return Problem(what, mend, self.file, self.line)


def _metadata(lines: list[str], name: str) -> tuple[dict[str, str], dict[str, str], list[Problem]]:
    """Read the commented YAML at the head of a set: its values, its prefixes, and what is wrong."""
    values: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        head, nested = _HEAD.fullmatch(line), _NESTED.fullmatch(line)
        if head and head["key"] not in _KNOWN:
            problems.append(Problem(f"unknown slot {quoted(head['key'])}", f"one of {', '.join(_KNOWN)}", name, number))
        elif head:
            values[head["key"]] = head["value"] or ""
        elif nested and nested["prefix"]:
            prefixes[nested["prefix"]] = nested["address"]
        elif not nested:
            problems.append(Problem("cannot be read", 'write `#slot: value` or `#  prefix: "address"`', name, number))
    missing = [key for key in _REQUIRED if key not in values]
    if missing:
        problems.append(Problem(f"lacks the slot {', '.join(missing)}", "add it to the head", name, 1))
    return values, prefixes, problems


def _row_faults(cells: Mapping[str, str], prefixes: Mapping[str, str], schemes: Mapping[str, Scheme]) -> list[str]:
    """Return what is wrong with one row, in the reader's words."""
    faults = []
    for column in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
        prefix, _, rest = cells[column].partition(":")
        if not rest or prefix not in prefixes:
            faults.append(f"{column} {quoted(cells[column])} has no prefix of the curie_map")
    if cells["subject_id"].partition(":")[0] not in ("kzr", "kzc"):
        faults.append("the subject is none of ours (kzr: or kzc:)")
    if cells["predicate_id"] not in {f"skos:{name}" for name in PREDICATES}:
        faults.append(f"unknown predicate {quoted(cells['predicate_id'])}")
    if not cells["mapping_justification"]:
        faults.append("gives no justification")
    elif cells["mapping_justification"] not in {f"semapv:{name}" for name in JUSTIFICATIONS}:
        faults.append(f"unknown justification {quoted(cells['mapping_justification'])}")
    if not _CONFIDENCE.fullmatch(cells["confidence"]):
        faults.append(f"confidence {quoted(cells['confidence'])} is no number from 0 to 1")
    if not cells["comment"].strip():
        faults.append("names no evidence in its comment")
    prefix, _, rest = cells["object_id"].partition(":")
    if prefix not in schemes or not schemes[prefix].address:
        faults.append(f"unknown dataset {quoted(prefix)}")
    elif fault := schemes[prefix].fault(rest):
        faults.append(fault)
    return faults


def _prefix_faults(prefixes: Mapping[str, str], schemes: Mapping[str, Scheme]) -> list[str]:
    addresses = _OWN | {name: scheme.address for name, scheme in schemes.items() if scheme.address}
    return [
        f"prefix {prefix} stands for {shown(address)}, not for {addresses.get(prefix, 'a dataset of schemes.csv')}"
        for prefix, address in prefixes.items()
        if addresses.get(prefix) != address
    ]


def _link(cells: Mapping[str, str], schemes: Mapping[str, Scheme], file: str, line: int) -> Link:
    scheme, _, rest = cells["object_id"].partition(":")
    return Link(
        subject=cells["subject_id"].removeprefix("kzr:"),
        label=cells["subject_label"],
        predicate=cells["predicate_id"].removeprefix("skos:"),
        scheme=scheme,
        object=rest,
        address=schemes[scheme].address + rest,
        justification=cells["mapping_justification"].removeprefix("semapv:"),
        confidence=cells["confidence"],
        comment=cells["comment"],
        file=file,
        line=line,
    )


def read_link_set(path: Path, schemes: Mapping[str, Scheme]) -> list[Link]:
    """Return the links of one SSSOM file.

    Raises:
        InputError: with every fault of the file: an unreadable head, an unknown slot, column, prefix, predicate or
            justification, a missing justification or comment, an identifier of the wrong form or with wrong check
            digits, a ragged or repeated row, no rows at all.
    """
    name = name_of(path)
    lines = read_text(path).splitlines()
    size = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    _, prefixes, problems = _metadata(lines[:size], name)
    problems += [
        Problem(fault, "write the address that the other side publishes", name)
        for fault in _prefix_faults(prefixes, schemes)
    ]
    header = tuple(lines[size].split("\t")) if size < len(lines) else ()
    if header != _COLUMNS:
        problems.append(Problem("has other columns", f"the columns are {', '.join(_COLUMNS)}", name, size + 1))
        raise InputError(problems)
    links: dict[tuple[str, str], Link] = {}
    for number, line in enumerate(lines[size + 1 :], size + 2):
        values = line.split("\t")
        if len(values) != len(_COLUMNS) or '"' in line:
            problems.append(Problem("is not one row of seven plain cells", "use tabs, and no quotes", name, number))
            continue
        cells = dict(zip(_COLUMNS, values, strict=True))
        faults = _row_faults(cells, prefixes, schemes)
        problems += [Problem(fault, "correct the row", name, number) for fault in faults]
        if faults:
            continue
        link = _link(cells, schemes, name, number)
        if (link.subject, link.address) in links:
            problems.append(link.problem("joins the same two things again", "keep one row"))
        links[link.subject, link.address] = link
    if not links and not problems:
        problems.append(Problem("holds no links", "add rows, or remove the file", name))
    if problems:
        raise InputError(problems)
    return list(links.values())


def read_links(folder: Path, schemes: Mapping[str, Scheme]) -> list[Link]:
    """Return the links of every ``*.sssom.tsv`` in *folder*.

    Raises:
        InputError: with the faults of all files.
    """
    links: list[Link] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.sssom.tsv")):
        try:
            links += read_link_set(path, schemes)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return links
