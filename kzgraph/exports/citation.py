"""How to cite a statement, a thing or a document of the graph: BibTeX, RIS and CSL-JSON."""

import json
import re
from dataclasses import dataclass

from kzgraph import __version__
from kzgraph.errors import shown
from kzgraph.exports.dataset import AUTHOR, YEAR
from kzgraph.statements.index import Index
from kzgraph.statements.statement import Statement
from kzgraph.statements.things import Things
from kzgraph.statements.wording import Wording
from kzgraph.vocab import DCTERMS, ENTITY, SOURCE, STATEMENT, local_name

FORMS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}
MEDIA = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}


@dataclass(frozen=True)
class Citation:
    """What a citation says."""

    key: str
    title: str
    address: str
    note: str

    @property
    def text(self) -> str:
        """The citation as a line of a bibliography."""
        return f"{AUTHOR} ({YEAR}). {self.title}. {self.note}. kzgraph, version {__version__}. {self.address}"

    def bibtex(self) -> str:
        """Return the citation as BibTeX, special signs escaped."""
        fields = {
            "author": "{{" + AUTHOR + "}}",
            "title": "{" + _tex(self.title) + "}",
            "year": "{" + YEAR + "}",
            "howpublished": "{kzgraph, version " + __version__ + "}",
            "url": "{" + self.address + "}",
            "note": "{" + _tex(self.note) + "}",
        }
        lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
        return f"@misc{{{self.key},\n{lines}}}\n"

    def ris(self) -> str:
        """Return the citation as RIS."""
        fields = [("TY", "DATA"), ("AU", AUTHOR), ("TI", self.title), ("PY", YEAR), ("T2", "kzgraph")]
        fields += [("ET", __version__), ("UR", self.address), ("N1", self.note), ("ER", "")]
        return "".join(f"{name}  - {' '.join(value.split())}\r\n" for name, value in fields)

    def csl(self) -> str:
        """Return the citation as CSL-JSON."""
        item = {
            "id": self.key,
            "type": "dataset",
            "title": self.title,
            "author": [{"literal": AUTHOR}],
            "issued": {"date-parts": [[int(YEAR)]]},
            "container-title": "kzgraph",
            "version": __version__,
            "URL": self.address,
            "note": self.note,
        }
        return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _tex(text: str) -> str:
    plain = text.replace("\\", r"\textbackslash ")
    return re.sub(r"([&%$#_{}])", r"\\\1", plain).replace("~", r"\~{}").replace("^", r"\^{}")


class Citer:
    """Says how to cite what *index* holds.

    What is cited is the entry, which is ours; whose the claim, the view or the document is, the citation says too.
    """

    def __init__(self, index: Index, things: Things, wording: Wording) -> None:
        self.index, self.things, self.wording = index, things, wording

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
        return Citation(f"kzgraph-{name}", shown(title), iri, shown(note) or f"Entry in kzgraph {__version__}")

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
