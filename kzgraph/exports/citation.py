"""How to cite a statement, a thing or a document of the graph: BibTeX, RIS and CSL-JSON."""

import json
import re
from dataclasses import dataclass

from kzgraph import __version__
from kzgraph.exports.dataset import AUTHOR, YEAR
from kzgraph.statements.statement import Claim
from kzgraph.vocab import DCTERMS, ONTOLOGY
from kzgraph.web.messages import addresses
from kzgraph.web.site.render import Reader
from kzgraph.web.site.site import Desk

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


def citation(desk: Desk, iri: str) -> Citation:
    """Return how to cite what has the IRI *iri*.

    What is cited is the entry, which is ours; whose the claim, the view or the document is, the citation says too.
    """
    kind, name = addresses.parts(iri) or ("id", "x")
    read, note = Reader(desk), ""
    title = read.name(iri)
    claim = desk.catalogue.by_id.get(name) if kind == "statement" else None
    if claim:
        title, note = _claimed(read, claim), _passages(read, claim)
    elif kind == "source":
        title = f"Statements read from {title}"
        note = f"The document itself: {desk.catalogue.text(iri, DCTERMS + 'bibliographicCitation') or 'see its entry'}"
    elif iri in desk.catalogue.things:
        title, note = title + _view(read, iri), _documents(read, iri)
    return Citation(f"kzgraph-{name}", title, iri, note or f"Entry in kzgraph {__version__}")


def _claimed(read: Reader, claim: Claim) -> str:
    """Return *claim* in words, with everything without which it would say more than its source."""
    limits = "; ".join(read.limits(claim))
    words = f"{read.name(claim.subject.value)}: {read.name(claim.predicate.value)}: {read.value(claim)}"
    return f"{words} ({limits})" if limits else words


def _passages(read: Reader, claim: Claim) -> str:
    places: dict[str, list[str]] = {}
    for passage in claim.passages:
        places.setdefault(passage.source, []).append(f"{passage.start}–{passage.end}")
    return "Read from " + "; ".join(f"{read.name(iri)}, characters {', '.join(each)}" for iri, each in places.items())


def _view(read: Reader, iri: str) -> str:
    """Return whose view a thing is, if it is one: its name is a paraphrase and must pass for nobody's words."""
    catalogue = read.desk.catalogue
    if "Opinion" not in catalogue.things[iri].kinds:
        return ""
    holders = sorted(
        {
            read.value(claim)
            for claim in catalogue.about.get(iri, [])
            if claim.predicate.value == ONTOLOGY + "heldBy" and claim.rank != "deprecated" and claim.object is not None
        }
    )
    return f" (a view held by {'; '.join(holders) or 'somebody not stated'}, paraphrased)"


def _documents(read: Reader, iri: str) -> str:
    catalogue = read.desk.catalogue
    said = catalogue.about.get(iri) or catalogue.naming.get(iri, [])
    found = {passage.source: None for claim in said for passage in claim.passages}
    return f"Read from {'; '.join(map(read.name, sorted(found)))}" if found else ""
