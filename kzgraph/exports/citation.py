"""How to cite a statement, a thing or a document of the graph: BibTeX, RIS and CSL-JSON."""

import json
import re
from dataclasses import dataclass

from kzgraph.errors import shown
from kzgraph.profile import Profile
from kzgraph.statements.index import Index
from kzgraph.statements.statement import Statement
from kzgraph.statements.things import Things
from kzgraph.statements.wording import Wording
from kzgraph.vocab import DATASET, DCTERMS, ENTITY, SOURCE, STATEMENT, local_name

FORMS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
MEDIA = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}


@dataclass(frozen=True)
class Citation:
    """What a citation says: of an entry, and of the graph in which it stands."""

    key: str
    title: str
    address: str
    note: str
    graph: Profile

    @property
    def text(self) -> str:
        """The citation as a line of a bibliography."""
        return f"{_by(self.graph)}. {self.title}. {self.note}. {_whole(self.graph)}. {self.address}"

    def bibtex(self) -> str:
        """Return the citation as BibTeX, special signs escaped."""
        fields = {
            "author": "{{" + _tex(self.graph.publisher) + "}}" if self.graph.publisher else "",
            "title": "{" + _tex(self.title) + "}",
            "year": "{" + self.graph.year + "}" if self.graph.year else "",
            "howpublished": "{" + _tex(_whole(self.graph)) + "}",
            "url": "{" + self.address + "}",
            "note": "{" + _tex(self.note) + "}",
        }
        lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
        return f"@misc{{{self.key},\n{lines}}}\n"

    def ris(self) -> str:
        """Return the citation as RIS."""
        fields = [("TY", "DATA"), ("AU", self.graph.publisher), ("TI", self.title), ("PY", self.graph.year)]
        fields += [("T2", self.graph.title), ("ET", self.graph.version), ("UR", self.address), ("N1", self.note)]
        told = "".join(f"{name}  - {' '.join(value.split())}\r\n" for name, value in fields if value)
        return f"{told}ER  - \r\n"

    def csl(self) -> str:
        """Return the citation as CSL-JSON."""
        graph = self.graph
        item = {
            "id": self.key,
            "type": "dataset",
            "title": self.title,
            "author": [{"literal": graph.publisher}] if graph.publisher else None,
            "issued": {"date-parts": [[int(graph.year)]]} if graph.year else None,
            "container-title": graph.title,
            "version": graph.version,
            "URL": self.address,
            "note": self.note,
        }
        item = {name: value for name, value in item.items() if value}
        return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def cited_whole(graph: Profile) -> str:
    """Return how to cite the whole of *graph*, as a line of a bibliography."""
    return f"{_by(graph)}. {_whole(graph)}. {DATASET}"


def _by(graph: Profile) -> str:
    """Return who answers for *graph* and since when, as far as it says; "n.d." is the usual sign for no date."""
    return f"{graph.publisher} ({graph.year or 'n.d.'})".strip()


def _whole(graph: Profile) -> str:
    return graph.title + (f", version {graph.version}" if graph.version else "")


def _tex(text: str) -> str:
    plain = text.replace("\\", r"\textbackslash ")
    return re.sub(r"([&%$#_{}])", r"\\\1", plain).replace("~", r"\~{}").replace("^", r"\^{}")


class Citer:
    """Says how to cite what *index* holds.

    What is cited is the entry, which is ours; whose the claim, the view or the document is, the citation says too.
    """

    def __init__(self, index: Index, things: Things, wording: Wording, graph: Profile) -> None:
        self.index, self.things, self.wording, self.graph = index, things, wording, graph

    def cite(self, iri: str) -> Citation:
        """Return how to cite what has the IRI *iri*."""
        name, title, note = local_name(iri), self.wording.names(iri), ""
        statement = self.index.by_id.get(name) if iri.startswith(STATEMENT) else None
        if statement:
            title = self.wording.sentence(statement, disputed=name in self.index.disputes)
            note = self._passages(statement)
        elif iri.startswith(SOURCE):
            title = f"Statements read from {title}"
            told = self.things.text(iri, DCTERMS + "bibliographicCitation")
            note = f"The document itself: {told or 'see its entry'}"
        elif iri.startswith(ENTITY):
            title, note = title + self._view(iri), self._documents(iri)
        return Citation(f"kzgraph-{name}", shown(title), iri, shown(note) or "An entry of the graph", self.graph)

    def _passages(self, statement: Statement) -> str:
        places: dict[str, list[str]] = {}
        for each in statement.evidence:
            page = f" (p. {each.page})" if each.page else ""
            places.setdefault(each.source, []).append(f"{each.start}–{each.end}{page}")
        told = (f"{self.wording.names(iri)}, characters {', '.join(spans)}" for iri, spans in places.items())
        return "Read from " + "; ".join(told)

    def _view(self, iri: str) -> str:
        """Return whose view a thing is, if it is one: its name is a paraphrase and must pass for nobody's words."""
        if "Opinion" not in self.things.classes(iri):
            return ""
        held = [each for each in self.index.of(iri, "heldBy") if each.rank != "deprecated" and each.object is not None]
        holders = "; ".join(sorted({self.wording.value(each) for each in held}))
        return f" (a view held by {holders or 'somebody not stated'}, paraphrased)"

    def _documents(self, iri: str) -> str:
        said = self.index.about.get(iri) or self.index.naming.get(iri, [])
        found = sorted({each.source for statement in said for each in statement.evidence})
        return f"Read from {'; '.join(map(self.wording.names, found))}" if found else ""
