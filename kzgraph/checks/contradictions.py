"""Where links and codes contradict each other, the registry, or the classes of what they are given to."""

from collections.abc import Iterable, Iterator

from kzgraph.curation.inputs import Inputs
from kzgraph.curation.rows import NOT_STATED
from kzgraph.errors import Problem, quoted, shown
from kzgraph.links.mappings import SAME, Link
from kzgraph.links.schemes import Code

Given = Link | Code

AGREE = (
    ("iso3166", "iso3166alpha2"),
    ("worldbank", "iso3166alpha3"),
    ("m49", "iso3166numeric"),
)
"""Pairs of schemes that give one country the same identifier."""

_MEND = "remove one, or make one a close match and say why"


def _subject(given: Given) -> str:
    return given.subject if isinstance(given, Link) else given.entity


def _identifier(given: Given) -> str:
    return given.object if isinstance(given, Link) else given.code


def _repeated(exact: Iterable[Given]) -> Iterator[Problem]:
    """Find one identifier given to two things, and two identifiers of one scheme given to one thing."""
    holders: dict[tuple[str, str], Given] = {}
    held: dict[tuple[str, str], Given] = {}
    for given in exact:
        scheme, subject, identifier = given.scheme, _subject(given), _identifier(given)
        first = holders.setdefault((scheme, identifier), given)
        if _subject(first) != subject:
            what = f"{scheme} {shown(identifier)} is given to {subject} and to {_subject(first)}"
            yield Problem(what, _MEND, given.file, given.line)
        first = held.setdefault((scheme, subject), given)
        if _identifier(first) != identifier:
            what = f"{subject} has two identifiers of {scheme}: {shown(_identifier(first))} and {shown(identifier)}"
            yield Problem(what, _MEND, given.file, given.line)


def _disagreeing(exact: Iterable[Given]) -> Iterator[Problem]:
    """Find countries whose codes differ between schemes that give the same one."""
    codes = {(given.scheme, _subject(given)): given for given in exact}
    for left, right in AGREE:
        for (scheme, subject), given in codes.items():
            other = codes.get((right, subject))
            if scheme == left and other and _identifier(other) != _identifier(given):
                what = f"{subject} is {_identifier(given)} in {left} and {_identifier(other)} in {right}"
                yield Problem(what, "correct one", given.file, given.line)


def _unfit(given: Given, material: Inputs) -> Iterator[Problem]:
    """Find identifiers that a thing of this class cannot have, stale labels, and links of retired ids."""
    subject = _subject(given)
    entity = material.entities.get(subject)
    kinds = material.concordance.schemes[given.scheme].kinds
    fits = material.ontology.is_a(entity.kind, kinds) if entity else "unit" in kinds
    if not fits:
        kind, wanted = entity.kind if entity else "code", " or ".join(sorted(kinds))
        what = f"{subject} is a {kind}, and {given.scheme} identifies {wanted}"
        yield Problem(what, "remove it, or make it a related match", given.file, given.line)
    if entity and entity.replaced_by:
        yield Problem(f"{subject} was replaced by {entity.replaced_by}", "link that one", given.file, given.line)


def _stated(material: Inputs) -> Iterator[Problem]:
    """Find identifiers that documents state (an ORCID iD, say) whose form or check digits are wrong."""
    for row in material.rows:
        scheme = material.concordance.schemes.get(row.property)
        if scheme and row.object != NOT_STATED and row.rank != "deprecated" and (fault := scheme.fault(row.object)):
            yield row.problem("object", fault, "read the passage again; misprinted, it is deprecated with a reason")


def contradictions(material: Inputs) -> list[Problem]:
    """Return every contradiction in the links and codes of *material*."""
    concordance = material.concordance
    exact: list[Given] = [link for link in concordance.links if link.predicate == "exactMatch"]
    exact += concordance.codes
    problems = [*_repeated(exact), *_disagreeing(exact)]
    same: list[Given] = [link for link in concordance.links if link.predicate in SAME]
    for given in (*same, *concordance.codes):
        problems += _unfit(given, material)
    for link in concordance.links:
        entity = material.entities.get(link.subject)
        if entity and entity.labels.get("en") != link.label:
            what = f"calls {link.subject} {quoted(link.label)}, the registry {quoted(entity.labels.get('en'))}"
            problems.append(link.problem(what, "write the registry's label"))
    linked = {(link.subject, link.address) for link in concordance.links if link.predicate in SAME}
    geonames = concordance.schemes["geonames"].address if "geonames" in concordance.schemes else ""
    for point in concordance.points:
        if geonames and point.source.startswith(geonames) and (point.entity, point.source) not in linked:
            what = f"the point of {point.entity} is of {shown(point.source)}, which it is not linked to"
            problems.append(Problem(what, "link it, or take the point of what is linked", point.file, point.line))
    return [*problems, *_stated(material)]
