"""The names of all countries in four languages, short, official and inverted: which country is a name of?

Short names are CLDR's (by Babel), for the territories of ISO 3166-1; official names are those with the words that
states put around them (Republic of, Исламская Республика, 共和国), which are taken away here. Names that public tables
use beside these stand in ``ontology/countries.csv``.
"""

import re
import unicodedata
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from kzgraph.curation.registering import NewEntity
from kzgraph.names.countrycodes import EVIDENCE, codes_of, other_names
from kzgraph.text.folding import fold, slug

_LOCALES = ("en", "ru", "kk", "zh_Hans", "zh_Hant")
_ANOTHER = frozenset({"republic of china", "китайская республика", "中华民国", "中華民國", "state of georgia"})
"""What looks like an official name and is that of another state, or of none."""
_SHARED = frozenset({"congo", "конго", "刚果", "剛果", "korea", "корея"})
"""What two states are called, so that it names neither."""
_NEAREST = 0.79
"""How alike a misspelt name must be to a country's, of at least five letters, and more than to any other's."""
_APART = 0.12
_STATE = re.compile(
    r"\b(?:the|of|and|republic|republics|peoples|people s|islamic|democratic|socialist|federal|federative|federated"
    r"|federation|kingdom|state|states|commonwealth|principality|grand duchy|sultanate|emirate|hashemite|arab|oriental"
    r"|plurinational|bolivarian|cooperative|co operative|united|union|sovereign|independent)\b"
)
_STATE_CYRILLIC = re.compile(
    r"\b(?:республик\w*|народн\w*|исламск\w*|демократическ\w*|социалистическ\w*|федеративн\w*|федераци\w*"
    r"|королевств\w*|государств\w*|княжеств\w*|султанат\w*|эмират\w*|арабск\w*|содружеств\w*|герцогств\w*|великое"
    r"|respublikasy|республикасы|халық|ислам|федерациясы|корольдігі|демократиялық|мемлекеті)\b"
)
_STATE_HAN = re.compile(
    "人民|民主|共和国|共和國|联邦|聯邦|王国|王國|伊斯兰|伊斯蘭|社会主义|社會主義|合众国|公国|大公国|国$|國$"
)


def another(name: str) -> bool:
    """Say whether *name* looks like a country's and is that of another state, or of none.

    >>> another("Republic of China"), another("People's Republic of China")
    (True, False)
    """
    return not _ANOTHER.isdisjoint(_forms(name))


def country_of(name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of the country that *name* is a name of; empty for none.

    >>> country_of("Iran (Islamic Republic of)"), country_of("Исламская Республика Пакистан"), country_of("日本国")
    ('IR', 'PK', 'JP')
    >>> country_of("Guinea-Bissau"), country_of("Georgia Power"), country_of("Congo")
    ('GW', '', '')
    """
    if another(name):
        return ""
    known = _names()
    return next((known[form] for form in _forms(name) if form in known), "")


def country_called(name: str) -> str:
    """Return the code of the country with the name or the ISO 3166-1 alpha-2 code *name*, in letters of any case.

    >>> country_called("uzbekistan"), country_called("uz"), country_called("Түркия"), country_called("nowhere")
    ('UZ', 'UZ', 'TR', '')
    """
    text = unicodedata.normalize("NFKC", name).strip()
    if len(text) == 2 and text.upper() in _names().values():
        return text.upper()
    found = country_of(text)
    if found:
        return found
    plain = fold(text)
    return next((code for form, code in _latin().items() if form == plain), "")


def labels_of(code: str) -> dict[str, str]:
    """Return the names of the country *code* (ISO 3166-1 alpha-2) in the four languages of labels, after CLDR."""
    from babel import Locale

    locales = {"en": "en", "kk": "kk", "ru": "ru", "zh": "zh_Hans"}
    found = {language: Locale.parse(locale).territories.get(code, "") for language, locale in locales.items()}
    return {language: name for language, name in found.items() if name}


def new_country(code: str) -> NewEntity:
    """Return the country *code* as it is registered: its names after CLDR, its codes in every scheme that counts it.

    >>> new_country("TR").id, new_country("TR").codes["cowCode"][0]
    ('turkiye', '640')
    """
    labels = labels_of(code)
    codes = {scheme: (found, EVIDENCE[scheme]) for scheme, found in codes_of(code).items()}
    return NewEntity(slug(labels["en"]), "Country", labels, codes=codes)


def misspelt_country(name: str) -> str:
    """Return the code of the country whose short name *name* is but for a letter or two; empty where several are near.

    >>> misspelt_country("Kazahkstan"), misspelt_country("Qazaqstan Respublikasy"), misspelt_country("Slovania")
    ('KZ', 'KZ', '')
    """
    plain = fold(_bare(unicodedata.normalize("NFKC", name)))
    if another(name) or len(plain) < 5 or any("\u3400" <= char <= "\u9fff" for char in name):
        return ""
    return _nearest(plain)


@cache
def _names() -> dict[str, str]:
    """Folded name → code, of every territory in every language; what two territories share is left out."""
    from babel import Locale

    found: dict[str, set[str]] = {}
    for code, names in other_names().items():
        for form in (form for name in names for form in _whole(name)):
            found.setdefault(form, set()).add(code)
    for locale in _LOCALES:
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"):
                for form in _forms(name):
                    found.setdefault(form, set()).add(code)
    return {form: next(iter(codes)) for form, codes in found.items() if len(codes) == 1 and form not in _SHARED}


def _forms(name: str) -> list[str]:
    """Return what *name* is looked up by: as it is, put in order, without the words of a state; each once."""
    orders = _orders(name)
    bare = [found for form in orders if len(found := _folded(_bare(form))) > 1]
    return [form for form in dict.fromkeys((*map(_folded, orders), *bare)) if form]


def _whole(name: str) -> list[str]:
    """Return what *name* is looked up by with all its words: as it is, and put in order."""
    return [form for form in dict.fromkeys(map(_folded, _orders(name))) if form]


def _orders(name: str) -> tuple[str, str]:
    """Return *name*, and with what stands behind a comma or in brackets before it: China, People's Republic of."""
    text = unicodedata.normalize("NFKC", name).strip()
    return text, re.sub(r"^([^,(]+?)\s*[,(]\s*(.+?)\)?$", r"\2 \1", text)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("ё", "е"))).removeprefix("the ")


def _bare(text: str) -> str:
    plain = text.casefold()
    if any("\u3400" <= char <= "\u9fff" for char in plain):
        return _STATE_HAN.sub("", plain)
    return _STATE_CYRILLIC.sub(" ", _STATE.sub(" ", _folded(plain))).strip()


def _nearest(plain: str) -> str:
    best: dict[str, float] = {}
    for form, code in _latin().items():
        if abs(len(form) - len(plain)) <= 2:
            score = float(DamerauLevenshtein.normalized_similarity(plain, form))
            best[code] = max(best.get(code, 0.0), score)
    ranked = sorted(best.items(), key=lambda each: (-each[1], each[0]))
    clear = ranked and ranked[0][1] >= _NEAREST and (len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= _APART)
    return ranked[0][0] if clear else ""


@cache
def _latin() -> dict[str, str]:
    """The names that are written with letters, as plain Latin words."""
    return {
        fold(form): code for form, code in _names().items() if len(form) > 4 and not "\u3400" <= form[0] <= "\u9fff"
    }
