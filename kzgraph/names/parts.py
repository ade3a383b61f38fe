"""What a name is made of: words that mean the same in four languages, legal forms, kinds of place, sounds.

The vocabulary is ``names/words.csv``.  Cyrillic is read as Latin, Chinese as pinyin and as Palladius' Cyrillic, so that
習近平, Си Цзиньпин and Xi Jinping come out alike.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property, lru_cache
from typing import Any

from kzgraph.errors import one_problem, quoted
from kzgraph.files.paths import PACKAGE
from kzgraph.files.sheets import read_sheet
from kzgraph.names.sounds import is_cyrillic, palladius, sound, syllables

_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[^\W_]+")
_JOINING = re.compile(r"(?<=\w)['’‘ʻʼ`´](?=\w)")
_ENDING = re.compile(r"(?<=\w{3})(?:ин)?ск(?:ая|ий|ое|ой|ого|ую|ие|их)$|(?<=[оеё]в)а$")
"""What Russian adds to a place's name for an adjective, and to a surname in the genitive."""

_INITIALS = re.compile(r"\b(\w)\.")


class Role(Enum):
    """What a word does in a name."""

    OTHER = "other"
    """A word of its own: a place, a person, a brand."""
    WORD = "word"
    """A word that any vocabulary has (bank, wind, agreement)."""
    COUNTRY = "country"
    DEMONYM = "demonym"
    """What is said of a country's people and things (Chinese): it means the country and is none of its names."""
    WEAK = "weak"
    INITIAL = "initial"
    LEGAL = "legal"
    STOCK = "stock"
    GROUP = "group"
    REGION = "region"
    PROVINCE = "province"
    AUTONOMOUS = "autonomous"
    CITY = "city"
    STOP = "stop"


WEIGHT = {Role.OTHER: 1.2, Role.WORD: 0.8, Role.COUNTRY: 0.4, Role.DEMONYM: 0.4, Role.WEAK: 0.3, Role.INITIAL: 0.2}
"""How much a word counts; one of another role is not part of what a thing is called."""

OF_COUNTRIES = frozenset({Role.COUNTRY, Role.DEMONYM})
"""What words that mean a country do."""

PLACES = {Role.REGION: "region", Role.PROVINCE: "region", Role.AUTONOMOUS: "region", Role.CITY: "city"}


class Script(Enum):
    """The script that most of a name is in."""

    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    HAN = "Chinese"


@dataclass(frozen=True)
class NamePart:
    """A word of a name: as it stands, what it means or sounds like, and its role.

    ``keys`` are three forms to compare by sound: folded; as written or as pinyin; and, of what is pinyin, Palladius'
    Cyrillic, folded.
    """

    text: str
    concept: str
    role: Role
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Name:
    """A name taken apart."""

    text: str
    script: Script
    tokens: tuple[NamePart, ...]

    @cached_property
    def content(self) -> tuple[NamePart, ...]:
        """The words that tell things apart."""
        return tuple(token for token in self.tokens if token.role in WEIGHT)

    @cached_property
    def own(self) -> tuple[NamePart, ...]:
        """The words that no vocabulary has."""
        return tuple(
            token for token in self.content if token.role is Role.OTHER and token.keys and not token.text.isdigit()
        )

    @cached_property
    def concepts(self) -> frozenset[str]:
        """What its words mean, as far as the vocabulary knows."""
        return frozenset(token.concept for token in self.content if token.concept)

    def has(self, role: Role) -> bool:
        """Say whether a word has this *role*."""
        return any(token.role is role for token in self.tokens)

    @property
    def place(self) -> str:
        """``region`` or ``city`` where the name says which, else nothing."""
        return next((PLACES[token.role] for token in self.tokens if token.role in PLACES), "")

    @property
    def initials(self) -> str:
        """The first letters of its words, as an abbreviation takes them."""
        return "".join(token.text[0] for token in self.tokens if token.role is not Role.STOP)


@dataclass(frozen=True)
class Vocabulary:
    """Forms of words → concept and role; ``stems`` are beginnings of inflected words, the longest first."""

    forms: Mapping[str, tuple[str, Role]]
    stems: tuple[tuple[str, str, Role], ...]
    longest: int


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of ``names/words.csv``."""
    path = PACKAGE / "names" / "words.csv"
    forms: dict[str, tuple[str, Role]] = {}
    stems: list[tuple[str, str, Role]] = []
    for line, cells in read_sheet(path, ("concept", "role", "en", "ru", "kk", "zh")):
        if cells["role"] not in {role.value for role in Role}:
            raise one_problem(f"unknown role {quoted(cells['role'])}", "see naming.Role", file=path.name, line=line)
        role = Role(cells["role"])
        for form in " ".join((cells["en"], cells["ru"], cells["kk"], cells["zh"])).split():
            text = form.replace("_", " ")
            if text.endswith("*") and "*" not in text[:-1]:
                stems.append((text[:-1], cells["concept"], role))
            else:
                forms.setdefault(text.replace("*", ""), (cells["concept"], role))
    stems.sort(key=lambda stem: -len(stem[0]))
    return Vocabulary(forms, tuple(stems), max(form.count(" ") for form in forms) + 1)


def vocabulary_forms(concept: str) -> tuple[str, ...]:
    """Return the forms in which texts write the country *concept*; a final ``*`` stands for any ending."""
    words = vocabulary()
    forms = [form for form, (name, role) in words.forms.items() if name == concept and role in OF_COUNTRIES]
    return (*forms, *(f"{stem}*" for stem, name, role in words.stems if name == concept and role in OF_COUNTRIES))


def _other(word: str, script: Script) -> NamePart:
    if script is Script.HAN:
        from pypinyin import lazy_pinyin

        parts = tuple(lazy_pinyin(word, v_to_u=True))
        pinyin = "".join(parts)
        return NamePart(word, "", Role.OTHER, (sound(pinyin), pinyin, sound(palladius(parts))))
    if len(word) == 1 and not word.isdigit():
        return NamePart(word, "", Role.INITIAL, (sound(word),))
    folded = sound(word)
    if script is Script.CYRILLIC:
        return NamePart(word, "", Role.OTHER, (folded, sound(_ENDING.sub("", word)), folded))
    parts = syllables(word)
    return NamePart(
        word, "", Role.OTHER, (folded, word, sound(palladius(parts))) if parts else (folded, folded, folded)
    )


def _known(text: str, words: Vocabulary) -> tuple[str, Role] | None:
    if text in words.forms:
        return words.forms[text]
    found = next((stem for stem in words.stems if text.startswith(stem[0])), None)
    return (found[1], found[2]) if found else None


def _tokens(text: str, concept: str, role: Role) -> list[NamePart]:
    """Return a known word as the words that it means: petrochemical is of petroleum and of chemistry."""
    return [NamePart(text, each, role) for each in concept.split("+")]


def _spaced(text: str, script: Script) -> list[NamePart]:
    """Take apart a name whose words are spaced."""
    words, pieces = vocabulary(), _WORD.findall(text)
    tokens, at = list[NamePart](), 0
    while at < len(pieces):
        for size in range(min(words.longest, len(pieces) - at), 0, -1):
            piece = " ".join(pieces[at : at + size])
            known = _known(piece, words) if size == 1 else words.forms.get(piece)
            if known or size == 1:
                tokens += _tokens(piece, *known) if known else [_other(piece, script)]
                at += size
                break
    return tokens


def _unspaced(text: str) -> list[NamePart]:
    """Take apart a Chinese name: the longest known words first, what is left between them as one word each.

    One character is a word only beside another known word (铁 in 中国铁建), or at the end where it is a suffix.
    """
    words, tokens, rest, at = vocabulary(), list[NamePart](), "", 0
    while at < len(text):
        for size in range(min(9, len(text) - at), 0, -1):
            piece = text[at : at + size]
            known = words.forms.get(piece)
            if size == 1:
                beside = (tokens and not rest) or any(text[at + 1 : at + more] in words.forms for more in range(3, 10))
                known = known if beside else None
                ends = at + 1 == len(text) and len(rest) >= (3 if piece == "州" else 1)  # Hangzhou is no region
                known = known or (words.forms.get("-" + piece) if ends or (tokens and at + 1 == len(text)) else None)
            if known:
                tokens += [_other(rest, Script.HAN)] if rest else []
                tokens += _tokens(piece, *known)
                rest, at = "", at + size
                break
        else:
            rest, at = rest + text[at], at + 1
    return [*tokens, *([_other(rest, Script.HAN)] if rest else [])]


def simplified(text: str) -> str:
    """Return *text* with Chinese characters in their simplified form."""
    if not _HAN.search(text):
        return text
    return str(_converter().convert(text))


@cache
def _converter() -> Any:  # the package carries no types
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=1 << 17)  # those of a registry, and the newest of a long table
def take_apart(text: str) -> Name:
    """Return *text* as a :class:`Name`."""
    plain = simplified(unicodedata.normalize("NFKC", text).strip()).casefold()
    plain = _INITIALS.sub(r"\1 ", _JOINING.sub("", plain)).replace("ё", "е")
    han, cyrillic = len(_HAN.findall(plain)), sum(is_cyrillic(char) for char in plain)
    if han:
        tokens = [
            token
            for piece in _WORD.findall(plain)
            for token in (_unspaced(piece) if _HAN.search(piece) else _spaced(piece, Script.LATIN))
        ]
        return Name(text, Script.HAN, tuple(tokens))
    script = Script.CYRILLIC if cyrillic * 2 > len(plain.replace(" ", "")) else Script.LATIN
    return Name(text, script, tuple(_spaced(plain, script)))
