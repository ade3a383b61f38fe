"""Registry, statement tables, documents and judgements become one graph.

Nobody writes a simple triple by hand: it stands here only because an accepted statement says it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from kzgraph import vocab
from kzgraph.curation.bilateral import Bilateral, Pair, in_order, relation_id
from kzgraph.curation.entities import Entity
from kzgraph.curation.inputs import Claim, Inputs, evidence_id
from kzgraph.curation.judgements import Relation, standing_for
from kzgraph.curation.rows import NOT_STATED, Row
from kzgraph.dates import Span, parse
from kzgraph.documents.source import Source
from kzgraph.links import concordance
from kzgraph.ontology import Property, ValueKind
from kzgraph.profile import profile_triples
from kzgraph.rdf import LABEL, TYPE, Term


class _Writer:
    """Turns material into triples."""

    def __init__(self, material: Inputs) -> None:
        self.material = material
        self.ontology = material.ontology
        self.triples: list[ox.Triple] = []
        self.same = standing_for(material.identity)

    def add(self, subject: str, predicate: str, *objects: Term | None) -> None:
        for term in objects:
            if term is not None:
                self.triples.append(ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), term))

    def own(self, subject: str, **facts: Term | Iterable[Term] | None) -> None:
        """Add facts whose predicates are terms of our ontology; a fact may have no value, one or several."""
        for name, value in facts.items():
            terms = (value,) if value is None or isinstance(value, Term) else tuple(value)
            self.add(subject, vocab.ONTOLOGY + name, *terms)

    def typed(self, subject: str, *classes: str) -> None:
        self.add(subject, TYPE.value, *(ox.NamedNode(name) for name in classes))

    def iri(self, name: str) -> ox.NamedNode:
        """Return the IRI of an entity, a document or a code; of two found the same, that of the one that stays."""
        name = self.same.get(name, name)
        if name in self.material.sources:
            return ox.NamedNode(vocab.SOURCE + name)
        if name in self.material.entities:
            return ox.NamedNode(vocab.ENTITY + name)
        return ox.NamedNode(self.ontology.any_code(name) or vocab.ENTITY + name)

    def code(self, scheme: str, notation: str) -> ox.NamedNode | None:
        found = self.ontology.code(scheme, notation)
        return ox.NamedNode(found) if found else None

    # --- registry, documents, judgements

    def entity(self, entity: Entity) -> None:
        subject = vocab.ENTITY + entity.id
        kinds = self.ontology.ancestors.get(entity.kind, frozenset())
        self.typed(subject, *(vocab.ONTOLOGY + name for name in kinds))
        self.add(subject, LABEL.value, *(ox.Literal(text, language=lang) for lang, text in entity.labels.items()))
        self.add(
            subject,
            vocab.SKOS + "altLabel",
            *(ox.Literal(text, language=lang) for text, lang in entity.aliases),
        )
        self.add(subject, vocab.SKOS + "hiddenLabel", *(ox.Literal(text) for text in entity.hidden))
        if entity.note:
            self.add(subject, vocab.RDFS + "comment", ox.Literal(entity.note, language="en"))
        translated = (ox.Literal(text, language=lang) for text, lang in entity.translated)
        self.add(subject, vocab.ONTOLOGY + "translated", *translated)
        for name in entity.broader:
            self.add(subject, vocab.SKOS + "broader", self.iri(name))
        if self.ontology.is_a(entity.kind, frozenset({"Subject"})) and entity.kind != "BilateralRelation":
            self.add(subject, vocab.SKOS + "inScheme", ox.NamedNode(vocab.CODE + "subjects"))
        if entity.replaced_by:
            self.add(subject, vocab.DCTERMS + "isReplacedBy", ox.NamedNode(vocab.ENTITY + entity.replaced_by))

    def source(self, source: Source) -> None:
        self.triples.extend(source.triples)
        kinds = self.ontology.ancestors.get("Source", frozenset())
        self.typed(vocab.SOURCE + source.id, *(vocab.ONTOLOGY + name for name in kinds))

    def relation(self, relation: Relation) -> None:
        left, right = (ox.NamedNode(vocab.STATEMENT + side) for side in (relation.left, relation.right))
        if relation.relation == "includedIn":
            self.own(left.value, includedIn=right)
            return
        name = hashlib.sha256("\x1f".join(sorted((relation.left, relation.right))).encode()).hexdigest()[:16]
        subject = vocab.DISPUTE + name
        self.typed(subject, vocab.ONTOLOGY + "Dispute")
        self.own(subject, disputes=[left, right], reason=ox.Literal(relation.reason))

    def identity(self, decision: Relation) -> None:
        left, right = self.iri(decision.left), self.iri(decision.right)
        if decision.relation == "same":  # the old id answers still, and its names find the one that stays
            self.add(vocab.ENTITY + decision.left, vocab.DCTERMS + "isReplacedBy", right)
            old, new = self.material.entities[decision.left], self.material.entities.get(decision.right)
            known = {*new.labels.values(), *(name for name, _ in new.aliases)} if new else set()
            names = [(text, lang) for lang, text in old.labels.items()] + list(old.aliases)
            terms = [ox.Literal(text, language=lang) for text, lang in names if text not in known]
            self.add(right.value, vocab.SKOS + "altLabel", *terms)
        if decision.relation == "unsure" and left != right:
            self.own(left.value, possiblySame=right)
            self.own(right.value, possiblySame=left)

    # --- bilateral relations

    def bilateral(self) -> None:
        """Add, by rule, what belongs to which relation of two countries, and the relations that nobody registered."""
        rule = Bilateral(self.material.statements, self.material.entities, self.ontology)
        added: dict[Pair, str] = dict(rule.between)
        belonging = [(vocab.ENTITY + name, "inRelation", pair) for name, pair in rule.things()]
        belonging += [(vocab.STATEMENT + claim.id, "figureOf", pair) for claim, pair in rule.figures()]
        for subject, name, pair in belonging:
            if pair not in added:
                added[pair] = self.unregistered(pair)
            self.own(subject, **{name: ox.NamedNode(vocab.ENTITY + added[pair])})

    def unregistered(self, pair: Pair) -> str:
        """Add the relation of the countries in *pair*, and return its id."""
        entities = self.material.entities
        home = next(iter(self.material.profile.sides), "")
        name = relation_id(pair, home)
        first, second = (entities[each].labels["en"] for each in in_order(pair, home))
        relation = Entity(name, "BilateralRelation", {"en": f"{first}–{second} relations"})
        self.entity(relation)
        self.own(vocab.ENTITY + name, between=[ox.NamedNode(vocab.ENTITY + each) for each in pair])
        return name

    # --- statements

    def statement(self, statement: Claim) -> None:
        row, subject = statement.row, vocab.STATEMENT + statement.id
        known = self.ontology.properties[row.property]
        self.typed(
            subject,
            vocab.ONTOLOGY + "Statement",
            *([] if statement.stated else [vocab.ONTOLOGY + "NotStated"]),
        )
        self.add(subject, vocab.RDF + "subject", self.iri(row.subject))
        self.add(subject, vocab.RDF + "predicate", ox.NamedNode(vocab.ONTOLOGY + row.property))
        value = self.value(row, known) if statement.stated else None
        self.add(subject, vocab.RDF + "object", value)
        self.own(
            subject,
            modality=self.code("modality", statement.modality),
            rank=self.code("rank", row.rank),
            role=self.code("role", row.role),
            reason=ox.Literal(row.reason) if row.rank != "normal" else None,
            **self.quantity(row, known),
            **self.dates(row, known),
        )
        self.own(subject, scope=[self.iri(name) for name in row.scopes])
        for each in statement.rows:
            self.evidence(subject, each)
        if statement.accepted and not known.statistic and self.canonical(row, known):
            self.add(self.iri(row.subject).value, vocab.ONTOLOGY + row.property, value)
        if statement.stated and known.statistic and row.rank != "deprecated":
            self.observation(statement, known)

    def value(self, row: Row, known: Property) -> Term:
        """Return the object as a term: dates as EDTF, numbers in the property's canonical unit.

        A number that no factor turns into that unit stays as it is, and its statement says in which unit.
        """
        match known.kind:
            case ValueKind.ENTITY | ValueKind.CODE:
                return self.iri(row.object)
            case ValueKind.NUMBER:
                return _decimal(Decimal(row.object) * (self.factor(row, known) or 1))
            case ValueKind.DATE:
                return ox.Literal(row.object, datatype=ox.NamedNode(vocab.EDTF))
            case ValueKind.TEXT:
                return ox.Literal(row.object)

    def factor(self, row: Row, known: Property) -> Decimal | None:
        return self.ontology.factor(row.unit, known.unit) if known.unit else Decimal(1)

    def canonical(self, row: Row, known: Property) -> bool:
        """Say whether the object stands in the property's own unit, so that it can be read without one."""
        return known.kind is not ValueKind.NUMBER or self.factor(row, known) is not None

    def quantity(self, row: Row, known: Property) -> dict[str, Term | None]:
        if known.kind is not ValueKind.NUMBER or row.object == NOT_STATED:
            return {"bound": self.code("operator", row.operator)}
        unit = ox.NamedNode(self.ontology.units[row.unit].iri)
        return {
            "amount": _decimal(Decimal(row.object)),
            "unit": unit,
            "objectUnit": None if self.canonical(row, known) else unit,
            "bound": self.code("operator", row.operator),
        }

    def dates(self, row: Row, known: Property) -> dict[str, Term | None]:
        """Return the record (EDTF) and its bounds, of ``time`` or else of a date that is the object."""
        text = row.time or (row.object if known.kind is ValueKind.DATE and row.object != NOT_STATED else "")
        return {"time": ox.Literal(text, datatype=ox.NamedNode(vocab.EDTF)), **bounds(parse(text))} if text else {}

    def evidence(self, statement: str, row: Row) -> None:
        subject = vocab.EVIDENCE + evidence_id(row)
        document = self.iri(row.source)
        self.own(statement, evidence=ox.NamedNode(subject))
        self.add(statement, vocab.PROV + "wasDerivedFrom", document)
        self.typed(subject, vocab.ONTOLOGY + "Evidence", vocab.OA + "SpecificResource")
        self.add(subject, vocab.OA + "hasSource", document)
        self.add(subject, vocab.OA + "hasSelector", self.selector(f"{subject}#position", row.span))
        page = self.material.sources[row.source].page_at(row.span[0])
        self.own(
            subject,
            pageNumber=_integer(page) if page else None,
            fingerprint=ox.Literal(row.fingerprint),
            modality=self.code("modality", row.modality),
            printed=ox.Literal(row.printed) if row.printed else None,
            reason=ox.Literal(row.reason) if row.reason else None,
            statedBy=self.iri(row.stated_by) if row.stated_by else None,
            citedSource=self.iri(row.cites) if row.cites else None,
            via=[self.selector(f"{subject}#via-{n}", span) for n, span in enumerate(row.via_spans, 1)],
        )

    def selector(self, subject: str, span: tuple[int, int]) -> ox.NamedNode:
        self.typed(subject, vocab.OA + "TextPositionSelector")
        self.add(subject, vocab.OA + "start", _integer(span[0]))
        self.add(subject, vocab.OA + "end", _integer(span[1]))
        return ox.NamedNode(subject)

    def observation(self, statement: Claim, known: Property) -> None:
        row, subject = statement.row, vocab.OBSERVATION + statement.id
        self.typed(subject, vocab.QB + "Observation", vocab.ONTOLOGY + "Observation")
        self.add(subject, vocab.QB + "dataSet", ox.NamedNode(vocab.DATASET))
        self.add(subject, vocab.QB + "measureType", ox.NamedNode(vocab.ONTOLOGY + row.property))
        self.add(subject, vocab.ONTOLOGY + row.property, self.value(row, known))
        dimensions: dict[str, list[Term]] = defaultdict(list)
        for name in row.scopes:
            dimensions[self.dimension(name)].append(self.iri(name))
        self.own(
            subject,
            fromStatement=ox.NamedNode(vocab.STATEMENT + statement.id),
            reporter=self.iri(row.subject),
            unit=ox.NamedNode(self.ontology.units[self.unit_of(row, known)].iri) if known.unit else None,
            bound=self.code("operator", row.operator),
            modality=self.code("modality", statement.modality),
            notStated=None if row.time else ox.NamedNode(vocab.ONTOLOGY + "time"),
            **dimensions,
            **self.dates(row, known),
        )

    def unit_of(self, row: Row, known: Property) -> str:
        """Return the notation of the unit in which the object of *row* stands."""
        return known.unit if self.canonical(row, known) else row.unit

    def dimension(self, name: str) -> str:
        """Return the dimension of an observation that a scope belongs to."""
        entity = self.material.entities.get(name)
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


def build(material: Inputs) -> list[ox.Triple]:
    """Return the triples of the graph that *material* makes."""
    writer = _Writer(material)
    for entity in material.entities.values():
        writer.entity(entity)
    for source in material.sources.values():
        writer.source(source)
    for statement in material.statements:
        writer.statement(statement)
    writer.bilateral()
    for relation in material.relations:
        writer.relation(relation)
    for decision in material.identity:
        writer.identity(decision)
    writer.triples += concordance.triples(material.concordance)
    writer.typed(vocab.DATASET, vocab.QB + "DataSet")
    writer.triples += profile_triples(material.profile)
    return writer.triples
