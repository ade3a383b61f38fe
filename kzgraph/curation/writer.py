"""Triples of what was read: of a statement, of a thing, of a document, of a judgement.

Nobody writes a simple triple by hand: it stands here only because an accepted statement says it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from kzgraph import vocab
from kzgraph.curation.bilateral import Pair, in_order, relation_id
from kzgraph.curation.claims import Claim, evidence_id
from kzgraph.curation.entities import Entity
from kzgraph.curation.inputs import Registry
from kzgraph.curation.judgements import Relation, standing_for
from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.dates import Span, parse
from kzgraph.documents.source import Source
from kzgraph.links import concordance
from kzgraph.ontology import Property, ValueKind
from kzgraph.profile import profile_triples
from kzgraph.rdf import LABEL, TYPE, Term


class Writer:
    """Turns statements, and what they are read against, into triples.

    What it returns for a statement depends on the statement and the registry alone: it may be asked in any order, in
    any process, on any machine.
    """

    def __init__(self, registry: Registry) -> None:
        """Take the registry, without rows."""
        self.registry = registry
        self.ontology = registry.ontology
        self._same = standing_for(registry.identity)
        self._home = next(iter(registry.profile.sides), "")
        self._triples: list[ox.Triple] = []

    def _taken(self) -> list[ox.Triple]:
        triples, self._triples = self._triples, []
        return triples

    def all_but_statements(self) -> list[ox.Triple]:
        """Return the triples of things, documents, judgements, links and of the graph itself."""
        for entity in self.registry.entities.values():
            self._entity(entity)
        for source in self.registry.sources.values():
            self._source(source)
        for relation in self.registry.relations:
            self._relation(relation)
        for decision in self.registry.identity:
            self._identity(decision)
        self._triples += concordance.triples(self.registry.concordance)
        self._typed(vocab.DATASET, vocab.QB + "DataSet")
        self._triples += profile_triples(self.registry.profile)
        return self._taken()

    def _add(self, subject: str, predicate: str, *objects: Term | None) -> None:
        for term in objects:
            if term is not None:
                self._triples.append(ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), term))

    def _own(self, subject: str, **facts: Term | Iterable[Term] | None) -> None:
        """Add facts whose predicates are terms of our ontology; a fact may have no value, one or several."""
        for name, value in facts.items():
            terms = (value,) if value is None or isinstance(value, Term) else tuple(value)
            self._add(subject, vocab.ONTOLOGY + name, *terms)

    def _typed(self, subject: str, *classes: str) -> None:
        self._add(subject, TYPE.value, *(ox.NamedNode(name) for name in classes))

    def _iri(self, name: str) -> ox.NamedNode:
        """Return the IRI of an entity, a document or a code; of two found the same, that of the one that stays."""
        name = self._same.get(name, name)
        if name in self.registry.sources:
            return ox.NamedNode(vocab.SOURCE + name)
        if name in self.registry.entities:
            return ox.NamedNode(vocab.ENTITY + name)
        return ox.NamedNode(self.ontology.any_code(name) or vocab.ENTITY + name)

    def _code(self, scheme: str, notation: str) -> ox.NamedNode | None:
        found = self.ontology.code(scheme, notation)
        return ox.NamedNode(found) if found else None

    # --- registry, documents, judgements

    def _entity(self, entity: Entity) -> None:
        subject = vocab.ENTITY + entity.id
        kinds = self.ontology.ancestors.get(entity.kind, frozenset())
        self._typed(subject, *(vocab.ONTOLOGY + name for name in kinds))
        self._add(subject, LABEL.value, *(ox.Literal(text, language=lang) for lang, text in entity.labels.items()))
        self._add(
            subject,
            vocab.SKOS + "altLabel",
            *(ox.Literal(text, language=lang) for text, lang in entity.aliases),
        )
        self._add(subject, vocab.SKOS + "hiddenLabel", *(ox.Literal(text) for text in entity.hidden))
        if entity.note:
            self._add(subject, vocab.RDFS + "comment", ox.Literal(entity.note, language="en"))
        translated = (ox.Literal(text, language=lang) for text, lang in entity.translated)
        self._add(subject, vocab.ONTOLOGY + "translated", *translated)
        for name in entity.broader:
            self._add(subject, vocab.SKOS + "broader", self._iri(name))
        if self.ontology.is_a(entity.kind, frozenset({"Subject"})) and entity.kind != "BilateralRelation":
            self._add(subject, vocab.SKOS + "inScheme", ox.NamedNode(vocab.CODE + "subjects"))
        if entity.replaced_by:
            self._add(subject, vocab.DCTERMS + "isReplacedBy", ox.NamedNode(vocab.ENTITY + entity.replaced_by))

    def _source(self, source: Source) -> None:
        self._triples.extend(source.triples)
        kinds = self.ontology.ancestors.get("Source", frozenset())
        self._typed(vocab.SOURCE + source.id, *(vocab.ONTOLOGY + name for name in kinds))

    def _relation(self, relation: Relation) -> None:
        left, right = (ox.NamedNode(vocab.STATEMENT + side) for side in (relation.left, relation.right))
        if relation.relation == "includedIn":
            self._own(left.value, includedIn=right)
            return
        name = hashlib.sha256("\x1f".join(sorted((relation.left, relation.right))).encode()).hexdigest()[:16]
        subject = vocab.DISPUTE + name
        self._typed(subject, vocab.ONTOLOGY + "Dispute")
        self._own(subject, disputes=[left, right], reason=ox.Literal(relation.reason))

    def _identity(self, decision: Relation) -> None:
        left, right = self._iri(decision.left), self._iri(decision.right)
        if decision.relation == "same":  # the old id answers still, and its names find the one that stays
            self._add(vocab.ENTITY + decision.left, vocab.DCTERMS + "isReplacedBy", right)
            old, new = self.registry.entities[decision.left], self.registry.entities.get(decision.right)
            known = {*new.labels.values(), *(name for name, _ in new.aliases)} if new else set()
            names = [(text, lang) for lang, text in old.labels.items()] + list(old.aliases)
            terms = [ox.Literal(text, language=lang) for text, lang in names if text not in known]
            self._add(right.value, vocab.SKOS + "altLabel", *terms)
        if decision.relation == "unsure" and left != right:
            self._own(left.value, possiblySame=right)
            self._own(right.value, possiblySame=left)

    # --- bilateral relations

    def relation_of(self, pair: Pair, between: Mapping[Pair, str]) -> ox.NamedNode:
        """Return the relation of the two countries in *pair*: the registered one, or the one that is added."""
        return ox.NamedNode(vocab.ENTITY + (between.get(pair) or relation_id(pair, self._home)))

    def added(self, pair: Pair) -> list[ox.Triple]:
        """Return the relation of two countries that nobody registered."""
        first, second = (self.registry.entities[each].labels["en"] for each in in_order(pair, self._home))
        name = relation_id(pair, self._home)
        self._entity(Entity(name, "BilateralRelation", {"en": f"{first}–{second} relations"}))
        self._own(vocab.ENTITY + name, between=[ox.NamedNode(vocab.ENTITY + each) for each in pair])
        return self._taken()

    # --- statements

    def statement(self, statement: Claim) -> list[ox.Triple]:
        """Return the triples of *statement*, of its evidence, and the simple one when it is a fact."""
        row, subject = statement.row, vocab.STATEMENT + statement.id
        known = self.ontology.properties[row.property]
        self._typed(
            subject,
            vocab.ONTOLOGY + "Statement",
            *([] if statement.stated else [vocab.ONTOLOGY + "NotStated"]),
        )
        self._add(subject, vocab.RDF + "subject", self._iri(row.subject))
        self._add(subject, vocab.RDF + "predicate", ox.NamedNode(vocab.ONTOLOGY + row.property))
        value = self._value(row, known) if statement.stated else None
        self._add(subject, vocab.RDF + "object", value)
        self._own(
            subject,
            modality=self._code("modality", statement.modality),
            rank=self._code("rank", row.rank),
            role=self._code("role", row.role),
            reason=ox.Literal(row.reason) if row.rank != "normal" else None,
            **self._quantity(row, known),
            **self._dates(row, known),
        )
        self._own(subject, scope=[self._iri(name) for name in row.scopes])
        for each in statement.rows:
            self._evidence(subject, each)
        if statement.accepted and not known.statistic and self._canonical(row, known):
            self._add(self._iri(row.subject).value, vocab.ONTOLOGY + row.property, value)
        if statement.stated and known.statistic and row.rank != "deprecated":
            self._observation(statement, known)
        return self._taken()

    def _value(self, row: Row, known: Property) -> Term:
        """Return the object as a term: dates as EDTF, numbers in the property's canonical unit.

        A number that no factor turns into that unit stays as it is, and its statement says in which unit.
        """
        match known.kind:
            case ValueKind.ENTITY | ValueKind.CODE:
                return self._iri(row.object)
            case ValueKind.NUMBER:
                return _decimal(Decimal(row.object) * (self._factor(row, known) or 1))
            case ValueKind.DATE:
                return ox.Literal(row.object, datatype=ox.NamedNode(vocab.EDTF))
            case ValueKind.TEXT:
                return ox.Literal(row.object)

    def _factor(self, row: Row, known: Property) -> Decimal | None:
        return self.ontology.factor(row.unit, known.unit) if known.unit else Decimal(1)

    def _canonical(self, row: Row, known: Property) -> bool:
        """Say whether the object stands in the property's own unit, so that it can be read without one."""
        return known.kind is not ValueKind.NUMBER or self._factor(row, known) is not None

    def _quantity(self, row: Row, known: Property) -> dict[str, Term | None]:
        if known.kind is not ValueKind.NUMBER or row.object == NOT_STATED:
            return {"bound": self._code("operator", row.operator)}
        unit = ox.NamedNode(self.ontology.units[row.unit].iri)
        return {
            "amount": _decimal(Decimal(row.object)),
            "unit": unit,
            "objectUnit": None if self._canonical(row, known) else unit,
            "bound": self._code("operator", row.operator),
        }

    def _dates(self, row: Row, known: Property) -> dict[str, Term | None]:
        """Return the record (EDTF) and its bounds, of ``time`` or else of a date that is the object."""
        text = row.time or (row.object if known.kind is ValueKind.DATE and row.object != NOT_STATED else "")
        return {"time": ox.Literal(text, datatype=ox.NamedNode(vocab.EDTF)), **bounds(parse(text))} if text else {}

    def _evidence(self, statement: str, row: Row) -> None:
        subject = vocab.EVIDENCE + evidence_id(row)
        document = self._iri(row.source)
        self._own(statement, evidence=ox.NamedNode(subject))
        self._add(statement, vocab.PROV + "wasDerivedFrom", document)
        self._typed(subject, vocab.ONTOLOGY + "Evidence", vocab.OA + "SpecificResource")
        self._add(subject, vocab.OA + "hasSource", document)
        self._add(subject, vocab.OA + "hasSelector", self._selector(f"{subject}#position", row.span))
        page = self.registry.sources[row.source].page_at(row.span[0])
        self._own(
            subject,
            pageNumber=_integer(page) if page else None,
            fingerprint=ox.Literal(row.fingerprint),
            modality=self._code("modality", row.modality),
            printed=ox.Literal(row.printed) if row.printed else None,
            reason=ox.Literal(row.reason) if row.reason else None,
            statedBy=self._iri(row.stated_by) if row.stated_by else None,
            citedSource=self._iri(row.cites) if row.cites else None,
            via=[self._selector(f"{subject}#via-{n}", span) for n, span in enumerate(row.via_spans, 1)],
        )

    def _selector(self, subject: str, span: tuple[int, int]) -> ox.NamedNode:
        self._typed(subject, vocab.OA + "TextPositionSelector")
        self._add(subject, vocab.OA + "start", _integer(span[0]))
        self._add(subject, vocab.OA + "end", _integer(span[1]))
        return ox.NamedNode(subject)

    def _observation(self, statement: Claim, known: Property) -> None:
        row, subject = statement.row, vocab.OBSERVATION + statement.id
        self._typed(subject, vocab.QB + "Observation", vocab.ONTOLOGY + "Observation")
        self._add(subject, vocab.QB + "dataSet", ox.NamedNode(vocab.DATASET))
        self._add(subject, vocab.QB + "measureType", ox.NamedNode(vocab.ONTOLOGY + row.property))
        self._add(subject, vocab.ONTOLOGY + row.property, self._value(row, known))
        dimensions: dict[str, list[Term]] = defaultdict(list)
        for name in row.scopes:
            dimensions[self._dimension(name)].append(self._iri(name))
        self._own(
            subject,
            fromStatement=ox.NamedNode(vocab.STATEMENT + statement.id),
            reporter=self._iri(row.subject),
            unit=ox.NamedNode(self.ontology.units[self._unit_of(row, known)].iri) if known.unit else None,
            bound=self._code("operator", row.operator),
            modality=self._code("modality", statement.modality),
            notStated=None if row.time else ox.NamedNode(vocab.ONTOLOGY + "time"),
            **dimensions,
            **self._dates(row, known),
        )

    def _unit_of(self, row: Row, known: Property) -> str:
        """Return the notation of the unit in which the object of *row* stands."""
        return known.unit if self._canonical(row, known) else row.unit

    def _dimension(self, name: str) -> str:
        """Return the dimension of an observation that a scope belongs to."""
        entity = self.registry.entities.get(name)
        for kind, dimension in (
            ("Actor", "partner"),
            ("Place", "partner"),
            ("Sector", "refSector"),
            ("Product", "product"),
        ):
            if entity and self.ontology.is_a(entity.kind, frozenset({kind})):
                return dimension
        return "scope"


def bounds(span: Span) -> dict[str, Term | None]:
    """Return the four days of *span* as ``xsd:date`` literals under the names of their properties."""
    return {
        "earliest": _date(span.earliest),
        "latestStart": _date(span.latest_start),
        "earliestEnd": _date(span.earliest_end),
        "latest": _date(span.latest),
        "openEnd": ox.Literal("true", datatype=ox.NamedNode(vocab.XSD + "boolean")) if span.open_end else None,
    }


def _date(day: date | None) -> ox.Literal | None:
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(vocab.XSD + "date")) if day else None


def _integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(vocab.XSD + "integer"))


def _decimal(number: Decimal) -> ox.Literal:
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ox.Literal(text, datatype=ox.NamedNode(vocab.XSD + "decimal"))
