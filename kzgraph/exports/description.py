"""The description of the dataset: VoID with partitions and linksets, DCAT with what can be downloaded."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

import pyoxigraph as ox

from kzgraph.exports.data import Data
from kzgraph.exports.dataset import PUBLIC_ACCESS, licence_of
from kzgraph.profile import Profile, profile_of, profile_triples
from kzgraph.rdf import TYPE
from kzgraph.vocab import BASE, DATASET, DCAT, DCTERMS, ENTITY, ONTOLOGY, PREFIXES, PROV, RDF, SKOS, SOURCE, XSD

VOID = "http://rdfs.org/ns/void#"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_SIDES = tuple(ONTOLOGY + name for name in ("firstSide", "secondSide", "furtherSide"))
_LINKS = tuple(SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"))


class _Description:
    """Collects triples about the dataset; every node has an IRI, since blank nodes of two files could merge."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def add(self, subject: str, **facts: object) -> None:
        """Add facts named ``prefix_name``: terms as they are, whole numbers, texts that are IRIs, other texts."""
        for name, value in facts.items():
            prefix, _, local = name.partition("_")
            predicate = ox.NamedNode(_SPACES[prefix] + local)
            for each in value if isinstance(value, list) else [value]:
                self.triples.append(ox.Triple(ox.NamedNode(subject), predicate, _term(each)))


_SPACES = {"void": VOID, "dcat": DCAT, "dcterms": DCTERMS, "prov": PROV, "rdf": RDF}


def _term(value: object) -> ox.NamedNode | ox.Literal:
    match value:
        case ox.NamedNode() | ox.Literal():
            return value
        case int():
            return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))
        case str():
            return ox.NamedNode(value) if value.startswith("http") else ox.Literal(value)
        case _:
            raise TypeError(f"no term can be made of {value!r}")


def _english(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def _part(kind: str, *names: str) -> str:
    return f"{DATASET}#{kind}-" + hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:12]


def _vocabularies(data: Data) -> list[str]:
    """Return the namespaces of the predicates and classes in use."""
    used = {triple.predicate.value for triple in data.triples}
    used |= {_iri(triple.object) for triple in data.triples if triple.predicate == TYPE}
    return sorted({space for space in PREFIXES.values() for name in used if name.startswith(space)})


def _partitions(described: _Description, data: Data) -> None:
    kinds: Counter[str] = Counter()
    predicates: Counter[str] = Counter()
    subjects: dict[str, set[object]] = defaultdict(set)
    objects: dict[str, set[object]] = defaultdict(set)
    for triple in data.triples:
        name = triple.predicate.value
        predicates[name] += 1
        subjects[name].add(triple.subject)
        objects[name].add(triple.object)
        if triple.predicate == TYPE:
            kinds[_iri(triple.object)] += 1
    for iri, number in sorted(kinds.items()):
        node = _part("class", iri)
        described.add(DATASET, void_classPartition=node)
        described.add(node, void_class=iri, void_entities=number)
    for iri, number in sorted(predicates.items()):
        node = _part("property", iri)
        described.add(DATASET, void_propertyPartition=node)
        described.add(
            node,
            void_property=iri,
            void_triples=number,
            void_distinctSubjects=len(subjects[iri]),
            void_distinctObjects=len(objects[iri]),
        )
    described.add(DATASET, void_classes=len(kinds), void_properties=len(predicates))


def _linksets(described: _Description, data: Data) -> None:
    found: Counter[tuple[str, str]] = Counter()
    for triple in data.triples:
        target = _iri(triple.object)
        ours = _iri(triple.subject).startswith((ENTITY, SOURCE))
        if ours and triple.predicate.value in _LINKS and target and not target.startswith(BASE):
            place = urlsplit(target)
            found[(triple.predicate.value, f"{place.scheme}://{place.netloc}/")] += 1
    for (link, home), number in sorted(found.items()):
        node, other = _part("links", link, home), _part("dataset", home)
        described.add(
            node,
            rdf_type=VOID + "Linkset",
            void_linkPredicate=link,
            void_subjectsTarget=DATASET,
            void_objectsTarget=other,
            void_triples=number,
        )
        described.add(other, rdf_type=VOID + "Dataset", void_uriSpace=ox.Literal(home))
        described.add(DATASET, void_subset=node)


def _examples(data: Data, profile: Profile) -> list[str]:
    """Return the IRIs of a side and of an agreement, for those who look at the data for the first time."""
    return [*filter(None, profile.poles[:1]), *data.things.of_class("Treaty")[:1]]


def description(data: Data, forms: Mapping[str, tuple[str, str, str]]) -> bytes:
    """Return the description as Turtle (W3C, VoID 2011 and DCAT 3).

    It knows no server: where the graph is served, the server's catalogue gives the addresses.

    Args:
        data: the graph.
        forms: the forms it can be had in: name → file name, media type, summary.
    """
    described, profile = _Description(), profile_of(data.store)
    licence = [profile.licence] if profile.licence else []
    documents = sorted({_iri(triple.subject) for triple in data.triples if _iri(triple.object) == ONTOLOGY + "Source"})
    described.add(
        DATASET,
        rdf_type=[VOID + "Dataset", DCAT + "Dataset"],
        dcterms_identifier=ox.Literal(DATASET),
        dcterms_creator=[ox.Literal(profile.publisher)] if profile.publisher else [],
        dcterms_modified=[ox.Literal(profile.issued, datatype=ox.NamedNode(XSD + "date"))] if profile.issued else [],
        dcterms_accessRights=[PUBLIC_ACCESS] if licence_of(profile.licence).open else [],
        dcterms_source=documents,
        prov_wasDerivedFrom=documents,
        void_uriSpace=ox.Literal(BASE),
        void_vocabulary=_vocabularies(data),
        void_exampleResource=_examples(data, profile),
        void_triples=len(data.triples),
        void_entities=sum(_iri(t.object) == ONTOLOGY + "Entity" for t in data.triples if t.predicate == TYPE),
        void_distinctSubjects=_count(data.triples, lambda triple: triple.subject),
        void_distinctObjects=_count(data.triples, lambda triple: triple.object),
    )
    described.triples += [triple for triple in profile_triples(profile) if triple.predicate.value not in _SIDES]
    _partitions(described, data)
    _linksets(described, data)
    for name, (file, media_type, summary) in sorted(forms.items()):
        node = f"{DATASET}#distribution-{name}"
        described.add(DATASET, dcat_distribution=node)
        described.add(
            node,
            rdf_type=DCAT + "Distribution",
            dcterms_title=_english(f"{file}: {summary}"),
            dcterms_license=licence,
            dcat_mediaType=_MEDIA + media_type,
        )
    prefixes = PREFIXES | {"void": VOID, "dcat": DCAT}
    triples = sorted(set(described.triples), key=str)
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""


def _count(triples: Iterable[ox.Triple], part: Callable[[ox.Triple], object]) -> int:
    return len({part(triple) for triple in triples})
