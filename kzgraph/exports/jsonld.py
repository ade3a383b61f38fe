"""JSON-LD 1.1, compacted with ``ontology/context.jsonld``, the context inside, so that it reads without a network."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kzgraph.exports.data import Data
from kzgraph.files.paths import data_dir
from kzgraph.files.reading import read_text
from kzgraph.vocab import PREFIXES, RDF, XSD

_NATIVE: dict[str, Callable[[str], int | bool]] = {XSD + "integer": int, XSD + "boolean": lambda text: text == "true"}
_STRING = XSD + "string"


@dataclass(frozen=True)
class _TermDefinition:
    """How the context writes one property."""

    name: str
    type: str
    containers: tuple[str, ...]


class _Context:
    """The context file, read backwards: from IRIs to the names that it gives them."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.prefixes = {
            name: value for name, value in context.items() if isinstance(value, str) and value.endswith(("#", "/"))
        }
        self.classes: dict[str, str] = {}
        self.properties: dict[str, _TermDefinition] = {}
        for name, value in context.items():
            if isinstance(value, Mapping):
                container = value.get("@container", [])
                containers = (container,) if isinstance(container, str) else tuple(container)
                kind = value.get("@type", "")
                wide = kind if kind.startswith("@") else self.whole(kind)
                self.properties[self.whole(value["@id"])] = _TermDefinition(name, wide, containers)
            elif not name.startswith("@") and not value.startswith("@") and name not in self.prefixes:
                self.classes[self.whole(value)] = name

    def whole(self, name: str) -> str:
        prefix, mark, rest = name.partition(":")
        return self.prefixes[prefix] + rest if mark and prefix in self.prefixes else name

    def compact(self, iri: str) -> str:
        """Return *iri* as a compact IRI where a prefix of the context fits."""
        for prefix, namespace in self.prefixes.items():
            rest = iri.removeprefix(namespace)
            if rest != iri and rest and not rest.startswith("//"):
                return f"{prefix}:{rest}"
        return iri

    def add(self, node: dict[str, Any], predicate: str, terms: list[ox.NamedNode | ox.Literal]) -> None:
        """Put *terms* under *predicate* into *node*, by its name where that can say them, else by its IRI."""
        if predicate == RDF + "type":
            node["type"] = _one_or_more([self.classes.get(t.value, self.compact(t.value)) for t in terms])
            return
        term = self.properties.get(predicate)
        fits = [each for each in terms if term and self.fits(term, each)]
        rest = [each for each in terms if each not in fits]
        if term and "@language" in term.containers and fits:
            node[term.name] = self.by_language(term, [t for t in fits if isinstance(t, ox.Literal)])
        elif term and fits:
            values = [self.value(term, each) for each in fits]
            node[term.name] = values if "@set" in term.containers else _one_or_more(values)
        if rest:
            plain = self.classes.get(predicate) or self.compact(predicate)
            node[plain] = _one_or_more([self.expanded(each) for each in rest])

    def by_language(self, term: _TermDefinition, literals: Iterable[ox.Literal]) -> dict[str, Any]:
        found: dict[str, list[str]] = {}
        for literal in literals:
            found.setdefault(literal.language or "", []).append(literal.value)
        return {
            language: texts if "@set" in term.containers else _one_or_more(texts)
            for language, texts in sorted(found.items())
        }

    @staticmethod
    def fits(term: _TermDefinition, value: ox.NamedNode | ox.Literal) -> bool:
        if "@language" in term.containers:
            return isinstance(value, ox.Literal) and bool(value.language)
        if isinstance(value, ox.NamedNode):
            return term.type == "@id"
        if term.type == value.datatype.value:
            return not value.language
        return not term.type and value.datatype.value == _STRING

    def value(self, term: _TermDefinition, value: ox.NamedNode | ox.Literal) -> Any:
        if isinstance(value, ox.NamedNode):
            return self.compact(value.value)
        native = _NATIVE.get(term.type)
        return native(value.value) if native else value.value

    def expanded(self, value: ox.NamedNode | ox.Literal) -> Any:
        if isinstance(value, ox.NamedNode):
            return {"id": self.compact(value.value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == _STRING:
            return value.value
        return {"@value": value.value, "@type": self.compact(value.datatype.value)}


def _one_or_more(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def json_ld(data: Data) -> bytes:
    """Return *data* as JSON-LD: one node object a subject, sorted by id; our other prefixes join the context."""
    context = json.loads(read_text(data_dir("ontology") / "context.jsonld"))["@context"]
    context |= {
        name: space for name, space in PREFIXES.items() if name not in context and space not in context.values()
    }
    names = _Context(context)
    described: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for triple in data.triples:
        assert isinstance(triple.subject, ox.NamedNode)
        assert isinstance(triple.object, ox.NamedNode | ox.Literal)
        facts = described.setdefault(triple.subject.value, {})
        facts.setdefault(triple.predicate.value, []).append(triple.object)
    nodes = []
    for subject, facts in described.items():
        node: dict[str, Any] = {"id": names.compact(subject)}
        for predicate, terms in facts.items():
            names.add(node, predicate, terms)
        nodes.append(node)
    document = {"@context": context, "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
