"""Which of two sides a thing stands on: it belongs to one, or it touches one or both, or its side is not stated.

What belongs somewhere does so because a statement says it: by home country, office, government, seat or place.
Where none does, the code of ISO 3166-2 that a place has been given may tell, which is no source's word (:func:`coded`).
To be one of a group of actors says nothing of a side: a group in one country may have members from another.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from kzgraph.network.network import Network

LEFT, RIGHT, BOTH, NEITHER = "left", "right", "both", "neither"
SIDES = (LEFT, BOTH, RIGHT, NEITHER)
"""The sides in the order in which they are drawn."""

_BELONGING = (
    frozenset({"homeCountry"}),
    frozenset({"officeOf", "subsidiaryOf", "affiliatedWith", "holdsOffice", "adoptedBy"}),
    frozenset({"locatedIn", "capitalOf", "largestCityOf", "partOf", "memberOf"}),
)
"""Properties by which a subject belongs where its object does, the strongest first."""

_OF_GROUPS = frozenset({"partOf", "memberOf"})
"""Properties by which an actor is one of a group."""

_ROOTED = frozenset({"Actor", "Place", "Office", "LegalInstrument"})
"""Classes that belong somewhere, or nowhere that is stated; things of all others are between those they touch."""

_TOUCHING = frozenset({"Undertaking", "Treaty", "Event", "Initiative"})
"""Classes that stand where what they touch belongs; the rest stands where these do."""


def sides(network: Network, poles: tuple[str, str] | None = None) -> Mapping[str, str]:
    """Return thing → ``left``, ``right``, ``both`` or ``neither``, seen from *poles*, by default those of the graph."""
    home = _homes(network, poles or network.poles)
    touched: dict[str, set[str]] = {name: {side} for name, side in home.items()}
    for stage in (_TOUCHING, None):
        found = defaultdict[str, set[str]](set)
        for name, thing in network.things.items():
            if name in touched or thing.classes & _ROOTED or (stage and not thing.classes & stage):
                continue
            for other in network.neighbours.get(name, ()):
                found[name] |= touched.get(other, set())
        touched.update(found)
    return {name: _side(touched.get(name, set())) for name in network.things}


def coded(network: Network, poles: tuple[str, str] | None = None) -> frozenset[str]:
    """Return the things whose side no statement gives, but the code of ISO 3166-2 of the place where they are."""
    without = {name: replace(thing, country_by_code="") for name, thing in network.things.items()}
    poles = poles or network.poles
    said, all_of_them = _homes(replace(network, things=without), poles), _homes(network, poles)
    return frozenset(all_of_them.keys() - said.keys())


def _side(found: set[str]) -> str:
    return BOTH if len(found) > 1 else next(iter(found), NEITHER)


def _homes(network: Network, poles: tuple[str, str]) -> dict[str, str]:
    """Return thing → the side it belongs to, for what is rooted and belongs to one side only."""
    home = {pole: side for pole, side in zip(poles, (LEFT, RIGHT), strict=True) if pole in network.things}
    coded: dict[str, str] = {}
    while True:
        for properties in _BELONGING:  # after each finding the strongest are asked anew
            certain = _certain(network, home, properties)
            if certain:
                home |= certain
                break
        else:
            if coded:
                return home
            coded = {
                name: home[thing.country_by_code]
                for name, thing in network.things.items()
                if name not in home and thing.country_by_code in home
            }
            if not coded:
                return home
            home |= coded


def _certain(network: Network, home: Mapping[str, str], properties: frozenset[str]) -> dict[str, str]:
    """Return what is not in *home* yet and belongs, by *properties*, where exactly one side is."""
    found: dict[str, set[str]] = defaultdict(set)
    for tie in network.ties:
        rooted = network.things[tie.subject].classes & _ROOTED and tie.subject not in home
        if tie.predicate in _OF_GROUPS and "ActorGroup" in network.things[tie.object].classes:
            continue
        if rooted and tie.accepted and tie.predicate in properties and tie.object in home:
            found[tie.subject].add(home[tie.object])
    return {name: next(iter(where)) for name, where in found.items() if len(where) == 1}
