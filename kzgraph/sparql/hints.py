"""Why an answer may be empty or not what was meant: told beside it, never in it."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property

import pyoxigraph as ox

from kzgraph.acceptance import doubt
from kzgraph.errors import quoted, shown
from kzgraph.rdf import LABEL, TYPE
from kzgraph.sparql.tokens import Token, tokens
from kzgraph.sparql.wikidata import advice
from kzgraph.vocab import (
    CODE,
    DISPUTE,
    ENTITY,
    EVIDENCE,
    OBSERVATION,
    ONTOLOGY,
    PREFIXES,
    RDF,
    SOURCE,
    STATEMENT,
    local_name,
    shorten,
)

_OURS = (ONTOLOGY, ENTITY, SOURCE, CODE, STATEMENT, EVIDENCE, OBSERVATION, DISPUTE)
_PREDICATE = ox.NamedNode(RDF + "predicate")
_RECORDED_AS_TEXT = "http://id.loc.gov/datatypes/edtf/EDTF"


class _Hints:
    """A query's text against a store."""

    def __init__(self, store: ox.Store, text: str) -> None:
        self.store = store
        self.tokens = list(tokens(text))

    def iri(self, token: Token) -> ox.NamedNode | None:
        """Return the IRI that *token* writes, if it is one under one of our prefixes or whole."""
        if token.kind == "iri":
            iri = token.text[1:-1]
        elif token.kind == "name" and token.text.partition(":")[0] in PREFIXES:
            prefix, _, rest = token.text.partition(":")
            iri = PREFIXES[prefix] + rest.replace("\\", "")
        else:
            return None
        try:
            return ox.NamedNode(iri)
        except ValueError:
            return None

    @cached_property
    def terms(self) -> list[ox.NamedNode]:
        """Our own terms that the query names outside prologue and CONSTRUCT template, each once."""
        found = [self.iri(token) for token in self._body()]
        mine = [term for term in found if term and term.value.startswith(_OURS) and term.value not in _OURS]
        return list(dict.fromkeys(mine))

    def _body(self) -> Iterator[Token]:
        depth, template = 0, False
        for before, token in zip([Token("", ""), *self.tokens], self.tokens, strict=False):
            if token.text.casefold() == "construct":
                template = True
            if template:
                depth += {"{": 1, "}": -1}.get(token.text, 0)
                template = depth > 0 or token.text != "}"
                if token.text.casefold() == "where":
                    template = False
                continue
            if before.kind == "name" and token.kind == "iri" and before.text.endswith(":"):
                continue  # the namespace of a declared prefix
            yield token

    def occurs(self, term: ox.NamedNode) -> bool:
        return any(
            next(self.store.quads_for_pattern(*pattern), None)
            for pattern in ((term, None, None), (None, term, None), (None, None, term))
        )

    def nearest(self, term: ox.NamedNode) -> str:
        """Return ``; did you mean …?`` with the nearest name (or English label) in the namespace of *term*."""
        space = next(namespace for namespace in _OURS if term.value.startswith(namespace))
        names: dict[str, str] = {}
        for quad in self.store.quads_for_pattern(None, LABEL, None):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(space):
                iri = quad.subject.value
                names[iri.removeprefix(space).casefold()] = iri
                if isinstance(quad.object, ox.Literal) and quad.object.language == "en":
                    names.setdefault(quad.object.value.casefold().replace(" ", "-"), iri)
        wanted = term.value.removeprefix(space).casefold()
        close = get_close_matches(wanted, names, 1, 0.75)
        close = close or sorted((name for name in names if len(wanted) > 3 and wanted in name), key=len)[:1]
        if not close and space == ONTOLOGY and term.value.removeprefix(space)[0].isupper():
            return "; `kzgraph stats` lists the classes"
        return f"; did you mean {quoted(shorten(names[close[0]]))}?" if close else ""

    def unknown(self) -> Iterator[str]:
        for term in self.terms:
            if not self.occurs(term):
                yield f"{shown(shorten(term.value))} does not occur in the graph{self.nearest(term)}"

    def pairs(self) -> Iterator[str]:
        """Tell of a subject without the property beside it, and of a property that no simple triple has."""
        told = set()
        for first, second in zip(self.tokens, self.tokens[1:], strict=False):
            subject, predicate = self.iri(first), self.iri(second)
            if predicate is None or not predicate.value.startswith(ONTOLOGY) or predicate in told:
                continue
            if first.kind == "variable" or first.text in ";{.":
                subject = None
            elif subject is None:
                continue
            why = self._unsaid(subject, predicate)
            if why:
                told.add(predicate)
                yield why

    def _unsaid(self, subject: ox.NamedNode | None, predicate: ox.NamedNode) -> str:
        present = next(self.store.quads_for_pattern(subject, predicate, None), None)
        if present:
            return "" if subject or not self._is(present.subject, "Observation") else self._statistic(predicate)
        said = [
            quad.subject
            for quad in self.store.quads_for_pattern(None, _PREDICATE, predicate)
            if subject is None
            or next(self.store.quads_for_pattern(quad.subject, ox.NamedNode(RDF + "subject"), subject), None)
        ]
        name = shorten(predicate.value)
        about = f"of {shorten(subject.value)} " if subject else ""
        if said:
            kinds = sorted({local_name(term.value) for each in said for term in self._modalities(each)})
            return (
                f"no simple triple has {name} {about}".rstrip()
                + f": {len(said)} statement{'s' * (len(said) > 1)} ({', '.join(kinds)}) only; "
                + f"ask for ?s rdf:predicate {name} ; rdf:object ?o ; kzo:modality ?m"
            )
        return f"{shorten(subject.value)} has no {name} in the graph" if subject and self.occurs(predicate) else ""

    def _is(self, node: object, kind: str) -> bool:
        assert isinstance(node, ox.NamedNode | ox.BlankNode)
        return ox.Quad(node, TYPE, ox.NamedNode(ONTOLOGY + kind)) in self.store

    def _statistic(self, predicate: ox.NamedNode) -> str:
        if any(shorten(term.value) in ("kzo:reporter", "kzo:Observation", "kzo:fromStatement") for term in self.terms):
            return ""
        return (
            f"{shorten(predicate.value)} is a statistic and stands on observations: "
            f"ask for ?o {shorten(predicate.value)} ?value ; kzo:reporter ?whose ; kzo:partner ?with"
        )

    def _modalities(self, statement: object) -> list[ox.NamedNode]:
        assert isinstance(statement, ox.NamedNode)
        quads = self.store.quads_for_pattern(statement, ox.NamedNode(ONTOLOGY + "modality"), None)
        return [quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)]

    def texts(self) -> Iterator[str]:
        """Tell of a plain string that stands in the graph only with a language tag."""
        for token, after in zip(self.tokens, [*self.tokens[1:], Token("", "")], strict=True):
            if token.kind != "text" or after.kind == "language" or after.text == "^":
                continue
            text = token.text.strip("\"'")
            for language in ("en", "kk", "ru", "zh"):
                if next(self.store.quads_for_pattern(None, None, ox.Literal(text, language=language)), None):
                    yield f'names carry a language: write "{shown(text)}"@{language}'

    def dates(self) -> Iterator[str]:
        """Tell that a record of a date is compared as if it were a day."""
        words = {token.text.casefold() for token in self.tokens}
        if not words & {"filter"} or not any("date" in word for word in words):
            return
        for term in self.terms:
            quad = next(self.store.quads_for_pattern(None, term, None), None)
            if quad and isinstance(quad.object, ox.Literal) and quad.object.datatype.value == _RECORDED_AS_TEXT:
                yield (
                    f"{shorten(term.value)} is the record of a date (EDTF), which no engine compares with a day; "
                    "compare kzo:earliest and kzo:latest of its statement"
                )

    def doubted(self) -> Iterator[str]:
        """Tell of a thing that stands in statements, but in none that is accepted."""
        for term in self.terms:
            doubts = {said.value: self._doubt(said) for said in self._naming(term)}
            if doubts and all(doubts.values()):
                why = ", ".join(f"{count} {doubt}" for doubt, count in sorted(Counter(doubts.values()).items()))
                first = min(doubts).removeprefix(STATEMENT)
                yield (
                    f"{shown(shorten(term.value))} stands in no accepted statement ({why}); "
                    f"see `kzgraph evidence {first}`"
                )

    def _naming(self, term: ox.NamedNode) -> Iterator[ox.NamedNode]:
        for name in (RDF + "subject", RDF + "object", ONTOLOGY + "scope"):
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(name), term):
                if isinstance(quad.subject, ox.NamedNode):
                    yield quad.subject

    def _doubt(self, statement: ox.NamedNode) -> str:
        """Return why *statement* does not count as a fact; nothing when it does."""
        facts = {
            quad.predicate.value: quad.object.value
            for quad in self.store.quads_for_pattern(statement, None, None)
            if isinstance(quad.object, ox.NamedNode | ox.Literal)
        }
        modality, rank, bound, role = (
            local_name(facts.get(ONTOLOGY + name, "")) for name in ("modality", "rank", "bound", "role")
        )
        return doubt(stated=RDF + "object" in facts, modality=modality, rank=rank, bound=bound, role=role)

    def filters(self) -> Iterator[str]:
        """Tell that a modality, rank or role is asked for."""
        codes = [term for term in self.terms if term.value.startswith(CODE) and self.occurs(term)]
        if codes:
            yield f"it asks for {', '.join(shorten(term.value) for term in codes)}; without that there may be rows"


def unknown_terms(store: ox.Store, text: str) -> list[str]:
    """Return a note on each of our terms that *text* names and *store* does not hold, with the nearest that it does."""
    return list(_Hints(store, text).unknown())


def doubted_terms(store: ox.Store, text: str) -> list[str]:
    """Return a note on each thing that *text* names and of which *store* has statements, but no accepted one."""
    return list(_Hints(store, text).doubted())


def why_empty(store: ox.Store, text: str) -> list[str]:
    """Return what may be the reason that *text* finds nothing in *store*, the surest first.

    Looked at are the terms (unknown, near another), property and subject side by side (never said, or said only
    by statements that are not accepted), strings without language, records of dates compared with days, codes.
    """
    hints = _Hints(store, text)
    instead = advice(text)
    found = [instead] if instead else [*hints.unknown()]
    found = found or [*hints.pairs(), *hints.texts(), *hints.dates()]
    found = found or list(hints.filters())
    return found or ["every term occurs in the graph, but not together as the query has them"]
