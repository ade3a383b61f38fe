"""The candidate rows of a document: every passage read, every rule asked, every row held by the gate."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kzgraph.checks.naming import Naming
from kzgraph.curation.inputs import Inputs
from kzgraph.curation.review import Reviewer
from kzgraph.documents.copy import Copy
from kzgraph.documents.passage import Document
from kzgraph.documents.table import MEDIA
from kzgraph.errors import UsageError
from kzgraph.files.progress import Progress, silent
from kzgraph.names.matching import Matcher
from kzgraph.names.registry import identifiers_of
from kzgraph.proposals.called import NameRules
from kzgraph.proposals.candidate import ProposedRow
from kzgraph.proposals.gate import Gate, fresh
from kzgraph.proposals.making import Context, Maker, RowRule
from kzgraph.proposals.mentions import AnnotatedPassage, MentionFinder
from kzgraph.proposals.recognition import recognised
from kzgraph.proposals.triggers import read_triggers
from kzgraph.proposals.unregistered import NameFinder, UnregisteredName, read_class_words
from kzgraph.proposals.words import WordRules
from kzgraph.text.segments import segments

FOLDER = "proposals"
"""The folder of a graph that holds candidates and decisions; nothing in it is part of the graph."""


@dataclass(frozen=True)
class Proposal:
    """What was proposed for one document: rows that pass the gate, and those that it refuses, with the reason.

    ``held`` says how many names, figures and dates a passage holds: (start, end) → number; ``names`` are those that
    the registry does not have.
    """

    ready: tuple[ProposedRow, ...]
    refused: tuple[ProposedRow, ...]
    held: Mapping[tuple[int, int], int]
    names: tuple[UnregisteredName, ...]


_SINCE = 2
"""So many passages that name nothing may stand between a thing and "it"."""
_OPENING = re.compile(
    r"(?:agreements?|treaties|соглашени\w+|договор\w*|келісім\w*|协定|协议)\W.*(?:between|между|арасында\w*|之间)"
)
"""What opens a list of agreements, before or after it names the parties."""


def passages_of(text: str) -> list[tuple[str, int, int]]:
    """Return the passages in which rules look, each with its kind: sentences, headings, references, lines of tables."""
    found: list[tuple[str, int, int]] = []
    for each in segments(text):
        if found and each.kind == found[-1][0] == "cell" and "\n" not in text[found[-1][2] : each.start]:
            found[-1] = ("cell", found[-1][1], each.end)
        else:
            found.append((each.kind, each.start, each.end))
    return found


class DocumentRules:
    """What reads one document against a registry, asks the rules of its passages, and holds what they propose."""

    def __init__(self, material: Inputs, ontology_dir: Path, copy: Copy, home: str) -> None:
        """Take what is the same for all passages.

        Args:
            material: registry, ontology and the rows that are accepted already.
            ontology_dir: the folder with ``kz.ttl``, which holds the triggers.
            copy: the text that offsets refer to.
            home: the id of the side whose figures are meant where a text names both.

        Raises:
            UsageError: when it is a table, of which a mapping makes rows.
            InputError: when a trigger of the ontology cannot be read.
        """
        if copy.source.media == MEDIA:
            name = copy.source.id
            raise UsageError(f"{name} is a table; read it by a mapping: `kzgraph table propose {name}`")
        self.material, self.ontology_dir, self.copy = material, ontology_dir, copy
        naming = Naming(material.entities, material.ontology)
        self.finder = MentionFinder(naming)
        self.kinds = {name: entity.kind for name, entity in material.entities.items()}
        maker = Maker(material.ontology, self.kinds, home)
        self.words, self.names = WordRules(maker, read_triggers(ontology_dir)), NameRules(maker)
        reviewer = Reviewer(material.ontology, material.entities, material.sources)
        self.gate = Gate(reviewer, naming, Document(copy))

    def contexts(self) -> Iterator[Context]:
        """Yield the passages of the document, read, each with what a reader has in mind there."""
        return _contexts(self.finder, self.copy, passages_of(self.copy.text))

    def proposal(
        self,
        found: Iterable[ProposedRow],
        held: Mapping[tuple[int, int], int] | None = None,
        names: Iterable[UnregisteredName] = (),
    ) -> Proposal:
        """Return the rows *found* and held, parted, without those that the table has from the same words."""
        accepted: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for row in self.material.rows:
            if row.source == self.copy.source.id:
                accepted[(row.subject, row.property, row.object)].append(row.span)
        new = list(fresh(found, accepted))
        return Proposal(
            tuple(each for each in new if not each.refused),
            tuple(each for each in new if each.refused),
            held or {},
            tuple(each for each in names if not _is_adjective(each, self.kinds)),
        )

    def propose(self, tick: Progress = silent) -> Proposal:
        """Return the candidates of the document; *tick* is told after each passage how many are done, of how many."""
        material, copy, rules = self.material, self.copy, (self.words, self.names)
        passages, found, held = passages_of(copy.text), list[ProposedRow](), dict[tuple[int, int], int]()
        registered: list[tuple[int, int]] = []
        for number, context in enumerate(self.contexts(), 1):
            here = context.here
            held[here.start, here.end] = len(here.named) + len(here.figures) + len(here.dates)
            registered += (here.original(each.start, each.end) for each in here.named)
            found += map(self.gate.hold, best_of(rules, context))
            tick(number, len(passages))
        matcher = Matcher(material.entities, material.ontology, identifiers_of(material.concordance))
        units = {form for unit in material.ontology.units.values() for form in (unit.notation, *unit.printed)}
        finder = NameFinder(read_class_words(self.ontology_dir), units, lambda name: _near(matcher, name), recognised)
        names = finder.find(copy.text, passages, registered)
        return self.proposal(found, held, names)


def propose(material: Inputs, ontology_dir: Path, copy: Copy, home: str, tick: Progress = silent) -> Proposal:
    """Return the candidates for the document in *copy*: see :class:`DocumentRules`."""
    return DocumentRules(material, ontology_dir, copy, home).propose(tick)


def _is_adjective(name: UnregisteredName, kinds: Mapping[str, str]) -> bool:
    """Say whether *name* is one word that is said of a country: Turkish."""
    return " " not in name.name and any(kinds[near] == "Country" for near in name.near)


def _near(matcher: Matcher, name: str) -> tuple[str, ...]:
    return tuple(each.id for each in matcher.find(name).candidates)


def best_of(rules: Iterable[RowRule], context: Context) -> list[ProposedRow]:
    """Return what *rules* propose for one passage, of several rows that say the same the one with the best score."""
    best: dict[tuple[str, ...], ProposedRow] = {}
    for candidate in (each for rule in rules for each in rule.candidates(context)):
        key = candidate.row.claim
        if key not in best or best[key].score < candidate.score:
            best[key] = candidate
    return list(best.values())


def _contexts(reader: MentionFinder, copy: Copy, passages: list[tuple[str, int, int]]) -> Iterator[Context]:
    """Yield each passage, read, with the last that named something and the one that opens the list of agreements."""
    before: AnnotatedPassage | None = None
    opening: AnnotatedPassage | None = None
    since = 0
    for kind, start, end in passages:
        here = reader.read(copy.text, start, end)
        if _OPENING.search(here.text):
            opening = here
        elif not any(reader.is_a(each.id, "Treaty") for each in here.named):
            opening = None
        yield Context(here, copy.source.id, copy.text, before, opening, reference=kind == "reference")
        since = 0 if here.named else since + 1
        before = here if here.named or since > _SINCE else before
