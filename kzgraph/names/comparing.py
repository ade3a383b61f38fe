"""How alike two names are: a score from 0 to 1, and the features that made it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from rapidfuzz.distance import DamerauLevenshtein

from kzgraph.names.parts import OF_COUNTRIES, PLACES, WEIGHT, Name, NamePart, Role, Script, take_apart
from kzgraph.names.sounds import VOWELS, coarse, consonants, is_cyrillic, syllables

ALIKE = 0.8
"""Two words are paired when they are at least so much alike."""
ABBREVIATION = 0.88
"""The score of a name and its first letters: enough for a second look, not for a match."""
_PLACE_OF = {"Province": "region", "City": "city"}


@dataclass(frozen=True)
class Comparison:
    """How alike two names are, and why."""

    score: float
    features: tuple[str, ...]


def _letters(left: str, right: str) -> float:
    if left == right:
        return 1.0
    if min(len(left), len(right)) < 4:
        return 0.0
    return float(DamerauLevenshtein.normalized_similarity(left, right))


def _script(token: NamePart) -> Script:
    if token.text > "\u3000":
        return Script.HAN
    return Script.CYRILLIC if is_cyrillic(token.text) else Script.LATIN


def _is_han(token: NamePart) -> bool:
    return _script(token) is Script.HAN


def _sounds(left: NamePart, right: NamePart) -> float:
    best = 0.0
    for one in dict.fromkeys(left.keys):
        for other in dict.fromkeys(right.keys):
            frame = consonants(one)  # vowels are what spellings differ in
            same = len(frame) > 2 and len(one) == len(other) and frame == consonants(other)
            best = max(best, 0.92 if same and one != other else 0.0, _letters(one, other))
    if best < ALIKE and _is_han(left) != _is_han(right):
        shared = {coarse(key) for key in left.keys} & {coarse(key) for key in right.keys}
        size = max(map(len, shared), default=0)
        best = 0.88 if size > 3 else 0.82 if size == 3 else 0.0
    return best


def alike(left: NamePart, right: NamePart) -> float:
    """Return how alike two words are, from 0 to 1.

    A single letter stands for any word that begins with it.  Two words of Chinese syllables are the same or not:
    Nanjing is no misspelling of Nanning.  Neither are abbreviations, which have no vowel, of each other.
    """
    if left.text == right.text or (left.concept and left.concept == right.concept):
        return 1.0
    if (left.concept and right.concept) or left.text.isdigit() or right.text.isdigit():
        return 0.0
    if left.concept or right.concept:  # perhaps a misspelt word of the vocabulary
        near = _letters(left.text, right.text)
        return near if near >= ALIKE and Role.WORD in (left.role, right.role) else 0.0
    if Role.INITIAL in (left.role, right.role):
        return 0.9 if left.keys[0][:1] == right.keys[0][:1] else 0.0
    if all(_is_han(token) or syllables(token.text) for token in (left, right)):
        one_script = _script(left) is _script(right)
        return 0.0 if one_script else float(bool(set(left.keys) & set(right.keys)))
    if not all(set(token.keys[0]) & set(VOWELS) for token in (left, right)):
        return 0.0
    return _sounds(left, right)


def _joined(tokens: Sequence[NamePart]) -> NamePart:
    keys = tuple("".join(token.keys[place] for token in tokens) for place in range(3))
    return NamePart("".join(token.text for token in tokens), "", Role.OTHER, keys)


def _together(left: Sequence[NamePart], right: Sequence[NamePart]) -> tuple[float, bool]:
    """Return how alike the words are when written as one, in the best order, and whether that is another order.

    Names of China are written apart and together.
    """
    if not left or not right or max(len(left), len(right)) > 4 or len(left) == len(right):
        return 0.0, False
    sizes = sorted(sum(len(token.keys[0]) for token in side) for side in (left, right))
    if sizes[0] < 0.6 * sizes[1]:
        return 0.0, False
    more, fewer = (left, right) if len(left) > len(right) else (right, left)
    orders = [(alike(_joined(order), _joined(fewer)), order) for order in permutations(more)]
    score, order = max(orders, key=lambda found: found[0])
    return score, list(order) != list(more)


Pair = tuple[float, int, int]


def _pairs(left: Sequence[NamePart], right: Sequence[NamePart]) -> list[Pair]:
    """Pair the words of two names by their places, the most alike first, each once."""
    scored = [(alike(one, other), i, j) for i, one in enumerate(left) for j, other in enumerate(right)]
    taken, pairs = (set[int](), set[int]()), list[Pair]()
    for score, i, j in sorted(scored, key=lambda found: (-found[0], abs(found[1] - found[2]))):
        if score >= ALIKE and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((score, i, j))
    return pairs


def _weight(tokens: Sequence[NamePart]) -> float:
    return sum(WEIGHT[token.role] for token in tokens)


@dataclass(frozen=True)
class _Overlap:
    """What two names share: its weight of all, why, and the words that only one has."""

    share: float
    features: tuple[str, ...]
    extra: tuple[tuple[NamePart, ...], tuple[NamePart, ...]]


def _overlap(left: Name, right: Name) -> _Overlap:
    sides = [list(left.content), list(right.content)]
    own = [left.own, right.own]
    features, common, total = list[str](), 0.0, 0.0
    together, moved = _together(*own)
    if together > 0.9:
        common = 2 * together * min(map(_weight, own))
        total = 2 * min(map(_weight, own))
        features.append("written together or apart" + (", in another order" if moved else ""))
        sides = [[token for token in side if token not in mine] for side, mine in zip(sides, own, strict=True)]
    total += sum(map(_weight, sides))
    pairs = _pairs(*sides)
    for score, i, j in pairs:
        mine, theirs = sides[0][i], sides[1][j]
        common += score**2 * (WEIGHT[mine.role] + WEIGHT[theirs.role])
        if mine.text != theirs.text:
            how = f"means {mine.concept}" if score == 1 and mine.concept else "sounds the same"
            features.append(f"{mine.text} = {theirs.text} ({how if score == 1 else 'sounds alike'})")
    extra = tuple(
        tuple(token for place, token in enumerate(side) if place not in {pair[1 + number] for pair in pairs})
        for number, side in enumerate(sides)
    )
    for which, rest in zip(("first", "second"), extra, strict=True):
        if rest:
            features.append(f"only the {which} has {' '.join(dict.fromkeys(token.text for token in rest))}")
    places = [j for _, _, j in sorted(pairs, key=lambda pair: pair[1])]
    if places != sorted(places):
        features.append("the order of words differs")
    return _Overlap(common / total if total else 0.0, tuple(features), (extra[0], extra[1]))


def _caps_of_places(left: Name, right: Name, kind: str) -> Iterator[tuple[float, str]]:
    wanted = right.place or _PLACE_OF.get(kind, "")
    if left.place and wanted and left.place != wanted:
        yield 0.5, f"a {left.place} is no {wanted}"
    for bare, named in ((left.place or "", right), (wanted, left)):
        sure = named.has(Role.PROVINCE) or named.has(Role.AUTONOMOUS)  # no city is called so
        if named.place == "region" and not bare and not sure:
            yield 0.7, "the name alone may be of a city or of its region"


_OF_NO_COUNTRY = (Role.LEGAL, Role.STOCK, Role.GROUP, *PLACES)
"""What words in names of companies and places do, and never in a country's."""


def _caps_of_countries(left: Name, right: Name) -> Iterator[tuple[float, str]]:
    for role in _OF_NO_COUNTRY:
        if left.has(role) != right.has(role):
            yield 0.5, f"no country is called {role.value}"
    if left.has(Role.DEMONYM) != right.has(Role.DEMONYM):
        yield 0.89, "said of a country, not its name"


_DIRECTIONS = frozenset({"north", "south", "east", "west"})


def _is_part_of_country(name: Name) -> bool:
    """Say whether *name* is a part of a country by the compass, as provinces are often called."""
    return (
        len(name.concepts) == 2 == len(name.content)
        and bool(name.concepts & _DIRECTIONS)
        and any(map(name.has, OF_COUNTRIES))
    )


def _caps(left: Name, right: Name, kind: str, overlap: _Overlap) -> Iterator[tuple[float, str]]:
    """Yield what keeps two names apart whatever else they share: the highest score that it allows, and why."""
    if any(one.has(Role.GROUP) and other.has(Role.STOCK) for one, other in ((left, right), (right, left))):
        yield 0.6, "a group and its listed company are two"
    elif left.has(Role.GROUP) != right.has(Role.GROUP):
        yield 0.88, "only one is a group"
    yield from _caps_of_countries(left, right) if kind == "Country" else _caps_of_places(left, right, kind)
    numbers = [{token.text for token in name.tokens if token.text.isdigit()} for name in (left, right)]
    if numbers[0] != numbers[1]:
        yield 0.5, "the numbers differ"
    if left.script is right.script is Script.HAN:
        mine, theirs = ("".join(token.text for token in name.own) for name in (left, right))
        if mine and theirs and mine != theirs:
            yield 0.6, "other characters"
    elif kind == "Person" and Script.HAN in (left.script, right.script) and overlap.share == 1:
        yield 0.89, "many names sound so"
    if kind == "Place" and _is_part_of_country(left) and left.tokens != right.tokens:
        yield 0.89, "a province may be called so"
    roles = [{token.role for token in rest} for rest in overlap.extra]
    if all(found & {Role.OTHER, Role.WORD, *OF_COUNTRIES} for found in roles):
        yield 0.6, "each has words of its own"
    elif any(Role.OTHER in found for found in roles):
        yield 0.69, "one has a name more"
    elif any(Role.WORD in found for found in roles):
        yield 0.72, "one has a word more"
    elif any(found & OF_COUNTRIES for found in roles):
        yield 0.89, "one names a country more"  # often a subsidiary there


def _without(name: Name, role: Role) -> Name:
    """Return *name* without its words of *role*, unless it has no others; what means one country stands once."""
    kept = {token.concept or token: token for token in name.tokens if token.role is not role}
    return replace(name, tokens=tuple(kept.values())) if kept else name


def _abbreviates(short: Name, long: Name) -> bool:
    text = short.text.strip().replace(".", "")
    return text.isupper() and 2 <= len(text) <= 6 and len(long.tokens) > 1 and long.initials == text.casefold()


def _most(left: Name, right: Name) -> float:
    """Return the score that two names cannot exceed, told from their weights and meanings alone."""
    own = left.own, right.own
    if not all(own) and not left.concepts & right.concepts:
        return 0.0
    rest = [_weight(name.content) - _weight(mine) for name, mine in zip((left, right), own, strict=True)]
    weights = [sorted((_weight(left.content), _weight(right.content)))]
    if all(own):  # written as one
        weights.append(sorted(each + WEIGHT[Role.OTHER] for each in rest))
    return max(2 * less / (less + more) if more else 1.0 for less, more in weights)


def compare(left: str, right: str, kind: str = "", *, least: float = 0.0) -> Comparison:
    """Say how alike *left* is to *right*, the name of something of class *kind*.

    Where the score cannot reach *least*, it is said to be 0: most names are told apart at a glance.

    >>> compare("Xi'an", "Xinjiang").score < 0.5 < compare("Си Цзиньпин", "習近平").score
    True
    """
    one, other = take_apart(left), take_apart(right)
    if kind == "Country":  # how a state calls itself does not tell it from others
        one, other = _without(one, Role.WEAK), _without(other, Role.WEAK)
    if one.tokens == other.tokens:
        return Comparison(1.0, ("the same name",))
    if _abbreviates(one, other) or _abbreviates(other, one):
        return Comparison(ABBREVIATION, ("abbreviation of its first letters",))
    if least and _most(one, other) < least:
        return Comparison(0.0, ("nothing in common",))
    overlap = _overlap(one, other)
    score, features = overlap.share, list(overlap.features)
    if one.script is not other.script:
        features.insert(0, f"{one.script.value} and {other.script.value}")
    dropped = [token.text for token in (*one.tokens, *other.tokens) if token.role in (Role.LEGAL, Role.STOCK)]
    if dropped and score:
        features.append(f"legal form left out ({', '.join(dict.fromkeys(dropped))})")
    for most, why in _caps(one, other, kind, overlap):
        if score > most:
            score = most
            features.append(why)
    if not features:
        features = ["the same words, but for such as tell nothing apart"] if score else ["nothing in common"]
    return Comparison(round(score, 4), tuple(features))
